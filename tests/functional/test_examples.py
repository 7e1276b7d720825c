# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of the documentation, planned by Ansible as their readers would.

Each file as it is, secrets from variables.
"""

import yaml
from examples import EXAMPLES, FOLDER, SECRET
from lab.playbooks import Unsafe

VAULT = ("vault_om_sso_client_secret", "vault_om_sso_ldap_password", "vault_om_sso_trust_store_password")


def test_every_example_is_planned_and_says_whom_the_server_will_ask(each_controller):
    hosts = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))}
    each_controller.inventory(hosts, **{name: Unsafe(SECRET) for name in VAULT})
    run = each_controller.run("plan").passed()
    planned = run.planned()
    assert set(planned) == set(EXAMPLES)
    warned = {
        name: [finding for finding in part["findings"] if finding["severity"] != "info"]
        for name, part in planned.items()
    }
    assert {name: found for name, found in warned.items() if found} == {}
    assert run.output.count("OpenMetadata 1.12.14 on Docker Compose") == len(EXAMPLES)
    assert run.output.count("  provider  ") == len(EXAMPLES)
    assert SECRET not in run.output


def test_a_certificate_may_be_a_file_beside_the_inventory(controller):
    example = yaml.safe_load((FOLDER / "saml.yml").read_text(encoding="utf-8"))
    idp = example["om_sso_saml"]["idp"]
    (controller.folder / "idp.pem").write_text(idp.pop("idp_x509_certificate"), encoding="ascii")
    idp["idp_x509_certificate_file"] = "idp.pem"
    controller.inventory({"om-1": example})
    assert [
        finding
        for finding in controller.run("plan").passed().planned()["om-1"]["findings"]
        if finding["severity"] != "info"
    ] == []
    (controller.folder / "idp.pem").unlink()
    run = controller.run("plan").failed()
    assert "OPT-08   om_sso_saml.idp.idp_x509_certificate_file: " in run.output
    assert "SAML-01" not in run.output, "it was given, so it is not called missing"
