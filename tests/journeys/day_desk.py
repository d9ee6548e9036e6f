"""The deeds of the workbench: what an evaluator does in the window in a day, and what each should leave."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from tests.journeys.day import Day
from tests.journeys.day_commands import theme
from tests.journeys.day_kept import Change

Sent = tuple[str, dict[str, Any], Change]  # the address, what is sent, what it should leave
Maker = Callable[[Day], Sent | None]
CODES = ("actors", "learning/insight", "needs/health", "solutions/plan_pace", "valence/promotes")
CODER = "EA"


def rows(day: Day, select: str) -> list[tuple[Any, ...]]:
    """What a window would have seen of the database."""
    with closing(sqlite3.connect(day.project / "project.db", timeout=30)) as connection:
        return connection.execute(select).fetchall()


def reading(day: Day, name: str = "") -> dict[str, Any]:
    """A source as the page for reading has it."""
    ids = rows(day, "SELECT id FROM source WHERE name <> 'p07.txt' ORDER BY id")
    key = rows(day, f"SELECT id FROM source WHERE name = '{name}'")[0][0] if name else day.chance.choice(ids)[0]
    reply = day.open_window().ask(f"/api/sources/{key}/reading")
    assert reply.status == 200, reply
    return dict(reply.body)


def sixteen(text: str) -> int:
    """The length as a browser counts."""
    return len(text.encode("utf-16-le")) // 2


def code(day: Day) -> Sent | None:
    """Code some words of an answer."""
    page = reading(day)
    text = day.model.source(page["name"])
    turns = [one for one in page["turns"] if one["role"] == "respondent" and text.count(one["text"]) == 1]
    turns = [one for one in turns if len(one["text"].split()) > 3]
    if not turns:
        return None
    turn = day.chance.choice(turns)
    words = turn["text"].split(" ")
    first = day.chance.randrange(len(words) - 2)
    last = day.chance.randrange(first + 1, len(words))
    start = len(" ".join(words[:first])) + bool(first)
    end = len(" ".join(words[: last + 1]))
    at, chosen = text.index(turn["text"]), day.chance.choice(CODES)
    body = {"source": page["id"], "codes": [chosen]}
    for side, offset in (("start", start), ("end", end)):
        body[side] = {"turn": turn["number"], "offset": sixteen(turn["text"][:offset])}
    made = ("coding", page["name"], at + start, at + end, turn["text"][start:end], chosen, CODER)
    return "/api/codings", body, Change((made,))


def uncode(day: Day) -> Sent | None:
    """Remove a coding of one's own."""
    found = rows(day, "SELECT c.id, c.revision, s.name, c.start, c.\"end\", c.quote, c.code, c.coder FROM coding c"
                      f" JOIN source s ON s.id = source_id WHERE coder = '{CODER}' ORDER BY c.id")  # fmt: skip
    if not found:
        return None
    key, revision, *thing = day.chance.choice(found)
    body = {"codings": [{"id": key, "revision": revision}]}
    return "/api/codings/remove", body, Change(goes=(("coding", *thing),))


def memo(day: Day) -> Sent:
    """Write a memo on a source."""
    text = f"Look at the tram again, thought {day.next()} of the day."
    return "/api/memos", {"text": text, "source": reading(day)["id"]}, Change((("memo", text, CODER),))


def memo_again(day: Day) -> Sent | None:
    """Write a memo over."""
    found = rows(day, "SELECT id, revision, text, author FROM memo ORDER BY id")
    if not found:
        return None
    key, revision, text, author = day.chance.choice(found)
    new = f"{text} And {day.next()}."
    change = Change((("memo", new, author),), (("memo", text, author),))
    return f"/api/memos/{key}/change", {"text": new, "revision": revision}, change


def verdict(day: Day) -> Sent | None:
    """Answer a suggestion."""
    queue = day.open_window().ask("/api/queue?order=text&limit=20")
    assert queue.status == 200, queue
    some = [one for one in queue.body["segments"] if one["codes"] and one["start"]["turn"] == one["end"]["turn"]]
    if not some:
        return None
    segment = day.chance.choice(some)
    suggestion, decision = day.chance.choice(segment["codes"]), day.chance.choice(("accepted", "rejected"))
    text = day.model.source(segment["name"])
    page = reading(day, segment["name"])
    turn = next(one["text"] for one in page["turns"] if one["number"] == segment["start"]["turn"])
    if text.count(turn) != 1:
        return None
    start, end = (text.index(turn) + coded(turn, segment[side]["offset"]) for side in ("start", "end"))
    comes = [("verdict", segment["name"], start, end, suggestion["code"], decision, CODER)]
    if decision == "accepted":
        comes.append(("coding", segment["name"], start, end, text[start:end], suggestion["code"], CODER))
    body = {"answers": [{"suggestion": suggestion["id"], "decision": decision}]}
    return "/api/answers", body, Change(tuple(comes))


def coded(text: str, offset: int) -> int:
    """An offset as a browser counts, in letters."""
    return len(text.encode("utf-16-le")[: 2 * offset].decode("utf-16-le"))


def claim(day: Day) -> Sent | None:
    """Write a claim."""
    found = theme(day)
    text = f"{{who}} wait for the tram, claim {day.next()}."
    return ("/api/claims", {"text": text, "themes": [found]}, Change((("claim", text, CODER),))) if found else None


def response(day: Day) -> Sent:
    """Take down what was said at the reflection session."""
    text = f"We see it so too, answer {day.next()} from the room."
    body = {"step": "recognise", "text": text}
    return "/api/reflect/sessions/1/responses", body, Change((("response", text, "recognise"),))


WRITING: tuple[Maker, ...] = (code, code, code, uncode, memo, memo, memo_again, verdict, verdict, claim, response)


def chosen(day: Day) -> Sent:
    """A deed that can be done now."""
    while True:
        made = day.chance.choice(WRITING)(day)
        if made:
            return made


def sent(day: Day, wanted: Sent) -> None:
    """Do it; what it left can be taken back."""
    before = day.model.things
    path, body, change = wanted
    day.post(path, body, change)
    after = day.model.things
    day.last = Change(tuple((before - after).elements()), tuple((after - before).elements()))


def undo(day: Day) -> None:
    """Take back what was done last in the window."""
    if day.last and (day.last.comes or day.last.goes):
        day.post("/api/undo", {}, day.last, refused=(404, 409) if day.clock else ())
        day.last = None


def reading_failed(html: str) -> str:
    """The words of a page of ours that says no."""
    main = re.search(r"<main.*?</main>", html, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main[0] if main else html)).strip()
