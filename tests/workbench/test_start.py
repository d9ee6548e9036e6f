"""The start screen, what every page shows, who codes, and files that are shown before they are stored."""

import json
import re
import sqlite3
import time
from contextlib import closing

import pytest

from toolkit.services.material import adding
from toolkit.services.material.adding import LONGEST_NAME, shown_name

ONE = "I: How did you come here?\nP01: By bus.\nI: And then?\nP01: I walked the last bit.\n"
NAMES = [
    "../../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "C:\\Users\\x\\p.txt", "....//x.txt", "x\x00.txt",
    "x\ny.txt", "\u202etxt.exe", "con", "NUL.txt", "a" * 400 + ".txt", ".", "..", "", " ", "%2e%2e%2fpasswd", "~root",
    "p.txt/", "|x", "cafe\u0301.txt", "\ud800.txt",
]  # fmt: skip


def sources(folder):
    with closing(sqlite3.connect(folder / "project.db")) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM source ORDER BY id")]


def files(*named):
    return [("files", (name, text if isinstance(text, bytes) else text.encode())) for name, text in named]


def look_in(answer):
    assert answer.status_code == 200, answer.text
    return re.search(r'data-add="([^"]+)"', answer.text)[1]


def test_an_empty_project_says_what_to_do_first(desk_on, spegla, tmp_path):
    spegla("init", tmp_path / "new", "--language", "en")
    page = desk_on(tmp_path / "new").get("/")
    assert page.status_code == 200
    assert "interviews/respondents.csv" in page.text
    assert "There are no interviews in the project yet." in page.text


def test_progress_is_shown_by_group_and_source_with_words_for_the_bars(desk_on, small):
    page = desk_on(small).get("/").text
    assert "How far the work is" in page
    assert re.search(r"\d+ % coded|all coded", page)
    assert "P07" not in page
    assert "data-suggest" in page


def test_suggestions_count_as_suggested_until_something_is_coded(desk_on, suggested):
    page = desk_on(suggested).get("/").text
    assert re.search(r"0 % coded, \d+ % suggested", page)
    assert "Open an interview, mark words and code them" in page


def test_what_is_doubtful_comes_as_a_part(desk_on, small):
    part = desk_on(small).get("/start/problems").text
    assert "<html" not in part
    assert "Consent is withdrawn" in part


def test_files_are_shown_first_and_stored_as_shown(desk_on, small):
    client = desk_on(small)
    before = sources(small)
    shown = client.post("/api/sources/preview", files=files(("new.txt", ONE), ("bad.xyz", "x"), ("two.txt", ONE)))
    assert "new.txt" in shown.text
    assert "interviewer" in shown.text
    assert "P01" in shown.text
    assert "Already in the project" in shown.text
    assert "Cannot be added" in shown.text
    assert sources(small) == before
    answer = client.post("/api/sources/add", json={"look": look_in(shown)})
    assert answer.json() == {"added": 1, "left_out": 1, "said": "1 source added. 1 file was left out."}
    assert sources(small) == [*before, "new.txt"]


def test_a_look_is_good_once_and_only_the_last(desk_on, small):
    client = desk_on(small)
    first = look_in(client.post("/api/sources/preview", files=files(("one.txt", ONE))))
    second = look_in(client.post("/api/sources/preview", files=files(("two.txt", ONE + "I: Yes.\n"))))
    assert client.post("/api/sources/add", json={"look": first}).status_code == 409
    assert client.post("/api/sources/add", json={"look": second}).status_code == 200
    assert client.post("/api/sources/add", json={"look": second}).status_code == 409
    third = look_in(client.post("/api/sources/preview", files=files(("three.txt", ONE))))
    client.post("/api/sources/forget", json={})
    assert client.post("/api/sources/add", json={"look": third}).status_code == 409


def test_files_shown_in_another_window_meanwhile_still_wait_there(desk_on, small, monkeypatch):
    client = desk_on(small)
    first = look_in(client.post("/api/sources/preview", files=files(("one.txt", ONE))))
    seconds = []
    storing = adding.add_data

    def slow(project, read, **told):
        seconds.append(look_in(client.post("/api/sources/preview", files=files(("two.txt", ONE + "I: Yes.\n")))))
        return storing(project, read, **told)

    monkeypatch.setattr(adding, "add_data", slow)
    assert client.post("/api/sources/add", json={"look": first}).json()["added"] == 1
    monkeypatch.setattr(adding, "add_data", storing)
    assert client.post("/api/sources/add", json={"look": seconds[0]}).json()["added"] == 1
    assert sources(small)[-2:] == ["one.txt", "two.txt"]


@pytest.mark.parametrize("address", ["/", "/read/1", "/nowhere"])
def test_settings_that_cannot_be_read_are_told_on_a_page(desk_on, small, address, capsys):
    client = desk_on(small)
    (small / "project.toml").write_text("[[[")
    answer = client.get(address)
    assert answer.status_code in (404, 422)
    assert "This did not work" in answer.text
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_is_shown_and_never_a_place(name):
    shown = shown_name(name)
    assert 0 < len(shown) <= LONGEST_NAME
    assert "/" not in shown
    assert "\\" not in shown
    assert shown not in (".", "..")
    assert shown.isprintable()
    shown.encode()


def test_uploads_with_evil_names_write_nothing_beside_the_database(desk_on, small, tmp_path):
    client = desk_on(small)
    before = sorted(path.name for path in tmp_path.rglob("*") if "project.db" not in path.name)
    usable = [name for name in NAMES if name.isprintable() and name.strip() and name.isascii()]
    texts = [(name, f"I: How many?\nP01: Some {number}.\n") for number, name in enumerate(usable)]
    shown = client.post("/api/sources/preview", files=files(*texts))
    client.post("/api/sources/add", json={"look": look_in(shown)})
    assert sorted(path.name for path in tmp_path.rglob("*") if "project.db" not in path.name) == before
    assert all("/" not in name and "\\" not in name for name in sources(small))


def test_who_codes_is_of_the_window(desk_on, small):
    client = desk_on(small, coder="")
    assert "Who is coding?" in client.get("/").text
    assert client.get("/api/coders").json() == {"coder": "", "coders": ["KL"]}
    assert client.post("/api/coder", json={"coder": "  Mia "}).json() == {"coder": "Mia"}
    assert client.get("/api/coders").json()["coder"] == "Mia"
    assert client.post("/api/coder", json={"coder": "a\nb"}).status_code == 422
    assert client.post("/api/coder", json={"coder": "a" * 100}).status_code == 422


def test_language_and_light_follow_the_window(desk_on, small):
    client = desk_on(small)
    client.post("/api/language", json={"language": "sv"})
    page = client.get("/").text
    assert '<html lang="sv"' in page
    client.post("/api/shade", json={"shade": "dark"})
    assert 'data-shade="dark"' in client.get("/").text
    client.post("/api/shade", json={"shade": ""})
    assert 'data-shade="' not in client.get("/").text


def test_modes_are_said_on_every_page(desk_on, small):
    page = desk_on(small, read_only=True, presentation=True).get("/").text
    assert "Open for reading only" in page
    assert "people's words and names are blurred" in page.replace("&#39;", "'")
    assert 'class="presentation"' in page
    assert 'id="undo"' not in page
    assert 'id="add-form"' not in page


def test_undo_with_nothing_done_is_told_and_the_mark_grows_with_a_change(desk_on, small):
    client = desk_on(small)
    answer = client.post("/api/undo", json={"command": "undo-0001"})
    assert answer.status_code == 404
    assert answer.json()["error"] == "There is nothing to undo."
    assert client.get("/api/steps").json() == {"steps": []}
    before = client.get("/api/mark").json()["mark"]
    client.post(
        "/api/sources/add", json={"look": look_in(client.post("/api/sources/preview", files=files(("n.txt", ONE))))}
    )
    assert client.get("/api/mark").json()["mark"] > before


def test_the_machine_proposes_in_the_background_one_job_at_a_time(desk_on, small):
    client = desk_on(small)
    job = client.post("/api/suggest", json={}).json()
    assert job["kind"] == "suggest"
    again = client.post("/api/suggest", json={})
    assert again.status_code in (200, 409)
    until = time.monotonic() + 60
    while client.get("/api/jobs").json()["job"] and time.monotonic() < until:
        time.sleep(0.1)
    done = client.get(f"/api/jobs/{job['id']}").json()
    assert done["state"] == "done", done
    assert "suggestion" in done["said"]
    assert client.get("/api/jobs/999").status_code == 404


def test_another_window_is_given_an_address(desk_on, small):
    client = desk_on(small)
    address = client.post("/api/invite").json()["address"]
    client.cookies.clear()
    assert client.get(address).status_code == 303


def test_a_page_that_is_not_there_is_told_in_the_workbench(desk_on, small):
    client = desk_on(small)
    assert "There is no such page." in client.get("/nowhere").text
    assert client.get("/api/nowhere").json()["error"] == "There is no such page."
    assert json.loads(client.get("/api/nowhere").text)["hint"] == ""


def test_a_folder_that_was_renamed_under_the_workbench_is_told(small, desk_on):
    client = desk_on(small)
    assert client.get("/").status_code == 200
    small.rename(small.with_name("elsewhere"))
    answer = client.get("/api/mark")
    assert answer.status_code == 422
    assert "no longer where it was" in answer.json()["error"]
    assert "init" not in answer.json()["hint"]


def test_a_project_without_its_settings_is_not_taken_for_none(small, spegla):
    (small / "project.toml").unlink()
    answer = spegla("status", "-p", small, "--language", "en")
    assert answer.code == 1
    assert "project.toml is missing" in answer.err
    assert "spegla init" not in answer.err
