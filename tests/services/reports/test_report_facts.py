"""What a report tells beside the material: from report.toml, and counted in the project."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.material import SAID, codings_table
from toolkit.errors import BadSetting
from toolkit.resources.report_files import report_text
from toolkit.services.coding import schemes
from toolkit.services.projects.project import open_project
from toolkit.services.reports import report_facts

EVERYTHING = Path(__file__).parents[3] / "report.toml"
NOW = datetime(2025, 10, 20, 12, tzinfo=UTC)


def notes(spegla, folder):
    told = spegla("status", "-p", folder, "--json").json["problems"]
    return [one for one in told if one["where"] == "report.toml"]


def work(folder, *, measured=False):
    project = open_project(folder, now=NOW)
    with project.store(write=True) as store:
        if measured:
            report_facts.measure(project, store)
        return report_facts.whole(project, store, schemes.current(project, store).scheme).work


def second_coder(folder, spegla):
    table = folder / "b.csv"
    table.write_text(codings_table(coder="B"), "utf-8")
    assert spegla("codings", "import", table, "-p", folder).code == 0


def test_status_names_what_a_full_report_lacks_once_something_is_coded(small, suggested, spegla):
    assert notes(spegla, suggested) == []
    (told,) = notes(spegla, small)
    assert not told["serious"]
    assert "32 facts" in told["message"]
    assert "who commissioned the evaluation; whom the report is for; the task" in told["message"]
    shutil.copy(EVERYTHING, small / "report.toml")
    assert notes(spegla, small) == []


def test_status_tells_at_once_of_a_file_that_cannot_be_read(suggested, spegla):
    (suggested / "report.toml").write_text("goals = 3\n", encoding="utf-8")
    (told,) = notes(spegla, suggested)
    assert told["serious"]
    assert "report.toml:1:1" in told["message"]
    with pytest.raises(BadSetting):
        report_facts.lacking(open_project(suggested, now=NOW))


def test_the_projects_own_description_is_what_the_programme_is(small):
    settings = small / "project.toml"
    settings.write_text(f'{settings.read_text("utf-8")}\ndescription = "A loom."\n'.replace('description = ""', ""))
    project = open_project(small, now=NOW)
    assert report_facts.written(project).programme.about == "A loom."
    assert "programme.about" not in report_facts.lacking(project)


def test_a_project_without_the_file_is_given_one_when_a_full_report_is_drafted(small, spegla):
    (small / "report.toml").unlink()
    assert spegla("draft", "--format", "md", "-p", small).code == 0
    assert not (small / "report.toml").exists()
    answer = spegla("draft", "--outline", "full", "--format", "md", "-p", small)
    assert answer.code == 0
    assert (small / "report.toml").read_text("utf-8") == report_text("en")
    assert "report.toml" in answer.err
    (small / "report.toml").write_text("# mine\n", "utf-8")
    assert spegla("draft", "--outline", "full", "--format", "md", "-p", small).code == 0
    assert (small / "report.toml").read_text("utf-8") == "# mine\n"


def test_the_work_is_counted_without_sources_of_those_who_have_withdrawn(small, spegla):
    coded = {one.person for one in SAID if not one.person.startswith("T")} - {"P07"}
    assert (work(small).coders, work(small).double) == (1, 0)
    second_coder(small, spegla)
    found = work(small)
    assert (found.coders, found.double, found.double_of) == (2, len(coded) + 1, len(coded) + 1)
    assert found.agreement == ()


def test_agreement_is_measured_once_for_a_state_and_kept(small, spegla):
    second_coder(small, spegla)
    found = work(small, measured=True).agreement
    assert {each.alpha for each in found} == {1.0}
    assert all(each.facet[0].isupper() for each in found)
    before = last(small)
    assert work(small, measured=True).agreement == found
    assert last(small) == before
    assert spegla("codings", "import", extra(small), "--coder", "B", "-p", small).code == 0
    assert work(small).agreement == found
    work(small, measured=True)
    assert last(small).fingerprint != before.fingerprint


def last(folder):
    from toolkit.storage.suggesting import runs

    project = open_project(folder, now=NOW + timedelta(minutes=1))
    with project.store() as store, store.reading() as connection:
        return runs.latest(connection, report_facts.RUN)


def extra(folder):
    table = folder / "extra.csv"
    words = next(one.words for one in SAID if one.person == "P01")
    table.write_text(f'source,start,end,quote,code\np01.txt,,,"{words}",needs/income\n', "utf-8")
    return table


def test_a_reflexive_project_measures_nothing(small, spegla):
    second_coder(small, spegla)
    settings = small / "project.toml"
    settings.write_text(f'{settings.read_text("utf-8")}\nmode = "reflexive"\n'.replace('mode = "measured"', ""))
    found = work(small, measured=True)
    assert found.reflexive
    assert found.agreement == ()
    assert last(small) is None


def test_the_file_goes_with_the_project(small, tmp_path, spegla):
    shutil.copy(EVERYTHING, small / "report.toml")
    assert spegla("export", "project", tmp_path / "copy.zip", "-p", small).code == 0
    assert spegla("init", tmp_path / "again", "--from", tmp_path / "copy.zip").code == 0
    assert (tmp_path / "again" / "report.toml").read_bytes() == EVERYTHING.read_bytes()


def test_a_full_report_holds_no_word_of_those_who_may_not_be_used(small, spegla):
    shutil.copy(EVERYTHING, small / "report.toml")
    second_coder(small, spegla)
    assert spegla("draft", "--outline", "full", "--format", "md", "--format", "html", "-p", small).code == 0
    written = list(small.glob("drafts/*"))
    assert len(written) == 2
    for path in written:
        text = path.read_text("utf-8")
        assert "SEVENSECRET" not in text
        assert "FIVESECRET" not in text
        assert "SIXSECRET" not in text
