"""The words kept of each source go with it, are made anew when they are not good, and never hold withheld words."""

from datetime import UTC, datetime

import pytest

from toolkit.domain.codings.searches import asked
from toolkit.services.coding import finding
from toolkit.services.coding.finding import Limits
from toolkit.services.material import sources, word_index
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, tzinfo=UTC)


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def kept(project):
    from toolkit.storage.sources import word_indexes

    with project.store() as store, store.reading() as connection:
        return {name: own for name, _, own in word_indexes.fingerprints(connection).values()}


def put(project, source_id, fingerprint, words):
    from toolkit.storage.sources import word_indexes

    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        word_indexes.keep(change.connection, source_id, fingerprint, words)


def count(project, words="bus", **limits):
    return finding.find(project, asked(words), Limits(**limits)).count


def test_words_are_kept_when_a_source_is_added(project):
    assert all(kept(project).values())


def test_they_go_with_their_source_also_from_memory(project, small):
    assert count(project, "village") == 1
    sources.remove(project, "p01.txt")
    assert "p01.txt" not in kept(project)
    assert count(project, "village") == 0
    assert "village" not in word_index.standing(project).shelf.numbers
    assert b"village" not in (small / "project.db").read_bytes()


@pytest.mark.parametrize(("fingerprint", "words"), [("0:old", b""), ("good", b"\x00" * 30), ("good", b"")])
def test_words_that_are_not_good_are_read_from_the_text(project, fingerprint, words):
    good = kept(project)["p01.txt"]
    put(project, 1, good if fingerprint == "good" else fingerprint, words)
    assert count(open_project(project.folder, now=NOW)) == 7
    assert kept(project)["p01.txt"] == good


def test_forgotten_words_are_kept_again_by_the_next_search_without_a_line_in_the_journal(project):
    from toolkit.storage.sources import word_indexes

    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        word_indexes.forget(change.connection, 1)
    with project.store() as store:
        before = store.mark()
    word_index._kept.clear()
    assert count(project) == 7
    assert all(kept(project).values())
    with project.store() as store:
        assert store.mark() == before


def test_withheld_words_are_not_in_memory(project):
    words = word_index.standing(project).shelf.numbers
    assert "fivesecret" in words
    assert "sevensecret" not in words
    register = project.folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P05,participants,,given", "P05,participants,,refused"))
    later = open_project(project.folder, now=NOW)
    assert count(later, "FIVESECRET") == 0
    assert "fivesecret" not in word_index.standing(later).shelf.numbers


def test_a_new_coding_is_known_to_the_next_search(project):
    from toolkit.services.coding import coding_hits
    from toolkit.services.material.hands import Hand

    assert count(project, code="solutions/choice") == 0
    found = finding.find(project, asked("bus"))
    plan = coding_hits.planned(project, found, ["solutions/choice"], coder="X")
    coding_hits.carry_out(project, plan, hand=Hand("X", "c"))
    assert count(project, code="solutions/choice") == 7
    assert count(project, code="solutions/choice", coder="KL") == 0


def test_its_sentences_are_those_of_the_reading_page(project):
    from toolkit.services.material import transcripts

    shelf = word_index.standing(project).shelf
    for number, key in enumerate(shelf.sources):
        with project.store() as store, store.reading() as connection:
            source = transcripts.transcript(project, connection, key)
        shown = [
            (turn.span.start + start, turn.span.start + end)
            for turn, edges in zip(source.turns, source.sentences(project.spoken), strict=True)
            for start, end in zip(edges[::2], edges[1::2], strict=True)
        ]
        first, last = shelf.sentences.bounds[number : number + 2]
        own = shelf.sentences.starts[first:last].tolist(), shelf.sentences.ends[first:last].tolist()
        assert list(zip(*own, strict=True)) == shown


def test_a_source_that_comes_is_put_among_the_others_without_reading_them_again(project, tmp_path, monkeypatch):
    from toolkit.services.material import adding
    from toolkit.storage.sources import word_indexes

    count(project)
    read, words = [], word_indexes.words
    monkeypatch.setattr(word_indexes, "words", lambda connection, key: read.append(key) or words(connection, key))
    (tmp_path / "new.txt").write_text("I: How?\n\nP01: By bus. And on foot.\n", "utf-8")
    adding.add(project, [tmp_path / "new.txt"])
    assert count(project, "foot") == 1
    assert len(read) == 1


def test_sentences_are_cut_anew_when_turns_or_the_language_change(project):
    from toolkit.analysis.searching import word_index as packed
    from toolkit.storage.sources import word_indexes

    before = kept(project)["p01.txt"]
    with project.store() as store, store.reading() as connection:
        good = packed.unpack(word_indexes.words(connection, 1))
    put(project, 1, before, packed.pack(packed.Words(good.vocabulary, good.ids, good.starts)))
    assert count(open_project(project.folder, now=NOW)) == 7
    with project.store() as store, store.reading() as connection:
        assert packed.unpack(word_indexes.words(connection, 1)).cut == good.cut
    assert ":en:" in before
