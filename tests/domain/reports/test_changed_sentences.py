"""Drafts compared sentence by sentence, blocks named over drafts, and findings that go on under other names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


def told(old, new, grounds=None):
    """What is told of two drafts: position of the old line (None: it came) and why."""
    found = changed(old, new, grounds or Grounds(there=THERE))
    return [(None if Why.NEW in each.why else each.line.position, each.why) for each in found]


@pytest.mark.parametrize(
    ("before", "now", "paired"),
    [
        (("c1",), ("c1", "c2"), True),  # half of all that either rests on
        (("c1",), ("c1", "c2", "c3"), False),  # a third
        (("c1", "c2"), ("c2", "c3"), False),
        (("c1", "c2", "c3"), ("c1", "c2"), True),
    ],
)
def test_two_sentences_are_one_when_half_of_what_they_rest_on_is_common(before, now, paired):
    old = replace(LINE, evidence=before, text="A")
    new = replace(LINE, evidence=now, text="B", digest="d2")
    assert ([each.now for each in changed([old], [new], Grounds(there=THERE)) if each.line == old] == [new]) is paired


def test_of_several_new_sentences_the_one_with_most_in_common_goes_on():
    near = replace(LINE, position=2, evidence=("c1", "c2", "c3"), digest="d2")
    nearer = replace(LINE, position=9, evidence=("c1", "c2"), digest="d3", counts=(8, 10, "8 of 10"))
    (found, _) = changed([LINE], [near, nearer], Grounds(there=THERE))
    assert (found.now, found.why, found.lost, found.gained) == (nearer, (Why.COUNTS,), (), ())


def test_of_equals_the_one_with_the_same_counts_goes_on_before_the_one_that_stands_nearer():
    same = replace(LINE, position=5, digest="d2")
    nearer = replace(LINE, position=1, digest="d3", counts=(8, 10, "8 of 10"))
    assert told([LINE], [nearer, same]) == [(None, (Why.NEW,))]


def test_a_sentence_never_goes_on_in_a_line_of_another_kind():
    table = replace(LINE, kind="table")
    assert told([LINE], [table]) == [(1, (Why.GONE,))]


@pytest.mark.parametrize(
    ("now", "there", "withheld", "why"),
    [
        (("c1",), {"c1", "c2"}, (), (Why.MOVED,)),
        (("c1",), {"c1"}, (), (Why.REMOVED,)),
        (("c1",), {"c1"}, {"c2"}, (Why.WITHDRAWN,)),
        (("c1", "c2"), {"c1", "c2"}, {"c2"}, (Why.WITHDRAWN,)),  # it may not be used though the draft still would
        (("c1", "c3"), {"c1", "c3"}, {"c2"}, (Why.WITHDRAWN, Why.ADDED)),
    ],
)
def test_what_became_of_lost_evidence(now, there, withheld, why):
    old = replace(LINE, claim=1)
    new = replace(old, evidence=now)
    (found,) = changed([old], [new], Grounds(frozenset(withheld), frozenset(there)))
    assert found.why == why


def test_consent_taken_back_is_told_though_other_evidence_is_gone_too():
    old = replace(LINE, evidence=("c1", "c2", "c3", "c4"))
    new = replace(old, evidence=("c1", "c2"))
    (found,) = changed([old], [new], Grounds(frozenset({"c3"}), frozenset({"c1", "c2"})))
    assert (found.why, found.lost) == ((Why.WITHDRAWN, Why.REMOVED), ("c3", "c4"))


PLAIN = replace(LINE, evidence=(), counts=(), finding="")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (replace(LINE, kind="table"), {"digest": "d2"}, (Why.FIGURES,)),
        (replace(LINE, kind="figure"), {"digest": "d2"}, (Why.FIGURES,)),
        (replace(PLAIN, kind="name", text="Buses"), {"digest": "d2", "text": "Trains"}, (Why.RENAMED,)),
        (replace(PLAIN, text="7 were asked."), {"digest": "d2", "text": "8 were asked."}, (Why.COUNTS,)),
        (replace(PLAIN, text="Seven were asked."), {"digest": "d2", "text": "We asked seven."}, None),
        (LINE, {"digest": "d2", "text": "Most of 12 say so."}, None),  # it rests on evidence: its counts tell
    ],
    ids=["table", "figure", "name", "numbers", "other words", "evidence"],
)
def test_a_line_that_reads_otherwise_is_changed_only_when_it_says_something_else(old, new, why):
    assert told([old], [replace(old, **new)]) == ([(1, why)] if why else [])
    assert told([old], [old]) == []


def test_a_sentence_that_names_a_renamed_theme_is_renamed():
    name = replace(PLAIN, kind="name", text="Late buses", digest="n1")
    says = replace(LINE, position=2, text="Most speak of late buses.", digest="s1")
    other = replace(LINE, position=3, text="Some walk.", digest="o1", evidence=("c3",))
    new = [replace(name, text="Trains", digest="n2"), replace(says, text="Most speak of trains.", digest="s2"), other]
    assert told([name, says, other], new) == [(1, (Why.RENAMED,)), (2, (Why.RENAMED,))]


def test_words_that_were_corrected_are_told_where_they_are_said():
    corrected = Grounds(there=THERE, corrected=frozenset({"c2"}))
    assert told([LINE], [replace(LINE, digest="d2")], corrected) == [(1, (Why.CORRECTED,))]
    assert told([LINE], [replace(LINE, digest="d2")], Grounds(there=THERE, corrected=frozenset({"c9"}))) == []
    quote = replace(LINE, kind="quote", counts=(), evidence=("c2",))
    standing = replace(LINE, position=2)
    assert told([quote, standing], [standing], corrected) == [(1, (Why.CORRECTED,))]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (PLAIN, None),  # it claims nothing of the material
        (replace(PLAIN, text="Nine were asked."), (Why.GONE,)),
        (replace(LINE, text="Most say so."), (Why.MOVED, Why.GONE)),
        (replace(LINE, kind="quote", evidence=("c1",)), (Why.MOVED,)),
    ],
    ids=["nothing", "number", "evidence", "quote"],
)
def test_a_line_that_the_draft_leaves_out_is_told_when_it_said_something(line, why):
    assert told([line], []) == ([(1, why)] if why else [])


@pytest.mark.parametrize(
    ("came", "block", "new"),
    [
        (LINE, "other", True),
        (replace(LINE, counts=()), "other", True),  # all of a new theme is told
        (replace(LINE, counts=(), evidence=("c3",)), "b", False),
        (replace(LINE, evidence=("c3",)), "b", True),  # in a block that was there, what counts something
        (PLAIN, "other", False),
        (replace(LINE, kind="quote"), "other", False),
    ],
)
def test_what_came_is_told_of_a_new_theme_and_where_it_counts_something(came, block, new):
    there = replace(LINE, claim=1, evidence=("c1",))
    line = replace(came, position=7, block=block)
    assert told([there], [there, line]) == ([(None, (Why.NEW,))] if new else [])


def test_changed_lines_stand_in_the_old_drafts_order_and_those_that_came_last():
    old = [replace(LINE, position=at, block=block, evidence=("c1",)) for at, block in ((9, "a"), (2, "b"))]
    new = [replace(LINE, position=at, block=block, evidence=("c3",)) for at, block in ((8, "x"), (1, "y"))]
    found = changed(old, new, Grounds(there=THERE))
    assert [each.line.position for each in found] == [2, 9, 1, 8]
    assert [each.gained for each in found[2:]] == [("c3",), ("c3",)]


LINES = st.lists(
    st.builds(
        Line,
        st.integers(0, 20),
        st.sampled_from("ab"),
        st.just("Chapter"),
        st.sampled_from(["sentence", "quote", "name", "table"]),
        st.sampled_from(["Most say so.", "7 say so.", "Bus"]),
        st.sampled_from(["d1", "d2"]),
        st.sampled_from(["f1", "f2"]),
        st.sampled_from([(), (7, 10)]),
        st.sampled_from([None, 1]),
        st.sampled_from([(), ("c1",), ("c1", "c2"), ("c3",)]),
    ),
    max_size=6,
    unique_by=lambda one: one.position,
)


@settings(max_examples=50)
@given(LINES)
def test_a_draft_compared_with_itself_has_not_changed(lines):
    assert changed(lines, lines, Grounds(there=THERE)) == []


@settings(max_examples=50)
@given(LINES, LINES)
def test_no_line_is_told_twice_and_none_that_is_in_both(old, new):
    found = changed(old, new, Grounds(there=THERE))
    gone = [each.line for each in found if Why.NEW not in each.why]
    came = [each.line for each in found if Why.NEW in each.why] + [each.now for each in found if each.now in new]
    assert len({id(line) for line in gone}) == len(gone)
    assert all(line in old for line in gone)
    assert all(line in new for line in came)
    assert all(each.why for each in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("En av tolv", ("tolv",)),
        ("One of twelve", ("twelve",)),
        ("noll, 3,5 och 1 000", ("noll", "3,5", "1 000")),
        ("12.5 per cent, 2 till", ("12.5", "2")),
        ("tretton", ()),
        ("", ()),
    ],
)
def test_numbers_of_a_text(text, found):
    assert numbers(text) == found
