"""Cues are found in inflected, compounded and spoken forms, and phrases across fillers but not across marks."""

from __future__ import annotations

import pytest

from toolkit.analysis.suggesting.cues import CueIndex
from toolkit.analysis.texts.language import Language, language
from toolkit.domain.codings.schemes import AREA, Code, Cue, Facet, Scheme


def found(patterns: list[str], text: str, code: str = "sv") -> list[str]:
    cues = {code: tuple(Cue(pattern) for pattern in patterns)}
    scheme = Scheme("s", 1, {}, (Facet(AREA, {}),), {"needs": Code("needs", AREA, {}, cues=cues)})
    speech = language(code)
    tokens = speech.read([text])
    hits = CueIndex(scheme, speech).by_code(tokens, 0).get("needs", [])
    return [text[tokens.starts[hit.first] : tokens.ends[hit.last]] for hit in hits]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("förvänt*", "Mina Förväntningar var låga.", ["Förväntningar"]),
        ("rädd", "De var rädda.", ["rädda"]),
        ("*kontakt*", "Min kontaktperson och vårdkontakten.", ["kontaktperson", "vårdkontakten"]),
        ("*praktik", "En språkpraktik var praktiken.", ["språkpraktik", "praktiken"]),
        ("någon", "Nån ringde, nåt sånt.", ["Nån", "nåt"]),
        ("väntade mig", "Jag väntade, liksom, mig. Jag väntade liksom mig det.", ["väntade liksom mig"]),
        ("stå* i kö", "Vi stod i kö. Vi står i kö. Stå i kö.", ["stod i kö", "står i kö", "Stå i kö"]),
        ("visste inte", "Jag visste. Inte då.", []),
        ("halvtid*tjänst*", "En halvtidstjänst.", ["halvtidstjänst"]),
        ("ring", "Skolan ligger i Springby.", []),
        ("e-post*", "Hon skickade epost.", ["epost"]),
        ("epost*", "Hon skickade e-posten.", ["e-posten"]),
        ("kommun*", "Kommmunen svarade.", ["Kommmunen"]),
        ("hat", "En hatt.", []),
        ("samtal", "Det var två kontrollsamtal.", ["kontrollsamtal"]),
        ("försäkringskassa*", "Försäkringskasan ringde.", ["Försäkringskasan"]),
        ("åka", "Han aka.", []),
    ],
)
def test_swedish_forms(pattern: str, text: str, expected: list[str]) -> None:
    assert found([pattern], text) == expected


def test_english_contractions_and_hyphens() -> None:
    assert found(["didn't know", "short-staffed"], "I didn’t know we were short-staffed.", "en") == [
        "didn’t know",
        "short-staffed",
    ]


def test_phrase_does_not_cross_texts(swedish: Language, scheme: Scheme) -> None:
    tokens = swedish.read(["Jag har lärt", "mig att fråga"])
    assert len(CueIndex(scheme, swedish).hits(tokens).row) == 0


def test_a_cue_counts_once_in_a_text(swedish: Language, scheme: Scheme) -> None:
    index = CueIndex(scheme, swedish)
    scores = index.hits(swedish.read(["Soc och soc och soc.", "Soc och Arbetsförmedlingen."])).scores(
        2, len(index.codes)
    )
    place = [code.path for code in index.codes].index("actors")
    assert scores[:, place].tolist() == [1.0, 2.0]


def test_nothing_is_found_in_nothing(swedish: Language, scheme: Scheme) -> None:
    index = CueIndex(scheme, swedish)
    assert index.hits(swedish.read([])).scores(0, len(index.codes)).shape == (0, len(index.codes))
    assert index.by_code(swedish.read([""]), 0) == {}
