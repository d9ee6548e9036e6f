"""`spegla backup`, `restore` and `doctor` as a person at the terminal meets them."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from toolkit import messages
from toolkit.cli.backups import counted
from toolkit.services.keeping import restoring
from toolkit.services.privacy import withdrawing
from toolkit.services.privacy.withdrawing import Wish
from toolkit.services.projects import backups
from toolkit.services.projects.project import Project
from toolkit.storage.database.backups import COUNTED


def test_a_backup_is_made_listed_and_restored(spegla, small):
    made = spegla("backup", "-p", small, "--json").json
    name = made["backup"]["name"]
    assert made["removed"] == []
    assert made["backup"]["counts"]["coding"] > 0
    listed = spegla("backup", "list", "-p", small)
    assert name in listed.out
    assert "by hand" in listed.out
    assert spegla("sources", "remove", "p01.txt", "--yes", "-p", small).code == 0
    seen = spegla("restore", name, "--dry-run", "-p", small)
    assert "1 source" in seen.out
    assert "Nothing was changed." in seen.out
    done = spegla("restore", name, "--yes", "--json", "-p", small).json
    assert done["back"]["source"] == 1
    assert done["before"].endswith("-restore")
    assert "p01.txt" in spegla("sources", "-p", small).out
    assert [one["why"] for one in spegla("backup", "list", "-p", small, "--json").json["backups"]] == [
        "restore",
        "hand",
    ]


def test_all_that_a_person_made_since_the_backup_is_told_before_it_is_lost(spegla, small):
    here = ("-p", small)
    name = spegla("backup", *here, "--json").json["backup"]["name"]
    spegla("partners", "add", "Bus firm", "--coder", "KL", *here)
    spegla("partners", "add", "Doctor", "--coder", "KL", *here)
    spegla("coders", "assign", "MB", "--sources", "p01.txt", *here)
    spegla("quotes", "add", "p01.txt", "--words", "The bus was the worst of it", "--coder", "KL", *here)
    seen = spegla("restore", name, "--dry-run", *here)
    assert "would be lost: 1 quote decided of, 2 partners, 1 blind assignment." in seen.out
    assert "All that is here now is in it too" not in seen.out
    lost = spegla("restore", name, "--dry-run", *here, "--json").json["lost"]
    assert {table: n for table, n in lost.items() if n} == {"quote": 1, "partner": 2, "assignment": 1}


def test_quotes_that_a_draft_entered_are_not_told_as_made_by_somebody(spegla, drafted):
    entered = spegla("quotes", "--json", "-p", drafted).json["quotes"]
    assert entered
    assert all(one["machine"] for one in entered)
    name = spegla("backup", "--json", "-p", drafted).json["backup"]["name"]
    assert spegla("quotes", "use", entered[0]["id"], "wanted", "--coder", "KL", "-p", drafted).code == 0
    seen = spegla("restore", name, "--dry-run", "--json", "-p", drafted).json
    assert (seen["backup"]["counts"]["quote"], seen["lost"]["quote"]) == (0, 1)


@pytest.mark.parametrize("language", ["en", "sv"])
def test_whatever_is_counted_in_a_backup_has_its_words(language):
    messages.use_language(language)
    told = [counted({table: n}) for table in COUNTED for n in (1, 2)]
    assert all(one.startswith(("1 ", "2 ")) for one in told)
    assert len({one.partition(" ")[2] for one in told[::2]}) == len(COUNTED)
    assert counted(dict.fromkeys(COUNTED, 0)) == ""


def test_a_restore_asks_first(spegla, small, monkeypatch):
    spegla("backup", "-p", small)
    assert spegla("restore", "hand", "--json", "-p", small).code == 2
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "")
    assert spegla("restore", "hand", "-p", small).code == 1
    assert len(backups.each(Project(small, datetime.now(UTC)))) == 1


def test_wrong_calls_are_told(spegla, small, tmp_path):
    assert spegla("backup", "everything", "-p", small).code == 2
    assert spegla("restore", "nothing", "-p", small).code == 1
    assert spegla("doctor", "-p", tmp_path).code == 1
    assert "There are no backups yet" in spegla("backup", "list", "-p", small).out


def test_doctor_is_exit_1_when_something_is_wrong(spegla, small):
    assert spegla("doctor", "-p", small).code == 0
    (small / "project.toml").write_bytes(bytes(50))
    answer = spegla("doctor", "--json", "-p", small)
    assert answer.code == 1
    assert {one["level"] for one in answer.json["findings"]} == {"wrong", "doubtful", "well"}
    spegla_sv = spegla("doctor", "-p", small, "--language", "sv")
    assert spegla_sv.code == 1


def test_a_project_with_torn_settings_is_restored(spegla, small):
    name = spegla("backup", "-p", small, "--json").json["backup"]["name"]
    (small / "project.toml").write_bytes(bytes(50))
    assert spegla("restore", name, "--yes", "-p", small).code == 0
    assert spegla("status", "-p", small).code == 0


CALLS = """
import json, os, sys
from toolkit.cli.main import main

for words in json.loads(sys.argv[1]):
    os.umask(0o022)  # the usual one
    sys.argv = ["spegla", *words, "--language", "en"]
    try:
        main()
    except SystemExit as leaving:
        assert leaving.code == 0, words[0]
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions of Unix")
def test_what_the_program_makes_is_its_owners_alone(small_coded, tmp_path):
    """As the installed program does it: in a process of its own, with the usual umask before each command."""

    def spegla(*commands):
        words = json.dumps([[str(word) for word in command] for command in commands])
        subprocess.run([sys.executable, "-c", CALLS, words], check=True, capture_output=True)

    folder = tmp_path / "new"
    spegla(("init", folder))
    shutil.copy(small_coded / "interviews/respondents.csv", folder / "interviews/respondents.csv")
    (folder / "interviews/respondents.csv").chmod(0o600)
    spegla(
        ("add", small_coded / "interviews/p01.txt", "-p", folder),
        ("backup", "-p", folder),
        ("draft", "--from-suggestions", "--format", "md", "-p", folder),
        ("export", "project", tmp_path / "out.zip", "-p", folder),
    )
    for path in (folder, *folder.rglob("*"), tmp_path / "out.zip"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def own_words(project):
    """Something that only P01 says."""
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        texts = {name: sources.get(connection, name) for name in sources.ids(connection)}
    turns = [turn.span.of(texts["p01.txt"].text) for turn in texts["p01.txt"].turns if turn.respondent == "P01"]
    others = [one.text for name, one in texts.items() if name != "p01.txt"]
    return max((said for said in turns if not any(said in text for text in others)), key=len)


@pytest.mark.figure("A24")
def test_a_withdrawn_persons_words_do_not_come_back_with_a_backup_from_elsewhere(small, tmp_path, figure):
    """Figure A24: also a copy that no withdrawal could reach is cleaned before it takes its place."""

    def at():
        return Project(small, datetime.now(UTC))

    said = own_words(at())
    outside = backups.make(at(), to=tmp_path / "stick")
    withdrawing.withdraw(at(), "P01", Wish(delete=True))

    done = restoring.restore(at(), str(outside.folder))
    assert done.withdrawn == ("P01",)
    words = said.encode()
    assert words in (outside.folder / "project.db").read_bytes()
    for path in Path(small).rglob("*"):
        assert not path.is_file() or words not in path.read_bytes(), path
    figure(people=1, hits=0)
    assert not at().register.usable("P01")
