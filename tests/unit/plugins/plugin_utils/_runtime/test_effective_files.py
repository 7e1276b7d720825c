# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules of the plan say of a Compose project, or of a server on bare metal, from its files alone."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import encoding
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from examples import EXAMPLES
from lab.existing import stock
from real_cases import of_host


def findings(files, release=None, own=()):
    """[(rule, severity, file, line)] of a Compose project, without what is for information."""
    return [(one.rule, one.severity, one.file, one.line) for one in of_host("compose", files, release, own)]


def server(*lines, image="openmetadata/server:1.12.14"):
    """A Compose file whose server has these lines of environment, the first one in line 5."""
    head = f"services:\n  openmetadata-server:\n    image: {image}\n    environment:\n"
    return {"docker-compose.yml": head + "".join(f"      {line}\n" for line in lines)}


GOOGLE = (
    "AUTHENTICATION_PROVIDER: google",
    "AUTHENTICATION_CLIENT_ID: x.apps.googleusercontent.com",
    "AUTHENTICATION_CALLBACK_URL: https://catalog.example.com/callback",
)


def test_the_release_is_read_from_the_image():
    assert ("JWK-01", "error", "docker-compose.yml", 4) in findings(server(*GOOGLE))
    assert findings(server(*GOOGLE, image="openmetadata/server")) == []


def test_the_line_that_sets_the_value_is_named():
    files = server(*GOOGLE[:2], "AUTHENTICATION_CALLBACK_URL: ${URL}/callback")
    found = findings({**files, ".env": "A=1\nURL=http://catalog.example.com\n"})
    assert ("FLOW-16", "error", ".env", 2) in found


def test_nothing_is_said_of_what_the_collection_wrote():
    files = {
        **server(*GOOGLE),
        "docker-compose.override.yml": "services:\n  openmetadata-server:\n    environment:\n      A: b\n",
    }
    assert [one[0] for one in findings(files)] == ["JWK-01"]
    assert findings(files, own=("/opt/om/docker-compose.yml",)) == []


def test_a_value_that_breaks_the_file_is_named_alone():
    files = server(*GOOGLE[:2], "AUTHENTICATION_CALLBACK_URL: '\"http://localhost:8585/callback'")
    assert [one for one in findings(files) if one[3] == 7] == [("ENV-04", "error", "docker-compose.yml", 7)]


HOME = "/opt/om"
HOOK = "conf/openmetadata-env.sh"
UNIT, DROP_IN = "/etc/systemd/system/openmetadata.service", "/etc/systemd/system/openmetadata.service.d/10.conf"
EXPORTS = tuple(f"export {line.replace(': ', '=')}" for line in GOOGLE)
ASSIGNED = tuple(line.replace(": ", "=") for line in GOOGLE)


def on_host(files, release="1.8.12", own=(), severities=("error", "warning"), **more):
    """[(rule, severity, file, line)] of a server below /opt/om, started by systemd where a unit is among the files."""
    found = of_host("bare_metal", files, release, own, info=True, **more)
    return [(one.rule, one.severity, one.file, one.line) for one in found if one.severity in severities]


def test_the_script_that_the_start_script_sources_is_in_effect():
    found = on_host({HOOK: "\n".join(EXPORTS)})
    assert found == [("JWK-01", "error", HOOK, 1)]


def test_an_environment_file_and_a_unit_are_in_effect():
    unit = "[Service]\nEnvironment=AUTHENTICATION_PROVIDER=google\nEnvironmentFile=/etc/om.env\n"
    files = {UNIT: unit, "/etc/om.env": "\n".join(ASSIGNED[1:2])}
    drop_in = "[Service]\nEnvironment=AUTHENTICATION_CALLBACK_URL=http://catalog.example.com/callback\n"
    assert ("FLOW-16", "error", DROP_IN, 2) in on_host({**files, DROP_IN: drop_in})
    assert ("JWK-01", "error", UNIT, 1) in on_host({**files, DROP_IN: drop_in})


def test_a_value_in_a_unit_is_checked_as_in_any_file():
    unit = "[Service]\nEnvironment=AUTHENTICATION_CLIENT_ID={client-id}\n"
    assert on_host({UNIT: unit}) == [("ENV-22", "error", UNIT, 2)]


def test_the_script_wins_over_the_unit():
    files = {
        UNIT: f"[Service]\nEnvironment={ASSIGNED[0]} {ASSIGNED[1]} AUTHENTICATION_CALLBACK_URL=http://a.example/callback\n"
    }
    hook = f"{EXPORTS[2]}\nexport AUTHENTICATION_PUBLIC_KEYS='[https://www.googleapis.com/oauth2/v3/certs]'\n"
    assert [one[0] for one in on_host({**files, HOOK: hook})] == ["JWK-01"]
    assert [one[0] for one in on_host({UNIT: files[UNIT] + "ExecStart=/usr/bin/java -jar x\n", HOOK: hook})] == [
        "JWK-01",
        "FLOW-16",
    ]


def test_a_literal_of_openmetadata_yaml_is_named_at_its_line():
    yaml_text = (
        "authenticationConfiguration:\n  provider: google\n  publicKeyUrls: ${AUTHENTICATION_PUBLIC_KEYS:-[]}\n"
        "  authority: https://accounts.google.com\n  clientId: x.apps.googleusercontent.com\n"
        "  callbackUrl: http://catalog.example.com/callback\n"
    )
    found = on_host(
        {"conf/openmetadata.yaml": yaml_text, HOOK: "export AUTHENTICATION_CALLBACK_URL=https://a.example/callback\n"}
    )
    assert ("FLOW-16", "error", "conf/openmetadata.yaml", 6) in found
    assert ("JWK-01", "error", "conf/openmetadata.yaml", 3) in found


def test_what_is_known_at_the_start_only_is_said_once_for_information():
    text = "\n".join([*EXPORTS[:2], "export AUTHENTICATION_CALLBACK_URL=$(cat /etc/url)"])
    assert on_host({HOOK: text}) == []
    assert ("ENV-35", "info", HOOK, 3) in on_host({HOOK: text}, severities=("info",))
    secret = "\n".join([*EXPORTS, "export OIDC_CLIENT_SECRET=$(cat /etc/secret)"])
    assert [one[0] for one in on_host({HOOK: secret})] == ["JWK-01"], "nothing is compared with a secret"


def test_the_collections_own_script_is_sourced_where_its_block_is():
    own = f"{HOME}/conf/openmetadata-sso.sh"
    wrong = EXPORTS[2].replace("https", "http")
    files = {HOOK: "\n".join([wrong, "", "", ""]), own: "\n".join(EXPORTS)}
    assert ("FLOW-16", "error", HOOK, 1) not in on_host(files, own=(own,), block={HOOK: 2})
    files = {HOOK: "\n".join(["", "", "", wrong]), own: "\n".join(EXPORTS)}
    assert ("FLOW-16", "error", HOOK, 4) in on_host(files, own=(own,), block={HOOK: 1})


def test_stored_rows_may_overrule_from_1_10_on():
    for release, said in (("1.9.7", []), ("1.10.0", ["DB-12"])):
        found = on_host({HOOK: "\n".join(EXPORTS)}, release=release, severities=("info",))
        assert [one[0] for one in found if one[0] == "DB-12"] == said


def test_the_way_of_a_value_is_named():
    texts = server(*GOOGLE[:2], "AUTHENTICATION_CALLBACK_URL: ${URL}/callback")
    found = of_host("compose", {**texts, ".env": "A=1\nURL=http://catalog.example.com\n"})
    messages = [one.message for one in found if one.rule == "FLOW-16"]
    assert [message.partition(":")[0] for message in messages] == [
        "/opt/om/.env line 2 (by /opt/om/docker-compose.yml line 7)"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${AUTHORIZER_PRINCIPAL_DOMAIN:-open-metadata.org}", []),
        ('${AUTHORIZER_PRINCIPAL_DOMAIN:-"open-metadata.org"}', []),
        ("open-metadata.org", ["CLM-23"]),
        ("${DOMAIN:-acme..example}", ["CLM-06"]),
    ],
)
def test_a_default_that_the_release_ships_is_not_the_operator_s(text, expected):
    keys = "AUTHENTICATION_PUBLIC_KEYS: '[https://www.googleapis.com/oauth2/v3/certs]'"
    files = server(*GOOGLE, keys, f"AUTHORIZER_PRINCIPAL_DOMAIN: {text}")
    assert [one[0] for one in findings(files) if one[3] == 9] == expected


UNIT_WITH_FILE = "[Service]\nEnvironmentFile=/etc/om.env\nExecStart=/opt/om/bin/openmetadata-server-start.sh\n"


def written(name, release, before, encode):
    """The planned variables of an example as lines of a file."""
    made = planner.make({**EXAMPLES[name], "om_sso_deployment": "bare_metal", "om_sso_openmetadata_version": release})
    assert not made.errors, made.errors
    return "".join(f"{before}{entry.name}={encode(entry.text)}\n" for entry in made.environment)


@pytest.mark.parametrize("release", ["1.9.7", "1.12.14", "2.0.7"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_files_that_say_what_a_valid_example_says_have_no_findings(name, release):
    yaml_file = {"conf/openmetadata.yaml": stock(release)}
    by_script = {HOOK: written(name, release, "export ", encoding.shell)}
    by_systemd = {UNIT: UNIT_WITH_FILE, "/etc/om.env": written(name, release, "", encoding.systemd)}
    image = f"services:\n  openmetadata-server:\n    image: openmetadata/server:{release}\n    env_file: om.env\n"
    composed = {"docker-compose.yml": image, "om.env": written(name, release, "", encoding.dotenv)}
    assert on_host({**yaml_file, **by_script}, release) == []
    assert on_host({**yaml_file, **by_systemd}, release) == []
    assert findings(composed) == []


def test_a_certificate_is_judged_where_it_arrives():
    assert ("SAML-01", "error", HOOK, 1) in on_host({HOOK: "export SAML_IDP_CERTIFICATE=abc\n"})
    files = {UNIT: UNIT_WITH_FILE, "/etc/om.env": 'SAML_IDP_CERTIFICATE="abc"\n'}
    assert ("SAML-01", "error", "/etc/om.env", 1) in on_host(files)
