# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of an audit as text: complete, escaped, the same for the same input."""

import base64
import datetime
import hashlib
import html.parser
import json
import re
import time

import jinja2
import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._report import Run, pages, rule_pages
from ansible_collections.openmetadata.sso.plugins.plugin_utils._report._states import STATES
from fakes import audit_answers as answers

WHEN = datetime.datetime(2026, 11, 22, 6, 30)
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{ 7*7 }}"


def render(hosts, missing, release):
    return pages.write(Run("audit", hosts, missing, WHEN, release))


def part(answer, accepted=None):
    seen = _audit.Seen(answer)
    return audit.document(
        "bare_metal", seen.server["version"], seen.provider, None, _audit.judge(answer, accepted or {})
    )


def gone(reason="the host cannot be reached"):
    return audit.document(None, None, None, None, _audit.unseen(reason), reason)


@pytest.fixture(scope="module")
def hosts():
    """Worst last, so that sorting has to do something."""
    debug = answers.answer({answers.LOG_LEVEL: "DEBUG"})
    return {
        "good": part(answers.answer()),
        "stopped": part(answers.stopped()),
        "gone": gone(),
        "warned": part(debug),
        "worst": part(answers.default()),
    }


@pytest.fixture(scope="module")
def text(hosts):
    return render(hosts, ["late"], "1.2.3")


class Reader(html.parser.HTMLParser):
    """The tags of a page with their attributes, and the text in some of them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.texts, self._open = [], {}, ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_data(self, data):
        self.texts.setdefault(self._open, []).append(data)


def rows(text):
    """The hosts in the order of the table."""
    return re.findall(r'<th scope="row"><span>(.*?)</span>', text)


def test_the_worst_host_comes_first_and_a_good_one_last(text):
    assert rows(text) == ["worst", "warned", "gone", "late", "stopped", "good"]


def test_hosts_that_are_alike_are_in_the_order_that_people_count_in():
    alike = part(answers.answer())
    assert rows(render({f"om-{number}": alike for number in (10, 2, 1)}, [], "1")) == [
        "om-1",
        "om-2",
        "om-10",
    ]


def test_the_summary_counts_findings_and_hosts(text):
    counts = re.findall(r"<b>(\d+)</b> <span>(.*?)</span></button>", text)
    assert counts[:2] == [("7", "errors on 1 host"), ("2", "warnings on 2 hosts")]
    assert ("2", "hosts not checked") in counts
    assert "6 hosts" in text and "2026-11-22 06:30 UTC" in text and "openmetadata.sso 1.2.3" in text


def test_every_cell_has_its_reason_in_the_page(text):
    data = json.loads(re.search(r'id="data">(.*?)</script>', text, re.DOTALL).group(1))
    columns = len([check for check in _audit.CHECKS if not check.cluster])
    assert len(data["rows"]) == 6 and {len(row) for row in data["rows"]} == {columns}
    assert all(evidence for row in data["rows"] for evidence, _fix in row)
    assert text.count("<td><button type=") == 6 * columns


def test_checks_of_a_cluster_are_columns_where_one_is_on_the_page_and_apply_to_no_host(hosts):
    cluster = part(answers.answer(cluster=answers.CLUSTER))
    text = render({**hosts, "om-prod": cluster}, [], "1.2.3")
    data = json.loads(re.search(r'id="data">(.*?)</script>', text, re.DOTALL).group(1))
    assert {len(row) for row in data["rows"]} == {len(_audit.CHECKS)}
    assert text.count("Only for Kubernetes.") == 3 * (len(hosts) - 1), "a host that is gone was not checked"


def test_every_finding_stands_in_the_part_for_paper(hosts, text):
    below = text.split("All findings, by check")[1].split("<script")[0]
    for host, content in hosts.items():
        for finding in content["findings"]:
            assert host in below and jinja2.filters.escape(finding["message"]) in below


def test_a_sign_and_a_word_say_what_a_colour_says(text):
    for look, (sign, word) in STATES.items():
        for button in re.findall(
            rf'<button type="button" class="{look}"[^>]*aria-label="([^"]*)">(.*?)</button>', text
        ):
            assert button[0].endswith(word) and button[1] == sign


def test_headings_have_a_scope_and_the_page_a_language(text):
    reader = Reader(text)
    assert {attributes.get("scope") for tag, attributes in reader.tags if tag == "th"} == {"col", "row"}
    assert ("html", {"lang": "en"}) in reader.tags


def test_what_comes_from_hosts_is_text_wherever_it_stands():
    answer = answers.answer({answers.LOG_LEVEL: "DEBUG"})
    answer["settings"][answers.LOG_LEVEL]["where"] = HOSTILE
    made = render(
        {HOSTILE: part(answer, {"SES-06": HOSTILE}), "gone" + HOSTILE: gone(HOSTILE)}, [HOSTILE + "late"], HOSTILE
    )
    plain = render({"a": part(answers.answer({answers.LOG_LEVEL: "DEBUG"})), "b": gone()}, ["c"], "1")
    reader = Reader(made)
    assert [tag for tag, _attributes in reader.tags if tag in ("script", "img")] == [
        tag for tag, _attributes in Reader(plain).tags if tag in ("script", "img")
    ]
    assert "alert(1)</script>" not in made and "49" not in rows(made)[0]
    assert any(HOSTILE in "".join(texts) for texts in reader.texts.values())


def test_nothing_is_fetched_and_only_what_is_hashed_runs(text):
    reader = Reader(text)
    addresses = [
        value
        for _tag, attributes in reader.tags
        for name, value in attributes.items()
        if name in ("src", "href", "action", "srcset", "style")
    ]
    rules = {address for address in addresses if address.startswith(rule_pages.RULES)}
    assert set(addresses) - rules == {"data:,"} and rules
    assert not re.search(r"url\(|@import", text)
    policy = next(
        attributes["content"]
        for tag, attributes in reader.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    for kind in ("style", "script"):
        inline = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        assert len(inline) == 1
        assert "sha256-" + base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode() in policy


def test_the_same_input_makes_the_same_bytes(hosts, text):
    assert render(dict(reversed(hosts.items())), ["late"], "1.2.3") == text
    later = pages.write(Run("audit", hosts, ["late"], WHEN + datetime.timedelta(hours=1), "1.2.3"))
    assert later.replace("07:30 UTC", "06:30 UTC") == text


def test_a_thousand_hosts_make_a_page_of_bounded_size():
    parts = [part(answers.default()), part(answers.answer()), part(answers.stopped())]
    begin = time.process_time()
    made = render({f"om-{number}": parts[number % 3] for number in range(1000)}, [], "1.2.3")
    assert len(made) < 5_000_000
    assert time.process_time() - begin < 10
