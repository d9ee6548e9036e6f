"""The screen Find: words over all material, hits in context, and coding what was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from toolkit.domain.codings.searches import Pattern, Query, asked
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.services.coding import choices, finding, finding_codes
from toolkit.services.coding.finding import Found, Hit, Limits, Line
from toolkit.services.material import turn_times
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.project import Project
from toolkit.workbench.pages import Coder, OpenProject, changeable, covered, page

router = APIRouter()
AT_ONCE = 100
DIGITS = 9  # of a number of ours at most
Number = Annotated[int, Field(ge=0, le=2**53)]  # what SQLite and scripts both hold


class Sought(BaseModel):
    """What the form of the search holds; `hit` are ticked hits, `after` how many hits are on the page already."""

    words: str = ""
    inside: bool = False
    inflected: bool = False
    pattern: bool = False
    everyone: bool = False
    group: str = ""
    phase: str = ""
    code: str = ""
    without: str = ""
    coder: str = ""
    source: str = ""
    after: Number = 0
    codes: list[str] = []
    hit: list[str] = []
    all: bool = False

    def query(self) -> Query | Pattern:
        """What to look for."""
        if self.pattern and self.words.strip():
            return Pattern(self.words.strip())
        return asked(self.words, inside=self.inside)

    def limits(self) -> Limits:
        """Among which words to look."""
        return Limits(
            group=self.group,
            phase=self.phase,
            code=self.code,
            without=self.without,
            coder=self.coder,
            source_id=number(self.source),
            everyone=self.everyone,
            inflected=self.inflected,
        )

    @property
    def narrowed(self) -> int:
        """How many filters are set."""
        return sum(map(bool, (self.group, self.phase, self.code, self.without, self.coder, self.source, self.everyone)))


def number(text: str) -> int | None:
    """The number that a field holds; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None


Seeking = Annotated[Sought, Form()]


@dataclass(frozen=True, slots=True)
class Part:
    """Hits of one source on the page: `hits` of them in all, `begun` when some stand above already."""

    source_id: int
    source: str
    hits: int
    begun: bool
    lines: list[Line]


def look(project: Project, sought: Sought) -> dict[str, Any]:
    """The part of the hits that the page is to show."""
    found = finding.find(project, sought.query(), sought.limits())
    shown = found.part(sought.after, sought.after + AT_ONCE)
    before = next((hit.source_id for hit in found.part(sought.after - 1, sought.after)), None) if sought.after else None
    return {
        "sought": sought,
        "found": found,
        "parts": list(_parts(finding.lines(project, shown), found.by_source, before)),
        "shown": sought.after + len(shown),
        "at_once": AT_ONCE,
        "time_of": turn_times.times_of(project),
        "most": finding_codes.MOST,
        "nothing_asked": isinstance(found.query, Query) and not found.query.terms,
        "cut": isinstance(found.query, Query) and found.query.cut,
        "forms": sorted({form for forms in found.forms.values() for form in forms}),
    }


def _parts(lines: list[Line], counts: Counter[int], before: int | None) -> list[Part]:
    grouped = groupby(lines, key=lambda line: (line.hit.source_id, line.hit.source))
    return [Part(key, name, counts[key], key == before, list(own)) for (key, name), own in grouped]


@router.get("/find")
def empty(request: Request, project: OpenProject) -> HTMLResponse:
    """The search before anything is looked for."""
    return page(request, "find.html", choices=choices.choices(project), sought=Sought(), found=None)


@router.post("/find")
def whole(request: Request, project: OpenProject, sought: Seeking) -> HTMLResponse:
    """The search with its hits as a whole page."""
    return page(request, "find.html", choices=choices.choices(project), **look(project, sought))


@router.post("/find/hits")
def hits(request: Request, project: OpenProject, sought: Seeking) -> HTMLResponse:
    """The hits alone, or those that come after the ones on the page."""
    template = "find_more.html" if sought.after else "find_hits.html"
    return page(request, template, choices=choices.choices(project), **look(project, sought))


@router.get("/find/sentence/{source_id}/{start}/{end}")
def sentence(  # the address holds numbers only
    request: Request, project: OpenProject, source_id: Number, start: Number, end: Number
) -> HTMLResponse:
    """The whole sentence round a hit."""
    span = Span(start, end) if start < end else None
    whole_one = finding_codes.sentence(project, source_id, span) if span else None
    if whole_one is None or source_id in covered(request):
        raise NotFound(N_("These words are no longer there."), hint=N_("Search again."))
    return page(request, "find_sentence.html", proposal=whole_one)


@router.post("/find/look")
def before_coding(request: Request, project: OpenProject, coder: Coder, sought: Seeking) -> HTMLResponse:
    """What would be coded: the sentences of the ticked hits, or of all."""
    found = finding.find(project, sought.query(), sought.limits())
    ticked = found.part(0, finding_codes.MOST) if sought.all else _ticked(found, sought.hit)
    listed = choices.choices(project)
    codes = [listed.titles[path] for path in dict.fromkeys(sought.codes) if path in listed.titles]
    proposals = finding_codes.proposals(project, ticked[: finding_codes.MOST], coder=coder)
    return page(
        request,
        "find_look.html",
        choices=listed,
        codes=codes,
        proposals=proposals,
        to_do=[one for one in proposals if one.to_do(code.path for code in codes)],
        left_out=max(0, (found.count if sought.all else len(ticked)) - finding_codes.MOST),
    )


def _ticked(found: Found, hit: list[str]) -> list[Hit]:
    wanted = set(hit)
    return [one for one in found.hits if place(one) in wanted]


def place(hit: Hit) -> str:
    """A hit's name in the form."""
    return f"{hit.source_id}:{hit.span.start}:{hit.span.end}"


class Places(BaseModel):
    """Places to be coded: source id, start, end (code points of the source's text, as the server gave them)."""

    command: str = Field(min_length=1, max_length=64)
    places: list[tuple[Number, Number, Number]] = Field(max_length=finding_codes.MOST)
    codes: list[str] = Field(max_length=20)


@router.post("/api/found/codings")
def code_found(request: Request, project: OpenProject, coder: Coder, wanted: Places) -> dict[str, object]:
    """Code what was found and looked at, in one step."""
    changeable(request)
    if any(start >= end for _, start, end in wanted.places):
        raise NotFound(N_("These words are no longer there."), hint=N_("Search again."))
    places = [(source_id, Span(start, end)) for source_id, start, end in wanted.places]
    changed = finding_codes.code_many(project, places, wanted.codes, hand=Hand(coder, wanted.command))
    return {"mark": steps.mark(project), "codings": len(set(changed.codings)), "repeated": changed.repeated}
