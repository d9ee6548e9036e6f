"""Names in a report's own text: those that were decided on, those of the register, and those that lists know."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.conftest import run
from toolkit.domain.identifiers.identifier_groups import Decision
from toolkit.services.material.hands import Hand
from toolkit.services.privacy import identifier_deeds as deeds
from toolkit.services.privacy import identifiers
from toolkit.services.privacy.report_names import namer
from toolkit.services.projects.project import open_project

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
HAND = Hand("KL", "naming")
REGISTER = (
    "id,group,consent,consent_until,quote,labels\n"
    "D01,participants,given,,yes,\nD02,participants,withdrawn,,,Leila\nT1,team,given,,yes,Bosse\n"
)
SAID = "I: Vem?\n\nD01: Där var Gunvor Holm och Samira och Kent Ek. Hos Per, sa Samiras chef.\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """One name is masked, one will be erased, one is a word as well, one may stand."""
    folder = tmp_path_factory.mktemp("told") / "project"
    assert run(["init", str(folder), "--language", "sv"]) == 0
    file = folder / "interviews" / "d01.txt"
    file.write_text(SAID, "utf-8")
    (folder / "interviews" / "respondents.csv").write_text(REGISTER, "utf-8")
    assert run(["add", str(file), "-p", str(folder)]) == 0
    made = open_project(folder, now=NOW)
    scanned = identifiers.scan(made)
    groups = {group.key: group for group in scanned.groups}
    masked = deeds.decide(made, [groups["gunvor holm"], groups["per"]], Decision.MASK, hand=HAND)
    deeds.mask(made, deeds.plan(made, scanned, masked), hand=HAND)
    deeds.decide(made, [groups["samira"]], Decision.ERASE, hand=HAND)
    deeds.decide(made, [groups["kent ek"]], Decision.KEEP, hand=HAND)
    return made


def told(project, *texts):
    found = namer(project)(texts)
    return [(text[one.start : one.end], one.known.value) for text, own in zip(texts, found, strict=True) for one in own]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Där var Gunvor Holm med.", [("Gunvor Holm", "hidden")]),
        ("Det var Gunvor Holms hus.", [("Gunvor Holms", "hidden")]),
        ("Sedan sa Gunvor nej.", [("Gunvor", "hidden")]),
        ("Vi läste Gunvor Lund (2019).", [("Gunvor Lund", "likely")]),
        ("Och Samira ringde.", [("Samira", "hidden")]),
        ("Per person, per månad.", [("Per", "likely")]),
        ("Och Bosses chef ringde.", [("Bosses", "register")]),
        ("Då sa Leilas mor nej.", [("Leilas", "withheld")]),
        ("Då kom Åse in.", [("Åse", "likely")]),
        ("Vi frågade Kent Ek.", []),
        ("Deltagarna på Arbetsförmedlingen tar upp väntan.", []),
    ],
    ids=["masked", "genitive", "part", "another", "erased", "word", "register", "withdrawn", "listed", "kept", "none"],
)
def test_names_are_known_by_decision_by_register_or_by_lists(project, text, names):
    assert told(project, text) == names


def test_whether_a_word_that_begins_a_sentence_is_a_name_is_judged_by_the_whole_report(project):
    assert told(project, "Maj sa nej, men Maj kom.") == [("Maj", "likely"), ("Maj", "likely")]
    assert told(project, "Maj blev bra.", "Det var i maj.") == []
