"""`spegla privacy scan, keep, mask, unmask, masks, erase` at the terminal."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest

from tests.cli.unchanged import unchanged
from tests.conftest import run

REGISTER = "id,group,consent,consent_until,quote\nD01,participants,given,,yes\nD02,participants,given,,yes\n"
FIRST = "I: Who helped?\n\nD01: It was Harriet Lomax at Fernhill School who helped me most. Harriet Lomax is kind.\n"
SECOND = "I: And you?\n\nD02: We asked Harriet Lomax too, and she called us back at once.\n"


@pytest.fixture
def named(tmp_path):
    folder = tmp_path / "project"
    assert run(["init", str(folder), "--language", "en"]) == 0
    (folder / "interviews" / "respondents.csv").write_text(REGISTER, "utf-8")
    for name, text in (("d01.txt", FIRST), ("d02.txt", SECOND)):
        (folder / "interviews" / name).write_text(text, "utf-8")
    assert run(["add", str(folder / "interviews"), "-p", str(folder)]) == 0
    rows = "source,start,end,quote,code\nd01.txt,,,It was Harriet Lomax at Fernhill School who helped me most.,needs\n"
    (folder / "c.csv").write_text(rows, "utf-8")
    assert run(["codings", "import", str(folder / "c.csv"), "--coder", "KL", "-p", str(folder)]) == 0
    (folder / "c.csv").unlink()
    return folder


@pytest.fixture(scope="module")
def scanned_once(small_coded, tmp_path_factory):
    """The small project looked through once, so that a scan makes nothing more; not to be changed."""
    folder = shutil.copytree(small_coded, tmp_path_factory.mktemp("scanned") / "small")
    assert run(["privacy", "scan", "-p", str(folder)]) in (0, 1)
    return folder


def key_of(spegla, folder, words):
    found = spegla("privacy", "scan", "-p", folder, "--json").json["findings"]
    return next(one["key"] for one in found if one["words"] == words)


def test_the_scan_fails_while_anything_is_open(spegla, named):
    told = spegla("privacy", "scan", "-p", named, "--context", "1")
    assert told.code == 1
    assert "Harriet Lomax" in told.out
    assert "«Harriet Lomax»" in told.out
    found = spegla("privacy", "scan", "-p", named, "--json").json
    assert found["open"] == len(found["findings"]) == 2
    by_words = {one["words"]: one for one in found["findings"]}
    assert by_words["Harriet Lomax"]["sources"] == {"d01.txt": 2, "d02.txt": 1}
    assert by_words["Fernhill School"]["kind"] == "workplace"
    assert spegla("privacy", "scan", "-p", named, "--source", "d02.txt", "--json").json["open"] == 1
    assert spegla("privacy", "scan", "-p", named, "--kind", "phone").code == 0


def test_a_mask_reaches_codings_searches_exports_and_drafts(spegla, named, tmp_path):
    key = key_of(spegla, named, "Harriet Lomax")
    looked = spegla("privacy", "mask", key, "--as", "the coach", "--dry-run", "--coder", "KL", "-p", named, "--json")
    assert looked.json["places"] == 3
    assert key_of(spegla, named, "Harriet Lomax") == key
    done = spegla("privacy", "mask", key, "--as", "the coach", "--coder", "KL", "-p", named)
    assert done.code == 0
    assert "still in the project" in done.out
    assert spegla("privacy", "keep", "workplace", "--coder", "KL", "-p", named).code == 0
    assert spegla("privacy", "scan", "-p", named).code == 0
    spegla("codings", "export", tmp_path / "out.csv", "-p", named)
    exported = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "It was [the coach] at Fernhill School" in exported
    assert "Lomax" not in exported
    assert "Lomax" not in spegla("find", "Lomax", "-p", named).out
    assert "[coach]" in spegla("find", "coach", "-p", named).out
    assert spegla("export", "project", tmp_path / "plain", "-p", named).code == 0
    assert spegla("themes", "-p", named).code == 0
    drafted = spegla("draft", "-p", named, "--format", "md", "--out", tmp_path / "drafts")
    assert "Lomax" not in drafted.out + "".join(path.read_text("utf-8") for path in tmp_path.rglob("*.md"))


def test_a_mask_is_in_the_log_and_can_be_taken_back(spegla, named):
    key = key_of(spegla, named, "Harriet Lomax")
    spegla("privacy", "mask", key, "--coder", "KL", "-p", named)
    log = spegla("privacy", "masks", "-p", named)
    assert "KL" in log.out
    assert "Lomax" not in log.out
    back = spegla("privacy", "unmask", "--coder", "KL", "-p", named, "--json").json
    assert (back["places"], back["changed_since"]) == (3, 0)
    assert key_of(spegla, named, "Harriet Lomax") == key


def test_erasing_asks_and_nothing_is_left(spegla, named, monkeypatch):
    for name in ("d01.txt", "d02.txt"):
        (named / "interviews" / name).unlink()
    key = key_of(spegla, named, "Harriet Lomax")
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "y")
    assert spegla("privacy", "erase", key, "--coder", "KL", "-p", named).code != 0
    assert key_of(spegla, named, "Harriet Lomax") == key
    done = spegla("privacy", "erase", key, "--yes", "--coder", "KL", "-p", named, "--json")
    assert done.code == 0
    assert done.json["clean"] is True
    assert done.json["places"] == 3
    words = {one["words"] for one in spegla("privacy", "scan", "-p", named, "--json").json["findings"]}
    assert words == {"Fernhill School"}
    assert not any(b"Lomax" in path.read_bytes() for path in named.rglob("*") if path.is_file())


def test_no_coder_and_no_keys_are_told(spegla, named):
    assert spegla("privacy", "erase", "-p", named).code == 2
    assert spegla("privacy", "keep", "abc", "-p", named).code != 0


def test_a_mask_says_where_the_name_still_stands_and_is_put_there_too_when_asked(spegla, named):
    from toolkit.services.coding import memos
    from toolkit.services.material.hands import Hand
    from toolkit.services.projects.project import open_project

    memos.add(
        open_project(named, now=datetime.now(UTC)), "Call Harriet Lomax back.", 1, hand=Hand("KL", "memo-number-1")
    )
    key = key_of(spegla, named, "Harriet Lomax")
    done = spegla("privacy", "mask", key, "--as", "the coach", "--coder", "KL", "-p", named)
    assert "Still in a memo: 1." in done.out
    assert "--everywhere" in done.out
    assert "Lomax" not in done.out
    again = spegla("privacy", "mask", key, "--everywhere", "--coder", "KL", "-p", named, "--json").json
    assert (again["places"], again["changed_elsewhere"], again["elsewhere"]) == (0, 1, {})
    document = spegla("privacy", "scan", "-p", named, "--json").json
    assert [one["words"] for one in document["findings"]] == ["Fernhill School"]
    assert spegla("undo", "--coder", "KL", "-p", named).code == 0
    (found,) = [one for one in spegla("privacy", "scan", "-p", named, "--json").json["findings"] if not one["places"]]
    assert [one["where"] for one in found["elsewhere"]] == ["memo"]


def test_where_nothing_waits_to_be_masked_nothing_is_said_of_words_that_are_left(spegla, named):
    answer = spegla("privacy", "mask", "--coder", "KL", "-p", named)
    assert (answer.code, answer.out) == (0, "Masked: 0 places in 0 sources.\n")
    key = key_of(spegla, named, "Harriet Lomax")
    masked = spegla("privacy", "mask", key, "--as", "the coach", "--coder", "KL", "-p", named).out
    assert "spegla privacy erase --masked" in masked


NO_KEY = ("No finding has the key nokey, or several do.", "spegla privacy scan")
WRONG = {
    "no such kind": (("scan", "--kind", "x"), 2, ("--kind cannot be “x”.", "person_number")),
    "too many lines": (("scan", "--context", "x"), 2, ("--context must be a whole number.", "privacy scan --help")),
    "no such source": (("scan", "--source", "p99.txt"), 1, ("There is no source called p99.txt.", "p01.txt, p02.txt")),
    "keeps nothing": (("keep", "--coder", "KL"), 2, ("is missing.", "spegla privacy keep --help")),
    "keeps no finding": (("keep", "nokey", "--coder", "KL"), 1, NO_KEY),
    "masks no finding": (("mask", "nokey", "--coder", "KL"), 1, NO_KEY),
    "masks by nobody": (("mask",), 2, ("Nobody is named as coder.", "--coder NAME")),
    "takes nothing back": (("unmask", "p99.txt", "--coder", "KL"), 1, ("no source called p99.txt", "p01.txt, p02.txt")),
    "no command": (("mark", "x"), 2, ("There is no command mark.", "mask, masks, unmask")),
}


@pytest.mark.parametrize(("words", "code", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_told_with_the_next_step_and_changes_nothing(spegla, scanned_once, words, code, told):
    with unchanged(scanned_once):
        answer = spegla("privacy", *words, "-p", scanned_once)
    assert (answer.code, answer.out) == (code, "")
    assert all(part in answer.err for part in told)
    assert "SECRET" not in answer.err


def test_where_nothing_is_masked_that_is_said(spegla, looked_at):
    assert spegla("privacy", "masks", "-p", looked_at).out == "Nothing is masked.\n"
    assert spegla("privacy", "masks", "--json", "-p", looked_at).json == {"masks": []}
