"""Quotes in the store: the ledger's rows, each read with the words that stand at its place now and who says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, select

from toolkit.domain.quotes.quote_edits import Edit, EditKind, printed
from toolkit.domain.quotes.quote_ledger import Use
from toolkit.domain.quotes.quotes import Quote, Why
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.storage.database.rows import words_at
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import source, turn
from toolkit.storage.tables.schema_reports import draft, draft_sentence, quote


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A row of the ledger; `words` stand at its span now, `speaker` says them (None: nobody who could be placed)."""

    id: int
    source_id: int
    source: str
    span: Span
    edits: tuple[Edit, ...]
    printed: str
    respondent: str
    why: Why
    use: Use
    theme: str | None
    claim: int | None
    machine: bool
    coder: str
    at: datetime
    revision: int
    words: str
    speaker: str | None


def written(edits: Iterable[Edit]) -> list[list[object]]:
    """Edits as they are kept, in order of place."""
    return [[one.kind.value, one.span.start, one.span.end, one.text] for one in sorted(edits, key=lambda one: one.span)]


def _edits(kept: Sequence[Sequence[object]]) -> tuple[Edit, ...]:
    return tuple(
        Edit(EditKind(str(kind)), Span(int(str(start)), int(str(end))), str(says)) for kind, start, end, says in kept
    )


def each(connection: Connection) -> list[QuoteRow]:
    """All rows in order of number."""
    q = quote.c
    words = func.substr(source.c.text, q.start + 1, q.end - q.start)
    speaks = and_(turn.c.source_id == q.source_id, turn.c.start <= q.start, turn.c.end >= q.end)
    joined = quote.join(source, source.c.id == q.source_id).outerjoin(turn, speaks)
    columns = (q.id, q.source_id, source.c.name, q.start, q.end, q.edits, q.printed, q.respondent, q.why, q.use)
    rest = (q.theme, q.claim_id, q.machine, q.coder, q.at, q.revision, words, turn.c.respondent)
    found = connection.execute(select(*columns, *rest).select_from(joined).order_by(q.id))
    return [
        QuoteRow(key, source_id, name, Span(start, end), _edits(edits), words_, who, Why(why), Use(use), *others)
        for key, source_id, name, start, end, edits, words_, who, why, use, *others in found
    ]


def one(connection: Connection, quote_id: int) -> QuoteRow:
    """The row of this number; NotFound when there is none."""
    found = [row for row in each(connection) if row.id == quote_id]
    if not found:
        raise NotFound(N_("There is no quote {id}."), hint=N_("See the quotes: spegla quotes"), id=quote_id)
    return found[0]


def values(new: Quote, as_printed: str, source_id: int) -> dict[str, object]:
    """What of a quote is kept, without who entered it and what was decided."""
    return {
        "source_id": source_id,
        "start": new.span.start,
        "end": new.span.end,
        "respondent": new.respondent,
        "edits": written(new.edits),
        "printed": as_printed,
        "why": new.why.value,
        "theme": new.theme or None,
        "claim_id": new.claim,
    }


def known(connection: Connection, source_id: int, span: Span, edits: Iterable[Edit]) -> int | None:
    """The number of the quote with this place and these edits."""
    q = quote.c
    there = (q.source_id == source_id, q.start == span.start, q.end == span.end, q.edits == written(edits))
    return connection.execute(select(q.id).where(*there)).scalar()


def record(connection: Connection, quotes: Sequence[Quote], *, now: datetime, coder: str) -> list[int]:
    """Enter the quotes of a draft that are not there yet, as the machine's and allowed; give the numbers of all."""
    places = sources.ids(connection, {one.source for one in quotes})
    return [_entered(connection, one, places[one.source], now, coder) for one in quotes]


def _entered(connection: Connection, new: Quote, source_id: int, now: datetime, coder: str) -> int:
    there = known(connection, source_id, new.span, new.edits)
    if there is not None:
        return there
    spoken = words_at(connection, source_id, new.span.start, new.span.end)
    as_printed = printed(spoken, new.span, new.edits, offset=new.span.start)
    row = {**values(new, as_printed, source_id), "use": "allowed", "machine": True, "coder": coder, "at": now}
    made: int = connection.execute(insert(quote), row).lastrowid
    return made


def decided(connection: Connection) -> frozenset[tuple[str, str, str]]:
    """What people decided of quotes, to be compared with another copy's: source, words as printed, use."""
    query = select(source.c.name, quote.c.printed, quote.c.use).join_from(quote, source).where(~quote.c.machine)
    return frozenset((name, words, use) for name, words, use in connection.execute(query))


def last_printed(connection: Connection) -> tuple[datetime | None, frozenset[int]]:
    """When the newest draft was written, and the numbers of the quotes in it."""
    newest = connection.execute(select(draft.c.id, draft.c.at).order_by(draft.c.id.desc()).limit(1)).first()
    if newest is None:
        return None, frozenset()
    s = draft_sentence.c
    query = select(s.quote_id).where(s.draft_id == newest.id, s.quote_id.is_not(None))
    return newest.at, frozenset(connection.execute(query).scalars())
