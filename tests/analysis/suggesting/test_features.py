"""Segments as numbers: what is kept holds nobody's words, and all ways to reckon with it agree."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.suggesting.features import Features, Hashes
from toolkit.analysis.suggesting.rules import Rules
from toolkit.analysis.texts.segmenting import batch_of, segments

SALT = b"0123456789abcdef"
TEXTS = (
    "Jag sov inte på hela vintern och huvudvärken kom tillbaka.",
    "Huvudvärken kom tillbaka när jag inte sov på hela vintern.",
    "Handläggaren på Arbetsförmedlingen ringde aldrig tillbaka till mig.",
    "Det var en annan handläggare som ringde, aldrig den samma.",
)


@pytest.fixture(name="rules")
def _rules(swedish, scheme):
    return Rules(scheme, swedish)


@pytest.fixture(name="batched")
def _batched(source, swedish, rules):
    def make(*texts):
        pieces = [
            piece
            for at, text in enumerate(texts)
            for piece in segments(source((f"D{at}", text), name=f"d{at}.txt"), swedish)
        ]
        batch = batch_of(pieces, swedish)
        return batch, rules.evidence(batch)

    return make


@pytest.fixture(name="fitted")
def _fitted(rules, batched):
    def make(salt=SALT, encoder=None):
        features = Features(rules, encoder, salt=salt)
        features.fit(batched(*TEXTS)[0])
        return features

    return make


class Lengths:
    """An encoder that knows how long a text is, and no more."""

    name, fingerprint = "lengths", "lengths/1"

    def encode(self, texts):
        return np.asarray([[len(text) / 100, 1.0] for text in texts], np.float32)


def test_a_hash_hangs_on_the_name_and_on_the_salt():
    one, other = Hashes(SALT), Hashes(b"x" * 16)
    assert one.of("sömn") == Hashes(SALT).of("sömn") != one.of("sömnen")
    assert one.of("sömn") != other.of("sömn")
    assert one.each(["a", "b", "a"]).tolist() == [one.of("a"), one.of("b"), one.of("a")]


def test_the_memory_of_hashes_is_bounded_and_forgetting_changes_none(monkeypatch):
    monkeypatch.setattr("toolkit.analysis.suggesting.features.REMEMBERED", 3)
    hashes = Hashes(SALT)
    first = [hashes.of(f"ord{n}") for n in range(10)]
    assert [hashes.of(f"ord{n}") for n in range(10)] == first
    assert len(hashes._known) <= 4


def test_only_features_that_recur_are_kept(fitted, rules):
    features = fitted()
    kept = features.words.columns
    hashes = Hashes(SALT)
    assert hashes.of("huvudvärk") in kept
    assert hashes.of("tillbaka") in kept
    assert hashes.of("arbetsförmedling") not in kept
    assert rules.places


def test_what_is_kept_holds_no_word_of_anybody(fitted):
    arrays = fitted().arrays()
    assert all(array.dtype.kind in "uif" for array in arrays.values())
    raw = b"".join(array.tobytes() for array in arrays.values())
    assert "huvudvärk".encode() not in raw
    assert not set(arrays["words.hashes"].tolist()) & set(fitted(b"x" * 16).arrays()["words.hashes"].tolist())


def test_without_a_salt_given_one_is_drawn_for_each(rules):
    assert Features(rules).arrays()["salt"].tobytes() != Features(rules).arrays()["salt"].tobytes()


def test_features_made_of_what_was_kept_give_the_same_rows(fitted, rules, batched):
    features, (batch, evidence) = fitted(), batched(*TEXTS, "Sömnen och handläggaren kom tillbaka.")
    again = Features.of(rules, features.arrays(), None)
    assert (again.rows(batch, evidence)[:] != features.rows(batch, evidence)[:]).nnz == 0


@pytest.mark.parametrize("encoder", [None, Lengths()])
def test_products_are_those_of_the_rows_without_building_them(fitted, batched, encoder):
    features, (batch, evidence) = fitted(encoder=encoder), batched(*TEXTS)
    rows = features.rows(batch, evidence)
    weights = np.random.default_rng(1).normal(size=(rows.shape[1], 3))
    assert np.allclose(features.products(batch, evidence, weights), rows[:] @ weights, atol=1e-5)


def test_an_encoder_adds_its_columns_at_the_end(fitted, batched):
    batch, evidence = batched(*TEXTS)
    plain, more = fitted().rows(batch, evidence), fitted(encoder=Lengths()).rows(batch, evidence)
    assert more.shape[1] == plain.shape[1] + 2
    assert more[:].toarray()[:, -1].tolist() == [1.0] * 4


def test_rows_of_words_have_length_one_however_long_the_text(fitted, batched):
    features, (batch, evidence) = fitted(), batched(*TEXTS)
    width = len(features.words.columns)
    words = features.rows(batch, evidence)[:].toarray()[:, :width]
    assert np.allclose((words**2).sum(axis=1), 1.0, atol=1e-5)


def test_some_rows_are_those_of_all(fitted, batched):
    batch, evidence = batched(*TEXTS)
    rows = fitted().rows(batch, evidence)
    assert np.allclose(rows[slice(1, 3)].toarray(), rows[:].toarray()[1:3])
    assert np.allclose(rows[np.asarray([3, 0])].toarray(), rows[:].toarray()[[3, 0]])


def test_words_never_met_add_nothing(fitted, batched):
    features, (batch, evidence) = fitted(), batched("Xqzwv blorgen fnittrade grönskan igenom.")
    width = len(features.words.columns) + len(features.grams.columns)
    assert not features.rows(batch, evidence)[:].toarray()[:, :width].sum() > 0.9


def test_each_token_adds_what_its_lemma_weighs_and_small_words_nothing(fitted, batched, swedish):
    features, (batch, _) = fitted(), batched(*TEXTS)
    weights = np.ones((len(features.words.columns), 2))
    added = features.by_token(batch, weights)
    told = {
        swedish.types[kind].lower(): float(row[0]) for kind, row in zip(batch.tokens.types.tolist(), added, strict=True)
    }
    assert told["huvudvärken"] > 0
    assert told["inte"] == told["."] == 0.0


def test_pairs_of_neighbouring_words_that_recur_are_features(fitted, batched):
    features, (batch, _) = fitted(), batched(*TEXTS)
    rows = features.pairs.rows(batch)
    assert rows.shape[1] >= 1
    assert rows[0].nnz > 0
    assert np.allclose(np.sqrt(rows[0].multiply(rows[0]).sum()), 1.0)
    assert features.pairs.rows(batched("Ensam mening utan likar någonstans i samlingen.")[0]).nnz == 0


def test_without_a_pair_that_recurs_there_are_none(rules, batched):
    features = Features(rules, salt=SALT)
    batch, evidence = batched("Tåget kom och vi köpte bullar i kiosken vid stationen.")
    features.fit(batch)
    assert features.pairs.rows(batch).shape == (1, 0)
    assert features.rows(batch, evidence)[:].shape[0] == 1
