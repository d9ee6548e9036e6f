"""`spegla privacy key`, and A26: no respondent's real name in anything that leaves, is kept, backed up or committed."""

import shutil
import subprocess

import pytest

from toolkit.domain.identifiers.remains import Marks
from toolkit.services.privacy import deep_scan, key_file

GIVEN, FAMILY = ("Zabulon", "Quirina", "Wenzel", "Ysolde", "Xaverka", "Thekla"), (
    "Brakmarsdotter", "Grötterlind", "Hjulåkersson", "Kvistöberg", "Mjölkvaräng",
    "Pingstmåne", "Rosvävare", "Skrattelin", "Tjärblom", "Vintergäck",
)  # fmt: skip
NAMES = [f"{given} {family}" for given in GIVEN for family in FAMILY]


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(key_file, "COST", 8)  # the real one takes a quarter of a second each time
    (tmp_path / "phrase").write_text("four words in row\n")
    return tmp_path / "config"


@pytest.fixture
def keyed(home, small, spegla, tmp_path):
    def call(*arguments):
        return spegla("privacy", "key", *arguments, "-p", small, "--passphrase-file", tmp_path / "phrase")

    assert call("new").code == 0
    return call


def test_a_person_is_put_shown_listed_and_removed(keyed):
    assert keyed("add", "P01", "--name", "Åsa Öberg", "--contact", "070 1740605").code == 0
    assert "Åsa Öberg" in keyed("show", "p01").out
    listed = keyed("list", "--json").json
    assert listed["people"] == [{"id": "P01", "name": "Åsa Öberg", "contact": "070 1740605", "note": ""}]
    assert "P02" in listed["missing"]
    assert keyed("remove", "P01").code == 0
    assert keyed("show", "P01").code == 1


def test_a_wrong_pass_phrase_and_no_terminal_are_sentences(keyed, small, spegla, tmp_path):
    (tmp_path / "phrase").write_text("other words in row\n")
    answer = keyed("list")
    assert answer.code == 1
    assert "not right" in answer.err
    bare = spegla("privacy", "key", "list", "-p", small)
    assert bare.code == 2
    assert "--passphrase-file" in bare.err


def test_the_key_lies_apart_and_a_copy_of_the_project_finds_it(keyed, home, small, spegla, tmp_path):
    place = spegla("privacy", "key", "path", "-p", small, "--json").json
    assert place["there"]
    assert place["key"].startswith(str(home))
    shutil.copytree(small, tmp_path / "copy")
    assert spegla("privacy", "key", "-p", tmp_path / "copy", "--json").json == place
    phrase = ("--passphrase-file", tmp_path / "phrase")
    inside = spegla("privacy", "key", "new", "--key", small / "own", "-p", small, *phrase)
    assert inside.code == 1
    assert not (small / "own").exists()


def test_another_pass_phrase_opens_it_and_the_old_one_does_not(keyed, small, spegla, tmp_path):
    (tmp_path / "fresh").write_text("quite other words here\n")
    assert keyed("passphrase", "--new-passphrase-file", tmp_path / "fresh").code == 0
    assert keyed("list").code == 1
    assert spegla("privacy", "key", "list", "-p", small, "--passphrase-file", tmp_path / "fresh").code == 0


def test_who_withdraws_leaves_the_key_when_it_is_named_and_the_certificate_says_so(keyed, small, spegla, tmp_path):
    keyed("add", "P01", "--name", "Åsa Öberg")
    place = spegla("privacy", "key", "path", "-p", small, "--json").json["key"]
    (tmp_path / "wrong").write_text("other words in row\n")
    going = ("privacy", "withdraw", "P01", "--yes", "--delete-files", "--key", place, "-p", small, "--passphrase-file")
    refused = spegla(*going, tmp_path / "wrong")
    assert refused.code == 1
    assert (small / "withdrawals.jsonl").exists() is False
    done = spegla(*going, tmp_path / "phrase", "--json")
    assert done.code == 0, done.err
    assert done.json["key"] is True
    assert keyed("show", "P01").code == 1
    (certificate,) = (small / "withdrawals").glob("*-P01.txt")
    text = certificate.read_text(encoding="utf-8")
    assert text.count("in the key itself the line was taken away") >= 1
    assert "take the line away there" not in text


def test_without_the_key_the_certificate_says_that_the_line_remains(keyed, small, spegla):
    keyed("add", "P01", "--name", "Åsa Öberg")
    done = spegla("privacy", "withdraw", "P01", "--yes", "--delete-files", "-p", small)
    assert done.code == 0, done.err
    assert "spegla privacy key remove P01" in done.out
    (certificate,) = (small / "withdrawals").glob("*-P01.txt")
    assert "take the line away there" in certificate.read_text(encoding="utf-8")
    assert keyed("show", "P01").code == 0


@pytest.mark.figure("A26")
def test_a26_no_real_name_is_in_anything_that_leaves_or_is_kept(keyed, home, small, spegla, tmp_path, figure):
    """A26: the names of 60 respondents in 0 of all exports, project zips, backups, `git add -A`, the access log."""
    respondents = ["P01", "P02", "T1", *(f"N{number}" for number in range(57))]
    for who, name in zip(respondents, NAMES, strict=True):
        assert keyed("add", who, "--name", name, "--contact", f"{name}, Storgatan 7").code == 0
    out = tmp_path / "out"
    out.mkdir()
    p = ("-p", small)
    for command in (
        ["themes"],
        ["export", "all", out / "all.xlsx"],
        ["export", "codings", out / "codings.csv"],
        ["export", "respondents", out / "people.jsonl"],
        ["export", "project", out / "whole.zip"],
        ["exchange", "export", out / "out.qdpx"],
        ["draft", "--format", "docx", "--format", "html", "--format", "md", "--out", out / "drafts"],
        ["privacy", "subject-copy", "P01", "--to", out / "copy.docx"],
        ["privacy", "register", "--to", out / "register.docx"],
        ["privacy", "register", "--to", out / "register.xlsx"],
        ["backup"],
        ["backup", "--to", out / "elsewhere"],
    ):
        answer = spegla(*command, *p)
        assert answer.code == 0, (command, answer.err)
    looked = deep_scan.scan([out, small], Marks.of_strings(b"a26", [*NAMES, *FAMILY]))
    assert looked.files > 40
    assert looked.found == {}
    figure(people=len(NAMES), files=looked.files, hits=0)
    assert not looked.unread
    assert _committed(small, tmp_path) & {"project.db", "access.jsonl"} == set()
    assert not list(home.rglob("*.part"))
    assert deep_scan.scan([home], Marks.of_strings(b"a26", NAMES)).found == {}


def _committed(folder, tmp_path):
    """What `git add -A` would take along; the names were looked for in all of the folder already."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("no git here")
    hush = {"GIT_DIR": str(tmp_path / "git"), "GIT_WORK_TREE": str(folder), "HOME": str(tmp_path)}
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run([git, *command], cwd=folder, env=hush, check=True, capture_output=True)
    listed = subprocess.run([git, "ls-files", "-z"], cwd=folder, env=hush, check=True, capture_output=True)
    return set(listed.stdout.decode().strip("\0").split("\0"))
