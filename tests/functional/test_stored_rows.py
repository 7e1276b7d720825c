# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stored rows: which layer wins is said, our fields are brought in line, everything else stays."""

import json
import subprocess

import pytest
from lab import rows
from lab.direct import Host
from lab.installation import Installation

RELEASES = ("1.10.14", "1.12.14", "2.0.7")
STALE = rows.authentication(clientId="StaleClient")


@pytest.fixture(scope="module", params=RELEASES)
def kept(request, install, operator):
    """A host after its first SSO, with fields that an administrator set elsewhere."""
    host = Host(install(f"om-{request.param}", request.param).start(), operator)
    rows.change(host.install, rows.FOREIGN)
    host.apply().passed()
    host.install.keep()
    return host


@pytest.fixture
def host(kept):
    """The same as it was then."""
    kept.install.back()
    return kept


@pytest.fixture(scope="module")
def old(install, operator):
    """A host with 1.9, which reads its files."""
    host = Host(install("om-1.9.7").start(), operator)
    host.apply().passed()
    host.install.keep()
    return host


def drift(answer):
    """The fields that differ."""
    return [row["field"] for row in answer["effective"] if row["status"] == "drift"]


def test_verify_says_which_layer_wins_and_names_the_field(host):
    rows.change(host.install, STALE)
    host.restart()
    text = host.table()
    assert "drift       in 1 of" in text and "reads the stored rows, not the files" in text
    line = next(line for line in text.splitlines() if line.split()[:1] == ["clientId"])
    assert line.split() == ["clientId", "Kx81abcdefgh", "same", "StaleClient", "StaleClient"]
    assert drift(host.verify()) == ["clientId"]


def test_a_release_that_reads_files_is_not_judged_by_its_rows(old):
    rows.change(old.install.back(), STALE)
    old.restart()
    assert "verified" in old.table() and "stored rows" not in old.table()
    assert rows.ops_runs(old.install) == []


def test_what_an_administrator_set_elsewhere_stays(host):
    rows.change(host.install, STALE)
    pid = host.install.pid
    done = host.apply().passed()
    assert (done["rows"], done["restarted"], any(file["changed"] for file in done["files"])) == (
        ["clientId"],
        True,
        False,
    )
    assert host.install.pid != pid
    stored = rows.read(host.install)
    assert stored["authenticationConfiguration"]["clientId"] == "Kx81abcdefgh"
    assert rows.holds(stored, rows.FOREIGN)
    assert host.install.served()["clientId"] == "Kx81abcdefgh"


def test_the_export_is_kept_when_asked_and_else_removed(host):
    for keep in (False, True):
        rows.change(host.install, STALE)
        host.apply(om_sso_keep_export=keep).passed()
        exports = sorted((host.install.state / "exports").glob("*")) if keep else []
        assert len(exports) == keep and (host.install.state / "exports").exists() is keep
    assert oct(exports[0].stat().st_mode)[-3:] == "600" and oct(exports[0].parent.stat().st_mode)[-3:] == "700"
    assert "StaleClient" in exports[0].read_text(encoding="utf-8"), "it is the way back to what was there"


def test_the_second_run_changes_nothing(host):
    before, pid = rows.read(host.install), host.install.pid
    done = host.apply().passed()
    assert (done["changed"], done["restarted"], done["rows"]) == (False, False, [])
    assert (rows.read(host.install), host.install.pid) == (before, pid)
    assert "update-security-config" not in rows.ops_runs(host.install)[-2:]


def test_drift_of_a_secret_is_seen_and_shown_as_a_hash(host):
    rows.change(host.install, rows.authentication(oidcConfiguration={"secret": "somebody-elses"}))
    answer = host.verify()
    row = next(row for row in answer["effective"] if row["field"] == "oidcConfiguration.secret")
    assert row["status"] == "drift" and row["wanted"] == row["file"] != row["stored"]
    assert all(row[cell].startswith("sha256:") for cell in ("wanted", "file", "stored"))
    assert "somebody-elses" not in json.dumps(answer) and "a-secret-of-auth0" not in json.dumps(answer)
    assert host.apply().passed()["rows"] == ["oidcConfiguration.secret"]
    assert rows.read(host.install)["authenticationConfiguration"]["oidcConfiguration"]["secret"] == "a-secret-of-auth0"


def test_check_mode_predicts_the_rows_and_the_diff_is_masked(host):
    rows.change(
        host.install, rows.authentication(clientId="StaleClient", oidcConfiguration={"secret": "somebody-elses"})
    )
    before, pid = rows.read(host.install), host.install.pid
    predicted = host.apply(check=True).passed()
    assert (rows.read(host.install), host.install.pid) == (before, pid)
    assert (predicted["changed"], predicted["would_restart"], predicted["restarted"]) == (True, True, False)
    shown = next(entry for entry in predicted["diff"] if entry["after_header"] == "stored rows")
    assert 'clientId: "StaleClient"' in shown["before"] and 'clientId: "Kx81abcdefgh"' in shown["after"]
    assert "secret: <sha256:" in shown["before"] and "somebody-elses" not in json.dumps(predicted)
    assert host.apply().passed()["rows"] == predicted["rows"] == ["clientId", "oidcConfiguration.secret"]


def test_rows_are_left_alone_when_asked(host):
    rows.change(host.install, STALE)
    host.restart()
    before = rows.read(host.install)
    done = host.apply(om_sso_stored_configuration="ignore").passed()
    assert rows.read(host.install) == before
    assert any("left alone as asked" in note and "'StaleClient'" in note for note in done["notes"])


def test_a_stopped_server_is_started_with_the_right_rows(host):
    rows.change(host.install, STALE)
    host.install.stop()
    done = host.apply().passed()
    assert done["rows"] == ["clientId"] and host.install.served()["clientId"] == "Kx81abcdefgh"
    assert rows.holds(rows.read(host.install), rows.FOREIGN)


def test_a_replica_that_started_before_the_rows_changed_is_found_and_restarted(host):
    """The rows are right, and so are the files; only what is served tells."""
    rows.change(host.install, STALE)
    host.restart()
    rows.change(host.install, rows.authentication(clientId="Kx81abcdefgh"))
    assert drift(host.verify()) == ["clientId"]
    pid = host.install.pid
    done = host.apply().passed()
    assert (done["rows"], done["restarted"]) == ([], True)
    assert host.install.pid != pid and host.install.served()["clientId"] == "Kx81abcdefgh"


def upgrade(host, release, *options):
    """What an operator does: the new release over the old one, on the same database and ports."""
    host.install.stop()
    home, ports = host.install.home, (host.install.port, host.install.admin_port)
    Installation.unpack(home, release, ports, *options)
    host.install.start()


@pytest.mark.parametrize("release", RELEASES)
def test_an_upgrade_onto_stale_rows_is_found(old, release):
    """1.9 seeded the rows at its first start, before SSO was configured, and did not read them."""
    old.install.back()
    upgrade(old, release)
    assert old.install.served()["provider"] == "basic"
    text = old.table()
    assert f"this release ({release}) reads the stored rows, not the files" in text
    assert "provider" in drift(old.verify()) and not any(file["changed"] for file in old.verify()["files"])
    assert "provider" in old.apply().passed()["rows"]
    assert old.install.served()["provider"] == "auth0"


def ops(install, *arguments):
    """What an operator runs by hand."""
    command = ["bootstrap/openmetadata-ops.sh", *arguments]
    subprocess.run(command, cwd=install.home, env=install.environ(), check=True, capture_output=True)


def test_what_a_downgrade_loses_is_kept_and_can_be_restored(install, operator):
    """The older release does not know a field, and its start overwrites the whole row."""
    host = Host(install("downgraded", "2.0.7").start(), operator)
    theirs = {"maxActiveSessionsPerUser": 3, "ldapConfiguration": {"host": "ldap.acme.io", "port": 636}}
    host.apply().passed()
    rows.change(host.install, rows.authentication(**theirs))
    host.apply().passed()
    upgrade(host, "1.12.14")
    assert not rows.holds(rows.read(host.install), rows.authentication(**theirs))
    assert "WARNING  UPG-04   The server is 1.12.14, and its stored rows were last verified with 2.0.7" in host.table()
    finding = next(one for one in host.apply().passed()["findings"] if one["rule"] == "UPG-04")
    (export,) = (host.install.state / "exports").iterdir()
    assert finding["severity"] == "warning" and str(export) in finding["fix"]
    assert "UPG-04" not in host.table(), "it was said"
    upgrade(host, "2.0.7")
    ops(host.install, "update-security-config", "-f", str(export), "--force")
    host.restart()
    assert rows.holds(rows.read(host.install), rows.authentication(**theirs))
    done = host.apply().passed()
    assert (done["rows"], [one["severity"] for one in done["findings"]]) == ([], ["info"])


def test_a_plan_for_an_older_release_changes_nothing_and_keeps_the_rows(host):
    before, pid = rows.read(host.install), host.install.pid
    error = host.apply(om_sso_openmetadata_version="1.9").failed()
    assert [finding["rule"] for finding in error["findings"]] == ["MISC-01"]
    (export,) = (host.install.state / "exports").iterdir()
    assert error["fix"].endswith(f"are kept in {export}.") and "tester" in export.read_text(encoding="utf-8")
    assert (rows.read(host.install), host.install.pid) == (before, pid)


@pytest.mark.parametrize("release", RELEASES)
def test_the_first_start_seeds_the_rows_from_our_files(install, operator, release):
    host = Host(install(f"fresh-{release}", release), operator)
    host.apply().passed()
    assert rows.read(host.install)["authenticationConfiguration"]["clientId"] == "Kx81abcdefgh"
    assert "update-security-config" not in rows.ops_runs(host.install)
    assert host.apply().passed()["changed"] is False


@pytest.mark.parametrize("reads_rows", ["true", "false"])
def test_both_ways_of_the_first_release_that_reads_rows(install, operator, reads_rows):
    """1.10.0 is the first one, by its documentation.

    Were it not, the files would decide: rows are brought in line all the same, and served is what is planned.
    """
    host = Host(
        install(f"inferred-{reads_rows}", "1.10.0", "--switch", f"runs_from_rows={reads_rows}").start(), operator
    )
    host.apply().passed()
    assert host.install.served()["clientId"] == "Kx81abcdefgh"
    rows.change(host.install, STALE)
    host.restart()
    assert host.install.served()["clientId"] == ("StaleClient" if reads_rows == "true" else "Kx81abcdefgh")
    assert drift(host.verify()) == ["clientId"]
    host.apply().passed()
    assert host.verify()["rows"] == [] and drift(host.verify()) == []


def test_a_release_without_the_ops_command_is_told_and_untouched(install, operator):
    """[I] 1.10.0 is the first release with get- and update-security-config; its notes name the removing one alone."""
    host = Host(install("no-ops", "1.10.0", "--switch", "security_ops=false").start(), operator)
    before = host.install.tree(), rows.read(host.install), host.install.pid
    error = host.apply().failed()
    assert "The stored rows could not be read: openmetadata-ops.sh ended with exit status 2" in error["message"]
    assert (host.install.tree(), rows.read(host.install), host.install.pid) == before
    host.apply(om_sso_stored_configuration="ignore").passed()


@pytest.mark.parametrize("seeds", ["true", "false"])
def test_both_ways_of_whether_1_9_seeds_rows(install, operator, seeds):
    """[I] 1.9 writes rows. Were it not so, the newer release would seed them from our files at its first start."""
    host = Host(install(f"seeds-{seeds}", "1.9.7", "--switch", f"seeds_rows={seeds}").start(), operator)
    host.apply().passed()
    upgrade(host, "1.12.14")
    assert host.install.served()["provider"] == ("basic" if seeds == "true" else "auth0")
    assert bool(drift(host.verify())) is (seeds == "true")
