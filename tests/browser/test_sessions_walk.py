"""A reflection session in the browser: reload, two note-takers and lost connections lose nothing; the wall is calm."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Bench, BenchOn
from tests.browser.test_accessibility import HALF, findings, quiet, sideways
from tests.browser.test_modes import BLURRED, WORDS
from toolkit.domain.reflection.reflection import Agreed
from toolkit.services.material.hands import Hand
from toolkit.services.sessions import responses, sessions
from toolkit.services.sessions.responses import Said
from toolkit.services.sessions.sessions import Wish

FORMAT = "recognise"


@pytest.fixture
def folder(small_coded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_coded, tmp_path / "session"))


def opened(bench: Bench, form: str = FORMAT, *, pack: bool = False, **wish: object) -> int:
    project = bench.desk.project()
    given = packed(bench) if pack else None
    wanted = Wish(form, "team", "Autumn meeting", pack=given, **wish)  # type: ignore[arg-type]
    return sessions.open_session(project, wanted, hand=Hand("KL", "open")).id


def packed(bench: Bench) -> int:
    """A pack that was let out to the team, with two findings."""
    from toolkit.storage.tables import schema_reflection as tables

    project = bench.desk.project()
    row = {"title": "T", "audience": "team", "digest": "f" * 64, "files": [], "shown": []}
    with project.store(write=True) as store, store.writing("test", now=project.now) as change:
        by = {"coder": "KL", "at": project.now}
        made: int = change.connection.execute(tables.pack.insert().values({**row, **by})).lastrowid
        for number, text in enumerate(("Many participants wait for an answer.", "Some say that the bus is late."), 1):
            piece = {"pack_id": made, "position": number, "kind": "see", "text": text, "theme": f"t{number}"}
            change.connection.execute(tables.pack_item.insert().values(piece))
    return made


def at(bench: Bench, session: int, kind: str = "", **window: object) -> Page:
    page = bench.window(f"/reflect/sessions/{session}{kind}", **window)  # type: ignore[arg-type]
    page.wait_for_load_state("networkidle")
    return page


def step(page: Page, name: str) -> None:
    page.get_by_role("group", name="Steps").get_by_role("button", name=name).click()


def write(page: Page, text: str) -> None:
    page.get_by_label("What was said").fill(text)
    page.get_by_label("What was said").press("Enter")


def texts(bench: Bench, session: int) -> list[str]:
    return [one.text for one in sessions.view(bench.desk.project(), session).responses]


def row(page: Page, text: str):  # type: ignore[no-untyped-def]
    return page.locator(".desk-row", has_text=text)


def kept(page: Page) -> int:
    found: int = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('spegla-session')).length")
    return found


def phone(bench: Bench, session: int, text: str, step: str = "recognise") -> None:
    said = Said(step, text, device="d1", command=f"phone-{text}")
    responses.respond(bench.desk.project(), session, said, hand=None)


def test_a_session_is_held_by_keyboard(folder: Path, bench_on: BenchOn) -> None:
    bench = bench_on(folder)
    session = opened(bench, pack=True, anonymous=False, present=("coach",))
    wall = at(bench, session, "/wall")
    expect(wall.locator("#rules")).to_contain_text("Nobody is quoted.")
    page = at(bench, session)
    page.keyboard.press("Alt+PageDown")
    expect(page.get_by_label("What was said")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type("We wait too")
    page.keyboard.press("Enter")
    expect(row(page, "We wait too")).to_be_visible()
    expect(page.get_by_label("What was said")).to_have_value("")
    page.get_by_label("Who", exact=True).fill("coach")
    page.get_by_label("Not on the wall").check()
    write(page, "Between us")
    expect(row(page, "Between us")).to_contain_text("not on the wall")
    expect(page.get_by_label("Who", exact=True)).to_have_value("")
    expect(page.get_by_label("Not on the wall")).not_to_be_checked()
    found = sessions.view(bench.desk.project(), session).responses
    assert [(one.text, one.theme, one.who, one.hidden) for one in found] == [
        ("We wait too", "t1", "", False),
        ("Between us", "t1", "coach", True),
    ]
    expect(wall.get_by_role("heading", level=1)).to_have_text("Where do you recognise yourselves?")
    expect(wall.locator(".wall-card")).to_have_count(1)
    expect(wall.locator("li.pointed")).to_have_text("1 Many participants wait for an answer.")
    row(page, "Between us").get_by_role("button", name="Let through").click()
    expect(wall.locator(".wall-card")).to_have_count(2)
    row(page, "We wait too").get_by_role("button", name="Hide").click()
    expect(wall.locator(".wall-card")).to_have_count(1)
    assert kept(page) == 0
    assert bench.complaints == []


def test_a_lost_connection_loses_nothing(folder: Path, bench_on: BenchOn) -> None:
    bench = bench_on(folder)
    session = opened(bench)
    page = at(bench, session)
    step(page, "We recognise this")
    page.route("**/api/reflect/**", lambda route: route.abort())
    for text in ("One", "Two", "Three"):
        write(page, text)
    expect(page.locator("#waiting")).to_contain_text("3 entries wait in this browser")
    page.get_by_label("What was said").fill("Half a sen")
    page.unroute("**/api/reflect/**")
    page.reload()
    expect(row(page, "Three")).to_be_visible()
    expect(page.locator("#waiting")).to_be_hidden()
    step(page, "We recognise this")
    expect(page.get_by_label("What was said")).to_have_value("Half a sen")
    assert texts(bench, session) == ["One", "Two", "Three"]
    assert kept(page) == 0


def test_an_answer_that_was_lost_makes_no_second_response(folder: Path, bench_on: BenchOn) -> None:
    bench = bench_on(folder)
    session = opened(bench)
    page = at(bench, session)
    step(page, "We recognise this")
    lost: list[str] = []

    def lose(route):  # type: ignore[no-untyped-def]
        if lost:
            return route.continue_()
        lost.append(route.fetch().text())
        return route.abort()

    page.route("**/responses", lose)
    write(page, "Said once")
    expect(row(page, "Said once")).to_be_visible()
    expect(page.locator("#waiting")).to_be_hidden()
    assert lost
    assert texts(bench, session) == ["Said once"]


def test_two_note_takers_lose_nothing(folder: Path, bench_on: BenchOn) -> None:
    bench = bench_on(folder)
    session = opened(bench)
    one, two = (at(bench, session, coder=name) for name in ("KL", "MS"))
    for page, text in ((one, "From the left"), (two, "From the right")):
        step(page, "We recognise this")
        write(page, text)
        expect(row(page, text)).to_be_visible()
    for page in (one, two):
        expect(page.locator(".desk-row")).to_have_count(2)
        row(page, "From the left").get_by_role("button", name="Change").click()
    words = "New words of response 1"
    one.get_by_label(words).fill("Changed on the left")
    two.get_by_label(words).fill("Changed on the right")
    one.get_by_label(words).press("Enter")
    expect(row(one, "Changed on the left")).to_be_visible()
    expect(two.locator(".desk-note")).to_contain_text("Changed on the left")
    two.get_by_label(words).press("Enter")
    expect(two.locator(".desk-note")).to_contain_text("Changed on the left")
    expect(two.get_by_label(words)).to_have_value("Changed on the right")
    assert texts(bench, session) == ["Changed on the left", "From the right"]
    two.reload()
    step(two, "We recognise this")
    expect(two.get_by_label(words)).to_have_value("Changed on the right")
    two.get_by_label(words).press("Enter")
    expect(row(two, "From the right")).to_be_visible()


def test_phones_come_by_themselves_and_wait(folder: Path, bench_on: BenchOn) -> None:
    bench = bench_on(folder)
    session = opened(bench)
    page, wall = at(bench, session), at(bench, session, "/wall")
    step(page, "We recognise this")
    page.get_by_label("What was said").fill("Being written")
    phone(bench, session, "From a phone")
    phone(bench, session, "From another")
    expect(page.locator("#incoming-words")).to_contain_text("2 responses from own devices wait")
    expect(page.get_by_label("What was said")).to_have_value("Being written")
    expect(wall.locator(".wall-card")).to_have_count(0)
    page.get_by_role("button", name="Let all through").click()
    expect(wall.locator(".wall-card")).to_have_count(2)
    expect(page.locator("#incoming")).to_be_hidden()


def test_what_the_end_overtook_is_said_and_kept(folder: Path, bench_on: BenchOn) -> None:
    bench = bench_on(folder)
    session = opened(bench)
    page = at(bench, session)
    step(page, "We recognise this")
    write(page, "In time")
    expect(row(page, "In time")).to_be_visible()
    page.route("**/api/reflect/**", lambda route: route.abort())
    write(page, "Too late")
    page.get_by_label("What was said").fill("Half written")
    page.get_by_role("button", name="Close the session …").click()
    expect(page.locator("#closing-yes")).to_be_disabled()
    page.get_by_role("button", name="Cancel").click()
    sessions.close(bench.desk.project(), session, hand=Hand("MS", "close"))
    page.unroute("**/api/reflect/**")
    expect(page.locator("#waiting")).to_contain_text("Too late")
    expect(page.locator("#waiting")).to_contain_text("takes no more responses")
    expect(page.locator("#left-over")).to_contain_text("Half written")
    page.locator("#waiting").get_by_role("button", name="Throw away").click()
    page.locator("#left-over").get_by_role("button", name="Throw away").click()
    expect(page.locator("#left-over")).to_be_hidden()
    assert kept(page) == 0
    assert texts(bench, session) == ["In time"]


def test_the_end_leaves_nothing_in_the_browser(folder: Path, bench_on: BenchOn) -> None:
    bench = bench_on(folder)
    session = opened(bench)
    page, wall = at(bench, session), at(bench, session, "/wall")
    step(page, "We recognise this")
    write(page, "In time")
    expect(row(page, "In time")).to_be_visible()
    page.get_by_label("What was said").fill("Half")
    page.get_by_role("button", name="Close the session …").click()
    expect(page.locator("#closing-words")).to_contain_text("not saved")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_label("What was said").fill("")
    page.get_by_role("button", name="Close the session …").click()
    page.locator("#closing-yes").click()
    expect(page.get_by_text("This session is closed")).to_be_visible()
    expect(wall.locator("#wall-note")).to_have_text("The session is closed. Thank you.")
    stored = page.evaluate("[localStorage, sessionStorage].flatMap((one) => Object.keys(one))")
    assert not [one for one in stored if "session-" in one]
    expect(page.get_by_role("link", name="Read and code what was said")).to_be_visible()


def filled(bench: Bench, form: str = FORMAT) -> int:
    session = opened(bench, form, pack=form == FORMAT, anonymous=False, agreed=Agreed(at_once=True))
    project = bench.desk.project()
    first = sessions.view(project, session).form.steps[0].key
    for number in range(12):
        said = Said(
            first, f"Answer {number}: it takes a long time before anybody calls.", "coach", command=f"s-{number}"
        )
        responses.respond(project, session, said, hand=Hand("KL", f"hand-{number}"))
    phone(bench, session, "On a phone", first)
    return session


@pytest.mark.parametrize("form", [FORMAT, "priorities"])
@pytest.mark.parametrize("language", ["en", "sv"])
def test_axe_finds_nothing_grave(form: str, language: str, folder: Path, bench_on: BenchOn) -> None:
    bench = bench_on(folder, language=language)
    session = filled(bench, form)
    page = at(bench, session)
    for place in range(1, 3):
        page.locator(".desk-steps button").nth(place).click()
        assert findings(quiet(page)) == []
    page.locator("[data-seconds='300']").click()
    wall = at(bench, session, "/wall")
    expect(wall.locator("#time")).to_be_visible()
    assert findings(quiet(wall)) == []
    for path in ("/reflect", "/reflect/sessions/new"):
        assert findings(quiet(bench.window(path))) == []


def test_nothing_goes_sideways(folder: Path, bench_on: BenchOn) -> None:
    bench = bench_on(folder)
    session = filled(bench)
    wrong = {}
    for path in (
        "/reflect",
        "/reflect/sessions/new",
        f"/reflect/sessions/{session}",
        f"/reflect/sessions/{session}/wall",
    ):
        for size in ({"width": 1280, "height": 720}, HALF):
            page = bench.window(path, viewport=size)
            page.wait_for_load_state("networkidle")
            if path.endswith(str(session)):
                step(page, "We recognise this")
            if found := sideways(page):
                wrong[path, size["width"]] = found
    assert wrong == {}


def test_a_presentation_blurs_words_and_names(folder: Path, bench_on: BenchOn) -> None:
    bench = bench_on(folder, presentation=True)
    session = filled(bench)
    page = at(bench, session)
    step(page, "We recognise this")
    wall = at(bench, session, "/wall")
    for one in (page, wall):
        expect(one.locator(".quote").first).to_be_visible()
        assert one.evaluate(BLURRED, WORDS) == []
    wall.keyboard.press("b")
    assert wall.evaluate(BLURRED, WORDS) != []


def test_a_key_blurs_the_wall_in_any_mode(folder: Path, bench_on: BenchOn) -> None:
    bench = bench_on(folder)
    session = filled(bench)
    step(at(bench, session), "We recognise this")
    wall = at(bench, session, "/wall")
    expect(wall.locator(".quote").first).to_be_visible()
    assert wall.evaluate(BLURRED, WORDS) != []
    wall.keyboard.press("b")
    assert wall.evaluate(BLURRED, WORDS) == []
    expect(wall.get_by_role("button", name="Blur words and names")).to_have_attribute("aria-pressed", "true")
