"""Figure A7: nobody in the process opens or copies project.db but SQLite, in the code and on a whole journey.

Closing any other handle on it would drop the process's locks, and acknowledged work would be lost without a word.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import toolkit

PACKAGE = Path(toolkit.__file__).parent
OPENING = {
    "open", "read_bytes", "write_bytes", "read_text", "write_text", "copy", "copy2", "copyfile", "copyfileobj",
    "copytree", "move", "make_archive", "sha256", "file_digest", "read_file", "write_file", "ZipFile",
}  # fmt: skip
# A backup's, or a copy that nobody has open; each is named with its reason in tests/storage/projects/test_store.py.
ALLOWED = {"storage/database/backups.py", "storage/projects/merging.py", "storage/database/lying_words.py"}


def names_the_database(node):
    return any(
        (isinstance(one, ast.Name) and one.id == "DATABASE")
        or (isinstance(one, ast.Constant) and isinstance(one.value, str) and "project.db" in one.value)
        for one in ast.walk(node)
    )


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


@pytest.mark.figure("A7")
def test_a7_no_line_opens_or_copies_the_database_outside_storage(figure):
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name in ALLOWED:
            continue
        for called, node in calls(ast.parse(path.read_text("utf-8"))):
            if called in OPENING and names_the_database(node) and "Store" not in ast.unparse(node.func):
                found.append(f"{name}:{node.lineno}: {ast.unparse(node)}")
    figure(places=len(found))
    assert found == []


JOURNEY = """
import os, shutil, sys
from pathlib import Path
folder, sample, place = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
touched = []

def hook(event, arguments):
    if event in ("open", "shutil.copyfile", "os.truncate") and arguments:
        name = os.fspath(arguments[0]) if isinstance(arguments[0], (str, bytes, os.PathLike)) else ""
        name = name.decode() if isinstance(name, bytes) else name
        path = os.path.abspath(name) if name else ""
        if path in (f"{folder}/project.db", f"{folder}/project.db-wal", f"{folder}/project.db-journal"):
            touched.append(event)

shutil.copytree(sample, folder)
from toolkit.cli.main import run
copy = place / "copy"
shutil.copytree(folder, copy)
sys.addaudithook(hook)

def spegla(*arguments):
    code = run([str(one) for one in arguments] + ["-p", str(folder)])
    assert code == 0, (arguments, code)

spegla("status")
spegla("backup")
(place / "new.txt").write_text("I: And?\\nP01: We waited for a long time, and nobody came.\\n", "utf-8")
spegla("add", place / "new.txt")
spegla("suggest")
spegla("find", "waited")
spegla("codings", "export", place / "codings.csv")
spegla("export", "project", place / "whole.zip")
spegla("exchange", "export", place / "out.qdpx")
spegla("themes")
spegla("draft", "--format", "md", "--out", place)
spegla("merge", copy)
spegla("backup", "--to", place / "stick")
spegla("backup", "list")
assert run(["doctor", "-p", str(folder), "--mend"]) == 0

from datetime import UTC, datetime
from starlette.testclient import TestClient
from toolkit.workbench.app import make_app
from toolkit.workbench.desk import Desk
from toolkit.workbench.door import Door
desk, door = Desk(folder, language="en", coder="KL"), Door(8765)
address = "http://127.0.0.1:8765"
with TestClient(make_app(desk, door), base_url=address, follow_redirects=False) as client:
    secret, _ = door.new_session()
    client.cookies.set(door.cookie, secret)
    client.headers.update({"Origin": address, "Sec-Fetch-Site": "same-origin"})
    for page in ("/", "/read", "/read/1", "/find", "/passages", "/themes", "/start/backups", "/start/problems"):
        assert client.get(page).status_code == 200, page
    assert client.post("/start/backups").status_code == 200
desk.close()
name = sorted((folder / "backups").glob("*-hand"))[0].name
spegla("restore", name, "--yes")
spegla("status")
print("touched:", touched)
open(folder / "project.db", "rb").close()
print("the hook sees:", touched)
"""


@pytest.mark.figure("A7")
def test_a7_a_whole_journey_leaves_the_database_to_sqlite(small_coded, tmp_path, figure):
    place = tmp_path / "place"
    place.mkdir()
    told = subprocess.run(
        [sys.executable, "-c", JOURNEY, tmp_path / "project", small_coded, place],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert told.returncode == 0, told.stderr[-3000:]
    assert told.stdout.splitlines()[-2:] == ["touched: []", "the hook sees: ['open']"]
    figure(places=0)
