"""Material: everything a draft is composed from, by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from toolkit.domain.claims.claims import Standing
from toolkit.domain.claims.factors import Held
from toolkit.domain.codings.matrices import AreaCounts
from toolkit.domain.codings.schemes import AREA, PHASES, Scheme
from toolkit.domain.codings.segments import Passage
from toolkit.domain.networks.networks import Network
from toolkit.domain.quantities.quantities import QuantityScale
from toolkit.domain.quotes.quotes import Wishes
from toolkit.domain.reflection.learning import Held as HeldSession
from toolkit.domain.reflection.obstacles import Obstacle
from toolkit.domain.reflection.proposals import Earlier
from toolkit.domain.reports.report import Evidence
from toolkit.domain.reports.report_facts import ReportFacts
from toolkit.domain.sources.cases import GROUPS, Register, Respondent
from toolkit.domain.sources.consents import Purpose
from toolkit.domain.sources.source_kinds import TALK, Kind
from toolkit.domain.themes.themes import Theme


@dataclass(frozen=True, slots=True)
class SourceFact:
    """What the method annex says of a source; `day` is None when no date is recorded, `minutes` likewise.

    `respondents` are those who speak in it, `words` how many words they say, `kind` what it is.
    """

    name: str
    words: int
    respondents: tuple[str, ...] = ()
    day: date | None = None
    method: str = ""
    minutes: int | None = None
    kind: Kind = Kind.INTERVIEW


@dataclass(frozen=True, slots=True)
class FactorList:
    """A team's own list of factors: what its file says of it, and its factors with what each was held against."""

    title: str
    factors: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class WithWhom:
    """The network, the partners' names and kinds by number, and which evidence lies on the passage of each tie.

    People in a role whom fewer than `least` tell of are told of together.
    """

    network: Network
    names: Mapping[int, str]
    kinds: Mapping[int, str]
    evidence: Mapping[int, tuple[str, ...]]
    least: int


@dataclass(frozen=True, slots=True)
class AnalysisRun:
    """An analysis that the draft rests on: its name, version, parameters by name, and seed if it used chance."""

    name: str
    version: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    seed: int | None = None


@dataclass(frozen=True)
class Material:
    """A project's findings and facts on the day of a draft.

    `themes` in any order; `passages` by key, those in no theme too. `asked` holds the areas that each respondent
    was asked about, `counts` the counts by area and group of those whose words may be used. `evidence` may be left
    out: what is missing is made from the passages. `machine` says that the draft rests on suggestions alone,
    `aside` how many themes somebody set aside, which are not among `themes`, `loose` how many single passages,
    `unsorted` how many passages wait to be sorted into themes, `unguided` which groups have no question guide, so
    that nobody knows what was asked. `group_names` and `phase_names` change what the wording file calls a group
    ("participants" → {"plural": …}) or a phase ("during", or for one group "employers.during"). `standings` are the
    claims in the evaluator's order and where everyone stands, `question_texts` the evaluation questions by key,
    `description` says what the programme is, `wishes` which quotes people want printed, or never. `purpose`: what
    it is for beside analysis; whoever does not allow that is not in it. `spoken` is the language that people speak and
    name things in. `records` are passages that nobody says and
    a report may tell of, `record_themes` the themes among them: neither is in `passages` or `themes`, and no count
    knows them. `held` are the closed reflection sessions, the earliest first, `unquoted` the sources of which
    nothing may be printed as it stands, `masked` says that names were masked in the material. `obstacles` stand by
    level and priority, `proposals_before` are those of the report that was let out last.
    """

    title: str
    themes: tuple[Theme, ...]
    passages: Mapping[str, Passage]
    respondents: Mapping[str, Respondent]
    asked: Mapping[str, frozenset[str]]
    sources: tuple[SourceFact, ...]
    scheme: Scheme
    today: date
    counts: AreaCounts
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    groups: tuple[str, ...] = GROUPS
    phases: tuple[str, ...] = PHASES
    group_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    phase_names: Mapping[str, str] = field(default_factory=dict)
    runs: tuple[AnalysisRun, ...] = ()
    unguided: frozenset[str] = frozenset()
    scale: QuantityScale = field(default_factory=QuantityScale)
    machine: bool = False
    aside: int = 0
    loose: int = 0
    unsorted: int = 0
    standings: tuple[Standing, ...] = ()
    question_texts: Mapping[str, str] = field(default_factory=dict)
    facts: ReportFacts = field(default_factory=ReportFacts)
    description: str = ""
    wishes: Wishes = field(default_factory=Wishes)
    records: Mapping[str, Passage] = field(default_factory=dict)
    record_themes: tuple[Theme, ...] = ()
    factor_lists: tuple[FactorList, ...] = ()
    held: tuple[HeldSession, ...] = ()
    unquoted: frozenset[str] = frozenset()
    masked: bool = False
    obstacles: tuple[Obstacle, ...] = ()
    proposals_before: Earlier | None = None
    purpose: Purpose = Purpose.INTERVIEW
    spoken: str = ""
    with_whom: WithWhom | None = None

    @cached_property
    def register(self) -> Register:
        """The respondents, with what may be used today for what the report is for."""
        return Register(self.respondents, self.today, self.purpose)

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The question areas in use, in the scheme's order."""
        return tuple(code.path for code in self.scheme.active(AREA, top=True))

    @cached_property
    def usable(self) -> dict[str, Passage]:
        """The passages of everyone whose words may be used."""
        return {key: each for key, each in self.passages.items() if self.register.usable(each.respondent)}

    @cached_property
    def usable_sources(self) -> tuple[SourceFact, ...]:
        """The sources in which people speak, but for those in which only people do whose words may not be used."""
        return tuple(
            source
            for source in self.sources
            if source.kind.rules.counts_people
            if not source.respondents or any(map(self.register.usable, source.respondents))
        )

    @cached_property
    def talks(self) -> tuple[SourceFact, ...]:
        """Those of them that are conversations."""
        return tuple(source for source in self.usable_sources if source.kind in TALK)

    @property
    def uncoded(self) -> list[str]:
        """The conversations in which nothing is coded."""
        coded = {each.source for each in self.usable.values()}
        return [source.name for source in self.talks if source.name not in coded]

    @cached_property
    def beside(self) -> dict[Kind, list[SourceFact]]:
        """The material beside conversations, by kind, in the kinds' order."""
        told = [source for source in self.sources if not source.kind.rules.counts_people]
        told += [source for source in self.usable_sources if source.kind not in TALK]
        found = {kind: [source for source in told if source.kind is kind] for kind in Kind}
        return {kind: own for kind, own in found.items() if own}

    @cached_property
    def surveyed(self) -> frozenset[str]:
        """Whoever answered a survey and takes part in no conversation."""
        answered = {person for source in self.beside.get(Kind.SURVEY, ()) for person in source.respondents}
        spoke = {
            person for source in self.usable_sources if source.kind is not Kind.SURVEY for person in source.respondents
        }
        return frozenset(answered - spoke) & self.group_of.keys()

    @cached_property
    def unnamed(self) -> frozenset[str]:
        """Those of them whom the register does not have: rows of a survey without a pseudonym."""
        return self.surveyed - self.respondents.keys()

    @cached_property
    def kind_of(self) -> dict[str, Kind]:
        """What each source is, by its name."""
        return {source.name: source.kind for source in self.sources}

    def person(self, pseudonym: str) -> Respondent:
        """The respondent with this pseudonym; one with nothing recorded when the register lacks it."""
        return self.register.get(pseudonym)

    @cached_property
    def group_of(self) -> dict[str, str]:
        """The group of everyone who took part and whose words may be used; "" when none is given."""
        groups = {each.respondent: each.group for each in self.passages.values()}
        spoke = [person for source in self.sources for person in source.respondents]
        people = dict.fromkeys([*spoke, *self.asked, *groups])
        found = {person: self.person(person).group or groups.get(person) or "" for person in people}
        return {person: group for person, group in found.items() if self.register.usable(person)}

    @cached_property
    def people(self) -> dict[str, list[str]]:
        """Who took part, by group, the project's groups in their order first."""
        found: dict[str, list[str]] = {group: [] for group in self.groups}
        for person, group in self.group_of.items():
            found.setdefault(group, []).append(person)
        return {group: people for group, people in found.items() if people}

    @cached_property
    def reached(self) -> dict[tuple[str, str], set[str]]:
        """By area and group: everyone who was asked within the area or has a passage in it."""
        found: dict[tuple[str, str], set[str]] = {}
        for person, group in self.group_of.items():
            for area in self.asked.get(person, ()):
                found.setdefault((area, group), set()).add(person)
        for passage in self.usable.values():
            for area in passage.areas:
                found.setdefault((area, self.group_of[passage.respondent]), set()).add(passage.respondent)
        return found

    @cached_property
    def claims(self) -> tuple[Standing, ...]:
        """The claims that somebody was asked about, with the positions of those whose words may be used alone."""
        known = {id_ for each in self.usable.values() for id_ in each.evidence} if self.standings else set()
        kept = (
            replace(
                standing,
                positions={
                    group: tuple(
                        replace(each, evidence=tuple(id_ for id_ in each.evidence if id_ in known))
                        for each in positions
                        if self.register.usable(each.respondent)
                    )
                    for group, positions in standing.positions.items()
                },
            )
            for standing in self.standings
        )
        return tuple(each for each in kept if any(each.positions.values()))

    @cached_property
    def passages_of(self) -> Counter[str]:
        """How many usable passages each person has."""
        return Counter(passage.respondent for passage in self.usable.values())
