# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a comparison as text: everything is there, once, escaped."""

import html.parser
import re

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._register import REGISTER
from ansible_collections.openmetadata.sso.plugins.plugin_utils._report import Run, code_face, pages, rule_pages
from fakes import report_parts

ROOT = rule_pages.__file__.rsplit("/plugins/", 1)[0]


def page(hosts=None, verb="verify", missing=("om-late",)):
    return pages.write(
        Run(verb, report_parts.verified() if hosts is None else hosts, missing, report_parts.WHEN, "1.2.3")
    )


def without_tags(text):
    reader, words = html.parser.HTMLParser(), []
    reader.handle_data = words.append
    reader.feed(text)
    return " ".join("".join(words).split())


def test_the_worst_host_is_first_and_one_that_nobody_spoke_of_is_there():
    hosts = re.findall(r'<th scope="row"><span>(.*?)</span>', page(), re.DOTALL)
    assert hosts[0] == "om-2" and hosts[-1] == "om-10" and "om-late" in hosts and len(hosts) == 5


def test_each_finding_is_there_once_with_its_hosts_and_its_rule():
    text = page()
    assert text.count("Each sign-in asks.") == 1
    assert "2 hosts: om-2, om-10" in text
    assert f'<a href="{rule_pages.RULES}/FLOW-12.md" rel="noreferrer">FLOW-12</a>' in text
    assert REGISTER["FLOW-12"].title in without_tags(text)


def test_fields_that_differ_are_a_table_and_those_as_planned_are_not():
    text = page()
    fields = text.split("Fields that differ from the plan")[1].split("<script")[0]
    assert "<code>provider</code>" in fields and "callbackUrl" not in fields
    assert "<td>a, b</td>" in fields and "<td>(empty)</td>" in fields and "<td>not read</td>" in fields
    assert "2 of 3 fields differ, 1 unknown" in text


@pytest.mark.parametrize(
    ("verb", "words"),
    [("plan", "would be written"), ("verify", "differs from the plan"), ("sso", ": written")],
)
def test_a_file_is_told_of_as_the_verb_treats_it(verb, words):
    text = page(verb=verb)
    assert f"/opt/om/openmetadata-sso.env{':' if words[0] != ':' else ''} {words}".replace(" :", ":") in text
    assert ("Nothing was changed." in text) is (verb != "sso")


def test_a_run_without_findings_says_so():
    text = page({"om-1": report_parts.part()}, missing=())
    assert "There is none." in text and "Fields that differ" not in text and "as planned" in text


def test_names_are_in_a_code_face_and_nothing_else_is():
    assert code_face.marked("Set om_sso_max_age: 0 in <x>; run openmetadata.sso.sso. A_ b LOG_LEVEL") == (
        "Set <code>om_sso_max_age: 0</code> in &lt;x&gt;; run <code>openmetadata.sso.sso</code>. "
        "A_ b <code>LOG_LEVEL</code>"
    )


def test_what_comes_from_hosts_is_text():
    plain = page({"a": report_parts.part()}, missing=())
    made = page()
    tags = re.compile(r"<(script|img|iframe|object)\b")
    assert len(tags.findall(made)) == len(tags.findall(plain)) == 2
    assert "49" not in made.split("<tbody>")[1].split("</tbody>")[0]


def test_every_rule_has_the_page_that_is_linked(tmp_path):
    del tmp_path
    from pathlib import Path

    import yaml

    assert yaml.safe_load(Path(ROOT, "galaxy.yml").read_text(encoding="utf-8"))["repository"] == rule_pages.PROJECT
    names = {rule_pages.page_of(rule).removeprefix(f"{rule_pages.PROJECT}/blob/main/") for rule in (*REGISTER, "NO-1")}
    assert [name for name in names if not Path(ROOT, name).is_file()] == []
