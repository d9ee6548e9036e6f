"""`spegla reflect room` as a real process: opened on purpose, one step after another, ended by Ctrl-C."""

import http.client
import json
import signal
import subprocess
import sys
from contextlib import closing
from urllib.parse import urlsplit

from tests.workbench.room.conftest import hand, sent
from toolkit.services.sessions import sessions

PATIENCE = 60
SPEGLA = [sys.executable, "-m", "toolkit.cli.main", "reflect", "room"]


def asked(line, headers):
    """The status that a device hears when it asks where the session is."""
    line.request("GET", "/state", headers=headers)
    answer = line.getresponse()
    answer.read()
    return answer.status


def test_a_room_from_the_terminal_takes_answers_until_it_is_ended(held, spegla):
    command = [*SPEGLA, str(held.session.id), "--address", "127.0.0.1", "--json", "-p", str(held.folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        text = ""
        while (line := process.stdout.readline()) and line != "}\n":
            text += line
        ready = json.loads(text + "}")
        place = urlsplit(ready["address"])
        with closing(http.client.HTTPConnection(place.hostname, place.port, timeout=PATIENCE)) as line:
            headers = {"Origin": ready["address"], "Content-Type": "application/json"}
            line.request("POST", "/enter", json.dumps({"code": ready["code"]}), headers)
            answer = line.getresponse()
            headers["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]
            answer.read()
            line.request("POST", "/answer", json.dumps(sent("From the terminal's room")), headers)
            answer = line.getresponse()
            assert (answer.status, answer.read()) == (200, b'{"sent":1}')
            process.send_signal(signal.SIGINT)
            assert [status for status in iter(lambda: asked(line, headers), 410) if status != 200] == []
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=PATIENCE)
        assert (process.returncode, rest, errors) == (0, "", "")
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)
    assert [one.text for one in sessions.view(held.project(), held.session.id).responses] == [
        "From the terminal's room"
    ]


def test_it_opens_nothing_by_itself_nor_where_it_may_not(held, spegla):
    def said(*arguments):
        return spegla("reflect", "room", held.session.id, *arguments, "-p", held.folder, "--language", "en")

    unsaid = said()
    assert unsaid.code == 2
    assert "127.0.0.1" in unsaid.err
    assert said("--address", "0.0.0.0").code == 1
    assert said("--address", "127.0.0.1", "--step", "nowhere").code == 1
    sessions.close(held.project(), held.session.id, hand=hand())
    held.desk.close()
    assert said("--address", "127.0.0.1").code == 1
