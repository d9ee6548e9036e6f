"""The report's part about obstacles, and what became of the proposals of the report that was let out last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from toolkit.domain.claims.claims import Claim, ClaimKind
from toolkit.domain.reflection.obstacles import Level, Obstacle
from toolkit.domain.reports.report import Bullets, Heading, Paragraph, Table
from toolkit.services.claims import claim_deeds
from toolkit.services.material.hands import Hand
from toolkit.services.obstacles import obstacle_deeds
from toolkit.services.obstacles.obstacle_deeds import Seen
from toolkit.services.projects.project import open_project
from toolkit.services.reports import composing, draft_records
from toolkit.services.reports.draft_records import Written
from toolkit.services.themes import themes

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
COMMANDS = count(1)
TITLE = "What became of the last report’s proposals"


def hand():
    return Hand("KL", f"before-{next(COMMANDS)}")


@pytest.fixture
def project(small):
    project = open_project(small, now=NOW)
    themes.themes(project)
    return project


@pytest.fixture
def claimed(project):
    """The project with a claim that is a proposal, and the theme it rests on."""
    found, _ = kept(project)
    theme = max((one for one in found.themes if one.area == "needs"), key=lambda one: len(one.passages))
    wanted = Claim("{who} {want/wants} a later bus.", theme.group, ClaimKind.PROPOSAL, themes=(theme.id,))
    claim_deeds.write(project, wanted, hand())
    return project, theme


def kept(project):
    with project.store() as store:
        return themes.as_kept(project, store)


def report(project, outline="areas"):
    with project.store() as store:
        found, _ = themes.as_kept(project, store)
        return composing.composed(project, store, found, outline)[0]


def let_out(project, outline="areas"):
    told = report(project, outline)
    with project.store(write=True) as store, store.writing("draft", now=project.now) as change:
        draft_records.record(project, change.connection, Written(told, outline, ("r.docx",), audience="steering"))


def under(told, anchor):
    """The blocks under the heading with this anchor."""
    at = next(n for n, one in enumerate(told.blocks) if isinstance(one, Heading) and one.anchor == anchor)
    level = told.blocks[at].level
    found = []
    for block in told.blocks[at + 1 :]:
        if isinstance(block, Heading) and block.level <= level:
            break
        found.append(block)
    return found


def became(project):
    """What the report says of each proposal."""
    (items,) = (one.items for one in under(report(project), "obstacles-before") if isinstance(one, Bullets))
    return [each.text for each in items]


def anchors(told):
    return {one.anchor for one in told.blocks if isinstance(one, Heading)}


@pytest.mark.parametrize("outline", ["areas", "full", "partial"])
def test_a_project_without_obstacles_has_no_such_part(project, outline):
    assert not any(one.startswith("obstacle") for one in anchors(report(project, outline)))


@pytest.mark.parametrize("outline", ["areas", "full", "partial", "obstacles"])
def test_the_part_lists_obstacles_by_level_with_what_bears_them_out(claimed, outline):
    project, theme = claimed
    wanted = Obstacle("No bus after six", Level.SOCIETY, "the region", claims=(1,), themes=(theme.id,))
    one = obstacle_deeds.write(project, wanted, hand())
    obstacle_deeds.lift(project, Seen(one), "the board", "2026-05-02", hand())
    told = report(project, outline)
    assert {"obstacles", "obstacles-society", f"obstacle-{one}"} <= anchors(told)
    blocks = under(told, "obstacles-society")
    (table,) = (each for each in blocks if isinstance(each, Table))
    assert table.rows == (("1. No bus after six", "the region", "The board, 2 May 2026", "raised"),)
    (paragraph,) = (each for each in blocks if isinstance(each, Paragraph))
    said, *others = paragraph.sentences
    assert "a later bus" in said.text
    assert (said.claim, bool(said.evidence), bool(said.stated)) == (1, True, True)
    assert others
    assert all(each.evidence for each in others)
    assert all(id_ in told.evidence for each in paragraph.sentences for id_ in each.evidence)


def test_the_list_alone_says_when_it_is_empty(project):
    assert "obstacles" in anchors(report(project, "obstacles"))


def test_no_word_of_earlier_proposals_before_any_report_was_let_out(claimed):
    project, _ = claimed
    obstacle_deeds.write(project, Obstacle("No bus", Level.SOCIETY), hand())
    assert "obstacles-before" not in anchors(report(project))


def test_a_proposal_of_which_nothing_is_known(claimed):
    project, _ = claimed
    let_out(project)
    assert "obstacles-before" not in anchors(report(project))
    obstacle_deeds.write(project, Obstacle("Something else", Level.SOCIETY), hand())
    assert any("a later bus: not known." in each for each in became(project))


def test_a_proposal_taken_up_and_lifted(claimed):
    project, _ = claimed
    let_out(project)
    one = obstacle_deeds.write(project, Obstacle("No bus", Level.SOCIETY, claims=(1,)), hand())
    obstacle_deeds.lift(project, Seen(one), "the board", "2026-05-02", hand())
    assert any("taken up as obstacle 1 at the level surrounding society, raised." in each for each in became(project))


def test_a_list_let_out_later_is_not_the_last_report(claimed):
    project, _ = claimed
    let_out(project)
    obstacle_deeds.write(project, Obstacle("No bus", Level.SOCIETY, claims=(1,)), hand())
    let_out(open_project(project.folder, now=NOW + timedelta(hours=1)), "obstacles")
    assert any("taken up" in each for each in became(project))


def test_a_claim_reworded_and_removed(claimed):
    project, _ = claimed
    let_out(project)
    before = claim_deeds.claim_of(project, 1)
    claim_deeds.rewrite(project, 1, Claim("{who} wish for trains.", before.group, before.kind), (1, ()), hand())
    assert any("the claim has been reworded" in each for each in became(project))
    claim_deeds.remove(project, 1, 2, hand())
    assert any("the claim has been removed" in each for each in became(project))


def test_what_was_agreed_about_it(claimed):
    from toolkit.storage.tables import schema_reflection as tables

    project, _ = claimed
    let_out(project)
    who = {"coder": "KL", "at": NOW}
    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        held = {"title": "T", "day": "2026-05-04", "audience": "team", "format": "stop", "state": "closed"}
        agreed = {"anonymous": True, "present": [], "consent": {}, "pack_id": None, "source_id": None}
        change.connection.execute(tables.session.insert(), {"id": 1, **held, **agreed, **who})
        promise = {"text": "Ask the region", "owner": "", "due": "", "status": "done", "outcome": "", "loop": "single"}
        change.connection.execute(tables.commitment.insert(), {"session_id": 1, "claim_id": 1, **promise, **who})
    assert any("agreed: Ask the region (done)" in each for each in became(project))


def test_a_proposal_that_rests_on_who_may_no_longer_be_used_is_left_out(claimed):
    project, theme = claimed
    found, _ = kept(project)
    let_out(project)
    obstacle_deeds.write(project, Obstacle("No bus", Level.SOCIETY, claims=(1,)), hand())
    assert became(project)
    person = next(found.passages[key].respondent for key in theme.passages)
    from toolkit.services.privacy import withdrawing

    withdrawing.withdraw(project, person, withdrawing.Wish(delete=True))
    blocks = under(report(open_project(project.folder, now=NOW)), "obstacles-before")
    (lead,) = (one for one in blocks if isinstance(one, Paragraph))
    assert "left out here" in lead.sentences[-1].text
    assert not any("a later bus" in each.text for one in blocks if isinstance(one, Bullets) for each in one.items)
