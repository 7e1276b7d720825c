# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/variable_names.py collects names from files of releases, and limits them only by what whole files say."""

import importlib.util
import pathlib

import pytest

SCRIPT = pathlib.Path(__file__).resolve().parents[3] / "docs" / "variable_names.py"
SPEC = importlib.util.spec_from_file_location("variable_names_of_releases", SCRIPT)
collected = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(collected)

COMPOSE = """\
services:
  om:
    image: docker.getcollate.io/openmetadata/server:1.9.0
    environment: {IN_MAPPING: x}
  migrate:
    image: docker.getcollate.io/openmetadata/server:1.9.0
    environment: [IN_LIST=x, ALONE]
  mysql:
    image: mysql
    environment: {MYSQL_USER: x}
"""


def written(folder, **files):
    """Files by 'release/name'."""
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return collected.spans(list(collected.sources(folder)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('if [ -z "$HEAP" ]; then HEAP=1; fi', {"HEAP"}),
        ('if [ "x$HEAP" = "x" ]; then export HEAP=1; fi', {"HEAP"}),
        ("java $OPTS ${MORE}", {"OPTS", "MORE"}),
        ("PID=0\nkill $PID", set()),
        ("# $COMMENT", set()),
    ],
)
def test_a_script_reads_what_it_does_not_set_itself(text, names):
    assert collected.of_script(text) == names


def test_only_the_servers_environment_of_a_compose_file_counts():
    assert collected.of_compose(COMPOSE) == {"IN_MAPPING", "IN_LIST", "ALONE"}


def test_a_release_that_lacks_a_name_limits_it(tmp_path):
    files = {
        "1.9.0/openmetadata.yaml": "a: ${OLD}\nb: ${ALWAYS:-x}\n",
        "1.10.0/openmetadata.yaml": "b: ${ALWAYS:-x}\nc: ${NEW}\n",
    }
    assert written(tmp_path, **files) == {"OLD": (None, "1.10.0"), "ALWAYS": (None, None), "NEW": ("1.10.0", None)}


def test_a_part_of_a_file_limits_nothing(tmp_path):
    files = {
        "1.9.0/openmetadata-part.yaml": "a: ${OLD}\n",
        "1.10.0/openmetadata.yaml": "c: ${NEW}\n",
        "1.11.0/openmetadata-part.yaml": "d: ${LATER}\n",
    }
    assert written(tmp_path, **files) == {"OLD": (None, "1.10.0"), "NEW": (None, None), "LATER": ("1.11.0", None)}


def test_the_chart_and_java_name_variables_too(tmp_path):
    files = {
        "1.9.0/chart-secrets.yaml": '  FROM_CHART: "x"\n  - name: FROM_LIST\n    value: x\n  notOne: y\n',
        "1.9.0/a.java": 'System.getenv("FROM_JAVA") + System.getenv("PREFIX_" + name)',
    }
    assert set(written(tmp_path, **files)) == {"FROM_CHART", "FROM_LIST", "FROM_JAVA"}
