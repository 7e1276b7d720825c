# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small Django project for a provider that is a Django application."""

import os
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIServer, make_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application


def configure(module, folder, application, **more):
    """Settings with a log-in form and a database in *folder*; the URLs are those of *module*."""
    processors = [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]
    templates = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": processors},
    }
    settings.configure(
        SECRET_KEY="of the test",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=module,
        LOGIN_URL="/admin/login/",
        STATIC_URL="/static/",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # the default takes 0.2 s a secret
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(folder, "db.sqlite3")}},
        INSTALLED_APPS=[
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.messages",
            "django.contrib.sessions",
            application,
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[templates],
        LOGGING={
            "version": 1,
            "handlers": {"log": {"class": "logging.StreamHandler"}},
            "loggers": {"django": {"handlers": ["log"], "level": "WARNING"}},
        },
        **more,
    )
    django.setup()


class Server(ThreadingMixIn, WSGIServer):
    """A request a thread."""

    daemon_threads = True


def serve(port, prepare):
    """Make the database and what *prepare* puts there, then serve."""
    call_command("migrate", verbosity=0)
    prepare()
    make_server("127.0.0.1", port, get_wsgi_application(), server_class=Server).serve_forever()
