"""Claims as people and JSON read them: words with their counts, what to look at again, who stands where."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from toolkit import messages
from toolkit.cli import claim_lines
from toolkit.domain.claims.claims import Cell, Claim, Matrix, Pair, Position, Row, Side, Stance, Standing, Tally
from toolkit.domain.sources.projects import EvaluationQuestion
from toolkit.services.claims import claims
from toolkit.services.claims.claim_sentences import speech
from toolkit.services.claims.questions import Gathered
from toolkit.services.projects.project import open_project

GROUPS = ("participants", "team")


def standing(text="{who} miss the bus", group="participants", **by_group):
    """P01, P02 … of each group with the stances named by their first letters: a, c, q, d (silent), n (not asked)."""
    stances = dict(zip("acqdn", Stance, strict=True))
    positions = {
        key: tuple(Position(f"{key[0].upper()}{n:02}", stances[one], ("c1",)) for n, one in enumerate(said, 1))
        for key, said in by_group.items()
    }
    proposed = {one.respondent: one.stance for own in positions.values() for one in own}
    return Standing(Claim(text, group, id=7), MappingProxyType(positions), (), proposed=proposed)


@pytest.fixture(scope="module")
def spoken(opened):
    return speech(opened)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("", "nobody was asked"),
        ("nn", "nobody was asked"),
        ("dd", "Nobody of those asked affirms it. (0 of 2)"),
        ("ccn", "Nobody of those asked affirms it. (0 of 2)"),
        ("aaaaa", "All participants miss the bus. (5 of 5)"),
    ],
)
def test_silence_is_neither_yes_nor_no(spoken, said, line):
    told = spoken.of(standing(participants=said))
    assert claim_lines.stands(told) == line


def test_a_text_without_a_place_for_the_count_tells_who_beside_it(spoken):
    told = spoken.of(standing("The bus is late", participants="aaaaa"))
    assert claim_lines.stands(told).endswith(" (5 of 5)")
    assert "The bus is late" not in claim_lines.stands(told)


def test_a_claim_across_groups_is_told_for_each_of_them(opened, spoken):
    one = standing(group="", participants="aad", team="n")
    one = replace(one, claim=replace(one.claim, questions=("way",)))
    lines = list(claim_lines.short(opened, one, spoken))
    assert lines[0] == "[7] {who} miss the bus"
    assert lines[1] == "    finding · across groups · way"
    assert lines[2].startswith("    Participants: ")
    assert lines[2].endswith("(2 of 3)")
    assert lines[3] == "    Team: nobody was asked"


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        ({}, []),
        (
            {"doubtful": frozenset({"P02", "P01"})},
            ["    ! to look at again, what it rested on is no longer so: P01, P02"],
        ),
        ({"lost": ("t1", "t2")}, ["    ! themes that are no longer there: t1, t2"]),
        ({"unknown": 1}, ["    · 1 passage by unknown speakers"]),
        ({"unknown": 3, "machine": True}, [
            "    · 3 passages by unknown speakers", "    · rests on the machine's suggestions alone",
        ]),
    ],
)  # fmt: skip
def test_what_an_evaluator_should_look_at_is_marked(change, lines):
    assert list(claim_lines.notes(replace(standing(participants="a"), **change))) == lines


def test_the_document_holds_the_counts_of_every_group(opened, spoken):
    one = replace(standing(participants="aacqdn", team="d"), decided=frozenset({"P02", "P01"}))
    record = claim_lines.record(opened, one, spoken)
    participants, team = record["groups"]
    assert (participants["group"], participants["k"], participants["n"]) == ("participants", 2, 5)
    assert [participants[stance.value] for stance in Stance] == [2, 1, 1, 1, 1]
    assert (team["k"], team["n"], team["sentence"]) == (0, 1, "")
    assert record["decided"] == ["P01", "P02"]
    assert record["id"] == 7
    together = claim_lines.counts(one, spoken.of(replace(one, claim=replace(one.claim, group=""))))
    assert (together["k"], together["n"], together["did_not_raise"]) == (2, 6, 2)


def test_without_claims_the_next_step_is_told_in_the_readers_words(opened, spoken):
    none = claims.Claims(None, (), (), ())
    lines = claim_lines.lines(opened, none, spoken)
    assert lines[0] == "No claim is written yet."
    assert 'spegla claims add "{who} …"' in lines[1]
    messages.use_language("sv")
    assert '"{vem} …"' in claim_lines.lines(opened, none, spoken)[1]


def test_every_claim_is_listed_and_each_unanswered_question_after_them(opened, spoken):
    one = standing(participants="a")
    questions = [
        Gathered(EvaluationQuestion("way", "What stands in the way?"), (one.claim,)),
        Gathered(EvaluationQuestion("pace", "At what pace?"), ()),
    ]
    made = claim_lines.lines(opened, claims.Claims(None, (one, one), tuple(questions), ()), spoken)
    assert made.count("[7] {who} miss the bus") == 2
    assert made[-2:] == ["", "Unanswered: At what pace?"]


WAY = EvaluationQuestion("way", "What stands in the way?")
NO_QUESTIONS = [
    "The project has no evaluation questions yet.",
    "Write them into project.toml, at evaluation_questions: take away the # and put your own there.",
]
LOOSE = ["Claims that answer no question:", "  [7] {who} miss the bus"]


@pytest.mark.parametrize(
    ("questions", "loose", "lines"),
    [
        ((), False, NO_QUESTIONS),
        ((), True, [*NO_QUESTIONS, *LOOSE, "Say which question it answers: spegla claims change 7 --question KEY"]),
        ((WAY,), False, ["way: What stands in the way?", "  unanswered",
                         "Write one: spegla claims add TEXT --question way"]),
        ((WAY,), True, ["way: What stands in the way?", "  unanswered", *LOOSE,
                        "Say which question it answers: spegla claims change 7 --question way"]),
    ],
)  # fmt: skip
def test_questions_say_what_comes_next(questions, loose, lines):
    claim = standing(participants="a").claim
    found = claims.Claims(None, (), tuple(Gathered(one, ()) for one in questions), (claim,) if loose else ())
    assert list(claim_lines.question_lines(found)) == lines


def test_everyones_stance_is_told_with_the_words_it_rests_on_and_of_no_other(opened, themed_once, spoken):
    ground = claims.claims(open_project(themed_once, now=opened.now)).ground
    words = {one.respondent: one for one in ground.findings.passages.values()}
    evidence = words["P01"].evidence
    positions = (Position("P01", Stance.AFFIRMS, evidence), Position("P02", Stance.AFFIRMS, evidence))
    one = Standing(Claim("x", "participants", id=7), {"participants": positions}, (), decided=frozenset({"P01"}),
                   proposed={"P01": Stance.DID_NOT_RAISE, "P02": Stance.AFFIRMS})  # fmt: skip
    lines = list(claim_lines.whole(opened, one, spoken, ground))
    assert "  P01: affirms · decided" in lines
    assert "  P02: affirms" in lines
    assert f"      “{words['P01'].text}”" in lines
    assert sum(line.startswith("      “") for line in lines) == 1  # P02 said none of the words that are named
    assert any(line.startswith("    Words that would be true: ") for line in lines)
    first, second = claim_lines.position_records(one, ground)
    assert (first["stance"], first["proposed"], first["decided"]) == ("affirms", "did_not_raise", True)
    assert (first["words"], second["words"]) == ([words["P01"].text], [])


def cell(side, k, n, **tally):
    return Cell(side, k, n, Tally(**tally))


def test_the_matrix_is_a_table_with_what_only_one_side_raises_and_what_may_be_compared(opened):
    assert list(claim_lines.matrix_lines(opened, Matrix(GROUPS, (), ()))) == ["No claim is written yet."]
    one, two = standing(participants="a"), standing(team="d")
    two = replace(two, claim=replace(two.claim, id=8, group="team"))
    rows = (
        Row(one, {"participants": cell(Side.AGREE, 3, 4, affirms=3), "team": cell(Side.SILENT, 0, 2, did_not_raise=2)}),
        Row(two, {"team": cell(Side.CONTRADICT, 1, 2, contradicts=1)}),
    )
    found = Matrix(GROUPS, rows, (Pair(one.claim, two.claim, "needs", ()),))
    lines = list(claim_lines.matrix_lines(opened, found))
    assert lines[0].split() == ["Claim", "Participants", "Team"]
    assert lines[2].split() == ["[7]", "agree", "3/4", "silent", "0/2"]
    assert lines[3].split() == ["[8]", "contradict", "1/2"]
    assert lines[4:] == ["Only one side raises it: [7] Participants", "Could be compared: [7] [8]"]
    record = claim_lines.matrix_record(found)
    assert record["rows"][0]["only"] == "participants"
    assert record["rows"][1]["cells"] == [{"group": "team", "side": "contradict", "k": 1, "n": 2}]
    assert record["pairs"] == [{"claims": [7, 8], "area": "needs"}]
