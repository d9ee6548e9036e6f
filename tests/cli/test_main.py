"""The entry point: language before anything is said, exit codes, and what is finished before a command begins."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest

from toolkit import messages
from toolkit.cli import main


@pytest.fixture
def spoken(monkeypatch, tmp_path):
    """The language in which these arguments are answered, where the computer speaks German, that is English."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "SPEGLA_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")

    def language(*arguments):
        main.run([*arguments, "--version"])
        return messages.current_language()

    return language


@pytest.fixture
def swedish(tmp_path):
    (tmp_path / "sv").mkdir()
    (tmp_path / "sv" / "project.toml").write_text('language = "sv"\n', encoding="utf-8")
    return str(tmp_path / "sv")


def test_what_is_asked_for_wins_over_the_project_and_the_project_over_the_computer(spoken, swedish):
    fallback = spoken()
    assert fallback == messages.language_of_environment()
    assert spoken("-p", swedish) == "sv"
    assert spoken(f"-p{swedish}") == "sv"
    assert spoken("--project", swedish) == "sv"
    assert spoken(f"--project={swedish}") == "sv"
    assert spoken("-p", swedish, "--language", "en") == "en"
    assert spoken("-p", swedish, "--language=en") == "en"
    assert spoken("-p", swedish, "--language", "tlh") == "sv"
    assert spoken("-p", "nowhere") == fallback
    assert spoken("-p") == fallback


@pytest.mark.parametrize("content", [b"language = ", b"\xff\xfe", b'language = "tlh"', b"language = 3", b""])
def test_settings_that_cannot_be_read_choose_no_language(spoken, tmp_path, content):
    (tmp_path / "project.toml").write_bytes(content)
    assert spoken() == messages.language_of_environment()


def test_the_folder_one_stands_in_is_the_project_unless_another_is_named(spoken, swedish, monkeypatch):
    monkeypatch.chdir(swedish)
    assert spoken() == "sv"
    assert spoken("-p", "..") == messages.language_of_environment()


@pytest.mark.parametrize(
    ("arguments", "code", "err"),
    [
        (["--version"], 0, ""),
        (["--help"], 0, ""),
        (["statsu"], 2, "There is no command statsu."),
        (["status", "--lnaguage"], 2, "There is no option --lnaguage here."),
        (["status", "-p", "nowhere"], 1, "nowhere"),
        (["privacy"], 2, ""),
    ],
)
def test_exit_codes_tell_done_refused_and_wrongly_called(spegla, tmp_path, monkeypatch, arguments, code, err):
    monkeypatch.chdir(tmp_path)
    answer = spegla(*arguments, "--language", "en") if arguments[0] == "status" else spegla(*arguments)
    assert answer.code == code
    assert err in answer.err
    assert list(tmp_path.iterdir()) == []


def test_an_error_is_also_a_document_where_one_is_wanted(spegla, tmp_path):
    answer = spegla("status", "--json", "-p", tmp_path)
    assert answer.code == 1
    assert set(answer.json) == {"error", "hint"}
    assert answer.err.startswith(answer.json["error"])


def test_a_question_that_is_not_answered_changes_nothing(spegla, monkeypatch):
    import typer

    def leaves(*_: object, **__: object) -> None:
        raise typer.Abort

    monkeypatch.setattr("toolkit.cli.app._first_words", leaves)
    answer = spegla("--language", "en")
    assert (answer.code, answer.out, answer.err) == (1, "", "Nothing was done.\n")


def test_a_withdrawal_left_half_done_is_looked_at_before_any_command_but_never_for_help(spegla, small_coded, tmp_path):
    pending = tmp_path / "withdrawals" / "pending"
    pending.mkdir(parents=True)
    answer = spegla("status", "-p", tmp_path, "--language", "en")
    assert answer.code == 1
    assert "Traceback" not in answer.err
    assert spegla("status", "--help", "-p", tmp_path).err == ""


LEAVING = """
import atexit, os, signal
from toolkit.cli import main
def run(arguments):
    {run}
main.run = run
main.main()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(
    ("deed", "code"),
    [
        ("raise KeyboardInterrupt", 130),
        ("atexit.register(os.kill, os.getpid(), signal.SIGINT); return 0", 0),
    ],
    ids=["before the command", "while leaving"],
)
def test_ctrl_c_at_the_edges_of_a_command_gives_no_traceback(deed, code):
    done = subprocess.run([sys.executable, "-c", LEAVING.format(run=deed)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.slow
def test_ctrl_c_ends_the_workbench_without_a_traceback(small):
    command = [sys.executable, "-m", "toolkit.cli.main", "serve", "--no-browser", "--json", "-p", str(small)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        told = "".join(iter(running.stdout.readline, "}\n")) + "}"
        assert json.loads(told)["port"] > 1023
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 0
    assert "Traceback" not in err
