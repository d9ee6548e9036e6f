"""The page on a new outline: put into a project, drafted by, and told what is wrong with a mistake in it."""

import re

import pytest

from tests.extending.pages import commands, write

PAGE = "4-outline.md"


@pytest.fixture
def project(small, monkeypatch):
    """A project with the page's outline."""
    assert write(PAGE, small) == ["templates/answers.toml"]
    monkeypatch.chdir(small)
    return small


def test_the_draft_and_the_screen_follow_it(project, spegla, desk_on):
    for words in commands(PAGE):
        assert spegla(*words[1:]).code == 0
    (draft,) = (project / "drafts").glob("*.md")
    lines = draft.read_text("utf-8").splitlines()
    titles = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert titles[:2] == ["1 Summary", "2 The answers"]
    assert [title for title in titles if title.startswith("Appendix 1")] == ["Appendix 1. How this was done"]
    page = desk_on(project).get("/draft").text
    assert "answers</a>" in page


def test_a_mistake_is_told_with_what_there_is(project, spegla):
    outline = project / "templates" / "answers.toml"
    outline.write_text(outline.read_text("utf-8").replace('"summary"', '"sumary"'), encoding="utf-8")
    answer = spegla("draft", "--outline", "answers")
    assert answer.code == 1
    assert "sumary" in answer.err
    assert {"summary", "introduction", "checklist"} <= set(re.findall(r"\w+", answer.err))
