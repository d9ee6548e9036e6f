"""With whom, of a copy: marks beside ours, each partner once, and what both changed stands as it is here."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from tests.made_once import made_once
from tests.services import tied
from tests.services.two_sides import in_database, sorting
from toolkit.domain.networks.partners import Alias, Partner, PartnerKind
from toolkit.services.merging import merging_ties
from toolkit.services.merging.merging_ties import names_left, sort_ties
from toolkit.services.projects.project import open_project
from toolkit.storage.projects.merging import Fork

OLD, NEW = "2026-02-28T09:00:00.000000+00:00", "2026-03-02T09:00:00.000000+00:00"


@pytest.fixture(scope="module")
def tied_once(tmp_path_factory, small_coded):
    """The small project with the partners and ties of `tied`; not to be changed."""

    def make(folder):
        shutil.copytree(small_coded, folder)
        tied.tie(folder)

    return made_once(tmp_path_factory, "tied_for_merging", make)


@pytest.fixture
def tied_here(tied_once, tmp_path):
    return shutil.copytree(tied_once, tmp_path / "here")


def sort(ours, theirs, fork=None):
    """The part of ties and the conflicts, all marks there sorted."""
    with sorting(ours, theirs, **({"fork": fork} if fork else {})) as each:
        sort_ties(each, each.places.ours.connection, each.places.theirs.connection)
        return each.plan


def counts(plan):
    return {name: n for name, n in plan.parts["ties"].counts.items() if n}


def test_the_same_marks_on_both_sides_are_the_same(tied_once):
    assert counts(sort(tied_once, tied_once)) == {"same": len(tied.TOLD)}


def test_all_marks_come_to_a_project_without_any_and_each_partner_once(small, tied_once):
    plan = sort(small, tied_once, Fork())
    assert counts(plan) == {"new": len(tied.TOLD)}
    write(small, plan)
    with sorting(small) as each:
        from toolkit.storage.findings import partners

        made = partners.partners(each.places.ours.connection)
        assert sorted(one.name for one in made) == sorted([tied.BUSES, tied.DOCTOR, tied.SUPERVISOR])
    assert counts(sort(small, tied_once, Fork())) == {"same": len(tied.TOLD)}
    assert counts(sort(tied_once, small, Fork())) == {"same": len(tied.TOLD)}


def write(folder, plan):
    from toolkit.storage.sources import sources

    project = open_project(folder, now=tied.NOW)
    with project.store(write=True) as store, store.writing("merge", now=tied.NOW) as change:
        merging_ties.write(change.connection, plan, sources.ids(change.connection))


def test_a_partner_is_known_by_its_name_however_it_is_written(small, tied_once):
    from toolkit.services.network import partners

    known = partners.add(open_project(small, now=tied.NOW), " the  BUS company", PartnerKind.ORGANISATION, hand=hand())
    plan = sort(small, tied_once, Fork())
    buses = [row for row in plan.parts["ties"].new if row.get("partner_id") == known.id]
    assert len(buses) == sum(one[2] == tied.BUSES for one in tied.TOLD)
    assert {row["partner"].name for row in plan.parts["ties"].new if "partner" in row} == {
        tied.DOCTOR,
        tied.SUPERVISOR,
    }


def hand():
    from toolkit.services.material.hands import Hand

    return Hand("KL", "add-known")


def test_what_was_taken_away_here_since_the_copy_was_made_stays_away(tied_here, tied_once, tmp_path):
    in_database(tied_here, "DELETE FROM tie WHERE source_id = 1")
    gone = sum(one[0] == "P01" for one in tied.TOLD)
    plan = sort(tied_here, tied_once)
    assert counts(plan) == {"same": len(tied.TOLD) - gone, "removed_here": gone}
    assert counts(sort(tied_here, tied_once, Fork())) == {"same": len(tied.TOLD) - gone, "new": gone}
    later = shutil.copytree(tied_once, tmp_path / "there")
    in_database(later, f"UPDATE tie SET at = '{NEW}' WHERE source_id = 1")
    assert counts(sort(tied_here, later)) == {"same": len(tied.TOLD) - gone, "new": gone}


@pytest.mark.parametrize("column", ["need", "phase", "effect", "time"])
def test_what_only_the_copy_changed_comes_in_and_what_both_changed_stands(tied_here, tied_once, tmp_path, column):
    there = shutil.copytree(tied_once, tmp_path / "there")
    value = {"need": "needs/health", "phase": "phase/after", "effect": "both", "time": "before"}[column]
    in_database(tied_here, f"UPDATE tie SET at = '{OLD}'")
    in_database(there, f"UPDATE tie SET {column} = '{value}', at = '{NEW}' WHERE source_id = 1")
    plan = sort(tied_here, there)
    ((key, row),) = plan.parts["ties"].changed
    assert row[column] == value
    in_database(tied_here, f"UPDATE tie SET at = '{NEW}'")
    (told,) = sort(tied_here, there).conflicts
    assert (told.kind, told.source, told.both) == ("tie", "p01.txt", False)
    assert value in told.theirs
    assert told.theirs.startswith("KL: ")
    write(tied_here, plan)
    assert counts(sort(tied_here, there)) == {"same": len(tied.TOLD)}
    assert key


def test_marks_of_another_coder_stand_beside_ours(tied_here, tied_once):
    in_database(tied_here, "UPDATE tie SET coder = 'EA' WHERE source_id = 1")
    assert counts(sort(tied_once, tied_here, Fork())) == {"same": len(tied.TOLD) - 1, "new": 1}


def test_marks_of_a_need_that_is_unknown_or_of_nobody_are_told_and_withheld_ones_counted(tied_here, small):
    in_database(
        tied_here,
        "UPDATE tie SET need = 'needs/none' WHERE source_id = 1",
        "UPDATE tie SET coder = '' WHERE source_id = 3",
    )
    register = tied_here / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P09,participants,,given", "P09,participants,,withdrawn"))
    plan = sort(small, tied_here, Fork())
    assert sorted((one.kind, one.why, one.source) for one in plan.left) == [
        ("tie", "no code", "p01.txt"),
        ("tie", "no name", "p03.txt"),
    ]
    assert {one.words for one in plan.left} == {""}
    assert counts(plan) == {"withheld": 1, "new": len(tied.TOLD) - 3}


FK = Partner(1, "Försäkringskassan", PartnerKind.ORGANISATION, (Alias("FK"),))


@pytest.mark.parametrize(
    ("theirs", "left"),
    [
        ([], 0),
        ([FK], 0),
        ([replace(FK, name="FÖRSÄKRINGSKASSAN", names=())], 0),
        ([replace(FK, names=(Alias("FK"), Alias("Kassan")))], 1),
        ([replace(FK, name="Fk", names=())], 0),
        ([replace(FK, name="Af", names=(Alias("Arbetsförmedlingen"), Alias("fk")))], 2),
    ],
)
def test_names_of_partners_that_stay_in_the_copy_are_counted(theirs, left):
    assert names_left([FK], theirs) == left
