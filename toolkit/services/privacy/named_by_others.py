"""Where others name a person, or say the same words: for somebody to look at, before a withdrawal and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.domain.identifiers.remains import Marks
from toolkit.domain.texts.short_texts import RECORDS, WHERE_TITLES, Where
from toolkit.messages import tr
from toolkit.services.privacy import identifier_places
from toolkit.services.privacy.identifier_places import Head
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.erasing.erasing import Voiced
    from toolkit.storage.projects.store import Connection

NAMED, SAME = "named ", "same "  # begin what the journal calls such a turn; the source's number and its own follow


@dataclass(frozen=True, slots=True)
class Mention:
    """A turn of others that names the person, or says what the person says."""

    source: str
    turn: int
    named: bool


def mentions(connection: Connection, marks: Marks, where: Sequence[Voiced]) -> tuple[Mention, ...]:
    """The turns, as long as the person's own words stand beside them."""
    from toolkit.storage.erasing import erasing_looks as looks

    return tuple(Mention(*one) for one in looks.mentions(connection, marks, where))


def noted(connection: Connection, person: str, marks: Marks) -> dict[str, int]:
    """The turns as the journal keeps them: in numbers."""
    from toolkit.storage.erasing import erasing
    from toolkit.storage.sources import sources

    ids = sources.ids(connection)
    found = mentions(connection, marks, erasing.voiced(connection, person, marks))
    return {f"{NAMED if one.named else SAME}{ids[one.source]} {one.turn}": 1 for one in found}


def read_back(connection: Connection, counts: Mapping[str, int]) -> tuple[Mention, ...]:
    """The turns that the journal kept, in the sources that are still there."""
    from toolkit.storage.sources import sources

    names = {key: name for name, key in sources.ids(connection).items()}
    kept = [one.split() for one in counts if one.startswith((NAMED, SAME))]
    found = [(int(key), int(turn), f"{kind} " == NAMED) for kind, key, turn in kept]
    return tuple(Mention(names[key], turn, named) for key, turn, named in sorted(found) if key in names)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The project's short texts that name the person: how many, by where, and at the heads of which sources."""

    counts: Mapping[Where, int] = field(default_factory=dict)
    heads: tuple[Head, ...] = ()


def elsewhere(project: Project, connection: Connection, marks: Marks) -> Elsewhere:
    """Where the person is named beside the sources' texts; records of what was made before are left."""
    from toolkit.storage.erasing.erasing_looks import is_named

    texts = [one for one in identifier_places.stored(project, connection) if one.where not in RECORDS]
    found = [one for one in texts if is_named(marks.cut(one.text), marks)]
    return Elsewhere(Counter(one.where for one in found), identifier_places.heads(connection, found))


def told(found: Sequence[Mention], beside: Elsewhere) -> Iterator[str]:
    """Where that is, for people."""
    if found or beside.counts:
        yield tr("For somebody to look at, because others name the person or say the same words:")
    for each in found:
        yield tr("  {source}, turn {turn}", source=each.source, turn=each.turn)
    for where, n in beside.counts.items():
        at = "; ".join(head.told() for head in beside.heads) if where is Where.FACTS else ""
        yield f"  {tr(WHERE_TITLES[where])}: {at or n}"
    if beside.counts:
        yield tr("  To mask a name there, too, or to erase it: {scan}", scan="spegla privacy scan")


def record(found: Sequence[Mention], beside: Elsewhere) -> dict[str, object]:
    """The same for programs."""
    return {
        "mentions": [{"source": one.source, "turn": one.turn, "named": one.named} for one in found],
        "elsewhere": {where.value: n for where, n in beside.counts.items()},
        "heads": [{"source": one.source, "line": one.line} for one in beside.heads],
    }
