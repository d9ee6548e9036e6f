"""What is said at a session: kept once, within bounds, of somebody who allows it, and changed by who saw it."""

import pytest

from tests.services.meeting import made, opened, said, texts
from tests.services.met import NOW, hand
from toolkit.domain.reflection.reflection import Agreed
from toolkit.errors import ConflictError, NotFound, Refused, UsageError
from toolkit.services.comparing import assignments
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.blinding import for_eyes
from toolkit.services.projects.project import open_project
from toolkit.services.sessions import responses, sessions
from toolkit.services.sessions.responses import LONGEST, MOST_COUNTED, Said


@pytest.fixture
def project(tmp_path):
    return made(tmp_path / "project")


@pytest.fixture
def session(project):
    return opened(project)


@pytest.fixture
def dotted(project):
    return opened(project, "priorities")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Vi hinner\n inte\t\tmed ", "Vi hinner inte med"),
        ("A\u030a ma\u030anga", "Å många"),
        ("👩‍🦽 och ‘citat’", "👩‍🦽 och ‘citat’"),
        ("a\x00b\x1bc", "abc"),
        ("x" * LONGEST, "x" * LONGEST),
    ],
)
def test_words_are_kept_on_one_line_as_they_can_be_read(project, session, written, kept):
    one = said(project, session, written, who=f" {'Å' * 200}\n")
    assert (one.text, one.who) == (kept, "Å" * 120)
    assert texts(project, session) == [kept]


@pytest.mark.parametrize(
    ("wrong", "error", "sentence"),
    [
        (Said("add", " \x00\n", command="c"), Refused, "A response needs words."),
        (Said("add", "x" * (LONGEST + 1), command="c"), Refused, "too long"),
        (Said("dots", "x", command="c"), NotFound, "no step dots"),
        (Said("add", "x", who="t2", command="c"), Refused, "does not allow feedback"),
        (Said("add", "x", who="ÅSA", command="c"), Refused, "does not allow feedback"),
        (Said("add", "x", claim=7, command="c"), NotFound, "no claim 7"),
        (Said("add", "x", theme="d1", command="c"), NotFound, "no theme d1"),
        (Said("add", "x"), ValueError, "without a command"),
    ],
)
def test_what_cannot_be_taken_down_is_refused_and_nothing_is_kept(project, session, wrong, error, sentence):
    with pytest.raises(error, match=sentence):
        responses.respond(project, session.id, wrong, hand=hand("h"))
    assert texts(project, session) == []


def test_whoever_writes_is_a_named_hand_or_a_device(project, session):
    with pytest.raises(ValueError, match="neither a hand nor a device"):
        responses.respond(project, session.id, Said("add", "x", command="c"), hand=None)
    with pytest.raises(UsageError):
        responses.respond(project, session.id, Said("add", "x", command="c"), hand=Hand("", "c"))
    with pytest.raises(NotFound):
        responses.respond(project, 99, Said("add", "x", command="c"), hand=hand("c"))


def test_at_a_step_of_dots_the_steps_that_take_words_are_named(project, dotted):
    with pytest.raises(Refused) as refused:
        said(project, dotted, "x", "dots")
    assert refused.value.hint == "Steps that take words: ideas (Suggestions)."
    with pytest.raises(NotFound) as unknown:
        said(project, dotted, "x", "add")
    assert unknown.value.sentence == "The format has no step add."
    assert unknown.value.hint == "There are: ideas (Suggestions)."


@pytest.mark.parametrize("command", ["short", "å" * 5, "long" * 100])
@pytest.mark.parametrize("device", ["", "d1"])
def test_sent_again_it_is_the_same_response_however_long_its_command(project, session, command, device):
    first = said(project, session, "Once", command=command, device=device)
    assert said(project, session, "Once, and in other words", command=command, device=device) == first
    assert texts(project, session) == ["Once"]


def test_a_command_that_another_device_or_session_has_used_is_refused(project, session):
    said(project, session, "Mine", command="same", device="d1")
    for device in ("d2", ""):
        with pytest.raises(ConflictError, match="number is used already"):
            said(project, session, "Other", command="same", device=device)
    with pytest.raises(ConflictError):
        said(project, opened(project), "Other", command="same", device="d1")
    assert texts(project, session) == ["Mine"]


@pytest.mark.parametrize(("at_once", "hidden"), [(True, False), (False, True)])
def test_words_from_a_device_wait_unless_those_present_agreed_otherwise(project, at_once, hidden):
    session = opened(project, agreed=Agreed(at_once=at_once))
    assert said(project, session, "From a phone", device="d1").hidden is hidden
    assert said(project, session, "From a phone", device="d1", hidden=not hidden).hidden is hidden
    assert said(project, session, "From the note-taker").hidden is False
    assert said(project, session, "Later", hidden=True).hidden is True


def test_all_that_waits_comes_through_in_one_step_and_what_a_note_taker_hid_stays(project, session):
    other = opened(project)
    for words in ("One", "Two"):
        said(project, session, words, device="d1")
    said(project, session, "Hidden by hand", hidden=True)
    said(project, other, "Elsewhere", device="d1")

    def waiting():
        return {
            one.text for each in (session, other) for one in sessions.view(project, each.id).responses if one.hidden
        }

    assert responses.let_through(project, session.id, hand=hand("all")) == 2
    assert waiting() == {"Hidden by hand", "Elsewhere"}
    assert responses.let_through(project, session.id, hand=hand("all")) == 2  # the same command
    assert responses.let_through(project, session.id, hand=hand("again")) == 0
    steps.undo(project, coder="KL")
    assert waiting() == {"One", "Two", "Hidden by hand", "Elsewhere"}


def test_a_change_needs_the_revision_that_was_seen_and_is_one_step(project, session):
    first = said(project, session, "Before")
    later = responses.revise(project, first.id, "  After\nall ", seen=first.revision, hand=hand("change"))
    assert (later.text, later.revision > first.revision) == ("After all", True)
    assert responses.revise(project, first.id, "After all", seen=first.revision, hand=hand("change")) == later
    for deed in (
        lambda: responses.revise(project, first.id, "Late", seen=first.revision, hand=hand("r")),
        lambda: responses.hide(project, first.id, hidden=True, seen=first.revision, hand=hand("h")),
        lambda: responses.relate(project, first.id, (None, None), seen=first.revision, hand=hand("t")),
        lambda: responses.name(project, first.id, "T1", seen=first.revision, hand=hand("n")),
    ):
        with pytest.raises(ConflictError):
            deed()
    with pytest.raises(Refused, match="needs words"):
        responses.revise(project, first.id, " ", seen=later.revision, hand=hand("empty"))
    assert responses.one(project, first.id) == later
    steps.undo(project, coder="KL")
    assert responses.one(project, first.id).text == "Before"


def test_a_response_is_hidden_and_shown_again(project, session):
    one = said(project, session, "Words")
    gone = responses.hide(project, one.id, hidden=True, seen=one.revision, hand=hand("hide"))
    assert gone.hidden
    assert not responses.hide(project, one.id, hidden=False, seen=gone.revision, hand=hand("show")).hidden


def test_a_response_is_of_nothing_that_is_not_there(project, session):
    one = said(project, session, "Words")
    for about in ((7, None), (None, "d1")):
        with pytest.raises(NotFound):
            responses.relate(project, one.id, about, seen=one.revision, hand=hand(str(about)))
    assert responses.one(project, one.id) == one


def test_a_name_is_of_somebody_who_allows_it_or_of_nobody(project, session):
    one = said(project, session, "Words", who="the coach")
    named = responses.name(project, one.id, " T1\n", seen=one.revision, hand=hand("a"))
    nobody = responses.name(project, one.id, "", seen=named.revision, hand=hand("b"))
    assert (named.who, nobody.who) == ("T1", "")
    with pytest.raises(Refused):
        responses.name(project, one.id, "t2", seen=nobody.revision, hand=hand("c"))
    secret = opened(project, anonymous=True)
    with pytest.raises(Refused, match="no names are taken down"):
        said(project, secret, "Words", who="T1")
    kept = said(project, secret, "Words")
    with pytest.raises(Refused, match="no names are taken down"):
        responses.name(project, kept.id, "T1", seen=kept.revision, hand=hand("d"))


def test_what_somebody_said_who_no_longer_allows_feedback_is_not_there(project, session):
    one = said(project, session, "Words", who="T1")
    path = project.folder / "interviews" / "respondents.csv"
    path.write_text(path.read_text("utf-8").replace("T1,team,given", "T1,team,withdrawn"), "utf-8")
    later = project.again(project.now)
    for name in ("register", "_registered"):
        later.__dict__.pop(name, None)
    with pytest.raises(NotFound, match="There is no response"):
        responses.one(later, one.id)
    with pytest.raises(NotFound):
        responses.one(project, 999)


def test_a_device_gives_at_most_what_the_step_has_and_each_giving_replaces_the_one_before(project, dotted):
    a, b = (said(project, dotted, words, "ideas").id for words in "AB")
    hidden = said(project, dotted, "C", "ideas", hidden=True).id
    for given, kept in (
        ({a: 3}, {a: 3}),
        ({a: 1, b: 2}, {a: 1, b: 2}),
        ({a: 0, b: 1}, {b: 1}),
        ({hidden: 2, 999: 3, a: 3}, {a: 3}),  # what is hidden or gone comes back
        ({}, {}),
        ({b: 2}, {b: 2}),
    ):
        assert responses.dots(project, dotted.id, "d1", given) == kept
    for given in ({a: 4}, {a: 2, b: 2}, {a: -1}, {a: 4, b: -1}):
        with pytest.raises(Refused) as refused:
            responses.dots(project, dotted.id, "d1", given)
        assert refused.value.sentence == "Each has 3 dots to give."
    responses.dots(project, dotted.id, "d2", {b: 3})
    assert [responses.one(project, key).dots for key in (a, b, hidden)] == [0, 5, 0]
    with pytest.raises(ValueError, match="no device"):
        responses.dots(project, dotted.id, "", {a: 1})


def test_where_no_dots_are_given_none_are_taken(project, session):
    one = said(project, session, "Words")
    with pytest.raises(Refused):
        responses.dots(project, session.id, "d1", {one.id: 1})
    with pytest.raises(Refused, match="No dots are given in this format"):
        responses.count_dots(project, one.id, 1, hand=hand("n"))


def test_dots_counted_on_paper_stand_beside_those_of_devices(project, dotted):
    one = said(project, dotted, "A", "ideas")
    responses.dots(project, dotted.id, "d1", {one.id: 2})
    for n, together in ((MOST_COUNTED, MOST_COUNTED + 2), (7, 9), (0, 2)):
        assert responses.count_dots(project, one.id, n, hand=hand(f"n{n}")).dots == together
    for n in (-1, MOST_COUNTED + 1):
        with pytest.raises(Refused, match="no number of dots"):
            responses.count_dots(project, one.id, n, hand=hand("wrong"))
    assert sessions.view(project, dotted.id).paper == {}


DEEDS = {
    "respond": lambda p, session, key, hand: responses.respond(p, session, Said("add", "x", command="n"), hand=hand),
    "revise": lambda p, session, key, hand: responses.revise(p, key, "x", seen=1, hand=hand),
    "relate": lambda p, session, key, hand: responses.relate(p, key, (None, None), seen=1, hand=hand),
    "name": lambda p, session, key, hand: responses.name(p, key, "T1", seen=1, hand=hand),
    "hide": lambda p, session, key, hand: responses.hide(p, key, hidden=True, seen=1, hand=hand),
    "let through": lambda p, session, key, hand: responses.let_through(p, session, hand=hand),
    "count dots": lambda p, session, key, hand: responses.count_dots(p, key, 1, hand=hand),
}


def test_nobody_unnamed_and_nobody_who_codes_blind_does_anything_at_a_session(small):
    project = open_project(small, now=NOW)
    session = opened(project, "recognise")
    key = said(project, session, "Before").id
    assignments.assign(project, "MS", ["p01.txt"])
    blind = for_eyes(open_project(small, now=NOW), "MS")
    for name, deed in DEEDS.items():
        with pytest.raises(UsageError, match="Nobody is named"):
            deed(project, session.id, key, Hand("", name))
        with pytest.raises(Refused, match="blind"):
            deed(blind, session.id, key, Hand("MS", name))
    with pytest.raises(Refused, match="blind"):
        responses.one(blind, key)
    assert texts(project, session) == ["Before"]
