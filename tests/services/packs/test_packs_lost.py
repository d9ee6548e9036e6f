"""Packs whose themes and claims are merged, gone, or left out: the evaluator is told which and why, readers are not."""

import shutil

import pytest

from tests.conftest import run
from tests.services.pack_material import NOW, claim, made
from toolkit.domain.reflection.packs import Wish
from toolkit.errors import ConflictError, NotFound, Refused
from toolkit.services.material.hands import Hand
from toolkit.services.packs import packs
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project
from toolkit.services.sessions import sessions
from toolkit.services.sessions.sessions import Wish as SessionWish
from toolkit.services.themes import theme_deeds, themes
from toolkit.services.themes.theme_deeds import Seen

HAND = Hand("KL", "")


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    return made(tmp_path_factory.mktemp("lost") / "project")


@pytest.fixture
def folder(made_once, tmp_path):
    return shutil.copytree(made_once, tmp_path / "project")


@pytest.fixture
def project(folder):
    return open_project(folder, now=NOW)


def of_participants(project):
    return [one.theme for one in themes.themes(project).shown if one.theme.group == "participants"]


@pytest.fixture
def parted(project):
    """The ids of two themes of the participants: a person parted the first into them."""
    first = of_participants(project)[0]
    seen = Seen(first.area, first.group, {})
    theme_deeds.split(project, seen, keys=first.passages[:3], name="Walking instead", hand=Hand("KL", "part"))
    new = next(one for one in of_participants(project) if one.name == "Walking instead")
    return first, new


def merged(project, *those):
    seen = Seen(those[0].area, those[0].group, {})
    theme_deeds.merge(project, seen, themes=[one.id for one in those], hand=Hand("KL", "join"))


def test_a_pack_follows_a_merge_and_its_undoing(project, parted):
    first, new = parted
    begun = packs.begin(project, Wish("external", themes=(first.id, new.id)), hand=HAND)
    merged(project, first, new)
    assert packs.pack(project, begun.id).pack.wish.themes == (first.id,)
    assert not packs.look(project, begun.id).gone
    asked = packs.ask(project, begun.id, ("Why?",), seen=begun.revision, hand=HAND)
    assert asked.wish.themes == (first.id,)
    steps.undo(project, coder="KL")
    assert packs.pack(project, begun.id).pack.wish.themes == (first.id, new.id)
    steps.redo(project, coder="KL")
    assert packs.pack(project, begun.id).pack.wish.themes == (first.id,)


def test_what_a_pack_that_was_let_out_told_of_follows_too_and_keeps_its_number(project, parted):
    first, new = parted
    assert run(["claims", "remove", "1", "--coder", "KL", "-p", str(project.folder)]) == 0
    done = packs.write(project, Wish("external", themes=(first.id, new.id)), hand=HAND)
    opened = sessions.open_session(project, SessionWish("recognise", "external", "Board", pack=done.id), hand=HAND)
    before = sessions.view(project, opened.id).findings
    assert {one.theme for one in before} == {first.id, new.id}
    merged(project, first, new)
    after = sessions.view(project, opened.id).findings
    assert [one.sentence for one in after] == [one.sentence for one in before]
    assert {one.theme for one in after} == {first.id}
    assert packs.pack(project, done.id).pack.digest == done.digest


def test_a_theme_that_is_gone_is_told_by_name_and_taken_out(project, parted):
    first, new = parted
    begun = packs.begin(project, Wish("external", themes=(first.id, new.id)), hand=HAND)
    steps.undo(project, coder="KL")  # the parting: the second theme is no longer there
    looked = packs.look(project, begun.id)
    assert [(one.theme, one.name) for one in looked.gone] == [(new.id, "Walking instead")]
    assert "Walking instead" in looked.gone[0].sentence
    assert "Walking instead" not in "".join(f"{each.title} {each.text}" for each in looked.pieces)
    with pytest.raises(Refused):
        packs.let_out(project, begun.id, hand=HAND)
    with pytest.raises(ConflictError):
        packs.take_out(project, begun.id, theme=new.id, seen=begun.revision + 1, hand=HAND)
    done = packs.take_out(project, begun.id, theme=new.id, seen=begun.revision, hand=HAND)
    assert done.wish.themes == (first.id,)
    assert not packs.look(project, begun.id).gone
    with pytest.raises(Refused):  # with the last one gone the program would choose by itself
        packs.take_out(project, begun.id, theme=first.id, seen=done.revision, hand=HAND)
    with pytest.raises(NotFound):
        packs.prepare(project, Wish("external", themes=(new.id,)))


def test_a_theme_set_aside_and_a_claim_removed_are_told_too(project, parted):
    first, new = parted
    begun = packs.begin(project, Wish("external", themes=(first.id, new.id), claims=(1,)), hand=HAND)
    hand = Hand("KL", "aside")
    theme_deeds.put_aside(project, Seen(new.area, new.group, {}), theme=new.id, aside=True, hand=hand)
    assert run(["claims", "remove", "1", "--coder", "KL", "-p", str(project.folder)]) == 0
    told = [one.sentence for one in packs.look(project, begun.id).gone]
    assert told == [
        "Claim 1 is not told. It was removed.",
        "The theme “Walking instead” is not told. It was set aside, and nothing set aside is told.",
    ]


def test_what_readers_may_not_hear_of_is_told_to_the_evaluator_alone(folder):
    claim(folder, "{who} {have/has} asked the municipality")
    project = open_project(folder, now=NOW)
    for person in ("P1", "P2", "P3", "P4", "P5", "P6", "P8", "T1", "T3"):
        stance = ["claims", "stance", "2", person, "did_not_raise", "--reason", "Not said."]
        assert run([*stance, "--coder", "KL", "-p", str(folder)]) == 0
    prepared = packs.prepare(project, Wish("team", claims=(1, 2)))
    told = [note for note in prepared.notes if "municipality" in note]
    assert told == [
        "Claim 2, “… have asked the municipality”, is not told. Those who speak for it sit among the readers and "
        "are so few that they would be known."
    ]
    assert "municipality" not in "".join(each.text for each in prepared.pieces)


def test_a_theme_of_people_who_do_not_allow_feedback_is_told_as_left_out(folder):
    project = open_project(folder, now=NOW)
    first = of_participants(project)[0]
    of_one = [key for key in first.passages if key.startswith("p6.txt")]
    hand = Hand("KL", "part")
    theme_deeds.split(project, Seen(first.area, first.group, {}), keys=of_one, name="The cost", hand=hand)
    new = next(one for one in of_participants(project) if one.name == "The cost")
    assert run(["claims", "remove", "1", "--coder", "KL", "-p", str(folder)]) == 0
    prepared = packs.prepare(project, Wish("team", themes=(first.id, new.id)))
    assert not prepared.gone
    told = "The theme “The cost” is not told. Nobody whose words these readers may hear speaks for it."
    assert told in prepared.notes
