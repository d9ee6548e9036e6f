"""Headings: what the lines before the first turn say about the interview (date, place, method, respondent, …)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import dropwhile

from toolkit.domain.sources.speakers import printed_role
from toolkit.domain.texts.days import day_within

_KEYS = {
    "date": "date datum dag day intervjudatum",
    "place": "place plats location lokal ort",
    "method": "method metod intervjuform",
    "respondent": "respondent respondenter informant intervjuperson intervjuad interviewee ip participant deltagare",
    "interviewer": "interviewer intervjuare utvärderare samtalsledare moderator",
    "minutes": "minutes minuter längd length duration",
    "group": "group grupp aktörsgrupp",
    "title": "title titel rubrik",
    "speakers": "speakers talare participants medverkande närvarande",
    "note": "note notes not anteckning anteckningar notering kommentar comment obs",
}
_DATED = (
    "date of interview",
    "date of the interview",
    "interview date",
    "datum för intervju",
    "datum för intervjun",
    "intervjuns datum",
)
_ENGLISH = {word: key for key, words in _KEYS.items() for word in words.split()} | dict.fromkeys(_DATED, "date")
_NAMES_TOO = frozenset(("dag",))
_SPEAKING = frozenset(("respondent", "interviewer"))
_PAIR = re.compile(r"(?P<key>[^\W\d_][\w \-]{0,30}?)[ \t]*[*_]{0,3}:[*_]{0,3}\s+(?P<value>\S.*)")
_NEXT_KEY = re.compile(
    r"(?:\s*[|;·]\s*|\t\s*|\s{2,}|,?\s+(?=[A-ZÅÄÖ]))(?=(?P<key>[^\W\d_]+)[ \t]*[*_]{0,3}:[*_]{0,3}\s+\S)"
)
_DATE_WORD = re.compile(r"(?:date|datum)[ \t]+(?P<value>\S.*)", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_ABOUT = re.compile(
    r"\b(?:intervju|interview|samtal)(?:\s+(?:med|with))?:?\s+(?P<id>[A-ZÅÄÖ]{1,3}\d{1,3})\b", re.IGNORECASE
)
_NAME = re.compile(r"[^\W_][\w.’'\-]*(?:,?\s+[^\W_][\w.’'\-]*){0,5}")
_CODE = re.compile(r"[A-ZÅÄÖ]{1,4}\d{0,3}(?:,\s*[A-ZÅÄÖ]{1,4}\d{0,3})*")
_HEADER_WORDS = (
    "talare speaker person vem who namn name roll role tid time nr no text replik repliker tal yttrande utsaga speech"
    " utterance innehåll content"
)
_HEADER = frozenset(_HEADER_WORDS.split())
_WORDS_OF_KEY = 3
_LONGEST_DATE = 30  # characters ("onsdag 12 mars 2025")
_LONGEST_TITLE = 100  # characters of a line whose date is the talk's
_LONGEST_LINE = 300  # characters; what is longer is no heading


def fact_key(key: str) -> str:
    """The English lower-case name of a heading's key ("Datum" is "date"); an unknown one in lower case as written."""
    folded = key.strip().casefold()
    return _ENGLISH.get(folded, folded)


def is_key(label: str) -> bool:
    """Whether the label is the key of a heading and never a speaker ("Datum", "Plats")."""
    return label.casefold() in _ENGLISH and not speaking_key(label)


def is_name_too(label: str) -> bool:
    """Whether the key of a heading is a first name as well ("Dag")."""
    return label.casefold() in _NAMES_TOO


def is_date(value: str) -> bool:
    """Whether the value begins like a date and not like speech: with a digit, or short and with a year."""
    return value.strip()[:1].isdigit() or (len(value) <= _LONGEST_DATE and bool(re.search(r"\d{4}", value)))


def speaking_key(label: str) -> bool:
    """Whether the label may be the key of a heading as well as a speaker ("Respondent", "Intervjuare")."""
    return _ENGLISH.get(label.casefold()) in _SPEAKING


def is_code(value: str) -> bool:
    """Whether the value is a pseudonym or initials ("D10", "KL, MB")."""
    return _CODE.fullmatch(value.strip()) is not None


def is_name(value: str) -> bool:
    """Whether the value can be names and is no sentence."""
    return _NAME.fullmatch(value.strip()) is not None


def side_by_side(line: str) -> list[str]:
    """The pairs on a line that holds several ("Intervjuare: Karin   Datum: 2026-03-21"); none on any other line."""
    found = _NEXT_KEY.finditer(line) if len(line) <= _LONGEST_LINE else ()
    cuts = [each for each in found if each["key"].casefold() in _ENGLISH]
    edges = zip([0, *(each.end() for each in cuts)], [*(each.start() for each in cuts), len(line)], strict=True)
    parts = [line[start:end].strip() for start, end in edges] if cuts else []
    pairs = [_PAIR.fullmatch(part) for part in parts]
    return (
        parts
        if all(pair and pair["key"].casefold() in _ENGLISH and _is_fact(**pair.groupdict()) for pair in pairs)
        else []
    )


def _is_fact(key: str, value: str) -> bool:
    return is_code(value) or is_name(value) if speaking_key(key) else True


def is_block(lines: Iterable[str]) -> bool:
    """Whether the lines, but for a title, are `Key: value` of a heading and no talk: the values are no sentences."""
    pairs = [_PAIR.fullmatch(line.strip().strip("*_#").strip()) for line in lines]
    pairs = list(dropwhile(lambda pair: pair is None, pairs))
    named = [(pair["key"], pair["value"]) for pair in pairs if pair]
    fitting = len(named) == len(pairs) and all(_fits(key, value) for key, value in named)
    return fitting and any(is_key(key) or is_code(value) for key, value in named)


def _fits(key: str, value: str) -> bool:
    if is_key(key):
        return True
    if speaking_key(key):
        return is_name(value)
    return not (is_code(key) or printed_role(key) or value.endswith((".", "?", "!", "…")))


def facts_of(lines: Iterable[str], *, sure: int) -> dict[str, str]:
    """The facts in the lines before the first turn; the first line that is no fact is the title.

    In the first `sure` lines a key may be any word, after them only one of those that headings have.
    """
    facts: dict[str, str] = {}
    for index, raw in enumerate(lines):
        line = raw.strip().strip("*_#").strip()
        if len(line) <= _LONGEST_LINE and (any(map(str.isalpha, line)) or _ISO.search(line)):
            for part in side_by_side(line) or [line]:
                facts = _facts_of(part, any_key=index < sure) | facts
    return facts


def _facts_of(line: str, *, any_key: bool) -> dict[str, str]:
    pair = _PAIR.fullmatch(line)
    if pair and len(pair["key"].split()) <= _WORDS_OF_KEY:
        known = any_key or pair["key"].casefold() in _ENGLISH
        return _fact(pair["key"], pair["value"].strip()) if known else {}
    if dated := _DATE_WORD.fullmatch(line):
        return {"date": dated["value"].strip()}
    if _ISO.fullmatch(line):
        return {"date": line}
    return {} if _is_header(line) else _title(line)


def _is_header(line: str) -> bool:
    """Whether the line is the header row of a table ("Talare<TAB>Text")."""
    cells = line.casefold().split("\t")
    return len(cells) > 1 and all(cell.strip() in _HEADER for cell in cells)


def _fact(word: str, value: str) -> dict[str, str]:
    key = fact_key(word)
    if key == "minutes" and (digits := re.match(r"\d+", value)):
        return {key: digits[0]}
    if key == "respondent" and "," in value:
        return {"speakers": value}
    return {key: value} | (_title(f"{word} {value}", title=False) if word.casefold() == "intervju" else {})


def _title(line: str, *, title: bool = True) -> dict[str, str]:
    found = {"title": line} if title else {}
    if date := _ISO.search(line):
        found["date"] = date[0]
    elif len(line) <= _LONGEST_TITLE and (written := day_within(line)):
        found["date"] = written
    if about := _ABOUT.search(line):
        found["respondent"] = about["id"].upper()
    return found
