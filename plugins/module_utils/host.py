# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens on a host when the module is called: one verb, one answer, never a traceback."""

import os

from ansible_collections.openmetadata.sso.plugins.module_utils import detached
from ansible_collections.openmetadata.sso.plugins.module_utils.deployment.bare_metal import BareMetal
from ansible_collections.openmetadata.sso.plugins.module_utils.deployment.docker_compose import DockerCompose
from ansible_collections.openmetadata.sso.plugins.module_utils.errors import HostError, defect, from_os_error
from ansible_collections.openmetadata.sso.plugins.module_utils.masking import Mask, key_of
from ansible_collections.openmetadata.sso.plugins.module_utils.transaction import Transaction

DEPLOYMENTS = {"docker_compose": DockerCompose, "bare_metal": BareMetal}


def run(plan, check_mode):
    """Carry out ``plan["verb"]`` (``apply`` or ``verify``) and return (result, ``None``) or (``None``, error dictionary)."""
    mask = None
    try:
        deployment = DEPLOYMENTS[plan["deployment"]](plan["options"], plan["templates"], plan["environment"], plan["catalogue"])
        deployment.check()
        folder = plan["options"]["state_directory"] or deployment.state_directory
        writes = plan["verb"] == "apply" and not check_mode
        if writes:
            _make(folder)
        mask = Mask(key_of(folder, writes), plan["secret_names"], plan["secrets"])
        return _run(plan["verb"], Transaction(plan, deployment, mask, folder), folder, writes), None
    except HostError as error:
        return None, _masked(error, mask)
    except Exception as error:  # the operator gets one line, whatever went wrong
        return None, defect(error).to_dict()


def _run(verb, transaction, folder, writes):
    if writes:
        return detached.run(folder, transaction.apply)
    return transaction.verify() if verb == "verify" else transaction.predict()


def _make(folder):
    try:
        os.makedirs(folder, 0o700)
    except FileExistsError:
        os.chmod(folder, 0o700)
    except OSError as error:
        raise from_os_error(error, "make")


def _masked(error, mask):
    """Texts of other programs may quote what they read."""
    answer = error.to_dict()
    for part in ("message", "outcome", "words"):
        if mask is not None and answer.get(part):
            answer[part] = mask.text(answer[part])
    return answer
