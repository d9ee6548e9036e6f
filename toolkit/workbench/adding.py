"""Files dropped on the start screen: read and shown first, corrected, then stored exactly as they were shown."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from toolkit.domain.sources.decisions import SPEAKERS, changed
from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.sources.sources import Role
from toolkit.domain.sources.speakers import NOBODY, paired
from toolkit.errors import ConflictError, Problem, Refused, UsageError
from toolkit.messages import N_, ntr
from toolkit.services.material import adding, page_cleaning
from toolkit.services.material.adding import AddResult
from toolkit.services.material.file_views import DOUBTS, AddedSource, FileSeen
from toolkit.services.material.hands import Hand
from toolkit.services.material.importing_apart import ENCODINGS
from toolkit.services.projects.files import LARGEST
from toolkit.services.projects.project import Project
from toolkit.workbench.door import Look, Session
from toolkit.workbench.jobs import Progress, jobs_of
from toolkit.workbench.pages import Coder, OpenProject, changeable, page

router = APIRouter(prefix="/api/sources")
MOST_FILES = 1000
LOOKED_AT = 30  # more files than this are read when they are added, not before
MOST_VOICES = 20  # in one file; a survey has hundreds
ROLES = {
    Role.RESPONDENT: N_("respondent"),
    Role.INTERVIEWER: N_("interviewer"),
    Role.SEVERAL: N_("several at once"),
    Role.UNKNOWN: N_("not recognised"),
}
SHOWN_ROLES = {**ROLES, Role.RECORD: N_("notes, nobody's speech")}
COLUMNS = {
    "id": N_("who answered"),
    "group": N_("group"),
    "open": N_("open answers"),
    "closed": N_("closed answers"),
    "leave": N_("not taken in"),
    "empty": N_("empty"),
}
HAS_FIELD = ("--columns", "--clean", "--respondent", "(Interviewer: KL)", "front matter (")  # what fields stand for
ENCODING_TITLES = {
    "utf-8": N_("UTF-8 (usual)"),
    "windows-1252": N_("Windows (windows-1252)"),
    "iso-8859-15": N_("Latin 9 (iso-8859-15)"),
    "macintosh": N_("older Mac (macintosh)"),
    "cp850": N_("DOS (cp850)"),
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-8-twice": N_("encoded twice: “gÃ¥r” becomes “går”"),
}


class Looked(BaseModel):
    """The files that were shown, by the name of that look."""

    look: str = Field(min_length=8, max_length=64)


class Corrections(BaseModel):
    """The form: each list has an item for each file, speaker or column shown.

    `label` and `column` begin with the file's number and a blank; `was`, `date_was`, `column_was` are what was shown.
    """

    look: str = Field(max_length=64)
    file: list[int]
    encoding: list[str]
    kind: list[str]
    date: list[str]
    date_was: list[str]
    respondent: list[str]
    respondent_was: list[str]
    was: list[str] = []
    label: list[str] = []
    role: list[str] = []
    who: list[str] = []
    extra: list[int] = []
    extra_label: list[str] = []
    extra_who: list[str] = []
    column: list[str] = []
    column_was: list[str] = []
    column_kind: list[str] = []
    clean: list[int] = []

    def files(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each file's number and what was chosen for the whole of it."""
        days, people = (self.date, self.date_was), (self.respondent, self.respondent_was)
        for at, encoding, kind, day, day_was, who, who_was in _rows_of(
            self.file, self.encoding, self.kind, *days, *people
        ):
            found = {"encoding": encoding, "kind": kind, "date": "" if day == day_was else day}
            found["respondent"] = "" if who.strip() == who_was else who.strip()
            yield int(at), {key: value for key, value in found.items() if value}

    def speakers(self, at: int) -> dict[str, str]:
        """The speakers of one file that are others than was shown."""
        rows = _rows_of(self.label, self.was, self.role, self.who)
        pairs = {
            _parted(label)[1] or NOBODY: who.strip() if role == Role.RESPONDENT and who.strip() else role
            for label, was, role, who in rows
            if _parted(label)[0] == at and was != f"{role} {who.strip()}"
        }
        named = ((label.strip(), who.strip()) for place, label, who in self._extra() if place == str(at))
        pairs |= {label: who for label, who in named if label and who}
        return {SPEAKERS: paired(pairs)} if pairs else {}

    def _extra(self) -> list[tuple[str, ...]]:
        """The speakers that a person names though none of their turns was found."""
        return _rows_of(self.extra, self.extra_label, self.extra_who)

    def columns(self, at: int) -> dict[str, str]:
        """All columns of one file, where one of them is another than was shown."""
        rows = _rows_of(self.column, self.column_was, self.column_kind)
        mine = [(_parted(column)[1], was, kind) for column, was, kind in rows if _parted(column)[0] == at]
        if all(was == kind for _, was, kind in mine):
            return {}
        return {"columns": ", ".join(f"{letter}={kind}" for letter, _, kind in mine)}


def _rows_of(*lists: Sequence[object]) -> list[tuple[str, ...]]:
    """The lists side by side; UsageError when they are not as long as each other."""
    if len({len(each) for each in lists}) > 1:
        raise UsageError(N_("The form is incomplete."), hint=N_("Load the page again."))
    return [tuple(map(str, row)) for row in zip(*lists, strict=True)]


def _parted(value: str) -> tuple[int, str]:
    place, _, rest = value.partition(" ")
    return (int(place) if place.isdecimal() else -1), rest


@dataclass(frozen=True, slots=True)
class Row:
    """One file to be taken, with the notes on it."""

    one: FileSeen
    added: AddedSource
    notes: tuple[Problem, ...]

    def tells_next(self, note: Problem) -> bool:
        """Whether the note's next step is to be shown: not where a field of this page stands for it."""
        return bool(note.next_step) and not any(option in note.hint for option in HAS_FIELD)


@router.post("/preview")
def preview(request: Request, project: OpenProject, files: Annotated[list[UploadFile], File()]) -> HTMLResponse:
    """What would be taken from these files; nothing is stored yet, they wait in memory for this window's yes."""
    changeable(request)
    if len(files) > MOST_FILES:
        raise Refused(
            N_("These are more than {n} files."),
            hint=N_("Add them in several turns, or with: spegla add FOLDER"),
            n=MOST_FILES,
        )
    read = [(file.filename or "", file.file.read(LARGEST + 1)) for file in files]
    return _shown(request, project, Look(secrets.token_urlsafe(12), tuple(read)))


@router.post("/correct")
def correct(request: Request, project: OpenProject, form: Annotated[Corrections, Form()]) -> HTMLResponse:
    """The files seen again with what was corrected; also when the page has not shown the last correction yet."""
    changeable(request)
    shown = _look(request, form.look, or_next=True)
    decided = list(shown.decided or ({},) * len(shown.files))
    for at, told in form.files():
        if 0 <= at < len(decided):
            decided[at] = changed(decided[at], {**told, **form.speakers(at), **form.columns(at)})
    name, cleaned = secrets.token_urlsafe(12), frozenset(form.clean)
    look = replace(shown, name=name, decided=tuple(decided), cleaned=cleaned, before=form.look)
    return _shown(request, project, look)


@router.post("/add")
def add(request: Request, project: OpenProject, coder: Coder, looked: Looked) -> dict[str, object]:
    """Store the files that were shown; many of them as work that goes on by itself and can be stopped."""
    changeable(request)
    look = _look(request, looked.look)
    session = _session(request)

    def stored(told: Progress | None = None) -> AddResult:
        result = adding.add_data(project, look.corrected(), progress=told)
        if session.shown is look:
            session.shown = None
        return result

    if len(look.files) > LOOKED_AT:
        return jobs_of(request).start("add", lambda told: _said(stored(told))).told()
    result = stored()
    told = " ".join([_said(result), *_cleaned(project, look, result, Hand(coder, ""))])
    return {"added": len(result.added), "left_out": len(result.failed), "said": told}


@router.post("/forget")
def forget(request: Request) -> dict[str, object]:
    """Let go of the files that were shown."""
    _session(request).shown = None
    return {}


def _cleaned(project: Project, look: Look, result: AddResult, hand: Hand) -> Iterator[str]:
    """Clean those of the files just stored that were to be; a sentence on that, and on each that could not be."""
    names = [one.name for one in result.seen if one.place in look.cleaned]
    done, problems = page_cleaning.clean_printed(project, names, hand=hand)
    if done:
        yield ntr("{n} text was cleaned.", "{n} texts were cleaned.", len(done))
    yield from (problem.sentence for problem in problems)


def _said(result: AddResult) -> str:
    said = [ntr("{n} source added.", "{n} sources added.", len(result.added))]
    if result.failed:
        said.append(ntr("{n} file was left out.", "{n} files were left out.", len(result.failed)))
    return " ".join(said)


def _shown(request: Request, project: Project, look: Look) -> HTMLResponse:
    many = len(look.files) > LOOKED_AT
    result = AddResult() if many else adding.preview(project, look.corrected())
    _session(request).shown = look
    return page(
        request,
        "start_preview.html",
        look=look.name,
        many=len(look.files) if many else 0,
        rows=list(_rows(result)),
        result=result,
        roles=SHOWN_ROLES,
        choices=ROLES,
        doubts=DOUBTS,
        column_kinds=COLUMNS,
        kinds=Kind,
        encodings={each: ENCODING_TITLES.get(each, each) for each in ENCODINGS},
        cleaned=look.cleaned,
        about=(Kind.CASE, Kind.NARRATIVE),
        left_out=result.left_out,
        most_voices=MOST_VOICES,
        people=sorted(project.register.respondents),
    )


def _look(request: Request, name: str, *, or_next: bool = False) -> Look:
    """The files that this window was shown last; ConflictError when those are others. `or_next`: or one look before."""
    look = _session(request).shown  # read once: another window of this browser may be shown other files meanwhile
    if look is None or name not in ((look.name, look.before) if or_next else (look.name,)):
        raise ConflictError(
            N_("These files are not the ones shown last, and nothing was added."), hint=N_("Choose the files again.")
        )
    return look


def _rows(result: AddResult) -> Iterator[Row]:
    """Each file to be taken with the notes on it."""
    for one, added in zip(result.seen, result.added, strict=True):
        notes = tuple(problem for problem in result.problems if problem.where == one.name and not problem.serious)
        yield Row(one, added, notes)


def _session(request: Request) -> Session:
    session: Session = request.state.session
    return session
