"""Units in arrays are what one finds by looking at every piece, coding and character in turn."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.counting.rated_units import (
    Counting,
    by_characters,
    by_person,
    end_to_end,
    marks,
    of_two,
    pieces,
    stretches,
    together,
    whole,
)
from toolkit.domain.codings.segments import belongs
from toolkit.domain.comparing.unitizing import alpha_of, unitizing_alpha
from toolkit.domain.texts.text import Span

THERES = [(0, 1, 2), (0, 2)]
CODES = {0: "a", 1: "b", 2: "c"}
CODERS = 3
SPANS = st.tuples(st.integers(0, 28), st.integers(1, 12)).map(lambda one: (one[0], one[0] + one[1]))


@st.composite
def sources(draw):
    """Sources: which coders have read each, its pieces with their voices, and what was marked."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        there = draw(st.integers(0, 1))
        edges = sorted(draw(st.sets(st.integers(0, 40), max_size=9)))
        spans = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
        voices = [draw(st.integers(0, 1)) for _ in spans]
        mark = st.tuples(SPANS, st.sampled_from(sorted(CODES)), st.sampled_from(THERES[there]))
        found.append((there, spans, voices, draw(st.lists(mark, max_size=8))))
    return found


def laid(found):
    own = pieces([(there, [s for s, _ in spans], [e for _, e in spans], said) for there, spans, said, _ in found])
    rows = ((at, *span, code, who) for at, one in enumerate(found) for span, code, who in one[3])
    return own, marks(rows)


def looked_at(found, *, characters):
    """(voice, there, what was given) of every unit."""
    for there, spans, voices, made in found:
        for span, voice in zip(spans, voices, strict=True):
            units = [(at, at + 1) for at in range(*span)] if characters else [span]
            for unit in units:
                given = {(code, who) for at, code, who in made if belongs(Span(*unit), Span(*at))}
                yield voice, THERES[there], given


def rated(there, given, codes):
    held = [frozenset(code for code, who in given if who == number and code in codes) for number in range(CODERS)]
    return tuple(held[number] if number in there else None for number in range(CODERS))


def counted(tallied):
    cells = tallied.counts.tocoo()
    return Counter(
        {(who, tallied.kinds[kind]): int(n) for who, kind, n in zip(cells.row, cells.col, cells.data, strict=True) if n}
    )


@pytest.mark.parametrize("characters", [False, True])
@given(found=sources(), codes=st.sets(st.sampled_from(sorted(CODES)), min_size=1))
@settings(max_examples=80, deadline=None)
def test_units_are_those_that_one_counts_by_hand(found, codes, characters):
    way = by_characters if characters else whole
    counting = Counting(way(*laid(found)), THERES, CODERS)
    names = {number: CODES[number] for number in codes}
    sets, answers = Counter(), Counter()
    for voice, there, what in looked_at(found, characters=characters):
        one = rated(there, what, codes)
        sets[voice, tuple(None if held is None else frozenset(map(CODES.get, held)) for held in one)] += 1
        answers[voice, tuple(None if held is None else bool(held) for held in one)] += 1
    assert counted(counting.sets(names)) == sets
    assert counted(counting.given(codes)) == answers
    assert counting.units == sum(answers.values())


@pytest.mark.parametrize("characters", [False, True])
@given(found=sources(), codes=st.sets(st.sampled_from(sorted(CODES)), min_size=1))
@settings(max_examples=80, deadline=None)
def test_units_that_two_gave_a_code_are_told_from_those_where_they_marked_other_words(found, codes, characters):
    way = by_characters if characters else whole
    both = apart = 0
    for _, spans, _, made in found:
        marked = [{place for at, code, who in made if who == number and code in codes for place in range(*at)}
                  for number in range(CODERS)]  # fmt: skip
        for span in spans:
            for unit in [(at, at + 1) for at in range(*span)] if characters else [span]:
                given = {who for at, code, who in made if code in codes and belongs(Span(*unit), Span(*at))}
                both += len(given) > 1
                apart += len(given) > 1 and not any(sum(at in own for own in marked) > 1 for at in range(*unit))
    assert Counting(way(*laid(found)), THERES, CODERS).alike(codes) == (both, apart)


@given(found=sources())
@settings(max_examples=60, deadline=None)
def test_marks_end_to_end_are_the_same_words(found):
    own, made = laid(found)
    marked, length = end_to_end(own, made)
    words = [(at, place) for at, one in enumerate(found) for span in one[1] for place in range(*span)]
    assert length == len(words)
    every = []
    for who in range(CODERS):
        starts, ends = stretches(marked, CODES, who)
        held = {words[place] for span in zip(starts, ends, strict=True) for place in range(*span)}
        assert held == {
            (at, place)
            for at, one in enumerate(found)
            for span, _, coder in one[3]
            for place in range(*span)
            if coder == who and (at, place) in words
        }
        every.append((starts, ends))
    spans = [[Span(*one) for one in zip(*own, strict=True)] for own in every]
    assert alpha_of(every, length) == unitizing_alpha(spans, length)


def test_more_codes_than_one_word_of_bits_are_told_apart():
    many = {number: f"c{number}" for number in range(70)}
    own = pieces([(0, [0, 10, 20], [5, 15, 25], [0, 0, 1])])
    made = marks([(0, 0, 5, 0, 0), (0, 10, 15, 0, 0), (0, 10, 15, 69, 2), (0, 20, 25, 69, 2)])
    tallied = Counting(whole(own, made), THERES, CODERS).sets(many)
    none = frozenset()
    assert counted(tallied) == {
        (0, (frozenset({"c0"}), none, none)): 1,
        (0, (frozenset({"c0"}), none, frozenset({"c69"}))): 1,
        (1, (none, none, frozenset({"c69"}))): 1,
    }


def test_tallies_are_put_together_and_narrowed_to_two():
    one = by_person({(0, (True, False, None)): 2, (1, (False, False, None)): 3}, 2)
    other = by_person({(0, (True, True, None)): 1, (1, (False, False, None)): 4}, 2)
    every = together([one, other])
    assert every.whole == {(True, False, None): 2, (False, False, None): 7, (True, True, None): 1}
    assert of_two(every, 0, 2).whole == {(True, None): 3, (False, None): 7}


def test_nothing_at_all_is_counted_as_nothing():
    counting = Counting(whole(pieces([]), marks([])), [], CODERS)
    assert counting.units == 0
    assert counting.given([0]).whole == {}
    assert counting.sets(CODES).whole == {}
