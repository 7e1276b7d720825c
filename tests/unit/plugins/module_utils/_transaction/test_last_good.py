# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last good configuration counts when a run of this host recorded it, and names files of the deployment alone."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._system import keyed_record
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_change import FileChange
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.last_good import LastGood


@pytest.fixture
def there(tmp_path):
    path = tmp_path / "openmetadata-sso.env"
    path.write_text("A=1\n")
    return path


@pytest.fixture
def kept(tmp_path, there):
    keyed_record.key_of(str(tmp_path), True)
    record = LastGood(str(tmp_path), lambda path: path == str(there))
    record.keep("f", "1.12.6", [FileChange(str(there), "A=1\n", 0o600)], None, {}, None, None)
    return record


def test_what_was_kept_is_read(kept, there):
    (entry,) = kept.read()["files"]
    assert (entry["path"], entry["text"]) == (str(there), "A=1\n") and kept.fingerprint() == "f"


def change(entry, **changes):
    return {**entry, "files": [{**entry["files"][0], **changes}]}


@pytest.mark.parametrize(
    "changes",
    [{"path": "/etc/shadow"}, {"text": None}, {"mode": "0600"}, {"owner": [0]}, {"owner": ["root", "root"]}],
    ids=lambda changes: next(iter(changes)),
)
def test_another_form_or_file_does_not_count(kept, changes):
    kept.record.write(change(kept.read(), **changes))
    assert kept.read() is None and kept.record.broken and kept.fingerprint() is None
    assert kept.rows_of_another_release("1.12.7") is None


def test_what_another_hand_changed_does_not_count(kept, tmp_path):
    path = tmp_path / "last_good.json"
    path.write_text(path.read_text().replace("A=1", "A=2"))
    assert kept.read() is None and "changed since" in kept.record.broken
