# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What releases do differently, as data.

[M] a real server did so, [S] seen in OpenMetadata's source or generated models, [I] inferred, [U] unknown. A behaviour
that is [I] or [U] can be turned on or off for a test: `install.py --switch NAME=true|false`, or
OM_SIM_SWITCHES="NAME=true,..." in the environment.
"""

from typing import Dict, NamedTuple, Optional, Tuple


class Behaviour(NamedTuple):
    """A behaviour and the releases that have it: from `since` on, before `until`."""

    since: Optional[str]
    until: Optional[str]
    mark: str
    meaning: str


BEHAVIOURS: Dict[str, Behaviour] = {
    "runs_from_rows": Behaviour("1.10.0", None, "I", "later starts read the stored rows, not the files (run: 1.12.6)"),
    "seeds_rows": Behaviour(None, None, "I", "1.8 and 1.9 write the rows as well, and do not read them"),
    "security_api": Behaviour("1.10.0", None, "S", "/api/v1/system/security/* is there"),
    "security_ops": Behaviour(
        "1.10.0", None, "I", "openmetadata-ops knows get-, update- and remove-security-config (run: 1.12.6)"
    ),
    "ops_user_reads_rows": Behaviour("1.12.0", None, "I", "create-user reads the provider from the database"),
    "log_names_provider": Behaviour("1.12.0", None, "U", "the log line on stored rows ends in ' - provider: X'"),
    "put_keeps_masked_secrets": Behaviour("2.0.1", None, "U", "PUT takes a mask for 'unchanged' (fix of 2026-08-24)"),
    "api_requires_few": Behaviour(
        "1.12.0", None, "S", "the API takes a body without authority, client id, callback, keys"
    ),
    "needs_key_files": Behaviour("1.10.0", None, "M", "a missing JWT key file stops the start (run: 1.12.6)"),
    "trusts_own_key_locally": Behaviour(
        "1.10.0", None, "U", "own tokens pass without its JWKS in publicKeyUrls (run: 1.12.6)"
    ),
    "completes_ldap": Behaviour(
        "1.12.0", None, "U", "the API shows an ldapConfiguration with empty texts (run: 1.12.6)"
    ),
    "lists_by_kind": Behaviour(None, None, "I", "the list of users knows isAdmin and isBot"),
    "takes_any_signed_token": Behaviour(
        None, None, "M", "a person's token with a right signature is taken, whoever made it (run: 1.12.6)"
    ),
    "login_trusts_few_redirects": Behaviour(
        "2.0.0", None, "S", "/api/v1/auth/login takes a redirectUri that is on a list, and no other"
    ),
    "sends_asked_redirect": Behaviour(
        "1.12.0", "1.12.4", "U", "the provider is sent redirectUri for redirect_uri (one report, of 1.12.3)"
    ),
    "callback_gives_own_token": Behaviour(
        "2.0.0", None, "S", "the callback gives the browser a token of OpenMetadata's, not the provider's"
    ),
    "sign_in_errors_are_json": Behaviour(
        "2.0.0", None, "I", "a sign-in that fails is answered as JSON, before as a line of HTML"
    ),
    "needs_redirect_uri": Behaviour(
        None, "1.12.0", "U", "login without a redirectUri is an error; later the callback is used (source: 1.12.6)"
    ),
    "hides_sign_in_errors": Behaviour(
        "1.12.0", "2.0.0", "U", "a sign-in that fails shows one text, whatever the cause; the log says it (run: 1.12.6)"
    ),
    "starts_without_provider": Behaviour(
        None, None, "U", "a code flow that cannot be made at the start leaves sign-in at 404 (run: 1.12.6)"
    ),
    "answers_encrypted_token": Behaviour(
        None, None, "M", "generateToken answers the encrypted text of a token, GET users/token the token (run: 1.12.6)"
    ),
    "unknown_key_is_500": Behaviour(
        None, "2.0.0", "U", "a token under an unknown key id is answered 500 (run: 1.12.6), by later source 401"
    ),
    "deploy_renews_token": Behaviour(None, None, "I", "a pipeline deployed again carries the present token of its bot"),
    "azure_wants_offline_access": Behaviour(
        "1.12.0", None, "U", "validation asks for offline_access with Azure where its discovery lists it (run: 1.12.6)"
    ),
}


def as_numbers(release: str) -> Tuple[int, int, int]:
    """'1.10' -> (1, 10, 0); raises ValueError on anything that is not a release."""
    numbers = [int(word) for word in release.split(".")[:3]]
    if len(numbers) < 2:
        raise ValueError("no release: %r" % release)
    return tuple(numbers + [0])[:3]  # type: ignore[return-value]


def behaviours(release: str, switches: Dict[str, bool]) -> Dict[str, bool]:
    """Name -> whether this release has it, switches having the last word."""
    unknown = sorted(set(switches) - set(BEHAVIOURS))
    if unknown:
        raise ValueError("unknown switch %s; known are %s" % (", ".join(unknown), ", ".join(sorted(BEHAVIOURS))))
    number = as_numbers(release)
    result = {}
    for name, one in BEHAVIOURS.items():
        late_enough = one.since is None or number >= as_numbers(one.since)
        early_enough = one.until is None or number < as_numbers(one.until)
        result[name] = switches.get(name, late_enough and early_enough)
    return result


def parse_switches(text: str) -> Dict[str, bool]:
    """'a=true,b=false' -> {'a': True, 'b': False}."""
    switches = {}
    for item in text.replace(" ", "").split(","):
        if item:
            name, _equals, value = item.partition("=")
            if value not in ("true", "false"):
                raise ValueError("a switch is NAME=true or NAME=false, not %r" % item)
            switches[name] = value == "true"
    return switches
