"""Steps: what one deed of a person changed, row by row, kept for the day so that it can be undone and done again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from json import JSONEncoder
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, exists, false, func, insert, or_, select, union, update

from toolkit.errors import ConflictError
from toolkit.messages import N_
from toolkit.storage.database import rows
from toolkit.storage.database.engines import let_vanish
from toolkit.storage.database.prepared import Prepared
from toolkit.storage.database.rows import KINDS, Id, Row
from toolkit.storage.tables.schema import coding, memo, scheme_version, settlement, source, step, step_change
from toolkit.storage.tables.schema_reflection import tie

FILE = "file:"
STEP = ("at", "coder", "verb", "command", "undone", "reverses")
_KNOWN = select(step.c.id).where(step.c.command == bindparam("command"))
_LAST_UNDONE = (
    select(step.c.undone)
    .where(step.c.coder == bindparam("coder"), step.c.reverses.is_(None))
    .order_by(step.c.id.desc())
    .limit(1)
)
_BEFORE = Prepared(
    select(
        _KNOWN.scalar_subquery(),
        func.coalesce(_LAST_UNDONE.scalar_subquery(), false()),  # those undone are always the last of all
        exists().where(step.c.at < bindparam("today")),
    )
)
_TAKEN = Prepared(_KNOWN)
_FORGOTTEN = delete(step).where(
    or_(step.c.at < bindparam("today"), and_(step.c.coder == bindparam("coder"), step.c.undone))
)
_NEW, _NEW_CHANGE = Prepared(insert(step), STEP), Prepared(insert(step_change))
_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # as `schema.Json` writes it
CODED = ("coding", "memo", "settlement")  # tables whose rows hang on a code of the scheme
MANY_SOURCES = (rows.DECISION, rows.CLAIM, rows.STANCE, rows.QUOTE, rows.OBSTACLE)  # whose rows may rest on any source


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as it is stored, without its changes."""

    id: int
    at: datetime
    coder: str
    verb: str
    undone: bool


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that a step writes over: its kind, what it must hold before, and what it holds afterwards."""

    kind: str
    before: str
    after: str


@dataclass(slots=True)
class Step:
    """A step under way inside a change: each change of a row goes through it and is recorded.

    `repeated`: a step with this command was taken before, and nothing is left to do. `connection` reads what is
    stored, within the same transaction. `forgets`: there are steps that nobody can undo or redo once this is taken.
    """

    connection: Connection
    coder: str
    verb: str
    command: str
    now: datetime
    repeated: bool = False
    forgets: bool = True
    files: list[FileChange] = field(default_factory=list)
    id: int | None = None
    _number: int = 0
    _codes: set[str] = field(default_factory=set)

    @property
    def codes(self) -> frozenset[str]:
        """The paths of the codes that rows were given so far."""
        return frozenset(self._codes)

    @property
    def changed(self) -> bool:
        """Whether anything was changed so far."""
        return self._number > 0

    def insert(self, table: str, values: Mapping[str, Any]) -> Id:
        """Put a new row; give its id. Words at a span are filled in from the source's text."""
        self._refuse_repeat()
        row_id = rows.put(self.connection, KINDS[table], values)
        self._record(table, row_id, None, rows.read(self.connection, KINDS[table], row_id))
        return row_id

    def insert_many(self, table: str, values: Sequence[Mapping[str, Any]]) -> list[int]:
        """Put many rows in one go, given with all their columns but the id, quoted words too; give their ids."""
        self._refuse_repeat()
        if not values:
            return []
        first = self._number
        new = rows.put_many(self.connection, KINDS[table], values)
        self.id = self.id or _found(self)
        self._number += len(new)
        self._codes.update(row["code"] for row in new if table in CODED and row["code"] is not None)
        same = {"step_id": self.id, "table": table, "before": "null"}
        lines = [
            {**same, "number": number, "row": str(row["id"]), "source_id": row["source_id"], "after": _json(row)}
            for number, row in enumerate(new, first + 1)
        ]
        rows.insert_past(self.connection, step_change, lines)
        return [row["id"] for row in new]

    def update(self, table: str, row_id: Id, values: Mapping[str, Any], *, revision: int | None = None) -> None:
        """Change a row. ConflictError when it is gone, or its revision is not the one seen."""
        kind, before = KINDS[table], self._seen(table, row_id, revision)
        raised = {"revision": before["revision"] + 1} if kind.revised else {}
        spanned = {name: before[name] for name in ("source_id", "start", "end") if kind.quoted}
        rows.change(self.connection, kind, row_id, {**spanned, **values, **raised})
        after = rows.read(self.connection, kind, row_id)
        self._record(table, row_id, before, after)

    def delete(self, table: str, row_id: Id, *, revision: int | None = None) -> None:
        """Remove a row. ConflictError when it is gone, or its revision is not the one seen."""
        before = self._seen(table, row_id, revision)
        rows.remove(self.connection, KINDS[table], row_id)
        self._record(table, row_id, before, None)

    def file(self, *, path_kind: str, before: str, after: str) -> None:
        """Write over a file when all else is done; both contents must be recorded as versions of the scheme."""
        self._refuse_repeat()
        content = {name: _version_of(self.connection, text) for name, text in (("before", before), ("after", after))}
        self.files.append(FileChange(path_kind, before, after))
        self._record(FILE + path_kind, "", {"version": content["before"]}, {"version": content["after"]})

    def rows(self, table: str) -> list[Id]:
        """The ids of the rows of this table that the step changed, also when it was taken earlier."""
        if self.id is None:
            return []
        c = step_change.c
        query = select(c.row).where(c.step_id == self.id, c.table == table).order_by(c.number)
        found = dict.fromkeys(self.connection.execute(query).scalars())
        return [row if table == rows.DECISION else int(row) for row in found]

    def _refuse_repeat(self) -> None:
        if self.repeated:
            raise RuntimeError("this step was taken before")

    def _seen(self, table: str, row_id: Id, revision: int | None) -> Row:
        self._refuse_repeat()
        before = rows.read(self.connection, KINDS[table], row_id)
        if before is None:
            raise rows.gone()
        if revision is not None and before.get("revision", revision) != revision:
            raise rows.changed()
        return before

    def _record(self, table: str, row_id: Id, before: Row | None, after: Row | None) -> None:
        if self.id is None:
            self.id = _found(self)
        self._number += 1
        if after is not None and table in CODED and after["code"] is not None:
            self._codes.add(after["code"])
        _NEW_CHANGE.change(self.connection, self._line(table, row_id, (before, after), self._number))

    def _line(self, table: str, row_id: Id, content: tuple[Row | None, Row | None], number: int) -> dict[str, Any]:
        before, after = content
        return {
            "step_id": self.id,
            "number": number,
            "table": table,
            "row": str(row_id),
            "source_id": (after or before or {}).get("source_id"),
            "before": before,
            "after": after,
        }


def begin(connection: Connection, verb: str, *, coder: str, command: str, now: datetime) -> Step:
    """Begin a step; it is `repeated` when its command is known."""
    asked = {"command": command, "coder": coder, "today": _today(now)}
    known, undone, earlier = _BEFORE.rows(connection, asked)[0]
    forgets = bool(undone or earlier)
    return Step(connection, coder, verb, command, now, repeated=known is not None, forgets=forgets, id=known)


def taken_before(connection: Connection, command: str) -> bool:
    """Whether there is a step with this command."""
    return _TAKEN.first(connection, {"command": command}) is not None


def _found(new: Step) -> int:
    """Keep the step; those of earlier days go, and those that its coder undid: nothing can be redone after it."""
    connection = new.connection
    if new.forgets:
        connection.execute(_FORGOTTEN, {"today": _today(new.now), "coder": new.coder})
    return _keep(connection, new.verb, coder=new.coder, command=new.command, now=new.now)


def _keep(
    connection: Connection, verb: str, *, coder: str, command: str, now: datetime, reverses: int | None = None
) -> int:
    row = {"at": now, "coder": coder, "verb": verb, "command": command, "undone": False, "reverses": reverses}
    return _NEW.change(connection, row)


def _today(now: datetime) -> datetime:
    """When the day began where this computer is: steps are kept for its day, which may have 23 or 25 hours."""
    return datetime.combine(now.astimezone().date(), time.min).astimezone()


def forget_earlier(connection: Connection, *, now: datetime) -> int:
    """Forget the steps of earlier days, which hold words of memos and reasons; give how many there were."""
    gone = connection.execute(delete(step).where(step.c.at < _today(now))).rowcount
    if gone:
        let_vanish(connection)
    return gone


def codes_used(connection: Connection) -> frozenset[str]:
    """The paths of all codes that anything a person made hangs on."""
    needs = select(tie.c.need).where(tie.c.need != "")
    coded = (select(table.c.code).where(table.c.code.is_not(None)) for table in (coding, memo, settlement))
    every = union(*coded, needs)
    return frozenset(connection.execute(every).scalars())


def taken(connection: Connection, coder: str, *, now: datetime) -> list[StepRow]:
    """The coder's steps of today, the newest first."""
    columns = (step.c.id, step.c.at, step.c.coder, step.c.verb, step.c.undone)
    own = select(*columns).where(step.c.coder == coder, step.c.reverses.is_(None), step.c.at >= _today(now))
    return [StepRow(*row) for row in connection.execute(own.order_by(step.c.id.desc()))]


def last(connection: Connection, coder: str, *, now: datetime, undone: bool) -> StepRow | None:
    """Of the coder's steps of today the last that stands, or the first of those undone, which are the last of all."""
    c = step.c
    own = (c.coder == coder, c.reverses.is_(None), c.at >= _today(now))
    query = select(c.id, c.at, c.coder, c.verb, c.undone).where(*own)
    standing = query.where(~c.undone).order_by(c.id.desc()).limit(1)
    row = connection.execute(standing).first()
    if undone:
        after = 0 if row is None else row.id
        row = connection.execute(query.where(c.undone, c.id > after).order_by(c.id).limit(1)).first()
    return None if row is None else StepRow(*row)


def reversed_by(connection: Connection, command: str) -> StepRow | None:
    """The step that this command undid or redid before; None when the command is new."""
    target = select(step.c.reverses).where(step.c.command == command).scalar_subquery()
    columns = (step.c.id, step.c.at, step.c.coder, step.c.verb, step.c.undone)
    row = connection.execute(select(*columns).where(step.c.id == target)).first()
    return None if row is None else StepRow(*row)


def sources_of(connection: Connection, step_id: int) -> tuple[str, ...]:
    """The names of the sources that a step touched and that are there."""
    c = step_change.c
    query = select(source.c.name).distinct().join_from(step_change, source, c.source_id == source.c.id)
    return tuple(connection.execute(query.where(c.step_id == step_id).order_by(source.c.name)).scalars())


def reverse(connection: Connection, target: StepRow, *, command: str, now: datetime) -> list[FileChange]:
    """Undo a step, or redo an undone one; give the files to be written over.

    ConflictError when a row is no longer as the step (or its undoing) left it. A row that comes back keeps its id,
    and takes a revision that it never had.
    """
    files = []
    for number, table, row_id, before, after in _changes(connection, target):
        if table.startswith(FILE):
            files.append(_file_change(connection, table, before, after))
        else:
            lost = _turn(connection, table, row_id, before, after)
            _remember_revision(connection, target, number, lost)
    connection.execute(update(step).where(step.c.id == target.id).values(undone=not target.undone))
    verb = "redo" if target.undone else "undo"
    _keep(connection, verb, coder=target.coder, command=command, now=now, reverses=target.id)
    return files


def _changes(connection: Connection, target: StepRow) -> Sequence[tuple[int, str, str, Any, Any]]:
    """The step's changes in the order in which they are reversed, each from what stands there to what shall."""
    c = step_change.c
    old, new = (c.before, c.after) if target.undone else (c.after, c.before)
    order = c.number.asc() if target.undone else c.number.desc()
    query = select(c.number, c.table, c.row, old, new).where(c.step_id == target.id).order_by(order)
    return [tuple(row) for row in connection.execute(query)]


def _turn(connection: Connection, table: str, row_id: str, left: Row | None, wanted: Row | None) -> Row | None:
    """Bring a row from how it was left to how it is wanted; give it as it stood when it was removed."""
    kind = KINDS[table]
    key: Id = row_id if table == rows.DECISION else int(row_id)
    stands = rows.read(connection, kind, key)
    if _content(stands) != _content(left):
        raise _changed_since()
    if wanted is None:
        if rows.holds_more(connection, table, key):
            raise _changed_since()
        rows.remove(connection, kind, key)
        return stands
    last = stands or wanted
    raised = {"revision": last["revision"] + 1} if kind.revised else {}
    if stands is None:
        rows.put(connection, kind, {**wanted, **raised})
    else:
        rows.change(connection, kind, key, {**wanted, **raised})
    return None


def _content(row: Row | None) -> Row | None:
    return None if row is None else {name: value for name, value in row.items() if name != "revision"}


def _remember_revision(connection: Connection, target: StepRow, number: int, lost: Row | None) -> None:
    """Keep the last revision of a row that goes, so that it comes back with a higher one."""
    if lost is not None and "revision" in lost:
        c = step_change.c
        stood = c.before if target.undone else c.after
        where = (c.step_id == target.id, c.number == number)
        connection.execute(update(step_change).where(*where).values({stood.name: lost}))


def _file_change(connection: Connection, table: str, before: Row, after: Row) -> FileChange:
    content = [
        connection.execute(select(scheme_version.c.content).where(scheme_version.c.version == one["version"])).scalar()
        for one in (before, after)
    ]
    if content[0] is None or content[1] is None:
        raise _changed_since()
    return FileChange(table.removeprefix(FILE), content[0], content[1])


def _version_of(connection: Connection, content: str) -> int:
    version: int | None = connection.execute(
        select(scheme_version.c.version).where(scheme_version.c.content == content).limit(1)
    ).scalar()
    if version is None:
        raise ValueError("a content that is no recorded version of the scheme")
    return version


def _changed_since() -> ConflictError:
    return ConflictError(
        N_("Somebody has changed this since, so it was left as it is now."),
        hint=N_("Look at how it is now, and change it by hand."),
    )


def forget_source(connection: Connection, source_id: int) -> None:
    """Forget every step that touched a source, and all of themes, claims and quotes: they may hold its words."""
    c = step_change.c
    held = select(c.step_id).where((c.source_id == source_id) | c.table.in_(MANY_SOURCES))
    connection.execute(delete(step).where(step.c.id.in_(held)))
