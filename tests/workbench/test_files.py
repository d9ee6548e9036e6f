"""Files to and from the browser: names of any script can be saved under, and what is too large is refused."""

from __future__ import annotations

import io

import pytest
from fastapi import UploadFile

from toolkit.errors import BadFile
from toolkit.workbench import files
from toolkit.workbench.files import NO_PICTURES, download, uploaded


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("pack-1.docx", 'attachment; filename="pack-1.docx"'),
        ("Två år.csv", "attachment; filename=\"Tv- -r.csv\"; filename*=UTF-8''Tv%C3%A5%20%C3%A5r.csv"),
        ("да.csv", "attachment; filename=\"--.csv\"; filename*=UTF-8''%D0%B4%D0%B0.csv"),
        ('a"; b\r\nc/d.csv', "attachment; filename=\"a-- b--c-d.csv\"; filename*=UTF-8''a%22%3B%20b%0D%0Ac%2Fd.csv"),
    ],
    ids=["plain", "latin", "cyrillic", "signs"],
)
def test_a_file_is_saved_under_a_name_of_any_script(name, disposition):
    assert download(name, b"x").headers["content-disposition"] == disposition


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("copy.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("draft.html", "text/html; charset=utf-8"),
        ("matrix.csv", "text/csv; charset=utf-8"),
        ("spegla.qdpx", "application/octet-stream"),
    ],
)
def test_a_file_says_what_it_is(name, media):
    answer = download(name, b"x")
    assert (answer.headers["content-type"], answer.body) == (media, b"x")


@pytest.mark.parametrize(("size", "fits"), [(4, True), (5, False)])
def test_a_file_is_read_up_to_a_limit(monkeypatch, size, fits):
    monkeypatch.setattr(files, "LARGEST", 4)
    sent = UploadFile(io.BytesIO(b"x" * size))
    if fits:
        assert uploaded(sent, hint=NO_PICTURES) == b"xxxx"
        return
    with pytest.raises(BadFile, match="larger than 100 MB") as refused:
        uploaded(sent, hint=NO_PICTURES)
    assert refused.value.hint == NO_PICTURES
