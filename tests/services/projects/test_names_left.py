"""What is left of names and numbers is told from the last scan, and only while the texts are what it looked through."""

from dataclasses import replace

import pytest

from tests.services.registers_told import NOW
from toolkit.domain.identifiers.identifier_groups import Decision
from toolkit.services.material.hands import Hand
from toolkit.services.privacy import identifier_deeds, identifier_finding, identifiers
from toolkit.services.projects import names_left
from toolkit.services.projects.project import init, open_project
from toolkit.services.status import status

HAND = Hand("KL", "command-1")


def told(project):
    return [(one.message, one.values.get("n")) for one in names_left.notes(project)]


@pytest.fixture
def named(spegla, small):
    """The small project with a text of two names, and what a scan of it finds."""
    file = small / "p11.txt"
    file.write_text("I: Who helped?\n\nP01: It was Gunvor Holm, then Anders Lundqvist.\n", "utf-8")
    assert spegla("add", file, "-p", small).code == 0
    project = open_project(small, now=NOW)
    return project, identifiers.scan(project)


def test_a_project_without_texts_has_nothing_to_say(tmp_path):
    assert told(init(tmp_path / "empty", language="en", now=NOW)) == []


def test_until_somebody_has_looked_it_says_so_and_nothing_else(small):
    assert told(open_project(small, now=NOW)) == [(names_left.UNKNOWN, None)]


def test_a_scan_that_keeps_nothing_leaves_it_so(small):
    identifiers.scan(open_project(small, now=NOW), storing=False)
    assert told(open_project(small, now=NOW)) == [(names_left.UNKNOWN, None)]


def test_what_a_scan_left_open_is_counted_and_each_decision_counts_at_once_without_another_look(named, monkeypatch):
    project, scanned = named
    monkeypatch.setattr(identifier_finding, "raw_of", None)  # whoever looks through a text now fails
    assert told(project) == [(names_left.LEFT, len(scanned.open))]
    first, *others = scanned.open
    identifier_deeds.decide(project, [first], Decision.MASK, hand=HAND)
    assert told(project) == [(names_left.LEFT, len(scanned.open))], "a mask that waits is not put"
    identifier_deeds.decide(project, [first], Decision.KEEP, hand=replace(HAND, command="command-2"))
    assert told(project) == ([(names_left.LEFT, len(others))] if others else [])
    identifier_deeds.decide(project, others, Decision.KEEP, hand=replace(HAND, command="command-3"))
    assert told(project) == []


def test_another_text_has_not_been_looked_through(spegla, named):
    project, _ = named
    file = project.folder / "p12.txt"
    file.write_text("I: And then?\n\nP01: Then Berit came to us at noon.\n", "utf-8")
    spegla("add", file, "-p", project.folder)
    assert told(open_project(project.folder, now=NOW)) == [(names_left.UNKNOWN, None)]


def test_no_words_of_a_scan_are_kept(named):
    from toolkit.storage.database import learned

    with named[0].store() as store, store.reading() as connection:
        kept = learned.data(connection, learned.NAMES).lower()
    assert b"gunvor" not in kept
    assert named[1].open[0].digest.encode() in kept


def test_status_says_it_once(named):
    found = [one for one in status.status(named[0]).problems if one.message in (names_left.LEFT, names_left.UNKNOWN)]
    assert [(one.values, one.serious) for one in found] == [({"n": len(named[1].open)}, False)]


@pytest.mark.parametrize("deed", ["mask", "erase"])
def test_putting_brackets_over_one_name_leaves_the_others_known_as_a_new_look_would_find_them(named, deed):
    project, scanned = named
    decision = Decision.MASK if deed == "mask" else Decision.ERASE
    (anders,) = [one for one in scanned.groups if "anders" in one.key]
    identifier_deeds.decide(project, [anders], decision, hand=HAND)
    scanned = identifiers.scan(project)
    (anders,) = [one for one in scanned.groups if "anders" in one.key]
    hand = replace(HAND, command="command-2")
    if deed == "mask":
        identifier_deeds.mask(project, identifier_deeds.plan(project, scanned, [anders]), hand=hand)
    else:
        identifier_deeds.erase(project, identifier_deeds.looked_for_erasing(project, scanned, [anders]), hand=hand)
    carried = told(project)
    identifiers.scan(project)
    assert carried == told(project)
    assert carried[0][0] == names_left.LEFT


def test_after_another_change_of_the_text_nothing_is_carried_on(spegla, named):
    project, scanned = named
    (anders,) = [one for one in scanned.groups if "anders" in one.key]
    identifier_deeds.decide(project, [anders], Decision.MASK, hand=HAND)
    file = project.folder / "p12.txt"
    file.write_text("I: And then?\n\nP01: Then Berit came to us at noon.\n", "utf-8")
    spegla("add", file, "-p", project.folder)
    project = open_project(project.folder, now=NOW)
    looked = identifiers.scan(project, storing=False)
    masked = [one for one in looked.groups if "anders" in one.key]
    identifier_deeds.mask(project, identifier_deeds.plan(project, looked, masked), hand=replace(HAND, command="c2"))
    assert told(project) == [(names_left.UNKNOWN, None)]
