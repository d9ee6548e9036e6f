"""Outlines: which parts a draft has, and by what its chapters and sections are made; files in `templates/`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from toolkit.errors import BadSetting
from toolkit.messages import N_

PARTS = ("introduction", "chapters", "overview", "figure", "factors", "proposals", "method")
DIVISIONS = ("group", "area", "phase")


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline: its key, its parts in order, and what chapters and the sections within them are made by."""

    key: str
    parts: tuple[str, ...]
    chapters: tuple[str, str]


def read_outline(data: bytes, *, name: str) -> Outline:
    """The outline in the TOML file `name`; BadSetting names what is wrong."""
    try:
        values = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSetting(N_("{name} is not valid TOML: {detail}"), name=name, detail=str(error)) from error
    parts = _listed(values.get("parts"), PARTS, name=name, key="parts")
    chapters = _listed(values.get("chapters"), DIVISIONS, name=name, key="chapters")
    if len(set(chapters)) != 2 or len(chapters) != 2:  # noqa: PLR2004
        raise BadSetting(
            N_("{name}: “chapters” must name two different divisions."),
            hint=N_('Write for instance chapters = ["group", "phase"].'),
            name=name,
        )
    return Outline(str(values.get("key", name)), parts, (chapters[0], chapters[1]))


def _listed(value: object, allowed: tuple[str, ...], *, name: str, key: str) -> tuple[str, ...]:
    found = tuple(str(each) for each in value) if isinstance(value, list) else ()
    wrong = [each for each in found if each not in allowed]
    if wrong or not found:
        raise BadSetting(
            N_("{name}: “{key}” holds “{wrong}”."),
            hint=N_("It may hold these, in any order: {allowed}."),
            name=name,
            key=key,
            wrong=", ".join(wrong),
            allowed=", ".join(allowed),
        )
    return found
