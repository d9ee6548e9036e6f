"""Answers at the disclosure gate: kept with a reason, or carried out, in the ledger where it is a quote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.domain.identifiers.gate import Answer, Answered, Kind, Risk
from toolkit.domain.quotes.quote_edits import LONGEST_BRACKET, Edit, EditKind
from toolkit.domain.quotes.quote_ledger import Use
from toolkit.domain.quotes.quotes import Quote
from toolkit.domain.reports.printed import Form, Printed
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.messages import N_, ntr, tr
from toolkit.resources.disclosure_words import word_lists
from toolkit.services.material.hands import Hand
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.quotes import quote_deeds
from toolkit.services.quotes.quote_deeds import Decision, Wanted
from toolkit.services.reports.disclosure import Looked

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

LONGEST = 1000  # letters of a reason


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that somebody gives: what, why (needed to keep), and what the bracket says where words are masked."""

    answer: Answer
    reason: str = ""
    stand_in: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What an answer did, in one sentence; `key` is the finding's."""

    key: str
    told: str


def answer(project: Project, looked: Looked, keys: Sequence[str], given: Given, *, hand: Hand) -> list[Done]:
    """Give the same answer to these findings; gives what was done about each.

    To keep something needs a reason. Refused, and nothing recorded, when a finding cannot be answered so.
    """
    hand.check()
    refuse_blind(project)
    found = looked.find_all(keys)
    _check(found, given)
    answering = _Answering(project, looked, given, hand)
    return [answering.answered(risk) for risk in found]


def _check(found: Sequence[Risk], given: Given) -> None:
    if given.answer is Answer.KEEP and not given.reason.strip():
        raise UsageError(N_("To let it stand needs a reason."), hint=N_("Say why: --reason “…”"))
    if len(given.reason) > LONGEST:
        raise UsageError(N_("A reason has at most {n} letters."), n=LONGEST)
    if len(given.stand_in) > LONGEST_BRACKET or set(given.stand_in) & set("[]\n\r"):
        raise UsageError(N_("What stands in a bracket is short, and holds no brackets itself."))
    if any(given.answer not in risk.answers for risk in found):
        raise Refused(
            N_("This finding cannot be answered so."), hint=N_("It can be kept with a reason, or mended in Word.")
        )


@dataclass(frozen=True, slots=True)
class _Answering:
    """One deed of answering; `edits` are those that it has given to quotes so far, by source and span."""

    project: Project
    looked: Looked
    given: Given
    hand: Hand
    edits: dict[tuple[str, Span], tuple[Edit, ...]] = field(default_factory=dict)

    def answered(self, risk: Risk) -> Done:
        """Carry the answer out, record it, and say what was done."""
        told = self._told(risk)
        _record(self.project, self.looked, risk, self.given, self.hand)
        return Done(risk.key, told)

    def _told(self, risk: Risk) -> str:
        if self.given.answer is Answer.KEEP:
            return tr("Kept, with your reason.")
        pieces = (self.looked.by_place.get(place) for place in risk.places)
        quotes = [piece for piece in pieces if piece is not None and piece.form is Form.QUOTE]
        done = sum(self._quote(piece, risk) for piece in quotes)
        if self.looked.report is None:
            note = tr("Do it in Word: the file itself is not changed.")
            return f"{_ledger(self.given, done)} {note}" if done else note
        if quotes and done < len(quotes):
            return tr("Noted, but the words could not be changed by the program: do it in Word, and check the file.")
        return _ledger(self.given, done) if quotes else _in_drafts(risk, self.given)

    def _quote(self, piece: Printed, risk: Risk) -> bool:
        """Bar a quote, or mask it; False when its place is not known or the words are not found there."""
        if piece.quote is None or not piece.quote.source:
            return False
        place = (piece.quote.source, piece.quote.span)
        quote = replace(piece.quote, edits=self.edits.get(place, piece.quote.edits))
        with self.project.store() as store, store.reading() as connection:
            at = _place(connection, quote)
        if self.given.answer is Answer.OMIT:
            self._put(quote, at, Use.NEVER, f"{risk.key[:12]}-{piece.place}")
            return True
        masks = tuple(_masks(at.text, quote, risk.leak, self.given.stand_in or stand_in(self.project, risk)))
        if not masks:
            return False
        self._put(quote, at, Use.WANTED, f"{risk.key[:12]}-{piece.place}", masks)
        self.edits[place] = (*quote.edits, *masks)
        return True

    def _put(self, quote: Quote, at: _Place, use: Use, name: str, masks: tuple[Edit, ...] = ()) -> None:
        """Change the quote's entry, or enter it."""
        own = Hand(self.hand.coder, f"{self.hand.command}-{name}")
        edits = (*quote.edits, *masks)
        if at.entry is not None:
            quote_deeds.decide(self.project, at.entry, Decision(edits=edits if masks else None, use=use), hand=own)
        else:
            wanted = Wanted(at.source_id, quote.span, edits, quote.why, use, quote.theme, quote.claim)
            quote_deeds.add(self.project, wanted, hand=own)


def _in_drafts(risk: Risk, given: Given) -> str:
    """What happens each time a draft is let out."""
    if given.answer is Answer.OMIT:
        return tr("It is left out of what is let out to them.")
    if risk.kind is Kind.CELL:
        return tr("The small cells, and those that would give them away, are left out of what is let out to them.")
    return tr("The words are printed as […] in what is let out to them.")


def _ledger(given: Given, done: int) -> str:
    if given.answer is Answer.OMIT:
        return ntr("{n} quote is never printed again.", "{n} quotes are never printed again.", done)
    return ntr("{n} quote is masked in the ledger.", "{n} quotes are masked in the ledger.", done)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quote stands: the source's number and text, and its number in the ledger, if any."""

    source_id: int
    text: str
    entry: int | None


def _place(connection: Connection, quote: Quote) -> _Place:
    from toolkit.storage.findings import quotes
    from toolkit.storage.sources import sources

    source_id = sources.id_of(connection, quote.source)
    entry = quotes.known(connection, source_id, quote.span, quote.edits)
    return _Place(source_id, sources.text_of(connection, source_id), entry)


def _masks(text: str, quote: Quote, leak: str, says: str) -> Iterator[Edit]:
    """The edits that mask these words wherever the quote says them and no other edit stands."""
    spoken = quote.span.of(text)
    for found in re.finditer(rf"(?<!\w){re.escape(leak)}(?!\w)", spoken, re.I) if leak else ():
        span = Span(quote.span.start + found.start(), quote.span.start + found.end())
        if not any(edit.span.shared(span) for edit in quote.edits):
            yield Edit(EditKind.MASK, span, says)


def stand_in(project: Project, risk: Risk) -> str:
    """What stands in a bracket for words like these, unless somebody says otherwise."""
    known = word_lists(project.spoken).stand_in
    titles = {
        N_("a name"): "capital",
        N_("a first name"): "first_name",
        N_("a number or an age"): "number",
        N_("a date"): "date",
        N_("a diagnosis"): "diagnosis",
        N_("an occupation"): "title",
        N_("a name or label of the register"): "name",
    }
    return known[titles.get(str(dict(risk.values).get("what", "")), "other")]


def _record(project: Project, looked: Looked, risk: Risk, given: Given, hand: Hand) -> None:
    from toolkit.storage.findings import gate
    from toolkit.storage.sources import sources

    with project.store(write=True) as store, store.writing("disclosure answer", now=project.now) as change:
        known = sources.ids(change.connection, [risk.source]) if risk.source else {}
        new = Answered(
            risk.key,
            looked.audience.key,
            risk.kind,
            given.answer,
            given.reason.strip(),
            hand.coder,
            project.now,
            known.get(risk.source),
        )
        gate.record(change.connection, [new])
        change.note(kind=risk.kind.value, answer=given.answer.value)


def take_back(project: Project, audience: str, keys: Sequence[str], *, hand: Hand) -> int:
    """Take answers back, so that the findings are open again; what was done in the ledger stays until it is undone."""
    from toolkit.storage.findings import gate

    hand.check()
    refuse_blind(project)
    with project.store(write=True) as store, store.writing("disclosure answer", now=project.now) as change:
        given = [each.key for each in gate.answers(change.connection, audience)]
        meant = [key for key in given if any(key.startswith(each) for each in keys if each)]
        gone = gate.forget(change.connection, audience, meant)
        if not gone:
            raise NotFound(N_("There is no such answer."), hint=N_("See the answers: spegla disclose"))
        change.note(taken_back=gone)
    return gone
