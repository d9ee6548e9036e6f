import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.quantities.quantities import DEFAULT_SCALE, admissible
from toolkit.domain.sources.cases import GROUPS
from toolkit.errors import BadSetting
from toolkit.reporting.chapters.compose import PARTS
from toolkit.reporting.material.outline import read_outline
from toolkit.reporting.material.wording import read_wording


def leaves(tree, path=""):
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, f"{path}.{key}")
    else:
        yield path, tree


def test_english_and_swedish_say_the_same_things_with_the_same_places(wording_of):
    swedish, english = (dict(leaves(wording_of(language).texts)) for language in ("sv", "en"))
    only = {path for path in swedish.keys() ^ english.keys() if not path.endswith(".one")}
    assert only == set()
    for path in swedish.keys() & english.keys():
        if isinstance(swedish[path], str) and not path.startswith((".dates", ".numbers")):
            places = [sorted(set(re.findall(r"\{(\w+)\}", texts[path]))) for texts in (swedish, english)]
            assert places[0] == places[1], path


@pytest.mark.parametrize("language", ["sv", "en"])
def test_signs_are_those_of_print(wording_of, language):
    """Neither straight marks, nor dots in a row but the sign of words left out, nor a space before a mark."""
    wrong = re.compile(r"""['"]|\.\.|\s[,.;:!?](?!\.)|  """)
    texts = [
        text for _, each in leaves(wording_of(language).texts) for text in (each if isinstance(each, list) else [each])
    ]
    assert [text for text in texts if wrong.search(str(text).replace("(...)", "()"))] == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_pattern_speaks_of_all_by_a_bare_definite_plural(wording_of, language):
    bare = r"^(Deltagarna|Remittenterna|Arbetsgivarna|The participants|The employers)\b"
    for path, value in leaves(wording_of(language).texts["sentences"]):
        for text in value if isinstance(value, list) else [value]:
            assert not re.match(bare, text), path
            assert text.endswith("."), path


def test_numbers_dates_and_lists_follow_the_language(wording_of):
    swedish, english = wording_of("sv"), wording_of("en")
    assert swedish.day(date(2025, 3, 11)) == "den 11 mars 2025"
    assert english.day(date(2025, 3, 11)) == "11 March 2025"
    assert (swedish.number(12), swedish.number(13), swedish.figure(27537)) == ("tolv", "13", "27\u00a0537")
    assert english.figure(27537) == "27,537"
    assert swedish.listed(["a", "b", "c"], quoted=True) == "”a”, ”b” och ”c”"
    assert english.listed(["a", "b"], quoted=True) == "“a” and “b”"
    assert (swedish.listed("ab", last="either"), english.listed("ab", last="either")) == ("a eller b", "a or b")
    assert swedish.listed([]) == ""


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2025, 6, 9), date(2025, 6, 9), "9 juni 2025"),
        (date(2025, 6, 9), date(2025, 6, 12), "9–12 juni 2025"),
        (date(2025, 3, 11), date(2025, 6, 4), "11 mars–4 juni 2025"),
        (date(2024, 6, 9), date(2025, 6, 12), "9 juni 2024–12 juni 2025"),
    ],
)
def test_a_span_of_days_says_each_month_and_year_once(wording_of, first, last, told):
    assert wording_of("sv").span(first, last) == told


@pytest.mark.parametrize(("language", "told"), [("sv", "73\u00a0%"), ("en", "73%")])
def test_a_percentage_stays_on_one_line_with_its_figure(wording_of, language, told):
    wording = wording_of(language)
    assert str(wording.at("numbers.percent")).format(number="73") == told
    for path, value in leaves(wording.texts):
        assert not re.search(r"[}\d] %", str(value)), path


def test_a_missing_line_and_a_broken_file_are_told(wording_of):
    with pytest.raises(BadSetting, match=r"notices\.nonsense"):
        wording_of("sv").say("notices.nonsense")
    with pytest.raises(BadSetting, match=r"mine\.toml"):
        read_wording(b"language = ", name="mine.toml")


def test_an_outline_that_names_what_there_is_not_is_refused():
    good = b'key = "x"\nparts = ["method", "chapters"]\nchapters = ["area", "phase"]\n'
    assert read_outline(good, name="x.toml", known=PARTS).parts == ("method", "chapters")
    for bad in (good.replace(b"method", b"poems"), good.replace(b"phase", b"area"), b"parts = 3", b"\xff"):
        with pytest.raises(BadSetting, match=r"x\.toml"):
            read_outline(bad, name="x.toml", known=PARTS)


@given(st.sampled_from(["sv", "en"]), st.sampled_from([*GROUPS, "", "volunteers"]), st.integers(1, 60), st.data())
def test_whoever_is_counted_stands_after_an_admissible_word(wording_of, language, group, n, data):
    k = data.draw(st.integers(1, n))
    printed = wording_of(language).who(k, n, group, scale=DEFAULT_SCALE, variant=data.draw(st.integers(0, 9)))
    words = [*admissible(k, n, language), *(["båda", "both of"] if k == n == 2 else [])]
    assert any(printed.startswith((f"{word} ", f"en {word} ")) for word in words), printed
    assert "{" not in printed


def test_a_project_s_own_wording_is_laid_over_the_usual_one_key_by_key():
    usual = b'language = "sv"\n[a]\nx = "1"\ny = ["2"]\n[a.b]\nz = "3"\n'
    own = b'[a]\nx = "egen"\n[a.b]\nny = "4"\n'
    wording = read_wording(own, name="wording.sv.toml", usual=usual)
    assert (wording.language, wording.at("a.x"), wording.at("a.y")) == ("sv", "egen", ["2"])
    assert (wording.at("a.b.z"), wording.at("a.b.ny")) == ("3", "4")


@pytest.mark.parametrize(
    ("own", "path"),
    [
        ("[numbers]\nof = 3\n", "numbers.of"),
        ('[numbers]\nof = ["{k} of {n}"]\n', "numbers.of"),
        ('[numbers.of]\nx = "y"\n', "numbers.of"),
        ('numbers = "x"\n', "numbers"),
        ('[numbers]\nof = "{k} of {all}"\n', "numbers.of"),
        ('[numbers]\nof = "{k of {n}"\n', "numbers.of"),
        ('[numbers]\nof = "{} of {n}"\n', "numbers.of"),
        ('[sentences.main]\nmany = ["{who} {zzz}"]\n', "sentences.main.many"),
    ],
)
def test_a_wording_that_says_another_kind_of_thing_is_refused_with_its_path(own, path):
    usual = (
        b'[numbers]\nof = "{k} of {n}"\nlast = "of {n}"\n[sentences.main]\nmany = ["{who} say"]\none = ["{number}"]\n'
    )
    with pytest.raises(BadSetting, match=rf"wording\.sv\.toml: “{re.escape(path)}”"):
        read_wording(own.encode(), name="wording.sv.toml", usual=usual)


def test_a_text_may_have_the_places_of_its_neighbours_and_braces_written_twice():
    usual = b'[s]\nmany = ["{who} say"]\none = ["{number}"]\n'
    own = '[s]\nmany = ["{number} {{sic}} {who}", "nobody"]\n'
    assert read_wording(own.encode(), name="w", usual=usual).at("s.many") == ["{number} {{sic}} {who}", "nobody"]


def test_the_only_one_of_a_group_is_not_one_of_several(wording_of):
    told = {wording_of("sv").who(1, 1, "team", scale=DEFAULT_SCALE, variant=variant) for variant in range(8)}
    assert told == {"en teammedlem"}
