"""What leaves with the whole project as plain files: nobody's words who does not allow it, unless it is asked for."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from toolkit.cli.main import run
from toolkit.services.keeping import archive
from toolkit.services.projects.project import open_project

NOW = datetime.now(UTC)
SAYS = "SEVENSECRET"  # P07, who has withdrawn


def written(folder, wish=archive.USUAL):
    """What is said to be written, and all of it as text."""
    stream = io.BytesIO()
    told = archive.to_stream(open_project(folder, now=NOW), stream, wish)
    with zipfile.ZipFile(stream) as container:
        return told, "".join(container.read(name).decode("utf-8", "replace") for name in container.namelist())


@pytest.fixture
def made(small):
    """The small project with themes and drafts that were made while P07 still took part."""
    register = small / "interviews" / "respondents.csv"
    now = register.read_text("utf-8")
    register.write_text(now.replace("P07,participants,,withdrawn,,", "P07,participants,,given,,yes"), "utf-8")
    for command in (["suggest"], ["themes"], ["draft", "--format", "docx"]):
        assert run([*command, "-p", str(small)]) == 0
    register.write_text(now, "utf-8")
    return small


def test_whose_words_may_not_be_used_stays_behind_in_every_table_and_file(made):
    told, text = written(made)
    assert SAYS not in text
    assert "worst of it" in text
    assert (told.closed, told.withheld) == (1, 0)
    assert "not in it" in text


def test_what_stays_is_read_back_without_a_hole(made, tmp_path):
    archive.write(open_project(made, now=NOW), tmp_path / "x.zip")
    back, rows = archive.read(tmp_path / "x.zip", tmp_path / "back", now=NOW)
    assert rows["source"] == 10
    with back.store() as store:
        assert store.check() == []
    assert run(["themes", "-p", str(tmp_path / "back")]) == 0


def test_with_a_word_said_for_it_all_goes(made):
    told, text = written(made, archive.Wish(withheld=True))
    assert SAYS in text
    assert (told.closed, told.withheld) == (0, 1)
    assert "may not be used" in text


@pytest.mark.parametrize(
    "line", ["P01,participants,,given,2025-01-01,yes,,31,", 'P01,participants,,given,,yes,,31,"interview,quote"']
)
def test_a_consent_that_has_ended_or_is_not_for_archives_is_asked_too(small, line):
    register = small / "interviews" / "respondents.csv"
    text = register.read_text("utf-8").replace("labels,age", "labels,age,consent_scope")
    old = next(one for one in text.splitlines() if one.startswith("P01,"))
    register.write_text(text.replace(old, line), "utf-8")
    told, out = written(small)
    assert "kitchen table" not in out
    assert told.closed == 2


def test_names_that_were_masked_are_said_to_go_along(small, spegla):
    spegla("sources", "revise", "p01.txt", "--replace", "village", "[place]", "--all", "--coder", "KL", "-p", small)
    told, _ = written(small)
    assert told.masked == 0
    key = spegla("privacy", "scan", "-p", small, "--json").json["findings"][0]["key"]
    assert spegla("privacy", "mask", key, "--coder", "KL", "-p", small).code == 0
    told, text = written(small)
    assert told.masked > 0
    assert "source_revision.jsonl" in text
