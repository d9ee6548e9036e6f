"""All words in one row: those in turns and no others, each in the turn of whoever says it, and where it ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.searching.word_index import Words, read
from toolkit.analysis.searching.word_shelf import FAR, TurnPlace, shelved, used


def turn(number, start, end, who=None, phase=None, *, heard=True):
    return TurnPlace(number, start, end, heard, who, phase)


def words_in(shelf):
    return [shelf.vocabulary[number] for number in shelf.ids.tolist()]


ONE = "I: Hur mår du? D01: Jag mår bra, du."
TURNS = [turn(1, 3, 14, heard=False), turn(2, 20, 36, "D01", "before")]


@pytest.fixture(name="shelf")
def _shelf():
    other = "Åsa: Jag gick."
    return shelved([(7, read(ONE), TURNS), (9, read(other), [turn(1, 5, 14, "Åsa")])])


def test_labels_and_what_stands_in_no_turn_are_not_on_the_shelf(shelf):
    assert words_in(shelf) == ["hur", "mår", "du", "jag", "mår", "bra", "du", "jag", "gick"]
    assert set(shelf.vocabulary) == {"hur", "mår", "du", "jag", "bra", "gick"}
    assert shelf.sources == (7, 9)


def test_each_word_is_in_the_turn_of_whoever_says_it(shelf):
    assert shelf.turn.tolist() == [0, 0, 0, 1, 1, 1, 1, 2, 2]
    assert [shelf.people[who] for who in shelf.turns.respondent.tolist()] == [None, "D01", "Åsa"]
    assert [shelf.phases[phase] for phase in shelf.turns.phase.tolist()] == [None, "before", None]
    assert shelf.turns.heard.tolist() == [False, True, True]
    assert shelf.turns.source.tolist() == [0, 0, 1]


def test_words_start_and_end_where_they_stand_in_their_own_source(shelf):
    places = zip(shelf.starts.tolist(), shelf.ends(np.arange(len(shelf.ids))).tolist(), strict=True)
    texts = [ONE] * 7 + ["Åsa: Jag gick."] * 2
    assert [text[start:end].lower() for text, (start, end) in zip(texts, places, strict=True)] == words_in(shelf)


def test_turns_of_those_who_are_wanted(shelf):
    wanted = [who == "D01" for who in shelf.people]
    assert shelf.by_respondent(wanted).tolist() == [False, True, False]


def test_a_word_that_goes_over_the_end_of_a_turn_is_in_no_turn():
    text = "handledaren kom"
    shelf = shelved([(1, read(text), [turn(1, 0, 4, "A"), turn(2, 4, 15, "B")])])
    assert words_in(shelf) == ["kom"]
    assert shelf.turn.tolist() == [1]


def test_a_soft_hyphen_within_a_word_counts_where_it_ends():
    text = "en hand\u00adledare kom"
    shelf = shelved([(1, read(text), [turn(1, 0, len(text), "A")])])
    assert words_in(shelf) == ["en", "handledare", "kom"]
    assert shelf.ends(np.asarray([1])).tolist() == [14]
    assert text[slice(*shelf.place(1, 2, 6))] == "nd\u00adle"
    assert shelf.place(2, 1, 3) == (16, 18)
    cut_within = shelved([(1, read(text), [turn(1, 0, 13, "A")])])
    assert words_in(cut_within) == ["en"]
    left_out = shelved([(1, read(text), [turn(1, 0, 13, "A"), turn(2, 15, 18, "A")])])
    assert words_in(left_out) == ["en", "kom"]
    assert left_out.ends(np.asarray([0, 1])).tolist() == [2, 18]


def test_an_empty_shelf_and_sources_without_turns():
    assert len(shelved([]).ids) == 0
    shelf = shelved([(1, read("ord"), []), (2, read(""), [turn(1, 0, 0)])])
    assert (list(shelf.vocabulary), shelf.turn.tolist(), shelf.sources) == ([], [], (1, 2))


def test_vocabulary_and_numbers_belong_together_and_hold_nothing_else(shelf):
    assert shelf.numbers == {word: at for at, word in enumerate(shelf.vocabulary)}
    assert shelf.lengths.tolist() == [len(word) for word in shelf.vocabulary]


@pytest.mark.parametrize(
    ("vocabulary", "ids", "left", "numbers"),
    [
        (["a", "b"], [0, 1, 0], ["a", "b"], [0, 1, 0]),
        (["a", "b", "c"], [2, 0], ["a", "c"], [1, 0]),
        (["a"], [], [], []),
    ],
)
def test_words_that_do_not_occur_are_left_out(vocabulary, ids, left, numbers):
    found, own = used(vocabulary, np.asarray(ids, np.uint32))
    assert (found, own.tolist()) == (left, numbers)


def sentences(*edges):
    return Words([], np.zeros(0, np.uint32), np.zeros(0, np.uint32), {}, np.asarray(edges, np.uint32))


@pytest.mark.parametrize(
    ("place", "round_"),
    [
        ((7, 1, 3), (0, 10)),
        ((7, 8, 12), (0, 20)),
        ((7, 10, 11), (10, 20)),
        ((7, 3, 10), (0, 10)),
        ((7, 22, 24), (22, 24)),  # between sentences: itself
        ((9, 1, 2), (0, 5)),
        ((9, 30, 31), (30, 31)),
    ],
)
def test_the_sentences_round_a_place_are_those_that_share_words_with_it(place, round_):
    shelf = shelved([(7, sentences(0, 10, 10, 20, 25, 30), []), (9, sentences(0, 5), [])])
    assert shelf.sentences_round([place]) == [round_]


def test_places_of_several_sources_are_answered_in_their_order():
    shelf = shelved([(7, sentences(0, 10), []), (9, sentences(0, 5), [])])
    assert shelf.sentences_round([(9, 1, 2), (7, 1, 2), (9, 3, 4)]) == [(0, 5), (0, 10), (0, 5)]
    above = np.asarray([1 << FAR], np.int64)
    begins, ends = shelf.sentences.round((above + 1, above + 2))
    assert (begins - above).tolist() == [0]
    assert (ends - above).tolist() == [5]


@given(st.lists(st.integers(0, 40), max_size=8))
def test_every_word_within_a_turn_is_on_the_shelf_once(edges):
    text = "ett två tre fyra fem sex sju åtta nio tio"
    places = sorted(set(edges))
    turns = [turn(at, *pair, "A") for at, pair in enumerate(zip(places[::2], places[1::2], strict=False))]
    shelf = shelved([(1, read(text), turns)])
    found = [(int(start), word) for start, word in zip(shelf.starts, words_in(shelf), strict=True)]
    at, expected = 0, []
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        if any(one.start <= start and at <= one.end for one in turns):
            expected.append((start, word))
    assert found == expected
