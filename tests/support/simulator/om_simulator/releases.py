# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What releases do differently, as data.

[M] a real server did so, [S] seen in OpenMetadata's source, generated models or release notes, [I] inferred, [U]
unknown. Each has its source; where a boundary is [I] or [U] the source says between which releases it lies. A behaviour
can be turned on or off for a test: `install.py --switch NAME=true|false`, or OM_SIM_SWITCHES="NAME=true,..." in the
environment.

Sources: "1.12.6" is the release that was run; "1.12.14" is netboy001/OpenMetadata @b2e8320a; "notes X" are the release
notes of X (open-metadata/docs-om, snippets/releases); "PR" and "issue" are those of open-metadata/OpenMetadata; "@"
is a commit of it, with the release of its pom.xml where that is stored.
"""

from typing import Dict, NamedTuple, Optional, Tuple


class Behaviour(NamedTuple):
    """A behaviour and the releases that have it: from `since` on, before `until`."""

    since: Optional[str]
    until: Optional[str]
    mark: str
    meaning: str
    source: str


BEHAVIOURS: Dict[str, Behaviour] = {
    "runs_from_rows": Behaviour(
        "1.10.0",
        None,
        "S",
        "later starts read the stored rows, not the files",
        "run: 1.12.6; documentation of 1.10 (after remove-security-config the file counts again); issue 29597 (1.10.1)",
    ),
    "seeds_rows": Behaviour(
        None,
        None,
        "I",
        "1.8 and 1.9 write the rows as well, and do not read them",
        "SettingsCache before the security API writes them; which releases of 1.8 and 1.9 have that text is not known",
    ),
    "security_api": Behaviour("1.10.0", None, "S", "/api/v1/system/security/* is there", "generated models of 1.10.0"),
    "security_ops": Behaviour(
        "1.10.0",
        None,
        "I",
        "openmetadata-ops knows get-, update- and remove-security-config",
        "run: 1.12.6; notes 1.10.0 have remove only, the first release with the others lies between 1.10.0 and 1.12.6",
    ),
    "ops_user_reads_rows": Behaviour(
        "1.12.0",
        None,
        "U",
        "create-user reads the provider from the database",
        "source: 1.12.6; not at 1.9; the boundary lies between 1.10.0 and 1.12.6",
    ),
    "log_names_provider": Behaviour(
        "1.12.0",
        None,
        "U",
        "the log line on stored rows ends in ' - provider: X'",
        "run: 1.12.6; source: 1.12.14; came with PR 25391 (January 2026), so in 1.12.0 to 1.12.6",
    ),
    "put_keeps_masked_secrets": Behaviour(
        "2.0.1", None, "S", "PUT takes a mask for 'unchanged'", "notes 2.0.1 (PR 31989); no notes of 1.13 have it"
    ),
    "api_requires_few": Behaviour(
        "1.12.0",
        None,
        "S",
        "the API takes a body without authority, client id, callback, keys",
        "generated models of 1.11.14 and 1.12.0",
    ),
    "needs_key_files": Behaviour(
        "1.9.0",
        None,
        "S",
        "a missing JWT key file stops the start",
        "run: 1.12.6; LocalJwkProvider @b097f89f takes a key that is null for an error; notes 1.9.0 (PR 22102) have it",
    ),
    "trusts_own_key_locally": Behaviour(
        "1.9.0",
        None,
        "S",
        "own tokens pass without its JWKS in publicKeyUrls",
        "run: 1.12.6; notes 1.9.0 (PR 22102); releases before asked http://localhost:8585 for their keys (PR 15001)",
    ),
    "completes_ldap": Behaviour(
        "1.12.0",
        None,
        "U",
        "the API shows an ldapConfiguration with empty texts",
        "run: 1.12.6; source before PR 25391 has it, so the boundary lies between 1.10.0 and 1.12.0",
    ),
    "lists_by_kind": Behaviour(
        None, None, "S", "the list of users knows isAdmin and isBot", "UserResource of 1.1.0-SNAPSHOT and of 1.12.6"
    ),
    "takes_any_signed_token": Behaviour(
        None, None, "M", "a person's token with a right signature is taken, whoever made it", "run: 1.12.6"
    ),
    "login_trusts_few_redirects": Behaviour(
        "2.0.0",
        None,
        "S",
        "/api/v1/auth/login takes a redirectUri that is on a list, and no other",
        "PR 26314; PR 33764: in no tag of 1.13, in 2.0.0-rc1 and later",
    ),
    "sends_asked_redirect": Behaviour(
        "1.12.0",
        "1.12.4",
        "U",
        "the provider is sent redirectUri for redirect_uri",
        "issue 26311 (1.12.3); not at 1.12.6 and 1.12.14; the boundaries lie within 1.12.0 to 1.12.6",
    ),
    "callback_gives_own_token": Behaviour(
        "2.0.0",
        None,
        "S",
        "the callback gives the browser a token of OpenMetadata's, not the provider's",
        "PR 26314; source: 1.12.14 still hands over the provider's",
    ),
    "sign_in_errors_are_json": Behaviour(
        "2.0.0",
        None,
        "S",
        "a sign-in that fails is answered as JSON, before as a line of HTML",
        "AuthenticationCodeFlowHandler with the sessions of PR 26314; run: 1.12.6",
    ),
    "needs_redirect_uri": Behaviour(
        None,
        "1.12.0",
        "S",
        "login without a redirectUri is an error; later the callback is used",
        "issue 25775 (1.11.8); source: 1.12.6 and 1.12.14",
    ),
    "hides_sign_in_errors": Behaviour(
        "1.12.0",
        "2.0.0",
        "U",
        "a sign-in that fails shows one text, whatever the cause; the log says it",
        "run: 1.12.6; source of earlier and of 2.0 shows the cause; the first boundary lies between 1.10.0 and 1.12.6",
    ),
    "starts_without_provider": Behaviour(
        "1.12.0",
        None,
        "S",
        "a code flow that cannot be made at the start leaves sign-in at 404; before, it ends the start",
        "run: 1.12.6; source: 1.12.14 and with the sessions of 2.0; AuthServeletHandlerFactory @4a4ca905 "
        "(1.12.0-SNAPSHOT) does not catch the error yet, so some 1.12 before 1.12.6 may end the start",
    ),
    "answers_encrypted_token": Behaviour(
        None,
        None,
        "M",
        "generateToken answers the encrypted text of a token, GET users/token the token",
        "run: 1.12.6; all stored texts of UserResource do the same",
    ),
    "generates_for_bots_only": Behaviour(
        "1.12.4",
        None,
        "S",
        "generateToken refuses a user who is not a bot",
        "notes 1.12.4 (PR 27078); source: 1.12.6",
    ),
    "unknown_key_is_500": Behaviour(
        None,
        "2.0.0",
        "U",
        "a token under an unknown key id is answered 500, later 401",
        "run: 1.12.6; source: 1.12.14; 401 came by August 2026 (PR 31103 names its text), in no notes of 1.13, "
        "so it may be 2.0.1 or 2.0.2 only",
    ),
    "compares_domains_without_case": Behaviour(
        "1.13.2",
        None,
        "S",
        "an enforced domain matches in any letter case",
        "notes 1.13.2 (PR 30285); run: 1.12.6 compares with case",
    ),
    "spares_own_tokens_the_domain": Behaviour(
        "1.13.2",
        None,
        "S",
        "own tokens are not held to an enforced domain",
        "notes 1.13.2 (PR 29433, issue 29488); run: 1.12.6 holds those of people to it",
    ),
    "keeps_mapped_address": Behaviour(
        "1.13.1",
        None,
        "S",
        "a sign-in makes a user with the address of the mapped claim, before with NAME@domain",
        "notes 1.13.1 (PR 29227, issue 29189); run: 1.12.6",
    ),
    "deploy_renews_token": Behaviour(
        None,
        None,
        "S",
        "a pipeline deployed again carries the present token of its bot",
        "OpenMetadataConnectionBuilder of 1.12.6 reads the bot's user at each deployment",
    ),
    "azure_wants_offline_access": Behaviour(
        "1.10.0",
        None,
        "S",
        "validation asks for offline_access with Azure where its discovery lists it",
        "run: 1.12.6; AzureAuthValidator has it before errors named their fields, which notes 1.10.0 have",
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
