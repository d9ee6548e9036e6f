"""A shelf made of a known one and of what is new is the shelf that all sources together give."""

from dataclasses import fields

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.searching import word_index
from toolkit.analysis.searching.word_shelf import TurnPlace, Turns, shelved
from toolkit.analysis.searching.word_splicing import spliced

PEOPLE, PHASES = ["P1", "P2", None], ["before", None]


class Halves:
    """Cuts every text in two, as sentences."""

    def of(self, texts):
        return [[(0, len(text) // 2), (len(text) // 2, len(text))] if len(text) > 1 else [] for text in texts]


def material(text, count, shift):
    """The words of a text with so many turns of 12 letters; turns are said by one and another."""
    places = [(at * 12, at * 12 + 10) for at in range(count) if at * 12 + 10 <= len(text)]
    words = word_index.sentenced(word_index.read(text), text, places, Halves())
    turns = [
        TurnPlace(at, *place, bool(at % 2), PEOPLE[(at + shift) % 3], PHASES[(at + shift) % 2])
        for at, place in enumerate(places)
    ]
    return word_index.unpack(word_index.pack(words)), turns


def told(shelf):
    """All that a shelf says, in words."""
    turns = {one.name: getattr(shelf.turns, one.name).tolist() for one in fields(Turns)}
    return {
        **turns,
        "respondent": [shelf.people[at] for at in turns["respondent"]],
        "phase": [shelf.phases[at] for at in turns["phase"]],
        "words": [shelf.vocabulary[at] for at in shelf.ids.tolist()],
        "used": sorted(shelf.vocabulary),
        "numbers": [shelf.vocabulary[at] for at in shelf.numbers.values()] == list(shelf.numbers),
        "lengths": dict(zip(shelf.vocabulary, shelf.lengths.tolist(), strict=True)),
        "places": (shelf.sources, shelf.starts.tolist(), shelf.turn.tolist(), shelf.bent),
        "sentences": [getattr(shelf.sentences, name).tolist() for name in ("starts", "ends", "bounds")],
        "nobody": (shelf.people[0], shelf.phases[0]),
    }


TEXTS = st.text("aåk \u00ad.", max_size=60)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.integers(0, 5), st.integers(0, 5), st.integers(0, 2)), max_size=6), st.randoms())
def test_it_is_what_all_sources_together_give(sources, random):
    """Each source is left out, known, new, or known and new with other turns."""
    own = {key: (material(text, *shape), fate) for key, (text, *shape, fate) in enumerate(sources)}
    order = sorted((key for key, (_, fate) in own.items() if fate), key=lambda _: random.random())
    before = sorted((key for key, (_, fate) in own.items() if fate < 2), key=lambda _: random.random())
    known = shelved((key, *own[key][0]) for key in before)
    new = shelved((key, *own[key][0]) for key in order if own[key][1] == 2)
    assert told(spliced(known, new, order)) == told(shelved((key, *own[key][0]) for key in order))


def test_the_sentences_round_places():
    text = "Ja det var så. Nej."
    words, turns = material(text, 1, 0)
    shelf = shelved([(7, words, turns)])
    assert shelf.sentences_round([(7, 0, 2), (7, 4, 6), (7, 12, 14)]) == [(0, 5), (0, 10), (12, 14)]
    assert shelf.sentences_round([]) == []
    assert shelf.sentences.starts.dtype == np.uint32
