"""A quote on the desk: the words of its turn one by one, the edits made, and how it would be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.quotes.quote_edits import REPLACING, Edit, in_bracket, remarks
from toolkit.domain.quotes.quote_ledger import Entry
from toolkit.domain.quotes.quote_words import Kind, tokens
from toolkit.domain.sources.sources import Turn
from toolkit.domain.texts.text import Span, trimmed
from toolkit.errors import NotFound, UsageError
from toolkit.messages import N_
from toolkit.services.material import sources, transcripts
from toolkit.services.material.transcripts import Transcribed
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.quotes import quotes
from toolkit.services.quotes.quote_deeds import replayed, speaker

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

ROUND = 60  # words on either side of the quote that it may be widened to at once


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or mark of the turn: where it stands and what stands between it and the next; `is_word` in the text."""

    start: int
    end: int
    text: str
    after: str
    is_word: bool


@dataclass(frozen=True, slots=True)
class Editing:
    """What is needed to edit a quote. `entry` is None for one that is not in the ledger yet."""

    source_id: int
    source: str
    respondent: str
    group: str
    turn: int
    span: Span
    edits: tuple[Edit, ...]
    pieces: tuple[Piece, ...]
    printed: str
    entry: Entry | None = None


def of_entry(project: Project, quote_id: int) -> Editing:
    """An entry of the ledger to be edited; NotFound when there is none whose words may be shown."""
    refuse_blind(project)
    sources.place(project)
    with project.store() as store, store.reading() as connection:
        entry = quotes.read(project, connection).by_id.get(quote_id)
        if entry is None:
            raise NotFound(N_("There is no quote {id}."), hint=N_("It may have been taken out."), id=quote_id)
        at = transcripts.transcript(project, connection, entry.source_id)
        return _editing(project, at, entry.span, entry.edits, entry)


def of_words(project: Project, source_id: int, span: Span) -> Editing:
    """Words that are to be quoted; Refused when they are not one respondent's, or of somebody who withdrew."""
    refuse_blind(project)
    sources.place(project)
    with project.store() as store, store.reading() as connection:
        at = transcripts.transcript(project, connection, source_id)
        chosen = trimmed(at.source.text, span.start, min(span.end, len(at.source.text)))
        if chosen is None:
            raise UsageError(N_("There are no words at {start}–{end}."), start=span.start, end=span.end)
        entry = _known(project, connection, source_id, chosen)
        found = remarks(chosen.of(at.source.text), offset=chosen.start)
        return _editing(project, at, chosen, entry.edits if entry else found, entry)


def _known(project: Project, connection: Connection, source_id: int, span: Span) -> Entry | None:
    entries = quotes.read(project, connection).entries
    return next((one for one in entries if one.source_id == source_id and one.span == span), None)


def _editing(project: Project, at: Transcribed, span: Span, edits: tuple[Edit, ...], entry: Entry | None) -> Editing:
    who = speaker(project, at, span)
    turn = at.touched(span)[0]
    return Editing(
        at.head.id,
        at.head.name,
        who,
        project.register.get(who).group or "",
        turn.number,
        span,
        edits,
        tuple(_pieces(at.source.text, turn, span)),
        replayed(at.source.text, span, edits),
        entry,
    )


def _pieces(text: str, turn: Turn, span: Span) -> Sequence[Piece]:
    every = tokens(turn.span.of(text), offset=turn.span.start)
    first = next(at for at, each in enumerate(every) if each.span.end > span.start)
    last = next((at for at, each in enumerate(every) if each.span.start >= span.end), len(every))
    near = every[max(0, first - ROUND) : last + ROUND]
    ends = [each.span.start for each in near[1:]] + [near[-1].span.end]
    return [
        Piece(each.span.start, each.span.end, each.span.of(text), text[each.span.end : end], each.kind is Kind.WORD)
        for each, end in zip(near, ends, strict=True)
    ]


def preview(project: Project, source_id: int, span: Span, edits: tuple[Edit, ...]) -> tuple[str, tuple[Edit, ...]]:
    """How the words would be printed, and the edits with a capital in brackets that begin a sentence.

    UsageError for an edit that may not be made, Refused as for `of_words`.
    """
    refuse_blind(project)
    with project.store() as store, store.reading() as connection:
        at = transcripts.transcript(project, connection, source_id)
    text = at.source.text
    if span.end > len(text):
        raise UsageError(N_("There are no words at {start}–{end}."), start=span.start, end=span.end)
    speaker(project, at, span)
    turn = at.touched(span)[0].span.start
    made = tuple(_with_capital(text, edit, turn) if edit.kind in REPLACING else edit for edit in edits)
    return replayed(text, span, made), made


def _with_capital(text: str, edit: Edit, turn: int) -> Edit:
    return Edit(edit.kind, edit.span, in_bracket(text, edit.span.start, edit.text, turn=turn))
