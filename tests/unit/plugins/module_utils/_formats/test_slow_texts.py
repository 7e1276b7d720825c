# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever can write a file, a log or an answer that a run reads cannot make it run for minutes, or fill its memory."""

import contextlib
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._audit import settings
from ansible_collections.openmetadata.sso.plugins.module_utils._core import text
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import bare_metal_sources, compose_sources
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import (
    env_file,
    managed_block,
    openmetadata_yaml,
    substitution,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_pair
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import oidc_page, saml_answer
from ansible_collections.openmetadata.sso.plugins.module_utils._server import api_errors
from ansible_collections.openmetadata.sso.plugins.module_utils._system.masking import Mask
from faults.texts import GROWING, SECONDS, SLOW

MASK = Mask(b"key", ["OIDC_CLIENT_SECRET"], [])
READERS = {
    "the lines of a log that help": text.telling,
    "scripts that a script sources": bare_metal_sources.SOURCED.findall,
    "files of a Compose file": compose_sources.env_file_entries,
    "a file in a diff": lambda found: MASK.diff("path", found, "OIDC_CLIENT_SECRET=a\n"),
    "the block in a file": lambda found: managed_block.replaced(found, "x\n"),
    "variables of any file": env_file.ANY.assignments,
    "openmetadata.yaml": lambda found: list(openmetadata_yaml.entries(found)),
    "openmetadata.yaml for an audit": settings._entries,
    "the variables in openmetadata.yaml": lambda found: substitution.substitute(found, {"A": found[:100]}),
    "a private key": key_pair.private_key,
    "the words of an error": api_errors.shown,
    "a sign-in page": oidc_page.TITLE.findall,
    "a form of SAML": saml_answer.ATTRIBUTE.findall,
}


@pytest.mark.parametrize("reader", READERS)
def test_no_text_takes_a_reader_of_a_host_long(reader):
    for name, found in SLOW.items():
        begin = time.process_time()
        with contextlib.suppress(ValueError, HostError):  # which is said at once
            READERS[reader](found)
        assert time.process_time() - begin < SECONDS, name


def test_variables_that_name_others_again_and_again_are_an_error_without_their_values():
    environment = {line.name: line.value for line in env_file.SHELL.assignments(GROWING)}
    deep = {f"A{number}": f"${{A{number + 1}}}" for number in range(5000)}
    empty = dict(environment, A0="")
    for found in (environment, deep, empty):
        begin = time.process_time()
        with pytest.raises(substitution.NotReplaced, match="refers to other variables too often") as caught:
            substitution.substitute("${A0}${A15}", found)
        assert time.process_time() - begin < SECONDS and "lol" not in str(caught.value)


def test_a_line_of_a_log_is_cut_and_holds_nothing_that_a_terminal_acts_on():
    shown = text.telling("ERROR \x1b]0;title\x07\x1b[31m" + "a" * 10_000 + '\n{"message": "\\u001b[2Jhealthy"}')
    assert shown.isprintable() and "ERROR ?]0;title??[31maaa" in shown and len(shown) < 400
