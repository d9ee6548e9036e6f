"""Phones in the room answer at once; one reloads, one loses its connection: nothing is lost, nothing comes twice."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import findings, sideways
from toolkit.domain.reflection.reflection import Agreed
from toolkit.services.material.hands import Hand
from toolkit.services.sessions import responses, sessions
from toolkit.services.sessions.sessions import Wish

PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
TOLD = "Only this team sees what is written here."


class Meeting:
    """A workbench with a session that is open, its room, and the phones in it."""

    def __init__(self, bench, folder, **wish):
        self.bench, self.project = bench, bench.desk.project
        wanted = Wish(wish.pop("form", "priorities"), "team", "Autumn", agreed=Agreed(told=TOLD, at_once=True), **wish)
        self.session = sessions.open_session(self.project(), wanted, hand=Hand("KL", "opens"))
        self.host = bench.window(f"/reflect/sessions/{self.session.id}", coder="KL")
        self.app = None

    def open_room(self):
        """The host opens the room on the page; gives its address and code."""
        self.host.get_by_text("Let those in the room answer on their own phones").click()
        self.host.get_by_role("button", name="Open the room").click()
        expect(self.host.locator("#room-code")).not_to_be_empty()
        self.address, self.code = (
            self.host.locator("#room-url").inner_text(),
            self.host.locator("#room-code").inner_text(),
        )

    def show(self, step):
        """The host goes to a step, and the wall and the room with it."""
        name = {"ideas": "Suggestions", "dots": "Dots"}[step]
        self.host.get_by_role("group", name="Steps").get_by_role("button", name=name).click()

    @property
    def own(self):
        return {"Origin": self.bench.door.origins[0]}

    def phone(self, **context):
        """A phone that came in with the code."""
        own = self.bench.browser.new_context(**{**PHONE, "locale": "en-GB", **context})
        self.bench.stack.callback(own.close)
        page = own.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.bench.complaints.append(str(error)))
        page.goto(self.address)
        page.get_by_label("The code on the wall").fill(self.code.lower())
        page.get_by_role("button", name="Come in").click()
        return page

    def said(self):
        return sorted(one.text for one in sessions.view(self.project(), self.session.id).responses)

    def close(self):
        sessions.close(self.project(), self.session.id, hand=Hand("KL", "closes"))


@pytest.fixture
def meeting(bench_on, full):
    made = []

    def opened(**wish):
        bench = bench_on(full, clock=lambda: datetime.now(UTC), **wish.pop("modes", {}))
        made.append(Meeting(bench, full, **wish))
        made[-1].open_room()
        return made[-1]

    yield opened
    for each in made:
        each.host.request.post(
            each.bench.door.address + f"api/reflect/sessions/{each.session.id}/room/shut", data={}, headers=each.own
        )
        assert each.bench.complaints == []


def write(page, text):
    page.get_by_label("Your answer").fill(text)


def send(page):
    page.get_by_role("button", name="Send the answer").click()


def shoot(page, name):
    """A picture to look at, where SPEGLA_SHOTS names a folder."""
    if "SPEGLA_SHOTS" in os.environ:
        page.screenshot(path=f"{os.environ['SPEGLA_SHOTS']}/{name}.png")


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter((one) => one.startsWith('spegla-room'))")


def test_three_phones_answer_one_reloads_one_loses_its_connection(meeting):
    held = meeting()
    phones = [held.phone() for _ in range(3)]
    for page in phones:
        expect(page.get_by_role("heading", name="Welcome. It begins soon.")).to_be_visible()
        expect(page.get_by_text(TOLD)).to_be_visible()
    held.show("ideas")
    first, second, third = phones
    for page in phones:
        expect(page.get_by_role("heading", name="What should we work on first?")).to_be_visible()

    write(first, "The first says this")
    write(second, "The second was still writing")
    third.context.route("**/*", lambda route: route.abort())
    write(third, "The third has no contact")
    send(first)
    send(third)
    expect(first.get_by_text("Thank you, it has arrived.")).to_be_visible()
    expect(third.get_by_text("Kept on this device, not yet sent: 1")).to_be_visible()
    write(third, "The third writes on")
    send(third)
    expect(third.get_by_text("not yet sent: 2")).to_be_visible()

    second.reload()
    expect(second.get_by_label("Your answer")).to_have_value("The second was still writing")
    send(second)
    expect(second.get_by_text("Thank you, it has arrived.")).to_be_visible()
    second.reload()
    expect(second.get_by_text("Sent from this device: 1")).to_be_visible()

    third.context.unroute("**/*")
    expect(third.get_by_text("Sent from this device: 2")).to_be_visible()
    expect(third.locator("#waiting")).to_be_hidden()
    said = ["The first says this", "The second was still writing", "The third has no contact", "The third writes on"]
    assert held.said() == said
    for text in said:
        expect(held.host.get_by_text(text)).to_be_visible()

    write(first, "The first was in the middle")
    held.show("dots")
    expect(first.get_by_text("The meeting has gone on to the next question.")).to_be_visible()
    expect(first.get_by_label("Your answer")).to_have_value("The first was in the middle")
    first.get_by_role("button", name="Go there").click()
    for _ in range(3):
        first.get_by_role("button", name="Give number 2 a dot").click()
    expect(first.get_by_text("Dots left: 0")).to_be_visible()
    expect(first.get_by_text("Thank you, it has arrived.")).to_be_visible()
    first.reload()
    expect(first.get_by_text("Dots left: 0")).to_be_visible()
    assert sorted(one.dots for one in sessions.view(held.project(), held.session.id).responses) == [0, 0, 0, 3]

    held.close()
    for page in phones:
        expect(page.get_by_role("heading", name="Thank you. The session is closed.")).to_be_visible()
        assert kept(page) == []
    expect(first.get_by_text("The first was in the middle")).to_be_visible()
    expect(third.get_by_text("Nothing is left on this device.")).to_be_visible()
    assert held.said() == said


def test_an_answer_whose_confirmation_was_lost_comes_once(meeting):
    held = meeting()
    page = held.phone()
    held.show("ideas")
    lost = []

    def losing(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch())
        return route.abort()

    page.context.route("**/answer", losing)
    write(page, "Sent, and not heard of")
    send(page)
    expect(page.get_by_text("Sent from this device: 1")).to_be_visible()
    expect(page.locator("#waiting")).to_be_hidden()
    assert lost[0].ok
    assert held.said() == ["Sent, and not heard of"]


def test_the_room_opened_again_takes_what_was_kept(meeting):
    held = meeting()
    page = held.phone()
    held.show("ideas")
    expect(page.get_by_label("Your answer")).to_be_visible()
    page.context.route("**/answer", lambda route: route.abort())
    write(page, "Written before the code was new")
    send(page)
    expect(page.get_by_text("not yet sent: 1")).to_be_visible()
    page.context.clear_cookies()
    expect(page.get_by_label("The code on the wall")).to_be_visible()
    page.context.unroute("**/answer")
    page.get_by_label("The code on the wall").fill(held.code)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_text("Sent from this device: 1")).to_be_visible()
    assert held.said() == ["Written before the code was new"]


def test_the_page_is_large_on_a_small_phone_and_tells_of_no_others(meeting):
    held = meeting()
    other, page = held.phone(), held.phone(viewport={"width": 320, "height": 568})
    held.show("ideas")
    write(other, "<b>Somebody else's</b> answer")
    send(other)
    expect(other.get_by_text("Thank you, it has arrived.")).to_be_visible()
    expect(page.get_by_label("Your answer")).to_be_visible()
    expect(page.get_by_text("Somebody else's")).to_have_count(0)
    assert (findings(page), sideways(page)) == ([], [])
    assert page.get_by_role("button", name="Send the answer").bounding_box()["height"] >= 44
    shoot(page, "room-answer")
    shoot(held.host, "room-host")
    held.show("dots")
    expect(page.get_by_text("<b>Somebody else's</b> answer")).to_be_visible()
    expect(page.get_by_text("Dots left: 3")).to_be_visible()
    shoot(page, "room-dots")
    assert (findings(page), sideways(page)) == ([], [])
    page.get_by_role("button", name="Give number 1 a dot").click()
    expect(page.get_by_text("Dots left: 2")).to_be_visible()
    found = sessions.view(held.project(), held.session.id).responses[0]
    responses.hide(held.project(), found.id, hidden=True, seen=found.revision, hand=Hand("KL", "hides"))
    expect(page.get_by_text("Dots left: 3")).to_be_visible()
    expect(page.get_by_text("Nothing has been let through to the wall yet.")).to_be_visible()


def test_in_swedish_and_by_name(bench_on, full):
    settings = full / "project.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('language = "en"', 'language = "sv"'), encoding="utf-8"
    )
    bench = bench_on(full, clock=lambda: datetime.now(UTC))
    held = Meeting(bench, full, form="plus_delta", anonymous=False)
    held.open_room()
    own = bench.browser.new_context(**{**PHONE, "color_scheme": "dark"})
    bench.stack.callback(own.close)
    page = own.new_page()
    page.goto(held.address)
    shoot(page, "room-enter-sv")
    assert findings(page) == []
    page.get_by_label("Rumskoden i projektorvyn").fill("AAAAAA")
    page.get_by_role("button", name="Gå in").click()
    expect(page.get_by_text("Det är inte rumskoden.")).to_be_visible()
    page.get_by_label("Rumskoden i projektorvyn").fill(f"{held.code[:3]} {held.code[3:]}")
    page.get_by_role("button", name="Gå in").click()
    held.host.get_by_role("group", name="Steps").get_by_role("button", name="Plus").click()
    page.get_by_label("Vem du är").fill("handledare")
    write_sv = page.get_by_label("Ditt svar")
    write_sv.fill("Mötena på måndagar")
    page.reload()
    expect(page.get_by_label("Vem du är")).to_have_value("handledare")
    page.emulate_media(color_scheme="dark")
    shoot(page, "room-answer-sv")
    assert findings(page) == []
    page.get_by_role("button", name="Skicka svaret").click()
    expect(page.get_by_text("Tack, det har kommit fram.")).to_be_visible()
    found = sessions.view(held.project(), held.session.id).responses
    assert [(one.text, one.who) for one in found] == [("Mötena på måndagar", "handledare")]
    wall = bench.window(
        f"/reflect/sessions/{held.session.id}/wall", coder="KL", viewport={"width": 1920, "height": 1080}
    )
    expect(wall.locator("#room-wall-code")).to_have_text(held.code)
    shoot(wall, "room-wall")
    held.host.get_by_role("button", name="Shut the room").click()
    expect(page.get_by_role("heading", name="Tack. Mötet är avslutat.")).to_be_visible()
    assert kept(page) == []
    expect(wall.locator("#room-wall")).to_be_hidden()
    assert bench.complaints == []
