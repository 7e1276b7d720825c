# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's own key pair on a host: where it lies, what is there, and what has to be written.

A pair lies in a folder of its key id and is never overwritten, so that a run that was killed goes on with the same
pair.
"""

import base64
import os
import re
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.findings import to_data
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_files, key_pair
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands, files
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_change import FileChange

#: Folder of all pairs: below ``conf`` of a bare-metal server, or beside the Compose file.
FOLDER = "openmetadata-sso-keys"
#: The same within a container.
IN_CONTAINER = "/etc/openmetadata-sso/keys"
#: Where the Secret of a pair is mounted in a pod; the folder above may hold one that the operator mounts.
IN_POD = "/etc/openmetadata-sso/key-pairs"
PRIVATE, PUBLIC = "private_key.der", "public_key.der"
#: The path of a key file below the folder of a pair's folder, as a regular expression.
PATTERN = "{}/(?!\\.)[^/]+/({}|{})".format(*map(re.escape, (FOLDER, PRIVATE, PUBLIC)))
OPTION = "om_sso_jwt_key_id"
GIVEN = "om_sso_jwt_private_key"


def names_for(folder, key_id):
    """{variable: text} that lets the server use the pair of a key id.

    ``folder`` is that of all pairs as the server sees it.
    """
    place = f"{folder}/{key_id}"
    return {
        "JWT_KEY_ID": key_id,
        "RSA_PUBLIC_KEY_FILE_PATH": place + "/" + PUBLIC,
        "RSA_PRIVATE_KEY_FILE_PATH": place + "/" + PRIVATE,
    }


class Pair:
    """A pair in its folder.

    ``private`` is PKCS#8 DER, ``None`` for one that is still to be made; ``is_new`` when it is not on the host yet.

    ``is_shown`` is false for one that check mode throws away.
    """

    def __init__(self, key_id, folder, private, is_new, is_shown=True):
        self.is_shown = is_shown
        self.key_id = key_id
        self.folder = folder
        self.private = private
        self.is_new = is_new

    @property
    def public(self):
        """X.509 DER, or ``None`` for a pair that is still to be made."""
        return None if self.private is None else key_pair.public_of(self.private)

    @property
    def fingerprint(self):
        """The fingerprint of the public key, or ``None`` for a pair that is still to be made."""
        return None if self.private is None else key_pair.fingerprint(self.public)

    @property
    def shown(self):
        """What may be seen of it."""
        print_of = f"SHA-256 {self.fingerprint}" if self.private is not None and self.is_shown else "to be made"
        return f"# key pair {self.key_id}, public key {print_of}\n"

    def age(self):
        """Seconds since the private key was written, which is just before the server is restarted with it.

        ``None`` when it is not there.
        """
        try:
            return time.time() - os.stat(os.path.join(self.folder, PRIVATE)).st_mtime
        except FileNotFoundError:
            return None

    def changes(self):
        """Both files; without content as long as the pair is to be made."""
        parts = ((PRIVATE, self.private, 0o600), (PUBLIC, self.public, 0o644))
        return [
            FileChange(os.path.join(self.folder, name), _text(content), mode, shown=self.shown)
            for name, content, mode in parts
        ]

    def complete(self, changes, deployment):
        """Make the pair if need be, and fill in content and owner of what will be written."""
        if self.private is None:
            self.private = make()
        self.is_shown = True
        ready = {change.path: change for change in self.changes()}
        owner = deployment.key_owner() if self.is_new else None
        for change in changes:
            if change.path in ready:
                change.text, change.shown, change.owner = ready[change.path].text, ready[change.path].shown, owner

    def make_folder(self):
        """Make the folder of a new pair."""
        if self.is_new:
            files.make_folder(self.folder)


def find(wanted, deployment):
    """The pair that a plan wants, from the host's files or from what was given; ``None`` when the plan wants none.

    ``wanted`` holds ``id`` and ``private`` (Base64 of DER, or ``None``). What lies there and cannot be used is an
    error, never overwritten.
    """
    if not wanted:
        return None
    folder = deployment.key_folder(wanted["id"])
    return pair_of(wanted, folder, *[_bytes(files.read(os.path.join(folder, name))) for name in (PRIVATE, PUBLIC)])


def pair_of(wanted, folder, private, public):
    """The pair that a plan wants, from the halves that are in its folder (DER, or ``None``) or from what was given.

    ``folder`` may be another place that has both, such as a Secret.
    """
    given = base64.b64decode(wanted["private"]) if wanted["private"] else None
    if private is None and public is None:
        return Pair(wanted["id"], folder, given, is_new=True, is_shown=not wanted.get("candidate"))
    pair = Pair(wanted["id"], folder, _present(folder, private, public), is_new=False)
    if given is not None and key_pair.public_of(given) != pair.public:
        message = "{} holds another pair (public key {}) than the one that was given for {}.".format(
            folder, pair.fingerprint[:16], wanted["id"]
        )
        raise HostError(
            message, GIVEN, "Replicas share one pair, and a pair is never overwritten: choose a new om_sso_jwt_key_id."
        )
    return pair


def _present(folder, private, public):
    fix = "Put the right file back, or choose a new om_sso_jwt_key_id."
    if private is None or public is None:
        raise HostError(f"{folder} holds only one half of the key pair.", folder, fix)
    both = ((key_files.PRIVATE, PRIVATE, private), (key_files.PUBLIC, PUBLIC, public))
    made = (key_files.finding(half, os.path.join(folder, name), content) for half, name, content in both)
    found = [one for one in made if one is not None]
    if found:
        message = f"The key pair in {folder} cannot be used; nothing was changed."
        raise HostError(message, folder, fix, findings=to_data(found))
    try:
        private = key_pair.private_key(private)
    except key_pair.Unusable as error:
        raise HostError(f"{os.path.join(folder, PRIVATE)} cannot be used: {error}.", folder, fix) from error
    if key_pair.public_of(private) != public:
        raise HostError(f"{os.path.join(folder, PUBLIC)} is not the public key of {PRIVATE} beside it.", folder, fix)
    return private


def can_make():
    """Whether the host has what makes a pair."""
    places = os.environ.get("PATH", "/usr/bin:/bin").split(os.pathsep)
    return any(os.access(os.path.join(place, "openssl"), os.X_OK) for place in places)


def make():
    """A new private key (PKCS#8 DER); it stays in memory."""
    result = commands.run(["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], timeout=120)
    if result.status != 0:
        raise HostError(
            "openssl made no key: {}.".format(result.last_line.rstrip(".")), GIVEN, "Give one that was made elsewhere."
        )
    try:
        return key_pair.private_key(result.out)
    except key_pair.Unusable as error:
        raise HostError(
            f"What openssl made cannot be used: {error}.", GIVEN, "Give one that was made elsewhere."
        ) from error


def encoded(private):
    """As it travels between controller and host."""
    return base64.b64encode(private).decode("ascii")


def _text(content):
    """Bytes in the form that files are read and written in here."""
    return None if content is None else content.decode("utf-8", "surrogateescape")


def _bytes(text):
    return None if text is None else text.encode("utf-8", "surrogateescape")
