"""Scanning for what tells who people are, deciding once, masking with codings that move along, and taking it back."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest

from tests.conftest import run
from toolkit.domain.identifiers.identifier_groups import Decision, State
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.errors import BadFile, NotFound, UsageError
from toolkit.services.material.hands import Hand
from toolkit.services.privacy import identifier_deeds, identifier_finding, identifiers
from toolkit.services.projects.project import open_project

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TEXT = """I: Vem hjälpte dig?

D01: Det var Karin på Nordskolan i Vidarsjö. Karins telefon är 070-123 45 67. Gunvor Holm ringde också.

I: Och sen?

D01: Sen sa Carin att mitt nummer 18850312-0084 inte stämde. Jag mejlade gunvor.holm@exempel.se och bad om hjälp.
"""
REGISTER = (
    "id,group,consent,consent_until,quote,labels,alias\nD01,participants,given,,yes,,\nT1,team,given,,yes,,Karin\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("names") / "project"
    assert run(["init", str(folder), "--language", "sv"]) == 0
    (folder / "interviews" / "respondents.csv").write_text(REGISTER, "utf-8")
    file = folder / "interviews" / "d01.txt"
    file.write_text(TEXT, "utf-8")
    assert run(["add", str(file), "-p", str(folder)]) == 0
    return folder


@pytest.fixture
def project(made, tmp_path):
    identifier_finding.forget()
    return open_project(shutil.copytree(made, tmp_path / "project"), now=NOW)


@pytest.fixture
def hand():
    return Hand("KL", "command-1")


def by_words(scanned):
    return {group.shown: group for group in scanned.groups}


def text_of(project):
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        return sources.text(connection, "d01.txt")


def test_what_is_found_is_grouped_by_string_in_all_its_forms(project):
    found = by_words(identifiers.scan(project))
    assert found["Karin"].kind is Identifier.NAME
    assert found["Karin"].whose == "T1"
    assert dict(found["Karin"].forms) == {"Karin": 1, "Karins": 1}
    assert found["Karin"].suggestion == "[T1]"
    assert found["Carin"].whose == "T1"  # as it sounds
    assert found["Carin"].suggestion == "[Person A]"  # that it is she is for somebody to say
    assert found["Gunvor Holm"].kind is Identifier.NAME
    assert found["Nordskolan"].kind is Identifier.WORKPLACE
    assert found["Nordskolan"].suggestion == "[Skola A]"
    assert found["Vidarsjö"].kind is Identifier.PLACE
    assert found["070-123 45 67"].kind is Identifier.PHONE
    assert found["gunvor.holm@exempel.se"].kind is Identifier.EMAIL
    assert found["18850312-0084"].state in (State.DEFAULT, State.OPEN)
    assert "Det" not in found
    assert "Sen" not in found


def test_a_number_with_its_check_digit_is_masked_unless_somebody_says_otherwise(project, hand):
    scanned = identifiers.scan(project)
    number = by_words(scanned)["18850312-0084"]
    assert number.kind is Identifier.PERSON_NUMBER
    assert number.state is State.DEFAULT
    plan = identifier_deeds.plan(project, scanned, identifier_deeds.waiting(scanned))
    assert identifier_deeds.mask(project, plan, hand=hand).places == 1
    assert "[personnummer]" in text_of(project)
    assert "0084" not in text_of(project)


def masked(project, hand, words, stand_in=""):
    scanned = identifiers.scan(project)
    groups = [by_words(scanned)[one] for one in words]
    decided = identifier_deeds.decide(project, groups, Decision.MASK, stand_in, hand=hand)
    return identifier_deeds.mask(project, identifier_deeds.plan(project, scanned, decided), hand=hand)


def test_a_mask_is_consistent_and_keeps_the_genitive(project, hand):
    done = masked(project, hand, ["Karin"], "handledaren")
    assert done.places == 2
    assert "Det var [handledaren] på" in text_of(project)
    assert "[handledaren]s telefon" in text_of(project)
    left = by_words(identifiers.scan(project))
    assert "Karin" not in left
    assert not any("handledaren" in shown for shown in left)


def test_a_mask_can_be_taken_back(project, hand):
    before = text_of(project)
    masked(project, hand, ["Karin", "Gunvor Holm"])
    assert "Gunvor" not in text_of(project).replace("gunvor", "")
    assert [one.places for one in identifier_deeds.masks(project)] == [3]
    assert identifier_deeds.unmask(project, hand=hand).places == 3
    assert text_of(project) == before
    assert by_words(identifiers.scan(project))["Karin"].state is State.WAITING
    with pytest.raises(NotFound):
        identifier_deeds.unmask(project, hand=hand)


def test_what_was_decided_holds_for_an_interview_that_comes_later(project, hand):
    scanned = identifiers.scan(project)
    identifier_deeds.decide(project, [by_words(scanned)["Vidarsjö"]], Decision.KEEP, hand=hand)
    file = project.folder / "interviews" / "d02.txt"
    file.write_text("I: Var?\n\nD02: Vi bodde nära Vidarsjös station, och Vidarsjö är litet.\n", "utf-8")
    assert run(["add", str(file), "-p", str(project.folder)]) == 0
    found = by_words(identifiers.scan(project))
    assert found["Vidarsjö"].state is State.KEPT
    assert len(found["Vidarsjö"].counts) == 2


def test_no_name_is_stored_with_its_decision(project, hand):
    masked(project, hand, ["Karin"], "handledaren")
    identifier_deeds.decide(project, [by_words(identifiers.scan(project))["Gunvor Holm"]], Decision.KEEP, hand=hand)
    with project.store() as store, store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM identifier_decision").all()
        lines = connection.exec_driver_sql("SELECT * FROM journal").all()
    assert rows
    assert not any(name in repr((rows, lines)).casefold() for name in ("karin", "gunvor", "holm"))
    assert (project.folder / "identifiers.salt").stat().st_mode & 0o77 == 0


def test_a_bracket_that_holds_the_name_is_refused(project, hand):
    scanned = identifiers.scan(project)
    with pytest.raises(UsageError):
        identifier_deeds.decide(project, [by_words(scanned)["Karin"]], Decision.MASK, "Karin", hand=hand)
    with pytest.raises(UsageError):
        identifier_deeds.decide(project, [by_words(scanned)["Karin"]], Decision.MASK, "[ ]", hand=hand)


def test_a_damaged_salt_is_told(project):
    (project.folder / "identifiers.salt").write_text("zz", "utf-8")
    with pytest.raises(BadFile):
        identifiers.scan(project)


def test_what_stands_in_a_memo_is_told_and_left_to_a_person(project, hand):
    from toolkit.services.coding import memos

    memos.add(project, "Ring Gunvor Holm.", 1, hand=hand)
    assert [where.value for where, _ in by_words(identifiers.scan(project))["Gunvor Holm"].elsewhere] == ["memo"]
    done = masked(project, hand, ["Gunvor Holm"])
    assert {where.value: n for where, n in done.elsewhere.items()} == {"memo": 1}
    assert by_words(identifiers.scan(project))["Gunvor Holm"].is_open


def test_words_of_people_who_have_withdrawn_are_not_shown(project):
    path = project.folder / "interviews" / "respondents.csv"
    path.write_text(REGISTER.replace("D01,participants,given", "D01,participants,withdrawn"), "utf-8")
    again = open_project(project.folder, now=NOW)
    assert not any(group.places for group in identifiers.scan(again).groups)


def test_contexts_show_the_words_round_a_finding(project):
    group = by_words(identifiers.scan(project))["Gunvor Holm"]
    (context,) = identifiers.contexts(project, group)
    assert context.words == "Gunvor Holm"
    assert context.after.startswith(" ringde")


def test_a_text_without_capitals_is_said_to_be_hard(project):
    file = project.folder / "interviews" / "d03.txt"
    words = "vi gick hem till gunilla svensson och sen sa hon att det var bra med allt det där som vi gjorde "
    file.write_text(f"I: Och?\n\nD03: {words * 4}\n", "utf-8")
    assert run(["add", str(file), "-p", str(project.folder)]) == 0
    scanned = identifiers.scan(project)
    assert [scanned.names[key] for key in scanned.hard] == ["d03.txt"]
    assert by_words(scanned)["gunilla svensson"].kind is Identifier.NAME


def test_an_unknown_key_is_refused_and_a_kind_stands_for_all_that_are_open(project):
    scanned = identifiers.scan(project)
    with pytest.raises(NotFound):
        identifiers.find(scanned, ["ffffffffffff"])
    assert identifiers.find(scanned, ["place"]) == [by_words(scanned)["Vidarsjö"]]


def holding(folder, word):
    """The files of the folder that hold a word, in UTF-8 or UTF-16, as they stand on the disk."""
    forms = (word.encode(), word.encode("utf-16-le"))
    return {
        path.name for path in folder.rglob("*") if path.is_file() and any(one in path.read_bytes() for one in forms)
    }


def test_erasing_takes_a_name_out_of_history_and_originals_also_when_it_was_masked_first(project, hand):
    (project.folder / "interviews" / "d01.txt").unlink()
    masked(project, hand, ["Gunvor Holm"])
    scanned = identifiers.scan(project)
    look = identifier_deeds.looked_for_erasing(project, scanned, [by_words(scanned)["Nordskolan"]], masked=True)
    assert look.masked == {"Gunvor Holm"}
    done = identifier_deeds.erase(project, look, hand=hand)
    assert done.clean
    assert "[Skola A]" in text_of(project)
    assert holding(project.folder, "Nordskolan") == set()
    assert holding(project.folder, "Gunvor Holm") == set()
    assert identifier_deeds.masks(project) == []


def test_a_name_that_is_an_ordinary_word_is_not_erased_everywhere(project):
    from dataclasses import replace

    from toolkit.errors import Refused

    scanned = identifiers.scan(project)
    common = replace(scanned, common=frozenset({"karin"}))
    with pytest.raises(Refused):
        identifier_deeds.looked_for_erasing(project, common, [by_words(scanned)["Karin"]])
