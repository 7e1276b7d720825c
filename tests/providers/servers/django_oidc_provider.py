# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""django-oidc-provider in a small Django project: python django_oidc_provider.py PORT FOLDER CLIENTS_AS_JSON."""

import json
import sys

import django_project

PORT, FOLDER, CLIENTS = int(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
django_project.configure(__name__, FOLDER, "oidc_provider", SITE_URL=f"http://localhost:{PORT}")

from django.contrib import admin  # noqa: E402 - Django reads its settings first
from django.core.management import call_command  # noqa: E402 - the same
from django.urls import include, path  # noqa: E402 - the same

urlpatterns = [path("admin/", admin.site.urls), path("", include("oidc_provider.urls", namespace="oidc_provider"))]


def prepare():
    """Make a key and the clients."""
    from oidc_provider.models import Client, ResponseType

    call_command("creatersakey")
    for client in CLIENTS:
        types = client.pop("response_types")
        made = Client(**client)
        made.redirect_uris = client["_redirect_uris"].split()
        made.save()
        made.response_types.set(ResponseType.objects.filter(value__in=types))


if __name__ == "__main__":
    django_project.serve(PORT, prepare)
