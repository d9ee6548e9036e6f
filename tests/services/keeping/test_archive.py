"""The whole project as plain files: every column comes back, and what was tampered with is refused."""

import hashlib
import io
import json
import os
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.services.filled import NOW, fill
from toolkit.cli.main import run
from toolkit.domain.texts.text import Span
from toolkit.errors import BadFile, Refused
from toolkit.exchange import plain_files, word_writing
from toolkit.exchange.word_writing import Comment
from toolkit.services.coding import codings
from toolkit.services.keeping import archive
from toolkit.services.projects.project import open_project

LATER = datetime(2025, 10, 21, 9, 30, tzinfo=UTC)
ALL = archive.Wish(withheld=True)


@pytest.fixture(scope="module")
def full_once(small_coded, tmp_path_factory):
    """A project with something in every table that people's work rests on; not to be changed."""
    folder = Path(shutil.copytree(small_coded, tmp_path_factory.mktemp("full") / "small"))
    for command in ("suggest", "themes", "draft"):
        assert run([command, "-p", str(folder)]) == 0
    project = open_project(folder, now=NOW)
    words = word_writing.write(_text(project), [Comment(Span(30, 40), "MS", NOW, ("#work see also", "line two"))])
    codings.import_data(project, "x.docx", words)
    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        fill(change.connection, _text_in(change.connection))
    return folder


@pytest.fixture
def full(full_once, tmp_path):
    return open_project(Path(shutil.copytree(full_once, tmp_path / "full")), now=NOW)


def _text(project):
    with project.store() as store, store.reading() as connection:
        return _text_in(connection)


def _text_in(connection):
    from toolkit.storage.sources import sources

    return sources.text_of(connection, 1)


def tables(project):
    """Every row of every table, column by column, as the driver gives it."""
    from toolkit.storage.tables.schema import METADATA

    with project.store() as store, store.reading() as connection:
        found = {}
        for table in METADATA.sorted_tables:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            rows = connection.execute(text(f'SELECT {columns} FROM "{table.name}"'))
            found[table.name] = [tuple(row) for row in rows]
        found["numbers"] = sorted(map(tuple, connection.execute(text("SELECT name, seq FROM sqlite_sequence"))))
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def own_files(folder: Path):
    names = ("project.toml", "interviews/respondents.csv", "interviews/guides", "coding_schemes", "templates")
    paths = [
        path for name in names for path in ([folder / name] if (folder / name).is_file() else (folder / name).glob("*"))
    ]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


@pytest.mark.parametrize("name", ["copy.zip", "copy"])
def test_every_field_comes_back(full, tmp_path, name):
    from toolkit.storage.revisions.archiving import MADE_ANEW

    before = tables(full)
    assert all(before[one] for one in before if one not in MADE_ANEW), "the test's project lacks something"
    written = archive.write(full, tmp_path / name, wish=ALL)
    assert written.withheld == 1
    assert tables(full) == before
    back, rows = archive.read(tmp_path / name, tmp_path / "back", now=LATER)
    after = tables(back)
    journal = [row for row in after.pop("journal") if row not in before["journal"]]
    assert [row[2] for row in journal] == ["read plain files"]
    lines = before.pop("journal")
    own = {one[0]: one[1] for one in before.pop("numbers") if one[0] not in MADE_ANEW}
    assert own | {"journal": len(lines) + 1} == {one[0]: one[1] for one in after.pop("numbers")}
    for table, stored in before.items():
        assert after[table] == ([] if table in MADE_ANEW else stored), table
    assert {name: n for name, n in rows.items() if name != "journal"} == {
        name: len(stored) for name, stored in before.items() if name not in MADE_ANEW
    }
    assert own_files(back.folder) == own_files(full.folder)
    with back.store() as store:
        assert store.check() == []


def test_a_second_trip_gives_the_same_files(full, tmp_path):
    archive.write(full, tmp_path / "one", wish=ALL)
    back, _ = archive.read(tmp_path / "one", tmp_path / "back", now=LATER)
    archive.write(back, tmp_path / "two", wish=ALL)
    one, two = (json.loads((tmp_path / name / "manifest.json").read_text())["files"] for name in ("one", "two"))
    assert {path for path in one if one[path] != two[path]} == {"tables/journal.jsonl"}


def test_work_goes_on_in_the_copy(full, tmp_path, spegla):
    archive.write(full, tmp_path / "copy.zip", wish=ALL)
    answer = spegla("init", tmp_path / "back", "--from", tmp_path / "copy.zip", "--json")
    assert answer.code == 0
    assert answer.json["rows"]["source"] == 11
    assert spegla("suggest", "-p", tmp_path / "back").code == 0
    assert spegla("status", "-p", tmp_path / "back", "--json").json["suggested_sources"] == 11


def as_of_0003(place: Path, written: Path) -> Path:
    """The archive as the program wrote it when there were no reports in the database: fewer tables, fewer columns."""
    from toolkit.storage.revisions.archiving import OLDEST, TABLES

    later = {"theme": ("chance", "pile"), "draft": ("audience",)}
    with zipfile.ZipFile(written) as archive_, zipfile.ZipFile(place, "w") as older:
        facts = json.loads(archive_.read("manifest.json"))
        for path in facts["files"]:
            table = Path(path).stem
            data = archive_.read(path)
            if path.startswith("tables/") and table not in OLDEST:
                assert table in TABLES
                continue
            if path.startswith("tables/") and table in later:
                rows = [json.loads(line) for line in data.decode().splitlines()]
                rows = [{key: value for key, value in row.items() if key not in later[table]} for row in rows]
                data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
            older.writestr(path, data)
            facts["files"][path] = hashlib.sha256(data).hexdigest()
        facts["files"] = {path: sum_ for path, sum_ in facts["files"].items() if path in older.namelist()}
        facts |= {"schema": "0003", "rows": {table: n for table, n in facts["rows"].items() if table in OLDEST}}
        older.writestr("manifest.json", json.dumps(facts))
    return place


def test_an_archive_of_the_schema_before_is_read(full, tmp_path):
    from toolkit.storage.revisions.archiving import OLDEST

    archive.write(full, tmp_path / "now.zip", wish=ALL)
    older = as_of_0003(tmp_path / "older.zip", tmp_path / "now.zip")
    before = tables(full)
    back, rows = archive.read(older, tmp_path / "back", now=LATER)
    after = tables(back)
    assert {name: len(after[name]) for name in OLDEST - {"journal"}} == {
        name: len(before[name]) for name in OLDEST - {"journal"}
    }
    assert after["coding"] == before["coding"]
    assert rows.keys() == OLDEST
    assert after["claim"] == after["quote"] == []
    assert archive.write(back, tmp_path / "again.zip", wish=ALL).rows["coding"] == len(before["coding"])


def test_an_older_archive_must_hold_what_there_was(full, tmp_path):
    archive.write(full, tmp_path / "now.zip", wish=ALL)
    older = as_of_0003(tmp_path / "older.zip", tmp_path / "now.zip")
    with zipfile.ZipFile(older) as archive_, zipfile.ZipFile(tmp_path / "less.zip", "w") as less:
        facts = json.loads(archive_.read("manifest.json"))
        del facts["files"]["tables/memo.jsonl"], facts["rows"]["memo"]
        for path in facts["files"]:
            less.writestr(path, archive_.read(path))
        less.writestr("manifest.json", json.dumps(facts))
    with pytest.raises(BadFile, match="manifest"):
        archive.read(tmp_path / "less.zip", tmp_path / "back", now=LATER)
    assert not (tmp_path / "back").exists()


def test_what_a_killed_archive_left_is_cleared(full, tmp_path):
    left = tmp_path / ".plain-abc.part"
    left.mkdir()
    (left / "made").write_text("words")
    os.utime(left, (0, 0))
    archive.write(full, tmp_path / "now.zip", wish=ALL)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_zip_is_written_over_only_when_asked(full, tmp_path):
    (tmp_path / "there.zip").write_bytes(b"mine")
    with pytest.raises(Refused, match="is there already"):
        archive.write(full, tmp_path / "there.zip", wish=ALL)
    assert (tmp_path / "there.zip").read_bytes() == b"mine"
    archive.write(full, tmp_path / "there.zip", force=True, wish=ALL)
    assert zipfile.is_zipfile(tmp_path / "there.zip")


def test_nothing_is_written_over(full, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine")
    with pytest.raises(Refused, match="not empty"):
        archive.write(full, tmp_path / "there", wish=ALL)
    archive.write(full, tmp_path / "copy.zip", wish=ALL)
    with pytest.raises(Refused, match="not empty"):
        archive.read(tmp_path / "copy.zip", tmp_path / "there", now=LATER)
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["mine.txt"]


def altered(path: Path, change, *, honest=True):
    """A zip whose files `change` has altered; `honest`: with a list that fits them."""
    with zipfile.ZipFile(path) as container:
        files = {name: container.read(name) for name in container.namelist()}
    change(files)
    told = json.loads(files["manifest.json"])
    if honest:
        told["files"] = {
            name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "manifest.json"
        }
        files["manifest.json"] = json.dumps(told).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        for name, data in files.items():
            container.writestr(name, data)
    path.write_bytes(stream.getvalue())


def row(table, **values):
    def change(files):
        first, *rest = files[f"tables/{table}.jsonl"].decode().splitlines()
        files[f"tables/{table}.jsonl"] = "\n".join([json.dumps(json.loads(first) | values), *rest]).encode()

    return change


def listed(**values):
    def change(files):
        files["manifest.json"] = json.dumps(json.loads(files["manifest.json"]) | values).encode()

    return change


def puts(name, data=b"x"):
    return lambda files: files.update({name: data})


TAMPERED = {
    "another word": (row("coding", quote="SEVENSECRET"), True),
    "a text for a number": (row("coding", start="0"), True),
    "an enormous number": (row("coding", start=10**30), True),
    "a wrong place": (row("coding", start=1), True),
    "nobody's source": (row("coding", source_id=999), True),
    "one column more": (row("coding", more=1), True),
    "an empty value": (row("coding", coder=None), True),
    "half a letter": (row("coding", coder="\ud800"), True),
    "a time without zone": (row("coding", time="2025-01-01T00:00:00"), True),
    "a time before all": (row("coding", time="0001-01-01T00:00:00+14:00"), True),
    "a time after all": (row("coding", time="9999-12-31T23:59:59-14:00"), True),
    "facts that are none": (row("source", facts=[1]), True),
    "a role that is none": (row("turn", role="king"), True),
    "settings that are none": (puts("project/project.toml", b"\xff"), True),
    "the journal": (row("journal", verb="other"), True),
    "no json": (puts("tables/memo.jsonl", b"{"), True),
    "a deep value": (puts("tables/memo.jsonl", b"[" * 100_000), True),
    "no latin": (puts("tables/memo.jsonl", b"\xff\xfe"), True),
    "no table": (lambda files: files.pop("tables/memo.jsonl"), True),
    "no settings": (lambda files: files.pop("project/project.toml"), True),
    "outside": (puts("project/../../evil.txt"), True),
    "absolute": (puts("/abs.txt"), True),
    "backslash": (puts("project\\evil.txt"), True),
    "a file we do not keep": (puts("project/interviews/evil.exe"), True),
    "a device": (puts("project/templates/con.toml"), True),
    "a dot file": (puts("project/templates/.x.toml"), True),
    "twice but for case": (puts("PROJECT/project.toml"), True),
    "not in the list": (puts("more.txt"), False),
    "changed": (puts("project/project.toml", b"x"), False),
    "a newer one": (listed(version=2), True),
    "a newer schema": (listed(schema="9999"), True),
    "an older schema": (listed(schema="0001"), True),
    "another kind": (listed(format="other"), True),
    "numbers": (listed(numbers={"coding": "x"}), True),
    "no list": (lambda files: files.update({"manifest.json": b"[]"}), False),
}


@pytest.fixture(scope="module")
def written(small_coded, tmp_path_factory):
    """The small project as a zip; not to be changed."""
    folder = Path(shutil.copytree(small_coded, tmp_path_factory.mktemp("written") / "small"))
    archive.write(open_project(folder, now=NOW), folder.parent / "small.zip", wish=ALL)
    return folder.parent / "small.zip"


@pytest.mark.parametrize(("change", "honest"), TAMPERED.values(), ids=TAMPERED)
def test_what_was_tampered_with_is_refused_and_nothing_made(written, tmp_path, change, honest):
    place = Path(shutil.copy(written, tmp_path / "x.zip"))
    altered(place, change, honest=honest)
    with pytest.raises((BadFile, Refused)) as caught:
        archive.read(place, tmp_path / "inside" / "back", now=LATER)
    assert "SEVENSECRET" not in caught.value.sentence + caught.value.hint
    assert list(tmp_path.rglob("*evil*")) == []
    assert list((tmp_path / "inside").glob("*")) == [] if (tmp_path / "inside").exists() else True


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04"])
def test_what_is_no_archive_is_refused(tmp_path, data):
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(BadFile, match=r"x\.zip"):
        archive.read(tmp_path / "x.zip", tmp_path / "back", now=LATER)


def test_a_bomb_is_refused_while_it_is_read(written, tmp_path, monkeypatch):
    monkeypatch.setattr(plain_files, "MOST_OF_ONE", 1000)
    with pytest.raises(BadFile, match="far larger"):
        archive.read(written, tmp_path / "back", now=LATER)


def test_links_are_not_followed(written, tmp_path):
    with zipfile.ZipFile(written) as container:
        container.extractall(tmp_path / "copy")
    (tmp_path / "copy" / "more.txt").symlink_to("/etc/hostname")
    with pytest.raises(BadFile, match="refused"):
        archive.read(tmp_path / "copy", tmp_path / "back", now=LATER)


def test_a_folder_packed_again_with_what_computers_leave_is_read(written, tmp_path):
    with zipfile.ZipFile(written) as container:
        files = {name: container.read(name) for name in container.namelist()}
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as container:
        for name, data in files.items():
            container.writestr(f"my project/{name}", data)
        container.writestr("my project/.DS_Store", b"x")
        container.writestr("__MACOSX/._x", b"x")
    assert archive.read(tmp_path / "x.zip", tmp_path / "back", now=LATER)[1]["source"] == 11


def test_the_readme_says_who_is_in_it(written):
    with zipfile.ZipFile(written) as container:
        told = container.read("README.txt").decode()
    assert "whole transcripts" in told
    assert "may not be used" in told
