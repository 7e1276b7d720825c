# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about key URLs and about the server's own keys."""

import base64
import pathlib

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from rule_cases._row import error, extra, release, warning

OWN = "http://localhost:8585/api/v1/system/config/jwks"
AUTH0 = "https://acme.eu.auth0.com/.well-known/jwks.json"
COGNITO = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab3dEf9hI/.well-known/jwks.json"
COMMON = "https://login.microsoftonline.com/common"
KEY = "om_sso_extra_environment"
SHIPPED_KEY_ID, SHIPPED_FERNET = "Gb389a-9f76-gdjs-a92j-0242bk94356", "jJ/9sz0g0OHxsfxOoSfdFdmk3ysNmPRnH3TUAbz3IHA="
FERNET = "aGVsbG8gd29ybGQsIDMyIGJ5dGVzIGFyZSBoZXJlISE="
PAIR = {"RSA_PUBLIC_KEY_FILE_PATH": "/etc/om/public_key.der", "RSA_PRIVATE_KEY_FILE_PATH": "/etc/om/private_key.der"}
PUBLISHED = base64.b64encode(
    (pathlib.Path(__file__).parents[1] / "simulator" / "files" / "private_key.der").read_bytes()
).decode()


def pem(bits):
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


PRIVATE, SHORT = pem(2048), pem(1024)


def listed(*urls):
    return {"public_key_urls": list(urls)}


def bot(**place):
    return [{"name": "ingestion-bot", "deliver": [place]}]


TABLE = [
    error(
        "JWK-01",
        "auth0",
        "public_key_urls",
        release("1.8.12", **listed(AUTH0)),
        release("1.8.12", **listed(AUTH0, OWN)),
    ),
    error(
        "JWK-01",
        "auth0",
        "public_key_urls",
        release("1.8.12", **listed(AUTH0)),
        release("1.9.0", **listed(AUTH0)),
    ),
    error(
        "JWK-01",
        "saml",
        "public_key_urls",
        release("1.8.12", **listed("https://x.acme.io/keys")),
        release("1.8.12", **listed(OWN)),
    ),
    error("JWK-01", "auth0", "public_key_urls", listed(OWN), listed(AUTH0, OWN)),
    warning(
        "JWK-01",
        "aws-cognito",
        "public_key_urls",
        release("1.8.12", **listed(COGNITO)),
        release("1.9.0", **listed(COGNITO)),
    ),
    warning("JWK-02", "auth0", "public_key_urls", listed(AUTH0, OWN.replace("8585", "18585")), listed(AUTH0, OWN)),
    warning(
        "JWK-02",
        "auth0",
        "auth0_domain",
        release("1.8.12", server_internal_url="https://metadata.acme.io"),
        release("1.9.0", server_internal_url="https://metadata.acme.io"),
    ),
    error(
        "JWK-04",
        "auth0",
        "public_key_urls",
        listed(AUTH0, "http://localhost:8585/api/v1/config/jwks"),
        listed(AUTH0, OWN),
    ),
    error("JWK-04", "auth0", "public_key_urls", listed(AUTH0, OWN.replace("system", "sytem")), listed(AUTH0, OWN)),
    error("JWK-06", "auth0", "public_key_urls", listed(f"{AUTH0},{OWN}", OWN), listed(AUTH0, OWN)),
    error(
        "JWK-08",
        "auth0",
        "public_key_urls",
        {**listed(AUTH0, OWN), "server_internal_url": "https://localhost:8585"},
        listed(AUTH0, OWN),
    ),
    error(
        "JWK-14",
        "azure-implicit",
        "authority",
        {"authority": COMMON},
        {"authority": COMMON, "enforce_principal_domain": True},
    ),
    error(
        "JWK-14",
        "azure-implicit",
        "public_key_urls",
        listed(f"{COMMON}/discovery/v2.0/keys", OWN),
        {**listed(f"{COMMON}/discovery/v2.0/keys", OWN), "self_signup": False},
    ),
    warning(
        "CLM-15",
        "custom-oidc",
        "oidc_issuer",
        {"oidc_issuer": COMMON},
        {"oidc_issuer": COMMON, "self_signup": False},
    ),
    warning(
        "MISC-04",
        "google",
        "enforce_principal_domain",
        {"enforce_principal_domain": False},
        {"enforce_principal_domain": False, "self_signup": False},
    ),
    error(
        "JWK-16",
        "custom-oidc",
        "oidc_jwks_uri",
        {"oidc_jwks_uri": None},
        {"oidc_jwks_uri": None, **listed("https://id.acme.io/keys", OWN)},
    ),
    error(
        "JWK-11",
        "auth0",
        "extra_environment.RSA_PRIVATE_KEY_FILE_PATH",
        extra(RSA_PRIVATE_KEY_FILE_PATH="/etc/om/private_key.der", JWT_KEY_ID="acme-1"),
        extra(**PAIR, JWT_KEY_ID="acme-1"),
    ),
    warning(
        "JWK-11",
        "auth0",
        "extra_environment.RSA_PRIVATE_KEY_FILE_PATH",
        extra(**PAIR),
        extra(**PAIR, JWT_KEY_ID="acme-1"),
    ),
    error(
        "JWK-12",
        "auth0",
        "extra_environment.RSA_PRIVATE_KEY_FILE_PATH",
        extra(**{**PAIR, "RSA_PRIVATE_KEY_FILE_PATH": "/etc/om/private_key.pem"}),
        extra(**PAIR),
    ),
    error(
        "JWK-12",
        "auth0",
        "extra_environment.RSA_PUBLIC_KEY_FILE_PATH",
        extra(**{**PAIR, "RSA_PUBLIC_KEY_FILE_PATH": "keys/public_key.der"}),
        extra(**{**PAIR, "RSA_PUBLIC_KEY_FILE_PATH": "./conf/public_key.der"}),
    ),
    warning(
        "JWK-13", "auth0", "extra_environment.JWT_KEY_ID", extra(JWT_KEY_ID=SHIPPED_KEY_ID), extra(JWT_KEY_ID="acme-1")
    ),
    warning(
        "JWK-13",
        "auth0",
        "extra_environment.JWT_KEY_ID",
        {"production": True},
        {"production": True, **extra(JWT_KEY_ID="acme-1")},
    ),
    error(
        "JWK-11",
        "auth0",
        "extra_environment.JWT_KEY_ID",
        {"jwt_key_id": "2026-11", **extra(JWT_KEY_ID="acme-1")},
        {"jwt_key_id": "2026-11"},
    ),
    error(
        "JWK-11",
        "auth0",
        "jwt_private_key",
        {"jwt_private_key": PRIVATE},
        {"jwt_private_key": PRIVATE, "jwt_key_id": "2026-11"},
    ),
    error("JWK-12", "auth0", "jwt_key_id", {"jwt_key_id": "../2026"}, {"jwt_key_id": "2026-11_b.2"}),
    error(
        "JWK-12",
        "auth0",
        "jwt_private_key",
        {"jwt_private_key": SHORT, "jwt_key_id": "a"},
        {"jwt_private_key": PRIVATE, "jwt_key_id": "a"},
    ),
    error(
        "JWK-13",
        "auth0",
        "jwt_private_key",
        {"jwt_private_key": PUBLISHED, "jwt_key_id": "a"},
        {"jwt_private_key": PRIVATE, "jwt_key_id": "a"},
    ),
    error("JWK-13", "auth0", "jwt_key_id", {"jwt_key_id": SHIPPED_KEY_ID}, {"jwt_key_id": "2026-11"}),
    error(
        "JWK-17",
        "okta",
        "token_validation_algorithm",
        {"token_validation_algorithm": "ES256"},
        {"token_validation_algorithm": "RS256"},
    ),
    warning(
        "JWK-17",
        "okta",
        "token_validation_algorithm",
        {"token_validation_algorithm": "RS512"},
        {"token_validation_algorithm": "RS256"},
    ),
    warning(
        "BOT-06", "auth0", "extra_environment.FERNET_KEY", extra(FERNET_KEY=SHIPPED_FERNET), extra(FERNET_KEY=FERNET)
    ),
    warning(
        "BOT-06",
        "auth0",
        "extra_environment.FERNET_KEY",
        {"production": True},
        {"production": True, **extra(FERNET_KEY=FERNET)},
    ),
    error(
        "BOT-06",
        "auth0",
        "extra_environment.FERNET_KEY",
        extra(FERNET_KEY="too short"),
        extra(FERNET_KEY=f"{FERNET},{SHIPPED_FERNET}"),
    ),
    error(
        "BOT-09",
        "auth0",
        "bots.0.deliver.0.host",
        {"deployment": "kubernetes", "bots": bot(path="/etc/airflow/token")},
        {"deployment": "kubernetes", "bots": bot(path="/etc/airflow/token", host="airflow-1")},
    ),
    error(
        "BOT-09",
        "auth0",
        "bots.0.deliver.0.host",
        {"deployment": "kubernetes", "bots": bot(path="/etc/airflow/token")},
        {"bots": bot(path="/etc/airflow/token")},
    ),
]
