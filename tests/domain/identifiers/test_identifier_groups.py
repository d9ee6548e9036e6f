"""One string in all its forms is one question: how findings are grouped, how far they are, what stands in for them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.identifiers.identifier_groups import (
    KINDS,
    LONGEST,
    NAMES,
    NUMBERS,
    SURE,
    TITLES,
    Decided,
    Decision,
    Group,
    Place,
    Scanned,
    State,
    base_of,
    bracketed,
    genitive,
    key_of,
    suggested,
)
from toolkit.domain.identifiers.identifier_words import IdentifierWords
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.texts.short_texts import Short, Spot, Where

WORDS = IdentifierWords(
    first_names=frozenset({"anna", "klas", "lars"}),
    replacements={"name": "namn", "phone": "telefonnummer", "municipality": "Kommun", "school": "Skola"},
)
AT = datetime(2026, 3, 1, tzinfo=UTC)


def decided(decision: Decision) -> Decided:
    return Decided("d", "name", decision, "[x]", "KL", AT)


def group(kind: Identifier = Identifier.NAME, key: str = "anna", **more: object) -> Group:
    return Group(key, kind, **more)  # type: ignore[arg-type]


def spot(where: Where, number: int) -> Spot:
    return Spot(Short(where, number, "memos", number, ("text",), "Anna"), 0, 4)


def test_every_kind_is_shown_once_with_a_title() -> None:
    assert sorted(KINDS) == sorted(Identifier)
    assert set(TITLES) == set(Identifier)
    assert set(SURE) <= set(NUMBERS)
    assert not set(NUMBERS) & set(NAMES)


def test_a_group_shows_its_commonest_form_and_of_equals_the_first_by_letter() -> None:
    assert group(forms=Counter({"Annas": 2, "anna": 3})).shown == "anna"
    assert group(forms=Counter({"Åsa": 2, "ASA": 2})).shown == "ASA"


def test_a_group_counts_its_places_by_source() -> None:
    places = [Place(7, 0, 4), Place(3, 9, 13), Place(7, 20, 24)]
    assert group(places=places).counts == {7: 2, 3: 1}
    assert group().counts == {}


def test_each_spot_is_kept_and_each_other_text_told_once() -> None:
    here = group()
    for each in (spot(Where.MEMO, 1), spot(Where.MEMO, 1), spot(Where.CLAIM, 1), spot(Where.MEMO, 2)):
        here.stand(each)
    assert here.elsewhere == [(Where.MEMO, 1), (Where.CLAIM, 1), (Where.MEMO, 2)]
    assert len(here.spots) == 4


@pytest.mark.parametrize(
    ("kind", "decision", "places", "elsewhere", "state"),
    [
        (Identifier.NAME, None, [Place(1, 0, 4)], [], State.OPEN),
        (Identifier.LIKE_PERSON_NUMBER, None, [Place(1, 0, 4)], [], State.OPEN),
        (Identifier.PERSON_NUMBER, None, [Place(1, 0, 4)], [], State.DEFAULT),
        (Identifier.COORDINATION_NUMBER, None, [], [], State.DEFAULT),
        (Identifier.NAME, Decision.KEEP, [Place(1, 0, 4)], [], State.KEPT),
        (Identifier.PERSON_NUMBER, Decision.KEEP, [Place(1, 0, 4)], [], State.KEPT),
        (Identifier.NAME, Decision.MASK, [Place(1, 0, 4)], [], State.WAITING),
        (Identifier.NAME, Decision.ERASE, [], [(Where.MEMO, 1)], State.WAITING),
        (Identifier.NAME, Decision.MASK, [], [(Where.DRAFT, 1), (Where.PACK, 2)], State.PAST),
        (Identifier.NAME, Decision.MASK, [], [(Where.DRAFT, 1), (Where.CLAIM, 2)], State.WAITING),
        (Identifier.NAME, Decision.ERASE, [], [], State.PAST),
    ],
)
def test_how_far_a_finding_is(
    kind: Identifier,
    decision: Decision | None,
    places: list[Place],
    elsewhere: list[tuple[Where, int]],
    state: State,
) -> None:
    here = group(kind, places=places, elsewhere=elsewhere, decided=decided(decision) if decision else None)
    assert here.state is state
    assert here.is_open is (state not in (State.KEPT, State.PAST))


@pytest.mark.parametrize(
    ("kind", "words", "key"),
    [
        (Identifier.PERSON_NUMBER, "19811228-9874", "8112289874"),
        (Identifier.PERSON_NUMBER, "81 12 28 – 98 74", "8112289874"),
        (Identifier.COORDINATION_NUMBER, "701063+2391", "7010632391"),
        (Identifier.LIKE_PERSON_NUMBER, "811228-9875", "8112289875"),
        (Identifier.PHONE, "070-123 45 67", "0701234567"),
        (Identifier.PHONE, "+46 70 123 45 67", "0701234567"),
        (Identifier.PHONE, "+46 (0)70-123 45 67", "0701234567"),
        (Identifier.PHONE, "+47 22 12 34 56", "4722123456"),
        (Identifier.PHONE, "046-12 34 56", "046123456"),
        (Identifier.CASE_NUMBER, "dnr KS 2023/145", "dnr ks 2023/145"),
        (Identifier.RESERVE_NUMBER, "811228-A12B", "811228-a12b"),
        (Identifier.PART_OF_NUMBER, "född  12 mars", "född 12 mars"),
        (Identifier.PART_OF_NUMBER, "noll ett två", "noll ett två"),
        (Identifier.NAME, "Renée  HOLM", "renee holm"),
        (Identifier.NAME, "Åsa", "åsa"),
        (Identifier.NAME, "A\u030asa", "åsa"),
        (Identifier.EMAIL, "Anna@Post.Example", "anna@post.example"),
        (Identifier.WORKPLACE, "Säters kommun", "säters kommun"),
    ],
)
def test_forms_of_one_string_have_one_key(kind: Identifier, words: str, key: str) -> None:
    assert key_of(kind, words) == key


@given(st.sampled_from(sorted(KINDS)), st.text(alphabet="+460123 -abÅ’", max_size=30))
def test_a_key_grouped_anew_is_the_same(kind: Identifier, words: str) -> None:
    key = key_of(kind, words)
    assert key_of(kind, key) == key


@pytest.mark.parametrize(
    ("key", "known", "base"),
    [
        ("annas", (), "anna"),
        ("klas", ("kla",), "klas"),
        ("stinas", ("stina",), "stina"),
        ("stinas", (), "stinas"),
        ("lars'", (), "lars"),
        ("berg", ("berg",), "berg"),
    ],
)
def test_a_genitive_belongs_to_the_name_that_is_known(key: str, known: tuple[str, ...], base: str) -> None:
    assert base_of(key, known, WORDS) == base


@pytest.mark.parametrize(
    ("form", "key", "ending"),
    [
        ("Annas", "anna", "s"),
        ("ANNA'S", "anna", "s"),
        ("Anna’s", "anna", "s"),
        ("Anna", "anna", ""),
        ("Lars", "lars", ""),
    ],
)
def test_what_stands_in_keeps_the_genitive(form: str, key: str, ending: str) -> None:
    assert genitive(form, key) == ending


@pytest.mark.parametrize(
    ("words", "shown"),
    [("handledaren", "[handledaren]"), ("[D01]", "[D01]"), ("  en   läkare ", "[en läkare]"), ("", ""), ("[ ]", "")],
)
def test_what_stands_in_is_bracketed_once(words: str, shown: str) -> None:
    assert bracketed(words) == shown


@given(st.text(max_size=2 * LONGEST))
def test_a_bracket_is_never_longer_than_allowed_and_never_empty(words: str) -> None:
    shown = bracketed(words)
    assert len(shown) <= LONGEST + 2
    assert shown != "[]"


def test_a_person_of_the_register_is_replaced_by_the_pseudonym() -> None:
    assert suggested(group(whose="D07"), (), WORDS, {"anna": "[läraren]"}) == "[D07]"
    assert suggested(group(key="karin ek", whose="Karin Ek"), (), WORDS, {}) == "[namn A]"  # her label is her name


def test_a_name_whose_part_is_replaced_already_is_replaced_alike() -> None:
    known = {"anna": "[läraren]"}
    assert suggested(group(key="anna holm"), (), WORDS, known) == "[läraren]"
    assert suggested(group(Identifier.WORKPLACE, "anna skola"), (), WORDS, known) == "[Skola A]"


@pytest.mark.parametrize(
    ("kind", "key", "proposal"),
    [
        (Identifier.PHONE, "0701234567", "[telefonnummer]"),
        (Identifier.EMAIL, "a@b.c", "[email]"),
        (Identifier.SENSITIVE, "diabetes", "[sensitive]"),
        (Identifier.WORKPLACE, "säters kommun", "[Kommun A]"),
        (Identifier.WORKPLACE, "nordskolans", "[Skola A]"),
        (Identifier.WORKPLACE, "västbolaget", "[workplace A]"),
        (Identifier.NAME, "åsa", "[namn A]"),
    ],
)
def test_what_stands_in_is_named_for_its_kind(kind: Identifier, key: str, proposal: str) -> None:
    assert suggested(group(kind, key), (), WORDS, {}) == proposal


def test_a_proposal_is_never_one_that_is_taken_and_letters_never_run_out() -> None:
    taken: list[str] = []
    for _ in range(54):
        taken.append(suggested(group(), taken, WORDS, {}))
    assert len(set(taken)) == 54
    assert [taken[at] for at in (0, 25, 26, 51, 52)] == ["[namn A]", "[namn Z]", "[namn AA]", "[namn ZZ]", "[namn AAA]"]


def test_a_scan_tells_what_is_open_and_what_stands_in_one_source() -> None:
    one = group(places=[Place(1, 0, 4)])
    two = group(key="bo", places=[Place(2, 0, 2), Place(1, 9, 11)], decided=decided(Decision.KEEP))
    scan = Scanned([one, two], {1: "a.txt", 2: "b.txt"}, [])
    assert scan.open == [one]
    assert [each.key for each in scan.of_source(1)] == ["anna", "bo"]
    assert [each.key for each in scan.of_source(2)] == ["bo"]
    assert scan.of_source(3) == []
