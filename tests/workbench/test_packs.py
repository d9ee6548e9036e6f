"""Feedback packs on screens: chosen, past the gate, let out, shown, as slides; nothing for blind eyes."""

from __future__ import annotations

import re
import shutil
import time
from datetime import UTC, datetime

import pytest

from tests.conftest import run
from toolkit.services.comparing import assignments
from toolkit.services.projects.project import open_project

SECRETS = ("FIVESECRET", "SIXSECRET", "SEVENSECRET")
TEAM = 2


@pytest.fixture(scope="module")
def themed_once(small_coded, tmp_path_factory):
    folder = shutil.copytree(small_coded, tmp_path_factory.mktemp("packs") / "small")
    assert run(["themes", "-p", str(folder)]) == 0
    return folder


@pytest.fixture
def themed(themed_once, tmp_path):
    return shutil.copytree(themed_once, tmp_path / "themed")


def command():
    return f"c{time.monotonic_ns()}"


def begun(client, **more):
    form = {"audience": TEAM, "title": "So far", "command": command(), **more}
    return client.post("/reflect/packs/new", data=form).headers["location"]


def sent(client, number, act, **more):
    return client.post(f"/api/packs/{number}/{act}", data={"command": command(), **more})


def keys(page):
    return list(dict.fromkeys(re.findall(r'name="keys" value="(\w+)"', page)))


def questions(page):
    return [text for text in re.findall(r'name="questions"[^>]*>([^<]*)</textarea>', page) if text]


def revision(page):
    return re.search(r'name="revision" value="(\d+)"', page)[1]


def passed(client, number):
    """Answer whatever is open, and let it out."""
    while found := keys(client.get(f"/reflect/packs/{number}").text.partition("gate-kept")[0]):
        assert sent(client, number, "answer", keys=found, answer="keep", reason="agreed").status_code == 200
    return sent(client, number, "let-out").text


def test_without_themes_the_next_step_is_said(desk_on, small):
    client = desk_on(small)
    assert "/reflect/packs/new" in client.get("/reflect/packs").text
    assert "/themes" in client.get("/reflect/packs/new").text


def test_what_may_be_chosen_stands_with_its_spread(desk_on, themed):
    client = desk_on(themed)
    page = client.get(f"/reflect/packs/new?audience={TEAM}").text
    assert 'name="themes"' in page
    assert re.search(r"\d+ (person|people)", page)
    assert "The team knows the participants" in page
    assert not any(secret in page for secret in SECRETS)
    one = re.search(r'name="themes" value="([^"]+)"', page)[1]
    told = client.post("/reflect/packs/new/estimate", data={"audience": TEAM, "themes": [one]})
    assert told.status_code == 200, told.text
    assert "1 finding, " in told.text
    assert client.get("/reflect/packs").text.count("/reflect/packs/1") == 0


def test_a_pack_goes_through_the_gate_and_out(desk_on, themed):
    client = desk_on(themed)
    place = begun(client)
    assert place == "/reflect/packs/1"
    assert client.get(f"{place}/slides").status_code == 404
    page = client.get(place).text
    assert "in preparation" in client.get("/reflect/packs").text
    asked = questions(page)
    assert 3 <= len(asked) <= 5
    said = "What would P01 say of it?"
    page = sent(client, 1, "questions", revision=revision(page), questions=[said, *asked[:2]]).text
    assert questions(page) == [said, *asked[:2]]
    assert "to answer" in page
    assert re.search(r"<button[^>]* disabled>Let out", page)
    refused = sent(client, 1, "let-out")
    assert refused.status_code == 422
    assert not list(themed.rglob("*.docx"))
    first = keys(page)[:1]
    page = sent(client, 1, "answer", keys=first, answer="keep", reason="They know").text
    assert "Kept, with your reason." in page
    assert "answered" not in sent(client, 1, "reopen", keys=first).text
    page = passed(client, 1)
    assert "Let out to the team." in page
    assert "For the team: let out" in page
    assert re.search(r"\(\d\u00a0of\u00a0\d\)", page)
    shown = client.get(f"{place}/slides").text
    assert not re.search(r"\(\d of \d\)", shown)
    assert re.search(r"\(\d\u00a0of\u00a0\d\)", shown)
    assert client.get(f"{place}/file/0").content[:2] == b"PK"
    assert 'filename="pack-1.docx"' in client.get(f"{place}/file/0").headers["content-disposition"]
    assert b"<html" in client.get(f"{place}/file/1").content
    assert client.get(f"{place}/file/9").status_code == 404
    assert "/reflect/sessions/new?pack=1" in page
    page = sent(client, 1, "shown", day="2025-10-20", meeting="Team day").text
    assert "2025-10-20" in client.get("/reflect/packs").text
    assert "Team day" in page


def test_slides_begin_on_the_title_and_hold_bare_texts_only(desk_on, themed):
    client = desk_on(themed)
    begun(client)
    passed(client, 1)
    page = client.get("/reflect/packs/1/slides").text
    shown = re.findall(r'<section class="slide slide-(\w+)"[^>]*?( hidden)?>', page)
    assert shown[0] == ("title", "")
    assert all(hidden for _, hidden in shown[1:])
    assert {"see", "question"} <= {kind for kind, _ in shown}
    quoted = re.findall(r'<section class="slide slide-quote".*?</section>', page, re.S)
    assert all('class="slide-text quote"' in each for each in quoted)
    assert not any(secret in page for secret in SECRETS)
    notes = client.get("/reflect/packs/1/slides/notes").text
    assert notes.count('class="note-slide"') == len(shown)
    assert "Comes next" in notes
    assert "Comes next" not in page
    assert not re.search(r"\bP\d\d\b", page)


def test_questions_are_moved_put_aside_and_never_written_over(desk_on, themed):
    client = desk_on(themed)
    begun(client)
    page = client.get("/reflect/packs/1").text
    asked, seen = questions(page), revision(page)
    page = sent(client, 1, "questions", revision=seen, questions=asked, move="down 0").text
    assert questions(page) == [asked[1], asked[0], *asked[2:]]
    stale = sent(client, 1, "questions", revision=seen, questions=asked)
    assert stale.status_code == 409
    page = sent(client, 1, "questions", revision=revision(page), questions=questions(page), aside=[0]).text
    assert questions(page) == [asked[0], *asked[2:]]


def test_a_pack_in_preparation_is_dropped(desk_on, themed):
    client = desk_on(themed)
    begun(client)
    assert sent(client, 1, "drop").status_code == 303
    assert client.get("/reflect/packs/1").status_code == 404


def test_nothing_changes_while_reading_only(desk_on, themed):
    begun(desk_on(themed))
    client = desk_on(themed, read_only=True)
    page = client.get("/reflect/packs/1").text
    assert "<textarea" not in page
    assert "Let out as" not in page
    assert sent(client, 1, "let-out").status_code != 200
    assert client.post("/reflect/packs/new", data={"audience": 2, "command": "c-reading"}).status_code == 422


def test_blind_eyes_see_no_pack(desk_on, themed):
    begun(desk_on(themed))
    assignments.assign(open_project(themed, now=datetime(2025, 10, 20, 9, tzinfo=UTC)), "B", ("p01.txt",))
    client = desk_on(themed, coder="B")
    pages = ("", "/new", "/1", "/1/slides", "/1/slides/notes", "/1/file/0")
    assert {client.get(f"/reflect/packs{page}").status_code for page in pages} == {422}


def test_a_pack_whose_theme_is_gone_opens_and_the_theme_is_taken_out(desk_on, themed):
    client = desk_on(themed)
    two = re.findall(r'name="themes" value="([^"]+)"', client.get(f"/reflect/packs/new?audience={TEAM}").text)[:2]
    place = begun(client, themes=two)
    project = open_project(themed, now=datetime.now(UTC))
    with project.store(write=True) as store, store.writing("test", now=project.now) as change:
        change.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table, column in (("theme", "id"), ("theme_passage", "theme_id")):
            sorted_anew = f"UPDATE {table} SET {column} = 'sorted-anew' WHERE {column} = ?"
            change.connection.exec_driver_sql(sorted_anew, (two[0],))
    page = client.get(place).text
    assert "What this pack was to tell and cannot" in page
    assert re.search(r"The theme “[^”]+” is not told. It is no longer there", page)
    assert re.search(r"<button[^>]* disabled>Let out", page)
    seen = re.search(r'name="revision" value="(\d+)"', page)[1]
    assert sent(client, 1, "take-out", revision=int(seen) + 1, theme=two[0]).status_code == 409
    page = sent(client, 1, "take-out", revision=seen, theme=two[0]).text
    assert "It is taken out of the pack." in page
    assert "What this pack was to tell" not in page
