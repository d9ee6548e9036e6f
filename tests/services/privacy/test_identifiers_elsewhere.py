"""A name that stands beside the sources: told by kind and count, masked with the texts, never shown of some."""

from __future__ import annotations

import re

import pytest

from tests.services import met
from tests.services.privacy.test_identifiers import (  # noqa: F401
    NOW,
    REGISTER,
    by_words,
    hand,
    made,
    project,
    text_of,
)
from toolkit import messages
from toolkit.domain.claims.claims import Claim
from toolkit.domain.codings.scheme_edits import Rename
from toolkit.domain.identifiers.identifier_groups import Decision, State
from toolkit.domain.texts.short_texts import Where
from toolkit.errors import ConflictError
from toolkit.services.coding import memos, scheme_editing
from toolkit.services.material.hands import Hand
from toolkit.services.privacy import identifier_deeds, identifier_elsewhere, identifiers
from toolkit.services.privacy.identifier_places import Head
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project
from toolkit.services.sessions import sessions

NAME = "Gunvor Holm"


def claim_of(project, text):  # noqa: F811
    from toolkit.storage.findings import claims

    with (
        project.store(write=True) as store,
        steps.stepping(store, "write claim", project, coder="KL", command="claim-1") as step,
    ):
        return claims.write(step, Claim(text, group="participants", area="needs"))


def claim_text(project, key):  # noqa: F811
    from toolkit.storage.findings import claims

    with project.store() as store, store.reading() as connection:
        return claims.by_id(connection, key).text


def memo_text(project):  # noqa: F811
    from toolkit.storage.codings import memos as stored

    with project.store() as store, store.reading() as connection:
        return [one.text for one in stored.each(connection)]


def in_scheme(project, words):  # noqa: F811
    """Put words into the definition of a code, as somebody who edits the scheme does."""
    code = project.scheme_file.codes["needs"]
    wish = Rename("needs", "sv", code.title["sv"], f"{code.definition.get('sv', '')} {words}")
    scheme_editing.edit(project, wish, coder="KL", command="reword-needs")


def decided(project, hand, words=NAME, stand_in=""):  # noqa: F811
    scanned = identifiers.scan(project)
    groups = identifier_deeds.decide(project, [by_words(scanned)[words]], Decision.MASK, stand_in, hand=hand)
    return identifier_deeds.plan(project, scanned, groups)


def test_a_mask_says_where_the_name_still_stands(project, hand):  # noqa: F811
    memos.add(project, f"Ring {NAME}.", 1, hand=hand)
    claim_of(project, "Alla {vem} nämner gunvor holms stöd.")
    in_scheme(project, f"Som när {NAME} ringde.")
    plan = decided(project, hand)
    assert plan.beside.changeable == {Where.MEMO: 1, Where.CLAIM: 1, Where.CODE: 1}
    done = identifier_deeds.mask(project, plan, hand=hand)
    assert done.elsewhere == {Where.MEMO: 1, Where.CLAIM: 1, Where.CODE: 1}
    assert done.changed == 0
    left = next(one for one in identifiers.scan(project).groups if Where.CLAIM in {where for where, _ in one.elsewhere})
    assert not left.places
    assert left.is_open
    assert {where for where, _ in left.elsewhere} == {Where.MEMO, Where.CLAIM, Where.CODE}


def test_the_brackets_are_put_there_too_in_one_step_that_can_be_undone(project, hand):  # noqa: F811
    memos.add(project, f"Ring {NAME}. {NAME}s nummer finns.", 1, hand=hand)
    claim = claim_of(project, "{vem} nämner Gunvor Holm.")
    in_scheme(project, f"Som när {NAME} ringde.")
    before = project.scheme_path.read_text("utf-8")
    plan = decided(project, hand, stand_in="handläggaren")
    done = identifier_deeds.mask(project, plan, hand=hand, everywhere=True)
    assert (done.changed, done.elsewhere) == (3, {})
    assert memo_text(project) == ["Ring [handläggaren]. [handläggaren]s nummer finns."]
    assert claim_text(project, claim) == "{vem} nämner [handläggaren]."
    assert NAME not in project.scheme_path.read_text("utf-8")
    assert "Som när [handläggaren] ringde." in project.scheme_path.read_text("utf-8")
    assert NAME not in by_words(identifiers.scan(project))
    back = identifier_deeds.unmask(project, hand=Hand("KL", "command-2"))
    assert back.beside
    assert claim_text(project, claim) == "{vem} nämner Gunvor Holm."
    assert project.scheme_path.read_text("utf-8") == before
    assert NAME in text_of(project)


def test_undo_takes_back_what_was_put_beside_the_sources_and_redo_puts_it_again(project, hand):  # noqa: F811
    memos.add(project, f"Ring {NAME}.", 1, hand=hand)
    identifier_deeds.mask(project, decided(project, hand), hand=hand, everywhere=True)
    steps.undo(project, coder="KL")
    assert memo_text(project) == [f"Ring {NAME}."]
    steps.redo(project, coder="KL")
    assert NAME not in memo_text(project)[0]


def test_a_text_that_was_changed_since_the_look_is_left(project, hand):  # noqa: F811
    done = memos.add(project, f"Ring {NAME}.", 1, hand=hand)
    plan = decided(project, hand)
    memos.change(project, done.memos[0], f"Ring inte {NAME}.", 1, hand=Hand("KL", "change-1"))
    with pytest.raises(ConflictError):
        identifier_elsewhere.put(project, plan.groups, hand=hand)
    assert memo_text(project) == [f"Ring inte {NAME}."]


def test_a_name_in_a_file_name_is_told_though_it_is_written_small(project, hand):  # noqa: F811
    file = project.folder / "interviews" / "intervju-gunvor-holm.txt"
    file.write_text("I: Hej?\n\nD01: Det var ju bra med hjälpen den gången.\n", "utf-8")
    from tests.conftest import run

    assert run(["add", str(file), "-p", str(project.folder)]) == 0
    plan = decided(project, hand)
    assert plan.beside.by_hand == {Where.FILE: 1}


def test_a_name_at_the_head_of_a_source_is_told_with_its_line_and_goes_by_erasing(project, hand):  # noqa: F811
    from tests.conftest import run

    file = project.folder / "interviews" / "grupp.txt"
    file.write_text(f"Intervju\nPlats: hos {NAME}\n\nI: Hej?\nD01: Det var bra med hjälpen den gången.\n", "utf-8")
    assert run(["add", str(file), "-p", str(project.folder)]) == 0
    plan = decided(project, hand)
    assert plan.beside.heads == (Head("grupp.txt", 2),)
    messages.use_language("en")
    assert [line.partition(". ")[0] for line in plan.beside.at_heads()] == [
        "Still at the head of a source: grupp.txt, line 2"
    ]
    identifier_deeds.mask(project, plan, hand=hand)
    scanned = identifiers.scan(project)
    look = identifier_deeds.looked_for_erasing(project, scanned, [by_words(scanned)[NAME]], masked=True)
    assert set(identifier_deeds.erase(project, look, hand=hand).left) == {"interviews/d01.txt", "interviews/grupp.txt"}
    assert not [one for one in identifiers.scan(project).groups if one.elsewhere and one.shown == NAME]


def test_a_name_that_is_left_only_in_a_pack_asks_for_nothing_more(project, hand):  # noqa: F811
    from toolkit.storage.tables.schema_reflection import pack

    with project.store(write=True) as store, store.writing("pack", now=NOW) as change:
        row = {"title": f"Till {NAME}", "audience": "team", "digest": "x", "files": {}, "shown": [], "coder": "KL"}
        change.connection.execute(pack.insert(), {**row, "at": NOW})
    plan = decided(project, hand)
    done = identifier_deeds.mask(project, plan, hand=hand, everywhere=True)
    assert done.beside.before == {Where.PACK: 1}
    left = next(group for group in identifiers.scan(project).groups if (Where.PACK, 1) in group.elsewhere)
    assert (left.state, left.is_open) == (State.PAST, False)


def test_nothing_of_people_who_have_withdrawn_is_shown_or_changed(project, hand):  # noqa: F811
    from toolkit.storage.tables.schema_reports import stance

    claim = claim_of(project, "{vem} ringer.")
    with project.store(write=True) as store, store.writing("judge", now=NOW) as change:
        row = {"claim_id": claim, "respondent": "D01", "stance": "affirms", "reason": "Sven Bergkvist sa det."}
        change.connection.execute(stance.insert(), {**row, "coder": "KL", "at": NOW})
    assert "Sven Bergkvist" in by_words(identifiers.scan(project))
    path = project.folder / "interviews" / "respondents.csv"
    path.write_text(REGISTER.replace("D01,participants,given", "D01,participants,withdrawn"), "utf-8")
    assert "Sven Bergkvist" not in by_words(identifiers.scan(open_project(project.folder, now=NOW)))


def test_a_masked_speaker_is_still_the_person_of_the_register(tmp_path, hand):  # noqa: F811
    from tests.conftest import run

    folder = tmp_path / "group"
    assert run(["init", str(folder), "--language", "sv"]) == 0
    (folder / "interviews" / "respondents.csv").write_text(
        "id,group,consent,consent_until,quote,labels\nT1,team,given,,yes,Karin\nT2,team,given,,yes,Bosse\n", "utf-8"
    )
    file = folder / "interviews" / "fokus.txt"
    file.write_text("I: Vem?\n\nKarin: Vi på plats.\n\nBosse: Ja, Karin ordnade det.\n", "utf-8")
    assert run(["add", str(file), "-p", str(folder)]) == 0
    group = open_project(folder, now=NOW)
    for name, stand_in in (("Karin", "kollegan"), ("Bosse", "kollegan")):
        identifier_deeds.mask(group, decided(group, hand, name, stand_in), hand=hand)
    from toolkit.storage.sources import sources as stored

    with group.store() as store, store.reading() as connection:
        kept = stored.get(connection, "fokus.txt")
    assert [turn.respondent for turn in kept.turns][:3] == [None, "T1", "T2"]
    assert not re.search("Karin|Bosse", kept.text + repr(kept.turns))


def test_a_masked_name_does_not_show_on_the_pages_of_a_session(small, hand):  # noqa: F811
    held = met.held(small, ("recognise", met.RECOGNISED, {"who": "Kerstin Öberg"}), present=("Kerstin Öberg",))
    project = met.at(small)  # noqa: F811
    plan = decided(project, hand, "Kerstin Öberg", "chefen")
    identifier_deeds.mask(project, plan, hand=hand)
    assert [one.who for one in sessions.view(project, held.id).responses] == ["[chefen]"]
    assert sessions.view(project, held.id).session.present == ("Kerstin Öberg",)
    again = decided(project, hand, "Kerstin Öberg", "chefen")
    assert again.beside.changeable == {Where.SESSION: 1, Where.RESPONSE: 1}
    identifier_deeds.mask(project, again, hand=Hand("KL", "command-3"), everywhere=True)
    assert sessions.view(project, held.id).session.present == ("[chefen]",)


def test_a_masked_response_is_withheld_when_its_author_withdraws(small, hand):  # noqa: F811
    path = small / "interviews" / "respondents.csv"
    held = met.held(small, ("recognise", met.RECOGNISED, {"who": "P01"}))
    assert len(sessions.view(met.at(small), held.id).responses) == 1
    path.write_text(re.sub(r"(?m)^(P01,.*,)given", r"\1withdrawn", path.read_text("utf-8")), "utf-8")
    assert sessions.view(met.at(small), held.id).responses == ()


def test_erasing_gives_a_source_that_was_named_with_the_name_another(project, hand):  # noqa: F811
    from tests.conftest import run
    from toolkit.storage.sources import sources as stored

    file = project.folder / "interviews" / "intervju-gunvor-holm.txt"
    file.write_text("---\nrespondent: D01\n---\nI: Hej?\n\nD01: Gunvor Holm var bra den gången.\n", "utf-8")
    assert run(["add", str(file), "-p", str(project.folder)]) == 0
    file.unlink()
    (project.folder / "interviews" / "d01.txt").unlink()
    scanned = identifiers.scan(project)
    look = identifier_deeds.looked_for_erasing(project, scanned, [by_words(scanned)[NAME]])
    assert identifier_deeds.erase(project, look, hand=hand).clean
    with project.store() as store, store.reading() as connection:
        names = stored.names(connection)
        assert names == ["d01.txt", "source-2.txt"]
        assert {turn.respondent for turn in stored.get(connection, "source-2.txt").turns} == {None, "D01"}
    assert not [path for path in project.folder.rglob("*") if path.is_file() and b"gunvor" in path.read_bytes().lower()]
