"""Printed words looked up: in the ledger, in the material, or nearly so; and why they may not be printed."""

import shutil

import pytest

from tests.material import SAID
from tests.services.quoting import NEEDS, entered, entries
from tests.services.recorded import FILES, OBSERVED, PLANNED
from tests.services.registers_told import NOW, told
from toolkit.domain.quotes.quote_edits import EditKind
from toolkit.domain.quotes.quote_ledger import Bar, Use
from toolkit.services.material import adding
from toolkit.services.projects.project import open_project
from toolkit.services.quotes import quote_lookup
from toolkit.services.quotes.quote_entering import Change

K = EditKind
BUS = "The bus was the worst of it"
CARD = "I needed a bus card and somebody"


@pytest.fixture(scope="module")
def look(small_coded, tmp_path_factory):
    """A look-up in a project with a masked quote of P01, one of P02 that is never to be printed, notes and a plan."""
    folder = shutil.copytree(small_coded, tmp_path_factory.mktemp("looked") / "small")
    for name in ("notes.txt", "plan.txt"):
        (folder.parent / name).write_text(FILES[name], "utf-8")
    adding.add(open_project(folder, now=NOW), [folder.parent / name for name in ("notes.txt", "plan.txt")])
    project = told(folder, P03={"quote": "no"}, P04={"consent_until": "2025-10-19"})
    entered(project, BUS, Change(K.MASK, "The bus", "the ride"))
    entered(project, CARD, person="P02", use=Use.NEVER)
    return quote_lookup.lookup(project)


def test_words_of_the_ledger_are_known_by_their_print_however_they_are_set(look):
    (ride, card) = entries(look.project).values()
    for words in ("[The ride] was the worst of it", " [The ride]  was\nthe worst of it "):
        found = look.find(words)
        assert (found.words, found.entry, found.refused) == (words, ride, "")
        assert (found.place, found.nearest, found.altered) == (None, None, None)
    assert (look.find(CARD).entry, look.find(CARD).refused) == (card, quote_lookup.NEVER)


def test_words_that_stand_in_the_material_are_placed_with_the_edits_that_print_them(look):
    words = "the last bus home (...) before the shift has ended"
    found = look.find(words)
    assert (found.entry, found.nearest, found.altered, found.refused) == (None, None, None, "")
    assert (found.place.source, found.place.respondent) == ("p01.txt", "P01")
    assert [edit.kind for edit in found.place.edits] == [K.OMIT]
    assert len(found.place.span) == len("the last bus home leaves before the shift has ended")


def test_words_of_an_entry_printed_otherwise_are_told_with_it(look):
    ride, card = entries(look.project)
    said = look.find(BUS)
    assert (said.entry, said.place.edits, said.altered.id, said.refused) == (None, (), ride, "")
    within = look.find("a bus card and somebody")
    assert (within.altered.id, within.refused) == (card, "never")
    apart = look.find("it goes twice a day")
    assert (apart.altered, apart.refused) == (None, "")


@pytest.mark.parametrize(
    ("words", "who", "refused"),
    [
        (NEEDS["P03"], "P03", Bar.NO_QUOTE),
        (NEEDS["P05"].removeprefix("FIVESECRET "), "P05", Bar.NO_QUOTE),
        (NEEDS["P08"], "P08", ""),  # consent is not recorded: told elsewhere, and allowed
        (NEEDS["T2"], "T2", ""),
        (OBSERVED, "", Bar.NO_QUOTE),  # notes are nobody's words
        (PLANNED, "", ""),  # a document is quoted as a document
    ],
)
def test_why_words_may_not_be_printed_is_told_with_whose_they_are(look, words, who, refused):
    found = look.find(words)
    assert (found.place.respondent, found.refused) == (who, refused)


@pytest.mark.parametrize("person", ["P07", "P04"])
def test_of_somebody_who_withdrew_or_whose_consent_ended_nothing_is_found_nor_near(look, person):
    words = NEEDS[person].replace("SEVENSECRET ", "")
    for asked in (words, words.replace("the ", "their "), words[:40]):
        found = look.find(asked)
        assert (found.entry, found.place, found.altered) == (None, None, None)
        assert found.nearest is None or found.nearest.respondent not in ("P04", "P07")


def test_of_words_that_are_nearly_said_the_first_difference_is_told(look):
    near = look.find("it goes twice a week from our village and the last bus home leaves").nearest
    assert (near.source, near.respondent, near.difference.printed, near.difference.spoken) == (
        *("p01.txt", "P01", "week", "day"),
    )
    assert near.share == pytest.approx(13 / 14)  # one word of fourteen differs
    of_the_interviewer = look.find("What did you need most help with when you came here?")
    assert of_the_interviewer.place is None


@pytest.mark.parametrize(
    "words", ["", " ", "…", "“”", "(...)", "[x]", "nobody uttered anything resembling xyzzy", "👩"]
)
def test_words_that_stand_nowhere_are_found_nowhere(look, words):
    found = look.find(words)
    assert (found.entry, found.nearest, found.refused) == (None, None, "") or words in ("(...)", "[x]")


def test_many_at_once_are_found_as_one_by_one(look):
    words = [one.words for one in SAID if one.person in ("P01", "P02", "P09")] + ["nowhere at all", ""]
    assert look.find_all(words) == [look.find(one) for one in words]
    assert look.find_all([]) == []


def test_texts_are_kept_within_bounds(look, monkeypatch):
    monkeypatch.setattr(quote_lookup, "KEPT", 2)
    fresh = quote_lookup.lookup(look.project)
    every = [NEEDS[who] for who in ("P01", "P02", "P08", "P09", "P01")]
    assert [one.place.respondent for one in fresh.find_all(every)] == ["P01", "P02", "P08", "P09", "P01"]
    assert len(fresh._texts) <= 2


def test_an_entry_of_somebody_who_may_not_be_quoted_any_more_is_refused_by_its_words(small):
    number = entered(open_project(small, now=NOW), BUS)
    found = quote_lookup.lookup(told(small, P01={"quote": "no"})).find(BUS)
    assert (found.entry.id, found.refused) == (number, Bar.NO_QUOTE)
    gone = quote_lookup.lookup(told(small, P01={"consent": "refused"})).find(BUS)
    assert (gone.entry, gone.place, gone.nearest) == (None, None, None)
