from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.quantities.quantities import DEFAULT_SCALE, CountNoun, admissible, choose, scale_from
from toolkit.errors import BadSetting

DELTAGARE = CountNoun("deltagare", "deltagare", "deltagarna")
FORETAG = CountNoun("företag", "företag", "företagen", one="ett", none="inget")
PARTICIPANT = CountNoun("participant", "participants", "the participants", one="one", none="none")


def printed(k, n, noun=DELTAGARE, language="sv", *, variant=0, definite=False):
    word = DEFAULT_SCALE.word(k, n, language, variant=variant)
    return word.before(noun, definite=definite) if word else None


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("n", range(1, 61))
def test_the_chosen_word_is_admissible_for_every_count_and_only_both_of_two_is_left_to_the_count(language, n):
    for k in range(n + 1):
        for variant in range(4):
            word = choose(k, n, language, variant=variant)
            assert (word is None) == (k == n == 2)
            assert word is None or word in admissible(k, n, language)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("n", range(1, 61))
def test_a_larger_count_never_gets_a_weaker_word(language, n):
    ranks = [rule.rank for k in range(n + 1) if (rule := DEFAULT_SCALE.rule(k, n, language))]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("n", range(1, 61))
def test_most_and_several_are_never_true_of_the_same_count(n):
    for k in range(n + 1):
        swedish, english = set(admissible(k, n, "sv")), set(admissible(k, n, "en"))
        assert not {"flertalet", "ett flertal"} <= swedish
        assert not {"most", "several"} <= english
        assert ("flertalet" in swedish) == ("most" in english)
        assert ("ett flertal" in swedish) == ("several" in english)


@pytest.mark.parametrize("n", range(1, 6))
def test_below_six_only_the_five_words_stand(n):
    allowed = {"samtliga", "alla", "flertalet", "de flesta", "merparten", "majoriteten", "ett par", "en", "ingen"}
    assert {word for k in range(n + 1) for word in admissible(k, n, "sv")} <= allowed
    english = {"all", "most", "the majority", "a couple", "one", "none"}
    assert {word for k in range(n + 1) for word in admissible(k, n, "en")} <= english


@given(st.integers(1, 200), st.data())
def test_the_table_of_the_method_holds(n, data):
    k = data.draw(st.integers(0, n))
    words, share = set(admissible(k, n, "sv")), Fraction(k, n)
    assert ("samtliga" in words) == (k == n >= 3)
    assert ("flertalet" in words) == (share > Fraction(1, 2))
    assert ("ett flertal" in words) == (n >= 6 and k >= 3 and share <= Fraction(1, 2))
    assert ("nästan samtliga" in words) == (n >= 8 and 0 < n - k <= max(1, n // 10))
    assert ("överväldigande majoritet" in words) == (n >= 10 and share >= Fraction(4, 5))
    assert ("hälften" in words) == (n >= 6 and Fraction(45, 100) <= share <= Fraction(55, 100))
    assert ("ingen" in words) == (k == 0)
    assert not {"flertalet", "ett flertal"} <= words


def test_vague_words_are_admissible_and_never_chosen():
    assert "många" in admissible(12, 20, "sv")
    assert not {choose(k, n, "sv") for n in range(1, 61) for k in range(n + 1)} & {"många", "enstaka"}


@pytest.mark.parametrize(
    ("k", "n", "word"),
    [
        (17, 17, "samtliga"), (16, 17, "nästan samtliga"), (14, 17, "överväldigande majoritet"), (10, 17, "flertalet"),
        (8, 17, "nära hälften"), (10, 20, "hälften"), (6, 17, "flera"), (4, 17, "några"), (3, 30, "ett fåtal"),
        (2, 17, "ett par"), (1, 17, "en"), (0, 17, "ingen"), (3, 4, "flertalet"), (2, 4, "ett par"), (3, 6, "hälften"),
    ],
)  # fmt: skip
def test_the_most_exact_word_is_chosen(k, n, word):
    assert choose(k, n, "sv") == word


def test_words_stand_before_their_noun():
    assert printed(10, 10) == "samtliga deltagare"
    assert printed(7, 10) == "flertalet deltagare"
    assert printed(7, 10, definite=True) == "flertalet av deltagarna"
    assert printed(7, 10, variant=2) == "merparten av deltagarna"
    assert printed(1, 10) == "en deltagare"
    assert printed(1, 6, FORETAG, definite=True) == "ett av företagen"
    assert printed(0, 6, FORETAG, definite=True) == "inget av företagen"
    assert printed(0, 6) == "ingen deltagare"
    assert printed(2, 10, PARTICIPANT, "en") == "a couple of participants"
    assert printed(0, 10, PARTICIPANT, "en") == "no participant"
    assert printed(9, 20, PARTICIPANT, "en") == "nearly half of the participants"


def test_a_project_may_change_and_add_rows():
    scale = scale_from(
        [
            {"key": "most", "words": ["de flesta"], "low": 0.6},
            {"key": "third", "rank": 6, "words": ["omkring var tredje"], "low": 0.3, "high": 0.34},
            {"key": "near_half", "words": []},
        ],
        "sv",
    )
    assert scale.choose(7, 10, "sv") == "de flesta"
    assert "de flesta" not in scale.admissible(6, 10, "sv")
    assert scale.choose(4, 12, "sv") == "omkring var tredje"
    assert "nära hälften" not in scale.admissible(4, 10, "sv")


def test_a_row_that_cannot_be_read_is_refused_in_words():
    with pytest.raises(BadSetting, match="third"):
        scale_from([{"key": "third", "words": ["var tredje"]}], "sv")


def test_a_count_beyond_those_asked_is_refused():
    with pytest.raises(ValueError, match="4 of 3"):
        choose(4, 3, "sv")
