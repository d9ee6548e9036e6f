"""A text without turns is refused with the way on; what a person should look at is told by line, never by words."""

from __future__ import annotations

import pytest

from toolkit.domain.sources.sources import RawTurn
from toolkit.domain.texts.text import Span
from toolkit.errors import BadFile
from toolkit.importers.split import Split
from toolkit.messages import use_language

TURN = (RawTurn(Span(3, 7), "I"),)


def notes(**found):
    return Split(TURN, {}, **found).notes("d01.txt")


def test_a_text_with_a_turn_is_taken_and_one_without_refused_with_the_way_on():
    Split(TURN, {}).refuse_silence("d01.txt")
    with pytest.raises(BadFile) as caught:
        Split((), {"title": "HEMLIGT"}).refuse_silence("d01.txt")
    assert caught.value.sentence == "d01.txt: no speaker turns found."
    assert "I: or D01:" in caught.value.hint
    assert "--kind document" in caught.value.hint
    use_language("sv")
    assert caught.value.sentence.startswith("d01.txt: ")
    assert "no speaker" not in caught.value.sentence


def test_a_text_without_doubts_has_no_notes():
    assert notes() == ()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("doubtful", "begin like a new speaker but were read as speech: 2 (line 4, 9)."),
        ("left_out", "before the first turn that begin like a speaker and were left out: 2 (line 4, 9)."),
        ("timed", "end in a time as the speakers' lines do, but were read as speech: 2 (line 4, 9)."),
    ],
)
def test_each_doubt_names_its_lines_and_what_to_do(kind, said):
    (note,) = notes(**{kind: (4, 9)})
    assert note.where == "d01.txt"
    assert note.sentence.endswith(said)
    assert note.next_step.endswith("front matter (speakers: {Anna: D01}).")
    assert (note.values["doubt"], note.values["every"]) == (kind, "4 9")
    assert not note.serious


def test_doubts_stand_in_one_order_and_broken_turns_last():
    found = notes(timed=(1,), left_out=(2,), doubtful=(3,), broken=2)
    assert [note.values.get("doubt") for note in found] == ["doubtful", "left_out", "timed", None]
    assert found[-1].sentence == (
        "Turns that run over the foot of a page: 2. Their parts stand as turns of the same speaker."
    )
    assert not found[-1].serious


@pytest.mark.parametrize(("count", "shown"), [(8, "1, 2, 3, 4, 5, 6, 7, 8"), (9, "1, 2, 3, 4, 5, 6, 7, 8, …")])
def test_the_sentence_shows_eight_lines_and_lists_two_hundred(count, shown):
    (note,) = notes(doubtful=tuple(range(1, count + 1)))
    assert note.sentence.endswith(f": {count} (line {shown}).")
    (many,) = notes(doubtful=tuple(range(1, 302)))
    assert many.values["count"] == 301
    assert many.values["every"].split() == [str(line) for line in range(1, 201)]
