"""Agreement between coders: what each code was given by whom, segment by segment, and where they disagree."""

from __future__ import annotations

import random
import threading
from bisect import bisect_left
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.domain import agreement
from toolkit.domain.agreement import Measure
from toolkit.domain.codings import Coding
from toolkit.domain.schemes import Scheme
from toolkit.domain.segments import Segment, belongs
from toolkit.domain.sources import Source, Turn
from toolkit.domain.text import Span
from toolkit.errors import NotFound, UsageError
from toolkit.messages import N_
from toolkit.services import schemes, sources
from toolkit.services.codings import touches, withheld_spans
from toolkit.services.project import Project
from toolkit.services.sources import placing
from toolkit.services.transcripts import speech

if TYPE_CHECKING:
    from toolkit.storage.store import Connection

DRAWS, SEED, MOST_VOICES = 200, 1, 200  # an interval for more people than this would keep the page waiting
EDGE = 0.025
KEPT = 2
Combination = tuple[bool | None, ...]
_keeping = threading.Lock()
_known: OrderedDict[tuple[object, ...], Compared] = OrderedDict()


@dataclass(frozen=True, slots=True)
class CoderView:
    """A coder as one chooses whom to compare: a number that stays the same, and how much there is."""

    number: int
    name: str
    codings: int
    sources: int


@dataclass(frozen=True, slots=True)
class Read:
    """A source that several of the coders have coded, with their codings in today's codes; its segments once cut."""

    id: int
    source: Source
    coders: tuple[str, ...]
    segments: tuple[Segment, ...]
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """What two or more coders have coded both; `lone` is how many sources only one of them has coded."""

    coders: tuple[str, ...]
    scheme: Scheme
    read: tuple[Read, ...]
    lone: int

    @property
    def units(self) -> int:
        """How many segments were coded by at least two."""
        return sum(len(one.segments) for one in self.read)


@dataclass(frozen=True, slots=True)
class Row:
    """How well coders agree on one code, with the codes under it.

    `given` is on how many units each coder has it, `either` on how many anyone; `low` and `high` bound the middle 95 %
    of alphas when the people are drawn anew; `words` is alpha counted by characters.
    """

    code: str
    units: int
    given: tuple[int, ...]
    either: int
    percent: Measure
    kappa: Measure
    alpha: Measure
    words: Measure
    low: float | None = None
    high: float | None = None


def coders(project: Project) -> list[CoderView]:
    """Everyone who has coded, in the order in which they began."""
    from toolkit.storage import comparing

    with project.store() as store, store.reading() as connection:
        return [CoderView(number, *row) for number, row in enumerate(comparing.coders(connection), 1)]


def named(project: Project, numbers: Iterable[int]) -> tuple[str, ...]:
    """The names of the coders with these numbers; UsageError unless there are two or more, NotFound for an unknown."""
    known = {one.number: one.name for one in coders(project)}
    wanted = list(dict.fromkeys(numbers))
    if len(wanted) < agreement.TWO:
        raise UsageError(N_("Choose at least two coders to compare."))
    if any(number not in known for number in wanted):
        raise NotFound(N_("There is no such coder."), hint=N_("Choose among those that have coded."))
    return tuple(known[number] for number in wanted)


def compared(project: Project, names: Sequence[str]) -> Compared:
    """What these coders have coded in the same sources, not cut yet; kept until anything in the project changes."""
    sources.place(project)
    with project.store() as store:
        used = schemes.current(project, store)
        key = (str(project.folder), tuple(names), store.mark(), used.sha256, placing(project))
        if (known := _known.get(key)) is not None:
            return known
        with store.reading() as connection:
            coded, read = _read(project, connection, used.scheme, tuple(names))
    found = Compared(tuple(names), used.scheme, tuple(read), len(coded) - len(read))
    with _keeping:
        _known[key] = found
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return found


def cut(project: Project, found: Compared) -> Compared:
    """The same with every source cut into segments, the units of agreement."""
    read = tuple(replace(one, segments=_segments(project, one.source)) for one in found.read)
    return replace(found, read=read)


_tables: OrderedDict[Compared, tuple[Compared, list[Row]]] = OrderedDict()


def table(project: Project, found: Compared) -> tuple[Compared, list[Row]]:
    """What is compared, cut into segments, and agreement on each code; worked out once for it."""
    with _keeping:
        if found in _tables:
            return _tables[found]
    whole = cut(project, found)
    made = whole, rows(whole)
    with _keeping:
        _tables[found] = made
        while len(_tables) > KEPT:
            _tables.popitem(last=False)
    return made


def in_source(project: Project, names: Sequence[str], source_id: int) -> Compared:
    """What these coders have coded in one source, not cut."""
    sources.place(project)
    with project.store() as store:
        used = schemes.current(project, store)
        with store.reading() as connection:
            coded, read = _read(project, connection, used.scheme, tuple(names), only=source_id)
    return Compared(tuple(names), used.scheme, tuple(read), len(coded) - len(read))


def _read(
    project: Project, connection: Connection, scheme: Scheme, names: tuple[str, ...], *, only: int | None = None
) -> tuple[Mapping[str, frozenset[str]], list[Read]]:
    """Who has coded each source, and those that several have coded, not yet cut into segments."""
    from toolkit.storage import comparing
    from toolkit.storage import sources as stored

    coded = comparing.sources_of(connection, names)
    ids = stored.ids(connection)
    wanted = [name for name in coded if only in (None, ids[name])]
    shared = {name: coded[name] for name in wanted if len(coded[name]) >= agreement.TWO}
    withheld = withheld_spans(project, connection)
    return coded, [
        Read(
            ids[source.name],
            source,
            tuple(one for one in names if one in shared[source.name]),
            (),
            tuple(_meant(connection, (source.name, names), scheme, withheld)),
        )
        for source in stored.each(connection, shared)
    ]


def _meant(
    connection: Connection,
    of: tuple[str, tuple[str, ...]],
    scheme: Scheme,
    withheld: Mapping[str, Sequence[Span]],
) -> Iterator[Coding]:
    """The coders' codings in a source under the codes that they mean today, but for withheld words."""
    from toolkit.storage import codings

    source, names = of
    for coding in codings.each(connection, source=source):
        code = scheme.resolve(coding.code)
        if coding.coder in names and code is not None and not touches(coding, withheld):
            yield coding if code.path == coding.code else replace(coding, code=code.path)


def _segments(project: Project, source: Source) -> tuple[Segment, ...]:
    """The segments of those whose words may be used."""
    usable = project.register.usable
    turns = tuple(turn for turn in source.turns if turn.respondent is None or usable(turn.respondent))
    return _cut(_Cut(source.sha256, turns, project.spoken), source.text)


@dataclass(frozen=True, slots=True)
class _Cut:
    """What decides how a text is cut into segments."""

    sha256: str
    turns: tuple[Turn, ...]
    spoken: str


@lru_cache(maxsize=1024)  # some 100 MB: cutting takes 20 ms of the processor for each source
def _cut(wanted: _Cut, text: str) -> tuple[Segment, ...]:
    from datetime import UTC, datetime

    from toolkit.analysis.segmenting import segments

    source = Source(wanted.sha256, wanted.sha256, text, wanted.turns, {}, datetime.fromtimestamp(0, UTC))
    with speech(wanted.spoken) as reader:
        return tuple(segments(source, reader))


def above(path: str) -> list[str]:
    """The code and those above it: whoever gives needs/health gives needs."""
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]


def rows(found: Compared) -> list[Row]:
    """Agreement on every code in use that at least one of the coders has given, in the order of the scheme.

    `found` is cut into segments.
    """
    marked = _marked(found)
    letters = _letters(found)
    return [_row(found, path, marked[path], letters) for path in found.scheme.codes if path in marked]


Unit = tuple[int, int]  # the place of a source in `read`, and of a segment in it


def _marked(found: Compared) -> dict[str, dict[Unit, set[str]]]:
    """Who has given each code to which units."""
    marked: dict[str, dict[Unit, set[str]]] = {}
    for place, one in enumerate(found.read):
        starts = [segment.span.start for segment in one.segments]
        for coding in one.codings:
            paths = [path for path in above(coding.code) if path in found.scheme.codes]
            for number in _on(one.segments, starts, coding.span):
                for path in paths:
                    marked.setdefault(path, {}).setdefault((place, number), set()).add(coding.coder)
    return marked


def _on(segments: Sequence[Segment], starts: Sequence[int], span: Span) -> Iterator[int]:
    """The segments that a coding counts for; segments stand in order and do not overlap."""
    number = bisect_left(starts, span.end) - 1
    while number >= 0 and segments[number].span.end > span.start:
        if belongs(segments[number].span, span):
            yield number
        number -= 1


def _row(found: Compared, path: str, given: Mapping[Unit, set[str]], letters: Mapping[str, Measure]) -> Row:
    voices = _by_voice(found, given)
    whole: Counter[Combination] = Counter()
    for own in voices.values():
        whole.update(own)
    low, high = _interval(list(voices.values())) if len(voices) <= MOST_VOICES else (None, None)
    return Row(
        code=path,
        units=sum(whole.values()),
        given=tuple(sum(coder in who for who in given.values()) for coder in found.coders),
        either=len(given),
        percent=agreement.percent(whole),
        kappa=agreement.kappa(whole) if len(found.coders) == agreement.TWO else Measure(None),
        alpha=agreement.alpha(whole),
        words=letters.get(path, Measure(None, agreement.NO_SHARED)),
        low=low,
        high=high,
    )


def _by_voice(found: Compared, given: Mapping[Unit, set[str]]) -> dict[str, Counter[Combination]]:
    """How each person's units were rated: true, false, or None by a coder who has not coded the source."""
    voices: dict[str, Counter[Combination]] = {}
    for voice, patterns in _whole(found).items():
        voices[voice] = Counter({tuple(False if there else None for there in who): n for who, n in patterns.items()})
    for (place, number), who in given.items():
        one = found.read[place]
        there = tuple(coder in one.coders for coder in found.coders)
        own = voices[one.segments[number].respondent]
        own[tuple(False if here else None for here in there)] -= 1
        own[tuple(coder in who if here else None for coder, here in zip(found.coders, there, strict=True))] += 1
    return {voice: +own for voice, own in voices.items()}


@lru_cache(maxsize=KEPT)
def _whole(found: Compared) -> dict[str, Counter[tuple[bool, ...]]]:
    """How many units each person has in sources that these of the coders have coded."""
    voices: dict[str, Counter[tuple[bool, ...]]] = {}
    for one in found.read:
        there = tuple(coder in one.coders for coder in found.coders)
        for segment in one.segments:
            voices.setdefault(segment.respondent, Counter())[there] += 1
    return voices


def _interval(voices: Sequence[Counter[Combination]]) -> tuple[float | None, float | None]:
    """The middle 95 % of alphas over people drawn anew with a fixed seed; None where alpha is often undefined."""
    draw = random.Random(SEED)  # noqa: S311 (no secret)
    kinds = list(dict.fromkeys(kind for voice in voices for kind in voice))
    counts = [[voice[kind] for kind in kinds] for voice in voices]
    found: list[float] = []
    for _ in range(DRAWS if len(voices) >= agreement.TWO else 0):
        drawn = draw.choices(counts, k=len(counts))
        value = agreement.alpha(dict(zip(kinds, map(sum, zip(*drawn, strict=True)), strict=True))).value
        if value is not None:
            found.append(value)
    if len(found) < DRAWS // 2:
        return None, None
    found.sort()
    return found[int(EDGE * len(found))], found[int((1 - EDGE) * len(found)) - 1]


def _letters(found: Compared) -> dict[str, Measure]:
    """Alpha by characters for each code, over respondents' words in sources that all who are compared have coded."""
    counted: dict[str, Counter[tuple[bool, ...]]] = {}
    everything = 0
    for one in found.read:
        if len(one.coders) < len(found.coders):
            continue
        spans = [segment.span for segment in one.segments]
        everything += sum(map(len, spans))
        for path, marked in _spans(found, one).items():
            own = agreement.characters(marked, _near(spans, marked))
            counted.setdefault(path, Counter()).update(own)
    none = tuple(False for _ in found.coders)
    measures = {}
    for path, tally in counted.items():
        tally[none] = everything - sum(n for kind, n in tally.items() if kind != none)
        measures[path] = agreement.alpha(tally)
    return measures


def _spans(found: Compared, one: Read) -> dict[str, list[list[Span]]]:
    spans: dict[str, list[list[Span]]] = {}
    for coding in one.codings:
        for path in above(coding.code):
            if path in found.scheme.codes:
                own = spans.setdefault(path, [[] for _ in found.coders])
                own[found.coders.index(coding.coder)].append(coding.span)
    return spans


def _near(spans: Sequence[Span], marked: Iterable[Iterable[Span]]) -> list[Span]:
    """Those of the spans, which stand in order, that anything is marked on: nothing else needs counting."""
    starts = [span.start for span in spans]
    found: set[int] = set()
    for each in marked:
        for span in each:
            number = bisect_left(starts, span.end) - 1
            while number >= 0 and spans[number].end > span.start:
                found.add(number)
                number -= 1
    return [spans[number] for number in sorted(found)]
