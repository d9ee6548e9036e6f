"""The gate's rules: identifiers in all written forms, rare words, combinations counted by hand, tables and totals."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest

from toolkit.domain.identifiers.gate import Kind
from toolkit.domain.identifiers.gate_rules import Ground, risks, said
from toolkit.domain.identifiers.identifiers import Identifier, Names, luhn, numbers
from toolkit.domain.quantities.printed_tables import grid
from toolkit.domain.quantities.suppression import Totals, recoverable, small, suppressed
from toolkit.domain.reports.printed import Form, Printed
from toolkit.domain.sources.audiences import Audience
from toolkit.domain.texts.rare_words import Telling, WordLists, candidates

LISTS = WordLists(
    diagnoses=frozenset({"adhd"}),
    diagnosis_stems=("fibromyalg",),
    titles=frozenset({"rektor"}),
    title_ends=("lärare",),
    endings=("n", "s"),
    first_names=frozenset({"anna", "bo"}),
    ordinary_names=frozenset({"bo"}),
    months=frozenset({"mars"}),
    numbers=frozenset({"tjugoåtta"}),
)
NOBODY = Names(())
PEOPLE = {f"p{n}": {"group": "participants", "organisation": "", "age": str(20 + n)} for n in range(8)}
PEOPLE |= {f"e{n}": {"group": "employers", "organisation": f"Firm {n}", "age": ""} for n in range(6)}


def ground(audience=None, people=PEOPLE, **more):
    return Ground(audience or Audience("external"), people, more.pop("names", NOBODY), LISTS, **more)


def quote(text, who="p1", group="participants", place="q", **more):
    return Printed(place, Form.QUOTE, text, group=group, who=who, source=f"{who}.txt", **more)


def kinds(pieces, **more):
    return {risk.kind for risk in risks(pieces, ground(**more))}


def checked(nine):
    return next(f"{nine}{digit}" for digit in range(10) if luhn(f"{nine}{digit}"))


SURE = checked("021340567"[:2] + "0231"[:2] + "15" + "123")


@pytest.mark.parametrize(
    "pattern", ["{d}-{l}", "{d}{l}", "{d} {l}", "{d}+{l}", "20{d}-{l}", "20{d}{l}", "{d}\u2013{l}", "{d}\n{l}"]
)
def test_every_written_form_of_a_personal_number_is_found(pattern):
    text = "I am " + pattern.format(d=SURE[:6], l=SURE[6:]) + " if you ask"
    assert [leak.kind for leak in numbers(text)] == [Identifier.PERSON_NUMBER]


def test_a_wrong_check_digit_is_asked_about():
    wrong = SURE[:9] + str((int(SURE[9]) + 1) % 10)
    assert [leak.kind for leak in numbers(f"{wrong[:6]}-{wrong[6:]}")] == [Identifier.LIKE_PERSON_NUMBER]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("call 070-123 45 67 now", Identifier.PHONE),
        ("ring +46 70 123 45 67", Identifier.PHONE),
        ("anna.b@kommun.example.se", Identifier.EMAIL),
        ("dnr KS 2023/145", Identifier.CASE_NUMBER),
        ("ärende 4711-23", Identifier.CASE_NUMBER),
        ("mål B 1234-21", Identifier.CASE_NUMBER),
    ],
)
def test_phones_addresses_and_cases_are_found(text, kind):
    assert [leak.kind for leak in numbers(text)] == [kind]


@pytest.mark.parametrize(
    "text", ["i 2 timmar och 30 minuter", "5 av 10", "den 3 mars", "kl. 08.15–09.30", "12 000 kronor"]
)
def test_ordinary_numbers_are_no_identifiers(text):
    assert list(numbers(text)) == []


def test_names_are_found_in_genitive_and_other_spellings_but_an_id_is_paper_in_speech():
    names = Names(["Christina", "Anna Berg", "A4"])
    found = [
        text for text in ("Kristinas bil", "anna berg sa det", "christina", "A4") if [*names.found(text, spoken=True)]
    ]
    assert found == ["Kristinas bil", "anna berg sa det"]
    assert [*names.found("A4 says so", spoken=False)]


def test_telling_words_are_taken_and_bracketed_ones_left():
    text = "Anna har ADHD. I mars var jag musiklärare i Hultsfred, tjugoåtta år, med [Olle] och rektorn. Bo kvar."
    found = {each.word: each.why for each in candidates(text, LISTS, spoken=True)}
    assert found == {
        "anna": Telling.FIRST_NAME,
        "adhd": Telling.DIAGNOSIS,
        "mars": Telling.DATE,
        "musiklärare": Telling.TITLE,
        "hultsfred": Telling.CAPITAL,
        "tjugoåtta": Telling.NUMBER,
        "rektorn": Telling.TITLE,
    }
    assert not {"mars", "tjugoåtta"} & {each.word for each in candidates(text, LISTS, spoken=False)}


def test_a_time_of_day_is_no_age():
    text = "Klockan 10:40 ringde de, 07:15 igen, kl. fyra och halv tolv när jag var 38."
    lists = replace(LISTS, numbers=("fyra", "tolv"))
    found = {each.word: each.why for each in candidates(text, lists, spoken=True)}
    assert {word for word, why in found.items() if why is Telling.CLOCK} == {"10", "40", "07", "15", "fyra"}
    assert found["38"] is found["tolv"] is Telling.NUMBER


def test_a_word_that_several_say_is_nobody_s():
    pieces = [quote("we went to Hultsfred then")]
    assert kinds(pieces) == set()
    assert kinds(pieces, only={"hultsfred": "p1"}) == {Kind.RARE_WORD}


def test_attributes_in_the_words_are_read_as_a_reader_would():
    assert said("organisation", "Komvux", "jobbar på Komvuxs kurs")
    assert said("age", "38", "en 38-åring")
    assert not said("age", "38", "38 kronor")
    assert not said("gender", "man", "man får vänta")
    assert said("gender", "man", "en man på jobbet")
    assert not said("interviewed", "2025-03-11", "2025-03-11")


def test_a_combination_too_few_hold_is_found_once_and_its_cheapest_fix_named():
    [risk] = risks([quote("I am 21 years old")], ground())
    assert (risk.kind, risk.candidates, risk.fixes[0].value) == (Kind.COMBINATION, 1, "mask")
    assert risks([quote("I am content")], ground()) == []


def test_a_long_quote_of_a_small_group_and_a_sentence_of_one_are_found():
    words = " ".join(["word"] * 15)
    people = {key: value for key, value in PEOPLE.items() if key != "e5"} | {}
    few = {key: value for key, value in people.items() if key not in ("e3", "e4")}
    assert kinds([quote(words, "e1", "employers")], people=few) == {Kind.LONG_QUOTE}
    assert kinds([quote("word [...] " + " ".join(["word"] * 14), "e1", "employers")], people=few) == {Kind.COMBINATION}
    assert kinds([quote(words)]) == set()
    one = Printed("s", Form.SENTENCE, "One participant disagrees.", group="participants", k=1, n=8)
    assert kinds([one]) == {Kind.ONE_PERSON}


@pytest.mark.parametrize("form", [Form.SENTENCE, Form.NAME, Form.CAPTION])
def test_the_only_one_of_a_kind_is_found_whatever_the_words_count(form):
    sole = Printed("s", form, "The only coach is trusted, most say.", k=5, n=8, sole="The only coach")
    [risk] = risks([sole], ground())
    assert (risk.kind, risk.candidates, risk.leak) == (Kind.ONE_PERSON, 1, "The only coach")
    assert kinds([replace(sole, sole="")]) == set()


def test_three_quotes_under_one_pseudonym_make_a_picture():
    pieces = [quote("short words here", place=str(n), label="P1") for n in range(3)]
    assert kinds(pieces) == {Kind.MOSAIC}
    assert kinds(pieces[:2]) == set()


def test_insiders_know_workplaces_and_do_not_count_themselves():
    people = {f"t{n}": {"group": "team", "organisation": "A" if n < 5 else "B"} for n in range(10)}
    team = Audience("team", insiders=("team",), known=("organisation",))
    assert kinds([quote("words", "t1", "team")], people=people) == set()
    [risk] = risks([quote("words", "t1", "team")], ground(team, people=people))
    assert (risk.kind, risk.candidates) == (Kind.COMBINATION, 5)


def test_a_key_says_what_and_never_where():
    first, second = (risks([quote("I am 21 years old", place=place)], ground())[0] for place in ("1.0", "99.0"))
    changed = risks([quote("I am 21 years old now", place="1.0")], ground())[0]
    assert first.key == second.key != changed.key


@pytest.mark.parametrize("seed", range(5))
def test_combinations_are_those_that_counting_by_force_finds(seed):
    chance = random.Random(seed)
    places, ages = ["North", "South", "Mill"], ["31", "47", "52"]
    people = {
        f"r{n}": {"group": chance.choice("ab"), "organisation": chance.choice(places), "age": chance.choice(ages)}
        for n in range(60)
    }
    pieces, expected = [], {}
    for n, (person, own) in enumerate(people.items()):
        told = [name for name in ("organisation", "age") if chance.random() < 0.5]
        words = {"organisation": f"at {own['organisation']}", "age": f"{own['age']} years old"}
        pieces.append(
            quote(f"no. x{'y' * n} " + " and ".join(words[name] for name in told), person, own["group"], str(n))
        )
        fit = sum(all(other[name] == own[name] for name in (*told, "group")) for other in people.values())
        if fit < 5:
            expected[str(n)] = fit
    found = {
        risk.places[0]: risk.candidates
        for risk in risks(pieces, ground(people=people))
        if risk.kind is Kind.COMBINATION
    }
    assert found == expected


def published(*counts):
    return [
        Printed(f"{n}.0", Form.SENTENCE, f"Sentence {n}.", k=k, n=people, counted="participants", about=f"f{n}")
        for n, (k, people) in enumerate(counts)
    ]


@pytest.mark.figure("A28")
@pytest.mark.parametrize("seed", range(50))
def test_every_planted_difference_is_found_and_nothing_else(seed, figure):
    chance = random.Random(seed)
    before = [(chance.randint(5, 20), chance.randint(20, 40)) for _ in range(12)]
    planted = set(chance.sample(range(12), chance.randint(1, 4)))
    now = [(k + 1, n + chance.randint(0, 4)) if at in planted else (k, n) for at, (k, n) in enumerate(before)]
    earlier = [[(f"f{at}", "participants", k, n) for at, (k, n) in enumerate(before)]]
    [risk] = risks(published(*now), ground(earlier=earlier))
    assert (risk.kind, set(risk.places)) == (Kind.DIFFERENCE, {f"{at}.0" for at in planted})
    figure(differences=len(planted), differences_found=len(risk.places))
    assert risks(published(*before), ground(earlier=earlier)) == []
    assert risks(published(*((k, n + 30) for k, n in before)), ground(earlier=earlier)) == []


def table(counts, hidden=(), *, totals=True):
    shown = [["–" if (r, c) in hidden else str(value) for c, value in enumerate(row)] for r, row in enumerate(counts)]
    header = ["", *(f"c{c}" for c in range(len(counts[0]))), *(["Totalt"] if totals else [])]
    rows = [[f"r{r}", *row, *([str(sum(counts[r]))] if totals else [])] for r, row in enumerate(shown)]
    down = (
        [["Totalt", *(str(sum(own)) for own in zip(*counts, strict=True)), str(sum(map(sum, counts)))]]
        if totals
        else []
    )
    return Printed("t", Form.TABLE, "Table", cells=tuple(map(tuple, [header, *rows, *down])))


@pytest.mark.parametrize("seed", range(50))
def test_what_totals_give_back_is_found_in_every_table(seed):
    chance = random.Random(seed)
    counts = [
        [chance.choice([0, 1, 2, 3, 7, 9, 12, 15]) for _ in range(chance.randint(2, 4))]
        for _ in range(chance.randint(2, 4))
    ]
    counts = [row[: min(map(len, counts))] for row in counts]
    hidden = {cell for cell in product(range(len(counts)), range(len(counts[0]))) if chance.random() < 0.35}
    read = grid(table(counts, hidden).cells)
    assert read is not None
    assert read.hidden == hidden
    assert read.given_back(5) == recoverable(counts, hidden, totals=Totals()) & small(counts, least=5)
    assert read.small(5) == {
        (r, c) for r, row in enumerate(counts) for c, v in enumerate(row) if 0 < v < 5 and (r, c) not in hidden
    }


def test_what_is_left_out_as_advised_is_not_found_again():
    counts = [[3, 12, 9], [8, 2, 11], [7, 9, 14]]
    clean = table(counts, suppressed(counts, least=5))
    assert {risk.kind for risk in risks([table(counts)], ground())} == {Kind.CELL}
    assert risks([clean], ground()) == []


def test_tables_of_something_else_than_people_are_left_alone():
    cells = (("Analys", "Version", "Slumpfrö"), ("teman", "2.1", "1"))
    years = (("", "Year"), ("begun", "2021"), ("ended", "2024"))
    assert [grid(each) for each in (cells, years)] == [None, None]
