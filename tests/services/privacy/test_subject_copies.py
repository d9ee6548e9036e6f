"""The copy for a respondent: all the person said and what became of it, and nobody else's words."""

import io
import re
import time
import zipfile

import pytest
from docx import Document

from tests.material import SAID
from tests.services.withdrawn import opened
from toolkit.errors import NotFound, Refused, StillBlind, UsageError
from toolkit.services.comparing import assignments
from toolkit.services.privacy import subject_copies
from toolkit.services.projects import access_log, blinding


def text_of(data):
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def copy_of(folder, who):
    return text_of(subject_copies.copy(opened(folder), who)[1])


def said_by(who):
    return [one.words for one in SAID if one.person == who]


@pytest.fixture
def drafted(spegla, small):
    for command in ("themes", ("draft", "--format", "md")):
        assert spegla(*([command] if isinstance(command, str) else command), "-p", small).code == 0
    return small


def test_all_that_a_person_said_stands_in_it_with_how_it_was_coded(drafted):
    text = copy_of(drafted, "P01")
    assert all(words in text for words in said_by("P01"))
    assert "Interviewer: " in text
    assert ":." not in text
    assert "Participants" in text
    assert "\nparticipants\n" not in text
    for heading in ("What you said", "Quotes of yours", "Claims that your words bear on", "Who has access to it"):
        assert heading in text
    assert re.search("Sentences of the last draft that rest on your words\n.+: .+", text)


def test_the_words_of_others_are_left_out_of_a_group(small):
    text = copy_of(small, "T1")
    assert all(words in text for words in said_by("T1"))
    others = [one.words for one in SAID if one.person != "T1"]
    assert not any(words[:40] in text for words in others)


@pytest.mark.parametrize("who", sorted({one.person for one in SAID}))
def test_nobody_gets_the_words_of_anybody_else(small, who):
    text = copy_of(small, who)
    assert not any(one.words[:40] in text for one in SAID if one.person != who)


def test_whoever_withdrew_or_is_restricted_has_the_right_to_a_copy_too(small):
    assert said_by("P07")[0] in copy_of(small, "P07")


def test_it_is_noted_in_the_access_log_and_written_over_nothing(small, tmp_path):
    path = tmp_path / "copy.docx"
    done = subject_copies.write(opened(small), "p01", path)
    assert (done.respondent, done.sources) == ("P01", 1)
    assert done.codings > 5
    line = access_log.lines(opened(small))[-1]
    assert (line["verb"], line["respondent"]) == ("subject-copy", "P01")
    with pytest.raises(Refused):
        subject_copies.write(opened(small), "P01", path)
    with pytest.raises(UsageError):
        subject_copies.write(opened(small), "P01", tmp_path / "copy.pdf")
    with pytest.raises(NotFound):
        subject_copies.write(opened(small), "Nobody", tmp_path / "other.docx")


def test_blind_eyes_get_none(small):
    assignments.assign(opened(small), "B", ["p02.txt"])
    with pytest.raises(StillBlind):
        subject_copies.copy(blinding.for_eyes(opened(small), "B"), "P01")


def test_it_is_made_within_ten_seconds_of_the_sample(own_sample):
    project = opened(own_sample)
    begun = time.monotonic()
    _, data, count = subject_copies.copy(project, "D10")
    assert time.monotonic() - begun <= 10
    assert count[1] > 20
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
