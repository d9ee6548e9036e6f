"""What a pack sees: claims and themes as its readers may hear them, with spread and a quote where one may stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from toolkit.domain.claims.claim_words import content_words, filled, has_place
from toolkit.domain.claims.claims import VOICED, ClaimKind, Position, Stance, Standing, Tally
from toolkit.domain.claims.stances import HINDERS, PROMOTES
from toolkit.domain.codings.segments import Passage
from toolkit.domain.quotes.quotes import Choice, chosen
from toolkit.domain.reflection.pack_readers import COUNTED, Readers
from toolkit.domain.reflection.packs import Wish
from toolkit.domain.reports.report import Block, Paragraph, QuoteBlock, Sentence
from toolkit.domain.sources.audiences import Audience
from toolkit.reporting.material.claims_text import ClaimWriter
from toolkit.reporting.material.findings import Finding, findings
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.prose import Writer, area_title
from toolkit.reporting.material.topics import own_passages
from toolkit.reporting.material.wording import Turns, Wording

MOST, MOST_QUOTES = 7, 4
"""A pack that nobody chose for tells so many findings, and any pack prints so many quotes."""
PLACES = {"sv": "{vem}", "en": "{who}"}
"""By the word at the quantity word's place a claim shows which language it is written in."""


class Empty(StrEnum):
    """Why a pack tells nothing: its readers may hear of nobody, there is nothing yet, or all of it would show who."""

    NOBODY = "nobody"
    NOTHING = "nothing"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a pack is made by: the wish, its readers, and the keys of passages that are not to be quoted in it.

    `own` is the wording of the language that claims and themes are written in, where the pack is in another.
    """

    wish: Wish
    audience: Audience
    barred: frozenset[str] = frozenset()
    own: Wording | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A finding of a pack: its number, what it is called, the claim or the theme that it tells."""

    number: int
    name: str
    standing: Standing | None = None
    finding: Finding | None = None

    @property
    def key(self) -> str:
        """The finding's id in the report."""
        return f"claim-{self.standing.claim.id}" if self.standing else str(self.finding and self.finding.id)


@dataclass
class PackWriter:
    """Writes a pack's findings; of those that were asked for, `silent` are the ones that readers may not hear of."""

    material: Material
    wording: Wording
    found: Sequence[Finding]
    plan: Plan
    heard: Counter[str] = field(default_factory=Counter)
    quoted: set[str] = field(default_factory=set)
    quotes: int = 0
    silent: tuple[Told, ...] = ()

    def __post_init__(self) -> None:
        turns = Turns(self.wording)
        self.claimer = self.stater = ClaimWriter(self.material, self.wording, turns)
        if self.plan.own:
            own = named(self.plan.own, self.material)
            self.stater = ClaimWriter(self.material, own, Turns(own))
        self.writer = Writer(self.material, self.wording, turns)
        self.readers = Readers(self.plan.audience, self.material.people)
        self.quoted |= self.plan.barred

    def chosen(self) -> list[Told]:
        """The findings that the pack tells, in their order; those wished for first, else what most groups carry."""
        wish = self.plan.wish
        asked = bool(wish.claims or wish.themes)
        every = [*self._claims(), *self._themes()] if asked else self._usual()
        able: list[Told] = []
        silent: list[Told] = []
        for each in every:
            (able if any(self.sentences(each)) else silent).append(each)
        self.silent = tuple(silent) if asked else ()
        return list(self._numbered(_together(able)))

    def _numbered(self, told: Sequence[Told]) -> Iterator[Told]:
        """The findings with their numbers; what has the name of the one before it says that it goes on with it."""
        before = ""
        for number, each in enumerate(told, 1):
            again = each.name and each.name == before
            yield replace(each, number=number, name=self._say("again", name=each.name) if again else each.name)
            before = each.name

    def _claims(self) -> Iterator[Told]:
        wish = self.plan.wish
        for each in self.material.claims:
            if each.claim.id in wish.claims or set(each.claim.themes) & set(wish.themes):
                yield self._claim(each)

    def _themes(self) -> Iterator[Told]:
        wish = self.plan.wish
        claimed = {theme for each in self.material.claims for theme in each.claim.themes}
        for finding in self.found:
            if finding.theme.id in wish.themes and finding.theme.id not in claimed:
                yield self._theme(finding)

    def _usual(self) -> list[Told]:
        """At most one finding of each kind, area and group, a need and a proposal among them; without claims themes."""
        claims = [self._claim(each) for each in self.material.claims]
        if not claims:
            return [self._theme(each) for each in self.found[:MOST]]
        able = sorted((each for each in claims if any(self.sentences(each))), key=lambda each: -self._carried(each))
        kept: dict[tuple[object, ...], Told] = {}
        for each in able:
            if each.standing:
                claim = each.standing.claim
                kept.setdefault((claim.kind, claim.area, claim.group), each)
        others = [next((key for key in kept if key[0] is kind), None) for kind in (ClaimKind.NEED, ClaimKind.PROPOSAL)]
        rest = [key for key in kept if key[0] is ClaimKind.FINDING]
        best = [kept[key] for key in (*filter(None, others), *rest)][:MOST]
        return [each for each in claims if each in best]

    def _carried(self, told: Told) -> float:
        """By how many groups, and within them by how large a share, a claim is borne out."""
        standing = told.standing
        tallies = [standing.tally_of(group) for group in standing.positions] if standing else []
        return sum(each.affirms / each.asked for each in tallies if each.asked)

    def _claim(self, standing: Standing) -> Told:
        """The claim under the name of its first theme; a theme of the readers' own may be named by their very words."""
        themes = {finding.theme.id: finding.theme for finding in self.found}
        own = [themes[one] for one in standing.claim.themes if one in themes]
        name = next((theme.name for theme in own if not self.readers.close(theme.group)), "")
        area = standing.claim.area or next((theme.area for theme in own), "")
        return Told(0, name or (area_title(area, self.material, self.wording) if area else ""), standing)

    def _theme(self, finding: Finding) -> Told:
        near = self.readers.close(finding.theme.group)
        area = finding.theme.area
        return Told(0, area_title(area, self.material, self.wording) if near else finding.theme.name, finding=finding)

    def blocks(self, told: Sequence[Told]) -> Iterator[Block]:
        """Each finding as a paragraph, with a quote where one may stand."""
        for each in told:
            theme = self._theme_of(each)
            run_in = f"{each.number}. {each.name}" if each.name else f"{each.number}."
            yield Paragraph(tuple(self.sentences(each)), run_in, each.key, f"f-{theme}" if theme else "")
            if self.quotes < MOST_QUOTES:
                yield from self._quote(each)

    @staticmethod
    def _theme_of(told: Told) -> str:
        if told.finding:
            return told.finding.theme.id
        return next(iter(told.standing.claim.themes), "") if told.standing else ""

    def sentences(self, told: Told) -> Iterator[Sentence]:
        """What is told of a finding; nothing where its readers may not hear of anybody who says it."""
        if told.standing:
            yield from self._of_claim(told.standing)
        elif told.finding:
            yield from self._of_theme(told.finding)

    def _of_claim(self, standing: Standing) -> Iterator[Sentence]:
        readers, groups = self.readers, list(standing.positions)
        able = [one for one in groups if readers.counted(one, standing.tally_of(one), Stance.AFFIRMS)]
        near = [one for one in groups if readers.several(one, standing.tally_of(one).affirms)]
        if not able and not near:
            return
        if able:
            yield from self._by_groups(standing, able)
            yield from (self._near("also", group, standing) for group in near)
        else:
            yield self._by_several(standing, near)
        yield from self._otherwise(standing)
        if standing.machine:
            yield Sentence(self._say("machine"), machine=True, claim=standing.claim.id)

    def _by_groups(self, standing: Standing, groups: Sequence[str]) -> Iterator[Sentence]:
        """The claim of the group that carries it most, then of the others: each count stands by itself."""
        first, *others = sorted(groups, key=lambda group: -_share(standing.tally_of(group)))
        yield from map(counted, self._stater(standing).short(standing, [first]))
        yield from (counted(self.claimer.same(standing, each, after=at)) for at, each in enumerate(others))

    def _by_several(self, standing: Standing, near: Sequence[str]) -> Sentence:
        """The claim as several of the readers' own say it: no count, nobody pointed out."""
        text, wording = standing.claim.text, self._stater(standing).wording
        who = wording.both([several(group, wording) for group in near])
        told = filled(text, who) if has_place(text) else f"{filled(text, '')} {self._say('says', who=who)}"
        return Sentence(told, standing.evidence(), machine=standing.machine, claim=standing.claim.id)

    def _stater(self, standing: Standing) -> ClaimWriter:
        """Who writes a claim's own sentence: in the claim's own language, so that one sentence is in one language."""
        own = self.stater.wording.language
        return self.stater if PLACES.get(own, "") in standing.claim.text else self.claimer

    def _near(self, what: str, group: str, standing: Standing) -> Sentence:
        text = self._say(what, who=several(group, self.wording))
        return Sentence(text, standing.evidence(), machine=standing.machine, claim=standing.claim.id)

    def _otherwise(self, standing: Standing) -> Iterator[Sentence]:
        """Who sees it otherwise: in figures where enough do, else that somebody does."""
        open_groups = [group for group in standing.positions if not self.readers.close(group)]
        single = False
        for group in open_groups:
            tally = standing.tally_of(group)
            for each in self.claimer.otherwise(standing, [group]):
                if each.stated and each.stated.k >= COUNTED and tally.asked > COUNTED:
                    yield counted(each)
                else:
                    single = True
        if single:
            yield Sentence(self._say("others"), standing.evidence(), claim=standing.claim.id)

    def _of_theme(self, finding: Finding) -> Iterator[Sentence]:
        group, tally = finding.theme.group, finding.tally
        if self.readers.several(group, tally.raised):
            yield Sentence(self._say("raises", who=several(group, self.wording)), finding.evidence())
        elif self.readers.counted(group, tally, *VOICED):
            yield counted(self.writer.claim("raised", list(finding.sides), finding))
            for side in (PROMOTES, HINDERS):
                people = finding.only(side)
                if len(people) >= COUNTED:
                    yield counted(self.writer.claim(side, people, finding))
            if finding.machine:
                yield Sentence(self._say("machine"), machine=True)

    def _quote(self, told: Told) -> Iterator[QuoteBlock]:
        """The best quote of a finding that its readers may hear; none where there is none."""
        theme = self._theme_of(told)
        claim = told.standing.claim.id if told.standing else None
        choice = Choice(
            self.material.respondents, self.material.today, self.heard, self.material.wishes, theme, claim, 1
        )
        for group, passages, positions in self._quotable(told):
            taken = chosen(passages, positions, choice=choice, wanted=_wanted(told), used=self.quoted, most=1)
            if taken:
                quote, printed = taken[0]
                self.quotes += 1
                said_by = self.wording.noun(group).singular
                yield QuoteBlock(
                    self.wording.inside(printed), quote.evidence, said_by, quote.why.value, told.key, quote=quote
                )
                return

    def _quotable(self, told: Told) -> Iterator[tuple[str, Sequence[Passage], Sequence[Position]]]:
        if told.finding:
            if self.readers.quotable(told.finding.theme.group):
                yield told.finding.theme.group, told.finding.passages, told.finding.positions
        elif told.standing:
            yield from self._quotable_of(told.standing)

    def _quotable_of(self, standing: Standing) -> Iterator[tuple[str, Sequence[Passage], Sequence[Position]]]:
        for group, positions in standing.positions.items():
            bearing = {id_ for each in positions if each.stance is Stance.AFFIRMS for id_ in each.evidence}
            own = own_passages(standing, group, self.material)
            passages = tuple(each for each in own if not bearing.isdisjoint(each.evidence))
            if passages and self.readers.quotable(group):
                yield group, passages, positions

    def _say(self, path: str, **values: object) -> str:
        return self.wording.say(f"pack.{path}", **values)


def several(group: str, wording: Wording) -> str:
    """Several of a group among the readers, as they are spoken to."""
    known = wording.at("pack.several")
    return str(known.get(group) or known["other"]).format(plural=wording.noun(group).plural)


def named(wording: Wording, material: Material) -> Wording:
    """The wording with what the material calls groups and phases."""
    return replace(wording, group_names=material.group_names, phase_names=material.phase_names)


def why_empty(material: Material) -> Empty:
    """Why a pack of this material tells nothing, where it does not."""
    if not material.people:
        return Empty.NOBODY
    return Empty.HIDDEN if material.claims or findings(material) else Empty.NOTHING


def _together(told: Sequence[Told]) -> list[Told]:
    """The findings in their order, those of one name beside each other."""
    first: dict[str, int] = {}
    places = [first.setdefault(each.name, at) if each.name else at for at, each in enumerate(told)]
    return [told[at] for at in sorted(range(len(told)), key=lambda at: places[at])]


def _wanted(told: Told) -> Sequence[str]:
    """The words that a quote which shows the finding may well share."""
    if told.standing:
        return content_words(told.standing.claim.text)
    return told.finding.theme.words if told.finding else ()


def _share(tally: Tally) -> float:
    return tally.affirms / tally.asked if tally.asked else 0.0


def counted(sentence: Sentence) -> Sentence:
    """The sentence with its count among its words: a pack tells the spread in words and in figures."""
    if not sentence.count:
        return sentence
    stop = "." if sentence.text.endswith(".") else ""
    return replace(sentence, text=f"{sentence.text.removesuffix('.')} ({sentence.count}){stop}", count="")
