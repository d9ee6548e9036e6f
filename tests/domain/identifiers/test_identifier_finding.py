"""Numbers by their shape, names by capitals and lists; figures A27 and A28 on the corpus of benchmarks/identifiers."""

from __future__ import annotations

import random

import pytest

from benchmarks import identifiers as corpus
from toolkit.domain.identifiers.identifier_groups import Group, bracketed, key_of, suggested
from toolkit.domain.identifiers.identifier_shapes import shapes
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.identifiers.name_finding import Capitals, Heard, NameFinder, capitals, settled
from toolkit.domain.identifiers.own_names import OwnNames, one_apart
from toolkit.resources.identifier_words import identifier_words

WORDS = identifier_words("sv")


def names_in(text, own=()):
    finder = NameFinder(WORDS, OwnNames(own, ordinary=WORDS.ordinary))
    found, heard, _ = finder.found(text)
    kept = [one for named in found if (one := settled(named, text, heard, WORDS))]
    return {text[one.start : one.end]: one.kind for one in kept}


def shapes_in(text):
    return {text[one.start : one.end]: one.kind for one in shapes(WORDS).found(text)}


@pytest.mark.figure("A27")
def test_a27_personal_numbers_are_found_in_all_written_forms_without_false_alarms(figure):
    rng, pool = random.Random(corpus.SEED), corpus.sentences()
    found = corpus.numbers_found(rng, corpus.FORMS, sure=True)
    recall = sum(one.found for one in found.values()) / sum(one.of for one in found.values())
    false = corpus.numbers_false(rng, pool, 30_000)["sure"]
    figure(recall_numbers=round(100 * recall, 1), false_per_100k=false)
    assert recall >= corpus.LEAST_NUMBERS
    assert false <= corpus.MOST_FALSE


@pytest.mark.figure("A28")
def test_a28_names_are_found_in_all_ways_of_writing_and_where_capitals_tell(figure):
    rng, pool = random.Random(corpus.SEED), corpus.sentences()
    people = corpus.names(rng, 60)
    ways = corpus.own_found(rng, people)
    own = sum(one.found for one in ways.values()) / sum(one.of for one in ways.values())
    figure(recall_own=round(100 * own, 1))
    assert own >= corpus.LEAST_NAMES
    texts = list(corpus.told(rng, pool, people, 20_000))
    with_capitals, _ = corpus.names_found(texts, OwnNames(()))
    assert with_capitals["caught"] >= corpus.LEAST_NAMES
    without, _ = corpus.names_found(corpus.small(texts), OwnNames(()))
    figure(recall_capitals=round(100 * with_capitals["caught"], 1), recall_lower=round(100 * without["caught"], 1))
    assert without["caught"] < with_capitals["caught"]  # so hard that the program says so


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Det var 850312-9805 sa hon.", "850312-9805", Identifier.LIKE_PERSON_NUMBER),
        ("Reservnumret är 850312-A12B.", "850312-A12B", Identifier.RESERVE_NUMBER),
        ("Hon är född 12 mars 1985 i stan.", "född 12 mars 1985", Identifier.PART_OF_NUMBER),
        ("De sista fyra 1234 kan jag.", "De sista fyra 1234", Identifier.PART_OF_NUMBER),
        ("Bor på Storgatan 12 B nu.", "Storgatan 12 B", Identifier.ADDRESS),
        ("Posten till 123 45 Vidarsjö kom.", "123 45 Vidarsjö", Identifier.ADDRESS),
        ("åtta fem noll tre ett två sa hon", "åtta fem noll tre ett två", Identifier.PART_OF_NUMBER),
    ],
)
def test_numbers_and_addresses_are_told_by_their_shape(text, words, kind):
    assert shapes_in(text)[words] is kind


@pytest.mark.parametrize("text", ["Klockan 14.30 den 2 mars.", "Det kostade 12 500 kronor.", "Sida 12-15.", "00:12:34"])
def test_other_numbers_are_left_alone(text):
    assert shapes_in(text) == {}


def test_a_number_in_hostile_length_is_read_in_linear_time():
    assert shapes(WORDS).found("1" * 200_000) == []
    assert len(shapes(WORDS).found("070-123 45 67 " * 5_000)) == 5_000


def test_capitals_inside_a_sentence_tell_names_and_at_its_beginning_only_with_a_reason():
    found = names_in(
        "Sen kom Belinda. Tröttheten var värst. Vi bor på Norrskolan i Säters kommun. Tröttheten igen, trötthet."
    )
    assert found["Belinda"] is Identifier.CAPITALISED
    assert found["Norrskolan"] is Identifier.WORKPLACE
    assert found["Säters kommun"] is Identifier.WORKPLACE
    assert not {"Sen", "Vi", "Tröttheten"} & set(found)


def test_a_first_name_that_is_a_word_counts_at_the_beginning_only_when_it_stands_inside_a_sentence_too():
    assert "Per" not in names_in("Per månad kostar det mycket. Det är så det är nu.")
    assert names_in("Per kom hem. Jag sa till Per att äta.")["Per"] is Identifier.NAME


def test_own_names_are_known_in_other_spellings_and_ordinary_words_are_not():
    own = OwnNames([("Kristina Lindqvist", "D01"), ("Deltagare 3", "D02"), ("D07", "D07")], ordinary=WORDS.ordinary)
    for written in ("Christina", "Kristinas", "KRISTINA", "Lindkvist", "Lindqwist’s", "Krisitna", "Kristna"):
        assert own.whose(written) == "D01", written
    assert own.whose("Deltagare") is None
    assert own.whose("Krister") is None
    assert own.whose("Krisitna", near=False) is None


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("anna", "ana", 1), ("anna", "anan", 1), ("anna", "nanna", 1), ("anna", "olle", 0), ("", "a", 1)],
)
def test_one_apart(one, other, apart):
    assert one_apart(one, other) == one_apart(other, one) == bool(apart)


def test_text_without_capitals_is_told():
    assert capitals("så gick vi hem till henne och åt " * 10) is Capitals.NONE
    assert capitals("Så gick vi hem. Och åt. " * 20) is Capitals.TELL
    assert capitals("SÅ GICK VI HEM TILL HENNE " * 20) is Capitals.ALL
    assert capitals("hej") is Capitals.TELL


def test_what_texts_have_shown_is_shared():
    heard = Heard({"trötthet"}, {"karin"})
    heard.add(Heard({"snö"}))
    assert heard.is_small("snö")
    assert heard.is_small("trötthetens")
    assert not heard.is_small("karin")


def test_numbers_are_grouped_by_their_digits_and_names_by_their_folded_words():
    assert key_of(Identifier.PERSON_NUMBER, "19850312-9801") == key_of(Identifier.PERSON_NUMBER, "850312 9801")
    assert key_of(Identifier.PHONE, "+46 70 123 45 67") == key_of(Identifier.PHONE, "070-123 45 67")
    assert key_of(Identifier.NAME, "Renée") == key_of(Identifier.NAME, "RENEE")
    assert key_of(Identifier.NAME, "Åsa") != key_of(Identifier.NAME, "Asa")


def test_what_stands_in_is_proposed_by_kind_and_never_twice():
    kommun = Group("säters kommun", Identifier.WORKPLACE)
    assert suggested(kommun, {"[Kommun A]"}, WORDS, {}) == "[Kommun B]"
    assert suggested(Group("karin", Identifier.NAME, whose="D07"), set(), WORDS, {}) == "[D07]"
    assert suggested(Group("karin holm", Identifier.NAME), set(), WORDS, {"karin": "[läraren]"}) == "[läraren]"
    assert bracketed(" [x] ") == "[x]"
    assert bracketed("[]") == ""


def test_a_projects_own_list_adds_and_takes_out(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "identifiers.sv.toml").write_text('first_names = "zorp -karin"\n', "utf-8")
    own = identifier_words("sv", tmp_path)
    assert "zorp" in own.first_names
    assert "karin" not in own.first_names
    assert "karin" in WORDS.first_names


def test_a_list_that_is_none_is_told(tmp_path):
    from toolkit.errors import BadSetting

    (tmp_path / "templates").mkdir()
    for content in ("first_names = 3", "nonsense = 'x'", "first_names = ", b"\xff\xfe"):
        path = tmp_path / "templates" / "identifiers.sv.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(BadSetting):
            identifier_words("sv", tmp_path)
