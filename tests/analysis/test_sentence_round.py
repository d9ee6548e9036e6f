"""The sentences round a place are those that cutting the whole text gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.language import Language
from toolkit.analysis.sentence_round import Rounds
from toolkit.analysis.sentences import sentences

PIECES = st.sampled_from(
    [
        *(
            "Jag",
            "gick",
            "hem.",
            "t.ex.",
            "Det",
            "var",
            "bra!",
            "kl.",
            "Eh.",
            "[skratt]",
            "(ja)",
            "”Nej.”",
            "va?!",
            "…",
        ),
        *("och", "ca.", "Af:s", "resp.", "14.30", "s.k.", "osv.", "A.", "e.d.", "Åsa", "(hon", "sa)", "nej...", "-"),
        "\n",
    ]
)


@pytest.fixture(scope="module")
def language():
    return Language("sv")


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=30), st.data())
def test_they_are_those_of_the_whole_text(language, pieces, data):
    text = " ".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 12)))
    (edges,) = sentences([text], language)
    touched = [edge for edge in edges if edge[0] < end and edge[1] > start]
    expected = (touched[0][0], touched[-1][1]) if touched else (start, end)
    assert Rounds().around([(text, start, end)], language) == [expected]
