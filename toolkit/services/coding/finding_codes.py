"""Coding what was found: the sentences round hits, shown first, then coded in one step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.domain.sources.sources import Role
from toolkit.domain.texts.text import Span, trimmed
from toolkit.errors import Refused, UsageError
from toolkit.messages import N_
from toolkit.services.coding import coding, finding
from toolkit.services.coding.coding import Changed, Ground
from toolkit.services.coding.finding import Hit
from toolkit.services.material import transcripts, word_index
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import Project

MOST = 500  # passages in one step: a person is to look at all of them first
LIMIT = N_("Narrow the search, or tick fewer.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that would be coded: the sentences in which a hit stands, the words found marked in them.

    `known` are the codes that the coder has given to exactly these words.
    """

    source_id: int
    source: str
    turn: int
    span: Span
    pieces: tuple[tuple[str, bool], ...]
    respondent: str | None
    group: str | None
    known: frozenset[str]

    def to_do(self, codes: Iterable[str]) -> list[str]:
        """The codes that are not given yet."""
        return [code for code in codes if code not in self.known]


def proposals(project: Project, hits: Sequence[Hit], *, coder: str = "") -> list[Proposal]:
    """The sentences round the hits, in their order; hits in the same sentence make one."""
    from toolkit.storage.sources import searching

    wanted = {hit.source_id for hit in hits}
    with project.store() as store, store.reading() as connection:
        texts = {key: text for each in wanted for key, _, text in searching.texts(connection, source_id=each)}
        coded = searching.codings(connection, wanted) if coder else {}
    known: dict[tuple[int, int, int], set[str]] = {}
    for key, rows in coded.items():
        for row in rows:
            if row.coder == coder:
                known.setdefault((key, row.start, row.end), set()).add(row.code)
    found: dict[tuple[int, Span], list[Hit]] = {}
    for hit, span in zip(hits, sentences(project, hits), strict=True):
        found.setdefault((hit.source_id, span), []).append(hit)
    return [
        _proposal(texts[key], span, own, frozenset(known.get((key, span.start, span.end), ())))
        for (key, span), own in found.items()
    ]


def _proposal(text: str, span: Span, hits: Sequence[Hit], known: frozenset[str]) -> Proposal:
    parts = sorted({part for hit in hits for part in hit.parts})
    first = hits[0]
    pieces = tuple(finding.pieces(text, span, parts))
    return Proposal(first.source_id, first.source, first.turn, span, pieces, first.respondent, first.group, known)


def sentences(project: Project, hits: Sequence[Hit]) -> list[Span]:
    """For each hit the span of the sentences it stands in."""
    places = [(hit.source_id, hit.span.start, hit.span.end) for hit in hits]
    return [Span(*edges) for edges in word_index.standing(project).shelf.sentences_round(places)]


def sentence(project: Project, source_id: int, span: Span) -> Proposal | None:
    """The sentences round one place; None when it is nobody's words, or those of somebody who withdrew."""
    from toolkit.storage.sources import searching

    with project.store() as store, store.reading() as connection:
        source = transcripts.transcript(project, connection, source_id)
        text = next((text for _, _, text in searching.texts(connection, source_id=source_id)), "")
    touched = source.touched(span)
    if len(touched) != 1 or transcripts.withheld(project, touched) or not touched[0].span.contains(span):
        return None
    turn = touched[0]
    who = turn.respondent if turn.role is Role.RESPONDENT else None
    group = project.register.get(who).group if who else None
    hit = Hit(source_id, source.head.name, turn.number, turn.span, (span,), who, group)
    (whole,) = sentences(project, [hit])
    return _proposal(text, whole, [hit], frozenset())


def code_many(project: Project, places: Sequence[tuple[int, Span]], codes: Sequence[str], *, hand: Hand) -> Changed:
    """Code all these places with all the codes, in one step that is undone as one; what is coded so already stays.

    Refused when a place holds no respondent's words, or those of somebody who withdrew.
    """
    from toolkit.services.projects.steps import stepping

    hand.check()
    if not codes or not places:
        raise UsageError(N_("Nothing is chosen."), hint=N_("Choose at least one code and one place."))
    if len(places) > MOST:
        raise Refused(N_("These are too many passages to code at once (at most {n})."), hint=LIMIT, n=MOST)
    changed = Changed("code found")
    with project.store(write=True) as store:
        desks = {key: coding.ground(project, store, key, hand) for key in dict.fromkeys(key for key, _ in places)}
        ready = [(desks[key], _checked(desks[key], span)) for key, span in dict.fromkeys(places)]
        paths = [coding.in_use(ready[0][0].scheme, path).path for path in dict.fromkeys(codes)]
        with stepping(store, changed.verb, project, coder=hand.coder, command=hand.command) as step:
            for desk, span in () if changed.again(step) else ready:
                for path in paths:
                    desk.put(step, span, path, changed)
    return changed


def _checked(desk: Ground, span: Span) -> Span:
    text = desk.source.source.text
    inside = trimmed(text, span.start, span.end) if span.end <= len(text) else None
    if inside is None or not desk.source.touched(inside):
        raise Refused(N_("There are no words at one of these places."), hint=N_("Search again."))
    transcripts.check_words(desk.project, desk.source, inside)
    return inside
