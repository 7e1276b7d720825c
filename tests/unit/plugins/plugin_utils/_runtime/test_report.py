# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One document a run, to which processes side by side add their hosts."""

import json
import os
import stat

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import report

pytestmark = pytest.mark.usefixtures("run")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_hosts_are_added_one_after_the_other(run):
    path = run / "deep" / "report.json"
    report.add([str(path)], "sso", {"a": {"result": "changed"}})
    report.add([str(path)], "sso", {"b": {"result": "unchanged"}})
    assert read(path) == {
        "schema": 1,
        "verb": "sso",
        "hosts": {"a": {"result": "changed"}, "b": {"result": "unchanged"}},
    }


def test_an_earlier_part_of_a_host_stays_where_the_later_one_says_nothing(run):
    path = run / "report.json"
    report.add([str(path)], "sso", {"a": {"result": "planned", "provider": "auth0"}, "b": {"result": "planned"}})
    report.add([str(path)], "sso", {"a": {"result": "changed"}})
    hosts = read(path)["hosts"]
    assert hosts == {"a": {"result": "changed", "provider": "auth0"}, "b": {"result": "planned"}}


def test_a_later_part_of_a_host_replaces_an_earlier_one(run):
    path = run / "report.json"
    report.add([str(path)], "plan", {"a": {"result": "planned"}})
    report.add([str(path)], "sso", {"a": {"result": "changed"}})
    assert read(path) == {"schema": 1, "verb": "sso", "hosts": {"a": {"result": "changed"}}}


@pytest.mark.parametrize("before", ["{", "", '{"schema": 1, "hosts": {"old": {}}}'])
def test_the_report_of_another_run_is_started_anew(run, before):
    path = run / "report.json"
    path.write_text(before)
    report.add([str(path)], "plan", {"a": {}})
    assert list(read(path)["hosts"]) == ["a"]


def test_two_reports_of_a_run_are_two(run):
    report.add([str(run / "one.json")], "plan", {"a": {}})
    report.add([str(run / "two.json")], "plan", {"b": {}})
    assert (list(read(run / "one.json")["hosts"]), list(read(run / "two.json")["hosts"])) == (["a"], ["b"])


def test_processes_side_by_side_lose_nothing(run):
    path, children = run / "report.json", []
    for number in range(12):
        child = os.fork()
        if child == 0:
            report.add([str(path)], "sso", {f"host-{number}": {"ü": "\u2028"}})
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 12
    report.JOURNAL.finish()
    assert len(read(path)["hosts"]) == 12
    assert sorted(entry.name for entry in run.iterdir()) == ["report.json", "run"]


def test_a_home_is_found(run, monkeypatch):
    monkeypatch.setenv("HOME", str(run))
    report.add(report.paths({"om_sso_report_path": "~/report.json"}), "plan", {})
    assert (run / "report.json").exists()


def test_a_path_that_cannot_be_written_is_one_error_that_names_it(run):
    (run / "file").write_text("x")
    with pytest.raises(AnsibleActionFail) as error:
        report.add([str(run / "file" / "report.json")], "plan", {})
    assert str(error.value) == f"om_sso_report_path: could not write {run}/file/report.json: Not a directory."


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (None, []),
        ("", []),
        ("a.json", ["a.json"]),
        ("a.json, b.html", ["a.json", "b.html"]),
        (["a.json", "b c.html"], ["a.json", "b c.html"]),
        (["a.json", None, 5], ["a.json"]),
        (5, []),
    ],
)
def test_one_file_or_several(given, names):
    assert report.paths({"om_sso_report_path": given}) == [os.path.abspath(name) for name in names]


def test_the_name_of_a_file_says_what_is_written(run):
    names = ["a.json", "a.html", "a.xml", "a.sarif", "a.sarif.json", "a.prom", "a.txt"]
    report.add([str(run / name) for name in names], "plan", {"om-1": {"result": "planned"}})
    begins = {name: (run / name).read_text(encoding="utf-8").split("\n", 1)[0] for name in names}
    assert begins["a.json"] == begins["a.txt"] == begins["a.sarif"] == begins["a.sarif.json"] == "{"
    assert "sarif" in (run / "a.sarif.json").read_text(encoding="utf-8") and "sarif" not in (run / "a.json").read_text(
        encoding="utf-8"
    )
    assert begins["a.html"] == "<!DOCTYPE html>" and begins["a.xml"].startswith("<?xml")
    assert begins["a.prom"].startswith("# HELP openmetadata_sso_failed ")
    assert {name for name in names if not stat.S_IMODE((run / name).stat().st_mode) & 0o077} == {"a.html"}
