"""What people do with quotes: nothing is entered that may not be, barring is always allowed, each deed is a step."""

import pytest

from tests.services.quoting import NEEDS, entered, entries, placed, text_of
from tests.services.reading_desk import hand as fresh
from tests.services.registers_told import NOW, told
from toolkit.domain.quotes.quote_edits import Edit, EditKind
from toolkit.domain.quotes.quote_ledger import Bar, Use
from toolkit.domain.quotes.quotes import Why
from toolkit.domain.texts.text import Span
from toolkit.errors import ConflictError, NotFound, Refused, UsageError
from toolkit.services.comparing import assignments
from toolkit.services.material import transcripts
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.blinding import for_eyes
from toolkit.services.projects.project import open_project
from toolkit.services.quotes import quote_deeds
from toolkit.services.quotes.quote_deeds import LONGEST, Decision, Wanted, replayed

K = EditKind
BUS = "The bus was the worst of it, it goes twice a day"


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def decide(project, number, **changed):
    quote_deeds.decide(project, number, Decision(**changed), hand=fresh("KL"))
    return entries(project)[number]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"consent": "withdrawn"}, "whose words may not be used"),
        ({"consent": "refused"}, "whose words may not be used"),
        ({"restricted": "2025-01-01"}, "whose words may not be used"),
        ({"consent_until": "2025-10-19"}, "whose words may not be used"),
        ({"quote": "no"}, "does not want to be quoted"),
        ({"consent_scope": "interview", "quote": ""}, "does not want to be quoted"),
    ],
)
def test_nobody_is_quoted_against_their_consent_and_barring_is_always_allowed(small, columns, sentence):
    before = open_project(small, now=NOW)
    number = entered(before, BUS)
    source, span = placed(before, "it goes twice a day")
    project = told(small, P01=columns)
    for deed in (
        lambda: quote_deeds.add(project, Wanted(source, span), hand=fresh("KL")),
        lambda: quote_deeds.decide(project, number, Decision(use=Use.WANTED), hand=fresh("KL")),
        lambda: quote_deeds.decide(project, number, Decision(edits=()), hand=fresh("KL")),
    ):
        with pytest.raises(Refused, match=sentence):
            deed()
    quote_deeds.decide(project, number, Decision(use=Use.NEVER), hand=fresh("KL"))
    lifted = told(
        small,
        P01={"consent": "given", "consent_until": "2027-12-31", "restricted": "", "quote": "yes"}
        | ({"consent_scope": "interview, quote"} if "consent_scope" in columns else {}),
    )
    assert [(one.use, one.usable) for one in entries(lifted).values()] == [(Use.NEVER, False)]


def test_every_bar_has_a_sentence():
    assert set(quote_deeds.REASONS) == set(Bar) - {Bar.CHANGED}


def test_words_are_one_respondents_within_one_turn(project):
    source, span = placed(project, BUS)
    text = text_of(project)
    question = text.index("What did you need")
    for wrong in (
        Span(question, question + 10),
        Span(question, span.end),
        Span(span.start, len(text)),
        Span(text.index("P01: "), text.index("P01: ") + 3),  # a label
    ):
        with pytest.raises(Refused, match="of one respondent's words, within one turn"):
            quote_deeds.add(project, Wanted(source, wrong), hand=fresh("KL"))
    with pytest.raises(NotFound):
        quote_deeds.add(project, Wanted(9999, span), hand=fresh("KL"))
    assert entries(project) == {}


def test_whose_words_they_are_is_told(project):
    source, span = placed(project, NEEDS["T2"], "T2")
    with project.store() as store, store.reading() as connection:
        at = transcripts.transcript(project, connection, source)
    assert quote_deeds.speaker(project, at, Span(span.start + 3, span.start + 9)) == "T2"


def test_a_quote_of_the_same_words_and_edits_is_decided_anew_and_other_edits_are_another(project):
    source, span = placed(project, BUS)
    masked = (Edit(K.MASK, Span(span.start + 4, span.start + 7), "ride"),)

    def add(edits=(), **more):
        return quote_deeds.add(project, Wanted(source, span, edits, **more), hand=fresh("KL"))

    one, other = add(), add(masked)
    assert add(why=Why.STRONG, use=Use.NEVER) == one
    assert add(masked) == other != one
    found = entries(project)
    assert (found[one].why, found[one].use, found[other].use) == (Why.STRONG, Use.NEVER, Use.WANTED)
    assert found[other].printed == "The [ride] was the worst of it, it goes twice a day"


def test_sent_again_a_quote_is_the_same_one(project):
    source, span = placed(project, BUS)
    hand = Hand("KL", "once")
    one = quote_deeds.add(project, Wanted(source, span), hand=hand)
    assert quote_deeds.add(project, Wanted(source, span), hand=hand) == one
    never = Hand("KL", "never")
    for _ in range(2):
        quote_deeds.decide(project, one, Decision(1, use=Use.NEVER), hand=never)
    gone = Hand("KL", "gone")
    for _ in range(2):
        quote_deeds.remove(project, one, revision=2, hand=gone)
    assert entries(project) == {}
    for uses in ([Use.NEVER], [Use.WANTED], []):
        steps.undo(project, coder="KL")
        assert [each.use for each in entries(project).values()] == uses


def test_whoever_does_it_is_named_and_blind_to_nothing(project):
    number = entered(project, BUS)
    assignments.assign(project, "MS", ["p02.txt"])
    blind = for_eyes(open_project(project.folder, now=NOW), "MS")
    source, span = placed(project, "it goes twice a day")
    for own, coder, error in ((project, "", UsageError), (blind, "MS", Refused)):
        for deed in (
            lambda own=own, coder=coder: quote_deeds.add(own, Wanted(source, span), hand=Hand(coder, "a")),
            lambda own=own, coder=coder: quote_deeds.decide(
                own, number, Decision(use=Use.NEVER), hand=Hand(coder, "b")
            ),
            lambda own=own, coder=coder: quote_deeds.remove(own, number, hand=Hand(coder, "c")),
        ):
            with pytest.raises(error):
                deed()
    assert [one.use for one in entries(project).values()] == [Use.WANTED]


def test_whose_words_they_are_is_asked_of_the_register_as_it_is_now(small):
    """T9 was called T2 in the interview, before the register said so."""
    source, span = placed(open_project(small, now=NOW), NEEDS["T2"], "T2")
    project = told(small, T2=None, T9={"group": "team", "consent": "given", "quote": "yes", "labels": "T2"})
    number = quote_deeds.add(project, Wanted(source, span), hand=fresh("KL"))
    assert entries(project)[number].respondent == "T9"


def test_what_is_not_named_in_a_decision_stays(project):
    number = entered(project, BUS, why=Why.STRONG)
    before = entries(project)[number]
    allowed = decide(project, number, use=Use.ALLOWED)
    assert (allowed.use, allowed.why, allowed.span, allowed.edits) == (Use.ALLOWED, Why.STRONG, before.span, ())
    typical = decide(project, number, why=Why.TYPICAL)
    assert (typical.use, typical.why) == (Use.ALLOWED, Why.TYPICAL)
    shorter = Span(before.span.start, before.span.start + 7)
    cut = decide(project, number, span=shorter, use=Use.WANTED)
    assert (cut.span, cut.printed, cut.why) == (shorter, "The bus", Why.TYPICAL)
    edit = Edit(K.MASK, Span(before.span.start + 4, before.span.start + 7), "ride")
    assert decide(project, number, edits=(edit,)).printed == "The [ride]"
    assert decide(project, number, edits=()).printed == "The bus"


@pytest.mark.parametrize("use", [Use.WANTED, Use.ALLOWED, Use.NEVER])
def test_a_theme_that_is_none_is_put_to_no_quote_whatever_is_decided_of_it(project, use):
    number = entered(project, BUS, use=use)
    for decision in (Decision(theme="d99"), Decision(theme="d99", use=Use.NEVER), Decision(theme="d99", edits=())):
        with pytest.raises(NotFound) as refused:
            quote_deeds.decide(project, number, decision, hand=fresh("KL"))
        assert refused.value.sentence == "There is no theme d99."
        assert refused.value.hint == "See the themes and their ids with: spegla themes"
    assert (entries(project)[number].theme, entries(project)[number].use) == ("", use)


def test_a_claim_that_is_none_is_told_by_its_number(project):
    source, span = placed(project, BUS)
    with pytest.raises(NotFound) as refused:
        quote_deeds.add(project, Wanted(source, span, claim=12), hand=fresh("KL"))
    assert refused.value.sentence == "There is no claim 12."
    assert "spegla claims" in refused.value.hint


def test_an_entry_that_is_gone_or_changed_is_left(project):
    number = entered(project, BUS)
    decide(project, number, use=Use.ALLOWED)
    with pytest.raises(ConflictError):
        quote_deeds.remove(project, number, revision=1, hand=fresh("KL"))
    quote_deeds.remove(project, number, hand=fresh("KL"))
    with pytest.raises(ConflictError):
        quote_deeds.remove(project, number, hand=fresh("KL"))
    with pytest.raises(NotFound):
        quote_deeds.decide(project, number, Decision(use=Use.NEVER), hand=fresh("KL"))


TEXT = "Åsa sa att bussen, den kom aldrig 👩 hem."
WHOLE = Span(0, len(TEXT))


@pytest.mark.parametrize(
    ("edits", "printed"),
    [
        ((), TEXT),
        ((Edit(K.MASK, Span(0, 3), "En kollega"),), "[En kollega] sa att bussen, den kom aldrig 👩 hem."),
        ((Edit(K.OMIT, Span(7, 18)),), "Åsa sa (...) den kom aldrig 👩 hem."),
        ((Edit(K.PUNCTUATION, Span(16, 18), ";"),), "Åsa sa att bussen; den kom aldrig 👩 hem."),
    ],
)
def test_edits_are_replayed_on_the_words_as_said(edits, printed):
    assert replayed(TEXT, WHOLE, edits) == printed


@pytest.mark.parametrize(
    ("edits", "sentence"),
    [
        ((Edit(K.MASK, Span(0, 2), "x"),), "may only be masked"),
        ((Edit(K.MASK, Span(0, 3), ""),), "may only be masked"),
        ((Edit(K.REMARK, Span(0, 3)),), "may only be masked"),
        ((Edit(K.MASK, Span(0, 6), "x"), Edit(K.MASK, Span(4, 6), "y")), "lie over each other"),
        ((Edit(K.MASK, Span(30, 99), "x"),), "may only be masked"),
    ],
)
def test_edits_that_may_not_be_made_are_refused_without_the_words(edits, sentence):
    with pytest.raises(UsageError, match=sentence) as refused:
        replayed(TEXT, WHOLE, edits)
    assert "bussen" not in refused.value.sentence + refused.value.hint


@pytest.mark.parametrize(
    ("text", "allowed"),
    [("x", True), ("x" * LONGEST, True), ("x" * (LONGEST + 1), False), ("… 👩 !", False), ("3", True), ("Å", True)],
)
def test_a_quote_has_a_word_and_a_bound(text, allowed):
    if allowed:
        assert replayed(text, Span(0, len(text)), ()) == text
    else:
        with pytest.raises(UsageError, match="between one word and 2000 letters"):
            replayed(text, Span(0, len(text)), ())
