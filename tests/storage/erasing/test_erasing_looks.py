"""What an erasing would touch is told in numbers and names, and nothing is changed by looking."""

from __future__ import annotations

import pytest

from tests.storage import withdrawn
from tests.storage.material import NOW, at, put, put_coding, put_source
from tests.storage.withdrawn import ALONE, FIRST, LAST, OTHER, SECRET, everything, marks
from toolkit.domain.identifiers.remains import Marks
from toolkit.storage.erasing import erasing, erasing_looks
from toolkit.storage.tables.schema import memo, settlement, theme_decision, verdict
from toolkit.storage.tables.schema_reflection import partner, tie
from toolkit.storage.tables.schema_reports import claim, claim_passage, stance, stance_passage

CLAIM = {"text": "x", "kind": "finding", "group": "", "themes": [], "questions": [], "coder": "A", "at": NOW}
STANCE = {"stance": "affirms", "reason": "", "coder": "A", "at": NOW}


@pytest.fixture
def spoken(connection):
    return withdrawn.spoken(connection)


@pytest.fixture
def where(connection, spoken):
    return erasing.voiced(connection, "P07", marks())


def test_nothing_lies_on_what_nobody_judged(connection, where):
    assert erasing_looks.coders(connection, where) == {}
    assert erasing_looks.counts(connection, where) == {}
    assert erasing_looks.themes(connection, where) == ()
    assert erasing_looks.claims(connection, "P07", where) == ()
    assert erasing_looks.quotes(connection, where) == ()
    assert erasing_looks.packs(connection, frozenset()) == ()


def test_codings_count_for_their_coder_where_half_of_them_is_the_persons(connection, spoken, where):
    withdrawn.judged(connection, spoken)
    put_coding(connection, spoken.group, f"först.\nKarin: {SECRET}", coder="B")
    put_coding(connection, spoken.alone, "Hur mår du?", coder="C")  # the interviewer's, in a source that goes whole
    assert erasing_looks.coders(connection, where) == {"A": 2, "B": 1, "C": 1}


def test_judgements_are_counted_by_kind_and_whole_sources_with_their_memos(connection, spoken, where):
    withdrawn.judged(connection, spoken)
    secret, first = at(connection, spoken.group, SECRET), at(connection, spoken.group, FIRST)
    for place in (secret, first):
        put(connection, verdict, **place, code="needs", decision="rejected", coder="A", time=NOW)
        put(connection, settlement, **place, quote="", code="n", applies=True, reason="", coder="A", time=NOW)
    for place in (secret, first, {"source_id": spoken.group}, {"source_id": spoken.alone}):
        put(connection, memo, **place, text="m", author="A", time=NOW)
    who = put(connection, partner, name="Vården", kind="organisation", names=[], coder="A", at=NOW)
    said = {"respondent": "P07", "need": "", "phase": "", "effect": "helps", "time": "now", "coder": "A", "at": NOW}
    put(connection, tie, **secret, partner_id=who, **said)
    found = erasing_looks.counts(connection, where)
    assert found == {"verdict": 1, "settlement": 1, "memo": 2, "tie": 1, "suggestion": 1}


def test_themes_tell_how_much_of_them_is_the_persons_in_their_order(connection, spoken, where):
    own = [at(connection, spoken.group, SECRET), at(connection, spoken.alone, ALONE)]
    others = [at(connection, spoken.group, FIRST), at(connection, spoken.other, OTHER)]
    withdrawn.put_theme(connection, "b", [own[0], *others], name="Tid", position=2)
    withdrawn.put_theme(connection, "a", own, name="Natt", position=1)
    withdrawn.put_theme(connection, "p", own, name="Hög", position=0, pile=True)
    withdrawn.put_theme(connection, "o", others, name="Annat", position=3)
    assert erasing_looks.themes(connection, where) == (("Natt", 2, 2), ("Tid", 1, 3))
    put(connection, theme_decision, id="b", area="needs", group="participants", name="Nätterna", position=0)
    put(connection, theme_decision, id="a", area="needs", group="participants", name=None, position=1)
    assert erasing_looks.themes(connection, where) == (("Natt", 2, 2), ("Nätterna", 1, 3))


def test_claims_are_those_with_a_stance_of_the_person_or_passages_in_the_sources(connection, spoken, where):
    stanced, shown, rested, other = (put(connection, claim, position=n, **CLAIM) for n in range(4))
    put(connection, stance, claim_id=stanced, respondent="P07", **STANCE)
    put(connection, claim_passage, claim_id=shown, **at(connection, spoken.group, FIRST))
    for key, source, words in ((rested, spoken.alone, ALONE), (other, spoken.other, OTHER)):
        judged = put(connection, stance, claim_id=key, respondent="P01", **STANCE)
        put(connection, stance_passage, stance_id=judged, **at(connection, source, words))
    assert erasing_looks.claims(connection, "P07", where) == (stanced, shown, rested)
    assert erasing_looks.claims(connection, "P07", []) == (stanced,)


def test_quotes_are_those_of_the_persons_own_words(connection, spoken, where):
    withdrawn.put_quote(connection, spoken.group, FIRST, "T1")
    own = withdrawn.put_quote(connection, spoken.group, SECRET, "P07")
    alone = withdrawn.put_quote(connection, spoken.alone, ALONE, "P07")
    assert erasing_looks.quotes(connection, reversed(where)) == (own, alone)


def test_only_files_that_were_let_out_and_rest_on_the_evidence_are_named_once(connection):
    withdrawn.put_sentences(connection, ["c1"], audience=None)
    withdrawn.put_sentences(connection, ["c1", "c9"], ["c1"], audience="team")
    withdrawn.put_sentences(connection, ["c8"], [], audience="board")
    assert erasing_looks.packs(connection, frozenset({"c1", "c2"})) == ("team.docx",)
    assert erasing_looks.packs(connection, frozenset({"c8", "c9"})) == ("team.docx", "board.docx")
    assert erasing_looks.packs(connection, frozenset()) == ()


def test_others_who_name_or_quote_the_person_are_pointed_out(connection):
    rows = (
        ("Karin", "P07", SECRET),
        ("T1", "T1", "Karin bor kvar."),
        ("T2", "T2", "Hon sa jag grät i köket varje kväll då."),
        ("T1", "T1", LAST),
        ("I", None, "Grät i köket varje dag?"),
    )
    put_source(connection, "a.txt", rows)
    put_source(connection, "ensam.txt", (("Karin", "P07", ALONE), ("I", None, "Karin!")))
    found = erasing_looks.mentions(connection, marks(), erasing.voiced(connection, "P07", marks()))
    assert found == [("a.txt", 1, True), ("a.txt", 2, False)]


def test_looking_changes_nothing(connection, spoken, where):
    ids = withdrawn.judged(connection, spoken)
    withdrawn.put_theme(connection, "a", [at(connection, spoken.group, SECRET)])
    before = everything(connection)
    erasing_looks.coders(connection, where)
    erasing_looks.counts(connection, where)
    erasing_looks.themes(connection, where)
    assert erasing_looks.evidence(connection, where) == {
        f"c{ids['alone']}",
        f"c{ids['secret']}",
        f"s{ids['suggested']}",
    }
    erasing_looks.mentions(connection, marks(), where)
    assert everything(connection) == before


def test_an_empty_source_has_nothing_that_could_be_the_persons(connection):
    put_source(connection, "tom.txt", ())
    assert erasing.voiced(connection, "P07", Marks(withdrawn.KEY, {})) == []
