"""Themes: passages of one area and group that belong together, and what a person decided about them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import exp, log

from toolkit.domain.codings.segments import Passage, Places

PILE = "new"
FIRM = 0.75  # stability from which a theme comes back nearly always
RARE, USUAL = 0.05, 0.25  # share of shuffled themes that may be parted as well as a stable one, and an unsure one


class Hold(StrEnum):
    """How surely a theme comes back when the material is drawn anew, beside what themes of no structure do."""

    STABLE = "stable"
    UNSURE = "unsure"
    CHANCE = "chance"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme. `passages` are passage keys in order of how typical they are, most typical first.

    `name` is a heading-like phrase; `named` says that a person gave it. `words` are 4–6 key words. `spread` counts
    passages per respondent, those that nobody says under "". `stability` is 0–1: how often two of its passages come
    together when the material is sampled anew; None when it was too small to say. `chance` is how often material
    without structure gives a theme that is parted as well. `aside` says that a person set it aside: it is
    kept, and no report tells it. `pile`: it is no theme but the passages that came after the themes were made and are
    near none of them; no report tells it either.
    """

    id: str
    area: str
    group: str
    name: str
    words: tuple[str, ...]
    passages: tuple[str, ...]
    spread: Mapping[str, int]
    named: bool = False
    stability: float | None = None
    machine: bool = False
    aside: bool = False
    chance: float | None = None
    pile: bool = False

    @property
    def one_voice(self) -> bool:
        """Whether a single respondent carries the theme."""
        return len(self.people) == 1

    @property
    def people(self) -> tuple[str, ...]:
        """The respondents who carry it, most passages first."""
        return tuple(one for one in self.spread if one)

    @property
    def told(self) -> bool:
        """Whether reports tell it."""
        return not self.aside and not self.pile

    @property
    def hold(self) -> Hold:
        """How surely it comes back, against chance; unknown for small and changed themes, and for piles."""
        if self.stability is None or self.chance is None or self.pile:
            return Hold.UNKNOWN
        if self.stability >= FIRM and self.chance <= RARE:
            return Hold.STABLE
        return Hold.UNSURE if self.chance <= USUAL else Hold.CHANCE

    @property
    def voices(self) -> float:
        """The effective number of respondents: as many as would carry it if each said equally much (exp of entropy)."""
        counts = [n for who, n in self.spread.items() if who and n]
        if not counts:
            return 0.0
        shares = [n / sum(counts) for n in counts]
        return exp(-sum(share * log(share) for share in shares))


def unstructured(themes: Iterable[Theme]) -> bool:
    """Whether no theme of a cell is stable though it can be said of some: there is no sure structure as finely parted
    as this. Of a cell that is one theme nothing is said."""
    known = [theme.hold for theme in themes if theme.hold is not Hold.UNKNOWN]
    return bool(known) and Hold.STABLE not in known


@dataclass(frozen=True, slots=True)
class ThemeDecision:
    """What a person decided: these passages are one theme, with this name (None: the machine's name stands).

    Passages of two decisions are never put together. `aside`: the theme is set aside, and no other passage joins it.
    """

    id: str
    area: str
    group: str
    passages: frozenset[str]
    name: str | None = None
    aside: bool = False


def spread_of(passages: Iterable[Passage]) -> dict[str, int]:
    """How many of the passages each respondent said, most first."""
    return dict(Counter(passage.respondent for passage in passages).most_common())


def obeyed(
    clusters: Sequence[Sequence[str]], decisions: Sequence[ThemeDecision], owners: Sequence[str | None] = ()
) -> list[tuple[list[str], ThemeDecision | None]]:
    """Bend a clustering of one cell to what a person decided.

    Each decision's passages that still exist stay together, joined by the rest of the cluster that holds most of them,
    unless that rest was decided elsewhere or the theme is set aside: new voices are never set aside unseen. `owners`
    are the ids of the clusters, where they have any: the rest of a cluster goes first of all to the decision of its own
    id, and that of a cluster without an id (None) to no decision. Returns clusters of passage keys, each with the
    decision it follows, if any; every passage stands in exactly one cluster.
    """
    existing = {key for cluster in clusters for key in cluster}
    decided: dict[str, ThemeDecision] = {}
    for decision in decisions:
        for key in decision.passages & existing:
            decided.setdefault(key, decision)
    homes = _homes(clusters, decisions, decided, owners)
    result: list[tuple[list[str], ThemeDecision | None]] = []
    taken: set[int] = set()
    for decision in decisions:
        own = [key for cluster in clusters for key in cluster if decided.get(key) is decision]
        home = homes[decision.id]
        if home is not None and home not in taken and not decision.aside:
            taken.add(home)
            own += [key for key in clusters[home] if key not in decided]
        if own:
            result.append((own, decision))
    for index, cluster in enumerate(clusters):
        rest = [key for key in cluster if key not in decided]
        if rest and index not in taken:
            result.append((rest, None))
    return result


def _homes(
    clusters: Sequence[Sequence[str]],
    decisions: Sequence[ThemeDecision],
    decided: Mapping[str, ThemeDecision],
    owners: Sequence[str | None],
) -> dict[str, int | None]:
    """The cluster whose rest may join each decision."""
    owned = {owner: index for index, owner in enumerate(owners) if owner is not None}
    piles = {index for index, owner in enumerate(owners) if owner is None}
    barred = piles | {owned[decision.id] for decision in decisions if decision.id in owned}
    return {
        decision.id: owned[decision.id] if decision.id in owned else _home(clusters, decision, decided, barred)
        for decision in decisions
    }


def _home(
    clusters: Sequence[Sequence[str]],
    decision: ThemeDecision,
    decided: Mapping[str, ThemeDecision],
    barred: Collection[int],
) -> int | None:
    counts = {
        index: sum(1 for key in cluster if decided.get(key) is decision)
        for index, cluster in enumerate(clusters)
        if index not in barred
    }
    best = max(counts, key=lambda index: counts[index], default=None)
    return best if best is not None and counts[best] else None


def standing(decisions: Sequence[ThemeDecision], keys: Iterable[str]) -> list[ThemeDecision]:
    """The decisions with their passages as they stand now: a passage that a new coding moved is known by its words.

    A decision none of whose words are coded any more is left out, and holds again when they are.
    """
    places = Places(keys)
    found = []
    for decision in decisions:
        passages = {key for one in decision.passages for key in places.now(one)}
        if passages:
            found.append(replace(decision, passages=frozenset(passages)))
    return found


def theme_id(area: str, group: str, key: str) -> str:
    """The id of a theme that begins with the passage `key`: `needs-participants-3f2a9c`."""
    digest = hashlib.sha256(f"{area}\n{group}\n{key}".encode()).hexdigest()
    return "-".join(part for part in (area, group, digest[:6]) if part)


def pile_id(area: str, group: str) -> str:
    """The id of the pile of new material in an area and group."""
    return "-".join(part for part in (area, group, PILE) if part)


def version_of(theme: Theme) -> str:
    """A short name for what a theme says and holds: another one when anybody changed its name, place or passages."""
    parts = (theme.id, theme.name, str(theme.aside), *sorted(theme.passages))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
