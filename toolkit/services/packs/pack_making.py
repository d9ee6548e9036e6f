"""Making a pack: composed from the material that its audience may hear, without quotes that the gate would stop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.domain.quotes.quotes import lies_on
from toolkit.domain.reflection.packs import Wish
from toolkit.domain.reports.printed import Form
from toolkit.domain.reports.report import Bullets, Heading, Paragraph, QuoteBlock, Report
from toolkit.domain.sources.audiences import Audience
from toolkit.services.packs import pack_lost
from toolkit.services.packs.pack_lost import Lost
from toolkit.services.projects import audiences
from toolkit.services.projects.project import Project
from toolkit.services.reports import composing, disclosure, report_basis
from toolkit.services.reports.disclosure import Looked
from toolkit.services.themes import themes

if TYPE_CHECKING:
    from toolkit.reporting.material.material import Material
    from toolkit.storage.projects.store import Store

ROUNDS = 12
"""A pack is composed at most so many times over, each time without the quotes that the gate stopped."""
LINES, LETTERS, MOST_PAGES = 40, 85, 4
"""Of a page in Spegla's own styles: lines, letters of a line; and how many pages a pack should have at most."""


@dataclass(frozen=True, slots=True)
class Made:
    """A pack's report, what the gate says of it, and how many quotes were passed over for the gate's sake.

    `gone` is what it was asked to tell and is no longer there, `left` what is left out of it for its readers' sake;
    `titles` are what the themes asked for are called. `empty` says why it tells nothing, where it does not; `as_given`
    that what people wrote and said stands in another language than the pack's.
    """

    wish: Wish
    report: Report
    looked: Looked
    passed_over: int
    gone: tuple[Lost, ...] = ()
    left: tuple[Lost, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    empty: str = ""
    as_given: bool = False


def made(project: Project, store: Store, wish: Wish, *, whatever: bool = False) -> Made:
    """The pack of a wish with the best quotes that may stand: where the gate stops one, the next best is taken.

    NotFound for a claim or theme that is none; with `whatever` it is told in `gone`.
    """
    from toolkit.reporting.packs.pack import compose
    from toolkit.reporting.packs.pack_findings import Plan, why_empty
    from toolkit.reporting.packs.pack_left import left_out

    chosen = audiences.audience(project, wish.audience)
    told = audiences.told(project, wish.audience)
    found, _ = themes.as_kept(told, store)
    material = composing.material(told, store, found)
    known = pack_lost.named_themes(project, store, wish, material)
    gone = pack_lost.gone(wish, material, known)
    if not whatever:
        pack_lost.refuse(gone)
    wording = report_basis.wording(project, wish.language)
    own = report_basis.wording(project)
    plan = Plan(wish, chosen, own=own if own.language != wording.language else None)
    barred, passed_over = frozenset[str](), 0
    for last in [False] * ROUNDS + [True]:
        report = compose(material, plan=replace(plan, barred=barred), wording=wording)
        looked = disclosure.judged(told, store, report, chosen, room=True)
        stopped = _stopped(looked)
        if not stopped or last:
            break
        passed_over += len(stopped)
        more = barred | _lying_under(stopped, material)
        if more == barred:  # a quote whose passages are no longer known: the gate's finding is told
            break
        barred = more
    titles = {one: theme.name for one, theme in known.items()}
    left = pack_lost.told(left_out(material, plan=plan, wording=wording), gone, material, titles)
    empty = "" if any(isinstance(each, Paragraph) and each.finding for each in report.blocks) else why_empty(material)
    as_given = bool(plan.own) or project.spoken != wording.language
    return Made(wish, report, looked, passed_over, gone, left, titles, empty, as_given)


def _stopped(looked: Looked) -> list[QuoteBlock]:
    """The quotes that unanswered findings are about."""
    places = {place for risk in looked.verdict.open for place in risk.places}
    pieces = [piece for piece in looked.pieces if piece.form is Form.QUOTE and piece.place in places]
    blocks = looked.report.blocks if looked.report else ()
    numbers = {int(piece.place.partition(".")[0]) for piece in pieces}
    return [block for at, block in enumerate(blocks) if at in numbers and isinstance(block, QuoteBlock)]


def _lying_under(quotes: Iterable[QuoteBlock], material: Material) -> frozenset[str]:
    """The keys of the passages that the quotes are taken from."""
    taken = [block.quote for block in quotes if block.quote]
    return frozenset(key for key, each in material.usable.items() if any(lies_on(quote, each) for quote in taken))


def pages(report: Report) -> int:
    """About how many pages a pack fills: lines of its paragraphs, with the space between them."""
    lines = 6.0
    for block in report.blocks:
        if isinstance(block, Heading):
            lines += 2.5
        elif isinstance(block, Paragraph):
            lines += _lines(block.run_in + " ".join(each.text for each in block.sentences)) + 0.6
        elif isinstance(block, Bullets):
            lines += sum(_lines(each.text) + 0.2 for each in block.items) + 0.5
        elif isinstance(block, QuoteBlock):
            lines += _lines(block.text) + 1
    return max(1, -int(-lines // LINES))


def _lines(text: str) -> int:
    return -(-len(text) // LETTERS)


__all__ = ["MOST_PAGES", "Audience", "Made", "made", "pages"]
