# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The YAML of openmetadata-ops by the library that OpenMetadata uses for it: Jackson, in a Java process."""

import json
from collections.abc import Sequence
from typing import Any

from oracles import dropwizard_oracle


class Jackson(dropwizard_oracle.Process):
    """`with Jackson() as jackson: jackson.read(text)`; what fails gives `dropwizard_oracle.Refused`."""

    def __init__(self) -> None:
        super().__init__("Exported")

    def write(self, data: Any, choices: Sequence[Sequence[str] | None] = (None,)) -> list[str]:
        """*data* as YAML, once for each choice of `YAMLGenerator` features.

        A choice names the features that are on, the others are off; `None` keeps the defaults.
        """
        return self.ask(_line({"write": data, "features": choices}))

    def read(self, text: str) -> Any:
        """The tree of a YAML text, as far as Jackson knows types without OpenMetadata's classes."""
        return self.ask(_line({"read": text}))

    def read_strings(self, text: str) -> Any:
        """A YAML text whose values all go into fields of type String."""
        return self.ask(_line({"read": text, "strings": True}))


def _line(question: Any) -> bytes:
    return json.dumps(question).encode() + b"\n"
