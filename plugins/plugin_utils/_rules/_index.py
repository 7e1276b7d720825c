# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that are no rule function, because they belong to reading the variables or to the host: (id, severity, what holds)."""

from __future__ import annotations

OTHERS = (
    ("OPT-01", "error", "A variable with the collection's prefix is one of its variables"),
    ("OPT-02", "error", "A value has the type or is one of the choices of its variable"),
    ("OPT-03", "error", "A variable that is needed is there"),
    ("OPT-04", "warning", "A variable of another provider is not set"),
    ("OPT-05", "error", "The release is written as a release"),
    ("OPT-06", "error", "A folder is an absolute path"),
    ("OPT-07", "error", "A variable's expression or lookup can be evaluated"),
    ("OPT-08", "error", "A file on the controller can be read, and is set instead of its text"),
    ("MISC-02", "warning", "No option that says which other provider is meant"),
    ("UPG-01", "warning", "A value that was given is one that the target release reads"),
    ("UPG-02", "warning", "The target release reads files as the present one does"),
    ("UPG-03", "error", "The target release is a later one"),
    ("URL-17", "error", "The provider is one that is known, in lower case"),
    ("MISC-01", "error", "The server is of the release that was named (seen on the host)"),
    (
        "ENV-25",
        "error",
        "openmetadata.yaml has no hand-written value where a variable should decide (seen on the host)",
    ),
    ("ENV-26", "error", "openmetadata-env.sh does not set a variable of the plan as well (seen on the host)"),
    ("ENV-31", "warning", "A file that the collection wrote is as it wrote it (seen on the host)"),
    ("ENV-34", "warning", "A file that has a say can be read (seen on the host)"),
    ("ADO-01", "error", "Adopt: role variables give every value that the server works with"),
    ("ADO-02", "error", "Adopt: every secret can be read"),
    ("ADO-03", "info", "Adopt: stored rows are as files and environment"),
    ("ADO-04", "warning", "Adopt: the inventory says nothing else yet"),
    ("ADO-05", "error", "Adopt: the file to write is one that it wrote itself, and that nobody has edited"),
    ("ADO-06", "warning", "Adopt: an encrypted file can be compared"),
    ("ADO-07", "info", "Adopt: what is set has an effect for the provider and flow"),
    ("ADO-08", "error", "Adopt: the server's provider and configuration can be read"),
    ("ADO-09", "warning", "Adopt: the server serves what its configuration says"),
    ("PRE-01", "warning", "The identity provider answers (an error with om_sso_preflight: required)"),
    ("PRE-02", "error", "The identity provider knows the client, and it is switched on"),
    ("PRE-03", "error", "The identity provider does not refuse the request in words of its own"),
    ("PRE-04", "error", "A file that preflight is to read can be read"),
    ("HELM-02", "error", "A values file of the chart can be read and is YAML"),
    ("HELM-03", "error", "Names of Kubernetes are names that it takes"),
    ("K8S-01", "error", "A Secret that others keep has every key that the values refer to (seen in the cluster)"),
)
