# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register: each id once and complete, spoken by a check, and each of its causes by a case."""

import ast
import datetime
import pathlib
import re
import string

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _audit, _register
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import values_findings
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.findings import SEVERITIES
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers import PROVIDERS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.releases import is_release
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.settings import parse
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import VENDORS, _vendor
from ansible_collections.openmetadata.sso.plugins.plugin_utils._register import REGISTER, WHERE, Cause, Entry, at
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules import FILE_RULES, RULES, Context, case_of
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules._file import READERS, file_rule
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules._rule import counts, rule
from examples import example
from rule_cases import FILE_TABLE, TABLE

PLUGINS = pathlib.Path(__file__).resolve().parents[5] / "plugins"
ID = re.compile(r"\b[A-Z][A-Z0-9]{1,4}-[0-9]{2}\b")
#: Lists of checks, by what speaks them.
CHECKS = {"settings": RULES, "files": FILE_RULES, "helm values": values_findings.CHECKS, "audit": _audit.CHECKS}


def code():
    """The Python files of the plugins that may speak a rule."""
    return [path for path in sorted(PLUGINS.rglob("*.py")) if "_register" not in path.parts]


def texts_of(path):
    """The texts of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def named(path):
    """The ids in the texts of a file."""
    return set().union(*(ID.findall(text) for text in texts_of(path) if ID.fullmatch(text) or "RED-02" in text), set())


@pytest.mark.parametrize("entry", REGISTER.values(), ids=REGISTER)
def test_an_entry_is_complete(entry):
    assert ID.fullmatch(entry.id)
    assert entry.severity in SEVERITIES
    assert entry.title and not entry.title.endswith(".")
    assert entry.reason.endswith(".") and entry.fix.endswith((".", "}"))
    assert entry.where and set(entry.where) <= set(WHERE)
    assert all(release is None or is_release(release) for release in (entry.since, entry.until))
    for cause in entry.causes.values():
        assert cause.severity in ("", *SEVERITIES)
        assert cause.message.endswith((".", "}")) or not cause.message
        assert cause.fix.endswith((".", "?", "}")) or not cause.fix
        assert all(release is None or is_release(release) for release in (cause.since, cause.until))


def test_an_id_is_in_the_file_of_its_family():
    for family in _register.FAMILIES:
        prefix = family.__name__.rsplit("_", 1)[1].upper()
        assert {entry.id.split("-")[0] for entry in family.ENTRIES} == {prefix}
        assert [entry.id for entry in family.ENTRIES] == sorted(entry.id for entry in family.ENTRIES)


def test_every_id_that_is_spoken_is_registered_and_every_registered_id_is_spoken():
    assert set().union(*(named(path) for path in code())) == set(REGISTER)


@pytest.mark.parametrize("where", CHECKS)
def test_an_entry_names_what_speaks_it(where):
    assert {check.id for check in CHECKS[where]} <= {entry.id for entry in REGISTER.values() if where in entry.where}


@pytest.mark.parametrize("where", ["files", "audit"])
def test_what_an_entry_says_to_speak_it_does(where):
    assert {entry.id for entry in REGISTER.values() if where in entry.where} - {"ENV-30"} == {
        check.id for check in CHECKS[where]
    } - {"ENV-30"}


@pytest.mark.parametrize("decorator", [rule, lambda rule_id: file_rule(rule_id, "env_file")])
@pytest.mark.parametrize("rule_id", ["URL-99", "AUD-04"])
def test_a_check_of_an_unknown_id_or_place_fails_at_import(decorator, rule_id):
    with pytest.raises(LookupError, match=rule_id):
        decorator(rule_id)


def test_an_id_cannot_be_registered_twice(monkeypatch):
    monkeypatch.setattr(_register, "FAMILIES", (*_register.FAMILIES, _register.FAMILIES[0]))
    with pytest.raises(ValueError, match="twice"):
        _register._all()


def spoken_by_settings():
    """(id, cause) of each problem that a case of settings has."""
    for row in TABLE:
        settings = parse(example(row.base, **row.fires)).settings
        case = case_of(settings, PROVIDERS[settings.provider], plan.release_of(settings), datetime.date.today())
        for check in RULES:
            if check.id == row.rule and check.applies_to(case):
                for problem in check.check(case):
                    if counts(check.entry.cause(problem.cause), case.release):
                        yield check.id, problem.cause


def spoken_by_files():
    """(id, cause) of each problem that a case of files has."""
    for row in FILE_TABLE:
        if row.rule == "ENV-30":  # not parsed, so no rule of its own
            yield row.rule, ""
            continue
        for check in FILE_RULES:
            if (check.id, check.kind) == (row.rule, row.kind):
                for problem in check.check(READERS[row.kind](row.fires), Context(**row.context)):
                    yield check.id, problem.cause


#: Those of a certificate that depend on the day have tests of their own in test_rules.py.
ELSEWHERE = {("SAML-01", "expired"), ("SAML-01", "expires_soon"), ("SAML-01", "not_yet_valid")}


def test_every_cause_of_a_rule_on_settings_or_files_has_a_case():
    texts = set().union(*(texts_of(path) for path in (PLUGINS / "plugin_utils" / "_rules").glob("*.py")))
    rules = {check.entry.id: check.entry for check in (*RULES, *FILE_RULES)}
    causes = {(rule_id, name) for rule_id, entry in rules.items() for name in entry.causes if name in texts}
    causes |= {(rule_id, "") for rule_id, entry in rules.items() if entry.message}
    assert causes - {*spoken_by_settings(), *spoken_by_files()} == ELSEWHERE


ENTRY = Entry(
    "X-01",
    "error",
    "A title",
    ("settings",),
    "A reason.",
    "A fix.",
    causes={"milder": Cause("{option} is {what}.", severity="warning"), "other": Cause("{option}.", "Do {what}.")},
)


def test_a_finding_has_the_texts_of_its_cause_and_what_it_lacks_from_the_entry():
    assert ENTRY.finding("o", "milder", what="w") == ("X-01", "warning", "o", "o is w.", "A fix.")
    assert ENTRY.finding("o", "other", what="w{0}") == ("X-01", "error", "o", "o.", "Do w{0}.")


@pytest.mark.parametrize(("cause", "values"), [("unknown", {"what": "w"}), ("milder", {})])
def test_an_unknown_cause_or_a_missing_value_is_an_error(cause, values):
    with pytest.raises(KeyError):
        ENTRY.finding("o", cause, **values)


def test_a_place_is_not_a_value():
    assert at(3, option="x") == (3, "", {"option": "x"})


def test_templates_hold_names_of_values_only():
    for entry in REGISTER.values():
        for text in [entry.message, entry.fix, *(t for cause in entry.causes.values() for t in cause[:2])]:
            fields = [field[1:] for field in string.Formatter().parse(text) if field[1] is not None]
            assert not re.search(r"\w\{(?!place\})\w", text), "a page shows values in capitals"
            assert all(name.isidentifier() and (spec, conversion) == ("", None) for name, spec, conversion in fields), (
                text
            )


def test_what_a_provider_refuses_has_a_cause_in_the_entry_of_its_id():
    rows = {row for vendor in VENDORS.values() for row in (*vendor.refusals, *_vendor.AUTHORIZE, *_vendor.TOKEN)}
    assert all(f"refused_{row.about}" in REGISTER[row.rule].causes for row in rows if row.rule)
    for vendor in VENDORS.values():
        assert {"no_document", "document_elsewhere"} <= set(REGISTER[vendor.not_found].causes)
        assert "other_issuer" in REGISTER[vendor.other_issuer].causes
        assert {"not_configured", "no_keys"} <= set(REGISTER[vendor.other_keys].causes)
