# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of faults is current, and each fault that it lists is held by a test that exists."""

import ast
import functools
from pathlib import Path

import pytest
from faults import document, held, points, requirements

ROOT = Path(__file__).resolve().parents[3]


@functools.cache
def names_in(path):
    """The names of the tests of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_the_page_of_faults_is_current():
    assert document.PAGE.read_text(encoding="utf-8") == document.text(), "run tests/support/faults/document.py"


def test_each_fault_names_a_test():
    found = [test for subject in held.subjects() for _fault, test in subject.FAULTS]
    missing = [test for test in found if test.partition("::")[2] not in names_in(test.partition("::")[0])]
    assert missing == []


def test_each_point_names_tests_that_exist():
    named = [test for _right, tests in requirements.POINTS for test in tests]
    assert len(requirements.POINTS) == 15 and all(tests for _right, tests in requirements.POINTS)
    assert [test for test in named if test.partition("::")[2] not in names_in(test.partition("::")[0])] == []


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("apply over SSH at -vvvv", "over SSH"),
        ("a container of a pod is restarted", "Kubernetes"),
        ("its container ends", "Docker Compose"),
        ("a fifo tests/functional/test_odd_files.py::x", "bare metal"),
        ("one megabyte of brackets", document.EVERYWHERE),
    ],
)
def test_faults_are_counted_by_where_they_strike(words, place):
    assert document.where(words) == place


def test_each_fault_is_listed_once():
    found = [(subject.TITLE, fault) for subject in held.subjects() for fault, _test in subject.FAULTS]
    assert len(found) == len(set(found)) == held.count()
    assert len(list(points.cases())) + held.count() >= 150


def test_sixty_faults_are_of_kubernetes():
    found = [
        fault for subject in held.subjects() for fault in subject.FAULTS if "Kubernetes" in document.where(str(fault))
    ]
    assert len(found) >= 60
