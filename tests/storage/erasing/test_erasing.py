"""Somebody's words are taken out of the database: all of them, and nobody else's."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from tests.storage import withdrawn
from tests.storage.material import NOW, at, count, place, put, put_coding, put_source
from tests.storage.withdrawn import ALONE, FIRST, GROUP_AFTER, LAST, OTHER, SECRET, everything, marks
from toolkit.domain.identifiers.remains import CUT, Marks
from toolkit.domain.sources.revisions import Edit
from toolkit.domain.sources.sources import Role
from toolkit.domain.texts.text import Span
from toolkit.storage.database.engines import must_vanish
from toolkit.storage.erasing import erasing, erasing_looks
from toolkit.storage.sources import source_settings, sources
from toolkit.storage.tables.schema import (
    coding,
    memo,
    run,
    scheme_version,
    source,
    theme,
    theme_decision,
    theme_decision_passage,
)
from toolkit.storage.tables.schema_material import source_revision
from toolkit.storage.tables.schema_reflection import pack, pack_item
from toolkit.storage.tables.schema_reports import claim, draft_sentence, quote, stance


@pytest.fixture
def where(connection):
    return withdrawn.spoken(connection)


@pytest.mark.parametrize(
    ("respondent", "role", "label", "own"),
    [
        ("P07", Role.RESPONDENT, "P07", True),
        ("p07", Role.RESPONDENT, None, True),
        ("P08", Role.RESPONDENT, "Karin", False),  # who was placed is who was placed, whatever the label says
        (None, Role.UNKNOWN, "Karin", True),
        (None, Role.UNKNOWN, "KARIN", True),
        (None, Role.SEVERAL, "Karin", True),
        (None, Role.INTERVIEWER, "Karin", False),
        (None, Role.UNKNOWN, "Karina", False),
        (None, Role.UNKNOWN, "", False),
        (None, Role.UNKNOWN, None, False),
    ],
)
def test_a_turn_is_a_persons_by_pseudonym_and_where_nobody_was_placed_by_label(respondent, role, label, own):
    assert erasing.is_own("P07", marks(), respondent, role=role.value, label=label) is own


def test_a_source_goes_whole_only_when_nobody_else_is_placed_in_it(connection, where):
    unsure = put_source(
        connection, "osäker.txt", (("P07", "P07", "Ja, så var det."), ("?", None, "Mm."), ("?", None, "Ja."))
    )
    found = erasing.voiced(connection, "p07", marks())
    assert [(one.id, one.whole, one.turns, one.unplaced) for one in found] == [
        (where.alone, True, (1,), 0),
        (where.group, False, (2,), 0),
        (unsure, True, (0,), 2),
    ]
    assert found[1].name == "grupp.txt"
    assert found[1].sha256 == sources.get(connection, "grupp.txt").sha256
    assert erasing.voiced(connection, "P99", Marks(withdrawn.KEY, {})) == []


def test_notes_that_nobody_says_keep_a_source_from_going_whole(connection):
    key = put_source(connection, "möte.txt", (("P07", "P07", "Jag sa det."), ("N", None, "Fem var där.")))
    turns = sources.get(connection, "möte.txt").turns
    sources.replace_turns(connection, "möte.txt", (turns[0], replace(turns[1], role=Role.RECORD, label=None)))
    (found,) = erasing.voiced(connection, "P07", marks())
    assert (found.id, found.whole) == (key, False)


def test_what_the_person_says_and_what_is_said_beside_it_are_told_apart(connection, where):
    found = erasing.voiced(connection, "P07", marks())
    assert erasing.said(connection, found) == [ALONE, SECRET]
    beside = list(erasing.said_by_others(connection, found))
    assert beside == ["Hur mår du?", "Vad behövs?", FIRST, LAST, f"buss.txt\nP01: {OTHER}\n"]


@pytest.mark.parametrize(
    ("span", "silent", "gone"),
    [
        (Span(0, 10), [Span(0, 5)], True),
        (Span(0, 10), [Span(0, 4)], False),
        (Span(0, 11), [Span(0, 5)], False),
        (Span(0, 10), [Span(0, 2), Span(7, 20)], True),
        (Span(0, 10), [], False),
        (Span(5, 6), [Span(0, 100)], True),
    ],
)
def test_half_of_the_words_gone_is_gone(span, silent, gone):
    assert erasing.is_silent(span, silent) is gone


def test_a_person_is_taken_out_with_label_words_and_all_that_was_judged_of_them(connection, where):
    ids = withdrawn.judged(connection, where)
    put(connection, memo, text=f"Hon sa: {SECRET} Så var det.", author="A", time=NOW, code="needs")
    put(
        connection,
        source_revision,
        source_id=where.group,
        number=1,
        at=NOW,
        coder="A",
        verb="correct",
        edits=[],
        before={"text": SECRET, "turns": [], "rows": []},
    )
    source_settings.put(connection, where.group, decided={"respondents": "T1,Karin", "speaker": "Karin"})
    gone = erasing.remove_person(connection, "P07", marks())

    whole = sources.get(connection, "grupp.txt")
    assert whole.text == GROUP_AFTER
    assert [(t.span.of(whole.text), t.role, t.label, t.respondent) for t in whole.turns[1:]] == [
        (FIRST, Role.RESPONDENT, "T1", "T1"),
        ("[…]", Role.UNKNOWN, None, None),
        (LAST, Role.RESPONDENT, "T1", "T1"),
    ]
    assert whole.facts == {"present": "T1", "method": "focus group"}
    assert sources.names(connection) == ["buss.txt", "grupp.txt"]
    kept = connection.execute(select(coding.c.id, coding.c.quote).order_by(coding.c.id)).all()
    assert [tuple(one) for one in kept] == [(ids["first"], FIRST), (ids["last"], LAST), (ids["other"], OTHER)]
    last = connection.execute(select(coding.c.start, coding.c.end).where(coding.c.id == ids["last"])).one()
    assert Span(*last).of(whole.text) == LAST
    assert connection.execute(select(memo.c.text)).scalar() == f"Hon sa: {CUT}. Så var det."
    assert dict(gone) == {"turns": 2, "codings": 2, "sources": 1, "parts": 1, "suggestions": 1, "memo.text": 1}
    for trace in ("SJUHEMLIG", "köket", "vintern", "Karin", "P07"):
        assert trace not in everything(connection)
    assert must_vanish(connection)


def test_the_original_of_a_changed_source_is_its_new_text_and_is_never_read_anew(connection, where):
    erasing.remove_person(connection, "P07", marks())
    data = GROUP_AFTER.encode()
    assert sources.original(connection, "grupp.txt") == data
    assert sources.by_sha(connection, hashlib.sha256(data).hexdigest()) == "grupp.txt"
    assert source_settings.of(connection, where.group).erased
    assert not source_settings.of(connection, where.other).erased
    assert sources.get(connection, "buss.txt").text == f"buss.txt\nP01: {OTHER}\n"


def test_a_label_goes_where_it_stands_between_turns_and_others_words_stay(connection):
    rows = (
        ("Karin till T1", "T1", "Hej du."),
        ("I", None, "Tack."),
        ("T1 med Karin", "T1", "Ja."),
        ("Karin", "P07", "Hej hej."),
        ("T1", "T1", "Slut."),
    )
    put_source(connection, "a.txt", rows)
    erasing.remove_person(connection, "P07", marks())
    after = "a.txt\n[…] till T1: Hej du.\nI: Tack.\nT1 med […]: Ja.\n[…]\nT1: Slut.\n"
    assert sources.text(connection, "a.txt") == after


def test_a_turn_goes_from_its_label_on_only_when_the_label_stands_right_before_it(connection):
    put_source(connection, "a.txt", (("Karin (på telefon)", "P07", "Hej hej."), ("T1", "T1", "Slut.")))
    erasing.remove_person(connection, "P07", marks())
    assert sources.text(connection, "a.txt") == "a.txt\n[…] (på telefon): […]\nT1: Slut.\n"


def test_codings_over_a_border_go_when_half_of_them_is_taken_out(connection, where):
    text = sources.text_of(connection, where.group)
    few = put_coding(connection, where.group, f"{FIRST}\nKarin: SJU")
    most = put_coding(connection, where.group, f"först.\nKarin: {SECRET}")
    assert text.count(FIRST) == 1
    gone = erasing.remove_person(connection, "P07", marks())
    left = connection.execute(select(coding.c.id, coding.c.start, coding.c.end)).all()
    assert [one.id for one in left] == [few]
    assert Span(*left[0][1:]).of(GROUP_AFTER) == f"{FIRST}\n[…]"
    assert (gone["codings"], most) == (1, few + 1)


def test_sentences_of_drafts_that_rest_on_the_person_alone_lose_their_text(connection, where):
    ids = withdrawn.judged(connection, where)
    own, proposed, other = f"c{ids['secret']}", f"s{ids['suggested']}", f"c{ids['first']}"
    assert erasing.evidence(connection, erasing.voiced(connection, "P07", marks())) == {
        f"c{ids['alone']}",
        own,
        proposed,
    }
    withdrawn.put_sentences(connection, [own], [own, proposed], [own, other], [])
    gone = erasing.remove_person(connection, "P07", marks())
    texts = connection.execute(select(draft_sentence.c.text).order_by(draft_sentence.c.position)).scalars().all()
    assert texts == [CUT, CUT, "Sentence 2", "Sentence 3"]
    assert gone["sentences"] == 2


def test_stances_quotes_and_pieces_of_packs_go_whatever_the_case_of_the_pseudonym(connection, where):
    own = withdrawn.put_quote(connection, where.group, SECRET, "P07")
    others = withdrawn.put_quote(connection, where.group, FIRST, "T1")
    said = put(
        connection, claim, text="x", kind="finding", group="", themes=[], questions=[], position=1, coder="A", at=NOW
    )
    for who in ("P07", "T1"):
        put(connection, stance, claim_id=said, respondent=who, stance="affirms", reason="", coder="A", at=NOW)
    shown = put(connection, pack, title="t", audience="team", digest="d", files={}, shown=[], coder="A", at=NOW)
    for position, quote_id in enumerate((own, others)):
        put(connection, pack_item, pack_id=shown, position=position, kind="quote", text="”…”", quote_id=quote_id)
    gone = erasing.remove_person(connection, "p07", marks())
    assert connection.execute(select(quote.c.id)).scalars().all() == [others]
    assert connection.execute(select(stance.c.respondent)).scalars().all() == ["T1"]
    assert connection.execute(select(pack_item.c.quote_id)).scalars().all() == [others]
    assert (gone["pieces"], gone["stances"], gone["quotes"]) == (1, 1, 1)


@pytest.mark.parametrize(("kept", "asked"), [("ÅÖ7", "ÅÖ7"), ("ÅÖ7", "åö7"), ("åö7", "ÅÖ7"), ("P07", "p07")])
def test_letters_of_any_alphabet_are_the_same_person_in_either_case(connection, kept, asked):
    key = put_source(connection, "a.txt", (("K", kept, "Jag sov inte."), ("T1", "T1", "Slut.")))
    said = put(
        connection, claim, text="x", kind="finding", group="", themes=[], questions=[], position=1, coder="A", at=NOW
    )
    put(connection, stance, claim_id=said, respondent=kept, stance="affirms", reason="r", coder="A", at=NOW)
    quoted = withdrawn.put_quote(connection, key, "Jag sov inte.", kept)
    shown = put(connection, pack, title="t", audience="team", digest="d", files={}, shown=[], coder="A", at=NOW)
    put(connection, pack_item, pack_id=shown, position=1, kind="quote", text="”…”", quote_id=quoted)
    assert erasing_looks.claims(connection, asked, []) == (said,)
    erasing.remove_person(connection, asked, Marks.of(withdrawn.KEY, [], []))
    for table in (stance, quote, pack_item):
        assert count(connection, table) == 0


def test_themes_say_nothing_that_no_passage_left_says(connection, where):
    own, left = at(connection, where.group, SECRET), at(connection, where.group, FIRST)
    gone_with_it = [at(connection, where.alone, ALONE), own]
    lasting = ["köket", "hyran", "frågade henne", "henne gråter"]
    withdrawn.put_theme(connection, "only", gone_with_it)
    withdrawn.put_theme(connection, "both", [own, left], name="köket, hyran", words=lasting, position=2)
    counted = {"name": "hyran, först", "words": ["hyran"], "spread": {"p07": 1, "T1": 1}}
    withdrawn.put_theme(connection, "told", [own, left], position=3, **counted)
    withdrawn.put_theme(connection, "named", [own, left], name="Köket", named=True, words=["köket"], position=4)
    withdrawn.put_theme(connection, "bare", [own, left], name="köket", words=["köket"], position=5)
    elsewhere = [at(connection, where.other, OTHER)]
    withdrawn.put_theme(connection, "else", elsewhere, name="vinter", words=["vinter"], position=6)
    scheme = {
        "version": 1,
        "sha256": "s",
        "content": f"title: Glapp och krockar # {SECRET}",
        "reason": "",
        "coder": "A",
    }
    put(connection, scheme_version, at=NOW, **scheme)
    for position, name in ((7, "Glapp och krockar: hyran"), (8, "Glapp: köket")):
        withdrawn.put_theme(connection, name, [own, left], name=name, words=["hyran"], position=position)
    for key, passage in (("d1", own), ("d2", left)):
        put(connection, theme_decision, id=key, area="needs", group="team", name="n", position=1)
        put(connection, theme_decision_passage, decision_id=key, **passage)
    erasing.remove_person(connection, "P07", marks())
    rows = connection.execute(select(theme.c.id, theme.c.name, theme.c.words).order_by(theme.c.position)).all()
    assert [tuple(one) for one in rows] == [
        ("both", "hyran, frågade henne", ["hyran", "frågade henne"]),
        ("told", "hyran, först", ["hyran"]),
        ("named", "Köket", []),
        ("bare", "needs", []),
        ("else", "vinter", ["vinter"]),
        ("Glapp och krockar: hyran", "Glapp och krockar: hyran", ["hyran"]),
        ("Glapp: köket", "hyran", ["hyran"]),
    ]
    assert connection.execute(select(theme_decision.c.id)).scalars().all() == ["d2"]
    assert connection.execute(select(theme.c.spread).where(theme.c.id == "told")).scalar() == {"T1": 1}
    assert set(connection.execute(select(run.c.fingerprint)).scalars()) == {""}  # no run stands for what is left


def test_nothing_is_taken_of_somebody_who_never_spoke(connection, where):
    withdrawn.judged(connection, where)
    before = everything(connection)
    nobody = Marks.of(withdrawn.KEY, [], [], names=["P99"])
    assert not erasing.remove_person(connection, "P99", nobody)
    assert everything(connection) == before


STRING = "Åsa Öberg"


@pytest.fixture
def named(connection):
    rows = (
        ("T1", "T1", "Fråga Åsa Öberg, sa hon."),
        ("T2", "T2", "åsa  ÖBERG och A\u030asa O\u0308berg!"),
        ("T1", "T1", "Åsa Öbergs bil."),
    )
    return put_source(connection, "a.txt", rows)


def strings():
    return Marks.of_strings(withdrawn.KEY, [STRING])


def test_a_string_goes_wherever_it_stands_as_words_of_its_own(connection, named):
    kept = put_coding(connection, named, "sa hon.")
    put(connection, memo, text="Om Åsa Öberg.", author="A", time=NOW, code="needs")
    gone = erasing.remove_strings(connection, strings())
    text = sources.text_of(connection, named)
    assert text == "a.txt\nT1: Fråga […], sa hon.\nT2: […] och […]!\nT1: Åsa Öbergs bil.\n"
    span = connection.execute(select(coding.c.start, coding.c.end).where(coding.c.id == kept)).one()
    assert Span(*span).of(text) == "sa hon."
    assert [one.span.of(text) for one in sources.by_id(connection, named).turns] == [
        "Fråga […], sa hon.",
        "[…] och […]!",
        "Åsa Öbergs bil.",
    ]
    assert dict(gone) == {"places": 3, "parts": 1, "memo.text": 1}
    assert connection.execute(select(memo.c.text)).scalar() == "Om (…)."
    assert must_vanish(connection)


def test_a_string_goes_from_the_labels_of_turns_too_and_who_speaks_stays_known(connection):
    rows = ((STRING, "T1", "Hej du."), (STRING.upper(), None, "Vad?"), ("T2", "T2", f"Tack {STRING}."))
    key = put_source(connection, "a.txt", rows)
    gone = erasing.remove_strings(connection, strings())
    assert sources.text_of(connection, key) == "a.txt\n[…]: Hej du.\n[…]: Vad?\nT2: Tack […].\n"
    assert [(one.label, one.respondent) for one in sources.by_id(connection, key).turns] == [
        ("T1", "T1"),
        ("I", None),
        ("T2", "T2"),
    ]
    assert dict(gone) == {"places": 3, "parts": 1, "turn.label": 2}
    assert "berg" not in everything(connection).casefold()


def test_what_a_person_chose_to_stand_there_stands_there_and_is_not_cut_twice(connection, named):
    first = place(connection, named, "Fråga Åsa Öberg")
    chosen = Edit(first.start + 6, first.end, "[chefen]")
    erasing.remove_strings(connection, strings(), {"a.txt": [chosen, Edit(0, 0, "Rubrik ")]})
    assert sources.text_of(connection, named).startswith("Rubrik a.txt\nT1: Fråga [chefen], sa hon.\nT2: […] och")


def test_a_turn_of_which_nothing_is_left_is_no_turn(connection, named):
    last = place(connection, named, "Åsa Öbergs bil.")
    erasing.remove_strings(connection, Marks(withdrawn.KEY, {}), {"a.txt": [Edit(last.start, last.end, "")]})
    assert [one.number for one in sources.by_id(connection, named).turns] == [0, 1]


def test_sources_without_the_string_stay_as_they_are(connection, where, named):
    before = sources.get(connection, "buss.txt")
    erasing.remove_strings(connection, strings())
    assert sources.get(connection, "buss.txt") == before
    assert not source_settings.of(connection, where.other).erased
    assert source_settings.of(connection, named).erased


@pytest.mark.parametrize("before", [STRING, CUT], ids=["masked", "masked, and its history swept before"])
def test_a_string_under_a_mask_goes_with_the_original_and_history(connection, where, before):
    text = sources.text(connection, "buss.txt")
    kept = {"number": 1, "at": NOW, "coder": "A", "verb": "mask", "edits": []}
    put(connection, source_revision, source_id=where.other, before={"text": before, "turns": [], "rows": []}, **kept)
    original = zlib.compress(f"{text} {STRING}".encode())
    connection.execute(update(source).where(source.c.id == where.other).values(original=original))
    erasing.remove_strings(connection, strings())
    assert sources.original(connection, "buss.txt") == text.encode()
    assert count(connection, source_revision) == 0


def test_a_file_named_with_the_string_gets_a_number_for_a_name(connection):
    key = put_source(connection, "Åsa_Öberg.txt", (("T1", "T1", "Hej."),))
    gone = erasing.remove_strings(connection, strings())
    assert gone["names"] == 1
    assert sources.names(connection) == [f"source-{key}.txt"]
    assert count(connection) == 1
