# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of the Helm chart on the controller: the operator's are read, ours are written, compared and shown without secrets."""

from __future__ import annotations

import hashlib
import hmac
import os
import pathlib
import re
import secrets
import tempfile
from typing import Any, NamedTuple

from .._model.catalogue import CATALOGUE
from .._model.findings import Finding, errors, in_order
from .._helm import documents, values_findings as chart_findings, values as chart_values
from .._plan.plan import Plan, release_of
from .._rules import Context, check_file

_NAME = re.compile(r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?")
_LONGEST_NAME = 63 - len("-public")
#: Of this run only, so that nobody can compare what is shown with guesses.
_KEY = secrets.token_bytes(32)
_DATA = re.compile(r"^(  ([A-Za-z0-9_.-]+): )(\S+)$", re.MULTILINE)
_EXTRA = re.compile(r'^(- name: "?([^"\n]*)"?\n  value: )(.*)$', re.MULTILINE)


class Written(NamedTuple):
    """One file: where, whether it is or would be changed, and both sides for ``--diff`` without secrets."""

    path: str
    changed: bool
    diff: dict[str, str]


def judged(plan: Plan) -> Plan:
    """The plan with what the chart and its values files say against it."""
    settings = plan.settings
    if settings is None or settings.deployment != "kubernetes":
        return plan
    texts, found = _read(settings)
    found += _names(settings)
    context = Context(release_of(settings), plan.provider.openmetadata_provider if plan.provider else None, settings.deployment)
    found += [finding for path, text in texts for finding in check_file("helm_values", path, text, context)]
    if plan.environment:
        rendered = chart_values.render(plan, annotated=False)
        names = chart_values.names_of(settings)
        references = [names.secret] if names.referenced and rendered.secret else []
        found += chart_findings.of(texts, rendered.values, [entry.name for entry in plan.environment], references)
    found = [finding for finding in found if finding.rule not in (settings.ignore_rules or {}) or finding.rule.startswith("OPT-")]
    usable = not errors(found)
    environment, served = (plan.environment, plan.served) if usable else ((), {})
    return plan._replace(findings=in_order([*plan.findings, *found]), environment=environment, served=served)


def _read(settings: Any) -> tuple[list[tuple[str, str]], list[Finding]]:
    """The operator's values files as (path, text), and a finding for each that cannot be read."""
    texts, found = [], []
    for path in settings.helm_values_files or ():
        try:
            texts.append((path, pathlib.Path(path).expanduser().read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
            found.append(Finding("HELM-02", "error", chart_findings.OPTION, f"{path} cannot be read: {reason}.", "Correct the path or the file."))
    return texts, found


def _names(settings: Any) -> list[Finding]:
    found = []
    for name in ("kubernetes_secret", "kubernetes_namespace"):
        text = getattr(settings, name)
        if text is not None and (not _NAME.fullmatch(text) or len(text) > _LONGEST_NAME):
            fix = f"Use at most {_LONGEST_NAME} of a-z, 0-9, - and ., beginning and ending with a letter or digit."
            found.append(Finding("HELM-03", "error", f"om_sso_{name}", f"om_sso_{name} is no name that Kubernetes takes.", fix))
    return found


def files(plan: Plan, folders: list[pathlib.Path]) -> dict[str, str]:
    """The files of a plan without errors, by name; raises ``RenderError``."""
    own = chart_findings.merge(*(chart_findings.parsed(text) for _path, text in _read(plan.settings)[0]))
    return documents.files(plan, chart_findings.own_extra_envs(own), folders)


def write(folder: pathlib.Path, wanted: dict[str, str], really: bool) -> list[Written]:
    """Bring a folder's files in line, mode 0600. A file of ours that is no longer wanted goes; others stay. Raises ``OSError``."""
    if really:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return [_one(folder / name, wanted.get(name), really) for name in documents.NAMES if name in wanted or _is_ours(folder / name)]


def _is_ours(path: pathlib.Path) -> bool:
    before = _text(path)
    return before is not None and before.startswith(documents.MARK)


def _one(path: pathlib.Path, after: str | None, really: bool) -> Written:
    before = _text(path)
    changed = before != after or _is_open(path)
    if changed and really:
        if after is None:
            path.unlink()
        else:
            _replace(path, after)
    diff = {"before_header": str(path), "after_header": str(path), "before": shown(before), "after": shown(after)}
    return Written(str(path), changed, diff)


def _text(path: pathlib.Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except FileNotFoundError:
        return None


def _is_open(path: pathlib.Path) -> bool:
    """Whether others may read it."""
    return path.exists() and bool(path.stat().st_mode & 0o077)


def _replace(path: pathlib.Path, text: str) -> None:
    """Atomically; a temporary file is made with mode 0600."""
    descriptor, temporary = tempfile.mkstemp(prefix=".openmetadata-sso-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as stream:
            stream.write(text)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def shown(text: str | None) -> str:
    """A file for people: what is or may be secret as a keyed hash, which still tells change from no change."""
    if text is None:
        return ""
    pattern, start = (_DATA, "\ndata:\n") if "\nkind: Secret\n" in text else (_EXTRA, "\nextraEnvs:\n")
    before, separator, content = text.partition(start)
    return before + separator + pattern.sub(_masked, content)


def _masked(match: re.Match) -> str:
    """Values of variables that are no secrets stay; everything else, also the operator's own, does not."""
    known = CATALOGUE.get(match.group(2))
    return match.group() if known is not None and not known.secret else f"{match.group(1)}<{_digest(match.group(3))}>"


def _digest(text: str) -> str:
    return "sha256:" + hmac.new(_KEY, text.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()[:8]
