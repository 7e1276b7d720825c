# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of a tree of dictionaries at a dotted path, such as ``authenticationConfiguration.oidcConfiguration.id``."""


def read(tree, path, default=None):
    """The value at a path; ``default`` where the tree ends before. A number is an index of a list."""
    for key in path.split("."):
        if isinstance(tree, list) and key.isdigit() and int(key) < len(tree):
            tree = tree[int(key)]
        elif isinstance(tree, dict) and key in tree:
            tree = tree[key]
        else:
            return default
    return tree


def write(tree, path, value):
    """Set the value at a path; what is not a dictionary on its way is replaced by one."""
    keys = path.split(".")
    for key in keys[:-1]:
        if not isinstance(tree.get(key), dict):
            tree[key] = {}
        tree = tree[key]
    tree[keys[-1]] = value
