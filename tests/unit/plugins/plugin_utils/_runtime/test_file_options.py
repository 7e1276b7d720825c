# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate may be given as a file on the controller."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import values_files
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.file_options import FILE_KEYS, with_contents
from examples import EXAMPLES, example
from lab.odd_files import ODD_FILES
from lab.time_limits import at_once

TEXT = EXAMPLES["saml"]["om_sso_saml"]["idp"]["idp_x509_certificate"]
OPTION = "om_sso_saml.idp.idp_x509_certificate"


def with_file(path):
    return example("saml", saml__idp__idp_x509_certificate=None, saml__idp__idp_x509_certificate_file=str(path))


def test_the_three_texts_of_saml_may_be_files():
    names = ("idp_x509_certificate", "sp_x509_certificate", "sp_private_key")
    assert [path[-1] for path in FILE_KEYS] == [f"{name}_file" for name in names]


def test_the_content_takes_the_place_of_the_path(tmp_path):
    (tmp_path / "idp.pem").write_text(TEXT, encoding="ascii")
    given = with_file(tmp_path / "idp.pem")
    values, findings = with_contents(given)
    assert findings == []
    assert values["om_sso_saml"]["idp"]["idp_x509_certificate"] == TEXT
    assert "idp_x509_certificate_file" in given["om_sso_saml"]["idp"], "the caller's own dictionary stays as it is"
    assert [finding for finding in plan.make(values).findings if finding.severity != "info"] == []


@pytest.mark.parametrize("home", [True, False])
def test_a_path_may_begin_at_home_or_where_ansible_was_started(tmp_path, monkeypatch, home):
    (tmp_path / "idp.pem").write_text(TEXT, encoding="ascii")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir("/" if home else tmp_path)
    values, findings = with_contents(with_file("~/idp.pem" if home else "idp.pem"))
    assert (findings, values["om_sso_saml"]["idp"]["idp_x509_certificate"]) == ([], TEXT)


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "does not exist"), (b"\x30\x82\xff", "is not text"), (b"x" * 100_001, "is longer than")],
)
def test_what_cannot_be_read_is_a_finding_that_names_option_and_path(tmp_path, content, words):
    path = tmp_path / "idp.pem"
    if content is not None:
        path.write_bytes(content)
    values, (finding,) = with_contents(with_file(path))
    assert (finding.rule, finding.severity, finding.option) == ("OPT-08", "error", OPTION)
    assert words in finding.message and str(path) in finding.message and f"{OPTION}_file" in finding.message
    assert "idp_x509_certificate_file" not in values["om_sso_saml"]["idp"]


def test_text_and_file_at_once_are_a_finding(tmp_path):
    values, (finding,) = with_contents(example("saml", saml__idp__idp_x509_certificate_file="/x.pem"))
    assert finding.rule == "OPT-08"
    assert values["om_sso_saml"]["idp"]["idp_x509_certificate"] == TEXT


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"om_sso_saml": None},
        {"om_sso_saml": "x"},
        {"om_sso_saml": {"idp": []}},
        {"om_sso_saml": {"idp": {"idp_x509_certificate_file": 5}}},
    ],
)
def test_what_is_not_a_path_is_left_to_be_reported(values):
    assert with_contents(values) == (values, [])


@pytest.mark.parametrize("kind", ODD_FILES)
def test_what_is_not_a_file_is_said_at_once(tmp_path, kind):
    ODD_FILES[kind][0](tmp_path / "idp.pem")
    with at_once():
        _values, (finding,) = with_contents(with_file(tmp_path / "idp.pem"))
    assert (finding.rule, finding.option, finding.message.count("\n")) == ("OPT-08", OPTION, 0)


@pytest.mark.parametrize("kind", ODD_FILES)
def test_a_values_file_that_is_none_is_said_at_once(tmp_path, kind):
    ODD_FILES[kind][0](tmp_path / "values.yaml")
    with at_once():
        files = values_files.read([str(tmp_path / "values.yaml")])
    assert (files.texts, [finding.rule for finding in files.findings]) == ([], ["HELM-02"])
