# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One host's adoption from end to end, without I/O.

What was read in, role variables, their verification and findings out.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ...module_utils._core.text import some
from ...module_utils._server.drift import SECTIONS
from .._model.catalogue import CATALOGUE
from .._model.findings import Finding, in_order
from .._model.options import PLAYBOOK_VARIABLES, PREFIX, server_options
from .._model.providers import PROVIDERS
from .._model.settings import all_options
from .._model.value import shortened
from .._plan import plan as planner
from .._plan.plan import Plan
from .._register import finding_of
from . import variable_map
from .effective_config import Effective, Server, Unreadable, effective, equal
from .infer_variables import Adopted, invert, with_client_id

#: Facts about the installation that are in no configuration; rules want them.
FACTS = (*(PREFIX + name for name in ("replicas", "sticky_sessions", "production", "server_internal_url")),)
NOT_TAKEN = (PREFIX + "extra_environment",)


class Adoption(NamedTuple):
    """``plan`` is that of the adopted variables. ``adopted`` is ``None`` where nothing can be written."""

    plan: Plan
    adopted: Adopted | None
    unknown: tuple[tuple[str, ...], ...]
    fields: int
    findings: list[Finding]


def adopt(place: Plan, inventory: dict[str, Any], read: Server, served: dict[str, Any] | None) -> Adoption:
    """``place`` says where the server is, ``inventory`` holds all role variables that there are by now."""
    target = {
        name: value
        for name, value in inventory.items()
        if name in (planner.TARGET_VARIABLES | set(FACTS)) - set(NOT_TAKEN)
    }
    if not read.text.strip():
        return _nothing(place, "no_file")
    try:
        as_read = effective(read)
    except Unreadable as reason:
        return _nothing(place, "not_parsed", reason=reason)
    found = with_client_id(as_read)
    adopted = invert(found, target, read.release)
    if adopted is None:
        named = shortened(found.values.get("AUTHENTICATION_PROVIDER"))
        return _nothing(place, "other_provider", named=named, names=", ".join(PROVIDERS))
    ways = _unknown(adopted, found)
    unknown = tuple(ways.values())
    filled = adopted.variables
    for path in unknown:
        filled = _filled(filled, path)
    release = {PREFIX + "openmetadata_version": read.release} if read.release else {}
    plan = planner.make({**target, **filled, **release})
    right, wrong = _compared(plan, read, found)
    adopted = adopted._replace(lost=tuple(dict.fromkeys([*adopted.lost, *wrong])))
    said = [
        *_of_reading(adopted, found),
        *_of_unknown(ways, read),
        *_of_client_id(as_read, found),
        *_of_inventory(adopted, inventory, target),
        *_of_serving(plan, served),
    ]
    filled_in = {".".join(path) for path in unknown}
    planned = [finding for finding in plan.findings if finding.option not in filled_in]
    return Adoption(plan, adopted, unknown, len(right), in_order([*said, *planned]))


def _nothing(place: Plan, cause: str, **values: Any) -> Adoption:
    return Adoption(place, None, (), 0, [finding_of("ADO-08", PREFIX + "provider", cause, **values)])


def _compared(plan: Plan, read: Server, found: Effective) -> tuple[list[str], list[str]]:
    """(names that the server would read from the plan's texts as they are now, names with another value)."""
    texts = {entry.name: entry.text for entry in plan.environment}
    again = effective(read._replace(environment={**read.environment, **texts}, rows=None)).values
    right: list[str] = []
    wrong: list[str] = []
    for entry in plan.environment:
        if entry.name in found.values and entry.name not in found.masked:
            # Where stored rows decide the value itself is written into them, and no text is read.
            value = entry.value if read.rows is not None and entry.paths[0].startswith(SECTIONS) else again[entry.name]
            (right if equal(entry.name, value, found.values[entry.name]) else wrong).append(entry.name)
    return right, wrong


def _unknown(adopted: Adopted, found: Effective) -> dict[str, tuple[str, ...]]:
    """{variable: path of the role variable} of the values that could not be read."""
    confidential = PREFIX + "flow" not in adopted.variables
    kind = found.values.get("AUTHENTICATION_LDAP_TRUSTSTORE_TYPE")
    paths = {}
    for name in found.masked:
        if variable_map.counts(CATALOGUE[name], adopted.provider, confidential):
            way = next((way for way in variable_map.of(adopted.provider, kind) if way.variable == name), None)
            paths[name] = (PREFIX + way.path[0], *way.path[1:]) if way else (PREFIX + "extra_environment", name)
    return paths


def _filled(variables: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """With something at the path, so that everything else can be planned."""
    first, *rest = path
    return {**variables, first: _filled(variables.get(first) or {}, tuple(rest)) if rest else "unknown"}


def _of_unknown(ways: dict[str, tuple[str, ...]], read: Server) -> list[Finding]:
    return [
        finding_of("ADO-02", ".".join(path), "kept", where=read.hidden[name])
        if name in read.hidden
        else finding_of("ADO-02", ".".join(path), "masked")
        for name, path in ways.items()
    ]


def _of_reading(adopted: Adopted, found: Effective) -> list[Finding]:
    findings = []
    for name in adopted.lost:
        option = f"{PREFIX}extra_environment.{name}"
        findings.append(finding_of("ADO-01", option, name=name, path=CATALOGUE[name].paths[0]))
    if found.overruled:
        findings.append(finding_of("ADO-03", "stored rows", names=some(list(found.overruled))))
    if adopted.left:
        findings.append(finding_of("ADO-07", PREFIX + "provider", names=some(list(adopted.left))))
    return findings


def _of_client_id(as_read: Effective, found: Effective) -> list[Finding]:
    taken = found.values.get("AUTHENTICATION_CLIENT_ID") != as_read.values.get("AUTHENTICATION_CLIENT_ID")
    return [finding_of("ADO-12", PREFIX + "client_id")] if taken else []


def _of_inventory(adopted: Adopted, inventory: dict[str, Any], target: dict[str, Any]) -> list[Finding]:
    """Role variables that would count beside the adopted ones."""
    known = {PREFIX + option.name for option in server_options.OPTIONS if PREFIX + option.name in FACTS}
    others = {
        name: value
        for name, value in inventory.items()
        if name not in target and name not in known and value is not None
    }
    defaults = {option.variable: option.default for option in all_options().values()}
    others = {
        name: value
        for name, value in others.items()
        if adopted.variables.get(name, defaults.get(name)) != value and not name.startswith(PREVIEWED)
    }
    return [finding_of("ADO-04", name) for name in others]


#: Role variables of other verbs, which change nothing on the server.
PREVIEWED = tuple(
    PREFIX + name for name in (*PLAYBOOK_VARIABLES, "preflight", "sample_", "saml_metadata_url", "report_path", "plan_")
)


def _of_serving(plan: Plan, served: dict[str, Any] | None) -> list[Finding]:
    drift = [
        field
        for field, value in plan.served.items()
        if served is not None and field in served and not _same(served[field], value)
    ]
    if not drift:
        return []
    return [finding_of("ADO-09", "om_sso_provider", fields=some(list(drift)))]


def _same(one: Any, other: Any) -> bool:
    return one == other or (not one and not other and not isinstance(one, bool))
