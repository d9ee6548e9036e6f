"""A quantity word typed into a claim is told: an alarm where the stances say something else, else a note."""

from __future__ import annotations

import pytest

from tests.domain.report_rules.written import found, styled
from toolkit.domain.claims.claims import Claim, Position, Stance, Standing
from toolkit.domain.quantities.quantities import QuantityScale
from toolkit.domain.report_rules.basis import Basis
from toolkit.domain.report_rules.quantity_phrases import Grammar
from toolkit.domain.report_rules.typed_words import stated_of, typed_word, typed_words
from toolkit.domain.reports.report import Stated
from toolkit.domain.texts.head_nouns import ANYBODY, head_nouns

NINE = (Stated(4, 9, "participants"),)
WRONG = "“{}” was typed into the claim, and its stances say something else: 4 of 9."
BY_HAND = "“{}” was typed into the claim and is not computed from its stances: 4 of 9."


def typed(text: str, language: str = "sv") -> str | None:
    word = typed_word(text, NINE, Grammar(head_nouns(language), QuantityScale()))
    return word and word[0].text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Många deltagare upplever att det går långsamt", "Många deltagare"),
        ("De flesta deltagarna väntade länge.", "De flesta deltagarna"),
        ("Majoriteten av deltagarna fick besked", "Majoriteten av deltagarna"),
        ("Några upplever att det går långsamt", "Några"),
        ("Enstaka deltagare nekades", "Enstaka deltagare"),
        ("För alla deltagare började det med ett brev", "alla deltagare"),
        ("I början svarade flera deltagare det som väntades", "flera deltagare"),
        ("{vem} möter flera deltagare", None),
        ("Flera månader gick utan besked", None),
        ("Många brev var svåra", None),
        ("Hälften av tiden gick åt", None),
        ("Teamet möter många deltagare", None),
        ("Brevet var svårt att förstå för alla deltagare", None),
        ("Alla deltagare ska ha en plan", None),
        ("Många handledare är trötta", None),  # the claim is of participants
        ("Många kvinnor är trötta", None),
        ("Sju deltagare väntade", None),
    ],
)
def test_a_word_for_how_many_of_them_is_found_where_it_is_the_subject(text: str, word: str | None) -> None:
    assert typed(text) == word


def test_english_claims_are_read_alike() -> None:
    assert typed("Many participants wait for the bus", "en") == "Many participants"
    assert typed("Several months passed", "en") is None
    assert typed("{who} {meet/meets} many participants", "en") is None


def test_the_count_is_of_the_claims_group_or_of_all_together() -> None:
    def who(*ids: str, stance: Stance = Stance.AFFIRMS) -> tuple[Position, ...]:
        return tuple(Position(one, stance) for one in ids)

    positions = {"participants": (*who("P1", "P2"), *who("P3", stance=Stance.CONTRADICTS)), "team": who("T1")}
    one, every = (stated_of(Standing(Claim("x", group), positions, ())) for group in ("team", ""))
    assert one == (Stated(1, 1, "team"),)
    assert every == (Stated(3, 4, ANYBODY), Stated(2, 3, "participants"), Stated(1, 1, "team"))
    grammar = Grammar(head_nouns("sv"), QuantityScale())
    for text, stated in (("Alla upplever det", every[0]), ("Alla deltagare gick", every[1])):
        found = typed_word(text, every, grammar)
        assert found
        assert found[1] == stated


@pytest.mark.parametrize(
    ("claim", "text", "said"),
    [
        ("Alla deltagare väntade", "Väntan. Alla deltagare väntade. Det säger fyra (4 av 9).", (WRONG, True)),
        ("Många deltagare väntade.", "Många deltagare väntade (4 av 9).", (BY_HAND, False)),
        ("Alla deltagare väntade", "Alla deltagare väntade, mest på besked.", (WRONG, True)),
        ("Alla deltagare väntade", "Alla deltagare fick besked.", None),
        ("Alla brev var svåra", "Alla brev var svåra.", None),
    ],
)
def test_the_report_is_marked_where_a_claim_stands(claim: str, text: str, said: tuple[str, bool] | None) -> None:
    basis = Basis("sv", typed={claim: NINE})
    word = " ".join(claim.split()[:2])
    expected = [(0, said[0].format(word), said[1])] if said else []
    assert found(typed_words, styled(text, "Normal"), basis=basis) == expected
