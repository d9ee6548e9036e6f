from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.services.reading_desk import Bench, hand
from toolkit.domain.sources.sources import Role
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.services.coding.coding import Marked, code
from toolkit.services.material import reading, transcripts
from toolkit.services.material.adding import add
from toolkit.services.material.transcripts import Place

NASTY = """I: Vad sa du?
P01: Ja 😀 det var 👨‍👩‍👧‍👦 min familj, cafe\u0301 och\tmjuka\u00adstreck. Sedan gick vi hem! Eller?
I: Mm 😀.
P01: Utan bilder här.
"""


@pytest.fixture
def bench(small: Path) -> Bench:
    return Bench(small)


@pytest.fixture
def nasty(bench: Bench, tmp_path: Path) -> Bench:
    path = tmp_path / "nasty.txt"
    path.write_text(NASTY, encoding="utf-8")
    assert not add(bench.project, [path]).failed
    return bench


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_a_source_is_shown_turn_by_turn(bench: Bench) -> None:
    found = bench.reading("p01.txt")
    asked, said = found.turns[0], found.turns[1]
    assert (found.name, found.facts["date"]) == ("p01.txt", "2025-03-11")
    assert (asked.role, said.role) == (Role.INTERVIEWER, Role.RESPONDENT)
    assert asked.text == "What did you need most help with when you came here?"
    assert (said.respondent, said.group, said.group_title) == ("P01", "participants", "Participants")
    assert said.text.startswith("The bus was the worst")
    assert (said.area, said.phase, said.question) == ("needs", "before", None)
    assert found.after is not None
    assert (found.before, found.after.name) == (None, "p02.txt")


REWORDED = """
I: So, what was it you needed the most help with when you first came here?

P01: The bus, as I said before, that was what I needed.

I: What did you need most help with when you came here?

P01: The bus, I tell you.

I: How was the plan for your weeks made?

P01: We made it together on a Monday.
"""


def test_a_question_is_told_where_the_interviewer_puts_it_in_other_words_and_once(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "reworded.txt"
    path.write_text(REWORDED, encoding="utf-8")
    assert not add(bench.project, [path]).failed
    told = [turn.question for turn in bench.reading("reworded.txt").turns]
    assert told == ["What did you need most help with when you came here?", *[None] * 5]


def test_sentences_are_counted_as_the_browser_counts(nasty: Bench) -> None:
    said = nasty.reading("nasty.txt").turns[1]
    pairs = list(zip(said.sentences[::2], said.sentences[1::2], strict=True))
    raw = said.text.encode("utf-16-le")
    pieces = [raw[2 * start : 2 * end].decode("utf-16-le") for start, end in pairs]
    assert pieces[1:] == ["Sedan gick vi hem!", "Eller?"]
    assert pieces[0].startswith("Ja 😀")
    assert pieces[0].endswith("streck.")


@pytest.mark.parametrize("words", ["😀", "👨‍👩‍👧‍👦 min", "caf\u00e9", "och\tmjuka\u00adstreck", "Eller?"])
def test_marked_words_are_exactly_those_seen(nasty: Bench, words: str) -> None:
    turn = nasty.reading("nasty.txt").turns[1]
    start = units(turn.text[: turn.text.index(words)])
    marked = Marked(nasty.id("nasty.txt"), Place(turn.number, start), Place(turn.number, start + units(words)))
    code(nasty.project, marked, ["needs"], hand=hand())
    ((made, extent),) = nasty.marks("nasty.txt").codings
    assert made.quote == words
    assert extent == (marked.start, marked.end)


def test_marks_hold_what_all_coders_did(bench: Bench) -> None:
    bench.code("p01.txt", "The bus", "needs/work")
    found = bench.marks("p01.txt")
    assert {one.coder for one, _ in found.codings} == {"KL", "EA"}
    assert found.elsewhere == 0
    assert found.mark > 0


def test_withdrawn_people_are_shown_without_a_word(bench: Bench) -> None:
    found = bench.reading("p07.txt")
    hidden = [turn for turn in found.turns if turn.withheld]
    assert len(hidden) == 3
    assert {(turn.text, turn.label, turn.respondent, turn.sentences) for turn in hidden} == {("", "", None, ())}
    assert "SEVENSECRET" not in repr(found)
    marks = bench.marks("p07.txt")
    assert (marks.codings, marks.suggestions) == ((), ())
    assert marks.elsewhere == 9


def test_what_a_file_says_of_itself_does_not_name_who_withdrew(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "told.md"
    path.write_text("---\nrespondent: p07\nmethod: by phone\n---\n\nI: Yes?\n\nP07: Only here.\n", "utf-8")
    add(bench.project, [path])
    assert bench.reading("told.md").facts == {"method": "by phone", "encoding": "utf-8"}


def test_a_span_outside_all_turns_stands_nowhere(bench: Bench) -> None:
    with bench.project.store() as store, store.reading() as connection:
        source = transcripts.transcript(bench.project, connection, bench.id("p01.txt"))
    from toolkit.domain.texts.text import Span

    assert source.places(Span(0, 5)) is None
    whole = source.places(Span(0, len(source.source.text)))
    assert whole is not None
    assert (whole[0], whole[1].turn) == (Place(source.turns[0].number, 0), source.turns[-1].number)


def test_places_that_are_not_there(bench: Bench) -> None:
    with bench.project.store() as store, store.reading() as connection:
        source = transcripts.transcript(bench.project, connection, bench.id("p01.txt"))
    first = source.turns[0].number
    with pytest.raises(UsageError):
        source.span(Place(999, 0), Place(999, 3))
    with pytest.raises(Refused):
        source.span(Place(first, 5), Place(first, 5))
    assert source.span(Place(first, 0), Place(first, 10_000)).of(source.source.text) == source.texts[0]
    with pytest.raises(NotFound):
        reading.reading(bench.project, 4711)


def test_a_selection_that_begins_or_ends_between_turns_takes_no_label_along(bench: Bench) -> None:
    with bench.project.store() as store, store.reading() as connection:
        source = transcripts.transcript(bench.project, connection, bench.id("p01.txt"))
    question, answer, after = source.turns[:3]
    span = source.span(Place(question.number, len(source.texts[0])), Place(after.number, 0))
    assert span == answer.span


def test_the_list_counts_what_is_coded(bench: Bench) -> None:
    rows = {row.name: row for row in reading.listing(bench.project, coder="KL")}
    assert (rows["p01.txt"].codings, rows["p01.txt"].own) == (9, 9)
    assert rows["p01.txt"].groups == ("Participants",)
    assert (rows["p07.txt"].respondents, rows["p07.txt"].withheld, rows["p07.txt"].segments) == ((), 1, 0)


def test_segments_are_counted_as_coded_suggested_or_untouched(suggested: Path) -> None:
    bench = Bench(suggested)
    before = next(row for row in reading.listing(bench.project, coder="EA") if row.name == "p01.txt")
    bench.code("p01.txt", bench.reading("p01.txt").turns[1].text, "needs/work")
    after = next(row for row in reading.listing(bench.project, coder="EA") if row.name == "p01.txt")
    assert (before.coded, after.coded) == (0, 1)
    assert before.suggested + before.untouched == after.coded + after.suggested + after.untouched == before.segments


@pytest.mark.slow
def test_a_hundred_thousand_words_with_three_thousand_codings_are_quick(bench: Bench, tmp_path: Path) -> None:
    from toolkit.domain.codings.codings import Coding
    from toolkit.storage.codings import codings
    from toolkit.storage.sources import sources

    said = "Det var en lång väg dit och ingen visste vad som väntade oss där borta. Vi gick ändå tillsammans. "
    lines = [f"{'I' if at % 5 == 0 else 'P01'}: {said * 2}{'😀' if at % 9 == 0 else ''}" for at in range(2700)]
    (tmp_path / "long.txt").write_text("\n\n".join(lines), encoding="utf-8")
    assert not add(bench.project, [tmp_path / "long.txt"]).failed
    project = bench.project
    with project.store(write=True) as store:
        with store.reading() as connection:
            source = sources.get(connection, "long.txt")
        spans = [turn.span for turn in source.turns if turn.role is Role.RESPONDENT]
        made = [
            Coding("long.txt", span, span.of(source.text), "needs", f"C{number}", project.now)
            for number in range(2)
            for span in spans[:1500]
        ]
        with store.writing("test", now=project.now) as change:
            assert codings.add(change.connection, made)[0] == 3000
    bench.reading("long.txt")
    started = time.perf_counter()
    assert len(bench.reading("long.txt").turns) == 2700
    assert len(bench.marks("long.txt").codings) == 3000
    assert time.perf_counter() - started < 1.5  # some 0.2 s alone; a store opened by itself is checked first
