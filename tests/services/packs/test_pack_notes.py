"""Notes of a pack: what the evaluator is told before it is let out, and what can be done."""

from types import SimpleNamespace

import pytest

from toolkit.domain.reflection.packs import Wish
from toolkit.domain.reports.printed import Form, Printed
from toolkit.domain.reports.report import Paragraph, Report, Sentence
from toolkit.domain.sources.audiences import Audience
from toolkit.services.packs.pack_lost import Lost
from toolkit.services.packs.pack_making import Made
from toolkit.services.packs.pack_notes import notes

TEAM = Audience("team", insiders=("team",))


def noted(*quoted, blocks=(), passed_over=0, **facts):
    report = Report("T", "s", "sv", blocks)
    pieces = [Printed(str(at), Form.QUOTE, "Ord", group=group) for at, group in enumerate(quoted)]
    looked = SimpleNamespace(audience=TEAM, pieces=pieces)
    return list(notes(Made(Wish("team"), report, looked, passed_over, **facts), report))


def test_an_ordinary_pack_needs_no_note():
    assert noted() == []


@pytest.mark.parametrize(
    ("why", "next_step"),
    [("nobody", "spegla privacy consent"), ("nothing", "spegla themes"), ("hidden", "Choose other readers")],
)
def test_a_pack_that_tells_nothing_says_why_and_what_to_do_and_nothing_of_its_language(why, next_step):
    (note,) = noted(empty=why, as_given=True)
    assert note.startswith("No finding")
    assert next_step in note


@pytest.mark.parametrize(
    ("quoted", "warned"), [((), False), (("employers",), False), (("participants",), True), (("team",), True)]
)
def test_a_quote_of_somebody_in_the_room_is_to_be_read_as_the_others_would(quoted, warned):
    assert any("Those in the room" in note for note in noted(*quoted)) is warned


def test_what_the_readers_would_notice_is_noted_in_the_order_of_weight():
    told = noted(as_given=True, left=(Lost("Too few.", claim=3),), passed_over=2)
    assert [note.partition(":")[0] for note in told] == [
        "The pack is in another language than the material",
        "Claim 3 is not told. Too few.",
        "Quotes passed over because they would point somebody out",
    ]


@pytest.mark.parametrize(("lines", "long"), [(90, False), (110, True)])
def test_a_pack_of_more_than_four_pages_is_long(lines, long):
    blocks = tuple(Paragraph((Sentence("Ord."),)) for _ in range(lines))
    assert any("The pack is long" in note for note in noted(blocks=blocks)) is long
