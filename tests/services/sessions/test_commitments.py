"""What was agreed at a session: written down once, followed until it is done, told at the session that came last."""

from datetime import timedelta

import pytest

from tests.services import meeting
from tests.services.met import NOW
from tests.services.reading_desk import hand
from toolkit.domain.reflection.learning import Loop, Status
from toolkit.domain.reflection.reflection import Agreed
from toolkit.errors import ConflictError, NotFound, Refused, UsageError
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project
from toolkit.services.sessions import commitments, learning_log, sessions
from toolkit.services.sessions.commitments import LONGEST, LONGEST_OWNER, Wanted


@pytest.fixture
def project(tmp_path):
    return meeting.made(tmp_path / "project")


@pytest.fixture
def session(project):
    return meeting.opened(project)


def agreed(project):
    return [one for held in learning_log.log(project).held for one in held.agreed]


def test_it_is_written_down_as_it_was_said(project, session):
    said = meeting.said(project, session, "The nights are worse.")
    wanted = Wanted(" Fråga\tom nätterna 👩.\n", "Chefen", "2025-11-01", Loop.DOUBLE, response=said.id)
    one = commitments.agree(project, session.id, wanted, hand=hand("KL"))
    assert (one.text, one.owner, one.due, one.loop) == ("Fråga om nätterna 👩.", "Chefen", "2025-11-01", Loop.DOUBLE)
    assert (one.session, one.response, one.status, one.outcome, one.followed) == (
        session.id,
        said.id,
        Status.OPEN,
        "",
        None,
    )
    assert (one.coder, one.at, one.revision) == ("KL", NOW, 1)


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (Wanted(""), Refused),
        (Wanted(" \x00\n"), Refused),
        (Wanted("x", due="2025-02-30"), UsageError),
        (Wanted("x", claim=9), NotFound),
        (Wanted("x", response=9), NotFound),
        (Wanted("x", owner="T2"), Refused),  # who does not allow feedback is given nothing to see to
        (Wanted("x", owner="Åsa"), Refused),
    ],
)
def test_what_cannot_be_agreed_is_refused_and_nothing_is_kept(project, session, wanted, error):
    with pytest.raises(error):
        commitments.agree(project, session.id, wanted, hand=hand("KL"))
    assert agreed(project) == []


def test_a_response_of_another_session_is_none_of_this_one(project, session):
    said = meeting.said(project, session, "The nights are worse.")
    other = meeting.opened(project)
    with pytest.raises(NotFound):
        commitments.agree(project, other.id, Wanted("x", response=said.id), hand=hand("KL"))


def test_without_a_session_or_a_name_nothing_is_agreed(project, session):
    with pytest.raises(NotFound):
        commitments.agree(project, 99, Wanted("x"), hand=hand("KL"))
    with pytest.raises(UsageError):
        commitments.agree(project, session.id, Wanted("x"), hand=Hand("", "c"))
    assert agreed(project) == []


def test_long_texts_are_kept_in_part(project, session):
    one = commitments.agree(project, session.id, Wanted("å" * 900, "ö" * 200), hand=hand("KL"))
    assert (len(one.text), len(one.owner)) == (LONGEST, LONGEST_OWNER)


def test_the_same_command_again_is_the_same_agreement(project, session):
    deed = hand("KL")
    first = commitments.agree(project, session.id, Wanted("Ask."), hand=deed)
    assert commitments.agree(project, session.id, Wanted("Ask."), hand=deed) == first
    assert len(agreed(project)) == 1


@pytest.mark.parametrize("status", [Status.DROPPED, Status.CHANGED])
def test_who_drops_or_changes_it_says_why(project, session, status):
    one = commitments.agree(project, session.id, Wanted("Ask."), hand=hand("KL"))
    for outcome in ("", " \n"):
        with pytest.raises(Refused) as refused:
            commitments.follow(project, one.id, status, outcome, hand=hand("KL"))
        assert "--outcome" in refused.value.hint
    assert agreed(project) == [one]
    told = commitments.follow(project, one.id, status, "No time.", hand=hand("KL"))
    assert (told.status, told.outcome, told.revision) == (status, "No time.", 2)


def test_what_is_done_needs_no_words_and_is_undone(project, session):
    one = commitments.agree(project, session.id, Wanted("Ask."), hand=hand("KL"))
    done = commitments.follow(project, one.id, Status.DONE, hand=hand("KL"), seen=one.revision)
    assert (done.status, done.followed) == (Status.DONE, None)
    steps.undo(project, coder="KL")
    assert [(each.status, each.outcome) for each in agreed(project)] == [(Status.OPEN, "")]


def test_nothing_is_followed_that_was_changed_since_it_was_seen(project, session):
    one = commitments.agree(project, session.id, Wanted("Ask."), hand=hand("KL"))
    now = commitments.follow(project, one.id, Status.DONE, "Asked.", hand=hand("KL"), seen=one.revision)
    with pytest.raises(ConflictError):
        commitments.follow(project, one.id, Status.OPEN, hand=hand("MS"), seen=one.revision)
    assert agreed(project) == [now]
    with pytest.raises(NotFound):
        commitments.follow(project, 99, Status.DONE, hand=hand("KL"))


def test_it_is_told_at_the_last_session_of_the_same_audience(project, session):
    one = commitments.agree(project, session.id, Wanted("Ask."), hand=hand("KL"))
    later = [open_project(project.folder, now=NOW + timedelta(days=days)) for days in (30, 60, 90)]
    meeting.opened(later[0])
    last = meeting.opened(later[1])
    sessions.open_session(later[2], sessions.Wish("recognise", "steering", "Board", agreed=Agreed()), hand=hand("KL"))
    done = commitments.follow(later[2], one.id, Status.DONE, hand=hand("KL"))
    assert done.followed == last.id
