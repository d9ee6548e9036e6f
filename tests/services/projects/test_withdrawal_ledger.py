"""The ledger of withdrawals: what was begun outlasts everything, what is done is told, and no words lie in it."""

import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.identifiers.remains import RUN, Marks
from toolkit.errors import DamagedProject, Refused
from toolkit.services.projects import withdrawal_ledger as ledger
from toolkit.services.projects.withdrawal_ledger import ERASE, LEDGER, PENDING, WITHDRAW, Errand
from toolkit.storage.database import chained_file

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
KEY = bytes(range(16))
WORDS = "Bussen går två gånger om dagen från vår by 👩 och hem före fyra"
NEW = Errand(WITHDRAW, "P07", "consent", "", "", ("a" * 64,), ("b" * 64, "c" * 64), delete=True)
STRINGS = Errand(ERASE, "", "decision", "Dnr 12", "")


def marks(*texts, key=KEY, names=()):
    return Marks.of(key, texts, (), names=names)


def test_a_folder_without_withdrawals_has_none_and_reading_makes_no_files(tmp_path):
    assert ledger.errands(tmp_path) == []
    assert ledger.pending(tmp_path) == ()
    assert ledger.removed(tmp_path) == frozenset()
    ledger.settled(tmp_path)
    ledger.copied(tmp_path, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_begun_is_pending_as_it_was_wished_until_it_is_done(tmp_path):
    begun = ledger.begin(tmp_path, NEW, marks(WORDS), now=NOW)
    assert begun == replace(NEW, marks=begun.marks, number=1, at=NOW.isoformat())
    assert (tmp_path / PENDING).is_file()
    (kept,) = ledger.pending(tmp_path)
    assert (replace(kept, at=""), kept.done) == (replace(begun, at=""), "")
    ledger.end(tmp_path, begun, {"turns": 3}, left=2, now=LATER)
    assert ledger.pending(tmp_path) == ()
    assert not (tmp_path / PENDING).exists()
    (done,) = ledger.errands(tmp_path)
    assert (done.number, done.left) == (1, 2)
    assert done.done > done.at
    assert replace(done, done="", left=0) == kept


def test_withdrawals_end_in_any_order_and_the_sign_stays_until_the_last(tmp_path):
    first = ledger.begin(tmp_path, NEW, marks(WORDS), now=NOW)
    second = ledger.begin(tmp_path, STRINGS, marks("one two three four five"), now=NOW)
    third = ledger.begin(tmp_path, replace(NEW, respondent="P08", delete=False), marks(WORDS), now=NOW)
    assert [one.number for one in (first, second, third)] == [1, 2, 3]
    assert len({one.marks for one in (first, second, third)}) == 3
    ledger.end(tmp_path, second, {}, left=0, now=LATER)
    assert [one.respondent for one in ledger.pending(tmp_path)] == ["P07", "P08"]
    assert (tmp_path / PENDING).is_file()
    ledger.end(tmp_path, third, {}, left=1, now=LATER)
    ledger.end(tmp_path, first, {}, left=4, now=LATER)
    assert not (tmp_path / PENDING).exists()
    assert [(one.act, one.decision, one.delete, one.left) for one in ledger.errands(tmp_path)] == [
        (WITHDRAW, "", True, 4),
        (ERASE, "Dnr 12", False, 0),
        (WITHDRAW, "", False, 1),
    ]


def test_the_line_that_begins_comes_after_the_digests_it_names(tmp_path):
    """Whoever is killed between the two has digests too many, never an errand without its digests."""
    (tmp_path / "withdrawals").mkdir()
    (tmp_path / "withdrawals").chmod(0o755)
    begun = ledger.begin(tmp_path, NEW, marks(WORDS), now=NOW)
    digests = tmp_path / "withdrawals" / begun.marks
    assert stat.S_IMODE((tmp_path / "withdrawals").stat().st_mode) == 0o700
    assert digests.stat().st_mtime_ns <= (tmp_path / LEDGER).stat().st_mtime_ns
    assert chained_file.broken(tmp_path / LEDGER) is None


def test_neither_ledger_nor_digests_hold_a_word_of_what_was_said(tmp_path):
    ledger.begin(tmp_path, NEW, marks(WORDS, names=["Sven-Erik"]), now=NOW)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).decode().casefold()
    assert [word for word in (*WORDS.casefold().split(), "sven", "erik") if len(word) > 3 and word in kept] == []


def test_the_ledger_refuses_to_be_given_words_for_an_id(tmp_path):
    with pytest.raises(ValueError, match="not an id"):
        ledger.begin(tmp_path, replace(NEW, decision="She said:\n" + WORDS), marks(WORDS), now=NOW)
    assert ledger.errands(tmp_path) == []


texts = st.lists(st.text(alphabet="abåäö é👩e\u0301\n", min_size=9, max_size=40), max_size=3)


@settings(max_examples=25)
@given(texts, st.lists(st.text(min_size=1, max_size=9), max_size=2), st.binary(min_size=16, max_size=16))
def test_digests_are_read_back_as_they_were_written(tmp_path_factory, said, names, key):
    folder = tmp_path_factory.mktemp("ledger")
    own = marks(*said, key=key, names=names)
    errand = replace(NEW, marks="0.json")
    ledger.write_marks(folder, errand, own)
    assert ledger.read_marks(folder, errand) == own
    assert ledger.needed_marks(folder, errand) == own


def test_strings_of_several_lengths_are_kept_by_their_lengths(tmp_path):
    own = Marks.of_strings(KEY, ["Ängsvägen 3", "Karin", "one two three four five six"])
    ledger.write_marks(tmp_path, replace(NEW, marks="0.json"), own)
    back = ledger.read_marks(tmp_path, replace(NEW, marks="0.json"))
    assert sorted(back.runs) == [1, 2, 6]
    assert back.cut("på ängsvägen 3 med KARIN") == own.cut("på ängsvägen 3 med KARIN")
    assert "ängs" not in back.cut("på ängsvägen 3 med KARIN")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'"text"',
        b'{"key": "00"}',
        b'{"key": "xy", "runs": {}, "names": []}',
        b'{"key": "00", "runs": {"five": []}, "names": []}',
        b'{"key": "00", "runs": {"5": ["no number"]}, "names": []}',
        b'{"key": 7, "runs": {}, "names": []}',
        b'{"key": "00", "runs": [], "names": []}',
        b'{"key": "00", "runs": {}, "names": null}',
        None,
    ],
)
def test_digests_that_cannot_be_read_are_none_and_who_needs_them_hears_what_to_do(tmp_path, content):
    begun = ledger.begin(tmp_path, NEW, marks(WORDS), now=NOW)
    path = tmp_path / "withdrawals" / begun.marks
    path.unlink() if content is None else path.write_bytes(content)
    assert ledger.read_marks(tmp_path, begun) is None
    with pytest.raises(DamagedProject) as refused:
        ledger.needed_marks(tmp_path, begun)
    assert str(refused.value) == "The digests of withdrawal 1 cannot be read."
    assert "copy of the project" in refused.value.hint


def test_one_key_serves_all_so_that_one_look_finds_all(tmp_path):
    drawn = {ledger.key(tmp_path) for _ in range(4)}
    assert len(drawn) == 4  # nothing is kept yet: a new one each time
    assert {len(key) for key in drawn} == {16}
    first = ledger.begin(tmp_path, NEW, marks(WORDS), now=NOW)
    ledger.begin(tmp_path, STRINGS, marks(WORDS), now=NOW)
    assert ledger.key(tmp_path) == KEY
    (tmp_path / "withdrawals" / first.marks).unlink()
    assert ledger.key(tmp_path) == KEY  # the second's


def test_what_was_removed_does_not_come_in_again(tmp_path):
    ledger.begin(tmp_path, NEW, marks(WORDS), now=NOW)
    ledger.begin(tmp_path, replace(NEW, sources=(), parts=("d" * 64,)), marks(WORDS), now=NOW)
    gone = ledger.removed(tmp_path)
    assert gone == {letter * 64 for letter in "abcd"}
    ledger.refuse_removed(gone, "e" * 64)
    ledger.refuse_removed(frozenset(), "a" * 64)
    with pytest.raises(Refused) as refused:
        ledger.refuse_removed(gone, "c" * 64)
    assert "somebody in it has withdrawn" in str(refused.value)
    assert "Delete the file" in refused.value.hint


def test_the_ledger_goes_along_to_another_folder_over_what_lies_there(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    old = ledger.begin(there, replace(NEW, respondent="P99"), marks("a b c d e f"), now=NOW)
    begun = ledger.begin(here, NEW, marks(WORDS), now=NOW)
    ledger.begin(here, STRINGS, marks(WORDS), now=NOW)
    ledger.copied(here, there)
    assert ledger.errands(there) == ledger.errands(here)
    assert ledger.needed_marks(there, begun) == marks(WORDS)
    assert (there / "withdrawals" / old.marks).is_file()
    assert (there / PENDING).is_file()
    assert chained_file.broken(there / LEDGER) is None
    ledger.end(there, begun, {}, left=0, now=LATER)  # its chain goes on there
    assert [one.done != "" for one in ledger.errands(there)] == [True, False]
    assert [one.done != "" for one in ledger.errands(here)] == [False, False]


def test_a_torn_line_and_one_of_another_program_are_passed_over(tmp_path):
    begun = ledger.begin(tmp_path, NEW, marks(WORDS), now=NOW)
    chained_file.append(tmp_path / LEDGER, {"state": "seen", "errand": begun.number}, LATER)
    chained_file.append(tmp_path / LEDGER, {"state": "done", "errand": 77}, LATER)
    chained_file.append(tmp_path / LEDGER, {"state": "begun", "act": WITHDRAW, "sources": "text", "parts": None}, LATER)
    with (tmp_path / LEDGER).open("ab") as stream:
        stream.write(b'{"state": "done", "errand": 1, ')
    first, second = ledger.errands(tmp_path)
    assert (first.number, first.done) == (1, "")
    assert (second.number, second.sources, second.parts, second.respondent) == (4, (), (), "")


def test_the_length_of_runs_is_that_of_the_digests():
    assert RUN == 5
    assert marks("four words are few").runs == {RUN: frozenset()}
    assert len(marks("but here are five words")) == 1
