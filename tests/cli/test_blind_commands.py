"""A coder whom project.toml names is answered on the command line as in the workbench: nothing of what others made."""

import re
import shutil
from datetime import UTC, datetime

import pytest

from tests.workbench.test_blind_routes import both  # noqa: F401 (a fixture: two projects)
from toolkit.services.coding import codings
from toolkit.services.exchange import exchange_out
from toolkit.services.projects.project import open_project

READING = (
    ("codings", "list", "--json"),
    ("codings", "matrix", "--json"),
    ("codings", "export", "{out}/c.csv", "--json"),
    ("codings", "export", "{out}/c.jsonl", "--coder", "KL", "--json"),
    ("codings", "export", "{out}/c.docx", "--source", "p01.txt", "--json"),
    ("scheme", "--json"),
    ("status", "--json"),
    ("find", "bus", "--json"),
    ("find", "bus", "--coder", "KL", "--json"),
    ("find", "bus", "--coded", "needs", "--json"),
    ("find", "bus", "--coded-by", "KL", "--json"),
    ("passages", "needs/health", "--json"),
    ("passages", "needs", "--coder", "KL", "--json"),
    ("agreement", "--json"),
    ("saturation", "--json"),
    ("suggest", "--report", "--json"),
    ("themes", "--json"),
    ("draft", "--json"),
    ("quotes", "--json"),
    ("quotes", "stats", "--json"),
    ("quotes", "find", "bus", "--json"),
    ("quotes", "person", "P01", "--json"),
    ("partners", "--json"),
    ("network", "propose", "p01.txt", "--json"),
    ("claims", "--json"),
    ("claims", "show", "1", "--json"),
    ("claims", "matrix", "--json"),
    ("claims", "questions", "--json"),
    ("status", "--sentences", "--json"),
    ("reflect", "packs", "--json"),
    ("reflect", "prepare", "--audience", "team", "--json"),
    ("reflect", "sessions", "--json"),
    ("reflect", "session", "1", "--json"),
    ("export", "codings", "{out}/t.jsonl", "--json"),
    ("export", "codings", "{out}/o.jsonl", "--coder", "KL", "--json"),
    ("export", "passages", "{out}/p.jsonl", "--json"),
    ("export", "matrix", "{out}/m.csv", "--json"),
    ("export", "respondents", "{out}/r.csv", "--json"),
    ("export", "all", "{out}/a.xlsx", "--json"),
    ("export", "project", "{out}/whole", "--json"),
    ("exchange", "export", "{out}/x.qdpx", "--json"),
    ("exchange", "export", "{out}/y.qdpx", "--coder", "KL", "--json"),
    ("coders", "--json"),
    ("sources", "--json"),
    ("obstacles", "--json"),
    ("factors", "--json"),
    ("reflect", "log", "--json"),
    ("privacy", "consent", "--json"),
    ("privacy", "register", "--json"),
    ("themes", "rename", "theme", "Another name", "--json"),
    ("themes", "merge", "one", "other", "--json"),
)
OWN = (
    ("codings", "export", "{out}/c.csv", "--coder", "B", "--json"),
    ("export", "codings", "{out}/t.jsonl", "--coder", "B", "--json"),
    ("exchange", "export", "{out}/x.qdpx", "--coder", "B", "--json"),
)
HIDDEN = re.compile(rb"MEMOSECRET|REASONSECRET")


@pytest.fixture
def mine(both, tmp_path):  # noqa: F811
    """The two projects as B's own copies: KL coded in one of them what B is to code blind."""
    folders = []
    for folder, name in zip(both, ("full", "bare"), strict=True):
        own = shutil.copytree(folder, tmp_path / name / "small")
        settings = own / "project.toml"
        settings.write_text(settings.read_text().replace('coder = ""', 'coder = "B"'))
        assert 'coder = "B"' in settings.read_text()
        folders.append(own)
    return folders


def answered(spegla, folder, command):
    """What the command says and the bytes of what it writes, without where it lies and when it was done."""
    out = folder.parent / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    told = spegla(*(part.format(out=out) for part in command), "-p", folder)
    files = b"".join(path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file() and path.suffix != ".qdpx")
    return told.code, (told.out + told.err).replace(str(out), "").replace(str(folder), ""), files


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_commands_tell_nothing_that_others_made(mine, spegla, command):
    full, bare = (answered(spegla, folder, command) for folder in mine)
    assert full == bare
    assert not HIDDEN.search(full[1].encode() + full[2])


@pytest.mark.parametrize("command", OWN, ids=" ".join)
def test_ones_own_codings_can_be_taken_along(mine, spegla, command):
    assert answered(spegla, mine[0], command)[0] == 0


def test_an_import_does_not_tell_what_others_have_coded_already(mine, spegla, tmp_path):
    full, bare = mine
    path = tmp_path / "known.csv"
    whole = open_project(full, now=datetime.now(UTC))
    codings.export_codings(whole, path)
    told = [spegla("codings", "import", path, "-p", folder, "--json") for folder in (full, bare)]
    assert told[0].json["known"] == told[1].json["known"]
    assert told[0].json == told[1].json
    assert answered(spegla, full, ("status", "--json")) == answered(spegla, bare, ("status", "--json"))


def test_a_project_of_another_program_is_not_taken_in_meanwhile(mine, spegla, tmp_path):
    whole = open_project(mine[0], now=datetime.now(UTC))
    exchange_out.export_file(whole, tmp_path / "all.qdpx")
    for how in ((), ("--dry-run",), ("--dry-run", "--coder", "KL")):
        told = [spegla("exchange", "import", tmp_path / "all.qdpx", *how, "-p", folder) for folder in mine]
        assert {one.code for one in told} == {1}
        assert told[0].err == told[1].err
