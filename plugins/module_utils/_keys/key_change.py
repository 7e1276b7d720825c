# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a change of the keys means for the tokens and secrets that there are, on a host and in a release alike.

Reads nothing: the facts come from files and a process there, from Secrets and a pod here.
"""

import re

from ansible_collections.openmetadata.sso.plugins.module_utils._keys import default_keys

#: A key id: the name of a folder, and a text that needs no quotes on its whole way.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
OWN_ID = "om_sso_jwt_key_id"
#: {cause of the finding JWK-11: (its option, {word of its texts: which key id that is})}; an option of ``None`` is the
#: one that decides about the key id of the plan.
CAUSES = {
    "no_longer_named": (OWN_ID, {"present": "before"}),
    "other_key_id": (None, {"present": "present", "wanted": "wanted"}),
    "same_key_id": (None, {"wanted": "wanted"}),
}


def cause(wanted, present, before, published, own, rotates):
    """Why the change ends every token: one of ``CAUSES``, or ``None``.

    ``wanted``, ``present`` and ``before`` are the key ids of the plan, of the server and of the last plan.
    ``published`` is the fingerprint of the key that the server publishes under the id of the plan, ``own`` that of the
    planned key, empty for a pair that is still to be made; each is ``None`` where it is not known. ``rotates`` says
    that the change of an id is meant: the same id with another key never is, because clients keep a key by its id.
    """
    if not wanted:
        return "no_longer_named" if before and not rotates else None
    if wanted != present:
        return None if rotates else "other_key_id"
    return "same_key_id" if published and own not in (None, published) else None


def told(cause, option, **key_ids):
    """(option, values of the texts) of the finding of a cause; ``option`` and ``key_ids`` as in ``CAUSES``."""
    own, words = CAUSES[cause]
    return own or option, {word: key_ids[which] for word, which in words.items()}


def fernet_cause(present, wanted, written):
    """Why a change of FERNET_KEY makes stored secrets unreadable (BOT-06), or ``None``.

    An empty ``present`` is the shipped one, an empty ``wanted`` is not named; ``written`` is whether it was before.
    """
    if not wanted and not written:
        return None
    keys = (present or default_keys.FERNET_KEY).split(",")
    if set(keys) <= {part.strip() for part in wanted.split(",")}:
        return None
    return "replaced" if wanted else "left_out"


def servers_own(wanted, present, is_there):
    """The key id of the pair that the server has, where the plan has another one.

    Empty for the pair that OpenMetadata ships; ``None`` where the plan has the same, or the pair is not one of
    ``om_sso_jwt_key_id``. ``is_there`` tells of a key id whether its pair is in the place for such pairs.
    """
    if present == (wanted or default_keys.KEY_ID):
        return None
    if present == default_keys.KEY_ID:
        return ""
    return present if NAME.fullmatch(present) and is_there(present) else None


def is_swapped(pair, published):
    """Whether every server publishes the planned key.

    ``published`` is a list of the fingerprints of their keys under the planned id, ``None`` where there is none.
    """
    return bool(published) and all(found and (pair is None or found == pair.fingerprint) for found in published)
