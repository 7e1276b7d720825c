# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the two commands, the tests and CI need around them: cache, interpreters, venvs, images."""
