"""What a sentence says of how many people: which phrase, of whom, and which counts bear it out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.quantities.quantities import QuantityScale
from toolkit.domain.report_rules.quantity_phrases import Grammar, Phrase, rule_of
from toolkit.domain.texts.head_nouns import ANYBODY, SOME_PEOPLE, head_nouns

SCALE = QuantityScale()
WORDS = ("flera", "alla", "inte", "av", "de", "deltagare", "deltagarna", "7", "sju", "en", ".", "”", "år", "berättar")
SWEDISH = Grammar(head_nouns("sv"), SCALE)
ENGLISH = Grammar(head_nouns("en"), SCALE)


def told(sentence: str, grammar: Grammar = SWEDISH) -> list[tuple[str, str | None]]:
    """The phrases about people, each with whom it counts."""
    return [(each.key, each.group) for each in grammar.phrases(sentence) if each.people]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("", []),
        ("Flera deltagare väntade.", [("several", "participants")]),
        ("Flera av de yngre deltagarna väntade.", [("several", "participants")]),
        ("Så gott som alla remittenter var nöjda.", [("nearly_all", "referrers")]),
        ("Ett par deltagare och flertalet arbetsgivare.", [("couple", "participants"), ("most", "employers")]),
        ("Samtliga intervjuade deltagare.", [("all", "participants")]),
        ("Flera av de intervjuade.", [("several", ANYBODY)]),
        ("Många kvinnor väntade.", [("many", SOME_PEOPLE)]),
        ("Flera berättar om det.", [("several", None)]),
        ("Flera av dem väntade.", [("several", None)]),
        ("Flera myndigheter var med.", []),
        ("Många år senare.", []),
        ("Inte alla deltagare höll med.", [("not all", "participants")]),
        ("Långt ifrån samtliga deltagare höll med.", [("not all", "participants")]),
        ("Alla tycker inte så.", [("not all", None)]),
        ("Båda remittenterna var nöjda.", [("both", "referrers")]),
        ("En tredjedel av deltagarna väntade.", [("share", "participants")]),
        ("Var fjärde deltagare väntade.", [("share", "participants")]),
        ("En deltagare väntade.", []),
        ("En av deltagarna väntade.", [("number", "participants")]),
        ("Sju berättar om det.", [("number", None)]),
        ("Det hände 2014.", []),
        ("Det berättar sju.", [("number", None)]),
        ("Det hände 12345 deltagare.", []),
        ("Teamet ska ha tre möten.", []),
    ],
)
def test_who_is_counted_in_swedish(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Most of the younger participants waited.", [("most", "participants")]),
        ("Not all participants agree.", [("not all", "participants")]),
        ("Three quarters of the employers agree.", [("share", "employers")]),
        ("Several of them waited.", [("several", None)]),
        ("One participant waited.", []),
        ("One of the participants waited.", [("number", "participants")]),
        ("Many years later.", []),
    ],
)
def test_who_is_counted_in_english(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert told(sentence, ENGLISH) == expected


@pytest.mark.parametrize(
    ("sentence", "k", "n", "group"),
    [
        ("Sju av tio deltagare väntade.", 7, 10, "participants"),
        ("7 av de 10 deltagarna väntade.", 7, 10, "participants"),
        ("Sju deltagare väntade.", 7, None, "participants"),
        ("Sju av deltagarna väntade.", 7, None, "participants"),
        ("Samtliga fyra remittenter väntade.", None, 4, "referrers"),
        ("Åtta av dem väntade.", 8, None, None),
    ],
)
def test_the_numbers_that_are_said(sentence: str, k: int | None, n: int | None, group: str | None) -> None:
    [one] = SWEDISH.phrases(sentence)
    assert (one.k, one.n, one.group, one.people) == (k, n, group, True)


def test_a_phrase_stands_where_it_says_with_its_noun() -> None:
    sentence = "Så var det. Flera av de yngre deltagarna väntade."
    [one] = SWEDISH.phrases(sentence)
    assert one.text == sentence[one.start : one.end] == "Flera av de yngre deltagarna"


@settings(max_examples=40)
@given(st.lists(st.sampled_from(WORDS), max_size=15))
def test_phrases_stand_in_order_and_are_the_words_there(words: list[str]) -> None:
    sentence = " ".join(words)
    found = SWEDISH.phrases(sentence)
    assert all(sentence[each.start : each.end] == each.text for each in found)
    assert [each.start for each in found] == sorted({each.start for each in found})


def phrase(key: str, k: int | None = None, n: int | None = None, share: Fraction | None = None) -> Phrase:
    return Phrase(key, "x", 0, 1, people=True, k=k, n=n, share=share)


@pytest.mark.parametrize(
    ("said", "k", "n", "carried"),
    [
        (phrase("most"), 9, 17, True),
        (phrase("most"), 8, 17, False),
        (phrase("all"), 17, 17, True),
        (phrase("all"), 16, 17, False),
        (phrase("nearly_all"), 16, 17, True),
        (phrase("nearly_all"), 17, 17, False),
        (phrase("all", n=17), 17, 17, True),
        (phrase("all", n=15), 17, 17, False),
        (phrase("number", k=7), 7, 17, True),
        (phrase("number", k=7), 8, 17, False),
        (phrase("number", k=7, n=17), 7, 17, True),
        (phrase("number", k=7, n=14), 5, 10, True),  # the same share
        (phrase("number", k=7, n=10), 7, 17, False),
        (phrase("number", k=7, n=0), 7, 17, False),
        (phrase("number", n=10), 7, 10, False),
        (phrase("share", share=Fraction(1, 3)), 6, 17, True),  # 0,353
        (phrase("share", share=Fraction(1, 3)), 7, 17, False),  # 0,412
        (phrase("both"), 2, 2, True),
        (phrase("both"), 2, 3, False),
        (phrase("both"), 1, 2, False),
        (phrase("not all"), 16, 17, True),
        (phrase("not all"), 17, 17, False),
        (phrase("unheard"), 3, 17, False),
    ],
)
def test_which_counts_bear_out_a_phrase(said: Phrase, k: int, n: int, carried: bool) -> None:
    assert said.carried(k, n, SCALE) is carried


@settings(max_examples=60)
@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_all_and_not_all_part_every_count_of_a_group_that_can_be_said(count: tuple[int, int]) -> None:
    k, n = count
    if n >= 3:  # of fewer "all" is not said
        assert phrase("all").carried(k, n, SCALE) is not phrase("not all").carried(k, n, SCALE)


def test_a_noun_of_several_words_is_known_at_the_end_of_a_sentence_too() -> None:
    grammar = Grammar(head_nouns("en", [("team members", "team")]), SCALE)
    assert told("It was said by several of the team members", grammar) == [("several", "team")]
    assert told("It was said by several of the team", grammar) == []


def test_a_rule_is_found_by_its_key() -> None:
    found = rule_of(SCALE, "most")
    assert found is not None
    assert found.key == "most"
    assert rule_of(SCALE, "number") is None


def test_a_language_without_a_grammar_is_read_as_english() -> None:
    assert Grammar(head_nouns("de"), SCALE).language == "en"
