"""Names, workplaces, places and sensitive words, told by capitals, by lists and by what stands round them."""

from __future__ import annotations

import pytest

from toolkit.domain.identifiers.identifier_words import IdentifierWords
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.identifiers.name_finding import Capitals, Heard, Named, NameFinder, capitals, settled
from toolkit.domain.identifiers.own_names import OwnNames

WORDS = IdentifierWords(
    first_names=frozenset({"anna", "karin", "per", "gunvor", "åsa"}),
    ordinary_names=frozenset({"per"}),
    surname_ends=("ström", "qvist"),
    workplace_ends=("skolan", "bolaget"),
    small_workplace_ends=("skolan",),
    workplace_words=frozenset({"kommun", "vårdcentral"}),
    ordinary_workplaces=frozenset({"förskolan"}),
    place_ends=("köping",),
    places=frozenset({"åby", "säter"}),
    ordinary=frozenset({"det", "vi", "sedan", "ring", "hon", "tack", "den", "jag"}),
    general=frozenset({"försäkringskassan", "gud"}),
    before_places=frozenset({"i", "till"}),
    before_workplaces=frozenset({"på"}),
    sensitive=frozenset({"diabetes"}),
)
OWN = OwnNames([("Belinda Zorn", "D01")], ordinary=WORDS.ordinary)
NOBODY = OwnNames([])
NAME, WORKPLACE, PLACE = Identifier.NAME, Identifier.WORKPLACE, Identifier.PLACE
SMALL = "så gick vi hem igen och åt lite mat den dagen "


def found(text: str, own: OwnNames = NOBODY) -> list[tuple[str, Identifier]]:
    """What is left of the findings once the whole text has been seen."""
    named, heard, _ = NameFinder(WORDS, own).found(text)
    kept = [one for each in named if (one := settled(each, text, heard, WORDS))]
    return [(text[one.start : one.end], one.kind) for one in kept]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("vi gick hem.", []),
        ("sedan kom Anna hit", [("Anna", NAME)]),
        ("sedan kom Åsas bror", [("Åsas", NAME)]),
        ("sedan kom Anna Bergström hit", [("Anna Bergström", NAME)]),
        ("sedan kom Lundqvist hit", [("Lundqvist", NAME)]),
        ("det var Anna-Karin där", [("Anna-Karin", Identifier.CAPITALISED)]),
        ("hon bor i Åby nu", [("Åby", PLACE)]),
        ("hon bor i Säters kommun nu", [("Säters kommun", WORKPLACE)]),
        ("hon bor i Nyköping nu", [("Nyköping", PLACE)]),
        ("hon bor i Xyzzy nu", [("Xyzzy", PLACE)]),
        ("hon var på Xyzzy nu", [("Xyzzy", WORKPLACE)]),
        ("hon såg Xyzzy nu", [("Xyzzy", Identifier.CAPITALISED)]),
        ("hon var på Nordskolan nu", [("Nordskolan", WORKPLACE)]),
        ("hon fick diabetes då", [("diabetes", Identifier.SENSITIVE)]),
        ("hon fick Diabetes då", [("Diabetes", Identifier.SENSITIVE)]),
        ("det var Försäkringskassans beslut", []),
        ("sedan kom X hit", []),
        ("anna@post.example skrev", []),
        ("vi tog med Anna, Karin och Åsa", [("Anna", NAME), ("Karin", NAME), ("Åsa", NAME)]),
        ("då sa Anna: Karin får vänta", [("Anna", NAME), ("Karin", NAME)]),
        ("mellan Nyköping\nÅby", [("Nyköping", PLACE), ("Åby", PLACE)]),
    ],
)
def test_a_capital_inside_a_sentence_tells_a_name(text: str, expected: list[tuple[str, Identifier]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi gick hem.", []),
        ("Tack Anna!", [("Anna", NAME)]),
        ("Ring Gunvor.", [("Gunvor", NAME)]),
        ("Xyzzy Gunvor kom.", [("Gunvor", NAME)]),
        ("Anna kom hem.", [("Anna", NAME)]),
        ("Tröttheten var värst. Den trötthet jag hade.", []),
        ("Tröttheten var värst.", [("Tröttheten", Identifier.CAPITALISED)]),
        ("Trött Zorn kom. Jag var trött.", [("Zorn", Identifier.CAPITALISED)]),
        ("Per månad kostar det.", []),
        ("Per kom. Jag sa till Per det.", [("Per", NAME), ("Per", NAME)]),
        ("Det blev (Xyzzy) då. xyzzy", []),
    ],
)
def test_a_capital_that_begins_a_sentence_tells_a_name_only_with_a_reason(
    text: str, expected: list[tuple[str, Identifier]]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("sedan kom Belinda hit", "Belinda", NAME),
        ("sedan kom belinda hit", "belinda", NAME),
        ("Zorns son kom", "Zorns", NAME),
        ("sedan kom Belynda hit", "Belynda", NAME),
        ("hon bor i Belinda nu", "Belinda", NAME),
        ("hon var på Zorn nu", "Zorn", NAME),
        ("på Zorns vårdcentral", "Zorns vårdcentral", WORKPLACE),
    ],
)
def test_one_of_our_own_is_known_wherever_the_name_stands(text: str, words: str, kind: Identifier) -> None:
    [one] = NameFinder(WORDS, OWN).found(text)[0]
    assert (text[one.start : one.end], one.kind, one.whose) == (words, kind, "D01")


def test_an_ordinary_word_in_small_letters_is_nobody() -> None:
    own = OwnNames([("Per Sten", "D01")])
    assert found("det kostar per sten", own) == [("sten", NAME)]


def test_a_list_makes_a_finding_certain_and_its_place_alone_does_not() -> None:
    named, _, _ = NameFinder(WORDS, NOBODY).found("hon bor i Åby och i Xyzzy")
    assert [(one.kind, one.certain) for one in named] == [(PLACE, True), (PLACE, False)]


def test_a_text_shows_which_words_are_written_small_and_which_with_a_capital_inside() -> None:
    _, heard, cased = NameFinder(WORDS, NOBODY).found("Karin kom. sedan gick Anna dit")
    assert cased is Capitals.TELL
    assert heard.inside == {"anna"}
    assert heard.small >= {"kom", "sedan", "gick", "dit"}
    assert "karin" not in heard.inside


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", Capitals.TELL),
        ("vi gick hem " * 13, Capitals.TELL),  # 39 words are too few to say
        ("vi gick hem " * 13 + "då", Capitals.NONE),
        ("vi gick hem " * 13 + "å", Capitals.TELL),
        (SMALL.capitalize() * 4, Capitals.TELL),
        (SMALL.upper() * 4, Capitals.ALL),
    ],
)
def test_how_far_capitals_tell_is_seen_from_forty_words_on(text: str, told: Capitals) -> None:
    assert capitals(text) is told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sedan kom karin hit", [("karin", NAME)]),
        ("sedan kom karin bergström hit", [("karin bergström", NAME)]),
        ("sedan kom anna karin hit", [("anna karin", NAME)]),
        ("sedan kom anna, karin hit", [("anna", NAME), ("karin", NAME)]),
        ("det kostar per månad", []),
        ("hon bor i säter då", [("säter", PLACE)]),
        ("hon gick på nordskolan då", [("nordskolan", WORKPLACE)]),
        ("hon gick på nordbolaget då", []),
        ("hon gick på förskolan då", []),
        ("hon fick diabetes då", [("diabetes", Identifier.SENSITIVE)]),
        ("försäkringskassan sa nej", []),
        ("en bergström kom", []),
        ("sedan kom belinda zorn hit", [("belinda zorn", NAME)]),
    ],
)
def test_where_capitals_tell_nothing_lists_find_what_they_hold(
    text: str, expected: list[tuple[str, Identifier]]
) -> None:
    whole = SMALL * 5 + text
    named, heard, cased = NameFinder(WORDS, OWN).found(whole)
    assert cased is Capitals.NONE
    assert [(whole[one.start : one.end], one.kind) for one in named] == expected
    assert heard == Heard()  # it shows nothing of how words are written
    shouted = whole.upper()
    assert [shouted[one.start : one.end] for one in NameFinder(WORDS, OWN).found(shouted)[0]] == [
        words.upper() for words, _ in expected
    ]


def test_names_side_by_side_are_whose_either_is() -> None:
    text = SMALL * 5 + "karin zorn"
    [one] = NameFinder(WORDS, OWN).found(text)[0]
    assert (text[one.start : one.end], one.whose) == ("karin zorn", "D01")


@pytest.mark.parametrize(
    ("word", "small"),
    [("trötthet", True), ("trötthetens", True), ("trötta", False), ("snö", True), ("snöar", False)],
)
def test_a_long_word_is_known_by_how_it_begins(word: str, small: bool) -> None:
    assert Heard({"trötthet", "snö"}).is_small(word) is small


def test_what_another_text_has_shown_is_learnt() -> None:
    heard = Heard({"snö"}, {"anna"})
    heard.add(Heard({"is"}, {"karin"}))
    assert (heard.small, heard.inside) == ({"snö", "is"}, {"anna", "karin"})


def test_a_finding_without_a_doubtful_first_word_stands_as_it_is() -> None:
    one = Named(NAME, 0, 4)
    assert settled(one, "Anna", Heard(), WORDS) is one


def test_a_doubtful_first_word_is_dropped_and_the_rest_kept() -> None:
    text = "Trött Zorn"
    named = Named(NAME, 0, 10, whose="D01", first="trött")
    kept = settled(named, text, Heard({"trött"}), WORDS)
    assert kept == Named(NAME, 6, 10, whose="D01")
    assert settled(Named(NAME, 0, 5, first="trött"), text, Heard({"trött"}), WORDS) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [("Belinda kom.", ""), ("Zorns son kom.", ""), ("Belinde kom.", "belinde"), ("Anna kom.", ""),
     ("Annas bror kom.", ""), ("Per kom.", "per"), ("Xyzzy kom.", "xyzzy"), ("sen kom Xyzzy.", "")],
)  # fmt: skip
def test_which_first_words_are_doubtful_until_all_texts_have_been_seen(text: str, first: str) -> None:
    assert [one.first for one in NameFinder(WORDS, OWN).found(text)[0]] == [first]
