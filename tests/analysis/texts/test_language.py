"""Tokens, lemmas and sentences of spoken Swedish."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.texts.language import Language, language
from toolkit.analysis.texts.sentences import asides, sentence_starts
from toolkit.errors import UsageError


def sentences(text: str, code: str = "sv") -> list[str]:
    speech = language(code)
    tokens = speech.read([text])
    begins = [int(tokens.starts[at]) for at in sentence_starts(tokens, speech).nonzero()[0]]
    return [text[start:end].strip() for start, end in zip(begins, [*begins[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("nån", "någon"),
        ("dom", "de"),
        ("sen", "sedan"),
        ("dä", "den"),
        ("int", "inte"),
        ("Deltagarna", "deltagare"),
        ("stöd", "stöd"),
        ("rädda", "rädd"),
        ("lärde", "lära"),
        ("finns", "finnas"),
    ],
)
def test_lemma_of_speech_is_the_written_word(swedish: Language, word: str, lemma: str) -> None:
    assert swedish.lemmatizer.lemma(word) == lemma


def test_compound_missing_from_the_lexicon_is_split_for_features(swedish: Language) -> None:
    assert swedish.lemmatizer.analysis("färgblanketten") == ("färgblankett", ("färg", "blankett"))
    assert swedish.lemmatizer.analysis("utmaningen") == ("utmaning", ())


def test_words_of_evaluation_are_no_stop_words(swedish: Language) -> None:
    assert {"behöva", "bättre", "sämre", "tillsammans", "tidigare", "viktig"} & swedish.words.stop == set()
    assert "liksom" in swedish.words.fillers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det tog ca. tre veckor. Sen ringde hon.", ["Det tog ca. tre veckor.", "Sen ringde hon."]),
        ("Vi har t.ex. Komvux. Och bl.a. Af.", ["Vi har t.ex. Komvux.", "Och bl.a. Af."]),
        ("”Det är bra.” Sen gick hon.", ["”Det är bra.”", "Sen gick hon."]),
        ('Hon sa "kom hit." Jag kom.', ['Hon sa "kom hit."', "Jag kom."]),
        ("Det gick bra. [skratt] Men inte sen.", ["Det gick bra. [skratt]", "Men inte sen."]),
        ("Ja... kanske det. Eh. Jag vet inte.", ["Ja... kanske det.", "Eh. Jag vet inte."]),
        ("Va? sa jag. Ja!", ["Va? sa jag.", "Ja!"]),
    ],
)
def test_sentences_of_speech(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_sentences_of_english_speech() -> None:
    assert sentences("Yeah. No, e.g. the plots. (laughs) So we didn't.", "en") == [
        "Yeah.",
        "No, e.g. the plots. (laughs)",
        "So we didn't.",
    ]


def test_remark_of_the_transcriber_is_told_from_a_mask(swedish: Language) -> None:
    tokens = swedish.read(["Jag [talar i mun på varandra] ringde [handledaren]."])
    assert asides(tokens, swedish).sum() == 7


def test_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError):
        Language("de")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="aåö é̈🙂.?!” [\n]–'", max_size=30), max_size=4))
def test_tokens_stand_where_they_say(texts: list[str]) -> None:
    speech = language("sv")
    tokens = speech.read(texts)
    for row, text in enumerate(texts):
        first, last = tokens.bounds[row], tokens.bounds[row + 1]
        found = [text[tokens.starts[at] : tokens.ends[at]] for at in range(first, last)]
        assert found == [speech.types[kind] for kind in tokens.types[first:last]]
        assert "".join("".join(found).split()) == "".join(text.split())
