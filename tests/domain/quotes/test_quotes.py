from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.claims.claims import Position, Stance
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
    lies_on,
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


def test_under_a_claim_those_who_stand_behind_it_come_first_and_whoever_qualifies_it_is_marked():
    """Three name both sides and two affirm: of a theme that would be no deviation, of a claim it is."""
    said = [sided("B", "promotes"), sided("A", "promotes"), sided("C", "hinders", 500), sided("D", "promotes", 9)]
    stances = [
        Position("B", Stance.QUALIFIES),
        Position("A", Stance.AFFIRMS),
        Position("C", Stance.QUALIFIES),
        Position("D", Stance.AFFIRMS),
        Position("E", Stance.QUALIFIES),
    ]
    found = chosen(said, stances, choice=replace(choice(), claim=4), most=2)
    assert [(quote.respondent, quote.why) for quote, _ in found] == [("A", Why.STRONG), ("C", Why.QUALIFYING)]


def test_what_somebody_wants_printed_of_a_voice_that_deviates_is_marked():
    said = [sided("A", "promotes"), sided("B", "promotes"), sided("C", "hinders")]
    found = shown(said, Choice({}, TODAY, Counter(), wished(said[2])))
    assert [quote.why for quote, _ in found if quote.respondent == "C"] == [Why.DEVIATING]


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


def spoken(number):
    """A sentence of so many words."""
    return " ".join(["Jag", *["fick"] * (number - 2), "vänta."])


@pytest.mark.parametrize(("number", "quoted"), [(11, False), (12, True), (60, True), (61, False)])
def test_a_quote_has_twelve_to_sixty_words(number, quoted):
    assert (excerpt(spoken(number)) is not None) is quoted


def test_words_of_remarks_are_not_spoken():
    assert excerpt(spoken(11).replace("vänta", "[skratt] vänta")) is None
    assert excerpt(spoken(60).replace("vänta", "[lång paus] [00:12:01] vänta")) is not None


@pytest.mark.parametrize(("better", "worse"), [(30, 45), (30, 15), (45, 46), (15, 14), (20, 44), (16, 12)])
def test_the_nearer_to_thirty_words_the_better(better, worse):
    assert worth(spoken(better)) > worth(spoken(worse))


def test_wanted_words_make_a_quote_better_up_to_two_of_them():
    none, one, two, three = (worth(LONG, wanted=wanted) for wanted in ((), ["VÄNTA"], ["vänta", "valt"],
                                                                     ["vänta", "valt", "månader"]))  # fmt: skip
    assert none < one < two == three
    assert worth(LONG, wanted=["buss"]) == none


def test_a_quote_lies_on_a_passage_that_it_shares_a_letter_with():
    one = passage("A", "abcdefghij", 10)
    spans = [Span(0, 10), Span(0, 11), Span(19, 30), Span(20, 30)]
    assert [lies_on(Quote("A.txt", span, (), "A", ()), one) for span in spans] == [False, True, True, False]
    assert not lies_on(Quote("B.txt", Span(12, 15), (), "B", ()), one)


def test_what_is_barred_is_told_within_the_passage():
    one = passage("A", "abcdefghij", 10)
    never = {"A.txt": (Span(0, 12), Span(14, 15), Span(19, 40), Span(20, 40)), "B.txt": (Span(0, 99),)}
    assert Wishes(never=never).barred(one) == [Span(0, 2), Span(4, 5), Span(9, 10)]


@pytest.mark.parametrize("most", [0, 1, 2, 3])
def test_no_more_quotes_are_taken_than_there_is_room_for(most):
    said = [passage(person) for person in "ABCDEFGHIJ"]
    wishes = Wishes(tuple((Quote(one.source, one.span, (), one.respondent, ()), LONG) for one in said[:2]))
    stances = positions(said, area="needs", respondents="ABCDEFGHIJ", asked={})
    for wished_for in (Wishes(), wishes):
        taken = chosen(said, stances, choice=Choice({}, TODAY, Counter(), wished_for), most=most)
        assert len(taken) == most


def test_a_passage_that_was_used_and_a_person_outside_the_group_are_left_alone():
    said = [passage("A"), passage("B"), passage("X")]
    stances = positions(said, area="needs", respondents="AB", asked={})
    taken = chosen(said, stances, choice=choice(), used=[said[0].key])
    assert [quote.respondent for quote, _ in taken] == ["B"]


@pytest.mark.parametrize(("until", "quoted"), [(TODAY, True), (date(2025, 9, 30), False)])
def test_consent_holds_to_its_last_day(until, quoted):
    known = Respondent("A", consent=Consent(ConsentStatus.GIVEN, until=until, quote=True))
    assert bool(shown([passage("A")], choice(known))) is quoted


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from(["hinders", "promotes", ""])), max_size=12),
    st.sets(st.sampled_from("ABCDEF")),
)
def test_only_who_allows_it_is_quoted_each_once_in_the_very_words(said, refusing):
    passages = [sided(person, side, 200 * at) for at, (person, side) in enumerate(said)]
    refused = (Respondent(person, consent=Consent(quote=False)) for person in refusing)
    there = choice(*refused)
    quotes = shown(passages, there)
    people = [quote.respondent for quote, _ in quotes]
    assert len(set(people)) == len(people) <= 3
    assert not set(people) & refusing
    assert bool(people) is bool({person for person, _ in said} - refusing)
    assert all(words_ == LONG for _, words_ in quotes)
    assert there.heard == Counter(people)


def whys(quotes):
    return [(quote.respondent, quote.why) for quote, _ in quotes]


def test_a_wanted_voice_that_deviates_is_the_only_one_that_does_and_stands_last():
    said = [sided(person, "hinders") for person in "ABCDE"] + [sided(person, "promotes") for person in "XY"]
    wanted = tuple((Quote(f"{who}.txt", Span(0, len(LONG)), (), who, ()), LONG) for who in "XA")
    taken = shown(said, Choice({}, TODAY, Counter(), Wishes(wanted)), people="ABCDEXY")
    assert [quote.respondent for quote, _ in taken] == ["A", "X"]


def test_a_theme_of_few_is_shown_by_its_main_picture_and_a_voice_against_but_not_by_one_of_both_minds():
    few = [sided("A", "hinders"), sided("B", "hinders"), sided("C", "hinders"), sided("C", "promotes", 500)]
    assert [why for _, why in whys(shown(few, choice()))] == [Why.TYPICAL]
    against = [*few[:2], sided("C", "promotes")]
    assert whys(shown(against, choice()))[-1] == ("C", Why.DEVIATING)
    assert len(shown(against, choice())) == 2


def test_a_main_picture_is_shown_by_words_that_carry_it_or_no_side():
    said = [sided("A", "hinders"), sided("B", "hinders"), sided("B", "promotes", 500), sided("C", "")]
    both = [passage for passage in said if passage.respondent in "BC"]
    assert {
        quote.span.start for quote, _ in shown([*both, said[0]], choice(Respondent("A", consent=Consent(quote=False))))
    } == {0}
    plain = shown(
        [sided("A", "promotes", 500), sided("A", "hinders"), sided("B", "hinders"), sided("C", "hinders")], choice()
    )
    assert all(quote.span.start == 0 for quote, _ in plain)


def test_a_quote_is_strong_that_is_not_typical_and_carries_a_side():
    said = [sided(person, "hinders") for person in "ABCDEF"]
    heard = Choice({}, TODAY, Counter(dict.fromkeys("ABCD", 5)))
    assert dict(whys(shown(said, heard))) == {"E": Why.STRONG, "F": Why.STRONG}
    assert {why for _, why in whys(shown(said, choice()))} == {Why.TYPICAL}
    bare = [sided(person, "") for person in "ABCDEF"]
    assert {why for _, why in whys(shown(bare, Choice({}, TODAY, Counter(dict.fromkeys("ABCD", 5)))))} == {Why.TYPICAL}


@pytest.mark.parametrize(("times", "person"), [(5, "A"), (6, "B")])
def test_from_six_quotes_on_anybody_else_comes_first_however_much_poorer(times, person):
    poor = "Men hon sa bara att det var så där och sedan gick hon bara hem till –"
    said = [passage("A"), passage("B", poor)]
    assert [quote.respondent for quote, _ in shown(said, Choice({}, TODAY, Counter(A=times)))] == [person]
