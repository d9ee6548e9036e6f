"""`spegla reflect prepare`, `disclose`, `packs`, `shown`: a pack goes out past the gate, and who saw it is kept."""

import shutil

import pytest

from tests.services.pack_material import made


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
    assert not (folder / "packs").exists()
    made = spegla("reflect", "prepare", "--audience", "team", "--coder", "KL", "--json", *here).json
    assert made["pack"] == 1
    assert made["open"] == []
    assert [(folder / "packs" / name).is_file() for name in made["files"]] == [True, True]
    assert "not shown yet" in spegla("reflect", "packs", *here).out
    told = spegla("reflect", "shown", 1, "--at", "2025-05-12", "--meeting", "Team day", "--coder", "KL", *here)
    assert "shown on 2025-05-12: Team day" in told.out
    (listed,) = spegla("reflect", "packs", "--json", *here).json["packs"]
    assert [(one["day"], one["version"]) for one in listed["shown"]] == [("2025-05-12", made["version"])]
    path = folder / "packs" / made["files"][0]
    path.write_bytes(b"other")
    assert "changed since it was let out" in spegla("reflect", "packs", *here).out


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
