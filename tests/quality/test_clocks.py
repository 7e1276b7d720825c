# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long something took is measured by the monotonic clock: a step of the system's clock neither ends nor delays it.

The time of day is for what is compared with a date, or shown to a person.
"""

import ast
import pathlib

PLUGINS = pathlib.Path(__file__).resolve().parents[2] / "plugins"
#: {file: what the time of day is compared with or shown as}
TIME_OF_DAY = {
    "module_utils/_admin/bot_tokens.py": "the expiry of a token",
    "module_utils/_audit/http_checks.py": "the expiry of a token",
    "module_utils/_deployment/bare_metal.py": "times in the server's log",
    "module_utils/_deployment/bare_metal_script.py": "the time of a file",
    "module_utils/_deployment/docker_compose.py": "times in the server's log",
    "module_utils/_keys/admin_token.py": "the time in a token",
    "module_utils/_keys/key_store.py": "the time of a file",
    "module_utils/_preflight/oidc_token.py": "the time in a token",
    "module_utils/_server/server.py": "shown in a message",
    "module_utils/_system/commands.py": "shown in a message",
    "module_utils/_system/http.py": "the Date of an answer",
    "plugin_utils/_preflight/ldap.py": "the end of a certificate",
    "plugin_utils/_preflight/saml.py": "the end of a certificate",
    "plugin_utils/_preflight/sample_token.py": "the expiry of a token",
    "plugin_utils/_registration/providers/auth0_errors.py": "when a limit of requests ends",
    "plugin_utils/_runtime/token_downtime.py": "the time of a file",
}


def _asks_time_of_day(tree):
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "time"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "time"
        for node in ast.walk(tree)
    )


def test_only_what_is_compared_with_a_date_asks_the_time_of_day():
    found = {
        path.relative_to(PLUGINS).as_posix()
        for path in PLUGINS.rglob("*.py")
        if _asks_time_of_day(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set(TIME_OF_DAY)
