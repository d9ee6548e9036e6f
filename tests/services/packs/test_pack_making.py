"""Making a pack: nothing stays in it that the gate stops, what is gone is told, and its length is known."""

import shutil

import pytest

from tests.services.pack_material import NOW, made
from toolkit.domain.reflection.packs import Wish
from toolkit.domain.reports.report import Bullets, Heading, Paragraph, QuoteBlock, Report, Sentence
from toolkit.errors import NotFound
from toolkit.services.packs import pack_making
from toolkit.services.projects.project import open_project
from toolkit.services.themes import themes


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return open_project(made(tmp_path_factory.mktemp("making") / "project"), now=NOW)


def of(project, wish, **more):
    with project.store() as store:
        return pack_making.made(project, store, wish, **more)


def quotes(report):
    return [block for block in report.blocks if isinstance(block, QuoteBlock)]


@pytest.fixture(scope="module")
def team(project):
    return of(project, Wish("team"))


def test_no_quote_is_left_that_the_gate_stops_and_the_next_best_stands_there(team):
    printed = " ".join(block.text for block in quotes(team.report))
    assert quotes(team.report)
    assert not [word for word in ("Berit", "welder", "HELDBACK", "GONEAWAY", "TEAMWORDS") if word in printed]
    assert not team.looked.verdict.open
    assert team.passed_over >= 0
    assert (team.gone, team.wish) == ((), Wish("team"))


def test_the_pack_that_is_looked_at_is_the_pack_that_is_made(team):
    assert team.looked.report.blocks == team.report.blocks
    places = {int(piece.place.partition(".")[0]) for piece in team.looked.pieces if piece.place[:1].isdigit()}
    assert places <= set(range(len(team.report.blocks)))


def test_made_again_a_pack_is_the_same(project, team):
    again = of(project, Wish("team"))
    assert (again.report, again.passed_over, again.left) == (team.report, team.passed_over, team.left)


@pytest.mark.slow
def test_a_theme_that_is_asked_for_is_named_and_one_that_is_none_is_refused_or_told(project):
    (theme, *_) = [one.theme for one in themes.themes(project).shown if one.theme.group == "participants"]
    found = of(project, Wish("team", themes=(theme.id,)))
    assert found.titles == {theme.id: theme.name}
    for wish, sentence in (
        (Wish("team", themes=(theme.id, "d99")), "There is no theme d99."),
        (Wish("team", claims=(99,)), "There is no claim 99."),
    ):
        with pytest.raises(NotFound) as refused:
            of(project, wish)
        assert refused.value.sentence == sentence
        (lost,) = of(project, wish, whatever=True).gone
        assert (lost.theme, lost.claim) in {("d99", None), (None, 99)}
        assert "not told" in lost.sentence


def test_an_audience_that_there_is_not_is_refused(project):
    with pytest.raises(NotFound):
        of(project, Wish("aunts"))


def test_a_pack_is_told_in_the_language_that_it_is_wished_in(project, team):
    swedish = of(project, Wish("team", language="sv"))
    headings = [[block.text for block in one.report.blocks if isinstance(block, Heading)] for one in (team, swedish)]
    assert len(headings[0]) == len(headings[1])
    assert headings[0] != headings[1]


def test_what_somebody_withdrew_since_is_in_no_pack(project, tmp_path):
    folder = shutil.copytree(project.folder, tmp_path / "project")
    before = quotes(of(open_project(folder, now=NOW), Wish("team")).report)
    who = before[0].quote.respondent
    path = folder / "interviews" / "respondents.csv"
    path.write_text(
        path.read_text("utf-8").replace(f"{who},participants,given", f"{who},participants,withdrawn"), "utf-8"
    )
    after = of(open_project(folder, now=NOW), Wish("team"))
    assert who not in {block.quote.respondent for block in quotes(after.report)}
    assert before[0].text not in " ".join(block.text for block in quotes(after.report))


LINE = "x" * 85


@pytest.mark.parametrize(
    ("block", "most"),
    [
        (Heading(2, "Heading", "a"), 13),  # 2.5 lines each; six lines are the title's, forty make a page
        (Paragraph((Sentence(LINE),)), 21),  # 1.6
        (Paragraph((Sentence("x" * 40), Sentence("x" * 45))), 13),  # with the blank between them two lines: 2.6
        (Paragraph((Sentence("x" * 80),), run_in="Theme."), 13),  # the run-in heading is read too
        (QuoteBlock(LINE, (), ""), 17),  # 2
        (QuoteBlock(LINE + "x", (), ""), 11),  # 3
        (Bullets((Sentence(LINE), Sentence("x"))), 11),  # 2.9
    ],
)
def test_a_page_holds_so_many_of_a_kind(block, most):
    def pages(n):
        return pack_making.pages(Report("", "", "en", (block,) * n))

    assert (pages(most), pages(most + 1)) == (1, 2)


def test_an_empty_pack_has_one_page_and_a_made_one_not_too_many(team):
    assert pack_making.pages(Report("", "", "en", ())) == 1
    assert 1 <= pack_making.pages(team.report) <= pack_making.MOST_PAGES
