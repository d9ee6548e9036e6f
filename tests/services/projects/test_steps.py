"""What a person did can be undone and done again until the day ends, and never over what somebody else did since."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.services.stepped import NOW, coded
from toolkit.domain.codings.memos import Memo
from toolkit.domain.comparing.settlements import Settlement
from toolkit.domain.texts.text import Span
from toolkit.errors import ConflictError, MisplacedQuote, NotFound
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project
from toolkit.services.projects.standing import StandingStore
from toolkit.services.projects.steps import history, redo, stepping, undo
from toolkit.storage.codings import codings, memos, settlements
from toolkit.storage.database import journal
from toolkit.storage.sources import sources


def stored(project, coding_id):
    with project.store() as store, store.reading() as connection:
        return next(iter(codings.by_ids(connection, [coding_id])), None)


def change(project, coding_id, revision=None, *, coder="KL", **values):
    with project.store(write=True) as store, stepping(store, "change", project, coder=coder) as step:
        step.update("coding", coding_id, values, revision=revision)


def remove(project, coding_id, revision=None, coder="KL"):
    with project.store(write=True) as store, stepping(store, "remove", project, coder=coder) as step:
        step.delete("coding", coding_id, revision=revision)


def test_a_coding_holds_the_words_at_its_span_and_follows_it(project, coding):
    key = coding()
    with project.store() as store, store.reading() as connection:
        text = sources.text(connection, "p01.txt")
    assert stored(project, key).quote == text[20:50]
    change(project, key, 1, start=25)
    assert (stored(project, key).quote, stored(project, key).revision) == (text[25:50], 2)
    with pytest.raises(MisplacedQuote):
        change(project, key, 2, end=len(text) + 1)
    with project.store() as store:
        assert store.check() == []


def test_what_was_done_is_undone_and_done_again_with_the_same_id(project, coding):
    key = coding()
    made = stored(project, key)
    assert undo(project, coder="KL").verb == "code"
    assert stored(project, key) is None
    with pytest.raises(NotFound):
        undo(project, coder="KL")
    done = redo(project, coder="KL")
    assert len(done.sources) == 1
    assert replace(stored(project, key), revision=1) == made
    with pytest.raises(NotFound):
        redo(project, coder="KL")


def test_many_steps_are_undone_to_the_first_and_done_again_to_the_last(project, coding):
    key = coding()
    change(project, key, code="needs/health")
    change(project, key, start=30)
    remove(project, key)
    seen = [stored(project, key)]
    for _ in range(4):
        undo(project, coder="KL")
        seen.append(stored(project, key))
    assert [one and (one.code, one.span.start) for one in seen] == [
        None,
        ("needs/health", 30),
        ("needs/health", 20),
        ("needs/work", 20),
        None,
    ]
    again = []
    for _ in range(4):
        redo(project, coder="KL")
        again.append(stored(project, key))
    assert [one and (one.code, one.span.start) for one in again] == [
        ("needs/work", 20),
        ("needs/health", 20),
        ("needs/health", 30),
        None,
    ]


def test_a_revision_never_comes_back_with_another_content(project, coding):
    key = coding()
    seen = {}

    def look():
        now = stored(project, key)
        if now:
            content = (now.code, now.span)
            assert seen.setdefault(now.revision, content) == content
        return now

    look()
    for _ in range(3):
        change(project, key, code="needs/health")
        look()
        undo(project, coder="KL")
        look()
        undo(project, coder="KL")
        assert look() is None
        redo(project, coder="KL")
        look()
        redo(project, coder="KL")
        look()
        undo(project, coder="KL")
        look()


def test_a_stale_edit_is_refused_and_changes_nothing(project, coding):
    key = coding()
    change(project, key, 1, code="needs/health")
    for stale in (lambda: change(project, key, 1, code="solutions"), lambda: remove(project, key, 1)):
        with pytest.raises(ConflictError):
            stale()
    assert stored(project, key).code == "needs/health"
    remove(project, key, 2)
    with pytest.raises(ConflictError):
        change(project, key, 2, code="solutions")
    assert len(history(project, "KL")) == 3


def test_what_somebody_changed_since_is_not_undone(project, coding):
    key, other = coding(), None
    with project.store(write=True) as store, stepping(store, "code", project, coder="KL") as step:
        step.update("coding", key, {"code": "needs/health"})
        other = step.insert("coding", coded(step, 60, 80, "needs/work", "KL"))
    change(project, key, coder="B", code="solutions")
    with pytest.raises(ConflictError):
        undo(project, coder="KL")
    assert stored(project, key).code == "solutions"
    assert stored(project, other) is not None
    undo(project, coder="B")
    undo(project, coder="KL")
    assert stored(project, key).code == "needs/work"
    assert stored(project, other) is None


def test_what_would_stand_twice_is_not_brought_back(project, coding):
    key = coding()
    undo(project, coder="KL")
    coding(coder="B")
    with project.store(write=True) as store, stepping(store, "code", project, coder="B") as step:
        step.insert("coding", coded(step, 20, 50, "needs/work", "KL"))
    with pytest.raises(ConflictError):
        redo(project, coder="KL")
    assert stored(project, key) is None


def test_a_command_is_carried_out_once(project, coding):
    key = coding(command="c1")
    with project.store(write=True) as store, stepping(store, "code", project, coder="KL", command="c1") as step:
        assert step.repeated
        assert step.rows("coding") == [key]
    with pytest.raises(RuntimeError):
        coding(command="c1")
    before = steps.mark(project)
    assert undo(project, coder="KL", command="u1") == undo(project, coder="KL", command="u1")
    assert steps.mark(project) == before + 1
    assert redo(project, coder="KL", command="r" * 200) == redo(project, coder="KL", command="r" * 200)
    assert stored(project, key) is not None


def test_a_step_that_changes_nothing_or_fails_leaves_no_trace(project, coding):
    before = steps.mark(project)
    with project.store(write=True) as store:
        with stepping(store, "code", project, coder="KL"):
            pass
        with pytest.raises(KeyError), stepping(store, "code", project, coder="KL") as step:
            [step.insert(table, coded(step, 20, 50, "needs/work", "KL")) for table in ("coding", "unknown")]
    assert history(project, "KL") == []
    assert steps.mark(project) == before


def test_each_coder_undoes_their_own_and_a_new_step_ends_redoing(project, coding):
    first, second = coding(), coding(start=60, end=70, coder="B")
    undo(project, coder="KL")
    assert (stored(project, first), stored(project, second) is None) == (None, False)
    coding(start=80, end=90, coder="B")
    assert [one.undone for one in history(project, "KL")] == [True]
    coding(start=90, end=99)
    assert [one.undone for one in history(project, "KL")] == [False]
    with pytest.raises(NotFound):
        redo(project, coder="KL")


def test_steps_are_kept_for_the_day_only(project, coding, small):
    coding()
    tomorrow = open_project(small, now=NOW + timedelta(days=1))
    assert history(tomorrow, "KL") == []
    with pytest.raises(NotFound):
        undo(tomorrow, coder="KL")
    assert len(history(project, "KL")) == 1
    with tomorrow.store(write=True) as store, stepping(store, "code", tomorrow, coder="B") as step:
        step.insert("coding", coded(step, 60, 80, "needs/work", "B"))
    assert history(project, "KL") == []
    with closing(sqlite3.connect(small / "project.db")) as database:
        assert database.execute("SELECT count(DISTINCT step_id) FROM step_change").fetchone() == (1,)


@pytest.fixture
def far_east(monkeypatch):
    """A computer fourteen hours ahead of UTC."""
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the computer's zone cannot be set here")
@pytest.mark.usefixtures("far_east")
def test_the_day_is_that_of_the_computer(coding, small):
    coding()  # at 23:00
    assert len(history(open_project(small, now=NOW + timedelta(minutes=59)), "KL")) == 1
    assert history(open_project(small, now=NOW + timedelta(minutes=61)), "KL") == []
    noon = open_project(small, now=NOW + timedelta(hours=13))
    with noon.store(write=True) as store, stepping(store, "code", noon, coder="KL") as step:
        step.insert("coding", coded(step, 60, 80, "needs/work", "KL"))
    assert len(history(open_project(small, now=NOW + timedelta(hours=17)), "KL")) == 1  # a new day of UTC by now


def test_words_in_steps_of_earlier_days_are_gone_when_a_workbench_begins(project, small):
    with project.store(write=True) as store, stepping(store, "memo", project, coder="KL") as step:
        key = step.insert("memo", {"code": "needs", "text": "SECRETMEMO", "author": "KL", "time": NOW})
    with project.store(write=True) as store, stepping(store, "remove memo", project, coder="KL") as step:
        step.delete("memo", key)
    assert b"SECRETMEMO" in (small / "project.db").read_bytes()
    tomorrow = StandingStore(small, lambda: NOW + timedelta(days=1))
    before = project.store().mark()
    assert tomorrow().mark() == before  # nothing is done that others would see
    tomorrow.close()
    assert b"SECRETMEMO" not in (small / "project.db").read_bytes()


def test_steps_in_a_removed_source_are_forgotten_wholly(project, coding, small):
    coding()
    with project.store(write=True) as store:
        with stepping(store, "code", project, coder="KL") as step:
            step.insert("coding", coded(step, 60, 80, "needs/work", "KL"))
            step.insert("memo", {"code": "needs", "text": "SECRETMEMO", "author": "KL", "time": NOW})
        with stepping(store, "memo", project, coder="KL") as step:
            step.insert("memo", {"code": "needs", "text": "Kept", "author": "KL", "time": NOW})
        with store.writing("remove", now=NOW) as removal:
            sources.remove(removal.connection, "p01.txt")
        assert store.check() == []
    assert [one.verb for one in history(project, "KL")] == ["memo"]
    undo(project, coder="KL")
    with project.store() as store, store.reading() as connection:
        assert [memo.text for memo in memos.each(connection)] == ["SECRETMEMO"]  # a memo on a code is no source's


def test_no_quoted_words_are_kept_with_a_step(project, coding, small):
    key = coding(20, 60)
    remove(project, key)
    with closing(sqlite3.connect(small / "project.db")) as database:
        kept = database.execute("SELECT before || after FROM step_change").fetchall()
    assert len(kept) == 2
    assert not any("quote" in line for (line,) in kept)


def test_memos_settlements_and_verdicts_are_undone_alike(project):
    memo = Memo("Look here", "KL", NOW, "p01.txt", Span(20, 50))
    settled = Settlement("p01.txt", Span(20, 50), "", "needs/work", False, "Not about work", "KL", NOW)
    with project.store(write=True) as store, stepping(store, "settle", project, coder="KL") as step:
        step.insert("memo", memos.values(step.connection, memo))
        key = step.insert("settlement", settlements.values(step.connection, settled))
        span = {"source_id": 1, "start": 20, "end": 50}
        step.insert("verdict", {**span, "code": "needs", "decision": "rejected", "coder": "KL", "time": NOW})

    def all_there():
        with project.store() as store, store.reading() as connection:
            found = memos.each(connection), settlements.each(connection), codings.verdicts(connection)
            assert store.check() == []
        return [[replace(one, revision=1) if hasattr(one, "revision") else one for one in kind] for kind in found]

    before = all_there()
    assert [len(kind) for kind in before] == [1, 1, 1]
    assert before[1][0].quote
    assert before[1][0].id == key
    undo(project, coder="KL")
    assert all_there() == [[], [], []]
    redo(project, coder="KL")
    assert all_there() == before


def test_the_journal_says_what_was_undone_without_words(project, coding):
    coding()
    undo(project, coder="KL")
    with project.store() as store, store.reading() as connection:
        *_, done, undone = journal.entries(connection)
    assert (done.verb, undone.verb) == ("code", "undo")
    assert done.detail == undone.detail
    assert set(done.detail) == {"step"}
