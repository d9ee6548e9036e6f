"""`spegla reflect prepare`, `disclose`, `packs`, `shown`: a pack goes out past the gate, and who saw it is kept."""

import shutil

import pytest

from tests.cli.unchanged import unchanged
from tests.services.pack_material import made
from tests.test_docs import documented


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    return made(tmp_path_factory.mktemp("packs") / "project")


@pytest.fixture
def folder(made_once, tmp_path):
    return shutil.copytree(made_once, tmp_path / "project")


def test_a_pack_is_prepared_listed_and_shown(spegla, folder):
    here = ("-p", folder)
    assert "no pack yet" in spegla("reflect", "packs", *here).out
    looked = spegla("reflect", "prepare", "--audience", "team", "--dry-run", *here)
    assert looked.code == 0
    assert "What we see:" in looked.out
    [quoted, *_] = [line.strip() for line in looked.out.splitlines() if line.startswith("  “")]
    assert quoted.endswith("” (participant)")  # who says it stands outside the marks
    assert not (folder / "packs").exists()
    made = spegla("reflect", "prepare", "--audience", "team", "--coder", "KL", "--json", *here).json
    assert made["pack"] == 1
    assert made["open"] == []
    assert [(folder / "packs" / name).is_file() for name in made["files"]] == [True, True]
    listed = spegla("reflect", "packs", *here).out
    assert "[The team], " in listed.splitlines()[0]
    assert "not shown yet" in listed
    told = spegla("reflect", "shown", 1, "--at", "2025-05-12", "--meeting", "Team day", "--coder", "KL", *here)
    assert "shown on 2025-05-12: Team day" in told.out
    (listed,) = spegla("reflect", "packs", "--json", *here).json["packs"]
    assert [(one["day"], one["version"]) for one in listed["shown"]] == [("2025-05-12", made["version"])]
    path = folder / "packs" / made["files"][0]
    path.write_bytes(b"other")
    assert "changed since it was let out" in spegla("reflect", "packs", *here).out


def test_the_way_goes_on_from_a_pack_to_a_meeting_on_it_and_to_what_came_of_it(spegla, folder):
    here = ("--coder", "KL", "-p", folder)
    written = spegla("reflect", "prepare", "--audience", "team", *here).out
    opening = "reflect open --pack 1 --audience team --format recognise --title"
    assert f"spegla {opening} “…”" in written
    opened = spegla(*opening.split(), "Team day", *here).out
    assert "\n  claim 1: " in opened
    spegla("reflect", "respond", 1, "It does not stop.", "--step", "differently", "--claim", 1, *here)
    assert "  1. It does not stop. [claim 1]" in spegla("reflect", "session", 1, "-p", folder).out
    closed = spegla("reflect", "close", 1, *here).out.splitlines()
    assert [next((word for word in ("serve", "log", "agree 1") if word in line), "") for line in closed] == [
        "", "serve", "log", "agree 1",
    ]  # fmt: skip
    unreported = spegla("reflect", "open", *opening.split()[4:], "Next", "--unreported", *here)
    assert "claim 1" not in unreported.out  # it is on no pack
    assert "a source" not in spegla("reflect", "close", 2, *here).out


def test_an_open_finding_stops_it_until_it_is_answered(spegla, folder, tmp_path):
    own = tmp_path / "questions.txt"
    own.write_text("What would the welder say?\n\nWhat next?\n", encoding="utf-8")
    wish = ("--audience", "team", "--questions", own, "--coder", "KL", "-p", folder)
    stopped = spegla("reflect", "prepare", *wish)
    assert stopped.code == 1
    assert "Nothing was written" in stopped.out
    assert "reflect disclose KEY" in stopped.out
    assert not (folder / "packs").exists()
    for each in spegla("reflect", "prepare", "--json", *wish).json["open"]:
        assert spegla("reflect", "disclose", each["key"], "keep", "--reason", "A welding shop.", *wish).code == 0
    assert spegla("reflect", "prepare", *wish).code == 0


@pytest.mark.parametrize(
    "wrong",
    [("--claims", "first"), ("--claims", "99"), ("--themes", "none"), ("--format", "exe")],
)
def test_what_cannot_be_is_refused_without_a_file(spegla, folder, wrong):
    answer = spegla("reflect", "prepare", "--audience", "team", *wrong, "--coder", "KL", "-p", folder)
    assert answer.code
    assert not (folder / "packs").exists()


def test_a_day_that_is_none_is_refused(spegla, folder):
    assert spegla("reflect", "shown", 1, "--at", "yesterday", "--coder", "KL", "-p", folder).code == 2


def test_what_a_pack_would_hold_is_told_part_by_part_and_nothing_is_written(spegla, worked_once):
    with unchanged(worked_once):
        told = spegla("reflect", "prepare", "--audience", "team", "--dry-run", "-p", worked_once)
        document = spegla("reflect", "prepare", "--audience", "team", "--dry-run", "--json", "-p", worked_once).json
    assert (told.code, told.err) == (0, "")
    headed = [line for line in told.out.splitlines() if line and not line.startswith(" ")]
    assert headed[:2] == ["What is uncertain:", "What is missing:"]
    assert "No finding: of every claim" in told.out
    documented("reflect prepare", document)
    assert (document["pack"], document["audience"], document["files"], document["open"]) == (None, "team", [], [])
    kinds = [one["kind"] for one in document["pieces"]]
    assert kinds == sorted(kinds, key=["see", "quote", "uncertain", "differ", "missing", "question"].index)
    assert kinds.count("question") >= 1
    assert "SECRET" not in told.out + str(document)


def test_without_a_pack_the_list_says_how_to_prepare_one(spegla, worked_once):
    told = spegla("reflect", "packs", "-p", worked_once).out
    assert told == "There is no pack yet. Prepare one with: spegla reflect prepare --audience team\n"
    assert spegla("reflect", "packs", "--json", "-p", worked_once).json == {"packs": []}


KL = ("--coder", "KL")
TEAM = ("--audience", "team")
NO_PACK = ("There is no pack 9.", "spegla reflect packs")
NOBODY = ("Nobody is named as coder.", "--coder NAME")
WRONG = {
    "for nobody": (("prepare", *KL), 2, ("--audience is missing.", "spegla reflect prepare --help")),
    "for nobody known": (("prepare", "--audience", "martians", *KL), 1, ("no audience martians", "external (Readers")),
    "by nobody": (("prepare", *TEAM), 2, NOBODY),
    "of no theme": (("prepare", *TEAM, "--themes", "none", *KL), 1, ("There is no theme none.", "spegla themes")),
    "of no number": (("prepare", *TEAM, "--claims", "1,two", *KL), 2, ("Claims are named by their numbers",)),
    "in no form": (("prepare", *TEAM, "--format", "exe", *KL), 1, ("Files that end in exe", ".docx, .html, .md")),
    "no questions": (("prepare", *TEAM, "--questions", "none.txt", *KL), 1, ("no such file", "Check the name")),
    "questions in no text": (("prepare", *TEAM, "--questions", "latin.txt", *KL), 1, ("not text in UTF-8", "Save it")),
    "no such finding": (("disclose", "KEY", "keep", *TEAM, *KL), 1, ("No finding has", "reflect prepare --dry-run")),
    "no such answer": (("disclose", "KEY", "burn", *TEAM, *KL), 2, ("ANSWER cannot be “burn”.", "keep, mask, omit")),
    "never shown": (("shown", 9, "--at", "2025-05-12", *KL), 1, NO_PACK),
    "shown on no day": (("shown", 9, *KL), 2, ("--at is missing.", "spegla reflect shown --help")),
    "shown on a day that is none": (("shown", 9, "--at", "May", *KL), 2, ("May is not a day.", "2025-11-03")),
    "shown, says nobody": (("shown", 9, "--at", "2025-05-12"), 2, NOBODY),
}


@pytest.mark.parametrize(("words", "code", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_told_and_nothing_is_written(spegla, worked_once, in_scratch, words, code, told):
    (in_scratch / "latin.txt").write_bytes("Vad säger ni?".encode("latin-1"))
    with unchanged(worked_once):
        answer = spegla("reflect", *words, "-p", worked_once)
    assert (answer.code, answer.out) == (code, "")
    assert all(part in answer.err for part in told)
