# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An LDAP directory's answers to findings."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

from ...module_utils._core.text import some
from .._register import finding_of
from ._case import Case, Check, day, failed, ok, unknown, unseen

OPTION = "om_sso_ldap"
SUCCESS, SIZE_LIMIT, NO_SUCH_OBJECT, INVALID_DN, INVALID_CREDENTIALS = 0, 4, 32, 34, 49

#: Groups of the sample user that are named.
SHOWN = 5


def judge(case: Case, answers: dict[str, Any]) -> Iterator[Check]:
    """Checks in the order of the conversation; it ends at the first step that fails."""
    wanted = case.wanted
    yield from _connection(case, answers)
    if "bind" in answers:
        yield _bind(wanted, answers["bind"])
    if "user_base" in answers:
        yield _exists(answers["user_base"], "user base", "LDAP-05", f"user_base_dn {wanted['user_base']}")
    if "mail" in answers:
        yield _mail(wanted, answers["mail"])
    if "group_base" in answers:
        yield _exists(answers["group_base"], "group base", "LDAP-04", f"group_base_dn {wanted['group_base']}")
    for group, code in answers.get("role_groups", {}).items():
        if code != SUCCESS:
            yield failed("mapped group missing", finding_of("LDAP-08", OPTION, "no_group", group=group))
    if "sample" in answers:
        yield _sample(wanted, answers["sample"])


def _connection(case: Case, answers: dict[str, Any]) -> Iterator[Check]:
    wanted, error = case.wanted, answers.get("error")
    if error and error["kind"].startswith("tls"):
        unknown_ca = error["kind"] == "tls_unknown_ca"
        trust = (
            "Name the CA in om_sso_preflight_ca_file and the server's truststore"
            if unknown_ca
            else "Compare host, port and certificate"
        )
        yield failed("no TLS", finding_of("LDAP-02", OPTION, "tls", trust=trust, reason=error["text"]))
    elif error:
        hint = "; a TLS port with ssl_enabled: false?" if "connected" in answers and not wanted["tls"] else ""
        yield unseen(case, "not reached", OPTION, f"{OPTION}: {error['text']}{hint}.")
    elif wanted["tls"]:
        certificate = answers.get("certificate")
        if certificate and certificate["ends"] < time.time() and wanted["examine_dates"]:
            yield failed("certificate expired", finding_of("LDAP-02", OPTION, "directory_expired"))
        elif wanted["withhold"]:
            yield unknown(
                "TLS unknown (the server's own truststore is not read here; name its CA in "
                "om_sso_preflight_ca_file), the password was not sent"
            )
        else:
            ends = f" (certificate to {day(certificate['ends'])})" if certificate else ""
            yield ok(("TLS ok" if wanted["trust"] == "chain" else "TLS without verification, as configured") + ends)


def _bind(wanted: dict[str, Any], answer: dict[str, Any]) -> Check:
    if answer["code"] == SUCCESS:
        return ok("bind ok")
    why = {INVALID_CREDENTIALS: "the directory refuses DN or password", INVALID_DN: "that is not a DN"}.get(
        answer["code"], f"result {answer['code']}"
    )
    words = f" ({answer['words']})" if answer["words"] else ""
    return failed(
        "bind refused", finding_of("LDAP-01", OPTION, "bind_refused", admin_dn=wanted["admin_dn"], why=why, words=words)
    )


def _exists(answer: dict[str, Any], what: str, rule: str, named: str) -> Check:
    if answer["code"] == SUCCESS and answer["count"]:
        return ok(f"{what} ok")
    cause = {SUCCESS: "no_entry", NO_SUCH_OBJECT: "no_entry", INVALID_DN: "entry_not_a_dn"}.get(
        answer["code"], "result"
    )
    return failed(f"no {what}", finding_of(rule, OPTION, cause, named=named, code=answer["code"]))


def _mail(wanted: dict[str, Any], answer: dict[str, Any]) -> Check:
    if answer["code"] in (SUCCESS, SIZE_LIMIT) and answer["count"]:
        return ok("mail attribute ok")
    return failed(
        "no mail attribute", finding_of("LDAP-05", OPTION, "no_mail", mail_attribute=wanted["mail_attribute"])
    )


def _sample(wanted: dict[str, Any], answer: dict[str, Any]) -> Check:
    users = answer["users"]
    if len(users) != 1:
        count = "no entry" if not users else "more than one entry"
        return failed(
            "sample user not found",
            finding_of(
                "LDAP-05",
                "om_sso_sample_user",
                "no_sample_user",
                count=count,
                mail_attribute=wanted["mail_attribute"],
                sample_user=wanted["sample_user"],
            ),
        )
    attributes = {name.lower(): values for name, values in users[0]["attributes"].items()}
    named = next(
        (
            attributes[name.lower()][0]
            for name in (wanted["name_attribute"], "displayName", "cn")
            if name and name.lower() in attributes
        ),
        "?",
    )
    mail = attributes.get(wanted["mail_attribute"].lower(), ["no mail address"])[0]
    groups = answer.get("groups", [])
    roles = sorted(
        {
            role
            for group, names in wanted["roles"].items()
            if group.lower() in {found.lower() for found in groups}
            for role in names
        }
    )
    text = f"{wanted['sample_user']} is {named} <{mail}>, {_groups(groups)}"
    return ok(text + (f", roles {', '.join(roles)}" if roles else ", no role"))


def _groups(names: list[str]) -> str:
    """``groups stewards, readers and 2 more``: the first part of each DN."""
    short = [re.sub(r"^[^=]*=((?:\\.|[^,\\])*).*$", r"\1", name) for name in names]
    return f"group{'' if len(short) == 1 else 's'} {some(short, SHOWN)}" if short else "no group"
