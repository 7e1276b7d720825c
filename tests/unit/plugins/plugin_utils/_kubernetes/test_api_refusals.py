# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API server, Helm and their clients refuse is one sentence with its cause, the option and what to do."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import api_errors, api_refusals
from faults import cluster


@pytest.mark.parametrize("fault", cluster.REFUSALS)
def test_a_refusal_is_one_sentence_with_its_cause(fault):
    text, message = cluster.REFUSALS[fault]
    error = api_errors.host_error("kubernetes.core.k8s", text)
    assert error.message.startswith(message) and error.fix
    assert "failed:" not in error.message or message in error.message
    assert "\n" not in error.message and "{" not in error.message.replace("-+-+- {}", "")


def test_another_text_has_no_cause_that_is_known():
    assert api_refusals.of("something else") is None


def test_a_refusal_ends_its_sentence_before_what_to_do():
    ends = [api_refusals.of(text) for text, _message in cluster.REFUSALS.values()]
    assert {refusal.message[-1] for refusal in ends if refusal} == {"."}


def test_a_long_reason_is_cut():
    error = api_errors.host_error("helm", f'admission webhook "a" denied the request: {"x" * 2000}')
    assert len(error.message) <= 500 and error.message.endswith("…")
