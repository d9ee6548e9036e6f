"""Pages: templates filled and sent, with what every page needs to know."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from toolkit.errors import Refused, SpeglaError
from toolkit.messages import N_, current_language, decimal, decimal_comma, language_names, ntr, tr
from toolkit.services.material import source_kinds
from toolkit.services.projects import blinding
from toolkit.services.projects.blinding import Blindness
from toolkit.services.projects.project import Project
from toolkit.workbench.desk import Desk

HERE = Path(__file__).parent
SHADE, SHADES = "spegla_shade", ("light", "dark")  # a cookie without the port: it holds for every later workbench too
TEMPLATES, STATIC = HERE / "templates", HERE / "static"


@cache
def environment() -> Environment:
    """The templates; every value is escaped, and an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(tr=tr, ntr=counted, language=current_language, number=number)
    made.globals.update(decimal=decimal, language_names=language_names)
    made.filters["unparted"] = unparted
    return made


def unparted(text: str) -> str:
    """The text with each of its counts on one line: "3 av 4"."""
    return re.sub(r"(?<=\d) (av|of) (?=\d)", "\N{NO-BREAK SPACE}\\1\N{NO-BREAK SPACE}", text)


def number(value: int) -> str:
    """A number as it is printed in the current language: thousands set apart."""
    return f"{value:,}".replace(",", "\u00a0" if decimal_comma() else ",")


def counted(singular: str, plural: str, n: int, /, **values: object) -> str:
    """`ntr` with its number printed as pages print numbers."""
    return ntr(singular, plural, n, n=number(n), **values)


def desk_of(request: Request) -> Desk:
    """The desk that the request came to."""
    desk: Desk = request.app.state.desk
    return desk


async def project_of(request: Request) -> Project:
    """The project that the request came to: too short a work for a thread of its own, which takes a millisecond."""
    return desk_of(request).project(coder_of(request))


def coder_of(request: Request) -> str:
    """Who works in this window; empty when nobody has said."""
    coder: str = request.state.session.coder or desk_of(request).coder
    return coder


async def coder_asking(request: Request) -> str:
    """The same, for handlers."""
    return coder_of(request)


def shade_of(request: Request) -> str:
    """Whether this browser wants pages light or dark; empty when it leaves that to its system."""
    wanted = request.cookies.get(SHADE, "")
    return wanted if wanted in SHADES else ""


def changeable(request: Request) -> None:
    """Say no in a workbench that was started to read only; every endpoint that changes something begins with it."""
    if desk_of(request).read_only:
        raise Refused(
            N_("The workbench is open for reading only, and nothing was changed."),
            hint=N_("To change something, start it again without --read-only."),
        )


OpenProject = Annotated[Project, Depends(project_of)]
Coder = Annotated[str, Depends(coder_asking)]


def _name(desk: Desk) -> str:
    """The project's name; its folder's when the settings cannot be read: the page that says so shows a name too."""
    try:
        return desk.project().settings.name
    except SpeglaError:
        return desk.folder.name


def _blindness(desk: Desk, coder: str) -> Blindness:
    """Where whoever works in this window is to see nothing of the others."""
    try:
        return blinding.blindness(desk.project(coder))
    except SpeglaError:
        return Blindness()


def covered(request: Request) -> frozenset[int]:
    """The numbers of the sources whose words are not shown while others look at the screen."""
    desk = desk_of(request)
    return source_kinds.hidden_from_others(desk.project()) if desk.presentation else frozenset()


def _covered(request: Request) -> frozenset[int]:
    """The same for every page; where the project cannot be opened there is nothing to cover."""
    try:
        return covered(request)
    except SpeglaError:
        return frozenset()


def page(request: Request, template: str, *, status_code: int = 200, **values: object) -> HTMLResponse:
    """The template filled with `values` and with what every page shows: project, coder, modes, where one is."""
    desk = desk_of(request)
    everywhere = {
        "request_path": request.url.path,
        "project_name": _name(desk),
        "coder": coder_of(request),
        "read_only": desk.read_only,
        "presentation": desk.presentation,
        "covered": _covered(request),
        "blind": _blindness(desk, coder_of(request)),
        "blind_here": False,
        "shade": shade_of(request),
    }
    return HTMLResponse(environment().get_template(template).render({**everywhere, **values}), status_code=status_code)
