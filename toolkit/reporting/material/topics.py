"""Topics: what a section is written about: a theme with the claims that an evaluator wrote on it, or claims alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.domain.claims.claims import VOICED, Position, Standing
from toolkit.domain.codings.segments import Passage
from toolkit.domain.themes.themes import Theme, spread_of
from toolkit.reporting.material.findings import Finding, phase_of
from toolkit.reporting.material.material import Material


@dataclass(frozen=True, slots=True)
class Topic:
    """A finding and the claims told with it, in the evaluator's order; `loose` ones stand on no theme of the report."""

    finding: Finding
    claims: tuple[Standing, ...] = ()
    loose: bool = False

    @property
    def id(self) -> str:
        """The finding's id, or that of the claim which stands alone."""
        return f"claim-{self.claims[0].claim.id}" if self.loose else self.finding.id

    @property
    def group(self) -> str:
        """The group that it is told of."""
        return self.finding.theme.group

    def answering(self, question: str) -> Topic:
        """The topic with the claims alone that answer the question ("": with those that answer none)."""
        if question:
            return replace(self, claims=tuple(each for each in self.claims if question in each.claim.questions))
        return replace(self, claims=tuple(each for each in self.claims if not each.claim.questions))


def topics(material: Material, found: Sequence[Finding]) -> list[Topic]:
    """The topics of all findings, those with claims first in the evaluator's order, then the most widely shared."""
    homes: dict[str, list[Standing]] = {}
    loose: list[Topic] = []
    themes = {finding.theme.id: finding for finding in found}
    for standing in material.claims:
        for group in standing.positions:
            home = next(
                (one for one in standing.claim.themes if one in themes and themes[one].theme.group == group), ""
            )
            if home:
                homes.setdefault(home, []).append(standing)
            elif voiced(standing, group):
                loose.append(_alone(standing, group, material))
    placed = [Topic(finding, tuple(homes.get(finding.theme.id, ()))) for finding in found]
    order = {id(standing): at for at, standing in enumerate(material.claims)}
    claimed = sorted([each for each in placed if each.claims] + loose, key=lambda topic: order[id(topic.claims[0])])
    return claimed + [each for each in placed if not each.claims]


def voiced(standing: Standing, group: str) -> tuple[Position, ...]:
    """The positions of those in the group who say something of the claim."""
    return tuple(each for each in standing.positions.get(group, ()) if each.stance in VOICED)


def own_passages(standing: Standing, group: str, material: Material) -> tuple[Passage, ...]:
    """The claim's usable passages that this group spoke, most typical first."""
    usable = (material.usable[key] for key in standing.passages if key in material.usable)
    return tuple(each for each in usable if material.group_of.get(each.respondent, "") == group)


def _alone(standing: Standing, group: str, material: Material) -> Topic:
    passages = own_passages(standing, group, material)
    area = standing.claim.area or _commonest(area for each in passages for area in sorted(each.areas))
    theme = Theme(
        id=f"claim-{standing.claim.id}",
        area=area,
        group=group,
        name="",
        words=(),
        passages=tuple(each.key for each in passages),
        spread=spread_of(passages),
        named=True,
        machine=standing.machine,
    )
    finding = Finding(theme, passages, tuple(standing.positions[group]), phase_of(passages, material.phases))
    return Topic(finding, (standing,), loose=True)


def _commonest(areas: Iterable[str]) -> str:
    counted = Counter(areas).most_common(1)
    return counted[0][0] if counted else ""


def by_division(found: Iterable[Topic], by: str, questions: Mapping[str, str]) -> dict[str, list[Topic]]:
    """The topics by group, area, phase or question; by question a topic stands with each that its claims answer."""
    result: dict[str, list[Topic]] = {}
    for topic in found:
        for key, part in _keyed(topic, by, questions):
            result.setdefault(key, []).append(part)
    return result


def _keyed(topic: Topic, by: str, questions: Mapping[str, str]) -> Iterator[tuple[str, Topic]]:
    if by != "question":
        finding = topic.finding
        yield {"group": finding.theme.group, "area": finding.theme.area, "phase": finding.phase, "": ""}[by], topic
        return
    answered = [key for key in questions if topic.answering(key).claims]
    yield from ((key, topic.answering(key)) for key in answered)
    rest = tuple(each for each in topic.claims if not set(each.claim.questions) & questions.keys())
    if rest or not answered:
        yield "", replace(topic, claims=rest)
