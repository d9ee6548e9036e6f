"""Prose: the two to five sentences that a theme section is drafted from, each with its count and evidence.

A sentence says no more than theme name, key words, valences and counts bear; what it means is left to the evaluator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.domain.claims.stances import HINDERS, PROMOTES
from toolkit.domain.reports.report import Sentence, Stated
from toolkit.reporting.material.findings import BOTH, Finding
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.wording import Turns, Wording, capitalised, drawn

LONGEST = 5
FEWEST_FOR_UNITY = 3
TELLING = 3
"""Silence is told where at least one in so many of those asked kept it: the counts show the rest."""
OPPOSITE = {PROMOTES: HINDERS, HINDERS: PROMOTES}


@dataclass(slots=True)
class Writer:
    """Writes the themes of one chapter; what a reader has been told in a section is not told again there."""

    material: Material
    wording: Wording
    turns: Turns
    told: set[tuple[str, str]] = field(default_factory=set)

    def new_section(self) -> None:
        """Forget what the section before has told."""
        self.told.clear()

    def sentences(self, finding: Finding, *, phase: bool = False, brief: bool = False) -> tuple[Sentence, ...]:
        """The sentences of a finding; with `phase` they say which stage it concerns.

        `brief` ones say who raises it and on which side they stand, no more.
        """
        written = [*self._main(finding), *self._variation(finding)]
        if brief:
            more = self._one_voice(finding) or self._united(finding)
            return (*written, *more, *self._machine(finding))
        rest = [*self._proposals(finding), *self._phase(finding, wanted=phase)]
        limits = [*self._one_voice(finding), *self._silent(finding), *self._not_asked(finding)]
        room = max(0, LONGEST - len(written) - min(len(limits), 2))
        written += [*rest, *self._united(finding)][:room]
        written += limits[: LONGEST - len(written)]
        return (*written, *self._machine(finding))

    def who(self, k: int, finding: Finding) -> str:
        """The quantity word for k of those asked, with the group's noun."""
        group, tally, variant = finding.theme.group, finding.tally, drawn(finding.theme.id)
        return self.wording.who(k, tally.asked, group, scale=self.material.scale, variant=variant, of=tally.everyone)

    def claim(self, kind: str, people: Sequence[str], finding: Finding) -> Sentence:
        """A sentence of a kind about these people of those asked, with its count and evidence."""
        k, n = len(people), finding.tally.asked
        form = "one" if k == 1 else "all" if k == n else "many"
        text = self.turns.sentence(kind, form, who=self.who(k, finding), number=self.wording.number(k))
        return self._sentence(text, finding, evidence=finding.evidence(people), of=(k, n))

    def _sentence(
        self,
        text: str,
        finding: Finding,
        *,
        evidence: tuple[str, ...] = (),
        of: tuple[int, int] | None = None,
        count: str = "",
    ) -> Sentence:
        stated = Stated(*of, finding.theme.group) if of else None
        told = count or (self.wording.count(*of) if of else "")
        return Sentence(text, evidence or finding.evidence(), told, machine=bool(finding.machine), stated=stated)

    def _main(self, finding: Finding) -> list[Sentence]:
        raised = list(finding.sides)
        if finding.all_propose:
            return [self.claim("raised_proposes", raised, finding)]
        for kind, people in self._sided(finding).items():
            if len(people) == len(raised):
                return [self.claim(f"raised_{kind}", raised, finding)]
        first = [self.claim("raised", raised, finding)]
        if finding.leaning == BOTH:
            return [*first, self.claim("mixed", finding.both, finding)] if finding.both else first
        affirming = finding.only(str(finding.leaning))
        return [*first, self.claim(str(finding.leaning), affirming, finding)] if affirming else first

    def _sided(self, finding: Finding) -> dict[str, list[str]]:
        return {PROMOTES: finding.only(PROMOTES), HINDERS: finding.only(HINDERS), BOTH: finding.both}

    def _variation(self, finding: Finding) -> list[Sentence]:
        if finding.leaning is None or finding.all_propose or len(finding.both) == len(finding.sides):
            return []
        if finding.leaning == BOTH:
            return self._split(finding)
        against = finding.only(OPPOSITE[finding.leaning])
        written = [self.claim(f"against_{finding.leaning}", against, finding)] if against else []
        return [*written, self.claim("both", finding.both, finding)] if finding.both else written

    def _split(self, finding: Finding) -> list[Sentence]:
        """The one-sided voices of a mixed theme."""
        promoting, hindering = finding.only(PROMOTES), finding.only(HINDERS)
        if not promoting or not hindering:
            one_sided = [(kind, each) for kind, each in ((PROMOTES, promoting), (HINDERS, hindering)) if each]
            return [self.claim(f"only_{kind}", people, finding) for kind, people in one_sided]
        who, others = self.who(len(promoting), finding), self.who(len(hindering), finding)
        form = "one" if len(promoting) == len(hindering) == 1 else "many"
        text = self.turns.sentence("split", form, who=who, others=others)
        numbers = self.wording.listed(str(len(each)) for each in (promoting, hindering))
        count = str(self.wording.at("numbers.of")).format(k=numbers, n=finding.tally.asked)
        people = [*promoting, *hindering]
        of = (len(people), finding.tally.asked)
        return [self._sentence(text, finding, evidence=finding.evidence(people), of=of, count=count)]

    def _proposals(self, finding: Finding) -> list[Sentence]:
        wanted = finding.proposers and not finding.all_propose
        return [self.claim("proposes", finding.proposers, finding)] if wanted else []

    def _phase(self, finding: Finding, *, wanted: bool) -> list[Sentence]:
        if not wanted or not finding.phase:
            return []
        name = self.wording.phase(finding.phase, finding.theme.group)
        return [self._sentence(self.turns.sentence("phase", phase=name), finding)]

    def _united(self, finding: Finding) -> list[Sentence]:
        sided = self._sided(finding)
        people = sided.pop(str(finding.leaning), [])
        told = finding.all_propose or len(people) == len(finding.sides)  # that all say so has been said
        if finding.leaning in (None, BOTH) or told or any(sided.values()) or len(people) < FEWEST_FOR_UNITY:
            return []
        return [self._sentence(self.turns.sentence("united"), finding)]

    def _one_voice(self, finding: Finding) -> list[Sentence]:
        if finding.tally.raised != 1:
            return []
        alone = ("alone", finding.theme.group)
        if finding.tally.asked > 1:
            return [self._sentence(self.turns.sentence("one_voice"), finding)]
        if alone in self.told:
            return []
        self.told.add(alone)
        return [self._sentence(self.turns.sentence("one_voice", "alone"), finding)]

    def _silent(self, finding: Finding) -> list[Sentence]:
        k, n = finding.tally.did_not_raise, finding.tally.asked
        if k * TELLING < n or not k or finding.tally.raised == 1:
            return []
        text = self.turns.sentence("silent", "one" if k == 1 else "many", number=self.wording.number(k))
        return [self._sentence(text, finding, of=(k, n))]

    def _not_asked(self, finding: Finding) -> list[Sentence]:
        k, key = finding.tally.not_asked, (finding.theme.area, finding.theme.group)
        if not k or key in self.told:
            return []
        self.told.add(key)
        text = not_asked(self.wording, self.turns, k, finding.theme.group, self.area(finding.theme.area))
        return [self._sentence(text, finding, of=(k, k + finding.tally.asked))]

    def _machine(self, finding: Finding) -> list[Sentence]:
        if not finding.machine:
            return []
        forms = self.wording.at("sentences.machine")
        return [self._sentence(forms[finding.machine][0], finding)]

    def area(self, area: str) -> str:
        """The title of a question area: the scheme's, else the wording file's."""
        return area_title(area, self.material, self.wording)


def not_asked(wording: Wording, turns: Turns, k: int, group: str, area: str) -> str:
    """The sentence that k people of a group were not asked about an area, which is given by its title."""
    noun = wording.noun(group)
    return turns.sentence(
        "not_asked",
        "one" if k == 1 else "many",
        number=wording.number(k),
        singular=noun.singular,
        plural=noun.plural,
        area=area,
    )


def area_title(area: str, material: Material, wording: Wording) -> str:
    """The title of a question area in the draft's language: the scheme's, else the wording file's, else its key."""
    code = material.scheme.codes.get(area)
    titled = code.title.get(wording.language) if code else None
    return titled or str(wording.at("areas").get(area, capitalised(area)))
