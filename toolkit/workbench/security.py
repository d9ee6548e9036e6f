"""The guard before every page: this computer only, a browser that was let in only, this origin only."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolkit import messages
from toolkit.messages import N_
from toolkit.workbench.desk import Desk
from toolkit.workbench.door import CODE, Door, Session
from toolkit.workbench.pages import environment
from toolkit.workbench.refusals import refusal

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OWN_SITES = ("same-origin", "none")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
UPLOADS = ("/api/sources/preview", "/api/exchange/look", "/api/check", "/api/draft/into", "/draft/into")
LARGEST_BODY, LARGEST_UPLOAD = 8 * 1024 * 1024, 400 * 1024 * 1024
WRONG_HOST = N_("This address is not the workbench's.")
FOREIGN = N_("This request did not come from the workbench's own pages, and nothing was done.")
TOO_MUCH = N_("This is too much at once.")
CLOSED = N_("This browser has not been let in.")


class Guard:
    """Lets a request through to the pages, or answers it itself; puts the headers of safety on every answer."""

    def __init__(self, app: ASGIApp, *, door: Door, desk: Desk) -> None:
        self.app, self.door, self.desk = app, door, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Judge the request."""
        if scope["type"] == "http":
            await self._http(scope, receive, _guarded(scope["path"], send))
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        session = self._session(headers)
        scope.setdefault("state", {})["session"] = session or Session()
        messages.use_language((session.language if session else "") or self.desk.language)
        answer = self._refused(scope, headers, known=session is not None)
        await (answer or self.app)(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        session = self._session(headers)
        own = self._own_host(headers) and headers.get("origin") in self.door.origins
        if session is None or not own:
            await send({"type": "websocket.close", "code": 1008})  # before accepting: the upgrade is answered with 403
            return
        scope.setdefault("state", {})["session"] = session
        messages.use_language(session.language or self.desk.language)
        await self.app(scope, receive, send)

    def _refused(self, scope: Scope, headers: Headers, *, known: bool) -> Response | None:
        """The answer to a request that goes no further; None for one that does."""
        if not self._own_host(headers):
            return refusal(scope, 400, WRONG_HOST)
        entering = self._entering(scope, headers, known=known)
        if entering is not None:
            return entering
        if not known:
            return refusal(
                scope,
                401,
                CLOSED,
                N_("Press Enter in the terminal where the workbench runs, and take the new address."),
            )
        if not self._own_origin(scope["method"], headers):
            return refusal(scope, 403, FOREIGN, N_("Go to the workbench's own window and do it there."))
        if _too_much(scope, headers):
            return refusal(scope, 413, TOO_MUCH, N_("Send less at once; large folders go in with: spegla add FOLDER"))
        return None

    def _own_host(self, headers: Headers) -> bool:
        hosts = headers.getlist("host")
        return len(hosts) == 1 and hosts[0] in self.door.hosts

    def _entering(self, scope: Scope, headers: Headers, *, known: bool) -> Response | None:
        """Let a browser in that brings a code, or send one that is in already to the clean address."""
        if scope["path"] != "/" or scope["method"] != "GET":
            return None
        code = parse_qs(scope["query_string"].decode("latin-1")).get(CODE, [""])[0]
        if not code:
            return None
        if known:
            self.door.spend(code)
            return RedirectResponse("/", status_code=303)
        session = self.door.enter(code)
        if session is None:
            return None
        answer = _to_clean_address(headers)
        answer.set_cookie(self.door.cookie, session, path="/", httponly=True, samesite="strict")
        answer.headers["Clear-Site-Data"] = '"cache"'  # scripts of an older version that ran on this port
        return answer

    def _own_origin(self, method: str, headers: Headers) -> bool:
        """Whether our own page asks. A form of ours sends `Origin: null` because of Referrer-Policy: no-referrer."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and origin not in self.door.origins and (origin, site) != ("null", "same-origin"):
            return False
        if method in SAFE_METHODS:
            return site in (None, *OWN_SITES) or headers.get("sec-fetch-mode") == "navigate"
        return site in OWN_SITES if site is not None else origin is not None

    def _session(self, headers: Headers) -> Session | None:
        """The browser's session. Cookies of every other program on this computer come along, in whatever form."""
        mine = cookie_parser("; ".join(headers.getlist("cookie"))).get(self.door.cookie)
        return self.door.sessions.get(mine) if mine else None


def _too_much(scope: Scope, headers: Headers) -> bool:
    """Whether the body is larger than a page of ours sends, or does not say how large it is."""
    length = headers.get("content-length", "")
    if not length:
        return headers.get("transfer-encoding") is not None
    most = LARGEST_UPLOAD if scope["path"] in UPLOADS else LARGEST_BODY
    return not length.isdecimal() or int(length) > most


def _to_clean_address(headers: Headers) -> Response:
    """On to the pages. From a file or a foreign page a redirect would go without the strict cookie: a page of ours
    then leads on."""
    if headers.get("sec-fetch-site") in (None, *OWN_SITES):
        return RedirectResponse("/", status_code=303)
    return HTMLResponse(environment().get_template("entering.html").render())


def _guarded(path: str, send: Send) -> Send:
    kept = "private, max-age=3600" if path.startswith("/static/") else "no-store"

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update({**HEADERS, "Cache-Control": kept})
        await send(message)

    return sending
