import sys
from pathlib import Path

import pytest

from toolkit import plugins
from toolkit.errors import NotFound, SpeglaError


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Install a distribution with one module and entry points, for this test."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def installed(name: str, module: str, code: str, *, group: str = plugins.IMPORTERS, entries: str) -> None:
        (tmp_path / f"{module}.py").write_text(code, encoding="utf-8")
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[{group}]\n{entries}\n", encoding="utf-8")
        monkeypatch.delitem(sys.modules, module, raising=False)

    return installed


READER = """
class Reader:
    suffixes = ("{0}",)
    def read(self, data, name):
        return data
"""
WRITER = """
class Writer:
    suffix = "{0}"
    def render(self, report, *, resources):
        return b""
"""


def test_the_built_in_plug_ins_come_by_the_same_door() -> None:
    for kind, names in ((plugins.IMPORTERS, {"plain", "word"}), (plugins.RENDERERS, {"docx", "html", "md"})):
        ours = {entry.name for entry in plugins.entry_points(group=kind) if plugins.distribution(entry) == plugins.OURS}
        assert names <= ours


def test_an_importer_is_found_by_suffix_in_any_case_with_or_without_dot(install) -> None:
    install("odd-reader", "odd_reader", READER.format(".odd"), entries="odd = odd_reader:Reader")
    assert type(plugins.importer(".odd")).__name__ == "Reader"
    assert type(plugins.importer("ODD")).__name__ == "Reader"
    found = plugins.importers()
    assert found[".odd"] is found["odd"]


def test_a_renderer_is_found_by_suffix(install) -> None:
    install(
        "odd-writer", "odd_writer", WRITER.format("odd"), group=plugins.RENDERERS, entries="odd = odd_writer:Writer"
    )
    assert plugins.renderer(".odd").render(None, resources={}) == b""  # type: ignore[arg-type]


def test_only_the_plug_in_that_is_needed_is_loaded(install) -> None:
    install("odd-reader", "odd_reader", READER.format(".odd"), entries="odd = odd_reader:Reader")
    install("aaa-reader", "aaa_reader", READER.format(".aaa"), entries="aaa = aaa_reader:Reader")
    found = plugins.importers()
    assert found[".odd"]
    assert "odd_reader" in sys.modules
    assert "aaa_reader" not in sys.modules


def test_an_unknown_suffix_is_told_with_those_that_exist(install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("odd-reader", "odd_reader", READER.format(".odd"), entries="odd = odd_reader:Reader", group="x.readers")
    install("two-reader", "two_reader", READER.format("TWO"), entries="two = two_reader:Reader", group="x.readers")
    monkeypatch.setattr(plugins, "IMPORTERS", "x.readers")
    with pytest.raises(NotFound) as caught:
        plugins.importer(".none")
    assert caught.value.sentence == "Files that end in .none are not known."
    assert caught.value.hint == "These are: .odd, .two"
    found = plugins.importers()
    assert ".none" not in found
    assert ".odd" in found
    assert (set(found), len(found), found.get(".none")) == ({".odd", ".two"}, 2, None)


@pytest.mark.parametrize(
    "code",
    ["import no_such_module_at_all", "def (", "1 / 0", "Reader = 1", "class Reader: pass", "class Other: pass"],
)
def test_a_broken_plug_in_is_told_by_the_name_of_its_package(install, code: str) -> None:
    install("odd-reader", "odd_reader", code, entries="odd = odd_reader:Reader")
    with pytest.raises(SpeglaError) as caught:
        plugins.importer(".odd")
    assert "odd-reader" in caught.value.sentence
    assert "odd-reader" in caught.value.hint


def test_a_broken_plug_in_does_not_stand_in_the_way_of_others(install) -> None:
    install("bad-reader", "bad_reader", "1 / 0", entries="bad = bad_reader:Reader")
    install("odd-reader", "odd_reader", READER.format(".odd"), entries="odd = odd_reader:Reader")
    assert plugins.importer(".odd")


def test_a_plug_in_that_is_named_otherwise_is_found_by_what_it_reads(install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("odd-reader", "odd_reader", READER.format(".odd"), entries="sound = odd_reader:Reader", group="x.readers")
    monkeypatch.setattr(plugins, "IMPORTERS", "x.readers")
    assert plugins.importer(".odd")
