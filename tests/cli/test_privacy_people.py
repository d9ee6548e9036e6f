"""`spegla privacy register`, `subject-copy`, `footprint`: of the processing, to a person, after a breach."""

from __future__ import annotations

import zipfile

import pytest

from tests.cli.unchanged import unchanged


def test_the_register_of_processing_says_what_is_recorded_and_counts_what_is_not(spegla, looked_at, tmp_path):
    with unchanged(looked_at):
        shown = spegla("privacy", "register", "-p", looked_at)
    assert shown.code == 0
    sections = spegla("privacy", "register", "-p", looked_at, "--json").json["sections"]
    letters = [one["letter"] for one in sections]
    assert letters == sorted(letters)
    assert [line[:2] for line in shown.out.splitlines() if line[1:2] == ")"] == [f"{letter})" for letter in letters]
    missing = sum(each["recorded"] is None for one in sections for each in one["entries"])
    assert shown.out.splitlines()[-1].startswith(f"{missing} thing")
    assert "SECRET" not in shown.out
    written = spegla("privacy", "register", "--to", tmp_path / "r.docx", "-p", looked_at)
    assert written.out.splitlines() == [f"Written: {tmp_path / 'r.docx'}", shown.out.splitlines()[-1]]
    assert zipfile.is_zipfile(tmp_path / "r.docx")
    before = (tmp_path / "r.docx").read_bytes()
    assert spegla("privacy", "register", "--to", tmp_path / "r.docx", "-p", looked_at).code == 1
    assert (tmp_path / "r.docx").read_bytes() == before
    assert spegla("privacy", "register", "--to", tmp_path / "r.docx", "--force", "-p", looked_at).code == 0
    assert spegla("privacy", "register", "--to", tmp_path / "r.pdf", "-p", looked_at).code in (1, 2)
    assert not (tmp_path / "r.pdf").exists()


def test_an_impact_assessment_takes_its_place_when_asked(spegla, looked_at):
    register = spegla("privacy", "register", "-p", looked_at, "--json").json["sections"]
    assessed = spegla("privacy", "register", "--dpia", "-p", looked_at, "--json").json["sections"]
    assert [one["title"] for one in assessed] != [one["title"] for one in register]


def test_a_person_gets_a_copy_of_their_own_words_and_of_nobody_elses(spegla, small, tmp_path):
    told = spegla("privacy", "subject-copy", "P01", "-p", small)
    assert told.out.splitlines()[0] == f"Written: {small / 'copy-P01.docx'}"
    assert told.out.splitlines()[1].startswith("3 turns and 9 codings.")
    with zipfile.ZipFile(small / "copy-P01.docx") as word:
        text = word.read("word/document.xml").decode()
    assert "The bus was the worst of it" in text
    assert "SECRET" not in text
    document = spegla("privacy", "subject-copy", "T1", "--to", tmp_path / "t.docx", "-p", small, "--json").json
    assert (document["respondent"], document["sources"], document["turns"], document["codings"]) == (
        "T1", 1, 2, 3,
    )  # fmt: skip
    assert spegla("privacy", "subject-copy", "P01", "-p", small).code == 1
    assert spegla("privacy", "subject-copy", "P99", "-p", small).code == 1
    assert not (small / "copy-P99.docx").exists()


def test_after_a_breach_it_is_told_which_files_hold_whose_words(spegla, looked_at):
    told = spegla("privacy", "footprint", "P02", "-p", looked_at)
    assert told.code == 0
    assert told.out.splitlines()[:2] == ["1 person’s words are looked for.", "  Participants: 1"]
    held = [line.strip() for line in told.out.splitlines() if line.endswith(": P02")]
    assert held == ["codings.csv: P02", "interviews/p02.txt: P02", "project.db: P02"]
    assert "72 hours" in told.out.splitlines()[-1]
    everybody = spegla("privacy", "footprint", "-p", looked_at, "--json").json
    assert len(everybody["people"]) == 13
    assert {one["group"]: one["people"] for one in everybody["groups"]} == {"participants": 10, "team": 3}
    files = {one["file"]: set(one["people"]) for one in everybody["files"]}
    assert files["interviews/p07.txt"] == {"P07"}
    assert (everybody["gone"], everybody["unread"], everybody["backed_up"]) == ([], [], None)
    assert spegla("privacy", "footprint", "P99", "-p", looked_at).code == 1


@pytest.mark.parametrize("person", ["P01", "P02"])
def test_what_was_let_out_and_the_last_backup_stand_in_the_footprint(spegla, small, person):
    assert spegla("backup", "-p", small).code == 0
    assert spegla("privacy", "subject-copy", person, "-p", small).code == 0
    told = spegla("privacy", "footprint", "-p", small).out
    assert f"made a copy for a respondent {person}" in told
    assert "  nothing" not in told
    assert "Last backup: 20" in told
