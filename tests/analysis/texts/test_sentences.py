from __future__ import annotations

from toolkit.analysis.texts.language import language
from toolkit.analysis.texts.sentences import sentences


def test_sentences_without_the_white_space_between_them() -> None:
    texts = ["Vi gick hem.  Sen kom kl. 8 bussen! [skratt] Ja", "", "  ", " Nej.\n"]
    found = sentences(texts, language("sv"))
    assert [[text[start:end] for start, end in own] for text, own in zip(texts, found, strict=True)] == [
        ["Vi gick hem.", "Sen kom kl. 8 bussen! [skratt]", "Ja"],
        [],
        [],
        ["Nej."],
    ]
