"""The words of passages as arrays: the same whatever was read before, remarks left out, names told by their capital."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.texts.language import language
from toolkit.analysis.themes.theme_reading import Reading


def read(*texts, code="sv"):
    return Reading.of(texts, language(code))


def words(reading, text=0):
    own = slice(reading.bounds[text], reading.bounds[text + 1])
    return [reading.forms[form] for form in reading.form[own].tolist() if reading.forms[form].strip()]


def by_form(reading, values):
    return dict(zip(reading.forms, values.tolist(), strict=True))


def test_each_text_has_its_words_and_everything_stands_in_alphabetical_order():
    found = read("Bussen går. Bussen!", "", "Jag tog bussen.")
    assert words(found) == ["bussen", "går", ".", "bussen", "!"]
    assert words(found, 1) == []
    assert list(found.forms) == sorted(found.forms)
    assert list(found.lemmas) == sorted(found.lemmas)
    assert list(found.types) == sorted(found.types)


def test_nothing_hangs_on_what_the_process_has_read_before():
    one = read("Bussen går.")
    read("Helt andra ord om trädgårdar och blommor.")
    other = read("Bussen går.")
    assert one.types == other.types
    assert (one.form == other.form).all()
    assert (one.content == other.content).all()


def test_only_words_with_a_topic_have_a_lemma():
    found = read("Jag och liksom bussarna 12 gånger, å")
    told = {form: lemma for form, lemma in zip(found.forms, found.lemma_of_form.tolist(), strict=True) if lemma >= 0}
    assert found.lemmas[told["bussarna"]] == "buss"
    assert not {"jag", "och", "liksom", "12", ",", "å"} & set(told)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bussen [skratt] går", ["bussen", ",", "går"]),
        ("Bussen (skratt) går", ["bussen", ",", "går"]),
        ("Bussen (sen) går", ["bussen", "(", "sen", ")", "går"]),
        ("[handledaren] kom", [",", "kom"]),
        ("[" + "x" * 61 + "] kom", None),
    ],
)
def test_a_transcribers_remark_is_a_pause_and_other_brackets_are_speech(text, left):
    found = words(read(text))
    assert found == left if left else "x" * 61 in found


def test_lemmas_are_counted_by_text():
    found = read("Bussen och bussarna.", "Hyran.", "Och.")
    counts = found.counts().toarray()
    assert counts[:, found.lemmas.index("buss")].tolist() == [2.0, 0.0, 0.0]
    assert counts.sum(axis=1).tolist() == [2.0, 1.0, 0.0]
    assert read().counts().shape == (0, 1)
    assert read("och").counts().shape == (1, 1)


def test_a_capital_within_a_sentence_tells_a_name():
    within, lower = read("Gunvor kom. Sen gick Gunvor, Hyran steg och hyran dröjde.").capitals()
    reading = read("Gunvor kom. Sen gick Gunvor, Hyran steg och hyran dröjde.")
    assert by_form(reading, within)["gunvor"] == 1
    assert by_form(reading, lower)["gunvor"] == 0
    assert (by_form(reading, within)["hyran"], by_form(reading, lower)["hyran"]) == (1, 1)
    assert by_form(reading, within)["sen"] == 0


def test_a_form_is_shown_as_it_is_mostly_written_within_sentences():
    found = read("Hyran steg. Sen kom FK och FK igen och fk.", "Bara Hyran")
    shown = dict(zip(found.forms, found.shown(), strict=True))
    assert shown["fk"] == "FK"
    assert shown["hyran"] == "Hyran"
    assert shown["steg"] == "steg"
    assert dict(zip(read("Ensam.").forms, read("Ensam.").shown(), strict=True))["ensam"] == "ensam"


def test_what_stands_before_a_word_tells_how_it_is_used():
    found = read("Jag ville ha min buss. Hon ska springa. En buss till.")
    uses = found.uses("sv")
    buss, springa = (uses.of(found.forms.index(form)) for form in ("buss", "springa"))
    assert (buss.as_noun, buss.total) == (2, 2)
    assert (springa.as_noun, springa.as_other) == (0, 1)


def test_a_word_at_the_end_of_one_text_does_not_stand_before_the_next():
    found = read("Det var min", "buss")
    assert found.uses("sv").of(found.forms.index("buss")).as_noun == 0
    assert by_form(found, found.totals())["buss"] == 1


def test_the_sums_over_all_texts_are_those_of_each():
    texts = ("Bussen går aldrig.", "Bussen och hyran.", "")
    whole = read(*texts)
    each = [by_form(one, one.totals()) for one in map(read, texts)]
    assert by_form(whole, whole.totals()) == {form: sum(own.get(form, 0) for own in each) for form in whole.forms}
    assert np.diff(whole.bounds).tolist() == [4, 4, 0]


def test_english_is_read_in_its_own_way():
    found = read("The buses were late, um, and the rent too.", code="en")
    assert {"bus", "rent"} <= set(found.lemmas)
    assert "um" not in found.lemmas
