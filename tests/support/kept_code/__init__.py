# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`ansible-playbook` for the tests, which keeps between runs what each run would make anew."""
