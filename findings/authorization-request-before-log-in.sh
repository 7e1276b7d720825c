#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# django-oauth-toolkit 3.1.0 (Django 5.2.8) reads an authorization request after the log-in only. Without a session, a registered
# redirect URI, another one, an unknown client, an unknown response type and a request without the required PKCE are answered
# alike: 302 to the log-in page. With a session they get 200, 400, 400, and two redirects with an error.
# So the log-in page says nothing about whether a client or a redirect URI is registered.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check django==5.2.8 django-oauth-toolkit==3.1.0
cat >"$work/ask.py" <<'PY'
import django
from django.conf import settings

settings.configure(
    SECRET_KEY="of this test only, and long enough for it to be taken",
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["testserver"],
    USE_TZ=True,
    LOGIN_URL="/login/",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.contrib.auth.context_processors.auth"]},
        }
    ],
    OAUTH2_PROVIDER={"PKCE_REQUIRED": True},
)
django.setup()

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import include, path
from oauth2_provider.models import Application

urlpatterns = [path("o/", include("oauth2_provider.urls", namespace="oauth2_provider"))]
CALLBACK = "https://metadata.example.com/callback"
REQUEST = {
    "client_id": "openmetadata",
    "response_type": "code",
    "redirect_uri": CALLBACK,
    "scope": "read",
    "code_challenge": "a" * 43,
    "code_challenge_method": "S256",
}
CASES = {
    "as registered": {},
    "another redirect URI": {"redirect_uri": "https://other.example.com/callback"},
    "unknown client": {"client_id": "other"},
    "unknown response type": {"response_type": "other"},
    "no PKCE": {"code_challenge": None, "code_challenge_method": None},
}

call_command("migrate", verbosity=0)
user = get_user_model().objects.create_user("somebody")
Application.objects.create(
    client_id="openmetadata",
    user=user,
    client_type="confidential",
    authorization_grant_type="authorization-code",
    redirect_uris=CALLBACK,
)
for name, change in CASES.items():
    seen = []
    for signed_in in (False, True):
        client = Client()
        if signed_in:
            client.force_login(user)
        wanted = {key: value for key, value in {**REQUEST, **change}.items() if value}
        answer = client.get("/o/authorize/", wanted)
        where = answer.headers.get("Location", "").split("?")[0]
        seen.append(f"{answer.status_code} {where}".strip())
    print(f"{name}: without a session {seen[0]}, with one {seen[1]}")
PY
"$work/venv/bin/python" "$work/ask.py" 2>/dev/null | tee "$work/seen"
diff - "$work/seen" <<'SEEN'
as registered: without a session 302 /login/, with one 200
another redirect URI: without a session 302 /login/, with one 400
unknown client: without a session 302 /login/, with one 400
unknown response type: without a session 302 /login/, with one 302 https://metadata.example.com/callback
no PKCE: without a session 302 /login/, with one 302 https://metadata.example.com/callback
SEEN
