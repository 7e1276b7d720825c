# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The own key pair and the one that a release works with: whether a change keeps it, and whether a pod has it.

The same decisions for the files and the process of a host are in ``module_utils/_keys``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...module_utils._core.errors import HostError
from ...module_utils._core.text import some
from ...module_utils._formats import dotted_path
from ...module_utils._keys import default_keys, key_store
from ...module_utils._keys.key_checks import NAME, OWN_ID, published_key
from ...module_utils._keys.key_store import Pair
from .._helm import chart
from .._helm import values as chart_values
from .._model.findings import Finding
from .._register import finding_of
from .pod import PodState
from .release import Release

KEY_ID = "JWT_KEY_ID"
_PLACE = chart.CONFIG + ".jwtTokenConfiguration.keyId"


def findings(release: Release, pair: Pair | None, first: PodState | None) -> Iterator[Finding]:
    """What ends every token (JWK-11), and a pair that the operator has to bring (K8S-01).

    ``first`` is a pod whose server answers. Without one nobody knows which tokens there are, and a rotation is meant to
    end them.
    """
    wanted = release.planned_value(KEY_ID)
    if pair is not None and pair.is_new and release.names.referenced:
        names = ", ".join((key_store.PRIVATE, key_store.PUBLIC))
        yield finding_of("K8S-01", OWN_ID, secret=chart_values.key_secret(release.settings), names=names)
    if release.rotates or first is None:
        return
    present = _present(first)
    if not wanted:
        before = dotted_path.read((release.state.last_good or {}).get("values") or {}, _PLACE)
        if before:
            yield finding_of("JWK-11", OWN_ID, "no_longer_named", present=before)
    elif wanted != present:
        yield finding_of("JWK-11", _option(release), "other_key_id", present=present, wanted=wanted)
    elif pair is not None and published_key(first.keys, wanted) not in (None, pair.fingerprint):
        yield finding_of("JWK-11", OWN_ID, "same_key_id", wanted=wanted)


def servers_own(release: Release, first: PodState | None) -> str | None:
    """The key ID of the pair that the release has, where the plan has another one.

    Empty for the pair that OpenMetadata ships; ``None`` where the plan has the same, or the pair is not one of
    ``om_sso_jwt_key_id``, which has its Secret.
    """
    present = _present(first) if first is not None else None
    if present is None or present == (release.planned_value(KEY_ID) or default_keys.KEY_ID):
        return None
    if present == default_keys.KEY_ID:
        return ""
    return present if NAME.fullmatch(present) and release.secret(release.names.keys(present)) else None


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


def _present(state: PodState) -> str:
    return (state.kids or [default_keys.KEY_ID])[0]


def _option(release: Release) -> str:
    return OWN_ID if release.settings.jwt_key_id else f"om_sso_extra_environment.{KEY_ID}"
