# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""openmetadata-ops.sh: what it does to the rows, and its exit codes."""

import pytest
import yaml
from om_simulator.store import AUTHENTICATION, AUTHORIZER, SETTINGS, USERS

HARD = "a \"b\" #c: 'd' \\ ${X} ä😀\u2028\u0085 {}"


def test_an_export_holds_the_secrets_and_comes_back_unchanged(installed, tmp_path):
    install = installed("1.12.14")
    running = install.start()
    wanted = running.sendable
    wanted["authenticationConfiguration"]["oidcConfiguration"].update(
        tenant="", secret=HARD, customParams={"a b": "1", "true": HARD}
    )
    assert running.call("PUT", "/api/v1/system/security/config", wanted, running.token())[0] == 200
    before = install.rows.all(SETTINGS)
    assert install.ops("get-security-config", "-o", tmp_path / "out.yaml").returncode == 0
    exported = yaml.safe_load((tmp_path / "out.yaml").read_text())
    assert exported["authenticationConfiguration"]["oidcConfiguration"]["secret"] == HARD
    install.rows.put(SETTINGS, AUTHENTICATION, {})
    assert install.ops("update-security-config", "-f", tmp_path / "out.yaml", "--force").returncode == 0
    assert install.rows.all(SETTINGS) == before


def test_an_export_without_rows_fails(installed, tmp_path):
    done = installed("1.12.14").ops("get-security-config", "-o", tmp_path / "out.yaml")
    assert (done.returncode, "No security configuration found" in done.stdout) == (1, True)


def test_an_update_replaces_the_section_that_the_file_has(installed, tmp_path):
    install = installed("1.12.14")
    running = install.start()
    (tmp_path / "in.yaml").write_text("authenticationConfiguration:\n  provider: okta\n  clientId: new\n")
    assert install.ops("update-security-config", "-f", tmp_path / "in.yaml", "--force").returncode == 0
    assert running.served["provider"] == "basic"
    assert install.rows.get(SETTINGS, AUTHENTICATION)["clientId"] == "new"
    assert "oidcConfiguration" not in install.rows.get(SETTINGS, AUTHENTICATION)
    assert install.rows.get(SETTINGS, AUTHORIZER)["adminPrincipals"] == ["admin"]


def test_an_update_asks_and_refuses_what_it_does_not_know(installed, tmp_path):
    install = installed("1.12.14")
    install.start()
    before = install.rows.all(SETTINGS)
    (tmp_path / "in.yaml").write_text("authenticationConfiguration:\n  provider: okta\n")
    assert install.ops("update-security-config", "-f", tmp_path / "in.yaml", stdin="no\n").returncode == 0
    assert install.ops("update-security-config", "-f", tmp_path / "in.yaml").returncode == 1
    (tmp_path / "in.yaml").write_text("authenticationConfiguration:\n  nonsense: 1\n")
    assert install.ops("update-security-config", "-f", tmp_path / "in.yaml", "--force").returncode == 1
    assert install.ops("update-security-config", "-f", tmp_path / "none.yaml", "--force").returncode == 1
    assert install.rows.all(SETTINGS) == before


def test_rows_that_are_removed_are_seeded_by_the_next_start(installed):
    install = installed("1.12.14")
    install.start()
    assert install.ops("remove-security-config", stdin="no\n").returncode == 0
    assert len(install.rows.all(SETTINGS)) == 2
    assert install.ops("remove-security-config", stdin="DELETE\n").returncode == 0
    assert install.rows.all(SETTINGS) == {}
    assert install.start(AUTHENTICATION_PROVIDER="okta").served["provider"] == "okta"


def test_an_old_release_knows_no_command_on_the_rows(installed):
    done = installed("1.9.7").ops("remove-security-config", "--force")
    assert done.returncode == 2


def test_a_user_is_made_for_basic_alone(installed):
    install = installed("1.12.14")
    install.start()
    assert install.ops("create-user", "-u", "jane@acme.io", "-p", "pw", "--admin").returncode == 0
    assert (install.rows.get(USERS, "jane")["password"], install.rows.get(USERS, "jane")["isAdmin"]) == ("pw", True)
    assert install.ops("create-user", "-u", "jane@acme.io", "-p", "pw").returncode == 0
    assert install.ops("create-user", "-u", "joe@acme.io", "-p", stdin="typed\n").returncode == 0
    assert install.rows.get(USERS, "joe")["password"] == "typed"
    assert install.ops("create-user", "-u", "jane", "-p", "pw").returncode == 1
    assert install.ops("reset-password", "-e", "jane@acme.io", "-p", "other").returncode == 0
    assert install.rows.get(USERS, "jane")["password"] == "other"


def test_which_provider_counts_depends_on_the_release(installed):
    for release, code in (("1.9.7", 1), ("1.12.14", 0)):
        install = installed(release, folder=release)
        install.start()
        done = install.ops("create-user", "-u", "jane@acme.io", "-p", "pw", AUTHENTICATION_PROVIDER="okta")
        assert done.returncode == code, done.stderr


def test_making_a_user_with_another_environment_seeds_the_rows_of_an_empty_database(installed):
    install = installed("1.12.14")
    assert install.ops("create-user", "-u", "jane@acme.io", "-p", "pw").returncode == 0
    assert install.start(AUTHENTICATION_PROVIDER="okta").served["provider"] == "basic"


def test_a_file_that_cannot_be_read_ends_every_command(installed):
    assert installed("1.12.14").ops("migrate", OIDC_CLIENT_SECRET="a: b").returncode == 1


@pytest.mark.parametrize(("fault", "written"), [("update_fails_before", False), ("update_fails_after", True)])
def test_an_update_can_fail_on_either_side_of_its_write(installed, tmp_path, fault, written):
    install = installed("1.12.14")
    install.start()
    (install.home / "faults" / fault).write_text("once\n")
    (tmp_path / "in.yaml").write_text("authenticationConfiguration:\n  provider: okta\n  clientId: new\n")
    command = ["update-security-config", "-f", tmp_path / "in.yaml", "--force"]
    assert install.ops(*command).returncode == 1
    assert (install.rows.get(SETTINGS, AUTHENTICATION)["clientId"] == "new") is written
    assert install.ops(*command).returncode == 0
    runs = [line.split()[1] for line in (install.home / "logs" / "ops.log").read_text().splitlines()]
    assert runs == ["update-security-config"] * 2
