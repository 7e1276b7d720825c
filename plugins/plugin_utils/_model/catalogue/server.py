# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of server: where and under which paths the server listens."""

from ._variable import ABSENT, ALWAYS, section

_row = section("", "openmetadata.config.openmetadata", ABSENT)

VARIABLES = (
    _row(
        "BASE_PATH",
        ("assets.uriPath", "basePath", "server.applicationContextPath", "server.rootPath"),
        "/",
        helm_name=None,
        embedded=True,
    ),
    _row(
        "SERVER_HOST",
        ("server.applicationConnectors.0.bindHost", "server.adminConnectors.0.bindHost"),
        "0.0.0.0",  # nosec B104 # OpenMetadata's own default, for comparison
        helm_name="host",
    ),
    _row("SERVER_PORT", "server.applicationConnectors.0.port", "8585", "integer", compose=ALWAYS, helm_name="port"),
    _row("MAX_REQUEST_HEADER_SIZE", "server.applicationConnectors.0.maxRequestHeaderSize", "8KiB", helm_name=None),
    _row(
        "SERVER_ADMIN_PORT", "server.adminConnectors.0.port", "8586", "integer", compose=ALWAYS, helm_name="adminPort"
    ),
)
