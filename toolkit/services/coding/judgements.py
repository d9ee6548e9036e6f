"""What people have judged, segment by segment: the codes that stand on each, and those that were said no to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from toolkit.domain.codings.codings import Coding, Decision, Verdict
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Segment, Stretches
from toolkit.domain.comparing.settlements import Settlement, standing
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.services.coding.passages import meaning
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection


@dataclass(frozen=True, slots=True)
class Judgements:
    """The codings that stand, under today's codes, and all that was said no to."""

    codings: tuple[Coding, ...]
    refusals: tuple[Verdict, ...]

    def labels(self, pieces: Sequence[Segment]) -> dict[int, frozenset[str]]:
        """The codes on each segment of the sources in which anything is coded, by place in `pieces`."""
        from toolkit.analysis.suggesting.suggesting import judged

        return judged(pieces, self.codings)

    def rejected(self, pieces: Sequence[Segment]) -> dict[int, frozenset[str]]:
        """The codes that were said no to, by place in `pieces`."""
        stretches = Stretches(pieces)
        found: dict[int, set[str]] = {}
        for one in self.refusals:
            for place in stretches.of(one.source, one.span):
                found.setdefault(place, set()).add(one.code)
        return {place: frozenset(found[place]) for place in sorted(found)}


def judgements_in(connection: Connection, scheme: Scheme, names: Iterable[str]) -> Judgements:
    """All judgements of everybody in these sources, with what was settled."""
    from toolkit.storage.codings import codings, settlements
    from toolkit.storage.sources import sources

    found: list[Coding] = []
    refused: list[Verdict] = []
    for source_id in sources.ids(connection, names).values():
        decided = settlements.of_source(connection, source_id)
        stands = standing(codings.of_source(connection, source_id), decided, partial(meaning, scheme))
        found += (_today(one, scheme) for one in stands.codings)
        refused += _refusals(codings.verdicts(connection, source_id=source_id), decided, scheme)
    return Judgements(tuple(found), tuple(refused))


def refusals(connection: Connection, scheme: Scheme) -> tuple[Verdict, ...]:
    """All that was said no to, in whatever source, by verdict or by settlement."""
    from toolkit.storage.codings import codings, settlements

    return tuple(_refusals(codings.verdicts(connection), settlements.each(connection), scheme))


def judged_sources(connection: Connection, scheme: Scheme) -> frozenset[str]:
    """The names of the sources in which anything is judged."""
    from toolkit.storage.codings import codings

    return codings.coded_sources(connection) | {one.source for one in refusals(connection, scheme)}


def _refusals(verdicts: Iterable[Verdict], decided: Sequence[Settlement], scheme: Scheme) -> Iterator[Verdict]:
    said = (one for one in verdicts if one.decision in (Decision.REJECTED, Decision.CORRECTED))
    return (_today(one, scheme) for one in (*said, *_settled(decided)))


Said = TypeVar("Said", Coding, Verdict)


def _today(said: Said, scheme: Scheme) -> Said:
    code = scheme.resolve(said.code)
    return said if code is None or code.path == said.code else replace(said, code=code.path)


def _settled(settlements: Iterable[Settlement]) -> Iterator[Verdict]:
    for one in settlements:
        if not one.applies:
            yield Verdict(one.source, one.span, one.code, Decision.REJECTED, one.coder, one.time)


def groups(project: Project) -> Mapping[str, str | None]:
    """The group of each person."""
    return {one.id: one.group for one in project.register.respondents.values()}


def usable(project: Project, source: Source) -> Source:
    """The source with the turns of people who withdrew or refused consent taken out of the evidence."""

    def kept(turn: Turn) -> Turn:
        withheld = turn.respondent is not None and not project.register.usable(turn.respondent)
        return replace(turn, role=Role.UNKNOWN, respondent=None) if withheld else turn

    return replace(source, turns=tuple(kept(turn) for turn in source.turns))
