"""Partners and marks read from two tables: called as in the report's language, found by every name, marked once."""

import pytest

from tests.services.quoting import placed
from tests.services.registers_told import NOW
from toolkit.domain.networks.partners import Effect, PartnerKind, Time
from toolkit.services.network import partners, ties
from toolkit.services.projects.project import open_project
from toolkit.services.sample import sample_partners

PARTNERS = """name_sv,name_en,kind,names
Bussbolaget,The bus company,organisation,bus | linjen
läkaren,the doctor,person,
Samma,Samma,measure,
"""
TIES = """source,words,partner,need,effect,time
p09.txt,I got to see a doctor,läkaren,needs/health,helps,before
p01.txt,The bus was the worst,Bussbolaget,needs/work,hinders,now
p01.txt,"the last bus home leaves, maybe",Bussbolaget,,unsaid,unsaid
"""


@pytest.fixture
def folder(tmp_path):
    """The two tables, one with a mark of byte order as Excel writes it."""
    (tmp_path / "tables" / "reflection").mkdir(parents=True)
    (tmp_path / "tables" / "reflection" / "partners.csv").write_text(PARTNERS, "utf-8-sig")
    told(tmp_path / "tables", TIES.replace(", maybe", ""))
    return tmp_path / "tables"


def told(folder, table):
    (folder / "reflection" / "ties.csv").write_text(table, "utf-8")


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def test_every_row_is_marked_where_its_words_stand(project, folder):
    assert sample_partners.mark(project, folder, coder="A") == 3
    called = {one.id: one.name for one in partners.partners(project)}
    found = [(one.respondent, called[one.partner], one.need, one.effect, one.time) for one in ties.ties(project)]
    assert sorted(found) == [
        ("P01", "The bus company", "", Effect.UNSAID, Time.UNSAID),
        ("P01", "The bus company", "needs/work", Effect.HINDERS, Time.NOW),
        ("P09", "the doctor", "needs/health", Effect.HELPS, Time.BEFORE),
    ]
    places = {(one.source, one.span) for one in ties.ties(project)}
    assert placed(project, "The bus was the worst") in places
    assert placed(project, "I got to see a doctor", "P09") in places
    assert {one.coder for one in ties.ties(project)} == {"A"}


def test_partners_are_called_as_the_report_s_language_has_it_and_found_by_their_other_names(project, folder):
    sample_partners.mark(project, folder, coder="A")
    found = {one.name: (one.kind, [each.name for each in one.names]) for one in partners.partners(project)}
    assert found == {
        "The bus company": (PartnerKind.ORGANISATION, ["Bussbolaget", "bus", "linjen"]),
        "the doctor": (PartnerKind.PERSON, ["läkaren"]),
        "Samma": (PartnerKind.MEASURE, []),
    }


def test_in_a_swedish_report_they_have_their_swedish_names_and_those_of_the_list_to_start_from(small, folder):
    settings = small / "project.toml"
    settings.write_text(settings.read_text("utf-8").replace('language = "en"', 'language = "sv"'), "utf-8")
    project = open_project(small, now=NOW)
    listed = next(one for one in partners.offered("sv") if one.names)
    (folder / "reflection" / "partners.csv").write_text(
        f"{PARTNERS}{listed.name},in English,{listed.kind.value},eget namn\n", "utf-8"
    )
    sample_partners.mark(project, folder, coder="A")
    found = {one.name: [each.name for each in one.names] for one in partners.partners(project)}
    assert found.keys() == {"Bussbolaget", "läkaren", "Samma", listed.name}
    assert found["Bussbolaget"] == ["bus", "linjen"]
    assert set(found[listed.name]) == {*(each.name for each in listed.names), "eget namn"}


def test_marked_again_nothing_is_there_twice(project, folder):
    sample_partners.mark(project, folder, coder="A")
    before = ties.ties(project), partners.partners(project)
    sample_partners.mark(project, folder, coder="A")
    assert (ties.ties(project), partners.partners(project)) == before


@pytest.mark.parametrize(
    "row", ["p01.txt,words that nobody said,läkaren,,helps,now", "p01.txt,The bus,ingen,,helps,now"]
)
def test_a_row_that_names_what_is_not_there_is_no_mark(project, folder, row):
    told(folder, f"source,words,partner,need,effect,time\n{row}\n")
    with pytest.raises((ValueError, KeyError)):
        sample_partners.mark(project, folder, coder="A")
    assert ties.ties(project) == ()
