"""What a report refers to stands in it: chapters, appendices, tables, figures, questions, notes, recommendations."""

from __future__ import annotations

import pytest

from tests.domain.report_rules.written import Said, found, head, page, styled
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.references import references

REPORT: tuple[Said, ...] = (
    head("Inledning"),
    head("Syfte", 2),
    head("Metod", 2),
    head("Resultat"),
    head("Deltagare", 2),
    head("Före", 3),
    styled("Tabell 1. Material", "Caption"),
    styled("Figur 1. Vägar", "Caption"),
    "R1. Ge mer tid.",
    head("Bilaga 1. Frågor"),
    head("Bilaga A Partner"),
    head("Metodbilaga"),
)
BASIS = Basis("sv", questions=("Hur?", "Vad?"))


def missing(*said: Said, notes: tuple[str, ...] = ()) -> list[str]:
    told = references(page(*REPORT, *said, basis=BASIS, notes=notes))
    return [str(each.values["what"]) for each in told]


@pytest.mark.parametrize(
    "text",
    [
        "Se kapitel 2, avsnitt 1.2 och 2.1.1.",
        "Se tabell 1 och figur 1.",
        "Se bilaga 1 och bilaga A.",
        "Se metodbilagan.",
        "Utvärderingsfråga 2 handlar om det.",
        "Utvärderingsfrågorna 1 och 2 handlar om det.",
        "Som R1 säger.",
        "Enligt kapitel 5 i socialtjänstlagen gäller detta.",
        "Se kap. 9 § 3.",
        "Svensson (2014) visar i kapitel 7 samma sak.",
        "Tabellen visar det.",
        "Ett avsnitt om det.",
        "",
    ],
)
def test_what_stands_in_the_report_may_be_referred_to(text: str) -> None:
    assert missing(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Se kapitel 9 om det.", "kapitel 9"),
        ("Se avsnitt 2.2 om det.", "avsnitt 2.2"),
        ("Se kapitel 1–9 om det.", "kapitel 1–9"),
        ("See section 12 about it.", "section 12"),
        ("Se bilaga 2 om det.", "bilaga 2"),
        ("Se tabell 2 om det.", "tabell 2"),
        ("Se tabellerna 1 och 2.", "tabellerna 1 och 2"),
        ("Se diagram 4 om det.", "diagram 4"),
        ("Utvärderingsfråga 3 handlar om det.", "Utvärderingsfråga 3"),
        ("Se fotnot 1 om det.", "fotnot 1"),
        ("Som R2 säger.", "R2"),
        ("Se enkätbilagan om det.", "enkätbilagan"),
    ],
)
def test_what_does_not_stand_there_is_told(text: str, what: str) -> None:
    assert missing(text) == [what]


def test_notes_at_the_end_are_counted() -> None:
    assert missing("Se fotnot 2.", notes=("Ett.", "Två.")) == []
    assert missing("Se fotnot 3.", notes=("Ett.", "Två.")) == ["fotnot 3"]


def test_typed_numbers_of_headings_are_what_counts_where_there_are_any() -> None:
    typed = page(head("1 Inledning"), head("4.2 Metod", 2), "Se avsnitt 4.2.", "Se avsnitt 1.1.")
    assert [each.paragraph for each in references(typed)] == [3]


def test_a_report_without_numbered_recommendations_has_no_names_for_them() -> None:
    assert found(references, "Som R2 säger.") == []


def test_quotes_headings_and_quoted_words_refer_to_nothing() -> None:
    assert found(references, styled("Se kapitel 9", "Quote"), head("Om kapitel 9"), "Hon sa ”se kapitel 9”.") == []


def test_a_missing_appendix_without_number_is_looked_for_in_a_persons_own_text_only() -> None:
    basis = Basis("sv", drafted=(Drafted("Se enkätbilagan."),))
    assert found(references, "Se enkätbilagan.", basis=basis) == []
    assert len(found(references, "Se också enkätbilagan.", basis=basis)) == 1


def test_tables_and_figures_are_numbered_one_after_the_other() -> None:
    said = ("Tabell 1. Ett", "Tabell 3: Två", styled("Tabell 3 Tre", "Caption"), "Figur 2 – Fyra")
    told = [(each.paragraph, each.values) for each in references(page(*said))]
    assert told == [(1, {"what": "Tabell 3", "n": 2}), (3, {"what": "Figur 2", "n": 1})]


def test_a_sentence_that_begins_with_a_table_is_no_caption() -> None:
    assert found(references, styled("Tabell 1. Ett", "Caption"), "Tabell 1 visar det.", "Tabell 1.2 finns.") == [
        (2, "The report has no “Tabell 1.2”.", True)
    ]


APPENDED: tuple[Said, ...] = (
    head("Inledning"),
    head("Resultat"),
    head("Deltagare", 2),
    head("Bilaga 1. Metod"),
    head("Urval", 2),
    head("Metodbilaga"),
    head("Bilagor"),
    head("Bilaga 2. Frågor", 2),
    head("Till deltagare", 3),
    head("Referenser"),
)


@pytest.mark.parametrize("text", ["Se kapitel 2.", "Se avsnitt 2.1.", "Se kapitel 3.", "Se bilaga 1 och bilaga 2."])
def test_a_chapter_after_the_appendices_has_the_next_number(text: str) -> None:
    assert list(references(page(*APPENDED, text))) == []


@pytest.mark.parametrize("what", ["kapitel 4", "avsnitt 3.1", "avsnitt 2.2", "kapitel 5", "avsnitt 4.1"])
def test_an_appendix_and_its_sections_are_no_chapters(what: str) -> None:
    [told] = references(page(*APPENDED, f"Se {what}."))
    assert told.values["what"] == what
