"""Disagreements: every place where a code was given by one and not, or otherwise, by another; none where all agree."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.met import NOW
from toolkit.domain.comparing.settlements import Settlement
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound
from toolkit.services.comparing import disagreements
from toolkit.services.comparing.agreement import Compared, Mark, Read
from toolkit.services.comparing.disagreements import Kind
from toolkit.services.projects.project import open_project
from toolkit.storage.sources import sources

AT = datetime(2026, 3, 1, tzinfo=UTC)
WORK, INCOME, HEALTH, HINDERS = "needs/work", "needs/income", "needs/health", "valence/hinders"


@pytest.fixture(scope="module")
def project(small_coded):
    return open_project(small_coded, now=NOW)


@pytest.fixture(scope="module")
def scheme(project):
    return project.scheme_file


def marks(*given):
    return tuple(Mark(Span(start, end), code, coder) for coder, code, start, end in given)


def compared(scheme, *given, coders=("KL", "MS"), name="p01.txt", number=1):
    return Compared(coders, scheme, (Read(number, name, coders, marks(*given)),), 0)


def found(scheme, *given, settled=(), **more):
    return disagreements.disagreements(compared(scheme, *given, **more), {"p01.txt": settled})


def settled(code, start, end, number=1):
    return Settlement("p01.txt", Span(start, end), "x", code, True, "because", "KL", AT, id=number)


@pytest.mark.parametrize(
    "given",
    [
        (),
        (("KL", WORK, 10, 50), ("MS", WORK, 10, 50)),
        (("KL", WORK, 10, 30), ("KL", WORK, 10, 50), ("MS", WORK, 10, 50)),  # the words from first to last are the same
    ],
)
def test_where_all_have_marked_the_same_words_there_is_none(scheme, given):
    assert found(scheme, *given) == []


def test_a_code_that_one_gave_and_another_did_not(scheme):
    [one] = found(scheme, ("KL", WORK, 10, 50))
    assert (one.kind, one.code, one.span) == (Kind.ONE, WORK, Span(10, 50))
    assert (one.marks, one.without, one.others) == ((("KL", Span(10, 50)),), ("MS",), {})
    assert (one.source_id, one.source, one.settled) == (1, "p01.txt", None)


def test_another_code_of_the_same_facet_there_is_told_on_both_sides(scheme):
    first, second = found(scheme, ("KL", WORK, 10, 50), ("MS", INCOME, 12, 48))
    assert {(one.code, one.kind) for one in (first, second)} == {(WORK, Kind.OTHER), (INCOME, Kind.OTHER)}
    by_code = {one.code: one for one in (first, second)}
    assert by_code[WORK].others == {"MS": (INCOME,)}
    assert by_code[INCOME].others == {"KL": (WORK,)}


def test_a_code_of_another_facet_is_no_other_answer(scheme):
    kinds = {one.code: one.kind for one in found(scheme, ("KL", WORK, 10, 50), ("MS", HINDERS, 10, 50))}
    assert kinds == {WORK: Kind.ONE, HINDERS: Kind.ONE}


def test_what_both_have_there_besides_is_no_other_answer(scheme):
    both = (("KL", HEALTH, 10, 50), ("MS", HEALTH, 10, 50))
    [one] = found(scheme, ("KL", WORK, 10, 50), *both)
    assert (one.code, one.kind, one.others) == (WORK, Kind.ONE, {})


def test_the_same_code_at_other_words_differs_in_extent(scheme):
    [one] = found(scheme, ("KL", WORK, 10, 50), ("MS", WORK, 20, 60))
    assert (one.kind, one.span, one.without) == (Kind.EXTENT, Span(10, 60), ())
    assert dict(one.marks) == {"KL": Span(10, 50), "MS": Span(20, 60)}


@pytest.mark.parametrize(
    ("start", "places"),
    [(30, [Kind.EXTENT]), (31, [Kind.ONE, Kind.ONE]), (50, [Kind.ONE, Kind.ONE]), (70, [Kind.ONE, Kind.ONE])],
)
def test_marks_are_at_one_place_when_half_of_the_shorter_is_shared(scheme, start, places):
    assert [one.kind for one in found(scheme, ("KL", WORK, 10, 50), ("MS", WORK, start, start + 40))] == places


def test_one_mark_and_two_beside_each_other_are_at_one_place(scheme):
    assert found(scheme, ("KL", WORK, 10, 50), ("MS", WORK, 10, 29), ("MS", WORK, 30, 50)) == []
    [one] = found(scheme, ("KL", WORK, 10, 50), ("MS", WORK, 10, 29), ("MS", WORK, 30, 48))
    assert (one.kind, dict(one.marks)["MS"]) == (Kind.EXTENT, Span(10, 48))


def test_of_three_coders_those_without_are_named(scheme):
    three = ("KL", "MS", "EA")
    [one] = found(scheme, ("KL", WORK, 10, 50), ("EA", WORK, 10, 50), coders=three)
    assert (one.without, [who for who, _ in one.marks]) == (("MS",), ["KL", "EA"])
    mixed = found(scheme, ("KL", WORK, 10, 50), ("EA", INCOME, 10, 50), ("MS", INCOME, 11, 50), coders=three)
    assert next(one for one in mixed if one.code == WORK).others == {"EA": (INCOME,), "MS": (INCOME,)}


def test_a_long_mark_far_before_is_still_near(scheme):
    """The marks beside a place are looked up by their beginnings: the longest of all still reaches."""
    given = [("MS", INCOME, 0, 1000), *(("MS", INCOME, at, at + 2) for at in range(1000, 1100, 2))]
    one = next(one for one in found(scheme, ("KL", WORK, 900, 1000), *given) if one.code == WORK)
    assert one.others == {"MS": (INCOME,)}


def test_those_on_codes_given_most_often_come_first_then_by_the_text(scheme):
    given = [("KL", HEALTH, 900, 950), ("KL", WORK, 300, 350), ("KL", WORK, 100, 150), ("KL", INCOME, 1, 9)]
    order = [(one.code, one.span.start) for one in found(scheme, *given)]
    assert order[:2] == [(WORK, 100), (WORK, 300)]
    rest = [path for path in scheme.codes if path in (HEALTH, INCOME)]
    assert [code for code, _ in order[2:]] == rest


def test_what_was_settled_about_the_code_there_is_told(scheme):
    given = ("KL", WORK, 10, 50)
    [one] = found(scheme, given, settled=[settled(WORK, 10, 50, 7)])
    assert one.settled.id == 7
    for other in (settled(INCOME, 10, 50), settled(WORK, 60, 90), settled(WORK, 45, 99)):
        assert found(scheme, given, settled=[other])[0].settled is None
    best = found(scheme, given, settled=[settled(WORK, 10, 30, 1), settled(WORK, 12, 50, 2)])
    assert best[0].settled.id == 2


spans = st.tuples(
    st.sampled_from(["KL", "MS"]), st.sampled_from([WORK, INCOME, HINDERS]), st.integers(0, 60), st.integers(1, 30)
)


@settings(max_examples=30)
@given(st.lists(spans, max_size=8))
def test_it_does_not_matter_who_is_named_first(project, given):
    scheme = project.scheme_file
    rows = [(coder, code, start, start + length) for coder, code, start, length in dict.fromkeys(given)]
    one = found(scheme, *rows)
    other = found(scheme, *rows, coders=("MS", "KL"))
    assert [(a.code, a.span, a.kind, dict(a.marks), a.others) for a in one] == [
        (b.code, b.span, b.kind, dict(b.marks), b.others) for b in other
    ]
    assert all(set(each.without) | {who for who, _ in each.marks} == {"KL", "MS"} for each in one)


def _place(project, name):
    from tests.services.two_sides import words_of

    with project.store() as store, store.reading() as connection:
        source = sources.get(connection, name)
        number = sources.id_of(connection, name)
    start = source.text.index(words_of("P01"))
    return source, number, Span(start, start + len(words_of("P01")))


def test_each_coder_sees_the_same_words_with_own_marks_and_what_was_asked(project, scheme):
    from tests.services.two_sides import words_of

    source, number, span = _place(project, "p01.txt")
    half = Span(span.start, span.start + 60)
    given = [
        ("KL", WORK, span.start, span.end),
        ("MS", WORK, half.start, half.end),
        ("MS", INCOME, half.start, half.end),
    ]
    both = disagreements.sides(project, compared(scheme, *given, number=number), WORK, span)
    assert [side.coder for side in both] == ["KL", "MS"]
    for side in both:
        assert [turn.interviewer for turn in side.turns] == [True, False]
        assert "".join(words for words, _ in side.turns[-1].pieces) == words_of("P01")
    marked = ["".join(words for words, given in side.turns[-1].pieces if given) for side in both]
    assert marked == [words_of("P01"), half.of(source.text)]
    assert [side.codes for side in both] == [(), (INCOME,)]
    assert disagreements.turn_of(both) == both[0].turns[-1].number


def test_words_that_may_not_be_used_are_shown_on_no_side(project, scheme):
    with project.store() as store, store.reading() as connection:
        number = sources.id_of(connection, "p07.txt")
        text = sources.text(connection, "p07.txt")
    start = text.index("SEVENSECRET")
    span = Span(start, start + 60)
    given = compared(scheme, ("KL", HEALTH, span.start, span.end), name="p07.txt", number=number)
    for side in disagreements.sides(project, given, HEALTH, span):
        assert all(turn.interviewer for turn in side.turns)
        assert not any("SEVENSECRET" in words for turn in side.turns for words, _ in turn.pieces)


def test_where_nothing_is_coded_any_more_it_is_refused(project, scheme):
    given = compared(scheme, ("KL", WORK, 10, 50))
    for missing, code in ((given, INCOME), (Compared(("KL", "MS"), scheme, (), 0), WORK)):
        with pytest.raises(NotFound) as refused:
            disagreements.sides(project, missing, code, Span(10, 50))
        assert refused.value.hint == "Load the page again."


def test_without_turns_no_turn_is_the_place_s():
    assert disagreements.turn_of([]) == 0
