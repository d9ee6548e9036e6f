"""Cleaning a source that was read from pages: a revision with which codings go, taken back like any."""

import pytest

from tests.importers.printed_pages import pdf
from tests.services.stepped import NOW
from toolkit.domain.codings.codings import Coding
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, Refused
from toolkit.services.material import adding, page_cleaning, revising
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import open_project

HEAD = "Evaluation of the course"
PAGES = [
    [HEAD, "I: How was the sup-", "port at work?", "P01: It was good and I", "learned a lot about how", "1"],
    [HEAD, "to lead others in the kitchen.", "2"],
    [HEAD, "I: Thank you.", "3"],
]
HAND = Hand("KL", "")


@pytest.fixture
def printed(small):
    project = open_project(small, now=NOW)
    result = adding.add_data(project, [("p.pdf", pdf(PAGES))])
    assert not result.failed
    return project


def code(project, words):
    from toolkit.storage.codings import codings

    source, _ = revising.current(project, "p.pdf")
    at = source.text.index(words)
    with project.store(write=True) as store, store.writing("codings import", now=NOW) as change:
        span = Span(at, at + len(words))
        codings.add(change.connection, [Coding("p.pdf", span, words, "needs/work", "KL", NOW)])


def coded(project):
    from toolkit.storage.codings import codings

    with project.store() as store, store.reading() as connection:
        return [one.quote for one in codings.each(connection, source="p.pdf")]


def test_a_look_changes_nothing_and_counts_each_kind(printed):
    found = page_cleaning.look(printed, "p.pdf", hand=HAND)
    assert found.counts == {"heads": 3, "page_numbers": 3, "hyphens": 1, "lines": 2}
    assert found.removed["heads"] == (HEAD,)
    assert HEAD in revising.current(printed, "p.pdf")[0].text


def test_cleaning_is_a_revision_and_codings_go_with_their_words(printed):
    code(printed, "learned a lot")
    before = revising.current(printed, "p.pdf")[0]
    done = page_cleaning.clean(printed, "p.pdf", hand=HAND)
    after = revising.current(printed, "p.pdf")[0]
    assert done.revised.moved == 1
    assert coded(printed) == ["learned a lot"]
    assert [turn.span.of(after.text) for turn in after.turns] == [
        "How was the support at work?",
        "It was good and I learned a lot about how to lead others in the kitchen.",
        "Thank you.",
    ]
    assert [turn.respondent for turn in after.turns] == [None, "P01", None]
    revising.undo(printed, "p.pdf", hand=HAND)
    back = revising.current(printed, "p.pdf")[0]
    assert (back.text, back.turns) == (before.text, before.turns)
    assert coded(printed) == ["learned a lot"]


def test_a_coding_over_a_pages_break_loses_the_furniture_only(printed):
    code(printed, f"about how\n1\n\f{HEAD}\nto lead others")
    page_cleaning.clean(printed, "p.pdf", hand=HAND)
    assert coded(printed) == ["about how to lead others"]


def test_a_coding_of_nothing_but_furniture_stops_it_until_that_is_agreed(printed):
    code(printed, HEAD)
    with pytest.raises(Refused, match="lose all their words"):
        page_cleaning.clean(printed, "p.pdf", hand=HAND)
    assert page_cleaning.clean(printed, "p.pdf", hand=HAND, agreed=True).revised.losing == 1


def test_a_second_cleaning_has_nothing_to_do(printed):
    page_cleaning.clean(printed, "p.pdf", hand=HAND)
    again = page_cleaning.clean(printed, "p.pdf", hand=HAND)
    assert not again.counts
    assert again.revised.number == 1


def test_what_was_not_read_from_pages_is_refused(printed):
    with pytest.raises(Refused, match="printed pages"):
        page_cleaning.clean(printed, "p01.txt", hand=HAND)
    with pytest.raises(NotFound):
        page_cleaning.look(printed, "none.pdf", hand=HAND)


def test_the_command_shows_counts_and_no_words(printed, spegla):
    place = ("-p", printed.folder)
    looked = spegla("sources", "clean", "p.pdf", "--dry-run", "--json", *place)
    assert looked.json["done"] is False
    assert looked.json["counts"]["heads"] == 3
    done = spegla("sources", "clean", "p.pdf", "--coder", "KL", *place)
    assert done.code == 0
    assert "Cleaned." in done.out
    assert HEAD not in looked.out + done.out
    assert "page furniture cleaned" in spegla("sources", "revisions", "p.pdf", *place).out


@pytest.fixture
def named(small):
    """The small project, in which KL codes and corrects."""
    settings = small / "project.toml"
    settings.write_text(settings.read_text("utf-8").replace('coder = ""', 'coder = "KL"'), "utf-8")
    return small


def test_add_cleans_when_it_is_asked_to(named, spegla, tmp_path):
    (tmp_path / "q.pdf").write_bytes(pdf(PAGES))
    (tmp_path / "q.txt").write_bytes(b"I: How?\nP01: So.\n")
    answer = spegla("add", tmp_path / "q.pdf", tmp_path / "q.txt", "--clean", "--json", "-p", named)
    (cleaned,) = answer.json["cleaned"]
    assert cleaned["source"] == "q.pdf"
    assert cleaned["number"] == 1
    again = spegla("add", tmp_path / "q.pdf", "--clean", "--json", "-p", named)
    assert again.json["known"]
    assert again.json["cleaned"] == []


def test_a_document_without_speakers_is_cleaned_too(named, spegla, tmp_path):
    (tmp_path / "plan.pdf").write_bytes(pdf([[HEAD, "The plan is to", "learn.", "1"], [HEAD, "It is new.", "2"]] * 2))
    answer = spegla("add", tmp_path / "plan.pdf", "--kind", "document", "--clean", "--json", "-p", named)
    assert answer.code == 0
    project = open_project(named, now=NOW)
    assert "The plan is to learn." in revising.current(project, "plan.pdf")[0].text
