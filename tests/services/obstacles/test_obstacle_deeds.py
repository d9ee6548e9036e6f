"""Deeds on obstacles: nothing without words, nothing rests on what is not there, and none changes unseen."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from tests.services.themed import NOW, hand, themed_once  # noqa: F401
from tests.services.two_sides import place
from toolkit.domain.reflection.obstacles import Done, Level, Obstacle, Status
from toolkit.errors import ConflictError, NotFound, Refused, UsageError
from toolkit.services.comparing import assignments
from toolkit.services.material.hands import Hand
from toolkit.services.obstacles import obstacle_deeds, obstacles
from toolkit.services.obstacles.obstacle_deeds import LONGEST, LONGEST_NAME, LONGEST_STEP, Seen, Wish
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project

BUS = Obstacle("The bus stops at six", Level.SOCIETY, owner="The region")


@pytest.fixture
def project(themed_once, tmp_path):  # noqa: F811
    return open_project(shutil.copytree(themed_once, tmp_path / "project"), now=NOW)


def every(project):
    return list(obstacles.obstacles(project))


def one(project, obstacle_id=1):
    return next(each for each in every(project) if each.id == obstacle_id)


def key_of(project, person="P01"):
    span = place(project.folder, person)
    return f"{person.lower()}.txt:{span.start}-{span.end}"


def test_several_are_written_in_one_step_in_their_order_and_undone_at_once(project):
    last = obstacle_deeds.write_all(project, [BUS, replace(BUS, text="Å, kön 👩"), replace(BUS, text="Third")], hand())
    assert [(each.id, each.text) for each in every(project)] == [(1, BUS.text), (2, "Å, kön 👩"), (3, "Third")]
    assert last == 3
    assert len({each.position for each in every(project)}) == 3
    steps.undo(project, coder="KL")
    assert every(project) == []
    assert obstacle_deeds.write_all(project, [], hand()) == 0


def test_words_are_kept_readable(project):
    obstacle_deeds.write(project, replace(BUS, text="  The\tbus \n stops ", owner=" The  region "), hand())
    assert (one(project).text, one(project).owner) == ("The bus stops", "The region")


@pytest.mark.parametrize(
    "wanted",
    [
        replace(BUS, text=" \n"),
        replace(BUS, text="x" * (LONGEST + 1)),
        replace(BUS, owner="x" * (LONGEST_NAME + 1)),
        replace(BUS, forum="x" * (LONGEST_NAME + 1)),
        replace(BUS, change="x" * (LONGEST_STEP + 1)),
        replace(BUS, steps=(Done("2026-01-01", "x" * (LONGEST_STEP + 1)),)),
    ],
    ids=["nothing", "text", "owner", "forum", "change", "step"],
)
def test_too_little_and_too_much_are_refused_and_nothing_is_written(project, wanted):
    with pytest.raises(Refused):
        obstacle_deeds.write_all(project, [BUS, wanted], hand())
    assert every(project) == []


def test_the_longest_words_are_just_kept(project):
    obstacle_deeds.write(project, replace(BUS, text="å" * LONGEST, owner="å" * LONGEST_NAME), hand())
    assert len(one(project).text) == LONGEST


@pytest.mark.parametrize(
    "missing",
    [{"claims": (7,)}, {"themes": ("none",)}, {"passages": ("p01.txt:0-3",)}, {"passages": ("nothing like a key",)}],
    ids=lambda one: next(iter(one)),
)
def test_evidence_that_is_not_there_is_refused_when_it_is_put_to_it(project, missing):
    obstacle_deeds.write(project, BUS, hand())
    with pytest.raises(NotFound):
        obstacle_deeds.write(project, replace(BUS, **missing), hand())
    with pytest.raises(NotFound):
        obstacle_deeds.edit(project, Seen(1), Wish(Obstacle("", BUS.level, **missing)), hand())
    assert [each.grounded for each in every(project)] == [False]


def test_a_wish_changes_what_it_names_and_leaves_the_rest():
    before = Obstacle(
        "Old",
        Level.SOCIETY,
        owner="Region",
        claims=(1, 2),
        themes=("a",),
        passages=("p",),
        forum="F",
        lifted="2026-01-01",
    )
    more = Obstacle("", Level.INTERACTION, claims=(2, 3), themes=("b",), passages=("p", "q"))
    grown = Wish(more).of(before)
    assert grown == replace(before, claims=(1, 2, 3), themes=("a", "b"), passages=("p", "q"))
    less = Wish(Obstacle("New", Level.SOCIETY), Level.INTERACTION, "", frozenset({"1", "a", "p"})).of(before)
    assert less == replace(before, text="New", level=Level.INTERACTION, owner="", claims=(2,), themes=(), passages=())
    assert Wish(Obstacle("", Level.SOCIETY)).of(before) == before


def test_evidence_comes_and_goes_and_what_was_done_stays(project):
    key = key_of(project)
    obstacle_deeds.write(project, replace(BUS, passages=(key,)), hand())
    obstacle_deeds.lift(project, Seen(1), "The board", "2026-04-01", hand())
    wanted = Obstacle("The last bus", Level.ORGANISATION, owner="The town", passages=(key_of(project, "P02"),))
    obstacle_deeds.rewrite(project, Seen(1), wanted, hand())
    now = one(project)
    assert (now.text, now.level, now.owner, now.passages) == (wanted.text, wanted.level, wanted.owner, wanted.passages)
    assert (now.forum, now.lifted, now.status) == ("The board", "2026-04-01", Status.LIFTED)
    obstacle_deeds.edit(project, Seen(1), Wish(Obstacle("", now.level), without=frozenset(now.passages)), hand())
    assert one(project).passages == ()


def test_lifting_again_keeps_where_it_was_before_as_a_step(project):
    obstacle_deeds.write(project, BUS, hand())
    obstacle_deeds.lift(project, Seen(1), " The  board ", "2026-04-01", hand())
    assert (one(project).forum, one(project).lifted) == ("The board", "2026-04-01")
    obstacle_deeds.lift(project, Seen(1), "The council", "2026-05-01", hand())
    assert one(project).steps == (Done("2026-04-01", "The board"),)
    obstacle_deeds.tell(project, Seen(1), Done("2026-04-15", " They  wait "), hand())
    obstacle_deeds.tell(project, Seen(1), Done("2026-03-15", "First", answer=True), hand())
    assert [each.text for each in one(project).steps] == ["First", "The board", "They wait"]
    assert one(project).status is Status.ANSWERED
    obstacle_deeds.close(project, Seen(1), hand())
    assert one(project).status is Status.CLOSED
    obstacle_deeds.reopen(project, Seen(1), hand())
    assert one(project).status is Status.LIFTED


def test_a_change_that_is_seen_takes_its_passages_along(project):
    first, second = key_of(project), key_of(project, "P02")
    obstacle_deeds.write(project, replace(BUS, passages=(first,)), hand())
    obstacle_deeds.changed(project, Seen(1), " A  later bus ", [second, first], hand())
    assert (one(project).change, one(project).status) == ("A later bus", Status.CHANGED)
    assert one(project).passages == (first, second)
    obstacle_deeds.reopen(project, Seen(1), hand())
    assert (one(project).status, one(project).change) == (Status.OPEN, "A later bus")


@pytest.mark.parametrize(
    "deed",
    [
        lambda project: obstacle_deeds.lift(project, Seen(1), " ", "2026-04-01", hand()),
        lambda project: obstacle_deeds.tell(project, Seen(1), Done("2026-04-01", "\n"), hand()),
        lambda project: obstacle_deeds.changed(project, Seen(1), "", [], hand()),
        lambda project: obstacle_deeds.close(project, Seen(1, revision=7), hand()),
        lambda project: obstacle_deeds.remove(project, Seen(1, revision=7), hand()),
        lambda project: obstacle_deeds.close(project, Seen(9), hand()),
        lambda project: obstacle_deeds.move(project, 9, 1, hand()),
        lambda project: obstacle_deeds.reorder(project, BUS.level, [1, 2], hand()),
        lambda project: obstacle_deeds.reorder(project, BUS.level, [], hand()),
        lambda project: obstacle_deeds.close(project, Seen(1), Hand("", "nobody")),
    ],
    ids=["forum", "step", "change", "unseen", "unseen remove", "none", "move none", "more", "fewer", "nobody"],
)
def test_what_cannot_be_done_changes_nothing(project, deed):
    obstacle_deeds.write(project, BUS, hand())
    before = every(project)
    with pytest.raises((Refused, ConflictError, NotFound, UsageError)):
        deed(project)
    assert every(project) == before


def test_order_is_one_of_the_level_and_a_place_beyond_the_end_is_the_last(project):
    obstacle_deeds.write_all(project, [replace(BUS, text=text) for text in "abc"], hand())
    obstacle_deeds.write(project, Obstacle("other", Level.INTERACTION), hand())

    def order():
        found = [each for each in every(project) if each.level is BUS.level]
        return "".join(each.text for each in sorted(found, key=lambda each: each.position))

    obstacle_deeds.move(project, 3, 1, hand())
    assert order() == "cab"
    obstacle_deeds.move(project, 3, 99, hand())
    assert order() == "abc"
    obstacle_deeds.reorder(project, BUS.level, [2, 3, 1], hand())
    assert order() == "bca"
    steps.undo(project, coder="KL")
    assert order() == "abc"


def test_removing_leaves_the_others_and_comes_back_by_undo(project):
    obstacle_deeds.write_all(project, [BUS, replace(BUS, text="b")], hand())
    obstacle_deeds.remove(project, Seen(1), hand())
    assert [each.text for each in every(project)] == ["b"]
    steps.undo(project, coder="KL")
    assert len(every(project)) == 2


def test_the_same_command_is_one_deed_and_gives_the_same_number(project):
    again = hand(command="once")
    assert [obstacle_deeds.write(project, BUS, again) for _ in range(2)] == [1, 1]
    assert len(every(project)) == 1


def test_who_codes_blind_does_nothing_with_obstacles(project):
    assignments.assign(project, "MS", ["p01.txt"])
    with pytest.raises(Refused):
        obstacle_deeds.write(project.again(NOW, viewer="MS"), BUS, hand("MS"))
    assert every(project) == []
