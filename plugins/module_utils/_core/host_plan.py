# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The request that the controller sends to a host.

A plan, its rendered files, and what the host needs to apply, compare or restore it.

``plugin_utils/_plan/host_request.py`` makes it; it travels as JSON. It holds secrets and is never logged.
"""

from typing import Any, Dict, List, NamedTuple, Optional

#: Verbs that change nothing on the host.
READING = ("verify", "rotation_status", "access", "confirm", "predict", "follow")


class HostPlan(NamedTuple):
    """One request.

    A variable is a dictionary: ``name``, ``text``, ``value``, ``secret``, ``paths``, ``explicit``, ``since``,
    ``until``.
    """

    #: ``apply``, ``predict`` (what ``apply`` would do), ``verify``, ``recover``, ``rotation_status``, ``access``
    #: (whether the host can be changed), ``confirm`` (the same, and what ``apply`` answers where nothing is to change),
    #: ``follow`` (how far a run came that an earlier call began), or ``administer`` for a task that only needs to know
    #: the server
    verb: str
    #: the release of OpenMetadata that the operator named, or ``None``
    release: Optional[str]
    #: name of the deployment, as in ``_deployment/registry``
    deployment: str
    #: options of the target by name, without their prefix
    options: Dict[str, Any]
    #: {template name: rendered text}
    templates: Dict[str, str]
    #: the planned variables
    environment: List[Dict[str, Any]]
    #: planned fields that only the stored rows have, in the form of variables without a text
    stored_fields: List[Dict[str, Any]]
    #: {field of /api/v1/system/config/auth: planned value}
    served: Dict[str, Any]
    #: the server's URL as the server itself sees it
    internal_url: str
    #: the URL of the health check on the admin port, as the server itself sees it
    health_url: str
    #: seconds to wait for a healthy server
    health_timeout: int
    #: seconds that a restarted server must stay healthy
    settle_time: int
    #: ``reconcile`` or ``ignore``
    stored_configuration: str
    #: whether the export of the stored rows from before a change is kept
    keep_export: bool
    #: a token of an administrator, or ``None``
    admin_token: Optional[str]
    #: the own key pair: ``id``, ``private`` (Base64 of PKCS#8 DER, or ``None``), ``cluster``, ``may_make``, ``share``;
    #: ``None`` without one
    keys: Optional[Dict[str, Any]]
    #: whom the host may sign a token for: ``name``, ``domain``, ``issuer``, ``mapping``; ``None`` where that is not
    #: allowed
    mint: Optional[Dict[str, Any]]
    #: whether a change of the key pair is intended
    rotate: bool
    #: whether a change of the Fernet key is intended
    force_fernet_key: bool
    #: whether the server is for production, so that published keys are reported
    production: bool
    #: the release from which on stored rows decide
    stored_rows_since: str
    #: names of all variables of OpenMetadata
    catalogue: List[str]
    #: those of them that hold secrets
    secret_names: List[str]
    #: every secret text, for masking
    secrets: List[str]
    #: the reviewed plan that the request belongs to: ``key`` (of keyed hashes, or ``None``) and ``state`` (the reviewed
    #: current state, or ``None`` where it is only read); ``None`` without a reviewed plan
    review: Optional[Dict[str, Any]] = None
    #: how a call follows a run that may outlast it: ``key`` (seals the result) and ``seconds`` (that the call takes at
    #: most); ``None`` where one call waits for the end
    follow: Optional[Dict[str, Any]] = None

    def writes(self, check_mode):
        """Whether the request changes the host."""
        return self.verb not in READING and not check_mode

    def planned_value(self, name):
        """The planned value of a variable, ``None`` when it is not planned."""
        return next((variable["value"] for variable in self.environment if variable["name"] == name), None)
