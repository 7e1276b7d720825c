# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where OpenMetadata runs and how a run behaves."""

from __future__ import annotations

from ..deployments import DEPLOYMENTS
from ._option import Option

OPTIONS = (
    Option(
        "openmetadata_version",
        "str",
        ("Release of OpenMetadata, for example C(1.12.14).", "Asked from the running server when it is left out."),
        example="1.12.14",
    ),
    Option(
        "target_version",
        "str",
        ("A release that you want to upgrade to: the plan also says what would break there. Nothing is upgraded.",),
        example="2.0.7",
    ),
    Option(
        "deployment",
        "str",
        ("How the server is installed.",),
        choices=tuple(DEPLOYMENTS),
        required=True,
    ),
    Option(
        "compose_directory",
        "path",
        ("Project directory of Docker Compose on the host. Required with C(docker_compose).",),
        example="/opt/openmetadata-docker",
    ),
    Option(
        "compose_files",
        "list",
        (
            (
                "The Compose files of the project, relative to the project directory, "
                "when they are not found by Compose itself."
            ),
            "They are never edited.",
        ),
        example=["docker-compose-postgres.yml"],
    ),
    Option("compose_project", "str", ("Name of the Compose project when it is not the directory's name.",)),
    Option(
        "compose_services",
        "list",
        ("Services that read OpenMetadata's configuration.",),
        default=["openmetadata-server", "execute-migrate-all"],
    ),
    Option("home", "path", ("Installation folder on a bare-metal host.",), default="/opt/openmetadata"),
    Option(
        "service",
        "str",
        (
            "Systemd unit of a bare-metal server.",
            "The empty string when the server is run by C(bin/openmetadata.sh) without systemd.",
        ),
        default="openmetadata.service",
    ),
    Option(
        "user",
        "str",
        ("User that a bare-metal server runs as; owner of files that the server itself reads.",),
        default="openmetadata",
    ),
    Option(
        "stored_configuration",
        "str",
        (
            "From OpenMetadata 1.10 on rows in its database decide, and files only seed them at the first start.",
            (
                "C(reconcile) brings our fields of the rows in line by the ops command on the host and leaves the "
                "others alone; C(ignore) leaves the rows alone and only says what is served."
            ),
        ),
        default="reconcile",
        choices=("reconcile", "ignore"),
    ),
    Option(
        "keep_export",
        "bool",
        (
            (
                "Keep the export of the stored rows from before a change on the host, in C(exports) of the state "
                "folder, mode 0600. It holds the rows' secrets."
            ),
            "Otherwise it is removed as soon as the change is verified.",
        ),
        default=False,
    ),
    Option(
        "admin_token",
        "str",
        (
            (
                "Token of an administrator, for bots, pipelines and the shipped administrator. With it the stored rows "
                "of OpenMetadata 1.10 and newer are changed through the server's own validation and without a restart "
                "for them; otherwise the ops command does it. A bot's token is best, since people see masked secrets."
            ),
        ),
        secret=True,
    ),
    Option(
        "cluster",
        "str",
        ("Name that the replicas of one server share, which use one database. They are restarted one at a time.",),
        example="production",
    ),
    Option(
        "recover_to",
        "str",
        (
            (
                "What the playbook C(openmetadata.sso.recover) restores, which needs no token and no working sign-in: "
                "C(last_good), the configuration that was last verified on the host, or C(basic), OpenMetadata's own "
                "user names and passwords. It does nothing without this."
            ),
        ),
        choices=("last_good", "basic"),
    ),
    Option(
        "recover_self_signup",
        "bool",
        (
            "Whether everybody who reaches the server may make an account after it was restored to C(basic). "
            "O(om_sso_self_signup) does not count there: it means people whom an identity provider has let in.",
        ),
        default=False,
    ),
    Option(
        "health_timeout",
        "int",
        (
            "Seconds to wait until the restarted server is healthy. A start takes about 30 on a quiet machine, and "
            "took up to 350 on a busy one (OpenMetadata 1.12.6, 2 cores).",
        ),
        default=600,
        minimum=1,
    ),
    Option(
        "settle_time",
        "int",
        (
            "Seconds that the restarted server must stay healthy, as the same process, container or pod, before the "
            "change counts as verified. A server that dies or is started again meanwhile is a failure, and everything "
            "is restored.",
            "What a start begins in the background (search indexes, scheduled jobs, a memory limit) ends a server "
            "within seconds; 10 is little beside a start of 30 s or more. With 0 it is only checked once more.",
        ),
        default=10,
        minimum=0,
    ),
    Option(
        "health_url",
        "str",
        ("Health check of the admin port, as the server's own host or container reaches it.",),
        default="http://localhost:8586/healthcheck",
        kind="url",
    ),
    Option(
        "state_directory",
        "path",
        (
            "Folder on the host, mode 0700, for the lock, the journal and the last good files.",
            "For root it is C(/var/lib/openmetadata-sso/opt-openmetadata) for C(/opt/openmetadata) when it is left "
            "out, for another user C(.openmetadata-sso) in the Compose directory or the home.",
            "For root, no other user may be able to write there or to replace a folder above it.",
        ),
    ),
    Option(
        "template_directory",
        "path",
        ("Folder on the controller whose templates of the same name replace those of the role.",),
    ),
    Option(
        "extra_environment",
        "dict",
        ("Any other variable of OpenMetadata that the collection knows, by its name.",),
        example={"JWT_ISSUER": "metadata.example.com"},
    ),
    Option(
        "ignore_rules",
        "dict",
        ("Ids of rules not to report, each with the reason.",),
        example={"FLOW-12": "company policy: a fresh sign-in each time"},
    ),
    Option(
        "report_path",
        "list",
        (
            (
                "Files on the controller that receive the report of the run. The end of a name says what is written: "
                "C(.html) a page, mode 0600, C(.xml) JUnit, C(.sarif) SARIF 2.1.0, C(.prom) metrics for the textfile "
                "collector of node_exporter, and any other name JSON."
            ),
        ),
        example=["report.json", "report.html"],
    ),
    Option(
        "render_directory",
        "path",
        ("Folder on the controller that receives the files of each host as they would be written, mode 0600.",),
    ),
    Option(
        "verify_from",
        "str",
        (
            (
                "What C(verify) compares with the plan: C(host), files, environment, stored configuration and what the "
                "server serves, or C(http), only what the server serves under O(om_sso_api_url), from the controller "
                "and without a connection to the host."
            ),
        ),
        default="host",
        choices=("host", "http"),
    ),
    Option(
        "api_url",
        "str",
        (
            "Address of this host's own server as the controller reaches it, never a load balancer's.",
            "Used by C(verify) with C(om_sso_verify_from=http), and by C(audit).",
        ),
        example="http://om-prod-1:8585",
        kind="url",
    ),
)
