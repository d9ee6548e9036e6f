"""`spegla privacy withdraw` and `verify`: what goes is told first, goes when agreed, and is looked for afterwards."""

from __future__ import annotations

import json

import pytest

from tests.cli.unchanged import unchanged
from tests.material import SAID, codings_table
from toolkit import messages
from toolkit.cli.privacy_withdrawing import touched_lines, touched_record
from toolkit.services.privacy.withdrawal_look import Touched

WORDS = next(one.words for one in SAID if one.person == "P02")


def test_a_look_tells_what_goes_and_what_it_touches_and_changes_nothing(spegla, themed_once):
    with unchanged(themed_once):
        told = spegla("privacy", "withdraw", "P02", "--dry-run", "-p", themed_once)
        document = spegla("privacy", "withdraw", "p02", "--dry-run", "--json", "-p", themed_once).json
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0] == "What goes when P02 withdraws:"
    assert "  1 source, whole: p02.txt" in lines
    assert "  turns: 3" in lines
    assert "  9 codings by KL" in lines
    assert any(line.startswith("  theme “") and line.endswith(": 1 of 8 passages") for line in lines)
    files = lines[lines.index("Files that are deleted:") :]
    assert files[1] == "  interviews/p02.txt"
    assert "Files that hold the words and stay, unless you say --delete-files:" in files
    assert "  codings.csv" in files
    touched = document["touched"]
    assert (touched["respondent"], touched["sources"], touched["codings"]) == ("P02", ["p02.txt"], {"KL": 9})
    assert {one["file"]: one["goes"] for one in touched["files"]} == {"codings.csv": False, "interviews/p02.txt": True}
    assert {one["own"] for one in touched["themes"]} == {1}
    assert WORDS not in told.out + json.dumps(document)


def test_of_a_group_interview_only_the_persons_turns_go(spegla, looked_at):
    told = spegla("privacy", "withdraw", "T1", "--dry-run", "-p", looked_at).out
    assert "  in team.txt: the person's turns; what others say stays" in told
    assert "source, whole" not in told
    assert "  turns: 2" in told


@pytest.mark.parametrize("typed", ["", "n", "nej"])
def test_without_a_yes_nothing_goes(spegla, looked_at, monkeypatch, typed):
    asked = []
    monkeypatch.setattr("typer.prompt", lambda text, **_: asked.append(text) or typed)
    with unchanged(looked_at):
        answer = spegla("privacy", "withdraw", "P02", "-p", looked_at)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("What goes when P02 withdraws:")
    assert asked == ["Take all this out for good? It cannot be undone. [y/N]"]


def test_a_person_is_taken_out_everywhere_and_the_certificate_is_named(spegla, small):
    copied = small / "my copy.txt"
    copied.write_text(WORDS, "utf-8")
    answer = spegla("privacy", "withdraw", "P02", "--yes", "-p", small, "--json")
    done = answer.json["withdrawn"]
    assert (answer.code, done["clean"]) == (1, False)  # the evaluator's own files still hold the words
    assert set(done["left"]) == {"codings.csv", "my copy.txt"}
    assert (done["respondent"], done["ground"], answer.json["key"]) == ("P02", "consent", False)
    assert (small / "withdrawals" / done["certificate"]).is_file()
    assert not (small / "interviews" / "p02.txt").exists()
    found = spegla("privacy", "verify", "P02", "-p", small)
    assert found.code == 1
    assert "P02: words were found in 2 files." in found.out
    copied.unlink()
    others = [one for one in SAID if one.person != "P02"]
    (small / "codings.csv").write_text(codings_table(others), "utf-8")
    clean = spegla("privacy", "verify", "-p", small)
    assert clean.code == 0
    assert "P02: no runs of five words were found." in clean.out
    assert "The bus card" not in json.dumps(spegla("codings", "list", "-p", small, "--json").json["codings"])
    again = spegla("privacy", "withdraw", "P02", "--yes", "-p", small)
    assert "Traceback" not in again.err


def test_files_that_hold_the_words_are_deleted_when_asked(spegla, small):
    told = spegla("privacy", "withdraw", "P02", "--yes", "--delete-files", "-p", small)
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0] == "P02 has been taken out."
    assert lines[-1].startswith("Certificate: withdrawals/")
    assert not (small / "codings.csv").exists()
    assert spegla("privacy", "verify", "-p", small).code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("P99", "--yes"), 1),
        (("P02", "--yes", "--ground", "decision"), 2),
        (("P02", "--yes", "--ground", "boredom"), 2),
        (("P02", "--yes", "--key", "nowhere.key"), 1),
        ((), 2),
    ],
)
def test_a_withdrawal_that_cannot_be_is_refused_before_anything_goes(spegla, looked_at, words, code):
    with unchanged(looked_at):
        answer = spegla("privacy", "withdraw", *words, "-p", looked_at)
    assert answer.code in (1, 2)
    assert answer.err
    assert answer.out == ""


def test_before_anything_was_taken_out_verify_says_how_to_look(spegla, looked_at, tmp_path):
    told = spegla("privacy", "verify", "-p", looked_at)
    assert told.code == 0
    assert told.out.splitlines()[1].startswith("Nothing was taken out yet")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "note.txt").write_text(WORDS, "utf-8")
    document = spegla("privacy", "verify", "P02", "--also", tmp_path / "elsewhere", "-p", looked_at, "--json").json
    found = {one["file"].rpartition("/")[2] for one in document["found"]}
    assert found == {"codings.csv", "project.db", "p02.txt", "note.txt"}
    assert {one["respondent"] for one in document["found"]} == {"P02"}
    assert spegla("privacy", "verify", "P02", "-p", looked_at).code == 0  # still in the project: nothing is wrong


@pytest.mark.parametrize(
    ("language", "key", "told"),
    [
        ("en", "steering", "was shown to the steering group on 2025-05-12: Autumn"),
        ("sv", "steering", "visades för styrgruppen 2025-05-12: Autumn"),
        ("sv", "grannar", "visades för grannar 2025-05-12: Autumn"),
    ],
)
def test_to_whom_a_pack_was_shown_is_told_in_words(language, key, told):
    touched = Touched("P01", shown=((key, "2025-05-12", "Autumn"),))
    messages.use_language(language)
    assert any(line.endswith(told) for line in touched_lines(touched))
    assert touched_record(touched)["shown"] == [{"audience": key, "day": "2025-05-12", "meeting": "Autumn"}]
