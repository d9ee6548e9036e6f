"""Feedback packs are kept piece by piece, let out once, shown and followed; merged themes are told by the new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from tests.storage.material import NOW, put, put_source
from toolkit.domain.reflection.packs import SHORT, Pack, PackFile, Piece, PieceKind, Showing, Wish
from toolkit.errors import ConflictError, NotFound
from toolkit.storage.database import steps
from toolkit.storage.sessions import packs
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema_reflection import pack, pack_item
from toolkit.storage.tables.schema_reports import claim

WISH = Wish("team", ("t1", "t2"), (3, 1), "Till teamet 😀", "sv")
FILES = (PackFile("pack.docx", "a" * 64), PackFile("pack.html", "b" * 64))
SEE, ASK = PieceKind.SEE, PieceKind.QUESTION


@pytest.fixture
def number(connection):
    return packs.put(connection, WISH, coder="KL", at=NOW)


def let_out(connection, number, **more):
    before = packs.one(connection, number)
    told = {"digest": "d" * 64, "files": FILES, "counts": (("f1", "team", 3, 5),), "rests": ("ab" * 8,), **more}
    after = replace(before, coder="B", at=NOW + timedelta(1), **told)
    packs.let_out(connection, before, after)
    return replace(after, revision=before.revision + 1)


def test_a_pack_in_preparation_is_what_was_wished_for(connection, number):
    assert packs.one(connection, number) == Pack(number, WISH.title, "team", "", WISH, "KL", NOW)
    assert not packs.one(connection, number).let_out
    other = packs.put(connection, Wish("board"), coder="KL", at=NOW)
    assert [one.id for one in packs.packs(connection)] == [other, number]
    with pytest.raises(NotFound, match="no pack 99"):
        packs.one(connection, 99)


def test_questions_of_ones_own_are_those_that_stand_in_the_pack(connection):
    own = packs.put(connection, replace(WISH, questions=()), coder="KL", at=NOW)
    assert packs.one(connection, own).wish.questions == ()
    packs.put_pieces(
        connection, own, [Piece(1, ASK, "Vad nu?"), Piece(2, SEE, "Tre av fem"), Piece(3, ASK, "Och sedan?")]
    )
    assert packs.one(connection, own).wish.questions == ("Vad nu?", "Och sedan?")


def test_what_was_let_out_comes_back_with_files_counts_and_sums(connection, number):
    out = let_out(connection, number)
    assert packs.one(connection, number) == out
    assert out.let_out
    second = packs.put(connection, WISH, coder="KL", at=NOW)
    assert packs.counts(connection) == [[("f1", "team", 3, 5)]]
    let_out(connection, second, digest="e" * 64, counts=())
    packs.put(connection, WISH, coder="KL", at=NOW)
    assert packs.counts(connection) == [[], [("f1", "team", 3, 5)]]
    assert packs.digests(connection) == {"d" * 64, "e" * 64}
    assert packs.was_written(connection, "b" * 64)
    assert not packs.was_written(connection, "c" * 64)


def test_packs_that_rest_on_a_source_are_found_by_the_beginning_of_its_digest(connection, number):
    digest = "ab" * 32
    packs.put(connection, WISH, coder="KL", at=NOW)
    assert packs.resting(connection, [digest]) == ()
    out = let_out(connection, number)
    assert len(out.rests[0]) == SHORT
    assert packs.resting(connection, iter(["cd" * 32, digest])) == (out,)
    assert packs.resting(connection, ["cd" * 32]) == ()
    assert packs.resting(connection, []) == ()


def test_a_pack_is_changed_as_it_was_seen(connection, number):
    seen = packs.one(connection, number)
    packs.change(connection, number, 1, {"title": "Ny"})
    assert (packs.one(connection, number).title, packs.one(connection, number).revision) == ("Ny", 2)
    for deed in (
        lambda: packs.change(connection, number, 1, {"title": "X"}),
        lambda: packs.rewish(connection, number, 1, WISH),
        lambda: packs.show(connection, seen, []),
        lambda: packs.let_out(connection, seen, replace(seen, digest="d")),
        lambda: packs.change(connection, number + 1, 1, {"title": "X"}),
    ):
        with pytest.raises(ConflictError):
            deed()
    assert packs.one(connection, number).title == "Ny"


def test_showings_come_back_and_what_is_none_is_passed_over(connection, number):
    first = Showing(date(2026, 3, 4), "Nätverksmöte", "d" * 64, "KL")
    packs.show(connection, packs.one(connection, number), iter([first, replace(first, day=date(2026, 4, 1))]))
    found = packs.one(connection, number)
    assert found.shown == (first, replace(first, day=date(2026, 4, 1)))
    connection.execute(update(pack).values(shown=[{"day": "2026-05-06"}, "2026-05-07", {"meeting": "x"}]))
    assert packs.one(connection, number).shown == (Showing(date(2026, 5, 6), "", "", ""),)


def test_pieces_come_back_in_order_each_finding_with_its_title(connection, number):
    key = put_source(connection)
    said = {"text": "x", "kind": "finding", "group": "", "themes": [], "questions": [], "position": 1}
    of = put(connection, claim, **said, coder="A", at=NOW)
    told = [
        Piece(9, SEE, "Tre av fem.", theme="t1", title="1. Tid"),
        Piece(9, PieceKind.QUOTE, "”Jag…”", theme="t1", quote=4, source=key),
        Piece(9, SEE, "Alla.", claim=of),
        Piece(9, ASK, "Vad nu?"),
    ]
    packs.put_pieces(connection, number, [Piece(1, SEE, "old")])
    packs.put_pieces(connection, number, told)
    places = (2, 3, 4, 5)  # the title has a place of its own
    expected = [replace(one, position=at) for one, at in zip(told, places, strict=True)]
    assert packs.pieces(connection, number) == tuple(expected)
    packs.call(connection, number, {"t1": "Tid", "t2": "Mod"})
    packs.call(connection, number, {})
    assert packs.pieces(connection, number) == tuple(expected)
    assert packs.called(connection, number) == {"t1": "Tid", "t2": "Mod"}
    sources.remove(connection, "d01.txt")
    assert packs.pieces(connection, number) == (expected[0], expected[2], expected[3])
    packs.put_pieces(connection, number, [])
    assert (packs.pieces(connection, number), packs.called(connection, number)) == ((), {})


def test_pieces_that_print_a_quote_are_forgotten_in_every_pack(connection, number):
    other = packs.put(connection, WISH, coder="KL", at=NOW)
    for one in (number, other):
        packs.put_pieces(
            connection, one, [Piece(1, PieceKind.QUOTE, "a", quote=4), Piece(2, PieceKind.QUOTE, "b", quote=5)]
        )
    assert packs.forget_quotes(connection, iter([4, 9])) == 2
    assert [piece.quote for one in (number, other) for piece in packs.pieces(connection, one)] == [5, 5]
    assert packs.forget_quotes(connection, []) == 0
    packs.remove(connection, number)
    assert connection.execute(select(pack_item.c.pack_id).distinct()).scalars().all() == [other]
    assert [one.id for one in packs.packs(connection)] == [other]


def merge(connection, gone, into, command="m"):
    step = steps.begin(connection, "merge", coder="KL", command=command, now=NOW)
    step.insert("memo", {"text": "m", "author": "KL", "time": NOW, "code": "needs"})
    packs.follow_themes(step, gone, into)
    return step.id


def test_a_merged_theme_is_told_by_the_one_it_went_into_until_that_is_undone(connection, number):
    packs.put_pieces(connection, number, [Piece(1, SEE, "x", theme="t1"), Piece(2, SEE, "y", theme="t9")])
    first = merge(connection, ["t1"], "t5")
    second = merge(connection, ["t5", "t2"], "t6", "n")

    def told():
        pieces = packs.pieces(connection, number)
        return packs.one(connection, number).wish.themes, [one.theme for one in pieces]

    assert told() == (("t6",), ["t6", "t9"])
    packs.turn_merge(connection, second, undone=True)
    assert told() == (("t5", "t2"), ["t5", "t9"])
    packs.turn_merge(connection, first, undone=True)
    assert told() == (("t1", "t2"), ["t1", "t9"])
    packs.turn_merge(connection, second, undone=False)
    assert told() == (("t1", "t6"), ["t1", "t9"])
    packs.turn_merge(connection, first, undone=False)
    packs.turn_merge(connection, 99, undone=True)
    assert told() == (("t6",), ["t6", "t9"])
    assert packs.one(connection, number).revision == 1


def test_another_wish_keeps_the_themes_that_followed_a_merge_and_lets_them_go_back(connection, number):
    step = merge(connection, ["t1"], "t5")
    packs.rewish(connection, number, 1, replace(WISH, themes=("t5", "t7"), title="Ny"))
    assert packs.one(connection, number).wish.themes == ("t5", "t7")
    assert packs.facts_of(connection, number)["wish"]["themes"] == ["t1", "t7"]
    assert (packs.one(connection, number).title, packs.one(connection, number).revision) == ("Ny", 2)
    let_out(connection, number)
    packs.turn_merge(connection, step, undone=True)
    assert packs.facts_of(connection, number)["merges"][0]["undone"]


def test_a_theme_that_was_merged_nowhere_is_itself():
    assert packs.followed({}, "t") == "t"
    undone = {"merges": [{"undone": True, "gone": ["t"], "into": "u"}]}
    assert packs.followed(undone, "t") == "t"
