"""A room's line to its session: what devices are told, under which numbers, and what becomes of what they send."""

from dataclasses import fields

import pytest

from tests.services.meeting import made, opened, said, texts
from tests.services.met import hand
from tests.services.sessions.test_sessions import pack
from toolkit.domain.reflection.reflection import Agreed
from toolkit.errors import NotFound, Refused
from toolkit.services.packs import room
from toolkit.services.packs.room import Idea, Line, RoomView, Sent, numbered
from toolkit.services.sessions import responses, session_facts, sessions
from toolkit.services.sessions.session_facts import Facts


@pytest.fixture
def project(tmp_path):
    return made(tmp_path / "project")


def line(project, session):
    return Line(lambda: project, session.id)


def sent(number, text="More time", step="add", **more):
    return Sent("d1", f"{number:032x}", step, text, **more)


def test_a_device_knows_no_title_no_finding_no_audience_and_no_name(project):
    session = opened(project, agreed=Agreed(told="Stays among us."), pack=pack(project, "team", "f" * 64))
    said(project, session, "Secret words", who="T1")
    view = line(project, session).view()
    assert {one.name for one in fields(RoomView)} == {"key", "open", "named", "told", "steps", "findings", "ideas"}
    assert (view.open, view.named, view.told, view.ideas) == (True, True, "Stays among us.", ())
    assert view.findings == len(sessions.view(project, session.id).findings) > 0
    shown = repr(view)
    assert not [word for word in ("Höstmötet", "Secret", "T1", "Many wait", "team") if word in shown]


def test_the_key_names_one_session_and_stays_when_its_facts_are_corrected(project):
    session, other = opened(project), opened(project)
    key = line(project, session).view().key
    facts = Facts("Another title", "2025-11-03", ())
    session_facts.correct(project, session.id, facts, seen=session.revision, hand=hand("correct"))
    assert line(project, session).view().key == key
    assert line(project, other).view().key != key


def test_a_format_that_is_not_about_findings_tells_of_none(project):
    kept = pack(project, "team", "f" * 64)
    assert line(project, opened(project, "factors", pack=kept)).view().findings == 0
    assert line(project, opened(project, pack=kept)).view().findings > 0


def test_steps_are_known_by_name(project):
    view = line(project, opened(project)).view()
    assert view.step("differently") is view.steps[1]
    with pytest.raises(NotFound, match="no such step"):
        view.step("dots")


def test_ideas_keep_their_numbers_when_one_is_let_through_between_them(project):
    session = opened(project, "priorities")
    first, second, third = (said(project, session, words, "ideas", device="d1") for words in ("A", "B", "C"))
    for one in (third, first):
        responses.hide(project, one.id, hidden=False, seen=one.revision, hand=hand(f"show {one.id}"))
    its = line(project, session)
    assert its.view().ideas == (Idea(1, "A"), Idea(3, "C"))
    responses.hide(project, second.id, hidden=False, seen=second.revision, hand=hand("show"))
    assert its.view().ideas == (Idea(1, "A"), Idea(2, "B"), Idea(3, "C"))
    found = sessions.view(project, session.id).responses
    assert [numbered(found)[n].text for n in (1, 2, 3)] == ["A", "B", "C"]
    assert numbered(reversed(found)) == numbered(found)
    assert numbered([]) == {}


def test_an_answer_is_taken_down_once(project):
    session = opened(project)
    its = line(project, session)
    assert its.take(sent(1, " Mer tid,\nåtminstone ")) is True
    assert its.take(sent(1, "again")) is True
    assert texts(project, session) == ["Mer tid, åtminstone"]
    (kept,) = sessions.view(project, session.id).responses
    assert (kept.device, kept.hidden, kept.command) == ("d1", True, f"room-{1:032x}")


def test_a_device_let_in_anew_that_sends_again_hears_that_it_is_kept(project):
    session = opened(project)
    line(project, session).take(sent(1))
    again = Sent("another device", f"{1:032x}", "add", "More time")
    assert line(project, session).take(again) is True
    assert texts(project, session) == ["More time"]


@pytest.mark.parametrize(
    "wrong",
    [
        Sent("d1", "f" * 31, "add", "x"),
        Sent("d1", "F" * 32, "add", "x"),
        Sent("d1", f"{'f' * 32}\n", "add", "x"),
        Sent("d1", "", "add", "x"),
        sent(1, " \n\t"),
        sent(1, "x" * 2001),
    ],
)
def test_what_is_no_answer_is_refused_without_a_word_of_it(project, wrong):
    session = opened(project)
    with pytest.raises(Refused) as refused:
        line(project, session).take(wrong)
    assert (refused.value.sentence, refused.value.values) == ("This answer cannot be taken.", {})
    assert texts(project, session) == []


@pytest.mark.parametrize("step", ["dots", "", "recognise'--"])
def test_a_step_that_the_session_has_not_is_refused(project, step):
    session = opened(project)
    with pytest.raises(NotFound):
        line(project, session).take(sent(1, step=step))
    assert texts(project, session) == []


def test_a_name_is_kept_where_names_are_taken_and_left_out_where_none_are(project):
    named, secret = opened(project), opened(project, anonymous=True)
    assert line(project, named).take(sent(1, who="T1" + "å" * 100))
    assert line(project, secret).take(sent(2, who="T1"))
    assert [sessions.view(project, one.id).responses[0].who for one in (named, secret)] == ["T1" + "å" * 58, ""]


def test_of_who_does_not_allow_feedback_nothing_is_kept_and_the_device_is_told_nothing(project):
    session, secret = opened(project), opened(project, anonymous=True)
    for who in ("T2", "t2", "åsa"):
        assert line(project, session).take(sent(1, who=who)) is False
    assert texts(project, session) == []
    assert line(project, secret).take(sent(2, who="T2")) is True  # nobody's name is looked at


@pytest.mark.parametrize(("about", "hit"), [(0, None), (1, 0), (2, None), (99, None), (-1, None)])
def test_an_answer_is_of_the_finding_with_its_number_or_of_none(project, about, hit):
    session = opened(project, pack=pack(project, "team", "f" * 64))
    findings = sessions.view(project, session.id).findings
    line(project, session).take(sent(1, about=about))
    (kept,) = sessions.view(project, session.id).responses
    meant = (None, None) if hit is None else (findings[hit].claim, findings[hit].theme)
    assert (kept.claim, kept.theme) == meant


def test_dots_are_given_by_numbers_and_come_back_where_there_is_none(project):
    session = opened(project, "priorities")
    for words, hidden in (("A", False), ("B", True), ("C", False)):
        said(project, session, words, "ideas", hidden=hidden)
    its = line(project, session)
    assert its.dots("d1", {1: 1, 2: 1, 3: 1, 4: 9, 0: 9}) == {1: 1, 3: 1}
    assert its.dots("d1", {3: 3}) == {3: 3}
    with pytest.raises(Refused, match="3 dots"):
        its.dots("d1", {1: 4})
    assert its.dots("d1", {}) == {}


def test_a_closed_session_is_told_as_closed_and_takes_nothing(project):
    session = opened(project, "priorities")
    sessions.close(project, session.id, hand=hand("close"))
    its = line(project, session)
    assert not its.view().open
    for deed in (lambda: its.take(sent(1, step="ideas")), lambda: its.dots("d1", {1: 1})):
        with pytest.raises(Refused, match="closed"):
            deed()
    assert texts(project, session) == []


def test_the_bounds_of_a_device_are_no_wider_than_those_of_a_response():
    assert room.LONGEST <= responses.LONGEST
    assert room.LONGEST_NAME <= sessions.LONGEST_NAME
