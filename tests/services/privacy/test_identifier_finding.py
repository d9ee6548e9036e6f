"""What is found in each source: lists of the project, what is covered, what is kept in memory, labels and kinds."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.named import FIRST, REGISTER, at, id_of, named_once  # noqa: F401
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.identifiers.name_finding import Capitals, Heard
from toolkit.domain.sources.cases import Respondent
from toolkit.services.privacy import identifier_finding as finding
from toolkit.services.projects.project import Project


@pytest.fixture
def project(named_once):  # noqa: F811
    finding.forget()
    return at(named_once)


@pytest.fixture
def known(project):
    return finding.lists(project)


def words_of(raw, text):
    return [(text[one.start : one.end], one.kind) for one in raw.names]


@pytest.mark.parametrize(
    ("person", "names"),
    [
        (Respondent("D01", "team"), ["D01"]),
        (Respondent("D01", "team", labels=("KN", "Karin")), ["D01", "KN", "Karin"]),
        (Respondent("D01", "team", variables={"Alias": " Åsa ;Åse|Oskar, "}), ["D01", "Åsa", "Åse", "Oskar"]),
        (Respondent("D01", "team", variables={"smeknamn": "a/b", "age": "Karin"}), ["D01", "a", "b"]),
        (Respondent("D01", "team", variables={"NAMN": ""}), ["D01"]),
    ],
)
def test_a_person_is_called_by_pseudonym_labels_and_what_columns_of_names_say(person, names):
    assert list(finding.names_of(person)) == names


def test_the_lists_hold_the_names_of_the_register_and_who_asks(project, tmp_path):
    known = finding.lists(project)
    assert (known.own.whose("Karin"), known.own.whose("Bosse"), known.own.whose("Sture")) == ("T1", "T2", None)
    (tmp_path / "interviews").mkdir()
    settings = (project.folder / "project.toml").read_text("utf-8")
    settings = settings.replace("interviewers = []", 'interviewers = ["Sture"]')
    (tmp_path / "project.toml").write_text(settings, "utf-8")
    (tmp_path / "interviews" / "respondents.csv").write_text(REGISTER, "utf-8")
    other = finding.lists(Project(tmp_path, project.now))
    assert other.own.whose("Sture") == "Sture"
    assert other.mark != known.mark


def test_the_same_names_give_the_same_lists(project):
    assert finding.lists(project) is finding.lists(at(project.folder))


@pytest.mark.parametrize(
    ("text", "replaced", "bare"),
    [
        ("Det var [Karin].", {"[Karin]"}, "Det var ·······."),
        ("Det var [Karin].", {"[T1]"}, "Det var [Karin]."),
        ("Det var [Karin].", set(), "Det var [Karin]."),
        ("[a][b][a]", {"[a]"}, "···[b]···"),
        ("[\n] [a", {"[a]", "[\n]"}, "[\n] [a"),
        ("[👩]", {"[👩]"}, "···"),
        ("", {"[a]"}, ""),
    ],
)
def test_what_stands_in_for_a_name_is_covered_letter_by_letter(text, replaced, bare):
    assert finding.covered(text, replaced) == bare


@given(st.text(alphabet="[]ab \n👩å"), st.sets(st.sampled_from(["[a]", "[ab]", "[å]", "[👩]"])))
def test_covering_never_moves_a_letter(text, replaced):
    bare = finding.covered(text, replaced)
    assert len(bare) == len(text)
    assert all(new in (old, "·") for old, new in zip(text, bare, strict=True))
    assert not any(one in bare for one in replaced)


def test_a_text_is_looked_through_once_for_as_long_as_text_and_lists_are_the_same(known):
    one = finding.raw_of(known, FIRST, ())
    assert finding.raw_of(known, FIRST, ()) is one
    assert finding.raw_of(known, f"{FIRST} Ja.", ()) is not one
    finding.forget()
    again = finding.raw_of(known, FIRST, ())
    assert again is not one
    assert again.names == one.names


def test_what_was_masked_is_another_text(known):
    text = "D01: Det var [Karin] och Karin."
    assert [word for word, _ in words_of(finding.raw_of(known, text, ()), text)] == ["Karin", "Karin"]
    assert [one.start for one in finding.raw_of(known, text, {"[Karin]"}).names] == [text.rindex("Karin")]


def test_memory_is_bounded_and_the_oldest_goes_first(known, monkeypatch):
    monkeypatch.setattr(finding, "_MOST", 2)
    one, two = finding.raw_of(known, "ett", ()), finding.raw_of(known, "två", ())
    finding.raw_of(known, "tre", ())
    assert finding.raw_of(known, "två", ()) is two
    assert finding.raw_of(known, "ett", ()) is not one


def test_a_shape_wins_over_a_name_in_it_and_findings_come_in_their_order(known):
    text = "Det går till karin@exempel.se eller ring 070-123 45 67, säger Karin."
    found = words_of(finding.raw_of(known, text, ()), text)
    assert found == [
        ("karin@exempel.se", Identifier.EMAIL),
        ("070-123 45 67", Identifier.PHONE),
        ("Karin", Identifier.NAME),
    ]
    assert finding.raw_of(known, text, ()).words == len(text.split())


def test_a_lone_surrogate_in_a_text_is_looked_through_like_any_other_sign(known):
    assert finding.raw_of(known, "Karin \ud800", ()).names[0].start == 0


def test_each_source_is_looked_through_in_turn_and_progress_is_told(project):
    told = []
    seen = list(finding.each(project, (), lambda done, of: told.append((done, of))))
    assert [one.id for one in seen] == [id_of(project, "d01.txt"), id_of(project, "fokus.txt")]
    assert [one.source.name for one in seen] == ["d01.txt", "fokus.txt"]
    assert told == [(1, 2), (2, 2)]
    assert {one.raw.capitals for one in seen} == {Capitals.TELL}
    assert len(list(finding.each(project, (), None))) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kvistbro var stängt.", Identifier.OPENING),
        ("Vi såg Kvistbro igen.", Identifier.CAPITALISED),
        ("Kvistbro Lyft var stängt.", Identifier.CAPITALISED),
        ("Karin kom.", Identifier.NAME),
    ],
    ids=["one word that begins a sentence", "inside a sentence", "two words", "in a list of names"],
)
def test_a_word_that_only_begins_a_sentence_is_a_kind_of_its_own(project, known, text, kind):
    (first, *_) = finding.each(project, (), None)
    seen = replace(first, source=replace(first.source, text=text, turns=()), raw=finding.raw_of(known, text, ()))
    heard = Heard()
    heard.add(seen.raw.heard)
    assert [one.kind for one in finding.found_in(seen, heard, known.words)] == [kind]


def test_short_labels_before_turns_are_no_findings_but_the_same_words_said_are(tmp_path):
    from tests.conftest import run

    folder = tmp_path / "labels"
    assert run(["init", str(folder), "--language", "sv"]) == 0
    (folder / "interviews" / "respondents.csv").write_text("id,group,labels\nT1,team,EVA\nT2,team,Bosse\n", "utf-8")
    file = folder / "interviews" / "grupp.txt"
    file.write_text("I: Vem?\n\nEVA: Vi på plats.\n\nBosse: Ja, det var EVA och Bosse.\n", "utf-8")
    assert run(["add", str(file), "-p", str(folder)]) == 0
    project = at(folder)
    (seen,) = finding.each(project, (), None)
    known, heard, text = finding.lists(project), Heard(), seen.source.text
    heard.add(seen.raw.heard)
    found = [(text[one.start : one.end], one.start) for one in finding.found_in(seen, heard, known.words)]
    assert [start for word, start in found if word == "EVA"] == [text.rindex("EVA")]
    assert [start for word, start in found if word == "Bosse"] == [text.index("Bosse"), text.rindex("Bosse")]


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        ({(Identifier.NAME, False): 1}, Identifier.NAME),
        ({(Identifier.CAPITALISED, False): 9, (Identifier.NAME, True): 1}, Identifier.NAME),
        ({(Identifier.CAPITALISED, False): 3, (Identifier.PLACE, False): 2}, Identifier.CAPITALISED),
        ({(Identifier.PLACE, True): 2, (Identifier.NAME, True): 1}, Identifier.PLACE),
        ({(Identifier.PLACE, True): 1, (Identifier.NAME, True): 1}, Identifier.NAME),
        ({(Identifier.OPENING, False): 9, (Identifier.CAPITALISED, False): 1}, Identifier.CAPITALISED),
        ({(Identifier.OPENING, False): 2}, Identifier.OPENING),
    ],
    ids=[
        "one",
        "certain before many",
        "the commonest",
        "the commonest of the certain",
        "a tie by the order of kinds",
        "inside a sentence before at its beginning",
        "only at the beginning",
    ],
)
def test_the_kind_is_what_a_list_tells_then_the_commonest(kinds, kind):
    assert finding.kind_of(kinds) is kind
    assert finding.kind_of(Counter(dict(reversed(kinds.items())))) is kind
