"""Which sources of a copy are which of ours: by bytes, text or words; what stays out."""

from __future__ import annotations

import shutil

import pytest

from tests.services.two_sides import AFTER, APART, BEFORE, LATER, in_database, sides
from toolkit.domain.exchange.merging import Found
from toolkit.services.merging import merging_sources
from toolkit.services.merging.merging_plan import Plan
from toolkit.services.projects.project import open_project
from toolkit.storage.projects.merging import Fork

TOGETHER = Fork(APART, 1)


def moment(at):
    return at.isoformat(timespec="microseconds")


@pytest.fixture
def copy(small, tmp_path):
    return shutil.copytree(small, tmp_path / "copy")


def paired(ours, theirs, fork=TOGETHER):
    with sides(ours, theirs) as (here, there):
        plan = Plan(fork)
        merging_sources.pair(here, there, plan)
        return plan


def told(plan, name):
    one = plan.pairs[name]
    return (one.ours, one.found, one.kept)


def without(folder, *names):
    in_database(folder, *(f"DELETE FROM source WHERE name = '{name}'" for name in names))


def test_a_project_beside_itself_finds_every_source_by_its_bytes(small_coded):
    plan = paired(small_coded, small_coded)
    assert len(plan.pairs) == 11
    assert {(one.theirs == one.ours, one.found, one.kept) for one in plan.pairs.values()} == {(True, Found.FILE, True)}
    assert (plan.new_sources, plan.out, plan.empty) == ({}, {}, True)


def test_nothing_was_kept_between_projects_that_never_were_one(small_coded):
    assert {one.kept for one in paired(small_coded, small_coded, Fork()).pairs.values()} == {False}


def test_a_name_is_no_evidence_a_renamed_file_is_known_by_its_bytes(small, copy):
    in_database(small, "UPDATE source SET name = 'x.txt' WHERE name = 'p01.txt'")
    in_database(small, "UPDATE source SET name = 'p01.txt' WHERE name = 'p02.txt'")
    plan = paired(small, copy)
    assert told(plan, "p01.txt") == ("x.txt", Found.FILE, True)
    assert told(plan, "p02.txt") == ("p01.txt", Found.FILE, True)


def test_another_file_with_the_same_text_is_known_by_its_text_and_was_not_kept(small, copy):
    in_database(copy, f"UPDATE source SET sha256 = '{'a' * 64}' WHERE name = 'p01.txt'")
    assert told(paired(small, copy), "p01.txt") == ("p01.txt", Found.TEXT, False)


def test_an_edited_text_of_another_file_is_known_by_its_words(small, copy):
    in_database(
        copy,
        f"UPDATE source SET sha256 = '{'a' * 64}', text = text || 'One more line.' WHERE name = 'p01.txt'",
    )
    assert told(paired(small, copy), "p01.txt") == ("p01.txt", Found.WORDS, False)


def test_a_source_that_was_added_anew_since_was_not_here_all_the_time(small, copy):
    in_database(copy, f"UPDATE source SET added = '{moment(LATER)}' WHERE name = 'p01.txt'")
    assert told(paired(small, copy), "p01.txt") == ("p01.txt", Found.FILE, False)


def test_of_two_with_the_same_text_the_one_of_the_same_name_is_meant_and_each_is_taken_once(small, copy):
    for folder in (small, copy):
        in_database(
            folder,
            "UPDATE source SET text = (SELECT text FROM source WHERE name = 'p01.txt') WHERE name = 'p03.txt'",
        )
    in_database(copy, *(f"UPDATE source SET sha256 = '{n * 64}' WHERE name = 'p0{n}.txt'" for n in "13"))
    plan = paired(small, copy)
    assert (plan.pairs["p01.txt"].ours, plan.pairs["p03.txt"].ours) == ("p01.txt", "p03.txt")


def test_what_was_removed_here_stays_out_and_what_was_added_there_comes_in(small, copy):
    without(small, "p01.txt", "p02.txt")
    in_database(copy, f"UPDATE source SET added = '{moment(APART)}' WHERE name = 'p01.txt'")
    in_database(copy, f"UPDATE source SET added = '{moment(AFTER)}' WHERE name = 'p02.txt'")
    plan = paired(small, copy)
    assert plan.out == {"p01.txt": "removed here"}
    assert plan.new_sources == {"p02.txt": "p02.txt"}
    assert not plan.empty


def test_between_projects_that_never_were_one_everything_else_is_new(small, copy):
    without(small, "p01.txt")
    in_database(copy, f"UPDATE source SET added = '{moment(BEFORE)}' WHERE name = 'p01.txt'")
    assert paired(small, copy, Fork()).new_sources == {"p01.txt": "p01.txt"}


def test_a_slow_clock_hides_no_source_that_was_added_last(small, copy):
    without(small, "p10.txt", "team.txt")
    in_database(copy, f"UPDATE source SET added = '{moment(BEFORE)}' WHERE name IN ('p10.txt', 'team.txt')")
    assert paired(small, copy).out == {"p10.txt": "removed here", "team.txt": "removed here"}
    slow = paired(small, copy, Fork(APART, 1, added=1, slow=True))
    assert (slow.new_sources, slow.out) == ({"team.txt": "team.txt"}, {"p10.txt": "removed here"})


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_source_of_somebody_who_withdrew_by_either_register_stays_out(small, copy, side):
    without(small, "p01.txt", "p07.txt", "team.txt")
    in_database(copy, f"UPDATE source SET added = '{moment(AFTER)}'")
    register = (small if side == "ours" else copy) / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("T2,team,Office,given", "T2,team,Office,withdrawn"))
    plan = paired(small, copy)
    assert plan.new_sources == {"p01.txt": "p01.txt"}
    assert plan.out == {"p07.txt": "withheld", "team.txt": "withheld"}
    assert plan.withheld_sources == 2


@pytest.mark.parametrize(
    "change",
    [
        "text = 'A' || char(778)",
        "text = text || char(13, 10)",
        "original = (SELECT original FROM source WHERE id = 2)",
        f"sha256 = '{'b' * 64}'",
    ],
    ids=["not composed", "other line ends", "another file", "another hash"],
)
def test_a_source_that_is_not_sound_stays_out(small, copy, change):
    without(small, "p01.txt")
    in_database(copy, f"UPDATE source SET {change}, added = '{moment(AFTER)}' WHERE name = 'p01.txt'")
    assert paired(small, copy).out == {"p01.txt": "withheld"}


def test_a_new_source_gets_a_name_that_is_free_also_but_for_its_capitals(small, copy):
    without(small, "p01.txt", "p02.txt")
    in_database(small, "UPDATE source SET name = 'P01.TXT' WHERE name = 'p03.txt'")
    in_database(small, "UPDATE source SET name = 'p01 (2).txt' WHERE name = 'p04.txt'")
    in_database(copy, f"UPDATE source SET added = '{moment(AFTER)}'")
    plan = paired(small, copy)
    assert plan.new_sources == {"p01.txt": "p01 (3).txt", "p02.txt": "p02.txt"}


def test_new_sources_are_put_here_whole_with_their_turns_and_what_was_set(small, copy):
    from toolkit.storage.sources import source_settings, sources

    without(small, "p01.txt")
    in_database(
        copy,
        f"UPDATE source SET added = '{moment(AFTER)}' WHERE name = 'p01.txt'",
        "INSERT INTO source_setting (source_id, kind, decided, revision) VALUES (1, 'interview', "
        '\'{"date": "2025-04-01"}\', 0)',
    )
    project = open_project(small, now=LATER)
    with sides(small, copy) as (_, there), project.store(write=True) as store, store.writing("merge", now=LATER) as c:
        here = type(there)(project, c.connection, project.scheme_file)
        plan = Plan(TOGETHER)
        merging_sources.pair(here, there, plan)
        merging_sources.take(here, there, plan)
        mine, other = sources.get(c.connection, "p01.txt"), sources.get(there.connection, "p01.txt")
        assert mine.text == other.text
        assert [(turn.respondent, turn.span) for turn in mine.turns] == [(t.respondent, t.span) for t in other.turns]
        assert sources.original(c.connection, "p01.txt") == sources.original(there.connection, "p01.txt")
        setting = source_settings.of(c.connection, sources.id_of(c.connection, "p01.txt"))
        assert setting.decided == {"date": "2025-04-01"}
        assert merging_sources.pair(here, there, again := Plan(TOGETHER)) is None
        assert again.pairs["p01.txt"].found is Found.FILE
