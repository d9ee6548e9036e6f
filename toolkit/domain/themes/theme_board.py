"""The board of themes: kept themes bent to what a person decided, and what each act of a person decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from toolkit.domain.themes.themes import Theme, ThemeDecision, obeyed, standing, theme_id

WORDS = 6  # key words of a theme
LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Decided:
    """What an act decides: decisions to keep in place of earlier ones with their ids, and ids of those to forget."""

    kept: tuple[ThemeDecision, ...]
    forgotten: tuple[str, ...] = ()

    def applied(self, decisions: Sequence[ThemeDecision]) -> list[ThemeDecision]:
        """The decisions as they are after the act; one that is taken anew keeps its place."""
        new = {decision.id: decision for decision in self.kept}
        gone = set(self.forgotten)
        before = [new.pop(one.id, one) for one in decisions if one.id not in gone]
        return [*before, *(one for one in self.kept if one.id in new)]


def bent(kept: Sequence[Theme], decisions: Sequence[ThemeDecision], voices: Mapping[str, str]) -> list[Theme]:
    """The kept themes as people decided, in their order; `voices` says who speaks in each passage.

    A passage that `voices` does not know is left out, and so is a theme that has none left.
    """
    cells: dict[tuple[str, str], list[Theme]] = {}
    for theme in kept:
        cells.setdefault((theme.area, theme.group), []).append(theme)
    found: list[Theme] = []
    for (area, group), themes in cells.items():
        own = [one for one in decisions if (one.area, one.group) == (area, group)]
        found += _Cell.of(themes, voices).bent(own)
    return found


@dataclass(frozen=True, slots=True)
class _Cell:
    """The kept themes of one area and group, and who speaks in their passages."""

    themes: Sequence[Theme]
    clusters: Sequence[Sequence[str]]
    voices: Mapping[str, str]
    home: Mapping[str, int]

    @classmethod
    def of(cls, themes: Sequence[Theme], voices: Mapping[str, str]) -> _Cell:
        clusters = [[key for key in theme.passages if key in voices] for theme in themes]
        return cls(themes, clusters, voices, {key: n for n, cluster in enumerate(clusters) for key in cluster})

    def bent(self, decisions: Sequence[ThemeDecision]) -> list[Theme]:
        """The themes of this cell under these decisions."""
        taken = {decision.id for decision in decisions}
        made: list[tuple[int, Theme]] = []
        owners = [None if theme.pile else theme.id for theme in self.themes]
        for keys, decision in obeyed(self.clusters, standing(decisions, self.home), owners):
            model = self._model(keys, decision)
            theme = self._theme(keys, model, decision)
            if decision is None and theme.id in taken:
                theme = replace(theme, id=theme_id(theme.area, theme.group, theme.passages[0]))
            made.append((model, theme))
        return [theme for _, theme in sorted(made, key=lambda each: each[0])]

    def _model(self, keys: Sequence[str], decision: ThemeDecision | None) -> int:
        """The kept theme that the passages go on from: that with the decision's id, else the one most came from."""
        for number, theme in enumerate(self.themes):
            if decision is not None and theme.id == decision.id:
                return number
        counts = Counter(self.home[key] for key in keys)
        return max(counts, key=lambda number: (counts[number], -number))

    def _theme(self, keys: Sequence[str], model: int, decision: ThemeDecision | None) -> Theme:
        base, members = self.themes[model], set(keys)
        whole = [n for n in {self.home[key] for key in keys} if members.issuperset(self.clusters[n])]
        passages = self._in_order(keys, {model, *whole})
        theme = replace(
            base,
            words=_words([base, *(self.themes[n] for n in sorted(whole) if n != model)]),
            passages=passages,
            spread=dict(Counter(self.voices[key] for key in passages).most_common()),
            stability=base.stability if members == set(base.passages) else None,
            chance=base.chance if members == set(base.passages) else None,
            pile=base.pile and decision is None,
        )
        return theme if decision is None else decided(theme, decision)

    def _in_order(self, keys: Iterable[str], whole: Collection[int]) -> tuple[str, ...]:
        """Most typical first; passages that came from a theme that stays come last."""
        rank = {key: place for cluster in self.clusters for place, key in enumerate(cluster)}
        return tuple(sorted(keys, key=lambda key: (self.home[key] not in whole, rank[key], self.home[key], key)))


def _words(themes: Sequence[Theme]) -> tuple[str, ...]:
    mixed = (word for words in zip_longest(*(theme.words for theme in themes)) for word in words if word)
    return tuple(dict.fromkeys(mixed))[:WORDS]


def decided(theme: Theme, decision: ThemeDecision) -> Theme:
    """The theme under the decision's id and name, set aside or not."""
    name = decision.name or ("" if is_loose(theme.area, theme.group, decision.id) else theme.name)
    return replace(theme, id=decision.id, name=name, named=bool(decision.name), aside=decision.aside)


def loose_id(area: str, group: str) -> str:
    """The id under which single passages of an area and group are set aside."""
    return "-".join(part for part in (area, group, LOOSE) if part)


def is_loose(area: str, group: str, id_: str) -> bool:
    """Whether this is no theme but the place of single passages that were set aside."""
    return id_ == loose_id(area, group)


def as_decided(theme: Theme) -> ThemeDecision:
    """The theme as it stands, as a decision."""
    name = theme.name if theme.named else None
    return ThemeDecision(theme.id, theme.area, theme.group, frozenset(theme.passages), name, theme.aside)


def renamed(theme: Theme, name: str) -> Decided:
    """Give the theme a name."""
    return Decided((replace(as_decided(theme), name=name),))


def put_aside(theme: Theme, *, aside: bool) -> Decided:
    """Set the theme aside, or take it back."""
    return Decided((replace(as_decided(theme), aside=aside),))


def merged(themes: Sequence[Theme], name: str | None = None) -> Decided:
    """Make the themes one, under the id of the first and the first name that a person gave."""
    kept = name or next((theme.name for theme in themes if theme.named), None)
    together = frozenset(chain.from_iterable(theme.passages for theme in themes))
    one = replace(as_decided(themes[0]), passages=together, name=kept)
    return Decided((one,), tuple(theme.id for theme in themes[1:]))


def moved(sources: Sequence[Theme], passages: Collection[str], target: Theme | ThemeDecision) -> Decided:
    """Take the passages out of the themes they stand in and put them into `target`, a theme or a new decision.

    Both sides are decided: what left a theme does not come back to it in a later clustering. A pile of new material is
    never decided: what waits there was put there by nobody.
    """
    into = as_decided(target) if isinstance(target, Theme) else target
    left = [_without(theme, passages) for theme in sources if theme.id != into.id and not theme.pile]
    own = frozenset(passages).intersection(chain.from_iterable(theme.passages for theme in sources))
    return Decided(
        (*(one for one in left if one.passages), replace(into, passages=into.passages | own)),
        tuple(one.id for one in left if not one.passages),
    )


def _without(theme: Theme, passages: Collection[str]) -> ThemeDecision:
    return replace(as_decided(theme), passages=frozenset(theme.passages).difference(passages))


def new_theme(themes: Sequence[Theme], passages: Collection[str], *, name: str) -> Decided:
    """Split: the passages leave the themes they stand in and are a theme of their own with this name."""
    area, group = themes[0].area, themes[0].group
    id_ = theme_id(area, group, "\n".join(sorted(passages)))
    while any(theme.id == id_ for theme in themes):
        id_ = theme_id(area, group, id_)
    return moved(themes, passages, ThemeDecision(id_, area, group, frozenset(), name))


def loosened(themes: Sequence[Theme], passages: Collection[str], loose: Theme | None) -> Decided:
    """Set single passages aside, beside those that lie there (`loose`) already."""
    area, group = themes[0].area, themes[0].group
    place = ThemeDecision(loose_id(area, group), area, group, frozenset(), aside=True)
    return moved(themes, passages, place if loose is None else as_decided(loose))
