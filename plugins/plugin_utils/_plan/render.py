# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role's templates, rendered on the controller.

Plain Jinja2 and not Ansible's templating: a secret that looks like a template must stay text.
"""

from __future__ import annotations

import pathlib
from typing import Any

import jinja2

from .._model import encoding

FILTERS = {f"openmetadata.sso.{name}": getattr(encoding, name) for name in ("dotenv", "systemd", "shell", "compose")}


class RenderError(Exception):
    """A template cannot be found or rendered. The text names the template and line, and no value."""


def render(names: tuple[str, ...], context: dict[str, Any], folders: list[pathlib.Path]) -> dict[str, str]:
    """Render each template; the first folder that holds it wins. Returns {name: text}."""
    loader = jinja2.FileSystemLoader([str(folder) for folder in folders])
    environment = jinja2.Environment(  # nosec B701 # environment files and YAML, which have filters of their own; no HTML
        loader=loader, undefined=jinja2.StrictUndefined, trim_blocks=True, keep_trailing_newline=True, autoescape=False
    )
    environment.filters.update(FILTERS)
    return {name: _one(environment, name, context) for name in names}


def _one(environment: jinja2.Environment, name: str, context: dict[str, Any]) -> str:
    try:
        return environment.get_template(name).render(context)
    except jinja2.TemplateNotFound as error:
        raise RenderError(
            f"The template {error.name} is in none of the template folders. Install the collection again."
        ) from None
    except jinja2.TemplateSyntaxError as error:
        raise RenderError(f"{error.filename}:{error.lineno} is not a valid template: {error.message}") from None
    except (jinja2.UndefinedError, encoding.Unencodable) as error:
        raise RenderError(f"The template {name} cannot be rendered: {error}") from None
    except Exception as error:  # a template is code of the operator's; the text of its accident may hold a value
        raise RenderError(f"The template {name} cannot be rendered: {type(error).__name__}") from None
