"""Drafts compared sentence by sentence, blocks named over drafts, and findings that go on under other names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.domain.codings.succession import renamed_blocks, successors
from toolkit.domain.reports.changed_sentences import Grounds, Line, Why, changed, numbers
from toolkit.domain.reports.report import Heading, Notice, Paragraph, QuoteBlock, Report, Sentence
from toolkit.domain.reports.report_blocks import LONGEST, bookmark, digest, keyed, marked, short
from toolkit.domain.reports.written_report import Mark

THERE = frozenset({"c1", "c2", "c3"})
LINE = Line(1, "b", "Chapter", "sentence", "Most say so.", "d1", "f-1", (7, 10, "7 of 10"), None, ("c1", "c2"))


def whys(old, new, *, there=THERE, withheld=frozenset()):
    return [each.why for each in changed([old], [new] if new else [], Grounds(withheld, there))]


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (LINE, []),
        (replace(LINE, text="The most part says so.", digest="d2"), []),
        (replace(LINE, evidence=("c1",)), [(Why.MOVED,)]),
        (replace(LINE, evidence=("c1", "c2", "c3")), [(Why.ADDED,)]),
        (replace(LINE, counts=(6, 10, "6 of 10")), [(Why.COUNTS,)]),
        (None, [(Why.MOVED, Why.GONE)]),
    ],
)
def test_why_a_sentence_is_no_longer_as_it_was(now, why):
    assert whys(LINE, now) == why


def test_a_claim_is_rewritten_only_when_its_own_text_is_another():
    line = replace(LINE, claim=3, claimed="old")
    now = replace(line, text="The most part says so.", digest="d2")
    grounds = Grounds(frozenset(), THERE, {3: "{who} says so."})
    assert changed([line], [now], grounds) == []
    (found,) = changed([line], [replace(now, claimed="new")], grounds)
    assert found.why == (Why.CLAIM,)
    beside = replace(now, claimed="new", text="One sees it otherwise.")
    assert changed([line], [beside], grounds) == []


def test_what_is_gone_and_what_may_not_be_used_are_told_apart():
    less = replace(LINE, evidence=("c1",))
    assert whys(LINE, less, there=frozenset({"c1"})) == [(Why.REMOVED,)]
    assert whys(LINE, less, withheld=frozenset({"c2"})) == [(Why.WITHDRAWN,)]


def test_a_quote_that_the_draft_would_not_take_again_still_holds():
    quote = replace(LINE, kind="quote", counts=(), evidence=("c1",))
    standing = replace(LINE, position=2)
    assert changed([quote, standing], [standing], Grounds(there=THERE)) == []
    fewer = replace(standing, evidence=("c2",))
    assert [each.line.kind for each in changed([quote, standing], [fewer], Grounds(there=frozenset({"c2"})))] == [
        "quote",
        "sentence",
    ]


def test_numbers_in_words_count_and_articles_do_not():
    assert numbers("Sju av 10 en dag, ett par i 2 532 ord, three of nine") == ("sju", "10", "2 532", "three", "nine")


def test_a_claim_is_one_block_in_each_chapter_and_quotes_follow_what_they_stand_under():
    claim = Paragraph((Sentence("All agree.", ("c1",), claim=3),))
    quote = QuoteBlock("Yes.", ("c1",), "")
    blocks = (Heading(1, "A", "a"), claim, quote, quote, Heading(1, "B", "b"), claim, Notice("x"), Notice("y"))
    keys = [(one.key, one.first) for one in keyed(Report("t", "s", "en", blocks))]
    assert len(set(keys)) == len(keys)
    assert keys[2][0] == keys[3][0]
    assert (keys[2][1], keys[3][1]) == (1, 2)
    assert keys[1][0] != keys[5][0]
    later = (Heading(1, "0", "0"), Notice("first"), *blocks)
    assert [one.key for one in keyed(Report("t", "s", "en", later))][2:] == [key for key, _ in keys]


@pytest.mark.parametrize("name", ["f-t1", "å" * 80, "group-participants-phase-before-3", "x", "a_b"])
def test_a_bookmark_fits_into_word_and_is_read_back(name):
    mark = Mark(short(name), 99_999)
    assert len(mark.block) <= LONGEST
    assert len(bookmark(mark)) <= 40
    assert bookmark(mark).isascii()
    assert marked(bookmark(mark)) == mark
    assert marked(f"{bookmark(mark)}_Copy_1") == mark
    assert marked("_Ref123") is None


def test_a_digest_does_not_see_white_space_or_how_letters_are_composed():
    assert digest(" a\u030a  b\n") == digest("å b")
    assert digest("a b") != digest("a c")


def test_a_finding_goes_on_in_the_one_that_rests_on_most_of_the_same():
    before = {"f1": frozenset("abcd"), "f2": frozenset("xyz"), "f3": frozenset("q")}
    now = {"n1": frozenset("abc"), "n2": frozenset("xw"), "f3": frozenset("q")}
    assert successors(before, now) == {"f1": "n1"}
    rows = [("f1", "name", "p1"), ("f1", "quote", "q1"), ("f1", "sentence", "p1")]
    new = [("n1", "sentence", "r1"), ("n1", "quote", "r1q")]
    assert renamed_blocks(rows, new, {"f1": "n1"}) == {"p1": "r1", "q1": "r1q"}
