# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds the byte code of its files to an archive of a module: from standard input to standard output.

It runs with the Python of the hosts of the tests. Another Python passes over byte code that is not its own.
"""

import importlib.util
import io
import marshal
import sys
import zipfile

#: Of PEP 552: the file has a hash of its source, which is not compared.
UNCHECKED = (1).to_bytes(4, "little")


def with_byte_code(archive):
    """The archive with a .pyc beside each .py, which an import looks for first."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            source = old.read(entry)
            new.writestr(entry, source)
            if entry.filename.endswith(".py"):
                code = marshal.dumps(compile(source, entry.filename, "exec", dont_inherit=True))
                head = importlib.util.MAGIC_NUMBER + UNCHECKED + importlib.util.source_hash(source)
                new.writestr(f"{entry.filename}c", head + code)
    return made.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(with_byte_code(sys.stdin.buffer.read()))
