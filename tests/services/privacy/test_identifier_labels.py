"""Labels before turns when names are masked: who is known is known again, two people never become one."""

from __future__ import annotations

import shutil

import pytest

from tests.services.named import at, group, named_once  # noqa: F401
from toolkit.domain.sources.revisions import Edit
from toolkit.domain.sources.sources import ASKING
from toolkit.services.privacy.identifier_labels import masked


@pytest.fixture
def project(named_once):  # noqa: F811
    return at(named_once)


def labels(made):
    return [turn.label for turn in made.turns if turn.label]


def edits_of(project, name, **words):
    from tests.services.named import text_of

    text = text_of(project, name)
    return [Edit(text.index(one), text.index(one) + len(one), new) for one, new in words.items()]


def test_a_person_of_the_register_is_labelled_with_the_pseudonym(project):
    made = masked(
        project,
        "fokus.txt",
        edits_of(project, "fokus.txt", Bosse="[kollegan]"),
        [group("bosse", stand_in="[kollegan]")],
    )
    assert [one for one in labels(made) if one in ("Bosse", "T2", "[kollegan]")] == ["T2"]
    assert {edit.words for edit in made.edits} == {"[kollegan]"}


def test_who_is_in_no_register_gets_the_bracket_that_the_text_gets(project):
    made = masked(project, "fokus.txt", (), [group("åke ek", "Åke Ek", stand_in="[chefen]")])
    assert "[chefen]" in labels(made)
    assert "Åke Ek" not in labels(made)


def test_two_who_would_get_the_same_bracket_are_numbered(tmp_path):
    from tests.conftest import run

    folder = tmp_path / "many"
    assert run(["init", str(folder), "--language", "sv"]) == 0
    file = folder / "interviews" / "grupp.txt"
    head = "---\ntalare: {Åke Ek: X1, Åsa Ek: X2, Eva Ek: X3}\n---\n"
    file.write_text(f"{head}I: Vem?\n\nÅke Ek: Ja.\n\nÅsa Ek: Nej.\n\nEva Ek: Kanske.\n\nÅke Ek: Jo.\n", "utf-8")
    assert run(["add", str(file), "-p", str(folder)]) == 0
    groups = [group(one.casefold(), one, stand_in="[chefen]") for one in ("Åke Ek", "Åsa Ek", "Eva Ek")]
    made = masked(at(folder), "grupp.txt", (), groups)
    assert [one for one in labels(made) if one.startswith("[")] == ["[chefen]", "[chefen] 2", "[chefen] 3", "[chefen]"]


def test_the_interviewer_is_given_the_sign_of_who_asks(tmp_path):
    from tests.conftest import run

    folder = tmp_path / "asked"
    assert run(["init", str(folder), "--language", "sv"]) == 0
    settings = folder / "project.toml"
    settings.write_text(settings.read_text("utf-8").replace("interviewers = []", 'interviewers = ["Maja"]'), "utf-8")
    file = folder / "interviews" / "d01.txt"
    file.write_text("Maja: Hur var det?\n\nD01: Det var bra, Maja.\n", "utf-8")
    assert run(["add", str(file), "-p", str(folder)]) == 0
    made = masked(at(folder), "d01.txt", (), [group("maja", stand_in="[intervjuaren]")])
    assert labels(made) == [ASKING, "D01"]


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (group("karin", stand_in="[ledaren]"), "no label holds the name"),
        (group("bo", "Bo", stand_in="[ledaren]"), "a name within a longer word is another word"),
        (group("0701234567", "Bosse", stand_in="[telefon]"), "kept below as a number"),
    ],
)
def test_other_labels_stay_as_they_are(project, one, why):
    if why == "kept below as a number":
        from toolkit.domain.identifiers.identifiers import Identifier

        one.kind = Identifier.PHONE
    before = labels(masked(project, "fokus.txt", (), []))
    assert "Bosse" in before
    assert labels(masked(project, "fokus.txt", (), [one])) == before, why


def test_the_longer_name_goes_before_the_name_within_it(project):
    short = group("åke", "Åke", stand_in="[granne]")
    long = group("åke ek", "Åke Ek", stand_in="[chefen]")
    for order in ((short, long), (long, short)):
        assert "[chefen]" in labels(masked(project, "fokus.txt", (), order))


def test_a_bracket_with_a_backslash_stands_as_it_is_written(project):
    made = masked(project, "fokus.txt", (), [group("åke ek", "Åke Ek", stand_in=r"[A\1 \g<0>]")])
    assert r"[A\1 \g<0>]" in labels(made)


def test_nothing_is_stored_by_looking(named_once, tmp_path):  # noqa: F811
    folder = shutil.copytree(named_once, tmp_path / "own")
    before = (folder / "project.db").read_bytes()
    masked(at(folder), "fokus.txt", (), [group("bosse", stand_in="[kollegan]")])
    assert (folder / "project.db").read_bytes() == before
