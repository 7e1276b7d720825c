# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lockout guard on a host: which of the planned administrators are administrators, as far as that can be seen.

Facts (UserUtil, at every start): each named administrator who does not exist becomes a user who is one. An existing
user of that name is not promoted, and a bot is refused. Only the sign-in with a confidential client promotes, when the
list in effect has the name.
"""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import dotted_path
from ansible_collections.openmetadata.sso.plugins.module_utils._server.admin_api import Administration

OPTION = "om_sso_admin_principals"
LIST_PATH = "authorizerConfiguration.adminPrincipals"
#: What the server's log says when it could not make its administrators, and when one of them is a bot (UserUtil).
FAILED = "[BootstrapUser] Encountered Exception"
BOT = "configured bot user {0} in initialadmins"
#: Providers whose sign-in does not go through the handler that promotes.
NO_PROMOTION = ("basic", "ldap", "saml")

ADMINISTRATOR, AT_SIGN_IN, ABSENT = "administrator", "sign-in", "absent"
WORDS = {
    ABSENT: "{0} is not a user",
    "bot": "{0} is a bot",
    "plain": "{0} is a user who is not an administrator, and no start makes them one",
}
FIX = "Name an existing administrator, or make one of them an administrator in OpenMetadata first."


def kind_of(user, promotes):
    """What a stored user (``None`` when there is none) is to OpenMetadata's sign-in."""
    if user is None or user.get("deleted"):
        return ABSENT
    if user.get("isBot"):
        return "bot"
    if user.get("isAdmin"):
        return ADMINISTRATOR
    return AT_SIGN_IN if promotes else "plain"


def _users(administration, names):
    """{name: user} of those who exist. A name with a dot is a quoted one in some releases (failures: CLM-11)."""
    known = {str(user.get("name")).lower(): user for user in administration.people(administrators=True)}
    for name in names:
        if name not in known:
            known[name] = administration.user(name) or ("." in name and administration.user(f'"{name}"')) or None
    return known


class Administrators:
    """``host`` is a ``Host``: its plan names the administrators, its server knows the users."""

    def __init__(self, host):
        self.host = host
        values = {variable["name"]: variable["value"] for variable in host.plan.environment}
        self.names = [str(name).lower() for name in values.get("AUTHORIZER_ADMIN_PRINCIPALS") or []]
        confidential = values.get("AUTHENTICATION_CLIENT_TYPE") == "confidential"
        self.promotes = confidential and values.get("AUTHENTICATION_PROVIDER") not in NO_PROMOTION

    def refuse(self):
        """Before the change: a start promotes no user, so a plan that names only bots and plain users is refused."""
        kinds, _reason = self._kinds(self.names)
        if kinds and not {ADMINISTRATOR, AT_SIGN_IN, ABSENT} & set(kinds.values()):
            raise HostError(f"No administrator would be left: {_reasons(kinds)}. Nothing was changed.", OPTION, FIX)

    def verify(self, version, stored, log):
        """After the change: the ``status``; ``HostError`` when none of them is an administrator.

        ``log()`` returns what the server logged since the restart.
        """
        seen = self.status(version, stored, log)
        if seen is not None and seen["status"] == "missing":
            raise HostError(seen["text"], OPTION, seen["fix"])
        return seen

    def status(self, version, stored, log=lambda: ""):
        """``status`` (verified, expected, unknown or missing) and ``text``. What was not seen is unknown."""
        if not self.names:
            return None
        kinds, reason = self._kinds(self._effective(version, stored))
        if kinds is not None:
            return _judged(kinds)
        lines = log().splitlines()
        failures = [line[line.index(FAILED) :].rstrip('"} ') for line in lines if FAILED in line]
        bots = [name for name in self.names if any(BOT.format(name) in line.lower() for line in lines)]
        if failures or len(bots) == len(self.names):
            text = failures[-1][:160] if failures else _reasons(dict.fromkeys(bots, "bot"))
            fix = "Correct om_sso_admin_principals; with om_sso_admin_token the users themselves are checked."
            return {
                "status": "missing",
                "text": f"The server's log says that no administrator is left: {text}.",
                "fix": fix,
            }
        reasons = [_reasons(dict.fromkeys(bots, "bot"))] if bots else []
        return {
            "status": "unknown",
            "text": "; ".join([self._unseen(version, stored), *reasons, *([reason] if reason else [])]),
        }

    def _kinds(self, effective):
        """({name: what that user is}, ``None``), or (``None``, why the users are not seen)."""
        token = self.host.plan.admin_token
        if not token or not self.names:
            return None, None
        try:
            found = _users(Administration(self.host.server().url, token), self.names)
        except HostError as refusal:
            return None, refusal.message.rstrip(".")
        return {name: kind_of(found.get(name), self.promotes and name in effective) for name in self.names}, None

    def _effective(self, version, stored):
        """The names of the list that decides; none where rows decide and were not read."""
        if stored is not None:
            return [str(name).lower() for name in dotted_path.read(stored, LIST_PATH) or []]
        return [] if self.host.ignores_rows(version) else self.names

    def _unseen(self, version, stored):
        if stored is None and self.host.ignores_rows(version):
            return "the list that counts is in the stored rows, which are left alone"
        where = "the stored rows" if stored is not None else "the environment"
        effective = self._effective(version, stored)
        named = [name for name in self.names if name in effective]
        if not named:
            return f"{some(self.names)} not named in {where}"
        return f"{some(named)} named in {where}; the accounts themselves are seen with om_sso_admin_token only"


def _judged(kinds):
    """The answer for users that were seen: one who can administer is enough, the others are said."""
    there = [name for name, kind in kinds.items() if kind == ADMINISTRATOR]
    later = [name for name, kind in kinds.items() if kind == AT_SIGN_IN]
    others = {name: kind for name, kind in kinds.items() if kind in WORDS}
    if not there and not later:
        return {"status": "missing", "text": f"No administrator is left: {_reasons(others)}.", "fix": FIX}
    texts = ["{} {} in the stored users".format(some(there), _are(there, "administrator"))] if there else []
    texts += (
        ["{} become{} administrator at the first sign-in".format(some(later), "s" if len(later) == 1 else "")]
        if later
        else []
    )
    texts += [_reasons(others)] if others else []
    return {"status": "verified" if there else "expected", "text": "; ".join(texts)}


def _are(names, word):
    return f"is {word}" if len(names) == 1 else f"are {word}s"


def _reasons(kinds):
    return "; ".join(WORDS[kind].format(name) for name, kind in sorted(kinds.items()) if kind in WORDS)
