#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# client_secret_basic (RFC 6749, 2.3.1) form-encodes client id and secret before Base64. Servers read them in different ways, so a
# client secret with a space, "+", "%" or ":" is accepted by one server and refused by the next, though nothing is wrong with it.
# django-oauth-toolkit 3.4.1 decodes all of it; Authlib 1.9.10 decodes %20 but takes "+" for itself, so an encoded space is wrong;
# django-oidc-provider 0.9.0 decodes nothing, and has no answer to a ":" that is not encoded.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    Authlib==1.9.10 django-oauth-toolkit==3.4.1 django-oidc-provider==0.9.0 Django==5.2.19
cat >"$work/readers.py" <<'PY'
import base64
import types
from urllib.parse import quote, quote_plus

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="x",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "oauth2_provider", "oidc_provider"],
)
django.setup()

from authlib.oauth2.rfc6749.util import extract_basic_authorization
from oauth2_provider.oauth2_validators import OAuth2Validator
from oidc_provider.lib.utils.oauth2 import extract_client_auth


def authlib(header):
    return extract_basic_authorization({"Authorization": header})[1]


def django_oauth_toolkit(header):
    seen = []

    class Validator(OAuth2Validator):
        def _load_application(self, client_id, request):
            request.client = types.SimpleNamespace(client_id=client_id, client_secret="", client_type="confidential")
            return request.client

        def _check_secret(self, provided, stored):
            seen.append(provided)
            return False

    Validator()._authenticate_basic_auth(
        types.SimpleNamespace(headers={"HTTP_AUTHORIZATION": header}, encoding="utf-8", client=None)
    )
    return seen[0] if seen else None


def django_oidc_provider(header):
    return extract_client_auth(types.SimpleNamespace(META={"HTTP_AUTHORIZATION": header}, POST={}))[1]


READERS = {
    "Authlib": authlib,
    "django-oauth-toolkit": django_oauth_toolkit,
    "django-oidc-provider": django_oidc_provider,
}
WRITERS = {"form-encoded": quote_plus, "percent-encoded": lambda text: quote(text, safe=""), "as it is": str}
SECRETS = ("a b", "a+b", "100%25", "a:b")

wrong = {}
for how, written in WRITERS.items():
    for secret in SECRETS:
        header = "Basic " + base64.b64encode(f"om:{written(secret)}".encode()).decode()
        read = {name: reader(header) for name, reader in READERS.items()}
        print(f"{how:16} {secret!r:9} {read}")
        for name, value in read.items():
            if value != secret:
                wrong.setdefault((name, how), []).append(secret)
print()
for (name, how), secrets in sorted(wrong.items()):
    print(f"{name} reads another secret where it is sent {how}: {secrets}")
expected = {
    ("Authlib", "form-encoded"): ["a b"],
    ("Authlib", "as it is"): ["100%25"],
    ("django-oauth-toolkit", "as it is"): ["a+b", "100%25"],
    ("django-oidc-provider", "form-encoded"): ["a b", "a+b", "100%25", "a:b"],
    ("django-oidc-provider", "percent-encoded"): ["a b", "a+b", "100%25", "a:b"],
    ("django-oidc-provider", "as it is"): ["a:b"],
}
assert wrong == expected, wrong
PY
"$work/venv/bin/python" "$work/readers.py"
