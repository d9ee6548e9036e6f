"""Claims: where everyone stands on each, by the themes, codings and judgements as they are now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.claims.claims import Claim, Judged, Matrix, Standing, matrix
from toolkit.domain.claims.stances import main_valence, questioned, standing
from toolkit.domain.codings.segments import RECORDS, Passage, Places
from toolkit.domain.themes.themes import Theme
from toolkit.errors import NotFound, Refused
from toolkit.messages import N_
from toolkit.services.claims.questions import Gathered, gathered, loose
from toolkit.services.coding import passages, schemes
from toolkit.services.material import sources
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.themes import themes
from toolkit.services.themes.no_theme import no_theme
from toolkit.services.themes.themes import Findings

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection, Store

WHO = {"sv": "{vem}", "en": "{who}"}


@dataclass(frozen=True)
class Ground:
    """What claims are looked at with: today's themes and passages, who took part by group, and who was asked what."""

    findings: Findings
    people: Mapping[str, Sequence[str]]
    asked: Mapping[str, frozenset[str]]

    @cached_property
    def themes(self) -> dict[str, Theme]:
        """Today's themes by id."""
        return {theme.id: theme for theme in self.findings.themes}

    @cached_property
    def places(self) -> Places:
        """Today's passages, found by keys that were kept."""
        return Places(self.findings.passages)

    def passages_of(self, claim: Claim, judged: Iterable[Judged] = ()) -> list[Passage]:
        """The passages of the claim's themes, then its own and those that somebody judged by; each once."""
        typical = (key for each in claim.themes if each in self.themes for key in self.themes[each].passages)
        own = (now for key in self._kept(claim, judged) for now in self.places.now(key))
        keys = dict.fromkeys((*typical, *own))
        return [self.findings.passages[key] for key in keys if key in self.findings.passages]

    @staticmethod
    def _kept(claim: Claim, judged: Iterable[Judged]) -> list[str]:
        return [*claim.passages, *(key for one in judged for key in one.passages)]

    def areas(self, claim: Claim, own: Iterable[Passage]) -> frozenset[str]:
        """The areas in which one must be asked to be silent on it: the claim's own, its themes', or its passages'."""
        if claim.area:
            return frozenset((claim.area,))
        there = (self.themes[each] for each in claim.themes if each in self.themes)
        found = frozenset(one.area for one in there if one.group != RECORDS)  # nobody was asked what a record says
        return found or frozenset(area for one in own if not one.record for area in one.areas)

    def area_of(self, claim: Claim) -> str | None:
        """The one area that the claim's themes share; the claim's own where it rests on none."""
        found = {self.themes[each].area for each in claim.themes if each in self.themes}
        return claim.area if not found else found.pop() if len(found) == 1 else None

    def standing(
        self,
        claim: Claim,
        judged: Sequence[Judged] = (),
        *,
        unknown: int = 0,
        coded: Mapping[str, datetime] | None = None,
    ) -> Standing:
        """Where everyone of its groups stands; `unknown` more of its passages are by speakers nobody could place, and
        `coded` is when evidence was coded that is later than some judgement."""
        own = self.passages_of(claim, judged)
        areas = self.areas(claim, own)
        found = standing(claim, own, people=self.people, asked=self.asked, areas=areas, judged=judged)
        lost = tuple(each for each in claim.themes if each not in self.themes)
        again = questioned(found, own, judged, coded or {})
        return replace(found, lost=lost, unknown=found.unknown + unknown, questioned=again)


@dataclass(frozen=True)
class Claims:
    """All claims with where everyone stands, in their order."""

    ground: Ground
    standings: tuple[Standing, ...]
    questions: tuple[Gathered, ...]
    loose: tuple[Claim, ...]

    def of(self, claim_id: int) -> Standing:
        """The claim with this id; NotFound when there is none."""
        for one in self.standings:
            if one.claim.id == claim_id:
                return one
        raise NotFound(
            N_("There is no claim {id}."),
            hint=N_("See the claims and their numbers with: spegla claims"),
            id=claim_id,
        )

    @cached_property
    def matrix(self) -> Matrix:
        """Claim by group."""
        return matrix(self.standings, tuple(self.ground.people))


_last: dict[Path, tuple[tuple[object, ...], Claims]] = {}  # reading 2,500 codings anew takes half a second


def claims(project: Project) -> Claims:
    """All claims as they stand on the themes that are kept; refused to who codes blind."""
    refuse_blind(project)
    sources.place(project)
    with project.store() as store:
        used = schemes.current(project, store)
        now = (store.mark(), used.sha256, project.settings, project.register, tuple(project.guides.items()))
        known, found = _last.get(project.folder, ((), None))
        if found is None or known != now:
            found = _claims(project, store)
            _last[project.folder] = now, found
        return found


def _claims(project: Project, store: Store) -> Claims:
    ground = ground_of(project, store)
    found = _standings(store, ground)
    every = [one.claim for one in found]
    return Claims(ground, found, gathered(project, every), loose(project, every))


def standings(project: Project, store: Store, found: Findings) -> tuple[Standing, ...]:
    """Where everyone stands on each claim, by these themes and passages, in the claims' order."""
    from toolkit.storage.findings import claims as stored

    with store.reading() as connection:
        if not stored.any_written(connection):
            return ()
        ground = _ground(project, connection, found)
    return _standings(store, ground)


def _standings(store: Store, ground: Ground) -> tuple[Standing, ...]:
    from toolkit.storage.codings import codings
    from toolkit.storage.findings import claims as stored

    with store.reading() as connection:
        every, judged = stored.each(connection), stored.judged(connection)
        moments = [one.at for own in judged.values() for one in own if one.at is not None]
        coded = codings.coded_since(connection, min(moments)) if moments else {}
        unplaced = [[key for key in one.passages if not ground.places.now(key)] for one in every]
        unknown = [len(stored.voiceless(connection, keys)) for keys in unplaced]
    return tuple(
        ground.standing(one, judged.get(one.id or 0, ()), unknown=n, coded=coded)
        for one, n in zip(every, unknown, strict=True)
    )


def ground_of(project: Project, store: Store) -> Ground:
    """What claims are looked at with as things are kept now; where nothing is coded they rest on nothing."""
    found = _as_kept(project, store)
    with store.reading() as connection:
        return _ground(project, connection, found)


def _as_kept(project: Project, store: Store) -> Findings:
    try:
        return themes.as_kept(project, store)[0]
    except Refused:
        return Findings((), {}, schemes.current(project, store).scheme, machine=False, engine="")


def _ground(project: Project, connection: Connection, found: Findings) -> Ground:
    asked = passages.asked_areas(project, connection, found.scheme)
    return Ground(found, _people(project, asked), asked)


def _people(project: Project, speaking: Iterable[str]) -> dict[str, list[str]]:
    """Who speaks and may be used, by group; where anybody has a group, a speaker without one is nobody known."""
    every: dict[str, list[str]] = {key: [] for key in project.settings.groups}
    for one in sorted(speaking):
        every.setdefault(project.register.get(one).group or "", []).append(one)
    found = {group: people for group, people in every.items() if people}
    return {group: people for group, people in found.items() if group or len(found) == 1}


def proposed(project: Project, ground: Ground, theme_id: str) -> Claim:
    """A claim to begin with, made by the machine from a theme's name and the side that most take in it."""
    theme = ground.themes.get(theme_id)
    if theme is None:
        raise no_theme(theme_id, {key: one.name for key, one in ground.themes.items()})
    said = [ground.findings.passages[key] for key in theme.passages if key in ground.findings.passages]
    valence = main_valence(said)
    return Claim(
        _beginning(project.language, valence, theme.name),
        group="" if theme.group == RECORDS else theme.group,
        area=theme.area,
        valence=valence,
        themes=(theme.id,),
    )


_BEGINNINGS = {
    "sv": {
        "promotes": "WHO beskriver NAME som något som främjar.",
        "hinders": "WHO beskriver NAME som något som hindrar.",
        "": "WHO tar upp NAME.",
    },
    "en": {
        "promotes": "WHO {describe/describes} NAME as something that helps.",
        "hinders": "WHO {describe/describes} NAME as something that hinders.",
        "": "WHO {bring/brings} up NAME.",
    },
}


def _beginning(language: str, valence: str | None, name: str) -> str:
    pattern = _BEGINNINGS[language][valence or ""]
    return pattern.replace("WHO", WHO[language]).replace("NAME", _inside(name))


def _inside(name: str) -> str:
    """A theme's name as it stands within a sentence."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:].rstrip(".")
