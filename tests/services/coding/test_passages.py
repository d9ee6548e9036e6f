"""Passages gather what was coded about the same words, and hold the speaker's own words only."""

from datetime import UTC, datetime

import pytest

from tests.material import SAID
from tests.services.registers_told import told
from toolkit.services.coding import passages, schemes
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, tzinfo=UTC)
WORDS = {(one.person, one.area): one.words for one in SAID}
BUS = WORDS["P01", "needs"]


@pytest.fixture
def gathered(spegla, suggested):
    """Import rows (coder, source, quote, code) into the small project and gather its passages."""

    def call(*rows):
        for number, (coder, source, quote, code) in enumerate(rows):
            file = suggested / f"{number}.jsonl"
            file.write_text(f'{{"source": "{source}", "quote": "{quote}", "code": "{code}"}}\n', "utf-8")
            assert spegla("codings", "import", file, "--coder", coder, "-p", suggested).code == 0
        project = open_project(suggested, now=NOW)
        store = project.store()
        try:
            scheme = schemes.current(project, store).scheme
            with store.reading() as connection:
                return passages.of_codings(project, connection, scheme)
        finally:
            store.close()

    return call


def test_two_coders_who_mean_the_same_words_make_one_passage(gathered):
    (passage,) = gathered(
        ("A", "p01.txt", BUS, "needs/work"),
        ("A", "p01.txt", BUS, "needs/income"),
        ("B", "p01.txt", BUS[:80], "preconditions"),
    )
    assert passage.text == BUS
    assert passage.codes == {"needs/work", "needs/income", "preconditions"}
    assert passage.areas == {"needs", "preconditions"}
    assert len(passage.evidence) == 3


def test_words_that_share_less_than_half_stay_apart(gathered):
    first, second = BUS[:70], BUS[50:]
    found = gathered(("A", "p01.txt", first, "needs"), ("B", "p01.txt", second, "needs"))
    assert [passage.text for passage in found] == [first, second]


def test_phase_and_valence_lie_on_every_passage_they_cover(gathered):
    whole = (BUS, WORDS["P01", "solutions"])
    found = gathered(
        ("A", "p01.txt", BUS[:60], "needs"),
        ("A", "p01.txt", BUS[60:], "solutions"),
        ("A", "p01.txt", whole[0], "valence/hinders"),
        ("A", "p01.txt", BUS[60:], "phase/before"),
        ("A", "p01.txt", whole[1], "phase/after"),
    )
    assert [sorted(passage.codes) for passage in found] == [
        ["needs", "valence/hinders"],
        ["phase/before", "solutions", "valence/hinders"],
    ]


def test_a_facet_alone_makes_no_passage(gathered):
    assert gathered(("A", "p01.txt", BUS, "valence/hinders")) == []


def test_what_the_interviewer_says_is_no_passage(gathered):
    assert gathered(("A", "p01.txt", "What did you need most help with when you came here?", "needs")) == []


def test_a_coding_over_several_turns_holds_the_words_of_its_main_speaker_only(gathered):
    first, second = WORDS["T1", "needs"], WORDS["T2", "needs"]
    across = f"{first}\\nSeveral: [laughter]\\nT2: {second[:30]}"
    (passage,) = gathered(("A", "team.txt", across, "needs"))
    assert (passage.respondent, passage.text) == ("T1", first)


def test_nobody_elses_words_come_along_with_somebody_who_withdrew(spegla, suggested, gathered):
    register = suggested / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text("utf-8").replace("T2,team,Office,given", "T2,team,Office,withdrawn"), "utf-8"
    )
    first, second = WORDS["T1", "needs"], WORDS["T2", "needs"]
    across = f"{first}\\nSeveral: [laughter]\\nT2: {second[:30]}"
    (passage,) = gathered(("A", "team.txt", across, "needs"), ("A", "team.txt", second, "needs"))
    assert second[:20] not in passage.text


def test_a_passage_knows_which_question_it_answers(gathered):
    (passage,) = gathered(("A", "p01.txt", BUS, "needs"))
    assert (passage.asked_area, passage.asked_phase, passage.group) == ("needs", "before", "participants")


def test_facets_are_those_of_the_coder_who_set_the_stretch(gathered):
    (passage,) = gathered(
        ("A", "p01.txt", BUS, "needs"),
        ("A", "p01.txt", BUS, "valence/hinders"),
        ("A", "p01.txt", BUS, "phase/before"),
        ("B", "p01.txt", BUS, "needs/work"),
        ("B", "p01.txt", BUS, "valence/promotes"),
    )
    assert passage.codes == {"needs", "needs/work", "valence/hinders", "phase/before"}
    assert len(passage.evidence) == 4


def test_a_facet_that_coder_left_out_is_taken_from_one_other(gathered):
    (passage,) = gathered(
        ("A", "p01.txt", BUS, "needs"),
        ("A", "p01.txt", BUS, "phase/before"),
        ("A", "p01.txt", BUS, "needs/work"),
        ("B", "p01.txt", BUS, "valence/promotes"),
        ("B", "p01.txt", BUS, "phase/after"),
        ("C", "p01.txt", BUS, "valence/hinders"),
    )
    assert passage.codes == {"needs", "needs/work", "phase/before", "valence/promotes"}


def test_one_coder_may_find_both_sides_in_the_same_words(gathered):
    (passage,) = gathered(
        ("A", "p01.txt", BUS, "needs"),
        ("A", "p01.txt", BUS, "valence/promotes"),
        ("A", "p01.txt", BUS, "valence/hinders"),
    )
    assert passage.of_facet("valence") == {"promotes", "hinders"}


@pytest.fixture
def read():
    """What a function of a project, a reading and a scheme gives."""

    def call(project, function):
        with project.store() as store:
            scheme = schemes.current(project, store).scheme
            with store.reading() as connection:
                found = function(project, connection, scheme)
                return found if isinstance(found, passages.Coded | dict) else list(found)

    return call


def test_all_codings_are_counted_also_those_that_make_no_passage(small_coded, read):
    found = read(open_project(small_coded, now=NOW), passages.coded)
    assert (len(found.passages), found.codings, found.disputed, found.retired) == (18, 63, 0, {})


def test_passages_on_which_coders_take_different_sides_are_counted(spegla, small, read):
    rows = [("p01.txt", BUS, "valence/promotes"), ("p02.txt", WORDS["P02", "needs"], "valence/hinders")]
    table = "source,quote,code\n" + "".join(f'{name},"{words}",{code}\n' for name, words, code in rows)
    (small / "b.csv").write_text(table, "utf-8")
    assert spegla("codings", "import", small / "b.csv", "--coder", "B", "-p", small).code == 0
    found = read(open_project(small, now=NOW), passages.coded)
    assert (found.disputed, found.codings, len(found.passages)) == (1, 65, 18)


def test_what_the_machine_proposes_an_area_for_is_a_passage_of_the_machine(suggested_once, read):
    found = read(open_project(suggested_once, now=NOW), passages.of_suggestions)
    assert found
    assert all(one.machine and one.areas and one.respondent != "P07" for one in found)
    assert all(each.startswith("s") for one in found for each in one.evidence)
    order = [(one.source, one.span.start) for one in found]
    assert order == sorted(order)
    assert {one.group for one in found} <= {"participants", "team"}
    assert all(set(one.areas) <= {code.partition("/")[0] for code in one.codes} for one in found)


def test_suggestions_on_words_of_who_withdraws_are_no_passages_any_more(suggested, read):
    before = read(open_project(suggested, now=NOW), passages.of_suggestions)
    after = read(told(suggested, NOW, P01={"consent": "withdrawn"}), passages.of_suggestions)
    assert [one for one in before if one.respondent != "P01"] == after
    assert len(after) < len(before)


def test_areas_are_those_of_the_questions_put_where_there_is_a_guide_and_else_all(small_coded, read):
    asked = read(open_project(small_coded, now=NOW), passages.asked_areas)
    assert asked["P01"] == {"needs", "solutions", "learning"}
    assert asked["P09"] == {"needs", "solutions"}
    assert asked["T1"] == {"preconditions", "needs", "solutions", "actors", "followup", "learning"}
    assert set(asked) == {*(f"P{n:02}" for n in range(1, 11)), "T1", "T2", "T3"} - {"P07"}


def test_somebody_who_leaves_the_guided_group_counts_as_asked_about_everything(small, read):
    asked = read(told(small, NOW, P09={"group": "team"}), passages.asked_areas)
    assert len(asked["P09"]) == 6
