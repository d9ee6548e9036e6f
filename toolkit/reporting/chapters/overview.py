"""Overview: the table area × group, the figure of themes, the factors and the proposals, made from the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from toolkit.domain.claims.claims import VOICED, ClaimKind, Side, Standing, cell
from toolkit.domain.claims.stances import HINDERS, PROMOTES
from toolkit.domain.quotes.quotes import Quote
from toolkit.domain.reports.report import Block, Bullets, Figure, Heading, Notice, Paragraph, Sentence, Stated, Table
from toolkit.reporting.chapters import own_factors
from toolkit.reporting.chapters.basis import Basis, unseen
from toolkit.reporting.chapters.needs import claimed_of
from toolkit.reporting.material.findings import BOTH, Finding
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.prose import area_title
from toolkit.reporting.material.wording import Wording, drawn

SHOWN = 24
"""The figure shows at most so many themes: more cannot be read on a page."""

NAMES = ("overview", "figure", "factors", "proposals")
"""The parts of a report that are written here."""

PARTS = (PROMOTES, BOTH, HINDERS, "neutral")
"""The parts of a bar of the figure, in order."""

Quoting = Callable[[Finding], tuple[str, Quote | None]]


def blocks(part: str, basis: Basis, *, quotes: Quoting) -> Iterator[Block]:
    """The blocks of one of `NAMES`; no figure without themes."""
    material, found, wording = basis.material, basis.found, basis.wording
    if part == "overview":
        return _overview(material, found, wording)
    if part == "figure":
        return _figure(found, wording, list(material.people)) if found else iter(())
    if part == "factors":
        return chain(_factors(basis), own_factors.blocks(basis))
    return _proposals(basis, quotes=quotes)


def _overview(material: Material, found: Sequence[Finding], wording: Wording) -> Iterator[Block]:
    groups = list(material.people)
    rows = tuple(
        (area_title(area, material, wording), *(_cell(area, group, material, wording) for group in groups))
        for area in material.areas
    )
    yield Heading(1, wording.say("overview.title"), "overview")
    yield from unseen(found, wording)
    yield Paragraph((Sentence(wording.say("overview.lead")),))
    named = (
        str(wording.at("overview.column")).format(group=wording.group(group), n=len(material.people[group]))
        for group in groups
    )
    header = (str(wording.at("terms.areas")), *named)
    yield Table(wording.say("overview.caption"), header, rows, "table-areas", wording.say("overview.note"))


def _cell(area: str, group: str, material: Material, wording: Wording) -> str:
    people, passages = (each.at(area, group) for each in (material.counts.respondents, material.counts.passages))
    return f"{people} ({passages})" if people else str(wording.at("terms.none"))


def _figure(found: Sequence[Finding], wording: Wording, groups: Sequence[str]) -> Iterator[Block]:
    shown = _most_shared(found)
    order = dict.fromkeys((*groups, *(each.theme.group for each in shown)))
    ordered = [each for group in order for each in shown if each.theme.group == group]
    columns = tuple(wording.say(f"figure.{part}") for part in PARTS)
    values = tuple(_parts(each) for each in ordered)
    told = "; ".join(_told(each, parts, wording) for each, parts in zip(ordered, values, strict=True))
    cut = len(shown) < len(found)
    caption = wording.say("figure.caption_top" if cut else "figure.caption", shown=len(shown), total=len(found))
    yield Heading(1, wording.say("figure.title"), "figure")
    yield from unseen(found, wording)
    yield Paragraph(tuple(Sentence(wording.say(f"figure.{path}")) for path in ("lead", "lead_top")[: 1 + cut]))
    yield Figure(
        caption,
        tuple(each.theme.name for each in ordered),
        columns,
        values,
        wording.say("figure.alt", content=told),
        "figure-themes",
        wording.say("figure.axis"),
        tuple(wording.group(each.theme.group) for each in ordered),
    )


def _parts(finding: Finding) -> tuple[int, ...]:
    """How many describe the theme as promoting, both, hindering, neither."""
    sided = [len(finding.only(PROMOTES)), len(finding.both), len(finding.only(HINDERS))]
    return (*sided, len(finding.sides) - sum(sided))


def _told(finding: Finding, parts: Sequence[int], wording: Wording) -> str:
    named = (f"{wording.say(f'figure.{part}').lower()} {k}" for part, k in zip(PARTS, parts, strict=True) if k)
    return str(wording.at("figure.alt_row")).format(
        theme=finding.theme.name,
        group=wording.group(finding.theme.group).lower(),
        number=sum(parts),
        parts=", ".join(named),
    )


def _most_shared(found: Sequence[Finding]) -> list[Finding]:
    """The findings shown: each group's most widely shared in turn, so that no group is crowded out."""
    ranked: list[tuple[int, int, Finding]] = []
    seen: dict[str, int] = {}
    for at, each in enumerate(found):
        seen[each.theme.group] = seen.get(each.theme.group, 0) + 1
        ranked.append((seen[each.theme.group], at, each))
    kept = sorted(ranked, key=lambda each: each[:2])[:SHOWN]
    return [each for _, _, each in sorted(kept, key=lambda each: each[1])]


def _factors(basis: Basis) -> Iterator[Block]:
    wording = basis.wording
    yield Heading(1, wording.say("factors.title"), "factors")
    yield from unseen(basis.found, wording)
    lists = {
        (group, leaning): sorted(_listed(basis, group, leaning), key=_carried, reverse=True)
        for group in _groups(basis)
        for leaning in (PROMOTES, HINDERS, BOTH)
    }
    if not any(lists.values()):
        yield Notice(wording.say("factors.empty"))
        return
    yield Paragraph((Sentence(wording.say("factors.lead")),))
    for group in _groups(basis):
        if any(lists[group, leaning] for leaning in (PROMOTES, HINDERS, BOTH)):
            yield Heading(2, wording.group(group), f"factors-{group}")
        for leaning in (PROMOTES, HINDERS, BOTH):
            if lists[group, leaning]:
                yield Heading(3, wording.say(f"factors.{leaning}"), f"factors-{group}-{leaning}")
                yield Bullets(tuple(lists[group, leaning]))


def _listed(basis: Basis, group: str, leaning: str) -> Iterator[Sentence]:
    """A group's factors of one kind: the claims that say so, then the themes that no such claim is about."""
    claims = [each for each in basis.of_kind(ClaimKind.FINDING) if _takes_side(each, group)]
    yield from claimed_of(basis, group, [each for each in claims if _leaning(each, group) == leaning])
    told = {theme for each in claims if group in each.positions for theme in each.claim.themes}
    own = [each for each in basis.found if each.theme.group == group and each.leaning == leaning]
    for finding in own:
        if not finding.all_propose and finding.theme.id not in told:
            yield _factor(finding, basis.material, basis.wording)


def _takes_side(standing: Standing, group: str) -> bool:
    """Whether a claim is for a side, and holds by those who take it, not by those who only raise the matter."""
    if standing.claim.valence not in (PROMOTES, HINDERS):
        return False
    agreed = cell(standing, group).side is Side.AGREE
    return not agreed or standing.sided(group).affirms * 2 > standing.tally_of(group).raised


def _carried(factor: Sentence) -> int:
    """How many stand behind a factor."""
    return factor.stated.k if factor.stated else 0


def _leaning(standing: Standing, group: str) -> str | None:
    """Where the group's stances put a claim: its own valence where they agree, both sides where they do not."""
    side = cell(standing, group).side
    return standing.claim.valence if side is Side.AGREE else BOTH if side is Side.QUALIFY else None


def _factor(finding: Finding, material: Material, wording: Wording) -> Sentence:
    both = len(finding.both) if len(finding.both) < len(finding.leaners) else 0
    path = "factors.item" if not both else "factors.item_both_one" if both == 1 else "factors.item_both"
    return _item(path, finding, finding.leaners, (material, wording), mixed=len(finding.both))


def _proposals(basis: Basis, *, quotes: Quoting) -> Iterator[Block]:
    wording = basis.wording
    yield Heading(1, wording.say("proposals.title"), "proposals")
    yield from unseen(basis.found, wording)
    lists = {group: list(_proposed(basis, group, quotes)) for group in _groups(basis)}
    if not any(lists.values()):
        yield Notice(wording.say("proposals.empty"))
        return
    yield Paragraph((Sentence(wording.say("proposals.lead")),))
    for group, items in lists.items():
        if items:
            yield Heading(2, wording.group(group), f"proposals-{group}")
            yield Bullets(tuple(items))


def _proposed(basis: Basis, group: str, quotes: Quoting) -> Iterator[Sentence]:
    claims = basis.of_kind(ClaimKind.PROPOSAL)
    yield from claimed_of(basis, group, claims)
    own = [each for each in claims if group in each.positions]
    told = {theme for each in own for theme in each.claim.themes}
    resting = {id_ for each in own for one in each.positions[group] if one.stance in VOICED for id_ in one.evidence}
    for each in basis.found:
        new = any(resting.isdisjoint(one.evidence) for one in each.proposing)
        if each.theme.group == group and new and each.theme.id not in told:
            setting = (basis.material, basis.wording)
            yield _item("proposals.item", each, each.proposers, setting, quote=quotes(each))


def _item(
    path: str,
    finding: Finding,
    people: Sequence[str],
    setting: tuple[Material, Wording],
    *,
    quote: tuple[str, Quote | None] = ("", None),
    mixed: int = 0,
) -> Sentence:
    material, wording = setting
    k, n = len(people), finding.tally.asked
    variant, of = drawn(finding.theme.id), finding.tally.everyone
    who = wording.who(k, n, finding.theme.group, scale=material.scale, variant=variant, of=of)
    words, source = quote
    values = {
        "theme": wording.inside(finding.theme.name),
        "who": who,
        "quote": words,
        "number": wording.number(mixed),
    }
    quoted = "" if not words else "_quote" if k == 1 else "_quote_of"  # a quote is one person's
    text = wording.say(f"{path}{quoted}", **values)
    named = tuple(dict.fromkeys((*finding.evidence(people), *(source.evidence if source else ()))))
    stated = Stated(k, n, finding.theme.group)
    return Sentence(text, named, wording.count(k, n), bool(finding.machine), stated, words=words, quote=source)


def _groups(basis: Basis) -> list[str]:
    return list(dict.fromkeys((*basis.material.people, *(each.theme.group for each in basis.found))))
