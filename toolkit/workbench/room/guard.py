"""The guard before a room: its one name only, its own page only, small bodies only, and devices that came in."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolkit import messages
from toolkit.messages import N_, tr
from toolkit.workbench.refusals import Calm
from toolkit.workbench.room.opened import Room
from toolkit.workbench.security import HEADERS, OWN_SITES, SAFE_METHODS

FREE = ("/", "/enter")  # with the page's own files, all that is answered before the code
METHODS = ("GET", "HEAD", "POST")
LARGEST_BODY = 32 * 1024  # 2,000 signs, each written as an escape, and a name
WRONG = N_("This was not understood.")
CLOSED = N_("Write the code that stands on the wall.")
MISTAKE = N_("Something went wrong. What you wrote is still on this device, and is sent again.")


class Guard:
    """Lets a request through to the room, or answers it itself; puts the headers of safety on every answer."""

    def __init__(self, app: ASGIApp, *, room: Room, files: frozenset[str]) -> None:
        self.app = Calm(app, lambda _: no(500, MISTAKE))
        self.room, self.files = room, files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Judge the request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http":
            await self._http(scope, receive, _guarded(send))

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        messages.use_language(self.room.language)
        device = self._device(headers)
        scope.setdefault("state", {})["device"] = device or ""
        answer = self._refused(scope, headers, known=device is not None)
        await (answer or self.app)(scope, receive, send)

    def _refused(self, scope: Scope, headers: Headers, *, known: bool) -> Response | None:
        """The answer to a request that goes no further; None for one that does."""
        own = headers.getlist("host") == [self.room.door.host]
        if not own or scope["method"] not in METHODS:
            return no(400, WRONG)
        if not self._own_origin(scope["method"], headers):
            return no(403, WRONG)
        if _too_much(headers):
            return no(413, WRONG)
        if not known and scope["path"] not in FREE and scope["path"] not in self.files:
            return no(401, CLOSED)
        return None

    def _own_origin(self, method: str, headers: Headers) -> bool:
        """Whether our own page asks. Over plain http on a network browsers say no Sec-Fetch-Site: Origin must do."""
        origin, site = headers.getlist("origin"), headers.get("sec-fetch-site")
        if method in SAFE_METHODS:
            fetched = headers.get("sec-fetch-mode") not in (None, "navigate")
            return origin in ([], [self.room.door.origin]) and not (fetched and site not in (None, *OWN_SITES))
        return origin == [self.room.door.origin] and site in (None, "same-origin")

    def _device(self, headers: Headers) -> str | None:
        """The number of the device, when it came in with the code."""
        secret = cookie_parser("; ".join(headers.getlist("cookie"))).get(self.room.door.cookie)
        return self.room.door.devices.get(secret) if secret else None


def no(status: int, sentence: str) -> JSONResponse:
    """A refusal that says nothing but one of the room's own sentences."""
    return JSONResponse({"error": tr(sentence)}, status_code=status)


def _too_much(headers: Headers) -> bool:
    """Whether the body is larger than an answer can be, or does not say how large it is."""
    length = headers.get("content-length", "0")
    return "transfer-encoding" in headers or not length.isdecimal() or int(length) > LARGEST_BODY


def _guarded(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update({**HEADERS, "Cache-Control": "no-store"})
        await send(message)

    return sending
