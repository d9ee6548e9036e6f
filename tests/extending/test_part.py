"""The page on a new part of the report: put into a copy of the program, named in an outline, and printed."""

from tests.extending.pages import commands, write
from toolkit.reporting.chapters import compose, frame
from toolkit.reporting.material import outline

PAGE = "3-part.md"
OVERVIEW = {"overview", "figure", "factors", "proposals"}


def test_every_name_of_an_outline_has_a_part_and_every_part_a_name():
    assert {"introduction", "chapters", *compose.WHOLE, *frame.PARTS, *OVERVIEW} == set(outline.PARTS)


def test_the_part_is_printed(checkout, small):
    files = write(PAGE, checkout.folder)
    assert len(set(files)) == 6
    (small / "templates" / "silence.toml").write_bytes((checkout.folder / "templates" / "silence.toml").read_bytes())
    checkout.spegla(*(words[1:] for words in commands(PAGE)), within=small)
    (draft,) = (small / "drafts").glob("*.md")
    told = draft.read_text("utf-8").partition("# What nobody spoke of")[2]
    assert "asked about" in told
