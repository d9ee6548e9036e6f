from dataclasses import replace

import pytest

from toolkit.domain.reports.report import Bullets, Heading, Notice, Paragraph, Table
from toolkit.domain.reports.report_facts import Commission, Goal, Programme, ReportFacts, TeamRole
from toolkit.reporting.chapters.background import background, programme
from toolkit.reporting.material.numbering import laid_out, to
from toolkit.reporting.material.outline import Outline


def told(found):
    return " ".join(s.text for block in found if isinstance(block, Paragraph) for s in block.sentences)


def test_the_evaluators_words_stand_as_they_are_and_end_with_a_stop(invented, wording_of):
    facts = ReportFacts(
        Commission("nämnden", "styrgruppen", "uppdraget är att följa", "Nämnden betalar!"), Programme("Det är en väv.")
    )
    text = told(background(replace(invented(), facts=facts), wording_of("sv")))
    assert text.startswith(
        "Det är en väv. Uppdraget är att följa. Uppdragsgivare är nämnden. Rapporten vänder sig till styrgruppen. "
        "Nämnden betalar! Rapporten bygger på nio källor med sammanlagt nio personer"
    )


def test_references_to_chapters_that_are_not_there_go_with_their_sentences(invented, wording_of):
    sv = wording_of("sv")
    blocks = tuple(background(invented(), sv))
    outline = Outline("own", ("background",), ("group", "phase"))
    assert "beskrivs i" not in told(laid_out([("background", blocks)], [], outline=outline, wording=sv))


def test_the_programme_is_told_in_brief_with_team_and_goals(invented, wording_of):
    about = Programme(
        owner="kommunen",
        target_group="Unga vuxna",
        preconditions=("Det finns ett avtal",),
        team=(TeamRole("coach", 2, "kommunen"), TeamRole("lärare")),
    )
    facts = ReportFacts(programme=about, goals=(Goal("Ett mål", 30), Goal("Ett till.")))
    found = list(programme(replace(invented(), facts=facts), wording_of("sv")))
    brief, team = (block for block in found if isinstance(block, Table))
    assert [row[1] for row in brief.rows] == ["kommunen", "uppgift saknas", "uppgift saknas"]
    assert (team.header, team.rows) == (
        ("Roll", "Antal", "Anställd av"),
        (("coach", "2", "kommunen"), ("lärare", "–", "")),
    )
    lists = [[item.text for item in block.items] for block in found if isinstance(block, Bullets)]
    assert lists == [["Det finns ett avtal."], ["Ett mål.", "Ett till."]]
    assert "Verksamheten har två mål:" in told(found)
    assert "programme-frames" not in [block.anchor for block in found if isinstance(block, Heading)]
    (notice,) = (block for block in found if isinstance(block, Notice))
    assert ("programme.about" in notice.text, notice.inner) == (True, True)
    assert "Uppgift saknas om" not in told(found)


def test_nothing_recorded_is_one_line_and_one_notice(invented, wording_of):
    found = list(programme(invented(), wording_of("en")))
    assert [type(block) for block in found] == [Heading, Paragraph, Notice]
    assert told(found).startswith("Nothing is recorded about what the programme is, ")


@pytest.mark.parametrize(("target", "said"), [(30, True), (None, False)])
def test_how_far_goals_were_reached_is_referred_to_where_a_goal_has_a_target(invented, wording_of, target, said):
    facts = ReportFacts(goals=(Goal("Ett mål", target),))
    text = told(programme(replace(invented(), facts=facts), wording_of("sv")))
    assert (f"Hur väl målen har nåtts framgår av {to('results_numbers')}." in text) is said
