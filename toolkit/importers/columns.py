"""Columns of a survey: which one says who answered, which hold open or closed answers, which tell who somebody is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.domain.identifiers.identifiers import Identifier, numbers
from toolkit.domain.sources.speaker_labels import folded, like_an_id


class Kind(StrEnum):
    """What a column is taken as."""

    ID = "id"
    GROUP = "group"
    OPEN = "open"
    CLOSED = "closed"
    LEAVE = "leave"  # tells who answered, or when: it is not taken in
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its letter as a spreadsheet shows it, its heading, and what it is taken as."""

    letter: str
    title: str
    kind: Kind


_IDS_WORDS = (
    "id|respondent|respondenter|respondentid|respondent id|respondent-id|respondent_id|deltagare|deltagarid|deltagar-id"
    "|deltagar id|pseudonym|kod|deltagarkod|participant|participant id|participant_id|informant|person"
)
_IDS = frozenset(_IDS_WORDS.split("|"))
_GROUPS = frozenset(("grupp", "group", "aktörsgrupp", "actor group", "målgrupp", "respondentgrupp"))
_TELLING_WORDS = (
    "ip|ip-adress|ip address|ipaddress|e-post|epost|e-postadress|email|e-mail|email address|mail|mejl|mejladress"
    "|telefon|telefonnummer|mobil|mobilnummer|phone|personnummer|födelsedatum|date of birth|namn|name|förnamn|efternamn"
    "|first name|last name|firstname|lastname|full name|adress|address|gatuadress|starttid|start time|startdate"
    "|start date|sluttid|slutförandetid|completion time|enddate|end date|recordeddate|recorded date|tidsstämpel"
    "|tidstämpel|timestamp|svarsdatum|inskickat|submitted|submission date|date created|date modified|last modified"
    "|responseid|response id|respondent_serial|svarsid|svars-id|externalreference|external data reference|collector id"
    "|collectorid|recipientemail|recipientfirstname|recipientlastname|locationlatitude|locationlongitude|user agent"
    "|useragent|webbläsare|browser|enhet|device|token|kontaktuppgifter|nätverks-id|network id|löpnr|löpnummer|lnr|nr"
    "|rad|radnr|radnummer|svarsnr|svarsnummer|enkätnr|enkätnummer|row|row number|serial|serial number|no"
)
_TELLING = frozenset(_TELLING_WORDS.split("|"))
_STAMP = re.compile(
    r"\d{2,4}[-/.]\d{1,2}[-/.]\d{1,4}[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2})?.*|\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?"
)
_DATE = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d{2}")
_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}", re.IGNORECASE)
_KEY = re.compile(r"R_\w{10,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,}", re.IGNORECASE)
_NUMBER = re.compile(r"[-+−]?\d[\d \u00a0]*(?:[.,]\d+)?\s?%?")
_FULL_NAME = re.compile(r"[^\W\d_][\w’'\-]+(?: [^\W\d_][\w’'\-.]*){1,3}")
_CODE = re.compile(r"[^\W_][\w.\-]{0,19}")
_RUNNING = re.compile(r"\d{1,9}")
_HALF, _MOST = 0.5, 0.8
_FEW = 12  # different values that a closed question has at most
_PHRASE, _SHORT = 4, 2  # words
_FIXED = 12  # words of an answer to choose, at most: longer ones are written by hand
_ENOUGH = 6  # answers from which repetition shows that they were chosen from a list


def letter(place: int) -> str:
    """The letter of the column at `place` (from 0) as a spreadsheet shows it: A, …, Z, AA, …."""
    name, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def chosen(settings: Mapping[str, str]) -> dict[str, Kind]:
    """What a person chose the columns to be ("A=id, C=open"), by letter; what is not understood is left out."""
    parts = (part.partition("=") for part in settings.get("columns", "").split(","))
    kinds = {kind.value: kind for kind in Kind}
    return {
        place.strip().upper(): kinds[kind.strip().casefold()]
        for place, _, kind in parts
        if kind.strip().casefold() in kinds
    }


def columns_of(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, known: Collection[str], choice: Mapping[str, Kind]
) -> list[Column]:
    """What each column is; `known` are the folded labels of the project's people, `choice` what a person chose."""
    found = list[Column]()
    for place, title in enumerate(header):
        values = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        at = letter(place)
        found.append(Column(at, title.strip() or at, choice.get(at) or kind_of(title, values, known)))
    ids = [column for column in found if column.kind is Kind.ID]
    kept = next((column for column in ids if column.letter in choice), ids[0] if ids else None)
    return [
        Column(column.letter, column.title, Kind.LEAVE) if column.kind is Kind.ID and column is not kept else column
        for column in found
    ]


def kind_of(title: str, values: Sequence[str], known: Collection[str]) -> Kind:
    """What a column with this heading and these values (none of them empty) is taken as."""
    heading = folded(title).strip(" :*.")
    if not values:
        return Kind.EMPTY
    if heading in _IDS and _are_ids(values, known):
        return Kind.ID
    if heading in _TELLING or heading in _IDS or _tell_who(values) or _are_running(values):
        return Kind.LEAVE
    if heading in _GROUPS:
        return Kind.GROUP
    return Kind.CLOSED if _are_closed(values) else Kind.OPEN


def _share(values: Sequence[str], fits: Iterable[object]) -> float:
    return sum(map(bool, fits)) / len(values)


def _are_ids(values: Sequence[str], known: Collection[str]) -> bool:
    """Whether the values are pseudonyms: the project's own or codes with a letter; no names, no running number."""
    if _share(values, (folded(each) in known for each in values)) >= _HALF:
        return True
    if _tell_who(values) or _share(values, (_RUNNING.fullmatch(each) for each in values)) > 1 - _MOST:
        return False
    coded = (like_an_id(each) or (_CODE.fullmatch(each) and any(map(str.isalpha, each))) for each in values)
    return _share(values, coded) >= _MOST


def _tell_who(values: Sequence[str]) -> bool:
    """Whether at least half of the values tell who answered, or when to the minute."""
    return _share(values, map(_tells_who, values)) >= _HALF or _are_names(values)


def _are_running(values: Sequence[str]) -> bool:
    """Whether the values count the rows, and so tell in which order people answered."""
    if len(values) < _ENOUGH or not all(_RUNNING.fullmatch(each) for each in values):
        return False
    numbered = [int(each) for each in values]
    return numbered == list(range(numbered[0], numbered[0] + len(numbered)))


def _tells_who(value: str) -> bool:
    if any(pattern.fullmatch(value) for pattern in (_STAMP, _ADDRESS, _KEY)):
        return True
    leak = next(numbers(value), None)
    # a sentence with a number in it is an answer: what is looked for is a value that is little else
    return leak is not None and leak.kind is not Identifier.CASE_NUMBER and 2 * (leak.end - leak.start) > len(value)


def _are_names(values: Sequence[str]) -> bool:
    """Whether nearly all values look like first and last name, and nearly all differ."""
    named = (_FULL_NAME.fullmatch(each) and all(word[0].isupper() for word in each.split()) for each in values)
    return len(values) > 1 and _share(values, named) >= _MOST and len(set(values)) > _MOST * len(values)


def _are_closed(values: Sequence[str]) -> bool:
    """Whether the values are numbers, dates or choices from a list."""
    if _share(values, (_NUMBER.fullmatch(each) or _DATE.fullmatch(each) for each in values)) >= _MOST:
        return True
    longest = max(len(each.split()) for each in values)
    different = len({folded(each) for each in values})
    if different <= _FEW and longest <= (_SHORT if different == len(values) else _PHRASE):
        return True
    parts = [part.strip() for each in values for part in each.split(";") if part.strip()]
    options = len({folded(part) for part in parts})
    fixed = max((len(part.split()) for part in parts), default=0) <= _FIXED
    return fixed and len(values) >= _ENOUGH and options <= min(2 * _FEW, _HALF * len(parts))


def dated(values: Iterable[str]) -> bool:
    """Whether most values are dates: with anonymous answers a day can tell who was there."""
    given = [each for each in values if each.strip()]
    return bool(given) and _share(given, (_DATE.fullmatch(each.strip()) for each in given)) >= _HALF
