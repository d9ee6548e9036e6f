"""The columns of respondents.csv that are about consent: read to what a person allows, contradictions told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from toolkit.domain.sources.consents import ALWAYS, Basis, Consent, ConsentStatus, Purpose
from toolkit.domain.texts.days import day_in
from toolkit.domain.texts.text import folded
from toolkit.errors import BadSetting
from toolkit.messages import N_
from toolkit.resources.register_rows import Row
from toolkit.resources.register_words import (
    BASES,
    EVERYTHING,
    HOWS,
    NO,
    NOTHING,
    SCOPES,
    STATUSES,
    WHILE_ENROLLED,
    YES,
)

NOT_CONSENT = N_("{place}: consent must be given, refused or withdrawn (or yes, no), or left empty.")
NOT_QUOTE = N_("{place}: quote must be yes or no, or left empty.")
NOT_UNTIL = N_("{place}: consent_until must be a date such as 2026-12-31, or “while enrolled”, or left empty.")
NOT_DATE = N_("{place}: {name} must be a date such as 2026-12-31, or left empty.")
NOT_DAY = N_("{place}: {name} must be a date such as 2026-12-31, yes or no, or left empty.")
NOT_SCOPE = N_("{place}: consent_scope holds a word that is none of {known}.")
NOT_HOW = N_("{place}: consent_how holds a word that is none of {known}.")
NOT_BASIS = N_("{place}: consent_basis must be “legal basis” or “ethical participation”, or left empty.")
QUOTE_AND_SCOPE = N_("{place}: quote and consent_scope contradict each other: one allows quoting, the other does not.")
WRITE_DAY = N_("Write it as 2026-04-03, or with the month in words: 3 April 2026.")
DOTS = N_("With dots day and month cannot be told apart. Write it as 2026-04-03, or 3 April 2026.")
NO_YEAR = N_("The year is missing. Write it as 2026-04-03, or 3 April 2026.")
WITHDRAWN_NOT = N_("{place}: consent is withdrawn, but the column withdrawn says no.")

DATES = frozenset(("consent_until", "consent_date", "enrolled_until", "restricted", "withdrawn"))
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_ISO = re.compile(r"\d{4}-\d")
_WITH_DOTS = re.compile(r"\d{1,4}\s?\.\s?\d{1,2}\s?\.\s?\d{1,4}")
_YEARLESS = re.compile(r"(?:den )?\d{1,2}\s?(?:[/-]\s?\d{1,2}|[.:a-z]{0,2}\s?[^\W\d_]{3,9}\.?)", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;|/+]")
Known = TypeVar("Known")


def consent_of(row: Row, file: str) -> Consent:
    """What a line says of consent; BadSetting names the line and column that cannot be understood."""
    enrolled = folded(row.values.get("consent_until", "")) in WHILE_ENROLLED
    status, withdrawn = _status(row, file), _day(row, file, "withdrawn")
    if status is ConsentStatus.WITHDRAWN and folded(row.values.get("withdrawn", "")) in NO:
        raise row.wrong(file, WITHDRAWN_NOT)
    scope = _scope(row, file)
    return Consent(
        status,
        None if enrolled else _date(row, file, "consent_until", NOT_UNTIL),
        _quote(row, file, scope),
        since=_date(row, file, "consent_date"),
        text=row.values.get("consent_text", ""),
        how=tuple(dict.fromkeys(_words(row, file, "consent_how", HOWS, NOT_HOW))),
        scope=scope,
        basis=_basis(row, file),
        while_enrolled=enrolled,
        enrolled_until=_date(row, file, "enrolled_until") if enrolled else None,
        restricted=_day(row, file, "restricted"),
        withdrawn=withdrawn,
    )


def _status(row: Row, file: str) -> ConsentStatus:
    said = folded(row.values.get("consent", ""))
    if not said:
        return ConsentStatus.NOT_RECORDED
    if said not in STATUSES:
        raise row.wrong(file, NOT_CONSENT)
    return STATUSES[said]


def _quote(row: Row, file: str, scope: frozenset[Purpose] | None) -> bool | None:
    """Whether quoting is allowed, which the scope says where it is recorded."""
    said = folded(row.values.get("quote", ""))
    if said and said not in YES | NO:
        raise row.wrong(file, NOT_QUOTE)
    told = said in YES if said else None
    if scope is None:
        return told
    if told not in (None, Purpose.QUOTE in scope):
        raise row.wrong(file, QUOTE_AND_SCOPE)
    return Purpose.QUOTE in scope


def _scope(row: Row, file: str) -> frozenset[Purpose] | None:
    said = folded(row.values.get("consent_scope", ""))
    if not said:
        return None
    if said in EVERYTHING:
        return frozenset(Purpose)
    return frozenset() if said in NOTHING else frozenset(_words(row, file, "consent_scope", SCOPES, NOT_SCOPE))


def _words(row: Row, file: str, column: str, known: Mapping[str, Known], message: str) -> list[Known]:
    """What the words in a cell mean; they stand between commas or other marks."""
    said = [word for word in map(folded, _BETWEEN.split(row.values.get(column, ""))) if word]
    if any(word not in known for word in said):
        raise row.wrong(file, message, known=", ".join(dict.fromkeys(map(str, known.values()))))
    return [known[word] for word in said]


def _basis(row: Row, file: str) -> Basis | None:
    said = folded(row.values.get("consent_basis", ""))
    if said and said not in BASES:
        raise row.wrong(file, NOT_BASIS)
    return BASES[said] if said else None


def _day(row: Row, file: str, column: str) -> date | None:
    """The day from which something holds: yes stands for one long ago, no and nothing for none."""
    said = folded(row.values.get(column, ""))
    if said in YES:
        return ALWAYS
    return None if said in NO else _date(row, file, column, NOT_DAY)


def _date(row: Row, file: str, column: str, message: str = NOT_DATE) -> date | None:
    said = row.values.get(column, "")
    match = _DATE.fullmatch(said)
    try:
        found = date(*map(int, match.groups())) if match else None
    except ValueError:
        found = None
    found = found or (None if _ISO.match(said) else day_in(said))
    if said and found is None:
        raise row.wrong(file, message, hint=_remedy(said), name=column)
    return found


def _remedy(said: str) -> str:
    """How to write the day that is not understood."""
    if _WITH_DOTS.fullmatch(said):
        return DOTS
    return NO_YEAR if _YEARLESS.fullmatch(said) else WRITE_DAY


def meant(column: str, value: str) -> str:
    """What a value in one of the columns about consent means, as `written` says it; empty when it means nothing."""
    beside = {"consent_until": "while enrolled"} if column == "enrolled_until" else {}
    try:
        return written(consent_of(Row(1, {**beside, column: value}), ""))[column]
    except BadSetting:
        return ""


def written(consent: Consent) -> dict[str, str]:
    """A consent as the columns of a register say it; empty where nothing is recorded."""
    scope = consent.scope
    return {
        "consent": "" if consent.status is ConsentStatus.NOT_RECORDED else consent.status.value,
        "consent_until": "while enrolled" if consent.while_enrolled else _said(consent.until),
        "quote": "" if consent.quote is None else ("yes" if consent.quote else "no"),
        "consent_date": _said(consent.since),
        "consent_text": consent.text,
        "consent_how": ", ".join(consent.how),
        "consent_scope": "" if scope is None else ", ".join(one for one in Purpose if one in scope) or "none",
        "enrolled_until": _said(consent.enrolled_until),
        "consent_basis": (consent.basis or "").replace("_", " "),
        "restricted": _said(consent.restricted),
        "withdrawn": _said(consent.withdrawn),
    }


def _said(day: date | None) -> str:
    return "yes" if day == ALWAYS else (day.isoformat() if day else "")
