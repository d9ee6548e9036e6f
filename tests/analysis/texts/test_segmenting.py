"""Segments are whole sentences of one respondent's turn, of some 20–60 words, and stand exactly at their span."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.analysis.texts import segmenting
from toolkit.analysis.texts.language import Language
from toolkit.analysis.texts.segmenting import batch_of, batches, gathered, segments
from toolkit.domain.sources.sources import Role, Source
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


def test_a_bare_answer_is_none_also_after_a_long_turn(source: Make, swedish: Language) -> None:
    said = source(("D01", LONG), ("I", "Var det bra?"), ("D01", "Ja, precis."), ("D02", SENTENCE))
    assert {one.turn for one in segments(said, swedish)} == {1, 4}


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


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Ja, jag fick till slut ett jobb.", True),  # six words besides the yes
        ("Ja, jag fick till slut jobb.", False),
        ("Jag fick till slut [skratt skratt] jobb.", False),  # the remark is not the speaker's
        ("Ja ja ja, precis, ja, okej, ja, nej, jo, mm.", False),
    ],
)
def test_a_segment_has_six_words_that_say_more_than_yes(source: Make, swedish: Language, said: str, kept: bool) -> None:
    assert [one.text for one in segments(source(("D01", said)), swedish)] == [said] * kept


def test_a_record_is_nobodys_and_an_unknown_speaker_gives_none(source: Make, swedish: Language) -> None:
    made = source(("D01", SENTENCE), ("D02", SENTENCE))
    record, other = made.turns
    turns = (replace(record, role=Role.RECORD), replace(other, role=Role.UNKNOWN, respondent=None))
    [one] = segments(replace(made, turns=turns), swedish, groups={"D01": "participants", "": "team"})
    assert (one.turn, one.respondent, one.group) == (1, "", "team")


def test_who_has_no_known_group_has_none_in_the_segment(source: Make, swedish: Language) -> None:
    found = segments(source(("D01", SENTENCE), ("D02", SENTENCE)), swedish, groups={"D02": "team"})
    assert [(one.respondent, one.group) for one in found] == [("D01", None), ("D02", "team")]


def test_an_overlong_sentence_is_parted_after_a_comma_where_it_has_any(source: Make, swedish: Language) -> None:
    clause = "och sen så åkte vi till sågen och tittade på maskinerna"
    found = segments(source(("D01", SENTENCE), ("D01", f"{SENTENCE} {', '.join([clause] * 10)}.")), swedish)
    assert len(found) > 2
    assert all(one.text.startswith(("och sen", SENTENCE)) for one in found)
    assert all(one.text.endswith(("maskinerna,", "maskinerna.", SENTENCE)) for one in found)


def test_where_the_only_comma_does_not_help_the_words_are_parted_anywhere(source: Make, swedish: Language) -> None:
    endless = "Ja, " + " ".join(["sågen maskinen bussen praktiken"] * 50)
    found = segments(source(("D01", endless)), swedish)
    assert all(words(one.text) <= segmenting.WHOLE for one in found)
    assert " ".join(one.text for one in found) == endless


def test_a_sentence_of_ninety_words_is_left_whole_in_a_longer_turn(source: Make, swedish: Language) -> None:
    ninety = " ".join(["Bussen", *["gick"] * 88, "hem."])
    found = segments(source(("D01", f"{ninety} {LONG}")), swedish)
    assert found[0].text.startswith(ninety)


def test_many_sources_are_read_some_at_a_time_and_none_twice(
    source: Make, swedish: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = [source(("D01", SENTENCE), name=f"d{number}.txt") for number in range(5)]
    monkeypatch.setattr(segmenting, "BATCH", len(sources[0].text) // 6 * 2)
    made = list(batches(sources, swedish, groups={"D01": "team"}))
    assert [[one.source for one in each.segments] for each in made] == [
        ["d0.txt", "d1.txt"],
        ["d2.txt", "d3.txt"],
        ["d4.txt"],
    ]
    assert {one.group for each in made for one in each.segments} == {"team"}
    assert list(batches([], swedish)) == []


@settings(max_examples=100)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
def test_pieces_take_every_word_once_and_begin_where_a_sentence_does(lengths: list[int]) -> None:
    cuts = list(range(len(lengths) + 1))
    running = list(accumulate(lengths, initial=0))
    pieces = gathered(cuts, running)
    assert [place for piece in pieces for place in piece][::2] == [0, *(right for _, right in pieces[:-1])]
    assert pieces[-1][1] == cuts[-1]
    assert all(left < right for left, right in pieces)
    total = sum(lengths)
    assert len(pieces) == 1 if total <= segmenting.WHOLE else len(pieces) <= max(2, round(total / segmenting.AIM))


def test_equal_sentences_are_shared_out_evenly() -> None:
    assert gathered(range(7), range(0, 140, 20)) == [(0, 2), (2, 4), (4, 6)]
    assert gathered(range(4), range(0, 80, 20)) == [(0, 3)]  # sixty words
    assert gathered([0, 1, 2], [0, 1, 61]) == [(0, 1), (1, 2)]
    assert gathered([0, 1], [0, 200]) == [(0, 1)]  # nowhere to part it
