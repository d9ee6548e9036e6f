"""Where something of a copy stands here, what keeps it out, and what a plan says of itself."""

from __future__ import annotations

import shutil

import pytest

from tests.services.two_sides import coding, in_database, place, sorting, text_of, words_of
from toolkit.domain.exchange.merging import Found
from toolkit.domain.texts.text import Span
from toolkit.messages import tr, use_language
from toolkit.services.merging.merging_plan import KINDS, OUT, PLACED, REASONS, Pair, Part, Placing, Plan, is_name
from toolkit.storage.projects.merging import Fork


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("KL", True),
        ("Åsa Öberg", True),
        ("👩", True),
        ("K" * 60, True),
        ("K" * 61, False),
        ("", False),
        ("  ", False),
        ("K\nL", False),
        ("K\tL", False),
        ("K\u202eL", False),
    ],
)
def test_a_coders_name_is_one_line_of_letters(name, good):
    assert is_name(name) is good


def test_a_part_counts_its_rows_under_the_names_of_the_report():
    part = Part(new=[{}, {}], changed=[(1, {})], same=3, removed_here=4, withheld=5, moved=6, edited=7)
    assert part.counts == {
        "new": 2,
        "changed": 1,
        "same": 3,
        "removed_here": 4,
        "withheld": 5,
        "moved": 6,
        "edited": 7,
    }
    assert not any(Part().counts.values())
    assert set(OUT.values()) <= set(part.counts)


@pytest.mark.parametrize(
    "fill",
    [
        lambda plan: plan.new_sources.update(a="a"),
        lambda plan: plan.new_codes.append("a"),
        lambda plan: plan.corrected.update(a=1),
        *(lambda plan, kind=kind: plan.parts[kind].new.append({}) for kind in KINDS),
        *(lambda plan, kind=kind: plan.parts[kind].changed.append((1, {})) for kind in KINDS),
    ],
)
def test_a_plan_is_empty_until_anything_comes_in(fill):
    plan = Plan(Fork())
    assert plan.empty
    fill(plan)
    assert not plan.empty


def test_what_only_stays_there_or_is_told_brings_nothing_in():
    plan = Plan(Fork(), out={"a": "withheld", "b": "removed here", "c": "withheld"}, corrected_apart={"d": 1})
    plan.claims_left = plan.quotes_left = 2
    plan.parts["codings"].same = plan.parts["codings"].withheld = 1
    assert plan.empty
    assert plan.removed_sources == ["b"]
    assert plan.withheld_sources == 2


def test_new_codings_are_counted_by_coder_in_order_of_name():
    plan = Plan(Fork())
    assert plan.by_coder() == {}
    plan.parts["codings"].new += [{"coder": name} for name in ("MS", "EA", "MS")]
    plan.parts["memos"].new.append({"coder": "KL"})
    assert list(plan.by_coder().items()) == [("EA", 1), ("MS", 2)]


def test_every_reason_is_said_in_both_languages():
    english = {key: tr(text) for key, text in REASONS.items()}
    use_language("sv")
    assert all(tr(REASONS[key]) != text for key, text in english.items())
    assert not set(REASONS) & {*OUT, *PLACED}


def test_words_stand_here_where_they_stood_there_when_the_text_is_the_same(small_coded):
    with sorting(small_coded) as sort:
        span = place(small_coded)
        assert sort.places.find("p01.txt", span, words_of("P01")) == Placing("p01.txt", span, "same")
        assert sort.places.find("p01.txt", span) == Placing("p01.txt", span, "same")
        assert sort.places.find("p01.txt", span, "other words") == Placing("p01.txt", why="damaged")
        end = len(text_of(small_coded, "p01.txt"))
        assert sort.places.find("p01.txt", Span(0, end)).span == Span(0, end)
        assert sort.places.find("p01.txt", Span(0, end + 1)).why == "damaged"


def test_a_source_that_does_not_come_says_why(small_coded):
    with sorting(small_coded) as sort:
        plan, places = sort.plan, sort.places
        del plan.pairs["p01.txt"]
        assert (places.home("p01.txt"), places.whole("p01.txt")) == ("", Placing("", why="no source"))
        plan.out["p01.txt"] = "removed here"
        assert places.whole("p01.txt") == Placing("", why="removed here")
        assert places.find("p01.txt", place(small_coded)) == Placing("", why="removed here")
        plan.new_sources["p01.txt"] = "p01 (2).txt"
        assert places.whole("p01.txt") == Placing("p01 (2).txt")
        assert places.find("p01.txt", place(small_coded)).source == "p01 (2).txt"


def test_only_a_source_that_stood_here_all_the_time_is_kept(small_coded):
    with sorting(small_coded) as sort:
        assert sort.places.kept("p01.txt")
        sort.plan.pairs["p02.txt"] = Pair("p02.txt", "p02.txt", Found.WORDS)
        assert not sort.places.kept("p02.txt")
        assert not sort.places.kept("p99.txt")


def test_who_withdrew_by_either_register_is_withheld_on_either_side(small, tmp_path):
    copy = shutil.copytree(small, tmp_path / "copy")
    register = copy / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P01,participants,,given", "P01,participants,,withdrawn"))
    for ours, theirs in ((small, copy), (copy, small)):
        with sorting(ours, theirs) as sort:
            assert sort.places.find("p01.txt", place(small)) == Placing(why="withheld")
            assert sort.places.find("p07.txt", place(small, "P07")) == Placing(why="withheld")
            assert sort.places.find("p02.txt", place(small, "P02")).why == "same"
            for spans in (sort.places.withheld_here, sort.places.withheld_there):
                assert any(place(small).shared(one) for one in spans["p01.txt"])


def test_a_question_put_to_who_withdrew_is_no_withheld_word(small_coded):
    with sorting(small_coded) as sort:
        assert sort.places.find("p07.txt", Span(0, 13)).why == "same"


@pytest.mark.parametrize(
    ("put_in", "taken_out", "why"),
    [
        ("One more line.\n", "", "moved"),
        ("", "it goes twice a day from our village", "gone"),
        ("", "twice ", "edited"),
    ],
)
def test_words_are_found_in_a_text_that_was_edited_here(small, tmp_path, put_in, taken_out, why):
    copy = shutil.copytree(small, tmp_path / "copy")
    text, quote = text_of(small, "p01.txt"), coding(small).quote
    edited = (put_in + text).replace(taken_out, "") if taken_out else put_in + text
    in_database(small, f"UPDATE source SET text = '{edited}' WHERE name = 'p01.txt'")
    with sorting(small, copy) as sort:
        found = sort.places.find("p01.txt", place(copy), quote)
        words = quote.replace(taken_out, "") if taken_out else quote
        assert (found.source, found.why) == ("p01.txt", why)
        assert (found.span.of(edited) if found.span else "") == ("" if why == "gone" else words)


def test_edited_words_that_come_to_lie_with_somebody_who_withdrew_stay_out(small, tmp_path):
    copy = shutil.copytree(small, tmp_path / "copy")
    start = place(small).start
    said = words_of("P01")
    moved = text_of(small, "p01.txt").replace(said, "Nothing much.") + f"\nP07: {said}\n"
    at = moved.index(said)
    in_database(
        small,
        f"UPDATE source SET text = '{moved}' WHERE name = 'p01.txt'",
        f"UPDATE turn SET respondent = 'P07', start = {at}, end = {at + len(said)} "
        f"WHERE source_id = 1 AND start = {start}",
    )
    with sorting(small, copy) as sort:
        assert sort.places.find("p01.txt", place(copy), said) == Placing(why="withheld")
