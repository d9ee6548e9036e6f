"""Packs of the sample: for every audience two to four pages, the same each time, with nothing open at the gate."""

import shutil
import subprocess

import pytest
from docx import Document

from tests.services.conftest import CLAIMED
from tests.services.pack_material import HAND
from toolkit.domain.reflection.packs import PieceKind, Wish
from toolkit.services.packs import packs
from toolkit.services.projects.project import open_project

AUDIENCES = ("team", "steering", "network", "participants", "employers")
WRITER = shutil.which("soffice")


@pytest.fixture
def sample(claimed_once, tmp_path):
    return open_project(shutil.copytree(claimed_once, tmp_path / "project"), now=CLAIMED)


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_audience_gets_a_short_pack(sample, audience):
    prepared = packs.prepare(sample, Wish(audience))
    assert not prepared.open
    assert 2 <= prepared.pages <= 4
    kinds = [each.kind for each in prepared.pieces]
    assert 3 <= kinds.count(PieceKind.QUESTION) <= 5
    assert 0 < kinds.count(PieceKind.QUOTE) <= 4
    assert kinds.count(PieceKind.SEE) == 7
    assert [each.text for each in packs.prepare(sample, Wish(audience)).pieces] == [
        each.text for each in prepared.pieces
    ]


@pytest.mark.slow
def test_the_word_file_has_no_comments_and_so_many_pages(sample, tmp_path):
    pack = packs.write(sample, Wish("team"), ("docx",), hand=HAND)
    (path,) = packs.paths(sample, pack)
    document = Document(str(path))
    parts = document.part.package.iter_parts()
    assert not any("comments" in str(part.partname) and b"<w:comment " in part.blob for part in parts)
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == ["Vävstolen: det vi ser hittills"]
    if WRITER:
        office = [WRITER, f"-env:UserInstallation=file://{tmp_path}/office", "--headless"]
        command = [*office, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
        subprocess.run(command, check=True, capture_output=True)
        pdf = (tmp_path / path.with_suffix(".pdf").name).read_bytes()
        assert 2 <= len([each for each in pdf.split(b"/Type/Page")[1:] if not each.startswith(b"s")]) <= 4
