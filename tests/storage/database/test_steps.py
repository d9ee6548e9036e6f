"""What one deed changed is recorded row by row, so that it can be undone and done again while it is its coder's day."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from tests.storage.material import NOW, at, count, put, put_coding, put_source
from toolkit.errors import ConflictError
from toolkit.storage.database import steps
from toolkit.storage.database.engines import must_vanish
from toolkit.storage.database.steps import FileChange
from toolkit.storage.suggesting import runs
from toolkit.storage.suggesting.runs import SchemeVersion
from toolkit.storage.tables.schema import coding, memo, step, step_change
from toolkit.storage.tables.schema_reflection import partner, tie

MEMO = {"text": "m", "author": "KL", "time": NOW, "code": "needs"}


@pytest.fixture
def key(connection):
    return put_source(connection)


def begin(connection, command, *, coder="KL", now=NOW, verb="code"):
    return steps.begin(connection, verb, coder=coder, command=command, now=now)


def coded(connection, key, said, **more):
    return {**at(connection, key, said), "code": "needs", "coder": "KL", "time": NOW, "scheme_version": 1, **more}


def undo(connection, command, *, coder="KL", undone=False):
    target = steps.last(connection, coder, now=NOW, undone=undone)
    return steps.reverse(connection, target, command=command, now=NOW)


def redo(connection, command):
    return undo(connection, command, undone=True)


def contents(connection, table=coding):
    """All rows but for their revisions, which only ever grow."""
    columns = [column for column in table.c if column.name != "revision"]
    return [tuple(row) for row in connection.execute(select(*columns).order_by(table.c.id))]


def test_a_step_tells_what_it_changed_also_when_its_command_comes_again(connection, key):
    one = begin(connection, "c1")
    assert (one.repeated, one.changed, one.codes, one.rows("coding")) == (False, False, frozenset(), [])
    first = one.insert("coding", coded(connection, key, "rädd", code="needs/health"))
    second = one.insert("coding", coded(connection, key, "lyssnade"))
    one.update("coding", first, {"code": "learning"})
    note = one.insert("memo", MEMO)
    assert (one.changed, one.codes) == (True, {"needs/health", "needs", "learning"})
    assert (one.rows("coding"), one.rows("memo")) == ([first, second], [note])
    again = begin(connection, "c1")
    assert (again.repeated, again.rows("coding"), again.rows("memo")) == (True, [first, second], [note])
    for deed in (
        lambda: again.insert("memo", MEMO),
        lambda: again.insert_many("memo", [MEMO]),
        lambda: again.update("memo", note, {"text": "n"}),
        lambda: again.delete("memo", note),
        lambda: again.file(path_kind="scheme", before="", after=""),
    ):
        with pytest.raises(RuntimeError, match="taken before"):
            deed()
    assert steps.taken_before(connection, "c1")
    assert not steps.taken_before(connection, "c2")


def test_a_step_that_changes_nothing_is_not_kept(connection):
    one = begin(connection, "c1")
    assert one.insert_many("memo", []) == []
    assert not steps.taken_before(connection, "c1")
    assert steps.taken(connection, "KL", now=NOW) == []


def test_every_change_is_undone_and_done_again_in_order(connection, key):
    known = put_coding(connection, key, "lång tid", coder="KL")
    before = contents(connection)
    one = begin(connection, "c1")
    made = one.insert("coding", coded(connection, key, "rädd"))
    one.update("coding", made, {"code": "learning"})
    one.update("coding", known, at(connection, key, "lång tid innan"))
    one.delete("coding", made)
    many = [{**coded(connection, key, said), "quote": said} for said in ("Jag var", "lyssnade")]
    assert one.insert_many("coding", many) == [made + 1, made + 2]
    after = contents(connection)
    for number in range(3):
        assert undo(connection, f"u{number}") == []
        assert contents(connection) == before
        assert redo(connection, f"r{number}") == []
        assert contents(connection) == after


def test_a_row_that_comes_back_has_its_number_and_a_revision_that_it_never_had(connection, key):
    one = begin(connection, "c1")
    number = one.insert("coding", coded(connection, key, "rädd"))
    seen = {1}
    for at_, deed in enumerate((undo, redo, undo, redo)):
        deed(connection, f"d{at_}")
        row = connection.execute(select(coding.c.id, coding.c.revision)).first()
        if row is not None:
            assert row.id == number
            assert row.revision not in seen
            seen.add(row.revision)
    assert len(seen) == 3


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_a_row_that_is_gone_or_was_changed_since_it_was_seen_is_left(connection, key, deed):
    one = begin(connection, "c1")
    number = one.insert("memo", MEMO)
    one.update("memo", number, {"text": "n"})

    def do(row, revision):
        if deed == "update":
            one.update("memo", row, {"text": "x"}, revision=revision)
        else:
            one.delete("memo", row, revision=revision)

    with pytest.raises(ConflictError, match="Somebody has changed"):
        do(number, 1)
    with pytest.raises(ConflictError, match="removed it"):
        do(number + 1, 1)
    assert connection.execute(select(memo.c.text)).scalars().all() == ["n"]
    do(number, 2)
    assert connection.execute(select(memo.c.text)).scalars().all() == (["x"] if deed == "update" else [])


def test_what_somebody_changed_since_is_not_undone(connection, key):
    one = begin(connection, "c1")
    number = one.insert("memo", MEMO)
    connection.execute(update(memo).values(text="another's"))
    with pytest.raises(ConflictError, match="left as it is now"):
        undo(connection, "u")
    connection.execute(update(memo).values(text="m", revision=9))
    undo(connection, "u")
    assert count(connection, memo) == 0
    redo(connection, "r")
    assert connection.execute(select(memo.c.id, memo.c.revision)).one() == (number, 10)


def test_a_partner_is_not_undone_from_under_others_marks(connection, key):
    one = begin(connection, "c1")
    number = one.insert("partner", {"name": "Vården", "kind": "organisation", "names": [], "coder": "KL", "at": NOW})
    told = {"respondent": "D01", "need": "", "phase": "", "effect": "helps", "time": "now", "coder": "B", "at": NOW}
    put(connection, tie, **at(connection, key, "rädd"), partner_id=number, **told)
    with pytest.raises(ConflictError):
        undo(connection, "u")
    assert count(connection, partner) == 1


def test_each_undoes_their_own_last_step_and_redoes_the_first_undone(connection):
    for command, coder in (("1", "KL"), ("2", "KL"), ("3", "B"), ("4", "KL")):
        begin(connection, command, coder=coder, verb=f"verb {command}").insert("memo", MEMO)

    def verbs(*, undone):
        found = steps.last(connection, "KL", now=NOW, undone=undone)
        return None if found is None else found.verb

    assert [(one.verb, one.undone) for one in steps.taken(connection, "KL", now=NOW)] == [
        ("verb 4", False),
        ("verb 2", False),
        ("verb 1", False),
    ]
    seen = []
    while (verb := verbs(undone=False)) is not None:
        undo(connection, f"u {verb}")
        seen.append((verb, verbs(undone=True)))
    assert seen == [("verb 4", "verb 4"), ("verb 2", "verb 2"), ("verb 1", "verb 1")]
    redo(connection, "r")
    assert (verbs(undone=False), verbs(undone=True)) == ("verb 1", "verb 2")
    assert steps.last(connection, "B", now=NOW, undone=False).verb == "verb 3"
    assert steps.last(connection, "C", now=NOW, undone=False) is None


def test_a_new_step_forgets_what_its_coder_undid_and_nobody_elses(connection):
    for command, coder in (("1", "KL"), ("2", "B")):
        begin(connection, command, coder=coder).insert("memo", MEMO)
        undo(connection, f"u{command}", coder=coder)
    new = begin(connection, "3")
    assert new.forgets
    assert steps.last(connection, "KL", now=NOW, undone=True) is not None  # until it changes something
    new.insert("memo", MEMO)
    assert steps.last(connection, "KL", now=NOW, undone=True) is None
    assert steps.last(connection, "B", now=NOW, undone=True) is not None
    assert not begin(connection, "4").forgets


def test_steps_are_kept_for_their_day(connection):
    begin(connection, "1").insert("memo", MEMO)
    tomorrow = NOW + timedelta(days=1)
    assert steps.taken(connection, "KL", now=tomorrow) == []
    assert steps.last(connection, "KL", now=tomorrow, undone=False) is None
    later = begin(connection, "2", coder="B", now=tomorrow)
    assert later.forgets
    later.insert("memo", MEMO)
    assert connection.execute(select(step.c.command)).scalars().all() == ["2"]
    assert count(connection, step_change) == 1
    must_vanish(connection)
    assert steps.forget_earlier(connection, now=tomorrow) == 0
    assert not must_vanish(connection)
    assert steps.forget_earlier(connection, now=tomorrow + timedelta(days=1)) == 1
    assert must_vanish(connection)


def test_the_day_begins_at_midnight_where_the_computer_is(connection):
    midnight = NOW.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    begin(connection, "1", now=midnight.astimezone(UTC)).insert("memo", MEMO)
    assert len(steps.taken(connection, "KL", now=NOW)) == 1
    assert not begin(connection, "2", now=NOW).forgets
    begin(connection, "3", now=(midnight - timedelta(seconds=1)).astimezone(UTC)).insert("memo", MEMO)
    assert len(steps.taken(connection, "KL", now=NOW)) == 1
    assert begin(connection, "4", now=NOW).forgets


def test_an_undoing_is_known_by_its_command_and_is_no_step(connection):
    one = begin(connection, "c1", verb="note")
    one.insert("memo", MEMO)
    undo(connection, "u1")
    assert steps.reversed_by(connection, "u1").verb == "note"
    assert steps.reversed_by(connection, "c1") is None
    assert steps.reversed_by(connection, "other") is None
    assert steps.taken_before(connection, "u1")
    assert [found.id for found in steps.taken(connection, "KL", now=NOW)] == [one.id]


def test_sources_and_codes_that_steps_and_people_touched_are_told(connection, key):
    other = put_source(connection, "b.txt")
    one = begin(connection, "c1")
    for source_id, code in ((other, "needs/a"), (key, "needs/b"), (key, "needs/c")):
        one.insert("coding", coded(connection, source_id, "rädd", code=code))
    one.insert("memo", {**MEMO, "code": "solutions"})
    one.insert("memo", {**MEMO, "code": None, "source_id": key})
    who = put(connection, partner, name="V", kind="person", names=[], coder="A", at=NOW)
    told = {"respondent": "D01", "phase": "", "effect": "helps", "time": "now", "coder": "B", "at": NOW}
    for said, need in (("rädd", "needs/tie"), ("lyssnade", "")):
        put(connection, tie, **at(connection, key, said), partner_id=who, need=need, **told)
    assert steps.sources_of(connection, one.id) == ("b.txt", "d01.txt")
    assert steps.sources_of(connection, one.id + 1) == ()
    assert steps.codes_used(connection) == {"needs/a", "needs/b", "needs/c", "solutions", "needs/tie"}


def test_forgetting_a_source_forgets_steps_that_touched_it_or_may_rest_on_it(connection, key):
    other = put_source(connection, "b.txt")
    begin(connection, "here").insert("coding", coded(connection, key, "rädd"))
    begin(connection, "there").insert("coding", coded(connection, other, "rädd"))
    begin(connection, "nowhere").insert("memo", MEMO)
    decision = {"id": "t", "area": "needs", "group": "team", "name": None, "position": 1, "aside": False}
    begin(connection, "theme").insert("theme_decision", {**decision, "passages": [[other, 1, 2]]})
    steps.forget_source(connection, key)
    assert connection.execute(select(step.c.command).order_by(step.c.id)).scalars().all() == ["there", "nowhere"]


def scheme(connection, version, content):
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    runs.record_scheme(connection, SchemeVersion(version, sha256, content, NOW))


def test_a_file_is_written_back_and_forth_from_the_versions_that_are_recorded(connection):
    for version, content in ((1, "key: a\n"), (2, "key: b\n")):
        scheme(connection, version, content)
    one = begin(connection, "c1")
    one.file(path_kind="scheme", before="key: a\n", after="key: b\n")
    assert one.files == [FileChange("scheme", "key: a\n", "key: b\n")]
    assert undo(connection, "u") == [FileChange("scheme", "key: b\n", "key: a\n")]
    assert redo(connection, "r") == [FileChange("scheme", "key: a\n", "key: b\n")]
    with pytest.raises(ValueError, match="no recorded version"):
        one.file(path_kind="scheme", before="key: a\n", after="key: unknown\n")
    connection.exec_driver_sql("DELETE FROM scheme_version WHERE version = 1")
    with pytest.raises(ConflictError):
        undo(connection, "u2")


def test_words_of_a_span_are_filled_in_when_a_row_is_moved(connection, key):
    one = begin(connection, "c1")
    number = one.insert("coding", coded(connection, key, "rädd"))
    place = at(connection, key, "rädd 😀")
    one.update("coding", number, {"end": place["end"]})
    assert connection.execute(select(coding.c.quote)).scalar() == "rädd 😀"
    undo(connection, "u")
    redo(connection, "r")
    assert connection.execute(select(coding.c.quote)).scalar() == "rädd 😀"


deeds = st.lists(st.sampled_from(("insert", "update", "delete", "step", "undo", "redo")), max_size=14)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds)
def test_undoing_all_brings_back_what_was_there_before(connection, done):
    with connection.begin_nested() as inner:
        put(connection, memo, **MEMO)
        before, number, one = contents(connection, memo), 0, begin(connection, "c")
        for deed in done:
            number += 1
            last = connection.execute(select(func.max(memo.c.id))).scalar()
            if deed == "step":
                one = begin(connection, f"c{number}")
            elif deed in ("undo", "redo"):
                if steps.last(connection, "KL", now=NOW, undone=deed == "redo") is not None:
                    undo(connection, f"d{number}", undone=deed == "redo")
                    one = begin(connection, f"c{number}")
            elif deed == "insert":
                one.insert("memo", {**MEMO, "text": str(number)})
            elif last is not None:
                one.update("memo", last, {"text": str(number)}) if deed == "update" else one.delete("memo", last)
        while steps.last(connection, "KL", now=NOW, undone=False) is not None:
            number += 1
            undo(connection, f"u{number}")
        assert contents(connection, memo) == before
        inner.rollback()


def test_a_moment_needs_its_time_zone(connection):
    with pytest.raises(ValueError, match="time zone"):
        steps.begin(connection, "code", coder="KL", command="c", now=NOW).insert(
            "memo", {**MEMO, "time": datetime(2026, 3, 1)}
        )
