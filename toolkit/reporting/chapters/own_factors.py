"""The team's own factors in a report: word for word, each beside the findings that bear it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from toolkit.domain.claims.claims import Standing
from toolkit.domain.claims.factors import Held, sides
from toolkit.domain.claims.stances import HINDERS, PROMOTES
from toolkit.domain.reports.report import Block, Bullets, Heading, Paragraph, Sentence
from toolkit.reporting.chapters.basis import Basis
from toolkit.reporting.material.material import FactorList

Named = tuple[str, tuple[str, ...]]  # what bears a factor out, as it is told, and the evidence of it
TITLES = {PROMOTES: "promotes", HINDERS: "hinders", "": "other"}


def blocks(basis: Basis) -> Iterator[Block]:
    """Every list of the material with each factor as it stands; nothing without any."""
    lists = [one for one in basis.material.factor_lists if one.factors]
    if not lists:
        return
    say = basis.wording.say
    yield Heading(2, say("factors.own_title"), "factors-own")
    yield Paragraph((Sentence(say("factors.own_lead")),))
    for number, one in enumerate(lists, 1):
        yield from _list(one, number, basis, alone=len(lists) == 1)


def _list(one: FactorList, number: int, basis: Basis, *, alone: bool) -> Iterator[Block]:
    for side, own in sides(one.factors).items():
        title = basis.wording.say(f"factors.own_{TITLES[side]}")
        shown = title if alone else f"{title}: {one.title}"
        yield Heading(3, shown, f"factors-own-{number}-{TITLES[side]}")
        yield Bullets(tuple(_item(each, basis) for each in own), ordered=True)


def _item(one: Held, basis: Basis) -> Sentence:
    named = list(_supports(one, basis))
    factor = " ".join(one.factor.text.split()).rstrip(".")
    if named:
        findings = basis.wording.listed(told for told, _ in named)
        text = basis.wording.say("factors.own_supported", factor=factor, findings=findings)
        return Sentence(text, tuple(dict.fromkeys(chain.from_iterable(evidence for _, evidence in named))))
    path = "factors.own_unsupported" if one.looked_at else "factors.own_open"
    return Sentence(basis.wording.say(path, factor=factor))


def _supports(one: Held, basis: Basis) -> Iterator[Named]:
    """The findings that somebody linked and that stand today."""
    themes = {finding.theme.id: finding for finding in basis.found}
    records = {theme.id: theme for theme in basis.material.record_themes}
    claims = {standing.claim.id: standing for standing in basis.material.claims}
    wording = basis.wording
    for theme in one.themes:
        if theme in themes:
            found = themes[theme]
            group = wording.group(found.theme.group).lower()
            name = wording.inside(found.theme.name)
            yield wording.say("factors.own_theme", theme=name, group=group), found.evidence()
        elif theme in records:
            passages = (basis.material.records[key] for key in records[theme].passages)
            evidence = chain.from_iterable(passage.evidence for passage in passages)
            yield wording.say("factors.own_record", theme=wording.inside(records[theme].name)), tuple(evidence)
    yield from _claimed([claims[each] for each in one.claims if each in claims], basis)


def _claimed(standings: Sequence[Standing], basis: Basis) -> Iterator[Named]:
    writer = basis.writer()
    for standing in standings:
        told = writer.short(standing)
        if told:
            text = basis.wording.say("factors.own_claim", claim=told[0].text.rstrip("."))
            yield text, standing.evidence()
