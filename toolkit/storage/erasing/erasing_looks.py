"""What of a database an erasing would touch: read only, in numbers, names that people gave, and row numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select

from toolkit.domain.identifiers.remains import Marks
from toolkit.domain.texts.text import Span
from toolkit.storage.erasing import erasing
from toolkit.storage.erasing.erasing import Voiced, evidence
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import (
    coding,
    memo,
    segment,
    settlement,
    suggestion,
    theme,
    theme_decision,
    theme_passage,
    verdict,
)
from toolkit.storage.tables.schema_reflection import tie
from toolkit.storage.tables.schema_reports import claim_passage, draft, draft_sentence, quote, stance, stance_passage

__all__ = ["claims", "coders", "counts", "evidence", "mentions", "names", "packs", "quotes", "themes"]
_COUNTED = (verdict, settlement, memo, tie)


def _own(connection: Connection, one: Voiced) -> list[Span]:
    """What the person says in a source; all of it in one that goes whole."""
    if one.whole:
        return [Span(0, max(1, len(sources.text_of(connection, one.id))))]
    return [each.span for each in sources.by_id(connection, one.id).turns if each.number in one.turns]


def coders(connection: Connection, where: Iterable[Voiced]) -> Counter[str]:
    """How many codings of whom lie on what the person says."""
    found = Counter[str]()
    c = coding.c
    for one in where:
        own = _own(connection, one)
        rows = connection.execute(select(c.coder, c.start, c.end).where(c.source_id == one.id))
        found.update(coder for coder, *span in rows if erasing.is_silent(Span(*span), own))
    return found


def counts(connection: Connection, where: Iterable[Voiced]) -> dict[str, int]:
    """How many verdicts, settlements, memos and marks of partners lie on it, and how many suggestions."""
    found = Counter[str]()
    for one in where:
        own = _own(connection, one)
        for table in _COUNTED:
            rows = connection.execute(select(table.c.start, table.c.end).where(table.c.source_id == one.id))
            found[table.name] += sum(
                one.whole if start is None else erasing.is_silent(Span(start, end), own) for start, end in rows
            )
        proposed = select(segment.c.start, segment.c.end).join_from(suggestion, segment)
        spans = connection.execute(proposed.where(segment.c.source_id == one.id))
        found["suggestion"] += sum(erasing.is_silent(Span(*span), own) for span in spans)
    return {name: count for name, count in found.items() if count}


def themes(connection: Connection, where: Sequence[Voiced]) -> tuple[tuple[str, int, int], ...]:
    """The themes with passages of the person, no piles: the name that people gave or the machine's, how many, of how
    many."""
    p = theme_passage.c
    own: Counter[str] = Counter()
    for one in where:
        spans = _own(connection, one)
        rows = connection.execute(select(p.theme_id, p.start, p.end).where(p.source_id == one.id))
        own.update(key for key, *span in rows if erasing.is_silent(Span(*span), spans))
    given = func.coalesce(theme_decision.c.name, theme.c.name)
    kept = theme.join(theme_passage).outerjoin(theme_decision, theme_decision.c.id == theme.c.id)
    named = select(theme.c.id, given, func.count()).select_from(kept).group_by(theme.c.id)
    rows = connection.execute(named.where(theme.c.id.in_(own), ~theme.c.pile).order_by(theme.c.position))
    return tuple((name, own[key], count) for key, name, count in rows)


def names(connection: Connection) -> dict[str, str]:
    """What each theme is called, no piles: by people or else by the machine."""
    given = func.coalesce(theme_decision.c.name, theme.c.name)
    kept = theme.outerjoin(theme_decision, theme_decision.c.id == theme.c.id)
    rows = connection.execute(select(theme.c.id, given).select_from(kept).where(~theme.c.pile)).all()
    return {row.id: row[1] for row in rows}


def claims(connection: Connection, person: str, where: Sequence[Voiced]) -> tuple[int, ...]:
    """The numbers of the claims with a stance of the person, or passages in these sources."""
    ids = [one.id for one in where]
    own = stance.c.respondent.in_(erasing.as_written(connection, stance.c.respondent, person))
    found = set(connection.execute(select(stance.c.claim_id).where(own)).scalars())
    found |= set(
        connection.execute(select(claim_passage.c.claim_id).where(claim_passage.c.source_id.in_(ids))).scalars()
    )
    rested = select(stance.c.claim_id).join_from(stance, stance_passage).where(stance_passage.c.source_id.in_(ids))
    return tuple(sorted(found | set(connection.execute(rested).scalars())))


def quotes(connection: Connection, where: Sequence[Voiced]) -> tuple[int, ...]:
    """The numbers of the ledger's quotes of the person."""
    found = []
    for one in where:
        own = _own(connection, one)
        rows = connection.execute(select(quote.c.id, quote.c.start, quote.c.end).where(quote.c.source_id == one.id))
        found += [key for key, *span in rows if erasing.is_silent(Span(*span), own)]
    return tuple(sorted(found))


def packs(connection: Connection, ids: frozenset[str]) -> tuple[str, ...]:
    """The files of drafts that were let out and have sentences that rest on this evidence."""
    s = draft_sentence.c
    released = select(draft.c.id, draft.c.files).where(draft.c.audience.is_not(None))
    let_out = {row.id: row.files for row in connection.execute(released)}
    rows = connection.execute(select(s.draft_id, s.evidence).where(s.draft_id.in_(let_out))).all()
    return tuple(dict.fromkeys(name for key, rests_on in rows if ids.intersection(rests_on) for name in let_out[key]))


def mentions(connection: Connection, marks: Marks, where: Sequence[Voiced]) -> list[tuple[str, int, bool]]:
    """The turns of others that name the person; in sources where they speak together those that quote it, too."""
    found = []
    for one in (each for each in where if not each.whole):
        whole = sources.by_id(connection, one.id)
        said = [each.span.of(whole.text) for each in whole.turns if each.number in one.turns]
        own = Marks.of(marks.key, said, ())
        for each in whole.turns:
            words = each.span.of(whole.text)
            named = bool(marks.name_spans(words))
            if each.number not in one.turns and (named or own.found(words)):
                found.append((one.name, each.number, named))
    own_sources = {one.name for one in where}
    for whole in sources.each(connection, [name for name in sources.names(connection) if name not in own_sources]):
        found += [(whole.name, each.number, True) for each in whole.turns if is_named(each.span.of(whole.text), marks)]
    return found


_SHORTEST = 3  # letters of a label that is more than initials, which are words as well


def is_named(text: str, marks: Marks) -> bool:
    """Whether one of the person's labels stands in a text as a name: with a capital, and more than initials."""
    spans = marks.name_spans(text)
    return any(span.end - span.start >= _SHORTEST and text[span.start].isupper() for span in spans)
