"""With whom, of another project: marks that are new or changed there, each with its partner, put beside ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from toolkit.domain.networks.partners import Partner, found, same
from toolkit.domain.texts.text import Span
from toolkit.services.merging.merging_judgements import Sorting
from toolkit.services.merging.merging_plan import Conflict, Part, Placing, Plan

if TYPE_CHECKING:
    from toolkit.storage.findings.partners import Kept
    from toolkit.storage.projects.store import Connection

SAID = ("need", "phase", "effect", "time")


@dataclass(frozen=True, slots=True)
class _There:
    """A mark of theirs as the sorting of all kinds wants it: where it stands and whose it is; it is of no code."""

    source: str
    span: Span
    coder: str
    code: str = ""


def sort_ties(sorting: Sorting, ours: Connection, theirs: Connection) -> None:
    """Marks of partners, noes too: the same words, partner and coder are one; what both changed stays as it is here."""
    from toolkit.storage.findings import partners as stored

    here, there = stored.partners(ours), {one.id: one for one in stored.partners(theirs)}
    names = {one.id: one.name for one in here}
    mine = {(one.source, one.span, same(names[one.partner]), one.coder): one for one in stored.kept(ours)}
    part, coming = sorting.plan.parts["ties"], set[tuple[str, Span, str, str]]()
    for one in stored.kept(theirs):
        placing = sorting.places.find(one.source, one.span)
        why = sorting.refused(placing, one.need or None, one.coder)
        if why or placing.span is None:
            sorting.leave("tie", why, _There(one.source, one.span, one.coder))
            continue
        partner = there[one.partner]
        home = found(here, partner.name)
        key = (placing.source, placing.span, same(home.name if home else partner.name), one.coder)
        row = _row(one, placing, partner, home)
        if key in mine:
            _beside(sorting, mine[key], one, row)
        elif key in coming:
            part.same += 1
        elif _removed(sorting, one):
            part.removed_here += 1
        else:
            coming.add(key)
            _new(part, placing, row)


def _row(one: Kept, placing: Placing, partner: Partner, home: Partner | None) -> dict[str, Any]:
    span = placing.span or one.span
    place = {"source": placing.source, "start": span.start, "end": span.end, "coder": one.coder, "at": one.at}
    whom = {"partner_id": home.id} if home else {"partner": partner}
    return {**place, **whom, **{name: getattr(one, name) for name in ("respondent", *SAID)}, "revision": one.revision}


def _new(part: Part, placing: Placing, row: dict[str, Any]) -> None:
    part.new.append(row)
    part.moved += placing.why == "moved"
    part.edited += placing.why == "edited"


def _beside(sorting: Sorting, mine: Kept, one: Kept, row: dict[str, Any]) -> None:
    """A mark that both have: what the copy alone changed comes in."""
    part, since = sorting.plan.parts["ties"], sorting.plan.fork.at
    if all(getattr(mine, name) == getattr(one, name) for name in SAID):
        part.same += 1
    elif since is not None and mine.at <= since < one.at:
        part.changed.append((mine.id, row))
    else:
        told = (_told(mine), _told(one))
        sorting.plan.conflicts.append(Conflict("tie", mine.source, mine.span, one.need, *told))


def _told(one: Kept) -> str:
    return f"{one.coder}: {', '.join(filter(None, (getattr(one, name) for name in SAID)))}"


def _removed(sorting: Sorting, one: Kept) -> bool:
    """Whether it stood in both when the copy was made, so that it was taken away here."""
    since = sorting.plan.fork.at
    return since is not None and sorting.places.kept(one.source) and one.at <= since


def write(connection: Connection, plan: Plan, ids: Mapping[str, int]) -> None:
    """Put what comes in, with the partners that are not here."""
    from toolkit.storage.findings import partners as stored

    part, known = plan.parts["ties"], list(stored.partners(connection))
    for row in part.new:
        stored.put_tie(connection, _placed(row, ids, _partner(connection, row, known)))
    for key, row in part.changed:
        stored.change_tie(connection, int(key), {name: row[name] for name in (*SAID, "at")})


def _partner(connection: Connection, row: Mapping[str, Any], known: list[Partner]) -> int:
    """The partner of a row; one that is not among those known comes in, and is known from then on."""
    from toolkit.storage.findings import partners as stored

    if "partner_id" in row:
        return int(row["partner_id"])
    new: Partner = row["partner"]
    home = found(known, new.name)
    if home is None:
        made = stored.put_partner(connection, new, coder=row["coder"], at=row["at"])
        home = replace(new, id=made)
        known.append(home)
    return home.id


def _placed(row: Mapping[str, Any], ids: Mapping[str, int], partner: int) -> dict[str, Any]:
    made = {name: value for name, value in row.items() if name not in ("source", "partner")}
    return {**made, "source_id": ids[row["source"]], "partner_id": partner}


def names_left(ours: Sequence[Partner], theirs: Iterable[Partner]) -> int:
    """How many names of partners are there and not here."""
    known = {same(name.name) for one in ours for name in one.every()}
    return sum(same(name.name) not in known for one in theirs for name in one.every())
