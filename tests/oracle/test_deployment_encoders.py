# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any text, written for a deployment, is what the real reader of that deployment gives to a process."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import encoding
from oracles import readers, values

# Not only what process_text gives: a text may come from elsewhere, with quotes, dollar signs and all of Unicode.
TEXTS = sorted({value for value, kind in values.cases(1500, seed=1) if kind == "string"})


def written(writer):
    """Return {name: text} and {name: as written} for all that the format carries."""
    texts, forms = {}, {}
    for number, text in enumerate(TEXTS):
        try:
            forms[f"V{number}"] = writer(text)
        except encoding.Unencodable:
            assert "\n" in text or (writer is encoding.systemd and encoding._NOT_IN_SYSTEMD.search(text))
        else:
            texts[f"V{number}"] = text
    assert len(texts) > 500
    return texts, forms


def test_compose_reads_what_was_written(target, real):
    by_env_file, env_file = written(encoding.dotenv)
    by_override, override = written(encoding.compose)
    read = real(readers.compose, target, env_file, override)
    assert read == (by_env_file, by_override)


def test_systemd_reads_what_was_written(target, real):
    texts, forms = written(encoding.systemd)
    assert real(readers.systemd, target, forms) == texts


@pytest.mark.parametrize("shell", ["dash", "bash"])
def test_a_shell_reads_what_was_written(shell, real):
    texts, forms = written(encoding.shell)
    assert real(readers.sh, shell, forms) == texts


@pytest.mark.parametrize("character", ["\ufdd0", "\ufffe", "\U0001ffff", "\U0010fffe"])
def test_systemd_really_cannot_carry_a_noncharacter(character, target, real):
    """Else the refusal would keep out a value that could pass."""
    assert real(readers.systemd, target, {"GOOD": '"a"'}) == {"GOOD": "a"}
    with pytest.raises(RuntimeError, match=r"Job for dump@0\.service failed"):
        readers.systemd(target, {"BAD": f'"a{character}b"'})


def test_unquoted_text_would_be_changed(target, real):
    """The readers are the real ones: without an encoder they do what makes one necessary."""
    env_file, _override = real(readers.compose, target, {"CUT": "a #b", "HOLE": '"a$X"', "DOLLARS": '"$$"'}, {})
    assert env_file == {"CUT": "a", "HOLE": "a", "DOLLARS": "$"}
    assert real(readers.systemd, target, {"KEPT": "a #b", "BACKSLASH": '"a\\b\\\\c"'}) == {
        "KEPT": "a #b",
        "BACKSLASH": "a\\b\\c",
    }
    assert real(readers.sh, "dash", {"HOLE": '"a$X"'}) == {"HOLE": "a"}
