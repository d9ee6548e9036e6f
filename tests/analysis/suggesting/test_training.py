"""What is learned from: each answer of a person with its weight, whole sources, the same whichever the order."""

from __future__ import annotations

import random

import numpy as np
import pytest

from toolkit.analysis.suggesting import training
from toolkit.analysis.suggesting.rules import Rules
from toolkit.analysis.suggesting.training import HARD, prepared, sources_drawn
from toolkit.analysis.texts.segmenting import segments

SAID = "Det var en lång dag på jobbet nummer {} för mig."


@pytest.fixture(name="rules")
def _rules(swedish, scheme):
    return Rules(scheme, swedish)


@pytest.fixture(name="pieces")
def _pieces(source, swedish):
    """Three sources of four segments each."""
    found = []
    for name in "abc":
        said = [part for n in range(4) for part in (("I", "Mm."), (f"D{name}", SAID.format(n)))]
        found += segments(source(*said, name=f"{name}.txt"), swedish)
    assert [piece.source for piece in found] == [f"{name}.txt" for name in "abc" for _ in range(4)]
    return found


def told(rules, pieces, labels, rejected=None):
    made = prepared(pieces, {at: frozenset(codes) for at, codes in labels.items()},
                    {at: frozenset(codes) for at, codes in (rejected or {}).items()}, rules=rules, seed=1)  # fmt: skip
    rows = {made.batch.segments[row]: row for row in range(len(made.places))}

    def answer(place, path):
        row, column = rows[pieces[place]], rules.places[path]
        return int(made.truth[row, column]), float(made.weights[row, column])

    return made, answer


def test_what_was_coded_is_a_yes_also_of_the_area_above_it(rules, pieces):
    _, answer = told(rules, pieces, {0: ["needs/health"], 1: [], 2: [], 3: []})
    assert answer(0, "needs/health") == (1, 1.0)
    assert answer(0, "needs") == (1, 1.0)
    assert answer(0, "actors") == (0, 1.0)


def test_nothing_coded_is_a_no_as_sure_as_the_share_of_the_source_that_is_coded(rules, pieces):
    _, answer = told(rules, pieces, {0: ["needs"], 1: [], 2: [], 3: []})
    assert answer(1, "needs") == (0, 0.25)
    _, answer = told(rules, pieces, {0: ["needs"], 1: ["actors"], 2: ["needs"], 3: []})
    assert answer(3, "actors") == (0, 0.75)


def test_codes_of_a_facet_that_the_source_never_used_are_unknown(rules, pieces):
    _, answer = told(rules, pieces, {0: ["needs"], 1: [], 2: [], 3: []})
    assert answer(0, "phase/before")[0] == answer(1, "phase/before")[0] == -1
    _, answer = told(rules, pieces, {0: ["needs"], 1: ["phase/before"], 2: [], 3: []})
    assert answer(0, "phase/before")[0] == 0


def test_segments_that_nobody_judged_are_unknown(rules, pieces):
    made, answer = told(rules, pieces, {0: ["needs"], 1: [], 2: [], 3: []})
    assert answer(4, "needs") == (-1, 1.0)
    assert made.known.sum() == 4  # the codes of areas in the one segment that is coded


def test_what_was_said_no_to_is_a_no_of_double_weight_unless_it_was_coded_all_the_same(rules, pieces):
    _, answer = told(rules, pieces, {0: ["needs"]}, {0: ["needs", "actors"], 5: ["actors", "borttagen"]})
    assert answer(0, "needs") == (1, 1.0)
    assert answer(0, "actors") == (0, HARD)
    assert answer(5, "actors") == (0, HARD)
    assert answer(5, "needs")[0] == -1


def test_codes_that_the_scheme_lacks_teach_nothing(rules, pieces):
    made, _ = told(rules, pieces, {0: ["borttagen"], 1: []})
    assert not (made.truth == 1).any()


def test_segments_stand_in_order_of_source_and_place_whichever_order_they_come_in(rules, pieces):
    labels = {0: ["needs"], 5: ["actors"], 6: []}
    one, _ = told(rules, pieces, labels)
    order = random.Random(2).sample(range(len(pieces)), len(pieces))
    mixed = [pieces[at] for at in order]
    other, _ = told(rules, mixed, {order.index(at): codes for at, codes in labels.items()})
    assert [each.span for each in one.batch.segments] == [each.span for each in other.batch.segments]
    assert (one.truth == other.truth).all()
    assert one.fingerprint == other.fingerprint
    assert one.voices.tolist() == [piece.respondent for piece in sorted(pieces, key=lambda p: (p.source, p.span))]


def test_the_fingerprint_tells_every_change_of_an_answer_apart(rules, pieces):
    answers = [{0: ["needs"]}, {0: ["actors"]}, {1: ["needs"]}, {0: ["needs"], 1: []}, {0: ["needs", "actors"]}]
    marks = {told(rules, pieces, each)[0].fingerprint for each in answers}
    marks.add(told(rules, pieces, answers[0], {1: ["actors"]})[0].fingerprint)
    assert len(marks) == 6


@pytest.mark.parametrize(("judged", "others"), [(10, 10), (8, 3), (0, 0)])
def test_whole_sources_are_drawn_up_to_a_limit_and_judged_ones_have_one_of_their_own(monkeypatch, judged, others):
    sizes = {f"{n:02}": 2 for n in range(12)} | {"tom": 0}
    known = {"00", "01", "02", "03", "04", "05", "borta"}
    monkeypatch.setattr(training, "MOST_JUDGED", judged)
    monkeypatch.setattr(training, "MOST_OPEN", others)
    found = sources_drawn(sizes, known, seed=1)
    assert len(found & known) == min(6, judged // 2)
    assert len(found - known) == min(6, others // 2)
    assert "tom" not in found
    assert found == sources_drawn(dict(reversed(sizes.items())), sorted(known, reverse=True), seed=1)
    assert found <= sizes.keys()


def test_which_sources_are_drawn_hangs_on_the_seed_and_not_on_their_names(monkeypatch):
    monkeypatch.setattr(training, "MOST_JUDGED", 4)
    sizes = {f"{n:02}": 2 for n in range(12)}
    assert len({frozenset(sources_drawn(sizes, sizes, seed=seed)) for seed in range(6)}) > 1


def test_drawn_from_those_drawn_they_are_all_drawn_again(monkeypatch):
    monkeypatch.setattr(training, "MOST_JUDGED", 7)
    sizes = {f"{n:02}": 1 + n % 3 for n in range(12)}
    first = sources_drawn(sizes, sizes, seed=3)
    assert sources_drawn({name: sizes[name] for name in first}, first, seed=3) == first


def test_a_no_of_a_source_that_was_hardly_looked_into_is_not_measured_by(rules, pieces):
    made, _ = told(rules, pieces, {0: ["needs"], 1: ["needs"], 2: [], 3: []})
    assert made.known[:, rules.places["needs"]].sum() == 4
    made, _ = told(rules, pieces, {0: ["needs"], 1: [], 2: [], 3: []})
    assert made.known[:, rules.places["needs"]].sum() == 1
    assert np.asarray(made.truth).dtype == np.int8
