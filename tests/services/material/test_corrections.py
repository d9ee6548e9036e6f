"""What a person corrects of a file holds whenever it is read or placed anew, and wins over what the file says."""

from datetime import UTC, datetime

import pytest

from toolkit.domain.sources.decisions import changed, checked, laid_over
from toolkit.domain.sources.sources import Role
from toolkit.domain.sources.speakers import paired, speaker_pairs
from toolkit.errors import NotFound, UsageError
from toolkit.services.material import adding, corrections, sources
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, 9, tzinfo=UTC)
TALK = (
    "KL: Hur kom du hit?\nBE: Jag tog bussen.\nKL: Och sen?\nBE: Sen gick jag sista biten.\n"
    "KL: Tack!\nBE: Tack själv.\n"
)


@pytest.fixture
def folder(spegla, tmp_path):
    spegla("init", tmp_path / "project", "--language", "sv")
    return tmp_path / "project"


def opened(folder):
    return open_project(folder, now=NOW)


def places(found):
    return {voice.label: (voice.role, voice.respondent) for voice in found.voices}


def added(folder, decided, text=TALK, name="a.txt"):
    return adding.add_data(opened(folder), [(name, text.encode(), decided)])


def test_a_look_shows_what_was_corrected_and_adding_keeps_it(folder):
    decided = {"speakers": "BE=D10, KL=interviewer", "date": "2025-03-01", "kind": "interview"}
    seen = adding.preview(opened(folder), [("a.txt", TALK.encode(), decided)]).seen[0]
    assert (seen.date, seen.decided["speakers"]) == ("2025-03-01", "BE=D10, KL=interviewer")
    added(folder, decided)
    found = corrections.speakers(opened(folder), "a.txt")
    assert places(found) == {"KL": (Role.INTERVIEWER, None), "BE": (Role.RESPONDENT, "D10")}


def test_it_holds_when_the_register_changes(folder):
    added(folder, {"speakers": "BE=D10"})
    register = folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8-sig").splitlines()[0] + "\nBE;team;;ja;;ja;\n", "utf-8")
    sources.place(opened(folder))
    assert places(corrections.speakers(opened(folder), "a.txt"))["BE"] == (Role.RESPONDENT, "D10")


def test_speakers_are_corrected_later_and_that_is_taken_back(folder):
    added(folder, {})
    before = places(corrections.speakers(opened(folder), "a.txt"))
    after = corrections.correct(opened(folder), "a.txt", {"speakers": corrections.told(["BE=D10", "KL=okänd"])})
    assert places(after) == {"KL": (Role.UNKNOWN, None), "BE": (Role.RESPONDENT, "D10")}
    back = corrections.correct(opened(folder), "a.txt", {"speakers": corrections.told(["BE=?", "KL=?"])})
    assert places(back) == before


def test_turns_of_nobody_can_be_somebody_s(folder):
    srt = "1\n00:00:01,000 --> 00:00:02,000\nJag kom hit med buss.\n\n2\n00:00:09,000 --> 00:00:10,000\nSen gick jag.\n"
    added(folder, {"speakers": corrections.told(["-=D10"])}, srt, "a.srt")
    found = corrections.speakers(opened(folder), "a.srt")
    assert places(found) == {"": (Role.RESPONDENT, "D10")}


def test_a_label_that_the_source_lacks_is_refused_with_those_there_are(folder):
    added(folder, {})
    with pytest.raises(NotFound) as caught:
        corrections.correct(opened(folder), "a.txt", {"speakers": "Bo=D10"})
    assert "KL" in caught.value.hint


def test_a_chosen_encoding_is_kept(folder):
    data = TALK.replace("Tack själv", "Tack själv, å, ä och ö").encode("mac_roman")
    seen = adding.preview(opened(folder), [("a.txt", data, {"encoding": "macintosh"})]).seen[0]
    assert seen.encoding == "macintosh"
    adding.add_data(opened(folder), [("a.txt", data, {"encoding": "macintosh"})])
    sources.place(opened(folder))
    assert corrections.speakers(opened(folder), "a.txt").decided == {"encoding": "macintosh"}


def test_letters_encoded_twice_are_offered_and_mended_when_asked(folder):
    data = TALK.encode("utf-8").decode("cp1252").encode("utf-8")
    looked = adding.preview(opened(folder), [("a.txt", data)])
    assert any("twice" in problem.message for problem in looked.problems)
    adding.add_data(opened(folder), [("a.txt", data, {"encoding": "utf-8-twice"})])
    from toolkit.storage.sources import sources as rows

    with opened(folder).store() as store, store.reading() as connection:
        assert "själv" in rows.text(connection, "a.txt")


def test_lines_in_doubt_are_listed_with_their_beginning(folder):
    text = TALK + "Anna: nu är det kaffe, och det är en rätt lång rad som inte visas i sin helhet här.\n"
    (doubt,) = adding.preview(opened(folder), [("a.txt", text.encode())]).seen[0].doubts
    assert (doubt.line, doubt.kind) == (7, "doubtful")
    assert doubt.text.startswith("Anna: nu är det kaffe")
    assert len(doubt.text) <= 60


def test_no_line_is_shown_where_somebody_has_withdrawn(folder):
    register = folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8-sig").splitlines()[0] + "\nBE;team;;återkallat;;nej;\n", "utf-8")
    text = TALK + "Anna: nu är det kaffe.\n"
    (doubt,) = adding.preview(opened(folder), [("a.txt", text.encode())]).seen[0].doubts
    assert (doubt.line, doubt.text) == (7, "")


def test_a_named_line_becomes_a_turn(folder):
    text = TALK + "Anna: nu är det kaffe.\n"
    seen = adding.preview(opened(folder), [("a.txt", text.encode(), {"speakers": "Anna=okänd"})]).seen[0]
    assert {voice.label for voice in seen.voices} == {"KL", "BE", "Anna"}
    assert seen.doubts == ()


@pytest.mark.parametrize("pairs", [{"be": "D10"}, {"berg, anna (ifo)": "D1"}, {"a=b": "D, 2"}])
def test_pairs_come_back_whatever_the_label_holds(pairs):
    assert speaker_pairs({"speakers": paired(pairs)}) == pairs


def test_what_is_decided_lies_over_the_file_s_own_speakers():
    facts = laid_over({"speakers": "BE=D1, BO=D2", "date": "x"}, {"speakers": "BE=D9", "encoding": "cp1252"})
    assert speaker_pairs(facts) == {"bo": "D2", "be": "D9"}
    assert facts["date"] == "x"
    assert "encoding" not in facts
    assert changed({"speakers": "a=D1"}, {"speakers": "b=D2"})["speakers"] == "a=D1, b=D2"


def test_what_cannot_be_is_refused():
    with pytest.raises(UsageError):
        checked({"date": "i mars"})
    with pytest.raises(UsageError):
        checked({"respondent": "D1"}, alone=False)
    with pytest.raises(UsageError):
        corrections.told(["BE"])
