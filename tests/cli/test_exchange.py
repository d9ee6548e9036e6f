"""`spegla exchange` at the terminal: what it says, its JSON, its exit codes, and a new project made for a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Spegla


@pytest.fixture
def file(small: Path, tmp_path: Path, spegla: Spegla) -> Path:
    path = tmp_path / "small.qdpx"
    assert spegla("exchange", "export", path, "-p", small).code == 0
    return path


def test_a_file_makes_a_new_project(file: Path, tmp_path: Path, spegla: Spegla) -> None:
    folder = tmp_path / "new"
    said = spegla("exchange", "import", file, "-p", folder)
    assert said.code == 0
    assert "A new project was made for it." in said.out
    assert "Codings: 54" in said.out
    assert "Positions count characters in 10 sources: all counts agree." in said.out
    assert spegla("status", "-p", folder, "--json").json["codings"] == 54
    assert "All of it is in the project already." in spegla("exchange", "import", file, "-p", folder).out


def test_a_dry_run_leaves_no_trace(file: Path, tmp_path: Path, spegla: Spegla) -> None:
    folder = tmp_path / "new"
    told = spegla("exchange", "import", file, "-p", folder, "--dry-run", "--json").json
    assert told["dry_run"] is True
    assert told["codings"] == 54
    assert told["units"] == [{"unit": "code_points", "by": "same", "sources": 10}]
    assert not folder.exists()


def test_what_cannot_be_taken_leaves_no_folder(tmp_path: Path, spegla: Spegla) -> None:
    bad = tmp_path / "secret words.qdpx"
    bad.write_bytes(b"PK\x03\x04 and no more")
    folder, empty = tmp_path / "new", tmp_path / "empty"
    empty.mkdir()
    assert spegla("exchange", "import", bad, "-p", folder).code == 1
    assert not folder.exists()
    assert spegla("exchange", "import", bad, "-p", empty).code == 1
    assert not any(empty.iterdir())


def test_a_folder_with_other_things_is_no_place_for_it(file: Path, tmp_path: Path, spegla: Spegla) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear you")
    said = spegla("exchange", "import", file, "-p", folder)
    assert said.code == 1
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_another_kind_of_file_is_a_wrong_call(small: Path, tmp_path: Path, spegla: Spegla) -> None:
    assert spegla("exchange", "import", tmp_path / "x.csv", "-p", small).code == 2
    assert spegla("exchange", "export", tmp_path / "x.csv", "-p", small).code == 2
    assert spegla("exchange", "import", tmp_path / "none.qdpx", "-p", small).code == 1


def test_the_loss_report_of_an_export(small: Path, tmp_path: Path, spegla: Spegla) -> None:
    path = tmp_path / "small.qdpx"
    told = spegla("exchange", "export", path, "-p", small, "--for", "nvivo", "--json").json
    kinds = {loss["kind"]: loss["n"] for loss in told["losses"]}
    assert kinds["withheld_sources"] == 1
    assert kinds["consents"] == 11
    assert told["codings"] == 54
    wishes = ("--consents", "--unit", "utf16", "--coder", "nobody")
    assert spegla("exchange", "export", path, "-p", small, *wishes).code == 1
    said = spegla("exchange", "export", path, "-p", small, *wishes, "--force")
    assert "Sources: 10" in said.out
    assert "codings: 0" in said.out
    assert "whose consent" not in said.out


def test_a_codebook_there_and_back(small: Path, tmp_path: Path, spegla: Spegla) -> None:
    path = tmp_path / "codes.qdc"
    assert "Codes: 60" in spegla("exchange", "export", path, "-p", small).out
    assert "All of it is in the project already." in spegla("exchange", "import", path, "-p", small).out


WRONG: dict[str, tuple[tuple[str, ...], int, tuple[str, ...]]] = {
    "for no program": (("export", "x.qdpx", "--for", "word"), 2, ("--for cannot be “word”.", "nvivo, atlas, maxqda")),
    "counted in nothing": (("export", "x.qdpx", "--unit", "bytes"), 2, ("--unit cannot be “bytes”.", "code-points")),
    "with no source": (("export", "x.qdpx", "--with", "p99.txt"), 1, ("no source called p99.txt", "p01.txt, p02.txt")),
    "as another file": (("export", "x.zip"), 2, ("as .qdpx and .qdc, not .zip.", "spegla export")),
    "from another file": (("import", "x.csv"), 2, ("as .qdpx and .qdc, not .csv.", "spegla codings import")),
    "from no file": (("import", "x.qdpx"), 1, ("x.qdpx: There is no such file.", "Check the name")),
    "nothing named": (("export",), 2, ("FILE is missing.", "spegla exchange export --help")),
}


@pytest.mark.parametrize(("words", "code", "told"), WRONG.values(), ids=list(WRONG))
def test_what_cannot_be_exchanged_is_told_with_the_next_step(
    spegla: Spegla, looked_at: Path, in_scratch: Path, words: tuple[str, ...], code: int, told: tuple[str, ...]
) -> None:
    answer = spegla("exchange", *words, "-p", looked_at)
    assert (answer.code, answer.out) == (code, "")
    assert all(part in answer.err for part in told)
    assert list(in_scratch.iterdir()) == []


@pytest.mark.parametrize(("wish", "kinds"), [((), {"consents", "labels"}), (("--consents", "--labels"), set())])
def test_what_nobody_asked_for_stays_and_is_told_as_staying(
    spegla: Spegla, small: Path, in_scratch: Path, wish: tuple[str, ...], kinds: set[str]
) -> None:
    told = spegla("exchange", "export", "x.qdpx", *wish, "--json", "-p", small).json
    assert {one["kind"] for one in told["losses"]} & {"consents", "labels"} == kinds
    assert all(one["message"] and one["n"] > 0 for one in told["losses"])
    said = spegla("exchange", "export", "x.qdpx", *wish, "--force", "-p", small).out
    assert all(f"  · {one['message']}" in said.splitlines() for one in told["losses"])
    assert "x.qdpx" in {path.name for path in in_scratch.iterdir()}
