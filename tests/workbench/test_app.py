"""The app: every screen behind one guard, no page about itself, and each route answered by one screen only."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import toolkit.workbench
from tests.workbench.routes import routes, unsafe_routes
from toolkit.workbench.app import SCREENS, make_app
from toolkit.workbench.desk import Desk
from toolkit.workbench.door import Door


def test_every_module_with_routes_is_a_screen_of_the_app():
    found = []
    for one in pkgutil.walk_packages(toolkit.workbench.__path__, "toolkit.workbench."):
        module = importlib.import_module(one.name)
        if hasattr(module, "router"):
            found.append(module)
    assert {one.__name__ for one in found} == {one.__name__ for one in SCREENS}
    assert len(set(SCREENS)) == len(SCREENS)


def test_no_two_screens_answer_the_same_address():
    every = [
        (method, route.path) for screen in SCREENS for route in screen.router.routes for method in sorted(route.methods)
    ]
    assert sorted(set(every)) == sorted(every)


def test_two_workbenches_share_nothing(small_coded):
    first, second = (make_app(Desk(small_coded), Door(port)) for port in (8765, 8766))
    for name in ("desk", "door", "jobs", "drafts", "rooms", "stages"):
        assert getattr(first.state, name) is not getattr(second.state, name)
    first.state.stages.show(1, step="ideas", finding=0, tally=False)
    assert second.state.stages.of(1).step == ""
    for app in (first, second):
        app.state.desk.close()


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/metrics"])
def test_the_app_says_nothing_about_itself_even_to_who_is_in(desk_on, small_coded, path):
    assert desk_on(small_coded).get(path).status_code == 404


def test_every_route_is_closed_to_who_did_not_come_through_the_door(desk_on, small_coded):
    client = desk_on(small_coded)
    client.cookies.clear()
    for method, path in routes():
        answer = client.request(method, path)
        assert answer.status_code in (401, 403), (method, path)
        assert "small" not in answer.text
        assert "SECRET" not in answer.text
    assert unsafe_routes()
