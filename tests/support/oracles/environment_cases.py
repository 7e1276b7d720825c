# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random files as people write them: scripts of exports, files of EnvironmentFile=, systemd units."""

import random

NAMES = ("A", "B", "C", "D_1")
ATOMS = ("x", "acme.io", "http://a.b/c", " ", "  ", "#", " # y", "=", "[a, b]", "{}", ";", "&", "$", "$A", "${B}", "%")
QUOTED = (*ATOMS, "it", "\\", "\\\\", "\\n", "\n", "`", "'", '\\"', "\\$", "\t")


def script(seed):
    """Lines of a script, of which most only set variables."""
    chance = random.Random(seed)
    return "".join(_line(chance) for _line_number in range(chance.randint(1, 6)))


def _line(chance):
    name = chance.choice(NAMES)
    form = chance.choice(
        ("export {n}={w}\n",) * 6
        + (
            "{n}={w}\n",
            "export {n}\n",
            "set -a\n",
            "set +a\n",
            "unset {n}\n",
            "  export {n}={w} # said\n",
            "\n",
            "# {w}\n",
        )
        + (
            'if [ -z "${n}" ]; then\n  export {n}={w}\nfi\n',
            'export {n}="${{{n}:-{p}}}"\n',
            "export {n}={w} {o}={w2}\n",
        )
        + ("export {n}=$(echo {p})\n", "true && export {n}={w}\n", "export -n {n}\n")
    )
    words = {
        "w": _word(chance),
        "w2": _word(chance),
        "p": chance.choice(("x", "acme.io", "a/b")),
        "o": chance.choice(NAMES),
    }
    return form.format(n=name, **words)


def _word(chance):
    """One word of a shell, of one to three parts."""
    return "".join(_part(chance) for _number in range(chance.randint(0, 3)))


def _part(chance):
    kind = chance.choice(("bare", "single", "double"))
    if kind == "bare":
        return chance.choice(
            ("x", "acme.io", "http://a.b/c", "a#b", "\\ ", "\\$", "$A", "${B}", "${A:-y}", "%h", "\\\n")
        )
    if kind == "single":
        return (
            "'"
            + "".join(chance.choice([one for one in QUOTED if "'" not in one]) for _n in range(chance.randint(0, 3)))
            + "'"
        )
    inner = "".join(
        chance.choice([one for one in QUOTED if one not in ("`", "\\")]) for _n in range(chance.randint(0, 3))
    )
    return f'"{inner}"'


def environment_file(seed):
    """Lines of a file of EnvironmentFile=, with what people write by mistake."""
    chance = random.Random(seed)
    lines = []
    for _number in range(chance.randint(1, 6)):
        name = chance.choice((*NAMES, "export A", " B", "C ", "1D"))
        value = "".join(
            chance.choice((*ATOMS, "'", '"', "'a b'", '"a b"', "\\", "\\\n", "\\n", '\\"', "\t"))
            for _n in range(chance.randint(0, 4))
        )
        lines.append(
            chance.choice((f"{name}={value}", f"{name} = {value}", f"# {value}", f"; {value}", f"{name}: {value}", ""))
        )
    return "\n".join(lines) + chance.choice(("\n", ""))


def unit(seed):
    """Environment= lines of a unit."""
    chance = random.Random(seed)
    lines = ["[Service]"]
    for _number in range(chance.randint(1, 5)):
        words = " ".join(_unit_word(chance) for _n in range(chance.randint(1, 3)))
        lines.append(
            chance.choice(
                (f"Environment={words}",) * 6
                + (f"Environment = {words}", "Environment=", f"# {words}", f"Environment={words} \\\n  D_1=x")
            )
        )
    return "\n".join(lines) + "\n"


def _unit_word(chance):
    name = chance.choice(NAMES)
    value = "".join(
        chance.choice(("x", "acme.io", "[a,b]", "%%", "$A", "#", ";", "\\x20", "\\t", "=", "'", "{}"))
        for _n in range(chance.randint(0, 3))
    )
    value = value.replace("'", "") if chance.random() < 0.8 else value
    return chance.choice((f"{name}={value}", f'"{name}={value} y"', f"'{name}={value}'", f'{name}="{value} z"'))
