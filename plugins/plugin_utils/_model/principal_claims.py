# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What OpenMetadata makes of a token.

User name, mail address, whether it lets them in, and whether they are an administrator.

Facts (real sign-ins with 1.12.6): the first principal claim that is present counts, also when it is empty or not a
text; names of claims compare without case. A mapping counts alone, and a mapped name loses its domain. A domain is
compared as the claim has it. A user is made as NAME@domain, a named administrator as NAME@principal domain, and a token
with another address is refused for ever. By release notes 1.13.1 makes a user with the mapped address, and 1.13.2
compares domains without case and does not hold its own tokens to one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from .._register import finding_of
from .findings import Finding
from .releases import older
from .settings_class import Settings

#: From here on an enforced domain matches in any letter case, and the server's own tokens are not held to it.
DOMAIN_CASE_UNTIL = OWN_TOKENS_SPARED_SINCE = "1.13.2"
#: From here on a sign-in makes a user with the address of the mapped claim.
MAPPED_ADDRESS_SINCE = "1.13.1"


def domain_case_counts(release: str | None) -> bool:
    """Whether an enforced domain is compared with upper and lower case apart; also where the release is not known."""
    return release is None or older(release, DOMAIN_CASE_UNTIL)


class Rules(NamedTuple):
    """What of the settings decides. ``release`` is ``None`` when it is not known."""

    principal_claims: tuple[str, ...]
    mapping: tuple[str, ...] = ()
    domain: str = ""
    enforce_domain: bool = False
    allowed_domains: tuple[str, ...] = ()
    admins: tuple[str, ...] = ()
    release: str | None = None


def rules_of(settings: Settings, release: str | None) -> Rules | None:
    """What of the settings decides; ``None`` when an option that does is missing or wrong."""
    parts = (
        settings.jwt_principal_claims,
        settings.jwt_principal_claims_mapping,
        settings.allowed_domains,
        settings.admin_principals,
    )
    if None in (*parts, settings.principal_domain, settings.enforce_principal_domain):
        return None
    claims, mapping, allowed, admins = map(tuple, parts)
    domain, enforced = settings.principal_domain, settings.enforce_principal_domain
    return Rules(claims, mapping, domain, enforced, allowed, admins, release)


class User(NamedTuple):
    """Whom OpenMetadata sees; ``name`` is empty when nobody."""

    name: str
    mail: str
    admin: bool
    findings: tuple[Finding, ...]

    @property
    def line(self) -> str:
        """The user in one line of the output."""
        if not self.name:
            return "sample user: nobody"
        return f"sample user {self.name} <{self.mail}>, {'administrator' if self.admin else 'no administrator'}"


def user_of(claims: dict[str, Any], rules: Rules) -> User:
    """Take the claims of a token the way that a sign-in takes."""
    known = {name.lower(): value for name, value in claims.items()}
    name, mail, findings = _mapped(known, rules) if rules.mapping else _first(known, rules)
    if not name:
        return User("", "", False, tuple(findings))
    findings += [*_domain(mail, rules), *_renamed(name, claims, rules)]
    admins = {admin.lower() for admin in rules.admins}
    findings += _other_address(name, mail, name in admins, rules)
    return User(name, mail.lower(), name in admins, tuple(findings))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _first(claims: dict[str, Any], rules: Rules) -> tuple[str, str, list[Finding]]:
    """The first of the principal claims that is present, whatever it holds. The address keeps its letter case."""
    chosen = next((name for name in rules.principal_claims if name.lower() in claims), None)
    option = "om_sso_jwt_principal_claims"
    if chosen is None:
        return (
            "",
            "",
            [
                finding_of(
                    "CLM-01",
                    option,
                    "none_of_the_claims",
                    offer=_offer(claims),
                    names=", ".join(rules.principal_claims),
                )
            ],
        )
    value = _text(claims[chosen.lower()])
    if not value:
        return "", "", [finding_of("CLM-01", option, "empty", claim=chosen, offer=_offer(claims))]
    findings = []
    if chosen == "sub" and "@" not in value:
        findings.append(finding_of("CLM-21", option, value=value.lower(), offer=_offer(claims)))
    if rules.enforce_domain and "@" not in value:
        findings.append(finding_of("CLM-26", option, "no_domain", claim=chosen, offer=_offer(claims)))
    return value.split("@")[0].lower(), value if "@" in value else f"{value}@{rules.domain}", findings


def _mapped(claims: dict[str, Any], rules: Rules) -> tuple[str, str, list[Finding]]:
    """User name and mail address by claims of their own, which the server cuts at colons."""
    option = "om_sso_jwt_principal_claims_mapping"
    pairs = {entry.split(":")[0]: entry.split(":")[1] for entry in rules.mapping if ":" in entry}
    name, mail = (_text(claims.get(pairs.get(key, "").lower())) for key in ("username", "email"))
    if not name or "@" not in mail:
        which = f"username:{pairs.get('username', '')}" if not name else f"email:{pairs.get('email', '')}"
        return (
            "",
            "",
            [
                finding_of(
                    "CLM-01",
                    option,
                    "not_mapped",
                    which=which,
                    offer=_offer(claims),
                    kind="text" if not name else "mail address",
                )
            ],
        )
    return name.split("@")[0].lower(), mail, []


def _other_address(name: str, mail: str, admin: bool, rules: Rules) -> Iterator[Finding]:
    """A user is made with an address of the name: a token that has another one is refused in every call (HTTP 400).

    From 1.13.1 on only named administrators are, whom a start makes.
    """
    local, domain = mail.lower().split("@", 1)
    if local != name and (rules.release is None or older(rules.release, MAPPED_ADDRESS_SINCE)):
        yield finding_of("CLM-27", "om_sso_jwt_principal_claims_mapping", "sample", name=name, mail=mail.lower())
    elif admin and rules.domain and mail.lower() != f"{name}@{rules.domain}".lower():
        made = f"{name}@{rules.domain}"
        values = {"name": name, "made": made, "mail": mail.lower(), "domain": domain}
        mapping = "om_sso_jwt_principal_claims_mapping"
        option, cause = ("om_sso_principal_domain", "domain") if local == name else (mapping, "name")
        yield finding_of("CLM-28", option, cause, **values)


def _offer(claims: dict[str, Any]) -> str:
    """Claims that could serve, by name."""
    names = [
        name
        for name, value in claims.items()
        if isinstance(value, str) and name not in ("iss", "aud", "nonce", "sid", "jti", "azp", "typ", "acr")
    ]
    return f"The token has {', '.join(sorted(names))}." if names else "The token has no claim that could serve."


def _domain(mail: str, rules: Rules) -> Iterator[Finding]:
    """Users of other domains are refused where that is asked for. The domain counts as the claim has it."""
    domain = mail.split("@", 1)[1]
    # The list, where there is one, counts alone.
    allowed = [name for name in rules.allowed_domains or (rules.domain,) if name]
    if not rules.enforce_domain or domain in allowed:
        return
    option = "om_sso_principal_domain"
    if domain.lower() in [name.lower() for name in allowed]:
        if domain_case_counts(rules.release):
            yield finding_of("CLM-10", option, "domain_case", domain=domain, allowed=", ".join(allowed))
        return
    yield finding_of("CLM-06", option, "other_domain", domain=domain, allowed=", ".join(allowed))


def _renamed(name: str, claims: dict[str, Any], rules: Rules) -> Iterator[Finding]:
    """A named administrator whom the claims give another name would not be one."""
    admins = {admin.lower() for admin in rules.admins}
    if name in admins:
        return
    for claim, value in sorted(claims.items()):
        known = _text(value).lower().split("@")[0]
        if known in admins:
            option = "om_sso_jwt_principal_claims_mapping" if rules.mapping else "om_sso_jwt_principal_claims"
            yield finding_of("CLM-02", option, "renamed", known=known, claim=claim, name=name)
            return
