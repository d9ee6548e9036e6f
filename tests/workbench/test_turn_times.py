"""Where a file tells times, find, passages and the reading page show when something was said, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from tests.workbench.test_coding_api import DeskOn, Page
from toolkit.cli.main import run
from toolkit.services.material.turn_times import clock

VTT = """WEBVTT

00:01:05.000 --> 00:01:09.000
<v I>How was the way there?

01:02:03.000 --> 01:02:09.000
<v P01>It was a lighthouse of a journey, really.
"""


def test_times_are_shown_where_there_are_any(small: Path, desk_on: DeskOn, tmp_path: Path) -> None:
    (tmp_path / "timed.vtt").write_text(VTT)
    assert run(["add", str(tmp_path / "timed.vtt"), "-p", str(small)]) == 0
    page = Page(desk_on(small, coder="EA"))
    hits = page.client.post("/find/hits", data={"words": "lighthouse"}).text
    assert re.findall(r'said-at">([^<]*)<', hits) == ["1:02:03"]
    assert "said-at" not in page.client.post("/find/hits", data={"words": "village"}).text
    source = page.source("timed.vtt") if page.client.get("/api/sources/12/reading").status_code != 200 else 12
    body = page.words(source, "lighthouse of a journey")
    page.post("/api/codings", codes=["needs/work"], **body)
    assert "1:02:03" in page.client.get("/passages").text
    assert "1:02:03" in page.client.get(f"/read/{source}").text


def test_a_time_is_written_as_people_do() -> None:
    assert [clock(seconds) for seconds in (0, 65.9, 3723)] == ["0:00", "1:05", "1:02:03"]
