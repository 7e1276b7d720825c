# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Diffs and messages that leave the host hold no secret, and still tell change from no change."""

import re

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import managed_block
from ansible_collections.openmetadata.sso.plugins.module_utils._system import masking
from ansible_collections.openmetadata.sso.plugins.module_utils._system.masking import Mask

NAMES = ["OIDC_CLIENT_SECRET", "FERNET_KEY"]


@pytest.fixture
def mask():
    return Mask(b"key", NAMES, ["s3cret!", '"s3cret!"', "abc"])


@pytest.mark.parametrize(
    "line",
    [
        "OIDC_CLIENT_SECRET='other'",
        'export OIDC_CLIENT_SECRET="other"',
        '      OIDC_CLIENT_SECRET: "other"',
        "FERNET_KEY=other",
        "  export  FERNET_KEY = other",
    ],
)
def test_a_secret_variable_is_hidden_in_every_form_of_file(mask, line):
    shown = mask.file(f"# before\n{line}\nOIDC_TYPE=auth0\n")
    assert "other" not in shown
    assert re.search(r"<sha256:[0-9a-f]{8}>", shown)
    assert shown.startswith("# before\n") and shown.endswith("OIDC_TYPE=auth0\n")


@pytest.mark.parametrize("text", ["- OIDC_CLIENT_SECRET=s3cret!", '{"OIDC_CLIENT_SECRET": "s3cret!"}', "# s3cret!"])
def test_a_known_secret_is_hidden_wherever_a_template_of_the_operators_puts_it(mask, text):
    assert "s3cret!" not in mask.file(text)


def test_a_variable_whose_name_only_ends_like_a_secret_one_is_shown(mask):
    assert mask.file("MY_FERNET_KEY_ID=7\n") == "MY_FERNET_KEY_ID=7\n"


def test_equal_secrets_have_equal_hashes_on_one_host_and_others_elsewhere():
    one, other = Mask(b"key", NAMES, []), Mask(b"another", NAMES, [])
    assert one.digest("x") == one.digest("x") != one.digest("y")
    assert one.digest("x") != other.digest("x"), "nobody can look a hash up in a table"
    assert re.fullmatch(r"sha256:[0-9a-f]{8}", one.digest("x\udc80"))


def test_messages_lose_the_secrets_but_not_their_words(mask):
    assert mask.text('error near "s3cret!" in abc') == "error near <secret> in abc", (
        "what is shorter than four characters would hit words"
    )


def test_secrets_of_the_operators_own_are_learnt(mask):
    mask.also(
        {
            "DB_USER_PASSWORD": "of the database",
            "PATH": "/usr/bin",
            "PWD": "/opt/openmetadata",
            "AWS_ACCESS_KEY_ID": "AKIA1234",
            "SHORT_TOKEN": "abc",
        }
    )
    assert mask.text("of the database /usr/bin AKIA1234 abc") == "<secret> /usr/bin <secret> abc"
    assert mask.text("/opt/openmetadata") == "/opt/openmetadata", "the folder of a shell, whatever its name looks like"
    mask.also(None)


@pytest.mark.parametrize("path", ["./conf/private_key.der", "/run/secrets/token"])
def test_the_path_of_a_file_with_a_secret_is_shown(mask, path):
    mask.also({"RSA_PRIVATE_KEY_FILE_PATH": path, "MY_TOKEN_FILE": path, "SECRET_DIR": path})
    assert mask.text(f"cannot read {path}") == f"cannot read {path}"


def test_a_secret_in_a_variable_of_a_path_is_hidden(mask):
    """The operator of this host put the secret itself where its path belongs."""
    mask.also({"MY_TOKEN_FILE": "xoxb-1234", "MY_PRIVATE_KEY": "/base64+of=a/key"})
    assert mask.text("xoxb-1234 /base64+of=a/key") == "<secret> <secret>"


def test_a_diff_shows_the_change_and_no_secret(mask):
    entry = mask.diff("/x", "OIDC_CLIENT_SECRET='a'\nA=1\n", "OIDC_CLIENT_SECRET='b'\nA=2\n")
    assert (entry["before_header"], entry["after_header"]) == ("/x", "/x")
    before, after = entry["before"].splitlines(), entry["after"].splitlines()
    assert before[1:] == ["A=1"] and after[1:] == ["A=2"] and before[0] != after[0]


def test_a_change_that_masking_would_hide_is_still_said(mask):
    entry = mask.diff("/x", "FERNET_KEY='a'\n", "FERNET_KEY = 'a'\n")
    assert entry["before"] != entry["after"]


def test_a_file_that_is_not_there_is_an_empty_side(mask):
    assert mask.diff("/x", None, "A=1\n")["before"] == ""


def test_of_the_operators_file_only_our_block_is_shown(mask):
    own = "export DB_PASSWORD='of the database'\n"
    entry = mask.diff("/x", own, managed_block.replaced(own, "ours\n"))
    assert (entry["before"], entry["after"]) == ("", "ours\n")
    entry = mask.diff("/x", managed_block.replaced(own, "ours\n"), managed_block.replaced(own, "new\n"))
    assert (entry["before"], entry["after"]) == ("ours\n", "new\n")


def test_of_a_file_that_is_not_ours_nothing_is_shown(mask):
    secret = "root:$6$abcdefgh:19000:0:99999:7:::\nBEGIN PRIVATE KEY\n  password = hunter2\nMY_PASSWORD=hunter2\n"
    entry = mask.diff("/x", secret, "# ours\nOIDC_TYPE='auth0'\n")
    assert "$6$" not in entry["before"] and "PRIVATE" not in entry["before"] and "hunter2" not in entry["before"]
    assert entry["before"].count("the collection did not write") == 4 == entry["before"].count("\n")


def test_lines_that_were_verified_or_set_a_variable_of_ours_are_shown(mask):
    before = "# ours, of an earlier release\nOIDC_TYPE='okta'\nOLD='1'\nTHEIRS='2'\n"
    entry = mask.diff("/x", before, "OIDC_TYPE='auth0'\n", known="# ours, of an earlier release\nOLD='1'\n")
    assert entry["before"].splitlines()[:3] == before.splitlines()[:3] and "THEIRS" not in entry["before"]


def test_rows_are_shown_by_path_and_secrets_by_hash(mask):
    entry = mask.rows_diff(
        [("a.provider", "basic", "auth0", False), ("a.secret", "old", "new", True), ("a.empty", None, "new", True)]
    )
    assert (
        entry["before"].splitlines()[0] == 'a.provider: "basic"'
        and entry["after"].splitlines()[0] == 'a.provider: "auth0"'
    )
    assert re.fullmatch(r"a.secret: <sha256:[0-9a-f]{8}>", entry["before"].splitlines()[1])
    assert entry["before"].splitlines()[2] == "a.empty: null"
    assert "new" not in entry["after"] and "old" not in entry["before"]


def test_every_text_of_an_error_is_masked_and_nothing_else():
    mask = masking.Mask(b"k", (), ("s3cret",))
    error = {"message": "a s3cret", "option": "x", "outcome": "s3cret", "words": None, "status": 400}
    assert mask.error(error) == {
        "message": "a <secret>",
        "option": "x",
        "outcome": "<secret>",
        "words": None,
        "status": 400,
    }
    assert error["message"] == "a s3cret", "the error itself stays"
