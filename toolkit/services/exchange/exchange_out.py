"""The project for other programs: sources, codes, cases, codings and memos, without the words of those who withdrew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.codings.memos import Memo
from toolkit.domain.exchange.interchange import (
    FORMS,
    ORIGIN,
    Exchanged,
    ExchangedCase,
    ExchangedCoding,
    ExchangedMemo,
    ExchangedSource,
    Form,
    Loss,
    Peer,
    Unit,
    User,
)
from toolkit.domain.sources.consents import Purpose
from toolkit.domain.sources.sources import EXCHANGED
from toolkit.domain.texts.text import Span
from toolkit.errors import UsageError
from toolkit.messages import N_
from toolkit.services.coding import schemes
from toolkit.services.exchange import exchange_codes, exchange_people, exchange_texts
from toolkit.services.exchange.exchange_places import Guids, Places
from toolkit.services.material import source_kinds, sources
from toolkit.services.projects import access_log, blinding, withholding
from toolkit.services.projects.files import refuse_existing, write_file
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.services.exchange.exchange_codes import Tree
    from toolkit.storage.projects.store import Connection
    from toolkit.storage.sources.sources import SourceRow

PROJECT, CODEBOOK = ".qdpx", ".qdc"
_LOST: Mapping[str, str] = {
    "withheld_sources": N_("Sources in which only people speak whose words may not go out, left out: {n}"),
    "case_descriptions": N_("Case descriptions, which leave only when they are asked for by name: {n}"),
    "withheld_turns": N_("Turns of people whose words may not go out, covered in texts that others speak in: {n}"),
    "withheld_codings": N_("Codings of people whose words may not go out, left out: {n}"),
    "withheld_memos": N_("Memos on texts of people whose words may not go out, left out: {n}"),
    "withheld_cases": N_("People whose words may not go out, left out as cases: {n}"),
    "unregistered": N_("People who speak but are not in respondents.csv, and so are no cases: {n}"),
    "retired_codings": N_("Codings of codes that are retired with no other in their place: {n}"),
    "retired_memos": N_("Memos on codes that are retired with no other in their place: {n}"),
    "settlements": N_("Settlements of disagreements: {n}"),
    "answers": N_("Answers to suggestions: {n}"),
    "themes": N_("Themes: {n}"),
    "ties": N_("Marks of partners (with whom): {n}"),
    "cues": N_("Codes whose cues (words that suggest the code) stay here: {n}"),
    "consents": N_("People whose consent is not told in the file, as nobody asked for it: {n}"),
    "labels": N_("People whose other names are not told in the file, as nobody asked for it: {n}"),
    "documents": N_("Word files, which go as plain text: {n}"),
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the file is to be: for whom, whose codings, and whether it tells consents and other names of people.

    `include` names the case descriptions that are to leave.
    `unit` overrules the unit of positions that the program it is for expects.
    """

    peer: Peer = Peer.ANY
    unit: Unit | None = None
    coder: str | None = None
    consents: bool = False
    labels: bool = False
    include: frozenset[str] = frozenset()

    @property
    def form(self) -> Form:
        """How the file is written."""
        form = FORMS[self.peer]
        return form if self.unit is None else Form(self.unit, form.line_end, form.mark, form.unique_names)


@dataclass(frozen=True, slots=True)
class Exported:
    """A file for another program, what is in it, and what the project has that is not."""

    data: bytes = field(repr=False)
    sources: int
    codes: int
    cases: int
    codings: int
    memos: int
    coders: tuple[str, ...]
    losses: tuple[Loss, ...]


def export_file(project: Project, path: Path, wishes: Wishes | None = None, *, force: bool = False) -> Exported:
    """Write the project (`.qdpx`) or its codes (`.qdc`) to a file, whole or not at all; over another with `force`."""
    refuse_existing(path, force=force)
    made = export(project, path.suffix or path.name, wishes)
    write_file(path, made.data)
    return made


def export(project: Project, suffix: str, wishes: Wishes | None = None) -> Exported:
    """The bytes of a `.qdpx` (the project) or `.qdc` (its codes). Refused while the viewer codes blind."""
    from toolkit.exchange import refi_writing

    wishes = wishes or Wishes()
    if suffix.lower() not in (PROJECT, CODEBOOK):
        raise UsageError(
            N_("Projects and codebooks are exchanged as .qdpx and .qdc, not {suffix}."),
            hint=N_("Give the file a name that ends in .qdpx; tables are written with spegla export."),
            suffix=suffix,
        )
    if suffix.lower() == CODEBOOK:
        whole, lost = codes_of(project)
        written = refi_writing.codebook_written(whole, form=wishes.form)
    else:
        if wishes.coder is None or wishes.coder != project.viewer:
            blinding.refuse_blind(project)
        whole, lost = exchanged(project, wishes)
        written = refi_writing.written(whole, form=wishes.form)
        access_log.note(project, "exchange")
    return Exported(
        data=written.data,
        sources=len(whole.sources),
        codes=sum(code.codable for code in whole.codes),
        cases=len(whole.cases),
        codings=sum(len(one.codings) for source in whole.sources for one in source.selections),
        memos=_memos(whole),
        coders=tuple(sorted(user.name for user in whole.users)),
        losses=(*lost, *written.losses),
    )


def _memos(whole: Exchanged) -> int:
    on_sources = sum(len(source.memos) + sum(len(one.memos) for one in source.selections) for source in whole.sources)
    return on_sources + sum(map(len, whole.code_memos.values()))


def codes_of(project: Project) -> tuple[Exchanged, tuple[Loss, ...]]:
    """The codes in use, and what of them cannot be told."""
    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        with store.reading() as connection:
            guid = Guids(connection)
    tree = exchange_codes.tree(scheme, project.language, guid)
    cues = sum(bool(code.cues) for code in scheme.active())
    return Exchanged(project.settings.name, ORIGIN, codes=tree.codes), _losses(Counter(cues=cues))


def exchanged(project: Project, wishes: Wishes | None = None) -> tuple[Exchanged, tuple[Loss, ...]]:
    """The project as a value, and what it has that the value cannot hold."""
    sources.place(project)
    project = project.asking(Purpose.ARCHIVE)
    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        with store.reading() as connection:
            work = _Gathering(project, connection, wishes or Wishes())
            work.tree = exchange_codes.tree(scheme, project.language, work.guid)
            work.resolved = {path: code.path for path in scheme.codes if (code := scheme.resolve(path))}
            work.lost["cues"] = sum(bool(code.cues) for code in scheme.active())
            return work.gathered()


def _losses(lost: Counter[str]) -> tuple[Loss, ...]:
    return tuple(Loss(kind, message, lost[kind]) for kind, message in _LOST.items() if lost[kind])


class _Gathering:
    """Gathers the project source by source."""

    def __init__(self, project: Project, connection: Connection, wishes: Wishes) -> None:
        self.project, self.connection, self.wishes = project, connection, wishes
        self.guid = Guids(connection)
        self.withheld = withholding.withheld_spans(project, connection)
        self.tree: Tree
        self.resolved: Mapping[str, str] = {}
        self.lost: Counter[str] = Counter()
        self.users: dict[str, str] = {}
        self.people: list[str] = []  # who speaks in the source at hand and may be told of
        self.unregistered: set[str] = set()
        self.speaks: dict[str, list[str]] = {}  # guids of the sources, by who speaks there
        self.turns: dict[str, list[str]] = {}  # guids of the selections that are a person's turns

    def gathered(self) -> tuple[Exchanged, tuple[Loss, ...]]:
        """The project, and what is left out."""
        found = tuple(self._sources())
        cases = tuple(self._cases())
        whole = Exchanged(
            name=self.project.settings.name,
            origin=ORIGIN,
            codes=self.tree.codes,
            sources=found,
            cases=cases,
            code_memos=self._code_memos(),
            kinds=exchange_people.kinds([*(one.variables for one in cases), *(one.variables for one in found)]),
            users=tuple(User(guid, name) for name, guid in sorted(self.users.items())),
        )
        self._count_what_stays()
        return whole, _losses(self.lost)

    def _sources(self) -> Iterator[ExchangedSource]:
        from toolkit.storage.codings import memos
        from toolkit.storage.sources import sources as stored

        ids, with_memos = stored.ids(self.connection), memos.counts(self.connection)
        shas = {name: sha for sha, name in stored.shas(self.connection).items()}
        registered = self.project.register.respondents
        unusable = withholding.unusable(self.project, stored.respondents(self.connection))
        staying = source_kinds.staying(self.connection, self.wishes.include)
        for row in stored.overview(self.connection):
            if ids[row.name] in staying:
                self.lost["case_descriptions"] += 1
                continue
            if row.respondents and unusable.issuperset(row.respondents):
                self.lost["withheld_sources"] += 1
                continue
            self.people = [person for person in row.respondents if person not in unusable and person in registered]
            self.unregistered.update(set(row.respondents) - registered.keys() - unusable)
            places = Places(self.guid("source", shas[row.name]), self.guid)
            yield self._source(row, ids[row.name], places, memos=ids[row.name] in with_memos)

    def _source(self, row: SourceRow, source_id: int, places: Places, *, memos: bool) -> ExchangedSource:
        from toolkit.storage.sources import sources as stored

        withheld = self.withheld.get(row.name, ())
        self.lost["withheld_turns"] += len(withheld)
        self.lost["documents"] += row.name.lower().endswith(".docx") and EXCHANGED not in row.facts
        for person in self.people:
            self.speaks.setdefault(person, []).append(places.source)
        if len(row.respondents) > 1:
            self._turns_of(source_id, set(withheld), places)
        self._codings(source_id, withheld, places)
        found = (self._memo(memo, withheld, places) for memo in self._memos_of(source_id)) if memos else ()
        on_source = tuple(filter(None, found))
        text = stored.text_of(self.connection, source_id)
        if withheld:
            text = exchange_texts.covered(self.project, stored.by_id(self.connection, source_id), withheld)
        return ExchangedSource(
            guid=places.source,
            name=row.name,
            text=text,
            selections=tuple(places.selections()),
            memos=on_source,
            variables=exchange_texts.variables_of(row.facts),
        )

    def _turns_of(self, source_id: int, hidden: set[Span], places: Places) -> None:
        """Where several people speak, each turn is a selection of its person."""
        from toolkit.storage.sources import sources as stored

        for turn in stored.by_id(self.connection, source_id).turns:
            if turn.respondent in self.people and turn.span not in hidden:
                guid = places.at(turn.span.start, turn.span.end).guid
                self.turns.setdefault(str(turn.respondent), []).append(guid)

    def _codings(self, source_id: int, withheld: Sequence[Span], places: Places) -> None:
        from toolkit.storage.codings import codings as stored

        for start, end, code, coder, time in stored.judgements(self.connection, source_id, coder=self.wishes.coder):
            path = self.resolved.get(code)
            if withheld and any(start < span.end and span.start < end for span in withheld):
                self.lost["withheld_codings"] += 1
            elif path is None:
                self.lost["retired_codings"] += 1
            else:
                place = places.at(start, end)
                if (path, coder) not in place.codings:
                    guid = self.guid("coding", place.guid, path, coder)
                    made = ExchangedCoding(guid, self.tree.guids[path], self._user(coder), time)
                    place.codings[path, coder] = made

    def _memos_of(self, source_id: int) -> list[Memo]:
        from toolkit.storage.codings import memos

        return [one for one in memos.of_source(self.connection, source_id) if self._wanted(one)]

    def _wanted(self, memo: Memo) -> bool:
        return self.wishes.coder in (None, memo.author)

    def _memo(self, memo: Memo, withheld: Sequence[Span], places: Places) -> ExchangedMemo | None:
        """The memo when it is on the source; one on words is put with them."""
        if withheld and (memo.span is None or any(memo.span.shared(span) for span in withheld)):
            self.lost["withheld_memos"] += 1
            return None
        made = self._written(memo, places.source)
        if memo.span is None:
            return made
        places.at(memo.span.start, memo.span.end).memos.append(made)
        return None

    def _written(self, memo: Memo, place: str) -> ExchangedMemo:
        span = (memo.span.start, memo.span.end) if memo.span else ()
        guid = self.guid("memo", place, *span, memo.author, memo.text)
        return ExchangedMemo(guid, memo.text, "", self._user(memo.author), memo.time)

    def _user(self, name: str) -> str:
        if name not in self.users:
            self.users[name] = self.guid("user", name)
        return self.users[name]

    def _code_memos(self) -> dict[str, tuple[ExchangedMemo, ...]]:
        from toolkit.storage.codings import memos

        found: dict[str, list[ExchangedMemo]] = {}
        for memo in filter(self._wanted, memos.of_codes(self.connection)):
            path = self.resolved.get(memo.code or "")
            if path is None:
                self.lost["retired_memos"] += 1
            else:
                guid = self.tree.guids[path]
                found.setdefault(guid, []).append(self._written(memo, guid))
        return {guid: tuple(on_code) for guid, on_code in found.items()}

    def _cases(self) -> Iterator[ExchangedCase]:
        for person, one in self.project.register.respondents.items():
            if not self.project.register.usable(person):
                self.lost["withheld_cases"] += 1
                continue
            told = exchange_people.variables_of(
                self.project, one, consents=self.wishes.consents, labels=self.wishes.labels
            )
            self.lost["consents"] += not self.wishes.consents and exchange_people.has_consent(one)
            self.lost["labels"] += not self.wishes.labels and bool(one.labels)
            yield ExchangedCase(
                guid=self.guid("case", person),
                name=person,
                variables=told,
                sources=tuple(self.speaks.get(person, ())),
                selections=tuple(self.turns.get(person, ())),
            )

    def _count_what_stays(self) -> None:
        from toolkit.storage.codings import codings as stored
        from toolkit.storage.codings import settlements
        from toolkit.storage.findings import partners, themes

        self.lost["ties"] = len(partners.ties(self.connection))
        self.lost["unregistered"] = len(self.unregistered)
        self.lost["settlements"] = len(settlements.each(self.connection))
        self.lost["answers"] = len(stored.verdicts(self.connection))
        self.lost["themes"] = sum(n for *_, n in themes.cells(self.connection))
