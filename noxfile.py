# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of nox around the commands of this checkout: `nox --list` lists them. `./run` does the same without nox."""

import pathlib

import antsibull_nox
import nox

HERE = pathlib.Path(__file__).resolve().parent
LINT = ("-r", "tests/support/requirements/lint.txt")

nox.options.default_venv_backend = "venv"


def in_tree(session: nox.Session) -> None:
    """End a session that needs the folder names of a collection where they are others."""
    if HERE.parts[-3:] != ("ansible_collections", "openmetadata", "sso"):
        session.error(f"ansible-test needs a checkout at ansible_collections/openmetadata/sso; this one is at {HERE}")


@nox.session(default=True)
def lint(session: nox.Session) -> None:
    """ruff, and every test of the code as a whole."""
    session.install(*LINT)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("./run", "test", "tests/quality/test_rooms.py", "tests/quality/test_licence.py", external=True)


@nox.session(default=True)
def units(session: nox.Session) -> None:
    """Unit tests; arguments go to pytest."""
    session.run("./run", "test", *(session.posargs or ["tests/unit"]), external=True)


@nox.session(default=False)
def sanity(session: nox.Session) -> None:
    """The sanity tests of ansible-test; arguments go to it."""
    in_tree(session)
    session.install(*LINT)
    session.run("ansible-test", "sanity", "--venv", *session.posargs)


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """Generated files are current, and the docsite builds without a warning."""
    session.run("./run", "test", "tests/unit/docs", "tests/quality/test_docsite.py", *session.posargs, external=True)


@nox.session(default=False)
def functional(session: nox.Session) -> None:
    """The functional tests; arguments go to pytest."""
    session.run("./run", "test", *(session.posargs or ["tests/functional"]), external=True)


@nox.session(default=False)
def cores(session: nox.Session) -> None:
    """Before a release: the tests of both ends of ansible-core with each release between them too."""
    options = session.posargs or ["tests/functional"]
    session.run("./run", "test", *options, "-m", "each_core", external=True, env={"OM_SSO_CORES": "all"})


antsibull_nox.load_antsibull_nox_toml()
