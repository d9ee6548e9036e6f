"""Feedback packs in the store: what was prepared for whom, piece by piece, and when it was shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from toolkit.domain.reflection.packs import SHORT, Pack, PackFile, Piece, PieceKind, Showing, Wish
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.storage.database.rows import changed
from toolkit.storage.database.steps import Step
from toolkit.storage.tables.schema_reflection import pack, pack_item

MERGES = "merges"  # the themes that were merged since a pack was prepared, and in which step


def packs(connection: Connection) -> tuple[Pack, ...]:
    """All packs, the newest first."""
    return tuple(_pack(connection, row) for row in connection.execute(select(pack).order_by(pack.c.id.desc())))


def one(connection: Connection, pack_id: int) -> Pack:
    """A pack; NotFound when there is none."""
    row = connection.execute(select(pack).where(pack.c.id == pack_id)).first()
    if row is None:
        raise NotFound(
            N_("There is no pack {id}."),
            hint=N_("See the packs and their numbers with: spegla reflect packs"),
            id=pack_id,
        )
    return _pack(connection, row)


def _pack(connection: Connection, row: Row[Any]) -> Pack:
    facts = row.files if isinstance(row.files, Mapping) else {}
    wish = facts.get("wish", {})
    asked = None
    if wish.get("asked"):
        c = pack_item.c
        own = select(c.text).where(c.pack_id == row.id, c.kind == PieceKind.QUESTION.value).order_by(c.position)
        asked = tuple(connection.execute(own).scalars())
    return Pack(
        row.id,
        row.title,
        row.audience,
        row.digest,
        Wish(
            row.audience,
            tuple(dict.fromkeys(followed(facts, each) for each in wish.get("themes", ()))),
            tuple(wish.get("claims", ())),
            row.title,
            wish.get("language", ""),
            asked,
        ),
        row.coder,
        row.at,
        row.revision,
        tuple(PackFile(**each) for each in facts.get("files", ())),
        tuple(_showings(row.shown)),
        tuple((about, group, k, n) for about, group, k, n in facts.get("counts", ())),
        tuple(facts.get("rests", ())),
    )


def _showings(stored: Iterable[object]) -> Iterator[Showing]:
    """The showings that were kept; what is none is passed over."""
    for each in stored:
        if isinstance(each, Mapping) and "day" in each:
            told = (str(each.get(name, "")) for name in ("meeting", "digest", "coder"))
            yield Showing(date.fromisoformat(each["day"]), *told)


def followed(facts: Mapping[str, Any], theme: str) -> str:
    """The theme that this one was merged into since, by what is kept beside a pack's words; else itself."""
    for each in facts.get(MERGES, ()):
        if not each["undone"] and theme in each["gone"]:
            theme = each["into"]
    return theme


def follow_themes(step: Step, gone: Iterable[str], into: str) -> None:
    """Let packs that tell of the themes gone tell of the one that they were merged into, until that is undone."""
    one = {"step": step.id, "gone": list(gone), "into": into, "undone": False}
    for row in step.connection.execute(select(pack.c.id, pack.c.files)).all():
        merges = [*row.files.get(MERGES, ()), one]
        _keep_merges(step.connection, row.id, row.files, merges)


def turn_merge(connection: Connection, step_id: int, *, undone: bool) -> None:
    """Let packs go back to the themes that were merged in this step, or follow them again."""
    for row in connection.execute(select(pack.c.id, pack.c.files)).all():
        merges = [{**each, "undone": undone} if each["step"] == step_id else each for each in row.files.get(MERGES, ())]
        if merges != row.files.get(MERGES, []):
            _keep_merges(connection, row.id, row.files, merges)


def _keep_merges(connection: Connection, pack_id: int, facts: Mapping[str, Any], merges: list[dict[str, Any]]) -> None:
    connection.execute(update(pack).where(pack.c.id == pack_id).values(files={**facts, MERGES: merges}))


def _facts(wish: Wish, after: Pack | None = None) -> dict[str, object]:
    """What is kept beside a pack's words: ids, names of files, digests and numbers."""
    return {
        "wish": {
            "themes": list(wish.themes),
            "claims": list(wish.claims),
            "language": wish.language,
            "asked": wish.questions is not None,
        },
        "files": [asdict(each) for each in after.files] if after else [],
        "counts": [list(each) for each in after.counts] if after else [],
        "rests": list(after.rests) if after else [],
    }


def put(connection: Connection, wish: Wish, *, coder: str, at: datetime) -> int:
    """Keep a pack in preparation; give its number."""
    row = {
        "title": wish.title,
        "audience": wish.audience,
        "digest": "",
        "files": _facts(wish),
        "shown": [],
        "coder": coder,
        "at": at,
    }
    made: int = connection.execute(insert(pack).values(row)).lastrowid
    return made


def change(connection: Connection, pack_id: int, seen: int, columns: Mapping[str, object]) -> None:
    """Give a pack these columns; ConflictError when it is not at the revision seen."""
    where = (pack.c.id == pack_id, pack.c.revision == seen)
    done = connection.execute(update(pack).where(*where).values({**columns, "revision": seen + 1}))
    if not done.rowcount:
        raise changed()


def rewish(connection: Connection, pack_id: int, seen: int, wish: Wish) -> None:
    """Give a pack in preparation another wish; a theme that followed a merge goes back when that is undone."""
    facts = facts_of(connection, pack_id)
    before = [each for each in facts["wish"]["themes"] if followed(facts, each) in wish.themes]
    known = {followed(facts, each) for each in before}
    themes = [*before, *(each for each in wish.themes if each not in known)]
    files = {**_facts(replace(wish, themes=tuple(themes))), MERGES: facts.get(MERGES, [])}
    change(connection, pack_id, seen, {"title": wish.title, "files": files})


def facts_of(connection: Connection, pack_id: int) -> dict[str, Any]:
    """What is kept beside a pack's words, as it is stored."""
    return dict(connection.execute(select(pack.c.files).where(pack.c.id == pack_id)).scalar_one())


def let_out(connection: Connection, before: Pack, after: Pack) -> None:
    """Keep that a pack was let out: its digest, title, files, counts, who did it and when."""
    columns = {
        "title": after.title,
        "digest": after.digest,
        "files": {**_facts(after.wish, after), MERGES: facts_of(connection, before.id).get(MERGES, [])},
        "coder": after.coder,
        "at": after.at,
    }
    change(connection, before.id, before.revision, columns)


def show(connection: Connection, before: Pack, showings: Iterable[Showing]) -> None:
    """Keep when a pack was shown."""
    told = [{**asdict(each), "day": each.day.isoformat()} for each in showings]
    change(connection, before.id, before.revision, {"shown": told})


def remove(connection: Connection, pack_id: int) -> None:
    """Remove a pack with its pieces."""
    connection.execute(delete(pack).where(pack.c.id == pack_id))


def pieces(connection: Connection, pack_id: int) -> tuple[Piece, ...]:
    """A pack's pieces in order, each finding with its title; a theme that was merged is the one it went into."""
    facts = facts_of(connection, pack_id)
    rows = connection.execute(select(pack_item).where(pack_item.c.pack_id == pack_id).order_by(pack_item.c.position))
    found, title = [], ""
    for row in rows:
        if row.kind == PieceKind.TITLE.value:
            title = row.text
            continue
        if row.kind == PieceKind.THEME.value:
            continue
        kind, theme = PieceKind(row.kind), row.theme and followed(facts, row.theme)
        found.append(Piece(row.position, kind, row.text, row.claim_id, theme, row.quote_id, row.source_id, title))
        title = ""
    return tuple(found)


def called(connection: Connection, pack_id: int) -> dict[str, str]:
    """What the themes that a pack in preparation was to tell were called when it was prepared, by id."""
    c = pack_item.c
    named = select(c.theme, c.text).where(c.pack_id == pack_id, c.kind == PieceKind.THEME.value)
    return {row.theme: row.text for row in connection.execute(named)}


def call(connection: Connection, pack_id: int, names: Mapping[str, str]) -> None:
    """Keep what these themes are called, beside the pack's pieces."""
    last = select(func.max(pack_item.c.position)).where(pack_item.c.pack_id == pack_id)
    start = (connection.execute(last).scalar() or 0) + 1
    rows = [
        {"pack_id": pack_id, "position": number, "kind": PieceKind.THEME.value, "text": name, "theme": theme}
        for number, (theme, name) in enumerate(names.items(), start)
    ]
    if rows:
        connection.execute(insert(pack_item), rows)


def put_pieces(connection: Connection, pack_id: int, told: Iterable[Piece]) -> None:
    """Give a pack these pieces in place of those it has."""
    connection.execute(delete(pack_item).where(pack_item.c.pack_id == pack_id))
    rows: list[dict[str, object]] = []
    for each in told:
        own = {"pack_id": pack_id, "claim_id": each.claim, "theme": each.theme, "quote_id": None, "source_id": None}
        if each.title:
            rows.append({**own, "position": len(rows) + 1, "kind": PieceKind.TITLE.value, "text": each.title})
        words = {"kind": each.kind.value, "text": each.text, "quote_id": each.quote, "source_id": each.source}
        rows.append({**own, **words, "position": len(rows) + 1})
    if rows:
        connection.execute(insert(pack_item), rows)


def counts(connection: Connection) -> list[list[tuple[str, str, int, int]]]:
    """What the packs that were let out count, pack by pack, the latest first."""
    return [list(each.counts) for each in packs(connection) if each.let_out]


def digests(connection: Connection) -> frozenset[str]:
    """What names the packs that were let out, whichever copy of the project they lie in."""
    return frozenset(each.digest for each in packs(connection) if each.let_out)


def was_written(connection: Connection, sum_: str) -> bool:
    """Whether a file with this sum is one of a pack's, as it was written."""
    return any(sum_ == each.sum for one_ in packs(connection) for each in one_.files)


def resting(connection: Connection, digests: Iterable[str]) -> tuple[Pack, ...]:
    """The packs that were let out and rest on what is said in these sources, the newest first."""
    wanted = {each[:SHORT] for each in digests}
    return tuple(each for each in packs(connection) if each.let_out and wanted.intersection(each.rests))


def forget_quotes(connection: Connection, ids: Iterable[int]) -> int:
    """Remove the pieces that print these quotes of the ledger; give how many."""
    c = pack_item.c
    gone: int = connection.execute(delete(pack_item).where(c.quote_id.in_(list(ids)))).rowcount
    return gone
