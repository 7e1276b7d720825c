# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write everything that says what a role variable or a rule is, from the tables that the code itself uses.

Usage: python docs/generate.py [--check]   (a test fails when a file is not as it would be written)
"""

from __future__ import annotations

import functools
import json
import pathlib
import re
import string
import sys
from collections.abc import Callable

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[1]
HEADER = (
    "# Copyright: openmetadata.sso contributors\n# SPDX-License-Identifier: GPL-3.0-or-later\n"
    "# Written by docs/generate.py from plugins/plugin_utils; do not edit.\n"
)
COMMENT = (
    "<!-- Copyright: openmetadata.sso contributors; SPDX-License-Identifier: GPL-3.0-or-later; "
    "written by docs/generate.py -->\n"
)


def groups():
    """(heading, options) in the order of the documentation."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import options, providers, settings

    yield "Provider", (settings.PROVIDER_OPTION,)
    for provider in providers.PROVIDERS.values():
        if provider.options:
            yield provider.title, provider.options
    yield from options.OPENID_CONNECT.items()
    yield from options.COMMON.items()


def specification(option) -> dict:
    entry = {"type": option.type, "description": list(option.description)}
    if option.type == "list":
        entry["elements"] = "dict" if option.options else "str"
    if option.choices:
        entry["choices"] = list(option.choices)
    if option.default is not None:
        entry["default"] = option.default
    if option.secret:
        entry["no_log"] = True
    if option.name in ("provider", "deployment"):
        entry["required"] = True
    if option.options:
        entry["options"] = {key.name: specification(key) for key in option.options}
        for key in option.options if option.type == "list" else ():
            entry["options"][key.name].update({"required": True} if key.required else {})
    return entry


#: Entry points of the role: (name, short description, what else there is to say).
ENTRY_POINTS = (
    (
        "main",
        "Plan, apply and verify single sign-on",
        "The entry points C(plan) and C(apply), without a connection for the first.",
    ),
    ("plan", "Plan single sign-on without changing anything", "Reports every problem of the variables at once."),
    (
        "apply",
        "Apply the planned configuration and verify it",
        "A transaction. If anything fails, the previous state is restored.",
    ),
    ("verify", "Compare the server with its plan", "Fails if the server differs from the plan or does not answer."),
    ("check_config", "Check the configuration files of the host", "Fails if a file has an error. Changes nothing."),
    ("adopt", "Write role variables for the configuration in effect", "Changes nothing on the host."),
    ("preflight", "Check the identity provider against the plan", "Changes nothing on the host or at the provider."),
    (
        "client_registration",
        "Register OpenMetadata at the identity provider",
        "Makes, changes, renews or deletes the application at the provider. Does not connect to a host.",
    ),
    ("audit", "Audit the server for insecure settings", "Changes nothing."),
    (
        "rotate_keys",
        "Change the key pair that signs the server's own tokens",
        "Renews and delivers the tokens of bots as well.",
    ),
    ("bots", "Renew the tokens of bots and deliver them", "Deploys ingestion pipelines with the new tokens as well."),
    ("default_admin", "Remove the default administrator", "Fails and names all reasons if that is not safe."),
    ("recover", "Restore the sign-in of the server", "Restores what C(om_sso_recover_to) names."),
    ("helm_values", "Write values and Secrets for the Helm chart", "Does not connect to a cluster."),
)


def argument_specs() -> str:
    """The options once, as an anchor of the first entry point; every entry point reads the same variables."""
    options = {option.variable: specification(option) for _heading, group in groups() for option in group}
    specs = {
        name: {"short_description": short, "description": [long], "options": options}
        for name, short, long in ENTRY_POINTS
    }
    return HEADER + "---\n" + _yaml({"argument_specs": specs}, _Anchors)


def defaults() -> str:
    values = {
        option.variable: option.default
        for _heading, group in groups()
        for option in group
        if option.default is not None
    }
    return HEADER + "---\n" + _yaml(values)


class _Dumper(yaml.SafeDumper):
    """Indents lists as ansible-lint wants them, and writes no anchors."""

    def increase_indent(self, flow=False, *_indentless, **_options):
        return super().increase_indent(flow, False)

    def ignore_aliases(self, _data):
        return True


class _Anchors(_Dumper):
    """Writes the options of an entry point once."""

    def ignore_aliases(self, data):
        return not (isinstance(data, dict) and "om_sso_provider" in data)

    def generate_anchor(self, _node):
        return "options"


def _yaml(content, dumper=_Dumper) -> str:
    return yaml.dump(content, Dumper=dumper, sort_keys=False, width=120, allow_unicode=True)


def settings_class() -> str:
    """The type that mypy checks the use of settings against: the models themselves are made at run time."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import settings

    nested: list[str] = []
    fields = _class_of(
        "Settings",
        "Settings of a host. A field of another provider is None or missing.",
        settings.all_options().values(),
        nested,
        {option.name for option in settings.COMMON_OPTIONS},
    )
    text = "\n\n\n".join([*nested, fields])
    title = (
        '"""The fields of settings, with their types. A class here is only a type: nothing makes an instance of it."""'
    )
    imports = "from __future__ import annotations\n\nfrom typing import Any, Protocol\n"
    return f"{HEADER}{title}\n\n{imports}\n\n{text}\n"


def _class_of(name: str, title: str, options, nested: list[str], everywhere: set[str]) -> str:
    """A class with a field for each option; the classes of documented dictionaries are added to ``nested``."""
    lines = [f"class {name}(Protocol):", f'    """{title}"""', ""]
    for option in options:
        inner = f"{''.join(part.title() for part in option.name.split('_'))}Settings"
        if option.options:
            known = {key.name for key in option.options}
            nested.append(_class_of(inner, f"A dictionary {option.name}.", option.options, nested, known))
        types = {"str": "str", "path": "str", "int": "int", "bool": "bool", "dict": "dict[str, Any]", "raw": "Any"}
        item = inner if option.options else "str"
        kind = f"list[{item}]" if option.type == "list" else inner if option.options else types[option.type]
        always = option.required or option.default is not None or (option.options and option.type != "list")
        if not (always and option.name in everywhere) and kind != "Any":
            kind += " | None"
        lines.append(f"    {option.name}: {kind}")
    return "\n".join(lines)


def variables_page() -> str:
    lines = [
        COMMENT,
        "# Role variables",
        "",
        "A variable without a default is derived or left out. All values may come from any lookup or vault.",
        "",
    ]
    for heading, group in groups():
        lines += [f"## {heading}", "", "| variable | type | default | meaning |", "|---|---|---|---|"]
        lines += [row for option in group for row in _rows(option, option.variable)] + [""]
    return "\n".join(lines)


def _rows(option, name: str):
    """A row for an option, and one for each key of a documented dictionary."""
    yield _row(option, name)
    for key in option.options:
        yield from _rows(key, f"{name}.{key.name}")


def _row(option, name: str) -> str:
    kind = " or ".join(f"`{choice}`" for choice in option.choices) or option.type
    default = "" if option.default is None else f"`{json.dumps(option.default)}`"
    words = plain(" ".join(option.description))
    extra = [" **Required.**"] if option.required else []
    extra += [" Secret."] if option.secret else []
    extra += [f" Example: `{json.dumps(option.example)}`."] if option.example is not None else []
    return f"| `{name}` | {kind} | {default} | {words}{''.join(extra)} |"


def plain(text: str) -> str:
    """Ansible's markup as Markdown."""
    return re.sub(r"\b(?:RV|[OCVMPE])\(([^)#]*)(?:#[^)]*)?\)", r"`\1`", text).replace("|", "\\|")


def rules_index() -> str:
    """All rules of the register in one table, each with a link to its page."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._register import REGISTER, WHERE

    lines = [
        COMMENT,
        "# Rules",
        "",
        "Rules check a configuration before a host is touched, and on it. Each rule has a page with examples.",
        "",
        "- An error stops the host. Warnings and infos do not.",
        "- `om_sso_ignore_rules` leaves a rule out, with a reason.",
        "- A rule of certain releases needs `om_sso_openmetadata_version`.",
        "",
        "| checked on | meaning |",
        "|---|---|",
        *(f"| {where} | {meaning} |" for where, meaning in WHERE.items()),
        "",
        "| rule | severity | what holds | checked on | releases |",
        "|---|---|---|---|---|",
    ]
    rows = [
        (
            f"| [{rule_id}]({rule_id}.md) | {_severities(entry)} | {entry.title} | "
            f"{', '.join(entry.where)} | {_releases(entry)} |"
        )
        for rule_id, entry in sorted(REGISTER.items())
    ]
    return "\n".join(lines + rows) + "\n"


def rule_page(rule_id: str) -> str:
    """The page of a rule: why it is one, what its findings say, and an example of each kind."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._register import REGISTER, WHERE

    entry = REGISTER[rule_id]
    example = _examples().example_of(rule_id)
    lines = [COMMENT, f"# {rule_id}: {entry.title}", "", entry.reason, ""]
    lines += ["| | |", "|---|---|", f"| severity | {_severities(entry)} |"]
    lines += [f"| checked on | {', '.join(WHERE[where] for where in entry.where)} |"]
    lines += [f"| {what} | {', '.join(names)} |" for what, names in _limits(rule_id).items() if names]
    lines += [f"| releases | {_releases(entry)} |", "", f"**Fix:** {_template(entry.fix)}", ""]
    findings = _findings(entry)
    lines += ["## Findings", "", "| finding | severity | fix | releases |", "|---|---|---|---|"] if findings else []
    lines += [*findings, *([""] if findings else [])]
    for title, text in (("Wrong", example.wrong), ("Right", example.right)):
        lines += [f"## {title}", "", *([example.lead, ""] if example.lead else [])]
        lines += [f"```{example.language}", text, "```", ""]
    lines += ["## Not checked", "", entry.not_checked, ""] if entry.not_checked else []
    return "\n".join(lines + ["## Ignore", "", *_ignoring(rule_id)]) + "\n"


def _examples():
    """The cases of the tests, which are the examples of the pages."""
    support = str(ROOT / "tests" / "support")
    if support not in sys.path:
        sys.path.insert(0, support)
    import rule_cases.pages

    return rule_cases.pages


def _limits(rule_id: str) -> dict[str, list[str]]:
    """The providers, flows and deployments of a rule on settings, where each of its checks is limited to some."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules import FILE_RULES, RULES

    rules = [rule for rule in RULES if rule.id == rule_id]
    found = {}
    for what in ("providers", "flows", "deployments"):
        limited = (
            rules and all(getattr(rule, what) for rule in rules) and all(rule.id != rule_id for rule in FILE_RULES)
        )
        found[what] = list(dict.fromkeys(name for rule in rules for name in getattr(rule, what))) if limited else []
    return found


def _findings(entry) -> list[str]:
    """A row for each text of a finding."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.releases import Range, in_words

    causes = [entry.cause(name) for name in ([""] if entry.message else []) + list(entry.causes)]
    rows = [
        (
            _template(cause.message),
            cause.severity,
            _template(cause.fix),
            in_words(Range(cause.since or entry.since, cause.until or entry.until)),
        )
        for cause in causes
        if cause.message
    ]
    return [f"| {' | '.join(row)} |" for row in rows]


def _template(text: str) -> str:
    """A text of the register with its values in capitals."""
    known = {name: name.upper() for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}
    known["place"] = known["words"] = ""  # where it is set at a provider, and its own words, between brackets
    return text.format(**known).replace("|", "\\|").replace("<", "&lt;")


def _ignoring(rule_id: str) -> list[str]:
    """How to leave a rule out."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.findings import NEVER_IGNORED

    if rule_id.startswith(NEVER_IGNORED):
        return ["This rule cannot be ignored: without a valid value there is nothing to configure."]
    return ["```yaml", "om_sso_ignore_rules:", f'  {rule_id}: "the reason"', "```"]


def _severities(entry) -> str:
    """The severity of an entry, and the other ones of its causes."""
    others = [cause.severity for cause in entry.causes.values() if cause.severity]
    return " or ".join(dict.fromkeys([entry.severity, *others]))


def _releases(entry) -> str:
    """The releases of an entry in words."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.releases import Range, in_words

    return in_words(Range(entry.since, entry.until))


def modules_page() -> str:
    """What every module does, in the words of its own documentation."""
    lines = [
        COMMENT,
        "# Modules",
        "",
        "The playbooks and the role call these modules. Use them in your own plays as `openmetadata.sso.NAME`;",
        "`ansible-doc openmetadata.sso.NAME` shows options, return values and examples.",
        "",
        (
            "The modules read the [role variables](variables.md) of the host from the play, "
            "and take few options of their own."
        ),
        "",
        "| module | what it does |",
        "|---|---|",
    ]
    pages = {path.stem: documentation(path) for path in sorted((ROOT / "plugins" / "modules").glob("[a-z]*.py"))}
    lines += [f"| [`{name}`](#{name}) | {plain(page['short_description'])} |" for name, page in pages.items()]
    for name, page in pages.items():
        words = [*page["description"], *page.get("notes", ())]
        lines += ["", f"## {name}", "", *(f"- {plain(paragraph)}" for paragraph in words)]
        rows = [_module_row(name, option) for name, option in page.get("options", {}).items() if name != "payload"]
        lines += ["", "| option | type | default | choices |", "|---|---|---|---|", *rows] if rows else []
    return "\n".join(lines) + "\n"


def documentation(path: pathlib.Path) -> dict:
    """The DOCUMENTATION of a module, which is not imported, with the options and notes of its fragments."""
    page = _documentation_blocks(path)["DOCUMENTATION"]
    own = "openmetadata.sso."
    for name in page["extends_documentation_fragment"]:
        if not name.startswith(own):  # of Ansible itself
            continue
        file, _dot, block = name.removeprefix(own).partition(".")
        part = _documentation_blocks(ROOT / "plugins" / "doc_fragments" / f"{file}.py")[
            block.upper() or "DOCUMENTATION"
        ]
        page["options"] = {**page.get("options", {}), **part.get("options", {})}
        page["notes"] = [*page.get("notes", ()), *part.get("notes", ())]
    return page


def _documentation_blocks(path: pathlib.Path) -> dict[str, dict]:
    blocks = re.findall(r'^ *([A-Z]+) = r"""\n(.*?)^"""', path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return {name: yaml.safe_load(text) for name, text in blocks if name not in ("EXAMPLES", "RETURN")}


def _module_row(name: str, option: dict) -> str:
    choices = ", ".join(f"`{choice}`" for choice in option.get("choices", ()))
    default = f"`{json.dumps(option['default'])}`" if option.get("default") is not None else ""
    return f"| `{name}` | {option.get('type', 'str')} | {default} | {choices} |"


FILLED = re.compile(r"<!-- (example|rules|checks) ([\w-]+) -->\n.*?<!-- end -->", re.DOTALL)


def provider_page(name: str) -> str:
    """The page as it is written by hand, with its examples and its rules filled in."""
    return FILLED.sub(_filled, (ROOT / name).read_text(encoding="utf-8"))


def _filled(match: re.Match) -> str:
    kind, name = match.groups()
    lines = {"example": _example, "rules": _rules_of, "checks": _checks_of}[kind](name)
    return "\n".join([f"<!-- {kind} {name} -->", *lines, "<!-- end -->"])


def _example(name: str) -> list[str]:
    """An example file without its licence and the mark of its beginning."""
    text = (ROOT / "docs" / "examples" / f"{name}.yml").read_text(encoding="utf-8").split("---\n", 1)[1]
    return ["", "```yaml", *text.rstrip().splitlines(), "```", ""]


def _rules_of(name: str) -> list[str]:
    """The rules that name the provider; those of all providers are in docs/reference/rules/index.md."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers import OPENID_CONNECT, PROVIDERS
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules import RULES

    names = {name, PROVIDERS[name].openmetadata_provider}
    found = [r for r in RULES if names & set(r.providers) and not set(OPENID_CONNECT) <= set(r.providers)]
    rows = sorted(
        {(r.id, _severities(r.entry), r.entry.title, _releases(r.entry), ", ".join(r.flows) or "all") for r in found}
    )
    return [
        "",
        "| rule | severity | what holds | releases | flows |",
        "|---|---|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]


def _checks_of(_name: str) -> list[str]:
    """The checks of the audit."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._audit import CHECKS

    rows = [(c.id, c.entry.severity, f"**{c.entry.title}.** {c.entry.reason}", c.how, c.entry.fix) for c in CHECKS]
    head = [
        "",
        "| check | at worst | what holds, and why | where it is seen | fix |",
        "|---|---|---|---|---|",
    ]
    return [*head, *(f"| {' | '.join(row)} |" for row in rows), ""]


def providers_page() -> str:
    """What preflight was tried on, from the tables of its tests."""
    for folder in ("tests/support", "tests"):
        if str(ROOT / folder) not in sys.path:
            sys.path.append(str(ROOT / folder))
    from providers.page import page

    return COMMENT + page()


FILES = {
    "roles/om_sso/meta/argument_specs.yml": argument_specs,
    "roles/om_sso/defaults/main.yml": defaults,
    "docs/reference/variables.md": variables_page,
    "plugins/plugin_utils/_model/settings_class.py": settings_class,
    "docs/reference/modules.md": modules_page,
    "docs/reference/rules/index.md": rules_index,
    "docs/operate/providers.md": providers_page,
    "docs/operate/audit.md": functools.partial(provider_page, "docs/operate/audit.md"),
    **{
        str(path.relative_to(ROOT)): functools.partial(provider_page, str(path.relative_to(ROOT)))
        for path in sorted((ROOT / "docs" / "install" / "providers").glob("*.md"))
        if path.stem != "README"
    },
}


RULE_PAGES = ROOT / "docs" / "reference" / "rules"


def rule_pages() -> dict[str, Callable[[], str]]:
    """{file: what makes it} of the pages of all rules."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._register import REGISTER

    return {f"docs/reference/rules/{rule_id}.md": functools.partial(rule_page, rule_id) for rule_id in REGISTER}


def files() -> dict[str, Callable[[], str]]:
    """{file: what makes it} of all that is generated."""
    return {**FILES, **rule_pages()}


def outdated() -> list[str]:
    """Files that are not as they would be written, and pages of rules that are not in the register."""
    made = files()
    left = [str(path.relative_to(ROOT)) for path in sorted(RULE_PAGES.glob("*.md"))]
    stale = [name for name, make in made.items() if not (ROOT / name).is_file() or (ROOT / name).read_text() != make()]
    return stale + [name for name in left if name not in made]


def main() -> int:
    """Write what is out of date, or with --check only name it."""
    sys.path.insert(0, str(ROOT / "tests" / "support"))
    from lab import cache

    sys.path.insert(0, str(cache.collections_path()))  # this checkout as the collection that Python imports
    stale = outdated()
    if "--check" in sys.argv:
        print("\n".join(f"{name} is out of date: run docs/generate.py" for name in stale) or "up to date")
        return 1 if stale else 0
    RULE_PAGES.mkdir(exist_ok=True)
    made = files()
    for name in stale:
        if name in made:
            (ROOT / name).write_text(made[name]())
            print(f"wrote {name}")
        else:
            (ROOT / name).unlink()
            print(f"removed {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
