# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The summary is printed once, at the end, to stderr."""

from ansible import constants
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import summary


def test_it_is_printed_at_the_end_alone(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", str(tmp_path))
    summary.add("sso", False, {"a": "changed"}, ["/home/ann/report.json"])
    summary.add("sso", False, {"b": "failed"}, [])
    summary.add("sso", False, {}, [])
    assert capsys.readouterr() == ("", "")
    summary.JOURNAL.finish()
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[:3] == ["SUMMARY", "  changed     1 of 2: a", "  failed      1 of 2: b"]
    assert err.splitlines()[3].endswith("/report.json")
    summary.JOURNAL.finish()
    assert capsys.readouterr() == ("", ""), "once"
