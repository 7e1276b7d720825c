# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules of kubernetes.core as a function, for a cluster in memory with one release of OpenMetadata's chart.

It answers as the modules do, for what the collection asks of them. A server reads its environment, and from
OpenMetadata 1.10 on its stored rows, when its pod starts.
"""

import base64
import copy
import json
import pathlib
import shlex
from urllib.parse import urlencode

import yaml
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export, dotted_path
from ansible_collections.openmetadata.sso.plugins.module_utils._server import authorization_request, drift
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import shipped_yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm.chart_process import SECTIONS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import api_errors, in_effect, pod
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.cluster import CommandResult
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import clock
from fakes import key_pairs
from fakes.chart_objects import DEPLOYMENT
from fakes.release_in_cluster import ReleaseInCluster

BASIC = {"provider": "basic"}


class KubernetesCore(ReleaseInCluster):
    """Call it with the name of a module, its arguments and whether it only reads.

    ``rounds`` are the pods that got commands at the same time. ``planned`` is what a server with the provider auth0
    serves. ``rows`` is the export of the stored rows, ``None`` where they cannot be exported. ``refuse`` maps modules
    to the result that they give instead of an answer. ``fault`` is called with every module and its arguments, and may
    return a result or raise. ``server_answers`` tells whether servers answer their own pod. The rest is as for a
    ``ReleaseInCluster``.
    """

    def __init__(self, version="1.9.7", planned=None, rows=None, replicas=1, subchart=None):
        super().__init__(rows, replicas, subchart)
        self.version = version
        self.planned = drift.merged({}, list((planned or {}).items()))
        self.calls, self.files, self.rounds = [], {}, []
        self.refuse, self.server_answers, self.ops_status = {}, True, 0
        self.kids, self.helm = ["a"], "v3.19.0+g3d8990f"
        self.sign_in = self._redirect
        self.fault = lambda _module, _arguments: None
        self._applied = 0

    def __call__(self, module, arguments, reads):
        self.calls.append((module, copy.deepcopy(arguments), reads))
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
            answer = self("kubernetes.core.k8s_exec", {**arguments, "command": shlex.join(command.words)}, False)
            if answer.get("failed"):
                raise api_errors.host_error(f"A command in pod {command.pod}", answer["msg"])
            results.append(CommandResult(answer["rc"], answer["stdout"], answer["stderr"]))
        return results

    def called(self, module):
        """The arguments of each call of a module."""
        return [arguments for name, arguments, _reads in self.calls if name.endswith("." + module)]

    @property
    def changes(self):
        """The modules that were called and change something."""
        return [name for name, _arguments, reads in self.calls if not reads and not name.endswith("_exec")]

    @property
    def rollbacks(self):
        """The words of each helm rollback."""
        return [each["argv"] for each in self.called("command") if each["argv"][1] == "rollback"]

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
            return self._delete(arguments)
        if arguments.get("state") == "patched":
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

    def _delete(self, arguments):
        key = arguments["kind"], arguments["name"]
        wanted = ((arguments.get("delete_options") or {}).get("preconditions") or {}).get("uid")
        if wanted and key in self.objects and self.objects[key]["metadata"]["uid"] != wanted:
            return {"failed": True, "msg": "Failed to delete object: Precondition failed: UID in precondition: 1, 2"}
        self.objects.pop(key, None)
        return {"changed": True}

    def _apply(self, content, manager):
        known = self.objects.get((content["kind"], content["metadata"]["name"]))
        wanted = content["metadata"].get("uid")
        if wanted and (known is None or known["metadata"]["uid"] != wanted):
            return {"failed": True, "msg": "Failed to apply object: uid mismatch: the provided object specified uid 1"}
        if known is not None and "spec" in content and known["manager"] != manager:
            return {"failed": True, "msg": 'Apply failed with 1 conflict: conflict with "other": .spec.holderIdentity'}
        moment = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        self._applied += 1
        meta = (known or {}).get("metadata") or {"uid": f"applied-{self._applied}", "creationTimestamp": moment}
        fields = {f"f:{name}": {} for name in content if name in ("metadata", "spec")}
        entry = {"manager": manager, "operation": "Apply", "time": moment, "fieldsV1": fields}
        meta = {**meta, **content["metadata"], "managedFields": [*meta.get("managedFields", []), entry]}
        self.put({"manager": manager, **(known or {}), **content, "metadata": meta})
        return {"changed": True, "result": copy.deepcopy(self.objects[content["kind"], meta["name"]])}

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
            parts["config/jwks"] = json.dumps({"keys": self._keys(process)})
            if options[1] and self.rows_decide and self.rows is not None:
                parts["rows"] = self.rows
            for number, path in enumerate(options[4:]):
                parts[f"sign-in/{number}"] = self.sign_in(path)
        lines = [f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in parts.items()]
        return {"rc": 0, "stdout": "\n".join(lines), "stderr": ""}

    def _keys(self, process):
        """What a pod publishes: the key of the files that its environment names, or the ids ``kids`` alone."""
        named = {name: text.strip('"') for name, text in process["environment"].items()}
        halves = [named.get(f"RSA_{half}_KEY_FILE_PATH") for half in ("PRIVATE", "PUBLIC")]
        private, public = map(process["files"].get, halves)
        if not private or not public:
            return [{"kid": kid} for kid in self.kids]
        return [key_pairs.public_jwk(private.encode("utf-8", "surrogateescape"), named["JWT_KEY_ID"])]

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
