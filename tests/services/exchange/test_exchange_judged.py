"""Codings and memos of another program: each once, by who made it and when, and what cannot be held is counted."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.services.met import NOW
from tests.services.two_sides import words_of
from toolkit.domain.codings.memos import Memo
from toolkit.domain.exchange.interchange import (
    Exchanged,
    ExchangedCoding,
    ExchangedMemo,
    ExchangedSource,
    Selection,
    User,
)
from toolkit.domain.texts.text import Span
from toolkit.services.exchange import exchange_judged
from toolkit.services.exchange.exchange_judged import JudgedWith
from toolkit.services.exchange.exchange_texts import Texts
from toolkit.services.projects.project import open_project
from toolkit.storage.codings import memos
from toolkit.storage.sources import sources

AT = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
USERS = (User("u1", "KL"), User("u2", " Åsa\nBo "), User("u3", "\x00"))
PATHS = {"work": "needs/work", "income": "needs/income", "folder": None}


@pytest.fixture(scope="module")
def project(small_coded):
    return open_project(small_coded, now=NOW)


def coding(code="work", user="u2", at=AT):
    return ExchangedCoding("c", code, user, at)


def memo(text, name="", user="u1", at=AT):
    return ExchangedMemo("m", text, name, user, at)


def judged(project, *found, known=True, coder="", origin="NVivo 14", **more):
    """What is judged of the file's sources; they are p01.txt of the project, or else a new one of the same words."""
    with project.store() as store, store.reading() as connection:
        source = sources.get(connection, "p01.txt")
        texts = Texts(names={one.guid: "p01.txt" for one in found if one.guid != "gone"})
        if not known:
            texts.by_name["p01.txt"] = source
        exchanged = Exchanged("Study", origin, users=USERS, sources=found, **more)
        return exchange_judged.judged(project, connection, exchanged, JudgedWith(PATHS, texts, coder))


def place(project):
    with project.store() as store, store.reading() as connection:
        start = sources.text(connection, "p01.txt").index(words_of("P01"))
    return Span(start, start + len(words_of("P01")))


def on(span, *codings, memos=(), guid="s", **more):
    return ExchangedSource(guid, "p01", "x", (Selection("x", span, codings, tuple(memos)),), **more)


def lost(done):
    return {one.kind: one.n for one in done.losses}


def test_a_coding_has_the_words_coder_and_time(project):
    done = judged(project, on(place(project), coding()))
    [one] = done.codings
    assert (one.source, one.quote, one.code, one.coder, one.time) == (
        "p01.txt",
        words_of("P01"),
        "needs/work",
        "Åsa Bo",
        AT,
    )
    assert one.scheme_version == project.scheme_file.version
    assert (done.known_codings, done.coders, done.problems) == (0, {"Åsa Bo"}, [])


def test_what_is_here_already_and_what_comes_twice_is_known(project):
    span = place(project)
    done = judged(project, on(span, coding(user="u1"), coding(), coding(at=None)), on(span, coding(), guid="s2"))
    assert [(one.code, one.coder) for one in done.codings] == [("needs/work", "Åsa Bo")]
    assert done.known_codings == 3
    assert judged(project, on(span, coding(user="u1")), known=False).known_codings == 0


@pytest.mark.parametrize(
    ("at", "time"),
    [
        (None, NOW),
        (datetime(2026, 1, 1, 12, 0), datetime(2026, 1, 1, 12, 0, tzinfo=UTC)),
        (datetime(2026, 1, 1, 12, 0, tzinfo=timezone(timedelta(hours=2))), datetime(2026, 1, 1, 10, 0, tzinfo=UTC)),
    ],
)
def test_when_it_was_is_told_with_its_zone(project, at, time):
    [one] = judged(project, on(place(project), coding(at=at))).codings
    assert one.time == time
    assert one.time.tzinfo is not None


@pytest.mark.parametrize(
    ("coder", "origin", "name"), [("MS", "NVivo 14", "MS"), ("", "NVivo 14", "NVivo"), ("", " ", "REFI-QDA")]
)
@pytest.mark.parametrize("user", [None, "u9", "u3"])
def test_whom_the_file_does_not_name_is_told_once(project, coder, origin, name, user):
    found = on(place(project), coding(user=user), coding("income", user=user), memos=[memo("note", user=user)])
    done = judged(project, found, coder=coder, origin=origin)
    assert {one.coder for one in done.codings} == {name} == done.coders
    assert done.memos[0].author == name
    [note] = done.problems
    assert (note.values, note.serious, note.next_step) == (
        {"coder": name, "n": 2},
        False,
        "Name another with --coder NAME.",
    )


def test_who_only_wrote_a_memo_is_no_coder(project):
    done = judged(project, on(place(project), memos=[memo("note", user=None)]))
    assert (done.coders, done.problems) == (set(), [])


def test_what_cannot_be_held_is_counted_by_kind(project):
    with project.store() as store, store.reading() as connection:
        length = len(sources.text(connection, "p01.txt"))
    beyond = on(Span(length - 1, length + 1), coding(), memos=[memo("lost with its place")])
    folder = on(place(project), coding("folder"), coding("unknown"), guid="s2")
    whole = ExchangedSource("s3", "p01", "x", codings=(coding(),))
    notes = {"folder": (memo("a"), memo("b")), "work": (memo("kept"),)}
    done = judged(project, beyond, folder, whole, code_memos=notes)
    assert lost(done) == {"outside_text": 1, "folder_codings": 2, "whole_source": 1, "folder_memos": 2}
    [one] = done.codings
    assert one.span == Span(0, length)
    assert [note.code for note in done.memos] == ["needs/work"]
    assert any("several people" in each.sentence for each in done.problems) is False


def test_up_to_the_very_end_of_the_text_is_inside(project):
    with project.store() as store, store.reading() as connection:
        length = len(sources.text(connection, "p01.txt"))
    assert len(judged(project, on(Span(length - 1, length), coding())).codings) == 1


def test_codings_on_the_interviewer_s_words_are_told(project):
    with project.store() as store, store.reading() as connection:
        start = sources.text(connection, "p01.txt").index("What did you need")
    [note] = judged(project, on(Span(start, start + 9), coding())).problems
    assert note.values == {"n": 1}


def test_a_memo_has_its_name_as_its_first_line_and_hangs_where_it_hung(project):
    span = place(project)
    found = ExchangedSource(
        "s",
        "p01",
        "x",
        (Selection("x", span, (), (memo(" Look\r\nagain ", "Doubt"),)),),
        memos=(memo("Doubt about it", "Doubt"), memo("  ", ""), memo("", "Only a name")),
        description="An interview in spring.",
    )
    done = judged(project, found, code_memos={"income": (memo("of the code"),)})
    assert [(one.text, one.span, one.code) for one in done.memos] == [
        ("Doubt\n\nLook\nagain", span, None),
        ("Doubt about it", None, None),
        ("Only a name", None, None),
        ("An interview in spring.", None, None),
        ("of the code", None, "needs/income"),
    ]
    assert {one.source for one in done.memos} == {"p01.txt", None}
    assert all(one.time == AT for one in done.memos[:3])


def test_memos_that_are_here_already_are_known(small):
    project = open_project(small, now=NOW)
    span = place(project)
    with project.store(write=True) as store, store.writing("memo", now=NOW) as change:
        memos.add_unknown(
            change.connection,
            [Memo("here", "KL", NOW, "p01.txt", span), Memo("on work", "KL", NOW, code="needs/work")],
        )
    again = on(span, memos=[memo("here"), memo("here"), memo("here", user="u2"), memo("new")])
    done = judged(project, again, code_memos={"work": (memo("on work"), memo("more"))})
    assert done.known_memos == 3
    assert [(one.text, one.author) for one in done.memos] == [("here", "Åsa Bo"), ("new", "KL"), ("more", "KL")]


def test_a_source_that_was_not_taken_brings_nothing(project):
    done = judged(project, on(place(project), coding(), memos=[memo("x")], guid="gone"))
    assert (done.codings, done.memos, lost(done)) == ([], [], {})
