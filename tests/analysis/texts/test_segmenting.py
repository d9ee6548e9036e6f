"""Segments are whole sentences of one respondent's turn, of some 20–60 words, and stand exactly at their span."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.analysis.texts.language import Language
from toolkit.analysis.texts.segmenting import batch_of, batches, segments
from toolkit.domain.sources.sources import Source
from toolkit.domain.texts.text import words

Make = Callable[..., Source]
SENTENCE = "Jag tog bussen till praktiken och barnen var på förskolan hela dagen."
LONG = " ".join([SENTENCE] * 13)


def test_short_turn_is_one_segment(source: Make, swedish: Language) -> None:
    found = segments(source(("I", "Hur gick det?"), ("D01", SENTENCE)), swedish, groups={"D01": "participants"})
    assert [(one.text, one.turn, one.respondent, one.group) for one in found] == [(SENTENCE, 2, "D01", "participants")]


def test_bare_answer_is_no_segment(source: Make, swedish: Language) -> None:
    said = source(("I", "Var det bra?"), ("D01", "Ja, precis."), ("I", "Mm."), ("D01", "Ja, det var det. [skratt]"))
    assert segments(said, swedish) == []


def test_interviewer_and_unplaced_speakers_give_none(source: Make, swedish: Language) -> None:
    assert segments(source(("I", LONG)), swedish) == []


def test_long_turn_becomes_balanced_segments(source: Make, swedish: Language) -> None:
    found = segments(source(("D01", LONG)), swedish)
    assert len(found) in (3, 4)
    assert all(30 <= words(one.text) <= 60 for one in found)
    assert " ".join(one.text for one in found) == LONG


def test_no_segment_crosses_an_interviewer_turn(source: Make, swedish: Language) -> None:
    found = segments(source(("D01", SENTENCE), ("I", "Mm."), ("D01", SENTENCE)), swedish)
    assert [one.turn for one in found] == [1, 3]


def test_speech_without_full_stops_is_parted(source: Make, swedish: Language) -> None:
    endless = ", ".join(["och sen så åkte vi till sågen och tittade på maskinerna"] * 30)
    found = segments(source(("D01", endless)), swedish)
    assert len(found) > 4
    assert all(words(one.text) <= 90 for one in found)


def test_asked_question_reaches_the_segment(source: Make, swedish: Language) -> None:
    [one] = segments(source(("D01", SENTENCE), area="needs", phase="before"), swedish)
    assert (one.area, one.phase) == ("needs", "before")


def test_batches_hold_the_same_segments_and_their_tokens(source: Make, swedish: Language) -> None:
    sources = [source(("D01", LONG), name=f"d{number}.txt") for number in range(3)]
    [batch] = batches(sources, swedish)
    assert list(batch.segments) == [one for each in sources for one in segments(each, swedish)]
    again = batch_of(batch.segments, swedish)
    assert (again.tokens.types == batch.tokens.types).all()
    assert (again.tokens.starts == batch.tokens.starts).all()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.lists(st.text(alphabet="jag såg 🙂é̈.?!\n[skratt]”", min_size=1, max_size=400), min_size=1, max_size=4))
def test_segment_is_what_stands_at_its_span(turns: list[str], source: Make, swedish: Language) -> None:
    made = source(*(("D01", turn) for turn in turns))
    found = segments(made, swedish)
    assert all(one.span.of(made.text) == one.text for one in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(any(turn.span.contains(one.span) for turn in made.turns) for one in found)
