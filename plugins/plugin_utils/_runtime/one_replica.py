# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The replicas of a cluster are changed one at a time, so that the others serve, in every strategy of Ansible.

Tasks of the role have no ``throttle``: one of their own, also 0, would take the place of that of the caller's play.
With the strategy ``free``, no ``throttle`` counts the tasks of several hosts below ``include_role`` together.
"""

from __future__ import annotations

import fcntl
import hashlib
import pathlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ansible import constants
from ansible.errors import AnsibleActionFail

from .._model.options import PREFIX

if TYPE_CHECKING:
    from .action_base import Action


@contextmanager
def held(action: Action, values: Mapping[str, Any]) -> Iterator[None]:
    """Wait until no other task of this run changes a replica of the same cluster; ``values`` are the host's variables.

    Check mode changes nothing and waits for nobody, and neither does a host without ``om_sso_cluster``. Raises
    ``AnsibleActionFail`` where the folder of the run cannot be written.
    """
    cluster = values.get(PREFIX + "cluster")
    if not cluster or action.check_mode:
        yield
        return
    name = hashlib.sha256(str(cluster).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    path = pathlib.Path(constants.DEFAULT_LOCAL_TMP, f"om_sso_replicas_{name}")
    try:
        stream = path.open("ab")
    except OSError as error:
        raise AnsibleActionFail(f"Could not write {path}: {error.strerror}.") from None
    with stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
