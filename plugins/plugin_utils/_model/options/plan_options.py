# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan that is reviewed before it is applied: its file, its key, and what is written beside it."""

from __future__ import annotations

from ._option import Option

OPTIONS = (
    Option(
        "plan_file",
        "path",
        (
            (
                "Plan file on the controller. C(openmetadata.sso.plan) writes it: one JSON document, mode 0600, "
                "without secrets. C(openmetadata.sso.sso) applies what it holds and nothing else: a host whose plan or "
                "current state differs from it is refused before any host is changed, and a host that is not in it is "
                "not touched."
            ),
        ),
        example="plan.json",
    ),
    Option(
        "plan_file_key",
        "str",
        (
            (
                "Key of at least 16 characters that signs the plan file and makes the keyed hashes of secrets in it. "
                "Without it the file has a hash that notices accidents and not tampering, and secrets and the text of "
                "files are not compared."
            ),
        ),
        secret=True,
    ),
    Option(
        "plan_file_expires",
        "int",
        ("Seconds for which a plan file can be applied.",),
        default=86400,
        minimum=60,
    ),
    Option(
        "plan_read_hosts",
        "bool",
        (
            (
                "Whether C(openmetadata.sso.plan) reads the current state of each host for the plan file and the "
                "summary. Without it they do not say what changes, and C(openmetadata.sso.sso) does not compare the "
                "current state."
            ),
        ),
        default=True,
    ),
    Option(
        "plan_markdown",
        "path",
        ("File on the controller that receives the summary of the plan as Markdown, for a merge request.",),
        example="plan.md",
    ),
    Option(
        "plan_detailed_exitcode",
        "bool",
        (
            (
                "Let C(openmetadata.sso.plan) end with the exit code 0 where nothing changes, 2 where something "
                "changes, and 1 where the plan has an error or a host cannot be read."
            ),
        ),
        default=False,
    ),
)
