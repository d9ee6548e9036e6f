"""What of a copy stays there is counted, so that nobody believes it came along."""

from __future__ import annotations

import shutil

import pytest

from tests.services.two_sides import in_database, sides
from toolkit.domain.networks.partners import Alias, Partner, PartnerKind
from toolkit.messages import tr, use_language
from toolkit.services.merging import merging_sources
from toolkit.services.merging.merging_beside import STAYS, counted
from toolkit.services.merging.merging_plan import Plan
from toolkit.storage.projects.merging import Fork

WHEN = "'2026-03-01T09:00:00.000000+00:00'"


@pytest.fixture
def copy(small, tmp_path):
    return shutil.copytree(small, tmp_path / "copy")


def told(ours, theirs, *coming):
    with sides(ours, theirs) as (here, there):
        plan = Plan(Fork())
        merging_sources.pair(here, there, plan)
        plan.parts["ties"].new += [{"partner": one} for one in coming]
        return {name: n for name, n in counted(here, there, plan).items() if n}


def insert(table, columns, values):
    return f"INSERT INTO {table} ({columns}) VALUES ({values})"


ROWS = {
    "identifier_decisions": (
        insert(
            "identifier_decision",
            "digest, kind, decision, replacement, coder, at, revision",
            f"'{'a' * 64}', 'name', 'mask', '[x]', 'KL', {WHEN}, 1",
        ),
    ),
    "factor_links": (
        insert("factor_link", "source_id, start, end, theme, coder, at", f"1, 20, 30, 't1', 'KL', {WHEN}"),
    ),
    "consent_texts": (insert("consent_text", "version, sha256, content, at", f"'2', '{'b' * 64}', 'Å', {WHEN}"),),
    "obstacles": (
        insert(
            "obstacle",
            "text, level, owner, forum, lifted, status, change, steps, claims, themes, position, coder, at, revision",
            f"'Bus', 'society', '', '', '', 'open', '', '[]', '[]', '[]', 1, 'KL', {WHEN}, 1",
        ),
    ),
    "packs": (
        insert(
            "pack",
            "title, audience, digest, files, shown, coder, at, revision",
            f"'To', 'team', '{'c' * 64}', '{{}}', '[]', 'KL', {WHEN}, 1",
        ),
    ),
    "partner_names": (
        insert("partner", "name, kind, names, coder, at, revision", f"'FK', 'organisation', '[]', 'KL', {WHEN}, 1"),
    ),
    "corrections": (insert("source_setting", "source_id, kind, decided, revision", "1, 'document', '{}', 0"),),
}


def test_two_that_are_the_same_leave_nothing_behind(small_coded):
    assert told(small_coded, small_coded) == {}


@pytest.mark.parametrize("kind", ROWS)
def test_what_only_the_copy_has_is_counted_and_what_only_we_have_or_both_is_not(small, copy, kind):
    in_database(copy, *ROWS[kind])
    assert told(small, copy) == {kind: 1}
    if kind != "corrections":
        assert told(copy, small) == {}
    in_database(small, *ROWS[kind])
    assert told(small, copy) == {}


def test_a_name_decided_of_otherwise_there_stays_there(small, copy):
    in_database(small, *ROWS["identifier_decisions"])
    in_database(copy, ROWS["identifier_decisions"][0].replace("'mask'", "'keep'"))
    assert told(small, copy) == {"identifier_decisions": 1}


def test_a_link_in_a_source_that_does_not_come_is_not_ours_to_make(small, copy):
    in_database(copy, *ROWS["factor_links"])
    in_database(small, "UPDATE source SET name = 'renamed.txt' WHERE name = 'p01.txt'")
    assert told(small, copy) == {"factor_links": 1}
    in_database(small, ROWS["factor_links"][0])
    assert told(small, copy) == {}
    in_database(small, "DELETE FROM source WHERE id = 1")
    with sides(small, copy) as (here, there):
        plan = Plan(Fork())
        assert counted(here, there, plan)["factor_links"] == 0


def test_a_partner_that_comes_with_its_marks_does_not_stay_there(small, copy):
    in_database(copy, *ROWS["partner_names"])
    coming = Partner(0, "Försäkringskassan", PartnerKind.ORGANISATION, (Alias("fk"),))
    assert told(small, copy, coming) == {}


def test_sessions_and_what_was_agreed_at_them_are_counted(small, copy):
    from tests.services.met import OBJECTED, RECOGNISED, at, hand, held
    from toolkit.services.sessions import commitments
    from toolkit.services.sessions.commitments import Wanted

    session = held(copy, ("recognise", RECOGNISED), ("differently", OBJECTED))
    found = told(small, copy)
    assert found["sessions"] >= 1
    assert "learning" not in found
    commitments.agree(at(copy), session.id, Wanted("Ask the bus company."), hand=hand("agree"))
    assert told(small, copy)["learning"] == 1
    assert told(copy, small) == {}


def test_every_count_has_a_sentence_with_its_number_in_both_languages(small_coded):
    with sides(small_coded) as (here, there):
        assert set(counted(here, there, Plan(Fork()))) == set(STAYS)
    english = [tr(one, n=7) for one in STAYS.values()]
    assert all("7" in one for one in english)
    use_language("sv")
    assert not set(english) & {tr(one, n=7) for one in STAYS.values()}
