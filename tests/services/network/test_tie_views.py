"""With whom on one page: what is marked and proposed, each at its place, and whom one may choose."""

import pytest

from tests.services.quoting import NEEDS, placed
from tests.services.reading_desk import Bench, hand
from tests.services.registers_told import told
from tests.services.tied import BUSES, tie
from toolkit.domain.networks.partners import Alias
from toolkit.errors import NotFound, Refused
from toolkit.services.coding.coding import Marked
from toolkit.services.material import adding
from toolkit.services.material.transcripts import Place
from toolkit.services.network import partners, tie_views, ties
from toolkit.services.network.ties import Told


@pytest.fixture
def bench(small):
    made = Bench(small)
    tie(small)
    partners.alias(made.project, BUSES, Alias("bus"), hand=hand("KL"))
    return made


def lying(bench, name="p01.txt"):
    return tie_views.lying(bench.project, bench.id(name))


def test_marks_stand_where_their_words_do_and_proposals_where_nobody_has_said_yes(bench):
    found = lying(bench, "p02.txt")
    assert sorted(one.respondent for one, _ in found.ties) == ["P02", "P02"]
    turns = {turn.number: turn.text for turn in bench.reading("p02.txt").turns}
    for one, (start, end) in found.ties:
        assert start.turn == end.turn
        assert turns[start.turn][start.offset : end.offset] == one.span.of(bench.text("p02.txt"))
    assert found.proposals == ()  # the bus stands in the words that are marked
    ties.unmark(bench.project, next(one.id for one, _ in found.ties if one.need), hand=hand("KL"))
    ((proposal, (start, end)),) = lying(bench, "p02.txt").proposals
    assert turns[start.turn][start.offset : end.offset] == NEEDS["P02"]
    assert proposal.name == BUSES
    assert found.partners == partners.partners(bench.project)


def test_the_mark_grows_when_anything_is_changed(bench):
    before = lying(bench)
    assert lying(bench).mark == before.mark
    ties.unmark(bench.project, before.ties[0][0].id, hand=hand("KL"))
    assert lying(bench).mark != before.mark


def test_of_a_source_of_who_withdrew_nothing_lies_there(bench):
    project = told(bench.folder, P02={"consent": "withdrawn"})
    found = tie_views.lying(project, bench.id("p02.txt"))
    assert (found.ties, found.proposals) == ((), ())
    assert len(found.partners) == 3
    with pytest.raises(NotFound):
        tie_views.lying(project, 9999)


def test_words_beyond_the_basic_letters_are_placed_as_the_browser_counts(bench, tmp_path):
    (tmp_path / "astral.txt").write_text("I: Well?\nP03: 👩‍🦽 å. The bus 👩 came.\n", "utf-8")
    adding.add(bench.project, [tmp_path / "astral.txt"])
    ((proposal, (start, end)),) = lying(bench, "astral.txt").proposals
    turn = next(turn for turn in bench.reading("astral.txt").turns if "bus" in turn.text)
    units = turn.text.encode("utf-16-le")
    assert units[2 * start.offset : 2 * end.offset].decode("utf-16-le") == proposal.span.of(bench.text("astral.txt"))
    span = tie_views.span_of(bench.project, Marked(bench.id("astral.txt"), start, end))
    assert span == proposal.span
    marked = (bench.id("astral.txt"), span)
    ties.mark(bench.project, marked, Told(proposal.partner), hand=hand("KL"))
    assert lying(bench, "astral.txt").proposals == ()


def test_marked_words_are_a_span_and_none_are_refused(bench):
    key, span = placed(bench.project, "the last bus home")
    marked = bench.marked("p01.txt", "the last bus home")
    assert (marked.source_id, tie_views.span_of(bench.project, marked)) == (key, span)
    nothing = Marked(key, marked.start, Place(marked.start.turn, marked.start.offset))
    with pytest.raises(Refused):
        tie_views.span_of(bench.project, nothing)
