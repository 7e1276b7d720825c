# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an administrator does with users, bots and pipelines over HTTP.

One server, one token, every call bounded in time and size.

Facts: ``generateToken``, ``token``, ``bots`` and ``ingestionPipelines/deploy`` as in UserResource, BotResource and
IngestionPipelineResource.
"""

import base64
import json
from urllib.parse import quote, urlencode

from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._server import api_errors
from ansible_collections.openmetadata.sso.plugins.module_utils._server.server import request

TOKEN_OPTION = "om_sso_admin_token"
TIMEOUT = 30
#: Deploying makes the server talk to Airflow.
DEPLOY_TIMEOUT = 90
PAGE = 100
#: What every user has.
USER = ("id", "name")
#: More pages than any server has: a cursor that never ends must not hold us.
PAGES = 1000
#: How long a token lives, as the API takes it: one hour, days, for ever.
EXPIRIES = ("OneHour", "1", "7", "30", "60", "90", "Unlimited")


class Administration:
    """``url`` is the server's own address without ``/api``; ``token`` that of an administrator.

    Raises ``HostError`` on everything but success.

    ``more`` of such an error holds ``status`` (0: no answer) and ``kind`` (see ``refusals``).
    """

    def __init__(self, url, token, option=TOKEN_OPTION):
        self.url = url.rstrip("/")
        self.token = token
        self.option = option

    def call(self, method, path, body=None, query=None, timeout=TIMEOUT):
        """The JSON of an answer below ``/api/v1``; ``None`` when it has no content."""
        where = "{}/api/v1/{}{}".format(self.url, path, "?" + urlencode(query) if query else "")
        status, text = request(where, self.token, method, None if body is None else json.dumps(body), timeout=timeout)
        if status not in (200, 201, 202, 204):
            raise api_errors.refused(f"{method} /api/v1/{path}", status, text, self.option)
        try:
            return json_text.parse(text) if text.strip() else None
        except ValueError:
            raise api_errors.refused(
                f"{method} /api/v1/{path}", status, "the answer is not JSON", self.option
            ) from None

    def get(self, path, names=(), query=None):
        """An object by GET that has texts of these ``names``; ``HostError`` for any other answer."""
        return self._checked("GET", path, self.call("GET", path, query=query), names)

    def _checked(self, method, path, answer, names=()):
        """An answer that is an object and has texts of these names."""
        if not isinstance(answer, dict) or not all(isinstance(answer.get(name), str) for name in names):
            raise api_errors.unexpected(f"{method} /api/v1/{path}", answer, self.option)
        return answer

    def find(self, path, names=(), query=None):
        """The same, and ``None`` when there is no such thing."""
        try:
            return self.get(path, names, query)
        except HostError as error:
            if error.more.get("status") == 404:
                return None
            raise

    def me(self):
        """The user that the token belongs to: ``id``, ``name``, ``email``, ``isAdmin``, ``isBot``."""
        return self.get("users/loggedInUser", USER)

    def user(self, name):
        """A user that is not deleted, or ``None``."""
        return self.find("users/name/" + quote(name, safe=""), USER)

    def find_user(self, name):
        """The same, deleted ones too: those can be restored."""
        return self.find("users/name/" + quote(name, safe=""), USER, {"include": "all"})

    def bot(self, name):
        """A bot, whose ``botUser`` has the ``id`` and ``name`` of its user, or ``None``."""
        found = self.find("bots/name/" + quote(name, safe=""))
        return None if found is None else self._bot("GET", "bots/name", found)

    def _bot(self, method, path, answer):
        """An answer that is a bot with its user."""
        self._checked(method, path, self._checked(method, path, answer).get("botUser"), ("id",))
        return answer

    def token_of(self, user_id):
        """The stored token of a bot's user; the empty string when it has none."""
        answer = self.find("users/token/" + quote(user_id, safe="")) or {}
        token = answer.get("JWTToken") or ""
        if not isinstance(token, str):
            raise api_errors.unexpected("GET /api/v1/users/token", answer, self.option)
        return token

    def generate(self, user_id, expiry):
        """A new token of a bot's user, which ends the one before; ``expiry`` is one of ``EXPIRIES``.

        The answer to the request holds the encrypted text of the token (seen with 1.12.6), so the token is read
        afterwards.
        """
        answer = self.call("PUT", "users/generateToken/" + quote(user_id, safe=""), {"JWTTokenExpiry": expiry})
        token = self.token_of(user_id) if isinstance(answer, dict) and answer.get("JWTToken") else ""
        if not api_errors.is_token(token):
            raise HostError(
                "The server made no token.",
                self.option,
                "Check its log; its key files may be wrong (JWK-12).",
                status=200,
                kind="no_token",
            )
        return token

    def create_bot(self, name, email, expiry, description=""):
        """A bot and its user, with a first token; returns the bot.

        The caller has made sure that no user has that name.
        """
        mechanism = {"authType": "JWT", "config": {"JWTTokenExpiry": expiry}}
        user = {"name": name, "email": email, "isBot": True, "isAdmin": False, "authenticationMechanism": mechanism}
        self.call("PUT", "users", dict(user, description=description) if description else user)
        return self._bot("POST", "bots", self.call("POST", "bots", {"name": name, "botUser": name}))

    def people(self, administrators=False):
        """All users that are neither bots nor deleted, or only the administrators among them."""
        wanted = {"isBot": "false"}
        if administrators:
            wanted["isAdmin"] = "true"
        found = [user for user in self.listed("users", wanted) if not user.get("isBot") and not user.get("deleted")]
        return [user for user in found if user.get("isAdmin")] if administrators else found

    def delete_user(self, user_id, hard):
        """Delete a user; ``hard`` also removes what could be restored."""
        return self.call(
            "DELETE",
            "users/" + quote(user_id, safe=""),
            query={"hardDelete": "true" if hard else "false", "recursive": "false"},
        )

    def pipelines(self):
        """All ingestion pipelines that are not deleted."""
        path = "services/ingestionPipelines"
        return [self._checked("GET", path, one, ("id",)) for one in self.listed(path, {})]

    def deploy(self, pipeline_id):
        """Deploy a pipeline again, which gives it the present token of its bot: (code, reason).

        The code is the orchestrator's own, inside a 200.
        """
        path = "services/ingestionPipelines/deploy/" + quote(pipeline_id, safe="")
        answer = self._checked("POST", path, self.call("POST", path, timeout=DEPLOY_TIMEOUT))
        code = str(answer.get("code"))
        if not code.isdigit():
            raise api_errors.unexpected(f"POST /api/v1/{path}", answer, self.option)
        return int(code), api_errors.shown(str(answer.get("reason") or ""))

    def listed(self, path, query):
        """Every entity of a list, page by page."""
        after = None
        for _page in range(PAGES):
            wanted = dict(query, limit=PAGE)
            if after:
                wanted["after"] = after
            answer = self.get(path, query=wanted)
            data, paging = answer.get("data"), answer.get("paging") or {}
            entities = isinstance(data, list) and all(isinstance(one, dict) for one in data)
            if not entities or not isinstance(paging, dict):
                raise api_errors.unexpected(f"GET /api/v1/{path}", answer, self.option)
            yield from data
            after = paging.get("after")
            if not after:
                return
        raise HostError(f"/api/v1/{path} does not end after {PAGES} pages.", self.option, status=200, kind="endless")


def login(url, email, password, option="om_sso_admin_password"):
    """A token that lives an hour, of a server with the provider ``basic``."""
    body = {"email": email, "password": base64.b64encode(password.encode("utf-8")).decode("ascii")}
    status, text = request(
        url.rstrip("/") + "/api/v1/users/login",
        method="POST",
        body=json.dumps(body),
        timeout=TIMEOUT,
        secrets=[password, body["password"]],
    )
    try:
        token = json_text.parse(text).get("accessToken") if status == 200 else None
    except (ValueError, AttributeError):
        token = None
    if status == 200 and not (isinstance(token, str) and token):
        # Its text is not shown: whatever it is, a sign-in answers with what opens the server.
        raise api_errors.refused("POST /api/v1/users/login", status, "the answer has no accessToken", option)
    if not token:
        raise api_errors.refused("POST /api/v1/users/login", status, text, option)
    return token
