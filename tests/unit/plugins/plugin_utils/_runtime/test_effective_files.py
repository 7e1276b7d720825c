# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules of the plan say of a Compose project, from its files alone."""

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
