"""Suggestions: from the scheme alone, learned from judgements, with reasons a person can read."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from toolkit.analysis.engines import LEARNED, RULES
from toolkit.analysis.suggesting.evaluation import evaluated
from toolkit.analysis.suggesting.rules import Rules
from toolkit.analysis.suggesting.suggesting import Model, fit, fitted, judged, suggested
from toolkit.analysis.suggesting.training import Judged, prepared
from toolkit.analysis.texts.language import Language
from toolkit.analysis.texts.segmenting import batch_of, segments
from toolkit.domain.codings.codings import Coding, Suggestion
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Segment
from toolkit.domain.sources.sources import Source
from toolkit.domain.texts.text import Span

Make = Callable[..., Source]
Coded = tuple[list[Segment], dict[int, frozenset[str]]]
SLEEP = "Jag sov inte på hela vintern och det behövdes tabletter mot huvudvärken varje kväll."
SOC = "Det var en ny handläggare på Arbetsförmedlingen och sen skickade soc tillbaka mig dit igen."
LEARNT = "Jag har lärt mig att ringa själv och jag har slutat med att säga ja till allting."
PLAIN = "Tåget kom och vi köpte bullar i kiosken vid stationen medan det regnade ute på gatan."


@pytest.fixture
def rules(swedish: Language, scheme: Scheme) -> Model:
    return fit([], {}, {}, scheme=scheme, language=swedish)


def by_code(found: Sequence[Suggestion]) -> dict[str, Suggestion]:
    return {one.code: one for one in found}


def test_cues_give_area_and_the_code_under_it(rules: Model, source: Make) -> None:
    [(_, found)] = suggested([source(("D01", SLEEP))], rules)
    assert [one.code for one in found][:2] == ["needs", "needs/health"]
    assert "”sov”" in by_code(found)["needs"].because
    assert all(one.suggester == RULES and 0.5 <= one.score <= 1 for one in found)


def test_nothing_is_suggested_without_evidence(rules: Model, source: Make) -> None:
    assert [found for _, found in suggested([source(("D01", PLAIN))], rules)] == [[]]


def test_question_asked_is_evidence_and_said_so(rules: Model, source: Make) -> None:
    [(_, found)] = suggested([source(("D01", f"{PLAIN} Ja, sov."), area="needs", phase="before")], rules)
    assert [one.code for one in found if "/" not in one.code or one.code.startswith("phase")] == [
        "needs",
        "phase/before",
    ]
    assert "frågan gällde Needs" in by_code(found)["needs"].because
    assert "fasen" in by_code(found)["phase/before"].because


def test_more_evidence_is_a_higher_score(rules: Model, source: Make) -> None:
    [(_, one)] = suggested([source(("D01", SOC))], rules)
    [(_, both)] = suggested([source(("D01", SOC), area="actors")], rules)
    assert by_code(one)["actors"].score < by_code(both)["actors"].score


def test_existing_segments_get_the_same_in_any_order(rules: Model, source: Make, swedish: Language) -> None:
    sources = [source(("D01", SLEEP), ("I", "Mm."), ("D01", SOC), name=f"{name}.txt") for name in "ab"]
    streamed = dict(suggested(sources, rules))
    pieces = [piece for each in sources for piece in segments(each, swedish)]
    mixed = random.Random(1).sample(pieces, len(pieces))
    assert dict(zip(mixed, rules.suggest(mixed), strict=True)) == streamed


def test_a_passage_does_not_depend_on_the_other_interviews(rules: Model, source: Make) -> None:
    alone = list(suggested([source(("D01", SLEEP))], rules))
    beside = list(suggested([source(("D01", SLEEP)), source(("D02", SOC), name="d02.txt")], rules))
    assert beside[:1] == alone


def test_rejected_suggestion_is_not_made_again(source: Make, swedish: Language, scheme: Scheme) -> None:
    made = source(("D01", SLEEP))
    pieces = segments(made, swedish)
    model = fit(pieces, {}, {0: frozenset({"needs"})}, scheme=scheme, language=swedish)
    [(_, found)] = suggested([made], model)
    assert "needs" not in by_code(found)


def test_fingerprint_follows_scheme_and_verdicts(rules: Model, source: Make, swedish: Language, scheme: Scheme) -> None:
    pieces = segments(source(("D01", SLEEP)), swedish)
    same = fit(pieces, {}, {}, scheme=scheme, language=swedish)
    other = fit(pieces, {}, {0: frozenset({"needs"})}, scheme=scheme, language=swedish)
    newer = fit([], {}, {}, scheme=replace(scheme, version=2), language=swedish)
    assert rules.fingerprint == same.fingerprint
    assert len({rules.fingerprint, other.fingerprint, newer.fingerprint}) == 3


def test_because_holds_few_words_of_the_segment(rules: Model, source: Make) -> None:
    [(segment, found)] = suggested([source(("D01", f"{SLEEP} {SOC}"))], rules)
    assert all(segment.text[start : start + 30] not in one.because for one in found for start in range(50))


def coding(piece: Segment, code: str) -> Coding:
    return Coding(piece.source, piece.span, piece.text, code, "A", datetime(2025, 1, 1, tzinfo=UTC))


def test_judged_knows_only_sources_in_which_something_is_coded(source: Make, swedish: Language) -> None:
    pieces = [
        piece
        for name in ("a.txt", "b.txt")
        for piece in segments(source(("D01", SLEEP), ("I", "Mm."), ("D01", SOC), name=name), swedish)
    ]
    half = replace(coding(pieces[0], "needs"), span=Span(pieces[0].span.start, pieces[0].span.start + 20))
    assert judged(pieces, [half]) == {0: frozenset({"needs"}), 1: frozenset()}


HABIT = ("bilen gick sönder vid macken", "de målade om hela köket", "vi åkte båt över sjön", "han lagade cykeln hemma")


@pytest.fixture
def coded(source: Make, swedish: Language) -> Coded:
    """Six respondents for whom what the rules cannot know holds: whoever speaks of a garden speaks of learning."""
    drawn = random.Random(3)
    pieces: list[Segment] = []
    labels: dict[int, frozenset[str]] = {}
    for number in range(6):
        said = []
        for _ in range(12):
            topic = drawn.choice(["trädgården och odlingen", "tvättstugan och källaren"])
            extra = drawn.choice([" och soc ringde", " och jag sov", ""])
            said += [
                ("I", "Mm."),
                (f"D{number}", f"Sen var det {topic}, och {drawn.choice(HABIT)} en {number} gång{extra}."),
            ]
        for piece in segments(source(*said, name=f"d{number}.txt"), swedish):
            labels[len(pieces)] = frozenset({"learning"} if "odlingen" in piece.text else {"actors"})
            pieces.append(piece)
    return pieces, labels


def test_learning_takes_over_where_it_beats_the_rules(coded: Coded, swedish: Language, scheme: Scheme) -> None:
    pieces, labels = coded
    model = fit(pieces, labels, {}, scheme=scheme, language=swedish)
    found = model.suggest(pieces)
    firsts = [own[0].code if own else None for own in found]
    assert sum({first} == set(labels[row]) for row, first in enumerate(firsts)) > 0.95 * len(pieces)
    learned = next(one for own in found for one in own if one.suggester == LEARNED and one.code == "learning")
    assert "odlingen" in learned.because
    assert model.fingerprint.startswith(LEARNED)
    assert fit(pieces, labels, {}, scheme=scheme, language=swedish).suggest(pieces) == found


def test_a_handful_of_codings_moves_the_scores_a_little(coded: Coded, swedish: Language, scheme: Scheme) -> None:
    pieces, labels = coded
    few = {row: labels[row] for row in range(4)}
    batch = batch_of(pieces, swedish)
    before = fit(pieces, {}, {}, scheme=scheme, language=swedish).scores(batch)
    after = fit(pieces, few, {}, scheme=scheme, language=swedish).scores(batch)
    all_of_it = fit(pieces, labels, {}, scheme=scheme, language=swedish).scores(batch)
    assert 0 < np.abs(after - before).mean() < np.abs(all_of_it - before).mean()


def test_where_the_rules_are_right_learning_leaves_them(coded: Coded, swedish: Language, scheme: Scheme) -> None:
    pieces, _ = coded
    by_cue = {row: frozenset({"actors"} if "soc" in piece.text else ()) for row, piece in enumerate(pieces)}
    found = fit(pieces, by_cue, {}, scheme=scheme, language=swedish).suggest(pieces)
    assert all(("actors" in by_code(own)) == bool(by_cue[row]) for row, own in enumerate(found))


def test_scores_are_none_above_the_area(coded: Coded, swedish: Language, scheme: Scheme) -> None:
    pieces, labels = coded
    model = fit(pieces, labels, {}, scheme=scheme, language=swedish)
    scores = model.scores(batch_of(pieces, swedish))
    places = model.rules.places
    assert (scores[:, places["needs/health"]] <= scores[:, places["needs"]]).all()


def test_what_is_rejected_is_learned_from(coded: Coded, swedish: Language, scheme: Scheme) -> None:
    pieces, _ = coded
    no = {row: frozenset({"actors"}) for row, piece in enumerate(pieces[:48]) if "soc" in piece.text}
    batch = batch_of(pieces[48:], swedish)
    before = fit(pieces, {}, {}, scheme=scheme, language=swedish)
    after = fit(pieces, {}, no, scheme=scheme, language=swedish)
    place = before.rules.places["actors"]
    spoken = [row for row, piece in enumerate(pieces[48:]) if "soc" in piece.text]
    assert no
    assert (after.scores(batch)[spoken, place] < before.scores(batch)[spoken, place]).all()


@pytest.mark.parametrize("shift", [0, 9])
def test_what_is_rejected_stays_away_when_the_passage_is_cut_anew(
    source: Make, swedish: Language, scheme: Scheme, shift: int
) -> None:
    made = source(("D01", f"{SLEEP} {SOC}"))
    [whole] = segments(made, swedish)
    span = Span(whole.span.start + shift, whole.span.start + len(SLEEP) - shift)
    judged_ = Judged([whole], {}, {}, {made.name: [(span, frozenset({"needs"}))]})
    [(_, found)] = suggested([made], fitted(judged_, scheme=scheme, language=swedish))
    assert not {"needs", "needs/health"} & set(by_code(found))
    assert "actors" in by_code(found)


def test_a_source_with_one_coding_is_not_taken_for_coded(coded: Coded, swedish: Language, scheme: Scheme) -> None:
    pieces, labels = coded
    one = {row: labels[row] if row == 0 else frozenset[str]() for row in range(12)}
    training = prepared(pieces, one, {}, rules=Rules(scheme, swedish), seed=1)
    assert training.known[0].any()
    assert not training.known[1:].any()
    assert training.weights[1:12].max() == pytest.approx(1 / 12)


def test_evaluation_compares_ways_on_respondents_not_trained_on(
    coded: Coded, swedish: Language, scheme: Scheme
) -> None:
    pieces, labels = coded
    found = evaluated(pieces, labels, scheme=scheme, language=swedish, draws=20)
    results = {one.way: one for one in found.results}
    assert found.respondents == 6
    assert results["learned"].precision.value > 0.95
    assert results["learned"].gain.low > 0
    assert results["majority"].precision.value < results["learned"].precision.low
    assert results["cues"].calibration is None
    assert set(results["rules"].areas) == {"learning", "actors"}
