"""Tables of agreement counted by hand: three coders of two interviews, each answer one unit."""

import shutil

import pytest

from tests.conftest import run
from tests.material import SAID
from tests.services.themes_found import code
from toolkit.domain.comparing.agreement import tally
from toolkit.domain.comparing.alphas import Level, alpha
from toolkit.domain.comparing.measures import MEASURES
from toolkit.errors import Refused
from toolkit.services.comparing import agreement, agreement_tables
from toolkit.services.comparing.agreement_units import Unit
from toolkit.services.projects.project import open_project

BUS, PLAN = ({one.person: one.words for one in SAID if one.area == area} for area in ("needs", "solutions"))
FIRST, SECOND, THIRD = "KL", "B", "C"
CODED = {
    SECOND: (
        ("p01.txt", BUS["P01"], "needs/work"),
        ("p01.txt", PLAN["P01"], "needs/income"),
        ("p02.txt", PLAN["P02"], "solutions/plan_pace"),
        ("p02.txt", BUS["P02"], "valence/promotes"),
    ),
    THIRD: (
        ("p01.txt", BUS["P01"], "needs"),
        ("p01.txt", BUS["P01"], "needs/work"),
        ("p02.txt", BUS["P02"], "needs/work"),
    ),
}


@pytest.fixture(scope="module")
def project(small_coded, tmp_path_factory):
    """The small project, in which B and C have coded p01.txt and p02.txt beside KL, and D alone p10.txt."""
    folder = shutil.copytree(small_coded, tmp_path_factory.mktemp("tables") / "p")
    for coder, rows in CODED.items():
        found = code(folder, *rows, coder=coder)
    (folder / "d.csv").write_text('source,quote,code\np10.txt,"Well, I do not really know",actors\n', "utf-8")
    assert run(["codings", "import", str(folder / "d.csv"), "--coder", "D", "-p", str(folder)]) == 0
    return open_project(folder, now=found.now)


def made(project, *names, unit=Unit.TURN):
    return agreement_tables.table(project, agreement.compared(project, names), unit)


@pytest.fixture(scope="module")
def two(project):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(agreement_tables, "FEWEST", 1)
        return made(project, FIRST, SECOND)


@pytest.fixture(scope="module")
def three(project):
    return made(project, FIRST, SECOND, THIRD)


def rows(table):
    return {row.code: row for row in table.codes}


def test_units_are_the_answers_of_the_interviews_that_both_have_coded(two):
    """Three answers and three times "Mm." is the interviewer's: six answers of two people."""
    assert (two.unit, two.people) == (Unit.TURN, 2)
    assert two.units == 6
    assert {row.figures.units for row in two.codes} == {6}


@pytest.mark.parametrize(
    ("path", "given", "either"),
    [
        ("needs", (2, 2), 3),
        ("needs/work", (2, 1), 2),
        ("needs/income", (0, 1), 1),
        ("solutions", (2, 1), 2),
        ("solutions/plan_pace", (2, 1), 2),
        ("learning", (2, 0), 2),
        ("valence/hinders", (2, 0), 2),
        ("valence/promotes", (3, 1), 4),
        ("phase/during", (2, 0), 2),
    ],
)
def test_a_code_counts_for_itself_and_for_those_above_it(two, path, given, either):
    row = rows(two)[path]
    assert (row.given, row.either) == (given, either)


def test_codes_that_nobody_of_them_gave_have_no_row_and_the_others_stand_as_in_the_scheme(project, two):
    paths = [row.code for row in two.codes]
    scheme = list(agreement.compared(project, (FIRST, SECOND)).scheme.codes)
    assert paths == [path for path in scheme if path in paths]
    assert not {"actors", "needs/health", "followup"} & set(paths)
    assert [row.code for row in two.areas] == ["needs", "solutions", "learning"]


def test_all_codes_together_are_one_yes_or_no_for_each_unit(two):
    """Nine codes given by anyone on six answers; both gave needs/work once and solutions/plan_pace once."""
    single = [row for row in two.codes if row.code not in ("needs", "solutions", "learning")]
    apart = sum(row.either for row in single) - 2
    assert two.overall.units == 6 * len(single)
    assert two.overall["percent"].value == pytest.approx(1 - apart / two.overall.units)


def test_figures_of_one_code_are_as_counted_by_hand(two):
    """B gave needs/work to one of the two answers that KL gave it to."""
    figures = rows(two)["needs/work"].figures
    assert figures["percent"].value == pytest.approx(5 / 6)
    by_chance = 2 / 6 * 1 / 6 + 4 / 6 * 5 / 6
    assert figures["cohen_kappa"].value == pytest.approx((5 / 6 - by_chance) / (1 - by_chance))
    assert set(figures.measures) == set(MEASURES)


def test_an_interval_is_there_only_for_a_measure_with_a_value(two):
    nobody = rows(two)["learning"].figures  # B gave it never: kappa is a figure, unitizing too
    for row in two.codes:
        for name, one in row.figures.measures.items():
            if one.value is None:
                assert row.figures.interval(name) is None
    low, high = nobody.interval("percent")  # of the one person in whose words KL gave it, and the other
    assert low <= nobody["percent"].value <= high
    assert nobody.interval("no measure") is None


@pytest.mark.parametrize(("fewest", "there"), [(1, True), (2, True), (3, False)])
def test_no_interval_is_drawn_from_fewer_people_than_it_takes(small, monkeypatch, fewest, there):
    monkeypatch.setattr(agreement_tables, "FEWEST", fewest)
    project = code(small, ("p01.txt", BUS["P01"], "needs"), ("p02.txt", BUS["P02"], "needs"), coder=SECOND)
    found = rows(made(project, FIRST, SECOND))["needs"].figures
    assert found["percent"].value is not None
    assert bool(found.intervals) is there


def test_other_words_of_the_same_answer_count_as_agreement_and_are_told(small):
    turn = BUS["P01"]
    first, second = turn[: len(turn) // 2].rsplit(" ", 1)[0], turn[len(turn) // 2 :].split(" ", 1)[1]
    code(small, ("p01.txt", first, "learning"), coder=SECOND)
    project = code(small, ("p01.txt", second, "learning"), ("p01.txt", BUS["P01"], "needs"), coder=THIRD)
    found = rows(made(project, SECOND, THIRD))
    assert (found["learning"].both, found["learning"].apart) == (1, 1)
    assert found["learning"].figures["percent"].value == 1
    assert (found["needs"].both, found["needs"].apart) == (0, 0)


def test_unitizing_compares_the_very_stretches(two):
    """Both marked the same words of solutions/plan_pace in p02.txt, and KL one more; with itself all is alike."""
    marked = rows(two)
    assert 0 < marked["solutions/plan_pace"].unitizing.value < 1
    assert marked["needs/income"].unitizing.value < marked["solutions/plan_pace"].unitizing.value


def test_a_facet_is_told_where_any_of_its_codes_was_given_by_the_whole_sets(two):
    facets = {row.facet: row.figures for row in two.facets}
    assert list(facets) == ["area", "phase", "valence"]
    assert facets["area"].units == 6
    assert facets["area"]["percent"].value == pytest.approx(2 / 6)  # P01's bus, and P02's plan
    assert facets["valence"]["percent"].value == 0  # nowhere the same side
    for name in ("krippendorff_alpha", "percent"):
        low, high = facets["area"].interval(name)
        assert low <= facets["area"][name].value <= high


def test_sets_that_share_a_code_are_told_as_nearer_by_alpha_alone(project):
    """Of P01's bus B has needs/work and C has needs and needs/work; of all else one of them has nothing."""
    sets = [
        ({"needs/work"}, {"needs", "needs/work"}),
        ({"needs/income"}, ()),
        ((), {"needs/work"}),
        ({"solutions/plan_pace"}, ()),
        ((), ()),
        ((), ()),
    ]
    units = tally([tuple(map(frozenset, unit)) for unit in sets])
    facets = {row.facet: row.figures for row in made(project, SECOND, THIRD).facets}
    assert facets["area"]["krippendorff_alpha"].value == pytest.approx(alpha(units, Level.SETS).value)
    assert alpha(units, Level.SETS).value > alpha(units, Level.NOMINAL).value
    assert facets["area"]["percent"].value == pytest.approx(2 / 6)


def test_of_two_coders_the_one_pair_is_the_whole_table(two):
    (pair,) = two.pairs
    assert pair.coders == (FIRST, SECOND)
    assert pair.figures is two.overall
    assert pair.codes == {row.code: row.figures for row in two.codes}


def test_of_three_coders_each_pair_is_as_if_only_they_were_compared(project, three):
    assert [pair.coders for pair in three.pairs] == [(FIRST, SECOND), (FIRST, THIRD), (SECOND, THIRD)]
    for pair in three.pairs:
        alone = rows(made(project, *pair.coders))
        shared = set(alone) & set(pair.codes)
        assert len(shared) > 1
        for path in shared:
            for name in ("percent", "cohen_kappa", "krippendorff_alpha"):
                assert pair.codes[path][name] == alone[path].figures[name], (pair.coders, path, name)


def test_of_three_coders_everyone_is_counted_in_their_order(three):
    row = rows(three)["needs"]
    assert (row.given, row.either) == ((2, 2, 2), 3)
    assert rows(three)["needs/income"].given == (0, 1, 0)
    assert (three.overall["cohen_kappa"].value, three.overall["fleiss_kappa"].value is None) == (None, False)


def test_by_characters_longer_answers_weigh_more(project):
    found = made(project, FIRST, SECOND, unit=Unit.CHARACTER)
    row = rows(found)["needs/work"]
    assert row.given == (len(BUS["P01"]) + len(BUS["P02"]), len(BUS["P01"]))
    assert found.overall.units > 6 * len(found.codes)


def test_coders_who_share_no_interview_have_a_table_of_nothing(project):
    found = made(project, FIRST, "D")
    assert (found.units, found.people, found.codes, found.facets) == (0, 0, (), ())
    assert (found.overall.units, found.overall["percent"].value, found.overall.intervals) == (0, None, {})
    assert [(pair.coders, pair.codes) for pair in found.pairs] == [((FIRST, "D"), {})]


def test_a_table_is_worked_out_once_for_what_is_compared_and_for_each_unit(project):
    found = agreement.compared(project, (FIRST, SECOND))
    first = agreement_tables.table(project, found, Unit.TURN)
    assert first.unit is Unit.TURN
    assert agreement_tables.table(project, found, Unit.TURN) is first
    assert agreement_tables.table(project, found, Unit.CHARACTER).unit is Unit.CHARACTER
    assert agreement_tables.table(project, found).unit is Unit.SEGMENT


def test_a_reflexive_project_gets_no_table_even_of_what_is_known(project, tmp_path):
    found = agreement.compared(project, (FIRST, SECOND))
    agreement_tables.table(project, found, Unit.TURN)
    folder = tmp_path / "p"
    folder.mkdir()
    settings = (project.folder / "project.toml").read_text("utf-8")
    (folder / "project.toml").write_text(settings.replace('mode = "measured"', 'mode = "reflexive"'), "utf-8")
    with pytest.raises(Refused) as refused:
        agreement_tables.table(open_project(folder, now=project.now), found, Unit.TURN)
    assert "reckons no figures" in refused.value.sentence
