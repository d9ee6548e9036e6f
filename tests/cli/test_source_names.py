"""`spegla sources rename`: a source whose file names a person gets another name, and nothing else changes."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged


def test_a_source_is_called_something_else_and_keeps_all_that_stands_on_it(spegla, small):
    (small / "interviews" / "sub").mkdir()
    (small / "interviews" / "sub" / "p01.txt").write_text("x", "utf-8")

    def codings():
        found = spegla("codings", "list", "-p", small, "--json").json["codings"]
        return {(one["source"], one["start"], one["end"], one["code"], one["coder"]) for one in found}

    before = codings()
    told = spegla("sources", "rename", "p01.txt", "first talk", "-p", small)
    files = sorted(path.relative_to(small).as_posix() for path in (small / "interviews").rglob("p01.txt"))
    assert told.out.splitlines() == [
        "p01.txt is now called first talk.txt.",
        f"Files that still have the old name, and that you rename yourself: {', '.join(files)}",
    ]
    assert codings() == {("first talk.txt" if name == "p01.txt" else name, *rest) for name, *rest in before}
    assert "P01" in next(
        one["respondents"]
        for one in spegla("sources", "-p", small, "--json").json["sources"]
        if one["name"] == "first talk.txt"
    )
    back = spegla("sources", "rename", "first talk.txt", "p01.txt", "-p", small, "--json").json
    assert back == {"source": "p01.txt", "before": "first talk.txt", "files": []}
    assert codings() == before


@pytest.mark.parametrize(
    ("name", "wanted", "code", "said"),
    [
        ("p01.txt", "P02", 1, "There is a source called P02.txt already."),
        ("p01.txt", "sub/p1", 2, "A source is named like a file"),
        ("p01.txt", " ", 2, "A source is named like a file"),
        ("p01.txt", "x" * 200, 2, "A source is named like a file"),
        ("nobody.txt", "p1", 1, "There is no source called nobody.txt."),
    ],
)
def test_a_name_that_cannot_be_is_refused(spegla, looked_at, name, wanted, code, said):
    with unchanged(looked_at):
        answer = spegla("sources", "rename", name, wanted, "-p", looked_at)
    assert answer.code == code
    assert said in answer.err


def test_who_speaks_stays_known_where_only_the_name_told_it(spegla, tmp_path):
    assert spegla("init", tmp_path / "p", "--language", "en").code == 0
    folder = tmp_path / "p"
    (folder / "interviews" / "respondents.csv").write_text("id,group\nD01,participants\n", "utf-8")
    (folder / "interviews" / "D01 Bengt.txt").write_text("I: And then?\n\nR: Then I waited for the bus.\n", "utf-8")
    assert spegla("add", folder / "interviews" / "D01 Bengt.txt", "--respondent", "D01", "-p", folder).code == 0
    assert spegla("sources", "rename", "D01 Bengt.txt", "d01", "-p", folder).code == 0
    (one,) = spegla("sources", "-p", folder, "--json").json["sources"]
    assert (one["name"], one["respondents"]) == ("d01.txt", ["D01"])
