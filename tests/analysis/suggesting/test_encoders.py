"""Models named in project.toml: read from the disk only, used only when better, missing ones told in words."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import spacy

from toolkit.analysis.suggesting.comparing_encoders import BUILT_IN, chosen, compared
from toolkit.analysis.suggesting.encoders import SentenceVectors, SpacyVectors, opened
from toolkit.analysis.suggesting.rules import Rules
from toolkit.analysis.suggesting.suggesting import fitted
from toolkit.analysis.suggesting.training import Judged, Training, prepared
from toolkit.analysis.texts.language import Language
from toolkit.analysis.texts.segmenting import segments
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.sources.sources import Source
from toolkit.errors import BadSetting

Make = Callable[..., Source]
STEMS = ("bar", "lon", "tris", "mek", "vul", "gast", "rop", "fil", "sund", "kor", "dag", "pim")
WIDTH = 8


def words(kind: int) -> list[str]:
    """Made-up words that mean one of two things, and by whose letters nobody can tell which."""
    drawn = random.Random(kind)
    return sorted({"".join(drawn.sample(STEMS, 3)) for _ in range(400)})


def model(folder: Path, *, knows: bool) -> Path:
    """A spaCy model whose vectors tell the two kinds apart, or tell nothing."""
    pipeline = spacy.blank("sv")
    draw = np.random.default_rng(1)
    pipeline.vocab.vectors.resize((2000, WIDTH))
    for kind in (0, 1):
        for word in words(kind):
            vector = draw.normal(scale=0.3, size=WIDTH)
            vector[0] += (3.0 if kind else -3.0) if knows else 0.0
            pipeline.vocab.set_vector(word, vector.astype(np.float32))
    pipeline.to_disk(folder)
    return folder


@pytest.fixture
def judged(source: Make, swedish: Language) -> Judged:
    drawn = random.Random(4)
    pieces, labels = [], {}
    for number in range(10):
        kinds = [drawn.randrange(2) for _ in range(12)]
        said = []
        for kind in kinds:
            new = " ".join(drawn.sample(words(kind), 6))
            said += [("I", "Mm."), (f"D{number}", f"Sen var det {new} en gång till.")]
        for kind, piece in zip(kinds, segments(source(*said, name=f"d{number}.txt"), swedish), strict=True):
            labels[len(pieces)] = frozenset({"actors" if kind else "needs"})
            pieces.append(piece)
    return Judged(pieces, labels, {}, {})


@pytest.fixture
def training(judged: Judged, swedish: Language, scheme: Scheme) -> Training:
    return prepared(judged.segments, judged.labels, {}, rules=Rules(scheme, swedish), seed=1)


def test_a_model_that_knows_more_is_used(
    tmp_path: Path, training: Training, judged: Judged, swedish: Language, scheme: Scheme
) -> None:
    model(tmp_path / "good", knows=True)
    encoders = opened(spacy_model="good", sentence_model="", folder=tmp_path)
    own, other = compared(training, Rules(scheme, swedish), encoders)
    assert (own.name, own.used, own.gain) == (BUILT_IN, False, 0.0)
    assert other.used
    assert other.low > 0
    assert other.precision == pytest.approx(own.precision + other.gain)
    assert chosen([own, other], encoders) is encoders[0]
    plain = fitted(judged, scheme=scheme, language=swedish)
    better = fitted(judged, scheme=scheme, language=swedish, encoders=encoders)
    assert better.fingerprint != plain.fingerprint


def test_a_model_that_knows_nothing_is_not(
    tmp_path: Path, training: Training, judged: Judged, swedish: Language, scheme: Scheme
) -> None:
    encoders = [SpacyVectors(str(model(tmp_path / "poor", knows=False)), tmp_path)]
    found = compared(training, Rules(scheme, swedish), encoders)
    assert [one.used for one in found] == [True, False]
    assert chosen(found, encoders) is None
    plain = fitted(judged, scheme=scheme, language=swedish)
    assert fitted(judged, scheme=scheme, language=swedish, encoders=encoders).fingerprint == plain.fingerprint


def test_too_few_respondents_compare_nothing(tmp_path: Path, judged: Judged, swedish: Language, scheme: Scheme) -> None:
    few = {place: codes for place, codes in judged.labels.items() if judged.segments[place].respondent < "D3"}
    rules = Rules(scheme, swedish)
    encoders = [SpacyVectors(str(model(tmp_path / "good", knows=True)), tmp_path)]
    assert compared(prepared(judged.segments, few, {}, rules=rules, seed=1), rules, encoders) == []


def test_vectors_have_length_one_or_none(tmp_path: Path) -> None:
    encoder = SpacyVectors(str(model(tmp_path / "good", knows=True)), tmp_path)
    found = encoder.encode([" ".join(words(0)[:3]), "okänt"])
    assert np.linalg.norm(found, axis=1) == pytest.approx([1.0, 0.0])
    assert encoder.encode([]).shape == (0, WIDTH)
    same = SpacyVectors(str(tmp_path / "good"), tmp_path)
    assert same.fingerprint == encoder.fingerprint


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="not installed"):
        SpacyVectors("sv_there_is_no_such_model", tmp_path)
    spacy.blank("sv").to_disk(tmp_path / "bare")
    with pytest.raises(BadSetting, match="no word vectors"):
        SpacyVectors("bare", tmp_path)
    with pytest.raises(BadSetting, match="no folder"):
        SentenceVectors("KB/model", tmp_path)


def test_a_sentence_model_without_its_library_is_told(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    with pytest.raises(BadSetting):
        SentenceVectors("model", tmp_path)


def test_no_model_named_opens_none(tmp_path: Path) -> None:
    assert opened(spacy_model="", sentence_model="", folder=tmp_path) == []
