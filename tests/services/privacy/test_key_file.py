"""The key of who is who: encrypted, whole, outside the project, opened by its pass phrase alone."""

import stat
from pathlib import Path

import pytest

from toolkit.errors import BadFile, ConflictError, NotFound, NotSaved, Refused
from toolkit.services.privacy import key_file
from toolkit.services.privacy.key_file import KeyFile, Row, usual_folder

PHRASE = "fyra ord på rad"
ROW = Row("P01", "Åsa Öberg", "070-174 06 05", "mother of two")


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(key_file, "COST", 8)


@pytest.fixture
def place(tmp_path):
    return tmp_path / "keys" / "own.spegla-key"


@pytest.fixture
def key(place, tmp_path):
    return key_file.save(key_file.new(place, PHRASE, project=tmp_path / "project").having(ROW), PHRASE)


def opened(key, phrase=PHRASE):
    return key_file.read(key.path, phrase, project=Path("/nowhere"))


def test_what_was_put_comes_back_and_nothing_of_it_stands_in_the_file(key):
    assert opened(key).get("p01") == ROW
    data = key.path.read_bytes()
    assert not any(word.encode(code) in data for word in ("Åsa", "174", "P01") for code in ("utf-8", "utf-16-le"))
    assert stat.S_IMODE(key.path.stat().st_mode) == 0o600
    assert list(key.path.parent.iterdir()) == [key.path]


def test_the_same_key_is_never_encrypted_alike_and_its_size_tells_no_number(key):
    first = key.path.read_bytes()
    again = key_file.save(opened(key).having(Row("P02", "Bo Ek")), PHRASE)
    second = key.path.read_bytes()
    assert len(first) == len(second)
    at = len(key_file.MAGIC) + 1
    assert first[at : at + key_file.SALT] != second[at : at + key_file.SALT]
    assert again.get("P02").name == "Bo Ek"


def test_guessing_is_made_slow(monkeypatch, tmp_path):
    monkeypatch.undo()
    assert key_file.COST >= 15
    made = key_file.new(tmp_path / "own", PHRASE, project=tmp_path / "project")
    assert made.path.read_bytes()[len(key_file.MAGIC)] == key_file.COST


@pytest.mark.parametrize("phrase", ["fyra ord på rada", "", "FYRA ORD PÅ RAD"])
def test_a_wrong_pass_phrase_is_told_in_a_sentence(key, phrase):
    with pytest.raises(Refused, match="not right"):
        opened(key, phrase)


def test_a_pass_phrase_holds_however_its_letters_are_composed(key):
    assert opened(key, " fyra ord pa\u030a rad ").rows


@pytest.mark.parametrize("at", [len(key_file.MAGIC) + 3, key_file.HEAD - 1, key_file.HEAD + 5, -1])
def test_a_changed_sign_is_found_out(key, at):
    data = bytearray(key.path.read_bytes())
    data[at] ^= 1
    key.path.write_bytes(bytes(data))
    with pytest.raises(Refused):
        opened(key)


def test_other_files_and_greedy_ones_are_no_keys(place):
    place.parent.mkdir()
    for data in (b"", b"x" * 500, key_file.MAGIC + bytes([40]) + b"x" * 200):
        place.write_bytes(data)
        with pytest.raises(BadFile):
            key_file.read(place, PHRASE, project=Path("/nowhere"))
    with pytest.raises(NotFound):
        key_file.read(place.with_name("other"), PHRASE, project=Path("/nowhere"))


def test_no_key_lies_in_a_project(tmp_path):
    inside = tmp_path / "project" / "deep" / "own.spegla-key"
    with pytest.raises(Refused, match="must not lie"):
        key_file.new(inside, PHRASE, project=tmp_path / "project")
    (tmp_path / "way").symlink_to(tmp_path / "project")
    with pytest.raises(Refused, match="must not lie"):
        key_file.new(tmp_path / "way" / "own", PHRASE, project=tmp_path / "project")
    assert not (tmp_path / "project").exists()


def test_a_short_pass_phrase_and_a_key_that_is_there_are_refused(key, place, tmp_path):
    with pytest.raises(Refused, match="too short"):
        key_file.new(place.with_name("new"), "elva tecken", project=tmp_path / "project")
    with pytest.raises(Refused, match="already"):
        key_file.new(place, PHRASE, project=tmp_path / "project")


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(key):
    mine, theirs = opened(key), opened(key)
    key_file.save(theirs.having(Row("P03", "Cia")), PHRASE)
    with pytest.raises(ConflictError):
        key_file.save(mine.lacking("P01"), PHRASE)
    assert set(opened(key).rows) == {"p01", "p03"}


def test_a_killed_writer_leaves_the_old_key(key, monkeypatch):
    monkeypatch.setattr(Path, "replace", _no_room)
    with pytest.raises(NotSaved):
        key_file.save(opened(key).lacking("P01"), PHRASE)
    monkeypatch.undo()
    assert opened(key).get("P01") == ROW
    assert list(key.path.parent.iterdir()) == [key.path]


def _no_room(*_):
    raise OSError(28, "No space left on device")


def test_a_line_that_is_not_there_is_said_to_be_missing(key):
    with pytest.raises(NotFound, match="P09"):
        key.lacking("P09")
    assert KeyFile(key.path).rows == {}


@pytest.mark.parametrize(
    ("platform", "environment", "end"),
    [
        ("linux", {"XDG_CONFIG_HOME": "/x/conf"}, "/x/conf/spegla/keys"),
        ("linux", {}, ".config/spegla/keys"),
        ("darwin", {}, "Library/Application Support/spegla/keys"),
        ("win32", {"APPDATA": "/c/Roaming"}, "/c/Roaming/spegla/keys"),
    ],
)
def test_the_usual_place_is_the_systems(platform, environment, end):
    assert usual_folder(environment, platform).as_posix().endswith(end)
