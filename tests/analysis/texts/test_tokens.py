"""Tokens of many texts as arrays: those of each text alone, told apart by kind, and parted into pieces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.texts import language as words
from toolkit.analysis.texts.language import Language, Tokens, language

SAID = "Jag gick och/eller t.ex. hem. [skratt] ”Nej.” 😀 é 14.30 jobb- nån … va?!"
PIECES = st.sampled_from(SAID.split())
TEXTS = st.lists(st.lists(PIECES, max_size=12).map(" ".join), max_size=5)
FLAGS = ("WORD", "STOP", "FILLER", "ANSWER", "ASIDE", "ABBREVIATION", "END", "CLOSE", "LOWER", "SPACE", "OPEN", "SHUT")


def said(tokens: Tokens, speech: Language) -> list[list[str]]:
    return [[speech.types[kind] for kind in tokens.types[first:last]] for first, last in pairwise(tokens.bounds)]


@settings(max_examples=30)
@given(TEXTS)
def test_texts_read_together_have_the_tokens_of_each_alone(texts):
    speech = language("sv")
    together = speech.read(texts)
    alone = [speech.read([text]) for text in texts]
    assert len(together) == len(texts)
    assert said(together, speech) == [said(each, speech)[0] for each in alone]
    assert together.starts.tolist() == [start for each in alone for start in each.starts]
    assert together.rows().tolist() == [row for row, each in enumerate(alone) for _ in each.types]


@settings(max_examples=30)
@given(TEXTS)
def test_the_kinds_and_each_tokens_place_among_them_give_the_types_back(texts):
    tokens = language("sv").read(texts)
    kinds, places = tokens.kinds()
    assert kinds.tolist() == sorted(set(tokens.types.tolist()))
    assert kinds[places].tolist() == tokens.types.tolist()


@settings(max_examples=30)
@given(TEXTS, st.data())
def test_a_piece_reads_as_its_words_counted_from_its_own_start(texts, data):
    speech = language("sv")
    tokens = speech.read(texts)
    pieces = []
    for first, last in pairwise(tokens.bounds.tolist()):
        cuts = sorted(data.draw(st.sets(st.integers(first, last), max_size=4)))
        pieces += [piece for piece in pairwise(cuts) if data.draw(st.booleans())]
    part = tokens.part(pieces)
    assert len(part) == len(pieces)
    assert said(part, speech) == [[speech.types[kind] for kind in tokens.types[a:b]] for a, b in pieces]
    rows = tokens.rows()
    for number, (first, last) in enumerate(pieces):
        text = texts[rows[first]][tokens.starts[first] : tokens.ends[last - 1]]
        own = slice(part.bounds[number], part.bounds[number + 1])
        spelt = [text[start:end] for start, end in zip(part.starts[own], part.ends[own], strict=True)]
        assert spelt == said(part, speech)[number]


@pytest.mark.parametrize(
    ("word", "is_"),
    [
        ("praktiken", "WORD LOWER"),
        ("Praktiken", "WORD"),
        ("jag", "WORD STOP LOWER"),
        ("nån", "WORD STOP LOWER"),  # by its written form
        ("tyckte", "WORD STOP LOWER"),  # by its lemma
        ("liksom", "WORD STOP FILLER LOWER"),
        ("precis", "WORD STOP ANSWER LOWER"),
        ("skratt", "WORD ASIDE LOWER"),
        ("Öh", "WORD STOP FILLER ABBREVIATION"),
        ("t.ex.", "WORD ABBREVIATION LOWER"),
        ("14.30", "WORD"),
        (".", "END"),
        ("...", "END"),
        (":", ""),
        ("”", "CLOSE"),
        ("[", "OPEN"),
        ("(", "OPEN"),
        (")", "CLOSE SHUT"),
        ("\n ", "SPACE"),
        ("/", ""),
    ],
)
def test_what_is_known_of_a_kind_of_word(swedish, word, is_):
    [kind] = swedish.read([word]).types
    flags = int(swedish.flags()[kind])
    assert " ".join(name for name in FLAGS if flags & getattr(words, name)) == is_


def test_a_slash_parts_words_and_an_abbreviation_keeps_its_full_stop(swedish):
    assert swedish.split("och/eller Bl.a. praktik/jobb t.ex. bussen.") == [
        *("och", "/", "eller", "Bl.a.", "praktik", "/", "jobb", "t.ex.", "bussen", "."),
    ]


def test_the_bare_flags_lack_only_the_stop_words_and_need_no_lexicon():
    own = Language("sv")
    own.read(["Jag tog liksom bussen. [skratt]"])
    bare = own.bare_flags().tolist()
    assert "lexicon" not in vars(own.lemmatizer)
    assert bare == [flag & ~words.STOP for flag in own.flags().tolist()]
    own.read(["Sen ringde jag, eh, handledaren!"])
    assert own.bare_flags().tolist() == [flag & ~words.STOP for flag in own.flags().tolist()]


def test_forms_of_one_word_share_a_lemma_whenever_they_were_met():
    own = Language("sv")
    own.read(["bussen och handledaren"])
    before = own.lemma_ids().tolist()
    own.read(["Bussarna, handledarna och bussen"])
    after = own.lemma_ids().tolist()
    assert after[: len(before)] == before
    by_word = {word: own.lemmas[place] for word, place in zip(own.types, after, strict=True)}
    assert (by_word["bussen"], by_word["Bussarna"], by_word["handledarna"]) == ("buss", "buss", "handledare")
    assert len(set(own.lemmas)) == len(own.lemmas)


def test_a_lemma_that_no_text_has_is_given_a_place_of_its_own(swedish):
    place = swedish.lemma_id("kvarterskontoret")
    assert swedish.lemmas[place] == "kvarterskontoret"
    assert swedish.lemma_id("kvarterskontoret") == place


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Jag var på praktiken, ja, 2 dagar i november", ["praktik", "dag", "november"]),
        ("hyresbidragsbreven kom", ["hyresbidragsbrev", "hyresbidrag", "brev"]),
        ("bussen, Bussen!", ["buss", "buss"]),
        ("ja, nej ...", []),
    ],
)
def test_the_words_of_a_text_that_carry_its_topic(swedish, text, content):
    assert swedish.content(text) == content


def test_results_are_named_after_the_language_that_they_come_from(swedish):
    assert swedish.fingerprint.startswith("sv/")
    assert language("en").fingerprint != swedish.fingerprint
    assert language("sv") is language("sv")
