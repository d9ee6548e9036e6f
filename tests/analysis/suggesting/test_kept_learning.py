"""What was learned, packed and unpacked: the same suggestions, no words, and nothing from bytes that do not fit."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from toolkit.analysis.suggesting.encoders import Encoder
from toolkit.analysis.suggesting.kept_learning import packed, unpacked
from toolkit.analysis.suggesting.rules import Rules
from toolkit.analysis.suggesting.suggesting import Model, fit
from toolkit.analysis.texts.language import Language
from toolkit.analysis.texts.segmenting import segments
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Segment
from toolkit.domain.sources.sources import Source

Make = Callable[..., Source]
GARDEN = "trädgården växer och jag planterar tulpaner utanför fönstret igen"
OTHER = ("bilen gick sönder vid macken", "de målade om hela köket", "vi åkte båt över sjön")


@pytest.fixture
def pieces(source: Make, swedish: Language) -> list[Segment]:
    draw = random.Random(5)
    said = [
        [f"{draw.choice([GARDEN, *OTHER])} och {draw.choice(OTHER)} nummer {n}." for n in range(6)] for _ in range(5)
    ]
    return [
        piece
        for number, texts in enumerate(said)
        for piece in segments(source(*((f"D{number}", text) for text in texts), name=f"d{number}.txt"), swedish)
    ]


@pytest.fixture
def learned(pieces: list[Segment], swedish: Language, scheme: Scheme) -> Model:
    labels = {at: frozenset({"learning"} if "tulpaner" in piece.text else ()) for at, piece in enumerate(pieces)}
    return fit(pieces, labels, {}, scheme=scheme, language=swedish)


def again(model: Model, data: bytes) -> Model:
    found = unpacked(data, model.rules)
    assert found is not None
    return Model(model.rules, model.scheme, found, refused=model.refused, seed=1)


def test_what_was_kept_suggests_exactly_what_was_learned(learned: Model, pieces: list[Segment]) -> None:
    kept = again(learned, packed(learned.learned))
    assert kept.suggest(pieces) == learned.suggest(pieces)
    assert kept.fingerprint == learned.fingerprint
    assert any(one.suggester.startswith("learned") for found in kept.suggest(pieces) for one in found)


def test_another_process_with_other_words_in_its_head_gives_the_same(
    learned: Model, pieces: list[Segment], scheme: Scheme
) -> None:
    fresh = Language("sv")
    fresh.read(["Zebror äter gurka i Ystad varje söndag innan mässan."])
    rules = Rules(scheme, fresh)
    found = unpacked(packed(learned.learned), rules)
    assert found is not None
    assert Model(rules, scheme, found, refused={}, seed=1).suggest(pieces) == learned.suggest(pieces)


def test_learning_twice_gives_other_hashes_and_the_same_suggestions(
    learned: Model, pieces: list[Segment], swedish: Language, scheme: Scheme
) -> None:
    labels = {at: frozenset({"learning"} if "tulpaner" in piece.text else ()) for at, piece in enumerate(pieces)}
    other = fit(pieces, labels, {}, scheme=scheme, language=swedish)
    assert packed(other.learned) != packed(learned.learned)
    assert other.suggest(pieces) == learned.suggest(pieces)


def test_no_word_stands_in_it(learned: Model) -> None:
    data = packed(learned.learned).lower()
    for word in (*GARDEN.split(), "macken", "köket", "learning", "d1"):
        if len(word) > 3:
            assert word.encode() not in data
            assert word.encode("utf-16-le") not in data


def test_nothing_learned_is_nothing_kept(swedish: Language, scheme: Scheme) -> None:
    assert packed(fit([], {}, {}, scheme=scheme, language=swedish).learned) == b""


def test_what_cannot_be_read_is_nothing(learned: Model, swedish: Language, scheme: Scheme) -> None:
    data = packed(learned.learned)
    pickled = io.BytesIO()
    np.save(pickled, np.asarray([{"a": 1}], object), allow_pickle=True)
    smaller = Rules(replace(scheme, codes=dict(list(scheme.codes.items())[:-1])), swedish)
    assert unpacked(data[: len(data) // 2], learned.rules) is None
    assert unpacked(b"", learned.rules) is None
    assert unpacked(pickled.getvalue(), learned.rules) is None
    assert unpacked(data, smaller) is None


def test_a_model_that_it_rests_on_must_be_there(learned: Model) -> None:
    class Named:
        name, fingerprint = "vectors", "spacy vectors 1"

        def encode(self, texts: list[str]) -> np.ndarray:
            return np.zeros((len(texts), 2), np.float32)

    encoder: Encoder = Named()
    assert learned.learned.weights is not None
    learned.learned.weights.features.encoder = encoder
    data = packed(learned.learned)
    assert unpacked(data, learned.rules) is None
    found = unpacked(data, learned.rules, [encoder])
    assert found is not None
    assert found.weights is not None
    assert found.weights.features.encoder is encoder
