"""The app: screens and their routes put together behind the guard, and every error made an answer."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from toolkit.errors import SpeglaError
from toolkit.workbench import (
    adding,
    assigning,
    backing_up,
    board,
    checking,
    claims,
    coders,
    coding_api,
    comparing,
    correcting,
    disclosing,
    drafting,
    exchange,
    factors,
    find,
    into_word,
    jobs,
    learning,
    network,
    obstacles,
    packs,
    passages,
    people,
    privacy,
    quotes,
    reading,
    reflecting,
    reflecting_api,
    saturating,
    scheme,
    stages,
    start,
    ties,
    trust,
    whole_source,
)
from toolkit.workbench.desk import Desk
from toolkit.workbench.door import Door
from toolkit.workbench.pages import STATIC
from toolkit.workbench.refusals import Calm, not_there, not_understood, told
from toolkit.workbench.room import rooms
from toolkit.workbench.security import Guard
from toolkit.workbench.silent import silent_app

SCREENS = (
    coding_api,  # first: the router goes through them in this order, and of all deeds saving a coding comes most often
    start,
    adding,
    assigning,
    backing_up,
    coders,
    jobs,
    scheme,
    reading,
    correcting,
    whole_source,
    board,
    claims,
    factors,
    obstacles,
    find,
    network,
    passages,
    drafting,
    into_word,
    disclosing,
    checking,
    quotes,
    exchange,
    people,
    privacy,
    comparing,
    saturating,
    trust,
    ties,
    rooms,
    learning,
    reflecting,
    reflecting_api,
    packs,
)


def make_app(desk: Desk, door: Door) -> FastAPI:
    """The workbench for one project behind one door; nothing is ever traced or sent."""
    app = silent_app()
    app.state.desk, app.state.door, app.state.jobs = desk, door, jobs.Jobs()
    app.state.drafts = drafting.Recent()
    app.state.rooms = rooms.Rooms()
    app.state.stages = stages.Stages()
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for screen in SCREENS:
        app.include_router(screen.router)
    app.add_exception_handler(SpeglaError, told)
    app.add_exception_handler(HTTPException, not_there)
    app.add_exception_handler(RequestValidationError, not_understood)
    app.add_middleware(Calm)
    app.add_middleware(Guard, door=door, desk=desk)
    return app
