# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a report: JSON, a page for people, and what pipelines and Prometheus read. Pure: text in, text out."""

from .run import Run

__all__ = ["Run"]
