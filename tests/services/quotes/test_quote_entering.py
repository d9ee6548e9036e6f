"""A quote entered by its words: placed where one respondent says them, with the edits that were named."""

from dataclasses import replace

import pytest

from tests.services.quoting import NEEDS, entered, entries, name_of, placed, text_of
from tests.services.reading_desk import hand as fresh
from tests.services.registers_told import NOW, told
from toolkit.domain.quotes.quote_edits import EditKind
from toolkit.domain.quotes.quote_ledger import Use
from toolkit.domain.quotes.quotes import Why
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.services.material import adding
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project
from toolkit.services.quotes import quote_entering
from toolkit.services.quotes.quote_entering import Change, Entering

K = EditKind
BUS = "The bus was the worst of it, it goes twice a day"


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def enter(project, what, *changes, person="P01", **more):
    asked = Entering(name_of(person), what, changes, **more)
    number = quote_entering.enter(project, asked, hand=fresh("KL"))
    return entries(project)[number]


def test_printed_words_and_their_place_give_the_same_entry(project):
    by_words = enter(project, BUS)
    by_place = enter(project, placed(project, BUS)[1])
    assert replace(by_place, revision=1) == by_words
    assert list(entries(project)) == [by_words.id]
    assert (by_words.respondent, by_words.group, by_words.source) == ("P01", "participants", "p01.txt")
    assert (by_words.spoken, by_words.printed, by_words.edits) == (BUS, BUS, ())
    assert (by_words.why, by_words.use, by_words.machine, by_words.coder) == (Why.TYPICAL, Use.WANTED, False, "KL")


def test_white_space_round_a_place_is_not_quoted(project):
    _, span = placed(project, BUS)
    text = text_of(project)
    assert text[span.start - 1] == " "
    assert enter(project, Span(span.start - 1, span.end + 1)).span in (span, Span(span.start, span.end + 1))


@pytest.mark.parametrize(
    ("changes", "printed"),
    [
        ((Change(K.MASK, "bus", "ride"),), "The [ride] was the worst of it, it goes twice a day"),
        ((Change(K.MASK, " The bus ", " the ride "),), "[The ride] was the worst of it, it goes twice a day"),
        ((Change(K.REFER, "it goes", "the bus goes"),), "The bus was the worst of it, [the bus goes] twice a day"),
        ((Change(K.CLARIFY, "The bus", "line 7"),), "The bus [line 7] was the worst of it, it goes twice a day"),
        ((Change(K.OMIT, "the worst of it, it"),), "The bus was (...) goes twice a day"),
        (
            (Change(K.OMIT, "goes"), Change(K.MASK, "bus", "båten")),
            "The [båten] was the worst of it, it (...) twice a day",
        ),
    ],
)
def test_a_change_is_said_by_the_words_it_is_of_in_any_order(project, changes, printed):
    made = enter(project, BUS, *changes)
    assert made.printed == printed
    assert made.spoken == BUS
    assert [edit.span for edit in made.edits] == sorted(edit.span for edit in made.edits)


def test_what_stands_in_the_printed_words_and_what_is_named_beside_are_both_kept(project):
    made = enter(project, "The bus was (...), it goes twice a day", Change(K.MASK, "a day", "en dag"))
    assert made.printed == "The bus was (...), it goes twice [en dag]"
    assert {edit.kind for edit in made.edits} >= {K.OMIT, K.MASK}


def test_a_change_that_is_named_wins_over_one_found_at_the_same_words(small, tmp_path):
    (tmp_path / "said.txt").write_text("I: Well?\nP01: I came [laughter] late to the work.\n", "utf-8")
    adding.add(open_project(small, now=NOW), [tmp_path / "said.txt"])
    project = open_project(small, now=NOW)
    words = "I came [laughter] late to the work."
    with project.store() as store, store.reading() as connection:
        from toolkit.storage.sources import sources

        start = sources.text(connection, "said.txt").index(words)
    span = Span(start, start + len(words))
    plain = quote_entering.enter(project, Entering("said.txt", span), hand=fresh("KL"))
    assert entries(project)[plain].printed == "I came late to the work."
    changed = Entering("said.txt", span, (Change(K.OMIT, "[laughter] late"),))
    other = quote_entering.enter(project, changed, hand=fresh("KL"))
    assert entries(project)[other].printed == "I came (...) to the work."


@pytest.mark.parametrize(
    ("words", "says"),
    [("", "x"), ("  ", "x"), ("it", "x"), ("village", "x"), ("THE BUS", "x"), ("bus", ""), ("wors", "x")],
    ids=["none", "blank", "twice", "elsewhere", "capitals", "an empty bracket", "half a word"],
)
def test_words_to_be_changed_must_stand_in_the_quote_once_and_whole(project, words, says):
    with pytest.raises(UsageError):
        enter(project, BUS, Change(K.MASK, words, says))
    assert entries(project) == {}


@pytest.mark.parametrize(
    ("person", "what"),
    [
        ("P01", "What did you need most help with"),  # the interviewer's
        ("P01", NEEDS["P02"]),  # another's, in another file
        ("P07", NEEDS["P07"]),  # somebody who withdrew
        ("P01", "the bus was the worst off it"),
        ("P01", ""),
    ],
)
def test_words_that_stand_nowhere_as_a_respondents_are_refused_without_repeating_them(project, person, what):
    with pytest.raises(Refused) as refused:
        enter(project, what, person=person)
    assert refused.value.sentence == f"These words stand nowhere in {name_of(person)} as a respondent's."
    assert "in brackets" in refused.value.hint
    assert entries(project) == {}


def test_a_place_without_words_is_told_by_its_numbers(project):
    text = text_of(project)
    blank = text.index("\n\n")
    for span in (Span(blank, blank + 2), Span(len(text) - 1, len(text) + 5), Span(10**6, 10**6 + 1)):
        with pytest.raises(UsageError) as refused:
            enter(project, span)
        assert refused.value.sentence == f"There are no words at {span.start}–{span.end}."
    _, span = placed(project, BUS)
    with pytest.raises(Refused, match="one respondent's words, within one turn"):
        enter(project, Span(0, span.end))
    with pytest.raises(NotFound):
        quote_entering.enter(project, Entering("no.txt", BUS), hand=fresh("KL"))


def test_in_a_group_interview_the_words_are_whose_they_are(project):
    made = enter(project, NEEDS["T2"], person="T2")
    assert (made.respondent, made.group, made.source) == ("T2", "team", "team.txt")


def test_words_of_somebody_who_may_not_be_quoted_are_found_and_refused(small):
    project = told(small, P01={"quote": "no"})
    with pytest.raises(Refused, match="does not want to be quoted"):
        enter(project, BUS)
    assert entries(project) == {}


def test_entering_is_one_step_of_a_named_hand(project):
    with pytest.raises(UsageError, match="Nobody is named"):
        quote_entering.enter(project, Entering("p01.txt", BUS), hand=Hand("", "x"))
    one = entered(project, BUS, why=Why.STRONG, use=Use.NEVER)
    assert (entries(project)[one].why, entries(project)[one].use) == (Why.STRONG, Use.NEVER)
    steps.undo(project, coder="KL")
    assert entries(project) == {}
