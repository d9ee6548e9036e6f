"""A quote on the desk: its words one by one with what it may be widened to, and how it would be printed."""

import pytest

from tests.services.quoting import NEEDS, entered, entries, placed, text_of
from tests.services.reading_desk import hand as fresh
from tests.services.registers_told import NOW, told
from toolkit.domain.quotes.quote_edits import Edit, EditKind
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.services.material import adding
from toolkit.services.projects.project import open_project
from toolkit.services.quotes import quote_deeds, quote_editor
from toolkit.services.quotes.quote_editor import ROUND

K = EditKind
BUS = "The bus was the worst of it"


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


@pytest.fixture(scope="module")
def shown(small_coded):
    return open_project(small_coded, now=NOW)


def test_chosen_words_come_with_the_whole_turn_round_them_piece_by_piece(shown):
    source, span = placed(shown, "worst of it")
    found = quote_editor.of_words(shown, source, Span(span.start - 1, span.end))
    assert (found.span, found.printed, found.edits, found.entry) == (span, "worst of it", (), None)
    assert (found.source_id, found.source, found.respondent, found.group) == (source, "p01.txt", "P01", "participants")
    whole = "".join(piece.text + piece.after for piece in found.pieces)
    assert whole == NEEDS["P01"]
    words = [piece.text for piece in found.pieces if piece.is_word]
    assert words == NEEDS["P01"].replace(",", "").removesuffix(".").split()
    assert [piece.text for piece in found.pieces if not piece.is_word] == [",", "."]
    text = text_of(shown)
    assert all(text[piece.start : piece.end] == piece.text for piece in found.pieces)


def test_of_a_long_turn_sixty_words_on_either_side_are_at_hand(small, tmp_path):
    words = [f"ord{number}" for number in range(200)]
    (tmp_path / "long.txt").write_text(f"I: Well?\nP01: {' '.join(words)}\n", "utf-8")
    adding.add(open_project(small, now=NOW), [tmp_path / "long.txt"])
    project = open_project(small, now=NOW)
    with project.store() as store, store.reading() as connection:
        from toolkit.storage.sources import sources

        source, text = sources.id_of(connection, "long.txt"), sources.text(connection, "long.txt")

    def pieces(first, last):
        span = Span(text.index(f"ord{first}"), text.index(f"ord{last}") + len(f"ord{last}"))
        return [piece.text for piece in quote_editor.of_words(project, source, span).pieces]

    assert pieces(100, 102) == words[100 - ROUND : 103 + ROUND]
    assert pieces(0, 0) == words[: 1 + ROUND]
    assert pieces(199, 199) == words[199 - ROUND :]
    assert pieces(0, 199) == words


def test_words_that_are_in_the_ledger_come_with_their_edits_and_others_without_remarks(project, tmp_path):
    number = entered(project, BUS, quote_change("bus", "ride"))
    source, span = placed(project, BUS)
    found = quote_editor.of_words(project, source, span)
    assert (found.entry.id, found.printed) == (number, "The [ride] was the worst of it")
    assert quote_editor.of_entry(project, number) == found
    other = quote_editor.of_words(project, source, Span(span.start, span.end - 6))
    assert (other.entry, other.edits) == (None, ())
    (tmp_path / "said.txt").write_text("I: Well?\nP01: I came [laughter] late.\n", "utf-8")
    adding.add(project, [tmp_path / "said.txt"])
    again = open_project(project.folder, now=NOW)
    with again.store() as store, store.reading() as connection:
        from toolkit.storage.sources import sources

        key, text = sources.id_of(connection, "said.txt"), sources.text(connection, "said.txt")
    laughing = quote_editor.of_words(again, key, Span(text.index("I came"), len(text)))
    assert [edit.kind for edit in laughing.edits] == [K.REMARK]
    assert laughing.printed == "I came late."


def quote_change(words, says):
    from toolkit.services.quotes.quote_entering import Change

    return Change(K.MASK, words, says)


def test_words_of_nobody_of_two_or_of_somebody_who_withdrew_come_to_no_desk(shown):
    source, span = placed(shown, BUS)
    gone, withdrawn = placed(shown, NEEDS["P07"], "P07")
    for key, wrong in ((source, Span(0, span.end)), (source, Span(0, 9)), (gone, withdrawn)):
        with pytest.raises(Refused):
            quote_editor.of_words(shown, key, wrong)
        with pytest.raises(Refused):
            quote_editor.preview(shown, key, wrong, ())


def test_a_place_without_words_is_told_by_its_numbers(shown):
    source, _ = placed(shown, BUS)
    text = text_of(shown)
    blank = text.index("\n\n")
    for span in (Span(blank, blank + 2), Span(len(text) + 3, len(text) + 9)):
        with pytest.raises(UsageError, match=f"no words at {span.start}–{span.end}"):
            quote_editor.of_words(shown, source, span)
    with pytest.raises(UsageError, match="There are no words"):
        quote_editor.preview(shown, source, Span(5, len(text) + 1), ())
    with pytest.raises(NotFound):
        quote_editor.of_words(shown, 9999, Span(0, 1))


def test_an_entry_that_is_gone_or_hidden_is_not_there(project):
    number = entered(project, BUS)
    for key, there in ((number + 1, project), (number, told(project.folder, P01={"consent": "withdrawn"}))):
        with pytest.raises(NotFound) as refused:
            quote_editor.of_entry(there, key)
        assert refused.value.sentence == f"There is no quote {key}."
    back = told(project.folder, P01={"consent": "given"})
    assert quote_editor.of_entry(back, number).entry.id == number
    quote_deeds.remove(back, number, hand=fresh("KL"))
    assert entries(back) == {}


def test_a_preview_raises_what_begins_a_sentence_and_changes_nothing(shown):
    source, span = placed(shown, BUS)
    first = Edit(K.MASK, Span(span.start, span.start + 7), "the ride")
    later = Edit(K.REFER, Span(span.end - 2, span.end), "the ride")
    words, edits = quote_editor.preview(shown, source, span, (first, later))
    assert words == "[The ride] was the worst of [the ride]"
    assert edits == (Edit(K.MASK, first.span, "The ride"), later)
    clarified = Edit(K.CLARIFY, first.span, "line 7")
    assert quote_editor.preview(shown, source, span, (clarified,)) == (
        "The bus [line 7] was the worst of it",
        (clarified,),
    )
    with pytest.raises(UsageError, match="may only be masked"):
        quote_editor.preview(shown, source, span, (Edit(K.MASK, Span(span.start, span.start + 5), "x"),))
    assert entries(shown) == {}


def test_whose_words_they_are_is_asked_of_the_register_as_it_is_now(small):
    """T9 was called T2 in the interview, before the register said so."""
    source, span = placed(open_project(small, now=NOW), NEEDS["T2"], "T2")
    project = told(small, T2=None, T9={"group": "team", "consent": "given", "quote": "yes", "labels": "T2"})
    assert quote_editor.of_words(project, source, span).respondent == "T9"
