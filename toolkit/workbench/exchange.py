"""The screen In and out: what others made is shown and taken in; tables, Word, other programs' files, all of it out."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from toolkit.domain.exchange.interchange import Peer
from toolkit.domain.sources.consents import Purpose
from toolkit.errors import BadFile, ConflictError, NotFound
from toolkit.messages import N_, tr
from toolkit.services.coding import choices, codings, word_comments
from toolkit.services.coding.coding_results import ImportResult
from toolkit.services.exchange import exchange_in, exchange_out, exporting
from toolkit.services.exchange.exchange_in import Arrived
from toolkit.services.exchange.exporting import Chosen, Format, Kind
from toolkit.services.keeping import archive
from toolkit.services.projects import blinding
from toolkit.services.projects.project import Project
from toolkit.workbench.door import Look, Session
from toolkit.workbench.files import SPLIT, download, uploaded
from toolkit.workbench.pages import OpenProject, changeable, page

router = APIRouter()
NAMED = 80  # letters of the project's name in a file's
TABLES = (".docx", ".xlsx", ".csv", ".jsonl")
KINDS = {
    Kind.ALL: N_("All tables together (Excel)"),
    Kind.CODINGS: N_("Codings, a row for each"),
    Kind.PASSAGES: N_("Passages with all their codes"),
    Kind.MATRIX: N_("People by question area and group"),
    Kind.RESPONDENTS: N_("Respondents with their variables"),
}
FORMATS = {
    Format.XLSX: N_("Excel (.xlsx)"),
    Format.CSV: N_("CSV (.csv)"),
    Format.JSON_LINES: N_("JSON lines (.jsonl)"),
}
PEERS = {Peer.ANY: N_("any program"), Peer.NVIVO: "NVivo", Peer.ATLAS: "ATLAS.ti", Peer.MAXQDA: "MAXQDA"}
PEERS[Peer.QUALCODER] = "QualCoder"


class Table(BaseModel):
    """Which table, as what, and whose codings."""

    kind: Kind = Kind.ALL
    form: Format = Format.XLSX
    coder: str = Field("", max_length=200)


class OneSource(BaseModel):
    """The number of a source, and whose codings go with it."""

    source: int
    coder: str = Field("", max_length=200)


class Other(BaseModel):
    """For which program, and whether the project or its codes only."""

    peer: Peer = Peer.ANY
    suffix: str = Field(".qdpx", pattern=r"\.(qdpx|qdc)")


class Looked(BaseModel):
    """The file that was shown, by the name of that look, and whose its codings are."""

    look: str = Field(min_length=8, max_length=64)
    coder: str = Field("", max_length=200)


@router.get("/exchange")
def screen(request: Request, project: OpenProject) -> HTMLResponse:
    """What can be taken in and out."""
    return page(
        request,
        "exchange.html",
        choices=choices.choices(project),
        kinds=KINDS,
        formats=FORMATS,
        peers=PEERS,
        withheld=len(project.asking(Purpose.ARCHIVE).withheld),
    )


@router.post("/exchange/table")
def table(project: OpenProject, wanted: Annotated[Table, Form()]) -> Response:
    """A table, or all in one workbook."""
    blinding.refuse_blind(project)
    form = Format.XLSX if wanted.kind is Kind.ALL else wanted.form
    made = exporting.tables(project, wanted.kind, form, Chosen(coder=wanted.coder))
    return download(f"{wanted.kind}{form}", made.data)


@router.post("/exchange/word")
def word(project: OpenProject, wanted: Annotated[OneSource, Form()]) -> Response:
    """A source as a Word file with its codings as comments."""
    blinding.refuse_blind(project)
    name = dict(choices.choices(project).sources).get(wanted.source)
    if name is None:
        raise NotFound(
            N_("There is no source number {number}."),
            hint=N_("It may have been removed: see the list of sources."),
            number=wanted.source,
        )
    data, _ = word_comments.write(project, name, coder=wanted.coder or None)
    return download(f"{_called(project)} {wanted.source}.docx", data)


@router.post("/exchange/other")
def other(project: OpenProject, wanted: Annotated[Other, Form()]) -> Response:
    """The project, or its codes, as other programs read them."""
    return download(f"spegla{wanted.suffix}", _for_others(project, wanted).data)


@router.post("/api/exchange/losses")
def losses(request: Request, project: OpenProject, wanted: Annotated[Other, Form()]) -> HTMLResponse:
    """What that file cannot hold; a part of the screen."""
    return page(request, "exchange_losses.html", losses=_for_others(project, wanted).losses)


def _for_others(project: Project, wanted: Other) -> exchange_out.Exported:
    return exchange_out.export(project, wanted.suffix, exchange_out.Wishes(peer=wanted.peer))


@router.post("/exchange/project")
def whole(project: OpenProject) -> Response:
    """The whole project as plain files, packed."""
    return download("project.zip", archive.as_zip(project))


def _called(project: Project) -> str:
    """The project's name and today's date, as a file is named."""
    name = "".join(one if one.isalnum() or one in " -" else "-" for one in project.settings.name).strip(" -")
    return f"{name[:NAMED] or 'spegla'} {project.today.isoformat()}"


@router.post("/api/exchange/look")
def look(
    request: Request,
    project: OpenProject,
    file: Annotated[UploadFile, File()],
    coder: Annotated[str, Form(max_length=200)] = "",
) -> HTMLResponse:
    """What would be taken from this file; nothing is stored yet, it waits in memory for this window's yes."""
    changeable(request)
    name, data = file.filename or "", uploaded(file, hint=SPLIT)
    found = _taken(project, name, data, coder.strip(), keep=False)
    shown = Look(secrets.token_urlsafe(12), ((name, data),))
    _session(request).shown = shown
    return page(
        request,
        "exchange_look.html",
        look=shown.name,
        coder=coder.strip(),
        told=list(_told(found)),
        problems=sorted(found.problems, key=lambda one: not one.serious),
        losses=found.losses if isinstance(found, Arrived) else (),
        fresh=_is_new(found),
    )


@router.post("/api/exchange/take")
def take(request: Request, project: OpenProject, looked: Looked) -> dict[str, object]:
    """Take the file that was shown."""
    changeable(request)
    session = _session(request)
    shown = session.shown  # read once: another window of this browser may be shown another file meanwhile
    if shown is None or looked.look != shown.name:
        raise ConflictError(
            N_("This file is not the one shown last, and nothing was taken."), hint=N_("Choose the file again.")
        )
    name, data = shown.files[0]
    found = _taken(project, name, data, looked.coder.strip(), keep=True)
    if session.shown is shown:
        session.shown = None
    return {"said": " · ".join(f"{what}: {n}" for what, n in _told(found) if n) or tr("Nothing new.")}


def _taken(project: Project, name: str, data: bytes, coder: str, *, keep: bool) -> ImportResult | Arrived:
    suffix = PurePath(name).suffix.lower()
    if suffix in exchange_in.SUFFIXES:
        act: Callable[..., Arrived] = exchange_in.import_file if keep else exchange_in.preview
        return act(project, data, name, coder=coder)
    if suffix in TABLES:
        return codings.import_data(project, name, data, coder=coder or None, keep=keep)
    raise BadFile(
        N_("Files of this kind are not taken in here: {suffix}."),
        hint=N_(
            "Word with comments, tables (.xlsx, .csv, .jsonl) and .qdpx or .qdc are; interviews are added at Start."
        ),
        suffix=suffix or "–",
    )


def _told(found: ImportResult | Arrived) -> Iterator[tuple[str, int]]:
    """What the file holds, in words and numbers."""
    yield tr("New codings"), found.codings if isinstance(found, Arrived) else found.added
    yield tr("Codings known already"), found.known_codings if isinstance(found, Arrived) else found.known
    yield tr("New memos"), found.memos
    if isinstance(found, Arrived):
        yield tr("New interviews"), len(found.sources)
        yield tr("Interviews known already"), len(found.known_sources)
        yield tr("New codes"), len(found.codes)
        yield tr("New people in the register"), len(found.respondents)
    else:
        yield tr("Answers to suggestions"), found.verdicts
        yield tr("Codings whose words stand elsewhere now"), found.moved


def _is_new(found: ImportResult | Arrived) -> bool:
    if isinstance(found, Arrived):
        return not found.nothing_new
    return bool(found.added or found.memos or found.verdicts)


def _session(request: Request) -> Session:
    session: Session = request.state.session
    return session
