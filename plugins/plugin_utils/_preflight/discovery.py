# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a provider says about itself, against what is configured: the discovery document, the issuer, the keys, what is offered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from ...module_utils._preflight.oidc import expected_host
from ...module_utils._system.http import is_url
from ._case import Case, Check, failed, ok, unknown, unseen

#: Seconds that clocks may differ before tokens are refused as expired (failures: FLOW-15).
SKEW = 60

FAMILIES = {"RS": "RSA", "PS": "RSA", "ES": "EC"}
CURVES = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}
TLS_WORDS = {
    "tls_unknown_ca": "certificate not trusted",
    "tls_expired": "certificate expired",
    "tls_not_yet_valid": "certificate not yet valid",
    "tls_wrong_host": "certificate of another host",
}


def judge(case: Case, answers: dict[str, Any]) -> Iterator[Check]:
    """All checks of the documents, in the order in which an operator reads them."""
    answer = answers["discovery"]
    problem = reached(case, answer, "discovery", case.options["discovery"]) or _document(case, answers)
    if problem is not None:
        yield problem
        return
    document = answer["json"]
    yield ok("discovery ok")
    issuer = _issuer(case, document)
    yield issuer
    if issuer.status == "ok":  # with another issuer everything is elsewhere
        yield from _endpoints(case, document)
    yield from _keys(case, document, answers["keys"])
    yield from _offers(case, document)
    yield _clock(case, answer.get("skew"))


def reached(case: Case, answer: dict[str, Any], what: str, option: str) -> Check | None:
    """A check that failed when no answer came, or one that only says that the provider is down; ``None`` otherwise."""
    error = answer.get("error")
    if error and error["kind"] in TLS_WORDS:
        fix = (
            "If the server's Java trusts this CA, name it in om_sso_preflight_ca_file; else import it into the server's truststore."
            if error["kind"] == "tls_unknown_ca"
            else "Renew or replace the certificate at the provider."
        )
        return failed(f"{what}: {TLS_WORDS[error['kind']]}", "JWK-07", option, f"{option}: {error['text']}.", fix)
    if error and error["kind"] == "dns" and what == "discovery":
        return unseen(
            case, f"{what} not reached", option, f"{option}: {error['text']}; a typing error, or no name service."
        )
    if error:
        return unseen(case, f"{what} not reached", option, f"{option}: {error['text']}.")
    if answer["status"] >= 500 or answer["status"] == 429:
        return unseen(
            case, f"{what} not reached", option, f"{option}: {answer['url']} answered HTTP {answer['status']}."
        )
    return None


def _document(case: Case, answers: dict[str, Any]) -> Check | None:
    """Whether the answer is a discovery document at all."""
    answer, option = answers["discovery"], case.options["discovery"]
    if isinstance(answer.get("json"), dict) and isinstance(answer["json"].get("issuer"), str):
        return None
    if answer.get("location"):
        message = f"{option}: {answer['url']} points to {answer['location']}, which the server's checks do not follow."
        return failed(
            "discovery elsewhere", "URL-15", option, message, "Configure the address that the provider itself uses."
        )
    found = next((other for other in answers.get("alternatives", ()) if isinstance(other.get("json"), dict)), None)
    said = f"HTTP {answer['status']}" if answer["status"] != 200 else "no JSON object with an issuer"
    fix = (
        f"It is at {found['url']}."
        if found
        else f"Compare it with {case.vendor.title}'s own page{case.vendor.place('issuer')}."
    )
    return failed(
        "no discovery document",
        case.vendor.not_found,
        option,
        f"{option}: {answer['url']} is no discovery document ({said}).",
        fix,
    )


def _issuer(case: Case, document: dict[str, Any]) -> Check:
    authority, option, found = case.wanted["authority"], case.options["authority"], document["issuer"]
    expected = case.vendor.issuer.format(authority=authority.rstrip("/") if "/" in case.vendor.issuer else authority)
    if found == expected:
        return ok("issuer ok")
    rule = case.vendor.other_issuer
    if found.rstrip("/") == expected.rstrip("/"):
        rule = "URL-12"
    elif "{" in found:
        rule = "URL-02"
    elif rule == "URL-15" and _host(found) == _host(expected):
        rule = "URL-14"
    message = (
        f"{option}: the provider calls itself {found}, the configuration makes it {expected}; tokens would be refused."
    )
    return failed(
        "another issuer", rule, option, message, f"Use one and the same on both sides{case.vendor.place('issuer')}."
    )


def _host(url: str) -> str:
    """Host and port, or the whole text where it is no URL."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return url


def _endpoints(case: Case, document: dict[str, Any]) -> Iterator[Check]:
    """A sign-in goes where the document says: seldom to another host, and not from https to http."""
    option = case.options["discovery"]
    for name in ("authorization_endpoint", "token_endpoint"):
        url, what = document.get(name), name.replace("_", " ")
        if not isinstance(url, str) or not is_url(url):
            continue
        if url.startswith("http:") and case.wanted["discovery_uri"].startswith("https:"):
            message = f"{option}: the {what} is {url}, without TLS: secrets and tokens would travel in clear."
            yield failed(
                f"{what} without TLS",
                "URL-15",
                option,
                message,
                f"Let the provider know its own address{case.vendor.place('issuer')}.",
                "warning",
            )
        elif not expected_host(url, case.wanted):
            message = (
                f"{option}: the {what} is on another host, {_host(url)}: browsers and the server must reach it too."
            )
            yield failed(
                f"{what} on {_host(url)}", "URL-15", option, message, "Nothing, if that is the provider's.", "info"
            )


def _keys(case: Case, document: dict[str, Any], answers: dict[str, Any]) -> Iterator[Check]:
    option, configured, published = case.options["keys"], case.wanted["public_key_urls"], str(document.get("jwks_uri"))
    if published not in configured:
        fix = f"Use its jwks_uri as it is: {published}."
        yield failed(
            "key URL not configured",
            case.vendor.other_keys,
            option,
            f"{option}: none of the public key URLs is the provider's own.",
            fix,
        )
    for url in configured:
        answer = answers[url]
        problem = reached(case, answer, "keys", option)
        if problem is not None:
            yield problem
        elif not answer.get("keys"):
            said = f"HTTP {answer['status']}" if answer["status"] != 200 else "no keys"
            yield failed(
                "no keys",
                case.vendor.other_keys,
                option,
                f"{option}: {url} holds no keys ({said}).",
                f"Use the provider's jwks_uri: {published}.",
            )
    # The provider signs with the keys that it publishes, whatever is configured here.
    keys = answers.get(published, {}).get("keys")
    if keys:
        yield _algorithm(case, document, keys)


def _algorithm(case: Case, document: dict[str, Any], keys: list[dict[str, str]]) -> Check:
    wanted, option = case.wanted["algorithm"], "om_sso_token_validation_algorithm"
    usable = [key for key in keys if _can_sign(key, wanted)]
    offered = document.get("id_token_signing_alg_values_supported")
    place = case.vendor.place("keys")
    if not usable:
        there = sorted({key.get("alg") or key.get("kty", "?") for key in keys})
        message = f"{option} is {wanted}, but the provider's keys are for {', '.join(there)}."
        return failed(
            f"no key for {wanted}",
            "JWK-10",
            option,
            message,
            f"Let the provider sign with {wanted}{place}, or set {option}.",
        )
    if isinstance(offered, list) and wanted not in offered:
        message = f"{option} is {wanted}, but the provider signs ID tokens with {', '.join(map(str, offered))}."
        return failed(
            f"no {wanted}", "JWK-10", option, message, f"Let the provider sign with {wanted}{place}, or set {option}."
        )
    return ok(f"{len(usable)} key{'' if len(usable) == 1 else 's'}")


def _can_sign(key: dict[str, str], algorithm: str) -> bool:
    if key.get("use", "sig") != "sig" or key.get("kty") != FAMILIES.get(algorithm[:2]):
        return False
    return key.get("alg", algorithm) == algorithm and (algorithm not in CURVES or key.get("crv") == CURVES[algorithm])


def _offers(case: Case, document: dict[str, Any]) -> Iterator[Check]:
    """What is configured against the lists of what is offered; a list that is not there says nothing."""
    wanted, place = case.wanted, case.vendor.place

    def lacks(field: str, values: Iterable[str]) -> list[str]:
        offered = document.get(field)
        return (
            [value for value in values if value and value not in offered]
            if isinstance(offered, list) and offered
            else []
        )

    missing = lacks("scopes_supported", wanted["scopes"])
    if missing:
        option = case.options["scopes"]
        message = (
            f"{option}: the provider does not offer {' '.join(missing)}; saving the configuration would be refused."
        )
        yield failed("scope not offered", "FLOW-10", option, message, f"Leave it out, or allow it{place('scope')}.")
    elif not isinstance(document.get("scopes_supported"), list):
        yield unknown("")
    flow = "code" if wanted["response_type"] == "code" else "implicit"
    if lacks("response_types_supported", [wanted["response_type"]]):
        message = f"om_sso_flow: the provider does not offer response type {wanted['response_type']}."
        yield failed(
            "flow not offered", "FLOW-02", "om_sso_flow", message, f"Switch it on{place(flow)}, or use the other flow."
        )
    elif lacks("grant_types_supported", ["authorization_code" if flow == "code" else "implicit"]):
        yield failed(
            "flow not offered",
            "FLOW-02",
            "om_sso_flow",
            "om_sso_flow: the provider does not offer this grant type.",
            f"Switch it on{place(flow)}.",
        )
    if wanted["pkce"] and lacks("code_challenge_methods_supported", ["S256"]):
        yield failed(
            "no PKCE",
            "FLOW-14",
            "om_sso_pkce",
            "om_sso_pkce is true, but the provider does not offer S256.",
            "Set om_sso_pkce: false.",
        )
    if case.secret_flow and lacks("token_endpoint_auth_methods_supported", [wanted["client_auth_method"]]):
        option, offered = (
            "om_sso_client_auth_method",
            ", ".join(map(str, document["token_endpoint_auth_methods_supported"])),
        )
        message = f"{option}: the provider does not offer {wanted['client_auth_method']}; sign-ins would fail."
        yield failed(
            "authentication method not offered", "FLOW-06", option, message, f"It offers {offered}{place('method')}."
        )
    if lacks("prompt_values_supported", [wanted["prompt"]]):
        option, offered = "om_sso_prompt", ", ".join(map(str, document["prompt_values_supported"]))
        yield failed(
            "prompt not offered",
            "FLOW-11",
            option,
            f"{option}: the provider does not know {wanted['prompt']}.",
            f"Use one of {offered}.",
            "warning",
        )
    claims = document.get("claims_supported")
    if isinstance(claims, list) and claims and case.claims and not any(claim in claims for claim in case.claims):
        option = "om_sso_jwt_principal_claims"
        message = f"{option}: the provider does not name {' or '.join(case.claims)} among its claims."
        yield failed(
            "claims not offered",
            "CLM-01",
            option,
            message,
            "Name one that it gives, or add it to its tokens.",
            "warning",
        )


def _clock(case: Case, skew: float | None) -> Check:
    """The Date header has whole seconds, so that a second more or less is nothing."""
    if skew is None:
        return unknown("")
    if abs(skew) <= SKEW:
        return ok()
    whose = "This host's" if case.from_host else "The controller's"
    message = f"{whose} clock is {abs(skew):.0f} s {'behind' if skew > 0 else 'ahead of'} the provider's; tokens would be refused."
    return failed(
        "clocks differ",
        "FLOW-15",
        "om_sso_max_clock_skew",
        message,
        "Set the clock by NTP.",
        "error" if case.from_host else "warning",
    )
