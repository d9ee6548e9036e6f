"""What two or more coders have coded both: their marks source by source, in today's codes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.comparing.agreement import TWO
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.messages import N_
from toolkit.services.coding import schemes
from toolkit.services.material import sources
from toolkit.services.material.sources import placing
from toolkit.services.projects.project import Project
from toolkit.services.projects.withholding import withheld_spans

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

KEPT = 2
REFLEXIVE = N_("This project works reflexively: it talks about differences, and reckons no figures of agreement.")
REFLEXIVE_HINT = N_(
    "The disagreements are there to talk about. The mode is chosen in project.toml: mode = “reflexive”."
)
TOO_FEW = N_("Choose at least two coders to compare.")
Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """The last few results that were worked out, for all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """What was put under this key, if it is still there."""
        with self._lock:
            return self._kept.get(key)

    def put(self, key: Key, value: Value) -> Value:
        """Keep the value, and give it back."""
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return value


@dataclass(frozen=True, slots=True)
class CoderView:
    """A coder as one chooses whom to compare: a number that stays the same, and how much there is."""

    number: int
    name: str
    codings: int
    sources: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A coder's coding under the code that its code means today, without white space at its edges."""

    span: Span
    code: str
    coder: str


@dataclass(frozen=True, slots=True)
class Read:
    """A source that several of the coders have coded, and what they marked in it, in order of place."""

    id: int
    name: str
    coders: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """What two or more coders have coded both; `lone` is how many sources only one of them has coded."""

    coders: tuple[str, ...]
    scheme: Scheme
    read: tuple[Read, ...]
    lone: int


_known: Kept[tuple[object, ...], Compared] = Kept()


def refuse_in_reflexive_mode(project: Project) -> None:
    """Refused, in a kind sentence, where the project is to know no figures of agreement."""
    if project.settings.reflexive:
        raise Refused(REFLEXIVE, hint=REFLEXIVE_HINT)


def coders(project: Project) -> list[CoderView]:
    """Everyone who has coded, in the order in which they began."""
    from toolkit.storage.codings import comparing

    with project.store() as store, store.reading() as connection:
        return [CoderView(number, *row) for number, row in enumerate(comparing.coders(connection), 1)]


def named(project: Project, numbers: Iterable[int]) -> tuple[str, ...]:
    """The names of the coders with these numbers; UsageError unless there are two or more, NotFound for an unknown."""
    known = {one.number: one.name for one in coders(project)}
    wanted = list(dict.fromkeys(numbers))
    if len(wanted) < TWO:
        raise UsageError(TOO_FEW)
    if any(number not in known for number in wanted):
        raise NotFound(N_("There is no such coder."), hint=N_("Choose among those that have coded."))
    return tuple(known[number] for number in wanted)


def chosen(project: Project, names: Sequence[str]) -> tuple[str, ...]:
    """The coders of these names, as they are written in the project, or all who have coded when none is named."""
    known = [one.name for one in coders(project)]
    written = {name.casefold(): name for name in reversed(known)} | {name: name for name in known}
    wanted = list(dict.fromkeys(names)) or known
    unknown = [name for name in wanted if name not in written and name.casefold() not in written]
    if unknown:
        message, listed = N_("Nobody called {coder} has coded in this project."), ", ".join(known)
        raise NotFound(message, hint=N_("Those who have: {coders}"), coder=unknown[0], coders=listed)
    found = tuple(dict.fromkeys(written.get(name) or written[name.casefold()] for name in wanted))
    if len(found) < TWO:
        hint = N_("Agreement needs two people who have coded the same interviews, each without looking at the other's.")
        raise Refused(TOO_FEW, hint=hint)
    return found


def compared(project: Project, names: Sequence[str]) -> Compared:
    """What these coders have coded in the same sources; kept until anything in the project changes."""
    sources.place(project)
    with project.store() as store:
        used = schemes.current(project, store)
        key = (
            str(project.folder),
            tuple(names),
            store.mark(),
            store.eyes,
            used.sha256,
            placing(project),
            project.withheld,
        )
        if (known := _known.get(key)) is not None:
            return known
        with store.reading() as connection:
            return _known.put(key, _compared(project, connection, used.scheme, tuple(names)))


def in_source(project: Project, names: Sequence[str], source_id: int) -> Compared:
    """What these coders have coded in one source."""
    sources.place(project)
    with project.store() as store:
        used = schemes.current(project, store)
        with store.reading() as connection:
            return _compared(project, connection, used.scheme, tuple(names), only=source_id)


def _compared(
    project: Project, connection: Connection, scheme: Scheme, names: tuple[str, ...], *, only: int | None = None
) -> Compared:
    from toolkit.storage.codings import comparing
    from toolkit.storage.sources import sources as stored

    coded = comparing.sources_of(connection, names)
    ids = stored.ids(connection)
    wanted = {ids[name]: name for name in coded if only in (None, ids[name]) and len(coded[name]) >= TWO}
    spans = withheld_spans(project, connection)
    withheld = {source_id: spans[name] for source_id, name in wanted.items() if name in spans}
    marked: dict[int, list[Mark]] = {source_id: [] for source_id in wanted}
    for source_id, mark in _marks(comparing.marks(connection, names, only=only), scheme):
        if source_id in wanted and not (source_id in withheld and any(map(mark.span.shared, withheld[source_id]))):
            marked[source_id].append(mark)
    read = tuple(
        Read(source_id, name, tuple(one for one in names if one in coded[name]), tuple(marked[source_id]))
        for source_id, name in wanted.items()
    )
    return Compared(names, scheme, read, sum(len(who) < TWO for who in coded.values()))


def _marks(rows: Iterable[tuple[int, int, int, str, str, str]], scheme: Scheme) -> Iterator[tuple[int, Mark]]:
    meant: Mapping[str, str] = {path: used.path for path in scheme.codes if (used := scheme.resolve(path))}
    for source_id, start, end, quote, code, coder in rows:
        if (path := meant.get(code)) is not None:
            left, right = len(quote) - len(quote.lstrip()), len(quote) - len(quote.rstrip())
            span = Span(start + left, end - right) if left + right < len(quote) else Span(start, end)
            yield source_id, Mark(span, path, coder)


def above(path: str) -> list[str]:
    """The code and those above it: whoever gives needs/health gives needs."""
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]
