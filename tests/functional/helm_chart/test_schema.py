# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of every provider, flow and kind of variable, against the schema of each chart at hand."""

import json

import jsonschema
import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import documents
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import planning
from functional.helm_chart.conftest import UPSTREAM, schemas
from helm_chart import cases

ABSENT = pytest.param(
    None, None, marks=pytest.mark.skip(reason=f"no */helm-values.schema.json under {UPSTREAM}: set OM_SSO_UPSTREAM")
)

pytestmark = pytest.mark.optional  # the schemas are another project's and not part of this repository


@pytest.mark.parametrize(("release", "schema"), [pytest.param(*each, id=each[0]) for each in schemas()] or [ABSENT])
@pytest.mark.parametrize("case", cases.CASES, ids=lambda case: case.name)
def test_the_schema_of_the_chart_accepts_the_values(case, release, schema):
    texts = documents.files(case.plan(release), {}, [planning.ROLE_TEMPLATES])
    values = yaml.safe_load(texts[documents.VALUES])
    jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(values)
    for name, text in texts.items():
        assert "$" not in text, f"{name} holds what somebody may substitute"
        assert text.isascii()
