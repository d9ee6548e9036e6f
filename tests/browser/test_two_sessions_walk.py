"""Two meetings over the sample in Swedish: pack, phones, two note-takers, coding, an answer, the next draft changed."""

from __future__ import annotations

import os
import re
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Bench, BenchOn
from tests.browser.test_room_walk import PHONE
from tests.browser.transcript import ready, select, stored
from tests.conftest import Spegla
from toolkit.messages import catalogue
from toolkit.services.sessions import sessions

SIZES = ((1280, 720), (1920, 1080))
ABOUT_TEAM, ABOUT_START = "märker behoven", "hur det började"
ASKED = "Vad tror ni att D03 skulle säga om det?"
PHONES = ("Så är det hos oss också.", "Vi märker det ofta först i bilen.", "Det känns igen från praktiken.")
LATER = "Och i väntrummet."
OBJECTED = "Nej, det märks först när man har gått bredvid i flera månader."
BESIDE = "Det beror på vem som frågar."
HALF = "Blanketten hjälper inte."
REASON = "Efter mötet: det tar månader av att gå bredvid."
AGREED = "Pröva två träffar utan blankett."
IDEAS = ("Färre blanketter", "Fler hembesök")


def sv(message: str, /, **values: object) -> str:
    """A text of the workbench as it stands there in Swedish."""
    return catalogue("sv").gettext(message).format(**values)


def some(one: str, many: str, n: int) -> str:
    return catalogue("sv").ngettext(one, many, n).format(n=n)


def press(place: Page | Locator, message: str, **values: object) -> None:
    place.get_by_role("button", name=sv(message, **values), exact=True).click()


@pytest.fixture
def claimed(spegla: Spegla, own_sample: Path) -> Path:
    """The sample with a claim about the team and the participants, and one about the participants."""
    found = spegla("themes", "-p", own_sample, "--json").json["themes"]
    of = {(one["area"], one["group"]): one["id"] for one in sorted(found, key=lambda one: len(one["respondents"]))}
    for words, *on in (
        (f"{{vem}} {ABOUT_TEAM} när de går bredvid.", of["needs", "team"], of["needs", "participants"]),
        (f"{{vem}} tar upp {ABOUT_START}.", of["preconditions", "participants"]),
    ):
        themes = [part for theme in on for part in ("--theme", theme)]
        group = "all" if len(on) > 1 else "participants"
        assert spegla("claims", "add", words, *themes, "--group", group, "--coder", "A", "-p", own_sample).code == 0
    return own_sample


def shoot(page: Page, name: str) -> None:
    """Pictures of a page to look at, large and small, light and dark, where SPEGLA_SHOTS names a folder."""
    if "SPEGLA_SHOTS" not in os.environ:
        return
    before = page.viewport_size
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for shade in ("light", "dark"):
            page.emulate_media(color_scheme=shade)  # type: ignore[arg-type]
            page.screenshot(animations="disabled", path=f"{os.environ['SPEGLA_SHOTS']}/{name}-{width}-{shade}.png")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before or {"width": 1280, "height": 720})


class Walk:
    """A workbench over the sample, and what is stored of its sessions."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench

    def at(self, path: str, **window: object) -> Page:
        page = self.bench.window(path, coder=str(window.pop("coder", "A")), **window)  # type: ignore[arg-type]
        page.wait_for_load_state("networkidle")
        return page

    def go(self, page: Page, path: str) -> None:
        page.goto(self.bench.door.address.rstrip("/") + path)

    def said(self, session: int) -> Counter[str]:
        return Counter(one.text for one in sessions.view(self.bench.desk.project(), session).responses)

    def report(self, page: Page) -> str:
        """The short partial report as it would be written now."""
        self.go(page, "/draft")
        page.get_by_role("link", name=sv("Short partial report")).click()
        expect(page.locator("article.report")).to_contain_text("Vad reflektionsmötena gav")
        return page.locator("article.report").inner_text()

    def sentence(self, page: Page, claim: int) -> str:
        """How the claim stands in the team, as its page says it."""
        self.go(page, f"/claims/{claim}")
        return page.locator(".claim-sentence", has_text="teammedlemmar").inner_text().partition(".")[0]

    def phone(self, url: str, code: str) -> Page:
        own = self.bench.browser.new_context(**PHONE, locale="sv-SE")
        self.bench.stack.callback(own.close)
        page = own.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.bench.complaints.append(str(error)))
        page.goto(url)
        page.locator("#code").fill(code.lower())
        page.locator("#enter button").click()
        expect(page.locator("#prompt")).to_be_visible()
        return page

    def phones(self, host: Page) -> list[Page]:
        """Three phones that came in with the code on the wall."""
        host.locator("#room summary").click()
        press(host, "Open the room")
        expect(host.locator("#room-code")).not_to_be_empty()
        url, code = host.locator("#room-url").inner_text(), host.locator("#room-code").inner_text()
        return [self.phone(url, code) for _ in range(3)]


def prepared(walk: Walk) -> Page:
    """A pack for the team: what the check finds is answered, and Word is fetched; gives its page."""
    page = walk.at("/reflect/packs/new", accept_downloads=True)
    page.get_by_role("link", name=sv("The team"), exact=True).click()
    for claim in (1, 2):
        page.locator(f"input[name=claims][value='{claim}']").check()
    expect(page.locator("#estimate")).to_contain_text(some("{n} finding, ", "{n} findings, ", 2).strip())
    page.get_by_label(sv("Title")).fill("Vad vi ser i höst")
    press(page, "Prepare the pack")
    page.get_by_label(sv("One more question")).fill(ASKED)
    press(page, "Save the questions")
    let_out = page.get_by_role("button", name=sv("Let out as Word and HTML"))
    expect(page.locator(".gate-list")).to_contain_text("D03")
    expect(let_out).to_be_disabled()
    last = page.locator("[name=questions]").filter(has_text="D03")
    last.fill("Vad tror ni att deltagarna skulle säga om det?")
    press(page, "Save the questions")
    expect(page.locator(".gate-list")).to_have_count(0)
    let_out.click()
    with page.expect_download() as fetched:
        page.get_by_role("link", name=sv("Fetch the file ({kind})", kind="Word")).click()
    with zipfile.ZipFile(fetched.value.path()) as word:
        text = re.sub("<[^>]+>", "", word.read("word/document.xml").decode())
    assert ABOUT_TEAM in text
    assert "D03" not in text
    return page


def opened(page: Page, title: str, form: str, *, present: str = "") -> int:
    page.get_by_label(sv("Which meeting it is")).fill(title)
    page.locator(f"input[name=format][value={form}]").check()
    page.get_by_label(sv("Those who wish are taken down by name")).check()
    page.get_by_label(sv("Who is present")).fill(present)
    press(page, "Open the session")
    page.wait_for_url(re.compile(r"/reflect/sessions/\d+$"))
    return int(page.url.rpartition("/")[2])


def step(page: Page, name: str) -> None:
    page.get_by_role("group", name=sv("Steps")).get_by_role("button", name=sv(name)).click()


def write(page: Page, text: str, *, who: str = "", of: str = "") -> None:
    if of:
        page.locator(".desk-finding", has_text=of).click()
    if who:
        page.locator("#entry-who").fill(who)
    page.locator("#entry-text").fill(text)
    page.locator("#entry-text").press("Enter")


def row(page: Page, text: str) -> Locator:
    return page.locator(".desk-row", has_text=text)


def answer(phone: Page, text: str) -> None:
    phone.locator("#text").fill(text)
    phone.locator("#answer button[type=submit]").click()


def recognised(desk: Page, wall: Page, phones: list[Page]) -> None:
    """Three phones answer; one reloads half-way, one has no connection; nothing stands on the wall unasked."""
    step(desk, "We recognise this")
    first, second, third = phones
    for phone in phones:
        expect(phone.locator("#text")).to_be_visible()
    second.locator("#text").fill(PHONES[1])
    third.context.set_offline(True)
    for text in (PHONES[2], LATER):
        answer(third, text)
    expect(third.locator("#waiting")).to_contain_text("2")
    answer(first, PHONES[0])
    second.reload()
    expect(second.locator("#text")).to_have_value(PHONES[1])
    second.locator("#answer button[type=submit]").click()
    third.context.set_offline(False)
    for phone in phones:
        expect(phone.locator("#waiting")).to_be_hidden()
        expect(phone.locator("#sent")).not_to_be_empty()
    for text in (*PHONES, LATER):
        expect(row(desk, text)).to_be_visible()
    expect(desk.locator("#incoming-words")).to_contain_text("4")
    expect(wall.locator("#body")).to_be_visible()
    expect(wall.locator(".wall-card")).to_have_count(0)
    for text in PHONES[:2]:
        row(desk, text).get_by_role("button", name=sv("Let through")).click()
    expect(wall.locator(".wall-card .quote")).to_have_text(list(PHONES[:2]))
    shoot(desk, "desk-waiting")
    press(desk, "Let all through")
    expect(wall.locator(".wall-card")).to_have_count(4)


def objected(desk: Page, other: Page) -> None:
    """Two write at once; one of them loads the page anew with an entry that has not arrived."""
    step(desk, "We see it differently")
    step(other, "We see it differently")
    other.route("**/api/reflect/**", lambda route: route.abort())
    write(other, BESIDE)
    write(desk, OBJECTED, who="T1", of=ABOUT_TEAM)
    expect(row(desk, OBJECTED).locator(".desk-who")).to_have_value("T1")
    other.locator("#entry-text").fill(HALF)
    expect(other.locator("#waiting")).to_be_visible()
    other.unroute("**/api/reflect/**")
    other.reload()
    for page in (desk, other):
        for text in (OBJECTED, BESIDE):
            expect(row(page, text)).to_have_count(1)
    expect(other.locator("#waiting")).to_be_hidden()
    expect(other.locator("#entry-text")).to_have_value(HALF)
    other.locator("#entry-text").press("Enter")
    expect(row(desk, HALF)).to_have_count(1)


def closed(desk: Page, phones: list[Page]) -> None:
    press(desk, "Close the session …")
    desk.locator("#closing-yes").click()
    expect(desk.get_by_role("link", name=sv("Read and code what was said"))).to_be_visible()
    for phone in phones:
        expect(phone.locator("#over")).to_be_visible()


def first_meeting(walk: Walk, pack: Page) -> tuple[int, Page]:
    pack.get_by_role("link", name=sv("Hold a meeting with this pack")).click()
    session = opened(pack, "Teamets dag", "recognise", present="T1\nT2")
    desk, place = pack, f"/reflect/sessions/{session}"
    wall = walk.at(f"{place}/wall")
    expect(wall.locator("#rules")).not_to_be_empty()
    shoot(wall, "wall-rules")
    phones = walk.phones(desk)
    recognised(desk, wall, phones)
    other = walk.at(place, coder="B")
    objected(desk, other)
    expect(wall.locator(".wall-card .quote")).to_have_count(3)
    blurred = "getComputedStyle(document.querySelector('.wall-card .quote')).filter.includes('blur')"
    assert not wall.evaluate(blurred)
    shoot(wall, "wall")
    wall.keyboard.press("b")
    assert wall.evaluate(blurred)
    shoot(wall, "wall-blurred")
    shoot(desk, "desk")
    closed(desk, phones)
    shoot(desk, "desk-closed")
    assert walk.said(session) == Counter([*PHONES, LATER, OBJECTED, BESIDE, HALF])
    return session, desk


def coded(walk: Walk, desk: Page) -> None:
    """What T1 said is coded in the source that the session became."""
    desk.get_by_role("link", name=sv("Read and code what was said")).click()
    ready(desk)
    before = len(stored(walk.bench.desk, "A"))
    select(desk, OBJECTED)
    desk.get_by_role("option", name="Behovsdefinition").first.click()
    expect(desk.locator("#saved")).to_have_text(sv("Everything is saved"))
    assert len(stored(walk.bench.desk, "A")) == before + 1
    shoot(desk, "source")


def told_of(report: str) -> str:
    """The first sentence of a report that tells of the claim that the team objects to, with its numbers."""
    (line, *_) = (line for line in report.splitlines() if ABOUT_TEAM in line and "teammedlemmar" in line)
    return next(one for one in line.split(". ") if ABOUT_TEAM in one)


def answered(walk: Walk, page: Page) -> tuple[str, str]:
    """The objection changes T1's stance; gives the report's sentence on the claim before and after."""
    before, stood = told_of(walk.report(page)), walk.sentence(page, 1)
    walk.go(page, "/reflect/log")
    one = page.locator(".waits", has_text=OBJECTED)
    one.locator("summary").click()
    one.locator("[name=outcome]").select_option("stance")
    one.locator("[name=stance]").select_option("contradicts")
    one.locator("[name=reason]").fill(REASON)
    one.locator("form button[type=submit]").click()
    expect(page.locator(".answered")).to_contain_text(REASON)
    expect(page.locator(".waits", has_text=OBJECTED)).to_have_count(0)
    page.locator("summary", has_text=sv("Write down what was agreed")).click()
    page.locator("[name=text]").fill(AGREED)
    page.locator("[name=owner]").fill("samordnaren")
    press(page, "Write down")
    expect(page.locator(".agreed")).to_contain_text(AGREED)
    shoot(page, "log")
    assert walk.sentence(page, 1) != stood
    return before, told_of(walk.report(page))


def second_meeting(walk: Walk, page: Page) -> int:
    """It starts with what was agreed and what changed; ideas get dots on the phones."""
    walk.go(page, "/reflect/sessions/new")
    session = opened(page, "Nästa gång", "priorities")
    start = walk.at(f"/reflect/sessions/{session}/start")
    for text in (AGREED, OBJECTED, REASON):
        expect(start.locator("main")).to_contain_text(text)
    expect(start.locator("[aria-labelledby=changed]")).to_contain_text(
        some("{n} claim was written or changed", "{n} claims were written or changed", 1)
    )
    shoot(start, "start")
    phones = walk.phones(page)
    step(page, "Suggestions")
    for phone, text in zip(phones, IDEAS, strict=False):
        expect(phone.locator("#text")).to_be_visible()
        answer(phone, text)
    for text in IDEAS:
        expect(row(page, text)).to_be_visible()
    press(page, "Let all through")
    step(page, "Dots")
    for phone in phones:
        expect(phone.locator("#ideas li")).to_have_count(2)
        for left in (2, 1, 0):
            phone.locator("#ideas li").first.get_by_role("button").last.click()
            expect(phone.locator("#dots-left")).to_contain_text(str(left))
    first = row(page, IDEAS[0])
    expect(page.locator(".desk-row", has_text=some("{n} dot", "{n} dots", 9))).to_have_count(1)
    expect(first).to_be_visible()
    page.locator("#tally").check()
    wall = walk.at(f"/reflect/sessions/{session}/wall")
    expect(wall.locator(".wall-card")).to_have_count(2)
    shoot(wall, "wall-dots")
    shoot(page, "desk-dots")
    closed(page, phones)
    found = sessions.view(walk.bench.desk.project(), session).responses
    assert sorted((one.dots, one.text) for one in found) == [(0, IDEAS[1]), (9, IDEAS[0])]
    return session


def drafted(walk: Walk, page: Page, before: str, after: str) -> None:
    whole = walk.report(page)
    told = whole.rpartition("Vad reflektionsmötena gav")[2]
    assert "en hållning bedömdes om" in told
    assert REASON not in told  # it is for the team: it may name somebody
    assert re.search(rf"{ABOUT_TEAM}.*teammedlemmar\s3\sav\s4", told)
    assert after in whole
    assert before not in whole
    assert OBJECTED not in told
    page.locator("article.report").get_by_role("heading", name="Vad reflektionsmötena gav").scroll_into_view_if_needed()
    shoot(page, "draft")


def test_two_meetings_and_the_draft_after_them(claimed: Path, bench_on: BenchOn) -> None:
    bench = bench_on(claimed, language="sv", coder="A", clock=lambda: datetime.now(UTC))
    walk = Walk(bench)
    pack = prepared(walk)
    session, page = first_meeting(walk, pack)
    coded(walk, page)
    before, after = answered(walk, page)
    assert before != after
    second_meeting(walk, page)
    drafted(walk, page, before, after)
    assert walk.said(session) == Counter([*PHONES, LATER, OBJECTED, BESIDE, HALF])
    assert [one for one in bench.complaints if "net::ERR_FAILED" not in one] == []  # the connections that were cut
