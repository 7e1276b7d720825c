# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about bots and where their tokens go."""

from __future__ import annotations

from collections.abc import Iterator

from .._model.deployments import IN_CLUSTER
from .._register import Problem, at
from ._rule import Case, rule


@rule("BOT-09", deployments=IN_CLUSTER)
def delivered_to_a_release(case: Case) -> Iterator[Problem]:
    """A token is delivered to a machine, which a release is not."""
    for number, bot in enumerate(case.settings.bots or ()):
        for place, entry in enumerate(bot.deliver or ()):
            if not entry.host:
                yield at(f"om_sso_bots.{number}.deliver.{place}.host", path=entry.path)
