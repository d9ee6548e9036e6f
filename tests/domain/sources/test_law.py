"""Until when each kind of document may be kept."""

from __future__ import annotations

from datetime import date

from toolkit.domain.sources.law import DOCUMENTS, Law

RULES = Law(retention={"audio": date(2026, 12, 31), "key": date(2027, 12, 31)})


def test_a_document_may_be_kept_until_its_last_day_is_over() -> None:
    assert list(RULES.due(date(2026, 12, 31))) == []
    assert list(RULES.due(date(2027, 1, 1))) == [("audio", date(2026, 12, 31))]
    assert [kind for kind, _ in RULES.due(date(2028, 1, 1))] == ["audio", "key"]


def test_what_has_no_end_is_never_due() -> None:
    assert list(Law().due(date(9999, 12, 31))) == []


def test_the_kinds_with_an_end_of_their_own_are_told_once() -> None:
    assert len(set(DOCUMENTS)) == len(DOCUMENTS) == 4
