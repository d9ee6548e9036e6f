"""New results into the Word file that people have worked on; the file as it was is kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from toolkit.domain.identifiers.remains import CUT
from toolkit.domain.report_rules.quotations import HIDDEN
from toolkit.domain.reports.written_blocks import Kept
from toolkit.domain.reports.written_report import Mark
from toolkit.errors import ConflictError, Problem, Refused, SpeglaError
from toolkit.messages import N_, tr
from toolkit.services.projects import access_log, audiences
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.files import read_file, take_away, write_file
from toolkit.services.projects.project import Project
from toolkit.services.projects.withholding import touches, withheld_spans
from toolkit.services.reports import composing, draft_records, drafts, word_reports
from toolkit.services.reports.draft_records import Written
from toolkit.services.themes import themes

if TYPE_CHECKING:
    from toolkit.reporting.word.merge_docx import Merged, Was
    from toolkit.storage.findings.drafts import BlockRow, SentenceRow
    from toolkit.storage.projects.store import Connection, Store

BEFORE = {"sv": "före", "en": "before"}


@dataclass(slots=True)
class IntoResult:
    """What was done, or would be done, with each block of the file.

    `kept` is the file as it was before, None in a dry run. `of` is the draft that the file was made from.
    """

    name: str
    data: bytes
    merged: Merged
    outline: str
    of: int
    kept: Path | None = None
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Before:
    """The draft that a file was made from."""

    id: int
    outline: str
    was: Was
    sentences: tuple[SentenceRow, ...] = ()
    audience: str | None = None


@dataclass(frozen=True, slots=True)
class _Made:
    written: Written
    merged: Merged
    file: word_reports.WordFile


def into_file(
    project: Project,
    path: Path,
    wanted: drafts.Wanted,
    *,
    dry_run: bool = False,
    progress: drafts.Progress | None = None,
) -> IntoResult:
    """Put a new draft into the Word file at `path`, which is kept beside it as it was; or say what would be done.

    Refused when the file is open in Word or LibreOffice, or when it is no draft of this project.
    """
    _refuse_open(path)
    data = read_file(path)
    with project.store(write=not dry_run) as store:
        before, made, problems = _made(project, store, (data, path.name), wanted, keep=not dry_run, progress=progress)
        kept = None if dry_run else _beside(project, path)
        result = data if kept is None else _saved(project, store, made, path, data, kept)
    if not dry_run:
        access_log.note(project, "draft", file=path.name)
    return IntoResult(path.name, result, made.merged, made.written.outline, before.id, kept, problems)


def into_bytes(project: Project, data: bytes, wanted: drafts.Wanted, *, dry_run: bool) -> IntoResult:
    """The same for a file that was sent: `data` of the result is the file with the new draft in it."""
    name = tr("the Word file")
    with project.store(write=not dry_run) as store:
        before, made, problems = _made(project, store, (data, name), wanted, keep=not dry_run)
        if not dry_run:
            with store.writing("draft", now=project.now, outline=made.written.outline) as change:
                data = _recorded(project, change.connection, made)
                change.note(findings=len(made.written.findings), files=0)
            access_log.note(project, "draft")
    return IntoResult(name, data, made.merged, made.written.outline, before.id, None, problems)


def _made(
    project: Project,
    store: Store,
    file: tuple[bytes, str],
    wanted: drafts.Wanted,
    *,
    keep: bool,
    progress: drafts.Progress | None = None,
) -> tuple[_Before, _Made, list[Problem]]:
    from toolkit.reporting.word.merge_docx import merged

    refuse_blind(project)
    opened = word_reports.foreign(*file)
    before = _before(project, store, opened)
    found = themes.current(
        project,
        store,
        from_suggestions=wanted.from_suggestions,
        keep=keep and drafts.keeps(store, wanted),
        progress=progress,
    )
    report, outline = composing.composed(
        audiences.told(project, before.audience), store, found, wanted.outline or before.outline
    )
    rendered = word_reports.own(drafts.word(project, report))
    _, keys = draft_records.renamed(before.sentences, list(draft_records.sentence_rows(report)))
    before = replace(before, was=replace(before.was, renamed=keys))
    done = merged(opened, rendered, before.was, language=report.language, day=project.today)
    written = Written(
        report=report,
        outline=outline,
        files=(opened.name,),
        paragraphs=tuple(_as_they_stand(draft_records.read_paragraphs(rendered), done.order)),
        gone=tuple(_gone(done.still_gone, before.was.under_new_keys())),
        findings=drafts.evidence_of(report),
    )
    return before, _Made(written, done, opened), [*_withheld(done, before, opened.name), *found.notes]


def _before(project: Project, store: Store, opened: word_reports.WordFile) -> _Before:
    """The draft that a file was made from; Refused when there is none in this project."""
    from toolkit.reporting.word.read_docx import read_report
    from toolkit.storage.findings import drafts as stored

    report = read_report(opened)
    with store.reading() as connection:
        id_ = word_reports.draft_in(connection, report)
        draft = None if id_ is None else stored.one(connection, id_)
        if draft is None or draft.id is None:
            raise Refused(
                N_("{name} was not made from a draft of this project."),
                hint=N_("Write a draft to Word (spegla draft), and go on working in that file."),
                name=opened.name,
            )
        sentences = stored.sentences(connection, draft.id)
        blocks = stored.blocks(connection, draft.id)
        barred = frozenset(
            (*_barred(project, connection, sentences), *_erased(blocks, sentences, stored.quoting(connection)))
        )
        was = replace(_was(blocks, sentences), barred=barred)
    return _Before(draft.id, draft.outline, was, tuple(sentences), draft.audience)


def _was(rows: Iterable[BlockRow], sentences: Iterable[SentenceRow]) -> Was:
    from toolkit.reporting.word.merge_docx import Was
    from toolkit.storage.findings.drafts import NO_MORE

    digests: dict[str, dict[int, str]] = {}
    gone: dict[str, None] = {}
    for row in sorted(rows, key=lambda row: row.position == NO_MORE):
        digests.setdefault(row.block, {})[row.number] = row.digest
        if row.position == NO_MORE:
            gone[row.block] = None
    texts = _texts(sentences)
    blocks = {key: Kept(numbers, texts.get(key, {})) for key, numbers in digests.items()}
    return Was(blocks, frozenset(gone))


def _texts(sentences: Iterable[SentenceRow]) -> dict[str, dict[int, str]]:
    """The texts of paragraphs by block and number, as sentences tell them: of a list each item, else the whole."""
    found: dict[str, list[str]] = {}
    for one in sentences:
        if one.facts.get("kind") not in ("quote", "table", "figure"):
            found.setdefault(one.block, []).append(one.text)
    lists = {key for key in found if "_list_" in key}
    return {key: dict(enumerate(texts, 1)) if key in lists else {1: " ".join(texts)} for key, texts in found.items()}


def _barred(project: Project, connection: Connection, sentences: Iterable[SentenceRow]) -> Iterator[str]:
    """The blocks that quote somebody whose words may not be used any more, or a source that is gone."""
    from toolkit.storage.codings import codings

    quotes = [one for one in sentences if one.facts.get("kind") == "quote" or HIDDEN in one.text]
    yield from (one.block for one in quotes if one.source is None and one.facts.get("kind") == "quote")
    withheld = withheld_spans(project, connection)
    if withheld:
        ids = sorted({int(each[1:]) for one in quotes for each in one.evidence if each.startswith("c")})
        barred = {f"c{one.id}" for one in codings.by_ids(connection, ids) if touches(one, withheld)}
        yield from (one.block for one in quotes if barred.intersection(one.evidence))


def _erased(blocks: Iterable[BlockRow], sentences: Sequence[SentenceRow], quoting: frozenset[str]) -> Iterator[str]:
    """The blocks of which an erasure took the words: quotes of sources that went, and what rested on nothing else."""
    told = {one.block for one in sentences}
    yield from (row.block for row in blocks if row.block in quoting and row.block not in told)
    yield from (one.block for one in sentences if one.text == CUT)


def _withheld(done: Merged, before: _Before, name: str) -> Iterator[Problem]:
    """What holds words, after this or before it, that may not be used any more."""
    found = {each.block for each in (*done.taken, *done.replaced, *done.proposed, *done.edited, *done.gone)}
    barred = before.was.under_new_keys().barred
    if found & barred:
        yield Problem(
            name,
            N_("The file as it was holds words that may not be used any more, or what rests on them alone."),
            N_("Delete it, and all older copies, when you have looked at the new one."),
        )
    standing = [*done.proposed, *done.edited, *done.gone, *done.duplicated]
    for one in standing:
        if one.block in barred:
            yield Problem(
                one.heading,
                N_("Under this heading stands, edited by hand, what may not be used any more."),
                N_("Take it out of the file: consent or material was taken back."),
            )


def _as_they_stand(paragraphs: Iterable[tuple[Mark, str]], order: Mapping[str, int]) -> list[tuple[Mark, str]]:
    """The paragraphs in the order their blocks have in the file; those that are not there after the one before them.

    The next draft takes for moved by hand what is in another order then.
    """
    places: dict[str, int] = {}
    last = -1
    for mark, _ in paragraphs:
        last = places.setdefault(mark.block, order.get(mark.block, last))
    return sorted(paragraphs, key=lambda one: places[one[0].block])


def _gone(keys: Iterable[str], was: Was) -> Iterator[tuple[Mark, str]]:
    for key in keys:
        for number, digest in (was.blocks[key].digests if key in was.blocks else {}).items():
            yield Mark(key, number), digest


def _recorded(project: Project, connection: Connection, made: _Made) -> bytes:
    """Keep the draft; gives the whole file, which says that it is of this draft."""
    from toolkit.reporting.word.word_files import rewritten
    from toolkit.services.quotes import quotes

    report = quotes.recorded(project, connection, made.written.report)
    draft_id = draft_records.record(project, connection, replace(made.written, report=report))
    mark = word_reports.mark_of(made.file, draft_id, made.written.paragraphs, changed=made.merged.parts)
    return rewritten(made.file.container, {**made.merged.parts, **mark}, name=made.file.name)


def _saved(project: Project, store: Store, made: _Made, path: Path, data: bytes, kept: Path) -> bytes:
    with store.writing("draft", now=project.now, outline=made.written.outline) as change:
        whole = _recorded(project, change.connection, made)
        change.finally_do(partial(write_file, kept, data), back=partial(take_away, kept))
        change.finally_do(partial(_exchange, path, data, whole), back=partial(_put_back, path, data, whole))
        change.note(findings=len(made.written.findings), files=1)
    return whole


def _exchange(path: Path, seen: bytes, new: bytes) -> None:
    """Write the file if it still is the one that was read."""
    _refuse_open(path)
    if read_file(path) != seen:
        raise ConflictError(
            N_("{file} was changed while the draft was made; it is left as it is."),
            hint=N_("Close it in Word, and try again."),
            file=path.name,
        )
    write_file(path, new)


def _put_back(path: Path, seen: bytes, new: bytes) -> None:
    with suppress(SpeglaError):
        if read_file(path) == new:
            write_file(path, seen)


def _refuse_open(path: Path) -> None:
    """Refuse a file that Word or LibreOffice has open: each puts a small file beside it."""
    marks = (f"~${path.name}", f"~${path.name[1:]}", f"~${path.name[2:]}", f".~lock.{path.name}#")
    found = next((name for name in marks if path.with_name(name).exists()), None)
    if found:
        raise Refused(
            N_("{file} is open in Word or LibreOffice."),
            hint=N_("Save and close it, and try again. If it is open nowhere, delete the small file {mark} beside it."),
            file=path.name,
            mark=found,
        )


def _beside(project: Project, path: Path) -> Path:
    """A name in no use for the file as it was: `report (before 2026-11-22 10.15).docx`."""
    when = f"{BEFORE[project.language]} {project.now.astimezone():%Y-%m-%d %H.%M}"
    for number in count(1):
        told = when if number == 1 else f"{when} {number}"
        kept = path.with_name(f"{PurePath(path.name).stem} ({told}){path.suffix}")
        if not kept.exists():
            return kept
    raise AssertionError
