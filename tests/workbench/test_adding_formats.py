"""Files of recorders and other programs in the workbench: offered, shown, read with their times; consent holds."""

import json
import re

import pytest

from tests.importers.recorded import ODT_BODY, odt

SAID = (
    "WEBVTT\n\n00:01:02.000 --> 00:01:04.000\n<v I>How was it?</v>\n\n"
    "01:00:07.500 --> 01:00:09.000\n<v {who}>By bus.</v>\n"
)


def add(client, name, data):
    shown = client.post("/api/sources/preview", files=[("files", (name, data))])
    look = re.search(r'data-add="([^"]+)"', shown.text)[1]
    return shown.text, client.post("/api/sources/add", json={"look": look}).json()


def last_page(client):
    numbers = re.findall(r'href="/read/(\d+)', client.get("/").text)
    return client.get(f"/read/{max(map(int, numbers))}").text


def test_the_files_that_can_be_read_are_offered(desk_on, small):
    offered = re.search(r'accept="([^"]+)"', desk_on(small).get("/").text)[1].split(",")
    assert {".docx", ".html", ".json", ".md", ".odt", ".otr", ".rtf", ".srt", ".txt", ".vtt"} <= set(offered)


def test_times_of_a_recording_are_shown_beside_the_turns(desk_on, small):
    client = desk_on(small)
    shown, answer = add(client, "meeting.vtt", SAID.format(who="P01").encode())
    assert "interviewer" in shown
    assert answer["added"] == 1
    page = last_page(client)
    assert "0:01:02" in page
    assert "1:00:07" in page
    assert "By bus." in page


def test_words_of_somebody_who_has_withdrawn_are_not_shown(desk_on, small):
    client = desk_on(small)
    shown, _ = add(client, "meeting.vtt", SAID.format(who="P07").encode())
    assert "By bus." not in shown + last_page(client)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.odt", odt(ODT_BODY)),
        ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\nI: How?\n\n2\n00:00:02,000 --> 00:00:03,000\nP01: So.\n"),
        ("a.otr", json.dumps({"text": "<p>I: How?</p><p>P01: So.</p>"}).encode()),
        ("a.rtf", rb"{\rtf1 I: How?\par P01: So.\par}"),
        ("a.html", b"<p>I: How?</p><p>P01: So.</p>"),
        ("a.json", json.dumps({"segments": [{"start": 1.0, "end": 2.0, "text": "So.", "speaker": "P01"}]}).encode()),
    ],
)
def test_each_format_is_added(desk_on, small, name, data):
    _, answer = add(desk_on(small), name, data)
    assert answer["added"] == 1
