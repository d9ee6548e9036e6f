"""How a theme is named: under which title, with which phrases, which way it leans, and with which key words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.texts.language import language
from toolkit.analysis.themes.theme_labels import Label, labelled, log_odds
from toolkit.analysis.themes.theme_material import Material
from toolkit.domain.codings.schemes import Code, Facet, Scheme
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span

CODES = (
    Code("actors", "area", {"sv": "Andra aktörer", "en": "Other actors"}),
    Code("actors/transport", "area", {"sv": "Bussar: resor", "en": "Buses"}),
    Code("actors/care", "area", {"sv": "Vården", "en": "Care"}),
    *(Code(f"valence/{key}", "valence", {"sv": key}) for key in ("hinders", "promotes", "proposes", "mixed")),
)
FACETS = (Facet("area", {"sv": "Område"}), Facet("valence", {"sv": "Riktning"}))
SCHEME = Scheme("small", 1, {}, FACETS, {code.path: code for code in CODES})
THREADS = (
    "Coachen följde med första dagen och sen visste jag var handläggaren satt.",
    "Utan coachen den första dagen hade jag vänt, handläggaren svarade inte i telefon.",
    "Jag minns första dagen, coachen stod i dörren och handläggaren ringde.",
)
SILENT = ("Ja, så var det.", "Jag tyckte likadant.", "Så blev det för mig också.")


def passage(number, text, *codes, who=""):
    return Passage(f"d{number:02}.txt", Span(0, len(text)), text, who or f"D{number:02}", "participants",
                   frozenset(("actors", *codes)), frozenset({"actors"}), (f"c{number}",))  # fmt: skip


def label(*passages, taken=(), code="sv", rows=None) -> Label:
    found = Material.of(passages, language=language(code), scheme=SCHEME)
    own = list(range(len(found.passages))) if rows is None else rows
    return labelled(found, own, area="actors", group="participants", taken=frozenset(taken))


def named(texts, *codes, **more):
    """The name of passages that each have these codes."""
    return label(*(passage(number, text, *codes) for number, text in enumerate(texts)), **more).name


@pytest.mark.parametrize(
    ("coded", "name"),
    [
        (("actors/transport",) * 3, "Bussar"),
        (("actors/care", "actors/transport", "actors/transport"), "Bussar"),
        (("actors/transport", "actors/care", ""), "Vården"),  # as many of each: the first by path
        (("", "", ""), "Andra aktörer"),
        (("valence/mixed",) * 3, "Andra aktörer"),  # no code under the area
    ],
    ids=["all", "most", "tie", "none", "other facet"],
)
def test_what_says_nothing_of_its_own_is_called_by_the_title_of_its_commonest_code(coded, name):
    of_each = enumerate(zip(SILENT, coded, strict=True))
    found = label(*(passage(at, text, *filter(None, [code])) for at, (text, code) in of_each))
    assert found.name == name


def test_a_code_heads_the_name_of_phrases_from_two_fifths_on_and_of_silence_from_a_quarter_on():
    def of(count, texts):
        return label(*(passage(at, text, *["actors/care"] * (at < count)) for at, text in enumerate(texts))).name

    assert of(4, (THREADS * 4)[:10]).startswith("Vården: ")
    assert ":" not in of(3, (THREADS * 4)[:10])
    assert of(3, (SILENT * 4)[:12]) == "Vården"
    assert of(2, (SILENT * 4)[:12]) == "Andra aktörer"


@pytest.mark.parametrize(
    ("leans", "names"),
    [
        (("hinders", "hinders", "hinders"), ("Vården", "Vården: det som hindrar", "Vården: övrigt")),
        (("promotes", "promotes", "hinders"), ("Vården", "Vården: det som stöder", "Vården: övrigt")),
        (("proposes", "proposes", ""), ("Vården", "Vården: förslag", "Vården: övrigt")),
        (("hinders", "promotes", ""), ("Vården", "Vården: övrigt", "Vården (2)")),  # both ways
        (("hinders", "", ""), ("Vården", "Vården: övrigt", "Vården (2)")),  # too little said of it
        (("mixed", "mixed", "mixed"), ("Vården", "Vården: övrigt", "Vården (2)")),
    ],
    ids=["hinders", "promotes", "proposes", "both", "one", "mixed"],
)
def test_a_taken_title_is_followed_by_which_way_its_passages_lean(leans, names):
    passages = [
        passage(at, text, "actors/care", *(f"valence/{lean}" for lean in [lean] if lean))
        for at, (text, lean) in enumerate(zip(SILENT, leans, strict=True))
    ]
    taken: list[str] = []
    for name in names:
        assert label(*passages, taken=taken).name == name
        taken.append(name.upper())


def test_only_proposals_are_said_together_with_their_nouns():
    assert named(THREADS, "actors/care", "valence/proposes").startswith("Vården: förslag om ")
    assert "hindra" not in named(THREADS, "actors/care", "valence/hinders")


def test_numbers_go_on_where_all_names_are_taken():
    taken = {"Andra aktörer", "Andra aktörer: övrigt", "andra aktörer (2)", "Andra aktörer (3)"}
    assert named(SILENT, taken=taken) == "Andra aktörer (4)"


def test_an_area_without_a_title_is_called_by_its_key():
    found = Material.of(
        [replace(passage(0, SILENT[0]), codes=frozenset({"gone"}))], language=language("sv"), scheme=SCHEME
    )
    assert labelled(found, [0], area="gone", group="participants", taken=frozenset()).name == "gone"


def test_an_english_theme_is_named_in_english():
    texts = ("Yes, so it was.", "I thought so too.", "So it was for me.")
    assert named(texts, code="en") == "Other actors"
    assert named(texts, "actors/care", "valence/hinders", code="en", taken={"Care"}) == "Care: what hinders"


def test_key_words_are_those_that_tell_the_theme_from_its_group():
    theme = [passage(at, text) for at, text in enumerate(THREADS)]
    rest = [passage(at, f"Hyran steg igen och coachen log {at}.") for at in range(3, 9)]
    words = label(*theme, *rest, rows=[0, 1, 2]).words
    assert words[0] == "handläggaren"  # the coach is spoken of by all the others too
    assert 4 <= len(words) <= 6
    assert "hyran" not in words
    assert "dagen" not in words  # says nothing by itself, and there are others


def test_a_repeated_word_comes_before_one_that_is_said_once_and_no_word_twice():
    words = label(*(passage(at, text) for at, text in enumerate(THREADS))).words
    repeated = [sum(word in text.casefold() for text in THREADS) > 1 for word in words]
    assert repeated[:2] == [True, True]
    assert repeated == sorted(repeated, reverse=True)
    assert len({word.casefold() for word in words}) == len(words)


def test_what_says_nothing_has_no_key_words():
    assert label(*(passage(at, text) for at, text in enumerate(("Ja, ja.", "Nej.", "Jo, mm.")))).words == ()


COUNTS = st.lists(st.integers(0, 30), min_size=2, max_size=8).map(lambda counts: np.array(counts, float))


@settings(max_examples=50)
@given(st.data())
def test_log_odds_turn_about_when_the_sides_do_and_those_of_some_words_are_those_of_all(data):
    own = data.draw(COUNTS)
    rest = np.array(data.draw(st.lists(st.integers(0, 30), min_size=len(own), max_size=len(own))), float)
    odds = log_odds(own, rest, own + rest)
    assert np.allclose(odds, -log_odds(rest, own, own + rest))
    at = np.array(data.draw(st.lists(st.integers(0, len(own) - 1), min_size=1, unique=True)))
    assert np.allclose(log_odds(own, rest, own + rest, at=at), odds[at])


def test_log_odds_grow_with_how_often_a_word_is_said_and_shrink_with_doubt():
    rest = np.array([10.0, 90.0])
    weak, strong = (log_odds(np.array([n, 90.0]), rest, np.array([n + 10, 180.0]))[0] for n in (12.0, 30.0))
    assert strong > weak > 0
    few, many = (log_odds(size * np.array([2.0, 8.0]), size * np.array([1.0, 9.0]), np.ones(2))[0] for size in (1, 50))
    assert many > few > 0
