"""Held-out scores: no row has seen its respondent, scores are probabilities, and what is shown follows the rule."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from toolkit.analysis.suggesting.calibration import calibrated
from toolkit.analysis.suggesting.choosing import ENOUGH_AREA, Choice
from toolkit.analysis.suggesting.held_out import HeldOut, held_out
from toolkit.analysis.suggesting.logistic import Task, chance, fitted, log_odds
from toolkit.analysis.texts.language import Language
from toolkit.analysis.texts.segmenting import segments
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Segment
from toolkit.domain.sources.sources import Source

Make = Callable[..., Source]
Labels = dict[int, frozenset[str]]
TOPICS = {"needs": "trädgården och odlingen", "actors": "tvättstugan och källaren", "learning": "båten och bryggan"}


@pytest.fixture
def coded(source: Make, swedish: Language) -> tuple[list[Segment], Labels]:
    """Eight respondents whose topic decides the area in nine cases of ten."""
    drawn = random.Random(5)
    pieces: list[Segment] = []
    labels: Labels = {}
    for number in range(8):
        topics = [drawn.choice(list(TOPICS)) for _ in range(15)]
        said = [
            (who, words)
            for topic in topics
            for who, words in (("I", "Mm."), (f"D{number}", f"Sen var det {TOPICS[topic]} en {number} gång till."))
        ]
        for topic, piece in zip(topics, segments(source(*said, name=f"d{number}.txt"), swedish), strict=True):
            labels[len(pieces)] = frozenset({topic if drawn.random() < 0.9 else "learning"})
            pieces.append(piece)
    return pieces, labels


@pytest.fixture
def found(coded: tuple[list[Segment], Labels], swedish: Language, scheme: Scheme) -> HeldOut:
    return held_out(*coded, {}, scheme=scheme, language=swedish)


def test_every_judged_row_has_a_score_for_every_code(found: HeldOut, coded: tuple[list[Segment], Labels]) -> None:
    pieces, labels = coded
    areas = [found.codes.index(code) for code in TOPICS]
    assert found.scores.shape == (len(pieces), len(found.codes))
    assert found.scores.dtype == np.float32
    assert found.known[:, areas].all()
    assert not found.known[:, found.codes.index("phase/before")].any()
    for row, place in enumerate(found.places):
        assert found.respondents[row] == pieces[place].respondent
        assert {found.codes[code] for code in np.flatnonzero(found.truth[row])} == labels[place]


def test_scores_are_about_the_share_that_is_right(found: HeldOut) -> None:
    for code in TOPICS:
        column = found.codes.index(code)
        sure = found.scores[:, column] >= 0.5
        assert found.truth[sure, column].mean() == pytest.approx(found.scores[sure, column].mean(), abs=0.12)


def test_what_is_shown_reaches_the_threshold(found: HeldOut) -> None:
    areas = [found.codes.index(code) for code in TOPICS]
    assert (found.scores[:, areas][found.shown[:, areas]] >= np.float32(ENOUGH_AREA)).all()
    assert found.shown[:, areas].any()


def test_a_respondents_answers_do_not_reach_their_own_scores(
    coded: tuple[list[Segment], Labels], found: HeldOut, swedish: Language, scheme: Scheme
) -> None:
    pieces, labels = coded
    turned = {row: frozenset({"learning"}) if pieces[row].respondent == "D3" else own for row, own in labels.items()}
    other = held_out(pieces, turned, {}, scheme=scheme, language=swedish)
    own = np.asarray(found.respondents) == "D3"
    assert (other.scores[own] == found.scores[own]).all()
    assert np.abs(other.scores[~own] - found.scores[~own]).max() > 0.05


def test_the_same_again_is_the_same(
    coded: tuple[list[Segment], Labels], found: HeldOut, swedish: Language, scheme: Scheme
) -> None:
    again = held_out(*coded, {}, scheme=scheme, language=swedish)
    assert again.scores.tobytes() == found.scores.tobytes()


def test_progress_is_told_and_may_interrupt(
    coded: tuple[list[Segment], Labels], swedish: Language, scheme: Scheme
) -> None:
    def stop(done: int, of: int) -> None:
        assert (done, of) == (1, 4)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        held_out(*coded, {}, scheme=scheme, language=swedish, folds=4, progress=stop)


def test_nothing_judged_gives_the_rules(coded: tuple[list[Segment], Labels], swedish: Language, scheme: Scheme) -> None:
    pieces, _ = coded
    found = held_out(pieces, {}, {}, scheme=scheme, language=swedish)
    assert not found.known.any()
    assert held_out([], {}, {}, scheme=scheme, language=swedish).scores.shape == (0, len(found.codes))


def test_without_answers_a_regression_stays_where_it_started() -> None:
    rows = np.random.default_rng(1).normal(size=(30, 5))
    start = np.linspace(-2, 2, 60).reshape(30, 2)
    task = Task(rows, start, chance(start), np.ones((30, 2)))
    assert np.allclose(fitted(task, draw=1.0, draw_constant=1.0).odds(rows, start), start, atol=1e-6)


def test_a_regression_is_that_of_scikit_learn() -> None:
    from sklearn.linear_model import LogisticRegression

    draw = np.random.default_rng(2)
    rows = draw.normal(size=(200, 6))
    answers = (rows @ draw.normal(size=(6, 3)) + draw.normal(size=(200, 3)) > 0).astype(float)
    found = fitted(Task(rows, np.zeros((200, 3)), answers, np.ones((200, 3))), draw=1.0, draw_constant=1e-9)
    for code in range(3):
        other = LogisticRegression(C=1.0, tol=1e-8, max_iter=1000).fit(rows, answers[:, code])
        assert np.allclose(found.weights[:, code], other.coef_[0], atol=2e-2)


def test_calibration_undoes_what_was_done() -> None:
    draw = np.random.default_rng(3)
    true = draw.normal(size=(4000, 2)) - 1
    truth = draw.random((4000, 2)) < chance(true)
    line = calibrated(3 * true + 1, truth, np.ones(truth.shape, bool), families=["area", "area"])
    assert np.abs(line.chances(3 * true + 1) - chance(true)).max() < 0.03


def test_calibration_without_answers_changes_nothing() -> None:
    odds = log_odds(np.asarray([[0.2, 0.7]]))
    line = calibrated(odds, np.zeros((1, 2), bool), np.zeros((1, 2), bool), families=["area", "level"])
    assert np.allclose(line.chances(odds), [[0.2, 0.7]])


def test_at_most_so_many_are_shown_and_a_no_takes_what_lies_under(scheme: Scheme) -> None:
    codes = list(scheme.active())
    places = {code.path: place for place, code in enumerate(codes)}
    choice = Choice(scheme, codes)
    enough = choice.enough(frozenset())
    scores = np.full((1, len(codes)), 0.9, np.float32)
    shown = choice.shown(scores, enough)[0]
    assert [code.path for code in codes if shown[places[code.path]]] == [
        "needs",
        "needs/health",
        "actors",
        "learning",
        "phase/before",
    ]
    refused = np.zeros(scores.shape, bool)
    refused[0, places["needs"]] = True
    left = choice.shown(scores, enough, refused)[0]
    assert not left[places["needs"]]
    assert not left[places["needs/health"]]


def test_the_areas_come_first_each_with_the_code_under_it(scheme: Scheme) -> None:
    codes = list(scheme.active())
    places = {code.path: place for place, code in enumerate(codes)}
    scores = [0.0] * len(codes)
    for path, score in {"actors": 0.9, "needs": 0.7, "needs/health": 0.6, "phase/before": 0.99}.items():
        scores[places[path]] = score
    order = Choice(scheme, codes).in_order([place for place, score in enumerate(scores) if score], scores)
    assert [codes[place].path for place in order] == ["actors", "needs", "needs/health", "phase/before"]


def test_other_respondents_do_not_matter_for_who_stands_in_which_fold(
    coded: tuple[list[Segment], Labels], found: HeldOut, swedish: Language, scheme: Scheme
) -> None:
    pieces, labels = coded
    mixed = random.Random(2).sample(range(len(pieces)), len(pieces))
    other = held_out(
        [replace(pieces[place]) for place in mixed],
        {row: labels[place] for row, place in enumerate(mixed)},
        {},
        scheme=scheme,
        language=swedish,
    )
    assert other.scores.tobytes() == found.scores.tobytes()
