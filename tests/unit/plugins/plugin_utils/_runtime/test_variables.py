# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible's values as plain ones, and expressions that fail in any way. With real playbooks: tests/functional."""

import datetime

import pytest
from ansible.errors import AnsibleError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import variables

try:
    from ansible.template import trust_as_template as expression
except ImportError:  # before 2.19 every text is one
    expression = str


try:
    from ansible._internal._templating import _utils

    OMIT = _utils.Omit
except ImportError:  # before 2.19 it is a text
    OMIT = "__omit_place_holder__4711"


class Marked(str):
    """A text that Ansible does not evaluate, as ansible-core marks it up to 2.18."""

    __UNSAFE__ = True


class Text(str):
    """As Ansible's own subclasses of text."""


#: As unsafe text up to ansible-core 2.18: making it text gives itself.
Unsafe = type("Unsafe", (str,), {"__str__": lambda self: self})


class Number(int):
    """The same of numbers."""


class Templar:
    """Gives values back; raises those that are exceptions."""

    def template(self, value):
        if isinstance(value, Exception):
            raise value
        return value


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Text("a"), "a"),
        (Unsafe("a"), "a"),
        ({Unsafe("k"): [Unsafe("v")]}, {"k": ["v"]}),
        (Number(7), 7),
        (True, True),
        (None, None),
        (1.5, 1.5),
        ((Text("a"), [Number(1)]), ["a", [1]]),
        ({Text("k"): {1: Text("v")}}, {"k": {"1": "v"}}),
        (datetime.date(2026, 11, 22), "2026-11-22"),
    ],
)
def test_values_lose_their_subclasses(value, plain):
    found = variables.plain(value)
    assert found == plain

    def types(one):
        return {type(one)}.union(
            *map(types, one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
        )

    assert types(found) <= {str, int, float, bool, type(None), list, dict}


@pytest.mark.parametrize(
    ("value", "evaluated"),
    [
        ("a", False),
        (Unsafe("a"), False),
        (None, False),
        (False, False),
        (7, False),
        (1.5, False),
        (["a", {"b": ("c", 1)}], False),
        ("{{ name }}", True),
        ("a{% if true %}b{% endif %}", True),
        ("#jinja2: variable_start_string: '[['\n[[ name ]]", True),
        (["a", {"b": ("{{ name }}", 1)}], True),
        ({"{{ name }}": 1}, True),
        (datetime.date(2026, 11, 22), True),
    ],
)
def test_only_what_may_hold_an_expression_costs_an_evaluation(value, evaluated):
    asked = []

    class Asked(Templar):
        def template(self, value):
            asked.append(value)
            return value

    found = variables.of_task(Asked(), {"om_sso_a": value})
    assert asked == ([value] if evaluated else [])
    assert found.values == {"om_sso_a": variables.plain(value)}


@pytest.mark.parametrize("value", ["a", "}}", " \n", "123", "True", "[1, 2]", None, 1.5, ["a", {"b": True}], {}])
def test_what_is_not_evaluated_is_what_an_evaluation_gives(value):
    others = variables.OtherHosts(None, Task(), {"inventory_hostname": "own", "hostvars": HostVars(own={})})
    others.task_vars["hostvars"]["other"] = {"om_sso_a": value}
    evaluated = variables.plain(variables.Templar(loader=None, variables={}).template(value))
    assert others.of("other").values == {"om_sso_a": evaluated}


VAULT = {
    "secret": "s3cr#t",
    "name": expression("{{ secret }}"),
    "number": 5,
    "off": False,
    "items_": ["a"],
    "braces": "{}",
}


@pytest.mark.parametrize(
    "value",
    [
        expression("{{ secret }}"),
        expression("{{secret}}"),
        {"a": expression("{{ secret }}"), "b": [expression("{{ secret }}"), 7, {"c": None}]},
        expression("{{ name }}"),
        expression("{{ number }}"),
        expression("{{ off }}"),
        expression("{{ items_ }}"),
        expression("{{ braces }}"),
        expression(" {{ secret }}"),
        expression("{{ secret }}{{ secret }}"),
        expression("{{ secret | upper }}"),
        {"a": expression("{{ secret }}"), "b": expression("{{ secret | length }}")},
        {"{{ secret }}": expression("{{ secret }}")},
        ({"a": expression("{{ secret }}")},),
    ],
)
def test_a_name_in_braces_is_what_an_evaluation_gives(value):
    others = variables.OtherHosts(None, Task(), {"inventory_hostname": "own", "hostvars": HostVars(own={})})
    others.task_vars["hostvars"]["other"] = {**VAULT, "om_sso_a": value}
    evaluated = variables.plain(variables.Templar(loader=None, variables=VAULT).template(value))
    assert others.of("other").values == {"om_sso_a": evaluated}


@pytest.mark.skipif(variables.is_trusted_as_template is None, reason="before ansible-core 2.19 each one is evaluated")
def test_the_name_of_a_secret_is_not_compiled_for_each_host(monkeypatch):
    monkeypatch.setattr(variables.Templar, "template", lambda _self, value: pytest.fail(f"{value} was evaluated"))
    found = seen_of("other", {}, {**VAULT, "om_sso_ldap": {"dn_admin_password": expression("{{ secret }}")}})
    assert found.values == {"om_sso_ldap": {"dn_admin_password": "s3cr#t"}} and not found.findings


@pytest.mark.skipif(variables.is_trusted_as_template is None, reason="before ansible-core 2.19 nothing is untrusted")
def test_what_is_not_trusted_stays_as_it_is():
    assert seen_of("other", {}, {**VAULT, "om_sso_a": "{{ secret }}"}).values == {"om_sso_a": "{{ secret }}"}


def test_only_variables_of_the_collection_are_checked():
    broken = AnsibleError("never evaluated")
    found = variables.of_task(
        Templar(), {"om_sso_a": "x", "other": broken, "__om_sso_plan": broken, 7: broken, "my_om_sso_a": broken}
    )
    assert (found.values, found.findings) == ({"om_sso_a": "x"}, [])


def test_an_expression_that_fails_is_one_finding_and_the_others_are_evaluated():
    found = variables.of_task(Templar(), {"om_sso_a": ValueError("a secret"), "om_sso_b": "x"})
    assert found.values == {"om_sso_b": "x"}
    assert [(one.rule, one.option, one.message) for one in found.findings] == [
        ("OPT-07", "om_sso_a", "om_sso_a cannot be evaluated: a filter, lookup or operator in it fails (ValueError).")
    ]


@pytest.mark.parametrize("value", ["/opt/a\0b", ["x", "\0"], {"a": {"\0": 1}}, {"a": ["b\0"]}], ids=repr)
def test_a_nul_character_is_a_finding_before_anything_uses_the_value(value):
    found = variables.of_task(Templar(), {"om_sso_a": value, "om_sso_b": "x"})
    assert found.values == {"om_sso_b": "x"}
    (finding,) = found.findings
    assert (finding.rule, finding.option) == ("OPT-02", "om_sso_a")
    assert finding.message == "om_sso_a holds a NUL character, which no path, URL or environment variable can hold."
    assert "\0" not in finding.fix, "it would be printed"


@pytest.mark.parametrize(
    ("value", "values"),
    [
        ("{{ omit }}", {}),
        ("{{ nothing | default(omit) }}", {}),
        (["{{ omit }}", "a"], {"om_sso_a": ["a"]}),
        ({"a": "{{ omit }}", "b": "{{ name }}", "c": ["{{ omit }}"]}, {"om_sso_a": {"b": "x", "c": []}}),
        ("{{ {'a': omit, 'b': 1} }}", {"om_sso_a": {"b": 1}}),
    ],
)
def test_what_is_omitted_is_not_set_with_every_ansible_core(value, values):
    def expressions(one):
        if isinstance(one, dict):
            return {key: expressions(item) for key, item in one.items()}
        return list(map(expressions, one)) if isinstance(one, list) else expression(one)

    templar = variables.Templar(loader=None, variables={"omit": OMIT, "name": "x"})
    found = variables.of_task(templar, {"om_sso_a": expressions(value)})
    assert (found.values, found.findings) == (values, [])


@pytest.mark.parametrize(
    ("given", "evaluated", "rules"),
    [
        ("{{ hostvars['om-2'].vault_secret }}", "{{ not_there }}", ["OPT-07"]),
        ("{{ hostvars['om-2'].vault_secret }}", Marked("a{{b}}"), []),
        ("{{ vault_secret }}", "a{{b}}", []),
        ("{{ hostvars['om-2'].vault_secret }}", "a secret", []),
    ],
)
def test_an_expression_of_another_host_that_comes_back_as_text_is_not_taken_for_its_value(given, evaluated, rules):
    templar = type("Fixed", (), {"template": lambda _self, _value: evaluated})()
    found = variables.of_task(templar, {"om_sso_client_secret": given})
    assert [one.rule for one in found.findings] == rules
    assert found.values == ({} if rules else {"om_sso_client_secret": str.__str__(evaluated)})


class Vaulted:
    """A vaulted value without its password: it can be compared with nothing."""

    def __init__(self, text):
        self._ciphertext = text

    def __eq__(self, other):
        raise AnsibleError("Attempting to decrypt but no vault secrets found")

    __hash__ = None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a", "a", True),
        ("a", "b", False),
        (Vaulted("x"), Vaulted("x"), True),
        (Vaulted("x"), Vaulted("y"), False),
        (Vaulted("x"), "x", False),
    ],
)
def test_raw_values_are_compared_without_a_password(one, other, same):
    assert variables._same(one, other) is same


class HostVars(dict):
    """As Ansible's, which gives raw values."""

    raw_get = dict.get


class Task:
    """A task; of a role, its defaults come with it."""

    def __init__(self, **defaults):
        self._role = type("Role", (), {"get_default_vars": lambda _self: defaults})() if defaults else None


def seen_of(host, own, other, of_the_task=None, task=None):
    """What is evaluated for ``host``, called from the task of another one."""
    hostvars = HostVars(own=own, other=other)
    task_vars = {**own, **(of_the_task or {}), "inventory_hostname": "own", "hostvars": hostvars}
    return variables.OtherHosts(None, task or Task(), task_vars).of(host)


def test_the_variables_of_a_host_are_read_once_and_those_of_the_tasks_host_once_a_task():
    names = [f"om-{number}" for number in range(20)]
    read = []

    class Counted(HostVars):
        def raw_get(self, host):
            read.append(host)
            return self[host]

    hostvars = Counted({name: {"om_sso_client_id": name} for name in ["own", *names]})
    task_vars = {**hostvars["own"], "om_sso_flow": "implicit", "inventory_hostname": "own", "hostvars": hostvars}
    others = variables.OtherHosts(None, Task(), task_vars)
    found = {name: others.of(name).values for name in names}
    assert found == {name: {"om_sso_client_id": name, "om_sso_flow": "implicit"} for name in names}
    assert sorted(read) == sorted(["own", *names])


def test_another_hosts_own_variables_count_and_those_of_the_tasks_host_do_not():
    found = seen_of("other", {"om_sso_client_id": "of-own", "om_sso_only_own": "x"}, {"om_sso_client_id": "of-other"})
    assert found.values == {"om_sso_client_id": "of-other"}


def test_what_the_play_or_task_says_counts_for_every_host():
    found = seen_of(
        "other",
        {"om_sso_client_id": "of-own"},
        {"om_sso_client_id": "of-other"},
        {"om_sso_client_id": "of-the-play", "om_sso_b": "y"},
    )
    assert found.values == {"om_sso_client_id": "of-the-play", "om_sso_b": "y"}


def test_defaults_of_a_role_are_not_said_by_the_play():
    found = seen_of(
        "other",
        {},
        {"om_sso_flow": "implicit"},
        {"om_sso_flow": "authorization_code"},
        Task(om_sso_flow="authorization_code"),
    )
    assert found.values == {"om_sso_flow": "implicit"}


def test_a_value_of_the_play_counts_though_it_equals_the_default_that_the_inventory_overrides():
    found = seen_of(
        "other",
        {"om_sso_flow": "implicit"},
        {"om_sso_flow": "implicit"},
        {"om_sso_flow": "authorization_code"},
        Task(om_sso_flow="authorization_code"),
    )
    assert found.values == {"om_sso_flow": "authorization_code"}


def test_expressions_are_evaluated_with_the_variables_of_their_own_host():
    own = {"name": "first", "om_sso_client_id": expression("{{ name }}")}
    found = seen_of("other", own, {"name": "second", "om_sso_client_id": expression("{{ name }}-id")})
    assert (found.values, found.findings) == ({"om_sso_client_id": "second-id"}, [])


def test_an_expression_of_one_host_that_fails_is_a_finding_without_its_value():
    found = seen_of(
        "other",
        {},
        {
            "om_sso_client_secret": expression("{{ a_secret + undefined_thing }}"),
            "a_secret": "s3cret",
            "om_sso_client_id": "abc",
        },
    )
    assert found.values == {"om_sso_client_id": "abc"}
    assert [(one.rule, one.severity, one.option) for one in found.findings] == [
        ("OPT-07", "error", "om_sso_client_secret")
    ]
    assert found.findings[0].message.startswith("om_sso_client_secret cannot be evaluated: ")
    assert "\n" not in found.findings[0].message and "s3cret" not in found.findings[0].message


def test_a_file_that_cannot_be_read_is_a_finding_beside_the_values(tmp_path):
    values = {
        "om_sso_saml": {"idp": {"idp_x509_certificate_file": str(tmp_path / "nothing.pem")}},
        "om_sso_client_id": "abc",
    }
    found = variables.of_task(Templar(), values)
    assert found.values["om_sso_client_id"] == "abc"
    assert [one.rule for one in found.findings] == ["OPT-08"] and "nothing.pem" in found.findings[0].message
