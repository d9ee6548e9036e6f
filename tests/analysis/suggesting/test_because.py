"""The reason of a suggestion is one sentence in the project's language, the weightiest reason first."""

from __future__ import annotations

import pytest

from toolkit.analysis.suggesting.because import _SENTENCES, Reasons, sentence


@pytest.mark.parametrize(
    ("reasons", "sv", "en"),
    [
        (Reasons(), "Avsnittet intill pekar åt samma håll.", "The passage beside points the same way."),
        (Reasons(cues=["sov"]), "Känner igen ordet ”sov”.", "Recognises the word “sov”."),
        (Reasons(cues=["sov", "ont"]), "Känner igen orden ”sov” och ”ont”.", "Recognises the words “sov” and “ont”."),
        (
            Reasons(cues=["a", "b", "c"]),
            "Känner igen orden ”a”, ”b” och ”c”.",
            "Recognises the words “a”, “b” and “c”.",
        ),
        (Reasons(asked="Behov"), "Frågan gällde Behov.", "The question was about Behov."),
        (Reasons(asked="Inför", phase=True), "Frågan gällde fasen inför.", "The question was about the phase inför."),
        (
            Reasons(described=["oro"]),
            "”oro” finns i beskrivningen av koden.",
            "“oro” stand in the description of the code.",
        ),
        (Reasons(learned=[]), "Liknar det som ni har kodat så.", "Is like what you have coded so."),
        (
            Reasons(learned=["åka"]),
            "”åka” hör i era kodningar ofta till koden.",
            "“åka” often go with this code in your codings.",
        ),
    ],
)
def test_each_reason_is_told_in_both_languages(reasons, sv, en):
    assert (sentence("sv", reasons), sentence("en", reasons)) == (sv, en)


def test_several_reasons_stand_in_one_order_with_the_learned_first():
    every = Reasons(cues=["sov"], asked="Behov", described=["oro"], learned=["åka"], beside=True)
    parts = sentence("sv", every).removesuffix(".").split("; ")
    assert [part.split(" ")[0] for part in parts] == ["”åka”", "känner", "frågan", "”oro”", "avsnittet"]


def test_nothing_is_said_to_be_learned_where_nothing_was():
    told = sentence("sv", Reasons(cues=["sov"], learned=None))
    assert "kodningar" not in told
    assert "kodat" not in told


def test_another_language_is_given_english():
    assert sentence("fi", Reasons(cues=["x"])) == sentence("en", Reasons(cues=["x"]))


def test_both_languages_have_every_form():
    assert _SENTENCES["sv"].keys() == _SENTENCES["en"].keys()
