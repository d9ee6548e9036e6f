"""`spegla add --preview` stores nothing and says what would be; what is corrected there and later is kept."""

from tests.importers.survey_samples import FORMS

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
    assert spegla("add", tmp_path / "x.txt", "-p", folder, "--preview").code == 1


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
