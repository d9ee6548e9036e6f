"""Learning: nothing judged is the rules; everything judged moves them; no code above its area; whole respondents."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.suggesting.learning import FOLDS, Learned, below, calibration, families, learned_from, parted
from toolkit.analysis.suggesting.rules import Rules
from toolkit.analysis.suggesting.space import Space
from toolkit.analysis.suggesting.training import prepared
from toolkit.analysis.texts.segmenting import batch_of, segments

FLOWER = "Sen var det blommorna i trädgården som växte hela sommaren {}."
ENGINE = "Sen var det motorn i verkstaden som gick sönder hela vintern {}."


@pytest.fixture(name="rules")
def _rules(swedish, scheme):
    return Rules(scheme, swedish)


@pytest.fixture(name="pieces")
def _pieces(source, swedish):
    """Six respondents, each of whom says two things about flowers and two about engines."""
    found = []
    for who in range(6):
        said = [
            part for text in (FLOWER, ENGINE) * 2 for part in (("I", "Mm."), (f"D{who}", text.format(f"nummer {who}")))
        ]
        found += segments(source(*said, name=f"d{who}.txt"), swedish)
    return found


def labels(pieces, voices=6):
    return {
        at: frozenset(["learning" if "motorn" in piece.text else "needs"])
        for at, piece in enumerate(pieces)
        if int(piece.respondent[1:]) < voices
    }


def training_of(pieces, rules, voices=6):
    return prepared(pieces, labels(pieces, voices), {}, rules=rules, seed=1)


@pytest.mark.parametrize(
    ("scores", "limited"),
    [([0.4, 0.9, 0.3], [0.4, 0.4, 0.3]), ([0.9, 0.4, 0.3], [0.9, 0.4, 0.3]), ([0.0, 0.0, 1.0], [0.0, 0.0, 1.0])],
)
def test_no_code_is_likelier_than_the_area_it_lies_under(scores, limited):
    assert below(np.asarray([scores], np.float32), [-1, 0, -1])[0].tolist() == pytest.approx(limited)


def test_families_are_the_areas_the_codes_under_them_and_each_other_facet(rules):
    assert dict(zip([code.path for code in rules.codes], families(rules.codes), strict=True)) == {
        "needs": "area", "needs/health": "area/", "actors": "area", "learning": "area",
        "phase/before": "phase", "phase/during": "phase",
    }  # fmt: skip


@pytest.mark.parametrize("people", [1, 3, 4, 9])
def test_folds_are_whole_respondents_and_everybody_is_in_one(people):
    voices = np.asarray([f"D{n % people}" for n in range(30)])
    folds = parted(voices, FOLDS, seed=1)
    assert len(folds) == min(FOLDS, people)
    assert (np.sum(folds, axis=0) == 1).all()
    for fold in folds:
        assert set(voices[fold]).isdisjoint(voices[~fold])
    assert all((one == other).all() for one, other in zip(folds, parted(voices, FOLDS, seed=1), strict=True))


def test_without_a_judgement_the_scores_are_the_rules(rules, pieces, swedish):
    batch = batch_of(pieces, swedish)
    evidence = rules.evidence(batch)
    nothing = Learned.nothing(rules)
    assert np.allclose(nothing.scores(batch, evidence), below(evidence.scores, rules.above))
    assert nothing.kinds(batch) is None
    assert not any(map(nothing.knows, range(len(rules.codes))))
    assert nothing.fingerprint == ""


def test_what_was_coded_is_known_again_in_others_words(rules, pieces, source, swedish):
    learned = learned_from(training_of(pieces, rules), rules, seed=1)
    new = segments(
        source(("D9", FLOWER.format("här")), ("I", "Mm."), ("D9", ENGINE.format("där")), name="ny.txt"), swedish
    )
    batch = batch_of(new, swedish)
    evidence = rules.evidence(batch)
    scores = learned.scores(batch, evidence)
    needs, learning = rules.places["needs"], rules.places["learning"]
    assert scores[0, needs] > evidence.scores[0, needs]
    assert scores[0, needs] > scores[0, learning]
    assert scores[1, learning] > scores[1, needs]
    assert ((scores > 0) & (scores < 1)).all()


def test_only_codes_that_were_coded_are_known(rules, pieces):
    learned = learned_from(training_of(pieces, rules), rules, seed=1)
    assert {rules.codes[place].path for place in learned.targets} == {"needs", "learning"}
    assert learned.knows(rules.places["needs"])
    assert not learned.knows(rules.places["actors"])


def test_each_word_is_known_to_speak_for_the_code_it_came_with(rules, pieces, swedish):
    learned = learned_from(training_of(pieces, rules), rules, seed=1)
    batch = batch_of(pieces[:1], swedish)
    added = learned.kinds(batch)
    words = [swedish.types[kind] for kind in batch.tokens.types.tolist()]
    needs, learning = (added[words.index("blommorna"), rules.places[path]] for path in ("needs", "learning"))
    assert needs > 0 > learning


def test_with_few_respondents_scores_are_not_calibrated(rules, pieces):
    training = training_of(pieces, rules, voices=2)
    line = learned_from(training, rules, seed=1).weights.calibration
    assert (line.slopes == 1).all()
    assert not line.constants.any()
    many = learned_from(training_of(pieces, rules), rules, seed=1).weights.calibration
    assert (many.slopes != 1).any()


def test_hidden_respondents_teach_the_calibration_nothing(rules, pieces):
    """With two of six hidden the line is that of a training in which their answers are others."""
    training = training_of(pieces, rules)
    learned = learned_from(training, rules, seed=1)
    space = Space(learned.weights.features.rows(training.batch, training.evidence), seed=1)
    hidden = np.isin(training.voices, ["D0", "D1"])
    line = calibration(space, training, rules, seed=1, hidden=hidden)
    training.truth[hidden] = np.where(training.truth[hidden] == 1, 0, 1)
    again = calibration(space, training, rules, seed=1, hidden=hidden)
    assert np.allclose(line.slopes, again.slopes)
    assert np.allclose(line.constants, again.constants)


def test_the_same_training_teaches_the_same(rules, pieces, swedish):
    batch = batch_of(pieces, swedish)
    evidence = rules.evidence(batch)
    one, other = (learned_from(training_of(pieces, rules), rules, seed=1) for _ in range(2))
    assert one.fingerprint == other.fingerprint != ""
    assert np.allclose(one.scores(batch, evidence), other.scores(batch, evidence), atol=2e-3)
