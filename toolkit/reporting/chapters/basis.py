"""Basis: what the parts that look at the results as a whole are written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.domain.claims.claims import ClaimKind, Standing
from toolkit.domain.reports.report import Block, Notice, Paragraph
from toolkit.reporting.material.claims_text import ClaimWriter
from toolkit.reporting.material.findings import Finding
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.outline import Outline
from toolkit.reporting.material.wording import Turns, Wording


@dataclass(frozen=True, slots=True)
class Basis:
    """A report's material with its findings; `claims` and `shown` themes are those that its chapters tell."""

    material: Material
    outline: Outline
    wording: Wording
    found: Sequence[Finding]
    claims: Sequence[Standing]
    shown: Sequence[Finding] = ()

    def writer(self) -> ClaimWriter:
        """A writer of claims for one part."""
        return ClaimWriter(self.material, self.wording, Turns(self.wording))

    def of_kind(self, kind: ClaimKind) -> list[Standing]:
        """The claims of a kind, in the evaluator's order."""
        return [each for each in self.claims if each.claim.kind is kind]

    def groups_of(self, standing: Standing) -> list[str]:
        """The groups of which somebody affirms the claim, in the project's order."""
        known = dict.fromkeys((*self.material.people, *standing.positions))
        return [group for group in known if standing.tally_of(group).affirms]

    def groups_in(self, standing: Standing) -> list[str]:
        """The groups of which somebody says something of the claim, in the project's order."""
        known = dict.fromkeys((*self.material.people, *standing.positions))
        return [group for group in known if standing.tally_of(group).raised]

    def answering(self, question: str) -> list[Standing]:
        """The claims that answer a question and that somebody bears out."""
        return [each for each in self.claims if question in each.claim.questions and self.groups_of(each)]


def divided(standing: Standing) -> bool:
    """Whether as many contradict or qualify a claim as affirm it: it is never told without them."""
    counts = standing.together()
    return counts.contradicts + counts.qualifies >= counts.affirms


def contested(standing: Standing) -> bool:
    """Whether at least half as many contradict or qualify a claim as affirm it: a summary tells them, too."""
    counts = standing.together()
    return (counts.contradicts + counts.qualifies) * 2 >= counts.affirms


def told_whole(standings: Iterable[Standing], basis: Basis, writer: ClaimWriter) -> Iterator[Block]:
    """Each claim as a paragraph together with those who see it otherwise."""
    for each in standings:
        told = (*writer.short(each), *writer.otherwise(each, basis.groups_in(each)))
        yield Paragraph(told, finding=f"claim-{each.claim.id}")


def unseen(found: Sequence[Finding], wording: Wording) -> Iterator[Block]:
    """Says in words that what follows rests on suggestions nobody has looked at, if they do."""
    if any(each.machine for each in found):
        kind = "many" if all(each.machine == "many" for each in found) else "some"
        yield Notice(wording.at("sentences.machine")[kind][0])
