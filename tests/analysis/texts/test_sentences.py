"""Where sentences begin, and what is a transcriber's remark."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.texts.language import Language, language
from toolkit.analysis.texts.sentences import LONGEST_ASIDE, asides, sentences


def cut(text: str, code: str = "sv") -> list[str]:
    [found] = sentences([text], language(code))
    return [text[start:end] for start, end in found]


def remarks(texts: list[str], speech: Language) -> list[str]:
    tokens = speech.read(texts)
    inside = asides(tokens, speech)
    return [speech.types[kind] for kind, aside in zip(tokens.types, inside, strict=True) if aside]


def test_sentences_without_the_white_space_between_them() -> None:
    texts = ["Vi gick hem.  Sen kom kl. 8 bussen! [skratt] Ja", "", "  ", " Nej.\n"]
    found = sentences(texts, language("sv"))
    assert [[text[start:end] for start, end in own] for text, own in zip(texts, found, strict=True)] == [
        ["Vi gick hem.", "Sen kom kl. 8 bussen! [skratt]", "Ja"],
        [],
        [],
        ["Nej."],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jag gick. och kom", ["Jag gick. och kom"]),  # a small letter goes on
        ("Klockan var 8. 9 hade vi rast.", ["Klockan var 8.", "9 hade vi rast."]),
        ("Det var ca. Åtta", ["Det var ca. Åtta"]),
        ("Det var ca . Åtta", ["Det var ca .", "Åtta"]),  # the mark is not the abbreviation's
        ("Bra?! ... Sen då", ["Bra?! ...", "Sen då"]),
        ("(Det var bra.) Sen gick vi", ["(Det var bra.)", "Sen gick vi"]),
        ("Bra. ”Kom” sa hon", ["Bra.", "”Kom” sa hon"]),
        ("Bra.\n\nSen gick vi", ["Bra.", "Sen gick vi"]),
        ("Bra. (skratt) [paus] Sen", ["Bra. (skratt) [paus]", "Sen"]),
        ("Bra. [Sen gick vi hem", ["Bra. [", "Sen gick vi hem"]),  # never shut: it holds nothing
        (". Nej", [".", "Nej"]),
    ],
)
def test_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_abbreviations_are_those_of_the_language() -> None:
    assert cut("We had e.g. Plots.", "en") == ["We had e.g. Plots."]
    assert cut("Ta bussen osv. Handledaren kom.") == ["Ta bussen osv. Handledaren kom."]
    assert cut("Ta bussen osv. Handledaren kom.", "en") == ["Ta bussen osv.", "Handledaren kom."]


@settings(max_examples=30)
@given(st.lists(st.text(alphabet="aBå.!? ”[]()\n1", max_size=30), max_size=4))
def test_a_text_is_cut_alike_alone_and_among_others_and_no_sign_is_lost(texts: list[str]) -> None:
    speech = language("sv")
    together = sentences(texts, speech)
    assert together == [sentences([text], speech)[0] for text in texts]
    for text, own in zip(texts, together, strict=True):
        assert "".join("".join(text[start:end] for start, end in own).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Ja [skratt] nej"], "[ skratt ]"),
        (["Ja (lång paus) nej"], "( lång paus )"),
        (["Ja (på bussen) nej"], ""),  # words of the speaker
        (["Ja [skratt", "paus] nej"], ""),  # a remark does not reach into the next text
        (["[skratt] ja [NN] [paus]"], "[ skratt ] [ paus ]"),
        (["[på bussen] skratt"], ""),  # what tells it must stand inside
    ],
)
def test_a_bracket_is_a_remark_when_one_of_its_words_tells_so(texts: list[str], expected: str, swedish) -> None:
    assert " ".join(remarks(texts, swedish)) == expected


def test_a_bracket_that_holds_a_whole_speech_is_no_remark(swedish) -> None:
    longest = f"[skratt {' '.join(['bussen'] * (LONGEST_ASIDE - 3))}]"
    assert len(remarks([longest], swedish)) == LONGEST_ASIDE
    assert remarks([longest.replace("skratt", "skratt bussen")], swedish) == []
