# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cluster in memory with one release of OpenMetadata's chart: its objects, and its revisions as Helm keeps them.

The pods are replaced at once.
"""

import base64
import copy
import gzip
import json

import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import objects
from fakes import chart_objects
from fakes.chart_objects import DEPLOYMENT, RELEASE


class ReleaseInCluster:
    """A release of OpenMetadata's chart, with its objects and pods in memory.

    ``rows`` is what a server reads as its stored rows when its pod starts. ``waiting`` is the reason for which new pods
    do not start. ``subchart`` is the name that a parent chart, platform, has for OpenMetadata's. ``chart_version`` is
    that of OpenMetadata's chart.
    """

    def __init__(self, rows, replicas, subchart):
        self.rows, self.replicas, self.subchart = rows, replicas, subchart
        self.objects, self.waiting, self.chart_version = {}, None, "1.9.7"
        self._count = 0
        self.upgrade({})

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
            return chart_objects.template(values)
        found = chart_objects.template(values.get(self.subchart) or {})
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
        chart = {"metadata": {"name": name, "version": self.chart_version}, "values": {}, "templates": []}
        source = f"# Source: {name}/templates/deployment.yaml\n"
        if self.subchart is not None:
            dependency = {"name": "openmetadata", "alias": self.subchart, "version": self.chart_version}
            chart["metadata"].update(name="platform", version="0.1.0", dependencies=[dependency])
            source = f"# Source: platform/charts/{self.subchart}/templates/deployment.yaml\n"
        record = {"version": number, "info": {"status": status}, "config": values, "chart": chart}
        record["manifest"] = f"---\n{source}{yaml.safe_dump(chart_objects.deployment(self._template(values)))}"
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
        content = chart_objects.deployment(template)
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
                "process": {
                    "environment": objects.environment(container, secrets),
                    "rows": self.rows,
                    "files": _files(template["spec"], secrets),
                },
            }
        )


def _files(spec, secrets):
    """{path: text} of the Secrets that are mounted."""
    sources = {volume["name"]: volume["secret"]["secretName"] for volume in spec["volumes"] if "secret" in volume}
    return {
        f"{mount['mountPath']}/{key}": text
        for mount in spec["containers"][0]["volumeMounts"]
        for key, text in (secrets.get(sources.get(mount["name"])) or {}).items()
    }
