"""Claims in text: an evaluator's sentence with the quantity word that its stances bear, and the voices that deviate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from toolkit.domain.claims.claim_words import filled, has_place
from toolkit.domain.claims.claims import VOICED, ClaimKind, Stance, Standing, Tally
from toolkit.domain.reports.report import Sentence, Stated
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.prose import FEWEST_FOR_UNITY, TELLING, area_title, not_asked
from toolkit.reporting.material.wording import Turns, Wording

LONGEST = 5
DEVIATING = (Stance.CONTRADICTS, Stance.QUALIFIES)
CARRIED = 2
"""A group carries a claim across groups when at least one in so many of those asked affirms it."""


@dataclass(slots=True)
class ClaimWriter:
    """Writes claims; what a reader has been told of silence in a section is not told again there."""

    material: Material
    wording: Wording
    turns: Turns
    told: set[tuple[str, ...]] = field(default_factory=set)

    def in_group(self, standing: Standing, group: str) -> tuple[Sentence, ...]:
        """The claim as one group bears it: how many say so, who sees it otherwise, who was silent; empty if nobody."""
        tally = standing.tally_of(group)
        if not tally.affirms:
            return ()
        written = [*self._stated(standing, [group]), *self._variation(standing, group)]
        written += self._limits(standing, group, tally)[: LONGEST - len(written)]
        return (*written, *self._machine(standing))

    def short(self, standing: Standing, groups: Sequence[str] = ()) -> tuple[Sentence, ...]:
        """The claim in one sentence for the groups that carry it, and one for others of whom some say the same.

        Without `groups` it speaks of all that take part; empty when nobody affirms it.
        """
        able = [each for each in groups or standing.positions if standing.tally_of(each).affirms]
        carrying = [each for each in able if _carried(standing.tally_of(each))] or able[:1]
        others = [each for each in able if each not in carrying]
        same = [self._sentence(_same(standing), standing, others, Stance.AFFIRMS)] if others else []
        return (*self._stated(standing, carrying), *same) if carrying else ()

    def same(self, standing: Standing, group: str, *, after: int = 0) -> Sentence:
        """That another group says the same, in one sentence: not in the words of the `after` such ones before it."""
        return self._sentence(_same(standing), standing, [group], Stance.AFFIRMS, after=after)

    def item(self, standing: Standing, groups: Sequence[str]) -> Sentence | None:
        """The claim in exactly one sentence about all these groups, for a list; None when nobody in them affirms it.

        That some of them see it otherwise follows in brackets, without a count: the chapters tell it, past the gate.
        """
        able = [each for each in groups if standing.tally_of(each).affirms]
        if not able:
            return None
        who = self.who(standing, able, Stance.AFFIRMS) if has_place(standing.claim.text) else ""
        text = filled(standing.claim.text, who, one=_one(standing, able))
        others = self._others(standing, groups)
        bracketed = f"{text.removesuffix('.')} ({others})." if others else text
        return self._made(bracketed, standing, able, Stance.AFFIRMS)

    def _others(self, standing: Standing, groups: Sequence[str]) -> str:
        """That not all of these groups say so, or that they are parted: half as many see it otherwise, or more."""
        tallies = [standing.tally_of(group) for group in groups]
        otherwise = sum(each.raised - each.affirms for each in tallies)
        if not otherwise:
            return ""
        parted = otherwise * 2 >= sum(each.affirms for each in tallies)
        return self.wording.say("claims.others_many" if parted else "claims.others_few")

    def otherwise(self, standing: Standing, groups: Sequence[str]) -> list[Sentence]:
        """Who of these groups contradicts the claim, and who qualifies it, each in one sentence."""
        found = []
        for stance in DEVIATING:
            able = [each for each in groups if getattr(standing.tally_of(each), stance.value)]
            if able:
                found.append(self._sentence(f"claim_{stance.value}", standing, able, stance))
        return found

    def who(self, standing: Standing, groups: Sequence[str], *stances: Stance) -> str:
        """The quantity words with nouns for those of each group who stand so: "samtliga deltagare och två …"."""
        return self.wording.both([self._some(standing, group, stances) for group in groups])

    def _some(self, standing: Standing, group: str, stances: Sequence[Stance]) -> str:
        tally = standing.tally_of(group)
        k = sum(getattr(tally, stance.value) for stance in stances)
        before = tally.affirms + (tally.contradicts if stances == (Stance.QUALIFIES,) else 0)
        if k == 1 and before and set(stances) <= set(DEVIATING):
            return self.wording.another(group)
        variant = (standing.claim.id or 1) - 1  # a count of one claim is put into one word throughout a report
        return self.wording.who(k, tally.asked, group, scale=self.material.scale, variant=variant, of=tally.everyone)

    def _stated(self, standing: Standing, groups: Sequence[str]) -> list[Sentence]:
        text = standing.claim.text
        if has_place(text):
            who = self.who(standing, groups, Stance.AFFIRMS)
            return [self._made(filled(text, who, one=_one(standing, groups)), standing, groups, Stance.AFFIRMS)]
        evidence = _evidence(standing, groups, (Stance.AFFIRMS,))
        plain = Sentence(filled(text, ""), evidence, machine=standing.machine, claim=standing.claim.id)
        return [plain, self._sentence("claim_says", standing, groups, Stance.AFFIRMS)]

    def _variation(self, standing: Standing, group: str) -> list[Sentence]:
        """The others of the group just told of: a number is enough, as the sentence before has said of whom."""
        found = []
        for stance in DEVIATING:
            k = int(getattr(standing.tally_of(group), stance.value))
            if k:
                form = "one" if k == 1 else "many"
                text = self.turns.sentence(f"claim_{stance.value}_here", form, number=self.wording.number(k))
                found.append(self._made(text, standing, [group], stance))
        return found

    def _limits(self, standing: Standing, group: str, tally: Tally) -> list[Sentence]:
        if tally.raised == 1:
            alone = tally.asked == 1
            known = alone and not self._first("alone", group)
            told = self.turns.sentence("one_voice", "alone" if alone else "many")
            return [*([] if known else [self._plain(told, standing, group)]), *self._missed(standing, group)]
        return [
            *self._united(standing, group, tally),
            *self._silent(standing, group, tally),
            *self._missed(standing, group),
        ]

    def _united(self, standing: Standing, group: str, tally: Tally) -> list[Sentence]:
        """That all of those asked say so, where they could have said otherwise: codes of no side contradict nothing."""
        people = {each.respondent for each in standing.positions[group] if each.stance in VOICED}
        could = standing.claim.valence is not None or people <= standing.decided
        if standing.claim.kind is not ClaimKind.FINDING or not could or tally.asked < FEWEST_FOR_UNITY:
            return []
        if tally.affirms < tally.asked:
            return []
        text = self.turns.sentence("claim_united", number=self.wording.number(tally.asked))
        return [self._plain(text, standing, group, stated=Stated(0, tally.asked, group))]

    def _silent(self, standing: Standing, group: str, tally: Tally) -> list[Sentence]:
        k, n = tally.did_not_raise, tally.asked
        if not k or k * TELLING < n or not self._first("silent", *standing.claim.themes, group, str(k)):
            return []
        text = self.turns.sentence("silent", "one" if k == 1 else "many", number=self.wording.number(k))
        return [self._plain(text, standing, group, count=self.wording.count(k, n), stated=Stated(k, n, group))]

    def _missed(self, standing: Standing, group: str) -> list[Sentence]:
        tally, area = standing.tally_of(group), self._area(standing)
        k, n = tally.not_asked, tally.not_asked + tally.asked
        if not k or not area or not self._first("not asked", area, group):
            return []
        title = area_title(area, self.material, self.wording)
        text = not_asked(self.wording, self.turns, k, group, title)
        return [self._plain(text, standing, group, count=self.wording.count(k, n), stated=Stated(k, n, group))]

    def _area(self, standing: Standing) -> str:
        areas = {theme.id: theme.area for theme in self.material.themes}
        known = (areas[one] for one in standing.claim.themes if one in areas)
        return standing.claim.area or next(known, "")

    def _first(self, *what: str) -> bool:
        if what in self.told:
            return False
        self.told.add(what)
        return True

    def _machine(self, standing: Standing) -> list[Sentence]:
        if not standing.machine:
            return []
        text = str(self.wording.at("sentences.machine")["many"][0])
        return [Sentence(text, _evidence(standing, standing.positions, VOICED), machine=True)]

    def _sentence(
        self, kind: str, standing: Standing, groups: Sequence[str], stance: Stance, *, after: int = 0
    ) -> Sentence:
        form = "one" if _one(standing, groups, stance) else "many"
        at = (standing.claim.id or 1) - 1 + after  # one pattern too
        text = self.turns.sentence(kind, form, at=at, who=self.who(standing, groups, stance))
        return self._made(text, standing, groups, stance)

    def _made(self, text: str, standing: Standing, groups: Sequence[str], stance: Stance) -> Sentence:
        tallies = [standing.tally_of(group) for group in groups]
        counts = [(getattr(tally, stance.value), tally.asked) for tally in tallies]
        k, n = (sum(each) for each in zip(*counts, strict=True))
        return Sentence(
            text,
            _evidence(standing, groups, (stance,)),
            self._count(groups, counts),
            machine=standing.machine,
            stated=Stated(k, n, groups[0] if len(groups) == 1 else ""),
            claim=standing.claim.id,
        )

    def _count(self, groups: Sequence[str], counts: Sequence[tuple[int, int]]) -> str:
        told = [self.wording.count(k, n) for k, n in counts]
        if len(groups) == 1:
            return told[0]
        return ", ".join(
            f"{self.wording.noun(group).plural} {count}" for group, count in zip(groups, told, strict=True)
        )

    def _plain(
        self, text: str, standing: Standing, group: str, *, count: str = "", stated: Stated | None = None
    ) -> Sentence:
        evidence = _evidence(standing, [group], VOICED)
        return Sentence(text, evidence, count, machine=standing.machine, stated=stated, claim=standing.claim.id)


def _same(standing: Standing) -> str:
    """The kind of sentence that says that others say so too: a need or a proposal is no experience."""
    return "claim_same" if standing.claim.kind is ClaimKind.FINDING else "claim_same_wish"


def _carried(tally: Tally) -> bool:
    return tally.affirms * CARRIED >= tally.asked


def _one(standing: Standing, groups: Sequence[str], stance: Stance = Stance.AFFIRMS) -> bool:
    """Whether a single person is spoken of."""
    counts = [int(getattr(standing.tally_of(group), stance.value)) for group in groups]
    return sum(counts) == 1


def _evidence(standing: Standing, groups: Iterable[str], stances: Iterable[Stance]) -> tuple[str, ...]:
    wanted = set(stances)
    found = (each.evidence for group in groups for each in standing.positions.get(group, ()) if each.stance in wanted)
    return tuple(dict.fromkeys(chain.from_iterable(found)))
