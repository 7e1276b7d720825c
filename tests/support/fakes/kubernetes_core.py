# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules of kubernetes.core as a function: a cluster in memory with one release of OpenMetadata's chart.

It answers as the modules do, for what the collection asks of them. The pods are replaced at once, and a server reads
its environment, and from OpenMetadata 1.10 on its stored rows, when its pod starts.
"""

import base64
import copy
import gzip
import json
import pathlib
import shlex
from urllib.parse import urlencode

import yaml
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export, dotted_path
from ansible_collections.openmetadata.sso.plugins.module_utils._server import authorization_request, drift
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import shipped_yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm.chart_process import SECTIONS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm.values_findings import extra_envs
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import api_errors, in_effect, objects, pod
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.cluster import CommandResult
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE

RELEASE, NAMESPACE, DEPLOYMENT = "om", "data", "om-openmetadata"
BASIC = {"provider": "basic"}
#: Variables of these tests that the chart does not quote, as it does all other texts.
_RAW = ("OIDC_CUSTOM_PARAMS",)
REFUSED = {"failed": True, "msg": "refused by the cluster"}


def calls(name):
    """Whether a call is one of the module ``name``."""
    return lambda module, _arguments: module.endswith("." + name)


def once(condition, result=None, spared=0):
    """A fault for the call that meets a condition, after as many were spared; later ones succeed."""
    met, result = [], REFUSED if result is None else result

    def fault(module, arguments):
        if not condition(module, arguments):
            return None
        met.append(module)
        if len(met) != spared + 1:
            return None
        if isinstance(result, BaseException):
            raise result
        return result

    return fault


class KubernetesCore:
    """Call it with the name of a module and its arguments. ``rounds`` are the pods that got commands at the same time.

    ``planned`` is what a server with the provider auth0 serves. ``rows`` is the export of the stored rows, ``None``
    where they cannot be exported. ``refuse`` maps modules to the result that they give instead of an answer. ``fault``
    is called with every module and its arguments, and may return a result or raise. ``waiting`` is the reason for which
    new pods do not start; ``server_answers`` tells whether servers answer their own pod. ``subchart`` is the name that
    a parent chart, platform, has for OpenMetadata's.
    """

    def __init__(self, version="1.9.7", planned=None, rows=None, replicas=1, subchart=None):
        self.version, self.rows, self.replicas, self.subchart = version, rows, replicas, subchart
        self.planned = drift.merged({}, list((planned or {}).items()))
        self.objects, self.calls, self.files, self.rounds = {}, [], {}, []
        self.refuse, self.waiting, self.server_answers, self.ops_status = {}, None, True, 0
        self.kids, self.helm = ["a"], "v3.19.0+g3d8990f"
        self.sign_in = self._redirect
        self.fault = lambda _module, _arguments: None
        self._count = 0
        self.upgrade({})

    def __call__(self, module, arguments):
        self.calls.append((module, copy.deepcopy(arguments)))
        result = self.refuse.get(module) or self.fault(module, arguments)
        if result is not None:
            return result
        return getattr(self, "_" + module.rsplit(".", 1)[1])(arguments)

    def execute(self, access, namespace, commands):
        """Run commands in pods, as ``pod_commands.execute`` does; each is a call of ``k8s_exec`` in ``calls``."""
        self.rounds.append([command.pod for command in commands])
        results = []
        for command in commands:
            arguments = {"namespace": namespace, "pod": command.pod, "container": command.container, **access}
            answer = self("kubernetes.core.k8s_exec", {**arguments, "command": shlex.join(command.words)})
            if answer.get("failed"):
                raise api_errors.host_error(f"A command in pod {command.pod}", answer["msg"])
            results.append(CommandResult(answer["rc"], answer["stdout"], answer["stderr"]))
        return results

    def called(self, module):
        """The arguments of each call of a module."""
        return [arguments for name, arguments in self.calls if name.endswith("." + module)]

    @property
    def changes(self):
        """The modules that were called and change something."""
        return [
            name
            for name, arguments in self.calls
            if not name.endswith(("_info", "_exec", "_log")) and arguments.get("argv", [])[1:2] != ["version"]
        ]

    @property
    def rollbacks(self):
        """The words of each helm rollback."""
        return [each["argv"] for each in self.called("command") if each["argv"][1] == "rollback"]

    def put(self, content):
        """Store an object with a new version."""
        self._count += 1
        stored = copy.deepcopy(content)
        stored["metadata"].update(resourceVersion=str(self._count))
        self.objects[stored["kind"], stored["metadata"]["name"]] = stored

    def secret(self, name):
        """The texts of a Secret."""
        return objects.decode_secret(self.objects.get(("Secret", name)))

    def pods(self):
        """The pods of the release."""
        return [content for (kind, _name), content in self.objects.items() if kind == "Pod"]

    def revision(self):
        """(number, values) of the newest revision."""
        return max((number, values) for number, values in self._revisions())

    def upgrade(self, values):
        """Make a revision with exactly these values."""
        self.put_revision(values, "deployed")
        self._set_template(self._template(values))

    def _template(self, values):
        """What the chart makes of the values of the release."""
        if self.subchart is None:
            return _template(values)
        found = _template(values.get(self.subchart) or {})
        (container,) = found["spec"]["containers"]
        container["name"] = self.subchart
        if "AUTHENTICATION_PROVIDER" not in {entry["name"] for entry in container["env"]}:
            container["env"].insert(0, {"name": "AUTHENTICATION_PROVIDER", "value": '"basic"'})
        return found

    def put_revision(self, values, status, name="openmetadata"):
        """Store a revision of the chart ``name`` as Helm does; the ones before are superseded."""
        number = 1 + max((number for number, _values in self._revisions()), default=0)
        for content in self._records():
            content["metadata"]["labels"]["status"] = "superseded"
        chart = {"metadata": {"name": name, "version": "1.9.7"}, "values": {}, "templates": []}
        source = f"# Source: {name}/templates/deployment.yaml\n"
        if self.subchart is not None:
            dependency = {"name": "openmetadata", "alias": self.subchart, "version": "1.9.7"}
            chart["metadata"].update(name="platform", version="0.1.0", dependencies=[dependency])
            source = f"# Source: platform/charts/{self.subchart}/templates/deployment.yaml\n"
        record = {"version": number, "info": {"status": status}, "config": values, "chart": chart}
        record["manifest"] = f"---\n{source}{yaml.safe_dump(_deployment(self._template(values)))}"
        packed = base64.b64encode(base64.b64encode(gzip.compress(json.dumps(record).encode()))).decode()
        labels = {"name": RELEASE, "owner": "helm", "status": status, "version": str(number)}
        name = f"sh.helm.release.v1.{RELEASE}.v{number}"
        self.put({"kind": "Secret", "metadata": {"name": name, "labels": labels}, "data": {"release": packed}})

    def _records(self):
        return [content for (kind, name), content in self.objects.items() if name.startswith("sh.helm.")]

    def taken_over(self, marks, keeps_release=True):
        """Another program applies the Deployment and leaves these marks, fields of its metadata."""
        meta = self.objects["Deployment", DEPLOYMENT]["metadata"]
        for field, content in marks.items():
            meta[field] = {**meta.get(field, {}), **content} if isinstance(content, dict) else content
        if not keeps_release:
            for content in list(self._records()):
                del self.objects["Secret", content["metadata"]["name"]]

    def _revisions(self):
        for content in self._records():
            record = json.loads(gzip.decompress(base64.b64decode(base64.b64decode(content["data"]["release"]))))
            yield record["version"], record["config"]

    def _set_template(self, template):
        """Replace the pods when the template changes, as a rollout does."""
        known = self.objects.get(("Deployment", DEPLOYMENT))
        if known is not None and known["spec"]["template"] == template:
            return
        content = _deployment(template)
        content["spec"]["replicas"] = self.replicas
        generation = known["metadata"]["generation"] + 1 if known else 1
        content["metadata"]["generation"] = generation
        ready = 0 if self.waiting else self.replicas
        content["status"] = {"observedGeneration": generation, "updatedReplicas": ready, "replicas": self.replicas}
        content["status"]["availableReplicas"] = ready
        self.put(content)
        if not self.waiting:
            for old in self.pods():
                del self.objects["Pod", old["metadata"]["name"]]
        for _number in range(self.replicas):
            self._start_pod(template)

    def _start_pod(self, template):
        self._count += 1
        name = f"{DEPLOYMENT}-{self._count}"
        metadata = {"name": name, "uid": f"uid-{self._count}", "creationTimestamp": f"{self._count:06}"}
        state = {"waiting": {"reason": self.waiting}} if self.waiting else {"running": {}}
        container = template["spec"]["containers"][0]
        secrets = {
            key[1]: objects.decode_secret(content) for key, content in self.objects.items() if key[0] == "Secret"
        }
        self.put(
            {
                "kind": "Pod",
                "metadata": metadata,
                "status": {"containerStatuses": [{"name": container["name"], "state": state}]},
                "process": {"environment": objects.environment(container, secrets), "rows": self.rows},
            }
        )

    def _served(self, process):
        """What the server of a pod serves."""
        if self.rows_decide and process["rows"]:
            provider = config_export.read(process["rows"])["authenticationConfiguration"].get("provider")
        else:
            provider = process["environment"].get("AUTHENTICATION_PROVIDER", "").strip('"')
        return self.planned if provider == "auth0" else BASIC

    @property
    def rows_decide(self):
        """Whether this release reads the stored rows."""
        return tuple(map(int, self.version.split(".")[:2])) >= (1, 10)

    def _k8s_info(self, arguments):
        wanted = arguments.get("name")
        conditions = [condition for condition in arguments.get("label_selectors") or () if arguments["kind"] != "Pod"]
        return {
            "resources": [
                copy.deepcopy(content)
                for (kind, name), content in self.objects.items()
                if kind == arguments["kind"] and wanted in (None, name) and _matches(content, conditions)
            ]
        }

    def _k8s(self, arguments):
        if arguments.get("state") == "absent":
            self.objects.pop((arguments["kind"], arguments["name"]), None)
        elif arguments.get("state") == "patched":
            template = copy.deepcopy(self.objects["Deployment", DEPLOYMENT]["spec"]["template"])
            patch = arguments["definition"]["spec"]["template"]["metadata"]["annotations"]
            template["metadata"]["annotations"].update(patch)
            self._set_template(template)
        elif arguments.get("apply"):
            return self._apply(arguments["definition"], arguments["server_side_apply"]["field_manager"])
        elif isinstance(arguments["definition"], dict):
            self._merge(arguments["definition"])
        else:
            for content in arguments["definition"]:
                self.put(content)
        return {"changed": True}

    def _merge(self, content):
        """Without ``force`` the module changes only the fields that it gets; of a Secret its keys and labels."""
        known = self.objects.get((content["kind"], content["metadata"]["name"])) or {"metadata": {}}
        labels = {**(known["metadata"].get("labels") or {}), **content["metadata"]["labels"]}
        meta = {**known["metadata"], **content["metadata"], "labels": labels}
        self.put({**known, **content, "metadata": meta, "data": {**(known.get("data") or {}), **content["data"]}})

    def _apply(self, content, manager):
        known = self.objects.get((content["kind"], content["metadata"]["name"]))
        if known is not None and known["manager"] != manager:
            return {"failed": True, "msg": 'Apply failed with 1 conflict: conflict with "other": .spec.holderIdentity'}
        self.put({**content, "manager": manager})
        return {"changed": True}

    def _k8s_cp(self, arguments):
        self.files[arguments["remote_path"]] = arguments["content"]
        return {"changed": True}

    def _k8s_log(self, _arguments):
        return {"log": "INFO starting\nERROR no route to the provider\n"}

    def _k8s_exec(self, arguments):
        _sh, _c, script, _name, *options = shlex.split(arguments["command"])
        if script == pod.WRITE_ROWS:
            text = self.files.pop(options[1])
            assert len(text.encode()) == int(options[2])
            self.rows = self.rows if self.ops_status else text
            return {
                "rc": self.ops_status,
                "stdout": "",
                "stderr": "Exception: no database\n" if self.ops_status else "",
            }
        if script == in_effect.READ_FILE:
            text = shipped_yaml.text(self.version, SECTIONS)
            return {"rc": 0, "stdout": base64.encodebytes(text.encode()).decode(), "stderr": ""}
        process = self.objects["Pod", arguments["pod"]]["process"]
        parts = {"environment": "\0".join(f"{name}={text}" for name, text in process["environment"].items())}
        if self.server_answers:
            parts["version"] = json.dumps({"version": self.version})
            parts["config/auth"] = json.dumps(self._served(process))
            parts["config/jwks"] = json.dumps({"keys": [{"kid": kid} for kid in self.kids]})
            if options[1] and self.rows_decide and self.rows is not None:
                parts["rows"] = self.rows
            for number, path in enumerate(options[4:]):
                parts[f"sign-in/{number}"] = self.sign_in(path)
        lines = [f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in parts.items()]
        return {"rc": 0, "stdout": "\n".join(lines), "stderr": ""}

    def _redirect(self, _path):
        """The head of the answer with which a sign-in begins: it sends to the provider what was planned."""
        fields = {**authorization_request.PARAMETERS}
        sent = {name: dotted_path.read(self.planned, field) for name, field in fields.items()}
        pkce = sent.pop(authorization_request.PKCE)
        query = urlencode(
            {**{name: text for name, text in sent.items() if text}, **({} if pkce else {"code_challenge": "c"})}
        )
        return f"HTTP/1.1 302 Found\r\nLocation: https://acme.eu.auth0.com/authorize?{query}\r\n"

    def _helm(self, arguments):
        values = yaml.safe_load(pathlib.Path(arguments["values_files"][0]).read_text(encoding="utf-8"))
        self.upgrade(values or {})
        return {"changed": True}

    def _command(self, arguments):
        if arguments["argv"][1] == "version":
            return {"rc": 0, "stdout": self.helm}
        assert arguments["argv"][1] == "rollback"
        self.upgrade(dict(self._revisions())[int(arguments["argv"][3])])
        return {"rc": 0}


def _matches(content, conditions):
    labels = content["metadata"].get("labels") or {}
    for condition in conditions:
        name, _sign, value = condition.partition("!=" if "!=" in condition else "=")
        if (labels.get(name) == value) == ("!=" in condition):
            return False
    return True


def _deployment(template):
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {
            "name": DEPLOYMENT,
            "labels": {"app.kubernetes.io/instance": RELEASE, "helm.sh/chart": "openmetadata-1.9.7"},
        },
        "spec": {"selector": {"matchLabels": {"app": RELEASE}}, "template": template},
    }


def _template(values):
    """What the chart makes of values: variables of the container, and annotations of the pods."""
    container = {"name": "openmetadata", "env": [*_entries(values), *extra_envs(values)]}
    annotations = dict(values.get("podAnnotations") or {})
    return {"metadata": {"annotations": annotations}, "spec": {"containers": [container]}}


def _entries(values):
    for variable in CATALOGUE.values():
        value = dotted_path.read(values, variable.helm) if variable.helm else None
        if isinstance(value, dict) and "secretRef" in value:
            reference = {"name": value["secretRef"], "key": value["secretKey"]}
            yield {"name": variable.name, "valueFrom": {"secretKeyRef": reference}}
        elif value is not None and not isinstance(value, dict):
            yield {"name": variable.name, "value": value if variable.name in _RAW else json.dumps(value)}
