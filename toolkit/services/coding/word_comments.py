"""Codings made in Word: marked words with `#code` in a comment become codings, what else it says a memo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.memos import Memo
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.sources.alignment import Alignment, Place
from toolkit.domain.sources.sources import Role, Source
from toolkit.domain.texts.text import Span
from toolkit.errors import BadFile, Problem, Refused, UsageError
from toolkit.exchange.word_comments import CodeNames, Said
from toolkit.messages import N_
from toolkit.services.coding.coding_results import ImportResult
from toolkit.services.material import sources as current
from toolkit.services.projects import access_log
from toolkit.services.projects.project import Project
from toolkit.services.projects.withholding import unusable

if TYPE_CHECKING:
    from toolkit.exchange import word_writing
    from toolkit.importers.word_marks import Remark
    from toolkit.storage.projects.store import Connection

SAMPLES, SAMPLE = 60, 7  # runs of so many words by which a source is found
ALIKE = 0.3  # the share of them that must stand in a source
APART = 0.6  # of the best share, that no other source may reach
_NAME = N_("Write the code's title or path after the sign, as in #needs/work; spegla scheme shows them.")


@dataclass(frozen=True, slots=True)
class File:
    """A Word file to be taken in; `coder` says whose all codings are, else each is its comment's author's."""

    name: str
    data: bytes
    coder: str | None = None


@dataclass(slots=True)
class Judged:
    """What the comments of one file are."""

    codings: list[Coding]
    memos: list[Memo]
    result: ImportResult


def judged(project: Project, connection: Connection, scheme: Scheme, file: File) -> Judged:
    """The codings and memos that a Word file's comments are, and what could not be taken.

    BadFile when it cannot be read or has no comments, Refused when its text is that of no source.
    """
    from toolkit.importers.word_marks import read_marked

    text, remarks = read_marked(file.data, file.name)
    if not remarks:
        raise BadFile(
            N_("{file} holds no comments."),
            hint=N_("Mark words in Word, insert a comment and write #code in it; then import the file again."),
            file=file.name,
        )
    source = _source(connection, text, file.name)
    return _Judging(project, source, text, CodeNames(scheme), file).of(remarks)


class _Judging:
    def __init__(self, project: Project, source: Source, text: str, names: CodeNames, file: File) -> None:
        self.project, self.source, self.names, self.file = project, source, names, file
        self._same = text == source.text
        self._beside = None if self._same else Alignment(text, source.text)
        self.found = Judged([], [], ImportResult())
        self.silent = 0

    def of(self, remarks: Sequence[Remark]) -> Judged:
        """What these comments are."""
        for number, remark in enumerate(remarks, start=1):
            said = self.names.said(remark.text)
            self._tell(number, said)
            if said.codes:
                self._judge(number, remark, said)
            elif not said.unknown and not said.several:
                self.silent += 1
        if self.silent:
            silent = N_("Comments without a #code, left as they are: {n}")
            self.found.result.problems.append(Problem(self.file.name, silent, values={"n": self.silent}, serious=False))
        return self.found

    def _judge(self, number: int, remark: Remark, said: Said) -> None:
        place = self._place(remark)
        if place is None:
            self._problem(
                number,
                N_("The words of comment {number} stand nowhere in {source}."),
                N_("Mark the words anew in a Word file made from the source as it is now."),
                source=self.source.name,
            )
            return
        words = place.span.of(self.source.text)
        time, coder = remark.time or self.project.now, self._coder(remark)
        version = self.names.scheme.version
        for path in said.codes:
            coding = Coding(self.source.name, place.span, words, path, coder, time, version)
            self.found.codings.append(coding)
            self.found.result.place(coding, self.source.turns)
        if said.beside:
            self.found.memos.append(Memo(said.beside, coder, time, self.source.name, place.span))
        self._note(number, remark, place)

    def _note(self, number: int, remark: Remark, place: Place) -> None:
        self.found.result.moved += place.edited
        if remark.whole:
            hint = N_("Mark the words in Word before you insert the comment, if only some of them are meant.")
            self._problem(
                number, N_("Comment {number} is on no words: its whole paragraph was coded."), hint, serious=False
            )
        elif place.edited:
            hint = N_("Look at it: the words are taken from the source, which stays as it is.")
            self._problem(number, N_("The words of comment {number} were edited in Word."), hint, serious=False)

    def _tell(self, number: int, said: Said) -> None:
        for name in said.unknown:
            close = ", ".join(f"#{path}" for path in self.names.close(name))
            hint = N_("Do you mean: {close}?") if close else _NAME
            self._problem(number, N_("Comment {number}: the scheme has no code {code}."), hint, code=name, close=close)
        for name, paths in said.several:
            hint = N_("Write which one: {close}")
            close = ", ".join(f"#{path}" for path in paths)
            self._problem(
                number, N_("Comment {number}: several codes are called {code}."), hint, code=name, close=close
            )

    def _problem(self, number: int, message: str, hint: str, *, serious: bool = True, **values: object) -> None:
        told = {"number": number, **values}
        self.found.result.problems.append(Problem(self.file.name, message, hint, told, serious))

    def _coder(self, remark: Remark) -> str:
        coder = self.file.coder or remark.author or self.project.settings.coder
        if not coder:
            raise UsageError(N_("Nobody is named as coder."), hint=N_("Say whose codings they are: --coder NAME"))
        return coder

    def _place(self, remark: Remark) -> Place | None:
        if remark.span is None:
            return None
        place = Place(remark.span) if self._beside is None else self._beside.place(remark.span)
        if place is not None and remark.whole:
            return Place(self._spoken(place.span), place.edited)
        return place

    def _spoken(self, span: Span) -> Span:
        """The respondent's words in a paragraph, without the label before them; all of it when nobody's are there."""
        for turn in self.source.turns:
            if turn.role is Role.RESPONDENT and turn.span.shared(span):
                return Span(max(span.start, turn.span.start), min(span.end, turn.span.end))
        return span


def _source(connection: Connection, text: str, name: str) -> Source:
    """The source whose text this is, or was before it was edited; Refused when it is none, or could be several."""
    from toolkit.storage.sources import sources

    samples = list(_samples(text))
    shares: list[tuple[float, str]] = []
    for stored, number in sources.ids(connection).items():
        own = sources.text_of(connection, number)
        if own == text:
            return sources.by_id(connection, number)
        flat = " ".join(own.split())
        shares.append((sum(sample in flat for sample in samples) / max(1, len(samples)), stored))
    shares.sort(reverse=True)
    best = shares[0] if shares else (0.0, "")
    second = shares[1][0] if len(shares) > 1 else 0.0
    if best[0] < ALIKE:
        raise Refused(
            N_("The text of {file} is that of no source in the project."),
            hint=N_("Add the interview first with spegla add; the comments in it do not matter there."),
            file=name,
        )
    if second > APART * best[0]:
        raise Refused(
            N_("The text of {file} could be that of several sources: {names}."),
            hint=N_("Mark the words in a Word file that holds one interview only."),
            file=name,
            names=", ".join(sorted(stored for share, stored in shares if share > APART * best[0])),
        )
    return sources.get(connection, best[1])


def _samples(text: str) -> Iterator[str]:
    """Runs of words from all over the text."""
    words = text.split()
    last = max(0, len(words) - SAMPLE)
    starts: Iterable[int] = sorted({last * step // max(1, SAMPLES - 1) for step in range(SAMPLES)})
    return (" ".join(words[at : at + SAMPLE]) for at in starts)


def write(project: Project, source: str, *, coder: str | None = None) -> tuple[bytes, int]:
    """A source as a Word file with its codings, all or one coder's, as comments; and how many codings they are.

    Refused when somebody speaks in it who refused or withdrew consent.
    """
    from toolkit.exchange import word_writing
    from toolkit.storage.codings import codings, memos
    from toolkit.storage.sources import sources

    current.place(project)
    with project.store() as store, store.reading() as connection:
        whole = sources.get(connection, source)
        if unusable(project, (turn.respondent for turn in whole.turns if turn.respondent)):
            raise Refused(
                N_("The words of somebody in {source} may not be used, so it is not written to a Word file."),
                hint=N_("Choose another source; in the workbench it can be coded without that person's words."),
                source=source,
            )
        found = codings.each(connection, coder=coder, source=source)
        number = sources.id_of(connection, source)
        beside = memos.of_source(connection, number)
    access_log.note(project, "codings", source_id=number)
    return word_writing.write(whole.text, list(_comments(found, beside))), len(found)


def _comments(found: Sequence[Coding], beside: Iterable[Memo]) -> Iterator[word_writing.Comment]:
    """A comment for all that one coder gave to the same words, with the coder's memos on them."""
    from toolkit.exchange import word_writing

    given: dict[tuple[Span, str], list[Coding]] = {}
    for one in found:
        given.setdefault((one.span, one.coder), []).append(one)
    notes: dict[tuple[Span, str], list[str]] = {}
    for memo in beside:
        if memo.span is not None:
            notes.setdefault((memo.span, memo.author), []).extend(memo.text.split("\n"))
    for (span, coder), own in sorted(given.items()):
        codes = " ".join(f"#{one.code}" for one in own)
        yield word_writing.Comment(span, coder, max(one.time for one in own), (codes, *notes.get((span, coder), ())))
