"""The page on a new importer: its package is installed for this test, passes its own test, and reads a file."""

import runpy
import sys
import tomllib

import pytest

from tests.extending.pages import blocks, commands, write

PAGE = "2-importer.md"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """The page's package, laid out as `pip install` lays it out; gives its folder."""
    folder = tmp_path / "site"
    assert write(PAGE, folder) == ["talk_reader.py", "pyproject.toml", "test_talk_reader.py"]
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    info = folder / f"{project['name']}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    groups = project["entry-points"].items()
    lines = [line for group, entries in groups for line in (f"[{group}]", *(f"{k} = {v}" for k, v in entries.items()))]
    (info / "entry_points.txt").write_text("\n".join(lines))
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "talk_reader", raising=False)
    return folder


@pytest.fixture
def read_anew(monkeypatch):
    """A child process of this test's own: one that began before the package was there does not know it."""
    from toolkit.services.material import importing_apart

    children = importing_apart._Children()
    monkeypatch.setattr(importing_apart, "_CHILDREN", children)
    yield
    children.close()


def test_the_page_says_what_is_tried_here():
    assert [words[:2] for words in commands(PAGE)] == [["pip", "install"], ["pytest"], ["spegla", "add"]]


def test_the_package_passes_its_own_test(installed):
    own = runpy.run_path(str(installed / "test_talk_reader.py"))
    own["test_it_does_what_importers_do"]()


@pytest.mark.usefixtures("read_anew")
def test_a_file_is_added_by_it(installed, small, spegla, monkeypatch):
    sample = runpy.run_path(str(installed / "test_talk_reader.py"))["SAMPLE"]
    (small / "p01.talk").write_text(sample)
    (small / "broken.talk").write_text("no tabs here\n")
    monkeypatch.chdir(small)
    added = spegla(*commands(PAGE)[-1][1:], "--json")
    assert added.code == 0, added.err
    assert [one["respondents"] for one in added.json["added"]] == [["P01"]]
    refused = spegla("add", "broken.talk")
    assert "broken.talk is not a .talk file." in refused.err
    assert "no tabs here" not in refused.err


def test_the_page_shows_no_block_that_is_not_tried():
    assert {block.kind for block in blocks(PAGE)} == {"python", "toml", "sh"}
