# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files on the host that hold secrets, and who else may read or write them."""

import os
import pwd
import re
import stat

from ansible_collections.openmetadata.sso.plugins.module_utils._audit.listed_readers import listed
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.server_files import text_of
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import env_file, openmetadata_yaml
from ansible_collections.openmetadata.sso.plugins.module_utils._system import file_content
from ansible_collections.openmetadata.sso.plugins.module_utils._system.masking import SECRET_NAME

KEYS = (".der", ".pem", ".key", ".p12", ".pfx", ".jks", ".keystore")
TEXTS = (".env", ".yml", ".yaml", ".sh", ".conf", ".bak", ".old", ".orig", ".save", ".txt", "~")
YAML_SECRET = re.compile(r"(?i)(password|secret|privatekey|fernetkey|token|accesskey)$")
#: Names that say where a secret lies, or how long it counts.
NO_SECRET = re.compile(r"_(FILE|PATH|DIR|URL|URI|EXPIRY|VALIDITY|ALGORITHM|TYPE|NAME|METHOD)$")
#: Values of OpenMetadata's own samples: what everybody knows is told by other checks.
WELL_KNOWN = (
    "password",
    "openmetadata_password",
    "admin",
    "airflow_pass",
    "airflow",
    "openmetadata_user",
    "null",
    "true",
    "false",
)
MOST = 500


def look(place, wanted, settings):
    """[{"path", "mode", "owner", "others", "listed", "holds", "strange"}] of files that hold secrets.

    ``others`` is "", "read" or "write"; ``listed`` are the entries of access control lists that open the file.
    """
    found = {}
    for folder in place.folders():
        for path in _files(folder):
            held = holds(path, wanted)
            if held:
                found[path] = held
    for path in place.sources():
        held = holds(path, wanted)
        if held:
            found[path] = held
    private = settings["jwtTokenConfiguration.rsaprivateKeyFilePath"]["value"]
    path = place.on_host(private) if private else None
    if path and os.path.exists(path):
        found[path] = "the private key of the server's tokens"
    for path in [place.state] + _files(place.state):
        found[path] = "what the collection keeps"
    return [entry for path, held in sorted(found.items()) for entry in [_entry(path, held, place.user)] if entry]


def _files(folder):
    """Regular files directly in a folder."""
    try:
        file_content.refuse_untrusted(folder)
        names = sorted(os.listdir(folder))[:MOST]
    except (OSError, HostError):
        return []
    paths = [os.path.join(folder, name) for name in names]
    return [path for path in paths if os.path.isfile(path)]


def holds(path, wanted):
    """What a file holds that must stay secret, by names and never by values; the empty string when nothing."""
    name = os.path.basename(path)
    if name.lower().endswith(KEYS):
        return (
            ""
            if "public" in name.lower()
            or (name.lower().endswith(".pem") and "PRIVATE KEY" not in (text_of(path) or ""))
            else "a key"
        )
    if not (name.lower().endswith(TEXTS) or name.startswith(".env") or "." not in name):
        return ""
    text = text_of(path) or ""
    names = [
        line.name
        for line in env_file.ANY.assignments(text)
        if is_secret(line.name, line.value.strip().rstrip("\"'"), wanted)
    ]
    if name.endswith((".yaml", ".yml")) or ".yaml" in name:
        entries = openmetadata_yaml.entries(text)
        names += [
            key for key, value, _line in entries if _is_secret_key(key.rsplit(".", 1)[-1]) and _is_value(value, wanted)
        ]
    return some(sorted(set(names)), 4)


def is_secret(name, value, wanted):
    """Whether a variable holds a secret, by its name; its value is itself one, not a reference or a sample."""
    if name in wanted["catalogue"]:
        return name in wanted["secret_names"] and _is_value(value, wanted)
    return bool(SECRET_NAME.search(name)) and not NO_SECRET.search(name) and _is_value(value, wanted)


def _is_secret_key(key):
    """Whether a key of openmetadata.yaml holds a secret; a variable of Compose was checked already."""
    return key != key.upper() and bool(YAML_SECRET.search(key))


def _is_value(value, wanted):
    """Whether a text is a secret itself, and no reference, placeholder or sample."""
    bare = value.strip().strip("\"'").strip()
    return (
        bool(bare)
        and not bare.startswith(("$", "!", "*", "<", "#"))
        and bare not in WELL_KNOWN
        and bare not in wanted["known_values"]
    )


def _entry(path, held, user):
    try:
        return _known(path, held, user)
    except OSError:  # it is gone, or in a folder that this user may not enter
        return None


def _known(path, held, user):
    status = os.stat(path)
    folder = os.stat(os.path.dirname(path))
    owners = {0, folder.st_uid, os.geteuid(), _uid(user)}
    return {
        "path": path,
        "mode": f"{stat.S_IMODE(status.st_mode):04o}",
        "owner": _name(status.st_uid),
        "others": others(path),
        "listed": listed(path, owners | {status.st_uid}, status.st_gid),
        "holds": held,
        "strange": status.st_uid not in owners,
    }


def others(path):
    """What anybody on the host may do with a file: its own mode, if every folder above lets them through."""
    mode = os.stat(path).st_mode
    above = os.path.dirname(os.path.realpath(path))
    while True:
        if not os.stat(above).st_mode & stat.S_IXOTH:
            return ""
        if above == os.path.dirname(above):
            break
        above = os.path.dirname(above)
    return "write" if mode & stat.S_IWOTH else "read" if mode & stat.S_IROTH else ""


def _name(uid):
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _uid(user):
    try:
        return pwd.getpwnam(user).pw_uid
    except (KeyError, TypeError):
        return 0
