"""Codings come in from tables however they were saved, are checked against the words, and go out as they came."""

import csv
import io
import json

import pytest

from tests.material import SAID, codings_table

KEYS = {"source", "start", "end", "quote", "code", "coder", "time"}
WORDS = {(one.person, one.area): one.words for one in SAID}
BUS, PLAN = WORDS["P01", "needs"], WORDS["P01", "solutions"]


@pytest.fixture
def project(suggested):
    """The small project without codings, with suggestions."""
    return suggested


def table(rows, *, delimiter=",", header=("source", "start", "end", "quote", "code"), newline="\r\n"):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


@pytest.fixture
def imported(spegla, project):
    """Import text or bytes as a file of codings; gives the answer."""

    def call(data, *, name="codings.csv", coder="A"):
        path = project / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return spegla("codings", "import", path, *(("--coder", coder) if coder else ()), "-p", project, "--json")

    return call


@pytest.fixture
def listed(spegla, project):
    """What is coded."""
    return lambda *options: spegla("codings", "list", "-p", project, "--json", *options).json["codings"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_are_read_however_they_were_saved(imported, listed, delimiter, encoding):
    rows = [("p01.txt", "", "", BUS, "needs/work"), ("P01.TXT", "", "", PLAN, "solutions")]
    answer = imported(table(rows, delimiter=delimiter).encode(encoding))
    assert (answer.code, answer.json["added"], answer.json["problems"]) == (0, 2, [])
    assert [(row["quote"], row["code"], row["coder"]) for row in listed()] == [
        (BUS, "needs/work", "A"),
        (PLAN, "solutions", "A"),
    ]


def test_a_table_saved_in_windows_letters_keeps_its_quotes(spegla, tmp_path):
    project = tmp_path / "project"
    spegla("init", project, "--language", "sv")
    said = "Jag gick över ån och så var jag där, det är väl allt."
    (project / "interviews" / "d1.txt").write_text(f"I: Hur kom du?\nD1: {said}\nI: Tack.\nD1: Ja.\n", "utf-8")
    spegla("add", project / "interviews" / "d1.txt", "-p", project)
    (project / "k.csv").write_bytes(f"source;quote;code\r\nd1.txt;{said};needs\r\n".encode("cp1252"))
    assert spegla("codings", "import", project / "k.csv", "--coder", "A", "-p", project, "--json").json["added"] == 1


def test_a_quote_over_several_lines_may_have_other_newlines(imported, listed):
    whole = f"{BUS}\r\nI: Mm."
    answer = imported(table([("p01.txt", "", "", whole, "needs")]))
    assert answer.json["added"] == 1
    assert listed()[0]["quote"] == whole.replace("\r\n", "\n")


def test_a_moved_quote_is_found_again_and_told(imported, listed):
    answer = imported(table([("p01.txt", 3, 3 + len(BUS), BUS, "needs")]))
    assert (answer.code, answer.json["moved"]) == (0, 1)
    (row,) = listed()
    assert row["end"] - row["start"] == len(BUS)
    assert imported(table([("p01.txt", row["start"], row["end"], BUS, "needs")])).json["known"] == 1


def test_wrong_rows_are_left_out_and_told_with_their_line(imported):
    rows = [
        ("p01.txt", "", "", BUS, "needs"),
        ("nowhere.txt", "", "", BUS, "needs"),
        ("nowhere.txt", "", "", PLAN, "needs"),
        ("p01.txt", "", "", BUS, "no/such"),
        ("p01.txt", "", "", "words that nobody said", "needs"),
        ("p01.txt", "ten", "12", BUS, "needs"),
        ("p01.txt", "1.5", "", BUS, "needs"),
        ("p01.txt", "", "", "", "needs"),
    ]
    answer = imported(table(rows))
    assert (answer.code, answer.json["added"]) == (1, 1)
    told = {problem["where"]: problem["message"] for problem in answer.json["problems"]}
    assert set(told) == {f"codings.csv:{line}" for line in (3, 5, 6, 7, 8, 9)}
    assert "nowhere.txt" in told["codings.csv:3"]
    assert "no/such" in told["codings.csv:5"]
    assert "words that nobody said" not in answer.out + answer.err


def test_rows_that_were_left_out_are_counted_one_by_one(spegla, project):
    rows = [("nowhere.txt", "", "", BUS, "needs"), ("nowhere.txt", "", "", PLAN, "needs")]
    (project / "k.csv").write_text(table(rows), "utf-8")
    answer = spegla("codings", "import", project / "k.csv", "--coder", "A", "-p", project)
    assert "2 rows were left out" in answer.out


def test_positions_that_no_text_has_do_no_harm(imported, listed):
    rows = [("p01.txt", start, end, BUS, "needs") for start, end in ((-5, -1), (9**12, 9**12 + 4), (40, 2))]
    assert imported(table(rows)).json["added"] == 1
    assert listed()[0]["quote"] == BUS


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "photo.csv"),
        (b"PK\x03\x04" + bytes(range(256)) * 4, "book.csv"),
        (b"", "empty.csv"),
        (b"one line without columns\n", "notes.csv"),
        (b"source,quote\rp01.txt,hej\r", "mac.csv"),
        (b"not json\n", "codings.jsonl"),
        (b"[" * 20_000, "deep.jsonl"),
        (b'{"start": ' + b"9" * 5_000 + b"}\n", "digits.jsonl"),
        ("source,quote\n".encode("utf-16"), "unicode.csv"),
    ],
)
def test_a_file_that_is_no_table_of_codings_is_refused_in_words(imported, data, name):
    answer = imported(data, name=name)
    assert (answer.code, set(answer.json)) == (1, {"error", "hint"})
    assert name in answer.json["error"]


def test_json_lines_are_read_and_lines_that_are_no_codings_told(imported, listed):
    good = {"source": "p01.txt", "start": None, "end": None, "quote": BUS, "code": "needs"}
    answer = imported("\n".join((json.dumps(good), "", "[1, 2]", '{"source": "p01.txt"}')), name="codings.jsonl")
    assert answer.json["added"] == 1
    assert [problem["where"] for problem in answer.json["problems"]] == ["codings.jsonl:3", "codings.jsonl:4"]
    assert [row["quote"] for row in listed()] == [BUS]


def test_the_coder_is_named_by_call_by_column_or_not_at_all(imported, listed):
    assert imported(codings_table(SAID[:1], coder="B"), coder=None).json["added"] == 3
    assert imported(codings_table(SAID[1:2], coder="B"), coder="C").json["added"] == 3
    answer = imported(codings_table(SAID[2:3]), coder=None)
    assert (answer.code, answer.json["added"], len(answer.json["problems"])) == (1, 0, 3)
    assert {row["coder"] for row in listed()} == {"B", "C"}


def test_the_list_has_the_keys_that_other_programs_build_on(imported, listed):
    imported(codings_table(SAID[:3]))
    rows = listed()
    assert all(set(row) >= KEYS for row in rows)
    places = [(row["source"], row["start"]) for row in rows]
    assert places == sorted(places)


def test_the_list_can_be_narrowed(imported, listed):
    imported(codings_table(SAID[:12]))
    imported(codings_table(SAID[:1]), coder="B")
    assert {row["code"] for row in listed("--code", "needs")} == {"needs/work", "needs/health"}
    assert {row["code"] for row in listed("--code", "needs/work")} == {"needs/work"}
    assert listed("--code", "actors") == []
    assert {row["coder"] for row in listed("--coder", "B")} == {"B"}
    assert {row["source"] for row in listed("--source", "p02.txt")} == {"p02.txt"}


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_what_is_exported_comes_in_as_it_was(spegla, small, suggested, suffix):
    held_back = sum(len(one.codes) for one in SAID if one.person == "P07")
    first, again = small / f"first.{suffix}", suggested / f"again.{suffix}"
    answer = spegla("codings", "export", first, "-p", small, "--json").json
    assert (answer["written"], answer["held_back"]) == (63 - held_back, held_back)
    imported = spegla("codings", "import", first, "-p", suggested, "--json").json
    assert (imported["added"], imported["moved"], imported["problems"]) == (answer["written"], 0, [])
    spegla("codings", "export", again, "-p", suggested)
    assert again.read_bytes() == first.read_bytes()


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_odd_characters_survive_the_way_out_and_in(spegla, tmp_path, suffix):
    said = 'She said "hi",\u2028then; å\u0085 and 👩‍👩‍👧 =1+1\tand so on for some more words here.'
    projects = [tmp_path / "one", tmp_path / "two"]
    for project in projects:
        spegla("init", project, "--language", "en")
        path = project / "interviews" / "p1.txt"
        path.write_text(f"I: And?\nP1: {said}\nI: Thanks.\nP1: Yes.\n", "utf-8", newline="")
        assert spegla("add", path, "-p", project).code == 0
    (tmp_path / "k.jsonl").write_text(json.dumps({"source": "p1.txt", "quote": said, "code": "needs"}), "utf-8")
    spegla("codings", "import", tmp_path / "k.jsonl", "--coder", "A", "-p", projects[0])
    file = tmp_path / f"out.{suffix}"
    assert spegla("codings", "export", file, "-p", projects[0], "--json").json["written"] == 1
    assert spegla("codings", "import", file, "-p", projects[1], "--json").json["added"] == 1
    (row,) = spegla("codings", "list", "-p", projects[1], "--json").json["codings"]
    assert row["quote"] == said


def test_another_file_type_is_a_wrong_call(spegla, project):
    assert spegla("codings", "export", project / "codings.xlsx", "-p", project).code == 2


@pytest.fixture
def answered(spegla, project, imported):
    """Write the table of suggestions, answer its first rows as told, and read it back."""

    def call(*answers, coder="KL"):
        path = project / "answers.csv"
        spegla("suggest", "-p", project, "--table", path)
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
        for row, answer in zip(rows, answers, strict=False):
            row.update(answer)
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
        return rows, imported(out.getvalue(), name="answers.csv", coder=coder)

    return call


def test_suggestions_that_nobody_answered_are_not_made_codings(answered, listed):
    rows, answer = answered({"verdict": "accepted"}, {"verdict": "rejected"}, {"verdict": "Skipped "})
    assert (answer.code, answer.json["verdicts"], answer.json["added"]) == (0, 3, 1)
    (coding,) = listed()
    assert (coding["source"], coding["code"]) == (rows[0]["source"], rows[0]["code"])


def test_a_corrected_suggestion_becomes_the_code_that_was_meant(spegla, project, answered, listed):
    rows, answer = answered({"verdict": "corrected", "correction": "actors/care"})
    assert answer.json["added"] == 1
    assert [row["code"] for row in listed()] == ["actors/care"]
    again = spegla("suggest", "-p", project, "--json").json["segments"]
    (segment,) = (one for one in again if (one["source"], one["start"]) == (rows[0]["source"], int(rows[0]["start"])))
    assert rows[0]["code"] not in {one["code"] for one in segment["suggestions"]}


@pytest.mark.parametrize(
    "answer",
    [
        {"verdict": "corrected"},
        {"verdict": "accepted", "correction": "actors/care"},
        {"verdict": "corrected", "correction": "no/such"},
        {"verdict": "perhaps"},
    ],
)
def test_an_answer_that_cannot_be_meant_is_told(answered, listed, answer):
    _, told = answered(answer)
    assert (told.code, len(told.json["problems"])) == (1, 1)
    assert listed() == []


def test_a_table_with_answers_in_it_is_never_overwritten(spegla, project):
    path = project / "answers.csv"
    path.write_text("my answers", "utf-8")
    answer = spegla("suggest", "-p", project, "--table", path)
    assert answer.code == 1
    assert "answers.csv" in answer.err
    assert path.read_text("utf-8") == "my answers"


def test_words_of_somebody_the_register_came_to_know_later_are_held_back_at_once(spegla, project, imported, listed):
    register = project / "interviews" / "respondents.csv"
    before = register.read_text("utf-8")
    register.write_text(before.replace("P10,participants,,given,2027-12-31,yes,MB,40\n", ""), "utf-8")
    spegla("sources", "remove", "p10.txt", "--yes", "-p", project)
    spegla("add", project / "interviews" / "p10.txt", "-p", project)
    said = "Well, I do not really know what to say about that one."
    assert imported(table([("p10.txt", "", "", said, "needs")])).json["added"] == 1
    assert len(listed()) == 1
    register.write_text(before.replace("P10,participants,,given,2027-12-31,yes", "P10,participants,,withdrawn,,"))
    assert listed() == []
    answer = spegla("codings", "export", project / "out.csv", "-p", project, "--json").json
    assert (answer["written"], answer["held_back"]) == (0, 1)


def test_a_register_that_names_the_speaker_anew_is_followed_by_the_list(spegla, project, imported, listed):
    assert imported(table([("p01.txt", "", "", BUS, "needs")])).json["added"] == 1
    register = project / "interviews" / "respondents.csv"
    text = register.read_text("utf-8").replace("P01,participants", "P99,participants")
    register.write_text(text.replace("2027-12-31,yes,,31", "2027-12-31,yes,P01,31"), "utf-8")
    assert len(listed()) == 1
    register.write_text(register.read_text("utf-8").replace("P99,participants,,given", "P99,participants,,withdrawn"))
    assert listed() == []


def test_codings_that_count_for_nobody_or_for_one_of_several_are_told(spegla, project, imported):
    question = "What did you need most help with when you came here?"
    first, second = WORDS["T1", "needs"], WORDS["T2", "needs"]
    across = f"{first}\nSeveral: [laughter]\nT2: {second}"
    rows = [
        ("p01.txt", "", "", question, "needs"),
        ("p01.txt", "", "", BUS, "needs"),
        ("team.txt", "", "", across, "needs"),
        ("team.txt", "", "", "[laughter]", "needs"),
    ]
    answer = imported(table(rows))
    assert (answer.code, answer.json["added"]) == (0, 4)
    assert (answer.json["outside"], answer.json["split"]) == (2, 1)
    assert [problem["serious"] for problem in answer.json["problems"]] == [False, False]
    assert (
        "were left out" not in spegla("codings", "import", project / "codings.csv", "--coder", "Q", "-p", project).out
    )


def test_a_code_that_the_scheme_does_not_have_is_told(spegla, small):
    answer = spegla("codings", "list", "--code", "need", "-p", small)
    assert (answer.code, answer.out) == (1, "")
    assert "need" in answer.err
    assert spegla("codings", "list", "--code", "phase", "-p", small, "--json").json["codings"]


@pytest.mark.parametrize("said", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;;;"])
def test_the_line_that_tells_excel_the_separator_is_understood(imported, said):
    rows = [("p01.txt", "", "", BUS, "needs"), ("nowhere.txt", "", "", BUS, "needs")]
    answer = imported(f"{said}\r\n" + table(rows, delimiter=";"))
    assert answer.json["added"] == 1
    assert [problem["where"] for problem in answer.json["problems"]] == ["codings.csv:4"]


def test_a_swedish_project_writes_what_a_swedish_excel_opens(spegla, small):
    settings = small / "project.toml"
    text = settings.read_text("utf-8").replace('language = "en"', 'language = "sv"', 1)
    for language, separator in (("en", ","), ("sv", ";")):
        settings.write_text(text.replace('language = "sv"', f'language = "{language}"', 1), "utf-8")
        file = small / f"{language}.csv"
        assert spegla("codings", "export", file, "-p", small).code == 0
        assert file.read_text("utf-8-sig").splitlines()[0] == separator.join(
            ("source", "start", "end", "quote", "code", "coder", "time")
        )
        assert spegla("codings", "import", file, "-p", small, "--json").json["problems"] == []


@pytest.mark.parametrize(
    ("word", "added"),
    [("ja", 1), ("Godkänd", 1), ("accepterad", 1), ("yes", 1), ("avvisad", 0), ("NEJ", 0), ("överhoppad", 0)],
)
def test_verdicts_are_understood_in_swedish_too(answered, word, added):
    _, answer = answered({"verdict": word})
    assert (answer.code, answer.json["verdicts"], answer.json["added"]) == (0, 1, added)


@pytest.mark.parametrize("said", ["- Ja, precis så var det för mig då.", "=1+1 sa hon till mig då.", "'- Nej, nej du."])
@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
@pytest.mark.parametrize("placed", [True, False])
def test_words_that_a_spreadsheet_would_run_go_out_guarded_and_come_in_as_they_were(
    spegla, tmp_path, said, suffix, placed
):
    projects = [tmp_path / "one", tmp_path / "two"]
    for project in projects:
        spegla("init", project, "--language", "sv")
        path = project / "interviews" / "d1.txt"
        path.write_text(f"I: Hur var det?\nD1: {said}\nI: Tack.\nD1: Ja, tack.\n", "utf-8")
        assert spegla("add", path, "-p", project).code == 0
    (tmp_path / "k.jsonl").write_text(json.dumps({"source": "d1.txt", "quote": said, "code": "needs"}), "utf-8")
    spegla("codings", "import", tmp_path / "k.jsonl", "--coder", "=A", "-p", projects[0])
    file = tmp_path / f"out.{suffix}"
    spegla("codings", "export", file, "-p", projects[0])
    text = file.read_text("utf-8-sig")
    if suffix == "csv":
        (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
        assert (row["quote"], row["coder"]) == (f"'{said}", "'=A")
        if not placed:
            text = text.replace(f";{row['start']};{row['end']};", ";;;")
    else:
        assert json.loads(text)["quote"] == said
    file.write_text(text, "utf-8")
    assert spegla("codings", "import", file, "-p", projects[1], "--json").json["moved"] == 0
    (row,) = spegla("codings", "list", "-p", projects[1], "--json").json["codings"]
    assert (row["quote"], row["coder"]) == (said, "=A")
