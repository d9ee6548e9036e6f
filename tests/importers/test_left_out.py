"""What of a document is not in its text is told by number, and only what there is."""

from __future__ import annotations

import pytest

from toolkit.importers.left_out import KINDS, left_out
from toolkit.messages import use_language


def told(**found):
    return [(note.where, note.sentence) for note in left_out(found, "d01.docx")]


@pytest.mark.parametrize("found", [{}, {"paragraphs": 40, "characters": 9_000, "text_boxes": 3}, {"comments": 0}])
def test_a_document_that_is_read_whole_has_no_note(found):
    assert told(**found) == []


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("comments", "Comments, not part of the text: 7."),
        ("footnotes", "Footnotes and endnotes, not part of the text: 7."),
        ("hidden", "Hidden passages, not part of the text: 7."),
        ("embedded", "Embedded documents, not read: 7."),
    ],
)
def test_each_kind_is_told_with_its_own_number(kind, sentence):
    assert told(**{kind: 7}) == [("d01.docx", sentence)]


@pytest.mark.parametrize(("insertions", "deletions"), [(2, 0), (0, 3), (2, 3), (2, 2)])
def test_changes_are_told_together_whichever_there_are(insertions, deletions):
    assert told(insertions=insertions, deletions=deletions) == [
        (
            "d01.docx",
            f"Tracked changes are read as accepted. Insertions, in the text: {insertions}. "
            f"Deletions, left out: {deletions}.",
        )
    ]


def test_several_kinds_are_told_in_one_order_and_hinder_nothing():
    notes = list(left_out({"hidden": 1, "deletions": 1, "footnotes": 1, "comments": 1, "embedded": 1}, "ö.odt"))
    assert [note.sentence.split(",")[0] for note in notes] == [
        "Tracked changes are read as accepted. Insertions",
        "Comments",
        "Footnotes and endnotes",
        "Hidden passages",
        "Embedded documents",
    ]
    assert not any(note.serious for note in notes)
    assert all(set(note.values) == set(KINDS) for note in notes)


def test_the_note_is_told_in_swedish_too():
    use_language("sv")
    ((_, sentence),) = told(comments=12)
    assert "12" in sentence
    assert not sentence.startswith("Comments")
