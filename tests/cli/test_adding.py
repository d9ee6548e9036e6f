"""`spegla add --preview` stores nothing and says what would be; what is corrected there and later is kept."""

import pytest

from tests.importers.survey_samples import FORMS
from toolkit import messages
from toolkit.cli import adding
from toolkit.domain.sources.sources import Role
from toolkit.services.material.file_views import DOUBTS, Voice
from toolkit.services.material.surveys import ClosedQuestion

TALK = (
    "KL: How was it?\nBE: By bus.\nKL: And then?\nBE: On foot.\nKL: Thanks!\nBE: Welcome.\nAnna: coffee is ready now.\n"
)


def project(spegla, tmp_path):
    spegla("init", tmp_path / "p", "--language", "en")
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "survey.csv").write_text(FORMS, encoding="cp1252")
    return tmp_path / "p"


def test_a_preview_stores_nothing_and_lists_what_is_there(spegla, tmp_path):
    folder = project(spegla, tmp_path)
    said = spegla("add", tmp_path / "talk.txt", tmp_path / "survey.csv", "-p", folder, "--preview")
    assert said.code == 0
    for part in ("windows-1252", "Anna: coffee is ready now.", "begins like a speaker", "Nothing was stored", "E-post"):
        assert part in said.out
    told = spegla("add", tmp_path / "talk.txt", "-p", folder, "--preview", "--json").json
    assert told["files"][0]["doubts"] == [{"line": 7, "kind": "doubtful", "text": "Anna: coffee is ready now."}]
    assert spegla("sources", "-p", folder, "--json").json["sources"] == []


def test_a_preview_of_a_file_that_cannot_be_read_exits_with_1(spegla, tmp_path):
    folder = project(spegla, tmp_path)
    (tmp_path / "x.txt").write_bytes(b"")
    assert spegla("add", tmp_path / "x.txt", "-p", folder, "--dry-run").code == 1


def test_speakers_are_named_at_import_and_after(spegla, tmp_path):
    folder = project(spegla, tmp_path)
    options = ("--speaker", "BE=P09", "--speaker", "Anna=unknown", "--date", "2025-03-31", "--kind", "interview")
    assert spegla("add", tmp_path / "talk.txt", "-p", folder, *options).code == 0
    found = spegla("sources", "speakers", "talk.txt", "-p", folder, "--json").json
    assert {one["label"]: one["respondent"] for one in found["speakers"]} == {"KL": None, "BE": "P09", "Anna": None}
    assert found["decided"]["date"] == "2025-03-31"
    later = spegla("sources", "speakers", "talk.txt", "-p", folder, "--speaker", "Anna=P10", "--json").json
    assert {one["respondent"] for one in later["speakers"]} == {None, "P09", "P10"}
    assert spegla("sources", "speakers", "talk.txt", "-p", folder, "--speaker", "Bo=P10").code == 1


def test_what_cannot_be_is_a_wrong_call(spegla, tmp_path):
    folder = project(spegla, tmp_path)
    files = (tmp_path / "talk.txt", tmp_path / "survey.csv")
    assert spegla("add", files[0], "-p", folder, "--speaker", "BE").code == 2
    assert spegla("add", files[0], "-p", folder, "--date", "in March").code == 2
    assert spegla("add", *files, "-p", folder, "--respondent", "P01").code == 2
    assert spegla("add", files[0], "-p", folder, "--encoding", "klingon").code == 1


def test_closed_answers_are_counted_with_the_few_hidden(spegla, tmp_path):
    folder = project(spegla, tmp_path)
    spegla("add", tmp_path / "survey.csv", "-p", folder)
    found = spegla("sources", "answers", "survey.csv", "-p", folder, "--json").json["closed"]
    assert [(one["title"], one["answered"], one["counts"], one["others"]) for one in found] == [
        ("Hur nöjd är du (1-5)?", 4, [], 4),
        ("Kommun", 4, [], 4),
    ]
    assert "Kommun" in spegla("sources", "answers", "survey.csv", "-p", folder).out


def test_what_was_added_is_told_once_and_known_files_are_named(spegla, tmp_path):
    folder = project(spegla, tmp_path)
    first = spegla("add", tmp_path / "talk.txt", "-p", folder, "--speaker", "BE=X77")
    assert first.code == 0
    assert first.out.splitlines()[-1] == "1 source added."
    assert "· talk.txt: The speaker X77 is not in respondents.csv." in first.err
    again = spegla("add", tmp_path / "talk.txt", "-p", folder)
    assert len(spegla("sources", "-p", folder, "--json").json["sources"]) == 1
    assert again.out.splitlines()[-2:] == ["0 sources added.", "talk.txt is in the project already, as talk.txt."]
    (tmp_path / "bad.pdf").write_bytes(b"%PDF no")
    told = spegla("add", tmp_path / "bad.pdf", tmp_path / "survey.csv", "-p", folder)
    assert told.code == 1  # the good one is taken all the same
    assert "1 source added." in told.out
    assert "1 file was left out, see below." in told.out
    assert "bad.pdf" in told.err


def test_without_json_each_speaker_is_a_row_and_many_are_counted():
    voices = tuple(Voice(f"P{n}", Role.RESPONDENT, f"P{n}", 1, 10) for n in range(25))
    lines = list(adding.voice_lines((Voice("", Role.UNKNOWN, None, 2, 3), *voices)))
    assert lines[2].split() == ["–", "not", "recognised", "–", "2", "3"]
    assert len(lines) == 2 + 20 + 1
    assert lines[-1] == "… and 6 more"
    assert "more" not in list(adding.voice_lines(voices[:20]))[-1]


@pytest.mark.parametrize(
    ("who", "told"),
    [((), ""), (("P01",), "P01"), (("Å", "B"), "Å, B"), (tuple(map(str, range(21))), "21 people")],
)
def test_many_people_are_counted_and_few_are_named(who, told):
    assert adding.people(who) == told


def test_every_role_doubt_and_column_has_words_in_both_languages():
    assert set(adding.ROLES) == set(Role)
    for table in (adding.ROLES, DOUBTS, adding.COUNTED, adding.COLUMNS):
        english = [messages.tr(one) for one in table.values()]
        messages.use_language("sv")
        swedish = [messages.tr(one) for one in table.values()]
        assert all(map(str.strip, swedish))
        assert swedish != english
        messages.use_language("en")


def test_answers_that_few_gave_are_told_together():
    question = ClosedQuestion("Nöjd?", 9, (("ja", 5), ("nej", 3)), 1)
    assert list(adding.answer_lines([question])) == ["Nöjd? – ja: 5, nej: 3, answers that few gave: 1"]
    assert adding.answer_record(question)["counts"] == [{"answer": "ja", "n": 5}, {"answer": "nej", "n": 3}]
