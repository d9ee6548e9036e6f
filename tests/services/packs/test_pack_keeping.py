"""A pack that is let out is kept whole or not at all, and a file that a person has edited is never written over."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from tests.services.met import NOW
from tests.services.two_sides import in_database, place, text_of, words_of
from toolkit.domain.reflection.packs import Wish
from toolkit.domain.reports.report import Bullets, Evidence, Heading, Paragraph, Report, Sentence, Stated
from toolkit.errors import SpeglaError
from toolkit.services.material.hands import Hand
from toolkit.services.packs.pack_keeping import FOLDER, STEM, Making, keep
from toolkit.services.projects.project import open_project

FILES = {".docx": b"word", ".html": b"page"}


@pytest.fixture
def folder(small):
    """The small project with claim 3."""
    values = "3, 'Most ride.', 'finding', 'participants', 'needs', '[]', '[]', 1, 'KL', '2025-10-01T09:00:00+00:00', 1"
    columns = 'id, text, kind, "group", area, themes, questions, position, coder, at, revision'
    in_database(small, f"INSERT INTO claim ({columns}) VALUES ({values})")
    return small


def report(folder, title="To the team"):
    """A pack's report: a claim with its count, a theme, and a list."""
    evidence = Evidence("c1", "p01.txt", place(folder), words_of("P01"), "P01", ("needs/work",))
    claim = Sentence("Most ride.", ("c1",), "7 of 10", stated=Stated(7, 10, "participants"), claim=3)
    theme = Sentence("Some walk.", ("c1",), stated=Stated(2, 4, "team"))
    blocks = (
        Heading(1, "What we see", "pack-see"),
        Paragraph((claim, Sentence("Nothing counted.")), "Bus.", finding="claim-3"),
        Paragraph((theme,), "Walk.", finding="f-t1"),
        Heading(1, "Questions", "pack-question"),
        Bullets((Sentence("Why?"),)),
    )
    return Report(title, "", "en", blocks, {"c1": evidence, "c2": evidence})


def kept(folder, *, files=None, before=None, title="To the team", wish=None):
    project = open_project(folder, now=NOW)
    making = Making(wish or Wish("team", themes=("t1",)), report(folder, title), files or FILES, Hand("KL", "keep"))
    with project.store(write=True) as store:
        return keep(project, store, before, making)


def pieces(folder, pack):
    from toolkit.storage.sessions import packs

    with open_project(folder, now=NOW).store() as store, store.reading() as connection:
        return [(one.position, one.kind.value, one.text) for one in packs.pieces(connection, pack.id)]


def written(folder):
    return {path.name: path.read_bytes() for path in (folder / FOLDER["en"]).glob("*")}


def test_what_was_let_out_is_kept_with_its_files_their_digests_and_what_it_rests_on(folder):
    pack = kept(folder)
    day = open_project(folder, now=NOW).today
    assert written(folder) == {f"pack-team-{day}.docx": b"word", f"pack-team-{day}.html": b"page"}
    assert (pack.title, pack.audience, pack.coder, pack.at, pack.let_out) == ("To the team", "team", "KL", NOW, True)
    assert (pack.wish.audience, pack.wish.themes) == ("team", ("t1",))
    assert pack.counts == (("claim-3", "participants", 7, 10), ("f-t1", "team", 2, 4))
    (rests,) = pack.rests
    whole = hashlib.sha256((folder / "interviews" / "p01.txt").read_bytes()).hexdigest()
    assert whole.startswith(rests)
    assert len(rests) < len(whole)
    assert [text for *_, text in pieces(folder, pack)] == ["Most ride. Nothing counted.", "Some walk.", "Why?"]
    numbers = [number for number, *_ in pieces(folder, pack)]
    assert numbers == sorted(set(numbers))


def test_each_file_has_the_digest_of_its_own_bytes(folder):
    pack = kept(folder)
    assert {one.name: one.sum for one in pack.files} == {
        name: hashlib.sha256(data).hexdigest() for name, data in written(folder).items()
    }


def test_the_digest_is_of_what_readers_get_and_not_of_whose_hand_it_was(folder, tmp_path):
    other = shutil.copytree(folder, tmp_path / "other")
    assert kept(folder).digest == kept(other, files={".md": b"other form"}).digest
    assert kept(folder, title="To all").digest != kept(other).digest


def test_a_file_that_is_there_is_never_written_over_and_all_forms_of_a_pack_have_one_name(folder):
    place_of = folder / FOLDER["en"]
    place_of.mkdir()
    day = open_project(folder, now=NOW).today
    (place_of / f"pack-team-{day}.html").write_bytes(b"edited by hand")
    names = {one.name for one in kept(folder).files}
    assert names == {f"pack-team-{day}-2.docx", f"pack-team-{day}-2.html"}
    assert (place_of / f"pack-team-{day}.html").read_bytes() == b"edited by hand"
    assert {one.name for one in kept(folder, files={".docx": b"third"}).files} == {f"pack-team-{day}.docx"}
    assert {one.name for one in kept(folder).files} == {f"pack-team-{day}-3.docx", f"pack-team-{day}-3.html"}


def test_a_pack_in_preparation_keeps_its_number_when_it_is_let_out(folder):
    from toolkit.storage.sessions import packs

    project = open_project(folder, now=NOW)
    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        number = packs.put(change.connection, Wish("team", themes=("t9",)), coder="EA", at=NOW)
        before = packs.one(change.connection, number)
    after = kept(folder, before=before)
    assert (after.id, after.coder, after.wish.themes, after.let_out) == (number, "KL", ("t1",), True)
    assert after.revision > before.revision


def test_when_a_file_cannot_be_written_nothing_is_kept_and_no_file_is_left(folder):
    (folder / FOLDER["en"]).write_bytes(b"a file where the folder should be")
    before = count(folder)
    with pytest.raises(SpeglaError):
        kept(folder)
    assert count(folder) == before == 0
    assert (folder / FOLDER["en"]).read_bytes() == b"a file where the folder should be"


def test_when_the_second_file_fails_the_first_is_taken_away(folder):
    long = "." + "x" * 300
    with pytest.raises(SpeglaError):
        kept(folder, files={".docx": b"word", long: b"page"})
    assert count(folder) == 0
    assert list((folder / FOLDER["en"]).glob("*")) == []


def count(folder):
    from toolkit.storage.sessions import packs

    with open_project(folder, now=NOW).store() as store, store.reading() as connection:
        return len(packs.packs(connection))


def test_a_source_that_is_gone_is_rested_on_by_nobody(folder):
    made = report(folder)
    in_database(folder, "UPDATE source SET name = 'renamed.txt' WHERE name = 'p01.txt'")
    project = open_project(folder, now=NOW)
    making = Making(Wish("team"), made, FILES, Hand("KL", "keep"))
    with project.store(write=True) as store:
        assert keep(project, store, None, making).rests == ()
    assert text_of(folder, "renamed.txt")


def test_folders_and_names_are_words_of_both_languages():
    assert set(FOLDER) == set(STEM) == {"sv", "en"}
    assert FOLDER["sv"] != FOLDER["en"]
    assert not any(Path(one).suffix for one in (*FOLDER.values(), *STEM.values()))
