"""The engines' names and versions, apart from the engines: to ask whether anything is new needs no heavy library.

A version is raised whenever the same input would give another result.
"""

from __future__ import annotations

RULES = "rules/2"
LEARNED = "learned/3"
THEMES = "themes/4"
PLACING = "placing/1"
