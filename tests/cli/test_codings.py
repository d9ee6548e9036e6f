"""`spegla codings`: what people judged comes in, goes out, is listed and counted; withheld words are in none of it."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from tests.cli.unchanged import unchanged
from tests.material import SAID, codings_table


@pytest.fixture
def codings(spegla, looked_at):
    return lambda *words: spegla("codings", *words, "-p", looked_at)


def test_a_list_is_told_by_code_coder_and_source_without_withheld_words(codings):
    health = codings("list", "--code", "needs/health")
    assert [line.split()[0] for line in health.out.splitlines()[2:6]] == ["p05.txt", "p06.txt", "p08.txt", "p09.txt"]
    assert "1 coding of people whose words may not be used is not shown." in health.out
    assert "SEVENSECRET" not in health.out
    assert {one["code"] for one in codings("list", "--code", "needs", "--json").json["codings"]} == {
        "needs/health", "needs/work", "needs/mapping",
    }  # fmt: skip
    first = codings("list", "--source", "p01.txt", "--coder", "KL", "--json").json["codings"]
    assert len(first) == 9
    assert {one["quote"] for one in first} == {one.words for one in SAID if one.person == "P01"}
    everything = codings("list", "--json")
    assert (len(everything.json["codings"]), everything.json["held_back"]) == (63 - 9, 9)  # P07 has withdrawn
    assert "SEVENSECRET" not in everything.out


def test_a_long_quote_is_cut_for_the_eye_and_whole_in_the_document(codings):
    lines = codings("list", "--source", "p01.txt").out.splitlines()
    cut = next(line for line in lines if "The bus was" in line).rpartition("  ")[2]
    assert cut == f"{SAID[0].words[:59]}…"


def test_people_or_passages_are_counted_by_area_and_group(codings):
    told = codings("matrix")
    assert told.code == 0
    assert ["Definition", "of", "needs", "8", "2"] in [line.split() for line in told.out.splitlines()]
    assert "1 person whose words may not be used is not counted." in told.out
    phase = codings("matrix", "--rows", "phase", "--columns", "group", "--count", "passages")
    assert phase.out.startswith("Number of passages in each cell.")
    assert ["Before", "8", "2"] in [line.split() for line in phase.out.splitlines()]
    assert codings("matrix", "--rows", "weather").code == 2


def test_a_cross_table_is_written_over_no_file_unless_one_says_so_and_is_noted(spegla, small, tmp_path):
    out = tmp_path / "m.csv"
    out.write_text("mine", "utf-8")
    refused = spegla("codings", "matrix", "--table", out, "-p", small)
    assert (refused.code, refused.out) == (1, "")
    assert "m.csv is there already; it is left as it is." in refused.err
    assert out.read_text("utf-8") == "mine"
    assert f"Written: {out}" in spegla("codings", "matrix", "--table", out, "--force", "-p", small).out
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "exported tables" in spegla("privacy", "log", "-p", small).out


def test_codings_go_out_and_come_in_again_as_known(spegla, small, tmp_path):
    out = tmp_path / "ut.csv"
    written = spegla("codings", "export", out, "-p", small)
    assert written.out.splitlines() == [
        f"54 codings written to {out}.",
        "9 codings stay here: of people whose words may not be used, or of case descriptions.",
    ]
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert len(rows) == 54
    assert "SEVENSECRET" not in out.read_text("utf-8-sig")
    back = spegla("codings", "import", out, "-p", small)
    assert back.out.splitlines() == ["0 codings added.", "Known already: 54"]
    before = out.read_bytes()
    assert spegla("codings", "export", out, "-p", small).code == 1
    assert out.read_bytes() == before
    assert spegla("codings", "export", out, "-p", small, "--force", "--source", "p01.txt", "--json").json == {
        "file": str(out), "written": 9, "held_back": 0,
    }  # fmt: skip
    assert spegla("codings", "export", tmp_path / "ut.pdf", "-p", small).code == 2


def test_rows_that_are_none_are_left_out_and_the_others_taken(spegla, small, tmp_path):
    rows = (
        f'source,quote,code\np01.txt,"{SAID[0].words}",needs/income\np01.txt,nobody said this,needs\nno.txt,x,needs\n'
    )
    (tmp_path / "c.csv").write_text(rows, "utf-8")
    answer = spegla("codings", "import", tmp_path / "c.csv", "--coder", "B", "-p", small)
    assert answer.code == 1
    assert answer.out.splitlines() == ["1 coding added.", "2 rows were left out, see below."]
    assert "c.csv:3" in answer.err
    assert "c.csv:4" in answer.err
    assert "nobody said this" not in answer.err
    told = spegla("codings", "import", tmp_path / "c.csv", "--coder", "B", "-p", small, "--json")
    assert (told.json["added"], told.json["known"], len(told.json["problems"])) == (0, 1, 2)


def package(name):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "<Project/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (
            "annan.qdpx",
            package("project.qde"),
            ("annan.qdpx is a project or codebook of another program", "annan.qdpx"),
        ),
        ("KODER.QDC", b"<CodeBook/>", ("KODER.QDC is a project or codebook", "spegla exchange import KODER.QDC")),
        ("c.csv", b"source,code\n", ("c.csv: the table lacks the columns quote.", "The first line must name the col")),
        ("c.xlsx", package("x"), ("c.xlsx",)),
        ("c.csv", None, ("c.csv: There is no such file.", "Check the name")),
    ],
)
def test_what_is_no_table_is_told_with_the_command_that_reads_it(spegla, looked_at, tmp_path, name, data, told):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with unchanged(looked_at):
        answer = spegla("codings", "import", tmp_path / name, "--coder", "B", "-p", looked_at)
    assert answer.code == 1
    assert all(words in answer.err for words in told)
    assert ("lacks the columns" in answer.err) == ("lacks" in told[0])


def test_codings_without_a_coder_are_refused_unless_the_project_names_one(spegla, small, tmp_path):
    (tmp_path / "c.csv").write_text(codings_table(SAID[:1]), "utf-8")
    answer = spegla("codings", "import", tmp_path / "c.csv", "-p", small)
    assert answer.code in (1, 2)
    assert "--coder" in answer.err
    settings = small / "project.toml"
    settings.write_text(settings.read_text("utf-8").replace('coder = ""', 'coder = "KL"'), "utf-8")
    again = spegla("codings", "import", tmp_path / "c.csv", "-p", small)
    assert (again.code, again.out) == (0, "0 codings added.\nKnown already: 3\n")


@pytest.mark.parametrize("words", [("list",), ("list", "--json"), ("export", "out.csv")])
def test_nobody_of_that_name_has_coded(codings, in_scratch, words):
    answer = codings(*words, "--coder", "Nobody")
    assert answer.code == 1
    assert answer.err == "Nobody called Nobody has coded in this project.\n  → Those who have: KL\n"
    assert list(in_scratch.iterdir()) == []


WRONG = {
    "a code that is none": (("list", "--code", "weather"), 1, ("The scheme has no code weather.", "spegla scheme")),
    "a source that is none": (("list", "--source", "p99.txt"), 1, ("no source called p99.txt", "p01.txt, p02.txt")),
    "a side that is none": (("matrix", "--columns", "weather"), 2, ("“weather” is no side of a table.", "area, phase")),
    "a count that is none": (("matrix", "--count", "words"), 2, ("--count cannot be “words”.", "respondents")),
    "a table that is none": (("matrix", "--table", "x.xlsx"), 2, ("The table is written as .csv, not .xlsx.",)),
    "a file that is none": (("export", "x.pdf"), 2, ("not .pdf", "spegla export codings FILE.xlsx")),
    "Word without a source": (("export", "x.docx"), 2, ("one source with its codings", "--source SOURCE")),
    "no file": (("export",), 2, ("FILE is missing.", "spegla codings export --help")),
    "nothing to import": (("import", "x.csv", "--coder", "KL"), 1, ("x.csv: There is no such file.", "Check the name")),
}


@pytest.mark.parametrize(("words", "code", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_told_with_the_next_step_and_writes_nothing(codings, in_scratch, words, code, told):
    answer = codings(*words)
    assert (answer.code, answer.out) == (code, "")
    assert all(part in answer.err for part in told)
    assert list(in_scratch.iterdir()) == []


def test_a_sheet_in_which_nobody_answered_says_where_to_answer(spegla, suggested, tmp_path):
    sheet = tmp_path / "answers.csv"
    assert spegla("suggest", "--table", sheet, "-p", suggested).code == 0
    told = spegla("codings", "import", sheet, "--coder", "KL", "-p", suggested).out
    assert "No row holds a judgement." in told
    assert "accepted, rejected or corrected" in told
