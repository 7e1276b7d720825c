# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator's validation, case by case against a real server's (OpenMetadata 1.12.6, measured 2026-11-28)."""

import copy
import json
from pathlib import Path

import pytest
import yaml

ANSWERS = Path(__file__).resolve().parents[2] / "support" / "simulator" / "answers" / "validate_1_12_6.yaml"
CASES = yaml.safe_load(ANSWERS.read_text(encoding="utf-8"))
LONGEST = 330
VALIDATE = "/api/v1/system/security/validate"
#: What every case has beside its fields: the stock file's values, which the table leaves out.
COMMON = {
    "authenticationConfiguration": {"callbackUrl": "http://localhost:8585/callback", "enableSelfSignup": True},
    "authorizerConfiguration": {
        "className": "org.openmetadata.service.security.DefaultAuthorizer",
        "principalDomain": "open-metadata.org",
        "enforcePrincipalDomain": False,
        "enableSecureSocketConnection": False,
    },
}
#: Case and why the simulator may answer otherwise.
ALLOWED: dict = {}


def placed(tree, path, value):
    """A dotted path with a value; ``None`` takes the field away."""
    *parents, name = path.split(".")
    for parent in parents:
        tree = tree.setdefault(parent, {})
    if value is None:
        tree.pop(name, None)
    else:
        tree[name] = value


def bodies():
    """(case, body) of each case."""
    bases = {}
    for case in CASES:
        key = (case["provider"], case["client_type"])
        body = copy.deepcopy(bases.get(key) or COMMON)
        body["authenticationConfiguration"].update(provider=key[0], clientType=key[1])
        for path, value in (case.get("base") or case["differs"]).items():
            placed(body, path, value)
        if "base" in case:
            bases[key] = copy.deepcopy(body)
        yield case, body


@pytest.fixture(scope="module")
def server(kept_server):
    """A server of that release, once for all cases."""
    return kept_server("1.12.6")


def answered(server, body):
    """(verdict, errors) as the table has them."""
    status, answer = server.call("POST", VALIDATE, body, server.token())
    if status != 200:
        return f"HTTP {status}", json.dumps(answer)
    prefix = "authenticationConfiguration."
    errors = [(fault["field"].replace(prefix, "", 1), fault["error"]) for fault in answer.get("errors", [])]
    return answer["status"], "; ".join(f"{field}: {text}" for field, text in errors)


@pytest.mark.parametrize(("case", "body"), list(bodies()), ids=[case["name"] for case in CASES])
def test_an_answer_is_that_of_the_real_server(case, body, server):
    verdict, errors = answered(server, body)
    assert (verdict, errors[:LONGEST].rstrip()) == (case["verdict"], case.get("errors", "").rstrip()) or case[
        "name"
    ] in ALLOWED


def test_the_table_is_complete():
    assert len(CASES) == 65
    assert {case["verdict"] for case in CASES} == {"success", "failed", "HTTP 400"}
    assert set(ALLOWED) <= {case["name"] for case in CASES}
