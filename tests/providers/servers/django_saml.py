# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Django project with djangosaml2idp: `django_saml.py PORT FOLDER XMLSEC METADATA` serves until it is ended."""

import pathlib
import sys

import django
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.urls import include, path

PORT, FOLDER, XMLSEC, METADATA = sys.argv[1:]
URL = f"http://localhost:{PORT}"
BINDINGS = {"redirect": "HTTP-Redirect", "post": "HTTP-POST"}

settings.configure(
    SECRET_KEY="of the tests",
    STATIC_URL="/static/",
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["localhost"],
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    LOGIN_URL="/admin/login/",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{FOLDER}/data.sqlite3"}},
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.messages",
        "django.contrib.sessions",
        "djangosaml2idp",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    SAML_IDP_FALLBACK_EXPIRATION_DAYS=30,
    SAML_IDP_CONFIG={
        "xmlsec_binary": XMLSEC,
        "entityid": f"{URL}/idp/metadata/",
        "service": {
            "idp": {
                "endpoints": {
                    "single_sign_on_service": [
                        (f"{URL}/idp/sso/{name}/", f"urn:oasis:names:tc:SAML:2.0:bindings:{binding}")
                        for name, binding in BINDINGS.items()
                    ]
                },
                "name_id_format": ["urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"],
            }
        },
        "key_file": f"{FOLDER}/idp.key",
        "cert_file": f"{FOLDER}/idp.pem",
    },
)
django.setup()

urlpatterns = [path("idp/", include("djangosaml2idp.urls")), path("admin/", admin.site.urls)]

call_command("migrate", "--run-syncdb", verbosity=0)
apps.get_model("djangosaml2idp", "ServiceProvider").objects.create(
    entity_id="https://metadata.acme.io/api/v1/saml/metadata",
    local_metadata=pathlib.Path(METADATA).read_text(encoding="utf-8"),
)
call_command("runserver", f"127.0.0.1:{PORT}", "--noreload", "--nothreading")
