# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Canaille with its data in memory: python canaille.py PORT CLIENTS_AS_JSON."""

import json
import pathlib
import sys

sys.path.remove(str(pathlib.Path(__file__).resolve().parent))  # this file has the name of the package

from authlib.jose import JsonWebKey
from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from werkzeug.serving import run_simple

PORT, CLIENTS = int(sys.argv[1]), json.loads(sys.argv[2])


def main():
    """Make the clients, then serve."""
    key = JsonWebKey.generate_key("RSA", 2048, is_private=True).as_dict(is_private=True)
    app = create_app(
        {
            "SECRET_KEY": "of the test",
            "SERVER_NAME": f"localhost:{PORT}",
            "PREFERRED_URL_SCHEME": "http",
            "CANAILLE": {"DATABASE": "memory"},
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [{**key, "use": "sig", "alg": "RS256", "kid": "one"}]},
        },
        init_backend=True,
    )
    with app.app_context():
        for client in CLIENTS:
            Backend.instance.save(models.Client(**client))
    run_simple("127.0.0.1", PORT, app, threaded=True)


if __name__ == "__main__":
    main()
