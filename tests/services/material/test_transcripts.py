"""A source as it is read: places between the browser's count and ours, words that may be coded, and whose they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.quoting import NEEDS, placed
from tests.services.registers_told import NOW, told
from toolkit.domain.sources.cases import Register, Respondent
from toolkit.domain.sources.consents import Consent, ConsentStatus
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.services.material import transcripts
from toolkit.services.material.transcripts import Place, Transcribed
from toolkit.services.projects.project import Project, open_project

SAID = (("I", "Hur var det?"), ("P01", "Bra 👩‍🦽 å tack."), ("P02", "Nja."), ("Alla", "[skratt]"))
ROLES = {"I": Role.INTERVIEWER, "P01": Role.RESPONDENT, "P02": Role.RESPONDENT, "Alla": Role.UNKNOWN}


def source(said=SAID):
    text, turns = "Head\n\n", []
    for number, (label, words) in enumerate(said, 3):
        start = len(text) + len(label) + 2
        text += f"{label}: {words}\n\n"
        role = ROLES.get(label, Role.RESPONDENT)
        who = label if role is Role.RESPONDENT else None
        turns.append(Turn(number, Span(start, start + len(words)), role, label, who))
    return Source("a.txt", "0" * 64, text, tuple(turns), {}, NOW)


READ = Transcribed(None, source())
TEXT = READ.source.text


def at(words, length=None):
    start = TEXT.index(words)
    return Span(start, start + (length or len(words)))


def units(text):
    return len(text.encode("utf-16-le")) // 2


def test_the_texts_are_what_is_said_in_the_turns():
    assert READ.texts == tuple(words for _, words in SAID)
    assert Transcribed(None, source(())).texts == ()


@pytest.mark.parametrize(
    ("span", "places"),
    [
        (at("Hur var"), (Place(3, 0), Place(3, 7))),
        (at("👩‍🦽"), (Place(4, 4), Place(4, 4 + units("👩‍🦽")))),
        (at("å tack"), (Place(4, 5 + units("👩‍🦽")), Place(4, 11 + units("👩‍🦽")))),
        (Span(at("tack").start, at("Nja").end), (Place(4, units("Bra 👩‍🦽 å ")), Place(5, 3))),
        (Span(0, len(TEXT)), (Place(3, 0), Place(6, 8))),
        (Span(at("P01: ").start, at("Bra").end), (Place(4, 0), Place(4, 3))),
    ],
)
def test_a_span_stands_at_the_browsers_places_in_the_turns_that_it_touches(span, places):
    assert READ.places(span) == places


@pytest.mark.parametrize("span", [Span(0, 5), at("P02: "), Span(len(TEXT) - 1, len(TEXT))])
def test_a_span_between_the_turns_has_no_place(span):
    assert READ.places(span) is None
    assert READ.touched(span) == ()


@given(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)))
def test_places_and_back_give_the_words_of_the_turns(start, length):
    span = Span(start, min(len(TEXT), start + length))
    found = READ.places(span)
    touched = READ.touched(span)
    assert (found is None) == (touched == ())
    if found is None:
        return
    words = [Span(max(span.start, turn.span.start), min(span.end, turn.span.end)).of(TEXT) for turn in touched]
    if "".join(words).strip():
        back = READ.span(*found)
        assert back.of(TEXT) in TEXT[span.start : span.end].strip()
        assert READ.touched(back) == tuple(turn for turn, said in zip(touched, words, strict=True) if said.strip())


@settings(max_examples=60)
@given(st.text(alphabet="aå e\u0301👩", max_size=12), st.data())
def test_every_position_in_a_turn_goes_there_and_back(words, data):
    read = Transcribed(None, source((("P01", f"x{words}x"),)))
    offset = data.draw(st.integers(0, len(words) + 1))
    turn = read.turns[0].span
    (unit,) = read.offsets(0, [offset])
    assert unit == units(f"x{words}x"[:offset])
    assert read.span(Place(3, unit), Place(3, 10**6)) == Span(*_bare(read.source.text, turn.start + offset, turn.end))


def _bare(text, start, end):
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def test_white_space_and_labels_at_the_edges_are_not_marked():
    assert READ.span(Place(3, len(SAID[0][1])), Place(4, 4)).of(TEXT) == "Bra"
    assert READ.span(Place(4, units(SAID[1][1])), Place(5, 3)).of(TEXT) == "Nja"
    assert READ.span(Place(4, 0), Place(5, 0)).of(TEXT) == SAID[1][1]
    assert READ.span(Place(3, -5), Place(3, 3)).of(TEXT) == "Hur"


@pytest.mark.parametrize(
    ("start", "end", "error"),
    [
        (Place(3, 4), Place(3, 4), Refused),
        (Place(3, 3), Place(3, 4), Refused),  # a blank
        (Place(4, 2), Place(3, 2), Refused),  # the wrong way round
        (Place(3, 12), Place(4, 0), Refused),  # nothing but what lies between two turns
        (Place(99, 0), Place(3, 2), UsageError),
        (Place(3, 0), Place(2, 2), UsageError),
    ],
)
def test_where_no_words_are_marked_that_is_said(start, end, error):
    with pytest.raises(error):
        READ.span(start, end)


def with_people(tmp_path, *people):
    project = Project(tmp_path, NOW)
    project.__dict__["register"] = Register.of(people).on(project.today)
    return project


GONE = Consent(ConsentStatus.WITHDRAWN)


@pytest.mark.parametrize(
    ("person", "numbers"),
    [
        (Respondent("P01", consent=GONE), {4}),
        (Respondent("p02", consent=GONE), {5}),
        (Respondent("X", consent=GONE, labels=("alla", "P01")), {4, 6}),
        (Respondent("Y", consent=GONE, labels=("I",)), set()),  # the interviewer's label is nobody's
        (Respondent("P01"), set()),
    ],
)
def test_whose_words_may_not_be_used_is_known_by_name_and_by_label(tmp_path, person, numbers):
    assert transcripts.withheld(with_people(tmp_path, person), READ.turns) == numbers


def test_words_are_coded_that_a_respondent_says_and_nobody_withholds(tmp_path):
    project = with_people(tmp_path, Respondent("P02", consent=GONE))
    for span in (at("Bra"), Span(at("var det").start, at("tack").end), at("[skratt]")):
        transcripts.check_words(project, READ, span)
    for span in (at("Nja"), Span(at("tack").start, at("Nja").end)):
        with pytest.raises(Refused, match="may not be used cannot be coded"):
            transcripts.check_words(project, READ, span)
    with pytest.raises(Refused) as refused:
        transcripts.check_words(project, READ, at("Hur var"))
    assert refused.value.sentence
    assert "Hur" not in refused.value.sentence + refused.value.hint


def test_a_source_is_read_with_its_turns_and_kept_until_its_text_is_another(small):
    project = open_project(small, now=NOW)
    key, span = placed(project, NEEDS["P01"])
    with project.store() as store, store.reading() as connection:
        first = transcripts.transcript(project, connection, key)
        assert transcripts.transcript(project, connection, key).source is first.source
        with pytest.raises(NotFound):
            transcripts.transcript(project, connection, 9999)
    assert [turn.respondent for turn in first.touched(span)] == ["P01"]
    assert first.head.name == "p01.txt"
    start, end = first.places(span)
    assert (start.offset, end.offset) == (0, len(NEEDS["P01"]))
    assert first.span(start, end) == span


def test_who_was_named_after_the_source_was_added_is_withheld_at_once(small):
    key, span = placed(open_project(small, now=NOW), NEEDS["P02"], "P02")
    project = told(small, P02={"consent": "refused"})
    with project.store() as store, store.reading() as connection:
        read = transcripts.transcript(project, connection, key)
    assert read.touched(span)[0].number in transcripts.withheld(project, read.turns)


def test_sentences_are_found_once_and_counted_as_the_browser_does():
    read = Transcribed(None, source((("P01", "One 👩 here. Two there."), ("P02", "Three."))))
    first = read.sentences("en")
    assert first is read.sentences("en")
    cut = units("One 👩 here.")
    assert first == ((0, cut, cut + 1, units("One 👩 here. Two there.")), (0, 6))
