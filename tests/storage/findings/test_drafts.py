"""Drafts that were written are kept with each paragraph and sentence, and found again by what was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.storage.material import NOW, put_source
from toolkit.errors import NotFound
from toolkit.storage.database import journal
from toolkit.storage.findings import drafts
from toolkit.storage.findings.drafts import NO_MORE, BlockRow, Draft, SentenceRow
from toolkit.storage.sources import sources

FULL = Draft(NOW, "perspectives", ("rapport.docx", "rapport.md"), {"f1": ("c1", "s2"), "f2": ()})


def test_drafts_come_back_as_they_were_and_the_last_is_the_latest(connection):
    assert (drafts.latest(connection), drafts.one(connection, 1), drafts.released(connection)) == (None, None, [])
    first = drafts.record(connection, FULL)
    out = replace(FULL, audience="team", at=NOW - timedelta(days=1))
    second = drafts.record(connection, out)
    third = drafts.record(connection, replace(out, audience="board", findings={}, files=()))
    assert drafts.one(connection, first) == replace(FULL, id=first)
    assert drafts.latest(connection) == Draft(out.at, "perspectives", (), {}, "board", third)
    assert [one.id for one in drafts.released(connection)] == [second, third]
    assert drafts.one(connection, third + 1) is None


def test_paragraphs_come_in_the_drafts_order_those_it_no_longer_has_first(connection):
    number, other = drafts.record(connection, FULL), drafts.record(connection, FULL)
    rows = [
        BlockRow("b", 2, 2, "text", "d1"),
        BlockRow("b", 1, 2, "text", "d2"),
        BlockRow("a", 1, 2, "quote", "d3"),
        BlockRow("c", 1, 1, "text", "d4"),
        BlockRow("z", 1, NO_MORE, "text", "d5"),
    ]
    drafts.record_blocks(connection, number, iter(rows))
    drafts.record_blocks(connection, other, [])
    assert drafts.blocks(connection, number) == [rows[4], rows[3], rows[2], rows[1], rows[0]]
    assert drafts.blocks(connection, other) == []


def test_sentences_come_back_with_all_that_they_rest_on_and_go_with_their_source(connection):
    for name in ("a.txt", "b.txt"):
        put_source(connection, name)
    number = drafts.record(connection, FULL)
    full = SentenceRow(3, "b", "Behov 😀", "Tre av fem.", "d", "f1", {"k": 3, "n": 5}, ("c1", "c2"), None, "a.txt")
    rows = [full, SentenceRow(1, "b", "", "", "e", quote=7, source="b.txt"), SentenceRow(2, "b", "", "Text.", "f")]
    drafts.record_sentences(connection, number, rows)
    drafts.record_sentences(connection, number, [])
    assert drafts.sentences(connection, number) == [rows[1], rows[2], rows[0]]
    sources.remove(connection, "b.txt")
    assert drafts.sentences(connection, number) == [rows[2], rows[0]]
    with pytest.raises(NotFound, match=r"b\.txt"):
        drafts.record_sentences(connection, number, [replace(rows[1], position=9)])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ([("a", 1, "x"), ("b", 1, "y")], 1),
        ([("a", 1, "x")], 2),  # as much of both: the later
        ([("b", 1, "z")], 2),
        ([("b", 1, "y"), ("b", 1, "z"), ("b", 1, "z")], 2),
        ([("a", 2, "x")], None),
        ([("a", 1, "other")], None),
        ([], None),
    ],
)
def test_the_draft_that_has_most_of_some_paragraphs_is_found(connection, asked, found):
    texts = ({"a": "x", "b": "y"}, {"a": "x", "b": "z"}, {"c": "w"})
    numbers = []
    for text in texts:
        numbers.append(drafts.record(connection, FULL))
        drafts.record_blocks(
            connection, numbers[-1], [BlockRow(block, 1, 1, "text", digest) for block, digest in text.items()]
        )
    assert drafts.likest(connection, iter(asked)) == (None if found is None else numbers[found - 1])


def test_a_file_is_known_as_one_of_ours_by_the_beginning_of_its_sum(connection):
    sums = "0123456789abcdef fedcba9876543210"
    journal.append(connection, "draft", now=NOW, detail={"sums": sums})
    journal.append(connection, "draft", now=NOW, detail={"blocks": 3})
    journal.append(connection, "export", now=NOW, detail={"sums": "aaaaaaaaaaaaaaaa"})
    assert drafts.was_written(connection, "fedcba9876543210" + "0" * 48)
    for other in ("fedcba9876543211", "aaaaaaaaaaaaaaaa", "0123456789abcde", ""):
        assert not drafts.was_written(connection, other.ljust(64, "x") if other else "")
