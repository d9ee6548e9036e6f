"""Merging when something is amiss: withheld words are told nowhere, no clock loses anything, nothing lies about."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.services.merging.test_merging import NOW, at, hand, ids, marked, mine, stored_memos, whole
from toolkit.cli.main import run
from toolkit.errors import BadFile
from toolkit.services.coding import coding, memos
from toolkit.services.coding.coding import Alteration
from toolkit.services.coding.codings import listed
from toolkit.services.merging import merge_report, merging
from toolkit.storage.database.lock import os_lock

TALK = "I: How was it?\n{who}: SECRETWORD it went well in the end, better than I had thought when I came there.\n"


@pytest.fixture
def copy(small, tmp_path):
    """A copy of the project in which a colleague goes on."""
    folder = tmp_path / "copy"
    shutil.copytree(small, folder)
    return folder


def told(merged):
    return str(merge_report.record(merged))


def in_database(folder, *statements):
    with closing(sqlite3.connect(folder / "project.db")) as store, store:
        found = [store.execute(*(one if isinstance(one, tuple) else (one,))).fetchall() for one in statements]
    return found[-1]


def withdraw(folder, person):
    register = folder / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text().replace(f"{person},participants,,given", f"{person},participants,,withdrawn")
    )


def added(folder, name, text):
    (folder / "interviews" / name).write_text(text, encoding="utf-8")
    assert run(["add", str(folder / "interviews" / name), "-p", str(folder)]) == 0
    in_database(folder, ("UPDATE source SET added = ? WHERE name = ?", (NOW.isoformat(timespec="microseconds"), name)))


def test_the_report_tells_no_withheld_words_whatever_else_is_wrong(small, copy):
    coding.code(at(copy, 1), marked(at(copy)), ["needs/work"], hand=hand("B"))
    coding.code(at(copy, 1), marked(at(copy)), ["needs/work"], hand=hand("C"))
    memos.add(at(copy, 2), "SECRETMEMO", marked(at(copy)), hand=hand("D"))
    in_database(
        copy,
        "UPDATE coding SET code = 'needs/nowhere' WHERE coder = 'B'",
        "UPDATE coding SET coder = 'C' || char(10) WHERE coder = 'C'",
        "UPDATE memo SET author = 'D' || char(10)",
    )
    words = mine(at(copy), "B") and listed(at(copy), coder="B")[0][0].quote
    withdraw(small, "P01")

    merged = merging.merge(at(small, 5), copy)

    assert words not in told(merged)
    assert "SECRETMEMO" not in told(merged)
    assert merged.plan.left == []


def test_an_interview_left_out_for_consent_is_told_with_none_of_its_words(small, copy):
    of_p07 = in_database(copy, "SELECT 1 FROM coding JOIN source s ON source_id = s.id WHERE name = 'p07.txt'")
    text = TALK.format(who="P07") + "P01: OTHERWORD I was there as well, and I thought that it went on for long.\n"
    added(copy, "again.txt", text)
    memos.add(at(copy, 2), "SECRETMEMO", ids(at(copy))["again.txt"], hand=hand())
    place = marked(at(copy), "again.txt")
    coding.code(
        at(copy, 2),
        type(place)(place.source_id, type(place.start)(3, 0), type(place.end)(3, 20)),
        ["needs/work"],
        hand=hand(),
    )

    merged = merging.merge(at(small, 5), copy)

    assert merged.plan.withheld_sources == 1
    assert not any(word in told(merged) for word in ("SECRET", "OTHERWORD"))
    assert merged.plan.parts["codings"].withheld == 1 + len(of_p07)


def test_what_stands_on_an_interview_that_was_removed_here_is_told_without_words(small, copy):
    coding.code(at(copy, 1), marked(at(copy), "p02.txt"), ["needs/work"], hand=hand())
    memos.add(at(copy, 2), "SECRETMEMO", ids(at(copy))["p02.txt"], hand=hand())
    words = listed(at(copy), coder="B")[0][0].quote
    run(["sources", "remove", "p02.txt", "-p", str(small), "--yes"])

    merged = merging.merge(at(small, 5), copy)

    assert words not in told(merged)
    assert "SECRETMEMO" not in told(merged)
    assert merged.plan.left == []
    assert merged.plan.parts["codings"].removed_here > 1


def test_a_person_who_is_withdrawn_under_another_name_here_stays_out(small, copy):
    register = small / "interviews" / "respondents.csv"
    lines = register.read_text().splitlines()
    register.write_text("\n".join([*lines, "W1,participants,,withdrawn,,,Anna,44"]) + "\n")
    theirs = copy / "interviews" / "respondents.csv"
    theirs.write_text("\n".join([*lines, "X9,participants,,given,,,Anna,44"]) + "\n")
    added(copy, "again.txt", TALK.format(who="Anna"))

    merged = merging.merge(at(small, 5), copy)

    assert "again.txt" not in ids(at(small))
    assert merged.plan.withheld_sources == 1


@pytest.mark.parametrize("name", ["respondents.csv"])
def test_a_register_that_cannot_be_read_there_is_no_register_without_withdrawals(small, copy, tmp_path, name):
    withdraw(copy, "P01")
    coding.code(at(copy, 1), marked(at(copy), "p02.txt"), ["needs/work"], hand=hand())
    register = copy / "interviews" / name
    shutil.move(register, tmp_path / "elsewhere.csv")
    register.symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(BadFile):
        merging.merge(at(small, 5), copy)


def test_a_colleague_whose_clock_is_slow_loses_nothing(small, copy):
    first = listed(at(small), coder="KL", source="p01.txt")[0][0]
    (copy / "interviews" / "again.txt").write_text(TALK.format(who="P01"), encoding="utf-8")
    assert run(["add", str(copy / "interviews" / "again.txt"), "-p", str(copy)]) == 0
    coding.change(at(copy, 1), first.id, Alteration(first.revision, None, None, "needs/health"), hand=hand("KL"))
    coding.code(at(copy, 2), marked(at(copy), "again.txt"), ["needs/work"], hand=hand())
    early = NOW.replace(year=NOW.year - 1).isoformat(timespec="microseconds")
    in_database(
        copy,
        ("UPDATE source SET added = ? WHERE name = 'again.txt'", (early,)),
        ("UPDATE coding SET time = ? WHERE id = ?", (early, first.id)),
        ("UPDATE coding SET time = ? WHERE coder = 'B'", (early,)),
        ("UPDATE journal SET at = ? WHERE id > 6", (early,)),
    )

    merged = merging.merge(at(small, 5), copy)

    assert "again.txt" in ids(at(small))
    assert mine(at(copy)) == mine(at(small))
    assert "needs/health" in {
        one.code for one in listed(at(small), coder="KL", source="p01.txt")[0] if one.span == first.span
    }
    assert merging.merge(at(small, 6), copy).plan.empty
    assert merged.plan.removed_sources == []


def test_the_last_coding_that_was_removed_here_stays_away(small, copy):
    last = max(listed(at(small))[0], key=lambda one: one.id)
    coding.remove(at(small, 1), {last.id: last.revision}, hand=hand(last.coder))

    merged = merging.merge(at(small, 5), copy)

    assert merged.plan.parts["codings"].removed_here == 1
    assert merged.plan.empty


def test_the_copy_is_left_as_it_is_also_when_a_crash_left_its_changes_beside(small, copy):
    with closing(sqlite3.connect(copy / "project.db")) as store:
        store.execute("PRAGMA journal_mode=WAL")
        with store:
            store.execute("UPDATE coding SET code = 'needs/health', time = ? WHERE id = 1", (NOW.isoformat(),))
        kept = copy.with_name("kept")
        shutil.copytree(copy, kept)
    (kept / "project.db-shm").unlink(missing_ok=True)
    before = whole(kept)

    merged = merging.merge(at(small, 5), kept, dry_run=True)

    assert whole(kept) == before
    assert len(merged.plan.parts["codings"].changed) == 1


def test_what_a_killed_merge_left_is_gone_at_the_next_start(small, copy):
    left = small / ".other-abandoned.part"
    left.mkdir()
    (left / "project.db").write_bytes(b"words")
    os.utime(left, (0, 0))
    used = small / ".other-used.part"
    used.mkdir()
    held = os_lock(used / "held", now=NOW)
    assert run(["status", "-p", str(small)]) == 0
    assert not left.exists()
    assert used.exists()
    held.release()
    at(small).store().close()
    assert not used.exists()


def test_killed_at_any_moment_a_merge_is_whole_or_not_there(small, copy):
    for minute in range(30):
        memos.add(at(copy, minute), f"Thought {minute}", marked(at(copy)), hand=hand())
    before = stored_memos(at(small))
    for delay in (0.05, 0.4, 0.7, 0.9, 1.0, 1.1, 1.2, 1.4):
        trial = small.with_name(f"trial{delay}")
        shutil.copytree(small, trial)
        killed = subprocess.Popen(
            [sys.executable, "-m", "toolkit.cli.main", "merge", str(copy), "-p", str(trial)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
        now = stored_memos(at(trial))
        assert len(now) in (len(before), len(before) + 30)
        with at(trial).store(write=True) as store:
            assert store.check() == []
        assert not list(trial.glob(".other-*"))
        merging.merge(at(trial, 60), copy)
        assert len(stored_memos(at(trial))) == len(before) + 30
