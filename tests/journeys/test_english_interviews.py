"""Four real interviews in English, as text: read with the right turns and speakers, suggested on, themed, drafted."""

import re
from datetime import UTC, datetime
from itertools import groupby

import pytest

from tests.conftest import SHARED
from toolkit.cli.main import run
from toolkit.domain.sources.sources import Role
from toolkit.services.projects.project import open_project
from toolkit.storage.sources import sources

FOLDER = SHARED / "fixtures" / "interviews_en"
REGISTER = "id;group;consent\n" + "".join(f"P{number};participants;given\n" for number in range(1, 5))

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real interviews are not here")


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """A project with the four interviews."""
    project = tmp_path_factory.mktemp("english") / "project"
    assert run(["init", str(project), "--language", "en"]) == 0
    (project / "interviews" / "respondents.csv").write_text(REGISTER, "utf-8")
    assert run(["add", *map(str, sorted(FOLDER.glob("P*.txt"))), "-p", str(project)]) == 0
    return project


def printed_turns(name):
    """The speakers of the numbered turns as the file prints them; two turns in a row of one speaker count once."""
    labels = re.findall(r"^\f?\d+[ \t]+([A-Z][a-z]+):", (FOLDER / name).read_text("utf-8"), re.MULTILINE)
    return [label for label, _ in groupby(labels)]


def test_turns_and_speakers_are_the_printed_ones(spegla, read):
    store = open_project(read, now=datetime.now(UTC)).store()
    with store, store.reading() as connection:
        found = list(sources.each(connection))
    assert [source.name for source in found] == ["P1.txt", "P2.txt", "P3.txt", "P4.txt"]
    for source in found:
        labels = [label for label, _ in groupby(turn.label for turn in source.turns)]
        assert labels == printed_turns(source.name)
        assert source.respondents() == (source.name.removesuffix(".txt"),)
        asks = {turn.label for turn in source.turns if turn.role is Role.INTERVIEWER}
        assert asks == {"Dan"}


def test_from_reading_to_a_draft(spegla, read):
    segments = spegla("suggest", "-p", read, "--json").json["segments"]
    assert {segment["respondent"] for segment in segments} == {"P1", "P2", "P3", "P4"}
    assert sum(bool(segment["suggestions"]) for segment in segments) > 20
    assert not [segment for segment in segments if re.search(r"^\s*\d+\s|Dan:", segment["text"])]
    themes = spegla("themes", "--from-suggestions", "-p", read, "--json").json["themes"]
    assert themes
    assert all(theme["machine"] for theme in themes)
    answer = spegla("draft", "--from-suggestions", "--format", "docx", "--format", "html", "-p", read, "--json")
    assert (answer.code, len(answer.json["findings"])) == (0, len(themes))
    html = next((read / "drafts").glob("*.html")).read_text("utf-8")
    assert "First draft from machine proposals" in html
    assert "The participants’ experiences" in html
    assert re.search(r"\(\d\sof\s4\)", html)
