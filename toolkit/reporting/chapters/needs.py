"""Needs: what each perspective needs, from claims about needs, or from the themes of that area while there are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.domain.claims.claims import ClaimKind, Standing
from toolkit.domain.reports.report import Block, Bullets, Heading, Notice, Paragraph, Sentence, Stated
from toolkit.reporting.chapters.basis import Basis, unseen
from toolkit.reporting.material.findings import Finding
from toolkit.reporting.material.wording import drawn

AREA = "needs"


def blocks(basis: Basis) -> Iterator[Block]:
    """Heading, and per perspective its needs as a list."""
    say = basis.wording.say
    yield Heading(1, say("needs.title"), "needs")
    claimed = bool(basis.of_kind(ClaimKind.NEED))
    lists = {group: list((_claimed if claimed else _raised)(basis, group)) for group in basis.material.people}
    if not any(lists.values()):
        yield Notice(say("needs.empty"))
        return
    yield from unseen(basis.found, basis.wording)
    yield Paragraph((Sentence(say("needs.lead")),))
    for group, items in lists.items():
        if items:
            yield Heading(2, basis.wording.group(group), f"needs-{group}")
            yield Bullets(tuple(items))


def _claimed(basis: Basis, group: str) -> Iterator[Sentence]:
    yield from claimed_of(basis, group, basis.of_kind(ClaimKind.NEED))


def _raised(basis: Basis, group: str) -> Iterator[Sentence]:
    for finding in basis.found:
        if finding.theme.group == group and finding.theme.area == AREA:
            yield _themed(basis, finding)


def claimed_of(basis: Basis, group: str, standings: Sequence[Standing]) -> list[Sentence]:
    """Of these claims what a group says, in the evaluator's order."""
    writer = basis.writer()
    made = (writer.item(standing, [group]) for standing in standings if group in standing.positions)
    return [each for each in made if each is not None]


def _themed(basis: Basis, finding: Finding) -> Sentence:
    people = list(finding.sides)
    k, n = len(people), finding.tally.asked
    variant = drawn(finding.theme.id)
    of = finding.tally.everyone
    who = basis.wording.who(k, n, finding.theme.group, scale=basis.material.scale, variant=variant, of=of)
    text = basis.wording.say("needs.item", theme=basis.wording.inside(finding.theme.name), who=who)
    stated = Stated(k, n, finding.theme.group)
    return Sentence(text, finding.evidence(people), basis.wording.count(k, n), bool(finding.machine), stated)
