# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads of bots, pipelines and administrators. Never a token."""

from __future__ import annotations

from collections import Counter
from typing import Any

from .._model import clock
from .lines import labelled

#: Outcomes of a pipeline that need no line of their own.
QUIET = ("current", "never deployed")


def bot(host: str, name: str, answer: dict[str, Any], check_mode: bool) -> list[str]:
    """Lines on the token of one bot."""
    if not answer["changed"]:
        return [f"{host}  bot {name}: its token is valid, {_until(answer['expires_at'])}"]
    if check_mode:
        what = "be created" if answer["created"] else "get a new token"
        return [f"{host}  bot {name}: would {what} ({answer['renewed']})"]
    if answer["created"]:
        what = "created, with a token"
    else:
        what = f"new token ({answer['renewed']}), {_until(answer['expires_at'])}"
    old = f", the old one is refused: {answer['old_token']}" if answer["old_token"] else ""
    verified = f"the server accepts the new token after {answer['seconds']} s{old}"
    return [f"{host}  bot {name}: {what}", labelled("verified", verified)]


def _until(expires_at: float | None) -> str:
    if expires_at is None:
        return "it never expires"
    moment = clock.at(expires_at)
    if moment is None:
        return "it expires at a time that no calendar has"
    return f"it expires on {moment:%Y-%m-%d %H:%M} UTC"


def pipelines(host: str, rows: list[dict[str, Any]]) -> list[str]:
    """A count of all pipelines by outcome, and a line for each that was changed, has to be changed or failed."""
    counts = ", ".join(f"{number} {outcome}" for outcome, number in Counter(row["outcome"] for row in rows).items())
    lines = [f"{host}  ingestion pipelines: {counts or 'none'}"]
    for row in rows:
        if row["outcome"] not in QUIET:
            reason = f": {row['reason']}" if row["reason"] else ""
            lines.append(labelled(row["outcome"], f"{row['name']} ({row['kind']}, {row['bot']}){reason}"))
    return lines


def default_admin(host: str, answer: dict[str, Any], check_mode: bool) -> list[str]:
    """Lines on the user ``admin``."""
    others = ", ".join(answer["administrators"]) or "none found"
    if not answer["changed"]:
        return [f"{host}  the user admin does not exist; administrators: {others}"]
    removed = "would be removed" if check_mode else "is removed"
    lines = [f"{host}  the user admin ({answer['user']}) {removed}; administrators: {others}"]
    if answer["acting"] not in answer["administrators"]:
        note = f"this was done with the token of {answer['acting']}: check that one of the administrators can sign in"
        lines.append(labelled("note", note))
    return lines
