"""The quick way to where sentences go gives what cutting the whole text gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.texts.language import Language
from toolkit.analysis.texts.sentence_borders import Borders
from toolkit.analysis.texts.sentences import sentences

PIECES = """Jag gick hem. t.ex. Det var bra! kl. Eh. [skratt] (ja) ”Nej.” va?! … och ca. Af:s resp. 14.30 s.k. osv. A.
    e.d. Åsa (hon sa) nej... - T.ex. t. ex. bl. a. bl.a. hem.Det .Ja ...och ...Och ? [paus (skratt) [lång paus]
    ). hej.) hej.) Ja.[skratt] x.[skratt 1. 2) NN. kr. jan. www.a.se. “Hej” 'nej' ”ja” .”  ( [ ] :) ö.
    [stort skratt bland alla som är i rummet och länge] [en] [två] Mm. öh. EH. Dr. Nej!” *Ja* § 5 Ǆ ª é."""
GAPS = st.sampled_from([" ", " ", " ", " ", "\n", "  ", "\u00a0", "\t", " \n"])


@pytest.fixture(scope="module", params=["sv", "en"])
def borders(request):
    return Borders(Language(request.param))


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES.split()), GAPS), max_size=30))
def test_they_are_those_of_the_whole_text(borders, pieces):
    text = "".join(piece + gap for piece, gap in pieces)
    assert borders.of([text, text.strip()]) == sentences([text, text.strip()], borders.language)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aBå.!?… [](),”\"'-\n1", max_size=40))
def test_they_are_those_of_any_text(borders, text):
    assert borders.of([text]) == sentences([text], borders.language)


def test_it_forgets_rather_than_grow_for_ever(monkeypatch, borders):
    monkeypatch.setattr("toolkit.analysis.texts.sentence_borders.MOST", 2)
    text = "Ja. Nej. Kanske. Eller hur? Jo!"
    assert borders.of([text]) == borders.of([text]) == sentences([text], borders.language)
