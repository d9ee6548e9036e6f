"""Copies of a project put together: nothing lost, nothing twice, nothing written over, and the copy left alone."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from toolkit.cli.main import run
from toolkit.domain.codings.codings import Decision
from toolkit.errors import BadFile, NotAProject, Refused, SpeglaError, UsageError
from toolkit.services.coding import coding, memos, scheme_editing
from toolkit.services.coding.coding import Alteration, Marked
from toolkit.services.coding.codings import listed
from toolkit.services.comparing import assignments, settling
from toolkit.services.comparing.settling import Judgement
from toolkit.services.material.hands import Hand
from toolkit.services.material.transcripts import Place
from toolkit.services.merging import merge_report, merging
from toolkit.services.projects.project import open_project
from toolkit.services.themes import theme_deeds

NOW = datetime.now(UTC) + timedelta(hours=1)
numbers = iter(range(10_000))


def at(folder, minutes=0):
    return open_project(folder, now=NOW + timedelta(minutes=minutes))


def hand(coder="B"):
    return Hand(coder, f"merging-{next(numbers)}")


def ids(project):
    from toolkit.storage.sources import sources as stored

    with project.store() as store, store.reading() as connection:
        return stored.ids(connection)


def marked(project, name="p01.txt", start=0, end=30):
    return Marked(ids(project)[name], Place(2, start), Place(2, end))


def mine(project, coder="B"):
    return {(one.source, one.span, one.code) for one in listed(project, coder=coder)[0]}


def whole(folder):
    """Every file of the folder by its hash."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def copy(small, tmp_path):
    """A copy of the project in which a colleague goes on."""
    folder = tmp_path / "copy"
    shutil.copytree(small, folder)
    return folder


def test_what_was_done_in_a_copy_comes_in_and_nothing_twice(small, copy):
    coding.code(at(copy, 1), marked(at(copy)), ["needs/work"], hand=hand())
    memos.add(at(copy, 2), "A thought", marked(at(copy)), hand=hand())
    coding.code(at(small, 3), marked(at(small), "p02.txt"), ["needs/work"], hand=hand("KL"))
    before, there = mine(at(small), "KL"), whole(copy)

    merged = merging.merge(at(small, 5), copy)

    assert merged.plan.parts["codings"].counts["new"] == 1
    assert mine(at(small)) == mine(at(copy))
    assert mine(at(small), "KL") == before
    assert whole(copy) == there
    assert (merged.backup / "project.db").is_file()
    again = merging.merge(at(small, 6), copy)
    assert again.plan.empty
    assert again.backup is None
    assert not again.plan.conflicts
    (memo,) = stored_memos(at(small))
    assert (memo.text, memo.author, memo.time) == ("A thought", "B", NOW + timedelta(minutes=2))
    with at(small).store() as store:
        assert store.check() == []


def stored_memos(project):
    from toolkit.storage.codings import memos as stored

    with project.store() as store, store.reading() as connection:
        return stored.each(connection)


def test_a_dry_run_changes_nothing_and_says_the_same(small, copy):
    coding.code(at(copy, 1), marked(at(copy)), ["needs/work"], hand=hand())
    listed(at(small))
    before = whole(small)

    looked = merging.merge(at(small, 5), copy, dry_run=True)

    assert whole(small) == before
    done = merging.merge(at(small, 5), copy)
    assert looked.plan.parts["codings"].counts == done.plan.parts["codings"].counts


def test_time_revision_and_scheme_version_come_along(small, copy):
    made = coding.code(at(copy, 1), marked(at(copy)), ["needs/work"], hand=hand())
    wanted = Alteration(1, Place(2, 4), Place(2, 30), None)
    coding.change(at(copy, 2), made.codings[0], wanted, hand=hand())

    merging.merge(at(small, 5), copy)

    (ours,), (theirs,) = (listed(at(folder), coder="B")[0] for folder in (small, copy))
    assert (ours.span, ours.time, ours.revision) == (theirs.span, theirs.time, theirs.revision)
    assert theirs.revision == 2


def test_what_was_removed_here_stays_away(small, copy):
    one = listed(at(small), coder="KL")[0][0]
    coding.remove(at(small, 1), {one.id: one.revision}, hand=hand("KL"))
    run(["sources", "remove", "p02.txt", "-p", str(small), "--yes"])

    merged = merging.merge(at(small, 5), copy)

    assert merged.plan.empty
    assert merged.plan.removed_sources == ["p02.txt"]
    assert merged.plan.parts["codings"].removed_here == 1 + 9
    assert merged.plan.left == []
    assert one.span not in {
        each.span for each in listed(at(small))[0] if each.code == one.code and each.source == one.source
    }


def test_a_change_in_the_copy_comes_in_and_two_changes_are_both_kept(small, copy):
    first, second = listed(at(small), coder="KL", source="p01.txt")[0][:2]
    coding.change(at(copy, 1), first.id, Alteration(first.revision, None, None, "needs/health"), hand=hand("KL"))
    coding.change(at(copy, 1), second.id, Alteration(second.revision, Place(2, 5), Place(2, 25)), hand=hand("KL"))
    coding.change(at(small, 2), second.id, Alteration(second.revision, Place(2, 40), Place(2, 60)), hand=hand("KL"))
    n = len(listed(at(small))[0])

    merged = merging.merge(at(small, 5), copy)

    assert len(merged.plan.parts["codings"].changed) == 1
    assert [one.both for one in merged.plan.conflicts] == [True]
    now = listed(at(small))[0]
    assert len(now) == n + 1
    assert next(one.code for one in now if one.id == first.id) == "needs/health"
    assert mine(at(copy), "KL") <= mine(at(small), "KL")


def test_a_file_that_was_renamed_is_known_by_its_bytes(small, tmp_path):
    other = new_project(tmp_path / "other", {"renamed.txt": (small / "interviews" / "p01.txt").read_text()})
    coding.code(at(other, 1), marked(at(other), "renamed.txt"), ["needs/work"], hand=hand())

    merged = merging.merge(at(small, 5), other)

    assert merged.plan.fork.at is None
    assert {source for source, *_ in mine(at(small))} == {"p01.txt"}
    assert not merged.plan.new_sources


def new_project(folder, texts, register=None):
    assert run(["init", str(folder), "--language", "en"]) == 0
    for name, text in texts.items():
        (folder / "interviews" / name).write_text(text, encoding="utf-8")
    if register:
        (folder / "interviews" / "respondents.csv").write_text(register, encoding="utf-8")
    assert run(["add", str(folder / "interviews"), "-p", str(folder)]) == 0
    return folder


def test_an_edited_text_is_known_by_its_words_and_codings_find_their_place(small, tmp_path):
    text = (small / "interviews" / "p01.txt").read_text()
    assert "goes twice a day" in text
    edited = text.replace("The bus was the worst", "Well, the bus was simply the worst").replace(
        "goes twice a day", "runs"
    )
    other = new_project(tmp_path / "other", {"p01 (corrected).txt": edited})
    source = next(iter(ids(at(other)).values()))
    for words in ("leaves before the shift has ended", "it runs from our village", "the kitchen table", "it runs"):
        begin = whole_text(at(other), source).index(words)
        turn, offset = place_of(at(other), source, begin)
        coding.code(
            at(other, 1),
            Marked(source, Place(turn, offset), Place(turn, offset + len(words))),
            ["needs/work"],
            hand=hand(),
        )
    merged = merging.merge(at(small, 5), other)

    quotes = sorted(one.quote for one in listed(at(small), coder="B")[0])
    assert quotes == ["leaves before the shift has ended", "the kitchen table"]
    assert [(one.why, one.words) for one in merged.plan.left if one.words == "it runs"] == [("gone", "it runs")]
    assert merged.plan.parts["codings"].moved == 2
    assert merging.merge(at(small, 6), other).plan.empty
    with at(small).store() as store:
        assert store.check() == []


def whole_text(project, source_id):
    from toolkit.storage.sources import sources as stored

    with project.store() as store, store.reading() as connection:
        return stored.text_of(connection, source_id)


def place_of(project, source_id, position):
    from toolkit.storage.sources import sources as stored

    with project.store() as store, store.reading() as connection:
        turns = stored.by_id(connection, source_id).turns
    turn = next(one for one in turns if one.span.start <= position < one.span.end)
    return turn.number, position - turn.span.start


def test_new_interviews_come_in_but_not_those_of_people_who_withdrew(small, copy):
    talk = (
        "I: How was it?\n{who}: It went well in the end, better than I had thought when I came there that first day.\n"
    )
    for who in ("P01", "P07", "N1"):
        (copy / "interviews" / f"{who.lower()}_again.txt").write_text(talk.format(who=who), encoding="utf-8")
    register = copy / "interviews" / "respondents.csv"
    register.write_text(register.read_text() + "N1,participants,,withdrawn,,,,44\n")
    run(["add", str(copy / "interviews"), "-p", str(copy)])
    with closing(sqlite3.connect(copy / "project.db")) as store, store:
        store.execute(
            "UPDATE source SET added = ? WHERE name LIKE '%again%'", (NOW.isoformat(timespec="microseconds"),)
        )

    merged = merging.merge(at(small, 5), copy)

    assert merged.plan.new_sources == {"p01_again.txt": "p01_again.txt"}
    assert merged.plan.withheld_sources == 2
    assert merged.withdrawn_there == ("N1",)
    assert "p01_again.txt" in ids(at(small))


def test_withdrawn_words_stay_out_by_either_register(small, copy):
    register = small / "interviews" / "respondents.csv"
    coding.code(at(copy, 1), marked(at(copy), "p01.txt"), ["needs/health"], hand=hand())
    coding.code(at(copy, 1), marked(at(copy), "p02.txt"), ["needs/health"], hand=hand())
    coding.code(at(copy, 1), marked(at(copy), "p03.txt"), ["needs/health"], hand=hand())
    register.write_text(register.read_text().replace("P01,participants,,given", "P01,participants,,withdrawn"))
    theirs = copy / "interviews" / "respondents.csv"
    theirs.write_text(theirs.read_text().replace("P02,participants,,given", "P02,participants,,withdrawn"))

    merged = merging.merge(at(small, 5), copy)

    with at(small).store() as store, store.reading() as connection:
        from toolkit.storage.codings import codings

        assert {one.source for one in codings.each(connection, coder="B")} == {"p03.txt"}
    assert merged.withdrawn_there == ("P02",)
    told = str(merge_report.record(merged))
    assert "SECRET" not in told
    assert "worst of it" not in told


def test_codes_added_in_the_copy_come_in_and_other_wordings_are_told(small, copy):
    wish = scheme_editing.Add("needs", {"en": "Transport"}, {"en": "Getting there and back."})
    (added,) = scheme_editing.edit(at(copy, 1), wish, coder="B", command="merging-add").new
    wish = scheme_editing.Rename("needs/work", "en", "Work and trade", "Other words there.")
    scheme_editing.edit(at(copy, 2), wish, coder="B", command="merging-rename")
    coding.code(at(copy, 3), marked(at(copy)), [added], hand=hand())
    wording = at(small).scheme_file.codes["needs/work"]

    merged = merging.merge(at(small, 5), copy)

    ours = at(small).scheme_file
    assert ours.codes[added].definition == {"en": "Getting there and back."}
    assert ours.codes["needs/work"] == wording
    assert {what for path, what, *_ in merged.plan.different_codes if path == "needs/work"} >= {"title", "definition"}
    assert {code for *_, code in mine(at(small))} == {added}
    assert not merging.merge(at(small, 6), copy).plan.new_codes
    run(["scheme", "-p", str(small)])


def test_memos_and_settlements(small, copy):
    one = listed(at(small), coder="KL", source="p01.txt")[0][0]
    memo = memos.add(at(small, -30), "First", marked(at(small)), hand=hand("KL")).memos[0]
    shutil.rmtree(copy)
    shutil.copytree(small, copy)
    for minutes, folder, said, applies in ((1, small, "Ours", True), (2, copy, "Theirs", False)):
        memos.change(at(folder, minutes), memo, said, 1, hand=hand("KL"))
        judgement = Judgement(ids(at(folder))["p01.txt"], one.span, one.code, applies=applies, reason=said)
        settling.settle(at(folder, minutes), judgement, coder="B", command=hand().command)

    merged = merging.merge(at(small, 5), copy)

    assert {each.text for each in stored_memos(at(small))} == {"Ours", "Theirs"}
    assert {(each.kind, each.both) for each in merged.plan.conflicts} == {("memo", True), ("settlement", False)}
    with at(small).store() as store, store.reading() as connection:
        from toolkit.storage.codings import settlements

        assert [each.reason for each in settlements.each(connection)] == ["Ours"]
    assert "Theirs" in str(merge_report.record(merged))
    assert merging.merge(at(small, 6), copy).plan.empty


def test_answers_assignments_and_decisions_about_themes(suggested, tmp_path):
    from toolkit.services.suggesting import answers
    from toolkit.services.suggesting.answers import Answer, Round
    from toolkit.services.themes import theme_board

    run(["themes", "--from-suggestions", "-p", str(suggested)])
    assignments.assign(at(suggested, -30), "B", ["p03.txt"])
    copy = tmp_path / "copy"
    shutil.copytree(suggested, copy)
    first = answers.queue(at(copy), Round(), coder="C").segments[0]
    answers.answer(at(copy, 1), [Answer(first.suggestions[0].id, Decision.ACCEPTED)], hand=hand("C"))
    assignments.done(at(copy, 2), "B")
    assignments.assign(at(copy, 2), "B", ["p04.txt"])
    theme = next(card.theme for column in theme_board.columns(at(copy), "needs") for card in column.cards)
    theme_deeds.decide(at(copy, 3), [theme.id], name="Named in the copy", hand=Hand("KL", "named"))

    merged = merging.merge(at(suggested, 5), copy)

    new = {kind: part.counts["new"] for kind, part in merged.plan.parts.items()}
    assert (new["verdicts"], new["codings"], new["theme_decisions"], new["assignments"]) == (1, 1, 1, 1)
    (coder,) = (one for one in assignments.coders(at(suggested)) if one.name == "B")
    assert [(one.source, one.open) for one in coder.assignments] == [("p03.txt", False), ("p04.txt", True)]
    names = {card.theme.name for column in theme_board.columns(at(suggested), "needs") for card in column.cards}
    assert "Named in the copy" in names
    assert merging.merge(at(suggested, 6), copy).plan.empty


def test_a_folder_that_is_none_damaged_newer_or_prepared_is_refused(small, copy, tmp_path):
    before = whole(small)
    with pytest.raises(UsageError):
        merging.merge(at(small), small)
    with pytest.raises(NotAProject):
        merging.merge(at(small), tmp_path)
    for change in (
        "CREATE TRIGGER hostile AFTER INSERT ON coding BEGIN DELETE FROM memo; END",
        "CREATE VIEW hostile AS SELECT 1",
        "UPDATE alembic_version SET version_num = '9999'",
        "DROP TABLE memo",
        "PRAGMA application_id = 1",
    ):
        bad = tmp_path / "bad"
        shutil.copytree(copy, bad)
        with closing(sqlite3.connect(bad / "project.db")) as store, store:
            store.execute(change)
        with pytest.raises((BadFile, Refused, NotAProject)):
            merging.merge(at(small), bad)
        shutil.rmtree(bad)
    garbled = bytearray((copy / "project.db").read_bytes())
    garbled[4096:40960] = b"\x55" * 36864
    (copy / "project.db").write_bytes(garbled)
    with pytest.raises(SpeglaError):
        merging.merge(at(small), copy)
    assert whole(small) == before


def test_values_that_spegla_never_writes_are_refused_or_left(small, copy):
    coding.code(at(copy, 1), marked(at(copy)), ["needs/work"], hand=hand())
    coding.code(at(copy, 1), marked(at(copy), "p02.txt"), ["needs/work"], hand=hand("C"))
    with closing(sqlite3.connect(copy / "project.db")) as store, store:
        store.execute("UPDATE coding SET coder = 'B' || char(10) || 'x' WHERE coder = 'B'")
        store.execute("UPDATE coding SET quote = 'other words' WHERE coder = 'C'")

    merged = merging.merge(at(small, 5), copy)

    assert sorted(one.why for one in merged.plan.left) == ["damaged", "no name"]
    assert merged.plan.empty
    with closing(sqlite3.connect(copy / "project.db")) as store, store:
        store.execute("PRAGMA ignore_check_constraints=ON")
        store.execute("UPDATE coding SET start = 50, end = 3 WHERE coder = 'C'")
    with pytest.raises(BadFile):
        merging.merge(at(small, 6), copy)


def test_an_older_copy_is_migrated_beside_and_left_as_it_is(small, copy):
    coding.code(at(copy, 1), marked(at(copy)), ["needs/work"], hand=hand())
    with closing(sqlite3.connect(copy / "project.db")) as store, store:
        store.executescript(
            "DROP TABLE tie; DROP TABLE partner; DROP TABLE obstacle_passage; DROP TABLE obstacle;"
            "DROP TABLE commitment; DROP TABLE answer; DROP TABLE dot; DROP TABLE response; DROP TABLE session;"
            "DROP TABLE pack_item; DROP TABLE pack;"
            "DROP TABLE gate_answer; DROP TABLE draft_sentence; DROP TABLE draft_block; DROP TABLE quote;"
            "DROP TABLE stance_passage; DROP TABLE claim_passage; DROP TABLE stance; DROP TABLE claim;"
            "DROP TABLE learned; DROP TABLE factor_link; DROP TABLE consent_text; DROP TABLE identifier_decision;"
            "DROP TABLE source_revision; DROP TABLE source_setting; DROP INDEX ix_turn_source_id_start;"
            "ALTER TABLE draft DROP COLUMN audience; ALTER TABLE theme DROP COLUMN chance;"
            "ALTER TABLE theme DROP COLUMN pile;"
            "DROP TABLE assignment; DROP TABLE source_index; ALTER TABLE scheme_version DROP COLUMN reason;"
            "ALTER TABLE scheme_version DROP COLUMN coder;"
            "ALTER TABLE theme ADD COLUMN aside BOOLEAN NOT NULL DEFAULT 0;"
            "UPDATE alembic_version SET version_num = '0002';"
        )
    there = whole(copy)

    merged = merging.merge(at(small, 5), copy)

    assert merged.plan.parts["codings"].counts["new"] == 1
    assert whole(copy) == there
    assert not list(small.glob(".other-*"))
