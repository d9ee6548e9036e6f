from __future__ import annotations

import re
import time
from pathlib import Path

from starlette.testclient import TestClient

from tests.conftest import Spegla
from tests.workbench.conftest import DeskOn
from toolkit.services.comparing import assignments
from toolkit.services.projects.project import open_project
from toolkit.workbench.trust import KIND


def _measured(client: TestClient) -> dict[str, object]:
    job = client.post("/api/trust", json={}).json()
    assert job["kind"] == KIND
    for _ in range(600):
        told: dict[str, object] = client.get(f"/api/jobs/{job['id']}").json()
        if told["state"] != "running":
            return told
        time.sleep(0.1)
    raise TimeoutError


def test_nothing_coded_says_what_to_do(desk_on: DeskOn, suggested: Path) -> None:
    page = desk_on(suggested).get("/trust")
    assert page.status_code == 200
    assert "Nobody has coded yet" in page.text
    assert "data-reckon" not in page.text
    assert "Which interview next?" in page.text


def test_measuring_gives_a_table_with_too_few_named(desk_on: DeskOn, small: Path) -> None:
    client = desk_on(small)
    assert "Measure now" in client.get("/trust").text
    assert _measured(client)["state"] == "done"
    page = client.get("/trust").text
    assert "too few" in page
    assert "There are too few codings for any figure." in page
    assert not re.search(r"SECRET|P07|p07", page)


def test_the_sample_has_figures_with_intervals_and_a_curve(desk_on: DeskOn, own_sample: Path) -> None:
    client = desk_on(own_sample, language="sv", coder="A")
    assert _measured(client)["state"] == "done"
    page = client.get("/trust").text
    assert re.search(r"Av tio förslag på “?”?\S.*brukar ungefär \d+ hålla", page)
    assert re.search(r"<strong>\d+ %</strong>", page)
    assert '<svg class="curve"' in page
    assert page.count('<circle class="point"') == len(re.findall(r'<tr><th scope="row">\d+–\d+</th>', page))
    assert "style=" not in page
    assert "har ändrats sedan" not in page


def test_what_is_out_of_date_is_said(desk_on: DeskOn, small: Path, spegla: Spegla) -> None:
    client = desk_on(small)
    _measured(client)
    before = client.get("/trust").text
    assert "have changed since this was measured" not in before
    spegla("codings", "import", small / "codings.csv", "--coder", "B", "-p", small)
    after = client.get("/trust").text
    assert "have changed since this was measured" in after


def test_in_reading_only_nothing_is_measured(desk_on: DeskOn, small: Path) -> None:
    client = desk_on(small, read_only=True)
    assert client.post("/api/trust", json={}).status_code == 422
    assert "data-reckon" not in client.get("/trust").text


def test_who_codes_blind_sees_no_figures(desk_on: DeskOn, suggested: Path) -> None:
    from datetime import UTC, datetime

    assignments.assign(open_project(suggested, now=datetime(2026, 1, 2, tzinfo=UTC)), "EA", ["p01.txt"])
    client = desk_on(suggested, coder="EA")
    assert "left to code blind" in client.get("/trust").text
    assert "Which interview next?" not in client.get("/trust").text


def test_the_orders_of_the_next_interviews(desk_on: DeskOn, suggested: Path) -> None:
    client = desk_on(suggested)
    for order in ("instructive", "certain", "text"):
        page = client.get(f"/trust?order={order}")
        assert page.status_code == 200
        assert re.search(rf'order={order}#ahead" aria-current="true"', page.text)
    assert client.get("/trust?order=worst").status_code == 422


def test_it_is_reached_from_start_and_from_reading(desk_on: DeskOn, small: Path) -> None:
    client = desk_on(small)
    client.post("/api/suggest", json={})
    assert 'href="/trust"' in client.get("/read/1").text


def test_the_queue_leaves_a_source_when_asked_to(desk_on: DeskOn, suggested: Path) -> None:
    client = desk_on(suggested)
    first = client.get("/api/queue?order=instructive").json()["segments"][0]["source"]
    found = client.get(f"/api/queue?order=instructive&leave={first}").json()["segments"]
    assert found
    assert first not in {one["source"] for one in found}
