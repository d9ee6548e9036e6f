# ruff: noqa: E501 (what people say stands on one line)
"""An invented material, small enough to count by hand: eight participants (one withdrawn), two employers."""

from datetime import date
from pathlib import Path

import pytest

from toolkit.analysis.counting.matrices import area_counts
from toolkit.domain.codings.schemes import Code, Facet, Scheme
from toolkit.domain.codings.segments import Passage
from toolkit.domain.sources.cases import Respondent
from toolkit.domain.sources.consents import Consent, ConsentStatus, Purpose
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.themes import Theme, spread_of
from toolkit.reporting.chapters.compose import PARTS
from toolkit.reporting.material.material import AnalysisRun, Material, SourceFact
from toolkit.reporting.material.outline import read_outline
from toolkit.reporting.material.wording import read_wording

TEMPLATES = Path(__file__).parents[2] / "templates"
TODAY = date(2025, 10, 20)
TITLES = {
    "preconditions": ("Förförståelse och förutsättningar", "Pre-understanding and preconditions"),
    "needs": ("Behovsdefinition", "Definition of needs"),
    "solutions": ("Prioriterade lösningsalternativ", "Prioritised solutions"),
    "actors": ("Andra aktörer, insatser och resurser", "Other actors and resources"),
    "followup": ("Uppföljning och värdering", "Follow-up and valuation"),
    "learning": ("Lärande och avlärande", "Learning and unlearning"),
}
SCHEME = Scheme(
    "six_areas",
    3,
    {"sv": "Sex frågeområden", "en": "Six question areas"},
    (Facet("area", {}),),
    {key: Code(key, "area", {"sv": sv, "en": en}) for key, (sv, en) in TITLES.items()},
)
GIVEN = Consent(ConsentStatus.GIVEN, until=date(2026, 12, 31), quote=True)
PEOPLE = (
    *(Respondent(f"D{n:02}", "participants", consent=GIVEN) for n in range(1, 6)),
    Respondent("D06", "participants", consent=Consent(ConsentStatus.GIVEN, quote=False)),
    Respondent("D07", "participants", consent=Consent(ConsentStatus.GIVEN, scope=frozenset((Purpose.INTERVIEW,)))),
    Respondent("D08", "participants", consent=Consent(ConsentStatus.WITHDRAWN)),
    Respondent("A1", "employers", "Åmotets vårdboende"),
    Respondent("A2", "employers", "Sågen"),
)
SAID = {
    "t1": ("preconditions", "participants", "Väntan på besked", ("väntan", "besked", "kö", "månader"), [
        ("D01", "hinders", "before", "Det ringde någon i januari och sa att jag står på tur, och sedan hörde jag ingenting på fyra månader."),
        ("D02", "hinders", "before", "Jag gick till brevlådan varje dag. Till sist slutade jag gå dit [skratt], för det kom ju ändå aldrig något besked därifrån."),
        ("D03", "promotes", "before", "För mig var det bra att vänta lite, jag hann ordna med dagis och så, det hade blivit för mycket annars."),
        ("D06", "hinders", "before", "HEMLIGT sexan fick vänta så länge att hon nästan glömde bort att hon hade anmält sig till det här."),
        ("D07", "hinders", "before", "HEMLIGT sjuan tyckte att väntan var det värsta, man visste inte om man fick börja eller inte alls."),
        ("D08", "hinders", "before", "HEMLIGT åttan har återkallat sitt samtycke och inget av det hon sade får finnas kvar någonstans."),
    ]),
    "t2": ("solutions", "participants", "Tre dagar i veckan är lagom", ("dagar", "veckan", "orka", "onsdag"), [
        ("D01", "promotes", "during", "Men tre dagar var lagom, för onsdag kväll visste jag att det bara var en dag kvar på jobbet."),
        ("D02", "promotes", "during", "Tre dagar klarade jag. Fem hade jag aldrig orkat, det sa jag direkt till coachen när vi satt där."),
        ("D04", "promotes", "during", "Jag tänkte att det var för lite först men nu är det precis så mycket som jag orkar med barnen."),
        ("D05", "promotes", "during", "Alltså det är bra med tre dagar, då hinner man med kursen också och behöver inte känna sig stressad."),
        ("D06", "", "during", "HEMLIGT sexan säger något om dagarna som inte får citeras någonstans i det här utkastet alls, tack."),
    ]),
    "t3": ("learning", "participants", "Att få öva svenska på jobbet", ("svenska", "ord", "öva"), [
        ("D05", "proposes", "during", "Man borde få ha språkläraren med ut på avdelningen en dag, då skulle vi lära oss rätt ord från början."),
    ]),
    "t4": ("actors", "employers", "Någon att ringa", ("ringa", "coachen", "telefon"), [
        ("A1", "promotes", "during", "När det strular ringer jag coachen, han svarar alltid, och då löser det sig oftast samma dag för oss."),
        ("A2", "promotes", "during", "Jag har hans nummer på lappen vid kaffemaskinen. Det räcker för mig att veta att jag kan ringa dit."),
    ]),
}  # fmt: skip


def counted(passages, asked, people):
    """The counts by area and group of everyone whose words may be used."""
    groups = {each.id: each.group for each in people if each.consent.allows(Purpose.INTERVIEW, TODAY)}
    return area_counts(
        (each for each in passages.values() if each.respondent in groups),
        asked={person: areas for person, areas in asked.items() if person in groups},
        groups=groups,
        areas=list(TITLES),
    )


def invented(*, machine=False, people=PEOPLE):
    """The small invented material; `machine` makes it rest on suggestions."""
    passages, themes = {}, []
    for key, (area, group, name, words, said) in SAID.items():
        own = []
        for person, valence, phase, text in said:
            start = 1000 * int(key[1:])
            codes = {area, f"phase/{phase}", *([f"valence/{valence}"] if valence else [])}
            passage = Passage(
                f"{person.lower()}.txt", Span(start, start + len(text)), text, person, group, frozenset(codes),
                frozenset({area}), (f"{'s' if machine else 'c'}{len(passages) + 1}",), machine=machine,
            )  # fmt: skip
            passages[passage.key] = passage
            own.append(passage)
        keys = tuple(each.key for each in own)
        themes.append(Theme(key, area, group, name, words, keys, spread_of(own), machine=machine))
    areas = frozenset(TITLES)
    asked = {each.id: areas for each in people} | {"D04": areas - {"preconditions"}}
    sources = tuple(
        SourceFact(
            f"{each.id.lower()}.txt", 900, (each.id,), None if each.id == "D05" else date(2025, 3, 11), "enskild"
        )
        for each in people
    )
    return Material(
        "Vävstolen",
        tuple(themes),
        passages,
        {each.id: each for each in people},
        asked,
        sources,
        SCHEME,
        TODAY,
        counted(passages, asked, people),
        questions=("Hur upplevs samarbetet?", "Vad behöver förbättras?"),
        runs=(AnalysisRun("teman", "1", {"antal": "4"}, 7),),
        machine=machine,
    )


def wording_of(language):
    name = f"wording.{language}.toml"
    return read_wording((TEMPLATES / name).read_bytes(), name=name)


def outline_of(key):
    return read_outline((TEMPLATES / f"{key}.toml").read_bytes(), name=f"{key}.toml", known=PARTS)


@pytest.fixture(name="invented", scope="session")
def _invented():
    return invented


@pytest.fixture(name="wording_of", scope="session")
def _wording_of():
    return wording_of


@pytest.fixture(name="outline_of", scope="session")
def _outline_of():
    return outline_of
