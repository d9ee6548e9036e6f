"""Which interview to take next, in the order in which somebody works: sure, instructive, or as the files stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import UsageError
from toolkit.messages import N_, ntr, tr
from toolkit.services.projects import names
from toolkit.services.projects.project import Project
from toolkit.services.suggesting.answers import ORDERS, asker

if TYPE_CHECKING:
    from toolkit.storage.sources.reading import Listed
    from toolkit.storage.suggesting.undecided import Waiting

DOUBT = 0.15  # how near to a half a score is doubtful
SURE = 0.8  # from which score it is sure


@dataclass(frozen=True, slots=True)
class NextInterview:
    """An interview with what waits in it, and why it stands where it does."""

    id: int
    name: str
    groups: tuple[str, ...]
    segments: int
    doubtful: int
    sure: int
    begun: bool
    because: str


def next_interviews(project: Project, *, coder: str, order: str = "instructive") -> list[NextInterview]:
    """The interviews in which the coder has suggestions to decide, the one to take first at the front.

    Most instructive first: those not begun, of the group of which the coder has begun the smallest share, with the
    largest share of doubtful passages. Coding one group before the others cost 0.05 to 0.1 of recall on a published
    evaluation.
    """
    from toolkit.storage.sources import reading
    from toolkit.storage.suggesting import undecided

    if order not in ORDERS:
        raise UsageError(N_("There is no such order."))
    asking = asker(project, coder)
    with project.store() as store, store.reading() as connection:
        listed = reading.listed(connection, coder=coder, withheld=project.withheld)
        waiting = {one.source_id: one for one in undecided.waiting(connection, asking, doubt=DOUBT, sure=SURE)}
        voices = reading.voices(connection)
    people = _People(project, listed, voices)
    rows = [one for one in listed if one.id in waiting]
    ranks: dict[str, Callable[[Listed], tuple[float | str, ...]]] = {
        "text": lambda one: (one.name,),
        "certain": lambda one: (-waiting[one.id].sure, one.name),
        "instructive": lambda one: people.rank(one, waiting[one.id]),
    }
    return [_next(one, waiting[one.id], people, order) for one in sorted(rows, key=ranks[order])]


class _People:
    """The groups of those who speak in each source, and how much of each group the coder has begun."""

    def __init__(self, project: Project, listed: Sequence[Listed], voices: dict[int, list[str]]) -> None:
        register = project.register
        self.of = {
            key: tuple(dict.fromkeys(register.get(who).group for who in own if register.usable(who)))
            for key, own in voices.items()
        }
        self.titles = {group: names.group(project, group) for own in self.of.values() for group in own}
        self._begun: dict[str | None, float] = {}
        for group in self.titles:
            own = [one.own > 0 for one in listed if group in self.of.get(one.id, ())]
            self._begun[group] = sum(own) / len(own)

    def begun(self, source_id: int) -> float:
        """The share begun of the group least begun among those who speak in the source."""
        return min((self._begun[group] for group in self.of.get(source_id, ())), default=0.0)

    def rank(self, one: Listed, waits: Waiting) -> tuple[float | str, ...]:
        """What comes first is smallest."""
        return (one.own > 0, self.begun(one.id), -waits.doubtful / waits.segments, one.name)


def _next(one: Listed, waits: Waiting, people: _People, order: str) -> NextInterview:
    return NextInterview(
        id=one.id,
        name=one.name,
        groups=tuple(people.titles[group] for group in people.of.get(one.id, ())),
        segments=waits.segments,
        doubtful=waits.doubtful,
        sure=waits.sure,
        begun=one.own > 0,
        because=_because(one, waits, people, order),
    )


def _because(one: Listed, waits: Waiting, people: _People, order: str) -> str:
    if order == "certain":
        return ntr("{n} sure suggestion", "{n} sure suggestions", waits.sure)
    if order == "text":
        return ntr("{n} passage to decide", "{n} passages to decide", waits.segments)
    doubtful = ntr("{n} doubtful passage", "{n} doubtful passages", waits.doubtful)
    if one.own:
        return tr("begun already; {what}", what=doubtful)
    if not people.begun(one.id):
        return tr("nobody of this group yet; {what}", what=doubtful)
    return doubtful
