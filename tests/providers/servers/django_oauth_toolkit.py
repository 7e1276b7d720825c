# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""django-oauth-toolkit in a small Django project: python django_oauth_toolkit.py PORT FOLDER APPLICATIONS_AS_JSON."""

import json
import os
import sys

import django_project
from jwcrypto import jwk

PORT, FOLDER, APPLICATIONS = int(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
django_project.configure(
    __name__,
    FOLDER,
    "oauth2_provider",
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True,
        "OIDC_RSA_PRIVATE_KEY": jwk.JWK.generate(kty="RSA", size=2048).export_to_pem(True, None).decode(),
        "PKCE_REQUIRED": lambda client_id: client_id.endswith("-pkce"),
        "SCOPES": {name: name for name in ("openid", "email", "profile", "offline_access")},
    },
)

from django.contrib import admin  # noqa: E402 - Django reads its settings first
from django.urls import include, path  # noqa: E402 - the same

urlpatterns = [path("admin/", admin.site.urls), path("o/", include("oauth2_provider.urls"))]


def prepare():
    """Make the applications."""
    from oauth2_provider.models import Application

    for application in APPLICATIONS:
        Application.objects.create(**application)


if __name__ == "__main__":
    django_project.serve(PORT, prepare)
