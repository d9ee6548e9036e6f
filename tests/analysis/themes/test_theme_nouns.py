"""Which words can stand in a heading."""

from __future__ import annotations

import pytest

from toolkit.analysis.themes.theme_nouns import Uses, by_form, definite, nounness


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
