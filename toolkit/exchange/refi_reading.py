"""An exchanged project (.qdpx) or codebook (.qdc) read into a value, with everything that it could not hold named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.domain.exchange.interchange import ORIGIN, Exchanged, User
from toolkit.domain.texts.text import normalise
from toolkit.exchange.refi_codes import CodesRead, branched, read_codes
from toolkit.exchange.refi_container import Container, foreign, open_container
from toolkit.exchange.refi_elements import Elements
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_raw import RawCase, RawNote, RawSet, RawSource
from toolkit.exchange.refi_resolving import Found, Resolved
from toolkit.exchange.refi_sources import SORTS, read_sources
from toolkit.exchange.refi_texts import Texts
from toolkit.exchange.refi_units import certain
from toolkit.exchange.refi_values import guid_of
from toolkit.exchange.refi_xml import child_text, parts, tag

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = frozenset({"Text", "Boolean", "Integer", "Float", "Date", "DateTime"})
_KNOWN = frozenset(
    {
        *("Users", "CodeBook", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs"),
        *("Description", "NoteRef"),
    }
)
_BOM, _WHITE = b"\xef\xbb\xbf", b" \t\r\n"


def read(data: bytes, name: str) -> Exchanged:
    """Read the file called `name`; raise BadFile in words when it is none, damaged or hostile."""
    ledger = Ledger()
    container = open_container(data, name) if data.startswith(b"PK") else None
    reading = _Reading(container, ledger, name)
    for kind, element in parts(container.project() if container else _xml(data, name), name):
        reading.take(kind, element)
    if container:
        ledger.add("unused_entry", container.unused())
    return reading.exchanged()


def _xml(data: bytes, name: str) -> bytes:
    if not data.removeprefix(_BOM).lstrip(_WHITE).startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")):
        raise foreign(name)
    return data.removeprefix(_BOM).lstrip(_WHITE)


@dataclass(slots=True)
class _Collected:
    """What was read so far, in the order of the file."""

    users: dict[str, User] = field(default_factory=dict)
    codes: CodesRead = field(default_factory=lambda: CodesRead([], {}))
    variables: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    sources: list[RawSource] = field(default_factory=list)
    cases: list[RawCase] = field(default_factory=list)
    sets: list[RawSet] = field(default_factory=list)
    notes: dict[str, RawNote] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    origin: str = ""
    description: str = ""


class _Reading:
    """Takes the parts of a file one after the other, in any order, and resolves them at the end."""

    def __init__(self, container: Container | None, ledger: Ledger, name: str) -> None:
        self._ledger, self._name = ledger, name
        self._elements = Elements(Texts(container, ledger), ledger)
        self._got = _Collected()

    def take(self, kind: str, element: _Element) -> None:
        """Take one part of the file; the root comes last."""
        _TAKERS.get(kind, _Reading._root)(self, element)

    def exchanged(self) -> Exchanged:
        """All that was taken, with references looked up and positions counted."""
        got = self._got
        codes = branched(got.codes.codes, got.origin, self._ledger)
        found = Found(got.users, codes, got.variables, got.notes, got.links, got.codes.notes)
        resolved = Resolved(found, self._ledger)
        sources, units = resolved.sources(got.sources, got.origin)
        sources, cases = resolved.cases(got.cases, sources)
        sets = resolved.sets(got.sets, sources)
        code_memos = resolved.code_memos()
        return Exchanged(
            name=got.title,
            origin=ORIGIN if certain(got.origin) else got.origin,
            users=tuple(got.users.values()),
            codes=tuple(codes),
            sources=sources,
            cases=cases,
            sets=sets,
            memos=resolved.standing_alone(),
            code_memos=code_memos,
            kinds=got.kinds,
            losses=self._ledger.losses(),
            units=units,
            description=got.description,
        )

    def _user(self, element: _Element) -> None:
        guid = guid_of(element)
        if element.get("id"):
            self._ledger.add("user_id")
        if not guid or guid in self._got.users:
            self._ledger.add("duplicate_guid" if guid else "missing_guid")
            return
        self._got.users[guid] = User(guid, element.get("name") or element.get("id") or "")

    def _codes(self, element: _Element) -> None:
        read = read_codes(element, self._ledger)
        self._got.codes.codes += read.codes
        self._got.codes.notes |= read.notes

    def _variable(self, element: _Element) -> None:
        guid, name = self._elements.guid(element, "variable"), element.get("name") or ""
        kind = element.get("typeOfVariable") or ""
        self._ledger.add("variable_description", int(bool(child_text(element, "Description").strip())))
        own, n = name, 1
        while own in self._got.kinds:
            n += 1
            own = f"{name} ({n})"
        self._ledger.add("variable_name", int(n > 1))
        self._got.variables[guid] = own
        self._got.kinds[own] = kind if kind in _KINDS else "Text"

    def _source(self, element: _Element) -> None:
        self._got.sources += read_sources(element, self._elements)

    def _case(self, element: _Element) -> None:
        self._got.cases.append(self._elements.case(element))

    def _set(self, element: _Element) -> None:
        self._got.sets.append(self._elements.set(element))

    def _graph(self, _: _Element) -> None:
        self._ledger.add("graph")

    def _note(self, element: _Element) -> None:
        note = self._elements.note(element)
        if note:
            self._got.notes[note.guid] = note

    def _link(self, element: _Element) -> None:
        self._got.links.append((guid_of(element, "originGUID"), guid_of(element, "targetGUID")))

    def _root(self, element: _Element) -> None:
        stem = self._name.rpartition("/")[2].rpartition(".")[0]
        self._got.title = element.get("name") or stem
        self._got.origin = (element.get("origin") or "").strip()
        self._got.description = normalise(child_text(element, "Description")).strip()
        self._ledger.add("unknown_element", _unknown(element))
        if element.get("modifyingUserGUID") or element.get("modifiedDateTime"):
            self._ledger.add("modified")


# Not held by each reading, which would then hold itself: what it read would stay in memory until garbage is sought.
_TAKERS: Mapping[str, Callable[[_Reading, _Element], None]] = {
    "User": _Reading._user,
    "Codes": _Reading._codes,
    "Variable": _Reading._variable,
    "Case": _Reading._case,
    "Set": _Reading._set,
    "Note": _Reading._note,
    "Link": _Reading._link,
    "Graph": _Reading._graph,
    **dict.fromkeys(("TextSource", *SORTS), _Reading._source),
}


def _unknown(root: _Element) -> int:
    return sum(tag(child) not in _KNOWN for child in root)
