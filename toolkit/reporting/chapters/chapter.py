"""Chapters: the overview that a chapter begins with and the summary that a perspective's chapter ends with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.domain.claims.stances import HINDERS, PROMOTES
from toolkit.domain.reports.report import Block, Bullets, Heading, Prompt, Sentence
from toolkit.reporting.material.findings import BOTH, Finding
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.prose import area_title
from toolkit.reporting.material.wording import Wording

HEAVIEST = 3
"""An overview names at most so many themes."""
SUMMED = 4
"""A point of a summary names at most so many themes and counts the rest."""
SEVERAL = 2
FEW = 4
"""Below this many themes a chapter is so short that it is neither weighed at its beginning nor summed up."""
LEANINGS = (PROMOTES, HINDERS, BOTH)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter's findings, the most widely shared first, with what is needed to write about them as a whole."""

    findings: Sequence[Finding]
    material: Material
    wording: Wording
    told: Collection[str] = ()
    """Groups of whom it is said elsewhere that all were asked of everything."""

    def overview(
        self, group: str | None, *, brief: bool = False, more: Iterable[Sentence] = ()
    ) -> tuple[Sentence, ...]:
        """What the chapter rests on, what its `group` (None: several) was asked, what weighs most, the main picture.

        `brief` leaves out what weighs most and the main picture, where an evaluator's claims say it. `more` stands
        before the words that say that it rests on suggestions.
        """
        written = [self._basis(group)]
        if group is not None:
            written += self._asked(group)
        if len(self.findings) >= FEW and not brief:
            written.append(self._weight(group))
        picture = [] if brief else [*self._leanings(), *self._proposals()]
        return (*written, *picture, *more, *self._unseen())

    def summary(self, anchor: str) -> Iterator[Block]:
        """Heading and points: what promotes, hinders, does both, and where proposals are; nothing for few themes."""
        points = list(self._points()) if len(self.findings) >= FEW else []
        if points:
            yield Heading(2, self.wording.say("summary.title"), anchor)
            yield Bullets(tuple(points))
            yield Prompt(self.wording.say("summary.prompt"))

    def _basis(self, group: str | None) -> Sentence:
        passages = {each.key: each.respondent for finding in self.findings for each in finding.passages}
        if group is None:
            people = counted(self.wording, "introduction.person", len(set(passages.values())))
        else:
            number, noun = len(self.material.people.get(group, ())), self.wording.noun(group)
            people = f"{self.wording.number(number)} {noun.singular if number == 1 else noun.plural}"
        held = {
            "passages": counted(self.wording, "chapter.passages", len(passages)),
            "themes": counted(self.wording, "chapter.theme", len(self.findings)),
        }
        if group is None:
            return Sentence(self.wording.say("chapter.area", people=people, **held))
        count = str(self.wording.at("chapter.held")).format(**held)
        return Sentence(self.wording.say(self._heard(group), people=people, **held), count=count)

    def _heard(self, group: str) -> str:
        """Which sentence says how the group was heard: in conversations, by survey, or both."""
        people = set(self.material.people.get(group, ()))
        surveyed = people & self.material.surveyed
        if not surveyed:
            return "chapter.group"
        return "chapter.survey" if surveyed == people else "chapter.group_and_survey"

    def _asked(self, group: str) -> list[Sentence]:
        if group in self.material.unguided:
            return [Sentence(self.wording.say("chapter.asked_unknown"))]
        n = len(self.material.people.get(group, ()))
        reached = {area: len(self.material.reached.get((area, group), ())) for area in self.material.areas}
        missed = {area: k for area, k in reached.items() if k < n}
        if n < SEVERAL or not reached or group in self.told:
            return []
        if not missed:
            return [Sentence(self.wording.say("chapter.asked_all", number=self.wording.number(len(reached))))]
        item = str(self.wording.at("chapter.asked_item"))
        named = (
            item.format(area=area_title(area, self.material, self.wording), count=self.wording.count(k, n))
            for area, k in (missed if len(missed) * 2 <= len(reached) else reached).items()
        )
        path = "chapter.asked_some" if len(missed) * 2 <= len(reached) else "chapter.asked_few"
        return [Sentence(self.wording.say(path, areas=self.wording.listed(named)))]

    def _weight(self, group: str | None) -> Sentence:
        heaviest = self.findings[:HEAVIEST]
        path = "chapter.weight_item" if group is not None else "chapter.weight_item_group"
        named = [self._named(path, each, list(each.sides)) for each in heaviest]
        further = self.findings[HEAVIEST : HEAVIEST + 1]
        tied = any(each.tally.raised == heaviest[-1].tally.raised for each in further)
        return self._about(
            "chapter.weight_among" if tied else "chapter.weight", heaviest, themes=self.wording.listed(named)
        )

    def _leanings(self) -> list[Sentence]:
        found = {each: [f for f in self.findings if f.leaning == each and not f.all_propose] for each in LEANINGS}
        parts = [counted(self.wording, f"chapter.{each}", len(inside)) for each, inside in found.items() if inside]
        leaning = [each for inside in found.values() for each in inside]
        return [self._about("chapter.leaning", leaning, parts=self.wording.listed(parts))] if parts else []

    def _proposals(self) -> list[Sentence]:
        found = [each for each in self.findings if each.proposers]
        themes = counted(self.wording, "chapter.theme", len(found))
        return [self._about("chapter.proposes", found, themes=themes)] if found else []

    def _unseen(self) -> list[Sentence]:
        kinds = {each.machine for each in self.findings}
        if not kinds - {""}:
            return []
        kind = "many" if kinds == {"many"} else "some"
        return [Sentence(str(self.wording.at("sentences.machine")[kind][0]), machine=True)]

    def _points(self) -> Iterator[Sentence]:
        for leaning in LEANINGS:
            found = [(f, f.leaners) for f in self.findings if f.leaning == leaning and not f.all_propose]
            yield from self._point(leaning, found)
        yield from self._point("proposes", [(f, f.proposers) for f in self.findings if f.proposers])

    def _point(self, kind: str, found: Iterable[tuple[Finding, list[str]]]) -> Iterator[Sentence]:
        ranked = sorted(found, key=lambda each: -len(each[1]))
        if ranked:
            named = [self._named("summary.item", finding, people) for finding, people in ranked[:SUMMED]]
            more = len(ranked) - SUMMED
            named += [counted(self.wording, "summary.more", more)] if more > 0 else []
            findings = [finding for finding, _ in ranked]
            yield self._about(f"summary.{kind}", findings, themes=self.wording.listed(named))

    def _named(self, path: str, finding: Finding, people: Sequence[str]) -> str:
        return str(self.wording.at(path)).format(
            theme=finding.theme.name,
            count=self.wording.count(len(people), finding.tally.asked),
            group=self.wording.group(finding.theme.group).lower(),
        )

    def _about(self, path: str, found: Sequence[Finding], **values: object) -> Sentence:
        """A sentence about several findings, with all that they rest on."""
        evidence = tuple(dict.fromkeys(id_ for each in found for id_ in each.evidence()))
        return Sentence(self.wording.say(path, **values), evidence, machine=any(each.machine for each in found))


def asked_everything(material: Material) -> list[str]:
    """The groups of several whose every person was asked within each area or came to it unasked."""
    return [
        group
        for group, people in material.people.items()
        if len(people) >= SEVERAL
        and group not in material.unguided
        and material.areas
        and all(len(material.reached.get((area, group), ())) >= len(people) for area in material.areas)
    ]


def counted(wording: Wording, path: str, number: int) -> str:
    """ "one source", "three sources": the text at `path`_one or `path`_many."""
    return str(wording.at(f"{path}_one" if number == 1 else f"{path}_many")).format(number=wording.number(number))
