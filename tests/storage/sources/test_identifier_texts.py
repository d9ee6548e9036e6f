"""Names may stand in every short text of a project: each is looked into, and other words can be put there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import String, select

from tests.storage.material import NOW, at, put, put_source
from tests.storage.withdrawn import put_theme
from toolkit.domain.texts.short_texts import Where
from toolkit.domain.texts.text import Span
from toolkit.errors import ConflictError
from toolkit.storage.database import steps
from toolkit.storage.erasing.erasing_places import PLACES
from toolkit.storage.sources import identifier_texts
from toolkit.storage.tables.columns import Json
from toolkit.storage.tables.schema import memo, settlement, step, theme
from toolkit.storage.tables.schema_reflection import commitment, pack, pack_item, partner, response, session
from toolkit.storage.tables.schema_reports import claim, draft, draft_sentence, gate_answer, quote, stance

BY = {"coder": "A", "at": NOW}


def texts(connection):
    return [(one.where, one.number, one.path, one.text) for one in identifier_texts.each(connection)]


def a_session(connection, **more):
    row = {"title": "", "day": "2026-03-01", "audience": "team", "format": "recognise", "state": "open"}
    return put(connection, session, **{**row, "present": [], "consent": {}, **more}, **BY)


def test_an_empty_project_has_none(connection):
    put_source(connection)
    assert texts(connection) == []


def test_a_memo_tells_where_it_lies(connection):
    key = put_source(connection)
    place = at(connection, key, "rädd")
    on = put(connection, memo, text="Om Åsa", author="A", time=NOW, **place)
    whole = put(connection, memo, text="Om alla", author="A", time=NOW, source_id=key)
    put(connection, memo, text=" \n", author="A", time=NOW, code="needs")
    first, second = identifier_texts.each(connection)
    assert (first.where, first.number, first.table, first.row) == (Where.MEMO, on, "memo", on)
    assert (first.path, first.text, first.source_id) == (("text",), "Om Åsa", key)
    assert (first.span, first.who, first.changeable) == (Span(place["start"], place["end"]), "", True)
    assert (second.row, second.source_id, second.span) == (whole, key, None)


def test_texts_within_lists_and_tables_are_found_with_the_way_to_them(connection):
    key = a_session(
        connection, title="Åsas möte", present=["Åsa", "", "Bo"], consent={"told": "Åsa läste", "quote": True}
    )
    assert texts(connection) == [
        (Where.SESSION, key, ("title",), "Åsas möte"),
        (Where.SESSION, key, ("present", 0), "Åsa"),
        (Where.SESSION, key, ("present", 2), "Bo"),
        (Where.SESSION, key, ("consent", "told"), "Åsa läste"),
    ]


def test_of_a_quotes_edits_only_the_words_in_brackets_are_anybodys(connection):
    key = put_source(connection)
    edits = [["bracket", 3, 5, "Åsa"], ["cut", 7, 9, ""]]
    row = {"edits": edits, "printed": "Åsa", "why": "typical", "use": "allowed", "machine": False, **BY}
    number = put(connection, quote, **at(connection, key, "rädd"), respondent="D01", **row)
    (found,) = identifier_texts.each(connection)
    assert (found.where, found.number, found.path, found.text) == (Where.QUOTE, number, ("edits", 0, 3), "Åsa")
    assert (found.who, found.changeable) == ("D01", False)


def test_whose_a_text_is_and_which_cannot_be_changed_by_hand(connection):
    held = a_session(connection)
    put(connection, response, session_id=held, step="add", text="Ja", who="Åsa", device="", command="1", **BY)
    agreed = {"text": "Ringa", "owner": "Bo", "due": "", "status": "open", "outcome": "", "loop": "single"}
    put(connection, commitment, session_id=held, **agreed, **BY)
    said = {"text": "x", "kind": "finding", "group": "", "themes": [], "questions": [], "position": 1}
    of = put(connection, claim, **said, **BY)
    put(connection, stance, claim_id=of, respondent="D01", stance="affirms", reason="Sa så", **BY)
    put(connection, partner, name="Vården", kind="organisation", names=[{"name": "VC"}], **BY)
    found = {(one.table, one.path): (one.who, one.changeable) for one in identifier_texts.each(connection)}
    assert found == {
        ("claim", ("text",)): ("", True),
        ("stance", ("reason",)): ("D01", True),
        ("response", ("text",)): ("Åsa", True),
        ("response", ("who",)): ("Åsa", True),
        ("commitment", ("text",)): ("Bo", True),
        ("commitment", ("owner",)): ("Bo", True),
        ("partner", ("name",)): ("", False),
        ("partner", ("names", 0, "name")): ("", False),
    }


def test_what_was_made_for_others_is_told_by_its_pack_draft_or_source(connection):
    put_source(connection, "first.txt")
    key = put_source(connection)
    shown = put(connection, pack, title="Åsas", audience="team", digest="", files={}, shown=[{"meeting": "Åsa"}], **BY)
    put(connection, pack_item, pack_id=shown, position=9, kind="see", text="Om Åsa")
    draft_id = put(connection, draft, at=NOW, outline="full", files=[], findings={})
    row = {"block": "b", "chapter": "Behov", "text": "Åsa", "digest": "d", "finding": "", "facts": {}, "evidence": []}
    put(connection, draft_sentence, draft_id=draft_id, position=7, source_id=key, **row)
    answered = {"audience": "team", "kind": "identifier", "answer": "keep", "reason": "Känd", **BY}
    put(connection, gate_answer, finding="f" * 64, source_id=key, **answered)
    put(connection, gate_answer, finding="g" * 64, **answered)
    assert texts(connection) == [
        (Where.GATE, key, ("reason",), "Känd"),
        (Where.GATE, 2, ("reason",), "Känd"),
        (Where.PACK, shown, ("title",), "Åsas"),
        (Where.PACK, shown, ("shown", 0, "meeting"), "Åsa"),
        (Where.PACK, shown, ("text",), "Om Åsa"),
        (Where.DRAFT, draft_id, ("chapter",), "Behov"),
        (Where.DRAFT, draft_id, ("text",), "Åsa"),
    ]
    assert not any(one.changeable for one in identifier_texts.each(connection))


def test_every_place_that_an_erasing_sweeps_is_looked_into_but_for_what_has_its_own_way():
    """What the machine made or read, and what belongs to files and settings, is asked elsewhere."""
    elsewhere = {
        "source": {"facts"},
        "suggestion": {"because"},
        "run": {"parameters"},
        "scheme_version": {"content", "reason"},
        "claim": {"questions"},
        "quote": {"printed"},
        "draft_sentence": {"facts"},
        "source_setting": {"decided"},
        "source_revision": {"before"},
        "identifier_decision": {"replacement"},
    }
    looked = {table: set(columns) for table, (_, columns) in identifier_texts._COLUMNS.items()}
    swept = {table: set(columns) - elsewhere.get(table, set()) for table, columns in PLACES.items()}
    assert looked == {table: columns for table, columns in swept.items() if columns}
    for table, columns in looked.items():
        kinds = identifier_texts.METADATA.tables[table].c
        assert all(isinstance(kinds[name].type, (String, Json)) for name in columns)


@pytest.fixture
def a_step(connection):
    return steps.begin(connection, "mask", coder="A", command="c1", now=NOW)


def test_other_words_are_put_in_place_and_can_be_undone(connection, a_step):
    key = a_session(connection, present=["Åsa", "Bo"], consent={"told": "Åsa läste", "quote": True})
    put(connection, settlement, source_id=put_source(connection), start=0, end=3, quote="d01", code="n", applies=True,
        reason="Åsa sa", coder="A", time=NOW)  # fmt: skip
    for one in list(identifier_texts.each(connection)):
        if "Åsa" in one.text:
            identifier_texts.put(a_step, one, one.text.replace("Åsa", "[chefen]"))
    assert connection.execute(select(session.c.present, session.c.consent)).one() == (
        ["[chefen]", "Bo"],
        {"told": "[chefen] läste", "quote": True},
    )
    assert connection.execute(select(settlement.c.reason)).scalar() == "[chefen] sa"
    target = steps.last(connection, "A", now=NOW, undone=False)
    steps.reverse(connection, target, command="c2", now=NOW)
    assert [one.text for one in identifier_texts.each(connection) if one.row == key and one.where is Where.SESSION] == [
        "Åsa",
        "Bo",
        "Åsa läste",
    ]


def test_a_themes_name_is_the_machines_and_changed_beside_the_step(connection, a_step):
    key = put_source(connection)
    put_theme(connection, "t", [at(connection, key, "rädd")], name="Åsa, mod", words=["Åsa", "mod"])
    for one in list(identifier_texts.each(connection)):
        identifier_texts.put(a_step, one, one.text.replace("Åsa", "[N]"))
    assert connection.execute(select(theme.c.name, theme.c.words)).one() == ("[N], mod", ["[N]", "mod"])
    assert connection.execute(select(step.c.id)).first() is None


def test_words_that_are_others_by_now_are_left(connection, a_step):
    put(connection, memo, text="Om Åsa", author="A", time=NOW, code="needs")
    (seen,) = identifier_texts.each(connection)
    for stale in (replace(seen, text="Om Bo"), replace(seen, row=99)):
        with pytest.raises(ConflictError):
            identifier_texts.put(a_step, stale, "Om [N]")
    assert connection.execute(select(memo.c.text)).scalar() == "Om Åsa"
