# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the keys in use are ones that everybody has: by id, by the files, and by what the server serves."""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import default_keys

KEY_ID = "jwtTokenConfiguration.keyId"
PUBLIC, PRIVATE = "jwtTokenConfiguration.rsapublicKeyFilePath", "jwtTokenConfiguration.rsaprivateKeyFilePath"
FERNET = "fernetConfiguration.fernetKey"


def look(settings, place, server):
    """``id``, ``fernet``: {"shipped", "where"}; ``pair``: {"state", "where"}.

    ``served``: [{"kid", "shipped"}] or ``None``.
    """
    fernet = settings[FERNET]
    return {
        "id": _judged(settings[KEY_ID], default_keys.is_key_id),
        # The first of several is the one that encrypts; the others are there to read what is old.
        "fernet": _judged(fernet, lambda text: default_keys.is_fernet_key(text.split(",")[0])),
        "pair": _pair(settings, place),
        "served": None
        if server["keys"] is None
        else [{"kid": str(key.get("kid")), "shipped": default_keys.is_published(key)} for key in server["keys"]],
    }


def _judged(setting, is_shipped):
    known = setting["layer"] != "unknown"
    return {"shipped": is_shipped(str(setting["value"] or "")) if known else None, "where": setting["where"]}


def _pair(settings, place):
    """The state of the key pair: a dictionary with ``state`` and ``where``.

    ``state`` is ``shipped``, ``own``, ``place`` (in the folder of the releases' own, but not one that we know),
    ``missing``, ``unknown`` or ``outside``.
    """
    setting = settings[PUBLIC]
    if place is None or setting["layer"] == "unknown":
        return {"state": "unknown", "where": setting["where"]}
    path = str(setting["value"] or default_keys.PUBLIC_KEY)
    where = place.named(path)
    try:
        content = place.content(path)
    except HostError as error:
        return {"state": "unknown", "where": str(error)}
    if content is None:
        return {"state": "missing", "where": where}
    if default_keys.is_key(content):
        return {"state": "shipped", "where": where}
    if not default_keys.is_place(path):
        return {"state": "own", "where": where}
    # What lies there inside of an image came with the image.
    return {"state": "place" if place.on_host(path) else "shipped", "where": where}
