from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.quantities.quantities import DEFAULT_SCALE, SMALL_GROUP, CountNoun, admissible, choose, scale_from
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


def true_of(k, n):
    """The Swedish words that the method's table admits for k of n, written out once more."""
    share, few = Fraction(k, n), n < SMALL_GROUP
    table = {
        ("ingen",): k == 0,
        ("en",): k == 1,
        ("ett par",): k == 2,
        ("flertalet", "de flesta", "merparten", "majoriteten"): share > Fraction(1, 2),
        ("samtliga", "alla"): k == n >= 3,
        ("enstaka",): not few and 1 <= k <= 2,
        ("ett fåtal",): not few and 2 <= k <= 4,
        ("några", "vissa", "ett antal"): not few and k >= 2 and share <= Fraction(35, 100),
        ("flera", "ett flertal"): not few and k >= 3 and share <= Fraction(1, 2),
        ("många",): not few and k >= 4 and Fraction(3, 10) <= share <= Fraction(7, 10),
        ("nära hälften",): not few and Fraction(40, 100) <= share <= Fraction(50, 100),
        ("hälften",): not few and Fraction(45, 100) <= share <= Fraction(55, 100),
        ("överväldigande majoritet",): n >= 10 and share >= Fraction(8, 10),
        ("nästan samtliga", "nästintill samtliga"): n >= 8 and k < n and n - k <= max(1, n // 10),
    }
    return {word for words, true in table.items() if true for word in words}


@pytest.mark.parametrize("n", range(1, 31))
def test_every_count_has_the_words_of_the_method_and_no_other(n):
    for k in range(n + 1):
        assert set(admissible(k, n, "sv")) == true_of(k, n), (k, n)


ENGLISH = {
    "ingen": "none", "en": "one", "enstaka": "single", "ett par": "a couple", "ett fåtal": "a few", "några": "some",
    "flera": "several", "många": "many", "nära hälften": "nearly half", "hälften": "half", "flertalet": "most",
    "överväldigande majoritet": "the great majority", "nästan samtliga": "nearly all", "samtliga": "all",
}  # fmt: skip


@given(st.integers(1, 80), st.data())
def test_english_words_are_true_of_the_counts_that_swedish_ones_are(n, data):
    k = data.draw(st.integers(0, n))
    swedish, english = admissible(k, n, "sv"), admissible(k, n, "en")
    assert [ENGLISH[word] for word in swedish if word in ENGLISH] == [
        word for word in english if word != "the majority"
    ]


@given(st.integers(1, 60), st.integers(0, 60), st.integers(2, 9))
def test_silence_is_no_count_and_a_word_is_of_those_asked_alone(n, k, more):
    """As many more who were asked and are silent never make the word stronger."""
    k = min(k, n)
    few, many = DEFAULT_SCALE.rule(k, n, "sv"), DEFAULT_SCALE.rule(k, n * more, "sv")
    if few and many and k:
        assert many.rank <= few.rank


@pytest.mark.parametrize(
    ("k", "n", "word"),
    [
        (3, 20, "ett fåtal"),  # up to 15 per cent
        (3, 19, "några"),
        (9, 30, "några"),  # up to nine people
        (10, 30, "flera"),
        (7, 20, "några"),  # 35 per cent
        (8, 20, "nära hälften"),
        (11, 20, "hälften"),  # 55 per cent
        (12, 20, "flertalet"),
        (7, 8, "nästan samtliga"),
        (6, 7, "flertalet"),
        (8, 10, "överväldigande majoritet"),
        (18, 20, "nästan samtliga"),
        (17, 20, "överväldigande majoritet"),
        (7, 9, "flertalet"),
        (3, 3, "samtliga"),
        (2, 3, "ett par"),
        (3, 4, "flertalet"),
        (1, 2, "en"),
        (1, 1, "en"),  # samtliga are three at least
    ],
)  # fmt: skip
def test_the_word_changes_at_its_bounds(k, n, word):
    assert choose(k, n, "sv") == word


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3), (0, 0), (1, 0), (0, -1)])
def test_what_counts_nobody_that_was_asked_is_refused(k, n):
    for counting in (choose, admissible):
        with pytest.raises(ValueError, match=f"{k} of {n}"):
            counting(k, n, "sv")


def test_a_language_without_words_leaves_the_count_alone():
    assert choose(7, 10, "de") is None
    assert admissible(7, 10, "de") == []


def test_a_word_without_a_form_for_the_definite_stands_as_it_is():
    assert printed(9, 10, definite=True) == "nästan samtliga deltagare"
    assert printed(9, 10, PARTICIPANT, "en", definite=True) == "nearly all of the participants"


def test_synonyms_are_taken_in_turn():
    words = [choose(7, 10, "sv", variant=variant) for variant in range(5)]
    assert words == ["flertalet", "de flesta", "merparten", "majoriteten", "flertalet"]


def scale_of(*rows, language="sv"):
    return scale_from(rows, language)


def test_a_changed_row_keeps_what_it_does_not_say():
    scale = scale_of({"key": "most", "low": 0.6})
    assert scale.admissible(7, 10, "sv") == DEFAULT_SCALE.admissible(7, 10, "sv")
    assert "flertalet" not in scale.admissible(6, 10, "sv")
    assert "flertalet" in scale.admissible(61, 100, "sv")
    assert scale.word(7, 10, "sv").before(DELTAGARE, definite=True) == "flertalet av deltagarna"
    assert "most" not in scale.admissible(6, 10, "en")
    assert scale_of({"key": "half", "high": 0.6}).choose(11, 20, "sv") == "hälften"


def test_ones_own_word_stands_before_the_plural_and_in_its_own_language():
    scale = scale_of({"key": "most", "words": ["en majoritet", "flertalet"]})
    assert scale.word(7, 10, "sv").before(DELTAGARE, definite=True) == "en majoritet deltagare"
    assert scale.word(7, 10, "sv", variant=1).before(DELTAGARE, definite=True) == "flertalet av deltagarna"
    assert scale.choose(7, 10, "en") == "most"


@pytest.mark.parametrize(
    ("row", "k", "n", "there"),
    [
        ({"least": 3}, 2, 20, False),
        ({"least": 2}, 2, 20, True),
        ({"most": 4}, 5, 20, False),
        ({"most": 5}, 5, 20, True),
        ({"people": 21}, 5, 20, False),
        ({"low": "0.25"}, 5, 20, True),
        ({"low": "0.25", "over": True}, 5, 20, False),
        ({"high": 0.2}, 5, 20, False),
        ({"all_but": 0.1}, 18, 20, True),
        ({"all_but": 0.1}, 17, 20, False),
        ({"small": True}, 3, 5, True),
        ({"small": False}, 3, 5, False),
    ],
)
def test_ones_own_row_admits_what_it_says(row, k, n, there):
    scale = scale_of({"key": "own", "rank": 6, "words": ["somliga"], **row})
    assert ("somliga" in scale.admissible(k, n, "sv")) is there


def test_a_vague_row_is_true_and_never_chosen_and_a_bounded_one_only_within():
    exact = {"key": "own", "rank": 6, "words": ["exakt fem"], "least": 5, "most": 5}
    assert scale_of(exact).choose(5, 20, "sv") == "exakt fem"
    assert scale_of({**exact, "vague": True}).choose(5, 20, "sv") == DEFAULT_SCALE.choose(5, 20, "sv")
    assert scale_of({**exact, "chosen_count": 4}).choose(5, 20, "sv") != "exakt fem"
    assert scale_of({**exact, "chosen_to": 0.25}).choose(5, 20, "sv") == "exakt fem"
    assert scale_of({**exact, "chosen_to": 0.24}).choose(5, 20, "sv") != "exakt fem"


@pytest.mark.parametrize(
    "row",
    [
        {"key": "own", "rank": "sex", "words": ["x"]},
        {"key": "most", "low": "hälften"},
        {"key": "most", "least": 1.5},
        {"words": ["x"], "low": 0.5},
        {"key": "own", "words": ["x"]},
    ],
    ids=["rank", "share", "count", "key", "no rank"],
)
def test_a_row_that_says_no_number_is_refused_with_its_key(row):
    with pytest.raises(BadSetting) as refused:
        scale_from([row], "sv", where="egen.toml")
    assert str(refused.value) == f"egen.toml: the quantity word row “{row.get('key', '')}” cannot be read."


def test_rows_stand_by_what_they_claim():
    scale = scale_of({"key": "own", "rank": 1, "words": ["minst en"], "least": 1}, {"key": "few", "words": []})
    assert scale.admissible(2, 20, "sv")[:3] == ["minst en", "enstaka", "ett par"]
    assert scale_of({"key": "own", "rank": 9, "words": []}).rules == DEFAULT_SCALE.rules
