"""The start screen tells how old the newest backup is and makes one while the project is open; opening is logged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

from toolkit.services.projects import access_log, backups
from toolkit.services.projects.project import Project


def at(folder):
    return Project(folder, datetime.now(UTC))


def test_a_backup_is_made_by_a_button_while_the_project_is_open(desk_on, small):
    desk = desk_on(small)
    assert "/start/backups" in desk.get("/").text
    assert "There is no backup yet." in desk.get("/start/backups").text
    answer = desk.post("/start/backups")
    assert answer.status_code == 200, answer.text
    assert "A backup was made just now." in answer.text
    (made,) = backups.each(at(small))
    assert made.counts["coding"] > 0
    assert "less than an hour" in desk.get("/start/backups").text


def test_reading_only_makes_none(desk_on, small):
    desk = desk_on(small, read_only=True)
    assert desk.post("/start/backups").status_code != 200
    assert "Back up now" not in desk.get("/start/backups").text
    assert backups.each(at(small)) == []


def test_a_synced_folder_is_warned_of(desk_on, small, tmp_path):
    folder = tmp_path / "OneDrive - Kommunen"
    folder.mkdir()
    small.rename(folder / "project")
    assert "OneDrive" in desk_on(folder / "project").get("/start/backups").text


def test_opening_a_transcript_is_logged_once_with_its_number_and_no_words(desk_on, small):
    with closing(sqlite3.connect(small / "project.db")) as raw:
        number, name = raw.execute("SELECT id, name FROM source ORDER BY id").fetchone()
    desk = desk_on(small)
    desk.get("/read")
    assert access_log.lines(at(small)) == []
    desk.get(f"/read/{number}")
    desk.get(f"/read/{number}/rest")
    (line,) = access_log.lines(at(small))
    assert {key: line[key] for key in ("verb", "source", "who")} == {"verb": "read", "source": number, "who": "KL"}
    assert name not in (small / "access.jsonl").read_text("utf-8")


def test_a_log_that_cannot_be_written_keeps_nobody_from_reading_and_is_told(desk_on, small):
    (small / "access.jsonl").mkdir()
    desk = desk_on(small)
    with closing(sqlite3.connect(small / "project.db")) as raw:
        (number,) = raw.execute("SELECT min(id) FROM source").fetchone()
    assert desk.get(f"/read/{number}").status_code == 200
    assert "access log cannot be written" in desk.get("/start/backups").text
