"""The conformance check finds what an importer does wrong, and says what it is."""

from dataclasses import replace

import pytest

from toolkit.domain.sources.sources import RawTurn
from toolkit.domain.texts.text import Span
from toolkit.errors import BadFile
from toolkit.importers.conformance import check_importer, check_refusal, check_transcript
from toolkit.importers.plain import PlainImporter

SAMPLE = b"I: How did you get there?\nP01: By bus, and then I walked.\n"
GOOD = PlainImporter().read(SAMPLE, "a.txt")


def test_a_good_importer_passes():
    check_importer(PlainImporter(), {"a.txt": SAMPLE})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"text": GOOD.text + "e\u0301"}, "normalise"),
        ({"turns": ()}, "no turns"),
        ({"turns": (RawTurn(Span(0, 500)),)}, "beyond the text"),
        ({"turns": (RawTurn(Span(2, 6)),)}, "white space"),
        ({"turns": (RawTurn(Span(0, 1), label=" A"),)}, "label"),
        ({"turns": (RawTurn(Span(0, 1), time=-1.0),)}, "below zero"),
        ({"turns": GOOD.turns[::-1]}, "before the one before"),
        ({"counts": {**GOOD.counts, "characters": 3}}, "characters"),
        ({"counts": {"characters": len(GOOD.text)}}, "paragraphs"),
    ],
)
def test_what_is_wrong_with_a_transcript_is_told(change, told):
    with pytest.raises(AssertionError, match=told):
        check_transcript(replace(GOOD, **change))


class Careless:
    """Reads whatever it is given."""

    suffixes = (".careless",)

    def __init__(self, hint="Try again."):
        self.hint = hint

    def read(self, data, name, *, known=frozenset()):
        if data:
            return GOOD
        raise BadFile("{name} is empty.", hint=self.hint, name=name)


def test_what_is_not_refused_or_refused_without_a_next_step_is_told():
    with pytest.raises(AssertionError, match="should be refused"):
        check_importer(Careless(), {})
    with pytest.raises(AssertionError, match="no hint"):
        check_refusal(Careless(hint=""), b"", "a.careless")
    odd = Careless()
    odd.suffixes = ("odd",)
    with pytest.raises(AssertionError, match="lower case"):
        check_importer(odd, {})
