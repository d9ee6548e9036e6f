"""The sample's conversations with what is recorded beside their files: most of it, with an honest gap."""

from tests.conftest import INTERVIEWS
from tests.services.stepped import NOW
from toolkit.resources import places
from toolkit.services.projects.project import init, open_project
from toolkit.services.sample import sample_claims, sample_conversations
from toolkit.storage.sources import sources

ROWS = sample_claims.rows(INTERVIEWS / sample_conversations.CONVERSATIONS)


def test_every_interview_has_a_row():
    files = {path.name for path in INTERVIEWS.iterdir() if path.is_file()}
    assert {row["source"] for row in ROWS} == files - {"README.md", "respondents.csv"}


def test_day_and_method_are_kept_in_the_report_s_language_without_a_word_of_the_text_changed(tmp_path):
    init(tmp_path, language="en", now=NOW)
    project = open_project(tmp_path, now=NOW)
    sample_conversations.add(project, places.packaged("interviews"))
    with project.store() as store, store.reading() as connection:
        rows = {row.name: row for row in sources.overview(connection)}
        text = sources.get(connection, "a1.txt").text
    assert text == (INTERVIEWS / "a1.txt").read_text("utf-8")
    assert rows["a1.txt"].facts["date"] == "2025-06-09"
    assert rows["d01.txt"].facts["method"] == "individual interview"
    assert rows["d01.txt"].facts["date"] == "2025-03-11", "as the file says"
    assert "method" not in rows["r3.txt"].facts
    assert "date" not in rows["r3.txt"].facts
