"""The screen of the team's factors: linked, marked, taken back; and kinds of source as other screens show them."""

from __future__ import annotations

import itertools

import pytest

from tests.services.recorded import DESCRIBED, OBSERVED, with_records
from toolkit.services.projects.project import open_project

NUMBERS = itertools.count(1)


@pytest.fixture
def folder(spegla, small):
    with_records(small, spegla)
    assert spegla("themes", "-p", small).code == 0
    return small


@pytest.fixture
def client(folder, desk_on):
    return desk_on(folder)


def number_of(folder, name):
    from datetime import UTC, datetime

    from toolkit.storage.sources import sources

    project = open_project(folder, now=datetime(2025, 6, 1, tzinfo=UTC))
    with project.store() as store, store.reading() as connection:
        return sources.id_of(connection, name)


def done(client, folder, verb, **body):
    address = f"/api/factors/{number_of(folder, 'list.txt')}/1/{verb}"
    return client.post(address, json={"command": f"command-{next(NUMBERS)}", **body})


def theme_of(client):
    page = client.get("/factors").text
    return page.partition('value="theme:')[2].partition('"')[0]


def test_a_factor_is_linked_marked_and_taken_back(client, folder):
    page = client.get("/factors").text
    assert "A coach who has time" in page
    assert page.count("not held against the material yet") == 3
    theme = theme_of(client)
    assert theme
    assert done(client, folder, "link", unsupported=True).status_code == 200
    assert "not borne out by the material" in client.get("/factors").text
    assert done(client, folder, "link", theme=theme).status_code == 200
    page = client.get("/factors").text
    assert "not borne out by the material" not in page
    assert f'data-theme="{theme}"' in page
    assert done(client, folder, "unlink", theme=theme).status_code == 200
    assert client.get("/factors").text.count("not held against the material yet") == 3
    assert done(client, folder, "unlink", theme=theme).status_code == 404
    assert done(client, folder, "link", theme="none").status_code == 404
    assert done(client, folder, "link").status_code == 422


def test_a_link_is_undone_as_a_step(client, folder):
    theme = theme_of(client)
    assert done(client, folder, "link", theme=theme).status_code == 200
    assert client.post("/api/undo", json={"command": "command-u1"}).status_code == 200
    assert client.get("/factors").text.count("not held against the material yet") == 3


def test_nothing_is_changed_where_one_may_only_read(folder, desk_on):
    client = desk_on(folder, read_only=True)
    assert done(client, folder, "link", unsupported=True).status_code == 422
    assert "data-unlink" not in client.get("/factors").text


def test_a_project_without_lists_says_how_to_get_one(small, desk_on):
    assert "To the start screen" in desk_on(small).get("/factors").text


def test_lists_and_the_reading_page_name_the_kind(client, folder):
    assert "Observation notes" in client.get("/read").text
    assert "Observation notes" in client.get("/").text
    page = client.get(f"/read/{number_of(folder, 'notes.txt')}").text
    assert "never quoted" in page
    assert OBSERVED in page
    assert "Highest protection" in client.get(f"/read/{number_of(folder, 'case.txt')}").text


def test_a_case_description_names_nobody_as_its_speaker(client, folder):
    page = client.get(f"/read/{number_of(folder, 'case.txt')}").text
    assert 'data-label="P02"' not in page


def test_a_case_description_is_hidden_in_presentation_mode(folder, desk_on):
    client = desk_on(folder, presentation=True)
    answer = client.get(f"/read/{number_of(folder, 'case.txt')}")
    assert answer.status_code == 422
    assert DESCRIBED not in answer.text
    assert client.get(f"/read/{number_of(folder, 'case.txt')}/rest").status_code == 422
    assert client.get(f"/api/sources/{number_of(folder, 'case.txt')}/reading").status_code == 422
    assert client.get(f"/read/{number_of(folder, 'notes.txt')}").status_code == 200


def test_words_of_a_record_are_coded_in_the_workbench(client, folder):
    number = number_of(folder, "more.txt")
    place = {"source": number, "start": {"turn": 1, "offset": 0}, "end": {"turn": 1, "offset": 23}}
    body = {"command": "command-c1", **place, "codes": ["needs/work"]}
    answer = client.post("/api/codings", json=body)
    assert answer.status_code == 200, answer.text
    assert "Three participants wait" in client.get("/passages?code=needs/work").text
