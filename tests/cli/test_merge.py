"""`spegla merge`: what it tells, on the screen and in a report file."""

import shutil
from contextlib import contextmanager

import pytest

from tests.services.merging.test_merging import at, hand, marked, whole
from tests.test_docs import documented
from toolkit.services.coding import coding


def test_a_report_is_written(small, tmp_path, spegla):
    copy = shutil.copytree(small, tmp_path / "copy")
    coding.code(at(copy, 1), marked(at(copy)), ["needs/work"], hand=hand())
    told = spegla("merge", copy, "-p", small, "--dry-run", "--report", tmp_path / "m.md")
    assert told.code == 0
    assert "new codings by B: 1" in (tmp_path / "m.md").read_text()
    document = spegla("merge", copy, "-p", small, "--json", "--report", tmp_path / "m.json").json
    documented("merge", document)
    assert document["codings"]["new"] == 1
    assert document["coders"] == {"B": 1}


@pytest.mark.parametrize(("name", "code"), [("mine.md", 1), ("mine.txt", 2)], ids=["there already", "another kind"])
def test_a_report_that_cannot_be_written_stops_the_merge_before_anything_comes_in(small, tmp_path, spegla, name, code):
    copy = shutil.copytree(small, tmp_path / "copy")
    coding.code(at(copy, 1), marked(at(copy)), ["needs/work"], hand=hand())
    (tmp_path / name).write_text("mine", "utf-8")
    before = whole(small)
    answer = spegla("merge", copy, "-p", small, "--report", tmp_path / name)
    assert (answer.code, answer.out) == (code, "")
    assert (tmp_path / name).read_text("utf-8") == "mine"
    assert whole(small) == before


def test_with_force_the_report_is_written_over_and_the_access_log_tells_of_it(small, tmp_path, spegla):
    copy = shutil.copytree(small, tmp_path / "copy")
    (tmp_path / "m.md").write_text("mine", "utf-8")
    assert spegla("merge", copy, "-p", small, "--report", tmp_path / "m.md", "--force").code == 0
    assert (tmp_path / "m.md").read_text("utf-8").startswith("# Merge")
    assert "wrote the report of a merge" in spegla("privacy", "log", "-p", small).out


@contextmanager
def full_disk(most):
    """No file of this process may grow beyond so many bytes."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("most", [2_000, 100_000])
def test_a_full_disk_is_no_fault_of_the_copy(small, tmp_path, spegla, most):
    copy = shutil.copytree(small, tmp_path / "copy")
    coding.code(at(copy, 1), marked(at(copy)), ["needs/work"], hand=hand())
    before = whole(small), whole(copy)
    with full_disk(most):
        told = spegla("merge", copy, "-p", small)
    assert told.code == 1
    assert "disk" in told.err
    assert "new copy" not in told.err
    assert (whole(small), whole(copy)) == before
    assert "Merged." in spegla("merge", copy, "-p", small).out


def test_a_copy_that_is_damaged_is_to_be_asked_for_anew(small, tmp_path, spegla):
    copy = shutil.copytree(small, tmp_path / "copy")
    (copy / "project.db").write_bytes(b"no database at all" * 1000)
    before = whole(small)
    told = spegla("merge", copy, "-p", small)
    assert told.code == 1
    assert told.err.startswith("copy cannot be merged: ")
    assert "Ask for a new copy" in told.err
    assert whole(small) == before
