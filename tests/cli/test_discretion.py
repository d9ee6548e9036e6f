"""Whatever goes wrong, no word of a transcript and no traceback reaches the screen."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from toolkit.storage.database.lock import os_lock

CANARY = "kanariefågelviskar"
TALK = f"I: How was it?\nP01: It was {CANARY} and nothing else, I tell you.\nI: Thanks.\nP01: Yes, {CANARY}.\n"


@pytest.fixture(scope="session")
def told_once(tmp_path_factory, small_coded):
    """A project in whose every text the canary word stands."""
    from toolkit.cli.main import run

    folder = tmp_path_factory.mktemp("canary") / "project"
    shutil.copytree(small_coded, folder)
    (folder / "interviews" / "canary.txt").write_text(TALK, "utf-8")
    assert run(["add", str(folder / "interviews" / "canary.txt"), "-p", str(folder)]) == 0
    return folder


@pytest.fixture
def project(told_once, tmp_path):
    return shutil.copytree(told_once, tmp_path / "project")


def written(name, content):
    """A way to spoil a project: put a file there."""

    def spoil(folder):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return spoil


def odd_archive(folder):
    with zipfile.ZipFile(folder / "odd.docx", "w") as archive:
        archive.writestr("word/document.xml", f"<w:document>{CANARY}")


def deep_yaml(folder):
    (folder / "coding_schemes" / "six_areas.yaml").write_text(f"{CANARY}: " + "[" * 400, "utf-8")


def emptied(folder):
    (folder / "project.db").write_bytes(b"")


def scribbled(folder):
    data = bytearray((folder / "project.db").read_bytes())
    data[3000:60000] = (CANARY.encode() * 4000)[:57000]
    (folder / "project.db").write_bytes(data)


def replaced(folder):
    (folder / "project.db").write_text(CANARY * 300, "utf-8")


def gone(folder):
    (folder / "project.db").unlink()


def nothing(folder):
    """Leave the project as it is."""


QUOTE = f"It was {CANARY} and"
CASES = {
    "a picture": (written("photo.txt", b"\x89PNG\r\n\x1a\n" + CANARY.encode() * 50), ("add", "{p}/photo.txt"), 1),
    "no turns": (written("list.txt", f"{CANARY}\nbread\nmilk\n"), ("add", "{p}/list.txt"), 1),
    "odd archive": (odd_archive, ("add", "{p}/odd.docx"), 1),
    "half a Word file": (written("half.docx", b"PK\x03\x04" + CANARY.encode()), ("add", "{p}/half.docx"), 1),
    "unknown kind": (written("talk.rtf", CANARY), ("add", "{p}/talk.rtf"), 1),
    "no kind": (written("talk", CANARY), ("add", "{p}/talk"), 1),
    "broken front matter": (
        written("front.md", f"---\ndate: [{CANARY}\n---\n{TALK}"), ("add", "{p}/front.md"), 1,
    ),
    "a register with a wrong consent": (
        written("interviews/respondents.csv", f"id;consent\nP01;{CANARY}\n"), ("status",), 1,
    ),
    "a register without ids": (written("interviews/respondents.csv", f"{CANARY};b\n1;2\n"), ("status",), 1),
    "a register with too many values": (
        written("interviews/respondents.csv", f"id;consent\nP01;;{CANARY}\n"), ("status",), 1,
    ),
    "a register that is no text": (
        written("interviews/respondents.csv", b"PK\x03\x04" + CANARY.encode()), ("draft",), 1,
    ),
    "a register that is gone": (lambda folder: (folder / "interviews/respondents.csv").unlink(), ("suggest",), 1),
    "a scheme of another form": (
        written("coding_schemes/six_areas.yaml", f"key: x\nversion: {CANARY}\n"), ("suggest",), 1,
    ),
    "a scheme that is no YAML": (
        written("coding_schemes/six_areas.yaml", f'key: "{CANARY}\n  - [\n'), ("scheme",), 1,
    ),
    "a deep scheme": (deep_yaml, ("themes",), 1),
    "a scheme of another encoding": (
        written("coding_schemes/six_areas.yaml", CANARY.encode("utf-16")), ("draft",), 1,
    ),
    "a guide of an unknown area": (
        written(
            "interviews/guides/participants.yaml",
            f"group: participants\nlanguage: en\nquestions:\n  - {{key: a, area: zzz, text: {CANARY}}}\n",
        ),
        ("suggest",),
        1,
    ),
    "a guide that is no YAML": (
        written("interviews/guides/team.yaml", f"group: team\n\tquestions: {CANARY}"), ("themes",), 1,
    ),
    "settings that are no TOML": (written("project.toml", f"name = {CANARY}\n"), ("status",), 1),
    "settings with an unknown key": (written("project.toml", f'name = "x"\n[zzz]\na = "{CANARY}"\n'), ("draft",), 1),
    "settings that are no text": (written("project.toml", CANARY.encode("utf-16")), ("status",), 1),
    "a scheme that settings name and is not there": (
        written("project.toml", 'name = "x"\nscheme = "zzz.yaml"\n'), ("suggest",), 1,
    ),
    "quantities that cannot be read": (
        written("project.toml", f'name = "x"\nlanguage = "en"\n[[quantities]]\nkey = "k"\nlow = "{CANARY}"\n'),
        ("draft", "--format", "md"), 1,
    ),
    "an empty database": (emptied, ("status",), 1),
    "a scribbled database": (scribbled, ("codings", "list"), 1),
    "a text as database": (replaced, ("themes",), 1),
    "no database": (gone, ("add", "{p}/interviews/canary.txt"), 1),
    "codings nobody said": (
        written("k.csv", f'source,quote,code\ncanary.txt,"{CANARY} {CANARY}",needs\n'),
        ("codings", "import", "{p}/k.csv", "--coder", "A"), 1,
    ),
    "codings of an unknown code": (
        written("k.csv", f'source,quote,code\ncanary.txt,"{QUOTE}",zzz\n'),
        ("codings", "import", "{p}/k.csv", "--coder", "A"), 1,
    ),
    "codings with wrong numbers": (
        written("k.csv", f'source,start,end,quote,code\ncanary.txt,{CANARY},2,"{QUOTE}",needs\n'),
        ("codings", "import", "{p}/k.csv", "--coder", "A"), 1,
    ),
    "codings without columns": (
        written("k.csv", f"{CANARY},b\n1,2\n"), ("codings", "import", "{p}/k.csv", "--coder", "A"), 1,
    ),
    "codings that are no JSON": (
        written("k.jsonl", f'{{"quote": "{CANARY}'), ("codings", "import", "{p}/k.jsonl", "--coder", "A"), 1,
    ),
    "a folder as codings": (nothing, ("codings", "import", "{p}/interviews", "--coder", "A"), 1),
    "an outline that is no TOML": (
        written("templates/perspectives.toml", f'parts = "{CANARY}'), ("draft", "--format", "md"), 1,
    ),
    "a wording that is no TOML": (
        written("templates/wording.en.toml", f'x = "{CANARY}'), ("draft", "--format", "md"), 1,
    ),
    "a wording with a table where a text belongs": (
        written("templates/wording.en.toml", f'[lists]\nopen = {{ x = "{CANARY}" }}\n'), ("draft", "--format", "md"), 1,
    ),
    "a styles file that is no Word file": (
        written("templates/styles.docx", CANARY), ("draft", "--format", "docx"), 1,
    ),
    "an outline that is not there": (nothing, ("draft", "--outline", "zzz"), 1),
    "a way out of the project": (nothing, ("draft", "--outline", "../../zzz"), 1),
    "a format that is not there": (nothing, ("draft", "--format", "zzz"), 1),
    "an unknown source": (nothing, ("sources", "remove", "zzz", "--yes"), 1),
    "an unknown theme": (nothing, ("themes", "rename", "--coder", "KL", "zzz", "name"), 1),
    "a file as folder": (nothing, ("draft", "--format", "md", "--out", "{p}/project.toml"), 1),
}  # fmt: skip


@pytest.mark.figure("A22")
@pytest.mark.parametrize("case", CASES)
def test_an_error_is_a_sentence_without_words_of_a_transcript(spegla, project, case, figure):
    spoil, arguments, code = CASES[case]
    spoil(project)
    filled = [argument.format(p=project) for argument in arguments]
    for language in ("sv", "en"):
        answer = spegla(*filled, "-p", project, "--language", language)
        assert answer.code == code
        assert answer.err.strip()
        said = answer.out + answer.err
        assert CANARY not in said
        assert "toolkit/" not in said
        assert "{" not in said
    figure(provoked=1, canaries=0)


@pytest.mark.parametrize("arguments", [("init", "{f}"), ("init", "{f}/below"), ("demo", "{f}"), ("demo", "{f}/below")])
def test_a_place_where_no_folder_can_be_is_told(spegla, tmp_path, arguments):
    (tmp_path / "file").write_text(CANARY, "utf-8")
    answer = spegla(*(argument.format(f=tmp_path / "file") for argument in arguments))
    assert answer.code == 1
    assert CANARY not in answer.out + answer.err


@pytest.mark.parametrize("command", [("add", "{p}/interviews/p01.txt"), ("suggest",), ("themes",), ("draft",)])
def test_a_project_in_use_is_told_and_left_alone(spegla, project, command):
    lock = os_lock(project / "project.db", now=datetime.now(UTC))
    try:
        answer = spegla(*(part.format(p=project) for part in command), "-p", project)
        assert answer.code == 1
        assert str(os.getpid()) in answer.err
        assert spegla("status", "-p", project).code == 0
    finally:
        lock.release()
    assert spegla("add", project / "interviews" / "p01.txt", "-p", project).code == 0


AS_NOBODY = """import json, os, sys
import sqlite3, toolkit.cli.app, toolkit.storage.projects.store, toolkit.services.status.status
import toolkit.services.reports.drafts, toolkit.services.material.adding
import toolkit.services.material.sources, toolkit.analysis.texts.questioning, toolkit.reporting.chapters.compose
from toolkit.cli.commands import Commands
from toolkit.cli.main import run
list(Commands().values())
os.setgid(65534)
os.setuid(65534)
print(json.dumps([run(call) for call in json.loads(sys.argv[1])]))
"""


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become somebody else")
def test_a_folder_that_may_not_be_written_is_told(told_once):
    """As another user, who may read the project and not write in it."""
    with tempfile.TemporaryDirectory() as open_to_all:
        Path(open_to_all).chmod(0o755)
        project = shutil.copytree(told_once, Path(open_to_all) / "project")
        project.chmod(0o755)
        calls = [["init", f"{project}/new"], ["add", f"{project}/interviews/p01.txt", "-p", str(project)]]
        calls += [[command, "-p", str(project)] for command in ("suggest", "themes", "draft")]
        script = [sys.executable, "-c", AS_NOBODY, json.dumps(calls)]
        done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [1] * len(calls)
    assert len(done.stderr.splitlines()) >= len(calls)
    assert CANARY not in done.stderr


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("command", [("status",), ("codings", "list"), ("sources",)])
def test_who_may_only_look_is_not_told_of_something_unsaved(told_once, command):
    with tempfile.TemporaryDirectory() as open_to_all:
        Path(open_to_all).chmod(0o755)
        project = shutil.copytree(told_once, Path(open_to_all) / "project")
        project.chmod(0o755)
        script = [sys.executable, "-c", AS_NOBODY, json.dumps([[*command, "-p", str(project), "--language", "en"]])]
        done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "saved" not in done.stderr
    assert "nothing was changed" in done.stderr
