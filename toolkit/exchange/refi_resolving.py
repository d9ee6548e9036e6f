"""References of an exchanged file looked up: codes, people, variables, notes; what leads nowhere is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from toolkit.domain.exchange.interchange import (
    ExchangedCase,
    ExchangedCode,
    ExchangedCoding,
    ExchangedMemo,
    ExchangedSet,
    ExchangedSource,
    Selection,
    UnitFound,
    User,
)
from toolkit.domain.texts.text import Span
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_positions import Places
from toolkit.exchange.refi_raw import RawCase, RawNote, RawSelection, RawSet, RawSource
from toolkit.exchange.refi_units import certain, evidence, of_source, project_wide, repeats, said, stretch
from toolkit.exchange.refi_values import made_guid

_SHOWN = 5  # positions that a loss names


@dataclass(slots=True)
class Found:
    """What references can lead to."""

    users: Mapping[str, User]
    codes: list[ExchangedCode]
    variables: Mapping[str, str]
    notes: Mapping[str, RawNote]
    links: list[tuple[str, str]]
    code_notes: Mapping[str, list[str]]


class Resolved:
    """Turns raw values into exchanged ones."""

    def __init__(self, found: Found, ledger: Ledger) -> None:
        self._found, self._ledger = found, ledger
        self._codes = {code.guid for code in found.codes}
        self._hung: set[str] = set()
        self._linked, self._open = _linked(found)
        self._selections: set[str] = set()

    def sources(self, raws: list[RawSource], origin: str) -> tuple[tuple[ExchangedSource, ...], dict[str, UnitFound]]:
        """The sources with their selections at our positions, and how the positions were counted."""
        evidences = [evidence(raw) for raw in raws]
        way, by = project_wide(evidences, origin)
        done, units = [], {}
        for raw, told in zip(raws, evidences, strict=True):
            places, units[raw.guid] = of_source(told, way, by, fixed=certain(origin))
            if units[raw.guid].by == "edges":
                self._ledger.add("unit_edges", where=raw.name or raw.guid)
            done.append(self._source(raw, places))
            raw.selections.clear()
            told.places.clear()
        return tuple(done), units

    def _source(self, raw: RawSource, places: Places) -> ExchangedSource:
        return ExchangedSource(
            raw.guid,
            raw.name,
            places.kept,
            self._placed(raw, places),
            self._codings(raw.codings),
            self._memos([*raw.notes, *self._links_to(raw.guid)]),
            self._variables(raw.values),
            raw.description,
            raw.text.original,
        )

    def _placed(self, raw: RawSource, places: Places) -> tuple[Selection, ...]:
        kept, lost = [], list[RawSelection]()
        for selection in raw.selections:
            span = stretch(places, selection)
            if span is None:
                lost.append(selection)
            else:
                kept.append(self._selection(selection, Span(*span), places.kept))
        if lost:
            self._ledger.add("selection_position", len(lost), where=f"{raw.name or raw.guid}: {_listed(lost)}")
            self._ledger.add("selection_coding", sum(len(each.codings) for each in lost))
        return tuple(kept)

    def _selection(self, raw: RawSelection, span: Span, text: str) -> Selection:
        self._selections.add(raw.guid)
        name = said(raw.name)
        self._ledger.add("selection_name", int(bool(name) and not repeats(name, span.of(text))))
        memos = self._memos([*raw.notes, *self._links_to(raw.guid)])
        user = self._user(raw.user)
        if raw.description:
            guid = made_guid("description", raw.guid)
            memos = (*memos, ExchangedMemo(guid, raw.description, user=user, at=raw.at))
        return Selection(raw.guid, span, self._codings(raw.codings), memos, user, raw.at)

    def _codings(self, raws: Iterable[ExchangedCoding]) -> tuple[ExchangedCoding, ...]:
        kept = []
        for raw in raws:
            if raw.code not in self._codes:
                self._ledger.add("coding_without_code")
                continue
            known = raw.user is None or raw.user in self._found.users
            kept.append(raw if known else replace(raw, user=self._user(raw.user or "")))
        return tuple(kept)

    def _user(self, guid: str) -> str | None:
        if not guid or guid in self._found.users:
            return guid or None
        self._ledger.add("unknown_user")
        return None

    def _links_to(self, guid: str) -> list[str]:
        return self._linked.pop(guid, [])

    def _memos(self, guids: Iterable[str]) -> tuple[ExchangedMemo, ...]:
        kept = []
        for guid in dict.fromkeys(guids):
            note = self._found.notes.get(guid)
            if note is None:
                self._ledger.add("note_reference")
                continue
            self._hung.add(guid)
            kept.append(self._memo(note))
        return tuple(kept)

    def _memo(self, note: RawNote) -> ExchangedMemo:
        return ExchangedMemo(note.guid, note.text, note.name, self._user(note.user), note.at)

    def code_memos(self) -> dict[str, tuple[ExchangedMemo, ...]]:
        """The memos on each code that has some."""
        notes = {
            code.guid: self._memos([*self._found.code_notes.get(code.guid, []), *self._links_to(code.guid)])
            for code in self._found.codes
        }
        return {guid: memos for guid, memos in notes.items() if memos}

    def standing_alone(self) -> tuple[ExchangedMemo, ...]:
        """The memos that hang on nothing; to be asked last. Links that carried no memo are counted."""
        self._ledger.add("link", self._open + sum(len(notes) for notes in self._linked.values()))
        return tuple(self._memo(note) for guid, note in self._found.notes.items() if guid not in self._hung)

    def _variables(self, values: Iterable[tuple[str, str]]) -> dict[str, str]:
        named = [(self._found.variables.get(guid), value) for guid, value in values]
        self._ledger.add("variable_unknown", sum(name is None for name, _ in named))
        return {name: value for name, value in named if name is not None}

    def cases(
        self, raws: list[RawCase], sources: tuple[ExchangedSource, ...]
    ) -> tuple[tuple[ExchangedSource, ...], tuple[ExchangedCase, ...]]:
        """The cases; one without a name that stands for one source alone gives its variables to the source."""
        places = {source.guid: index for index, source in enumerate(sources)}
        done, kept = list(sources), []
        for raw in raws:
            case = self._case(raw, places)
            if _only_a_source(case):
                at = places[case.sources[0]]
                done[at] = replace(done[at], variables={**done[at].variables, **case.variables})
            else:
                kept.append(case)
        return tuple(done), tuple(kept)

    def _case(self, raw: RawCase, sources: Collection[str]) -> ExchangedCase:
        return ExchangedCase(
            raw.guid,
            raw.name,
            self._variables(raw.values),
            self._there(raw.sources, sources),
            self._there(raw.selections, self._selections),
            self._there(raw.codes, self._codes),
            raw.description,
        )

    def sets(self, raws: list[RawSet], sources: tuple[ExchangedSource, ...]) -> tuple[ExchangedSet, ...]:
        """The sets with the members that are there."""
        known = {source.guid for source in sources}
        return tuple(
            ExchangedSet(
                raw.guid,
                raw.name,
                self._there(raw.codes, self._codes),
                self._there(raw.sources, known),
                raw.description,
            )
            for raw in raws
        )

    def _there(self, guids: list[str], known: Collection[str]) -> tuple[str, ...]:
        self._ledger.add("dangling_reference", sum(guid not in known for guid in guids))
        return tuple(guid for guid in guids if guid in known)


def _linked(found: Found) -> tuple[dict[str, list[str]], int]:
    """Notes by what a link ties them to, whichever way it points, and how many links tie other things."""
    linked: dict[str, list[str]] = defaultdict(list)
    others = 0
    for origin, target in found.links:
        if (origin in found.notes) == (target in found.notes):
            others += 1
        elif origin in found.notes:
            linked[target].append(origin)
        else:
            linked[origin].append(target)
    return linked, others


def _only_a_source(case: ExchangedCase) -> bool:
    alone = not (case.name or case.selections or case.codes or case.description)
    return alone and len(case.sources) == 1


def _listed(selections: list[RawSelection]) -> str:
    shown = [f"{_number(each.start)}\u2013{_number(each.end)}" for each in selections[:_SHOWN]]
    return ", ".join(shown) + (" …" if len(selections) > _SHOWN else "")


def _number(value: int | None) -> str:
    return "?" if value is None else str(value)
