# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of the stored rows are private, named by release and time, and kept once."""

import stat

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.row_exports import RowExports

WHEN = "2026-11-28 11:20:00"


@pytest.fixture
def kept(tmp_path):
    return RowExports(str(tmp_path))


def names(tmp_path):
    return sorted(path.name for path in (tmp_path / "exports").iterdir())


def test_an_export_is_private_and_named_by_release_and_time(kept, tmp_path):
    path = kept.keep("---\nsecret\n", "1.12.6", WHEN)
    assert path == str(tmp_path / "exports" / "rows-1.12.6-2026-11-28-112000.yml")
    assert stat.S_IMODE((tmp_path / "exports").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "exports" / names(tmp_path)[0]).stat().st_mode) == 0o600


def test_the_same_rows_of_a_release_are_kept_once_and_others_beside_them(kept, tmp_path):
    first = kept.keep("a", "1.12.6", WHEN)
    assert kept.keep("a", "1.12.6", "2026-11-29 00:00:00") == first
    assert len({first, kept.keep("b", "1.12.6", "2026-11-29 00:00:00"), kept.keep("a", "1.12.7", WHEN)}) == 3
    assert len(names(tmp_path)) == 3


def test_a_release_that_is_not_known_or_no_file_name_has_a_name_all_the_same(kept, tmp_path):
    kept.keep("a", None, WHEN)
    kept.keep("b", "../../etc/1.12", WHEN)
    assert all(name.startswith("rows-") and "/" not in name for name in names(tmp_path)) and len(names(tmp_path)) == 2


def test_a_folder_that_is_a_file_is_an_error(kept, tmp_path):
    (tmp_path / "exports").write_text("x")
    with pytest.raises(HostError) as error:
        kept.keep("a", "1.12.6", WHEN)
    assert "exports" in error.value.message
