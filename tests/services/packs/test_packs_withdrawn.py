"""A withdrawal takes the person's pieces out of feedback packs, and says to whom packs with the words were shown."""

import json
import shutil
from datetime import date

import pytest

from tests.services.pack_material import HAND, NOW, made
from toolkit.domain.reflection.packs import PieceKind, Wish
from toolkit.services.packs import packs
from toolkit.services.privacy import withdrawal_look, withdrawing
from toolkit.services.projects.project import open_project


@pytest.fixture(scope="module")
def shown_once(tmp_path_factory):
    folder = made(tmp_path_factory.mktemp("packs") / "project")
    project = open_project(folder, now=NOW)
    pack = packs.write(project, Wish("team"), hand=HAND)
    packs.shown(project, pack.id, date(2025, 10, 17), "Team day", hand=HAND)
    return folder


@pytest.fixture
def project(shown_once, tmp_path):
    return open_project(shutil.copytree(shown_once, tmp_path / "project"), now=NOW)


def quoted(project):
    """Who is quoted in the pack, by the numbers of sources."""
    pieces = packs.pack(project, 1).pieces
    sources = {each.source for each in pieces if each.kind is PieceKind.QUOTE}
    with project.store() as store, store.reading() as connection:
        from toolkit.storage.sources import sources as stored

        names = {number: name for name, number in stored.ids(connection).items()}
    return [names[each].removesuffix(".txt").upper() for each in sources]


def test_the_look_names_the_packs_and_to_whom_they_were_shown(project):
    (person,) = quoted(project)
    touched = withdrawal_look.look(project, person, withdrawing.Wish())
    assert touched.shown == (("team", "2025-10-17", "Team day"),)
    assert "pack-team-2025-10-20.docx" in touched.packs


def test_the_person_s_pieces_and_unchanged_files_go_and_the_certificate_says_who_saw_them(project):
    (person,) = quoted(project)
    words = next(each.text for each in packs.pack(project, 1).pieces if each.kind is PieceKind.QUOTE)
    erased = withdrawing.withdraw(project, person, withdrawing.Wish())
    assert erased.clean
    left = packs.pack(project, 1)
    assert words not in [each.text for each in left.pieces]
    assert any(each.kind is PieceKind.SEE for each in left.pieces)
    assert {each.state for each in left.files} == {"gone"}
    text = erased.certificate.read_text(encoding="utf-8")
    assert "Shown before: feedback pack 1 to the team, 2025-10-17. Team day" in text
    record = json.loads(erased.certificate.with_suffix(".json").read_bytes())
    assert record["shown"] == [{"pack": 1, "audience": "team", "day": "2025-10-17", "meeting": "Team day"}]
    assert not any(name.startswith("pack") for name in record["counts"])


def test_whose_words_no_pack_rests_on_touches_none(project):
    touched = withdrawal_look.look(project, "P6", withdrawing.Wish())
    assert touched.shown == ()
    assert touched.packs == ()
