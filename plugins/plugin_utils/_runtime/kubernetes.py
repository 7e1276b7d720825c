# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between the action and a release in a cluster.

Modules of ``kubernetes.core`` are run on the controller, whatever the host's connection is.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import re
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from typing import Any, TypeVar

from ansible import constants
from ansible.plugins.loader import connection_loader, module_loader

from ...module_utils._core.errors import HostError, defect, words
from ...module_utils._core.result import Result
from ...module_utils._system import waiting
from ...module_utils._transaction.transaction import Transaction
from .._kubernetes import api_errors, cluster_audit, in_effect, rotation_state, token_secret, tools
from .._kubernetes.cluster import Call, Cluster
from .._kubernetes.recovery import Recovery
from .._kubernetes.release import Release
from .._kubernetes.release_change import ReleaseChange
from .._model.settings_class import Settings
from .._plan.plan import Plan
from . import cluster_client, key_pairs, pod_commands
from .collection_release import installed_release
from .progress import Progress
from .variables import plain

#: Helm's own variables for what the modules of kubernetes.core take from the environment (AWX's credential type sets
#: these).
_ENVIRONMENT = {
    "K8S_AUTH_KUBECONFIG": "KUBECONFIG",
    "K8S_AUTH_CONTEXT": "HELM_KUBECONTEXT",
    "K8S_AUTH_HOST": "HELM_KUBEAPISERVER",
    "K8S_AUTH_API_KEY": "HELM_KUBETOKEN",
    "K8S_AUTH_SSL_CA_CERT": "HELM_KUBECAFILE",
}
_RELEASE = re.compile(r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?")
_LONGEST = 53

Seen = TypeVar("Seen")


def carry_out(
    action: Any,
    host: str,
    plan: Plan,
    verb: str,
    rotate: bool,
    review: dict[str, Any] | None,
) -> dict[str, Any]:
    """``{"answer": ..., "error": ...}`` as the module of the other deployments gives it."""
    release = None
    try:
        versions = _versions()
        name = _named(plan.settings, host)
        cluster = Cluster(caller(action, action.task_vars), pod_commands.execute, plan.settings, name, versions)
        release = Release(plan, cluster, verb == "verify", rotate)
        folder = constants.DEFAULT_LOCAL_TMP
        target = Recovery(release, folder) if verb == "recover" else ReleaseChange(release, folder, key_pairs.make)
        target.review = review
        with waiting.followed(Progress(host).tell):
            return {"answer": _run(Transaction(target), verb, action._task.check_mode).to_dict(), "error": None}
    except HostError as error:
        return {"answer": None, "error": error.to_dict() if release is None else release.mask.error(error.to_dict())}
    except Exception as error:  # the operator gets one line, whatever went wrong
        return {"answer": None, "error": defect(error).to_dict()}


def look(action: Any, host: str, plan: Plan, wanted: dict[str, Any]) -> tuple[cluster_audit.Seen | None, str]:
    """(what an audit sees of the release, the empty string), or (``None``, why there is nothing to see)."""
    seen, error = _read(action, host, plan, lambda release: cluster_audit.look(release, wanted))
    return seen, words(error) if error else ""


def in_use(action: Any, host: str, plan: Plan) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """(what a pod of the release works with, nothing), or (``None``, why it could not be read)."""
    return _read(action, host, plan, in_effect.read)


def rotation_status(action: Any, host: str, plan: Plan) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """(the state of the release in a rotation of its key pair, nothing), or (``None``, the error)."""
    return _read(action, host, plan, rotation_state.read)


def deliver_token(
    action: Any, plan: Plan, secret: dict[str, str], token: str | None, only_try: bool
) -> tuple[bool, dict[str, Any]]:
    """(whether the ``key`` of the Secret ``name`` changed, nothing), or (``False``, the error).

    The Secret is in the namespace of the plan. With ``only_try`` nothing is written: the API is asked whether it could
    be. Without a ``token``, in check mode, it would be another one.
    """
    try:
        dry = only_try or action.check_mode
        call = _dry_caller(action) if dry else caller(action, action.task_vars)
        cluster = Cluster(call, pod_commands.execute, plan.settings, "", _versions())
        named = (secret["name"], secret["key"])
        changed = token_secret.differs(cluster, *named, token)
        if dry:
            token_secret.try_out(cluster, *named)
        elif changed and token is not None:
            token_secret.write(cluster, *named, token)
        return changed and not only_try, {}
    except HostError as error:
        return False, error.to_dict()
    except Exception as error:  # the operator gets one line, whatever went wrong
        return False, defect(error).to_dict()


def _read(action: Any, host: str, plan: Plan, read: Callable[[Release], Seen]) -> tuple[Seen | None, dict[str, Any]]:
    """(what ``read`` finds in the release, nothing), or (``None``, the error)."""
    release = None
    try:
        name, versions = _named(plan.settings, host), _versions()
        cluster = Cluster(caller(action, action.task_vars), pod_commands.execute, plan.settings, name, versions)
        release = Release(plan, cluster, only_reads=True)
        return read(release), {}
    except HostError as error:
        return None, error.to_dict() if release is None else release.mask.error(error.to_dict())
    except Exception as error:  # the operator gets one line, whatever went wrong
        return None, defect(error).to_dict()


def _run(transaction: Transaction, verb: str, check: bool) -> Result:
    result: Result
    if verb == "verify":
        result = transaction.compare()
    elif check or verb == "predict":
        result = transaction.predict()
    else:
        result = transaction.apply()
    return result


def _versions() -> dict[str, str | None]:
    """The versions of kubernetes.core and of its client, ``None`` for one that is not known.

    ``HostError`` without the collection: it is needed for this deployment only, so ours does not depend on it.
    """
    module = module_loader.find_plugin("kubernetes.core.k8s_info")
    if not module:
        raise HostError(api_errors.NEEDS, api_errors.COLLECTION, api_errors.INSTALL)
    try:
        client = metadata.version(api_errors.PACKAGE)
    except metadata.PackageNotFoundError:  # the first module that needs it says so
        client = None
    return {tools.CORE: installed_release(pathlib.Path(module).parents[2]), tools.CLIENT: client}


def _named(settings: Settings, host: str) -> str:
    """The name of the release; namespace and name are checked here, where the one is needed and the other known."""
    if not settings.kubernetes_namespace:
        raise HostError(
            "om_sso_kubernetes_namespace is missing.",
            "om_sso_kubernetes_namespace",
            "Name the namespace of the release.",
        )
    name = str(plain(settings.kubernetes_release or host))
    if not _RELEASE.fullmatch(name) or len(name) > _LONGEST:
        fix = "Set om_sso_kubernetes_release; it is the inventory's name of the host when left out."
        raise HostError(f"{name} is not a valid name of a Helm release.", "om_sso_kubernetes_release", fix)
    return name


def run_here(action: Any, task_vars: dict[str, Any]) -> dict[str, Any]:
    """Let an action run its modules here, as the user and with the Python of Ansible; the variables for them."""
    here = {
        "ansible_connection": "local",
        "ansible_python_interpreter": sys.executable,
        "ansible_no_target_syslog": True,
        "ansible_become": False,
    }
    action._connection = connection_loader.get("ansible.builtin.local", action._play_context)
    action._play_context.become = False
    return {**task_vars, **here}


def caller(action: Any, task_vars: dict[str, Any]) -> Call:
    """A function that runs a module here, as the user and with the Python of Ansible, and writes no line to syslog."""
    variables = run_here(action, task_vars)
    # What a task, play or role sets for its modules counts for the commands in pods and for helm as well.
    given: dict[str, str] = {}
    action._compute_environment_string(given)
    os.environ.update(given)
    os.environ.update(
        {
            helm: os.environ[name]
            for name, helm in _ENVIRONMENT.items()
            if os.environ.get(name) and not os.environ.get(helm)
        }
    )
    if os.environ.get("K8S_AUTH_VERIFY_SSL", "").lower() in ("false", "no", "0"):
        os.environ["HELM_KUBEINSECURE_SKIP_TLS_VERIFY"] = "true"

    def call(module: str, arguments: dict[str, Any], reads: bool) -> dict[str, Any]:
        if module == cluster_client.READS:
            return dict(plain(cluster_client.read(arguments)))
        # ansible.legacy.command runs nothing in check mode, but the version of helm is needed there as well.
        with _checking(action, action._task.check_mode and not reads):
            answer = action._execute_module(module_name=module, module_args=arguments, task_vars=variables)
        # From ansible-core 2.19 on an error of a module's may come as an event in place of a text.
        said = answer.get("msg") or getattr(getattr(answer.get("exception"), "event", None), "msg", None)
        wanted = ("failed", "rc", "result", "resources", "stdout", "stderr", "log", "module_stdout", "module_stderr")
        return dict(plain({"msg": said or "", **{name: answer[name] for name in wanted if name in answer}}))

    return call


def _dry_caller(action: Any) -> Call:
    """The same in check mode: the API answers as for a change and changes nothing."""
    call = caller(action, action.task_vars)

    def tried(module: str, arguments: dict[str, Any], reads: bool) -> dict[str, Any]:
        with _checking(action, True):
            return call(module, arguments, reads)

    return tried


@contextlib.contextmanager
def _checking(action: Any, check: bool) -> Iterator[None]:
    """Whether the modules of the action run in check mode, until the block ends."""
    before = action._task.check_mode
    action._task.check_mode = check
    try:
        yield
    finally:
        action._task.check_mode = before
