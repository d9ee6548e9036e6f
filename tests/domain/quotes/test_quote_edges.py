"""Where a quote begins and ends: not in mid-thought where the passage holds words that stand by themselves."""

from __future__ import annotations

import pytest

from toolkit.domain.codings.segments import Passage
from toolkit.domain.quotes.quote_edges import torn
from toolkit.domain.quotes.quotes import quote_of, worth
from toolkit.domain.texts.text import Span

WHOLE = "Mötet var i november och jag började i mars, och under tiden tänkte jag att ingen ville ha mig."
MORE = "Sedan ringde coachen en fredag och sa att platsen var min om jag ville."


def shown(text: str) -> str:
    quote = quote_of(
        Passage("d01.txt", Span(0, len(text)), text, "D01", "participants", frozenset(), frozenset(), ("c1",))
    )
    assert quote is not None
    return quote.printed(text)


@pytest.mark.parametrize(
    "start",
    [
        "Eller",
        "Däremot",
        "Därför",
        "Dessutom",
        "Annars",
        "Och",
        "Men",
        "Ja men",
        "Jaa du.",
        "För jag såg att",
        "Det där",
        "Det sista",
        "Det gör det inte.",
        "I huvet.",
        "However",
        "Otherwise",
    ],
)
def test_words_that_lean_on_what_was_said_before_make_a_poorer_beginning(start: str) -> None:
    plain = "Ibland " + WHOLE.lower()
    assert worth(f"{start} {WHOLE.lower()}") <= worth(plain) - 0.5


@pytest.mark.parametrize("start", ["För mig", "För oss", "Över gatan", "Det kom ett brev och", "I planen står det att"])
def test_words_that_stand_by_themselves_are_no_poorer(start: str) -> None:
    assert worth(f"{start} {WHOLE.lower()}") > worth("Ibland " + WHOLE.lower()) - 0.3


def test_the_answer_to_a_question_that_nobody_sees_costs_less_than_a_word_that_leans_back() -> None:
    answer, leaning, plain = (worth(f"{start} kom. {WHOLE}") for start in ("Att de", "Men de", "Alla"))
    assert leaning < answer < plain


@pytest.mark.parametrize(
    "end",
    [
        "Jag väntade på brevet och.",
        "Jag sa att",
        "Parterna ska verka för.",
        "Han sa en sak till,",
        "Vi skulle gå dit som.",
        "Om grannen inte får det, då har jag en insändare–",
        "I waited for the letter but.",
    ],
)
def test_an_end_that_breaks_off_is_left_out_where_the_rest_says_enough(end: str) -> None:
    assert shown(f"{WHOLE} {end}") == WHOLE


@pytest.mark.parametrize(
    "end", ["Det finns det inte medel för.", "Vi väntade en vecka till.", "Det var svårt att ställa upp på."]
)
def test_an_end_on_a_particle_is_no_break(end: str) -> None:
    assert shown(f"{WHOLE} {end}") == f"{WHOLE} {end}"


def test_a_quote_begins_after_a_dangling_half_sentence() -> None:
    said = f"Eller hade. {WHOLE}"
    assert shown(said) == WHOLE
    assert shown(f"{WHOLE} {MORE}") == f"{WHOLE} {MORE}"


def test_only_what_was_said_is_printed_where_nothing_better_can_be_had() -> None:
    said = "Och vi väntade alla på samma besked den hösten och sedan hela vintern fram till mars."
    assert shown(said) == said


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Mötet var i november.", 0),
        ("Men mötet var i november.", 0.6),
        ("mötet var i november.", 0.6),
        ("– Mötet var i november.", 0.6),
        ("Hon kom till mötet.", 0.6),
        ("Att hon kom till mötet.", 0.3),
        ("Men mötet var i november. Ryggen?", 1.2),
        ("Alla kom till mötet, men", 0.6),
        ("Hon kom till mötet och...", 1.2),
    ],
)
def test_each_torn_edge_costs(text: str, lost: float) -> None:
    assert torn(text) == pytest.approx(lost)
