"""Which finding of a new draft goes on from which of an earlier one, where themes were found anew under other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

ENOUGH = 0.5  # of all that either rests on, so much must be common to both


def successors(before: Mapping[str, frozenset[str]], now: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Old findings that are gone, each with the new one that rests on most of the same evidence; the surest first."""
    gone = {key: ids for key, ids in before.items() if key not in now and ids}
    came = {key: ids for key, ids in now.items() if key not in before and ids}
    where: dict[str, set[str]] = defaultdict(set)
    for key, ids in came.items():
        for id_ in ids:
            where[id_].add(key)
    found = []
    for old, ids in gone.items():
        for new in sorted({key for id_ in ids for key in where.get(id_, ())}):
            share = len(ids & came[new]) / len(ids | came[new])
            if share >= ENOUGH:
                found.append((-share, old, new))
    taken: dict[str, str] = {}
    for _, old, new in sorted(found):
        if old not in taken and new not in taken.values():
            taken[old] = new
    return taken


def renamed_blocks(
    before: Iterable[tuple[str, str, str]], now: Iterable[tuple[str, str, str]], going_on: Mapping[str, str]
) -> dict[str, str]:
    """The old keys of blocks with their new ones; rows are (finding, kind, block), blocks of a kind go in order."""
    old, new = _by_kind(before), _by_kind(now)
    return {
        one: other
        for (finding, kind), blocks in old.items()
        if finding in going_on
        for one, other in zip(blocks, new.get((going_on[finding], kind), ()), strict=False)
    }


def _by_kind(rows: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for finding, kind, block in rows:
        if finding:
            found[finding, "quote" if kind == "quote" else "text"][block] = None
    return {key: list(blocks) for key, blocks in found.items()}
