"""What was settled decides which codings count, and at which words."""

from datetime import UTC, datetime

from toolkit.domain.codings.codings import Coding
from toolkit.domain.comparing.settlements import Settlement, standing
from toolkit.domain.texts.text import Span

NOW = datetime(2025, 1, 1, tzinfo=UTC)


def coding(key, code, start, end, *, coder="A"):
    return Coding("a.txt", Span(start, end), "x" * (end - start), code, coder, NOW, id=key)


def settled(code, start, end, *, applies):
    return Settlement("a.txt", Span(start, end), "y" * (end - start), code, applies, "", "C", NOW)


def test_what_does_not_apply_counts_no_more():
    kept = coding(2, "needs", 20, 30)
    stands = standing([coding(1, "needs", 0, 10), kept], [settled("needs", 0, 12, applies=False)], str)
    assert stands.codings == [kept]
    assert not stands.settled


def test_what_applies_stands_first_and_at_the_words_settled():
    other = coding(1, "work", 0, 10)
    stands = standing([other, coding(2, "needs", 0, 10)], [settled("needs", 2, 9, applies=True)], str)
    assert [(one.id, one.span) for one in stands.codings] == [(2, Span(2, 9)), (1, Span(0, 10))]
    assert stands.settled == {2}
    assert stands.codings[0].quote == "y" * 7


def test_a_settlement_follows_its_code_into_another():
    merged = {"old": "needs"}
    meant = lambda path: merged.get(path, path)  # noqa: E731
    assert not standing([coding(1, "needs", 0, 10)], [settled("old", 0, 10, applies=False)], meant).codings


def test_other_words_and_other_sources_are_left_alone():
    far = coding(1, "needs", 100, 110)
    assert standing([far], [settled("needs", 0, 12, applies=False)], str).codings == [far]
