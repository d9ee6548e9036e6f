"""What came of the sessions: responses counted and never printed, objections and their outcomes, what was agreed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporting.based import WAIT, basis, claimed, plainly, sentences
from tests.reporting.met_teams import Outcome, Sort, Status, agreed, held, said
from toolkit.domain.reports.report import Bullets, Heading, Table
from toolkit.reporting.chapters.team_response import blocks, day, table


@pytest.fixture(name="told")
def _told(invented, wording_of):
    def make(*sessions, claims=((WAIT, {"participants": "aaaasss"}, {"themes": ["t1"]}),), language="sv"):
        material = replace(claimed(invented(), *claims), held=sessions)
        return list(blocks(basis(material, wording_of(language))))

    return make


def under(found, anchor):
    inside, own = False, []
    for block in found:
        if isinstance(block, Heading):
            inside = block.anchor == f"team-response-{anchor}"
        elif inside:
            own.append(block)
    return own


def test_without_a_session_nothing_is_told(told):
    assert told() == []


def test_it_says_how_many_sessions_there_were_and_when_the_last(told):
    assert plainly(told(held(1), held(2, day="2026-04-09")))[1] == (
        "Resultaten har tagits upp vid två reflektionsmöten, senast 9 april 2026. Här räknas inlägg, inte personer."
    )
    assert "vid ett reflektionsmöte" in plainly(told(held(1)))[1]


def test_what_was_said_is_counted_by_finding_and_sort_over_all_sessions(told):
    found = told(
        held(1, [said(Sort.RECOGNISED, 1), said(Sort.RECOGNISED, 1), said(Sort.OBJECTION, 1), said(Sort.ADDITION)]),
        held(2, [said(Sort.RECOGNISED, 1), said(Sort.RECOGNISED, theme="t4"), said(Sort.OTHER, 1), said(Sort.STOP, 1)]),
        held(3, [said(Sort.OTHER), said(Sort.ACTION)]),  # of no finding
    )
    lead, counted = under(found, "findings")
    assert lead.sentences[0].text.startswith("Påståendena återges så som materialet bär dem nu")
    assert isinstance(counted, Bullets)
    assert [each.text for each in counted.items] == [
        "”Flertalet deltagare beskriver väntan som det svåraste”: känns igen i tre inlägg, möter invändning i ett "
        "inlägg och nämns i två inlägg.",
        "Resultaten i stort: kompletteras i ett inlägg.",
        "Temat ”Någon att ringa”: känns igen i ett inlägg.",
    ]
    assert [each.evidence for each in counted.items] == [("c1", "c2", "c3"), (), ("c13", "c14")]


def test_no_word_of_a_response_is_printed(told):
    found = told(held(1, [said(sort, 1) for sort in Sort] + [said(Sort.OBJECTION, 1, outcome=Outcome.ANSWERED)]))
    assert "HEMLIGT" not in repr(found)


def test_what_a_claim_or_theme_was_called_is_told_as_far_as_it_is_there(told):
    found = told(held(1, [said(Sort.RECOGNISED, 9), said(Sort.RECOGNISED, theme="borta")]))
    (counted,) = under(found, "findings")
    assert [each.text.split(":")[0].lower() for each in counted.items] == [
        "påstående 9",
        "ett resultat som inte längre finns med",
    ]


@pytest.mark.parametrize(
    ("outcome", "reason", "text"),
    [
        (None, "", "väntar på svar."),
        (Outcome.STANCE, "hon menade det", "en hållning bedömdes om."),  # why is about one person
        (Outcome.CLAIM, "Det var för starkt!", "påståendet ändrades. Det var för starkt!"),
        (Outcome.ANSWERED, " så står det… ", "inget ändrades. Så står det…"),
    ],
)
def test_each_objection_stands_with_what_came_of_it(told, outcome, reason, text):
    found = told(held(1, [said(Sort.OBJECTION, 1, outcome=outcome, reason=reason), said(Sort.RECOGNISED, 1)]))
    (objections,) = under(found, "objections")
    (only,) = objections.items
    assert only.text.startswith("”Flertalet deltagare beskriver väntan som det svåraste”")
    assert only.text.endswith(text)


def test_claims_that_were_changed_read_as_the_material_bears_them_with_those_who_see_it_otherwise(told):
    claims = ((WAIT, {"participants": "aaaaccs"}, {"themes": ["t1"]}), ("{vem} x", {"participants": "aaaasss"}, {}))
    answers = [
        said(Sort.OBJECTION, 1, outcome=Outcome.CLAIM, changed=1),
        said(Sort.OBJECTION, 1, outcome=Outcome.STANCE, changed=1),
        said(Sort.OBJECTION, 2, outcome=Outcome.ANSWERED, changed=2),
        said(Sort.OBJECTION, 3, outcome=Outcome.CLAIM, changed=9),
    ]
    found = told(held(1, answers), claims=claims)
    _, changed = under(found, "changed")
    assert changed.finding == "claim-1"
    assert [each.count for each in changed.sentences] == ["4 av 7", "2 av 7"]


def test_without_a_changed_claim_there_is_no_such_section(told):
    found = told(held(1, [said(Sort.OBJECTION, 1, outcome=Outcome.ANSWERED, changed=1)]))
    assert under(found, "changed") == []


def test_what_was_agreed_stands_in_a_table_with_what_became_of_it(told):
    promised = [
        agreed("Ring upp", "Bo", "2026-05-01"),
        agreed("Skriv", "", "snart", Status.DONE, "brevet gick ut"),
        agreed("Vänta", status=Status.DROPPED),
    ]
    (found,) = under(told(held(1, promised=promised)), "agreed")
    assert isinstance(found, Table)
    assert found.rows == (
        ("Ring upp", "Bo", "1 maj 2026", "pågår"),
        ("Skriv", "–", "snart", "gjort: brevet gick ut"),
        ("Vänta", "–", "–", "lades ned"),
    )


def test_a_day_is_told_as_a_table_shows_it_or_as_it_was_written(wording_of):
    assert day("2026-03-02", wording_of("sv")) == "2 mars 2026"
    assert day("våren", wording_of("sv")) == "våren"
    assert day("", wording_of("sv")) == ""


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_status_has_its_word(wording_of, language):
    rows = table([agreed(status=status) for status in Status], wording_of(language), "t").rows
    assert len({row[3] for row in rows}) == len(Status)


def test_both_languages_tell_the_same(told):
    sessions = held(1, [said(Sort.RECOGNISED, 1), said(Sort.OBJECTION, theme="t1")], [agreed()])
    assert [type(block) for block in told(sessions)] == [type(block) for block in told(sessions, language="en")]
    assert len(sentences(told(sessions))) == len(sentences(told(sessions, language="en")))
