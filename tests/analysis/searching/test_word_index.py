"""The words of a text by the place of each letter, and that packing loses nothing and foreign bytes are refused."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.searching.word_index import Words, cut, pack, read, sentenced, unpack
from toolkit.domain.codings.searches import folded
from toolkit.domain.texts.text import normalise

LETTERS = st.text("aåÅk \n.-_\u00ad\u200b\u0301İßΣ😀1日", max_size=50).map(normalise)


def told(words):
    return [
        (words.vocabulary[number], start)
        for number, start in zip(words.ids.tolist(), words.starts.tolist(), strict=True)
    ]


def same(one, other):
    return (
        list(one.vocabulary) == list(other.vocabulary)
        and one.ids.tolist() == other.ids.tolist()
        and one.starts.tolist() == other.starts.tolist()
        and one.bent == other.bent
        and one.edges.tolist() == other.edges.tolist()
        and one.cut == other.cut
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" .,!? \n", []),
        ("Åsa kom, åsa GICK.", [("åsa", 0), ("kom", 4), ("åsa", 9), ("gick", 13)]),
        ("d01:3 år", [("d01", 0), ("3", 4), ("år", 6)]),
        ("😀å😀", [("å", 1)]),
        ("日本", [("日本", 0)]),
    ],
)
def test_words_are_runs_of_letters_and_digits_whatever_their_case(text, expected):
    assert told(read(text)) == expected


def test_the_vocabulary_stands_in_order_of_letters_and_tells_nothing_of_what_was_said():
    assert read("sedan kom buss och buss igen").vocabulary == ["buss", "igen", "kom", "och", "sedan"]


def test_a_word_whose_length_folding_changes_keeps_the_place_of_each_letter():
    words = read("en hand\u00adledare")
    assert told(words) == [("en", 0), ("handledare", 3)]
    assert words.bent == {1: (0, 1, 2, 3, 5, 6, 7, 8, 9, 10)}


@given(LETTERS.filter(lambda text: "Σ" not in text))  # its small form hangs on what stands before it
def test_every_word_stands_where_it_is_said_to_stand(text):
    words = read(text)
    starts = words.starts.tolist()
    assert starts == sorted(set(starts))
    for at, (word, start) in enumerate(told(words)):
        places = words.bent.get(at, tuple(range(len(word))))
        assert len(places) == len(word)
        assert folded(text[start : start + places[-1] + 1]).text == word


@given(LETTERS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_packing_loses_nothing(text, turns):
    words = read(text)
    edges = np.asarray([at for turn in turns for at in turn], np.uint32)
    words = Words(words.vocabulary, words.ids, words.starts, words.bent, edges, cut(turns))
    assert same(unpack(pack(words)), words)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 70_000])
def test_numbers_of_every_width_come_back(size):
    text = " ".join(f"a{n}" for n in range(min(size, 300))) + " " * size + "slut"
    words = read(text)
    assert same(unpack(pack(words)), words)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:10],
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: b"\xff" * len(data),
        lambda data: struct.pack("<I", 4) + data[4:],
        lambda data: data[:20] + b"\x03" + data[21:],
    ],
    ids=["nothing", "half a head", "cut off", "too long", "noise", "another count", "a width that is none"],
)
def test_bytes_that_were_not_packed_are_refused(spoil):
    data = pack(read("Åsa kom och hand\u00adledaren gick"))
    with pytest.raises(ValueError):  # noqa: PT011 - it has no words: the store reads the source anew
        unpack(spoil(data))


def test_a_word_that_is_not_in_the_vocabulary_is_refused():
    words = read("ett två")
    odd = Words(words.vocabulary, np.asarray([0, 2], np.uint32), words.starts)
    with pytest.raises(ValueError):  # noqa: PT011
        unpack(pack(odd))


def test_turns_are_named_by_where_they_start_and_end():
    assert cut([(0, 5), (7, 9)]) == cut([(0, 5), (7, 9)])
    assert len({cut(turns) for turns in ([], [(0, 5)], [(0, 5), (7, 9)], [(0, 5), (7, 10)], [(7, 9), (0, 5)])}) == 5


class _Halves:
    """Borders that cut each piece in two."""

    def of(self, pieces):
        return [[(0, len(piece) // 2), (len(piece) // 2, len(piece))] for piece in pieces]


def test_sentences_are_cut_within_turns_and_placed_in_the_text():
    turns = [(3, 7), (10, 14)]
    words = sentenced(read("I: Hur? D: Så."), "I: Hur? D: Så.", turns, _Halves())
    assert words.edges.tolist() == [3, 5, 5, 7, 10, 12, 12, 14]
    assert words.cut == cut(turns)
