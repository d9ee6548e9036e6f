"""A text is corrected after coding: every coding goes with its words, and comes back when the revision is undone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.figures import Figure
from tests.services.stepped import NOW
from toolkit.domain.sources import turn_edits
from toolkit.domain.sources.revisions import Edit, Moves, applied, inverse
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.sources.turn_edits import Correction
from toolkit.errors import ConflictError, NotFound, Refused
from toolkit.services.material import revising
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import Project, open_project
from toolkit.storage.codings import codings
from toolkit.storage.database import journal
from toolkit.storage.projects.store import Connection
from toolkit.storage.revisions import moving, revisions
from toolkit.storage.sources import sources

HAND = Hand("EA", "")
NAME = "p01.txt"
SIGNS = ("ord", " ", "😀", "👩\u200d👧", "o\u0308", "é", "🇸🇪", ".", "ä", "\u0308", "lång", "  ", "👍🏽", "\u200d", "x")


@pytest.fixture
def project(small: Path) -> Project:
    return open_project(small, now=NOW)


def stored(project: Project) -> list[tuple[int | None, int, int, str, str, str]]:
    with project.store() as store, store.reading() as connection:
        found = codings.each(connection, source=NAME)
    return [(one.id, one.span.start, one.span.end, one.quote, one.code, one.coder) for one in found]


def sound(project: Project) -> None:
    with project.store() as store:
        assert store.check() == []


def correct(project: Project, make, *args: object, agreed: bool = False, **named: object) -> revising.Revised:
    source, seen = revising.current(project, NAME)
    correction = make(source, *args, **named)
    return revising.correct(project, NAME, correction, hand=HAND, seen=seen, agreed=agreed)


def test_a_mishearing_is_corrected_and_codings_go_with_their_words(project: Project) -> None:
    before = stored(project)
    source, _ = revising.current(project, NAME)
    turn = next(one for one in source.turns if one.role is Role.RESPONDENT)
    words = turn.span.of(source.text)
    done = correct(project, turn_edits.worded, turn.number, "Well, hm, 😀 " + words)
    after = stored(project)
    assert [one[3:] for one in after if one[1] > turn.span.end + 9] == [
        one[3:] for one in before if one[1] >= turn.span.end
    ]
    assert done.number == 1
    assert done.moved + done.touched == len(before)
    assert not done.unplaced
    sound(project)


def test_undo_brings_everything_back(project: Project) -> None:
    before, (source, _) = stored(project), revising.current(project, NAME)
    first = before[0]
    edit = Edit(first[1] + 1, first[2] - 1, "·")
    done = revising.revise(project, NAME, [edit], verb="mask", hand=HAND)
    assert done.touched >= 1
    assert stored(project) != before
    undone = revising.undo(project, NAME, done.number, hand=HAND)
    assert undone.lost == 0
    assert stored(project) == before
    again, number = revising.current(project, NAME)
    assert (again.text, again.turns) == (source.text, source.turns)
    assert number == 2
    assert revising.history(project, NAME) == []
    sound(project)


def test_only_the_newest_is_taken_back(project: Project) -> None:
    for word in ("One", "Two"):
        source, _ = revising.current(project, NAME)
        start = source.turns[0].span.start
        revising.revise(project, NAME, [Edit(start, start, word + " ")], verb="correct", hand=HAND)
    assert [one.undoable for one in revising.history(project, NAME)] == [False, True]
    with pytest.raises(ConflictError):
        revising.undo(project, NAME, 1, hand=HAND)
    revising.undo(project, NAME, hand=HAND)
    revising.undo(project, NAME, hand=HAND)
    with pytest.raises(NotFound):
        revising.undo(project, NAME, hand=HAND)


def test_a_coding_that_would_lose_all_its_words_needs_a_yes(project: Project) -> None:
    before = stored(project)
    _, start, end, *_ = before[0]
    source, seen = revising.current(project, NAME)
    correction = turn_edits.edited(source, [Edit(start, end, "")], verb="correct")
    looked = revising.look(project, NAME, correction)
    assert looked.losing >= 1
    assert before[0][0] in {one.id for one in looked.unplaced}
    with pytest.raises(Refused):
        revising.correct(project, NAME, correction, hand=HAND, seen=seen)
    assert stored(project) == before
    done = revising.correct(project, NAME, correction, hand=HAND, seen=seen, agreed=True)
    assert len(stored(project)) == len(before) - done.losing - done.joined
    revising.undo(project, NAME, hand=HAND)
    assert stored(project) == before
    sound(project)


def test_who_saw_another_text_is_refused(project: Project) -> None:
    source, seen = revising.current(project, NAME)
    stale = turn_edits.worded(source, 1, "Something else?")
    correct(project, turn_edits.worded, 2, "Quite other words.", agreed=True)
    with pytest.raises(ConflictError):
        revising.correct(project, NAME, stale, hand=HAND, seen=seen)


def test_two_codings_that_become_the_same_are_one_and_two_again(project: Project) -> None:
    before = stored(project)
    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        source = sources.get(change.connection, NAME)
        turn = next(one for one in source.turns if one.role is Role.RESPONDENT)
        first = turn.span.start
        from toolkit.domain.codings.codings import Coding
        from toolkit.domain.texts.text import Span

        for end in (first + 4, first + 6):
            span = Span(first, end)
            codings.add(change.connection, [Coding(NAME, span, span.of(source.text), "needs/work", "ZZ", NOW)])
    doubled = stored(project)
    done = revising.revise(project, NAME, [Edit(first, first + 7, "Nowhere ")], verb="correct", hand=HAND)
    assert done.joined == 1
    assert len(stored(project)) == len(doubled) - 1
    revising.undo(project, NAME, hand=HAND)
    assert stored(project) == doubled
    assert len(before) == len(doubled) - 2


def test_a_turn_is_split_joined_and_said_by_another(project: Project) -> None:
    source, _ = revising.current(project, NAME)
    turn = next(one for one in source.turns if one.role is Role.RESPONDENT)
    words = turn.span.of(source.text)
    offset = words.index(" ", len(words) // 2)
    asks = turn_edits.label_for(source, "interviewer")
    correct(project, turn_edits.split, turn.number, offset, asks)
    now, _ = revising.current(project, NAME)
    assert len(now.turns) == len(source.turns) + 1
    second = next(one for one in now.turns if one.number == turn.number + 1)
    assert (second.role, second.span.of(now.text)) == (Role.INTERVIEWER, words[offset:].strip())
    correct(project, turn_edits.joined, turn.number)
    now, _ = revising.current(project, NAME)
    assert len(now.turns) == len(source.turns)
    assert turn_edits.turn_at(now, turn.number).span.of(now.text) == words
    correct(project, turn_edits.spoken, [turn.number], turn_edits.label_for(now, "interviewer"))
    now, _ = revising.current(project, NAME)
    assert turn_edits.turn_at(now, turn.number).role is Role.INTERVIEWER
    for _ in range(3):
        revising.undo(project, NAME, hand=HAND)
    back, _ = revising.current(project, NAME)
    assert (back.text, back.turns) == (source.text, source.turns)
    sound(project)


def test_a_reassigned_speaker_stays_when_speakers_are_placed_anew(project: Project) -> None:
    source, _ = revising.current(project, NAME)
    turn = next(one for one in source.turns if one.role is Role.RESPONDENT)
    correct(project, turn_edits.spoken, [turn.number], turn_edits.label_for(source, "interviewer"))
    register = project.folder / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text() + "ZZ9,participants\n" if "," in register.read_text() else register.read_text()
    )
    again = open_project(project.folder, now=NOW)
    now, _ = revising.current(again, NAME)
    assert turn_edits.turn_at(now, turn.number).role is Role.INTERVIEWER


def test_the_same_file_is_known_and_the_journal_has_counts_only(project: Project) -> None:
    with project.store() as store, store.reading() as connection:
        sha = sources.get(connection, NAME).sha256
    correct(project, turn_edits.worded, 2, "Secretly corrected words.", agreed=True)
    with project.store() as store, store.reading() as connection:
        assert sources.by_sha(connection, sha) == NAME
        last = journal.entries(connection)[-1]
        assert last.verb == "sources revise"
        assert all(isinstance(value, int) for value in dict(last.detail).values())


def _edits(chance: random.Random, source: Source) -> Correction:
    """A random correction or mask of one turn."""
    turn = chance.choice([one for one in source.turns if len(one.span) > 4])
    cuts = sorted(chance.sample(range(turn.span.start, turn.span.end + 1), chance.choice((2, 2, 4))))
    mask = chance.random() < 0.3
    edits = [
        Edit(a, min(b, a + 40), "[ort]" if mask else "".join(chance.choices(SIGNS, k=chance.randrange(1, 12))))
        for a, b in zip(cuts[::2], cuts[1::2], strict=True)
    ]
    return turn_edits.edited(source, edits, verb="mask" if mask else "correct")


def _put(connection: Connection, key: int, correction: Correction, number: int) -> None:
    """A revision as the service puts it, without asking who speaks."""
    source = sources.by_id(connection, key)
    text, moves = correction.text(source.text), Moves(correction.edits)
    moved = moving.planned(connection, key, text, lambda span: moves.landed(span, text))
    placed = [Turn(n, raw.span, Role.UNKNOWN, raw.label, None, raw.time) for n, raw in enumerate(correction.turns, 1)]
    moved = revisions.replace_text(connection, key, text, placed, place=moved)
    places = tuple((one.start, one.end, len(one.words)) for one in correction.edits)
    kept = revisions.Revision(number, NOW, "EA", correction.verb, places)
    revisions.keep(connection, key, kept, revisions.Before(source.text, source.turns, moved.kept()))


def _take_back(connection: Connection, key: int) -> None:
    source, newest = sources.by_id(connection, key), revisions.each(connection, key)[-1]
    before = revisions.before(connection, key, newest.number)
    made = revising.made_again(newest.edits, source.text)
    assert applied(before.text, made) == source.text
    moves = Moves(inverse(before.text, made))
    moved = moving.planned(
        connection, key, before.text, lambda span: moves.landed(span, before.text), before=before.rows
    )
    revisions.replace_text(connection, key, before.text, before.turns, place=moved)
    assert moving.put_back(connection, before.rows) == ()
    revisions.forget(connection, key, newest.number)


def _hammered(project: Project, times: int) -> None:
    """So many edits, masks and undoings in one source; after each, every coding's words stand at its span."""
    chance = random.Random(10)
    with project.store(write=True) as store:
        with store.reading() as connection:
            key = sources.id_of(connection, NAME)
        for number in range(1, times + 1):
            with store.writing("test", now=NOW) as change:
                connection = change.connection
                if revisions.each(connection, key) and chance.random() < 0.45:
                    _take_back(connection, key)
                else:
                    _put(connection, key, _edits(chance, sources.by_id(connection, key)), number)
                assert list(codings.misplaced(connection)) == []
        with store.writing("test", now=NOW) as change:
            while revisions.each(change.connection, key):
                _take_back(change.connection, key)
    sound(project)


@pytest.mark.figure("A10")
def test_a10_words_stand_at_their_span_after_random_edits_masks_and_undo(project: Project) -> None:
    before, (source, _) = stored(project), revising.current(project, NAME)
    _hammered(project, 60)
    back, _ = revising.current(project, NAME)
    assert back.text == source.text
    assert [turn.span for turn in back.turns] == [turn.span for turn in source.turns]
    assert stored(project) == before


@pytest.mark.figure("A10")
@pytest.mark.soak
def test_a10_ten_thousand_random_edits_masks_and_undo(project: Project, figure: Figure) -> None:
    before = stored(project)
    _hammered(project, 10_000)
    assert stored(project) == before
    figure(edits=10_000, misplaced=0)


def test_exactly_the_quotes_of_the_last_draft_whose_words_were_corrected_are_told(small: Path) -> None:
    from toolkit.domain.reports.changed_sentences import Why
    from toolkit.services.reports import changed_sentences, drafts
    from toolkit.services.themes import themes
    from toolkit.storage.findings import drafts as kept

    project = open_project(small, now=NOW)
    themes.themes(project)
    drafts.draft(project, drafts.Wanted(formats=("docx",)))
    with project.store() as store, store.reading() as connection:
        draft = kept.latest(connection)
        assert draft is not None
        assert draft.id is not None
        rows = kept.sentences(connection, draft.id)
        quoted = next(row for row in rows if row.facts["kind"] == "quote")
        ids = [int(one[1:]) for one in quoted.evidence]
        coding = codings.by_ids(connection, ids)[0]
    source, seen = revising.current(project, coding.source)
    word = coding.quote.split()[1]
    at = coding.span.start + coding.quote.index(word)
    made = turn_edits.edited(source, [Edit(at, at + len(word), word + "ish")], verb="correct")
    revising.correct(project, coding.source, made, hand=HAND, seen=seen)
    told = changed_sentences.changes(open_project(small, now=NOW))
    assert told is not None
    changed = [one for one in told.sentences if Why.CORRECTED in one.why]
    assert quoted.position in {one.position for one in changed}
    assert all(set(quoted.evidence) & set(rows[one.position - 1].evidence) for one in changed)
