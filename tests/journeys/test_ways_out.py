"""Each way out of a project for tables and files: a case description takes it only where it is asked for by name."""

import io
import zipfile

import pytest

from tests.material import SAID

WORDS = next(one.words for one in SAID if one.person == "P01" and one.area == "needs")
WAYS = {
    "codings in a table": ("codings", "export", "out.csv"),
    "codings in lines": ("codings", "export", "out.jsonl"),
    "a table of codings": ("export", "codings", "out.csv"),
    "a table of passages": ("export", "passages", "out.csv"),
    "all tables": ("export", "all", "out.xlsx"),
    "suggestions to answer": ("suggest", "--table", "out.csv"),
    "an exchange file": ("exchange", "export", "out.qdpx"),
    "plain files": ("export", "project", "out"),
}


@pytest.fixture
def project(small, spegla, monkeypatch):
    """The small coded project, with suggestions."""
    assert spegla("suggest", "-p", small).code == 0
    monkeypatch.chdir(small)
    return small


def words_in(path):
    """All words of a file, a packed file or a folder."""
    if path.is_dir():
        return "".join(words_in(each) for each in path.rglob("*") if each.is_file())
    data = path.read_bytes()
    if not zipfile.is_zipfile(path):
        return data.decode("utf-8-sig", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_a_case_description_stays_where_nobody_asks_for_it(way, project, spegla):
    source = next(one["source"] for one in spegla("codings", "list", "--json").json["codings"] if WORDS in one["quote"])
    assert spegla(*WAYS[way]).code == 0
    assert WORDS in words_in(project / WAYS[way][-1])
    (project / WAYS[way][-1]).rename(project / "before")
    assert spegla("sources", "kind", source, "case").code == 0
    assert spegla(*WAYS[way]).code == 0
    assert WORDS not in words_in(project / WAYS[way][-1])


@pytest.mark.slow
def test_codings_of_a_case_that_is_asked_for_by_name_go_along(project, spegla):
    source = next(one["source"] for one in spegla("codings", "list", "--json").json["codings"] if WORDS in one["quote"])
    assert spegla("sources", "kind", source, "case").code == 0
    without = spegla("codings", "export", "out.csv", "--json").json
    assert without["held_back"] > 0
    assert "case description" in spegla("codings", "export", "out.jsonl").out
    assert spegla("codings", "export", "case.csv", "--source", source, "--json").json["held_back"] == 0
    assert WORDS in words_in(project / "case.csv")
