"""A case description about somebody whose words may not be used comes out of no door, as an interview does not."""

import io
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests.services.recorded import DESCRIBED, with_records
from toolkit.errors import Refused
from toolkit.services.coding import word_comments
from toolkit.services.exchange import exchange_out
from toolkit.services.merging import merge_report, merging
from toolkit.services.projects.project import open_project
from toolkit.services.reports import composing
from toolkit.services.status import status

NOW = datetime.now(UTC)


@pytest.fixture
def recorded(small, spegla):
    with_records(small, spegla)
    return small


def close(folder, person="P02"):
    """Let a person withdraw."""
    register = folder / "interviews" / "respondents.csv"
    text = register.read_text("utf-8")
    register.write_text(text.replace(f"{person},participants,,given", f"{person},participants,,withdrawn"), "utf-8")
    return open_project(folder, now=NOW)


def inside(data: bytes) -> str:
    """What a zip holds, as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_it_is_written_to_no_word_file(recorded):
    assert DESCRIBED in inside(word_comments.write(open_project(recorded, now=NOW), "case.txt")[0])
    with pytest.raises(Refused):
        word_comments.write(close(recorded), "case.txt")


def test_it_leaves_in_no_exchange_even_when_it_is_asked_for(recorded):
    made = exchange_out.export(close(recorded), ".qdpx", exchange_out.Wishes(include=frozenset({"case.txt"})))
    assert "rang the doctor" not in inside(made.data)


def test_a_copy_brings_neither_it_nor_what_was_coded_in_it(small, spegla, tmp_path):
    copy = shutil.copytree(small, tmp_path / "copy")
    with_records(copy, spegla)
    merged = merging.merge(close(small), copy)
    assert "case.txt" not in merged.plan.new_sources
    assert merged.plan.withheld_sources == 1
    assert {"notes.txt", "plan.txt", "list.txt"} <= set(merged.plan.new_sources)


def test_codings_in_it_stay_in_the_copy(recorded, spegla, tmp_path):
    copy = shutil.copytree(recorded, tmp_path / "copy")
    table = tmp_path / "more.csv"
    table.write_text(f'source,quote,code\ncase.txt,"{DESCRIBED}",needs/health\n', "utf-8")
    assert spegla("codings", "import", table, "--coder", "B", "-p", copy).code == 0
    merged = merging.merge(close(recorded), copy)
    assert merged.plan.parts["codings"].counts["withheld"] >= 1
    assert merged.plan.parts["codings"].new == []


def test_a_draft_from_suggestions_on_it_is_told_of(small, spegla):
    with_records(small, spegla, coded=False)
    assert spegla("draft", "--from-suggestions", "--format", "md", "-p", small).code == 0
    with closing(sqlite3.connect(small / "project.db")) as database, database:
        key = database.execute(
            "SELECT u.id FROM suggestion u JOIN segment g ON g.id = u.segment_id JOIN source s ON s.id = g.source_id"
            " WHERE s.name = 'case.txt'"
        ).fetchone()
        if key is None:
            pytest.skip("nothing is suggested in the case description")
    project = close(small)
    with project.store() as store, store.reading() as connection:
        closed = {key for key, gone in status._evidence(project, connection, machine=True) if gone}
    assert f"s{key[0]}" in closed


def test_a_report_does_not_count_it(recorded, spegla):
    assert spegla("themes", "-p", recorded).code == 0
    project = close(recorded)
    with project.store() as store:
        from toolkit.services.themes import themes

        found, _ = themes.as_kept(project, store)
        report, _ = composing.composed(project, store, found, "perspectives")
    text = str(report)
    assert "one document" in text
    assert "one case description" not in text


def test_a_merge_tells_what_else_was_decided_in_the_copy(recorded, spegla, tmp_path):
    copy = shutil.copytree(recorded, tmp_path / "copy")
    assert spegla("sources", "kind", "more.txt", "document", "-p", copy).code == 0
    assert spegla("factors", "link", "list.txt", "1", "--unsupported", "--coder", "B", "-p", copy).code == 0
    consent = tmp_path / "consent.txt"
    consent.write_text("You take part of your own free will.", "utf-8")
    assert spegla("privacy", "consent", "texts", "add", consent, "--version", "2", "-p", copy).code == 0
    merged = merging.merge(open_project(recorded, now=NOW), copy)
    stays = merge_report.record(merged)["stays"]
    assert stays.items() >= {"corrections": 1, "identifier_decisions": 0, "factor_links": 1, "consent_texts": 1}.items()
    assert len([line for line in merge_report.summary(merged) if "copy" in line]) >= sum(map(bool, stays.values()))


def test_a_file_that_was_removed_with_somebody_does_not_come_back_in_a_merge(small, spegla, tmp_path):
    copy = shutil.copytree(small, tmp_path / "copy")
    spegla("privacy", "withdraw", "P03", "--yes", "-p", small)
    other = tmp_path / "other"
    assert spegla("init", other, "--language", "en").code == 0
    shutil.copy(copy / "interviews" / "p03.txt", other / "x.txt")
    assert spegla("add", other / "x.txt", "--respondent", "X9", "-p", other).code == 0
    merged = merging.merge(open_project(small, now=NOW), other)
    assert merged.plan.new_sources == {}


def test_a_file_that_was_removed_with_somebody_does_not_come_back_in_an_exchange(small, spegla, tmp_path):
    assert spegla("exchange", "export", tmp_path / "before.qdpx", "-p", small).code == 0
    spegla("privacy", "withdraw", "P03", "--yes", "-p", small)
    answer = spegla("exchange", "import", tmp_path / "before.qdpx", "-p", small, "--json")
    assert answer.code == 0, answer.err
    assert "removed" in answer.out
    assert not [name for name in spegla("sources", "-p", small, "--json").json["sources"] if "p03" in name["name"]]
