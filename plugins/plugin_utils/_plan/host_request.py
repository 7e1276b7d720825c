# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the controller sends to a host: one JSON document, made of a plan and its rendered files."""

from __future__ import annotations

import base64
import json
from typing import Any

from ...module_utils._core.host_plan import HostPlan
from ...module_utils._keys import key_pair, key_store
from .._model.catalogue import CATALOGUE
from .._model.deployments import TARGET_OPTIONS, deployment_of
from .._model.releases import STORED_ROWS_SINCE
from .._model.settings_class import Settings
from .plan import Plan, release_of

#: Secret options that are of no use on a host.
CONTROLLER_ONLY = ("plan_file_key", "sample_token")


def templates_of(settings: Settings) -> tuple[str, ...]:
    """The names of the templates that a plan's files are rendered from."""
    return deployment_of(settings).templates(settings)


def context_of(plan: Plan) -> dict[str, Any]:
    """What a template may use; described in the role's README."""
    settings = plan.settings
    return {
        "environment": [entry._asdict() for entry in plan.environment],
        "services": settings.compose_services,
        "home": settings.home,
        "provider": settings.provider,
        "flow": settings.flow,
        "keys": deployment_of(settings).key_mount(settings),
    }


def keys_of(settings: Settings) -> dict[str, Any] | None:
    """The own key pair as the host is to have it: ``private`` (Base64 of PKCS#8 DER) only where it is given."""
    if not settings.jwt_key_id:
        return None
    private = _encoded(settings.jwt_private_key)
    return {
        "id": settings.jwt_key_id,
        "private": private,
        "cluster": settings.cluster,
        "may_make": settings.cluster is None,
        "share": False,
    }


def _encoded(given: str | None) -> str | None:
    """One that cannot be used is a finding of the rules, and no reason to fail where only its id counts."""
    try:
        return key_store.encoded(key_pair.private_key(given)) if given else None
    except key_pair.Unusable:
        return None


def _minted_for(settings: Settings) -> dict[str, Any] | None:
    """Whom a token may be signed for on the host, ``None`` where that is not asked for."""
    if not (
        settings.mint_admin_token and settings.jwt_key_id and settings.admin_principals and settings.principal_domain
    ):
        return None
    issuer = (settings.extra_environment or {}).get("JWT_ISSUER")
    name = settings.admin_principals[0].partition(":")[0].lower()
    return {
        "name": name,
        "domain": settings.principal_domain,
        "issuer": issuer,
        "mapping": settings.jwt_principal_claims_mapping or [],
    }


def _stored(field: Any) -> dict[str, Any]:
    """A field without a variable, in the form of one: it has no text for a file."""
    return {
        "name": field.option,
        "text": None,
        "secret": False,
        "paths": [field.path],
        "value": field.value,
        "since": field.since,
        "until": None,
    }


def _secrets(plan: Plan) -> list[str]:
    """What the host masks; it has no part in what only the controller uses."""
    own = [getattr(plan.settings, name) for name in CONTROLLER_ONLY]
    return [text for text in plan.secrets if text not in own]


def document(plan: Plan, verb: str, templates: dict[str, str]) -> dict[str, Any]:
    """The ``HostPlan`` of a plan, as a dictionary that travels as JSON."""
    settings = plan.settings
    content: dict[str, Any] = {
        "verb": verb,
        "release": release_of(settings),
        "deployment": settings.deployment,
        "options": {name: getattr(settings, name) for name in TARGET_OPTIONS},
        "templates": templates,
        "environment": [
            dict(entry._asdict(), since=CATALOGUE[entry.name].since, until=CATALOGUE[entry.name].until)
            for entry in plan.environment
        ],
        "stored_fields": [_stored(field) for field in plan.stored],
        "served": plan.served,
        "internal_url": settings.server_internal_url,
        "health_url": settings.health_url,
        "health_timeout": settings.health_timeout,
        "settle_time": settings.settle_time,
        "stored_configuration": settings.stored_configuration,
        "keep_export": settings.keep_export,
        "admin_token": settings.admin_token,
        "keys": keys_of(settings),
        "mint": _minted_for(settings),
        "rotate": False,
        "force_fernet_key": settings.force_fernet_key,
        "production": settings.production,
        "stored_rows_since": STORED_ROWS_SINCE,
        "catalogue": list(CATALOGUE),
        "secret_names": [name for name, variable in CATALOGUE.items() if variable.secret],
        "secrets": _secrets(plan),
    }
    return dict(HostPlan(**content)._asdict())


def pack(content: dict[str, Any]) -> str:
    """One opaque text, so that hiding it as a secret hides no harmless word of the output."""
    return base64.b64encode(json.dumps(content).encode()).decode()
