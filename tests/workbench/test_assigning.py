"""The screen Coders: who codes what blind, given and ended by forms."""

import re

import pytest

from toolkit.services.comparing import assignments
from toolkit.services.projects.project import open_project
from toolkit.workbench.desk import moment


@pytest.fixture
def client(small, desk_on):
    return desk_on(small, coder="B")


def left(folder):
    return [one.source for row in assignments.coders(open_project(folder, now=moment())) for one in row.left]


def test_some_are_drawn_coded_and_done(small, client):
    assert "Nobody has coded yet" not in client.get("/coders").text
    answer = client.post("/coders/assign", data={"coder": "B", "how": "random", "count": "2"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/coders")
    assert len(left(small)) == 2
    page = client.get("/coders").text
    assert "To code blind: 2 of 2 left" in page
    assert "2 interviews is left out" in page
    source = re.search(r'name="source" value="(\d+)"', page).group(1)
    assert client.post("/coders/done", data={"coder": "B", "source": source}).status_code == 303
    assert "To code blind: 1 of 2 left" in client.get("/coders").text
    other = re.search(r'/coders/done.*?name="source" value="(\d+)"', client.get("/coders").text).group(1)
    assert client.post("/coders/take-back", data={"coder": "B", "source": other}).status_code == 303
    assert left(small) == []
    assert "Blind:" not in client.get("/coders").text


def test_chosen_ones(small, client):
    numbers = re.findall(r'type="checkbox" name="source" value="(\d+)"', client.get("/coders").text)
    answer = client.post("/coders/assign", data={"coder": "C", "how": "chosen", "source": numbers[:2]})
    assert answer.status_code == 303
    assert len(left(small)) == 2


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"coder": "B", "how": "chosen"}, "No interview is chosen."),
        ({"coder": "", "how": "random", "count": "2"}, "A coder&#39;s name"),
        ({"coder": "B", "how": "random", "count": "0"}, "at least one"),
        ({"coder": "B", "how": "random", "count": "2", "group": "steering"}, "no interview left to draw"),
        ({"coder": "B", "how": "chosen", "source": "999"}, "There is no source number"),
    ],
)
def test_a_wrong_form_is_answered_in_words(small, client, form, said):
    answer = client.post("/coders/assign", data=form)
    assert answer.status_code in (404, 422)
    assert said in answer.text
    assert left(small) == []


def test_an_empty_project_says_what_to_do(tmp_path, desk_on, spegla):
    spegla("init", tmp_path / "new", "--language", "en")
    page = desk_on(tmp_path / "new").get("/coders").text
    assert "Nobody has coded yet." in page
    assert "no interviews to assign yet" in page


def test_nothing_is_given_in_a_workbench_to_read_only(small, desk_on):
    client = desk_on(small, coder="B", read_only=True)
    assert "/coders/assign" not in client.get("/coders").text
    assert client.post("/coders/assign", data={"coder": "B", "how": "random", "count": "2"}).status_code == 422
