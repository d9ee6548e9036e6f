"""All rules over a page of Swedish sentences as evaluators write them: what is found in each, in the report's order."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toolkit.domain.report_rules.all_rules import checked
from toolkit.domain.report_rules.basis import Basis
from toolkit.domain.report_rules.found import Kind
from toolkit.domain.report_rules.quoted import Standing, Verdict
from toolkit.domain.reports.report import Stated
from toolkit.domain.reports.written_report import WrittenParagraph, WrittenReport
from toolkit.domain.texts.head_nouns import ANYBODY

SIZES = {"participants": 17, "referrers": 4, "employers": 6, "team": 4, ANYBODY: 31}
BASIS = Basis(
    "sv",
    sizes=SIZES,
    bases={
        "participants": frozenset({17, 15}),
        "referrers": frozenset({4}),
        "employers": frozenset({6}),
        "team": frozenset({4}),
        ANYBODY: frozenset({31, 17, 15, 6, 4}),
    },
    counts={"interviews": frozenset({28, 12}), "questions": frozenset({3}), "areas": frozenset({6})},
    facts={"f1": (Stated(9, 17, "participants"), Stated(2, 17, "participants"))},
    themes={"vägen in till verksamheten": "f1"},
    terms=frozenset({"vägen in till verksamheten"}),
    people={"D07": False, "Samira": False, "D04": True},
    values=frozenset(map(Fraction, (30, 41, 26, 64))),
)
SAID = "Jag fick inga pengar på tre månader och till slut ringde jag själv."


def judge(quoted):
    return [Verdict(Standing.LEDGER if words == SAID else Standing.NOWHERE) for words in quoted]


def found(*texts, styles=(), basis=BASIS):
    styles = [*styles, *["Normal"] * len(texts)]
    level = [1 if style.startswith("Heading") else 0 for style in styles]
    paragraphs = tuple(
        WrittenParagraph(text, number=at, style=styles[at], level=level[at]) for at, text in enumerate(texts)
    )
    return checked(WrittenReport("r.docx", paragraphs), basis, judge)


OK: tuple[str, ...] = ()
SENTENCES = [
    # Not about people.
    ("Flera myndigheter var inblandade under många år.", OK),
    ("Alla insatser samordnas av samma handläggare.", OK),
    ("Det krävs flera möten och många samtal innan planen är klar.", OK),
    ("Flertalet myndigheter har egna regler.", OK),
    ("Några veckor senare hade två av kommunens enheter slagits ihop.", OK),
    ("Verksamheten finns i tre av länets kommuner.", OK),
    ("Ingen avvikande röst har hittats i materialet.", OK),
    ("Samtliga moment dokumenteras i en gemensam plan.", OK),
    ("Båda parter undertecknade avtalet 2014.", OK),
    ("Projektet pågick i tre år och kostade 4,5 miljoner kronor.", OK),
    ("Varje arbetsdag börjar med en gemensam genomgång.", OK),
    ("Hälften av tiden går åt till dokumentation.", OK),
    ("Ett antal brister i samordningen återkommer.", OK),
    ("Teamet arbetar i stor utsträckning med enskilda samtal.", OK),
    ("I vissa fall har processen tagit längre tid.", OK),
    ("En del av förklaringen är bristen på tid.", OK),
    # About people, and nothing says how many it should be: a note.
    ("Flera av de intervjuade har väntat länge.", ("quantity?",)),
    ("De flesta arbetsgivarna vill ha en fast kontakt.", ("quantity?",)),
    ("En majoritet av deltagarna saknar egen bostad.", ("quantity?",)),
    ("Ingen av remittenterna kände till det.", ("quantity?",)),
    ("Varannan deltagare har barn under tio år.", ("quantity?",)),
    ("Nästan samtliga tillfrågade deltagare lyfter fram tryggheten.", ("quantity?",)),
    ("Inte alla deltagare håller med om detta.", ("quantity?",)),
    ("Många av deltagarna har varit sjukskrivna länge.", ("quantity?",)),
    ("Enstaka arbetsgivare var tveksamma.", ("quantity?",)),
    ("Sju av 17 deltagare har gått i terapi.", ("quantity?",)),
    ("Samtliga fyra remittenter är nöjda.", ("quantity?",)),
    (
        "Underlaget är samtal med 31 personer: 17 deltagare, fyra remittenter, fyra i teamet och sex arbetsgivare.",
        OK,
    ),
    ("Två tredjedelar av deltagarna är kvinnor.", ("quantity?",)),
    ("Flera berättar att de fick vänta.", ("quantity?",)),
    # Bare definite plurals.
    ("Deltagarna upplever att de blir sedda.", ("quantity?",)),
    ("Arbetsgivarna efterfrågar en fast kontakt.", ("quantity?",)),
    ("Deltagarnas ekonomi är ofta ansträngd.", OK),
    ("Stödet till deltagarna har byggts ut.", OK),
    # What cannot be.
    ("Sju av tio deltagare är nöjda.", ("number!",)),
    ("Samtliga fem arbetsgivare är nöjda.", ("number!",)),
    ("I intervjuerna säger 19 deltagare att de mår bättre.", ("number!",)),
    ("Projektet har tagit emot 150 deltagare.", ("number?",)),
    ("Flera av remittenterna saknar återkoppling.", ("quantity!",)),
    ("Ett flertal av arbetsgivarna vill fortsätta.", ("quantity?",)),
    # A sentence that names a theme is measured by it: 9 and 2 of 17.
    ("Om vägen in till verksamheten talar flertalet deltagare.", OK),
    ("Om vägen in till verksamheten talar nästan samtliga deltagare.", ("quantity!",)),
    ("Under ”Vägen in till verksamheten” finns ett par deltagare som ser det annorlunda.", OK),
    ("Under ”Vägen in till verksamheten” talar ingen av deltagarna om pengar.", ("quantity!",)),
    ("Om vägen in till verksamheten talar många deltagare.", ("quantity?",)),
    # Other counts.
    ("Utvärderingen bygger på 28 intervjuer.", OK),
    ("Utvärderingen bygger på 30 intervjuer.", ("number!",)),
    ("Tolv intervjuer gjordes under våren.", OK),
    ("Analysen följer de sju frågeområdena.", ("number!",)),
    ("Slutsatserna besvarar tre utvärderingsfrågor.", OK),
    # Percentages.
    ("Av deltagarna mår 65 procent bättre.", ("percentage!",)),
    ("Av deltagarna mår 65 procent (11 av 17) bättre.", OK),
    ("Sju av tio, det vill säga 65 %, svarade ja.", ("number?", "percentage!")),
    ("Målet är att 80 procent ska må bättre.", OK),
    ("Vid avslutet hade 41 % (26 av 64) arbete eller studier.", OK),
    ("Fyra av sex arbetsgivare (67 %) vill fortsätta.", ("percentage!", "quantity?")),
    ("Hon arbetade 50 procent av heltid.", OK),
    ("Kostnaden är 4,5 miljoner kronor, varav 40 procent är personal.", OK),
    # What ought to be.
    ("Alla deltagare ska enligt överenskommelsen ha en plan.", OK),
    ("Det är viktigt att alla deltagare får samma information.", OK),
    # Quotes and terms.
    ("Boken ”Att mötas i samverkan: en handbok” har använts.", OK),
    ("Vi frågade: ”Hur upplever du samarbetet med de andra?”", OK),
    (f"En deltagare säger: ”{SAID}”", OK),
    (f"En deltagare säger: ”{SAID.replace('inga', 'inte')}”", ("quote!",)),
    ("Teamet blir ”spindeln i nätet” för deltagaren.", OK),
    ("Hon kallade det ”en lång väntan på ingenting alls”.", ("quote!",)),
    # Marks.
    ("En deltagare säger: ”Jag fick inga pengar.", ("marks!",)),
    ("Stödet (som gavs av teamet var viktigt.", ("marks!",)),
    ("Tre saker krävs: a) tid, b) pengar och c) tålamod.", OK),
    # References.
    ("Se kapitel 9 för en utförlig beskrivning.", ("reference!",)),
    ("Metoden beskrivs i bilaga 4.", ("reference!",)),
    ("Som framgår av tabell 12 är skillnaden liten.", ("reference!",)),
    ("Enligt kapitel 5 i socialtjänstlagen gäller detta.", OK),
    ("Tabell 1 visar materialet.", ("reference!",)),
    # People.
    ("D07 berättar om sin väg in.", ("people!",)),
    ("Under samtalet med Samira framkom detta.", ("people!",)),
    ("D04 tackade nej.", ("people!",)),
    ("Uppdraget var ”en halv D07”.", OK),
    ("R1 är inget namn här.", OK),
    # Left over.
    ("[Utvärderarens tolkning: vad betyder detta?]", ("leftover?",)),
    ("Startdatum: uppgift saknas.", ("leftover?",)),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text[:50] for text, _ in SENTENCES])
def test_a_sentence(text, expected):
    assert sorted(f"{each.kind}{'!' if each.serious else '?'}" for each in found(text)) == sorted(expected)


def test_findings_come_in_the_order_of_the_report_and_those_of_the_whole_last():
    basis = Basis("sv", people=BASIS.people, questions=("Hur gick det till?",))
    told = found("Se kapitel 9.", "D07 sa (det.", "Startdatum: uppgift saknas.", basis=basis)
    assert [(each.paragraph, each.kind) for each in told] == [
        (0, Kind.REFERENCE),
        (1, Kind.PEOPLE),
        (1, Kind.MARKS),
        (2, Kind.LEFTOVER),
        (None, Kind.QUESTION),
    ]


def test_only_the_kinds_asked_for_are_told_and_quotes_only_with_a_judge():
    paragraphs = tuple(
        map(WrittenParagraph, ("D07 sa (det.", "Hon sa ”det här sa ingen alls”.", "Sju av tio deltagare."))
    )
    report = WrittenReport("r.docx", paragraphs)
    for kind in Kind:
        assert {each.kind for each in checked(report, BASIS, judge, only={kind})} <= {kind}
    assert {each.kind for each in checked(report, BASIS, judge)} == {Kind.PEOPLE, Kind.MARKS, Kind.QUOTE, Kind.NUMBER}
    assert {each.kind for each in checked(report, BASIS, None)} == {Kind.PEOPLE, Kind.MARKS, Kind.NUMBER}
    assert checked(report, BASIS, None, only={Kind.QUOTE}) == []


def test_what_two_rules_say_of_the_same_words_is_told_once():
    told = found("Se kapitel 9 och kapitel 9.")
    assert len(told) == 1
    assert len(found("Se kapitel 9.", "Se kapitel 9.")) == 2


def test_an_empty_report_has_nothing_but_what_it_lacks():
    assert found() == []
    assert [each.kind for each in found(basis=Basis("sv", questions=("Hur?",)))] == [Kind.QUESTION]


def test_a_word_typed_into_a_claim_is_found_where_the_claim_stands():
    typed = {"Samtliga remittenter väntade": (Stated(2, 4, "referrers"),)}
    basis = Basis("sv", sizes=SIZES, bases=BASIS.bases, typed=typed)
    said = [(each.kind, each.serious) for each in found("Samtliga remittenter väntade.", basis=basis) if each.serious]
    assert said == [(Kind.QUANTITY, True)]


def test_the_words_of_a_quote_are_shown_where_they_stand_in_what_is_found():
    [one] = [each for each in found(f"Arbetsgivarna säger: ”{SAID}”") if each.kind is Kind.QUANTITY]
    assert one.words == f"Arbetsgivarna säger: ”{SAID}”"
    long = f"Arbetsgivarna säger ”{SAID} {SAID} {SAID}”"
    [one] = [each for each in found(long) if each.kind is Kind.QUANTITY]
    assert long.startswith(one.words.removesuffix(" …"))


def test_the_words_of_a_quote_that_somebody_took_back_are_shown_nowhere():
    gone = [Verdict(Standing.REFUSED, why="Taken back.", hidden=True)]
    report = WrittenReport("r.docx", (WrittenParagraph(f"Arbetsgivarna säger: ”{SAID}”"),))
    told = checked(report, BASIS, lambda _: gone)
    assert {each.kind for each in told} >= {Kind.QUANTITY, Kind.QUOTE}
    assert all("pengar" not in each.words for each in told)
