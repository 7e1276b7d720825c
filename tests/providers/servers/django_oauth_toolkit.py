# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""django-oauth-toolkit in a small Django project: python django_oauth_toolkit.py PORT FOLDER APPLICATIONS_AS_JSON."""

import json
import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIServer, make_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import include, path
from jwcrypto import jwk

PORT, FOLDER, APPLICATIONS = int(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"

settings.configure(
    SECRET_KEY="of the test",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    LOGIN_URL="/admin/login/",
    STATIC_URL="/static/",
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # the default takes 0.2 s a secret
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(FOLDER, "db.sqlite3")}},
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.messages",
        "django.contrib.sessions",
        "oauth2_provider",
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
    LOGGING={
        "version": 1,
        "handlers": {"log": {"class": "logging.StreamHandler"}},
        "loggers": {"django": {"handlers": ["log"], "level": "WARNING"}},
    },
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True,
        "OIDC_RSA_PRIVATE_KEY": jwk.JWK.generate(kty="RSA", size=2048).export_to_pem(True, None).decode(),
        "PKCE_REQUIRED": lambda client_id: client_id.endswith("-pkce"),
        "SCOPES": {name: name for name in ("openid", "email", "profile", "offline_access")},
    },
)
django.setup()

from django.contrib import admin  # noqa: E402 - Django reads its settings first

urlpatterns = [path("admin/", admin.site.urls), path("o/", include("oauth2_provider.urls"))]


class Server(ThreadingMixIn, WSGIServer):
    """A request a thread."""

    daemon_threads = True


def main():
    """Make the applications, then serve."""
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    for application in APPLICATIONS:
        Application.objects.create(**application)
    make_server("127.0.0.1", PORT, get_wsgi_application(), server_class=Server).serve_forever()


if __name__ == "__main__":
    main()
