"""Figures of agreement on a small project that is counted by hand, in every unit; and none in reflexive mode."""

from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.material import SAID, codings_table
from toolkit.analysis.counting import resampling
from toolkit.analysis.counting.rated_units import by_person
from toolkit.analysis.counting.resampling import drawn, estimates
from toolkit.domain.comparing.alphas import Level
from toolkit.domain.comparing.measures import MEASURES
from toolkit.errors import NotFound, Refused
from toolkit.services.comparing import agenda, agreement, agreement_tables, saturation
from toolkit.services.comparing.agreement_units import Unit, pieces_of
from toolkit.services.comparing.saturation import News
from toolkit.services.projects.project import open_project
from toolkit.services.suggesting import suggestions

NOW = datetime(2025, 10, 20, 12, tzinfo=UTC)
WORDS = {(one.person, one.area): one.words for one in SAID}


def imported(small, spegla, rows, coder="B"):
    table = small / "b.csv"
    table.write_text("source,quote,code\n" + "".join(f'{s},"{q}",{c}\n' for s, q, c in rows), "utf-8")
    assert spegla("codings", "import", table, "--coder", coder, "-p", small).code == 0


@pytest.fixture
def project(small, spegla):
    rows = [
        ("p01.txt", WORDS["P01", "needs"][:60], "needs/work"),
        ("p02.txt", WORDS["P02", "needs"], "needs/income"),
        ("p03.txt", WORDS["P03", "needs"], "needs/work"),
        ("p04.txt", WORDS["P04", "solutions"], "solutions/plan_pace"),
        ("p07.txt", WORDS["P07", "needs"], "needs/health"),
    ]
    imported(small, spegla, rows)
    return open_project(small, now=NOW)


def made(project, names=("KL", "B"), unit=Unit.SEGMENT):
    return agreement_tables.table(project, agreement.compared(project, names), unit)


@pytest.mark.parametrize("unit", Unit)
def test_figures_are_as_counted_by_hand(project, unit):
    found = made(project, unit=unit)
    rows = {row.code: row for row in found.codes}
    if unit is not Unit.CHARACTER:
        assert rows["needs/work"].given == (4, 2)
        both, one, none = 2, 2, found.units - 4
        assert rows["needs/work"].figures["percent"].value == pytest.approx((both + none) / found.units)
        observed, expected = one * 2, 2 * 6 * (2 * found.units - 6) / (2 * found.units - 1)
        assert rows["needs/work"].figures["krippendorff_alpha"].value == pytest.approx(1 - observed / expected)
    else:
        words = sum(len(WORDS[f"P0{number}", "needs"]) for number in range(1, 5))
        assert rows["needs/work"].given[0] == words
        assert rows["needs/work"].given[1] == pytest.approx(60 + len(WORDS["P03", "needs"]), abs=1)
    assert {row.facet for row in found.facets} >= {"area"}
    assert [row.code for row in found.areas] == ["needs", "solutions", "learning"]
    assert rows["needs"].unitizing.value is not None
    assert found.overall["cohen_kappa"].value == found.pairs[0].figures["cohen_kappa"].value


def test_intervals_hold_the_figure_and_are_the_same_every_time(project, monkeypatch):
    monkeypatch.setattr(agreement_tables, "FEWEST", 2)
    first, again = made(project), made(open_project(project.folder, now=NOW))
    low, high = first.overall.interval("krippendorff_alpha")
    assert low <= first.overall["krippendorff_alpha"].value <= high
    assert first.overall == again.overall


def test_segments_that_are_stored_are_the_same_as_those_cut_now(project):
    found = agreement.compared(project, ("KL", "B"))
    before, _ = pieces_of(project, found, Unit.SEGMENT)
    suggestions.suggest(project)
    after, _ = pieces_of(project, agreement.compared(project, ("KL", "B")), Unit.SEGMENT)
    assert before == after
    assert any(one.starts for one in after.values())


def test_with_more_than_two_each_pair_is_told(project, small, spegla):
    imported(small, spegla, [("p01.txt", WORDS["P01", "needs"], "needs/work")], coder="C")
    found = made(project, ("KL", "B", "C"))
    assert [pair.coders for pair in found.pairs] == [("KL", "B"), ("KL", "C"), ("B", "C")]
    assert found.overall["cohen_kappa"].value is None
    assert "two coders" in found.overall["cohen_kappa"].reason
    assert found.overall["fleiss_kappa"].value is not None
    assert found.pairs[1].figures["cohen_kappa"].value is not None


def test_coders_are_found_by_name_in_any_case_and_must_be_two(project, small, spegla):
    assert agreement.chosen(project, ["b", "KL"]) == ("B", "KL")
    assert agreement.chosen(project, []) == ("KL", "B")
    with pytest.raises(NotFound):
        agreement.chosen(project, ["KL", "Nobody"])
    with pytest.raises(Refused):
        agreement.chosen(project, ["KL"])


def test_who_withdrew_is_in_no_figure_and_in_no_agenda(small, spegla):
    table = small / "b.csv"
    table.write_text(codings_table(coder="B"), "utf-8")
    assert spegla("codings", "import", table, "-p", small).code == 0
    project = open_project(small, now=NOW)
    found = agreement.compared(project, ("KL", "B"))
    voices = {voice for unit in Unit for one in pieces_of(project, found, unit)[0].values() for voice in one.voices}
    assert "P07" not in voices
    assert made(project).overall["percent"].value == 1
    assert not agenda.agenda(project, found)


def test_the_agenda_has_both_codings_and_the_definitions_at_stake(project):
    found = agreement.compared(project, ("KL", "B"))
    items = agenda.agenda(project, found)
    assert [item.left for item in items] == sorted((item.left for item in items), reverse=True)
    item = next(one for one in items if one.meaning.code == "needs/work")
    assert item.meaning.definition
    place = next(one for one in agenda.in_context(project, found, item.places) if one.at.kind == "other")
    assert [one.code for one in place.others] == ["needs/income"]
    assert place.others[0].definition
    assert [side.coder for side in place.sides] == ["KL", "B"]
    assert place.turn in {turn.number for turn in place.sides[0].turns}


def reflexive(folder):
    settings_ = folder / "project.toml"
    settings_.write_text(settings_.read_text("utf-8").replace('mode = "measured"', 'mode = "reflexive"'), "utf-8")
    return open_project(folder, now=NOW)


def test_a_reflexive_project_reckons_nothing_and_still_talks(project):
    project = reflexive(project.folder)
    found = agreement.compared(project, ("KL", "B"))
    with pytest.raises(Refused):
        agreement_tables.table(project, found)
    with pytest.raises(Refused):
        saturation.of_groups(project)
    assert agenda.agenda(project, found)


def test_saturation_is_judged_for_groups_that_are_large_enough(project):
    groups = {one.group: one for one in saturation.of_groups(project).groups}
    assert groups["participants"].judged.reason == ""
    assert sum(groups["participants"].judged.added) == groups["participants"].judged.found
    assert groups["team"].judged.orders is None
    assert "Cannot be judged" in groups["team"].judged.reason


def test_themes_are_counted_as_codes_are(project, spegla):
    assert spegla("themes", "-p", project.folder).code == 0
    judged = saturation.of_groups(project, News.THEMES)
    by_codes = saturation.of_groups(project)
    assert [one.interviews for one in judged.groups] == [one.interviews for one in by_codes.groups]
    assert sum(one.judged.found for one in judged.groups) > 0


RATED = st.lists(st.tuples(*[st.sampled_from(["a", "b", "c", None])] * 2), min_size=1, max_size=12)


@given(RATED, st.sampled_from([Level.NOMINAL, Level.SETS]))
@settings(max_examples=60, deadline=None)
def test_the_fast_reckoning_is_the_plain_one(rated, level):
    if level is Level.SETS:
        rated = [tuple(None if one is None else frozenset({"a", one}) for one in unit) for unit in rated]
    tallies, whole = {}, {}
    for number, unit in enumerate(rated):
        tallies[number % 3, unit] = tallies.get((number % 3, unit), 0) + 1
        whole[unit] = whole.get(unit, 0) + 1
    found = estimates(by_person(tallies, 3), drawn(3), level)
    assert list(found) == list(MEASURES)
    for name, told in MEASURES.items():
        one = told.reckoned(whole, level)
        assert found[name].value == (None if one.value is None else pytest.approx(one.value))


def test_a_measure_without_a_quick_way_gets_the_same_interval_drawing_by_drawing(monkeypatch):
    tallies = {(0, (True, True)): 3, (0, (True, False)): 1, (1, (False, False)): 4, (2, (False, True)): 2}
    quick = estimates(by_person(tallies, 3), drawn(3), Level.NOMINAL)
    monkeypatch.setattr(resampling, "AT_ONCE", {})
    slow = estimates(by_person(tallies, 3), drawn(3), Level.NOMINAL)
    for name, one in quick.items():
        assert slow[name].value == pytest.approx(one.value)
        assert slow[name].bounds == pytest.approx(one.bounds)


def test_distances_of_sets_are_masi():
    from toolkit.analysis.counting.resampling import _SetsApart
    from toolkit.domain.comparing.alphas import masi

    values = [frozenset(), frozenset("a"), frozenset("ab"), frozenset("bc"), frozenset("abc"), frozenset("d")]
    parts = _SetsApart(values)
    apart = [row for start in (0, 4) for row in parts.of(slice(start, start + 4))]
    for (i, one), (j, other) in product(enumerate(values), repeat=2):
        assert apart[i][j] == pytest.approx(masi(one, other))


def test_coders_with_no_source_in_common_are_told_so(small, spegla):
    imported(small, spegla, [("p10.txt", "Well, I do not really know what to say about that one.", "actors")])
    answer = spegla("agreement", "-p", small)
    assert answer.code == 0
    assert "no source in common" in answer.out
    assert "agree everywhere" not in answer.out
    assert spegla("agreement", "-p", small, "--json").json["units"] == 0


def test_when_nobodys_words_may_be_used_no_count_says_that_nothing_is_coded(small, spegla):
    imported(small, spegla, [("p01.txt", WORDS["P01", "needs"], "needs/work")])
    register = small / "interviews" / "respondents.csv"
    ended = (
        register.read_text("utf-8")
        .replace("2027-12-31", "2020-12-31")
        .replace("P08,participants,,", "P08,participants,,refused")
    )
    register.write_text(ended, "utf-8")
    answer = spegla("agreement", "-p", small)
    assert answer.code == 0
    assert "may be used" in answer.out
    assert "agree everywhere" not in answer.out
    for command in (["saturation"], ["codings", "matrix"]):
        answer = spegla(*command, "-p", small)
        assert answer.code == 1
        assert "none that counts" in answer.err
