from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.reading_desk import Bench, hand
from toolkit.errors import ConflictError, Refused, UsageError
from toolkit.services.coding import coding
from toolkit.services.coding.coding import Alteration, Marked
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps

BUS = "The bus was the worst of it"
VILLAGE = "our village"


@pytest.fixture
def bench(small: Path) -> Bench:
    return Bench(small)


def codes(bench: Bench, name: str = "p01.txt", coder: str = "EA") -> set[tuple[str, str]]:
    return {(one.quote, one.code) for one in bench.codings(name, coder)}


def test_several_codes_are_one_step(bench: Bench) -> None:
    changed = bench.code("p01.txt", BUS, "needs/work", "valence/hinders")
    assert codes(bench) == {(BUS, "needs/work"), (BUS, "valence/hinders")}
    assert len(changed.codings) == 2
    steps.undo(bench.project, coder="EA")
    assert codes(bench) == set()
    steps.redo(bench.project, coder="EA")
    assert len(codes(bench)) == 2


def test_the_edges_of_a_selection_are_trimmed(bench: Bench) -> None:
    bench.code("p01.txt", " bus was ", "needs")
    assert codes(bench) == {("bus was", "needs")}


def test_the_same_coding_again_is_no_second_one(bench: Bench) -> None:
    first = bench.code("p01.txt", BUS, "needs")
    again = bench.code("p01.txt", BUS, "needs")
    assert first.codings == again.codings
    assert len(steps.history(bench.project, "EA")) == 1


def test_the_same_command_again_changes_nothing_and_tells_the_same(bench: Bench) -> None:
    once = hand()
    marked = bench.marked("p01.txt", BUS)
    first = coding.code(bench.project, marked, ["needs"], hand=once)
    coding.remove(bench.project, {first.codings[0]: 1}, hand=hand())
    again = coding.code(bench.project, marked, ["needs"], hand=once)
    assert (again.repeated, again.codings) == (True, first.codings)
    assert codes(bench) == set()


def test_a_span_may_cross_turns(bench: Bench) -> None:
    marked = bench.marked("p01.txt", "has ended.", "What did you need")
    turns = bench.reading("p01.txt").turns
    crossing = Marked(marked.source_id, coding.Place(turns[1].number, 100), coding.Place(turns[4].number, 11))
    coding.code(bench.project, crossing, ["needs"], hand=hand())
    ((made, extent),) = [one for one in bench.marks("p01.txt").codings if one[0].coder == "EA"]
    assert (extent[0].turn, extent[1].turn) == (turns[1].number, turns[4].number)
    assert made.quote.startswith(turns[1].text[100:].strip())
    assert made.quote.endswith(turns[4].text[:11].strip())


def test_in_a_facet_with_one_code_the_new_one_takes_the_place_of_the_old(bench: Bench) -> None:
    (number,) = bench.code("p01.txt", BUS, "phase/before").codings
    changed = bench.code("p01.txt", BUS, "phase/during", "needs")
    assert codes(bench) == {(BUS, "phase/during"), (BUS, "needs")}
    assert number in changed.codings
    bench.code("p01.txt", VILLAGE, "phase/after")
    assert len(codes(bench)) == 3
    steps.undo(bench.project, coder="EA")
    steps.undo(bench.project, coder="EA")
    assert codes(bench) == {(BUS, "phase/before")}


def test_a_facet_with_one_code_is_each_coders_own(bench: Bench) -> None:
    bench.code("p01.txt", BUS, "phase/before")
    bench.code("p01.txt", BUS, "phase/during", coder="MB")
    assert codes(bench) == {(BUS, "phase/before")}
    assert codes(bench, coder="MB") == {(BUS, "phase/during")}


def test_what_is_refused(bench: Bench) -> None:
    with pytest.raises(Refused, match="interviewer"):
        bench.code("p01.txt", "What did you need most help", "needs")
    with pytest.raises(Refused, match="no such code"):
        bench.code("p01.txt", BUS, "needs", "nothing")
    with pytest.raises(UsageError, match="No code"):
        bench.code("p01.txt", BUS)
    with pytest.raises(UsageError, match="Nobody"):
        bench.code("p01.txt", BUS, "needs", coder="")
    assert codes(bench) == set()


def test_withdrawn_words_are_refused_wherever_the_selection_begins(bench: Bench) -> None:
    turns = bench.reading("p07.txt").turns
    across = Marked(
        bench.id("p07.txt"), coding.Place(turns[0].number, 0), coding.Place(turns[2].number, len(turns[2].text))
    )
    with pytest.raises(Refused, match="may not be used"):
        coding.code(bench.project, across, ["needs"], hand=hand())


def test_a_coding_gets_another_extent(bench: Bench) -> None:
    (number,) = bench.code("p01.txt", BUS, "needs").codings
    longer = bench.marked("p01.txt", BUS, "our village")
    coding.change(bench.project, number, Alteration(1, end=longer.end), hand=hand())
    (made,) = bench.codings("p01.txt")
    assert made.quote.startswith(BUS)
    assert made.quote.endswith("our village")
    assert (made.id, made.revision) == (number, 2)
    steps.undo(bench.project, coder="EA")
    assert codes(bench) == {(BUS, "needs")}


def test_a_coding_gets_another_code(bench: Bench) -> None:
    (number,) = bench.code("p01.txt", BUS, "needs").codings
    coding.change(bench.project, number, Alteration(1, code="actors"), hand=hand())
    assert codes(bench) == {(BUS, "actors")}


def test_a_coding_that_becomes_like_another_goes(bench: Bench) -> None:
    (kept,) = bench.code("p01.txt", BUS, "needs").codings
    (gone,) = bench.code("p01.txt", VILLAGE, "needs").codings
    whole = bench.marked("p01.txt", BUS)
    changed = coding.change(bench.project, gone, Alteration(1, whole.start, whole.end), hand=hand())
    assert set(changed.codings) == {kept, gone}
    assert [one.id for one in bench.codings("p01.txt")] == [kept]


def test_a_phase_moved_onto_another_takes_its_place(bench: Bench) -> None:
    bench.code("p01.txt", BUS, "phase/before")
    (moved,) = bench.code("p01.txt", VILLAGE, "phase/after").codings
    whole = bench.marked("p01.txt", BUS)
    coding.change(bench.project, moved, Alteration(1, whole.start, whole.end), hand=hand())
    assert codes(bench) == {(BUS, "phase/after")}


def test_what_somebody_changed_meanwhile_is_not_overwritten(bench: Bench) -> None:
    (number,) = bench.code("p01.txt", BUS, "needs").codings
    coding.change(bench.project, number, Alteration(1, code="actors"), hand=hand())
    with pytest.raises(ConflictError):
        coding.change(bench.project, number, Alteration(1, code="learning"), hand=hand())
    with pytest.raises(ConflictError):
        coding.remove(bench.project, {number: 1}, hand=hand())
    assert codes(bench) == {(BUS, "actors")}
    coding.remove(bench.project, {number: 2}, hand=hand())
    with pytest.raises(ConflictError, match="removed"):
        coding.change(bench.project, number, Alteration(2, code="learning"), hand=hand())


def test_several_are_removed_in_one_step(bench: Bench) -> None:
    made = bench.code("p01.txt", BUS, "needs", "actors").codings
    once = hand()
    coding.remove(bench.project, dict.fromkeys(made, 1), hand=once)
    assert codes(bench) == set()
    assert coding.remove(bench.project, dict.fromkeys(made, 1), hand=once).repeated
    steps.undo(bench.project, coder="EA")
    assert {one.id for one in bench.codings("p01.txt")} == set(made)


def test_codings_of_two_sources_are_not_removed_at_once(bench: Bench) -> None:
    both = [*bench.code("p01.txt", BUS, "needs").codings, *bench.code("p02.txt", "bus card", "needs").codings]
    with pytest.raises(UsageError):
        coding.remove(bench.project, dict.fromkeys(both, 1), hand=hand())


def test_a_colleagues_coding_is_left_alone(bench: Bench) -> None:
    others = bench.codings("p01.txt", "KL")[0]
    assert others.id is not None
    with pytest.raises(Refused, match="colleague"):
        coding.change(bench.project, others.id, Alteration(1, code="learning"), hand=hand())
    with pytest.raises(Refused, match="colleague"):
        coding.remove(bench.project, {others.id: 1}, hand=hand())


def test_a_code_made_of_the_marked_words(bench: Bench) -> None:
    changed = coding.in_vivo(bench.project, bench.marked("p01.txt", "the last bus home"), None, hand=hand())
    assert changed.code is not None
    assert (changed.code.parent, changed.code.titled("en")) == ("needs", "the last bus home")
    assert codes(bench) == {("the last bus home", changed.code.path)}


def test_a_code_made_of_words_goes_with_its_coding_in_one_step(bench: Bench) -> None:
    made = coding.in_vivo(bench.project, bench.marked("p01.txt", "the last bus home"), None, hand=hand()).code
    assert made is not None
    steps.undo(bench.project, coder="EA")
    assert codes(bench) == set()
    assert made.path not in bench.project.scheme_file.codes
    steps.redo(bench.project, coder="EA")
    assert codes(bench) == {("the last bus home", made.path)}
    assert made.path in bench.project.scheme_file.codes


def test_a_code_made_of_words_is_no_second_one_when_sent_again(bench: Bench) -> None:
    once: Hand = hand()
    marked = bench.marked("p01.txt", "the last bus home")
    first = coding.in_vivo(bench.project, marked, "actors", hand=once)
    again = coding.in_vivo(bench.project, marked, "actors", hand=once)
    assert first.code is not None
    assert again.code is not None
    assert (again.code.path, again.codings) == (first.code.path, first.codings)
    assert len(codes(bench)) == 1


def test_a_code_is_not_made_of_a_whole_story(bench: Bench) -> None:
    turn = bench.reading("p01.txt").turns[1]
    with pytest.raises(Refused, match="too many words"):
        coding.in_vivo(bench.project, bench.marked("p01.txt", turn.text), None, hand=hand())
