"""A session's title, day and people present are put right while it is open; one at which something was said stays."""

import pytest

from tests.services.meeting import made, opened, said
from tests.services.met import NOW, hand
from toolkit.domain.reflection.reflection import State
from toolkit.errors import ConflictError, NotFound, Refused, UsageError
from toolkit.services.comparing import assignments
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.blinding import for_eyes
from toolkit.services.projects.project import open_project
from toolkit.services.sessions import session_facts, sessions
from toolkit.services.sessions.session_facts import Facts


@pytest.fixture
def project(tmp_path):
    return made(tmp_path / "project")


@pytest.fixture
def session(project):
    return opened(project)


def correct(project, session, title="Våren", day="2025-11-03", present=(), seen=None):
    facts = Facts(title, day, present)
    return session_facts.correct(project, session.id, facts, seen=seen or session.revision, hand=hand("correct"))


def test_the_facts_are_put_right_and_what_was_agreed_stays(project, session):
    later = correct(project, session, " Va\u030aren\n och ", present=("Coach", " ", "T1", "👩"))
    assert (later.title, later.day, later.present) == ("Våren och", "2025-11-03", ("Coach", "T1", "👩"))
    assert later.revision > session.revision
    assert (later.agreed, later.format, later.audience, later.anonymous, later.coder, later.at) == (
        *(session.agreed, session.format, session.audience, session.anonymous, session.coder, session.at),
    )
    assert sessions.view(project, session.id).session == later
    assert correct(project, later, "å" * 200, day="").title == "å" * 120
    assert sessions.view(project, session.id).session.day == "2025-10-20"  # today, where none is told


@pytest.mark.parametrize(
    ("wrong", "error", "sentence"),
    [
        ({"title": " \n"}, Refused, "needs a title"),
        ({"day": "in autumn"}, UsageError, None),
        ({"present": ("T1", "åsa")}, Refused, "does not allow feedback"),
        ({"seen": 99}, ConflictError, None),
    ],
)
def test_facts_that_cannot_be_leave_the_session_as_it_was(project, session, wrong, error, sentence):
    with pytest.raises(error, match=sentence):
        correct(project, session, **wrong)
    assert sessions.sessions(project) == (session,)


def test_who_has_an_older_page_writes_over_nothing(project, session):
    later = correct(project, session)
    with pytest.raises(ConflictError):
        correct(project, session, "Mine")
    assert sessions.sessions(project) == (later,)


def test_a_session_opened_by_mistake_is_removed_and_the_others_stay(project, session):
    other = opened(project)
    session_facts.remove(project, session.id, hand=hand("remove"))
    assert sessions.sessions(project) == (other,)
    with pytest.raises(NotFound):
        session_facts.remove(project, session.id, hand=hand("again"))


def test_a_session_at_which_something_was_said_stays_until_that_is_undone(project, session):
    said(project, session, "Words")
    with pytest.raises(Refused) as refused:
        session_facts.remove(project, session.id, hand=hand("remove"))
    assert "so it stays" in refused.value.sentence
    assert "Undo what was taken down" in refused.value.hint
    assert sessions.sessions(project) == (session,)
    steps.undo(project, coder="KL")
    session_facts.remove(project, session.id, hand=hand("remove"))
    assert sessions.sessions(project) == ()


def test_a_closed_session_keeps_its_facts_and_is_not_removed(project, session):
    closed = sessions.close(project, session.id, hand=hand("close"))
    for deed in (
        lambda: correct(project, closed),
        lambda: session_facts.remove(project, session.id, hand=hand("remove")),
    ):
        with pytest.raises(Refused, match="closed, so its title and day stay"):
            deed()
    assert [one.state for one in sessions.sessions(project)] == [State.CLOSED]


def test_whoever_does_it_is_named(project, session):
    nobody = Hand("", "x")
    with pytest.raises(UsageError):
        session_facts.correct(project, session.id, Facts("T", ""), seen=session.revision, hand=nobody)
    with pytest.raises(UsageError):
        session_facts.remove(project, session.id, hand=nobody)
    assert sessions.sessions(project) == (session,)


def test_whoever_codes_blind_corrects_and_removes_nothing(small):
    project = open_project(small, now=NOW)
    session = opened(project)
    assignments.assign(project, "MS", ["p01.txt"])
    blind = for_eyes(open_project(small, now=NOW), "MS")
    with pytest.raises(Refused, match="blind"):
        correct(blind, session)
    with pytest.raises(Refused, match="blind"):
        session_facts.remove(blind, session.id, hand=hand("remove"))
    assert sessions.sessions(project) == (session,)
