"""Answers at the gate: refused whole or recorded, with a reason where something is kept, and masks only where said."""

import pytest

from tests.services.met import NOW
from tests.services.two_sides import place, words_of
from toolkit.domain.identifiers.gate import Answer, Fix, Kind, Risk, Verdict
from toolkit.domain.quotes.quote_edits import Edit, EditKind
from toolkit.domain.quotes.quotes import Quote
from toolkit.domain.reports.printed import Form, Printed
from toolkit.domain.reports.report import Report
from toolkit.domain.sources.audiences import Audience
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.messages import N_
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import open_project
from toolkit.services.reports import disclosure_answers
from toolkit.services.reports.disclosure import Looked
from toolkit.services.reports.disclosure_answers import Given
from toolkit.storage.findings import gate, quotes

HAND = Hand("KL", "gate")
KEEP, MASK, OMIT = Given(Answer.KEEP, "agreed"), Given(Answer.MASK), Given(Answer.OMIT)
BOTH = (Fix.MASK, Fix.OMIT)
EMPTY = Report("T", "", "en", ())


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def risk(key="a" * 64, leak="bus", kind=Kind.RARE_WORD, fixes=BOTH, places=("1",), **more):
    return Risk(kind, key, places, "words", "One.", leak=leak, fixes=fixes, **more)


def quoted(project, person="P01", at="1", edits=()):
    quote = Quote(f"{person.lower()}.txt", place(project.folder, person), edits, person, ())
    return Printed(at, Form.QUOTE, words_of(person), who=person, quote=quote)


def looked(*risks, pieces=(), report=EMPTY):
    return Looked(Audience("external"), Verdict(risks), list(pieces), report=report)


def answers(project):
    with project.store() as store, store.reading() as connection:
        return {one.key: one for one in gate.answers(connection, "external")}


def ledger(project):
    with project.store() as store, store.reading() as connection:
        return [
            (one.source, one.use.value, [(edit.span, edit.text) for edit in one.edits])
            for one in quotes.each(connection)
        ]


def give(project, seen, given, *keys, hand=HAND):
    return [one.told for one in disclosure_answers.answer(project, seen, keys or ["a"], given, hand=hand)]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (Given(Answer.KEEP), UsageError),
        (Given(Answer.KEEP, " \n"), UsageError),
        (Given(Answer.OMIT, "x" * 1001), UsageError),
        (Given(Answer.MASK, stand_in="a[b"), UsageError),
        (Given(Answer.MASK, stand_in="a]b"), UsageError),
        (Given(Answer.MASK, stand_in="a\nb"), UsageError),
        (Given(Answer.MASK, stand_in="x" * 1000), UsageError),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_recorded(project, given, error):
    with pytest.raises(error):
        give(project, looked(risk()), given)
    assert (answers(project), ledger(project)) == ({}, [])


def test_one_finding_that_cannot_be_answered_so_stops_them_all(project):
    seen = looked(risk("a" * 64), risk("b" * 64, fixes=(Fix.NO_COUNT,)))
    with pytest.raises(Refused) as refused:
        give(project, seen, OMIT, "a", "b")
    assert "kept with a reason" in refused.value.hint
    assert answers(project) == {}
    assert give(project, seen, KEEP, "a", "b") == ["Kept, with your reason."] * 2


def test_an_answer_is_recorded_with_who_gave_it_and_its_reason_trimmed(project):
    give(project, looked(risk(source="p01.txt")), Given(Answer.KEEP, "  agreed \n"))
    [one] = answers(project).values()
    assert (one.kind, one.answer, one.reason, one.coder, one.at) == (Kind.RARE_WORD, Answer.KEEP, "agreed", "KL", NOW)
    assert one.source_id is not None
    assert ledger(project) == []


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        (Kind.ONE_PERSON, OMIT, "It is left out of what is let out to them."),
        (
            Kind.CELL,
            MASK,
            "The small cells, and those that would give them away, are left out of what is let out to them.",
        ),
        (Kind.RARE_WORD, MASK, "The words are printed as […] in what is let out to them."),
    ],
)
def test_what_is_no_quote_is_changed_each_time_a_draft_is_let_out(project, kind, given, told):
    assert give(project, looked(risk(kind=kind)), given) == [told]


def test_a_quote_is_barred_in_the_ledger(project):
    seen = looked(risk(), pieces=[quoted(project)])
    assert give(project, seen, OMIT) == ["1 quote is never printed again."]
    assert ledger(project) == [("p01.txt", "never", [])]


def test_words_are_masked_wherever_the_quote_says_them_as_words(project):
    """P01 says "bus" twice; "busy" would be another word."""
    said, span = words_of("P01"), place(project.folder, "P01")
    seen = looked(risk(leak="BUS"), pieces=[quoted(project)])
    assert give(project, seen, Given(Answer.MASK, stand_in="vehicle")) == ["1 quote is masked in the ledger."]
    first, second = said.index("bus"), said.rindex("bus")
    assert first != second
    [(source, use, edits)] = ledger(project)
    assert (source, use) == ("p01.txt", "wanted")
    assert edits == [(Span(span.start + at, span.start + at + 3), "vehicle") for at in (first, second)]


def test_what_is_edited_already_is_not_masked_again(project):
    said, span = words_of("P01"), place(project.folder, "P01")
    first = span.start + said.index("bus")
    known = (Edit(EditKind.MASK, Span(first, first + 3), "x"),)
    give(project, looked(risk(), pieces=[quoted(project, edits=known)]), Given(Answer.MASK, stand_in="y"))
    [(_, _, edits)] = ledger(project)
    assert [text for _, text in edits] == ["x", "y"]


def test_two_findings_in_one_quote_are_both_masked(project):
    seen = looked(risk("a" * 64, "bus"), risk("b" * 64, "village"), pieces=[quoted(project)])
    give(project, seen, Given(Answer.MASK, stand_in="y"), "a", "b")
    assert [len(edits) for _, _, edits in ledger(project)][-1] == 3


@pytest.mark.parametrize("leak", ["cathedral", "", "bu"])
def test_words_that_the_quote_does_not_say_are_noted_as_not_changed(project, leak):
    [told] = give(project, looked(risk(leak=leak), pieces=[quoted(project)]), MASK)
    assert told.startswith("Noted, but the words could not be changed")
    assert ledger(project) == []


def test_a_quote_whose_place_nobody_knows_is_noted_too(project):
    seen = looked(risk(), pieces=[Printed("1", Form.QUOTE, "somebody said")])
    assert give(project, seen, OMIT)[0].startswith("Noted, but")


def test_a_file_itself_is_never_changed(project):
    bare = looked(risk(), report=None)
    assert give(project, bare, OMIT) == ["Do it in Word: the file itself is not changed."]
    both = looked(risk("b" * 64), pieces=[quoted(project)], report=None)
    assert give(project, both, OMIT, "b") == [
        "1 quote is never printed again. Do it in Word: the file itself is not changed."
    ]


def test_the_same_quote_again_changes_its_entry(project):
    seen = looked(risk("a" * 64), risk("b" * 64), pieces=[quoted(project)])
    give(project, seen, OMIT, "a")
    give(project, seen, OMIT, "b", hand=Hand("KL", "later"))
    assert [(source, use) for source, use, _ in ledger(project)] == [("p01.txt", "never")]


@pytest.mark.parametrize(
    "what",
    [
        N_("a name"),
        N_("a number or an age"),
        N_("a date"),
        N_("a diagnosis"),
        N_("an occupation"),
        "something else",
        "",
    ],
)
def test_what_stands_in_for_words_is_short_and_without_brackets(project, what):
    said = disclosure_answers.stand_in(project, risk(values=(("what", what),)))
    assert said
    assert not set(said) & set("[]\n")
    other = disclosure_answers.stand_in(project, risk())
    assert (said == other) is (what in ("something else", ""))


def test_answers_are_taken_back_by_the_beginning_of_their_keys(project):
    give(project, looked(risk("a" * 64), risk("b" * 64)), KEEP, "a", "b")
    for keys in ([], [""], ["c"]):
        with pytest.raises(NotFound):
            disclosure_answers.take_back(project, "external", keys, hand=HAND)
    with pytest.raises(NotFound):
        disclosure_answers.take_back(project, "team", ["a"], hand=HAND)
    assert len(answers(project)) == 2
    assert disclosure_answers.take_back(project, "external", ["aaa"], hand=HAND) == 1
    assert set(answers(project)) == {"b" * 64}


def test_nobody_answers_without_a_name(project):
    with pytest.raises(UsageError):
        give(project, looked(risk()), KEEP, hand=Hand("", "x"))
    with pytest.raises(UsageError):
        disclosure_answers.take_back(project, "external", ["a"], hand=Hand("", "x"))
    assert answers(project) == {}
