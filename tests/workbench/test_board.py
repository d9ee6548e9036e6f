"""The themes board: what is shown, what a person does there, and what is refused."""

from __future__ import annotations

import itertools
import re
import time
from html import unescape

import pytest

from tests.material import SAID
from toolkit.services.projects.project import open_project
from toolkit.services.themes import themes as services

NUMBERS = itertools.count(1)


class Board:
    """One column of the board: the participants' needs."""

    def __init__(self, client):
        self.client = client

    @property
    def column(self) -> str:
        answer = self.client.get("/themes/area/2/group/1/column")
        assert answer.status_code == 200
        return answer.text

    @property
    def cards(self) -> dict[str, dict]:
        found = {}
        for part in self.column.split("<article")[1:]:
            names = ("theme", "version", "name")
            one = {name: unescape(re.search(f'data-{name}="([^"]*)"', part)[1]) for name in names}
            one["shown"] = re.findall(r'data-key="([^"]*)"', part)
            rest = re.search(r'data-rest="([^"]*)"', part)
            whole = self.client.get(unescape(rest[1])).text if rest else part
            one["passages"] = re.findall(r'data-key="([^"]*)"', whole)
            one["aside"] = "data-aside" in part.split(">", 1)[0]
            found[one["theme"]] = one
        return found

    def do(self, what, cards=(), **more):
        body = {"command": f"command-{next(NUMBERS)}", "area": "needs", "group": "participants"}
        body["seen"] = {card["theme"]: card["version"] for card in cards}
        return self.client.post(f"/api/themes/{what}", json=body | more)

    def outdated(self) -> bool:
        return self.client.get("/api/themes/state").json()["outdated"]


@pytest.fixture
def board(spegla, small, desk_on):
    """A board with two themes of needs, one of them set apart by a person."""
    assert spegla("themes", "-p", small).code == 0
    made = Board(desk_on(small))
    (theme,) = made.cards.values()
    assert made.do("split", [theme], passages=theme["passages"][:3], name="Set apart").status_code == 200
    return made


def everything(board) -> list[str]:
    return sorted(key for card in board.cards.values() for key in card["passages"])


def test_a_card_shows_its_first_passages_and_leads_to_all(board):
    cards = board.cards.values()
    assert {len(card["shown"]) for card in cards if len(card["passages"]) >= 3} == {3}
    assert all(card["passages"][:3] == card["shown"] for card in cards)
    assert any(len(card["passages"]) > 3 for card in cards)
    gone = board.client.get("/themes/area/2/group/1/theme/needs-participants-000000")
    assert (gone.status_code, "no longer there" in gone.text) == (404, True)


def test_a_card_tells_its_spread_and_that_a_machine_made_it(spegla, suggested, desk_on):
    assert spegla("themes", "--from-suggestions", "-p", suggested).code == 0
    page = desk_on(suggested).get("/themes/area/2")
    assert page.status_code == 200
    for words in ("machine suggestions", "Participants", "people", "In the text"):
        assert words in page.text
    assert "SEVENSECRET" not in page.text
    assert 'href="/read/' in page.text


def test_an_empty_project_says_what_to_do_next(spegla, tmp_path, desk_on):
    spegla("init", tmp_path / "p", "--language", "en")
    client = desk_on(tmp_path / "p")
    page = client.get("/themes")
    assert (page.status_code, "Find themes in what is coded" in page.text) == (200, True)
    assert client.get("/themes/area/99").status_code == 404
    assert client.get("/themes/area/1/group/99").status_code == 404


def test_a_move_is_kept_obeyed_by_the_next_clustering_and_undone(spegla, board, small):
    first, second = list(board.cards.values())[:2]
    before, key = board.cards, first["passages"][0]
    assert board.do("move", [first, second], passages=[key], to=second["theme"]).status_code == 200
    now = board.cards
    assert key in now[second["theme"]]["passages"]
    assert key not in now.get(first["theme"], {"passages": []})["passages"]
    assert everything(board) == sorted(key for card in before.values() for key in card["passages"])
    assert not board.outdated()
    listed = spegla("themes", "-p", small, "--json").json["themes"]
    assert {one["id"]: sorted(one["passages"]) for one in listed if one["id"] in now} == {
        id_: sorted(card["passages"]) for id_, card in now.items()
    }
    assert board.client.post("/api/undo", json={"command": "undo-the-move"}).status_code == 200
    assert board.cards == before
    assert not board.outdated()


def test_passages_become_a_theme_of_their_own(board):
    first = max(board.cards.values(), key=lambda card: len(card["passages"]))
    keys = first["passages"][:2]
    before = everything(board)
    assert board.do("split", [first], passages=keys, name="  Nights   awake ").status_code == 200
    made = next(card for card in board.cards.values() if card["name"] == "Nights awake")
    assert sorted(made["passages"]) == sorted(keys)
    assert everything(board) == before
    assert board.do("split", [], passages=keys, name="   ").status_code == 422


def test_themes_are_merged_named_and_set_aside_and_taken_back(board):
    first, second = list(board.cards.values())[:2]
    assert board.do("merge", [first, second], themes=[first["theme"], second["theme"]]).status_code == 200
    one = board.cards[first["theme"]]
    assert sorted(one["passages"]) == sorted(first["passages"] + second["passages"])
    assert board.do("rename", [one], theme=one["theme"], name="Everything").status_code == 200
    one = board.cards[one["theme"]]
    assert one["name"] == "Everything"
    assert board.do("aside", [one], theme=one["theme"], aside=True).status_code == 200
    one = board.cards[one["theme"]]
    assert one["aside"]
    assert board.do("aside", [one], theme=one["theme"], aside=False).status_code == 200
    assert not board.cards[one["theme"]]["aside"]


def test_single_passages_are_set_aside_and_brought_back(board):
    first, second = list(board.cards.values())[:2]
    key, other = first["passages"][0], second["passages"][0]
    assert board.do("loosen", [first], passages=[key]).status_code == 200
    assert board.do("loosen", [], passages=[other]).status_code == 200
    (loose,) = [card for card in board.cards.values() if card["aside"]]
    assert (sorted(loose["passages"]), loose["name"]) == (sorted([key, other]), "Single passages")
    target = next(card for card in board.cards.values() if not card["aside"])
    assert board.do("move", [loose, target], passages=[key], to=target["theme"]).status_code == 200
    assert key in board.cards[target["theme"]]["passages"]


def test_what_another_window_changed_is_not_written_over(board):
    first, second = list(board.cards.values())[:2]
    assert board.do("rename", [first], theme=first["theme"], name="Mine").status_code == 200
    before = board.cards
    answer = board.do("merge", [first, second], themes=[first["theme"], second["theme"]])
    assert (answer.status_code, "have changed" in answer.json()["error"]) == (409, True)
    gone = board.do("move", [], passages=["nowhere.txt:1-2"], to=second["theme"])
    assert gone.status_code == 409
    assert "nowhere" not in gone.text
    assert board.cards == before


def test_the_same_command_again_changes_nothing(board):
    first, second = list(board.cards.values())[:2]
    body = {"command": "one-and-the-same", "area": "needs", "group": "participants", "seen": {}}
    body |= {"themes": [first["theme"], second["theme"]]}
    assert board.client.post("/api/themes/merge", json=body).status_code == 200
    before = board.cards
    assert board.client.post("/api/themes/merge", json=body).status_code == 200
    assert board.cards == before


def test_nobody_acts_without_a_name_or_in_a_workbench_for_reading(desk_on, suggested, spegla):
    spegla("themes", "--from-suggestions", "-p", suggested)
    reading = Board(desk_on(suggested, read_only=True))
    assert reading.cards
    assert 'data-do="rename"' not in reading.column
    nameless = Board(desk_on(suggested, coder=""))
    for board in (reading, nameless):
        card = next(iter(board.cards.values()))
        assert board.do("rename", [card], theme=card["theme"], name="x").status_code == 422


def test_someone_who_withdraws_is_gone_from_the_board_at_once(board, small):
    register = small / "interviews" / "respondents.csv"
    text, column = register.read_text("utf-8"), board.column
    said = next(one for one in SAID if one.area == "needs" and one.words[:30] in column)
    register.write_text(
        text.replace(f"{said.person},participants,,given", f"{said.person},participants,,withdrawn"), "utf-8"
    )
    assert said.person in column
    assert said.person not in board.column
    assert said.words[:30] not in board.column


def test_themes_are_found_anew_as_a_job(desk_on, small):
    client = desk_on(small)
    assert 'data-find="suggestions"' in client.get("/themes").text
    number = client.post("/api/themes/find", json={}).json()["job"]
    until = time.monotonic() + 60
    while (job := client.get(f"/api/jobs/{number}").json())["state"] == "running" and time.monotonic() < until:
        time.sleep(0.1)
    assert (job["state"], "on the board" in job["said"]) == ("done", True)
    assert Board(client).cards
    assert not Board(client).outdated()


def test_what_is_set_aside_is_in_no_report(desk_on, small, spegla):
    client = desk_on(small)
    with open_project(small, now=client.app.state.desk.clock()).store(write=True) as store:
        project = open_project(small, now=client.app.state.desk.clock())
        services.current(project, store, from_suggestions=False, keep=True)
    board = Board(client)
    for card in board.cards.values():
        assert board.do("aside", [card], theme=card["theme"], aside=True).status_code == 200
    assert spegla("draft", "--format", "md", "-p", small, "--json").code == 0
    (file,) = (small / "drafts").glob("*.md")
    text = file.read_text("utf-8")
    assert not any(card["name"] in text for card in board.cards.values())
    assert "not told here" in text
