"""`spegla factors`: the team's own list word for word, and what is said to bear each factor out."""

from __future__ import annotations

import shutil

import pytest

from tests.cli.unchanged import unchanged
from tests.conftest import run

LIST = "Framgångsfaktorer\n\n1. Samverkan med vården\n2. Att få åka buss\n3. Tid\n"
KL = ("--coder", "KL")


@pytest.fixture(scope="module")
def listed_once(themed_once, tmp_path_factory):
    folder = shutil.copytree(themed_once, tmp_path_factory.mktemp("factors") / "small")
    (folder / "lista.txt").write_text(LIST, "utf-8")
    assert run(["add", str(folder / "lista.txt"), "--kind", "factors", "-p", str(folder)]) == 0
    return folder


@pytest.fixture
def factors(spegla, listed_once, tmp_path):
    folder = shutil.copytree(listed_once, tmp_path / "listed")
    call = lambda *words: spegla("factors", *words, "-p", folder)  # noqa: E731
    call.folder = folder
    return call


def items(answer):
    (one,) = answer.json["lists"]
    assert one["source"] == "lista.txt"
    return one["factors"]


def test_factors_are_told_word_for_word_and_not_yet_held_against_anything(factors):
    told = factors().out.splitlines()
    numbered = [line for line in told if line.startswith("  ") and line[2].isdigit()]
    assert [line.partition(". ")[2].partition(" [")[0] for line in numbered] == [
        "Samverkan med vården", "Att få åka buss", "Tid",
    ]  # fmt: skip
    assert told.count("     not held against the material yet") == 3
    assert [(one["number"], one["looked_at"], one["supported"]) for one in items(factors("--json"))] == [
        (1, False, False), (2, False, False), (3, False, False),
    ]  # fmt: skip


def test_a_factor_is_linked_to_what_bears_it_out_and_the_link_taken_back(spegla, factors):
    first = spegla("themes", "-p", factors.folder, "--json").json["themes"][0]
    theme, name = first["id"], first["name"]
    linked = items(factors("link", "lista.txt", 2, "--theme", theme, *KL, "--json"))
    assert (linked[1]["themes"], linked[1]["supported"], linked[1]["looked_at"]) == ([theme], True, True)
    assert not linked[0]["supported"]
    assert f"     borne out by: {name} · " in factors().out
    assert f"[{theme}]" in factors().out
    gone = factors("link", "lista.txt", 3, "--unsupported", *KL)
    assert "     not borne out by the material" in gone.out
    back = items(factors("unlink", "lista.txt", 2, "--theme", theme, *KL, "--json"))
    assert (back[1]["themes"], back[1]["supported"]) == ([], False)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("link", "lista.txt", "1"), 2),
        (("link", "lista.txt", "1", "--theme", "t", "--unsupported"), 2),
        (("unlink", "lista.txt", "1", "--claim", "1", "--theme", "t"), 2),
        (("link", "lista.txt", "99", "--unsupported", *KL), 1),
        (("link", "p01.txt", "1", "--unsupported", *KL), 1),
        (("link", "lista.txt", "1", "--theme", "nope", *KL), 1),
        (("link", "lista.txt", "1", "--claim", "7", *KL), 1),
        (("link", "lista.txt", "1", "--unsupported"), 2),
    ],
)
def test_a_link_that_cannot_be_is_refused(spegla, listed_once, words, code):
    with unchanged(listed_once):
        answer = spegla("factors", *words, "-p", listed_once)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err


def test_without_a_list_it_is_said_how_one_comes_in(spegla, looked_at):
    assert spegla("factors", "-p", looked_at).out == (
        "There is no factor list. Add one with: spegla add FILE --kind factors\n"
    )
    assert spegla("factors", "-p", looked_at, "--json").json == {"lists": []}
