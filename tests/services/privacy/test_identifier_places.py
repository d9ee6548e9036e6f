"""Short texts beside the sources and the names in them: known names however written, nothing of who is withheld."""

from __future__ import annotations

import shutil
from itertools import pairwise

import pytest

from tests.services.named import FILES, NOW, at, group, named_once  # noqa: F401
from toolkit.domain.identifiers.identifier_groups import Decided, Decision
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.identifiers.name_finding import Heard
from toolkit.domain.texts.short_texts import Short, Where
from toolkit.services.privacy import identifier_finding as finding
from toolkit.services.privacy import identifier_places as places


@pytest.fixture
def known(named_once):  # noqa: F811
    return finding.lists(at(named_once))


def short(text, where=Where.MEMO):
    return Short(where, 1, "memo", 1, ("text",), text)


def decided(key, decision=Decision.MASK, kind=Identifier.NAME):
    return {key: Decided(key, kind.value, decision, "[x]", "KL", NOW)}


def seeker(known, *groups, decisions=None, small=(), replaced=()):
    heard = Heard(small=set(small))
    return places.Seeker(
        known, heard, {one.key: one for one in groups}, decisions or {}, lambda key: key, frozenset(replaced)
    )


def words(found, text):
    return [text[one.start : one.end] for one in found]


KARIN, HOLM = group("karin"), group("gunvor holm", "Gunvor Holm")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring Gunvor Holm i dag.", ["Gunvor Holm"]),
        ("ring gunvor holm i dag", ["gunvor holm"]),
        ("GUNVOR  HOLMS råd", ["GUNVOR  HOLMS"]),
        ("Gunvor, Holm", []),
        ("gunvor\nholm", ["gunvor\nholm"]),
        ("", []),
        ("holm gunvor", []),
    ],
)
@pytest.mark.parametrize("where", [Where.THEME, Where.PACK, Where.QUOTE, Where.GUIDE])
def test_a_known_name_is_found_however_it_is_written_where_only_known_names_are_sought(known, where, text, found):
    one = seeker(known, HOLM)
    assert words(one.found(short(text, where)), text) == found
    assert {each.key for each in one.found(short(text, where))} <= {"gunvor holm"}


def test_where_only_known_names_are_sought_a_stranger_is_not_told(known):
    text = "Sven Bergkvist sa det."
    assert list(seeker(known).found(short(text, Where.THEME))) == []
    assert words(seeker(known).found(short(text)), text) == ["Sven Bergkvist"]


def test_a_name_that_is_an_ordinary_word_too_is_only_told_with_a_capital(known):
    rosen = group("lind", "Lind")
    one = seeker(known, rosen, small=["lind"])
    assert list(one.found(short("en lind i parken", Where.THEME))) == []
    assert words(one.found(short("hos Lind i parken", Where.THEME)), "hos Lind i parken") == ["Lind"]
    assert words(seeker(known, group("kvistbro")).found(short("i kvistbro", Where.THEME)), "i kvistbro") == ["kvistbro"]


@pytest.mark.parametrize(
    ("decisions", "told"),
    [(None, False), (decided("kvistbro", kind=Identifier.CAPITALISED), True)],
    ids=["only seen", "decided on"],
)
def test_a_word_with_a_capital_is_told_in_small_letters_once_it_was_decided_on(known, decisions, told):
    one = seeker(known, group("kvistbro", kind=Identifier.CAPITALISED), decisions=decisions)
    assert bool(list(one.found(short("i kvistbro", Where.THEME)))) is told


@pytest.mark.parametrize(("decision", "told"), [(Decision.MASK, True), (Decision.ERASE, True), (Decision.KEEP, False)])
def test_a_name_that_stands_in_no_source_is_known_by_what_was_decided(known, decision, told):
    one = seeker(known, decisions=decided("gunvor holm", decision))
    text = "Om gunvor holm."
    assert words(one.found(short(text, Where.DRAFT)), text) == (["gunvor holm"] if told else [])


def test_the_longest_name_is_found_and_nothing_over_another(known):
    text = "Gunvor Holm och Gunvor"
    one = seeker(known, HOLM, group("gunvor"), group("holm"))
    found = sorted(one.found(short(text, Where.THEME)), key=lambda each: each.start)
    assert [each.key for each in found] == ["gunvor holm", "gunvor"]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_what_stands_in_for_a_name_is_no_name(known):
    text = "Ring [Gunvor Holm] och Gunvor Holm"
    one = seeker(known, HOLM, replaced=["[Gunvor Holm]"])
    assert [each.start for each in one.found(short(text, Where.THEME))] == [23]
    assert [each.start for each in one.found(short(text))] == [23]


def test_a_number_is_told_everywhere_but_where_only_known_ones_are_sought(known):
    text = "Ring 070-123 45 67."
    assert [one.kind for one in seeker(known).found(short(text))] == [Identifier.PHONE]
    assert list(seeker(known).found(short(text, Where.THEME))) == []
    number = group("0701234567", kind=Identifier.PHONE)
    assert words(seeker(known, number).found(short(text, Where.THEME)), text) == ["070-123 45 67"]


def test_at_the_head_of_a_source_only_what_a_list_tells_is_told(known):
    text = "Mötet hölls i Gnosjöberga med Karin"
    assert [one.key for one in seeker(known).found(short(text, Where.FACTS))] == ["karin"]


def test_one_capital_that_begins_a_short_text_tells_nothing(known):
    for text in ("Samordningen brister", "Bussar"):
        assert list(seeker(known).found(short(text, Where.CLAIM))) == []


def test_a_genitive_is_put_to_the_name_that_is_known(known):
    (one,) = seeker(known, KARIN).found(short("Vi tog Karins bil", Where.CLAIM))
    assert (one.key, one.whose) == ("karin", "T1")


@pytest.fixture
def project(named_once, tmp_path):  # noqa: F811
    return at(shutil.copytree(named_once, tmp_path / "project"))


def texts(project, *wheres):
    return [one for one in places.texts(project) if one.where in wheres]


def test_every_source_gives_the_name_of_its_file_and_what_stands_at_its_head(project):
    heads = texts(project, Where.FILE)
    assert [one.text for one in heads] == ["d  ", "fokus"]
    assert len(heads) == len(FILES)
    assert all(one.source_id == one.number for one in heads)
    assert not any(one.changeable for one in texts(project, Where.FILE, Where.FACTS, Where.SETTINGS, Where.GUIDE))


def test_the_words_of_the_scheme_can_be_changed_where_its_file_is_the_projects_own(project):
    codes = texts(project, Where.CODE)
    needs = {one.path: one.text for one in codes if one.row == "needs"}
    code = project.scheme_file.codes["needs"]
    assert needs["title", "sv"] == code.title["sv"]
    assert needs["definition", "en"] == code.definition["en"]
    assert needs["includes", "sv", 0] == code.includes["sv"][0]
    assert needs["excludes", "sv", 0] == code.excludes["sv"][0]
    assert {one.row for one in codes} == set(project.scheme_file.codes)
    assert all(one.changeable for one in codes)
    shutil.rmtree(project.folder / "coding_schemes")
    packaged = at(project.folder)
    assert not any(one.changeable for one in texts(packaged, Where.CODE))


def test_the_settings_and_the_questions_of_the_guides_are_looked_through(small_coded):
    from tests.material import ASKED

    project = at(small_coded)
    assert project.settings.name in [one.text for one in texts(project, Where.SETTINGS)]
    assert set(ASKED.values()) <= {one.text for one in texts(project, Where.GUIDE)}


def put_rows(folder):
    """Short texts on P07, who has withdrawn, and the same on P01."""
    from tests.services.two_sides import in_database, place

    when, rows = "2026-03-01T09:00:00.000000+00:00", []
    for person, number in (("P01", 1), ("P07", 7)):
        span = place(folder, person)
        rows += [
            "INSERT INTO memo (source_id, start, end, text, author, time, revision) "
            f"VALUES ({number}, {span.start}, {span.end}, 'memo {person}', 'KL', '{when}', 1)",
            'INSERT INTO claim (id, text, kind, "group", area, themes, questions, position, coder, at, revision) '
            f"VALUES ({number}, 'claim {person}', 'finding', 'participants', 'needs', '[]', '[]', {number}, "
            f"'KL', '{when}', 1)",
            "INSERT INTO stance (claim_id, respondent, stance, reason, coder, at, revision) "
            f"VALUES ({number}, '{person}', 'affirms', 'reason {person}', 'KL', '{when}', 1)",
        ]
    in_database(folder, *rows)


def test_nothing_is_shown_that_is_on_withheld_words_or_of_somebody_who_withdrew(small):
    put_rows(small)
    said = [one.text for one in texts(at(small), Where.MEMO, Where.CLAIM, Where.STANCE)]
    assert {"memo P01", "reason P01", "claim P01", "claim P07"} <= set(said)
    assert not {"memo P07", "reason P07"} & set(said)


def test_blind_eyes_see_memos_and_what_is_no_judgement(small):
    from toolkit.services.comparing import assignments

    put_rows(small)
    project = at(small)
    assignments.assign(project, "MS", ["p01.txt"])
    blind = project.again(project.now, viewer="MS")
    said = {one.where for one in places.texts(blind)}
    assert not {Where.CLAIM, Where.STANCE} & said
    assert {Where.FILE, Where.CODE, Where.SETTINGS} <= said
