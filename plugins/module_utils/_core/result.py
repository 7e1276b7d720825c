# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer of every verb, the same for a host, for a release in a cluster, and over HTTP."""

from typing import Any, Dict, NamedTuple, Optional, Sequence


class Result(NamedTuple):
    """What a verb found or did. It holds no secret but ``pair["private"]``, which the controller takes out."""

    #: whether something was changed, or would be in check mode
    changed: bool = False
    #: whether the server was restarted
    restarted: bool = False
    #: whether the change needs a restart
    would_restart: bool = False
    #: seconds until the restarted server was healthy
    seconds: Optional[int] = None
    #: when the configuration that is restored was verified
    when: Optional[str] = None
    #: names of variables whose planned value the running server does not have
    variables: Sequence[str] = ()
    #: whether the server runs with older rows than those that are stored
    stale: bool = False
    #: fields of the stored rows that change, or the sections that are restored
    rows: Sequence[str] = ()
    #: whether the stored rows decide in this release
    rows_decide: bool = False
    #: [{"path", "changed"}] of the planned files
    files: Sequence[Dict[str, Any]] = ()
    #: entries of Ansible's ``diff``
    diff: Sequence[Dict[str, Any]] = ()
    #: rows of the comparison: what is planned, written, stored and served of each field
    effective: Sequence[Dict[str, Any]] = ()
    #: what the server serves (``config/auth``) after a recovery
    served: Optional[Dict[str, Any]] = None
    #: ids of the keys that the server publishes, ``None`` when it does not answer
    kids: Optional[Sequence[str]] = None
    #: the release of OpenMetadata that runs
    version: Optional[str] = None
    #: ``status`` and ``text`` of the planned administrators, ``None`` when they were not checked
    administrators: Optional[Dict[str, str]] = None
    #: the own key pair: ``id``, ``fingerprint``, ``is_new``, ``age``
    pair: Optional[Dict[str, Any]] = None
    #: findings about the host
    findings: Sequence[Any] = ()
    notes: Sequence[str] = ()
    #: whether the server answers; ``verify`` only
    reachable: bool = True
    #: fields of the stored rows that cannot be seen without a login; over HTTP only
    unseen: Sequence[str] = ()
    #: names of the pods that were read; Kubernetes only
    pods: Sequence[str] = ()
    #: the current state as a reviewed plan holds it, see ``_transaction/review``; check mode for one only
    state: Optional[Dict[str, Any]] = None

    def to_dict(self):
        """The result as JSON has it."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in self._asdict().items()}


def fields_of(paths):
    """The names of fields by their paths in the stored rows, without their section."""
    return [path.split(".", 1)[1] for path in paths]
