# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the names of the variables that OpenMetadata reads and that this collection does not manage, by release.

Usage: python docs/variable_names.py FOLDER   (in the environment of docs/generate.py)

FOLDER holds one folder a release, named for it (1.12.6), with files of that release as OpenMetadata ships them:
openmetadata*.yaml, start scripts (*.sh), lines of Java that read the environment (*.java), docker-compose*.yml, and
templates of the chart (chart-*). Files that hold only a part have "part" in their name: what they lack may be read.
"""

from __future__ import annotations

import pathlib
import re
import sys
import textwrap
from collections.abc import Callable, Iterator

import yaml

OUTPUT = pathlib.Path(__file__).resolve().parents[1] / "plugins/plugin_utils/_model/catalogue/read_variables.py"
HEAD = '''\
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Written by docs/variable_names.py; do not edit.
"""Variables that OpenMetadata's own files read or pass on, and that the catalogue does not have.

Sources: openmetadata.yaml, start scripts, quickstart Compose files and chart templates of the releases {releases}.
"""

#: (first release or None for all older ones, first release without them or None, names)
SPANS: tuple[tuple[str | None, str | None, str], ...] = (
'''
REFERENCE = re.compile(r"\$\{([A-Z][A-Z0-9_]*)")
IN_SCRIPT = re.compile(r"(\$\{?)?\b([A-Z][A-Z0-9_]*)\b(=)?")
#: How a script asks whether a variable is empty.
TESTED = re.compile(r"(?:-z\s+\"?|\"x)\$\{?([A-Z][A-Z0-9_]*)")
GETENV = re.compile(r"getenv\(\"([A-Z][A-Z0-9_]*[A-Z0-9])\"")
IN_CHART = re.compile(r"^\s*(?:- )?(?:name: \"?)?([A-Z][A-Z0-9]*_[A-Z0-9_]*)\"?(?::|\s*$)", re.MULTILINE)
IMAGE = "openmetadata/server"


def of_script(text: str) -> set[str]:
    """Names that a script does not set itself, or only where they are empty."""
    code = re.sub(r"(?m)^\s*#.*", "", text)
    read = {name for sign, name, _assigned in IN_SCRIPT.findall(code) if sign}
    own = {name for sign, name, assigned in IN_SCRIPT.findall(code) if assigned and not sign}
    return (read - own) | set(TESTED.findall(code))


def of_compose(text: str) -> set[str]:
    """Names below ``environment`` of the services that run the server's image."""
    services = yaml.safe_load(text)["services"].values()
    blocks = [one.get("environment") or {} for one in services if IMAGE in one.get("image", "")]
    return {str(name).partition("=")[0] for block in blocks for name in block}


#: What reads a file, by a pattern of its name.
READERS: tuple[tuple[str, Callable[[str], set[str]]], ...] = (
    ("chart-*", lambda text: set(IN_CHART.findall(text))),
    ("openmetadata*.yaml", lambda text: set(REFERENCE.findall(text))),
    ("docker-compose*.yml", of_compose),
    ("*.sh", of_script),
    ("*.java", lambda text: set(GETENV.findall(text))),
)


def sources(folder: pathlib.Path) -> Iterator[tuple[str, str, bool, set[str]]]:
    """(pattern, release, whether the file is whole, names) of each file."""
    for pattern, reader in READERS:
        for path in sorted(folder.glob(f"*/{pattern}")):
            yield pattern, path.parent.name, "part" not in path.name, reader(path.read_text(encoding="utf-8"))


def key(release: str) -> tuple[int, ...]:
    """A release as numbers, to be compared."""
    return tuple(int(part) for part in release.split("."))


def spans(found: list[tuple[str, str, bool, set[str]]]) -> dict[str, tuple[str | None, str | None]]:
    """{name: first release or None, first release without it or None}.

    A limit is one only where a whole file of the same kind lacks the name, and no other kind of file says otherwise.
    """
    whole = {pattern: {one[1] for one in found if one[0] == pattern and one[2]} for pattern, _reader in READERS}
    seen: dict[str, dict[str, set[str]]] = {}
    for pattern, release, _whole, names in found:
        for name in names:
            seen.setdefault(name, {}).setdefault(pattern, set()).add(release)
    result: dict[str, tuple[str | None, str | None]] = {}
    for name, by_pattern in seen.items():
        all_seen = sorted(set().union(*by_pattern.values()), key=key)
        first, last = all_seen[0], all_seen[-1]
        before = [any(key(other) < key(first) for other in whole[pattern]) for pattern in by_pattern]
        after = [[other for other in whole[pattern] if key(other) > key(last)] for pattern in by_pattern]
        ends = all(after) and min((other for others in after for other in others), key=key)
        result[name] = (first if all(before) else None, ends or None)
    return result


def main(folder: pathlib.Path) -> None:
    """Write the file."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE

    found = list(sources(folder))
    groups: dict[tuple[str | None, str | None], list[str]] = {}
    for name, span in spans(found).items():
        if name not in CATALOGUE:
            groups.setdefault(span, []).append(name)
    releases = sorted({one[1] for one in found}, key=key)
    text = HEAD.format(releases=f"{releases[0]} to {releases[-1]}")
    for limits, names in sorted(groups.items(), key=lambda one: (key(one[0][0] or "0"), key(one[0][1] or "999"))):
        since, until = ("None" if limit is None else f'"{limit}"' for limit in limits)
        block = textwrap.indent(textwrap.fill(" ".join(sorted(names)), 112, break_long_words=False), " " * 8)
        text += f'    (\n        {since},\n        {until},\n        """\n{block}\n        """,\n    ),\n'
    OUTPUT.write_text(text + ")\n", encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
