"""The draft as a page: composed from the project as it is, every sentence with the passages it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, cast

from toolkit.domain.reports.report import Block, Bullets, Paragraph, QuoteBlock, Sentence
from toolkit.errors import NotFound, Refused
from toolkit.messages import N_, current_language
from toolkit.services.material import sources
from toolkit.services.projects import names, steps
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.files import read_file
from toolkit.services.projects.project import Project, fingerprint
from toolkit.services.projects.withholding import touches, withheld_spans
from toolkit.services.reports import composing, drafts, outlines
from toolkit.services.themes import themes

if TYPE_CHECKING:
    from toolkit.domain.reports.report import Evidence

MANY = 150  # sources; some seconds of work with a thousand
TOLD = 200  # passages that are told of a sentence; the rest is counted
RESTED_ON = (
    "project.toml",
    "interviews/respondents.csv",
    "interviews/guides",
    "coding_schemes",
    "templates",
    "report.toml",
)
REMOVED = "sources remove"
NEUTRAL = frozenset(
    {"draft", "memo", "change memo", "remove memo", "suggest", "consent text"}
)  # done without changing any report


@dataclass(frozen=True, slots=True)
class DraftView:
    """A report as it would be written now.

    `page` is what a template shows; each of its sentences and quotes that rests on anything has a `claim`, its place
    in `claims`, where the evidence ids stand. `stamp` names what it was composed from. `outdated`: something was coded
    since the themes were found.
    """

    outline: str
    stamp: str
    page: Mapping[str, Any]
    claims: tuple[tuple[str, ...], ...]
    evidence: Mapping[str, Evidence]
    machine: bool
    outdated: bool
    themes: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage that a sentence rests on; `quote` is empty when the person may not be quoted."""

    quote: str
    respondent: str
    group: str
    codes: tuple[str, ...]
    source: int
    turn: int
    machine: bool


@dataclass(frozen=True, slots=True)
class Written:
    """The last draft that was written; `stale` says that something was changed since."""

    id: int
    at: datetime
    outline: str
    files: tuple[str, ...]
    stale: bool


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a composed draft rests on; the project itself is no part of the comparison."""

    folder: Path
    outline: str
    stamp: str
    language: str
    project: Project = field(compare=False)


def draft_view(project: Project, *, outline: str = "") -> DraftView:
    """The draft as it would be written now; what was composed is kept until anything it rests on changes.

    Refused, with the next step, when nothing is coded or suggested.
    """
    return _view(_basis(project, outline))


def stamp(project: Project, *, outline: str = "") -> str:
    """The stamp of the draft as it would be written now, told without composing it."""
    return _basis(project, outline).stamp


def takes_long(project: Project) -> bool:
    """Whether somebody would wait for seconds until the draft is composed."""
    return len(sources.names(project)) > MANY


def _basis(project: Project, outline: str) -> _Basis:
    refuse_blind(project)
    sources.place(project)
    wanted = outlines.file_of(project, outline or project.settings.outline).stem
    mark = fingerprint(steps.mark(project), project.today, wanted, *marks(project.folder))
    return _Basis(project.folder, wanted, mark, current_language(), project)


def marks(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Name, time of change and size of each file that a draft rests on."""
    for name in RESTED_ON:
        path = folder / name
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if file.is_file():
                told = file.stat()
                yield file.name, told.st_mtime_ns, told.st_size


@lru_cache(maxsize=4)  # composing the sample takes half a second
def _view(basis: _Basis) -> DraftView:
    from toolkit.reporting.rendering.html_view import page_view

    with basis.project.store() as store:
        found, current = themes.as_kept(basis.project, store)
        report, outline = composing.composed(basis.project, store, found, basis.outline)
    page = page_view(replace(report, evidence={}))  # the page asks for evidence one sentence at a time
    return DraftView(
        outline=outline,
        stamp=basis.stamp,
        page=page,
        claims=tuple(_numbered(report.blocks, cast("list[dict[str, Any]]", page["blocks"]))),
        evidence=report.evidence,
        machine=found.machine,
        outdated=not current,
        themes=len(found.themes),
    )


def _numbered(blocks: Sequence[Block], shown: Iterable[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """Give each sentence and quote that is shown its number, and what it rests on in that order."""
    number = 0
    for block, view in zip(blocks, shown, strict=True):
        for piece, told in _pieces(block, view):
            told["machine"] = isinstance(piece, Sentence) and piece.machine
            told["claim"] = number if piece.evidence else None
            if piece.evidence:
                number += 1
                yield piece.evidence


def _pieces(block: Block, view: dict[str, Any]) -> Iterator[tuple[Sentence | QuoteBlock, dict[str, Any]]]:
    if isinstance(block, Paragraph):
        yield from zip(block.sentences, view["sentences"], strict=True)
    elif isinstance(block, Bullets):
        yield from zip(block.items, view["sentences"], strict=True)
    elif isinstance(block, QuoteBlock):
        yield block, view


def rests_on(project: Project, view: DraftView, claim: int) -> tuple[list[Shown], int]:
    """The passages that a sentence rests on, each once, and how many more there are; NotFound for no such sentence."""
    from toolkit.storage.findings import written

    if not 0 <= claim < len(view.claims):
        raise NotFound(N_("There is no such sentence in the draft."), hint=N_("Load the page again."))
    known = [view.evidence[id_] for id_ in view.claims[claim] if id_ in view.evidence]
    pieces = {(one.source, one.span): one for one in known if project.register.usable(one.respondent)}
    told = list(pieces.values())[:TOLD]
    with project.store() as store, store.reading() as connection:
        where = written.turns_at(connection, ((one.source, one.span.start) for one in told))
    shown = [_shown(project, one, *where[one.source, one.span.start]) for one in told if _at(one) in where]
    return shown, len(pieces) - len(told)


def _at(piece: Evidence) -> tuple[str, int]:
    return piece.source, piece.span.start


def _shown(project: Project, piece: Evidence, source: int, turn: int) -> Shown:
    codes = project.scheme_file.codes
    titles = tuple(codes[path].titled(current_language()) if path in codes else path for path in piece.codes)
    person = project.register.get(piece.respondent)
    quote = piece.quote if project.register.quotable(person.id) else ""
    return Shown(quote, person.id, names.group(project, person.group), titles, source, turn, piece.machine)


def last_written(project: Project) -> Written | None:
    """The last draft that was written, and whether anything was changed since; None before the first."""
    from toolkit.storage.findings import drafts as kept
    from toolkit.storage.findings import written

    with project.store() as store, store.reading() as connection:
        draft = kept.latest(connection)
        done = written.since_draft(connection)
    if draft is None or draft.id is None:
        return None
    return Written(
        draft.id, draft.at, draft.outline, draft.files, stale=bool(done - NEUTRAL) or turned(project, draft.at)
    )


def turned(project: Project, since: datetime) -> bool:
    """Whether somebody's words may be used or printed otherwise since a moment because a day has come."""
    return project.register.turned(since.astimezone().date())


def _tells_of_withheld(project: Project) -> bool:
    """Whether the last draft rests on words of somebody who has withdrawn or refused since, or on a source now gone."""
    from toolkit.storage.codings import codings
    from toolkit.storage.findings import drafts as kept
    from toolkit.storage.findings import written
    from toolkit.storage.suggesting import undecided

    with project.store() as store, store.reading() as connection:
        draft, withheld = kept.latest(connection), withheld_spans(project, connection)
        if REMOVED in written.since_draft(connection):
            return True
        if draft is None or not withheld:
            return False
        ids = {id_ for evidence in draft.findings.values() for id_ in evidence}
        coded, proposed = (sorted(int(id_[1:]) for id_ in ids if id_.startswith(kind)) for kind in "cs")
        made = codings.by_ids(connection, coded)
        known = [one for _, one in undecided.by_id(connection, proposed).values()]
    # A suggestion that was made anew meanwhile no longer says whose words the file quotes.
    lost = len(known) < len(proposed)
    return lost or any(touches(one, withheld) for one in made) or any(touches(one, withheld) for one in known)


def written_file(project: Project, draft: int, number: int) -> tuple[str, bytes]:
    """A file of the last draft: a name for it that says nothing of the project, and its bytes.

    NotFound when the draft is another by now, or its file was moved; Refused when it tells of what may no longer be
    told: somebody has withdrawn, or a source was removed.
    """
    refuse_blind(project)
    last = last_written(project)
    if last is None or last.id != draft or not 0 <= number < len(last.files):
        raise NotFound(N_("This draft is no longer the last one."), hint=N_("Load the page again."))
    if _tells_of_withheld(project):
        raise Refused(
            N_("The draft's file holds words that may not be used any more: consent or material was taken back."),
            hint=N_("Write the draft anew, and delete the older files from the project's folder."),
        )
    path = project.folder / drafts.FOLDER[project.language] / PurePath(last.files[number]).name
    if not path.is_file():
        raise NotFound(
            N_("The draft's file is no longer where it was written."),
            hint=N_("Look where you moved it, or write anew."),
        )
    return f"{drafts.STEM[project.language]}{path.suffix}", read_file(path)
