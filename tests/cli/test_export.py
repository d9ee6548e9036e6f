"""`spegla export` and `spegla init --from`: documents, lines, refusals, and Excel files in and out."""

import json
import tomllib

import pytest

from tests.conftest import REPOSITORY

KEYS = tomllib.loads((REPOSITORY / "scripts" / "json_keys.toml").read_text("utf-8"))


def first_level(words):
    return {key.partition(".")[0].partition("[")[0] for key in KEYS[words]}


@pytest.mark.parametrize("table", ["codings", "passages", "matrix", "respondents", "all"])
def test_a_table_as_a_document_and_in_lines(spegla, small, tmp_path, table):
    path = tmp_path / "x.xlsx"
    answer = spegla("export", table, path, "-p", small, "--json")
    assert answer.code == 0
    assert set(answer.json) == first_level(f"export {table}")
    assert path.stat().st_size > 0
    refused = spegla("export", table, path, "-p", small)
    assert refused.code == 1
    assert "--force" in refused.err
    said = spegla("export", table, path, "--force", "-p", small)
    assert "written to" in said.out
    assert "1 person whose words may not be used is left out." in said.out


def test_the_whole_project_there_and_back(spegla, small, tmp_path):
    answer = spegla("export", "project", tmp_path / "x.zip", "-p", small, "--json")
    assert answer.code == 0
    assert set(answer.json) == first_level("export project")
    said = spegla("export", "project", tmp_path / "x", "-p", small).out
    assert "1 source stayed behind" in said
    also = spegla("export", "project", tmp_path / "all.zip", "--with-withheld", "-p", small)
    assert "Also the words of 1 person that may not be used" in also.out
    back = spegla("init", tmp_path / "back", "--from", tmp_path / "x", "--json")
    assert back.code == 0
    assert set(back.json) == first_level("init --from")
    assert back.json["rows"] == answer.json["rows"]
    told = spegla("init", tmp_path / "again", "--from", tmp_path / "x.zip", "--language", "en")
    assert "spegla suggest" in told.out


def test_refusals_are_words(spegla, small, tmp_path):
    assert spegla("export", "codings", tmp_path / "x.txt", "-p", small).code == 2
    assert spegla("export", "all", tmp_path / "x.csv", "-p", small).code == 2
    (tmp_path / "x.zip").write_bytes(b"hello")
    refused = spegla("init", tmp_path / "new", "--from", tmp_path / "x.zip", "--language", "en")
    assert refused.code == 1
    assert "damaged" in refused.err
    assert not (tmp_path / "new").exists()
    assert spegla("init", tmp_path / "new", "--from", tmp_path / "none.zip").code == 1


def test_a_coder_alone(spegla, small, tmp_path):
    everyone = spegla("export", "codings", tmp_path / "all.jsonl", "-p", small, "--json").json["rows"]["codings"]
    alone = spegla("export", "codings", tmp_path / "kl.jsonl", "--coder", "KL", "-p", small, "--json").json["rows"]
    assert 0 < alone["codings"] <= everyone


def test_a_long_text_is_split_and_told(spegla, tmp_path):
    folder = tmp_path / "p"
    spegla("init", folder, "--language", "en")
    words = "and then it went on " * 2000
    (tmp_path / "d1.txt").write_text(f"I: How was it?\nD1: {words}\n", encoding="utf-8")
    assert spegla("add", tmp_path / "d1.txt", "-p", folder).code == 0
    (tmp_path / "c.jsonl").write_text(
        f'{{"source": "d1.txt", "quote": "{words.strip()}", "code": "needs", "coder": "K"}}'
    )
    assert spegla("codings", "import", tmp_path / "c.jsonl", "-p", folder).code == 0
    answer = spegla("export", "codings", tmp_path / "x.xlsx", "-p", folder)
    assert "quote (2)" in answer.err
    assert spegla("codings", "import", tmp_path / "x.xlsx", "-p", folder, "--json").json["known"] == 1


WRONG = {
    "another kind of file": (("codings", "x.txt"), 2, ("Tables are written as .xlsx, .csv or .jsonl, not .txt.",)),
    "no kind of file": (("passages", "x"), 2, ("not x.",)),
    "all in one CSV": (("all", "x.csv"), 2, ("a sheet for each", "spegla export codings FILE.csv")),
    "nobody's codings": (("codings", "x.csv", "--coder", "Nobody"), 1, ("Nobody called Nobody", "Those who have: KL")),
    "a side that is none": (("matrix", "x.csv", "--rows", "weather"), 2, ("“weather” is no side", "area, phase")),
    "a count that is none": (("matrix", "x.csv", "--count", "words"), 2, ("--count cannot be “words”.", "respondents")),
    "no file": (("codings",), 2, ("FILE is missing.", "spegla export codings --help")),
    "no such table": (("everything", "x.csv"), 2, ("There is no command everything.", "spegla export --help")),
    "with no source": (("project", "x.zip", "--with", "p99.txt"), 1, ("no source called p99.txt", "p01.txt, p02.txt")),
}


@pytest.mark.parametrize(("words", "code", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_written_is_told_with_the_next_step(spegla, looked_at, in_scratch, words, code, told):
    answer = spegla("export", *words, "-p", looked_at)
    assert (answer.code, answer.out) == (code, "")
    assert all(part in answer.err for part in told)
    assert list(in_scratch.iterdir()) == []


@pytest.mark.parametrize("words", [("codings", "x.csv"), ("matrix", "x.xlsx"), ("project", "x.zip")])
def test_a_file_that_is_there_is_left_unless_one_says_otherwise(spegla, small, in_scratch, words):
    (in_scratch / words[1]).write_text("mine", "utf-8")
    answer = spegla("export", *words, "-p", small)
    assert (answer.code, answer.out) == (1, "")
    assert f"{words[1]} is there already; it is left as it is." in answer.err
    assert "--force" in answer.err
    assert (in_scratch / words[1]).read_text("utf-8") == "mine"
    assert spegla("export", *words, "--force", "-p", small).code == 0
    assert (in_scratch / words[1]).read_bytes() != b"mine"


def test_a_table_by_group_and_phase_has_the_counts_of_people(spegla, small, in_scratch):
    told = spegla("export", "matrix", "m.jsonl", "--rows", "phase", "--columns", "group", "--json", "-p", small)
    assert (told.json["withheld"], told.json["split"]) == (1, 0)
    rows = [json.loads(line) for line in (in_scratch / "m.jsonl").read_text("utf-8").splitlines()]
    assert told.json["rows"] == {"matrix": len(rows)}
    assert "SECRET" not in str(rows)
