"""Codings, memos and settlements of a copy, sorted: nothing twice, nothing lost, nothing told of withheld words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.services.two_sides import AFTER, APART, BEFORE, LATER, coding, in_database, place, sorting, words_of
from toolkit.domain.codings.memos import Memo
from toolkit.domain.comparing.settlements import Settlement
from toolkit.domain.texts.text import Span
from toolkit.services.coding.memos import LONGEST
from toolkit.services.merging.merging_judgements import Since, sort_codings, sort_memos, sort_settlements
from toolkit.services.merging.merging_plan import Left
from toolkit.storage.projects.merging import Fork

ALONE = Fork()
HERE = Memo("here", "KL", BEFORE, code="needs", id=3)


def memo(**values):
    return replace(Memo("said", "MS", AFTER, code="needs", id=3), **values)


@pytest.mark.parametrize(
    ("mine", "theirs", "fate"),
    [
        (HERE, memo(id=None), "new"),
        (HERE, memo(id=9, time=BEFORE), "new"),
        (HERE, memo(id=9, time=AFTER), "new"),
        (None, memo(time=AFTER), "new"),
        (None, memo(time=BEFORE), "removed here"),
        (None, memo(time=APART), "removed here"),
        (replace(HERE, time=AFTER), memo(time=BEFORE), "removed here"),
        (HERE, memo(time=BEFORE), "removed here"),
        (HERE, memo(time=AFTER), "changed there"),
        (replace(HERE, time=APART), memo(time=AFTER), "changed there"),
        (replace(HERE, time=AFTER), memo(time=LATER), "both"),
        (replace(HERE, time=LATER), memo(time=AFTER), "both"),
    ],
)
def test_what_became_of_a_row_since_the_copy_was_made(mine, theirs, fate):
    since = Since(APART, 5, {3: mine} if mine else {})
    assert since.fate(theirs) == fate
    assert Since(None, 5, since.ours).fate(theirs) == "new"


def test_a_row_that_is_older_than_the_copy_stood_in_both_whatever_its_number_when_times_can_be_trusted():
    assert Since(APART, 5, {}, timed=True).fate(memo(id=9, time=BEFORE)) == "removed here"
    assert Since(APART, 5, {}, timed=True).fate(memo(id=9, time=AFTER)) == "new"


def counts(plan, kind):
    return {name: n for name, n in plan.parts[kind].counts.items() if n}


def test_a_new_coding_comes_in_with_all_it_says_and_only_once(small_coded):
    one = coding(small_coded, scheme_version=3, revision=4)
    with sorting(small_coded, fork=ALONE) as sort:
        sort_codings(sort, [], [one, replace(one, time=LATER)])
        span = place(small_coded)
        (row,) = sort.plan.parts["codings"].new
        assert row == {
            "source": "p01.txt",
            "start": span.start,
            "end": span.end,
            "code": "needs/work",
            "coder": "MS",
            "time": AFTER,
            "scheme_version": 3,
            "revision": 4,
        }
        assert counts(sort.plan, "codings") == {"new": 1, "same": 1}


@pytest.mark.parametrize("other", [{"coder": "EA"}, {"code": "needs/health"}, {"span": Span(20, 40)}])
def test_another_code_coder_or_place_is_another_coding(small_coded, other):
    one = coding(small_coded)
    with sorting(small_coded, fork=ALONE) as sort:
        quote = {} if "span" not in other else {"quote": place_words(sort, other["span"])}
        sort_codings(sort, [replace(one, id=1)], [one, replace(one, **other, **quote)])
        assert counts(sort.plan, "codings") == {"new": 1, "same": 1}


def place_words(sort, span):
    from toolkit.storage.sources import sources

    return span.of(sources.text(sort.places.ours.connection, "p01.txt"))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"code": "needs/none such"}, "no code"),
        ({"coder": " "}, "no name"),
        ({"coder": "K\nL"}, "no name"),
        ({"coder": "K" * 61}, "no name"),
        ({"quote": "other words"}, "damaged"),
        ({"span": Span(0, 99_999)}, "damaged"),
        ({"source": "p99.txt"}, "no source"),
    ],
)
def test_a_coding_that_cannot_come_in_is_told_with_its_words_and_the_reason(small_coded, change, why):
    one = replace(coding(small_coded), **change)
    with sorting(small_coded, fork=ALONE) as sort:
        if why == "no source":
            sort.places._edition = (one.source, words_of("P01"))
        sort_codings(sort, [], [one])
        assert counts(sort.plan, "codings") == {}
        assert sort.plan.left == [Left("coding", why, one.source, one.span, one.code, one.coder, one.quote)]


@pytest.mark.parametrize("wrong", [{}, {"code": "no such"}, {"coder": ""}, {"quote": "other"}])
def test_words_of_who_withdrew_are_counted_and_never_told_whatever_else_is_wrong(small_coded, wrong):
    one = replace(coding(small_coded, "P07"), **wrong)
    with sorting(small_coded, fork=ALONE) as sort:
        sort_codings(sort, [], [one])
        sort_settlements(sort, [], [settled(one)])
        sort_memos(sort, [], [Memo("SEVEN", one.coder, AFTER, one.source, one.span)])
        for kind in ("codings", "settlements", "memos"):
            assert counts(sort.plan, kind) == {"withheld": 1}
        assert (sort.plan.left, sort.plan.conflicts) == ([], [])


def settled(one, *, applies=True, **values):
    said = Settlement(one.source, one.span, one.quote, one.code, applies, "because", one.coder, one.time)
    return replace(said, **values)


def stored(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")


def kept(folder, kind="coding"):
    """A row of the project that stood in both when the copy was made, as the store reads it."""
    from toolkit.storage.codings import codings

    with sorting(folder) as sort:
        every = codings.each(sort.places.ours.connection, source="p01.txt")
        return next(one for one in every if one.code == "needs/work")


def before_the_copy(folder):
    in_database(folder, f"UPDATE coding SET time = '{stored(BEFORE)}'")


def test_what_was_removed_here_stays_away_and_what_only_the_copy_changed_comes_in(small):
    before_the_copy(small)
    old = kept(small)
    assert old.time == BEFORE
    later = replace(old, code="needs/health", time=AFTER, revision=2)
    with sorting(small) as sort:
        sort_codings(sort, [], [old])
        assert counts(sort.plan, "codings") == {"removed_here": 1}
    with sorting(small) as sort:
        sort_codings(sort, [old], [later])
        ((key, row),) = sort.plan.parts["codings"].changed
        assert (key, row["code"], row["revision"], row["time"]) == (old.id, "needs/health", 2, AFTER)
        assert sort.plan.parts["codings"].new == []


def test_what_both_changed_is_kept_twice_and_told_at_its_place_here(small, tmp_path):
    import shutil

    before_the_copy(small)
    copy = shutil.copytree(small, tmp_path / "copy")
    in_database(small, "UPDATE source SET name = 'renamed.txt' WHERE name = 'p01.txt'")
    old = kept(copy)
    mine = replace(old, source="renamed.txt", code="needs/housing", time=AFTER)
    with sorting(small, copy) as sort:
        sort_codings(sort, [mine], [replace(old, code="needs/health", time=LATER)])
        (told,) = sort.plan.conflicts
        assert (told.kind, told.source, told.span) == ("coding", "renamed.txt", old.span)
        assert (told.ours, told.theirs, told.both) == ("needs/housing", "needs/health", True)
        assert [row["source"] for row in sort.plan.parts["codings"].new] == ["renamed.txt"]


@pytest.mark.parametrize(
    "where",
    [{"code": "needs"}, {"source": "p01.txt"}, {"source": "p01.txt", "span": Span(20, 40)}],
    ids=["on a code", "on a source", "on a passage"],
)
def test_a_memo_comes_in_where_it_stood_and_the_same_by_the_same_hand_is_one(small_coded, where):
    one = Memo("Å, tänkte jag 👩", "MS", AFTER, revision=2, **where)
    with sorting(small_coded, fork=ALONE) as sort:
        sort_memos(sort, [], [one, one, replace(one, author="EA")])
        first, second = sort.plan.parts["memos"].new
        span = where.get("span")
        assert (first["source"], first["code"]) == (where.get("source"), where.get("code"))
        assert (first["start"], first["end"]) == ((span.start, span.end) if span else (None, None))
        assert (first["text"], first["time"], first["revision"]) == (one.text, AFTER, 2)
        assert (first["author"], second["author"]) == ("MS", "EA")
        assert counts(sort.plan, "memos") == {"new": 2, "same": 1}


@pytest.mark.parametrize(
    ("text", "why"),
    [("A\u030a", "damaged"), ("a\r\nb", "damaged"), ("x" * (LONGEST + 1), "damaged"), ("x" * LONGEST, "")],
    ids=["not composed", "other line ends", "too long", "just short enough"],
)
def test_a_memo_that_spegla_never_writes_is_left(small_coded, text, why):
    with sorting(small_coded, fork=ALONE) as sort:
        sort_memos(sort, [], [Memo(text, "MS", AFTER, code="needs")])
        assert [one.why for one in sort.plan.left] == ([why] if why else [])
        assert len(sort.plan.parts["memos"].new) == (not why)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (Memo("a", "MS", AFTER, code="no such"), "no code"),
        (Memo("a", "", AFTER, code="needs"), "no name"),
        (Memo("a", "MS", AFTER, source="p99.txt"), "no source"),
    ],
)
def test_a_memo_with_no_place_here_is_told_by_its_author(small_coded, one, why):
    with sorting(small_coded, fork=ALONE) as sort:
        sort_memos(sort, [], [one])
        assert sort.plan.left == [Left("memo", why, one.source or "", None, one.code or "", one.author, "a")]


def test_one_settlement_for_a_code_and_place_stands_and_the_other_is_told(small_coded):
    one = settled(coding(small_coded))
    other = replace(one, applies=False, reason="", coder="EA", time=LATER)
    half = Span(one.span.start, one.span.end - 2)
    with sorting(small_coded, fork=ALONE) as sort:
        sort_settlements(sort, [replace(one, span=half, id=1)], [one, other, replace(one, code="needs/health")])
        assert counts(sort.plan, "settlements") == {"new": 1, "same": 1}
        (row,) = sort.plan.parts["settlements"].new
        assert (row["code"], row["applies"], row["reason"], row["coder"]) == ("needs/health", True, "because", "MS")
        (told,) = sort.plan.conflicts
        assert (told.kind, told.source, told.span, told.both) == ("settlement", "p01.txt", one.span, False)
        assert (told.ours, told.theirs) == ("MS: applies (because)", "EA: does not apply")


def test_a_settlement_far_from_ours_is_another(small_coded):
    one = settled(coding(small_coded))
    with sorting(small_coded, fork=ALONE) as sort:
        far = replace(one, span=Span(0, 5), coder="EA", id=1)
        sort_settlements(sort, [far], [one])
        assert counts(sort.plan, "settlements") == {"new": 1}


@pytest.mark.parametrize(
    ("change", "why"), [({"quote": "other"}, "damaged"), ({"code": "no such"}, "no code"), ({"coder": ""}, "no name")]
)
def test_a_settlement_with_no_place_here_is_told(small_coded, change, why):
    one = replace(settled(coding(small_coded)), **change)
    with sorting(small_coded, fork=ALONE) as sort:
        sort_settlements(sort, [], [one])
        assert [(left.kind, left.why, left.words) for left in sort.plan.left] == [("settlement", why, one.quote)]


def with_settlement(folder):
    """A settlement that stood in both when the copy was made."""
    one, moment = settled(coding(folder)), f"{stored(BEFORE)}"
    values = f"1, {one.span.start}, {one.span.end}, ?, 1, 'because', 'MS', '{moment}', 1"
    in_database(
        folder,
        "INSERT INTO settlement (source_id, start, end, quote, code, applies, reason, coder, time, revision) "
        f"VALUES ({values.replace('?', chr(39) + one.quote + chr(39) + ', ' + chr(39) + one.code + chr(39))})",
    )


def test_a_settlement_that_was_taken_back_here_stays_away_and_one_changed_in_the_copy_comes_in(small):
    from toolkit.storage.codings import settlements

    with_settlement(small)
    with sorting(small) as sort:
        (old,) = settlements.each(sort.places.ours.connection)
        assert (old.source, old.span) == ("p01.txt", place(small))
        sort_settlements(sort, [], [old])
        assert counts(sort.plan, "settlements") == {"removed_here": 1}
    changed = replace(old, applies=False, time=AFTER, revision=2)
    with sorting(small) as sort:
        sort_settlements(sort, [old], [changed])
        ((key, row),) = sort.plan.parts["settlements"].changed
        assert (key, row["applies"], row["revision"]) == (old.id, False, 2)
