"""Every page of the workbench, found from its routes: a new screen is walked as soon as it is there."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from fastapi.routing import APIRoute

from toolkit.services.coding.scheme_views import key
from toolkit.workbench.app import SCREENS

NOT_PAGES = ("/api", "/static", "/draft/file")
FIRST = {"number": "2", "group": "1", "key": key("needs")}


def addresses(folder: Path) -> list[str]:
    """The addresses of all pages and parts that are had with GET, filled with numbers of things in the project."""
    found: list[str] = []
    for route in (route for screen in SCREENS for route in screen.router.routes):
        if isinstance(route, APIRoute) and "GET" in route.methods and not route.path.startswith(NOT_PAGES):
            found.extend(_filled(route.path, folder))
    return found


def _filled(path: str, folder: Path) -> Iterator[str]:
    wanted = re.findall(r"{(\w+)}", path)
    values = {**FIRST, **_place(folder)}
    if set(wanted) <= set(values):
        yield path.format(**values)


def _place(folder: Path) -> dict[str, str]:
    """The numbers of a coded place, or nothing in an empty project."""
    with closing(sqlite3.connect(f"file:{folder / 'project.db'}?mode=ro", uri=True)) as store:
        place = store.execute("SELECT source_id, start, end FROM coding ORDER BY id LIMIT 1").fetchone()
    return dict(zip(("source_id", "start", "end"), map(str, place), strict=True)) if place else {}
