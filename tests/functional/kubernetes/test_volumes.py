# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stand-in of a node mounts Secrets: a server in a pod works with the key pair of one, as a real server would."""

import base64
import json
import subprocess
import time
import urllib.error
import urllib.request

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_pair
from cluster.api import volumes
from cluster.clusters import NAMESPACE
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from functional.kubernetes.conftest import MINIMAL

KEY_ID, RELEASE = "2026-11", "1.12.14"
SECRET, PATH = f"openmetadata-sso-keys-{KEY_ID}", f"/etc/openmetadata-sso/keys/{KEY_ID}"
SECRETS = f"/api/v1/namespaces/{NAMESPACE}/secrets"
PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
    serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)
FILES = {"private_key.der": PRIVATE, "public_key.der": key_pair.public_of(PRIVATE)}
VALUES = {
    "extraVolumes": [{"name": "keys", "secret": {"secretName": SECRET}}],
    "extraVolumeMounts": [{"name": "keys", "mountPath": PATH, "readOnly": True}],
    "openmetadata": {
        "config": {
            "jwtTokenConfiguration": {
                "keyId": KEY_ID,
                "rsapublicKeyFilePath": f"{PATH}/public_key.der",
                "rsaprivateKeyFilePath": f"{PATH}/private_key.der",
            }
        }
    },
}
EXEC = """
import sys
from kubernetes import client, config
from kubernetes.stream import stream

config.load_kube_config(sys.argv[1])
call = client.CoreV1Api().connect_get_namespaced_pod_exec
options = {"stdout": True, "stderr": True, "stdin": False, "tty": False}
print(stream(call, sys.argv[2], sys.argv[3], command=sys.argv[4:], **options))
"""


@pytest.fixture(scope="module")
def cluster(install):
    """One with a release that works with the key pair of its image."""
    return install(RELEASE).cluster


def put(cluster, files):
    """The Secret with these files, anew."""
    if cluster.secret_files(SECRET) is not None:
        cluster.ask(f"{SECRETS}/{SECRET}", "DELETE")
    data = {name: base64.b64encode(content).decode() for name, content in files.items()}
    cluster.ask(SECRETS, "POST", {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": SECRET}, "data": data})


def upgrade(cluster, **more):
    """The release with the values that mount the Secret."""
    path = cluster.folder / "values.json"
    path.write_text(json.dumps({**VALUES, **more, "image": {"tag": RELEASE}}), encoding="utf-8")
    cluster.run_helm("upgrade", "om-prod", MINIMAL, "--values", path)


def until(condition, seconds=30):
    """What a condition gives as soon as it gives something."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, condition
        time.sleep(0.1)
    return found


def waiting(cluster, reason):
    """Names of the pods whose container waits for this reason."""
    states = {
        pod["metadata"]["name"]: pod["status"].get("containerStatuses", [{"state": {}}])[0]["state"]
        for pod in cluster.objects("pods")
    }
    return [name for name, state in states.items() if state.get("waiting", {}).get("reason") == reason]


def answer(cluster, pod, path, token=None):
    """(status, answer) of the server in a pod."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(f"{cluster.url(pod)}/api/v1/{path}", headers=headers)
        ) as got:
            return got.status, json.load(got)
    except urllib.error.HTTPError as error:
        return error.code, None


def published(cluster, pod):
    """{key ID: public key} of the server in a pod."""
    return {key["kid"]: key_pair.public_of_jwk(key) for key in answer(cluster, pod, "system/config/jwks")[1]["keys"]}


def executed(cluster, tools, pod, *command):
    """What a command in a pod says."""
    python = [str(tools.venv / "bin" / "python"), "-c", EXEC, str(cluster.kubeconfig)]
    done = subprocess.run([*python, pod, NAMESPACE, *command], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_pod_waits_for_its_secret_and_works_with_the_pair_in_it(cluster, tools):
    (old,) = cluster.pods()
    token = cluster.token(old, "admin")
    upgrade(cluster)
    (new,) = until(lambda: waiting(cluster, "ContainerCreating"))
    (event,) = until(lambda: [each for each in cluster.objects("events") if each["reason"] == "FailedMount"])
    assert event["involvedObject"]["name"] == new
    assert event["message"] == f'MountVolume.SetUp failed for volume "keys" : secret "{SECRET}" not found'
    assert list(published(cluster, old)) != [KEY_ID] and answer(cluster, old, "users", token)[0] == 200

    put(cluster, FILES)
    cluster.wait_for_pods(1)
    assert cluster.pods() == [new] and published(cluster, new) == {KEY_ID: FILES["public_key.der"]}
    assert cluster.environment(new)["RSA_PRIVATE_KEY_FILE_PATH"] == f'"{PATH}/private_key.der"'
    assert answer(cluster, new, "users", token)[0] == 500  # what 1.12 says to the ID of another key
    assert answer(cluster, new, "users", cluster.token(new, "admin"))[0] == 200

    read = ["sh", "-c", 'base64 <"$1"', "sh"]
    assert base64.b64decode(executed(cluster, tools, new, *read, f"{PATH}/public_key.der")) == FILES["public_key.der"]
    words = executed(cluster, tools, new, *read, f"{PATH}/none")
    assert f" {PATH}/none" in words and str(cluster.folder) not in words

    folder = cluster.folder / "pods" / new / "volumes"
    assert folder.exists()
    cluster.ask(f"/api/v1/namespaces/{NAMESPACE}/pods/{new}", "DELETE")
    until(lambda: not folder.exists())


@pytest.mark.parametrize(
    "files",
    [{"public_key.der": FILES["public_key.der"]}, {**FILES, "private_key.der": PRIVATE + b"\n"}],
    ids=["no private key", "a line feed behind it"],
)
def test_a_server_does_not_start_with_an_unusable_pair(files, cluster):
    put(cluster, files)
    upgrade(cluster, podAnnotations={"files": " ".join(map(str, map(len, files.values())))})
    (pod,) = until(lambda: waiting(cluster, "CrashLoopBackOff"))
    log = (cluster.folder / "pods" / pod / "logs" / "openmetadata.log").read_text(encoding="utf-8")
    assert "Failed to initialize JWTTokenGenerator" in log


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"volumes": []}, '.containers[0].volumeMounts[0].name: Not found: "keys"'),
        ({"volumes": VALUES["extraVolumes"] * 2}, '.volumes[1].name: Duplicate value: "keys"'),
        (
            {"volumeMounts": VALUES["extraVolumeMounts"] * 2},
            f'.containers[0].volumeMounts[1].mountPath: Invalid value: "{PATH}": must be unique',
        ),
    ],
    ids=["no volume", "two of a name", "two at a path"],
)
def test_volumes_that_do_not_fit_together_are_refused(changes, message, cluster):
    container = {"name": "one", "image": "one", "volumeMounts": VALUES["extraVolumeMounts"]}
    container.update({name: value for name, value in changes.items() if name in container})
    labels = {"app": "one"}
    template = {
        "metadata": {"labels": labels},
        "spec": {"containers": [container], "volumes": changes.get("volumes", VALUES["extraVolumes"])},
    }
    body = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "one"},
        "spec": {"replicas": 0, "selector": {"matchLabels": labels}, "template": template},
    }
    with pytest.raises(urllib.error.HTTPError) as refused:
        cluster.ask(f"/apis/apps/v1/namespaces/{NAMESPACE}/deployments", "POST", body)
    assert refused.value.code == 422
    assert f"spec.template.spec{message}" in json.load(refused.value)["message"]


def mounted(folder, source, **mount):
    """The mounts of a container with one Secret."""
    spec = {"volumes": [{"name": "tmp", "emptyDir": {}}, {"name": "keys", "secret": source}]}
    mounts = [{"name": "tmp", "mountPath": "/tmp"}, {"name": "keys", "mountPath": "/keys/", **mount}]
    data = {"data": {"a": base64.b64encode(b"\0\xff").decode(), "b": ""}}
    return volumes.mount(spec, {"volumeMounts": mounts}, {"there": data}.get, folder)


@pytest.mark.parametrize(
    ("source", "files"),
    [
        ({"secretName": "there"}, {"a": 0o644, "b": 0o644}),
        ({"secretName": "there", "defaultMode": 0o400}, {"a": 0o400, "b": 0o400}),
        ({"secretName": "there", "items": [{"key": "a", "path": "below/c", "mode": 0o440}]}, {"below/c": 0o440}),
        ({"secretName": "there", "items": [{"key": "c", "path": "c"}], "optional": True}, {}),
        ({"secretName": "none", "optional": True}, {}),
    ],
)
def test_the_files_of_a_secret(source, files, tmp_path):
    assert mounted(tmp_path, source) == {"/keys": str(tmp_path / "keys")}
    found = {str(path.relative_to(tmp_path / "keys")): path for path in tmp_path.rglob("*") if path.is_file()}
    assert {name: path.stat().st_mode & 0o777 for name, path in found.items()} == files


def test_one_file_of_a_secret(tmp_path):
    (place,) = mounted(tmp_path, {"secretName": "there"}, subPath="a").values()
    with open(place, "rb") as stream:
        assert stream.read() == b"\0\xff"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ({"secretName": "none"}, 'secret "none" not found'),
        ({"secretName": "there", "items": [{"key": "c", "path": "c"}]}, "references non-existent secret key: c"),
    ],
)
def test_what_is_not_there_is_not_mounted(source, reason, tmp_path):
    with pytest.raises(volumes.Unmounted, match=reason):
        mounted(tmp_path, source)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("/keys", "/1"),
        ("cat '/keys/a' /keys/2/b", "cat '/1/a' /2/b"),
        ("/keys-2/a /my/keys/a /keys.der", "/keys-2/a /my/keys/a /keys.der"),
    ],
)
def test_paths_of_a_container_have_other_names_here(text, seen):
    assert volumes.renamed(text, {"/keys": "/1", "/keys/2": "/2"}) == seen
