"""Brackets put for names beside the sources: counted once a text, all in one step or none, taken back by who did it."""

from __future__ import annotations

import shutil

import pytest

from tests.services.named import NOW, at, group, spot
from toolkit.domain.codings.memos import Memo
from toolkit.domain.codings.scheme_edits import Rename
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.texts.short_texts import Short, Spot, Where
from toolkit.errors import ConflictError, Refused, UsageError
from toolkit.services.coding import memos
from toolkit.services.comparing import assignments
from toolkit.services.material.hands import Hand
from toolkit.services.privacy import identifier_elsewhere as elsewhere
from toolkit.services.privacy.identifier_elsewhere import Beside
from toolkit.services.projects.project import init

HAND = Hand("KL", "beside")


@pytest.mark.parametrize(
    ("form", "key", "kind", "put"),
    [
        ("Karin", "karin", Identifier.NAME, "[T1]"),
        ("Karins", "karin", Identifier.NAME, "[T1]s"),
        ("Karin's", "karin", Identifier.NAME, "[T1]s"),
        ("Karin’s", "karin", Identifier.NAME, "[T1]s"),
        ("Lars", "lars", Identifier.NAME, "[T1]"),
        ("Åsas", "åsa", Identifier.NAME, "[T1]s"),
        ("Vidarsjös", "vidarsjö", Identifier.PLACE, "[T1]s"),
        ("0701234567", "070123456", Identifier.PHONE, "[T1]"),
    ],
)
def test_what_stands_in_keeps_the_genitive_of_a_name(form, key, kind, put):
    assert elsewhere.instead(form, group(key, form, kind=kind, stand_in="[T1]")) == put


def test_where_nothing_was_decided_nothing_stands_in():
    assert elsewhere.instead("Karins", group("karin")) == "s"


def test_each_text_is_counted_once_by_who_can_change_it():
    memo, file = spot("Karin Holm", "Karin", changeable=True), spot("Karin", "Karin", Where.FILE, number=2)
    same_memo = Spot(memo.text, 6, 10)
    pack = spot("Karin", "Karin", Where.PACK, number=3)
    draft = spot("Karin", "Karin", Where.DRAFT, number=4, changeable=True)
    told = elsewhere.stands([group("karin", spots=[memo, file, pack]), group("holm", spots=[same_memo, draft])])
    assert told == Beside({Where.MEMO: 1}, {Where.FILE: 1}, {Where.PACK: 1, Where.DRAFT: 1})
    assert told.every == {Where.MEMO: 1, Where.FILE: 1, Where.PACK: 1, Where.DRAFT: 1}
    assert told.left() == Beside({}, {Where.FILE: 1}, {Where.PACK: 1, Where.DRAFT: 1})
    assert elsewhere.stands([]) == Beside()
    both = Beside({Where.MEMO: 1}, {Where.MEMO: 2})
    assert both.every == {Where.MEMO: 3}


CODE = """key: six_areas
version: 1
title: {sv: "Ett", en: "One"}
facets:
  - key: area
    title: {sv: "Område", en: "Area"}
    codes:
      - key: needs
        title: {sv: "Behov", en: "Needs"}
        definition: {sv: "Som när Karin ringde.", en: "As when Karin rang."}
        includes: {sv: ["Karins råd", "hyran"]}
        excludes: {sv: ["Åke"]}
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A project with a scheme in which people are named, and with nothing else."""
    folder = tmp_path_factory.mktemp("beside") / "project"
    init(folder, language="sv", now=NOW)
    (folder / "coding_schemes" / "six_areas.yaml").write_text(CODE, "utf-8")
    return folder


@pytest.fixture
def project(bare, tmp_path):
    return at(shutil.copytree(bare, tmp_path / "project"))


def scheme_text(project):
    return (project.folder / "coding_schemes" / "six_areas.yaml").read_text("utf-8")


def kept(project):
    from toolkit.storage.codings import memos as stored

    with project.store() as store, store.reading() as connection:
        return [one.text for one in stored.each(connection)]


def in_memos(project, *texts):
    """Memos with these texts on a code, and where a name stands in each."""
    from toolkit.storage.codings import memos as stored
    from toolkit.storage.sources import identifier_texts

    with project.store(write=True) as store, store.writing("memo", now=NOW) as change:
        stored.add_unknown(change.connection, [Memo(one, "KL", NOW, code="needs") for one in texts])
        every = [one for one in identifier_texts.each(change.connection) if one.where is Where.MEMO]
    return [Spot(one, one.text.index("Karin"), one.text.index("Karin") + 5) for one in every]


def in_code(path, text, words="Karin"):
    short = Short(Where.CODE, 1, "code", "needs", path, text, changeable=True)
    return Spot(short, text.index(words), text.index(words) + len(words))


def test_brackets_are_put_in_every_text_in_one_step_that_is_taken_back_whole(project):
    spots = in_memos(project, "Ring Karin. 👩", "Å Karin")
    spots += [
        in_code(("definition", "sv"), "Som när Karin ringde."),
        in_code(("includes", "sv", 0), "Karins råd", "Karins"),
    ]
    karin = group("karin", "Karin", "Karins", stand_in="[T1]", spots=spots)
    before = scheme_text(project)
    assert elsewhere.put(project, [karin], hand=HAND) == 4
    assert kept(project) == ["Ring [T1]. 👩", "Å [T1]"]
    code = project.scheme_file.codes["needs"]
    assert code.definition == {"sv": "Som när [T1] ringde.", "en": "As when Karin rang."}
    assert code.includes["sv"] == ("[T1]s råd", "hyran")
    assert code.excludes["sv"] == ("Åke",)
    assert code.title["sv"] == "Behov"
    assert elsewhere.take_back(project, hand=Hand("KL", "back"))
    assert kept(project) == ["Ring Karin. 👩", "Å Karin"]
    assert scheme_text(project) == before


def test_several_names_in_one_text_are_put_from_the_end_so_that_none_is_moved(project):
    (first,) = in_memos(project, "Karin, Åke och Karin.")
    ake = Spot(first.text, 7, 10)
    again = Spot(first.text, 15, 20)
    karin = group("karin", stand_in="[en längre sak]", spots=[first, again])
    assert elsewhere.put(project, [group("åke", stand_in="[Å]", spots=[ake]), karin], hand=HAND) == 1
    assert kept(project) == ["[en längre sak], [Å] och [en längre sak]."]


def test_the_same_command_again_puts_nothing(project):
    karin = group("karin", stand_in="[T1]", spots=in_memos(project, "Ring Karin."))
    assert elsewhere.put(project, [karin], hand=HAND) == 1
    assert elsewhere.put(project, [karin], hand=HAND) == 0
    assert kept(project) == ["Ring [T1]."]


def test_where_nothing_can_be_changed_nothing_is_done(project):
    before = (project.folder / "project.db").read_bytes()
    file = spot("karin.txt", "karin", Where.FILE)
    assert elsewhere.put(project, [group("karin", stand_in="[T1]", spots=[file])], hand=HAND) == 0
    assert elsewhere.put(project, [], hand=HAND) == 0
    assert (project.folder / "project.db").read_bytes() == before


def test_a_scheme_that_was_changed_since_the_look_is_left_and_so_is_everything_else(project):
    spots = [*in_memos(project, "Ring Karin."), in_code(("definition", "sv"), "Som när Karin skrev.")]
    before = scheme_text(project)
    with pytest.raises(ConflictError, match="changed since you saw it"):
        elsewhere.put(project, [group("karin", stand_in="[T1]", spots=spots)], hand=HAND)
    assert kept(project) == ["Ring Karin."]
    assert scheme_text(project) == before


def test_nobody_and_who_codes_blind_are_refused(small):
    project = at(small)
    memos.add(project, "Ring Karin.", 1, hand=HAND)
    from toolkit.storage.sources import identifier_texts

    with project.store() as store, store.reading() as connection:
        text = next(one for one in identifier_texts.each(connection) if one.where is Where.MEMO)
    karin = group("karin", stand_in="[T1]", spots=[Spot(text, 5, 10)])
    assignments.assign(project, "MS", ["p01.txt"])
    with pytest.raises(UsageError):
        elsewhere.put(project, [karin], hand=Hand("", "x"))
    with pytest.raises(Refused):
        elsewhere.put(project, [karin], hand=Hand("MS", "x"))
    assert kept(project) == ["Ring Karin."]


def test_a_name_alone_where_a_person_stands_becomes_the_pseudonym(small):
    from tests.services import met
    from toolkit.storage.sources import identifier_texts

    register = small / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text("utf-8").replace(
            "P10,participants,,given,2027-12-31,yes,MB", "P10,participants,,given,2027-12-31,yes,Karin"
        ),
        "utf-8",
    )
    held = met.held(small, ("recognise", met.RECOGNISED, {"who": "Karin"}), present=("Karin", "Karin och Bo"))
    project = at(small)
    with project.store() as store, store.reading() as connection:
        found = [one for one in identifier_texts.each(connection) if one.text.startswith("Karin")]
    spots = [Spot(one, 0, 5) for one in found if one.path[0] in ("who", "present")]
    assert len(spots) == 3
    elsewhere.put(project, [group("karin", stand_in="[chefen]", spots=spots)], hand=HAND)
    from toolkit.services.sessions import sessions

    assert sessions.view(project, held.id).session.present == ("P10", "[chefen] och Bo")


def test_only_the_last_of_a_persons_steps_is_taken_back(project):
    assert not elsewhere.take_back(project, hand=HAND)
    karin = group("karin", stand_in="[T1]", spots=in_memos(project, "Ring Karin."))
    elsewhere.put(project, [karin], hand=HAND)
    assert not elsewhere.take_back(project, hand=Hand("EA", "theirs"))
    from toolkit.services.coding import scheme_editing

    scheme_editing.edit(project, Rename("needs", "sv", "Behoven", "Nytt."), coder="KL", command="reword")
    assert not elsewhere.take_back(project, hand=Hand("KL", "back"))
    assert kept(project) == ["Ring [T1]."]
