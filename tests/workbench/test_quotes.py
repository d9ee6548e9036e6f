"""The screen Quotes: the ledger, one quote edited, the balance; decided only on what was seen, by whoever may."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import count

import pytest

from tests.material import SAID
from toolkit.cli.main import run
from toolkit.domain.texts.text import Span
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import open_project
from toolkit.services.quotes import quotes
from toolkit.services.quotes.quote_entering import Entering, enter

NOW = datetime(2025, 10, 20, 9, tzinfo=UTC)
COMMANDS = count(1)
WORDS = SAID[0].words


def command():
    return f"command-{next(COMMANDS):06}"


@pytest.fixture
def themed(small):
    assert run(["themes", "-p", str(small)]) == 0
    return small


@pytest.fixture
def entered(themed):
    """A project with one quote of P01 in the ledger; its number."""
    project = open_project(themed, now=NOW)
    return themed, enter(project, Entering("p01.txt", WORDS), hand=Hand("KL", command()))


def place(folder, words=WORDS, source="p01.txt"):
    from toolkit.storage.sources import sources

    with open_project(folder, now=NOW).store() as store, store.reading() as connection:
        text = sources.text(connection, source)
        return sources.id_of(connection, source), Span(text.index(words), text.index(words) + len(words))


def ledger(folder):
    project = open_project(folder, now=NOW)
    with project.store() as store:
        return quotes.ledger(project, store)


def body(folder, **more):
    source, span = place(folder)
    return {"source": source, "start": span.start, "end": span.end, "edits": [], **more}


def kept(folder, **more):
    return body(folder, **{"command": command(), "use": "wanted", "why": "strong", **more})


def test_an_empty_ledger_says_what_to_do_next(themed, desk_on):
    client = desk_on(themed)
    page = client.get("/quotes").text
    assert "There are no quotes yet." in page
    assert 'href="/draft"' in page
    assert "P07" not in client.get("/quotes/balance").text


def test_words_are_entered_from_their_place_and_decided(themed, desk_on):
    client = desk_on(themed)
    source, span = place(themed)
    page = client.get(f"/quotes/new?source={source}&start={span.start}&end={span.end}").text
    assert re.search(r"<blockquote[^>]*>“The bus was the worst", page)
    assert "Take out of the ledger" not in page
    edits = [{"kind": "mask", "start": span.start, "end": span.start + 7, "text": "the ride"}]
    shown = client.post("/api/quotes/preview", json=body(themed, edits=edits)).json()
    assert shown["printed"].startswith("[The ride] was the worst")
    number = client.post("/api/quotes", json=kept(themed, edits=shown["edits"])).json()["id"]
    listed = client.get("/quotes").text
    assert "[The ride] was the worst" in listed
    assert "strong words" in listed
    decided = {"command": command(), "revision": 1, "use": "never"}
    assert client.post(f"/api/quotes/{number}/use", json=decided).json() == {"use": "never", "revision": 2}
    assert client.post(f"/api/quotes/{number}/use", json={**decided, "command": command()}).status_code == 409
    assert [one.use.value for one in ledger(themed).entries] == ["never"]
    assert client.post("/api/undo", json={"command": command()}).json()["said"] == "Undone: quote changed."
    assert [one.use.value for one in ledger(themed).entries] == ["wanted"]


def test_an_entry_is_edited_and_taken_out(entered, desk_on):
    folder, number = entered
    client = desk_on(folder)
    assert "As it is printed" in client.get(f"/quotes/{number}").text
    assert WORDS in client.get(f"/quotes/{number}/person").text
    _, span = place(folder)
    edits = [{"kind": "omit", "start": span.start, "end": span.start + 7, "text": "[…]"}]
    changed = kept(folder, id=number, revision=1, edits=edits, use="allowed")
    assert client.post("/api/quotes", json=changed).json() == {"id": number}
    assert ledger(folder).by_id[number].printed.startswith("[…] was the worst")
    assert client.post("/api/quotes", json={**changed, "command": command()}).status_code == 409
    gone = {"command": command(), "revision": 2}
    assert client.post(f"/api/quotes/{number}/remove", json=gone).json() == {"removed": number}
    assert client.get(f"/quotes/{number}").status_code == 404
    assert client.get(f"/quotes/{number}/person").status_code == 404


@pytest.mark.parametrize(
    "edit",
    [
        {"kind": "mask", "text": "x"},
        {"kind": "mask", "start": 0, "text": ""},
        {"kind": "punctuation", "text": "?"},
        {"kind": "case"},
        {"kind": "omit", "text": "***"},
    ],
)
def test_what_is_no_named_edit_is_refused(themed, desk_on, edit):
    client = desk_on(themed)
    _, span = place(themed)
    made = {"start": span.start + 1, "end": span.start + 5, "text": "", **edit}
    for address, sent in (("preview", body), ("", kept)):
        answer = client.post(f"/api/quotes/{address}".rstrip("/"), json=sent(themed, edits=[made]))
        assert answer.status_code == 422
        assert WORDS[:10] not in answer.text
    assert not ledger(themed).entries


def test_words_of_who_withdrew_are_neither_shown_nor_entered(themed, desk_on):
    client = desk_on(themed)
    source, span = place(themed, "SEVENSECRET I was afraid", "p07.txt")
    asked = {"source": source, "start": span.start, "end": span.end, "edits": []}
    answers = [
        client.get(f"/quotes/new?source={source}&start={span.start}&end={span.end}"),
        client.post("/api/quotes/preview", json=asked),
        client.post("/api/quotes", json={**asked, "command": command(), "use": "wanted", "why": "typical"}),
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert not any("SECRET" in answer.text for answer in answers)


def test_to_read_only_is_to_read_only(entered, desk_on):
    folder, number = entered
    client = desk_on(folder, read_only=True)
    page = client.get(f"/quotes/{number}").text
    assert 'data-edit="mask"' not in page
    assert "data-decide" not in client.get("/quotes").text
    assert client.post("/api/quotes", json=kept(folder)).status_code == 422


def test_the_balance_has_bars_for_everyone_who_speaks(entered, desk_on):
    folder, number = entered
    page = desk_on(folder, language="sv").get("/quotes/balance").text
    assert f'href="/quotes/{number}/person"' in page
    assert page.count('class="share-bars"') == len(set(re.findall(r"\b(?:P\d\d|T\d)\b", page))) + 2
    assert "inte valt" in page
    assert "P07" not in page
