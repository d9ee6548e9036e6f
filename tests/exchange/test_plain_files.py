"""Plain files and their list: what was written is read back byte for byte, and nothing else is."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import BadFile
from toolkit.exchange import plain_files
from toolkit.exchange.plain_files import LIST, opened, stamp, to_folder, to_zip

FILES = {
    "tables/coding.jsonl": b'{"a": "\xc3\xa5"}\n',
    "sources/1/\u00e5 \U0001f600.txt": "Hej 😀".encode(),
    "empty": b"",
}
FACTS = {"format": "x", "språk": "sv", "files": "never these"}
NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters='/\\:\x00<>"|?*', exclude_categories=["Cc", "Cs"]), min_size=1
)


def zipped(path, files):
    with zipfile.ZipFile(path, "w") as container:
        for name, data in files.items():
            container.writestr(name, data)
    return path


def listed(files, **facts):
    """Files with the list that names them."""
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    return {**files, LIST: json.dumps({**facts, "files": sums}).encode()}


def laid(folder, files):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(params=["zip", "folder"])
def put(request, tmp_path):
    """Puts files to be opened again into a zip or a folder; gives the place."""

    def lay(files):
        if request.param == "zip":
            return zipped(tmp_path / "project.zip", files)
        (tmp_path / "project").mkdir()
        return laid(tmp_path / "project", files)

    return lay


def whole(archive):
    return {path: archive.read(path) for path in archive.paths}


@pytest.mark.parametrize("kind", ["zip", "folder"])
def test_what_was_written_is_read_back_with_its_facts(tmp_path, kind):
    place = tmp_path / "project.zip"
    if kind == "zip":
        with place.open("wb") as stream:
            written = to_zip(stream, FILES.items(), lambda: FACTS)
    else:
        place = tmp_path / "project"
        written = to_folder(place, iter(FILES.items()), lambda: FACTS)
    assert written == 4
    archive = opened(place)
    assert (archive.name, archive.paths) == (place.name, frozenset(FILES))
    assert archive.facts == {"format": "x", "språk": "sv"}
    assert whole(archive) == FILES
    assert archive.sums["empty"] == hashlib.sha256(b"").hexdigest()


def test_facts_are_asked_for_when_all_files_are_written():
    done = []

    def files():
        for name in ("a", "b"):
            done.append(name)
            yield name, b"x"

    stream = io.BytesIO()
    to_zip(stream, files(), lambda: {"written": list(done)})
    with zipfile.ZipFile(stream) as container:
        assert json.loads(container.read(LIST))["written"] == ["a", "b"]
        assert container.namelist() == ["a", "b", LIST]


@settings(max_examples=20)
@given(st.dictionaries(NAMES, st.binary(max_size=99), max_size=4))
def test_any_bytes_come_back(files):
    stream = io.BytesIO()
    kept = {f"files/{number}/{name[:20]}": data for number, (name, data) in enumerate(files.items())}
    to_zip(stream, kept.items(), dict)
    with zipfile.ZipFile(stream) as container:
        sums = json.loads(container.read(LIST))["files"]
        assert {name: container.read(name) for name in kept} == kept
        assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in kept.items()}


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 3, 1, 12, 30, 9, 999, tzinfo=UTC), "2026-03-01T12:30:09+00:00"),
        (datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=2))), "2026-02-28T23:00:00+00:00"),
    ],
)
def test_a_moment_is_said_in_utc_to_the_second(moment, said):
    assert stamp(moment) == said


def test_a_file_that_was_changed_is_told_by_its_name_when_it_is_read(put):
    files = listed(FILES)
    files["empty"] = b"no longer"
    archive = opened(put(files))
    assert archive.read("tables/coding.jsonl") == FILES["tables/coding.jsonl"]
    with pytest.raises(BadFile, match="empty is not as it was written") as caught:
        archive.read("empty")
    assert "change it there" in caught.value.hint


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a": b"x"}, f"it holds no {LIST}"),
        ({}, f"it holds no {LIST}"),
        ({**listed({"a": b"x"}), "b": b"y", "c": b"z"}, "does not name: 2"),
        ({name: data for name, data in listed({"a": b"x", "b": b"y"}).items() if name != "a"}, "its list names: 1"),
        ({LIST: b"no json"}, "damaged"),
        ({LIST: b"[]"}, "damaged"),
        ({LIST: b"{}"}, "damaged"),
        ({LIST: b"\xff"}, "damaged"),
        ({LIST: b'{"files": ["a"]}'}, "damaged"),
        ({LIST: b'{"files": {"a": 7}}'}, "damaged"),
        ({LIST: b"[" * 100_000}, "damaged"),
    ],
)
def test_what_is_not_what_its_list_says_is_refused(put, files, words):
    with pytest.raises(BadFile, match=words) as caught:
        opened(put(files))
    assert caught.value.hint


def test_what_computers_leave_in_folders_is_passed_over(put):
    clutter = ("__MACOSX/x", "sources/.DS_Store", "Thumbs.db", "a/desktop.ini", "sources/._1.txt")
    files = {**listed(FILES), **dict.fromkeys(clutter, b"x")}
    assert whole(opened(put(files))) == FILES


def test_a_zip_of_the_folder_itself_is_read_from_within(tmp_path):
    files = listed({**FILES, f"deep/{LIST}": b"another"})
    place = zipped(tmp_path / "a.zip", {f"project/{name}": data for name, data in files.items()})
    assert opened(place).paths == {*FILES, f"deep/{LIST}"}
    beside = zipped(tmp_path / "b.zip", {**{f"project/{name}": data for name, data in files.items()}, "other": b"x"})
    with pytest.raises(BadFile, match="it holds no"):
        opened(beside)


def test_a_file_that_is_not_there_is_told_as_such(tmp_path):
    with pytest.raises(BadFile, match=r"nothing\.zip: there is no such file"):
        opened(tmp_path / "nothing.zip")
    (tmp_path / "text.zip").write_bytes(b"words")
    with pytest.raises(BadFile, match=r"text\.zip is damaged"):
        opened(tmp_path / "text.zip")


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a/../../b", "a\\b", "C:x"])
def test_names_that_lead_out_are_refused(tmp_path, name):
    place = zipped(tmp_path / "a.zip", listed({name: b"x"}))
    with pytest.raises(BadFile, match="is refused"):
        opened(place)


def test_names_that_some_computers_take_for_one_are_refused(tmp_path):
    for files in ({"\u00e5": b"x", "a\u030a": b"y"}, {"A": b"x", "a": b"y"}):
        with pytest.raises(BadFile, match="is refused"):
            opened(zipped(tmp_path / "a.zip", listed(files)))


def test_links_are_refused(tmp_path):
    folder = laid(tmp_path / "project", listed(FILES))
    (folder / "link").symlink_to(folder / "empty")
    with pytest.raises(BadFile, match="is refused"):
        opened(folder)
    info = zipfile.ZipInfo("link")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as container:
        container.writestr(info, b"empty")
    with pytest.raises(BadFile, match="is refused"):
        opened(tmp_path / "a.zip")


def test_more_files_or_bytes_than_a_project_has_are_refused(put, monkeypatch):
    place = put(listed(FILES))
    monkeypatch.setattr(plain_files, "MOST_FILES", 4)
    assert len(opened(place).paths) == 3
    monkeypatch.setattr(plain_files, "MOST_FILES", 3)
    with pytest.raises(BadFile, match="far larger"):
        opened(place)


def test_a_single_file_is_read_within_its_limit(put, monkeypatch):
    archive = opened(put(listed({"a": bytes(900)})))
    monkeypatch.setattr(plain_files, "MOST_OF_ONE", 899)
    with pytest.raises(BadFile, match="far larger"):
        archive.read("a")
    monkeypatch.setattr(plain_files, "MOST_OF_ONE", 900)
    assert archive.read("a") == bytes(900)


def test_all_files_of_a_zip_together_are_read_within_a_limit(tmp_path, monkeypatch):
    files = listed({"a": bytes(100)})
    place = zipped(tmp_path / "a.zip", files)
    size = sum(map(len, files.values()))
    monkeypatch.setattr(plain_files, "MOST_BYTES", size)
    opened(place)
    monkeypatch.setattr(plain_files, "MOST_BYTES", size - 1)
    with pytest.raises(BadFile, match="far larger"):
        opened(place)


def test_a_file_that_cannot_be_read_any_more_is_told(tmp_path):
    folder = laid(tmp_path / "project", listed(FILES))
    archive = opened(folder)
    (folder / "empty").unlink()
    with pytest.raises(BadFile, match="project is damaged"):
        archive.read("empty")
    place = zipped(tmp_path / "a.zip", listed({"a": b"words that stand here"}))
    data = place.read_bytes()
    place.write_bytes(data.replace(b"words that stand here", b"words that stood here", 1))
    with pytest.raises(BadFile, match=r"a\.zip is damaged"):
        opened(place).read("a")
