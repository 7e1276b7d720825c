# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a provider says about itself compared with the configuration: discovery document, issuer, keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from ...module_utils._preflight.oidc_token import expected_host
from ...module_utils._system.http import is_url
from .._register import finding_of
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
TLS_CAUSES = {"tls_unknown_ca": "unknown_ca", "tls_not_yet_valid": "not_yet_valid"}


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
    yield _clock(case, answer.get("skew"))


def reached(case: Case, answer: dict[str, Any], what: str, option: str) -> Check | None:
    """A check that failed when no answer came, or one that only says that the provider is down; ``None`` otherwise."""
    error = answer.get("error")
    if error and error["kind"] == "not_asked":
        return unknown(f"{what} unknown ({error['text']})")
    if error and error["kind"] in TLS_WORDS:
        cause = TLS_CAUSES.get(error["kind"], "certificate")
        return failed(f"{what}: {TLS_WORDS[error['kind']]}", finding_of("JWK-07", option, cause, reason=error["text"]))
    if error and error["kind"] == "dns" and what == "discovery":
        return unseen(
            case,
            f"{what} not reached",
            option,
            f"{option}: {error['text']}; a typing error, or a problem of the name service.",
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
        return failed(
            "discovery elsewhere",
            finding_of("URL-15", option, "redirected", url=answer["url"], location=answer["location"]),
        )
    found = next((other for other in answers.get("alternatives", ()) if isinstance(other.get("json"), dict)), None)
    said = f"HTTP {answer['status']}" if answer["status"] != 200 else "no JSON object with an issuer"
    texts = {"url": answer["url"], "said": said, "provider": case.vendor.title, "place": case.vendor.place("issuer")}
    cause = "document_elsewhere" if found else "no_document"
    finding = finding_of(case.vendor.not_found, option, cause, found=found and found["url"], **texts)
    return failed("no discovery document", finding)


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
    place = case.vendor.place("issuer")
    return failed(
        "another issuer", finding_of(rule, option, "other_issuer", found=found, expected=expected, place=place)
    )


def _host(url: str) -> str:
    """Host and port, or the whole text where it is not a URL."""
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
            yield failed(
                f"{what} without TLS",
                finding_of("URL-15", option, "plain_http", what=what, url=url, place=case.vendor.place("issuer")),
            )
        elif not expected_host(url, case.wanted):
            yield failed(
                f"{what} on {_host(url)}", finding_of("URL-15", option, "other_host", what=what, host=_host(url))
            )


def _keys(case: Case, document: dict[str, Any], answers: dict[str, Any]) -> Iterator[Check]:
    option, configured, published = case.options["keys"], case.wanted["public_key_urls"], document.get("jwks_uri")
    if not isinstance(published, str):
        yield unknown("the provider's own key URL unknown (its discovery document does not name one)")
        published = ""
    elif published not in configured:
        finding = finding_of(case.vendor.other_keys, option, "not_configured", published=published)
        yield failed("key URL not configured", finding)
    for url in configured:
        answer = answers[url]
        problem = reached(case, answer, "keys", option)
        if problem is not None:
            yield problem
        elif not answer.get("keys"):
            said = f"HTTP {answer['status']}" if answer["status"] != 200 else "no keys"
            texts = {"url": url, "said": said, "published": published}
            yield failed("no keys", finding_of(case.vendor.other_keys, option, "no_keys", **texts))
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
        return failed(
            f"no key for {wanted}",
            finding_of("JWK-10", option, "other_key_type", wanted=wanted, place=place, offered=", ".join(there)),
        )
    if isinstance(offered, list) and wanted not in offered:
        return failed(
            f"no {wanted}",
            finding_of(
                "JWK-10", option, "other_algorithm", wanted=wanted, place=place, offered=", ".join(map(str, offered))
            ),
        )
    return ok(f"{len(usable)} key{'' if len(usable) == 1 else 's'}")


def _can_sign(key: dict[str, str], algorithm: str) -> bool:
    if key.get("use", "sig") != "sig" or key.get("kty") != FAMILIES.get(algorithm[:2]):
        return False
    return key.get("alg", algorithm) == algorithm and (algorithm not in CURVES or key.get("crv") == CURVES[algorithm])


def _clock(case: Case, skew: float | None) -> Check:
    """The Date header has whole seconds, so that a second more or less is nothing."""
    if skew is None:
        return unknown("")
    if abs(skew) <= SKEW:
        return ok()
    cause = "host_clock" if case.from_host else "controller_clock"
    texts = {"seconds": f"{abs(skew):.0f}", "direction": "behind" if skew > 0 else "ahead of"}
    return failed("clocks differ", finding_of("FLOW-15", "om_sso_max_clock_skew", cause, **texts))
