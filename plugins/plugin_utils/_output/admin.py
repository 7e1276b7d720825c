# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads of bots, pipelines and administrators. Never a token."""

from __future__ import annotations

import datetime
from typing import Any


def bot(host: str, name: str, answer: dict[str, Any], check_mode: bool) -> list[str]:
    """Lines on the token of one bot."""
    if not answer["changed"]:
        return [f"{host}  bot {name}: its token lives, {_until(answer['expires_at'])}"]
    if check_mode:
        return [
            f"{host}  bot {name}: would {'be made' if answer['created'] else 'get a new token'} ({answer['renewed']})"
        ]
    what = (
        "made, with a token"
        if answer["created"]
        else f"new token ({answer['renewed']}), {_until(answer['expires_at'])}"
    )
    lines = [f"{host}  bot {name}: {what}"]
    dead = f", the old one is refused: {answer['old_token']}" if answer["old_token"] else ""
    return [*lines, f"  proved      the server takes the new token after {answer['seconds']} s{dead}"]


def _until(expires_at: float | None) -> str:
    if expires_at is None:
        return "it never expires"
    return f"it expires on {datetime.datetime.fromtimestamp(expires_at, datetime.UTC):%Y-%m-%d %H:%M} UTC"


def pipelines(host: str, rows: list[dict[str, Any]]) -> list[str]:
    """A line for each pipeline that something was or has to be done about, and a count of the others."""
    told = [row for row in rows if row["outcome"] not in ("current", "never deployed")]
    counts = ", ".join(
        f"{sum(row['outcome'] == outcome for row in rows)} {outcome}"
        for outcome in dict.fromkeys(row["outcome"] for row in rows)
    )
    lines = [f"{host}  ingestion pipelines: {counts or 'none'}"]
    for row in told:
        reason = f": {row['reason']}" if row["reason"] else ""
        lines.append(f"  {row['outcome']:<10}  {row['name']} ({row['kind']}, {row['bot']}){reason}")
    return lines


def default_admin(host: str, answer: dict[str, Any], check_mode: bool) -> list[str]:
    """Lines on the user ``admin``."""
    others = ", ".join(answer["administrators"]) or "none seen"
    if not answer["changed"]:
        return [f"{host}  the user admin is not there; administrators: {others}"]
    lines = [
        f"{host}  the user admin ({answer['user']}) {'would be' if check_mode else 'is'} removed; administrators: {others}"
    ]
    if answer["acting"] not in answer["administrators"]:
        lines.append(
            f"  note        it was the token of {answer['acting']} that did it: make sure that one of them can sign in"
        )
    return lines
