"""Every route of the workbench, so that a new one is held to the rules of all."""

import inspect
import re

from toolkit.workbench.app import SCREENS

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
WINDOW_ONLY = {  # nothing is stored
    "/api/coder", "/api/language", "/api/shade", "/api/invite", "/api/sources/forget", "/api/privacy/look",
}  # fmt: skip

READING = {  # POST because what is sent holds words, and nothing is stored
    "/find", "/find/hits", "/find/look", "/passages", "/passages/list", "/passages/count", "/passages/csv",
    "/passages/matrix", "/passages/matrix/table", "/passages/matrix/csv", "/passages/together",
    "/passages/together/table",
    "/people/withdraw", "/people/copy", "/api/privacy/context",
    "/api/draft/evidence", "/exchange/table", "/exchange/word", "/exchange/other", "/exchange/project",
    "/api/exchange/losses", "/api/check", "/api/quotes/preview", "/api/themes/best", "/api/themes/apart",
    "/reflect/packs/new/estimate",
}  # fmt: skip


def routes():
    """Method and an address for every route, places filled with 1."""
    found = {
        (method, re.sub(r"\{[^}]*\}", "1", one.path))
        for s in SCREENS
        for one in s.router.routes
        for method in one.methods
    }
    return sorted(found)


def unsafe_routes():
    """The routes that may change something."""
    return [(method, path) for method, path in routes() if method in UNSAFE]


def taking_files():
    """The routes that a file is sent to."""
    every = [one for screen in SCREENS for one in screen.router.routes]
    return {one.path for one in every if "UploadFile" in str(inspect.signature(one.endpoint))}


def unguarded():
    """The unsafe routes of which neither the function nor what it depends on asks whether anything may be changed."""
    every = [one for screen in SCREENS for one in screen.router.routes if one.methods & set(UNSAFE)]
    return {
        one.path for one in every if not any("changeable(request)" in inspect.getsource(call) for call in _calls(one))
    }


def _calls(route):
    return [route.endpoint, *(one.call for one in route.dependant.dependencies)]
