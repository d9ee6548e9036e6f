"""What comes of a session: objections answered, things agreed and followed, and what the next one starts with."""

from datetime import timedelta

import pytest

from tests.services.met import ADDED, NOW, OBJECTED, RECOGNISED, at, coded, hand, held
from toolkit.domain.claims.claims import Claim, Stance
from toolkit.domain.reflection.learning import Loop, Outcome, Status
from toolkit.domain.reflection.packs import Wish
from toolkit.domain.reflection.reflection import Agreed
from toolkit.errors import ConflictError, NotFound, Refused, UsageError
from toolkit.services.claims import claim_deeds, claims
from toolkit.services.factors import factors
from toolkit.services.factors.factors import Support
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.sessions import commitments, follow_up, learning_log, objections
from toolkit.services.sessions.commitments import Wanted
from toolkit.services.sessions.objections import Reply
from toolkit.services.status import status
from toolkit.services.themes import theme_board, theme_deeds, themes

LATER = NOW + timedelta(days=30)


@pytest.fixture
def claimed(small):
    """The small project with a claim on what the team says, number 1."""
    themes.themes(at(small))
    first = next(iter(claims.claims(at(small)).ground.themes.values()))
    claim_deeds.write(at(small), Claim("{who} {say/says} that the bus is the worst.", themes=(first.id,)), hand("c"))
    return small


def objection(folder, **more):
    """A closed session at which T1 objected to claim 1; gives the session and the objection's number."""
    session = held(
        folder,
        ("recognise", RECOGNISED, {"claim": 1}),
        ("differently", OBJECTED, {"who": "T1", "claim": 1, **more}),
        ("add", ADDED, {"who": "the manager"}),
    )
    return session, learning_log.log(at(folder)).open[0].response.id


def test_an_objection_is_open_until_it_is_answered_with_a_reason(claimed):
    _, number = objection(claimed)
    with pytest.raises(Refused):
        objections.answer(at(claimed), number, Reply(Outcome.ANSWERED, " "), hand=hand())
    made = objections.answer(at(claimed), number, Reply(Outcome.ANSWERED, "Nobody else said so."), hand=hand())
    assert (made.outcome, made.reason, made.claim) == (Outcome.ANSWERED, "Nobody else said so.", 1)
    assert learning_log.log(at(claimed)).open == []
    again = objections.answer(at(claimed), number, Reply(Outcome.ANSWERED, "Said better."), hand=hand())
    assert (again.id, again.reason) == (made.id, "Said better.")


def test_an_answer_can_be_undone_and_taken_back(claimed):
    _, number = objection(claimed)
    objections.answer(at(claimed), number, Reply(Outcome.ANSWERED, "So."), hand=hand("a"))
    steps.undo(at(claimed), coder="KL")
    assert len(learning_log.log(at(claimed)).open) == 1
    steps.redo(at(claimed), coder="KL")
    assert learning_log.log(at(claimed)).open == []
    objections.withdraw(at(claimed), number, hand=hand())
    assert len(learning_log.log(at(claimed)).open) == 1


def test_a_stance_changes_resting_on_what_was_said(claimed):
    session, number = objection(claimed)
    reply = Reply(Outcome.STANCE, "The nights matter more.", stance=Stance.CONTRADICTS)
    with pytest.raises(Refused):
        objections.answer(at(claimed), number, reply, hand=hand())
    coded(claimed, session.source, OBJECTED, "needs/health")
    objections.answer(at(claimed), number, reply, hand=hand("a"))
    found = {one.respondent: one for one in claims.claims(at(claimed)).of(1).positions["team"]}
    assert found["T1"].stance is Stance.CONTRADICTS
    steps.undo(at(claimed), coder="KL")
    found = {one.respondent: one for one in claims.claims(at(claimed)).of(1).positions["team"]}
    assert found["T1"].stance is not Stance.CONTRADICTS
    assert len(learning_log.log(at(claimed)).open) == 1


def test_what_is_said_anonymously_is_nobodys_stance(claimed):
    session, number = objection(claimed, who="")
    coded(claimed, session.source, OBJECTED, "needs/health")
    with pytest.raises(Refused, match="nobody's stance"):
        objections.answer(at(claimed), number, Reply(Outcome.STANCE, "So.", stance=Stance.CONTRADICTS), hand=hand())


def test_a_claim_counts_as_changed_only_when_it_was(claimed):
    _, number = objection(claimed)
    early, reply = at(claimed, NOW + timedelta(hours=1)), Reply(Outcome.CLAIM, "Nights were added.")
    with_now = claim_deeds.claim_of(early, 1)
    if with_now.revision == 1:  # written in the same second as the objection: let it be older
        with early.store(write=True) as store, store.writing("age", now=NOW) as change:
            from toolkit.storage.tables.schema_reports import claim

            change.connection.execute(claim.update().values(at=NOW - timedelta(days=1)))
    with pytest.raises(Refused, match="Nobody has changed"):
        objections.answer(early, number, reply, hand=hand())
    from dataclasses import replace

    claim_deeds.change(early, replace(with_now, text="{who} {say/says} that nights are the worst."), hand("x"))
    assert objections.answer(early, number, reply, hand=hand()).outcome is Outcome.CLAIM


def test_only_objections_of_closed_sessions_are_answered(claimed):
    session, _ = objection(claimed)
    said = learning_log.log(at(claimed)).held[0].told
    with pytest.raises(Refused):
        objections.answer(at(claimed), said[0].response.id, Reply(Outcome.ANSWERED, "x"), hand=hand())
    with pytest.raises(NotFound):
        objections.answer(at(claimed), 999, Reply(Outcome.ANSWERED, "x"), hand=hand())
    held(claimed, ("differently", OBJECTED), title="Another", close=False)
    still = learning_log.log(at(claimed)).held[-1].told[0].response.id
    with pytest.raises(Refused):
        objections.answer(at(claimed), still, Reply(Outcome.ANSWERED, "x"), hand=hand())
    assert session.id == 1


def test_what_is_agreed_is_followed(claimed):
    session, _ = objection(claimed)
    wanted = Wanted("Ask about nights.", "the manager", "2025-11-01", Loop.DOUBLE, claim=1)
    made = commitments.agree(at(claimed), session.id, wanted, hand=hand("agree"))
    again = commitments.agree(at(claimed), session.id, wanted, hand=hand("agree"))
    assert (made.id, made.status, made.loop) == (again.id, Status.OPEN, Loop.DOUBLE)
    assert not made.overdue(NOW.date())
    assert [one.id for one in learning_log.log(at(claimed, LATER)).overdue] == [made.id]
    told = " ".join(one.sentence for one in status.status(at(claimed, LATER)).problems)
    assert "should be done by now: 1." in told
    assert "wait for an answer: 1." in told
    second = held(claimed, ("recognise", RECOGNISED), title="Next", now=LATER)
    with pytest.raises(Refused):
        commitments.follow(at(claimed, LATER), made.id, Status.DROPPED, hand=hand())
    with pytest.raises(ConflictError):
        commitments.follow(at(claimed, LATER), made.id, Status.DONE, hand=hand(), seen=7)
    done = commitments.follow(at(claimed, LATER), made.id, Status.DONE, "Asked.", hand=hand("f"))
    assert (done.status, done.outcome, done.followed) == (Status.DONE, "Asked.", second.id)
    assert learning_log.log(at(claimed, LATER)).overdue == []
    steps.undo(at(claimed, LATER), coder="KL")
    assert [one.id for one in learning_log.log(at(claimed, LATER)).overdue] == [made.id]


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (Wanted(" "), Refused),
        (Wanted("x", due="soon"), UsageError),
        (Wanted("x", claim=99), NotFound),
        (Wanted("x", owner="P07"), Refused),
        (Wanted("x", response=99), NotFound),
    ],
)
def test_what_cannot_be_agreed(claimed, wanted, error):
    session, _ = objection(claimed)
    with pytest.raises(error):
        commitments.agree(at(claimed), session.id, wanted, hand=hand())


def test_the_next_session_starts_with_what_was_agreed_and_what_changed(claimed):
    assert follow_up.since(at(claimed)).before is None
    session, number = objection(claimed)
    made = commitments.agree(at(claimed), session.id, Wanted("Ask about nights."), hand=hand("g"))
    other = held(claimed, ("recognise", RECOGNISED), title="Board", audience="steering", now=NOW)
    commitments.agree(at(claimed), other.id, Wanted("Of others."), hand=hand("o"))
    objections.answer(at(claimed), number, Reply(Outcome.ANSWERED, "So."), hand=hand("a"))
    second = held(claimed, title="Next", now=LATER, close=False)
    found = follow_up.since(at(claimed, LATER), second.id)
    assert found.before is not None
    assert found.before.id == session.id
    assert [one.id for one in found.agreed] == [made.id]
    assert [one.response.id for one in found.answered] == [number]
    assert {one.text for one in follow_up.since(at(claimed, LATER)).agreed} == {"Ask about nights.", "Of others."}


def changed(folder, session):
    return [(one.id, one.told) for one in follow_up.since(at(folder, LATER), session.id).changed_claims]


def test_a_stance_changed_since_counts_as_a_changed_claim(claimed):
    session, number = objection(claimed)
    second = held(claimed, title="Next", now=LATER, close=False)
    with at(claimed).store(write=True) as store, store.writing("test", now=NOW) as change:
        change.connection.exec_driver_sql("UPDATE claim SET at = '2025-01-01 00:00:00+00:00'")
    assert changed(claimed, second) == []
    coded(claimed, session.source, OBJECTED, "needs")
    reply = Reply(Outcome.STANCE, "The nights matter more.", stance=Stance.CONTRADICTS)
    objections.answer(at(claimed), number, reply, hand=hand("a"))
    assert changed(claimed, second) == [(1, "")]


def packed(folder, when):
    """A pack that was let out to the team, begun then, with a sentence of claim 1."""
    from toolkit.storage.sessions import packs as stored
    from toolkit.storage.tables import schema_reflection as tables

    with at(folder).store(write=True) as store, store.writing("test", now=NOW) as change:
        made = stored.put(change.connection, Wish("team"), coder="KL", at=when)
        stored.change(change.connection, made, stored.one(change.connection, made).revision, {"digest": "f" * 64})
        piece = {"pack_id": made, "position": 1, "kind": "see", "text": "Some say so.", "claim_id": 1}
        change.connection.execute(tables.pack_item.insert().values(piece))
    return made


@pytest.mark.parametrize(("days", "told"), [(-1, ""), (1, "Some say so.")])
def test_a_pack_of_before_the_change_does_not_tell_of_it(claimed, days, told):
    objection(claimed)
    pack = packed(claimed, NOW + timedelta(days=days))
    assert changed(claimed, held(claimed, title="Next", now=LATER, close=False, pack=pack)) == [(1, told)]


def test_what_was_done_since_the_last_session_is_told_at_the_next(claimed):
    later = [NOW + timedelta(days=30 * n) for n in range(4)]
    first = held(claimed, ("recognise", RECOGNISED), title="First")
    made = commitments.agree(at(claimed), first.id, Wanted("Ask about nights."), hand=hand("g"))
    held(claimed, ("recognise", RECOGNISED), title="Second", now=later[1])
    commitments.follow(at(claimed, later[2]), made.id, Status.DONE, "Asked.", hand=hand("f"))
    third = held(claimed, title="Third", now=later[3], close=False)
    assert [one.id for one in follow_up.since(at(claimed, later[3]), third.id).agreed] == [made.id]
    assert [one.id for one in follow_up.since(at(claimed, later[3])).agreed] == []  # told of at the third


def test_what_was_said_and_agreed_of_a_theme_follows_a_merge(claimed):
    project = at(claimed)
    one = max(
        (each for each in themes.as_kept(project, project.store())[0].themes), key=lambda each: len(each.passages)
    )
    session = held(claimed, ("differently", OBJECTED, {"theme": one.id}))
    commitments.agree(project, session.id, Wanted("Ask.", theme=one.id), hand=hand("agree-it"))
    cell = theme_deeds.Seen(one.area, one.group, {})
    theme_deeds.split(project, cell, keys=one.passages[:1], name="Apart", hand=Hand("KL", "split-it"))
    (column,) = theme_board.columns(project, one.area, group=one.group)
    other = next(card.theme.id for card in column.cards if card.theme.name == "Apart")
    theme_deeds.merge(project, cell, themes=[other, one.id], hand=Hand("KL", "merge-them"))
    (found,) = learning_log.log(project).held
    assert (found.told[0].response.theme, found.agreed[0].theme) == (other, other)
    steps.undo(project, coder="KL")
    (found,) = learning_log.log(project).held
    assert (found.told[0].response.theme, found.agreed[0].theme) == (one.id, one.id)


def test_what_furthers_and_hinders_is_linked_as_the_teams_lists_are(claimed):
    said = (("success", "Time for supervision every week."), ("failure", "Two systems that do not talk."))
    session = held(claimed, *said, format="factors", title="Factors")
    found = next(one for one in factors.lists(at(claimed)) if one.source_id == session.source)
    assert [(one.factor.text, one.factor.side) for one in found.factors] == [
        (said[0][1], "promotes"),
        (said[1][1], "hinders"),
    ]
    assert not found.printed
    factors.link(at(claimed), found.source, 1, Support(claim=1), hand("l"))
    now = next(one for one in factors.lists(at(claimed)) if one.source_id == session.source)
    assert now.factors[0].claims == (1,)
    assert held(claimed, *said, format="factors", title="Open", agreed=Agreed(quote=True)).source
    assert [one.printed for one in factors.lists(at(claimed))] == [False, True]


def test_nobody_who_does_not_allow_feedback_is_in_the_log(claimed):
    objection(claimed)
    register = claimed / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text("utf-8").replace("T1,team,Office,given", "T1,team,Office,withdrawn"), "utf-8"
    )
    found = learning_log.log(at(claimed))
    assert [one.response.text for one in found.held[0].told] == [RECOGNISED, ADDED]
    assert found.open == []


def drafted(folder, when):
    from toolkit.services.reports import drafts

    return drafts.draft(at(folder, when), drafts.Wanted(formats=("md",)))


def new_themes(folder):
    return follow_up.since(at(folder, LATER)).new_themes


def test_a_theme_that_was_only_sorted_anew_is_not_new(claimed):
    drafted(claimed, NOW - timedelta(days=1))
    held(claimed, ("recognise", RECOGNISED))
    assert new_themes(claimed) == ()
    with at(claimed).store(write=True) as store, store.writing("test", now=NOW) as change:
        change.connection.exec_driver_sql("UPDATE draft SET findings = replace(findings, '\"f-', '\"f-was-')")
    assert new_themes(claimed) == ()


def test_a_theme_of_new_passages_is_new_and_one_that_a_person_made(claimed):
    drafted(claimed, NOW - timedelta(days=1))
    session, _ = objection(claimed)
    coded(claimed, session.source, OBJECTED, "learning")
    themes.themes(at(claimed, LATER))
    assert len(new_themes(claimed)) == 1
    project = at(claimed, LATER)
    first = max(themes.themes(project).shown, key=lambda one: len(one.theme.passages)).theme
    seen = theme_deeds.Seen(first.area, first.group, {})
    theme_deeds.split(project, seen, keys=first.passages[:1], name="Apart", hand=Hand("KL", "s"))
    assert "Apart" in new_themes(claimed)


@pytest.mark.parametrize(
    ("day", "counted"),
    [("2025-10-20", "2025-10-20"), ("2025-10-25", "2025-10-25"), ("2025-10-06", "2025-10-20")],
)
def test_what_is_new_is_counted_from_a_day_that_is_told(claimed, day, counted):
    held(claimed, ("recognise", RECOGNISED), day=day)
    found = follow_up.since(at(claimed, LATER))
    assert (found.day, found.late) == (counted, day < counted)
    with at(claimed).store(write=True) as store, store.writing("test", now=NOW) as change:
        change.connection.exec_driver_sql("UPDATE source SET added = '2025-10-22 09:00:00+00:00'")
    told = follow_up.since(at(claimed, LATER))
    assert bool(told.new_interviews) is (counted < "2025-10-22")
