"""What a search finds, said letter by letter, no index: `analysis/searching/word_index.py` is held against it."""

from __future__ import annotations

from itertools import pairwise

from toolkit.domain.codings.searches import GAP, Folded, Query, folded, inside, is_lettered

Place = tuple[int, int]


def words(text: str) -> list[Place]:
    """Where the words of a folded text stand."""
    found, start = [], None
    for at, letter in enumerate([*text, " "]):
        if is_lettered(letter) and start is None:
            start = at
        elif not is_lettered(letter) and start is not None:
            found.append((start, at))
            start = None
    return found


def hits(text: str, turns: list[Place], query: Query, forms=None) -> list[tuple[int, list[Place]]]:
    """The hits in a text: the number of the turn, and the places of the words found, in order."""
    there = folded(text)
    every = [(at, place, there.edges(*place)) for at, place in enumerate(words(there.text))]
    found = []
    for number, (start, end) in enumerate(turns):
        own = [(at, place, edges) for at, place, edges in every if start <= edges[0] and edges[1] <= end]
        found += [
            (number, chosen)
            for chosen in _together([_of(there, own, term, query, forms) for term in query.terms], query)
        ]
    return found


def _of(there: Folded, own, term, query: Query, forms) -> list[tuple[Place, Place]]:
    """The places of a term as (first and last word's number, edges in the text)."""
    if len(term) > 1:
        return list(_phrases(there, own, term))
    looked_for = {term[0], *(forms(term[0]) if forms else ())}
    found = []
    for at, (start, end), _ in own:
        word = there.text[start:end]
        for form in looked_for:
            pieces = inside(word, form) if query.inside else [(0, len(word))] * (word == form)
            found += [((at, at), there.edges(start + a, start + b)) for a, b in pieces]
    return sorted(set(found), key=lambda one: one[1])


def _phrases(there: Folded, own, term):
    for first in range(len(own) - len(term) + 1):
        run = own[first : first + len(term)]
        same = [there.text[slice(*place)] for _, place, _ in run] == list(term)
        close = all(b[2][0] - a[2][1] <= GAP and b[0] == a[0] + 1 for a, b in pairwise(run))
        if same and close:
            yield (run[0][0], run[-1][0]), (run[0][2][0], run[-1][2][1])


def _together(found, query: Query):
    """One word of every term each time, the nearest together first, and no word of a hit in the next."""
    latest = {}
    events = sorted((edges, number, at) for number, places in enumerate(found) for at, edges in places)
    for edges, number, at in events:
        latest[number] = (edges, at)
        if len(latest) == len(found) and _between(latest.values()) <= query.near:
            yield sorted({edges for edges, _ in latest.values()})
            latest.clear()


def _between(chosen) -> int:
    covered = {word for _, (first, last) in chosen for word in range(first, last + 1)}
    return max(covered) - min(covered) + 1 - len(covered)
