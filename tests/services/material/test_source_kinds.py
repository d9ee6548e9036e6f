"""Material that nobody says is coded, carried as evidence and never counted, quoted or taken for a person."""

import json
import re
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests.outputs import written
from tests.services.recorded import DESCRIBED, OBSERVED, PLANNED, with_records
from toolkit.domain.sources.source_kinds import Kind
from toolkit.errors import Refused
from toolkit.services.coding import passages
from toolkit.services.material import source_kinds
from toolkit.services.projects.project import open_project
from toolkit.services.quotes import quote_editor

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def recorded(small, spegla):
    with_records(small, spegla)
    return small


def source_ids(folder):
    with closing(sqlite3.connect(folder / "project.db")) as database:
        return dict(database.execute("SELECT name, id FROM source"))


def turns(folder, name):
    query = "SELECT t.role, t.respondent FROM turn t JOIN source s ON s.id = t.source_id WHERE s.name = ?"
    with closing(sqlite3.connect(folder / "project.db")) as database:
        return database.execute(query, (name,)).fetchall()


def test_the_kind_comes_from_what_the_file_says(recorded, spegla):
    kinds = {one["name"]: one["kind"] for one in spegla("sources", "-p", recorded, "--json").json["sources"]}
    assert kinds["notes.txt"] == "observation"
    assert kinds["plan.txt"] == "document"
    assert kinds["case.txt"] == "case"
    assert kinds["list.txt"] == "factors"
    assert set(kinds.values()) <= {kind.value for kind in Kind}


def test_what_nobody_says_is_coded_and_has_no_speaker(recorded):
    assert turns(recorded, "notes.txt") == [("record", None)]
    assert turns(recorded, "plan.txt") == [("record", None)] * 2
    assert turns(recorded, "case.txt") == [("record", "P02")]
    assert {role for role, _ in turns(recorded, "list.txt")} == {"unknown"}


def counted(spegla, folder):
    """Everything that counts people, as the program tells it."""
    status = spegla("status", "-p", folder, "--json").json
    respondents = spegla("export", "respondents", folder.parent / "people.csv", "-p", folder, "--force")
    assert respondents.code == 0, respondents.err
    matrix = spegla("export", "matrix", folder.parent / "matrix.csv", "-p", folder, "--force")
    assert matrix.code == 0, matrix.err
    themes = spegla("themes", "-p", folder, "--json").json["themes"]
    return {
        "people": status["respondents"],
        "groups": [(one["key"], one["respondents"], one["words"]) for one in status["groups"]],
        "table": (folder.parent / "people.csv").read_text("utf-8-sig"),
        "matrix": (folder.parent / "matrix.csv").read_text("utf-8-sig"),
        "themes": [(one["name"], one["group"], one["respondents"]) for one in themes if one["group"] != "records"],
    }


def test_people_are_counted_as_if_the_records_were_not_there(small, spegla):
    before = counted(spegla, small)
    with_records(small, spegla)
    assert counted(spegla, small) == before


def sentences(folder, spegla, outline="perspectives"):
    answer = spegla("draft", "--outline", outline, "--format", "md", "-p", folder, "--json")
    assert answer.code == 0, answer.err
    (text,) = written(folder / "drafts").values()
    return text


def quantities(text):
    return re.findall(r"\((\d+ of \d+)\)", text)


def test_quantity_words_are_the_same_with_and_without_records(small, spegla, tmp_path):
    before = sentences(small, spegla)
    for path in (small / "drafts").iterdir():
        path.unlink()
    with_records(small, spegla)
    after = sentences(small, spegla)
    assert quantities(before)
    assert quantities(after) == quantities(before)
    assert "Observations and documents" in after
    assert "Observations and documents" not in before


def test_no_draft_quotes_what_nobody_says(recorded, spegla):
    text = text_of_draft = sentences(recorded, spegla)
    assert text_of_draft
    for words in (OBSERVED, PLANNED, DESCRIBED):
        assert words not in text
        assert words[10:50] not in text
    assert "observation; " in text  # named as what it is in the list of evidence
    assert "case.txt" not in text


def test_a_report_counts_each_kind_of_material(recorded, spegla):
    text = " ".join(sentences(recorded, spegla).split())
    assert "two sets of observation notes, one case description, one document and one list of factors" in text
    assert "between 2 April 2025 and 9 April 2025" in text
    assert "2.5 hours" in text


def test_the_ledger_refuses_words_that_nobody_says(recorded):
    project = open_project(recorded, now=NOW)
    ids = source_ids(recorded)
    for name, words in (("notes.txt", OBSERVED), ("case.txt", DESCRIBED), ("plan.txt", PLANNED)):
        with project.store() as store, store.reading() as connection:
            from toolkit.storage.sources import sources

            at = sources.text(connection, name).index(words)
        from toolkit.domain.texts.text import Span

        with pytest.raises(Refused):
            quote_editor.of_words(project, ids[name], Span(at, at + len(words)))


def test_passages_of_records_have_no_person_and_a_group_of_their_own(recorded):
    project = open_project(recorded, now=NOW)
    from toolkit.services.coding import schemes

    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        with store.reading() as connection:
            found = [one for one in passages.coded(project, connection, scheme).passages if one.record]
            people = passages.of_codings(project, connection, scheme)
    assert {one.source for one in found} == {"notes.txt", "plan.txt", "case.txt"}
    assert {(one.respondent, one.group) for one in found} == {("", "records")}
    assert not any(one.record for one in people)


def test_a_case_description_goes_with_the_consent_of_whom_it_is_about(recorded):
    register = recorded / "interviews" / "respondents.csv"
    text = register.read_text("utf-8")
    changed = "\n".join(
        re.sub("given", "withdrawn", line) if line.startswith("P02") else line for line in text.splitlines()
    )
    assert changed != text.rstrip("\n")
    register.write_text(changed + "\n", "utf-8")
    project = open_project(recorded, now=NOW)
    from toolkit.services.coding import schemes

    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        with store.reading() as connection:
            found = passages.coded(project, connection, scheme).passages
    assert "case.txt" not in {one.source for one in found}


def test_suggestions_are_made_for_records_and_learned_from_people(small, spegla):
    with_records(small, spegla, coded=False)
    assert spegla("suggest", "-p", small).code == 0
    query = "SELECT s.name, g.respondent FROM segment g JOIN source s ON s.id = g.source_id"
    with closing(sqlite3.connect(small / "project.db")) as database:
        found = set(database.execute(query))
    assert ("notes.txt", "") in found
    assert ("plan.txt", "") in found
    assert "list.txt" not in {name for name, _ in found}


def test_another_kind_is_another_rule(recorded, spegla):
    answer = spegla("sources", "kind", "notes.txt", "narrative", "-p", recorded, "--json")
    assert answer.json == {"source": "notes.txt", "kind": "narrative", "before": "observation"}
    assert turns(recorded, "notes.txt") == [("respondent", "NOTES")]
    assert spegla("sources", "kind", "notes.txt", "observation", "-p", recorded).code == 0
    assert turns(recorded, "notes.txt") == [("record", None)]
    assert spegla("sources", "kind", "notes.txt", "nonsense", "-p", recorded).code == 2


def test_the_kind_is_kept_when_speakers_are_placed_anew(recorded, spegla):
    assert spegla("sources", "kind", "more.txt", "document", "-p", recorded).code == 0
    register = recorded / "interviews" / "respondents.csv"
    text = register.read_text("utf-8").replace("P10", "P10X")
    register.write_text(text, "utf-8")
    spegla("status", "-p", recorded)
    project = open_project(recorded, now=NOW)
    assert source_kinds.of_names(project)["more.txt"] is Kind.DOCUMENT
    assert {role for role, _ in turns(recorded, "more.txt")} == {"record"}


def inside(path):
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize(
    ("command", "name"), [(("exchange", "export"), "out.qdpx"), (("export", "project"), "out.zip")]
)
def test_a_case_description_leaves_only_when_it_is_asked_for_by_name(recorded, spegla, tmp_path, command, name):
    answer = spegla(*command, tmp_path / name, "-p", recorded)
    assert answer.code == 0, answer.err
    assert "case description" in answer.out.lower()
    assert DESCRIBED not in inside(tmp_path / name)
    assert OBSERVED in inside(tmp_path / name)
    asked = spegla(*command, tmp_path / f"asked-{name}", "--with", "case.txt", "-p", recorded)
    assert asked.code == 0, asked.err
    assert DESCRIBED in inside(tmp_path / f"asked-{name}")
    assert spegla(*command, tmp_path / f"x-{name}", "--with", "none.txt", "-p", recorded).code != 0


def test_a_project_without_its_case_descriptions_is_read_back(recorded, spegla, tmp_path):
    assert spegla("themes", "-p", recorded).code == 0
    assert spegla("export", "project", tmp_path / "out.zip", "-p", recorded).code == 0
    assert spegla("init", tmp_path / "again", "--from", tmp_path / "out.zip").code == 0
    kinds = {one["name"]: one["kind"] for one in spegla("sources", "-p", tmp_path / "again", "--json").json["sources"]}
    assert "case.txt" not in kinds
    assert kinds["notes.txt"] == "observation"


def test_tables_hold_no_case_description(recorded, spegla, tmp_path):
    for kind in ("codings", "passages"):
        path = tmp_path / f"{kind}.csv"
        assert spegla("export", kind, path, "-p", recorded).code == 0
        assert DESCRIBED not in path.read_text("utf-8-sig")
        assert OBSERVED in path.read_text("utf-8-sig")


def test_json_of_themes_names_no_person_where_nobody_speaks(recorded, spegla):
    themes = json.loads(spegla("themes", "-p", recorded, "--json").out)["themes"]
    (own,) = [one for one in themes if one["group"] == "records"]
    assert own["respondents"] == {}
    assert own["one_respondent"] is False
    assert own["voices"] == 0
