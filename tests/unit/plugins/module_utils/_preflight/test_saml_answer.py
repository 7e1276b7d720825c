# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read of an answer to an AuthnRequest, and of which kind it is: its status decides before its page."""

import base64
import zlib

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import saml_answer
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import Answer
from lab.time_limits import at_once

URL = "https://idp.acme.io/sso?SAMLRequest=abc"
LOGIN = "<title>Sign in</title><form><input name='user'><INPUT TYPE=password name='secret'></form>"
CODES = "".join(
    f'<p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:{code}">' for code in ("Requester", "InvalidNameIDPolicy")
)
REFUSAL = (
    '<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"><p:Status>'
    f"{CODES}</p:StatusCode></p:StatusCode><p:StatusMessage> Not this format. </p:StatusMessage>"
    "</p:Status></p:Response>"
)
SUCCESS = REFUSAL.replace("Requester", "Success", 1)


def described(status, page="", **headers):
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return saml_answer.described(Answer(URL, status, fields, page.encode(), 0.0))


def form(response):
    encoded = base64.b64encode(response.encode()).decode()
    return f'<form><input type="hidden" name="SAMLResponse" value="{encoded}"/></form>'


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("login", described(200, LOGIN)),
        ("login", described(401, www_authenticate="Negotiate")),
        ("login", described(302, location="https://other.acme.io/sign-in")),
        ("login", described(200, form(SUCCESS))),
        ("page", described(200, "<h1>Metadata not found</h1>")),
        ("page", described(200)),
        ("refused", described(401)),
        ("refused", described(400, "Sign in to acme: invalid request")),
        ("refused", described(200, form(REFUSAL))),
        ("refused", described(404)),
        ("broken", described(500, LOGIN)),
        ("none", described(503)),
        ("none", described(429, LOGIN)),
        ("none", {"url": URL, "error": {"kind": "timeout", "text": "no answer"}}),
    ],
)
def test_the_kind_of_an_answer(kind, answer):
    assert saml_answer.kind(answer) == kind


def test_a_saml_response_is_read_from_a_form_and_from_a_redirect():
    expected = {"codes": ["Requester", "InvalidNameIDPolicy"], "message": "Not this format."}
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = packed.compress(REFUSAL.encode()) + packed.flush()
    encoded = base64.b64encode(deflated).decode().replace("+", "%2B")
    redirect = described(302, location=f"https://metadata.acme.io/acs?SAMLResponse={encoded}")
    assert described(200, form(REFUSAL))["response"] == redirect["response"] == expected
    assert redirect["elsewhere"] == ""


@pytest.mark.parametrize("tag", ["<input {}>", "<input {}", "<input a={}>", '<input a="{}>'])
@pytest.mark.parametrize("part", ["a", "-", " ", "name", "name ", "name=", "name='", "&quot;"])
def test_a_long_tag_is_read_in_no_time(tag, part):
    page = tag.format(part * (500_000 // len(part)))
    with at_once():
        assert saml_answer.kind(described(200, page)) == "page"


def test_a_redirect_back_to_the_server_is_not_a_log_in():
    answer = Answer(URL, 302, {"location": "https://metadata.acme.io/saml/callback?error=denied"}, b"", 0.0)
    shown = saml_answer.described(answer, "metadata.acme.io")
    assert (shown["elsewhere"], saml_answer.kind(shown)) == ("", "page")


@pytest.mark.parametrize("encoded", ["", "%", "bm90IFhNTA==", base64.b64encode(b"<a/>").decode()])
def test_a_response_that_cannot_be_read_has_no_codes(encoded):
    assert saml_answer.response(encoded) == {"codes": [], "message": ""}


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<title>Not found</title><h1>Not found</h1><p>No such service</p>", "Not found No such service"),
        ("<p>/sso?SAMLRequest=abc%3D&amp;RelayState=x is not here</p>", "/sso is not here"),
        ("<script>var said = 'error'</script><p>It&amp;#039;s you</p>", "It's you"),
        ("".join(map(chr, range(0x4E00, 0x5000))) * 2, "".join(map(chr, range(0x4E00, 0x4F90)))),
    ],
)
def test_the_words_of_a_page(page, words):
    assert saml_answer.words(page) == words
