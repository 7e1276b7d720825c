# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be in the place of a file that the controller reads or writes; docs/contribute/faults.md is written from it.

``tests/unit/plugins/action/test_odd_files.py`` does what is listed here.
"""

READ, WRITTEN, BOTH = "read", "written", "read and written"

#: {what the file is: (its path below a folder of the test, what is done with it)}
PLACES = {
    "om_sso_report_path": ("there/report.json", WRITTEN),
    "om_sso_plan_file": ("there/plan.json", READ),
    "om_sso_client_secret_file": ("there/client", READ),
    "om_sso_helm_values_files": ("there/values.yaml", READ),
    "om_sso_preflight_ca_file": ("there/ca.pem", READ),
    "om_sso_saml.idp.idp_x509_certificate_file": ("there/idp.pem", READ),
    "om_sso_render_directory: helm.values.yaml": ("out/om-1/helm.values.yaml", BOTH),
    "om_sso_render_directory: the folder of a host": ("out/om-1", WRITTEN),
    "om_sso_adopt_directory: om_sso.yml": ("adopted/om-1/om_sso.yml", BOTH),
    "om_sso_adopt_directory: om_sso.vault.yml": ("adopted/om-1/om_sso.vault.yml", BOTH),
    "om_sso_kubernetes_kubeconfig": ("there/kubeconfig", READ),
    "om_sso_kubernetes_chart: Chart.yaml": ("chart/Chart.yaml", READ),
    "om_sso_kubernetes_chart: a template": ("chart/templates/a.yaml", READ),
    "the journal of a run": ("om_sso_journal", BOTH),
    "values from one task to the next": ("om_sso_values", READ),
}
NOT_FILES = ("directory", "fifo", "socket", "device", "loop")
FIXED = ("immutable", "bind mount")

REFUSED = "a clear error, and it stays"
REPLACED = "the link is replaced"


def cases():
    """(kind, place, what must come of it) of every case."""
    for place, (_path, use) in PLACES.items():
        for kind in NOT_FILES:
            if kind == "directory" and place.endswith(("the folder of a host", "a template")):
                continue  # as it may be
            yield kind, place, REPLACED if kind == "loop" and place == "om_sso_report_path" else REFUSED
        if use != WRITTEN and "template" not in place and "journal" not in place:
            yield "huge", place, REFUSED
    yield from ((kind, "om_sso_report_path", REFUSED) for kind in FIXED)
