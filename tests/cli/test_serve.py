"""`spegla serve`: the address goes to whoever started it and to no other; the workbench ends without a trace."""

from __future__ import annotations

import io
import json
import stat
import sys

import pytest

from tests.cli.unchanged import unchanged
from toolkit.cli import serve
from toolkit.workbench.door import Door

PORT = 8765


@pytest.mark.parametrize("port", ["80", "1023", "65536", "eighty"])
def test_a_port_that_nobody_may_take_is_a_wrong_call(spegla, looked_at, port):
    with unchanged(looked_at):
        answer = spegla("serve", "--no-browser", "--port", port, "-p", looked_at)
    assert (answer.code, answer.out) == (2, "")
    assert "--port" in answer.err


def test_a_folder_without_a_project_is_served_to_nobody(spegla, tmp_path):
    answer = spegla("serve", "--no-browser", "-p", tmp_path)
    assert (answer.code, answer.out) == (1, "")
    assert "spegla init" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_starts_it_gets_one_document_and_a_person_sentences(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    serve._ready(Door(PORT), None, json_wanted=True)
    told = json.loads(capsys.readouterr().out)
    assert told["port"] == PORT
    assert told["address"].startswith(f"http://127.0.0.1:{PORT}/")
    serve._ready(Door(PORT), None, json_wanted=False)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"The workbench runs: http://127.0.0.1:{PORT}/")
    assert "works once, within a minute" in lines[1]


def test_each_enter_gives_a_new_address_and_a_pipe_gives_none(capsys, monkeypatch):
    typed = io.StringIO("\n\n")
    monkeypatch.setattr(sys, "stdin", typed)
    serve._answer_enter(Door(PORT))
    assert capsys.readouterr().out == ""  # no terminal
    monkeypatch.setattr(typed, "isatty", lambda: True, raising=False)
    serve._answer_enter(Door(PORT))
    first, second = capsys.readouterr().out.split()
    assert first != second


def test_the_page_that_leads_in_is_its_owners_alone_and_gone_in_the_end(tmp_path, monkeypatch):
    opened = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("webbrowser.open", opened.append)
    with serve._start_page(tmp_path) as page:
        serve._open_browser(page, Door(PORT))
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        assert f"url=http://127.0.0.1:{PORT}/" in page.read_text("utf-8")
        assert opened == [page.as_uri()]  # the address itself stands in no program's arguments
    assert list(tmp_path.iterdir()) == []


def test_without_a_screen_no_browser_and_no_page(tmp_path, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("webbrowser.open", lambda *_: pytest.fail("a browser was opened"))
    with serve._start_page(tmp_path) as page:
        serve._open_browser(page, Door(PORT))
        assert not page.exists()
