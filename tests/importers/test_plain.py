"""Plain text and Markdown files, the sample's and real ones."""

import re
from collections import Counter
from pathlib import Path

import pytest

from toolkit.domain.sources.cases import Register
from toolkit.domain.sources.sources import Role
from toolkit.domain.sources.speakers import placed
from toolkit.errors import BadFile
from toolkit.importers.plain import PlainImporter

INTERVIEWS = Path(__file__).parents[2] / "interviews"


def read(text, name="d01.txt"):
    return PlainImporter().read(text.encode() if isinstance(text, str) else text, name)


def test_the_importer_conforms(check_importer):
    samples = {
        "d01.txt": "Datum: 2025-03-11\n\nI: Hur är det?\nD01: Bra 😀, tack.\n\nJo.\nI: Jaså?\n".encode(),
        "d05.txt": "2025-04-08\r\n\r\nI\tHur gör du?\r\n\r\nD05\tSå här: nå.\r\n".encode("utf-8-sig"),
        "r3.txt": "Intervjuare:\tDå är vi på gång?\nR3:\tJa.\n".encode("cp1252"),
        "d02.md": "---\nrespondent: D02\n---\n\n**KL:** Då kör vi?\n\n**D02:** Dä ä ryggen.\n".encode(),
        "å.txt": "I: Ga\u030ar det?\nÅSA: Ja, \u00ad👩‍👩‍👧.\u2028Jo.\nI: \u202eHej\nÅSA: Mm".encode(),
    }
    check_importer(PlainImporter(), samples)


def test_the_text_is_the_whole_file_and_the_facts_say_how_it_was_read():
    data = "\ufeff---\nrespondent: D02\ndate: 2025-03-13\n---\n\n**KL:** Kör?\r\n\r\n**D02:** Jo.\r\n"
    transcript = read(data, "d02.md")
    assert transcript.text == data.removeprefix("\ufeff").replace("\r\n", "\n")
    assert transcript.facts == {"respondent": "D02", "date": "2025-03-13", "encoding": "utf-8"}
    assert transcript.counts == {"paragraphs": 6, "characters": len(transcript.text)}


def test_front_matter_names_speakers_that_come_once():
    head = "---\nspeakers: {Lisa: D10, Karin: interviewer}\n---\n"
    body = "Karin: Hej?\nLisa: Hej. Jag heter: hemligt.\n"
    assert [turn.label for turn in read(head + body).turns] == ["Karin", "Lisa"]
    with pytest.raises(BadFile):
        read("Karin: Hej\nLisa: Hej. Jag heter: hemligt.\n")


def test_no_word_of_the_file_is_in_a_refusal():
    with pytest.raises(BadFile) as caught:
        read("Kanariefågel: gul\nSången är vacker\n")
    assert "anarie" not in caught.value.sentence + caught.value.hint


@pytest.mark.parametrize("name", ["P1", "P2", "P3", "P4"])
def test_the_real_interviews_have_the_turns_that_their_numbers_say(fixtures, name):
    path = fixtures / "interviews_en" / f"{name}.txt"
    transcript = read(path.read_bytes(), path.name)
    printed = re.findall(r"^\f?\d+ +(Dan|Participant):", transcript.text, re.MULTILINE)
    broken = sum(note.values.get("count", 0) for note in transcript.notes)
    assert len(transcript.turns) == len(printed) + broken
    assert broken <= 1
    assert not any(re.search(r"\d/\d|\f|Participant:|Dan:", turn.span.of(transcript.text)) for turn in transcript.turns)
    turns, problems = placed(transcript, name=path.name, register=Register())
    roles = Counter((turn.label, turn.role, turn.respondent) for turn in turns)
    assert set(roles) == {("Dan", Role.INTERVIEWER, None), ("Participant", Role.RESPONDENT, name)}
    assert [problem.values for problem in problems] == [{"label": name}]


SAMPLE = [
    path for path in sorted(INTERVIEWS.glob("*")) if path.suffix in PlainImporter.suffixes and path.stem != "README"
]


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.name)
def test_each_sample_interview_is_read_whole(path):
    transcript = read(path.read_bytes(), path.name)
    assert len(transcript.turns) > 20
    assert len({turn.label for turn in transcript.turns}) >= 2
    covered = sum(len(turn.span) for turn in transcript.turns)
    assert covered > 0.85 * len(transcript.text)
    assert not [note for note in transcript.notes if note.serious]
