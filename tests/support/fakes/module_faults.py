# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of the modules of kubernetes.core: which call fails, and how often."""

REFUSED = {"failed": True, "msg": "refused by the cluster"}


def calls(name):
    """Whether a call is one of the module ``name``."""
    return lambda module, _arguments: module.endswith("." + name)


def once(condition, result=None, spared=0):
    """A fault for the call that meets a condition, after as many were spared; later ones succeed."""
    met, result = [], REFUSED if result is None else result

    def fault(module, arguments):
        if not condition(module, arguments):
            return None
        met.append(module)
        if len(met) != spared + 1:
            return None
        if isinstance(result, BaseException):
            raise result
        return result

    return fault


def reads(kind):
    """Whether a call reads objects of this kind."""
    return lambda module, arguments: module.endswith("k8s_info") and arguments["kind"] == kind


def writes(name):
    """Whether a call writes the Secret ``name`` (among others)."""
    return lambda module, arguments: (
        module.endswith(".k8s")
        and isinstance(arguments.get("definition"), list)
        and name in [content["metadata"]["name"] for content in arguments["definition"]]
    )
