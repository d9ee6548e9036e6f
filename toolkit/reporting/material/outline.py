"""Outlines: which parts and appendices a draft has, what they are called, and by what its chapters are made."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.errors import BadSetting
from toolkit.messages import N_

DIVISIONS = ("group", "area", "phase", "question")
LANGUAGES = ("sv", "en")
KEYS = ("key", "parts", "chapters", "appendices", "numbered", "most", "titles")


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline: its key, its parts in order, and what chapters and the sections within them are made by.

    `appendices` are parts that come last, each an appendix. `titles` are headings of a part's own by language ("" for
    every language). `numbered` gives chapters, sections and appendices numbers. `most` themes a chapter tells (0: all).
    """

    key: str
    parts: tuple[str, ...]
    chapters: tuple[str, str]
    appendices: tuple[str, ...] = ()
    numbered: bool = False
    most: int = 0
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def title(self, part: str, language: str) -> str:
        """What the outline calls a part in a language; empty where the usual heading stands."""
        own = self.titles.get(part, {})
        return own.get(language) or own.get("", "")

    def has(self, part: str) -> bool:
        """Whether a part stands in the report or among its appendices."""
        return part in self.parts or part in self.appendices


def read_outline(data: bytes, *, name: str, known: tuple[str, ...]) -> Outline:
    """The outline in the TOML file `name`, of the parts that are `known`; BadSetting names what is wrong."""
    try:
        values = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSetting(N_("{name} is not valid TOML: {detail}"), name=name, detail=str(error)) from error
    _allowed(values, KEYS, name=name, key=name)
    parts = _listed(values.get("parts"), known, name=name, key="parts")
    appendices = _listed(values.get("appendices", []), known, name=name, key="appendices", empty=True)
    _once((*parts, *appendices), name)
    return Outline(
        key=str(values.get("key", name)),
        parts=parts,
        chapters=_chapters(values.get("chapters"), name),
        appendices=appendices,
        numbered=_flag(values.get("numbered", False), name),
        most=_most(values.get("most", 0), name),
        titles=_titles(values.get("titles", {}), name, known),
    )


def _listed(value: object, allowed: tuple[str, ...], *, name: str, key: str, empty: bool = False) -> tuple[str, ...]:
    found = tuple(str(each) for each in value) if isinstance(value, list) else ()
    if not isinstance(value, list) or not (found or empty):
        raise _wrong(name, key, "" if value is None else str(value), allowed)
    _allowed(found, allowed, name=name, key=key)
    return found


def _allowed(found: object, allowed: tuple[str, ...], *, name: str, key: str) -> None:
    wrong = [str(each) for each in found if each not in allowed] if isinstance(found, tuple | dict) else [str(found)]
    if wrong:
        raise _wrong(name, key, ", ".join(wrong), allowed)


def _wrong(name: str, key: str, wrong: str, allowed: tuple[str, ...]) -> BadSetting:
    return BadSetting(
        N_("{name}: “{key}” holds “{wrong}”."),
        hint=N_("It may hold these, in any order: {allowed}."),
        name=name,
        key=key,
        wrong=wrong,
        allowed=", ".join(allowed),
    )


def _once(parts: tuple[str, ...], name: str) -> None:
    twice = next((part for part in parts if parts.count(part) > 1), "")
    if twice:
        raise BadSetting(
            N_("{name}: the part “{part}” stands twice."),
            hint=N_("Each part may stand once, either in “parts” or in “appendices”."),
            name=name,
            part=twice,
        )


def _chapters(value: object, name: str) -> tuple[str, str]:
    chapters = _listed(value, DIVISIONS, name=name, key="chapters")
    first, *others = chapters
    if not others:
        return first, ""
    if others in ([first], ["question"]) or len(others) > 1:
        raise BadSetting(
            N_("{name}: “chapters” must name two different divisions."),
            hint=N_('Write for instance chapters = ["group", "phase"]; “question” can only stand first.'),
            name=name,
        )
    return chapters[0], chapters[1]


def _flag(value: object, name: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name, "numbered", str(value), ("true", "false"))
    return value


def _most(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadSetting(
            N_("{name}: “most” must be a whole number."),
            hint=N_("It says how many themes a chapter tells at most; 0 tells all."),
            name=name,
        )
    return value


def _titles(value: object, name: str, known: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Headings of one's own: a text, or texts by language, for each part but the chapters, which name themselves."""
    named = tuple(part for part in known if part != "chapters")
    _allowed(value, named, name=name, key="titles")
    titles = {}
    for part, written in value.items() if isinstance(value, dict) else ():
        texts = {"": written} if isinstance(written, str) else written
        _allowed(texts, ("", *LANGUAGES), name=name, key=f"titles.{part}")
        titles[part] = {language: str(text).strip() for language, text in texts.items()}
    return titles
