# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that hold secrets, and who may read them."""

import os
import stat

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._audit import file_permissions, settings
from lab import access_lists, users


@pytest.fixture
def look(home, place, wanted):
    """`look()` is {file name: entry}."""
    (home / "conf" / "openmetadata.yaml").write_text("clusterName: x\n")

    def found():
        content = wanted()
        entries = file_permissions.look(place, content, settings.from_files(content["fields"], place))
        return {entry["path"].removeprefix(str(home) + "/").removeprefix("conf/"): entry for entry in entries}

    return found


def write(home, name, text, mode=0o644):
    path = home / "conf" / name
    path.write_text(text)
    path.chmod(mode)
    return path


HOLDING = (
    ("x.env", "OIDC_CLIENT_SECRET=abc\n", "OIDC_CLIENT_SECRET"),
    ("x.env", "  export DB_USER_PASSWORD='abc'\n", "DB_USER_PASSWORD"),
    ("x.conf", 'Environment="MY_TOKEN=abc"\n', "MY_TOKEN"),
    ("docker-compose.yml", "services:\n  a:\n    environment:\n      OIDC_CLIENT_SECRET: abc\n", "OIDC_CLIENT_SECRET"),
    ("docker-compose.yml", "services:\n  a:\n    environment:\n      - OIDC_CLIENT_SECRET=abc\n", "OIDC_CLIENT_SECRET"),
    ("openmetadata.yaml", "database:\n  password: abc\n", "database.password"),
    ("openmetadata.yaml.bak", "database:\n  password: abc\n", "database.password"),
    (".env", "A_SECRET=abc", "A_SECRET"),
    ("private_key.der", "x", "a key"),
    ("x.pem", "-----BEGIN PRIVATE KEY-----\n", "a key"),
)
NOT_HOLDING = (
    ("x.env", "OIDC_CLIENT_SECRET=\n"),
    ("x.env", "# OIDC_CLIENT_SECRET=abc\n"),
    (
        "x.env",
        "OIDC_CLIENT_ID=abc\nAUTHENTICATION_TOKEN_VALIDATION_ALGORITHM=RS256\nOIDC_OM_REFRESH_TOKEN_VALIDITY=3600\n",
    ),
    ("x.env", "RSA_PRIVATE_KEY_FILE_PATH=/x\nPOSTGRES_PASSWORD_FILE=/run/secrets/x\n"),
    ("docker-compose.yml", "    OIDC_CLIENT_SECRET: ${OIDC_CLIENT_SECRET:-}\n    POSTGRES_PASSWORD: password\n"),
    ("docker-compose.yml", "    FERNET_KEY: jJ/9sz0g0OHxsfxOoSfdFdmk3ysNmPRnH3TUAbz3IHA=\n"),
    ("openmetadata.yaml", "database:\n  password: ${DB_USER_PASSWORD:-openmetadata_password}\n"),
    ("openmetadata.yaml", 'oidcConfiguration:\n  secret: ""\n'),
    ("public_key.der", "x"),
    ("x.pem", "-----BEGIN CERTIFICATE-----\n"),
    ("readme.md", "PASSWORD=abc\n"),
)


@pytest.mark.parametrize(("name", "text", "held"), HOLDING)
def test_a_file_with_a_secret_is_found_and_only_the_name_is_told(look, home, name, text, held):
    write(home, name, text)
    entry = look()[name]
    assert entry["holds"] == held and entry["mode"] == "0644" and entry["others"] == "read"
    assert "abc" not in str(entry)


@pytest.mark.parametrize(("name", "text"), NOT_HOLDING)
def test_references_samples_and_what_only_sounds_secret_are_none(look, home, name, text):
    write(home, name, text)
    assert look() == {}


@pytest.mark.parametrize(
    ("mode", "others"), [(0o600, ""), (0o640, ""), (0o644, "read"), (0o602, "write"), (0o666, "write")]
)
def test_the_mode_says_what_others_may_do(look, home, mode, others):
    write(home, "x.env", "A_SECRET=abc", mode)
    assert look()["x.env"]["others"] == others


def test_a_folder_above_that_nobody_enters_closes_what_is_below(look, home):
    write(home, "x.env", "A_SECRET=abc")
    (home / "conf").chmod(0o750)
    assert look()["x.env"]["others"] == ""


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has users with fewer rights")
THEIRS = "the user nobody"


@pytest.fixture
def secret():
    """A file of root's in a folder that everybody may enter."""
    with users.open_folder() as folder:
        (folder / "conf").mkdir(mode=0o755)
        path = folder / "conf" / "x.env"
        path.write_text("A_SECRET=abc")
        path.chmod(0o600)
        yield path


@as_root
@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("u::6 u:65534:4 g::0 m::4 o::0", [(THEIRS, "read")]),
        ("u::6 u:65534:6 g::0 m::6 o::0", [(THEIRS, "write")]),
        ("u::6 u:65534:4 g::0 m::0 o::0", []),
        ("u::6 u:0:4 u:54321:4 g::0 m::4 o::0", [("the user 54321", "read")]),
        ("u::6 g::0 g:65534:4 m::4 o::0", [("the group nogroup", "read")]),
        ("u::6 g::4 g:0:4 m::4 o::0", []),
        ("u::6 g::4 m::4 o::0", []),
    ],
)
def test_who_reads_a_file_by_its_access_control_list_is_named(secret, entries, expected):
    access_lists.give(secret, entries)
    found = file_permissions.listed(str(secret), {0}, 0)
    assert [(one["who"], one["may"]) for one in found] == expected
    assert {one["on"] for one in found} <= {str(secret)}
    if "65534" in entries:
        reads = users.run_as(65534, lambda: os.access(secret, os.R_OK))
        assert reads == bool(expected), "as the kernel says"


@as_root
@pytest.mark.parametrize(("mode", "expected"), [(0o644, [THEIRS]), (0o600, [])])
def test_a_list_of_a_folder_opens_what_everybody_may_read_below(secret, mode, expected):
    access_lists.give(secret.parent, "u::7 u:65534:1 g::0 m::1 o::0")
    secret.chmod(mode)
    found = file_permissions.listed(str(secret), {0}, 0)
    assert [one["who"] for one in found] == expected and {one["on"] for one in found} <= {str(secret.parent)}
    assert stat.S_IMODE(secret.parent.stat().st_mode) == 0o710


@as_root
def test_the_servers_user_may_be_in_a_list(secret):
    access_lists.give(secret, "u::6 u:65534:4 g::0 m::4 o::0")
    assert file_permissions.listed(str(secret), {0, 65534}, 0) == []


def test_the_folder_of_the_collections_state_and_what_lies_there_is_checked(look, home):
    state = home / ".openmetadata-sso"
    state.mkdir(mode=0o755)
    (state / "key").write_text("x")
    (state / "key").chmod(0o644)
    found = look()
    assert found[".openmetadata-sso"]["others"] == "read" and found[".openmetadata-sso/key"]["others"] == "read"
    state.chmod(0o700)
    assert {entry["others"] for entry in look().values()} == {""}


def test_a_private_key_elsewhere_is_checked_where_the_server_names_it(look, home):
    (home / "elsewhere").mkdir()
    key = home / "elsewhere" / "signing"
    key.write_text("x")
    write(home, "openmetadata-env.sh", f"export RSA_PRIVATE_KEY_FILE_PATH={key}\n")
    (home / "conf" / "openmetadata.yaml").write_text(
        "jwtTokenConfiguration:\n  rsaprivateKeyFilePath: ${RSA_PRIVATE_KEY_FILE_PATH:-x}\n"
    )
    assert look()["elsewhere/signing"]["holds"] == "the private key of the server's tokens"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has users with fewer rights")
def test_names_in_a_folder_of_roots_are_not_told_over_a_link_of_the_service_user(look, home, tmp_path_factory):
    root = tmp_path_factory.mktemp("of-root")
    (root / "private.key").write_text("x")
    (home / "conf").rename(home / "kept")
    (home / "conf").symlink_to(root)
    for path in (home, home / "conf"):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    assert "private.key" not in str(look())
