# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compose projects made at random of what people write into Compose files and env files: {file name: text}."""

import random
import re

NAMES = ("AUTHENTICATION_PROVIDER", "OM_URL", "OIDC_CLIENT_SECRET", "AUTH_ROLES_MAPPING", "A", "b_2", "EMPTY")
WORDS = (
    "custom-oidc",
    "https://id.example.com/realms/x",
    "[a,b]",
    '["a","b"]',
    "p#ss",
    "it's",
    'say "x"',
    "a b",
    "5",
    "0",
    "",
    "true",
    "yes",
    "1.0",
    "1e3",
    "010",
    "0x1F",
    "1_000",
    "~",
    "null",
    "ü",
    "{}",
    "a\\nb",
    "C:\\dir",
    "x=y",
    "a: b",
    "- a",
    "2024-01-01",
    "12:30",
    "-5",
    "+7",
    ".5",
    "*star",
    "&x",
    "!t",
    "%p",
    "@at",
    "`b`",
    "|",
    ">",
    "?",
    ":",
    "#c",
    "a #c",
)
REFERENCES = (
    "$%s",
    "${%s}",
    "${%s:-d}",
    "${%s-d}",
    "${%s:+d}",
    "${%s+d}",
    "${%s:-}",
    "${%s:-{}}",
    "${%s:-[]}",
    '${%s:-"d"}',
    "${%s:-${A}}",
    "${%s:-${A:-e}}",
    "${%s:-a}b${A:-c}",
    "${%s:-$A}",
    "${%s:-a:-b}",
    "$$%s",
    "$${%s}",
    "$5",
    "$",
    "${%s:-a-b?c+d}",
    "${%s:-{a}}",
    '${%s:-{"a":["b"]}}',
    "${%s:-a\\}b}",
    "${%s-}",
)
#: What Compose refuses, always or where the variable is not set.
REFUSED = ("${%s", "${}", "${ %s}", "${%s }", "${1%s}", "${%s:x}", "${%s:?m}", "${%s?m}")
#: What a plain scalar of YAML cannot begin with or hold.
SPECIAL = re.compile(r"[-*&!%@`|>?:#,\[\]{}'\"](?:.*)|.*(?:: |:$| #|\t#).*", re.DOTALL)


def project(seed):
    """The files of one project; the same seed gives the same files."""
    made = random.Random(seed)
    files = {"compose.yaml": _compose(made)}
    if made.random() < 0.8:
        # Compose 2.26 refuses a last line without a sign in .env alone, later releases nowhere.
        files[".env"] = _env_file(made) + "\n"
    if made.random() < 0.4:
        files["compose.override.yaml"] = _compose(made, base=False)
    files["own.env"], files["more.env"] = _env_file(made), _env_file(made)
    return files


def _word(made):
    if made.random() < 0.45:
        form = made.choice(REFUSED if made.random() < 0.03 else REFERENCES)
        text = form % made.choice(NAMES) if "%s" in form else form
        return made.choice(("", "", made.choice(WORDS))) + text + made.choice(("", "", made.choice(WORDS)))
    return made.choice(WORDS)


def _env_file(made):
    lines = [_env_line(made) for _number in range(made.randint(0, 5))]
    return made.choice(("\n", "\n", "\n", "\r\n")).join(lines) + made.choice(("\n", "\n", "\n", ""))


def _env_line(made):
    name, value = made.choice(NAMES), _word(made)
    quote = made.choice(("", "", "", "'", '"'))
    inner = value.replace(quote, "\\" + quote) if quote and made.random() < 0.97 else value
    if quote and made.random() < 0.15:
        inner += "\nsecond line"
    sign = made.choice(("=",) * 6 + (" = ", "= ", " =", ":", ": "))
    line = made.choice(("",) * 6 + ("export ", " ", "export  ")) + name + sign + quote + inner + quote
    line += made.choice(("",) * 6 + (" # comment", "#no comment", "  ", " x", "\t# c"))
    if made.random() < 0.03:
        return made.choice((f"{name} x=1", f"- {name}=1", f"{name} = 'open"))
    return made.choice((line,) * 12 + (name, "# comment", "", f"2{name}=x", f"{name}.x=1"))


def _scalar(made):
    value = _word(made)
    style = made.random()
    if style < 0.45 and (made.random() < 0.05 or not SPECIAL.fullmatch(value)):
        return value
    if style < 0.7:
        return "'" + value.replace("'", "''") + "'"
    if style < 0.95:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return ">-\n          " + (value or "x") + "\n          folded"


def _environment(made):
    if made.random() < 0.5:
        names = made.sample(NAMES, made.randint(1, 4)) if made.random() < 0.95 else ["A", "A"]
        return [f"      {name}: {_scalar(made)}".rstrip() for name in names]
    names = [made.choice(NAMES) for _number in range(made.randint(1, 4))]
    return [_listed(made, name) for name in names]


def _listed(made, name):
    value = _word(made)
    if SPECIAL.fullmatch("x" + value):
        value = value if made.random() < 0.05 else "5"
    quoted = value.replace("'", "''")
    return made.choice((f"      - {name}={value}",) * 3 + (f"      - '{name}={quoted}'", f"      - {name}"))


def _env_files(made):
    return made.choice(
        (
            [],
            [],
            [],
            ["    env_file: own.env"],
            ["    env_file: [own.env, more.env]"],
            ["    env_file:", "      - own.env", "      - path: more.env", "        required: false"],
            ["    env_file:", "      - path: none.env", "        required: false"],
            ["    env_file: ./none.env"] if made.random() < 0.1 else [],
        )
    )


def _service(made, name, base):
    lines = [f"  {name}:"] + (["    image: none"] if base else [])
    lines += _env_files(made)
    block = _environment(made)
    if made.random() < 0.1:
        return [*lines, "    environment: *shared"] if base else [*lines, "    environment: !reset null"]
    if made.random() < 0.15 and base and not block[0].lstrip().startswith("-"):
        block = ["      <<: *shared", *block]
    return [*lines, "    environment:", *block]


def _compose(made, base=True):
    head = (
        ["x-shared: &shared", f"  A: {_scalar(made)}".replace("\n          ", "\n    ").rstrip(), "  OM_URL: here"]
        if base
        else []
    )
    lines = [*head, "services:", *_service(made, "server", base)]
    if base and made.random() < 0.3:
        lines += _service(made, "ingestion", base)
    if base and made.random() < 0.15:
        lines += ["  child:", "    extends: server", "    environment:", "      A: of the child"]
    return "\n".join(lines) + "\n"
