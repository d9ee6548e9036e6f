"""Discussion: perspectives side by side, where two have evidence, and what only one of them raises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.domain.claims.claims import ClaimKind, Matrix, Row, Side, Standing, matrix
from toolkit.domain.reports.report import Block, Bullets, Heading, Notice, Paragraph, Prompt, Sentence
from toolkit.reporting.chapters.basis import Basis, divided, told_whole, unseen
from toolkit.reporting.material.claims_text import ClaimWriter
from toolkit.reporting.material.prose import area_title


def blocks(basis: Basis) -> Iterator[Block]:
    """Heading; where perspectives agree, where they differ, what stands side by side, what only one side raises."""
    say = basis.wording.say
    yield Heading(1, say("discussion.title"), "discussion")
    told = matrix(basis.of_kind(ClaimKind.FINDING), list(basis.material.people))
    writer = basis.writer()
    agreeing = [row for row in told.shared if _agree(row)]
    differing = [row for row in told.shared if not _agree(row)]
    parts = [
        *_rows("agree", agreeing, basis, writer),
        *_rows("differ", differing, basis, writer),
        *_beside(told, basis, writer),
    ]
    if parts:
        yield from unseen(basis.found, basis.wording)
    alone = list(_alone(told, basis, writer))
    yield from [_lead([*parts, *alone], basis), *parts] if parts else [Notice(say("discussion.empty"))]
    yield from alone
    yield Prompt(say("discussion.prompt"))


def _lead(parts: Sequence[Block], basis: Basis) -> Paragraph:
    """What the parts that are there set side by side."""
    say = basis.wording.say
    named = [say(each.anchor.replace("discussion-", "discussion.part_")) for each in parts if isinstance(each, Heading)]
    return Paragraph((Sentence(say("discussion.lead", parts=basis.wording.listed(named))),))


def _agree(row: Row) -> bool:
    return all(row.cells[group].side is Side.AGREE for group in row.voiced)


def _rows(kind: str, rows: Sequence[Row], basis: Basis, writer: ClaimWriter) -> Iterator[Block]:
    written = [(row.standing, writer.short(row.standing, row.voiced)) for row in rows]
    told = [(standing, sentences) for standing, sentences in written if sentences]
    if told:
        yield Heading(2, basis.wording.say(f"discussion.{kind}"), f"discussion-{kind}")
    for standing, sentences in told:
        others = writer.otherwise(standing, basis.groups_in(standing))
        yield Paragraph((*sentences, *others), finding=f"claim-{standing.claim.id}")


def _beside(told: Matrix, basis: Basis, writer: ClaimWriter) -> Iterator[Block]:
    """Claims of single groups about the same area, one a group: whether they agree is the evaluator's to say."""
    areas = _areas(told)
    if areas:
        yield Heading(2, basis.wording.say("discussion.beside"), "discussion-beside")
    for area in sorted(areas, key=[*basis.material.areas, *areas].index):
        sentences = [sentence for each in areas[area] for sentence in writer.short(each)]
        yield Paragraph(tuple(sentences), run_in=area_title(area, basis.material, basis.wording))


def _areas(told: Matrix) -> dict[str, list[Standing]]:
    """By area with claims of at least two single groups: the first that each group's own words bear out."""
    paired = {each.id for pair in told.pairs if pair.area for each in (pair.first, pair.second)}
    found: dict[str, dict[str, Standing]] = {}
    for row in told.rows:
        claim = row.standing.claim
        if claim.id in paired and row.standing.tally_of(claim.group).affirms and not divided(row.standing):
            found.setdefault(claim.area or "", {}).setdefault(claim.group, row.standing)
    return {area: list(groups.values()) for area, groups in found.items() if len(groups) > 1}


def _alone(told: Matrix, basis: Basis, writer: ClaimWriter) -> Iterator[Block]:
    """What only one perspective raises: it alone of those asked, or in an area where no other has a claim."""
    paired = {each.id for pair in told.pairs if pair.area for each in (pair.first, pair.second)}
    lone = [
        row
        for row in told.rows
        if basis.groups_of(row.standing)
        and (row.one_sided or (row.standing.claim.group and row.standing.claim.id not in paired))
    ]
    if lone:
        yield Heading(2, basis.wording.say("discussion.alone"), "discussion-alone")
    made = [writer.item(row.standing, row.voiced) for row in lone if not divided(row.standing)]
    items = tuple(each for each in made if each is not None)
    if items:
        yield Bullets(items)
    yield from told_whole([row.standing for row in lone if divided(row.standing)], basis, writer)
