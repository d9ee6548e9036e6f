"""A quote entered by its words: where they stand, and the edits that somebody names by the words concerned."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.domain.quotes.quote_comparing import Located, located
from toolkit.domain.quotes.quote_edits import REPLACING, Edit, EditKind, in_bracket, remarks
from toolkit.domain.quotes.quote_ledger import Use
from toolkit.domain.quotes.quotes import Why
from toolkit.domain.texts.text import Span, trimmed
from toolkit.errors import Refused, UsageError
from toolkit.messages import N_
from toolkit.services.material import transcripts
from toolkit.services.material.hands import Hand
from toolkit.services.material.transcripts import Transcribed
from toolkit.services.projects.project import Project
from toolkit.services.quotes import quote_deeds


@dataclass(frozen=True, slots=True)
class Change:
    """An edit as a person says it: of which words of the quote, and what stands in brackets."""

    kind: EditKind
    words: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Entering:
    """A quote as somebody says it: the source's name, the span or the words as printed, what is changed of it."""

    source: str
    what: str | Span
    changes: tuple[Change, ...] = ()
    why: Why = Why.TYPICAL
    use: Use = Use.WANTED
    theme: str = ""
    claim: int | None = None


def enter(project: Project, asked: Entering, *, hand: Hand) -> int:
    """Enter a quote and give its number. Refused when the words stand nowhere in the source as one respondent's,
    UsageError when those to be changed do not stand in the quote, or at several places."""
    from toolkit.storage.sources import sources as stored

    quote_deeds.check(project, hand)
    with project.store() as store, store.reading() as connection:
        at = transcripts.transcript(project, connection, stored.id_of(connection, asked.source))
    found = _at_place(project, at, asked.what) if isinstance(asked.what, Span) else _located(project, at, asked.what)
    own = [_edit(at, found.span, change) for change in asked.changes]
    free = [one for one in found.edits if not any(one.span.shared(edit.span) for edit in own)]
    edits = tuple(sorted([*own, *free], key=lambda edit: edit.span))
    wanted = quote_deeds.Wanted(at.head.id, found.span, edits, asked.why, asked.use, asked.theme, asked.claim)
    return quote_deeds.add(project, wanted, hand=hand)


def _edit(at: Transcribed, span: Span, change: Change) -> Edit:
    text, words, says = at.source.text, change.words.strip(), change.says.strip()
    if not words or span.of(text).count(words) != 1:
        raise UsageError(
            N_("The words to be changed must stand in the quote, and only once."),
            hint=N_("Write more of the words round them."),
        )
    start = text.index(words, span.start)
    if change.kind in REPLACING:
        says = in_bracket(text, start, says, turn=at.touched(span)[0].span.start)
    return Edit(change.kind, Span(start, start + len(words)), says)


def _at_place(project: Project, at: Transcribed, asked: Span) -> Located:
    text = at.source.text
    span = trimmed(text, asked.start, asked.end) if asked.end <= len(text) else None
    if span is None:
        raise UsageError(N_("There are no words at {start}–{end}."), start=asked.start, end=asked.end)
    quote_deeds.speaker(project, at, span)
    return Located(span, remarks(span.of(text), offset=span.start))


def _located(project: Project, at: Transcribed, words: str) -> Located:
    withheld = transcripts.withheld(project, at.turns)
    for turn in at.turns:
        if turn.respondent is None or turn.number in withheld:
            continue
        found = located(turn.span.of(at.source.text), words, offset=turn.span.start)
        if isinstance(found, Located):
            return found
    raise Refused(
        N_("These words stand nowhere in {source} as a respondent's."),
        hint=N_("A quote is copied from the text; what is changed must stand in brackets."),
        source=at.head.name,
    )
