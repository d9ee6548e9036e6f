"""The packed words of a source are kept once, known by their fingerprint, and gone with the source."""

from __future__ import annotations

from tests.storage.material import put_source
from toolkit.storage.sources import source_settings, sources, word_indexes


def test_words_are_kept_over_what_was_kept_before(connection):
    key, other = put_source(connection, "b.txt"), put_source(connection, "a.txt")
    assert word_indexes.words(connection, key) == b""
    word_indexes.keep(connection, key, "f1", b"\x00old")
    word_indexes.keep(connection, key, "f2", b"\x00new")
    word_indexes.keep(connection, other, "f1", b"")
    assert word_indexes.words(connection, key) == b"\x00new"
    sha = {name: sources.get(connection, name).sha256 for name in ("a.txt", "b.txt")}
    assert list(word_indexes.fingerprints(connection).items()) == [
        (other, ("a.txt", sha["a.txt"], "f1")),
        (key, ("b.txt", sha["b.txt"], "f2")),
    ]


def test_a_revised_text_is_another_state_and_forgotten_words_have_no_fingerprint(connection):
    key = put_source(connection)
    sha = sources.get(connection, "d01.txt").sha256
    word_indexes.keep(connection, key, "f1", b"words")
    source_settings.put(connection, key, revision=2)
    assert word_indexes.fingerprints(connection) == {key: ("d01.txt", f"{sha}:2", "f1")}
    word_indexes.forget(connection, key)
    word_indexes.forget(connection, key)
    assert word_indexes.fingerprints(connection) == {key: ("d01.txt", f"{sha}:2", None)}
    assert word_indexes.words(connection, key) == b""


def test_words_of_others_stay_and_a_removed_source_takes_its_own_along(connection):
    key, other = put_source(connection, "b.txt"), put_source(connection, "a.txt")
    for one in (key, other):
        word_indexes.keep(connection, one, "f", bytes([one]))
    word_indexes.forget(connection, key)
    assert word_indexes.words(connection, other) == bytes([other])
    sources.remove(connection, "a.txt")
    assert word_indexes.words(connection, other) == b""
    assert list(word_indexes.fingerprints(connection)) == [key]
