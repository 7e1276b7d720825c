# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept in the cluster between runs: the last good configuration and the journal."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import state


class Kept:
    """A cluster that holds one Secret."""

    namespace, release = "data", "om"

    def __init__(self):
        self.secret, self.writes, self.refuses = None, 0, False

    def put(self, manifest):
        if self.refuses:
            raise HostError("The service account may not patch secrets.")
        self.secret, self.writes = manifest, self.writes + 1


def read(cluster):
    return state.State(cluster, "openmetadata-sso-state", cluster.secret)


def test_what_was_written_is_read_again_and_the_same_configuration_is_not_written_twice():
    cluster = Kept()
    read(cluster).keep(fingerprint="f", values={"a": 1})
    again = read(cluster)
    assert (again.last_good["fingerprint"], again.last_good["values"], again.journal) == ("f", {"a": 1}, None)
    again.keep(fingerprint="f", values={"a": 1})
    assert cluster.writes == 1
    assert again.key == read(cluster).key


def test_rows_of_another_release_are_exported_and_the_last_three_are_kept():
    cluster, said = Kept(), []
    for version in ("1.10.1", "1.11.0", "1.12.6", "1.13.1", "1.12.6"):
        said.append(read(cluster).keep(version=version, rows=f"rows of {version}"))
        read(cluster).keep(version=version, rows=f"newer rows of {version}")
    assert said == [None, "1.10.1", "1.11.0", "1.12.6", "1.13.1"]
    changing = read(cluster)
    assert changing.exports == {version: f"newer rows of {version}" for version in ("1.11.0", "1.12.6", "1.13.1")}
    changing.begin(revision=4)
    changing.close()
    assert list(read(cluster).exports) == ["1.11.0", "1.12.6", "1.13.1"], "a journal does not lose them"


@pytest.mark.parametrize("before", [{"version": "1.9.7", "rows": None}, {"version": None, "rows": "rows"}, {}])
def test_without_rows_or_a_known_release_nothing_is_exported(before):
    cluster = Kept()
    read(cluster).keep(fingerprint="f", **before)
    read(cluster).keep(fingerprint="f", version="1.12.6", rows="new")
    assert read(cluster).exports == {}


def test_the_same_configuration_closes_the_journal_too():
    cluster = Kept()
    read(cluster).keep(fingerprint="f")
    changing = read(cluster)
    changing.begin(revision=3, rows=None)
    changing.keep(fingerprint="f")
    assert read(cluster).journal is None


def test_a_note_is_in_the_cluster_and_in_the_open_journal():
    cluster = Kept()
    changing = read(cluster)
    entry = changing.begin(revision=3, rows="rows", restarted=False)
    changing.note(rows=None)
    assert entry is changing.journal
    assert (entry["rows"], entry["revision"], read(cluster).journal) == (None, 3, entry)


STEPS = {
    "begin": lambda changing: changing.begin(revision=4),
    "note": lambda changing: changing.note(restarted=True),
    "close": lambda changing: changing.close(),
    "keep": lambda changing: changing.keep(fingerprint="new"),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_what_could_not_be_written_is_not_taken_for_written(step):
    """Else a change whose last good configuration was refused would not be restored."""
    cluster = Kept()
    read(cluster).keep(fingerprint="old")
    changing = read(cluster)
    changing.begin(revision=3, restarted=False)
    before = changing.journal.copy()
    cluster.refuses = True
    with pytest.raises(HostError):
        step(changing)
    assert (changing.journal, changing.last_good["fingerprint"]) == (before, "old")


def test_nothing_is_written_to_close_a_journal_that_is_closed():
    cluster = Kept()
    read(cluster).close()
    assert cluster.writes == 0
