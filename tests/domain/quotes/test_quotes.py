from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.claims.stances import positions
from toolkit.domain.codings.segments import Passage
from toolkit.domain.quotes.quote_edits import Edit, EditKind, remarks
from toolkit.domain.quotes.quotes import (
    Choice,
    Quote,
    Why,
    Wishes,
    _best,
    chosen,
    deviation,
    quote_of,
    sentences,
    worth,
)
from toolkit.domain.sources.cases import Respondent
from toolkit.domain.sources.consents import Consent, ConsentStatus
from toolkit.domain.texts.text import Span, check_quote, normalise, words

TODAY = date(2025, 10, 1)
LONG = "Jag fick vänta i fyra månader och under tiden tänkte jag att de hade valt bort mig."


def passage(person, text=LONG, at=0, *codes):
    span = Span(at, at + len(text))
    return Passage(
        f"{person}.txt", span, text, person, "participants", frozenset(codes), frozenset(), (f"c{person}{at}",)
    )


def choice(*respondents):
    return Choice({each.id: each for each in respondents}, TODAY, Counter())


def shown(passages, choice_, people="ABCDEFGHIJKL"):
    stances = positions(passages, area="needs", respondents=people, asked={})
    return chosen(passages, stances, choice=choice_)


def excerpt(text):
    """The words of a text that would be quoted."""
    best = _best(text, (), ())
    return best[1] if best else None


def test_edits_are_printed_where_they_stand_and_line_breaks_become_blanks():
    text = "Hon sa [skratt] att\nKarin ringde dit och det var ju bra, alltså, jättebra."
    edits = (
        Edit(EditKind.REMARK, Span(7, 15)),
        Edit(EditKind.MASK, Span(20, 25), "handledaren"),
        Edit(EditKind.CLARIFY, Span(33, 36), "till vårdcentralen"),
        Edit(EditKind.OMIT, Span(text.index("alltså"), text.index("jättebra"))),
    )
    quote = Quote("s.txt", Span(0, len(text)), edits, "D01", ("c1",))
    assert quote.printed(text) == (
        "Hon sa att [handledaren] ringde dit [till vårdcentralen] och det var ju bra, (...) jättebra."
    )
    assert quote.printed("xx" + text, offset=-2) == quote.printed(text)


ODD = st.lists(
    st.sampled_from(
        ["Jag", "a\u030a", "e\u0301n", "👩‍👩‍👧‍👦", "😀.", "\r\n", "\r", "\ufeff", " [skratt] ", "ord", "? "]
    ),
    min_size=1,
    max_size=60,
)


@given(ODD, st.integers(0, 500))
def test_a_quote_of_any_raw_text_is_printed_as_its_span_has_it(pieces, offset):
    text = normalise(" ".join(pieces))
    for span in sentences(text):
        check_quote(text, span, span.of(text))
        quote = Quote("s.txt", span, remarks(span.of(text), offset=span.start), "D01", ())
        kept = "".join(span.of(text).replace("[skratt]", "").split())
        assert "".join(quote.printed(text).split()) == kept
        moved = Quote("s.txt", Span(span.start + offset, span.end + offset), (), "D01", ())
        plain = Quote("s.txt", span, (), "D01", ())
        assert moved.printed(text, offset=offset) == plain.printed(text)


def test_an_edit_outside_the_quote_is_refused():
    quote = Quote("s.txt", Span(0, 5), (Edit(EditKind.OMIT, Span(3, 9)),), "D01", ())
    with pytest.raises(ValueError, match="outside"):
        quote.printed("hej och hå")


def test_a_transcribers_remark_and_a_time_stamp_are_taken_out_and_a_mask_stays():
    text = "Det var [skratt] så att [handledaren] ringde mig [00:12:31] varje morgon, hela den första månaden."
    quote = quote_of(passage("A", text, 100))
    assert [edit.kind for edit in quote.edits] == [EditKind.REMARK, EditKind.REMARK]
    assert quote.printed(text, offset=100) == (
        "Det var så att [handledaren] ringde mig varje morgon, hela den första månaden."
    )


def test_a_quote_is_whole_sentences_and_never_what_nobody_could_hear():
    text = f"Mm. {LONG} Sedan kom [ohörbart] hem. Ja."
    assert excerpt(text).of(text) in (LONG, f"Mm. {LONG}")
    assert excerpt("Bara [ohörbart] och några andra ord som ändå blir minst tolv ord tillsammans här.") is None
    assert excerpt("För kort.") is None


def test_an_unfinished_sentence_is_printed_as_it_stands():
    text = "Jag tänkte att nu ringer jag dem igen och säger att jag måste få veta när –"
    assert excerpt(text).of(text) == text


@given(st.lists(st.text("abcå .!?\n[]", min_size=1, max_size=60), max_size=8).map(" ".join))
def test_sentences_cover_every_word_in_order_and_quotes_keep_their_length(text):
    spans = sentences(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    found = excerpt(text)
    assert found is None or 12 <= words(found.of(text)) <= 60


def test_no_voice_comes_twice_in_a_theme_and_the_least_heard_come_first():
    heard = choice()
    heard.heard["A"] = 9
    said = [passage("A"), passage("A", at=200), *(passage(person) for person in "BCDE")]
    quotes = shown(said, heard)
    assert [quote.respondent for quote, _ in quotes] == ["B", "C"]
    assert heard.heard == Counter(A=9, B=1, C=1)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (LONG, f"Och {LONG[0].lower()}{LONG[1:]}"),
        (LONG, f"Hon visste inte. {LONG}"),
        (LONG, f"{LONG[:-1]} –"),
        (f"{LONG} {LONG}", f"{LONG} {LONG} {LONG} {LONG}"),
    ],
)
def test_a_quote_that_begins_in_mid_story_breaks_off_or_runs_on_is_worth_less(better, worse):
    assert worth(better) > worth(worse)


def test_of_a_long_passage_the_telling_part_is_quoted():
    text = f"Nja. Men hon sa det då. {LONG} Sedan var det bra. Och så ringde –"
    assert excerpt(text).of(text).startswith("Jag fick vänta")


def sided(person, side, at=0):
    return passage(person, LONG, at, *([f"valence/{side}"] if side else []))


def test_a_theme_that_most_see_two_sides_of_is_shown_from_both_and_nobody_deviates():
    said = [sided(person, side, at) for person in "ABC" for at, side in ((0, "promotes"), (500, "hinders"))]
    quotes = [quote for quote, _ in shown([*said, sided("D", "promotes")], choice())]
    assert len(quotes) == 2
    assert {quote.span.start for quote in quotes} == {0, 500}
    assert not {quote.why for quote in quotes} & {Why.DEVIATING, Why.QUALIFYING}


def test_somebody_who_names_both_sides_is_told_from_one_who_contradicts():
    said = [sided(person, "hinders") for person in "ABCD"] + [sided("E", "hinders"), sided("E", "promotes", 500)]
    quotes = [quote for quote, _ in shown(said, choice())]
    assert [(quote.respondent, quote.why, quote.span.start) for quote in quotes][-1] == ("E", Why.QUALIFYING, 500)


def test_a_deviating_voice_is_shown_and_named_so():
    said = [passage(person, LONG, 0, "valence/hinders") for person in "ABCD"] + [
        passage("E", LONG, 0, "valence/promotes")
    ]
    reasons = {quote.respondent: quote.why for quote, _ in shown(said, choice())}
    assert reasons.pop("E") is Why.DEVIATING
    assert set(reasons.values()) <= {Why.TYPICAL, Why.STRONG}


@pytest.mark.parametrize(
    "consent",
    [
        Consent(ConsentStatus.WITHDRAWN), Consent(ConsentStatus.REFUSED), Consent(quote=False),
        Consent(ConsentStatus.GIVEN, until=date(2025, 9, 30), quote=True),
    ],
)  # fmt: skip
def test_whoever_does_not_allow_it_is_never_quoted(consent):
    assert shown([passage("A")], choice(Respondent("A", consent=consent))) == []


def test_more_voices_give_more_quotes_up_to_three():
    numbers = [len(shown([passage(person) for person in "ABCDEFGHIJKL"[:n]], choice())) for n in (1, 4, 6, 12)]
    assert numbers == [1, 1, 2, 3]


@pytest.mark.parametrize(
    "put_in", ["[Cilla: jag har en depression]", "(Cilla: jag är sjuk. Det är svårt för mig.)", "[T 3:jag är sjuk"]
)
def test_words_that_another_person_put_in_are_never_quoted(put_in):
    text = (
        f"Vi försöker hålla i det hela tiden {put_in} och det är inte lätt att hinna med allt vi ska göra. "
        "Men jag tycker ändå att vi har lyckats ganska bra med det som vi kom överens om."
    )
    span = excerpt(text)
    assert span is None or not any(word in span.of(text) for word in ("Cilla", "sjuk", "depression", "svårt"))
    kept = "Jag tycker (AF:s handläggare) att vi har lyckats ganska bra med det som vi kom överens om."
    assert excerpt(kept) is not None


def wished(said, use="wanted", text=LONG, at=0, theme=""):
    quote = Quote(said.source, Span(at, at + len(text)), (), said.respondent, (), theme=theme, entry=7)
    return Wishes(((quote, text),)) if use == "wanted" else Wishes(never={said.source: (quote.span,)})


def test_what_a_person_wants_printed_comes_first_and_in_its_own_theme_only():
    said = [passage(person) for person in "ABCDE"]
    wishes = wished(said[4], text=LONG[:20], theme="t1")
    there = Choice({}, TODAY, Counter(), wishes, "t1")
    quotes = shown(said, there)
    assert next((quote.respondent, quote.entry, words) for quote, words in quotes) == ("E", 7, LONG[:20])
    assert quotes[0][0].evidence == said[4].evidence
    assert len({quote.respondent for quote, _ in quotes}) == len(quotes) == 2
    assert all(quote.entry is None for quote, _ in shown(said, Choice({}, TODAY, Counter(), wishes, "t2")))


def test_words_that_are_never_to_be_printed_are_not_and_others_of_the_passage_may_be():
    text = f"{LONG} Sedan ringde de till sist och då fick jag börja redan på måndagen, det var en lättnad."
    said = [passage("A", text)]
    [(_quote, words_)] = shown(said, Choice({}, TODAY, Counter(), wished(said[0], "never")))
    assert words_.startswith("Sedan ringde")
    assert shown([passage("A")], Choice({}, TODAY, Counter(), wished(said[0], "never"))) == []


def test_nobody_who_withdrew_is_quoted_even_if_somebody_wants_it():
    said = [passage("A")]
    gone = {"A": Respondent("A", consent=Consent(ConsentStatus.WITHDRAWN))}
    assert shown(said, Choice(gone, TODAY, Counter(), wished(said[0]))) == []


def test_whoever_was_heard_often_enough_is_quoted_only_where_nobody_else_can_be():
    heard = Counter(A=6)
    assert [quote.respondent for quote, _ in shown([passage("A"), passage("B")], Choice({}, TODAY, heard))] == ["B"]
    assert [quote.respondent for quote, _ in shown([passage("A")], Choice({}, TODAY, heard))] == ["A"]


def test_who_deviates_is_told_with_how_many_were_asked():
    said = [sided(person, "hinders") for person in "ABC"] + [sided("E", "promotes")]
    found = deviation(positions(said, area="needs", respondents="ABCEFG", asked={"F": frozenset({"needs"})}))
    assert (found.voices, found.asked) == (("E",), 5)
