"""The sentences that a theme section is drafted from: no more than counts and valences bear, each with its evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.domain.reports.report import Stated
from toolkit.reporting.material.findings import findings
from toolkit.reporting.material.prose import Writer, area_title
from toolkit.reporting.material.wording import Turns

HINDERS, PROMOTES, PROPOSES = "valence/hinders", "valence/promotes", "valence/proposes"


@pytest.fixture(name="written")
def _written(invented, wording_of):
    def make(theme="t1", language="sv", *, codes=None, material=None, **how):
        told = material or invented()
        passages = {
            key: replace(each, codes=frozenset(codes[each.evidence[0]])) if each.evidence[0] in (codes or {}) else each
            for key, each in told.passages.items()
        }
        told = replace(told, passages=passages)
        wording = wording_of(language)
        finding = next(each for each in findings(told) if each.theme.id == theme)
        return Writer(told, wording, Turns(wording)).sentences(finding, **how)

    return make


def counts(sentences):
    return [(each.count, len(each.evidence)) for each in sentences]


def test_a_theme_with_voices_on_both_sides_tells_both(written):
    """Of six asked, five raise it: four as a hindrance, one as the opposite; one was not asked."""
    found = written()
    assert counts(found) == [("5 av 6", 5), ("4 av 6", 4), ("1 av 6", 1), ("1 av 7", 5)]
    assert found[2].evidence == ("c3",)
    assert found[1].stated == Stated(4, 6, "participants")


def test_where_all_who_raise_it_stand_on_one_side_it_is_said_at_once(written):
    (only,) = written("t4")
    assert (only.count, only.stated) == ("2 av 2", Stated(2, 2, "employers"))
    assert only.text == "Båda arbetsgivarna tar upp temat, och då som något som främjar."


def test_unity_is_only_told_of_three_or_more_and_never_beside_an_opposite(written):
    most = {"c7": [], **{f"c{n}": [PROMOTES] for n in range(8, 12)}}
    united = "Ingen av dem som tar upp saken ger motsatt bild."
    assert united in [each.text for each in written("t2", codes=most)]
    assert united not in [each.text for each in written("t2", codes={**most, "c7": [HINDERS]})]
    assert united not in [each.text for each in written("t2", codes={**most, "c7": [PROMOTES]})]  # all: told at once
    assert united not in [each.text for each in written("t4")]


def test_a_theme_of_one_voice_says_that_it_is_one(written):
    texts = [each.text for each in written("t3")]
    assert "En enda röst räcker inte" in texts[-1]
    assert texts[0] == "En av deltagarna lägger fram förslag här."


def test_silence_is_told_where_a_third_of_those_asked_kept_it(written, invented):
    """Of t2's seven five speak, two are silent; without D05's passage four speak and three are silent."""
    assert not [each for each in written("t2") if each.stated and each.stated.k == 2]
    material = invented()
    fewer = replace(material, passages={k: p for k, p in material.passages.items() if p.evidence[0] != "c10"})
    promotes, silent = [each for each in written("t2", material=fewer) if each.stated and each.stated.k == 3]
    assert (promotes.evidence, silent.evidence) == (("c7", "c8", "c9"), ("c7", "c8", "c9", "c11"))
    assert silent.count == "3 av 7"


def test_those_not_asked_are_told_once_in_a_section(invented, wording_of):
    material, wording = invented(), wording_of("sv")
    finding = next(each for each in findings(material) if each.theme.id == "t1")
    writer = Writer(material, wording, Turns(wording))
    told = [any(each.count == "1 av 7" for each in writer.sentences(finding)) for _ in range(2)]
    writer.new_section()
    again = any(each.count == "1 av 7" for each in writer.sentences(finding))
    assert (told, again) == ([True, False], True)


def test_a_mixed_theme_tells_who_sees_both_sides_and_who_one(written):
    codes = {"c1": [HINDERS, PROMOTES], "c2": [HINDERS, PROMOTES], "c3": [PROMOTES], "c4": [HINDERS], "c5": []}
    found = written(codes=codes)
    assert counts(found)[:3] == [("5 av 6", 5), ("2 av 6", 2), ("1 och 1 av 6", 2)]
    assert found[2].stated == Stated(2, 6, "participants")


def test_a_mixed_theme_with_voices_on_one_side_only_tells_these(written):
    codes = {"c1": [HINDERS, PROMOTES], "c2": [HINDERS, PROMOTES], "c3": [PROMOTES], "c4": [], "c5": []}
    found = written(codes=codes)
    assert counts(found)[1:3] == [("2 av 6", 2), ("1 av 6", 1)]
    assert found[2].evidence == ("c3",)


def test_all_who_see_both_sides_are_told_in_one_sentence(written):
    codes = {f"c{n}": [HINDERS, PROMOTES] for n in range(1, 6)}
    assert counts(written(codes=codes)) == [("5 av 6", 5), ("1 av 7", 5)]


def test_without_any_valence_only_who_raises_it_is_told(written):
    codes = {f"c{n}": ["preconditions"] for n in range(1, 6)}
    assert counts(written(codes=codes)) == [("5 av 6", 5), ("1 av 7", 5)]


def test_proposals_are_told_with_the_theme_that_they_belong_to(written):
    assert ("2 av 6", 2) in counts(written(codes={"c1": [HINDERS, PROPOSES], "c2": [HINDERS, PROPOSES]}))


def test_the_phase_is_told_where_it_is_wanted_and_known(written):
    with_phase = [each.text for each in written(phase=True)]
    assert len(with_phase) == len(written()) + 1
    assert any("nför" in text for text in with_phase)


def test_brief_sentences_say_who_and_on_which_side_and_no_more(written):
    assert counts(written(brief=True)) == [("5 av 6", 5), ("4 av 6", 4), ("1 av 6", 1)]
    assert "En enda röst räcker inte" in written("t3", brief=True)[-1].text


def test_no_theme_has_more_than_five_sentences_beside_that_on_suggestions(written, invented):
    codes = {"c1": [HINDERS, PROMOTES, PROPOSES], "c2": [HINDERS], "c3": [PROMOTES], "c4": [HINDERS], "c5": [HINDERS]}
    assert len(written(codes=codes, phase=True)) == 5
    machine = written(material=invented(machine=True), phase=True)
    assert machine[-1].text == "Maskinellt förslag, ingen har granskat kodningen."
    assert all(each.machine for each in machine)
    assert machine[-1].evidence == ("s1", "s2", "s3", "s4", "s5")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("theme", ["t1", "t2", "t3", "t4"])
def test_every_sentence_knows_evidence_of_its_theme_alone(written, invented, theme, language):
    material = invented()
    keys = next(one.passages for one in material.themes if one.id == theme)
    own = {id_ for key in keys for id_ in material.passages[key].evidence} - {"c6"}
    for each in written(theme, language, phase=True):
        assert each.evidence
        assert set(each.evidence) <= own
        assert "{" not in each.text


def test_an_area_is_called_by_the_scheme_else_by_the_wording_else_by_its_key(invented, wording_of):
    material = invented()
    assert area_title("needs", material, wording_of("sv")) == "Behovsdefinition"
    assert area_title("needs", material, wording_of("en")) == "Definition of needs"
    bare = replace(material, scheme=replace(material.scheme, codes={}))
    assert area_title("needs", bare, wording_of("sv")) == str(wording_of("sv").at("areas")["needs"])
    assert area_title("övrigt", bare, wording_of("sv")) == "Övrigt"
