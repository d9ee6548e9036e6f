"""`spegla privacy erase`: names go from everywhere, only when yes is typed in full, and what is left is told."""

from __future__ import annotations

import shutil

import pytest

from tests.cli.unchanged import unchanged
from tests.conftest import run
from toolkit.cli.privacy_erasing import _erased_lines
from toolkit.services.privacy.erasing import Erased
from toolkit.services.privacy.identifier_deeds import Erasing
from toolkit.services.projects.withdrawal_ledger import Errand

REGISTER = "id,group,consent,consent_until,quote\nD01,participants,given,,yes\n"
TALK = "I: Who helped?\n\nD01: It was Harriet Lomax at Fernhill School who helped me most of all in the spring.\n"


@pytest.fixture(scope="module")
def named_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("named") / "project"
    assert run(["init", str(folder), "--language", "en"]) == 0
    (folder / "interviews" / "respondents.csv").write_text(REGISTER, "utf-8")
    (folder / "interviews" / "d01.txt").write_text(TALK, "utf-8")
    assert run(["add", str(folder / "interviews"), "-p", str(folder)]) == 0
    assert run(["privacy", "scan", "-p", str(folder)]) == 1  # what it makes once for the project is made
    return folder


@pytest.fixture
def named(named_once, tmp_path):
    return shutil.copytree(named_once, tmp_path / "named")


def key_of(spegla, folder, words="Harriet Lomax"):
    found = spegla("privacy", "scan", "-p", folder, "--json").json["findings"]
    return next(one["key"] for one in found if one["words"] == words)


@pytest.mark.parametrize("typed", ["", "y", "j", "n", "yes please"])
def test_a_letter_is_not_enough_to_erase(spegla, named, monkeypatch, typed):
    key = key_of(spegla, named)
    asked = []
    monkeypatch.setattr("typer.prompt", lambda text, **_: asked.append(text) or typed)
    with unchanged(named):
        answer = spegla("privacy", "erase", key, "--as", "the coach", "--coder", "KL", "-p", named)
    assert (answer.code, answer.out) == (1, "")
    assert "Nothing was erased." in answer.err
    assert "Type yes in full" in answer.err
    assert "everywhere: 1 place and 0 strings masked before, in texts" in asked[0]
    assert "It cannot be undone." in asked[0]


def test_nobody_is_told_to_delete_the_project_s_own_database():
    done = Erased(Errand("erase", "", "", "", ""), {}, left={"backups/b1/project.db": 1, "note.md": 2})
    lines = [*_erased_lines(Erasing({}), done)]
    assert [line for line in lines if "by hand" in line] == [
        "Still in the folder: note.md (2 places). Look at it, and delete it by hand."
    ]
    assert any("backups/b1/project.db. Do not delete it" in line for line in lines)


@pytest.mark.parametrize("typed", ["yes", " YES ", "ja"])
def test_erased_words_are_in_no_text_any_more(spegla, named, monkeypatch, typed):
    key = key_of(spegla, named)
    (named / "note.md").write_text("Harriet Lomax called.\n", "utf-8")
    monkeypatch.setattr("typer.prompt", lambda *_, **__: typed)
    answer = spegla("privacy", "erase", key, "--as", "the coach", "--coder", "KL", "-p", named)
    assert answer.out.startswith("Erased: 1 place in 1 source, with the history, the originals and 1 backup.\n")
    assert b"Harriet Lomax" not in (named / "project.db").read_bytes()
    assert all(
        one["words"] != "Harriet Lomax" for one in spegla("privacy", "scan", "-p", named, "--json").json["findings"]
    )
    left = (named / "note.md").exists() and "note.md" in answer.out
    assert answer.code == int(left)
    assert "Still in the folder: note.md (1 place). " in answer.out
    assert "Copies that you have sent, printed or saved elsewhere are beyond reach." in answer.out


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        (("--yes", "--coder", "KL"), 2, "Say what is to be erased"),
        (("--yes",), 2, "Nobody is named as coder."),
        (("nokey", "--yes", "--coder", "KL"), 1, "nokey"),
    ],
)
def test_nothing_is_erased_that_nobody_named(spegla, named_once, words, code, err):
    with unchanged(named_once):
        answer = spegla("privacy", "erase", *words, "-p", named_once)
    assert answer.code == code
    assert err in answer.err
