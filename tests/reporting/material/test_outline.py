from pathlib import Path

import pytest

from toolkit.errors import BadSetting
from toolkit.reporting.chapters.compose import PARTS
from toolkit.reporting.material.outline import Outline, read_outline

TEMPLATES = Path(__file__).parents[3] / "templates"
LEAST = 'parts = ["introduction"]\nchapters = ["group", "phase"]\n'


def outline(text: str) -> Outline:
    return read_outline(text.encode(), name="own.toml", known=PARTS)


def refused(text: str) -> BadSetting:
    with pytest.raises(BadSetting) as caught:
        outline(text)
    return caught.value


def test_what_is_not_written_is_as_before() -> None:
    assert outline(f'key = "own"\n{LEAST}') == Outline("own", ("introduction",), ("group", "phase"))


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_packaged_outline_is_read(path: Path) -> None:
    if not path.name.startswith("wording."):
        assert read_outline(path.read_bytes(), name=path.name, known=PARTS).key == path.stem


def test_headings_may_be_the_outlines_own_in_one_language_or_all() -> None:
    found = outline(f'{LEAST}[titles]\nbackground = "Bakgrund"\nprogramme = {{sv = "Vävstolen", en = "The loom"}}\n')
    assert (found.title("background", "en"), found.title("programme", "en")) == ("Bakgrund", "The loom")
    assert found.title("tools", "sv") == ""


def test_an_unknown_part_is_told_with_those_that_there_are() -> None:
    error = refused('parts = ["introduction", "sumary"]\nchapters = ["group", "phase"]')
    assert "sumary" in error.sentence
    assert all(part in error.hint for part in PARTS)


@pytest.mark.parametrize(
    "text",
    [
        'chapters = ["group", "phase"]',
        'parts = []\nchapters = ["group", "phase"]',
        'parts = ["introduction"]\nchapters = ["group", "question"]',
        'parts = ["introduction"]\nchapters = ["group", "group"]',
        f'appendices = ["introduction"]\n{LEAST}',
        f'appendices = "tools"\n{LEAST}',
        f"numbered = 1\n{LEAST}",
        f"most = -1\n{LEAST}",
        f"numberd = true\n{LEAST}",
        f'{LEAST}[titles]\nchapters = "Resultat"',
        f'{LEAST}[titles]\nbackground = {{de = "Hintergrund"}}',
        "parts = [",
    ],
)
def test_what_is_wrong_is_refused(text: str) -> None:
    assert "own.toml" in refused(text).sentence


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        (f"most = true\n{LEAST}", "own.toml: “most” must be a whole number.", "0 tells all"),
        (f"numbered = 1\n{LEAST}", "own.toml: “numbered” holds “1”.", "true, false"),
        (f'appendices = ["introduction"]\n{LEAST}', "own.toml: the part “introduction” stands twice.", "stand once"),
        ('parts = ["introduction"]\nchapters = ["groop"]', "own.toml: “chapters” holds “groop”.", "group"),
        ('parts = ["introduction"]\nchapters = ["group", "area", "phase"]',
         "own.toml: “chapters” must name two different divisions.", "can only stand first"),
        ('parts = "introduction"\nchapters = ["group"]', "own.toml: “parts” holds “introduction”.", "introduction"),
        (f"colour = 1\n{LEAST}", "own.toml: “own.toml” holds “colour”.", "parts"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_is_wrong_and_what_may_stand_there(text: str, said: str, hint: str) -> None:
    error = refused(text)
    assert error.sentence == said
    assert hint in error.hint


def test_a_part_is_in_the_report_or_among_its_appendices() -> None:
    found = outline(f'appendices = ["tools"]\nnumbered = true\nmost = 0\n{LEAST}')
    assert (found.has("introduction"), found.has("tools"), found.has("partners")) == (True, True, False)
    assert (found.numbered, found.most, found.appendices) == (True, 0, ("tools",))


def test_chapters_may_be_parted_once() -> None:
    once = 'parts = ["introduction"]\nchapters = '
    assert outline(f'{once}["question"]').chapters == ("question", "")
    assert outline(f'{once}["question", "group"]').chapters == ("question", "group")
