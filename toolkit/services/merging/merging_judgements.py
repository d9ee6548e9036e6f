"""What people judged in another project, sorted: new, the same, changed there, removed here, or with no place here.

A row that stood in both when the copy was made is known by its number. Where only the copy changed it since, the
change comes in; where both did, both stay where that is possible, and the conflict is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.memos import Memo
from toolkit.domain.codings.segments import belongs
from toolkit.domain.comparing.settlements import Settlement
from toolkit.domain.texts.text import Span, normalise
from toolkit.messages import N_, tr
from toolkit.services.coding.memos import LONGEST
from toolkit.services.merging.merging_plan import OUT, PLACED, Conflict, Left, Part, Places, Placing, Plan, is_name

if TYPE_CHECKING:
    from toolkit.domain.codings.schemes import Scheme


class _Row(Protocol):
    @property
    def id(self) -> int | None: ...
    @property
    def time(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Since:
    """What stood in both databases when they were one: rows up to a number, at a moment; `ours` are still here.

    With `timed`, a row there with an earlier time stood in both too, whatever its number.
    """

    at: datetime | None
    upto: int
    ours: Mapping[int, Any]
    timed: bool = False

    def fate(self, row: _Row) -> str:
        """What became of a row that is not here as it is there: "new", "removed here", "changed there", "both"."""
        if self.at is None or row.id is None or not self._stood(row.id, row.time, self.at):
            return "new"
        mine = self.ours.get(row.id)
        if mine is None or (row.time <= self.at and (mine.time > self.at or mine.time == row.time)):
            return "removed here"
        return "changed there" if mine.time <= self.at < row.time else "both"

    def _stood(self, row_id: int, time: datetime, at: datetime) -> bool:
        if time <= at:
            return row_id <= self.upto or self.timed
        return row_id in self.ours


@dataclass(frozen=True, slots=True)
class Sorting:
    """What the sorting of all kinds needs: where things stand here, what the scheme will hold, and the plan to fill."""

    places: Places
    scheme: Scheme
    plan: Plan

    def since(self, kind: str, ours: Iterable[Any]) -> Since:
        """What stood in both of this kind of row."""
        from toolkit.storage.projects import merging

        here, there = self.places.ours.connection, self.places.theirs.connection
        upto = merging.shared_until(here, there, kind, self.plan.fork)
        fork = self.plan.fork
        timed = not (fork.dated or fork.slow)
        return Since(fork.at, upto, {one.id: one for one in ours if one.id <= upto}, timed)

    def leave(self, kind: str, why: str, one: Any, words: str = "") -> None:  # noqa: ANN401 (any kind of judgement)
        """Note that a judgement has no place here."""
        if why in OUT:
            part = self.plan.parts[_PART[kind]]
            setattr(part, OUT[why], getattr(part, OUT[why]) + 1)
            return
        coder = getattr(one, "coder", None) or getattr(one, "author", "")
        place = (one.source or "", one.span, one.code or "")
        self.plan.left.append(Left(kind, why, *place, str(coder), words))

    def refused(self, placing: Placing, code: str | None, coder: str) -> str:
        """Why a judgement of this code by this coder cannot come in; empty when it can.

        What stays out with its words comes first: whatever else is wrong, nothing is then told of it.
        """
        if placing.why in OUT:
            return placing.why
        if code is not None and code not in self.scheme.codes:
            return "no code"
        if not is_name(coder):
            return "no name"
        return "" if placing.why in PLACED else placing.why

    def fate(self, since: Since, one: _Row, source: str | None) -> str:
        """What became of the row, as far as its source was here all the time."""
        return since.fate(one) if source is None or self.places.kept(source) else "new"


_PART = {"coding": "codings", "verdict": "verdicts", "memo": "memos", "settlement": "settlements", "tie": "ties"}


def _count(part: Part, placing: Placing) -> None:
    part.moved += placing.why == "moved"
    part.edited += placing.why == "edited"


def sort_codings(sorting: Sorting, ours: Iterable[Coding], theirs: Iterable[Coding]) -> None:
    """Codings: the same words, code and coder are one."""
    mine = list(ours)
    known = {(one.source, one.span, one.code, one.coder) for one in mine}
    since = sorting.since("coding", mine)
    part = sorting.plan.parts["codings"]
    for one in theirs:
        placing = sorting.places.find(one.source, one.span, one.quote)
        why = sorting.refused(placing, one.code, one.coder)
        if why or placing.span is None:
            sorting.leave("coding", why, one, one.quote)
            continue
        key = (placing.source, placing.span, one.code, one.coder)
        if key in known:
            part.same += 1
            continue
        if _sorted_in(sorting, part, since, one, _coding_row(one, placing)):
            known.add(key)
            _count(part, placing)


def _coding_row(one: Coding, placing: Placing) -> dict[str, Any]:
    span = placing.span or one.span
    return {
        "source": placing.source,
        "start": span.start,
        "end": span.end,
        "code": one.code,
        "coder": one.coder,
        "time": one.time,
        "scheme_version": one.scheme_version,
        "revision": one.revision,
    }


def _sorted_in(sorting: Sorting, part: Part, since: Since, one: Coding | Memo, row: dict[str, Any]) -> bool:
    """Put the row where it belongs in the part; say whether it comes in."""
    fate = sorting.fate(since, one, one.source)
    if fate == "removed here":
        part.removed_here += 1
        return False
    if fate == "changed there" and one.id is not None:
        part.changed.append((one.id, row))
        return True
    if fate == "both":
        mine = since.ours[one.id or 0]
        kind = "coding" if isinstance(one, Coding) else "memo"
        text = (mine.code, one.code) if isinstance(one, Coding) else (mine.text, one.text)
        span = Span(row["start"], row["end"]) if row["start"] is not None else None
        place = (row["source"] or "", span, one.code or "")
        sorting.plan.conflicts.append(Conflict(kind, *place, ours=text[0], theirs=text[1], both=True))
    part.new.append(row)
    return True


def sort_memos(sorting: Sorting, ours: Iterable[Memo], theirs: Iterable[Memo]) -> None:
    """Memos: the same text by the same hand at the same place is one."""
    mine = list(ours)
    known = {(one.source, one.span, one.code, one.author, one.text) for one in mine}
    since = sorting.since("memo", mine)
    part = sorting.plan.parts["memos"]
    for one in theirs:
        placing = _memo_place(sorting.places, one)
        why = sorting.refused(placing, one.code, one.author)
        if why or normalise(one.text) != one.text or len(one.text) > LONGEST:
            sorting.leave("memo", why or "damaged", one, one.text)
            continue
        key = (placing.source or None, placing.span, one.code, one.author, one.text)
        if key in known:
            part.same += 1
        elif _sorted_in(sorting, part, since, one, _memo_row(one, placing)):
            known.add(key)
            _count(part, placing)


def _memo_place(places: Places, one: Memo) -> Placing:
    if one.source is None:
        return Placing()
    if one.span is not None:
        return places.find(one.source, one.span)
    return places.whole(one.source)


def _memo_row(one: Memo, placing: Placing) -> dict[str, Any]:
    return {
        "source": placing.source or None,
        "start": placing.span.start if placing.span else None,
        "end": placing.span.end if placing.span else None,
        "code": one.code,
        "text": one.text,
        "author": one.author,
        "time": one.time,
        "revision": one.revision,
    }


def sort_settlements(sorting: Sorting, ours: Iterable[Settlement], theirs: Iterable[Settlement]) -> None:
    """Settlements: one for a code and place; where both sides settled, what stands here stays and the other is told."""
    mine = list(ours)
    since = sorting.since("settlement", mine)
    near: dict[tuple[str, str], list[Settlement]] = {}
    for one in mine:
        near.setdefault((one.source, one.code), []).append(one)
    part = sorting.plan.parts["settlements"]
    for one in theirs:
        placing = sorting.places.find(one.source, one.span, one.quote)
        why = sorting.refused(placing, one.code, one.coder)
        if why or placing.span is None:
            sorting.leave("settlement", why, one, one.quote)
            continue
        there = [each for each in near.get((placing.source, one.code), ()) if belongs(each.span, placing.span)]
        _settled(sorting, part, since, one, (placing, there))


def _settled(
    sorting: Sorting, part: Part, since: Since, one: Settlement, where: tuple[Placing, list[Settlement]]
) -> None:
    placing, there = where
    if any(_equal(one, each) for each in there):
        part.same += 1
        return
    fate = sorting.fate(since, one, one.source)
    if fate == "removed here":
        part.removed_here += 1
    elif fate == "changed there" and one.id is not None and all(each.id == one.id for each in there):
        part.changed.append((one.id, _settlement_row(one, placing)))
    elif there:
        told = Conflict("settlement", placing.source, placing.span, one.code, _verdict(there[0]), _verdict(one))
        sorting.plan.conflicts.append(told)
    else:
        part.new.append(_settlement_row(one, placing))


def _equal(one: Settlement, other: Settlement) -> bool:
    return (one.applies, one.reason, one.coder, one.time) == (other.applies, other.reason, other.coder, other.time)


def _verdict(one: Settlement) -> str:
    said = tr(N_("applies")) if one.applies else tr(N_("does not apply"))
    return f"{one.coder}: {said}" + (f" ({one.reason})" if one.reason else "")


def _settlement_row(one: Settlement, placing: Placing) -> dict[str, Any]:
    span = placing.span or one.span
    return {
        "source": placing.source,
        "start": span.start,
        "end": span.end,
        "code": one.code,
        "applies": one.applies,
        "reason": one.reason,
        "coder": one.coder,
        "time": one.time,
        "revision": one.revision,
    }
