# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that hold secrets, and who may read them."""

import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._audit import file_permissions, settings


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
