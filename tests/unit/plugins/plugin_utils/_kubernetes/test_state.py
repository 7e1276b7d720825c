# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept in the cluster between runs, and the way back of a change."""

from types import SimpleNamespace

from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import state, transaction


class Kept:
    """A cluster that holds one Secret."""

    namespace, release = "data", "om"

    def __init__(self):
        self.secret, self.writes = None, 0

    def put(self, manifest):
        self.secret, self.writes = manifest, self.writes + 1


def read(cluster):
    return state.State(cluster, "openmetadata-sso-state", cluster.secret)


def test_what_was_written_is_read_again_and_the_same_verification_is_not_written_twice():
    cluster = Kept()
    read(cluster).keep(fingerprint="f", values={"a": 1})
    again = read(cluster)
    assert (again.last_good["fingerprint"], again.last_good["values"], again.journal) == ("f", {"a": 1}, None)
    again.keep(fingerprint="f", values={"a": 1})
    assert cluster.writes == 1
    assert again.key == read(cluster).key


def test_the_same_verification_ends_a_change_too():
    cluster = Kept()
    read(cluster).keep(fingerprint="f")
    changing = read(cluster)
    changing.begin(revision=3, rows=None)
    changing.keep(fingerprint="f")
    assert read(cluster).journal is None


def test_a_transaction_uses_the_state_that_was_read_under_the_lock():
    """With the one from before the journal of a change would stay, and the next run would undo it."""
    release = SimpleNamespace(cluster=None, state="before")
    made = transaction.Transaction(release, "/nowhere")
    release.state = "under the lock"
    assert made.state == "under the lock"
