# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An LDAP directory's answers to findings."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from .._register import finding_of
from ._case import Case, Check, day, failed, ok, unknown, unseen
from .bind_results import OUTAGE, refusal
from .ldap_groups import groups, words_of
from .ldap_sample import sample

OPTION = "om_sso_ldap"
SUCCESS, REFERRAL, NO_SUCH_OBJECT, INVALID_DN = 0, 10, 32, 34
#: Why there is no entry, by the result of the search for it.
CAUSES = {SUCCESS: "no_entry", NO_SUCH_OBJECT: "no_entry", INVALID_DN: "entry_not_a_dn", REFERRAL: "referred"}

#: The search was made, and no entry has such an attribute: nothing, and what directories say that know their schema.
NO_ATTRIBUTE = (SUCCESS, 16, 17, 18)


def judge(case: Case, answers: dict[str, Any]) -> Iterator[Check]:
    """Checks in the order of the conversation; what only follows from a finding is not said."""
    wanted = case.wanted
    yield from _connection(case, answers)
    if "bind" in answers:
        yield _bind(case, answers["bind"])
    if not answers.get("mail", {}).get("count") and "user_base" not in answers:
        return
    if "user_base" in answers and not answers["user_base"]["count"]:
        yield _missing(answers["user_base"], "user base", "LDAP-05", f"user_base_dn {wanted['user_base']}")
        return
    yield ok("user base ok")
    mail = _mail(wanted, answers)
    yield mail
    if "group_base" in answers and not answers["group_base"]["count"]:
        yield _missing(answers["group_base"], "group base", "LDAP-04", f"group_base_dn {wanted['group_base']}")
    else:
        yield from groups(wanted, answers)
    if "sample" in answers and mail.status != "failed":
        yield sample(wanted, answers["sample"])


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
        yield unseen(case, "not reached", OPTION, f"{OPTION}: {error['text']}{_other_port(wanted, answers)}.")
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


def _other_port(wanted: dict[str, Any], answers: dict[str, Any]) -> str:
    """What may be wrong where the other side hangs up: it expects TLS, or does not."""
    if answers["error"]["kind"] != "network" or "bind" in answers:
        return ""
    if wanted["tls"]:
        return "" if "connected" in answers else "; ssl_enabled is true, and this may be a port without TLS"
    return "; ssl_enabled is false, and this may be a port for TLS" if "connected" in answers else ""


def _bind(case: Case, answer: dict[str, Any]) -> Check:
    if answer["code"] == SUCCESS:
        return ok("bind ok")
    words = words_of(answer)
    if answer["code"] in OUTAGE:
        problem = f"{OPTION}: the directory cannot answer now, result {answer['code']}{words}."
        return unseen(case, "not reached", OPTION, problem)
    found = refusal(answer)
    if found.tls and not case.wanted["tls"]:
        return failed(
            "bind refused", finding_of("LDAP-11", f"{OPTION}.ssl_enabled", "tls_wanted", why=found.why, words=words)
        )
    return failed(
        "bind refused",
        finding_of(
            "LDAP-01",
            OPTION,
            "bind_refused",
            admin_dn=case.wanted["admin_dn"],
            why=found.why,
            words=words,
            what_to_do=found.fix,
        ),
    )


def _missing(answer: dict[str, Any], what: str, rule: str, named: str) -> Check:
    cause = CAUSES.get(answer["code"], "result")
    return failed(
        f"no {what}", finding_of(rule, OPTION, cause, named=named, code=answer["code"], words=words_of(answer))
    )


def _mail(wanted: dict[str, Any], answers: dict[str, Any]) -> Check:
    answer = answers["mail"]
    if answer["count"] or answers.get("sample", {}).get("users"):
        return ok("mail attribute ok")
    if answer["code"] in NO_ATTRIBUTE:
        return failed(
            "no mail attribute", finding_of("LDAP-05", OPTION, "no_mail", mail_attribute=wanted["mail_attribute"])
        )
    # A directory may refuse to search an attribute for any value, and still find one value of it.
    said = f"result {answer['code']}{words_of(answer)}"
    return unknown(f"mail attribute unknown (a search for any mail address gives {said}; set om_sso_sample_user)")
