"""Many files go in; stopped by Ctrl-C or killed, the same call goes on where it was, and nothing comes twice."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources

FILES = 500  # enough for several commits, of which there is one a second
TRIES = 5  # on a busy machine all files may be stored before the signal arrives
TALK = "I: How did you come here, number {n}?\nP{n:04}: By bus number {n}, and then on foot.\n" * 12

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many") / "files"
    folder.mkdir()
    for n in range(FILES):
        (folder / f"p{n:04}.txt").write_text(TALK.format(n=n), encoding="utf-8")
    return folder


def begun(folder, project):
    command = [sys.executable, "-m", "toolkit.cli.main", "add", str(folder), "-p", str(project)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def stored(project):
    with Store.open(project / "project.db", now=datetime.now(UTC), write=False) as store, store.reading() as connection:
        return sources.names(connection)


def interrupted(folder, project, sent):
    """Strike the import once its first file is stored; what it said, its exit code and what is stored."""
    process = begun(folder, project)
    until = time.monotonic() + 60
    while not stored(project) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(sent)
    _, said = process.communicate(timeout=60)
    return said, process.returncode, stored(project)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_import_goes_on(spegla, folder, tmp_path, sent):
    for number in range(TRIES):
        project = tmp_path / f"project{number}"
        assert spegla("init", project, "--language", "en").code == 0
        said, code, part = interrupted(folder, project, sent)
        if len(part) < FILES:
            break
    assert "Traceback" not in said
    assert code != 0
    assert 0 < len(part) < FILES
    again = spegla("add", folder, "-p", project, "--json")
    assert len(again.json["known"]) == len(part)
    assert len(again.json["added"]) == FILES - len(part)
    assert stored(project) == [f"p{n:04}.txt" for n in range(FILES)]
