import json
from pathlib import Path

import pytest

from toolkit.domain.codings.schemes import AREAS, PHASES, VALENCES, Cue, Scheme
from toolkit.errors import BadSetting
from toolkit.resources import places
from toolkit.resources.scheme_files import changed, json_schema, read_scheme

HEAD = "key: mine\nversion: 2\ntitle: {sv: Mitt}\nfacets:\n  - key: area\n    title: {sv: Område}\n    codes:\n"
NEEDS = "      - {key: needs, title: {sv: Behov}}\n"


def scheme(tmp_path: Path, text: str) -> Scheme:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return read_scheme(path)


def refused(tmp_path: Path, text: str) -> str:
    with pytest.raises(BadSetting) as caught:
        scheme(tmp_path, text)
    return caught.value.sentence


@pytest.fixture(scope="module")
def packaged() -> Scheme:
    return read_scheme(places.packaged("coding_schemes") / "six_areas.yaml")


def test_the_packaged_scheme_has_the_six_areas_and_the_facets(packaged: Scheme) -> None:
    assert tuple(code.path for code in packaged.active("area", top=True)) == AREAS
    assert {f"phase/{phase}" for phase in PHASES} | {f"valence/{one}" for one in VALENCES} < packaged.codes.keys()
    assert [facet.key for facet in packaged.facets] == ["area", "phase", "valence", "level"]


def test_the_packaged_scheme_is_complete_in_both_languages(packaged: Scheme) -> None:
    for code in packaged.codes.values():
        for texts in (code.title, code.definition, code.includes, code.examples, code.cues):
            assert set(texts) == {"sv", "en"}, code.path


def test_each_area_has_four_to_eight_codes_under_it(packaged: Scheme) -> None:
    for area in AREAS:
        assert 4 <= sum(code.parent == area for code in packaged.codes.values()) <= 8


def test_the_editors_schema_beside_the_packaged_scheme_is_the_models_own() -> None:
    stored = places.packaged("coding_schemes") / "six_areas.schema.json"
    assert json.loads(stored.read_text(encoding="utf-8")) == json_schema()


def test_the_editors_schema_allows_both_ways_of_writing_a_cue() -> None:
    ways = json_schema()["$defs"]["CueEntry"]["anyOf"]
    assert [way["type"] for way in ways] == ["string", "object"]


def test_codes_may_nest_three_deep_and_other_facets_carry_their_prefix(tmp_path: Path) -> None:
    read = scheme(
        tmp_path,
        HEAD
        + "      - key: needs\n        title: {sv: Behov}\n        codes:\n"
        + "          - key: health\n            title: {en: Health}\n            codes:\n"
        + "              - {key: pain, title: {sv: Smärta}}\n"
        + "  - key: phase\n    title: {sv: Fas}\n    multiple: false\n    codes: [{key: before, title: {sv: Inför}}]\n",
    )
    assert list(read.codes) == ["needs", "needs/health", "needs/health/pain", "phase/before"]
    assert [code.parent for code in read.codes.values()] == [None, "needs", "needs/health", None]
    assert (read.key, read.version, read.facets[1].multiple) == ("mine", 2, False)


def test_cues_lists_and_numbers_are_taken_as_written(tmp_path: Path) -> None:
    code = scheme(
        tmp_path,
        HEAD
        + "      - key: needs\n        number: 2\n        title: {sv: Behov}\n        includes: {sv: ett}\n"
        + '        cues: {sv: ["behöv*", {cue: "läs- och skriv*", weight: 0.5}]}\n',
    ).codes["needs"]
    assert code.cues == {"sv": (Cue("behöv*", 1.0), Cue("läs- och skriv*", 0.5))}
    assert (code.number, code.includes) == (2, {"sv": ("ett",)})


def test_a_code_merged_into_another_is_retired_and_resolves_to_it(tmp_path: Path) -> None:
    read = scheme(tmp_path, HEAD + NEEDS + "      - {key: old, title: {sv: Gammal}, merged_into: needs}\n")
    assert read.codes["old"].retired
    assert read.resolve("old") == read.codes["needs"]


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        (NEEDS + NEEDS, "mine.yaml:9:15: the code “needs” stands twice."),
        ("      - {key: area, title: {sv: X}}\n",
         "mine.yaml:8:15: a question area may not have the key of a facet (“area”)."),
        ("      - {key: needs}\n", "mine.yaml:8:9: “title” is missing."),
        ("      - {key: needs, title: {}}\n", "mine.yaml:8:29: “title” must have at least one entry."),
        (NEEDS + "      - {key: a, title: {sv: A}, merged_into: helth}\n",
         "mine.yaml:9:47: there is no code “helth” to merge into. Write its whole path, such as needs/health."),
        ("      - {key: a, title: {sv: A}, merged_into: b}\n      - {key: b, title: {sv: B}, merged_into: a}\n",
         "mine.yaml:8:47: the merges go round in a circle by way of “b”."),
        ("      - {key: a, title: {sv: A}, merged_into: a}\n",
         "mine.yaml:8:47: the merges go round in a circle by way of “a”."),
        (NEEDS + "  - {key: area, title: {sv: X}, codes: [{key: a, title: {sv: A}}]}\n",
         "mine.yaml:9:11: the facet “area” stands twice."),
        ("      - {key: a, title: {sv: A}, merged_into: f/b}\n"
         "  - {key: f, title: {sv: F}, codes: [{key: b, title: {sv: B}}]}\n",
         "mine.yaml:8:47: “f/b” belongs to another facet; a code is merged into one of its own."),
    ],
)  # fmt: skip
def test_what_does_not_hang_together_is_refused(tmp_path: Path, codes: str, sentence: str) -> None:
    assert refused(tmp_path, HEAD + codes) == sentence


def test_a_scheme_without_question_areas_is_refused(tmp_path: Path) -> None:
    assert "the facet “area” is missing" in refused(tmp_path, HEAD.replace("key: area", "key: theme") + NEEDS)


@pytest.mark.parametrize("cue", ["Rädd", "vet  inte", "a b c d e f", "be*hov", "**", "*", "rädd,", "(om)", " ", "a*"])
def test_a_cue_that_cannot_be_matched_is_refused_at_its_place(tmp_path: Path, cue: str) -> None:
    said = refused(tmp_path, HEAD + f'      - {{key: needs, title: {{sv: B}}, cues: {{sv: ["ok", "{cue}"]}}}}\n')
    assert said.startswith("mine.yaml:8:56: ")


def test_changes_between_versions_are_named(tmp_path: Path) -> None:
    code = "      - {{key: {0}, title: {{sv: X}}{1}}}\n".format
    old = scheme(tmp_path, HEAD + code("a", "") + code("b", "") + code("c", "") + code("d", ", retired: true") + NEEDS)
    later = code("b", ", retired: true") + code("c", ", merged_into: a") + code("d", "") + code("e", "")
    new = scheme(tmp_path, HEAD + code("a", "") + later)
    assert changed(old, new) == ["retired: b", "merged: c into a", "back in use: d", "added: e", "removed: needs"]
    assert changed(old, old) == []
