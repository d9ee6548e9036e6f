"""Themes: passages of one area and group that belong together, and what a person decided about them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.domain.segments import Passage, Places


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme. `passages` are passage keys in order of how typical they are, most typical first.

    `name` is a heading-like phrase; `named` says that a person gave it. `words` are 4–6 key words. `spread` counts
    passages per respondent. `stability` is 0–1: how often two of its passages come together when the material is
    sampled anew; None when it was too small to say. `aside` says that a person set it aside: it is kept, and no
    report tells it.
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

    @property
    def one_voice(self) -> bool:
        """Whether a single respondent carries the theme."""
        return len(self.spread) == 1


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
    clusters: Sequence[Sequence[str]], decisions: Sequence[ThemeDecision]
) -> list[tuple[list[str], ThemeDecision | None]]:
    """Bend a clustering of one cell to what a person decided.

    Each decision's passages that still exist stay together, joined by the rest of the cluster that holds most of them,
    unless that rest was decided elsewhere or the theme is set aside: new voices are never set aside unseen. Returns
    clusters of passage keys, each with the decision it follows, if any; every passage stands in exactly one cluster.
    """
    existing = {key for cluster in clusters for key in cluster}
    decided: dict[str, ThemeDecision] = {}
    for decision in decisions:
        for key in decision.passages & existing:
            decided.setdefault(key, decision)
    homes = {decision.id: _home(clusters, decision, decided) for decision in decisions}
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


def _home(
    clusters: Sequence[Sequence[str]], decision: ThemeDecision, decided: Mapping[str, ThemeDecision]
) -> int | None:
    counts = [sum(1 for key in cluster if decided.get(key) is decision) for cluster in clusters]
    best = max(range(len(counts)), key=lambda index: counts[index], default=None)
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


def version_of(theme: Theme) -> str:
    """A short name for what a theme says and holds: another one when anybody changed its name, place or passages."""
    parts = (theme.id, theme.name, str(theme.aside), *sorted(theme.passages))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
