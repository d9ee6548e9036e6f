"""The agenda: disagreements by code, those with most to settle first, with the definitions in the reader's language."""

from datetime import UTC, datetime

import pytest

from tests.services.met import NOW
from tests.services.two_sides import coding, words_of
from toolkit.domain.codings.schemes import Code
from toolkit.domain.comparing.settlements import Settlement
from toolkit.messages import use_language
from toolkit.services.comparing import agenda, agreement
from toolkit.services.comparing.disagreements import Kind
from toolkit.services.projects.project import open_project
from toolkit.storage.codings import codings, settlements
from toolkit.storage.tables.schema import settlement

AT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def folder(small):
    """MS agrees with KL about P01, sees income with P02, and nothing but work with P03 and P08."""
    given = [("P01", "needs/work"), ("P02", "needs/income"), ("P03", "needs/work"), ("P08", "needs/work")]
    project = open_project(small, now=NOW)
    with project.store(write=True) as store, store.writing("code", now=NOW) as change:
        codings.add(change.connection, [coding(small, who, code) for who, code in given])
    return small


def looked(folder):
    project = open_project(folder, now=NOW)
    found = agreement.compared(project, ("KL", "MS"))
    return project, found, {item.meaning.code: item for item in agenda.agenda(project, found)}


def settle(folder, person, code):
    made = coding(folder, person, code)
    new = Settlement(made.source, made.span, made.quote, code, True, "because", "KL", AT)
    project = open_project(folder, now=NOW)
    with project.store(write=True) as store, store.writing("settle", now=NOW) as change:
        row = {**settlements.values(change.connection, new), "quote": made.quote}
        change.connection.execute(settlement.insert(), row)


def test_places_are_gathered_by_code_with_their_kinds(folder):
    _, _, items = looked(folder)
    assert {place.source for place in items["needs/work"].places} == {"p02.txt", "p08.txt"}
    assert items["needs/work"].kinds == {Kind.OTHER: 2}
    assert items["needs/income"].kinds == {Kind.OTHER: 1}
    # nobody but KL gave these, to P01, P02, P03 and P08 (before needs), and hindering not to P03
    assert items["phase/before"].left == 4
    assert items["valence/hinders"].left == 3
    assert items["valence/promotes"].kinds[Kind.ONE] == items["valence/promotes"].left


def test_codes_with_most_to_settle_come_first(folder):
    _, _, items = looked(folder)
    order = [(-item.left, -len(item.places)) for item in items.values()]
    assert order == sorted(order)


def test_what_is_settled_counts_no_more_and_stands_last(folder):
    settle(folder, "P02", "needs/work")
    _, _, items = looked(folder)
    item = items["needs/work"]
    assert item.left == 1
    assert [(one.source, one.settled is None) for one in item.places] == [("p08.txt", True), ("p02.txt", False)]


@pytest.mark.parametrize(("language", "title"), [("sv", "Arbete"), ("en", "Work")])
def test_a_definition_is_told_in_the_language_of_the_reader(language, title):
    use_language(language)
    code = Code(
        "needs/work",
        "area",
        title={"sv": "Arbete", "en": "Work"},
        definition={"en": "About work."},
        includes={"sv": ("bussen",), "en": ("buses", "cars")},
    )
    told = agenda.meaning(code)
    assert (told.code, told.title) == ("needs/work", title)
    assert told.definition == ("About work." if language == "en" else "")
    assert told.includes == (("buses", "cars") if language == "en" else ("bussen",))
    assert told.excludes == ()


def test_in_context_each_place_has_both_sides_and_what_the_others_codes_mean(folder):
    project, found, items = looked(folder)
    places = items["needs/work"].places
    told = agenda.in_context(project, found, places)
    assert [one.at for one in told] == list(places)
    by_source = {one.at.source: one for one in told}
    assert [one.code for one in by_source["p02.txt"].others] == ["needs/income"]
    assert [one.code for one in by_source["p08.txt"].others] == ["needs/health"]
    for one, person in ((by_source["p02.txt"], "P02"), (by_source["p08.txt"], "P08")):
        assert [side.coder for side in one.sides] == ["KL", "MS"]
        said = next(turn for turn in one.sides[0].turns if turn.number == one.turn)
        assert "".join(words for words, _ in said.pieces) == words_of(person)
    assert agenda.in_context(project, found, []) == []
