"""Names and key words of themes."""

from __future__ import annotations

import numpy as np

from toolkit.analysis.texts.language import language
from toolkit.analysis.themes.theme_labels import labelled, log_odds
from toolkit.analysis.themes.theme_material import Material
from toolkit.analysis.themes.theme_phrases import akin, noun_phrases
from toolkit.domain.codings.schemes import Code, Cue, Scheme
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span

CODES = (
    Code("actors", "area", {"sv": "Andra aktörer", "en": "Other actors"}, cues={"sv": (Cue("arbetsförmedl*"),)}),
    Code("actors/gaps", "area", {"sv": "Glapp: mellan organisationer"}),
    Code("actors/old", "area", {"sv": "Gammal"}, retired=True, merged_into="actors/gaps"),
)
SCHEME = Scheme("small", 1, {}, (), {code.path: code for code in CODES})


def material(*texts: str, codes: tuple[str, ...] = ("actors",), people: int = 9) -> Material:
    items = [
        Passage(f"d{number:02}.txt", Span(0, len(text)), text, f"D{number % people}", "participants", frozenset(codes),
                frozenset({"actors"}), (f"c{number}",))
        for number, text in enumerate(texts)
    ]  # fmt: skip
    return Material.of(items, language=language("sv"), scheme=SCHEME)


def name(found: Material, *, taken: frozenset[str] = frozenset()) -> str:
    rows = range(len(found.passages))
    return labelled(found, list(rows), area="actors", group="participants", taken=taken).name


THREADS = (
    "Coachen följde med första dagen och sen visste jag var handläggaren satt.",
    "Utan coachen den första dagen hade jag vänt, handläggaren svarade inte i telefon.",
    "Jag minns första dagen, coachen stod i dörren och handläggaren ringde.",
)


SUPPORT = (
    "Jag levde på ekonomiskt bistånd då.",
    "Den som har ekonomiskt bistånd får vänta.",
    "Ett ekonomiskt bistånd räcker inte.",
)


def test_a_noun_is_shown_in_the_phrase_it_is_used_in() -> None:
    found = material(*SUPPORT, "För ekonomiskt bistånd krävs papper, och på ekonomiskt bistånd blir ingen rik.")
    noun = found.lemmas.index("bistånd")

    assert noun_phrases(found, range(4), [noun]) == ["ekonomiskt bistånd"]


def test_a_phrase_of_one_person_is_not_shown_when_others_speak() -> None:
    found = material(
        "För ekonomiskt bistånd krävs papper, på ekonomiskt bistånd.", "Sen dröjde biståndet.", "Då kom biståndet."
    )
    noun = found.lemmas.index("bistånd")

    assert noun_phrases(found, range(3), [noun]) == ["biståndet"]


def test_without_a_common_code_the_phrases_stand_alone_with_a_capital() -> None:
    found = name(material(*THREADS))

    assert found[0].isupper()
    assert ":" not in found
    assert "oachen" in found or "andläggaren" in found


def test_the_title_of_the_common_code_heads_the_name_without_what_follows_a_colon() -> None:
    assert name(material(*THREADS, codes=("actors", "actors/gaps"))).startswith("Glapp: ")


def test_a_retired_code_counts_as_the_one_it_was_merged_into() -> None:
    assert name(material(*THREADS, codes=("actors", "actors/old"))).startswith("Glapp: ")


def test_words_of_one_person_alone_do_not_make_the_name_when_others_speak_too() -> None:
    texts = ("Gräsklipparen, gräsklipparen!", "Ja, så var det för mig också.", "Jag tyckte likadant hela tiden.")

    assert "gräsklippar" not in name(material(*texts)).lower()


def test_a_taken_name_is_not_given_again() -> None:
    first = name(material(*THREADS))
    second = name(material(*THREADS), taken=frozenset({first.upper()}))

    assert second.casefold() != first.casefold()


def test_names_and_transcriber_s_remarks_are_never_shown_but_authorities_are() -> None:
    texts = (
        "Sen ringde Gunvor och Gunvor sa [skratt] att Arbetsförmedlingen dröjer.",
        "Jag frågade Gunvor om Arbetsförmedlingen [skratt] igen.",
        "Både Gunvor och Arbetsförmedlingen [skratt] skickade brev.",
    )
    found = material(*texts)
    label = labelled(found, [0, 1, 2], area="actors", group="participants", taken=frozenset())
    shown = f"{label.name} {' '.join(label.words)}"

    assert "unvor" not in shown
    assert "skratt" not in shown
    assert "Arbetsförmedlingen" in shown


def test_a_remark_in_round_brackets_is_not_shown_either() -> None:
    found = material("Bussen (ohörbart) går sällan.", "Bussen (ohörbart) dröjer.", "Jag tog bussen (den sena) hem.")

    assert "ohörbart" not in found.forms
    assert "sena" in found.forms


def test_kindred_words_do_not_share_a_heading() -> None:
    assert akin("bussen", "bussarna")
    assert akin("praktikplatsen", "praktiken")
    assert not akin("barnen", "bussen")


def test_log_odds_are_high_for_words_of_the_theme_and_zero_for_common_ones() -> None:
    own, rest = np.array([20.0, 10.0, 0.0]), np.array([2.0, 10.0, 18.0])
    odds = log_odds(own, rest, own + rest)

    assert odds[0] > 2 > odds[1] > -2 > odds[2]
