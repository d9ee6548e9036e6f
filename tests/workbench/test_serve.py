"""`spegla serve` as a real process: one address, one workbench a project, and an end at once."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest

from toolkit.cli.main import run

SPEGLA = [sys.executable, "-m", "toolkit.cli.main"]
PATIENCE = 60
AT_ONCE = 2.5
TRIES = 3  # a busy computer delays one end, not each of them


@contextmanager
def serving(folder, *arguments):
    """The workbench as a process of its own and what it said when ready."""
    command = [*SPEGLA, "serve", "--no-browser", "--json", "--language", "en", "-p", str(folder), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        text = ""
        while line := process.stdout.readline():
            text += line
            if line == "}\n":
                break
        yield process, json.loads(text or "{}")
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


@contextmanager
def let_in(ready):
    """A browser that was let in: `ask(path)` gives status and text."""
    with closing(http.client.HTTPConnection("127.0.0.1", ready["port"], timeout=PATIENCE)) as connection:
        connection.request("GET", ready["address"].removeprefix(f"http://127.0.0.1:{ready['port']}"))
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 303
        cookie = answer.headers["Set-Cookie"].partition(";")[0]

        def ask(path, method="GET", body=None):
            headers = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

        ask.cookie = cookie
        yield ask


def open_things(pid):
    """What a process holds open; what it closes while we look is left out."""
    for one in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            yield str(one.readlink())


def other_sockets(pid):
    """The addresses that a process has connected to or listens on."""
    own = set(open_things(pid))
    lines = [
        line.split()
        for name in ("tcp", "tcp6", "udp", "udp6")
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    return {(line[1], line[2]) for line in lines if f"socket:[{line[9]}]" in own}


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_answers_and_ends_at_once_with_a_connection_open(small, how):
    with serving(small) as (process, ready), let_in(ready) as ask:
        status, text = ask("/")
        assert (status, "How far the work is" in text) == (200, True)
        began = time.monotonic()
        process.send_signal(how)
        code = process.wait(timeout=PATIENCE)
        assert time.monotonic() - began < AT_ONCE
        rest, errors = process.communicate()
        assert (code, rest, errors) == (0, "", "")
    assert not (small / "project.db-wal").exists()
    assert run(["status", "-p", str(small)]) == 0


def test_an_answer_that_does_not_end_delays_nothing(small):
    assert any(ended_beside_an_answer(small) < AT_ONCE for _ in range(TRIES))


def ended_beside_an_answer(small):
    """The seconds that the program takes to end while a request is open that never ends."""
    with serving(small) as (process, ready), let_in(ready) as ask, ExitStack() as lines:
        hanging = lines.enter_context(socket.create_connection(("127.0.0.1", ready["port"])))
        hanging.sendall(f"POST /api/coder HTTP/1.1\r\nHost: 127.0.0.1:{ready['port']}\r\nCookie: {ask.cookie}\r\n"
                        f"Sec-Fetch-Site: same-origin\r\nContent-Length: 99\r\n\r\n".encode())  # fmt: skip
        time.sleep(0.3)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
        return time.monotonic() - began


def test_a_second_one_on_the_same_project_says_where_the_first_runs(small):
    with serving(small) as (_, ready):
        second = subprocess.run(
            [*SPEGLA, "serve", "--no-browser", "--language", "en", "-p", str(small)],
            capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert second.returncode == 1
        assert f"http://127.0.0.1:{ready['port']}/" in second.stderr
        assert "code=" not in second.stderr
        assert "Traceback" not in second.stderr


def test_the_command_line_works_beside_it(small):
    with serving(small) as (_, ready), let_in(ready) as ask:
        before = json.loads(ask("/api/mark")[1])["mark"]
        extra = small / "extra.txt"
        extra.write_text("I: And you?\nP01: I came by bus one day.\n")
        done = subprocess.run(
            [*SPEGLA, "add", str(extra), "-p", str(small)], capture_output=True, timeout=PATIENCE, check=False
        )
        assert done.returncode == 0
        assert json.loads(ask("/api/mark")[1])["mark"] > before


def test_a_port_that_is_taken_is_told_in_a_sentence(small, spegla):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = spegla("serve", "--no-browser", "--port", port, "-p", small, "--language", "en")
    assert answer.code == 1
    assert str(port) in answer.err
    assert "--port" in answer.err


def test_no_socket_is_opened_but_its_own_and_nothing_is_written_about_requests(small):
    with serving(small) as (process, ready), let_in(ready) as ask:
        for path in ("/", "/nowhere", "/api/mark", "/static/css/base.css", "/start/problems"):
            ask(path)
        local = f":{ready['port']:04X}"
        assert {own for own, _ in other_sockets(process.pid) if not own.endswith(local)} == set()
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=PATIENCE) == ("", "")


def test_what_was_answered_is_there_after_a_kill(small, spegla):
    with serving(small, "--coder", "KL") as (process, ready), let_in(ready) as ask:
        turns = json.loads(ask("/api/sources/1/reading")[1])["turns"]
        turn = next(turn["number"] for turn in turns if turn["role"] == "respondent")
        ends = {"start": {"turn": turn, "offset": 0}, "end": {"turn": turn, "offset": 9}}
        body = {"source": 1, **ends, "codes": ["needs"], "command": "one"}
        status, _ = ask("/api/codings", "POST", json.dumps(body))
        process.kill()
        process.wait(timeout=PATIENCE)
    assert status == 200
    assert spegla("codings", "list", "--coder", "KL", "--json", "-p", small).json["codings"][0]["code"] == "needs"


def test_help_and_a_folder_without_project(spegla, tmp_path):
    assert "--read-only" in spegla("serve", "--help").out
    answer = spegla("serve", "--no-browser", "-p", tmp_path)
    assert answer.code == 1
    assert "holds no Spegla project" in answer.err
