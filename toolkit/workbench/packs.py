"""Feedback packs on screens: which there are, a new one, the gate and the questions of one, letting out, slides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from toolkit.domain.identifiers.gate import Answer
from toolkit.domain.reflection.packs import (
    LONGEST_MEETING,
    LONGEST_QUESTION,
    LONGEST_TITLE,
    MOST_QUESTIONS,
    Piece,
    Wish,
)
from toolkit.errors import NotFound
from toolkit.messages import N_, WRITTEN, ntr, tr
from toolkit.services.claims.claims import claims
from toolkit.services.material.hands import Hand
from toolkit.services.packs import pack_choices, packs
from toolkit.services.packs.packs import PackView
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.reports import disclosure_answers, disclosure_view
from toolkit.services.reports.disclosure_answers import LONGEST, Given
from toolkit.workbench.coders import Repeatable
from toolkit.workbench.drafting import KINDS
from toolkit.workbench.files import download
from toolkit.workbench.pages import Coder, OpenProject, changeable, page
from toolkit.workbench.slides import LABELS, Slide, slides

router = APIRouter()
RESTS = 12  # passages that the note-taker's window names of a claim
Number = Annotated[int, Path(ge=1, le=2**53)]
Key = Annotated[str, Field(max_length=120)]


class Wanted(BaseModel):
    """What a pack shall hold; `audience` is its number among the project's."""

    audience: Annotated[int, Field(ge=1, le=1000)]
    themes: Annotated[list[Key], Field(default_factory=list, max_length=400)]
    claims: Annotated[list[Annotated[int, Field(ge=0, lt=2**53)]], Field(default_factory=list, max_length=400)]
    title: Annotated[str, Field(max_length=LONGEST_TITLE)] = ""
    language: Annotated[str, Field(max_length=2)] = ""

    def wish(self, project: Project) -> Wish:
        """The same as the services take it."""
        chosen = self.language if self.language in WRITTEN else ""
        key = _audience(project, self.audience)
        return Wish(key, tuple(dict.fromkeys(self.themes)), tuple(dict.fromkeys(self.claims)), self.title, chosen)


class Begun(Wanted, Repeatable):
    """A pack to be begun."""


class Keys(Repeatable):
    """Findings of the gate."""

    keys: Annotated[list[Annotated[str, Field(max_length=64)]], Field(min_length=1, max_length=2000)]


class Answered(Keys):
    """An answer to findings."""

    answer: Answer
    reason: Annotated[str, Field(max_length=LONGEST)] = ""
    stand_in: Annotated[str, Field(max_length=80)] = ""


class Asked(Repeatable):
    """The questions as they shall stand, in order; empty ones are left out. `move` is "up 2" or "down 1"."""

    revision: Annotated[int, Field(ge=0, lt=2**53)]
    questions: Annotated[
        list[Annotated[str, Field(max_length=4 * LONGEST_QUESTION)]], Field(default_factory=list, max_length=40)
    ]
    aside: Annotated[list[int], Field(default_factory=list, max_length=40)]
    move: Annotated[str, Field(max_length=10, pattern=r"^$|^(up|down) \d+$")] = ""

    def ordered(self) -> tuple[str, ...]:
        """The questions with the one moved, and without those put aside."""
        put = list(enumerate(self.questions))
        if self.move:
            way, place = self.move.split()
            at = int(place)
            to = at + (1 if way == "down" else -1)
            if min(at, to) >= 0 and max(at, to) < len(put):
                put[at], put[to] = put[to], put[at]
        return tuple(text.strip() for number, text in put if text.strip() and number not in self.aside)


class TakenOut(Repeatable):
    """A claim (0: none) or a theme to be taken out of a pack in preparation."""

    revision: Annotated[int, Field(ge=0, lt=2**53)]
    claim: Annotated[int, Field(ge=0, lt=2**53)] = 0
    theme: Key = ""


class ShownAt(Repeatable):
    """When a pack was shown, and at which meeting."""

    day: date
    meeting: Annotated[str, Field(max_length=LONGEST_MEETING)] = ""


@router.get("/reflect/packs")
def every(request: Request, project: OpenProject) -> HTMLResponse:
    """The packs, newest first."""
    refuse_blind(project)
    return page(request, "packs.html", packs=packs.packs(project), title_of=disclosure_view.title, today=project.today)


@router.get("/reflect/packs/new")
def new(request: Request, project: OpenProject, audience: Annotated[int, Query(ge=0, le=1000)] = 0) -> HTMLResponse:
    """The form for a new pack, for an audience."""
    refuse_blind(project)
    every = pack_choices.insiders(project)
    if not every:
        raise NotFound(N_("The project has no audience that a pack could be made for."))
    at = next((number for number, _ in every if number == audience), every[0][0])
    key = _audience(project, at)
    return page(
        request,
        "packs_new.html",
        choices=pack_choices.choices(project, key),
        audiences=[(number, disclosure_view.title(one)) for number, one in every],
        at=at,
        may_see=pack_choices.may_see(key),
        k=project.settings.audiences[key].k,
        language_now=project.language,
        longest=LONGEST_TITLE,
    )


@router.post("/reflect/packs/new/estimate")
def estimate(request: Request, project: OpenProject, wanted: Annotated[Wanted, Form()]) -> HTMLResponse:
    """How long such a pack would be; a part of the page, nothing is kept."""
    return page(request, "packs_estimate.html", made=packs.prepare(project, wanted.wish(project)))


@router.post("/reflect/packs/new")
def begin(request: Request, project: OpenProject, coder: Coder, wanted: Annotated[Begun, Form()]) -> RedirectResponse:
    """Begin a pack; its page then."""
    changeable(request)
    made = packs.begin(project, wanted.wish(project), hand=Hand(coder, wanted.command))
    return RedirectResponse(f"/reflect/packs/{made.id}", status_code=303)


@router.get("/reflect/packs/{pack}")
def one(request: Request, project: OpenProject, pack: Number) -> HTMLResponse:
    """One pack: what it says, the gate, its questions, its files, when it was shown."""
    return page(request, "packs_one.html", **_shown(project, pack))


@router.post("/api/packs/{pack}/answer")
def answer(
    request: Request, project: OpenProject, coder: Coder, pack: Number, wanted: Annotated[Answered, Form()]
) -> HTMLResponse:
    """Answer findings of the gate; the pack as it is then."""
    changeable(request)
    given = Given(wanted.answer, wanted.reason, wanted.stand_in)
    looked = packs.look(project, pack).looked
    done = disclosure_answers.answer(project, looked, wanted.keys, given, hand=Hand(coder, wanted.command))
    told = done[0].told if len(done) == 1 else ntr("{n} finding answered.", "{n} findings answered.", len(done))
    return _body(request, project, pack, told)


@router.post("/api/packs/{pack}/reopen")
def reopen(
    request: Request, project: OpenProject, coder: Coder, pack: Number, wanted: Annotated[Keys, Form()]
) -> HTMLResponse:
    """Take answers back; the pack as it is then."""
    changeable(request)
    audience = packs.pack(project, pack).pack.audience
    disclosure_answers.take_back(project, audience, wanted.keys, hand=Hand(coder, wanted.command))
    return _body(request, project, pack, tr("The answer is taken back."))


@router.post("/api/packs/{pack}/questions")
def ask(
    request: Request, project: OpenProject, coder: Coder, pack: Number, wanted: Annotated[Asked, Form()]
) -> HTMLResponse:
    """Put the questions as somebody wants them; the pack as it is then."""
    changeable(request)
    packs.ask(project, pack, wanted.ordered(), seen=wanted.revision, hand=Hand(coder, wanted.command))
    return _body(request, project, pack, tr("The questions are saved."))


@router.post("/api/packs/{pack}/take-out")
def take_out(
    request: Request, project: OpenProject, coder: Coder, pack: Number, wanted: Annotated[TakenOut, Form()]
) -> HTMLResponse:
    """Take out what the pack was to tell and is no longer there; the pack as it is then."""
    changeable(request)
    out: dict[str, Any] = {"claim": wanted.claim} if wanted.claim else {"theme": wanted.theme}
    packs.take_out(project, pack, **out, seen=wanted.revision, hand=Hand(coder, wanted.command))
    return _body(request, project, pack, tr("It is taken out of the pack."))


@router.post("/api/packs/{pack}/let-out")
def let_out(
    request: Request, project: OpenProject, coder: Coder, pack: Number, wanted: Annotated[Repeatable, Form()]
) -> HTMLResponse:
    """Let the pack out past the gate; the pack as it is then, with its files."""
    changeable(request)
    made = packs.let_out(project, pack, hand=Hand(coder, wanted.command))
    return _body(request, project, pack, tr("Let out to {audience}.", audience=disclosure_view.readers(made.audience)))


@router.post("/api/packs/{pack}/shown")
def shown(
    request: Request, project: OpenProject, coder: Coder, pack: Number, wanted: Annotated[ShownAt, Form()]
) -> HTMLResponse:
    """Note when the pack was shown, and at which meeting; the pack as it is then."""
    changeable(request)
    packs.shown(project, pack, wanted.day, wanted.meeting.strip(), hand=Hand(coder, wanted.command))
    return _body(request, project, pack, tr("Noted that it was shown."))


@router.post("/api/packs/{pack}/drop")
def drop(
    request: Request, project: OpenProject, coder: Coder, pack: Number, wanted: Annotated[Repeatable, Form()]
) -> RedirectResponse:
    """Drop a pack in preparation; the list then."""
    changeable(request)
    packs.drop(project, pack, hand=Hand(coder, wanted.command))
    return RedirectResponse("/reflect/packs", status_code=303)


@router.get("/reflect/packs/{pack}/file/{place}")
def file(project: OpenProject, pack: Number, place: int) -> Response:
    """A file of the pack as it was let out, under a name that says nothing of the project."""
    refuse_blind(project)
    name, data = packs.file(project, pack, place)
    return download(f"pack-{pack}{PurePath(name).suffix}", data)


@router.get("/reflect/packs/{pack}/slides")
def wall(request: Request, project: OpenProject, pack: Number) -> HTMLResponse:
    """The pack as slides, one thought each."""
    seen = packs.pack(project, pack)
    return page(
        request, "packs_slides.html", pack=seen.pack, slides=_slides(project, seen), spoken=_language(project, seen)
    )


@router.get("/reflect/packs/{pack}/slides/notes")
def notes(request: Request, project: OpenProject, pack: Number) -> HTMLResponse:
    """The same slides for the note-taker: what they rest on, and what comes next."""
    seen = packs.pack(project, pack)
    made, spoken = _slides(project, seen), _language(project, seen)
    return page(request, "packs_notes.html", pack=seen.pack, slides=made, rests=_rests(project, made), spoken=spoken)


def _language(project: Project, seen: PackView) -> str:
    return seen.pack.wish.language or project.language


def _slides(project: Project, seen: PackView) -> tuple[Slide, ...]:
    if not seen.pack.let_out:
        raise NotFound(
            N_("This pack is in preparation: it has no slides yet."),
            hint=N_("Answer what the disclosure check found, and let the pack out first."),
        )
    key = seen.pack.audience
    audience = disclosure_view.AUDIENCES.get(key, key)
    return slides(seen.pack.title, audience, seen.pieces, language=_language(project, seen))


def _rests(project: Project, made: tuple[Slide, ...]) -> dict[int, list[tuple[str, str]]]:
    """What each slide rests on: a name and where it is looked at."""
    known = {one.claim.id: one for one in claims(project).standings}
    found: dict[int, list[tuple[str, str]]] = {}
    for slide in made:
        piece, told = slide.piece, found.setdefault(slide.number, [])
        if piece is None:
            continue
        if piece.quote is not None:
            told.append((tr("quote {n}", n=piece.quote), f"/quotes/{piece.quote}"))
        if piece.claim in known:
            told.append((tr("claim {n}", n=piece.claim), f"/claims/{piece.claim}"))
            every = (id_ for one in known[piece.claim].positions.values() for each in one for id_ in each.evidence)
            ids = list(dict.fromkeys(every))
            told += [(id_, "") for id_ in ids[:RESTS]]
            told += [(ntr("{n} more", "{n} more", len(ids) - RESTS), "")] if len(ids) > RESTS else []
    return found


def _audience(project: Project, number: int) -> str:
    keys = list(project.settings.audiences)
    return keys[min(max(number, 1), len(keys)) - 1]


def _body(request: Request, project: Project, pack: int, told: str) -> HTMLResponse:
    return page(request, "packs_body.html", **_shown(project, pack, told))


def _shown(project: Project, pack: int, told: str = "") -> dict[str, Any]:
    seen = packs.pack(project, pack)
    prepared = None if seen.pack.let_out else packs.look(project, pack)
    pieces = seen.pieces if prepared is None else prepared.pieces
    return {
        "seen": seen,
        "pack": seen.pack,
        "prepared": prepared,
        "gate": None if prepared is None else disclosure_view.of(project, prepared.looked),
        "sections": [(tr(LABELS[kind]), kind, own) for kind in LABELS if (own := _told_of(pieces, kind))],
        "questions": [each.text for each in pieces if each.kind == "question"],
        "most": MOST_QUESTIONS,
        "longest": LONGEST_QUESTION,
        "longest_meeting": LONGEST_MEETING,
        "readers": disclosure_view.readers(seen.pack.audience),
        "files": [(number, _kind(each.name), each.state) for number, each in enumerate(seen.files)],
        "title": (prepared.report.title if prepared else seen.pack.title) or tr("Pack {n}", n=pack),
        "told": told,
        "today": project.today,
    }


def _told_of(pieces: Iterable[Piece], kind: str) -> list[Piece]:
    """The pieces of a section; a quote stands with what we see."""
    wanted = ("see", "quote") if kind == "see" else (kind,)
    return [each for each in pieces if each.kind in wanted] if kind not in ("quote", "question") else []


def _kind(name: str) -> str:
    return next((tr(word) for suffix, word in KINDS.items() if name.endswith(suffix)), name)
