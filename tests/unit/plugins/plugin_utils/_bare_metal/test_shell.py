# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sourced script exports, as far as it is known before it runs. tests/oracle asks a shell itself."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._bare_metal import shell
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.file_values import Place, Value

HOOK = "/opt/om/conf/openmetadata-env.sh"


def sourced(text, inherited=None, **others):
    given = {name: Value(value, (Place("/unit", 2),), value) for name, value in (inherited or {}).items()}
    return shell.source(HOOK, {HOOK: text, **{f"/{name}": other for name, other in others.items()}}, given)


def values(text, **more):
    return {name: value.text for name, value in sourced(text, **more).values.items()}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("export A=b\n", {"A": "b"}),
        ("A=b\n", {}),
        ("A=b\nexport A\n", {"A": "b"}),
        ("export A; A=b\n", {"A": "b"}),
        ("set -a\nA=b\nset +a\nC=d\n", {"A": "b"}),
        ("set -o allexport\nA=b\n", {"A": "b"}),
        ("declare -x A=b; typeset B=c\n", {"A": "b"}),
        ("export A=b C='d e' # F=g\n", {"A": "b", "C": "d e"}),
        ("export A='b\nc'\n", {"A": "b\nc"}),
        ("export A=b\\\nc\n", {"A": "bc"}),
        ('export A="b \\"c\\" \\d \\$"\n', {"A": 'b "c" \\d $'}),
        ("export A=b\\ c'd'\"e\"\n", {"A": "b cde"}),
        ('B=c\nexport A="$B/${B}x"\n', {"A": "c/cx"}),
        ('export A="${B:-c}" D=${B-e} F="${B:+g}"\n', {"A": "c", "D": "e", "F": ""}),
        ("export A=b#c\n", {"A": "b#c"}),
        ("export A=b; unset A\n", {}),
        ("export A=b\nexport -n A\n", {}),
        ("A=b command\n", {}),
        ("f() {\n  echo x\n}\nexport A=b\n", {"A": "b"}),
        ("cat <<END\nexport A=b\nEND\nexport C=d\n", {"C": "d"}),
        ("export A=b\nreturn 0\nexport A=c\n", {"A": "b"}),
        ("case x in\n  x) echo y;;\nesac\nexport A=b\n", {"A": "b"}),
        (". /other\nexport A=b\n", {"A": "b", "O": "p"}),
    ],
)
def test_a_value_is_what_the_shell_exports(text, found):
    read = sourced(text, other="export O=p\nexport A=z\n")
    assert {name: value.text for name, value in read.values.items()} == found
    assert read.unread == []


@pytest.mark.parametrize(
    "line",
    [
        "export A=$(cat /etc/a)",
        "export A=`cat /etc/a`",
        'export A="x$(echo ")")y"',
        "if true; then export A=b; fi",
        "true && export A=b",
        "export A=$B",
        "export A=${B##x}",
        "export A=~/x",
        "export A+=b",
        "for A in b; do export A; A=c; done",
    ],
)
def test_what_only_a_run_can_tell_is_unknown(line):
    found = sourced(f"export A=old\n{line}\nexport C=d\n")
    assert (list(found.unknown), found.unknown["A"].line) == (["A"], 2)
    assert {name: value.text for name, value in found.values.items()} == {"C": "d"}


@pytest.mark.parametrize("line", [". /missing", ". $HOME/x", 'eval "$X"', "export A='b"])
def test_where_anything_may_be_set_is_said(line):
    assert [place.line for place in sourced(f"export C=d\n{line}\n").unread] == [2]


def test_the_inherited_environment_is_kept_and_may_be_referred_to():
    found = sourced('export A="$B/c"\nB=d\n', inherited={"B": "b", "E": "f"})
    assert {name: value.text for name, value in found.values.items()} == {"A": "b/c", "B": "d", "E": "f"}
    assert found.values["A"].places == (Place(HOOK, 1), Place("/unit", 2))


def test_a_script_that_sources_itself_ends():
    assert [place.line for place in sourced(f". {HOOK}\n").unread] == [1]
