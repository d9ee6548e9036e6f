"""A model is used when it is better on the project's own codings, and only then; too little is not compared."""

from __future__ import annotations

import random

import numpy as np
import pytest

from toolkit.analysis.suggesting import comparing_encoders
from toolkit.analysis.suggesting.comparing_encoders import BUILT_IN, LEAST_USED, LEAST_VOICES, chosen, compared
from toolkit.analysis.suggesting.rules import Rules
from toolkit.analysis.suggesting.training import prepared
from toolkit.analysis.texts.segmenting import segments

LETTERS = "bdfgklmnprstv"


def word(dice):
    return "".join(dice.choice(LETTERS) + dice.choice("aeiouyåäö") for _ in range(3))


class Model:
    """Vectors that tell two kinds of passages apart, or tell nothing."""

    def __init__(self, name, kinds, *, knows):
        self.name, self.fingerprint = name, f"{name}/1"
        self.kinds, self.knows = kinds, knows

    def encode(self, texts):
        dice = np.random.default_rng(1)
        rows = dice.normal(scale=0.1, size=(len(texts), 4))
        if self.knows:
            rows[:, 0] += [3.0 if self.kinds[text] else -3.0 for text in texts]
        return rows.astype(np.float32)


@pytest.fixture(name="made")
def _made(source, swedish, scheme):
    """Passages of words that nobody has said before, each of one of two kinds."""

    def make(voices=6, each=8):
        dice, pieces, labels, kinds = random.Random(4), [], {}, {}
        for number in range(voices):
            said = []
            for _ in range(each):
                new = " ".join(word(dice) for _ in range(5))
                said += [("I", "Mm."), (f"D{number}", f"Sen var det {new} igen.")]
            for piece in segments(source(*said, name=f"d{number}.txt"), swedish):
                kinds[piece.text] = dice.randrange(2)
                labels[len(pieces)] = frozenset({"actors" if kinds[piece.text] else "needs"})
                pieces.append(piece)
        rules = Rules(scheme, swedish)
        return prepared(pieces, labels, {}, rules=rules, seed=1), rules, kinds

    return make


def test_a_model_that_knows_is_used_and_one_that_knows_nothing_is_not(made, monkeypatch):
    monkeypatch.setattr(comparing_encoders, "DRAWS", 40)
    monkeypatch.setattr(comparing_encoders, "FOLDS", 3)
    training, rules, kinds = made()
    wise, blind = Model("wise", kinds, knows=True), Model("blind", kinds, knows=False)
    told = []
    found = compared(training, rules, [blind, wise], progress=lambda done, every: told.append((done, every)))
    assert [each.name for each in found] == [BUILT_IN, "blind", "wise"]
    assert [each.used for each in found] == [False, False, True]
    assert (found[0].gain, found[0].low, found[0].high) == (0.0, 0.0, 0.0)
    assert found[2].gain == pytest.approx(found[2].precision - found[0].precision)
    assert found[2].low > 0
    assert found[2].precision > 0.9
    assert chosen(found, [blind, wise]) is wise
    assert told


def test_where_no_model_is_better_the_programs_own_features_are_used(made, monkeypatch):
    monkeypatch.setattr(comparing_encoders, "DRAWS", 20)
    monkeypatch.setattr(comparing_encoders, "FOLDS", 2)
    training, rules, kinds = made()
    blind = Model("blind", kinds, knows=False)
    found = compared(training, rules, [blind])
    assert [each.used for each in found] == [True, False]
    assert chosen(found, [blind]) is None
    assert compared(training, rules, [])[0].used


@pytest.mark.parametrize(("voices", "each"), [(LEAST_VOICES - 1, 8), (LEAST_VOICES, 1)])
def test_of_too_few_respondents_or_codings_nothing_is_compared(made, voices, each):
    training, rules, kinds = made(voices, each)
    assert compared(training, rules, [Model("wise", kinds, knows=True)]) == []
    assert LEAST_USED == 10


def test_without_a_comparison_no_model_is_chosen():
    assert chosen([], [Model("wise", {}, knows=True)]) is None
