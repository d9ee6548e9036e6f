"""The page on a new facet: written into a project's scheme, coded, and then found wherever facets are."""

import pytest

from tests.extending.pages import commands, write

PAGE = "1-facet.md"


@pytest.fixture
def asked(small, spegla, monkeypatch):
    """Go through the page in a project; gives what each command said."""
    assert write(PAGE, small) == ["coding_schemes/six_areas.yaml"]
    monkeypatch.chdir(small)
    answers = [spegla(*words[1:]) for words in commands(PAGE)]
    assert [answer.code for answer in answers] == [0] * len(answers), answers
    return answers


def test_the_facet_is_coded_listed_and_counted(asked):
    scheme, coded, listed, counted = asked
    assert "principle/accessibility" in scheme.out
    assert "4 codings made" in coded.out
    assert "4 passages, of 4 people" in listed.out
    assert [line.split() for line in counted.out.splitlines() if line.startswith("Access")] == [
        ["Accessibility", "4", "0"]
    ]


def test_screens_exchange_tables_and_the_draft_live_with_it(asked, small, spegla, desk_on):
    desk = desk_on(small, language="sv")
    reading = desk.get("/api/sources/1/reading").json()
    assert "principle" in str(reading)
    assert "Horisontell princip" in desk.get("/scheme").text
    matrix = desk.post("/passages/matrix", data={"rows": "principle", "columns": "group"}).text
    assert "Tillgänglighet" in matrix
    assert "Horisontell princip" in matrix
    assert desk.post("/passages/matrix/csv", data={"rows": "principle"}).text.count("\n") == 4
    desk.close()
    for words in (
        ("exchange", "export", "theirs.qdpx"),
        ("codings", "export", "codings-out.csv"),
        ("draft", "--format", "md"),
    ):
        assert spegla(*words).code == 0
    assert "principle/accessibility" in (small / "codings-out.csv").read_text("utf-8-sig")


def test_a_side_that_is_none_is_told_with_those_that_are(asked, spegla):
    answer = spegla("codings", "matrix", "--rows", "princip")
    assert answer.code == 2
    assert "area, phase, valence, level, principle, code, group, respondent" in answer.err
