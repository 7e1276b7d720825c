# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values all the way.

Encoders, the real readers of each deployment, the real loader of the server, and back to a value.
"""

from collections import namedtuple

from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import encoding
from oracles import readers

# Every reference of openmetadata.yaml is bare, and comments may follow it.
YAML = 'before: 1\nvalue: ${VALUE:-"default"} # comment\nafter: 1\n'
PATHS = ("env file", "override file", "EnvironmentFile", "dash", "bash")
# More text at a time is not faster, and Compose keeps all of it in memory.
BATCH_BYTES = 4_000_000

Failure = namedtuple("Failure", "path value type text got")


def environments(texts, target):
    """Return {path: {name: text}}: what the process gets by each way of deployment."""
    written = {
        writer: {name: writer(text) for name, text in texts.items()}
        for writer in (encoding.dotenv, encoding.compose, encoding.systemd, encoding.shell)
    }
    env_file, override = readers.compose(target, written[encoding.dotenv], written[encoding.compose])
    return {
        "env file": env_file,
        "override file": override,
        "EnvironmentFile": readers.systemd(target, written[encoding.systemd]),
        "dash": readers.sh("dash", written[encoding.shell]),
        "bash": readers.sh("bash", written[encoding.shell]),
    }


def compare(cases, target, load):
    """Send (value, type) pairs along every path; return (number of values, failures).

    `load` is the real loader: it takes a list of (openmetadata.yaml, environment) and returns what the server sees.
    """
    failures, compared = [], 0
    for batch in _batches(cases):
        compared += len(batch)
        texts = {f"V{number}": text for number, (_value, _type, text) in enumerate(batch)}
        got = environments(texts, target)
        for path in PATHS:
            for number, (value, kind, text) in enumerate(batch):
                if got[path].get(f"V{number}") != text:
                    failures.append(Failure(path, value, kind, text, got[path].get(f"V{number}")))
        # All paths gave the same text, or there is a failure already: the server reads each text once.
        for (value, kind, text), read in zip(batch, load([(YAML, {"VALUE": text}) for _value, _type, text in batch])):
            if not _same(read, {"before": 1, "value": value, "after": 1}):
                failures.append(Failure("server", value, kind, text, read))
    return compared, failures


def _batches(cases):
    batch, size = [], 0
    for value, kind in cases:
        text = encoding.process_text(value, kind)
        batch.append((value, kind, text))
        size += len(text)
        if size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _same(one, other):
    """Equal in type too, for True == 1 in Python."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and one == other
