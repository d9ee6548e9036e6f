"""Each quote is judged; words that may not be used are never repeated in the finding."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.domain.report_rules.written import Said, page, styled
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.found import Found, Kind
from toolkit.domain.report_rules.quoted import ADD, TERM, Standing, Verdict, quotes

WORDS = "Jag fick vänta i tre år"
WHY = "Somebody whose words may not be used is named here."


class Judge:
    """Says the same of all words, and remembers which it was asked about."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict, self.asked = verdict, list[str]()

    def __call__(self, words: Sequence[str]) -> list[Verdict]:
        self.asked += words
        return [self.verdict] * len(words)


def judged(standing: Standing, *said: Said, basis: Basis | None = None, **more: object) -> list[Found]:
    judge = Judge(Verdict(standing, **more))  # type: ignore[arg-type]
    return list(quotes(page(*said, basis=basis or Basis("sv", terms=frozenset({"en väg in till arbete"}))), judge))


def asked(*said: Said, terms: frozenset[str] = frozenset()) -> list[str]:
    judge = Judge(Verdict(Standing.LEDGER))
    assert list(quotes(page(*said, basis=Basis("sv", terms=terms)), judge)) == []
    return judge.asked


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (f"Hon sa ”{WORDS}”.", [WORDS]),
        (styled(WORDS, "Quote"), [WORDS]),
        (styled(f"”{WORDS}”", "Quote"), [WORDS]),
        (styled(f"”{WORDS}” (deltagare)", "Quote"), [WORDS]),
        ("Teamet är ”spindeln i nätet”.", []),  # three words are a term
        ("Det är ”spindeln mitt i nätet”.", ["spindeln mitt i nätet"]),
        ("Under ”En väg in till arbete!” finns mer.", []),
        ("Hon kom.", []),
        (styled(f"”{WORDS}” 4", "TOC 1"), []),
    ],
)
def test_what_is_asked_about(said: Said, words: list[str]) -> None:
    assert asked(said, terms=frozenset({"en väg in till arbete"})) == words
    assert TERM == 3


def test_words_of_the_ledger_are_as_they_should_be() -> None:
    assert judged(Standing.LEDGER, f"Hon sa ”{WORDS}”.") == []


@pytest.mark.parametrize(
    ("standing", "says"),
    [
        (Standing.REFUSED, WHY),
        (Standing.MATERIAL, ADD),
        (Standing.CHANGED, "The quote is not what was said: here “fick”, in the material “fått”."),
        (Standing.NOWHERE, "These words stand nowhere in the material that may be quoted."),
    ],
)
def test_any_other_quote_is_told_with_what_to_do(standing: Standing, says: str) -> None:
    [one] = judged(standing, f"Hon sa ”{WORDS}”.", why=WHY, printed="fick", spoken="fått")
    assert (one.kind, one.paragraph, one.words, one.reason) == (Kind.QUOTE, 0, WORDS, says)
    assert one.next_step
    assert one.serious


@pytest.mark.parametrize("standing", [Standing.REFUSED, Standing.MATERIAL, Standing.NOWHERE])
def test_words_that_were_taken_back_are_not_repeated(standing: Standing) -> None:
    [one] = judged(standing, f"Hon sa ”{WORDS}”.", why=WHY, hidden=True)
    assert one.words == "…"
    assert "vänta" not in one.reason + one.next_step


@pytest.mark.parametrize(
    "before", ["Boken ", "Vi frågade: ", "Frågan löd ", "The book ", "Under rubriken ", "I en artikel, "]
)
def test_a_title_or_a_question_was_said_by_nobody_interviewed(before: str) -> None:
    quoted = f"{before}”{WORDS}”."
    expected = [] if before != "Under rubriken " else None
    if expected == []:
        assert judged(Standing.NOWHERE, quoted) == []
    assert len(judged(Standing.CHANGED, quoted, printed="a", spoken="b")) == 1


def test_a_quote_as_it_was_drafted_whose_words_may_not_be_used_any_more_is_told_without_them() -> None:
    basis = Basis("sv", drafted=(Drafted(WORDS, quote=True),))
    [one] = judged(Standing.NOWHERE, WORDS, basis=basis)
    assert one.words == "…"
    assert one.reason == "The words of this quote, drafted from the material, may not be used any more."
    assert judged(Standing.MATERIAL, WORDS, basis=basis) == []  # the draft took them from the material


def test_each_quote_gets_its_own_verdict() -> None:
    verdicts = [Verdict(Standing.LEDGER), Verdict(Standing.NOWHERE)]
    told = list(quotes(page(f"Hon sa ”{WORDS}” och ”det var inte så bra”."), lambda words: verdicts[: len(words)]))
    assert [one.words for one in told] == ["det var inte så bra"]
