"""Making a pack: composed from the material that its audience may hear, without quotes that the gate would stop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.domain.audiences import Audience
from toolkit.domain.packs import Wish
from toolkit.domain.printed import Form
from toolkit.domain.quotes import lies_on
from toolkit.domain.report import Bullets, Heading, Paragraph, QuoteBlock, Report
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.services import audiences, disclosure, drafts, report_basis, themes
from toolkit.services.disclosure import Looked
from toolkit.services.project import Project

if TYPE_CHECKING:
    from toolkit.reporting.material import Material
    from toolkit.storage.store import Store

ROUNDS = 12
"""A pack is composed at most so many times over, each time without the quotes that the gate stopped."""
LINES, LETTERS, MOST_PAGES = 40, 85, 4
"""Of a page in Spegla's own styles: lines, letters of a line; and how many pages a pack should have at most."""


@dataclass(frozen=True, slots=True)
class Made:
    """A pack's report, what the gate says of it, and how many quotes were passed over for the gate's sake."""

    report: Report
    looked: Looked
    passed_over: int


def made(project: Project, store: Store, wish: Wish) -> Made:
    """The pack of a wish with the best quotes that may stand: where the gate stops one, the next best is taken."""
    from toolkit.reporting.pack import compose
    from toolkit.reporting.pack_findings import Plan

    chosen = audiences.audience(project, wish.audience)
    told = audiences.told(project, wish.audience)
    found, _ = themes.as_kept(told, store)
    material = drafts.material(told, store, found)
    _refuse_unknown(wish, material)
    wording = report_basis.wording(project, wish.language)
    plan = Plan(wish, chosen)
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
    return Made(report, looked, passed_over)


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


def _refuse_unknown(wish: Wish, material: Material) -> None:
    known = {each.claim.id for each in material.standings}
    for claim in wish.claims:
        if claim not in known:
            raise NotFound(
                N_("There is no claim {id}."), hint=N_("See the claims and their numbers with: spegla claims"), id=claim
            )
    ids = {theme.id for theme in material.themes}
    for theme in wish.themes:
        if theme not in ids:
            raise NotFound(
                N_("There is no theme {id}."), hint=N_("See the themes and their ids with: spegla themes"), id=theme
            )


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
