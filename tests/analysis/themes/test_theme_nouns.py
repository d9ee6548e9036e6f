"""Which words can stand in a heading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.themes.theme_nouns import (
    DOUBTFUL,
    LIKELY,
    SURE,
    UNKNOWN,
    UNLIKELY,
    Uses,
    by_form,
    definite,
    nounness,
)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("bussen", "buss"), ("mötet", "möte"), ("skolan", "skola"), ("skolorna", "skola"), ("reglerna", "regel"),
     ("pojken", "pojke"), ("rummet", "rum"), ("handläggaren", "handläggare")],
)  # fmt: skip
def test_definite_forms_of_swedish_nouns_are_known(form: str, lemma: str) -> None:
    assert definite(form, lemma)
    assert by_form(form, lemma, "sv") == 1.0


@pytest.mark.parametrize(
    ("form", "lemma"), [("arbetade", "arbeta"), ("springer", "springa"), ("stora", "stor"), ("stort", "stor")]
)
def test_verbs_and_adjectives_are_not_taken_for_nouns(form: str, lemma: str) -> None:
    assert not definite(form, lemma)
    assert by_form(form, lemma, "sv") < 0.5


def test_the_company_of_a_word_tells_what_it_is() -> None:
    noun = [("plot", Uses(as_noun=8, as_other=0, total=10))]
    verb = [("plot", Uses(as_noun=0, as_other=8, total=10))]

    assert nounness(noun, "plot", "en") > 0.55 > nounness(verb, "plot", "en")


def test_a_word_without_uses_is_no_noun() -> None:
    assert nounness([], "buss", "sv") == 0.0


@pytest.mark.parametrize(
    ("form", "lemma", "mark"),
    [
        ("bussar", "buss", SURE),
        ("regler", "regel", SURE),
        ("pojkar", "pojke", SURE),
        ("skolor", "skola", SURE),
        ("rummet", "rum", SURE),
        ("utbildning", "utbildning", SURE),
        ("vänskap", "vänskap", SURE),
        ("het", "het", DOUBTFUL),  # an ending alone is another word
        ("ment", "ment", DOUBTFUL),
        ("läkare", "läkare", LIKELY),
        ("vatten", "vatten", LIKELY),
        ("egen", "egen", UNKNOWN),  # looks definite, and is too short to tell
        ("barn", "barn", UNKNOWN),
        ("rolig", "rolig", DOUBTFUL),
        ("flicka", "flicka", DOUBTFUL),
        ("skolas", "skola", UNLIKELY),
        ("snabbt", "snabb", UNLIKELY),
        ("snabbare", "snabb", UNLIKELY),
        ("snabbaste", "snabb", UNLIKELY),
        ("gående", "gående", UNLIKELY),
    ],
)
def test_how_much_a_swedish_form_looks_like_a_nouns(form: str, lemma: str, mark: float) -> None:
    assert by_form(form, lemma, "sv") == mark


@pytest.mark.parametrize(
    ("form", "lemma", "mark"),
    [
        ("education", "education", SURE),
        ("abilities", "ability", SURE),
        ("ity", "ity", UNKNOWN),
        ("worked", "work", UNLIKELY),
        ("slowly", "slowly", UNLIKELY),
        ("working", "work", UNLIKELY),
        ("building", "building", UNKNOWN),
        ("bus", "bus", UNKNOWN),
    ],
)
def test_how_much_an_english_form_looks_like_a_nouns(form: str, lemma: str, mark: float) -> None:
    assert by_form(form, lemma, "en") == mark


def test_one_sure_inflection_makes_a_word_likely_however_often_it_stands_bare() -> None:
    bare = ("stöd", Uses(0, 0, 50))
    assert nounness([bare, ("stöden", Uses(0, 0, 1))], "stöd", "sv") > nounness([bare], "stöd", "sv")
    own = [("utbildning", Uses(0, 0, 1)), ("utbilda", Uses(0, 0, 9))]  # sure by itself, not by an inflection
    assert nounness(own, "utbildning", "sv") < LIKELY


USES = st.builds(Uses, st.integers(0, 9), st.integers(0, 9), st.integers(1, 40))


@given(st.dictionaries(st.sampled_from(("plan", "planen", "planer", "plant")), USES, min_size=1))
def test_a_noun_is_told_between_none_and_all_and_more_surely_by_more_uses_as_one(uses) -> None:
    forms = list(uses.items())
    sure = nounness(forms, "plan", "sv")
    assert 0 <= sure <= 1
    assert sure == pytest.approx(nounness(forms[::-1], "plan", "sv"))
    (form, first), rest = forms[0], forms[1:]
    more = Uses(first.as_noun + 1, first.as_other, first.total)
    less = Uses(first.as_noun, first.as_other + 1, first.total)
    assert nounness([(form, less), *rest], "plan", "sv") <= sure <= nounness([(form, more), *rest], "plan", "sv")
