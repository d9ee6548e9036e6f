"""The page on a new part of the report: put into a copy of the program, named in an outline, and printed."""

from tests.extending.pages import commands, write

PAGE = "3-part.md"


def test_the_part_is_printed(checkout, small):
    files = write(PAGE, checkout.folder)
    assert len(set(files)) == 5
    (small / "templates" / "silence.toml").write_bytes((checkout.folder / "templates" / "silence.toml").read_bytes())
    checkout.spegla(*(words[1:] for words in commands(PAGE)), within=small)
    (draft,) = (small / "drafts").glob("*.md")
    told = draft.read_text("utf-8").partition("# What nobody spoke of")[2]
    assert "asked about" in told
