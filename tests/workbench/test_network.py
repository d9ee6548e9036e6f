"""The screen With whom: map data, the same as a table, passages of a line, narrowed, blurred, refused to blind eyes."""

import json
import re

import pytest

from tests.services.tied import BUSES, DOCTOR, tie


@pytest.fixture
def folder(small):
    tie(small)
    return small


def data(page):
    return json.loads(re.search(r'id="network-data">(.*?)</script>', page, re.DOTALL)[1])


def test_a_project_without_ties_says_how_to_begin(small, desk_on):
    page = desk_on(small).get("/network").text
    assert "Nobody has marked with whom yet." in page
    assert "spegla partners start" in page
    assert "network-data" not in page


def test_the_map_and_the_same_as_a_table(folder, desk_on):
    page = desk_on(folder).get("/network?view=people").text
    found = data(page)
    assert {node["title"] for node in found["nodes"] if node["kind"] == "partner"} == {
        "The bus company",
        "The doctor",
        "The supervisor",
    }
    people = {node["title"] for node in found["nodes"] if node["kind"] == "person"}
    assert people == {"P01", "P02", "P03", "P04", "P08", "P09", "T1"}
    assert page.count("data-line=") == len(found["lines"]) == 8
    assert all(0 <= node["x"] <= 1 and 0 <= node["y"] <= 1 for node in found["nodes"])
    assert data(desk_on(folder).get("/network?view=people").text) == found


def test_without_respondents_the_map_names_nobody(folder, desk_on):
    page = desk_on(folder).get("/network?view=needs&time=now").text
    assert {node["kind"] for node in data(page)["nodes"]} == {"partner", "need"}
    assert "P01" not in page.partition('id="missing"')[0]


def test_narrowed_by_group_and_effect(folder, desk_on):
    client = desk_on(folder)
    assert len(data(client.get("/network?view=people&group=team").text)["lines"]) == 1
    assert len(data(client.get("/network?view=people&effect=helps").text)["lines"]) == 3
    assert "No tie is like that" in client.get("/network?phase=after").text
    assert client.get("/network?group=nobody").status_code == 422


def test_missing_links_are_a_list_of_their_own(folder, desk_on):
    page = desk_on(folder).get("/network").text.partition('id="missing"')[2].partition('id="turnover"')[0]
    assert "The doctor" in page
    assert "The supervisor" in page
    assert BUSES not in page


def test_the_passages_of_a_line(folder, desk_on):
    client = desk_on(folder)
    found = data(client.get("/network?view=people").text)
    titles = [node["title"] for node in found["nodes"]]
    line = next(one for one in found["lines"] if {titles[one["one"]], titles[one["other"]]} == {"P09", DOCTOR})
    part = client.get(f"/network/passages?ties={','.join(map(str, line['ties']))}").text
    assert "I got to see a doctor the same week" in part
    assert "Read there" in part
    assert client.get("/network/passages?ties=999").text.count("no such passages") == 1
    assert client.get("/network/passages?ties=one").status_code == 422


def test_whoever_withdraws_is_in_neither_map_nor_passages(folder, desk_on):
    client = desk_on(folder)
    every = ",".join(str(number) for line in data(client.get("/network").text)["lines"] for number in line["ties"])
    register = folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text().replace("P09,participants,,given", "P09,participants,,withdrawn"))
    client = desk_on(folder)
    assert "P09" not in client.get("/network?view=people").text
    assert "I got to see a doctor" not in client.get(f"/network/passages?ties={every}").text


def test_people_carry_the_class_that_presentation_mode_blurs(folder, desk_on):
    page = desk_on(folder, presentation=True).get("/network?view=people").text
    assert '<span class="person">P01</span>' in page
    assert '<span class="person">The doctor</span>' in page
    assert {node["title"] for node in data(page)["nodes"] if not node["private"]} == {BUSES}
