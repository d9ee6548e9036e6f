"""Files whose names or texts are the same, nearly the same, or strange: each is kept, told apart, and told of."""

import unicodedata
from datetime import UTC, datetime

import pytest

from toolkit.services.material import adding
from toolkit.services.projects.project import open_project

TALK = "I: How did you come here?\nP01: By bus.\nI: And then?\nP01: I walked the last bit.\n"


@pytest.fixture
def project(spegla, tmp_path):
    spegla("init", tmp_path / "project", "--language", "en")
    return open_project(tmp_path / "project", now=datetime(2025, 10, 20, 9, tzinfo=UTC))


def talk(n):
    return TALK.replace("bus", f"bus {n}").encode()


def names(result):
    return [one.name for one in result.added]


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("a.txt", "a.txt", "a (2).txt"),
        ("a.txt", "A.TXT", "A (2).TXT"),
        (unicodedata.normalize("NFC", "åsa.txt"), unicodedata.normalize("NFD", "åsa.txt"), "åsa (2).txt"),
        ("sub/a.txt", "..\\a.txt", "a (2).txt"),
    ],
)
def test_names_that_some_computers_take_for_the_same_are_told_apart(project, first, second, kept):
    result = adding.add_data(project, [(first, talk(1)), (second, talk(2))])
    assert names(result) == [adding.shown_name(first), kept]
    assert any("with other content" in problem.sentence for problem in result.problems)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Intervju 1. Anna om vägen in i arbete.txt", "Intervju 1. Anna om vägen in i arbete.txt"),
        ("Intervju 1. Anna om vägen in i arbete", "Intervju 1. Anna om vägen in i arbete"),
        ("x" * 200 + ".docx", "x" * 115 + ".docx"),
        ("x" * 114 + ". Och så vidare utan ändelse", "x" * 114 + ". Och"),
        ("x" * 118 + ". Och så vidare utan ändelse", "x" * 118),
        (".txt", "txt"),
    ],
    ids=["a stop within", "no ending", "a long name", "a long one without ending", "cut at a stop", "hidden"],
)
def test_words_behind_a_full_stop_are_no_ending(name, shown):
    assert adding.shown_name(name) == shown


def test_the_same_text_under_two_names_is_told_though_the_bytes_differ(project):
    other = talk(1).replace(b"\n", b"\r\n")
    result = adding.preview(project, [("a.txt", talk(1)), ("b.txt", other)])
    assert names(result) == ["a.txt", "b.txt"]
    adding.add_data(project, [("a.txt", talk(1))])
    later = adding.add_data(project, [("b.txt", other)])
    for told in (result, later):
        assert any("very words of a.txt" in problem.sentence for problem in told.problems)


def test_the_same_bytes_are_recognised_under_any_name(project):
    adding.add_data(project, [("a.txt", talk(1))])
    assert adding.add_data(project, [("other.txt", talk(1))]).known == [("other.txt", "a.txt")]


STRANGE = (
    *(
        "CON.txt",
        "nul.txt",
        "LPT1.txt",
        "../a.txt",
        "....txt",
        "x" * 400 + ".txt",
        "😀.txt",
        "<script>a(1)</script>.txt",
    ),
    *("a\nb.txt", "a\u202egnp.txt", "a\u0000.txt", " .txt", "=cmd.txt", "-p.txt", "C:\\x\\y.txt"),
)


def test_strange_names_are_taken_go_out_and_come_back(project, spegla, tmp_path):
    kept = names(adding.add_data(project, [(name, talk(n)) for n, name in enumerate(STRANGE)]))
    assert len(set(kept)) == len(STRANGE)
    assert all(0 < len(name) <= adding.LONGEST_NAME for name in kept)
    assert not any(unicodedata.category(letter) in adding.UNSEEN for name in kept for letter in name)
    out = tmp_path / "out"
    assert spegla("export", "project", out, "-p", project.folder).code == 0
    assert not any(path.name.upper().startswith(("CON.", "NUL.", "LPT1.", "..")) for path in out.rglob("*"))
    assert spegla("init", tmp_path / "again", "--from", out).code == 0
    listed = spegla("sources", "-p", tmp_path / "again", "--json").json["sources"]
    assert sorted(one["name"] for one in listed) == sorted(kept)
