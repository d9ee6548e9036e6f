"""Theme proposals on small material that a person can read."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from toolkit.analysis.texts.language import Language, language
from toolkit.analysis.themes.theme_material import Material
from toolkit.analysis.themes.themes import Cell, most_themes, propose
from toolkit.domain.codings.schemes import Code, Cue, Facet, Scheme
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.themes import Theme, ThemeDecision

CODES = (
    Code("needs", "area", {"sv": "Behov", "en": "Needs"}),
    Code("needs/health", "area", {"sv": "Hälsa", "en": "Health"}, cues={"sv": (Cue("värk*"),)}),
    Code("needs/family", "area", {"sv": "Familj och vardag", "en": "Family and everyday life"}),
    Code("needs/income", "area", {"sv": "Inkomst", "en": "Income"}),
    Code("actors", "area", {"sv": "Andra aktörer", "en": "Other actors"}, cues={"sv": (Cue("arbetsförmedl*"),)}),
    Code("valence/hinders", "valence", {"sv": "Förhindrar", "en": "Hinders"}),
)
SCHEME = Scheme("small", 1, {"sv": "Liten"}, (Facet("area", {"sv": "Område"}),), {code.path: code for code in CODES})

BUS = [
    "Bussen går två gånger om dagen och då hinner jag inte lämna barnen på förskolan innan praktiken.",
    "Det är bussen som är problemet, förskolan öppnar halv sju och bussen har redan gått då.",
    "Jag måste ta bussen klockan sex och barnen sover, ingen förskola tar emot så tidigt.",
    "Utan bussen kommer jag ingenstans, och min syster Farida hämtar barnen på förskolan ibland.",
    "Förskolan stänger fyra men bussen hem går halv fem, så jag ringer grannen Farida om barnen.",
    "De la ner den sena bussen, och sedan dess har jag ingen som är med barnen efter förskolan.",
]
SLEEP = [
    "Jag sov dåligt hela vintern, sömnen var borta och huvudvärken satt i till kvällen.",
    "Sömnen blev bättre när jag fick börja senare, och huvudvärken kommer inte varje vecka.",
    "Huvudvärken är värst på mornarna, då har jag inte haft någon sömn att tala om.",
    "Det var sömnen som läkaren frågade om, och så värken i handlederna förstås.",
    "Med den här värken får man ingen sömn, jag låg vaken och räknade timmarna.",
    "Ingen frågade om sömnen, alla pratade om arbete fast jag hade huvudvärk varje dag.",
]
MONEY = [
    "Pengarna kom tre veckor för sent och hyran skulle betalas den första.",
    "Jag lånade till hyran av en kompis för att ersättningen dröjde igen.",
    "Ersättningen räknades om och då blev det mindre pengar än jag hade på socialbidrag.",
    "Hyran går först, sedan ser jag om pengarna räcker till något mer.",
    "När ersättningen är sen får man brev om hyran och sen ringer de från kronofogden.",
    "Det var aldrig någon som kunde svara på när pengarna skulle komma.",
]


def proposed(
    passages: Sequence[Passage], language: Language, *, decisions: Sequence[ThemeDecision] = ()
) -> list[Theme]:
    """The themes of every cell, by area and group."""
    material = Material.of(passages, language=language, scheme=SCHEME, seed=1)
    cells = (Cell(area, group) for area, group in sorted(material.cells))
    return [theme for cell in cells for theme in propose(material, cell, decisions=decisions)]


def passages(
    texts: Sequence[str], sub: str, *, group: str = "participants", more: tuple[str, ...] = ()
) -> list[Passage]:
    codes = frozenset(("needs", f"needs/{sub}", *more))
    return [
        Passage(
            f"{sub}{number}.txt", Span(10, 10 + len(text)), text, f"D{number:02}", group, codes, frozenset({"needs"}),
            (f"c{number}",), "needs",
        )
        for number, text in enumerate(texts)
    ]  # fmt: skip


MATERIAL = [
    *passages(BUS + [f"Jo. {text}" for text in BUS[:3]], "family", more=("valence/hinders",)),
    *passages(SLEEP + [f"Jo. {text}" for text in SLEEP[:3]], "health"),
    *passages(MONEY + [f"Jo. {text}" for text in MONEY[:3]], "income"),
]


@pytest.fixture(scope="module")
def swedish() -> Language:
    return language("sv")


@pytest.fixture(scope="module")
def themes(swedish: Language) -> list[Theme]:
    return proposed(MATERIAL, swedish)


def about(themes: Sequence[Theme], sub: str) -> Theme:
    return next(theme for theme in themes if all(key.startswith(sub) for key in theme.passages))


def test_passages_that_belong_together_become_themes(themes: list[Theme]) -> None:
    kinds = [{key.rstrip("0123456789.:-tx") for key in theme.passages} for theme in themes]

    assert all(len(kind) == 1 for kind in kinds)
    assert len(themes) == 3
    assert {theme.group for theme in themes} == {"participants"}


def test_every_passage_of_a_cell_stands_in_one_theme(themes: list[Theme]) -> None:
    assert sorted(key for theme in themes for key in theme.passages) == sorted(each.key for each in MATERIAL)


def test_a_name_reads_like_a_heading(themes: list[Theme]) -> None:
    assert about(themes, "health").name in {"Hälsa: sömnen och huvudvärken", "Hälsa: huvudvärken och sömnen"}
    assert about(themes, "family").name.startswith("Familj och vardag: ")


def test_names_of_people_stand_in_no_name_or_key_word(themes: list[Theme]) -> None:
    assert "farida" not in " ".join(f"{theme.name} {' '.join(theme.words)}" for theme in themes).lower()


def test_key_words_are_four_to_six_that_the_theme_is_about(themes: list[Theme]) -> None:
    words = about(themes, "family").words

    assert 4 <= len(words) <= 6
    assert {"bussen", "förskolan", "barnen"} <= set(words)


def test_stability_and_spread_are_told(themes: list[Theme]) -> None:
    theme = about(themes, "health")

    assert theme.stability is not None
    assert theme.stability > 0.6
    assert theme.spread == {f"D{number:02}": 1 for number in range(9)}
    assert not theme.one_voice
    assert not theme.machine


@pytest.mark.parametrize("shuffle", [1, 2])
def test_the_order_of_the_passages_makes_no_difference(shuffle: int, swedish: Language, themes: list[Theme]) -> None:
    mixed = list(MATERIAL)
    random.Random(shuffle).shuffle(mixed)
    swedish.read(["Helt andra ord som processen har läst däremellan"])

    assert proposed(mixed, swedish) == themes
    assert proposed(mixed, Language("sv")) == themes


def test_a_person_s_theme_keeps_its_id_its_name_and_its_passages(swedish: Language, themes: list[Theme]) -> None:
    merged = frozenset(about(themes, "family").passages[:3] + about(themes, "health").passages[:2])
    decision = ThemeDecision("needs-participants-own", "needs", "participants", merged, "Att få dagen att gå ihop")

    again = proposed(MATERIAL, swedish, decisions=[decision])
    theme = next(each for each in again if each.id == decision.id)

    assert (theme.name, theme.named) == ("Att få dagen att gå ihop", True)
    assert merged <= set(theme.passages)
    assert sorted(key for each in again for key in each.passages) == sorted(each.key for each in MATERIAL)
    assert len({each.id for each in again}) == len(again)
    assert about(again, "income").id == about(themes, "income").id


def test_a_decision_without_a_name_gets_the_machine_s(swedish: Language, themes: list[Theme]) -> None:
    decision = ThemeDecision("x1", "needs", "participants", frozenset(about(themes, "health").passages))

    theme = next(each for each in proposed(MATERIAL, swedish, decisions=[decision]) if each.id == "x1")

    assert (theme.name, theme.named) == (about(themes, "health").name, False)


def test_a_name_that_a_person_gave_is_not_proposed_for_another_theme(swedish: Language, themes: list[Theme]) -> None:
    taken = about(themes, "health").name
    decision = ThemeDecision("x1", "needs", "participants", frozenset(about(themes, "income").passages), taken)

    again = proposed(MATERIAL, swedish, decisions=[decision])

    assert sorted(theme.name for theme in again).count(taken) == 1


def test_a_tiny_cell_is_one_theme_without_stability(swedish: Language) -> None:
    themes = proposed(MATERIAL[:3], swedish)

    assert [(len(theme.passages), theme.stability) for theme in themes] == [(3, None)]


def test_a_passage_of_two_areas_stands_in_each_area_s_cell(swedish: Language) -> None:
    both = [replace(each, areas=frozenset({"needs", "actors"})) for each in MATERIAL[:4]]

    themes = proposed(both, swedish)

    assert [theme.area for theme in themes] == ["actors", "needs"]
    assert set(themes[0].passages) == set(themes[1].passages)
    assert themes[0].id != themes[1].id


def test_respondents_without_a_group_are_not_lost(swedish: Language) -> None:
    themes = proposed([replace(each, group=None) for each in MATERIAL[:3]], swedish)

    assert [theme.group for theme in themes] == [""]


def test_typical_passages_come_from_different_people_first(swedish: Language) -> None:
    mine = [
        replace(each, respondent="D01" if number < 4 else f"D1{number}") for number, each in enumerate(MATERIAL[:6])
    ]
    theme = proposed(mine, swedish)[0]
    people = {each.key: each.respondent for each in mine}

    assert len({people[key] for key in theme.passages[:3]}) == 3


def test_a_theme_of_suggestions_only_is_marked(swedish: Language) -> None:
    suggested = [replace(each, machine=True) for each in MATERIAL[:3]]

    assert proposed(suggested, swedish)[0].machine
    assert not proposed([*suggested, MATERIAL[3]], swedish)[0].machine


@pytest.mark.parametrize("texts", [[], [""], ["[skratt]"], ["Ja.", "Nej."], ["…", "mm", "😀 👍"]])
def test_material_without_words_is_no_obstacle(texts: list[str], swedish: Language) -> None:
    poor = [
        Passage(f"s{number}.txt", Span(0, max(1, len(text))), text, "D01", "participants", frozenset({"needs"}),
                frozenset({"needs"}), ("c1",))
        for number, text in enumerate(texts)
    ]  # fmt: skip
    themes = proposed(poor, swedish)

    assert sorted(key for theme in themes for key in theme.passages) == sorted(each.key for each in poor)
    assert all(theme.name for theme in themes)


def test_names_are_unique_within_a_cell(swedish: Language) -> None:
    poor = [replace(each, text="Mm, ja.", codes=frozenset({"needs"})) for each in MATERIAL]
    decisions = [
        ThemeDecision(f"t{number}", "needs", "participants", frozenset(each.key for each in poor[number::4]))
        for number in range(4)
    ]
    themes = proposed(poor, swedish, decisions=decisions)

    assert len({theme.name.casefold() for theme in themes}) == len(themes) == 4


def test_a_cell_can_be_proposed_alone_against_the_whole_material(swedish: Language, themes: list[Theme]) -> None:
    material = Material.of(MATERIAL, language=swedish, scheme=SCHEME)

    assert propose(material, Cell("needs", "participants")) == themes
    assert propose(material, Cell("actors", "team")) == []


def test_english_material_gets_english_names() -> None:
    texts = [
        "The bus leaves before the nursery opens, so I can never drop the children off in time.",
        "I miss the bus every morning because the nursery will not take the children before seven.",
        "There is one bus in the evening and the nursery closes before it arrives.",
        "Without a bus there is nobody who can fetch the children from the nursery.",
    ]
    themes = proposed(passages(texts, "family"), language("en"))

    assert themes[0].name.startswith("Family and everyday life: ")
    assert "nursery" in themes[0].name.lower() or "bus" in themes[0].name.lower()


def test_the_number_of_themes_grows_slowly_with_the_cell() -> None:
    counts = [most_themes(passages) for passages in range(1, 20_000, 7)]

    assert counts[0] == 1
    assert counts == sorted(counts)
    assert max(counts) == 12
    assert max(most_themes(passages) for passages in range(40)) == 3
