# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of the key files that the server reads at its start.

Facts (run: 1.12.6): it reads PKCS#8 and X.509 SubjectPublicKeyInfo of an RSA key, both DER, and nothing else: with PEM,
PKCS#1, Base64, a key of another kind, or one byte behind the DER such as a newline, it does not start.
"""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.host_findings import host_finding
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import ber, env_file, openmetadata_yaml
from ansible_collections.openmetadata.sso.plugins.module_utils._formats.substitution import substitute
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import default_keys, key_pair
from ansible_collections.openmetadata.sso.plugins.module_utils._server import stored_config

PRIVATE, PUBLIC = "private", "public"
#: {half: (variable, its path in openmetadata.yaml, value of a stock file)}
SETTINGS = {
    PRIVATE: (
        "RSA_PRIVATE_KEY_FILE_PATH",
        "jwtTokenConfiguration.rsaprivateKeyFilePath",
        default_keys.PRIVATE_KEY,
    ),
    PUBLIC: ("RSA_PUBLIC_KEY_FILE_PATH", "jwtTokenConfiguration.rsapublicKeyFilePath", default_keys.PUBLIC_KEY),
}
#: The first release that does not start without its key files.
NEEDED_SINCE = "1.9.0"
FORMS = {PRIVATE: "PKCS#8", PUBLIC: "X.509"}
BITS = 0x03
#: The object identifier rsaEncryption.
RSA = key_pair.RSA[2:13]


def problem(half, content):
    """(cause of JWK-12, values of its text) of the bytes of a file, or ``None`` where the server can read them."""
    try:
        tag, begin, end = ber.header(content) or (None, 0, 0)
        if tag != ber.SEQUENCE or end > len(content):
            return "other_form", {"form": FORMS[half]}
        parts = ber.elements(content[begin:end])
    except ber.Malformed:
        return "other_form", {"form": FORMS[half]}
    kinds = [kind for kind, _content in parts]
    is_rsa = dict(parts).get(ber.SEQUENCE, b"").startswith(RSA)
    wanted = [ber.INTEGER, ber.SEQUENCE, ber.OCTETS] if half == PRIVATE else [ber.SEQUENCE, BITS]
    if kinds[: len(wanted)] != wanted or not is_rsa:
        return "other_form", {"form": FORMS[half]}
    behind = len(content) - end
    return ("bytes_behind", {"count": f"{behind} byte{'s' if behind > 1 else ''}"}) if behind else None


def finding(half, path, content):
    """The finding about a key file, or ``None``."""
    found = problem(half, content)
    return host_finding("JWK-12", path, found[0], **found[1]) if found else None


def findings(host, now):
    """Findings about the key files that the next start reads, as far as they are files of the host.

    ``now`` is the environment of the server. A file that we may not read is not judged. One that is not there ends the
    start from 1.9.0 on (LocalJwkProvider, run: 1.12.6); those of a managed pair are written by the change.
    """
    absent_ends_start = (
        host.deployment.SHARES_FILES and not host.plan.keys and stored_config.decide(host.release, NEEDED_SINCE)
    )
    text = host.deployment.openmetadata_yaml() or ""
    values = {path: value for path, value, _number in openmetadata_yaml.entries(text)}
    environment = dict(now, **host.wanted)
    for half, (name, entry, stock) in SETTINGS.items():
        try:
            value = substitute(values[entry], environment) if entry in values else environment.get(name)
            content = host.deployment.content_of(_bare(value) or stock)
        except HostError:
            continue
        path = _bare(value) or stock
        if content is not None:
            found = finding(half, path, content.encode("utf-8", "surrogateescape"))
        else:
            found = host_finding("JWK-12", path, "absent") if absent_ends_start else None
        if found:
            yield found


def _bare(text):
    text = (text or "").split(" #")[0].strip()
    return env_file.value(text) if text.startswith('"') else text.strip("'")
