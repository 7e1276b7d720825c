# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The own key pair and the one that a release works with: whether a change keeps it, and whether a pod has it.

And whether a change keeps the Fernet key.

The same decisions for the files and the process of a host are in ``module_utils/_keys``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...module_utils._core.errors import HostError
from ...module_utils._core.text import some
from ...module_utils._formats import dotted_path
from ...module_utils._keys import default_keys, key_change, key_store
from ...module_utils._keys.key_change import OWN_ID
from ...module_utils._keys.key_checks import EXTRA, published_key
from ...module_utils._keys.key_store import Pair
from .._helm import chart
from .._model.findings import Finding
from .._register import finding_of
from .pod import PodState
from .release import Release

KEY_ID, FERNET = "JWT_KEY_ID", "FERNET_KEY"
_PLACE = chart.CONFIG + ".jwtTokenConfiguration.keyId"
_FERNET_PLACE = chart.CONFIG + ".fernetkey"


def findings(release: Release, pair: Pair | None, first: PodState | None) -> Iterator[Finding]:
    """What ends every token (JWK-11), and a pair that the operator has to bring (K8S-01).

    ``first`` is a pod whose server answers. Without one nobody knows which tokens there are, and a rotation is meant to
    end them.
    """
    wanted = release.planned_value(KEY_ID)
    if pair is not None and pair.is_new and release.names.referenced:
        names = ", ".join((key_store.PRIVATE, key_store.PUBLIC))
        yield finding_of("K8S-01", OWN_ID, secret=release.key_secret, names=names)
    if first is None:
        return
    present, before = _present(first), _before(release)
    own = None if pair is None else pair.fingerprint or ""
    cause = key_change.cause(wanted, present, before, published_key(first.keys, wanted), own, release.rotates)
    if cause:
        option, words = key_change.told(cause, _option(release), wanted=wanted, present=present, before=before)
        yield finding_of("JWK-11", option, cause, **words)


def fernet_key(release: Release, present: str | None, values: dict[str, Any]) -> Iterator[Finding]:
    """What makes every secret in the database unreadable (BOT-06).

    ``present`` is the key of a pod, ``None`` where it is not known; ``values`` are those of the release afterwards.
    """
    if release.settings.force_fernet_key or present is None:
        return
    before = (release.state.last_good or {}).get("values") or {}
    # Where it is no longer named, the values of the release may have it.
    written = bool(dotted_path.read(before, _FERNET_PLACE)) and not dotted_path.read(values, _FERNET_PLACE)
    wanted = default_keys.bare(release.planned_value(FERNET))
    cause = key_change.fernet_cause(default_keys.bare(present), wanted, written)
    if cause:
        yield finding_of("BOT-06", EXTRA + FERNET, cause)


def servers_own(release: Release, first: PodState | None) -> str | None:
    """The key ID of the pair that the release has, as ``key_change.servers_own``."""
    if first is None:
        return None
    wanted, names = release.planned_value(KEY_ID), release.names
    own: str | None = key_change.servers_own(
        wanted, _present(first), lambda key_id: release.secret(names.keys(key_id)) is not None
    )
    return own


def verify(release: Release, pair: Pair | None, state: PodState) -> None:
    """The pod publishes the planned key ID with the public key of the pair. Else ``HostError``."""
    if not state.kids:
        raise HostError(
            f"Pod {state.name} publishes no key of its own: tokens of bots could not be verified.",
            fix="Check RSA_PUBLIC_KEY_FILE_PATH.",
        )
    wanted = release.planned_value(KEY_ID)
    if wanted and wanted not in state.kids:
        raise HostError(
            f"Pod {state.name} publishes the key id {some(state.kids)} instead of {wanted}.",
            _option(release),
            "Check its log.",
        )
    if pair is not None and published_key(state.keys, pair.key_id) != pair.fingerprint:
        message = f"Pod {state.name} publishes another public key under {pair.key_id} than the {pair.folder} has."
        raise HostError(message, OWN_ID, "A new pair needs a new id.")


def _before(release: Release) -> str | None:
    """The key ID that was verified last."""
    before: str | None = dotted_path.read((release.state.last_good or {}).get("values") or {}, _PLACE)
    return before


def _present(state: PodState) -> str:
    return (state.kids or [default_keys.KEY_ID])[0]


def _option(release: Release) -> str:
    return OWN_ID if release.settings.jwt_key_id else EXTRA + KEY_ID
