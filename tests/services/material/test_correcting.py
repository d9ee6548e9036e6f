"""What a person wants corrected: one thing at a time, only words that may be seen, and nothing is changed by asking."""

import pytest

from tests.services.met import NOW
from tests.services.two_sides import text_of, words_of
from toolkit.domain.sources.revisions import applied
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.services.material import adding, correcting, revising
from toolkit.services.material.correcting import Wanted, prepared
from toolkit.services.projects.project import open_project
from toolkit.storage.sources import sources

SAID = words_of("P01")


@pytest.fixture
def project(small_coded):
    return open_project(small_coded, now=NOW)


def turns(project, name):
    source, _ = revising.current(project, name)
    return source, [(turn.number, turn.label, turn.span.of(source.text)) for turn in source.turns]


def number_of(project, name, words):
    return next(number for number, _, said in turns(project, name)[1] if said == words)


def after(made):
    """The text as it would be, and its turns."""
    text = applied(made.source.text, made.correction.edits)
    return text, [(turn.label, turn.span.of(text)) for turn in made.correction.turns]


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(turn=2),
        Wanted(turn=2, onward=True),
        Wanted(turn=2, words="x", replace=("a", "b")),
        Wanted(turn=2, join=True, speaker="P01"),
        Wanted(turn=2, split_at=3, words="x"),
        Wanted(words="x", file="x.txt"),
    ],
)
def test_one_thing_is_wanted_at_a_time(project, wanted):
    with pytest.raises(UsageError):
        prepared(project, "p01.txt", wanted)


def test_a_split_with_a_speaker_is_one_thing():
    assert Wanted(turn=2, split_at="x", speaker="P01").deeds() == 1
    assert Wanted(turn=2, speaker="P01").deeds() == 1


@pytest.mark.parametrize("wanted", [Wanted(words="x"), Wanted(join=True), Wanted(split_at=2), Wanted(speaker="P01")])
def test_what_concerns_a_turn_needs_its_number(project, wanted):
    with pytest.raises(UsageError) as refused:
        prepared(project, "p01.txt", wanted)
    assert "--turn" in refused.value.sentence


@pytest.mark.parametrize("number", [0, 99, -1])
def test_a_turn_that_is_not_there_is_refused(project, number):
    with pytest.raises(NotFound):
        prepared(project, "p01.txt", Wanted(turn=number, words="x"))


def test_other_words_for_a_turn_leave_all_else(project):
    number = number_of(project, "p01.txt", SAID)
    before = text_of(project.folder, "p01.txt")
    made = prepared(project, "p01.txt", Wanted(turn=number, words="Något annat 👩."))
    text, _ = after(made)
    assert text == before.replace(SAID, "Något annat 👩.")
    assert made.seen == revising.text_number(project, "p01.txt")
    assert text_of(project.folder, "p01.txt") == before


def test_words_are_replaced_everywhere_or_in_one_turn(project):
    before = text_of(project.folder, "p01.txt")
    spoken = [said for _, label, said in turns(project, "p01.txt")[1]]
    there = sum(said.count("weeks") for said in spoken)
    text, _ = after(prepared(project, "p01.txt", Wanted(replace=("weeks", "veckor"))))
    assert text.count("veckor") == there > 1
    number = next(n for n, _, said in turns(project, "p01.txt")[1] if "waited for weeks" in said)
    text, _ = after(prepared(project, "p01.txt", Wanted(turn=number, replace=("weeks", "veckor"))))
    assert text == before.replace("waited for weeks", "waited for veckor")


def test_words_that_stand_nowhere_are_not_replaced(project):
    with pytest.raises(NotFound) as refused:
        prepared(project, "p01.txt", Wanted(replace=("cathedral", "church")))
    assert "cathedral" not in refused.value.sentence


def test_words_of_somebody_who_withdrew_are_neither_corrected_nor_found(project):
    said = words_of("P07")
    number = number_of(project, "p07.txt", said)
    for wanted in (Wanted(turn=number, words="x"), Wanted(turn=number, split_at=3), Wanted(turn=number, speaker="P01")):
        with pytest.raises(Refused) as refused:
            prepared(project, "p07.txt", wanted)
        assert "SEVENSECRET" not in f"{refused.value.sentence}{refused.value.hint}"
    with pytest.raises(Refused):
        prepared(project, "p07.txt", Wanted(turn=number - 1, join=True))
    for where in (None, number):
        with pytest.raises(NotFound):
            prepared(project, "p07.txt", Wanted(turn=where, replace=("upstairs", "downstairs")))


def test_a_turn_is_split_at_words_or_at_a_place(project):
    number, words = number_of(project, "p01.txt", SAID), "it goes twice"
    for at in (words, SAID.index(words)):
        _, told = after(prepared(project, "p01.txt", Wanted(turn=number, split_at=at, speaker="interviewer")))
        halves = [said for _, said in told if said and said in SAID]
        assert halves[0].rstrip() == SAID[: SAID.index(words)].rstrip()
        assert halves[1] == SAID[SAID.index(words) :]
    _, told = after(prepared(project, "p01.txt", Wanted(turn=number, split_at=words)))
    assert [label for label, said in told if said in SAID and said][:2] == ["P01", "P01"]


@pytest.mark.parametrize(
    ("words", "error", "says"), [("bus", UsageError, "2 times"), ("cathedral", NotFound, ""), (" ", NotFound, "")]
)
def test_the_place_of_a_split_must_be_one(project, words, error, says):
    with pytest.raises(error) as refused:
        prepared(project, "p01.txt", Wanted(turn=number_of(project, "p01.txt", SAID), split_at=words))
    assert says in refused.value.sentence


def test_a_turn_is_joined_with_the_one_after_it(project):
    number = number_of(project, "p01.txt", SAID)
    before = len(turns(project, "p01.txt")[1])
    _, told = after(prepared(project, "p01.txt", Wanted(turn=number, join=True)))
    assert len(told) == before - 1
    assert told[number - 1][1].startswith(SAID)


def test_a_turn_is_given_to_somebody_else_alone_or_with_those_after_it(project):
    first = next(n for n, label, _ in turns(project, "team.txt")[1] if label == "T1")
    _, told = after(prepared(project, "team.txt", Wanted(turn=first, speaker="T3")))
    assert [label for label, _ in told].count("T1") == 1
    _, told = after(prepared(project, "team.txt", Wanted(turn=first, speaker="T3", onward=True)))
    assert "T1" not in [label for label, _ in told]


@pytest.mark.parametrize("who", ["Nobody known", "", "P99"])
def test_a_speaker_must_be_known(project, who):
    with pytest.raises(NotFound) as refused:
        prepared(project, "p01.txt", Wanted(turn=number_of(project, "p01.txt", SAID), speaker=who))
    assert "respondents.csv" in refused.value.hint


def test_who_can_be_named_are_labels_people_who_may_be_used_and_roles(project):
    source, _ = revising.current(project, "p07.txt")
    names = correcting.speakers(project, source)
    assert "P07" not in names
    assert {"I", "P01", "T3", "interviewer", "several", "unknown"} <= set(names)
    assert len(names) == len(set(names))
    assert "respondent" not in names


def test_a_corrected_file_gives_edits_that_make_its_text(project, tmp_path):
    before = text_of(project.folder, "p01.txt")
    path = tmp_path / "p01 corrected.txt"
    path.write_text(before.replace("three days", "två dagar").replace("twice a day", "två gånger"), "utf-8")
    made = prepared(project, "p01.txt", Wanted(file=path))
    assert after(made)[0] == path.read_text("utf-8")
    assert text_of(project.folder, "p01.txt") == before
    path.write_text(before, "utf-8")
    assert prepared(project, "p01.txt", Wanted(file=path)).correction.edits == ()


def test_a_source_that_is_not_there_is_refused(project):
    with pytest.raises(NotFound):
        prepared(project, "p77.txt", Wanted(turn=1, words="x"))
    with project.store() as store, store.reading() as connection:
        assert "p77.txt" not in sources.names(connection)


def test_a_corrected_file_of_a_text_without_speakers_is_read_as_that_text_was(small, tmp_path):
    """That it is a document was decided by a person: the file itself does not say so."""
    project = open_project(small, now=NOW)
    path = tmp_path / "plan.txt"
    path.write_text("The plan of the year.\n\nEvery week there is a meting.\n", "utf-8")
    assert adding.add(project, [path], decided={"kind": "document"}).failed == []
    path.write_text("The plan of the year.\n\nEvery week there is a meeting.\n", "utf-8")
    made = prepared(project, "plan.txt", Wanted(file=path))
    assert after(made)[0] == path.read_text("utf-8")
