"""Scores from the scheme alone: each kind of evidence raises what it speaks for, and nothing else lowers it."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.suggesting.rules import Rules, top_areas
from toolkit.analysis.texts.segmenting import batch_of, segments

PLAIN = "Tåget kom och vi köpte bullar i kiosken vid stationen medan det regnade ute på gatan."
SLEEP = "Jag sov inte på hela vintern."


@pytest.fixture(name="rules")
def _rules(swedish, scheme):
    return Rules(scheme, swedish)


@pytest.fixture(name="scored")
def _scored(rules, source, swedish):
    def make(*said, **facts):
        pieces = segments(source(*said, **facts), swedish)
        return rules.evidence(batch_of(pieces, swedish))

    return make


def of(rules, scores, path, row=0):
    return float(scores[row, rules.places[path]])


def test_codes_know_their_places_and_what_lies_above_them(rules):
    assert [rules.codes[place].path for place in top_areas(rules.codes)] == ["needs", "actors", "learning"]
    assert rules.above[rules.places["needs/health"]] == rules.places["needs"]
    assert rules.above[rules.places["needs"]] == -1


def test_scores_are_probabilities_with_a_row_for_each_segment(scored, rules):
    found = scored(("D01", PLAIN), ("I", "Mm."), ("D01", SLEEP))
    assert found.scores.shape == (2, len(rules.codes))
    assert ((found.scores > 0) & (found.scores < 1)).all()


def test_without_evidence_every_area_is_unlikely_and_all_alike(scored, rules):
    found = scored(("D01", PLAIN)).scores
    areas = found[0, top_areas(rules.codes)]
    assert np.ptp(areas) < 1e-6
    assert areas.max() < 0.5


def test_a_cue_raises_its_code_and_in_part_the_code_above_it(scored, rules):
    plain, cued = scored(("D01", PLAIN)), scored(("D01", f"{PLAIN} Trött."))
    assert of(rules, cued.scores, "needs/health") > of(rules, plain.scores, "needs/health")
    assert of(rules, cued.scores, "needs") > of(rules, plain.scores, "needs")
    assert of(rules, cued.cues, "needs") == pytest.approx(0.8 * of(rules, cued.cues, "needs/health"))
    assert of(rules, cued.scores, "actors") <= of(rules, plain.scores, "actors") + 1e-6


def test_one_clear_cue_alone_stays_below_one_half_and_the_question_asked_lies_above(scored, rules):
    cued = scored(("D01", f"{PLAIN} Handläggaren."), area="needs")
    assert of(rules, cued.scores, "actors") < 0.5 < of(rules, cued.scores, "needs")


def test_the_second_cue_adds_less_than_the_first(scored, rules):
    texts = (PLAIN, f"{PLAIN} Handläggaren.", f"{PLAIN} Handläggaren. Soc.")
    odds = []
    for text in texts:
        score = of(rules, scored(("D01", text), area="needs").scores, "actors")
        odds.append(np.log(score / (1 - score)))
    assert odds[2] - odds[1] < odds[1] - odds[0]


def test_the_question_raises_its_area_and_its_phase_and_others_lose_the_benefit_of_the_doubt(scored, rules):
    unasked, asked = scored(("D01", PLAIN)), scored(("D01", PLAIN), area="needs", phase="before")
    assert asked.asked[0, [rules.places["needs"], rules.places["phase/before"]]].all()
    assert asked.asked.sum() == 2
    assert of(rules, asked.scores, "needs") > of(rules, unasked.scores, "needs")
    assert of(rules, asked.scores, "phase/before") > of(rules, unasked.scores, "phase/before")
    assert of(rules, asked.scores, "actors") < of(rules, unasked.scores, "actors")
    assert of(rules, asked.scores, "phase/during") == pytest.approx(of(rules, unasked.scores, "phase/during"))


def test_an_area_that_the_scheme_lacks_was_not_asked_about(scored):
    assert not scored(("D01", PLAIN), area="borttagen", phase="okänd").asked.any()


def test_cues_beside_count_half_from_each_side_and_not_over_the_border_of_a_source(rules, source, swedish):
    pieces = [
        *segments(source(("D01", SLEEP), ("I", "Mm."), ("D01", PLAIN), ("I", "Mm."), ("D01", SLEEP)), swedish),
        *segments(source(("D02", PLAIN), name="d02.txt"), swedish),
    ]
    found = rules.evidence(batch_of(pieces, swedish))
    needs = rules.places["needs"]
    own = np.log1p(found.cues[:, needs])
    assert found.beside[:, needs].tolist() == pytest.approx([0.0, (own[0] + own[2]) / 2, 0.0, 0.0])
    turned = rules.evidence(batch_of(pieces[::-1], swedish))
    assert np.allclose(turned.beside[::-1], found.beside)


def test_likeness_counts_above_the_average_of_those_that_compete_and_never_below(scored, rules):
    found = scored(("D01", "Det var myndigheter och andra aktörer som ringde till mig hela den våren på jobbet."))
    assert of(rules, found.likeness, "actors") > 0
    assert of(rules, found.likeness, "learning") == 0.0
    assert (found.likeness >= 0).all()
    assert (found.likeness <= 3).all()
    assert of(rules, found.likeness, "needs/health") == 0.0  # alone under its area: nothing to compete with


def test_a_code_under_a_likely_area_is_likelier(scored, rules):
    unlikely = scored(("D01", f"{PLAIN} Trött."), area="actors")
    likely = scored(("D01", f"{PLAIN} Trött."), area="needs")
    assert of(rules, likely.scores, "needs/health") > of(rules, unlikely.scores, "needs/health")
