# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The portal of LemonLDAP::NG in a folder of its own."""

import json
from pathlib import Path
from typing import Any

INI = """
[all]
logLevel = warn
checkTime = 1
[configuration]
type = File
dirName = {folder}/conf
localStorage = Cache::FileCache
localStorageOptions = {{'namespace' => 'config', 'default_expires_in' => 600, 'cache_root' => '{folder}/cache'}}
[portal]
staticPrefix = /static
templateDir = {templates}
languages = en
"""


def configured(folder: Path, content: dict[str, Any], templates: str) -> dict[str, str]:
    """Write its configuration, its own settings and folders; give the environment in which it finds them."""
    for name in ("conf", "cache"):
        (folder / name).mkdir()
    (folder / "conf" / "lmConf-1.json").write_text(json.dumps(content), encoding="utf-8")
    file = folder / "lemonldap-ng.ini"
    file.write_text(INI.format(folder=folder, templates=templates), encoding="utf-8")
    return {"LLNG_DEFAULTCONFFILE": str(file)}
