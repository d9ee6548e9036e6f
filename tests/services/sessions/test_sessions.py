"""Reflection sessions: what is said is kept once, changed by who saw it, hidden till let through, and ends with it."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from toolkit.domain.reflection.reflection import FORMATS, Agreed, State
from toolkit.errors import ConflictError, NotFound, Refused, UsageError
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project
from toolkit.services.sessions import responses, session_sources, sessions
from toolkit.services.sessions.responses import Said
from toolkit.services.sessions.sessions import Wish

NOW = datetime(2025, 10, 20, 9, tzinfo=UTC)
COMMANDS = iter(range(10_000))


def hand(coder="KL"):
    return Hand(coder, f"command-{next(COMMANDS)}")


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def held(project, form="recognise", **wish):
    return sessions.open_session(project, Wish(form, "team", "Autumn", **wish), hand=hand())


def said(text="More time is needed", step="differently", **more):
    return Said(step, text, **{"command": f"said-{next(COMMANDS)}", **more})


def texts(project, session):
    return [one.text for one in sessions.view(project, session.id).responses]


def test_a_session_is_opened_and_holds_what_was_said(project):
    held_one = held(project, day="2025-11-03", present=("coach", " "), agreed=Agreed(quote=True, told="No names."))
    assert (held_one.day, held_one.present, held_one.state) == ("2025-11-03", ("coach",), State.OPEN)
    assert held_one.agreed == Agreed(report=True, quote=True, told="No names.")
    responses.respond(project, held_one.id, said("The bus\nis a bother"), hand=hand())
    responses.respond(project, held_one.id, said("We know this", "recognise"), hand=hand())
    found = sessions.view(project, held_one.id)
    assert [each.step.key for each in found.steps] == ["recognise", "differently", "add"]
    assert [one.text for one in found.responses] == ["We know this", "The bus is a bother"]
    assert sessions.sessions(project) == (held_one,)
    assert held(project).day == "2025-10-20"


@pytest.mark.parametrize(
    ("anonymous", "agreed", "told"),
    [
        (True, Agreed(), ("Inga namn antecknas. Det som sägs blir material", "Ingen citeras.", "släppt fram det.")),
        (
            False,
            Agreed(report=False, quote=True, at_once=True),
            ("De som vill", "stannar", "får citeras", "egna enheter"),
        ),
    ],
)
def test_house_rules_that_nobody_wrote_are_in_the_projects_language_whatever_the_screens(
    project, anonymous, agreed, told
):
    wish = Wish("recognise", "team", "Höst", anonymous=anonymous, agreed=agreed)
    rules = sessions.rules(SimpleNamespace(language="sv"), wish)
    assert [part for part in told if part not in rules] == []
    assert held(project).agreed.told == sessions.rules(project, Wish("recognise", "team", "Autumn"))


def test_the_same_command_is_one_response(project):
    session = held(project)
    one = said()
    first = responses.respond(project, session.id, one, hand=hand())
    assert responses.respond(project, session.id, one, hand=hand()) == first
    assert texts(project, session) == ["More time is needed"]
    device = said("From a phone", device="d1")
    kept = responses.respond(project, session.id, device, hand=None)
    assert responses.respond(project, session.id, device, hand=None) == kept
    other = Said(device.step, "Stolen", device="d2", command=device.command)
    with pytest.raises(ConflictError):
        responses.respond(project, session.id, other, hand=None)
    with pytest.raises(ConflictError):
        responses.respond(project, held(project).id, device, hand=None)
    assert len(texts(project, session)) == 2


def test_a_device_waits_until_it_is_let_through(project):
    session = held(project)
    one = responses.respond(project, session.id, said("From a phone", device="d1"), hand=None)
    assert (one.hidden, one.coder) == (True, "")
    shown = responses.hide(project, one.id, hidden=False, seen=one.revision, hand=hand())
    assert not shown.hidden
    responses.respond(project, session.id, said("Another", device="d2"), hand=None)
    own = responses.respond(project, session.id, said("Kept back", hidden=True), hand=hand())
    assert responses.let_through(project, session.id, hand=hand()) == 1
    assert [one.hidden for one in sessions.view(project, session.id).responses] == [False, False, True]
    assert own.hidden
    free = held(project, agreed=Agreed(at_once=True))
    assert not responses.respond(project, free.id, said("At once", device="d1"), hand=None).hidden


def test_two_note_takers_write_over_nothing(project):
    session = held(project)
    one = responses.respond(project, session.id, said(), hand=hand("KL"))
    deed = hand("MS")
    changed = responses.revise(project, one.id, "Less time", seen=one.revision, hand=deed)
    assert responses.revise(project, one.id, "Less time", seen=one.revision, hand=deed) == changed
    with pytest.raises(ConflictError):
        responses.revise(project, one.id, "No time", seen=one.revision, hand=hand("KL"))
    assert texts(project, session) == ["Less time"]


def test_deeds_are_undone_until_the_session_closes(project, made_source):
    session = held(project)
    one = responses.respond(project, session.id, said(), hand=hand())
    responses.revise(project, one.id, "Less time", seen=one.revision, hand=hand())
    assert steps.undo(project, coder="KL").verb == "change response"
    assert texts(project, session) == ["More time is needed"]
    assert steps.undo(project, coder="KL").verb == "respond"
    assert texts(project, session) == []
    steps.redo(project, coder="KL")
    assert texts(project, session) == ["More time is needed"]
    sessions.close(project, session.id, hand=hand())
    with pytest.raises(NotFound):
        steps.undo(project, coder="KL")
    assert texts(project, session) == ["More time is needed"]


def test_closing_a_session_leaves_the_steps_of_another(project, made_source):
    ended, other = held(project), held(project)
    responses.respond(project, ended.id, said("Of the first"), hand=hand())
    responses.respond(project, other.id, said("Of the second"), hand=hand())
    sessions.close(project, ended.id, hand=hand())
    assert steps.undo(project, coder="KL").verb == "respond"
    assert (texts(project, ended), texts(project, other)) == (["Of the first"], [])


def test_what_dots_were_given_to_is_not_undone(project):
    session = held(project, "priorities")
    one = responses.respond(project, session.id, said("A bus", "ideas"), hand=hand())
    responses.dots(project, session.id, "d1", {one.id: 2})
    with pytest.raises(ConflictError):
        steps.undo(project, coder="KL")


def test_an_undone_response_does_not_come_back_by_being_sent_again(project):
    session = held(project)
    one = said()
    responses.respond(project, session.id, one, hand=hand())
    steps.undo(project, coder="KL")
    with pytest.raises(ConflictError):
        responses.respond(project, session.id, one, hand=hand())
    assert texts(project, session) == []


def test_dots_put_responses_in_order(project):
    session = held(project, "priorities")
    a, b, c = (responses.respond(project, session.id, said(each, "ideas"), hand=hand()) for each in "ABC")
    assert responses.dots(project, session.id, "d1", {b.id: 2, c.id: 1}) == {b.id: 2, c.id: 1}
    assert responses.dots(project, session.id, "d1", {b.id: 3}) == {b.id: 3}
    responses.dots(project, session.id, "d2", {c.id: 1})
    responses.count_dots(project, a.id, 7, hand=hand())
    found = sessions.view(project, session.id)
    assert [(one.text, one.dots) for one in found.steps[1].responses] == [("A", 7), ("B", 3), ("C", 1)]
    assert len(found.responses) == 3
    with pytest.raises(Refused):
        responses.dots(project, session.id, "d2", {a.id: 2, b.id: 2})
    with pytest.raises(Refused):
        responses.dots(project, session.id, "d2", {a.id: 5, b.id: -2})
    responses.hide(project, b.id, hidden=True, seen=b.revision, hand=hand())
    assert responses.dots(project, session.id, "d1", {b.id: 3, a.id: 1, 999: 1}) == {a.id: 1}
    with pytest.raises(Refused):
        responses.respond(project, session.id, said("Words", "dots"), hand=hand())
    with pytest.raises(Refused):
        responses.count_dots(project, a.id, 1000, hand=hand())


def test_what_is_not_there_is_refused(project):
    session = held(project)
    for wrong, error in (
        (said(step="planned"), NotFound),
        (said("  "), Refused),
        (said("a" * 2001), Refused),
        (said(claim=99), NotFound),
        (said(theme="none"), NotFound),
        (said(who="Kim"), Refused),
    ):
        with pytest.raises(error):
            responses.respond(project, session.id, wrong, hand=hand())
    for wish, error in (
        ({"form": "tea"}, NotFound),
        ({"day": "tomorrow"}, UsageError),
        ({"pack": 99}, NotFound),
    ):
        with pytest.raises(error):
            held(project, **wish)
    with pytest.raises(NotFound):
        sessions.open_session(project, Wish("recognise", "aunts", "Autumn"), hand=hand())
    with pytest.raises(Refused):
        sessions.open_session(project, Wish("recognise", "team", " "), hand=hand())
    with pytest.raises(UsageError):
        responses.respond(project, session.id, said(), hand=Hand("", "x"))
    with pytest.raises(NotFound):
        sessions.view(project, 99)
    assert texts(project, session) == []


def test_a_pack_is_for_its_audience_and_let_out(project):
    kept = {name: pack(project, name, digest) for name, digest in (("team", "f" * 64), ("steering", "f" * 64))}
    waiting = pack(project, "team", "")
    session = held(project, pack=kept["team"])
    assert [(one.theme, one.sentence) for one in sessions.view(project, session.id).findings] == [("t1", "Many wait.")]
    responses.respond(project, session.id, said(theme="t1"), hand=hand())
    for wrong in (kept["steering"], waiting):
        with pytest.raises(Refused):
            held(project, pack=wrong)


def pack(project, audience, digest):
    from toolkit.storage.tables import schema_reflection as tables

    row = {"title": "T", "audience": audience, "digest": digest, "files": [], "shown": [], "coder": "KL", "at": NOW}
    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        made = change.connection.execute(tables.pack.insert().values(row)).lastrowid
        pieces = (("see", "Many wait.", "t1"), ("quote", "I wait", "t1"), ("differ", "Some do not.", "t1"))
        pieces += (("missing", "Few have asked.", None), ("question", "What now?", None))
        for number, (kind, text, theme) in enumerate(pieces, 1):
            piece = {"pack_id": made, "position": number, "kind": kind, "text": text, "theme": theme}
            change.connection.execute(tables.pack_item.insert().values(piece))
        return made


def withdraw(folder):
    path = folder / "interviews" / "respondents.csv"
    path.write_text(path.read_text().replace("P01,participants,,given,2027-12-31", "P01,participants,,withdrawn,"))


def test_words_of_who_has_withdrawn_are_not_shown(project, small):
    session = held(project, anonymous=False)
    responses.respond(project, session.id, said("Mine", who="p01"), hand=hand())
    responses.respond(project, session.id, said("Kims", who="Kim"), hand=hand())
    withdraw(small)
    later = open_project(small, now=NOW)
    assert texts(later, session) == ["Kims"]
    with pytest.raises(Refused):
        responses.respond(later, session.id, said(who="P01"), hand=hand())
    with pytest.raises(Refused):
        held(later, anonymous=False, present=("p01",))


@pytest.fixture
def made_source(monkeypatch):
    """What LOOP makes of a session, counted only: its own tests tell the rest."""
    made = []

    def make(project, session, said, *, hand):
        made.append((session.id, len(said), session.state))

    monkeypatch.setattr(session_sources, "make", make)
    return made


def test_a_closed_session_takes_no_more(project, made_source):
    session = held(project, "priorities")
    one = responses.respond(project, session.id, said("A bus", "ideas"), hand=hand())
    assert sessions.close(project, session.id, hand=hand()).state is State.CLOSED
    assert made_source == [(session.id, 1, State.CLOSED)]
    for deed in (
        lambda: responses.respond(project, session.id, said("Late", "ideas"), hand=hand()),
        lambda: responses.respond(project, session.id, said("Late", "ideas", device="d1"), hand=None),
        lambda: responses.revise(project, one.id, "Other", seen=one.revision, hand=hand()),
        lambda: responses.hide(project, one.id, hidden=True, seen=one.revision, hand=hand()),
        lambda: responses.dots(project, session.id, "d1", {one.id: 1}),
        lambda: responses.count_dots(project, one.id, 1, hand=hand()),
        lambda: responses.let_through(project, session.id, hand=hand()),
    ):
        with pytest.raises(Refused):
            deed()
    assert texts(project, session) == ["A bus"]
    empty = held(project)
    sessions.close(project, empty.id, hand=hand())
    assert len(made_source) == 1


def test_every_format_has_steps_that_take_words():
    for key, form in FORMATS.items():
        assert form.key == key
        assert any(not each.dots for each in form.steps)
        assert len({each.key for each in form.steps}) == len(form.steps)


def test_which_own_device_said_what_is_forgotten_when_the_session_is_closed(project):
    from toolkit.storage.sessions import sessions as stored

    session = held(project, "priorities", agreed=Agreed(at_once=True))
    first, second = (
        responses.respond(project, session.id, said(words, "ideas", device="d1"), hand=None) for words in ("One", "Two")
    )
    for device, n in (("d1", 1), ("d2", 2)):
        responses.dots(project, session.id, device, {first.id: n, second.id: 1})
    responses.count_dots(project, first.id, 3, hand=hand())
    sessions.close(project, session.id, hand=hand())
    with project.store() as store, store.reading() as connection:
        kept = stored.responses(connection, session.id)
        assert stored.dots_of(connection, session.id, "d1") == {}
        assert stored.dots_of(connection, session.id, "") == {first.id: 3}
    assert [(one.text, one.device, one.dots) for one in kept] == [("One", "own", 6), ("Two", "own", 2)]


def test_who_no_longer_allows_feedback_is_among_no_present(project, small):
    session = held(project, present=("coach", "P02"))
    register = small / "interviews" / "respondents.csv"
    lines = register.read_text(encoding="utf-8").splitlines()
    changed = [line.replace(",given", ",withdrawn") if line.startswith("P02,") else line for line in lines]
    assert changed != lines
    register.write_text("\n".join(changed) + "\n", encoding="utf-8")
    later = open_project(small, now=NOW)
    assert sessions.view(later, session.id).session.present == ("coach",)
    assert [one.present for one in sessions.sessions(later)] == [("coach",)]
