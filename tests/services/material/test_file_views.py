"""What is seen of a file before it is stored: who speaks, how much, lines in doubt; no words that are withheld."""

import pytest

from tests.services.met import NOW
from toolkit.domain.sources.cases import Register, Respondent
from toolkit.domain.sources.consents import Consent, ConsentStatus
from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span
from toolkit.errors import Problem
from toolkit.services.material.file_views import LeftOut, Read, counted, seen, voices
from toolkit.services.material.sources import Taken

TEXT = "I: Why?\nAnna: The bus.\nAnna: No.\nBo: Åh 👩 ja.\nAll: Hm.\n"
LINES = TEXT.split("\n")


def turn(number, role, label, respondent=None, question=None):
    start = sum(len(line) + 1 for line in LINES[: number - 1]) + len(label) + 2
    return Turn(
        number, Span(start, start + len(LINES[number - 1]) - len(label) - 2), role, label, respondent, question=question
    )


TURNS = (
    turn(1, Role.INTERVIEWER, "I", question="why"),
    turn(2, Role.RESPONDENT, "Anna", "P01", "why"),
    turn(3, Role.RESPONDENT, "Anna", "P01", "why"),
    turn(4, Role.RESPONDENT, "Bo", "P02", "more"),
    turn(5, Role.SEVERAL, "All"),
)
SPOKEN = {1: 1, 2: 2, 3: 1, 4: 2, 5: 1}


def source(**facts):
    return Source("talk.txt", "0" * 64, TEXT, TURNS, facts, NOW)


def read(*notes, columns="", original=b"", **facts):
    return Read(
        3, "Talk 1.txt", {"kind": "interview"}, Taken(source(**facts), original, tuple(notes), {"turns": 5}, columns)
    )


def registered(**states):
    return Register.of(Respondent(who, consent=Consent(ConsentStatus(state))) for who, state in states.items())


ALLOWED = registered(P01="given", P02="given")


def doubt(lines, kind="doubtful"):
    return Problem("talk.txt", "Lines: {every}", values={"every": lines, "doubt": kind}, serious=False)


def test_a_file_is_counted_by_who_says_what():
    told = counted(source(), SPOKEN)
    assert (told.turns, told.words, told.respondent_words, told.questions) == (5, 7, 5, 2)
    assert told.respondents == ("P01", "P02")
    assert told.speakers == ("I", "Anna", "Bo", "All")


def test_voices_are_told_by_label_role_and_person():
    found = [(one.label, one.role, one.respondent, one.turns, one.words) for one in voices(source(), SPOKEN)]
    assert found == [
        ("I", Role.INTERVIEWER, None, 1, 1),
        ("Anna", Role.RESPONDENT, "P01", 2, 3),
        ("Bo", Role.RESPONDENT, "P02", 1, 2),
        ("All", Role.SEVERAL, None, 1, 1),
    ]


def test_the_same_label_for_two_people_is_two_voices():
    own = Source(
        "x", "0" * 64, TEXT, (turn(2, Role.RESPONDENT, "Anna", "P01"), turn(3, Role.RESPONDENT, "Anna", "P02")), {}, NOW
    )
    assert [one.respondent for one in voices(own, SPOKEN)] == ["P01", "P02"]


def test_what_is_seen_is_what_the_file_says_and_what_was_corrected():
    told = seen(read(encoding="utf-8", date="2026-03-01", respondent="P01"), SPOKEN, ALLOWED)
    assert (told.place, told.file, told.name, told.encoding, told.date) == (
        3,
        "Talk 1.txt",
        "talk.txt",
        "utf-8",
        "2026-03-01",
    )
    assert (told.kind, told.counts, told.decided) == (Kind.FOCUS_GROUP, {"turns": 5}, {"kind": "interview"})
    assert (told.columns, told.closed, told.doubts) == ((), (), ())


@pytest.mark.parametrize(("facts", "whose"), [({"respondent": "P02"}, "P02"), ({}, "P01")])
def test_whom_it_is_about_is_the_fact_else_who_speaks_first(facts, whose):
    assert seen(read(**facts), SPOKEN, ALLOWED).whose == whose


@pytest.mark.parametrize(
    ("method", "spoken"),
    [
        ("interview", True),
        ("focus group", True),
        ("survey", True),
        ("narrative", False),
        ("document", False),
        ("case description", False),
    ],
)
def test_only_talk_and_answers_are_anybody_s_speech(method, spoken):
    assert seen(read(method=method), SPOKEN, ALLOWED).spoken is spoken


def test_lines_in_doubt_are_shown_by_number_and_beginning():
    told = seen(read(doubt("2 4"), doubt("1", "left_out")), SPOKEN, ALLOWED).doubts
    assert [(one.line, one.kind, one.text) for one in told] == [
        (2, "doubtful", "Anna: The bus."),
        (4, "doubtful", "Bo: Åh 👩 ja."),
        (1, "left_out", "I: Why?"),
    ]
    assert seen(read(Problem("talk.txt", "Other", serious=False), doubt("99")), SPOKEN, ALLOWED).doubts[0].text == ""


@pytest.mark.parametrize("register", [registered(P01="given", P02="withdrawn"), registered(P01="given", P02="refused")])
def test_where_somebody_may_not_be_used_no_line_is_shown(register):
    told = seen(read(doubt("2 4")), SPOKEN, register).doubts
    assert [(one.line, one.text) for one in told] == [(2, ""), (4, "")]


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…")])
def test_a_long_line_is_cut(length, shown):
    own = Source("x", "0" * 64, "x" * length, (), {}, NOW)
    told = seen(Read(1, "x", {}, Taken(own, b"", (doubt("1"),), {})), {}, ALLOWED)
    assert told.doubts[0].text == shown


@pytest.mark.parametrize(
    ("decided", "kind", "encoding"),
    [({}, None, ""), ({"kind": "document"}, Kind.DOCUMENT, ""), ({"encoding": "cp1252"}, None, "cp1252")],
)
def test_a_file_that_was_not_taken_keeps_what_was_chosen_for_it(decided, kind, encoding):
    left = LeftOut(1, Problem("x", "It is empty."), decided, silent=False)
    assert (left.kind, left.encoding) == (kind, encoding)


@pytest.mark.parametrize(
    ("written", "shown"), [("3 april 2026", "2026-04-03"), ("2026-04-03 kl. 10", "2026-04-03"), ("våren 2026", "")]
)
def test_the_day_is_shown_as_the_field_for_it_takes_it(written, shown):
    assert seen(read(date=written), SPOKEN, Register()).date == shown
