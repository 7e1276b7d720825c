# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The database: tables of JSON values by key, in a local file or behind a tiny network process.

Values pass through untouched, so what is at rest can be read: secrets are in clear text up to 2.0 [S].
"""

import fcntl
import json
import os
import socket
from contextlib import contextmanager
from typing import Any, Dict, Iterator, Sequence

SETTINGS = "openmetadata_settings"
USERS = "user_entity"
BOTS = "bot_entity"
META = "simulator_meta"
AUTHENTICATION = "authenticationConfiguration"
AUTHORIZER = "authorizerConfiguration"


class Unavailable(Exception):
    """The database does not answer; the message is the driver's."""


class FileStore:
    """Tables in one JSON file; several processes may share it."""

    def __init__(self, path: str):
        self.path = path

    def get(self, table: str, key: str) -> Any:
        """The value, None when there is none."""
        return self._read().get(table, {}).get(key)

    def all(self, table: str) -> Dict[str, Any]:
        """Every value of a table by key."""
        return self._read().get(table, {})

    def put(self, table: str, key: str, value: Any, only_if_absent: bool = False) -> bool:
        """Writes a value; False when it was there and had to stay."""
        with self._changing() as tables:
            rows = tables.setdefault(table, {})
            if only_if_absent and key in rows:
                return False
            rows[key] = value
            return True

    def delete(self, table: str, key: str) -> bool:
        """Removes a value; False when there was none."""
        with self._changing() as tables:
            return tables.get(table, {}).pop(key, None) is not None

    def take_faults(self, _names: Sequence[str]) -> Dict[str, str]:
        """None: an install with its own rows has its own folder of faults."""
        return {}

    def _read(self) -> Dict[str, Dict[str, Any]]:
        try:
            with open(self.path, encoding="utf-8") as stream:
                return json.load(stream)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise Unavailable("%s" % error) from error

    @contextmanager
    def _changing(self) -> Iterator[Dict[str, Dict[str, Any]]]:
        try:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            descriptor = os.open(self.path + ".lock", os.O_WRONLY | os.O_CREAT, 0o666)
        except OSError as error:
            raise Unavailable("%s" % error) from error
        with os.fdopen(descriptor, "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            tables = self._read()
            yield tables
            beside = self.path + ".new"
            with open(beside, "w", encoding="utf-8") as stream:
                json.dump(tables, stream, indent=1, sort_keys=True)
            os.replace(beside, self.path)


class NetworkStore:
    """The same tables over TCP: one JSON request line, one JSON answer line, a connection each."""

    def __init__(self, host: str, port: int):
        self._address = (host, port)

    def get(self, table: str, key: str) -> Any:
        """See FileStore."""
        return self._ask("get", table, key)

    def all(self, table: str) -> Dict[str, Any]:
        """See FileStore."""
        return self._ask("all", table)

    def put(self, table: str, key: str, value: Any, only_if_absent: bool = False) -> bool:
        """See FileStore."""
        return self._ask("put", table, key, value, only_if_absent)

    def delete(self, table: str, key: str) -> bool:
        """See FileStore."""
        return self._ask("delete", table, key)

    def take_faults(self, names: Sequence[str]) -> Dict[str, str]:
        """Faults that lie with the database: see faults.take."""
        return self._ask("faults", list(names))

    def _ask(self, *request: Any) -> Any:
        try:
            with socket.create_connection(self._address, timeout=5) as connection:
                connection.sendall(json.dumps(request).encode() + b"\n")
                with connection.makefile("rb") as stream:
                    answer = stream.readline()
        except OSError as error:
            raise Unavailable("Connection to %s:%d refused. (%s)" % (self._address + (error,))) from error
        if not answer:
            raise Unavailable("Connection to %s:%d was closed." % self._address)
        return json.loads(answer)


def from_url(url: str, local_path: str) -> Any:
    """The store of an install: its file, or when the path is empty the host of the JDBC URL."""
    if local_path:
        return FileStore(local_path)
    try:
        authority = url.split("://", 1)[1].split("/", 1)[0]
        host, _colon, port = authority.partition(":")
        return NetworkStore(host, int(port))
    except (IndexError, ValueError) as error:
        raise Unavailable("Unable to parse URL %s" % url) from error
