"""`spegla sources clean` and `spegla add --clean`: what was printed on every page goes out, and can be taken back."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged
from tests.importers.printed_pages import pdf
from toolkit import messages
from toolkit.cli import page_cleaning
from toolkit.domain.sources.page_cleaning import Kind

HEAD = "Evaluation of the course"
PAGES = [
    [HEAD, "I: How was the sup-", "port at work?", "P01: It was good and I", "learned a lot about how", "1"],
    [HEAD, "to lead others in the kitchen.", "2"],
    [HEAD, "I: Thank you.", "3"],
]
COUNTS = {"heads": 3, "page_numbers": 3, "hyphens": 1, "lines": 2}


@pytest.fixture
def printed(spegla, small, tmp_path):
    (tmp_path / "p.pdf").write_bytes(pdf(PAGES))
    assert spegla("add", tmp_path / "p.pdf", "-p", small).code == 0
    return small


def test_a_look_counts_a_deed_cleans_and_it_is_taken_back(spegla, printed):
    look = spegla("sources", "clean", "p.pdf", "--dry-run", "--coder", "KL", "-p", printed, "--json").json
    assert (look["done"], look["counts"]) == (False, COUNTS)
    told = spegla("sources", "clean", "p.pdf", "--dry-run", "--coder", "KL", "-p", printed).out
    assert ["running", "heads,", "taken", "out", "3"] in [line.split() for line in told.splitlines()]
    assert told.endswith("Nothing was changed.\n")
    assert HEAD not in told  # its lines are shown at a terminal only
    done = spegla("sources", "clean", "p.pdf", "--coder", "KL", "-p", printed)
    assert done.out.splitlines()[-1] == "Cleaned. Taken back with: spegla sources revise p.pdf --undo"
    assert spegla("sources", "clean", "p.pdf", "--coder", "KL", "-p", printed).code in (0, 1)
    assert len(spegla("sources", "revisions", "p.pdf", "-p", printed, "--json").json["revisions"]) == 1
    assert spegla("sources", "revise", "p.pdf", "--undo", "--coder", "KL", "-p", printed).code == 0
    assert (
        spegla("sources", "clean", "p.pdf", "--dry-run", "--coder", "KL", "-p", printed, "--json").json["counts"]
        == COUNTS
    )


def test_pages_are_cleaned_as_they_are_added(spegla, small, tmp_path):
    (tmp_path / "p.pdf").write_bytes(pdf(PAGES))
    with unchanged(small):
        refused = spegla("add", tmp_path / "p.pdf", "--clean", "-p", small)
    assert (refused.code, "project.toml" in refused.err) == (2, True)
    settings = (small / "project.toml").read_text("utf-8")
    (small / "project.toml").write_text(settings.replace('coder = ""', 'coder = "KL"'), "utf-8")
    document = spegla("add", tmp_path / "p.pdf", "--clean", "-p", small, "--json").json
    (cleaned,) = document["cleaned"]
    assert (cleaned["source"], cleaned["counts"], cleaned["codings_moved"]) == ("p.pdf", COUNTS, 0)


def test_nobody_cleans_without_a_name_but_anybody_looks(spegla, printed):
    with unchanged(printed):
        assert spegla("sources", "clean", "p.pdf", "--dry-run", "-p", printed).code == 0
        assert spegla("sources", "clean", "p.pdf", "-p", printed).code == 2


@pytest.mark.parametrize(("name", "words"), [("p01.txt", "was not read from printed pages"), ("nope.pdf", "nope.pdf")])
def test_what_was_not_printed_is_left_alone(spegla, looked_at, name, words):
    with unchanged(looked_at):
        answer = spegla("sources", "clean", name, "--coder", "KL", "-p", looked_at)
    assert (answer.code, answer.out) == (1, "")
    assert words in answer.err


def test_every_kind_of_thing_that_is_cleaned_has_words_in_both_languages():
    assert {kind.value for kind in Kind} == set(page_cleaning.KINDS)
    english = [messages.tr(one) for one in page_cleaning.KINDS.values()]
    messages.use_language("sv")
    assert all(messages.tr(one) not in english for one in page_cleaning.KINDS.values())
