"""A22: a canary in every text; errors provoked in the browser's doors, and a whole journey: nobody sings.

The errors of the command line are provoked in `tests/cli/test_discretion.py`, under the same figure.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.coders import Window
from tests.conftest import REPOSITORY
from tests.workbench.conftest import desk_on
from tests.workbench.routes import routes, unsafe_routes
from toolkit.cli.main import run
from toolkit.domain.codings.scheme_edits import Add
from toolkit.services.coding import coding, memos, scheme_editing
from toolkit.services.coding.coding import Marked
from toolkit.services.material.hands import Hand
from toolkit.services.material.transcripts import Place
from toolkit.services.projects.project import open_project
from toolkit.storage.findings import themes
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources

pytestmark = pytest.mark.slow

__all__ = ["desk_on"]
CANARY = "kanariefågelviskar"
TALK = (
    "Interview P01\nDate: 2025-03-11\n\nI: What did you need most help with when you came here?\n"
    f"P01: It was {CANARY} and nothing else for a long time, I tell you, and nobody {CANARY} asked.\n"
    f"I: And?\nP01: {CANARY}, yes, that too.\n"
)
PROVOKED = 80
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BODIES = (
    (f'{{"text": "{CANARY}'.encode(), JSON),
    (json.dumps({"command": CANARY, CANARY: CANARY, "source": CANARY, "text": CANARY}).encode(), JSON),
    (json.dumps([CANARY]).encode(), JSON),
    (f"words={CANARY}&source={CANARY}&theme={CANARY}".encode(), FORM),
    (b"\xff\xfe" + CANARY.encode("utf-16-le"), JSON),
)


@pytest.fixture(scope="module")
def singing(small_coded, tmp_path_factory):
    """A project in whose transcript, memos, codes, themes and claims the canary stands."""
    folder = Path(shutil.copytree(small_coded, tmp_path_factory.mktemp("singing") / "project"))
    p = ["-p", str(folder)]
    (folder / "interviews" / "canary.txt").write_text(TALK, "utf-8")
    assert run(["add", str(folder / "interviews" / "canary.txt"), *p]) == 0
    now = datetime.now(UTC)
    project = open_project(folder, now=now)
    with Store.open(folder / "project.db", now=now) as store, store.reading() as connection:
        key = sources.id_of(connection, "canary.txt")
        turn = next(turn.number for turn in sources.get(connection, "canary.txt").turns if turn.respondent)
    marked = Marked(key, Place(turn, 0), Place(turn, 30))
    scheme_editing.edit(project, Add("needs", {"en": CANARY}, {"en": CANARY}), coder="KL", command="1")
    coding.code(project, marked, ["needs/work"], hand=Hand("KL", "2"))
    memos.add(project, f"I think {CANARY}.", marked, hand=Hand("KL", "3"))
    assert run(["themes", *p]) == 0
    with Store.open(folder / "project.db", now=now) as store, store.reading() as connection:
        theme = next(one.id for one in themes.each(connection))
    assert run(["themes", "rename", "--coder", "KL", theme, f"The {CANARY}", *p]) == 0
    assert run(["claims", "add", f"{{who}} {CANARY}.", "--theme", theme, "--coder", "KL", *p]) == 0
    return folder


def sings(*said: str | bytes) -> bool:
    """Whether the canary is heard, in any form in which it may be written."""
    forms = (CANARY, CANARY.encode("unicode_escape").decode(), "kanariefågelviskar", "kanarief%C3%A5gel", "gelviskar")
    texts = [one.decode("utf-8", "replace") if isinstance(one, bytes) else one for one in said]
    return any(form in text for form in forms for text in texts)


@pytest.mark.figure("A22")
@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.soak)])
def test_no_error_in_the_browsers_doors_repeats_what_was_sent(desk_on, singing, capfd, caplog, figure, every):
    folder = Path(shutil.copytree(singing, singing.with_name(f"doors {every}")))
    client = desk_on(folder)
    capfd.readouterr()
    provoked, heard = 0, []
    asked = [(method, path, body, headers) for method, path in unsafe_routes() for body, headers in BODIES]
    asked += [("GET", path.replace("/1", f"/{CANARY}"), b"", {}) for method, path in routes() if "/1" in path]
    asked += [("GET", f"{path}?source={CANARY}&q={CANARY}&limit={CANARY}", b"", {}) for _, path in routes()]
    for method, path, body, headers in asked[::every]:
        if "forget" in path or "language" in path:
            continue
        answer = client.request(method, path, content=body, headers=headers)
        assert answer.status_code != 500, (method, path)
        if answer.status_code >= 400:
            provoked += 1
            if sings(answer.content, str(answer.headers)):
                heard.append((method, path, answer.status_code))
    told = capfd.readouterr()
    figure(provoked=provoked, canaries=len(heard))
    assert heard == []
    assert not sings(told.out, told.err, caplog.text)
    assert provoked >= PROVOKED
    assert not sings(*logs(folder))


def logs(folder: Path) -> list[bytes]:
    """What is written about what was done: the access log, the journal, other files beside the database."""
    with closing(sqlite3.connect(folder / "project.db")) as connection:
        journal = [repr(row).encode() for row in connection.execute("SELECT * FROM journal")]
    beside = [
        path.read_bytes() for path in folder.glob("*") if path.suffix in (".jsonl", ".head", ".lock", ".workbench")
    ]
    return [*journal, *beside]


COMMANDS = (
    ["status"], ["add", "{f}/photo.txt"], ["suggest"], ["find", "nobody"], ["themes"],
    ["draft", "--format", "md", "--format", "docx"], ["backup"], ["doctor"], ["export", "all", "{f}/all.xlsx"],
    ["exchange", "export", "{f}/out.qdpx"], ["merge", "{f}/nowhere"],
    ["codings", "import", "{f}/k.csv", "--coder", "A"], ["privacy", "scan"],
    ["sources", "revise", "canary.txt", "--replace", CANARY, "x", "--dry-run", "--coder", "KL"],
    ["privacy", "withdraw", "P01", "--yes", "--delete-files"],
)  # fmt: skip
PAGES = (
    "/",
    "/read",
    "/read/1",
    "/find",
    "/passages",
    "/themes",
    "/claims",
    "/quotes",
    "/scheme",
    "/trust",
    "/nowhere",
)


def walk(server):
    """Look at the pages and send the canary to every fourth door."""
    said = b""
    while not said.rstrip().endswith(b"}"):
        line = server.stdout.readline()
        assert line, said
        said += line
    address = json.loads(said)["address"]
    window = Window("KL", urlsplit(address).port)
    with closing(window.connection):
        window.enter(address)
        for path in PAGES:
            window.ask("GET", path)
        for _, path in unsafe_routes()[::4]:
            if "backups" not in path and "forget" not in path:
                window.ask("POST", path, {"text": CANARY, "words": CANARY, "command": CANARY})


@pytest.mark.soak
@pytest.mark.figure("A22")
def test_a_whole_journey_leaves_no_canary_in_logs_or_temporary_files(singing, tmp_path, figure):
    """Real processes: the command line and the workbench, with a folder for temporary files of their own."""
    folder, temporary, home = shutil.copytree(singing, tmp_path / "project"), tmp_path / "tmp", tmp_path / "home"
    temporary.mkdir(), home.mkdir()
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + CANARY.encode() * 50)
    (tmp_path / "k.csv").write_text(f'source,quote,code\ncanary.txt,"{CANARY} {CANARY}",needs\n', "utf-8")
    places = {"TMPDIR": str(temporary), "HOME": str(home), "PYTHONPATH": str(REPOSITORY), "PYTHONDEVMODE": ""}
    environment = {**os.environ, **places}
    start = [sys.executable, "-m", "toolkit.cli.main"]
    common = {"cwd": tmp_path, "env": environment, "stderr": subprocess.PIPE}
    with subprocess.Popen(
        [*start, "serve", "--no-browser", "--json", "--language", "en", "-p", str(folder)],
        stdout=subprocess.PIPE,
        **common,
    ) as server:
        try:
            walk(server)
        finally:  # else the end of the block would wait for the server for ever
            server.send_signal(signal.SIGINT)
            out, error = server.communicate(timeout=60)
    heard = [sings(out, error)]
    for command in COMMANDS:
        words = [part.format(f=tmp_path) for part in command]
        done = subprocess.run([*start, *words, "-p", str(folder)], stdout=subprocess.PIPE, check=False, **common)
        assert b"Traceback" not in done.stderr
        heard.append(sings(done.stderr) or (done.returncode != 0 and sings(done.stdout)))
    left = [path for place in (temporary, home) for path in place.rglob("*") if path.is_file()]
    heard.append(sings(*(path.read_bytes() for path in left)))
    heard.append(sings(*logs(folder)))
    figure(canaries=sum(heard))
    assert not any(heard), heard
