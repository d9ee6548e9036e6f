"""The ledger of quotes as a project has it: what drafts printed and people decided, and what may still be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.domain.quotes.quote_edits import printed
from toolkit.domain.quotes.quote_ledger import HIDDEN, Bar, Entry, Ledger, barred_by
from toolkit.domain.quotes.quotes import Quote, Wishes
from toolkit.domain.reports.report import Block, Bullets, QuoteBlock, Report, Sentence
from toolkit.domain.texts.text import Span
from toolkit.services.projects.project import Project
from toolkit.services.projects.withholding import withheld_spans

if TYPE_CHECKING:
    from toolkit.storage.findings.quotes import QuoteRow
    from toolkit.storage.projects.store import Connection, Store


def ledger(project: Project, store: Store) -> Ledger:
    """The entries whose words may be shown, each with why it may not be printed if so."""
    with store.reading() as connection:
        return read(project, connection)


def read(project: Project, connection: Connection) -> Ledger:
    """The ledger within a reading or a change."""
    from toolkit.storage.findings import quotes

    withheld = withheld_spans(project, connection)
    made = [_entry(project, row, withheld) for row in quotes.each(connection)]
    kept = tuple(entry for entry in made if entry.bar not in HIDDEN)
    return Ledger(kept, len(made) - len(kept))


def _entry(project: Project, row: QuoteRow, withheld: Mapping[str, Sequence[Span]]) -> Entry:
    respondent = row.speaker or row.respondent
    hidden = any(row.span.shared(span) for span in withheld.get(row.source, ()))
    return Entry(
        id=row.id,
        source_id=row.source_id,
        source=row.source,
        span=row.span,
        edits=row.edits,
        spoken=row.words,
        printed=row.printed,
        respondent=respondent,
        group=project.register.get(respondent).group or "",
        why=row.why,
        use=row.use,
        at=row.at,
        theme=row.theme or "",
        claim=row.claim,
        machine=row.machine,
        coder=row.coder,
        revision=row.revision,
        bar=Bar.WITHDRAWN if hidden else _bar(project, row),
    )


def _bar(project: Project, row: QuoteRow) -> Bar | None:
    for person in (row.respondent, row.speaker):
        bar = barred_by(project.register.get(person).consent, project.today) if person else None
        if bar is not None:
            return bar
    if row.speaker is None:
        return Bar.NOBODY
    return None if _stands(row) else Bar.CHANGED


def _stands(row: QuoteRow) -> bool:
    try:
        return printed(row.words, row.span, row.edits, offset=row.span.start) == row.printed
    except ValueError:
        return False


def wishes(project: Project, store: Store) -> Wishes:
    """What drafts must obey of the ledger."""
    from toolkit.services.material import source_kinds
    from toolkit.storage.sources import sources as texts

    found = ledger(project, store).wishes()
    with store.reading() as connection:
        names = source_kinds.unquoted(connection)
        closed = {name: (Span(0, max(1, len(texts.text(connection, name)))),) for name in names}
    return replace(found, never={**found.never, **closed}) if closed else found


def recorded(project: Project, connection: Connection, report: Report) -> Report:
    """The report with the number in the ledger of every quote in it; those that are new are entered."""
    from toolkit.storage.findings import quotes

    blocks = [block for block in report.blocks if isinstance(block, QuoteBlock) and block.quote is not None]
    every = [*(block.quote for block in blocks if block.quote is not None), *report.quotes]
    numbers = dict(zip(map(_place, every), quotes.record(connection, every, now=project.now, coder=""), strict=True))

    def numbered(quote: Quote) -> Quote:
        return replace(quote, entry=numbers[_place(quote)])

    def told(sentence: Sentence) -> Sentence:
        known = sentence.quote is not None and _place(sentence.quote) in numbers
        return replace(sentence, quote=numbered(sentence.quote)) if sentence.quote and known else sentence

    def made(block: Block) -> Block:
        if isinstance(block, Bullets):
            return replace(block, items=tuple(map(told, block.items)))
        if isinstance(block, QuoteBlock) and block.quote is not None:
            return replace(block, quote=numbered(block.quote), entry=numbers[_place(block.quote)])
        return block

    return replace(report, blocks=tuple(map(made, report.blocks)), quotes=tuple(map(numbered, report.quotes)))


def _place(quote: Quote) -> tuple[object, ...]:
    return quote.source, quote.span, quote.edits
