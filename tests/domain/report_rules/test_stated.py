# ruff: noqa: E501 (a sentence stands on one line)
"""A drafted paragraph that a person has edited: what its evidence carries stands, what it does not is found."""

from __future__ import annotations

import pytest

from toolkit.domain.report_rules.all_rules import checked
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.found import Kind
from toolkit.domain.report_rules.quantity_phrases import Phrase
from toolkit.domain.report_rules.stated import Told, paired, same_group, told
from toolkit.domain.reports.report import Stated
from toolkit.domain.reports.written_report import Mark, WrittenParagraph, WrittenReport
from toolkit.domain.texts.head_nouns import ANYBODY

SAID = Stated(14, 17, "participants")
OTHERS = Stated(3, 17, "participants")
MARK = Mark("f1", 1)
FIRST = "Pengarna. Flertalet deltagare talar om pengarna som ett hinder (14 av 17)."
SECOND = "Ett fåtal deltagare ger motsatt bild (3 av 17)."
DRAFTED = Drafted(
    f"{FIRST} {SECOND}",
    MARK,
    "f1",
    (
        ("Flertalet deltagare talar om pengarna som ett hinder.", SAID),
        ("Ett fåtal deltagare ger motsatt bild.", OTHERS),
    ),
)
BASIS = Basis(
    "sv",
    drafted=(DRAFTED,),
    current={MARK: DRAFTED},
    sizes={"participants": 17, "employers": 6, ANYBODY: 23},
    bases={"participants": frozenset({17}), "employers": frozenset({6}), ANYBODY: frozenset({17, 6, 23})},
    facts={"f1": (SAID, OTHERS)},
)


def found(text, *, basis=BASIS, marks=(MARK,)):
    paragraph = WrittenParagraph(text, number=1, marks=marks)
    return [
        f"{each.kind}{'!' if each.serious else '?'}"
        for each in checked(WrittenReport("r.docx", (paragraph,)), basis, None)
    ]


def edited(first=FIRST, second=SECOND):
    return f"{first} {second}"


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (FIRST, []),
        (FIRST.replace(" (14 av 17)", ""), []),
        (FIRST.replace("Flertalet", "De flesta"), []),
        (FIRST.replace("Flertalet deltagare", "En överväldigande majoritet av deltagarna"), []),
        (FIRST.replace("Flertalet deltagare", "14 av 17 deltagare"), []),
        (FIRST.replace("Flertalet deltagare", "Fjorton deltagare"), []),
        (FIRST.replace("Flertalet deltagare", "Majoriteten av de intervjuade"), []),
        (FIRST.replace("Flertalet deltagare", "Flertalet av de intervjuade deltagarna"), []),
        (FIRST.replace("talar om pengarna som", "beskriver ekonomin som"), []),
        (FIRST.replace("som ett hinder", "som ett hinder under många år"), []),
        (FIRST.replace("pengarna som ett", "pengar, flera myndigheter och långa väntetider som ett"), []),
        (FIRST.replace("Flertalet deltagare", "Deltagarna"), ["quantity?"]),
        (FIRST.replace("Flertalet", "Samtliga"), ["quantity!"]),
        (FIRST.replace("Flertalet", "Ett flertal"), ["quantity!"]),
        (FIRST.replace("Flertalet", "Nästan samtliga"), ["quantity!"]),
        (FIRST.replace("Flertalet deltagare", "Hälften av deltagarna"), ["quantity!"]),
        (FIRST.replace("Flertalet deltagare", "Varannan deltagare"), ["quantity!"]),
        (FIRST.replace("Flertalet deltagare", "Tretton deltagare"), ["quantity!"]),
        (FIRST.replace("Flertalet deltagare", "En tredjedel av deltagarna"), ["quantity!"]),
        (FIRST.replace("Flertalet deltagare", "Flertalet arbetsgivare"), ["quantity!"]),
        (FIRST.replace("14 av 17", "13 av 17"), ["number!"]),
        (FIRST.replace("14 av 17", "14 av 18"), ["number!"]),
    ],
)
def test_an_edited_sentence_is_measured_by_its_own_count(first, expected):
    assert found(edited(first)) == expected
    assert found(edited(first), marks=()) == expected  # known again by its words where the bookmark is gone


def test_a_sentence_put_into_a_finding_is_measured_by_all_its_counts():
    assert found(edited() + " Tre deltagare har fått hjälp med skulder.") == []
    assert found(edited() + " Ingen av deltagarna har fått hjälp.") == ["quantity!"]
    assert found(edited() + " Hälften av deltagarna har barn.") == ["quantity!"]


def test_what_would_be_drafted_now_may_stand_too():
    now = Drafted(DRAFTED.text.replace("Flertalet", "Samtliga").replace("14 av 17", "17 av 17"), MARK, "f1",
                  (("Samtliga deltagare talar om pengarna som ett hinder.", Stated(17, 17, "participants")),))  # fmt: skip
    basis = Basis(
        "sv", drafted=(DRAFTED,), current={MARK: now}, facts=BASIS.facts, sizes=BASIS.sizes, bases=BASIS.bases
    )
    assert found(now.text, basis=basis) == []


def test_a_sentence_whose_count_is_another_now_is_told():
    now = Drafted(FIRST.replace("14 av 17", "12 av 17"), MARK, "f1", ((FIRST, Stated(12, 17, "participants")),))
    basis = Basis("sv", drafted=(DRAFTED,), current={MARK: now}, facts=BASIS.facts)
    assert found(DRAFTED.text, basis=basis).count(f"{Kind.EVIDENCE}!") == 2


def test_paragraphs_pair_off_in_time_in_proportion_to_their_number():
    many = tuple(Drafted(f"Stycke {n} om tema {n % 7} och annat.", Mark("b", n)) for n in range(4000))
    written = tuple(WrittenParagraph(each.text) for each in many if each.mark.number % 50)
    report = WrittenReport("r.docx", written)
    assert checked(report, Basis("sv", drafted=many), None) == []


def test_a_page_number_that_word_has_worked_out_is_no_edit():
    drafted = Drafted("5.3 Metoder (s. 7)", digest="without the page")
    assert drafted.stands("5.3 Metoder (s. 12)", "without the page")
    assert not drafted.stands("5.3 Metod (s. 7)", "another")


def test_a_drafted_paragraph_tells_each_sentence_with_what_it_states():
    first, second, third = told(DRAFTED)
    assert (first.text, first.counts, first.stated) == ("Pengarna.", (), ())
    assert second.text == "Flertalet deltagare talar om pengarna som ett hinder."
    assert (second.counts, second.stated) == (("14 av 17",), (SAID, Stated(14, 17, "participants")))
    assert (third.counts, third.stated[0]) == (("3 av 17",), OTHERS)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Några kom (3 och 2 av 9).", (Stated(3, 9, ANYBODY), Stated(2, 9, ANYBODY))),
        ("Några kom (3, 2 och 1 av 9).", (Stated(3, 9, ANYBODY), Stated(2, 9, ANYBODY), Stated(1, 9, ANYBODY))),
        ("Några kom (12 av 9).", ()),
        ("Några kom.", ()),
    ],
)
def test_a_bare_count_beside_a_sentence_states_something_too(text, stated):
    assert [one.stated for one in told(Drafted(text))] == [stated]


def test_words_in_quotation_marks_are_no_sentence_of_the_drafts():
    [one] = told(Drafted("Hon sa ”Ja. Nej.” och gick."))
    assert "Ja" not in one.text
    assert [one.text for one in told(Drafted("Ja. Nej.", quote=True))] == ["Ja.", "Nej."]


A, B, C = (Told(text, (), ()) for text in ("Flera väntade länge på svar.", "Några fick hjälp med boendet.", "Slut."))


@pytest.mark.parametrize(
    ("written", "drafted", "matches"),
    [
        ([], [A], []),
        (["Flera väntade länge på svar."], [], [None]),
        (["Flera väntade länge på svar.", "Några fick hjälp med boendet."], [A, B], [A, B]),
        (["Några fick hjälp med boendet.", "Flera väntade länge på svar."], [A, B], [B, A]),
        (["Flera väntade länge på besked."], [A, B], [A]),
        (["Helt annat om något."], [A, B], [None]),
        (["Helt annat om något."], [A], [A]),  # the only one, and the only one drafted: it stands in its place
        (["Flera väntade länge på svar (3 av 7)."], [A, B], [A]),
        (["Flera väntade länge på svar.", "Flera väntade länge på svar."], [A], [A, None]),
        (["Slut. och mer därtill"], [C], [C, None]),
    ],
)
def test_each_sentence_is_paired_with_the_drafted_one_it_stems_from(written, drafted, matches):
    assert [match for _, match in paired(written, drafted)] == matches


@pytest.mark.parametrize(
    ("group", "stated", "same"),
    [
        ("participants", "participants", True),
        ("employers", "participants", False),
        (None, "participants", True),
        (ANYBODY, "participants", True),
        ("?", "participants", True),
        ("employers", "", True),
    ],
)
def test_whether_a_phrase_counts_those_of_whom_something_is_stated(group, stated, same):
    assert same_group(Phrase("most", "x", 0, 1, people=True, group=group), Stated(1, 2, stated)) is same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tabell 3. Antal 14 av 17.", []),
        ("Tabell 1. Antal 15 av 17.", [("quantity", "15 av 17")]),
        ("Tabell 1. Antal av 17.", []),
    ],
)
def test_the_number_of_a_caption_is_counted_anew_and_its_figures_are_not(text, expected):
    drafted = Drafted("Tabell 1. Antal 14 av 17.", MARK)
    basis = Basis("sv", drafted=(drafted,), current={MARK: drafted})
    paragraph = WrittenParagraph(text, marks=(MARK,))
    told_of = checked(WrittenReport("r.docx", (paragraph,)), basis, None, only={Kind.NUMBER, Kind.QUANTITY})
    assert [(str(each.kind), each.values.get("words")) for each in told_of] == expected


def test_a_finding_tells_the_group_of_the_evidence_by_its_title():
    basis = Basis("sv", drafted=(DRAFTED,), current={MARK: DRAFTED}, facts=BASIS.facts, sizes=BASIS.sizes,
                  bases=BASIS.bases, group_titles={"participants": "ungdomar"})  # fmt: skip
    paragraph = WrittenParagraph(edited(FIRST.replace("Flertalet deltagare", "Flertalet arbetsgivare")), marks=(MARK,))
    [one] = checked(WrittenReport("r.docx", (paragraph,)), basis, None)
    assert one.values["group"] == "ungdomar"
    assert "ungdomar" in one.reason


FIGURES = Drafted("Mötena tog 45 minuter och hölls 12 gånger.", MARK, "f1", (), digest="")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (FIGURES.text, []),
        ("Mötena tog 45 minuter och hölls tolv gånger.", []),
        ("Mötena tog 45 minuter och hölls ofta.", []),
        ("Mötena tog 40 minuter och hölls 12 gånger.", ["40"]),
        ("Mötena tog 45 minuter och hölls 12 gånger under 3 år.", []),
        ("Mötena tog 12 minuter och hölls 45 gånger.", []),
    ],
)
def test_a_figure_that_took_the_place_of_a_drafted_one_is_told(text, figures):
    basis = Basis("sv", drafted=(FIGURES,), current={MARK: FIGURES})
    paragraph = WrittenParagraph(text, marks=(MARK,))
    told_of = checked(WrittenReport("r.docx", (paragraph,)), basis, None, only={Kind.NUMBER})
    assert [each.values["figure"] for each in told_of] == figures


def test_a_word_that_nothing_carries_is_told_where_the_draft_said_something_else():
    drafted = Drafted("Flertalet deltagare väntade.", MARK, "", (), digest="")
    basis = Basis("sv", drafted=(drafted,), current={MARK: drafted})
    assert found("Samtliga deltagare väntade.", basis=basis) == ["quantity!"]
    assert found("Flertalet deltagare väntade länge.", basis=basis) == []


def test_a_vague_word_in_the_place_of_the_drafts_is_a_note():
    said = Stated(8, 17, "participants")
    drafted = Drafted("Flera deltagare väntade på svar.", MARK, "f1", (("Flera deltagare väntade på svar.", said),))
    basis = Basis("sv", drafted=(drafted,), current={MARK: drafted}, facts={"f1": (said,)})
    assert found("Många deltagare väntade på svar.", basis=basis) == ["quantity?"]


BOTH = "Flertalet deltagare väntade och samtliga remittenter visste det."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BOTH.replace("väntade", "väntade länge"), []),
        (BOTH.replace("det.", "det, ja samtliga remittenter höll med."), ["quantity!"]),
    ],
)
def test_what_the_draft_said_may_be_kept_as_often_as_it_said_it(text, expected):
    drafted = Drafted(BOTH, MARK, "f1", ((BOTH, SAID),))
    basis = Basis("sv", drafted=(drafted,), current={MARK: drafted}, facts={"f1": (SAID,)})
    assert found(text, basis=basis) == expected
