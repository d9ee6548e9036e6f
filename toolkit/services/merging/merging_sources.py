"""Which sources of another project are which of ours: by the file's bytes, by the text, or by its words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.exchange.merging import Found, alike, runs
from toolkit.domain.sources.sources import Source
from toolkit.domain.texts.text import normalise, words
from toolkit.services.merging.merging_plan import Pair, Plan, Side
from toolkit.services.projects import withdrawal_ledger
from toolkit.services.projects.withholding import unusable

if TYPE_CHECKING:
    from toolkit.storage.projects.merging import Mark
    from toolkit.storage.projects.store import Connection


def pair(ours: Side, theirs: Side, plan: Plan) -> None:
    """Find their sources among ours; those that are new there come in, those that were removed here do not.

    A source in which anybody speaks who withdrew or refused, by either register, does not come in.
    """
    from toolkit.storage.projects import merging

    here, there = merging.marks(ours.connection), merging.marks(theirs.connection)
    for match in _matches(here, there, Found.FILE), _matches(here, there, Found.TEXT):
        for theirs_, ours_ in match:
            _put(plan, theirs_, ours_, Found.FILE if theirs_.sha256 == ours_.sha256 else Found.TEXT)
    taken = {one.ours for one in plan.pairs.values()}
    left, free = [one for one in there if one.name not in plan.pairs], [one for one in here if one.name not in taken]
    by_words = alike(_runs(theirs.connection, left), _runs(ours.connection, free)) if left and free else {}
    own = {one.name: one for one in here}
    for one in left:
        if one.name in by_words:
            _put(plan, one, own[by_words[one.name]], Found.WORDS)
    _new(ours, theirs, [one for one in left if one.name not in by_words], plan)


def _matches(here: Sequence[Mark], there: Sequence[Mark], by: Found) -> list[tuple[Mark, Mark]]:
    """Pairs with the same bytes or the same text; of several with one text, those of the same name first."""
    pairs: list[tuple[Mark, Mark]] = []
    free: dict[str, list[Mark]] = {}
    for one in here:
        free.setdefault(_key(one, by), []).append(one)
    for one in there:
        same = free.get(_key(one, by), [])
        if same:
            pairs.append((one, min(same, key=lambda each: each.name != one.name)))
    return pairs


def _key(one: Mark, by: Found) -> str:
    return one.sha256 if by is Found.FILE else one.text


def _put(plan: Plan, theirs: Mark, ours: Mark, found: Found) -> None:
    """Keep a pair; the first that is found for either stands."""
    if theirs.name not in plan.pairs and ours.name not in {one.ours for one in plan.pairs.values()}:
        kept = (theirs.id, theirs.sha256, theirs.added) == (ours.id, ours.sha256, ours.added) and plan.fork.line > 0
        plan.pairs[theirs.name] = Pair(theirs.name, ours.name, found, kept)


def _runs(connection: Connection, wanted: Iterable[Mark]) -> Mapping[str, frozenset[int]]:
    from toolkit.storage.sources import sources

    return {one.name: runs(sources.text_of(connection, one.id)) for one in wanted}


def _new(ours: Side, theirs: Side, left: Iterable[Mark], plan: Plan) -> None:
    from toolkit.storage.sources import sources

    names = {name.casefold() for name in sources.names(ours.connection)}
    late = _late(theirs, plan)
    for one in left:
        if plan.fork.at is not None and one.added <= plan.fork.at and one.id not in late:
            plan.out[one.name] = "removed here"
            continue
        if _withheld(ours, theirs, one):
            plan.out[one.name] = "withheld"
            continue
        plan.new_sources[one.name] = name = _free(one.name, names)
        names.add(name.casefold())


def _late(theirs: Side, plan: Plan) -> frozenset[int]:
    """The sources last added there, where a slow clock makes them look as if they had stood in both."""
    from toolkit.storage.sources import sources

    ids = sorted(sources.ids(theirs.connection).values())
    return frozenset(ids[len(ids) - plan.fork.added :] if plan.fork.slow else ())


def _withheld(ours: Side, theirs: Side, one: Mark) -> bool:
    """Whether anybody speaks or is described there who withdrew or refused, as either project places speakers; or it
    is not sound; or its file was removed here with somebody who withdrew."""
    from toolkit.services.material.sources import placed_here
    from toolkit.storage.sources import source_settings, sources

    source, original = sources.by_id(theirs.connection, one.id), sources.original(theirs.connection, one.name)
    if not _sound(source, original) or one.sha256 in withdrawal_ledger.removed(ours.project.folder):
        return True
    setting = source_settings.of(theirs.connection, one.id)
    turns = (*source.turns, *placed_here(ours.project, source, original, setting).turns)
    voices = {turn.respondent for turn in turns if turn.respondent}
    return any(unusable(side.project, voices) for side in (ours, theirs))


def _sound(source: Source, original: bytes) -> bool:
    """Whether the text is as this program keeps texts, and the file is the one it was read from."""
    return normalise(source.text) == source.text and hashlib.sha256(original).hexdigest() == source.sha256


def _free(name: str, taken: Iterable[str]) -> str:
    stem, suffix = Path(name).stem, Path(name).suffix
    candidate, number = name, 2
    used = set(taken)
    while candidate.casefold() in used:
        candidate, number = f"{stem} ({number}){suffix}", number + 1
    return candidate


def take(ours: Side, theirs: Side, plan: Plan) -> None:
    """Put the new sources here as they are set there, with their speakers placed by our register and guides."""
    from toolkit.services.material.sources import placed_here
    from toolkit.storage.sources import source_settings, sources

    for theirs_, name in plan.new_sources.items():
        source = sources.get(theirs.connection, theirs_)
        original = sources.original(theirs.connection, theirs_)
        setting = source_settings.of(theirs.connection, sources.id_of(theirs.connection, theirs_))
        placed = placed_here(ours.project, replace(source, name=name), original, setting)
        spoken = sum(words(turn.span.of(placed.text)) for turn in placed.turns)
        key = sources.add(ours.connection, placed, original=original, words=spoken)
        source_settings.put(ours.connection, key, **asdict(setting))
