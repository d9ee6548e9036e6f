"""Whoever withdraws is gone from every file (A23), also after a restore (A24), whatever interrupted it."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import select

from tests.material import SAID, transcript
from tests.services.withdrawn import copied, filled, lying, marks_of, opened, project_full, said_by
from toolkit.domain.identifiers.remains import Marks
from toolkit.domain.sources.revisions import Edit
from toolkit.errors import NotFound, ProjectBusy, Refused, UsageError
from toolkit.services.coding import memos, schemes
from toolkit.services.material import adding, sources
from toolkit.services.material.hands import Hand
from toolkit.services.privacy import erasing, withdrawal_look, withdrawing
from toolkit.services.privacy.withdrawing import Wish
from toolkit.services.projects import backups, withdrawal_ledger
from toolkit.storage.codings import codings
from toolkit.storage.database import backups as kept_backups
from toolkit.storage.database.lock import serve_place
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources as stored
from toolkit.storage.tables.schema import source_index, turn

ALL = Wish(delete=True)


@pytest.fixture(scope="module")
def full_once(tmp_path_factory, small_coded):
    return project_full(copied(small_coded, tmp_path_factory.mktemp("full") / "project"))


@pytest.fixture
def full(full_once, tmp_path):
    return copied(full_once, tmp_path / "full")


def words_of(person):
    return marks_of(*(one.words for one in SAID if one.person == person))


def whole(folder):
    with Store.open(folder / "project.db", now=opened(folder).now) as store:
        assert store.check() == []
        with store.reading() as connection:
            return {name: stored.text(connection, name) for name in stored.names(connection)}


@pytest.mark.figure("A23", parts=True)
@pytest.mark.parametrize(
    "person",
    ["P01", "P07", *(pytest.param(f"P{number:02}", marks=pytest.mark.soak) for number in (2, 3, 4, 5, 6, 8, 9))],
)
def test_nothing_of_a_person_is_left_in_any_file(full, person, figure):
    marks = words_of(person)
    assert lying(full, marks)
    before = whole(full)
    erased = withdrawing.withdraw(opened(full), person, ALL)
    left = lying(full, marks)
    figure(people=1, hits=sum(left.values()))
    assert left == {}
    assert erased.clean
    after = whole(full)
    assert before.keys() - after.keys() == {f"{person.lower()}.txt"}
    assert all(before[name] == text for name, text in after.items())
    assert not any(kept_backups.altered(folder) for folder in backups.folders(opened(full)))


def test_one_of_several_speakers_leaves_silence_and_the_others_stay(full):
    marks, others = words_of("T1"), words_of("T2")
    with Store.open(full / "project.db", now=opened(full).now) as store, store.reading() as connection:
        kept = [one for one in codings.each(connection, source="team.txt") if "walk a while" in one.quote]
    erased = withdrawing.withdraw(opened(full), "T1", ALL)
    assert erased.clean
    assert lying(full, marks) == {}
    assert "project.db" in lying(full, others)
    text = whole(full)["team.txt"]
    assert text.count("[…]") == 2
    assert "T1" not in text
    assert said_by("T2") in text
    with Store.open(full / "project.db", now=opened(full).now) as store, store.reading() as connection:
        still = codings.each(connection, source="team.txt")
        assert [(one.quote, one.code) for one in still] == [(one.quote, one.code) for one in kept]
        silent = connection.execute(select(turn.c.role, turn.c.label, turn.c.respondent).where(turn.c.label.is_(None)))
        assert ("unknown", None, None) in [tuple(row) for row in silent]
        key = stored.id_of(connection, "team.txt")
        assert key not in connection.execute(select(source_index.c.source_id)).scalars().all()
    assert sources.overview(opened(full))
    assert whole(full)["team.txt"] == text


def test_every_place_of_the_closed_list_loses_the_words(full):
    phrase = said_by("P01")
    filled(full, phrase, into="p03.txt")
    assert lying(full, words_of("P01"))["project.db"]
    erased = withdrawing.withdraw(opened(full), "P01", ALL)
    assert lying(full, words_of("P01")) == {}
    assert {name for name in erased.counts if "." in name} >= {"memo.text", "claim.text", "gate_answer.reason"}
    with Store.open(full / "project.db", now=opened(full).now) as store:
        assert store.check() == []


def test_a_scheme_that_quotes_the_person_stays_the_same_version(full):
    path = opened(full).scheme_path
    phrase = said_by("P01")
    before = path.read_text("utf-8")
    at = before.index('            - "')
    path.write_text(f'{before[:at]}            - "{phrase}"\n{before[at:]}', encoding="utf-8")
    project = opened(full)
    with project.store(write=True) as store:
        schemes.record(project, store, schemes.current(project, store))
    withdrawing.withdraw(opened(full), "P01", ALL)
    project = opened(full)
    with project.store() as store:
        assert not schemes.current(project, store).new
    assert "(…)" in path.read_text("utf-8")
    assert lying(full, words_of("P01")) == {}


def test_files_that_a_person_may_have_edited_are_listed_and_left(full):
    draft = next((full / "drafts").glob("*.md"))
    draft.write_text(draft.read_text("utf-8") + "\nMy own words.\n", encoding="utf-8")
    touched = withdrawal_look.look(opened(full), "P01", Wish())
    erased = withdrawing.withdraw(opened(full), "P01", Wish())
    assert not erased.clean
    assert set(erased.left) == {name for name, goes in touched.files.items() if not goes}
    assert set(erased.files) == {name for name, goes in touched.files.items() if goes}
    assert "interviews/p01.txt" in erased.files
    assert f"drafts/{draft.name}" in erased.left or not lying(full, words_of("P01")).get(f"drafts/{draft.name}")
    assert {"whole.zip", "sent.zip", "out.qdpx", "codings.xlsx", "log.json", "codings.csv"} <= set(erased.left)
    for name in erased.left:
        (full / name).unlink()
    assert not any(found for _, found in withdrawing.verify(opened(full)).found)


def test_what_goes_and_what_it_touches_is_said_first_and_nothing_is_done(full):
    before = {path: path.read_bytes() for path in full.rglob("*") if path.is_file() and "project.db" not in path.name}
    touched = withdrawal_look.look(opened(full), "T1", Wish())
    assert touched.parts == ("team.txt",)
    assert touched.turns == 2
    assert touched.codings == {"KL": 3}
    assert touched.themes
    changed = [each for each in touched.sentences if each.now and each.now != each.text]
    assert changed
    assert all(path.read_bytes() == data for path, data in before.items())
    assert withdrawal_ledger.pending(full) == ()
    assert "team.txt" in whole(full)


def test_of_files_with_the_words_only_those_that_the_program_reads_are_never_deleted(full):
    words = json.dumps(said_by("P01"))
    beside = full / "interviews" / "reflection" / "obstacles.toml"
    beside.parent.mkdir()
    beside.write_text(f"passages = [{words}]\n", encoding="utf-8")
    own = full / "templates" / "own.toml"
    own.parent.mkdir(exist_ok=True)
    own.write_text(f"text = {words}\n", encoding="utf-8")
    touched = withdrawal_look.look(opened(full), "P01", ALL)
    erased = withdrawing.withdraw(opened(full), "P01", ALL)
    assert [name for name, goes in touched.files.items() if not goes] == ["templates/own.toml"]
    assert "interviews/reflection/obstacles.toml" in erased.files
    assert {name for name in erased.left if not name.startswith("backups/")} == {"templates/own.toml"}
    assert own.exists()


def test_the_register_keeps_id_act_and_date_alone(full):
    withdrawing.withdraw(opened(full), "P10", ALL)
    project = opened(full)
    person = project.register.get("P10")
    assert not project.register.usable("P10")
    assert (person.group, person.labels, dict(person.variables)) == (None, (), {})
    line = next(
        line for line in (full / "interviews/respondents.csv").read_text("utf-8").splitlines() if line.startswith("P10")
    )
    assert set(line.split(",")) == {"P10", "withdrawn", project.now.astimezone().date().isoformat(), ""}
    for folder in backups.folders(project):
        assert "MB" not in (folder / "interviews" / "respondents.csv").read_text("utf-8")


def test_the_same_file_does_not_come_in_again(full, tmp_path):
    withdrawing.withdraw(opened(full), "P01", ALL)
    again = tmp_path / "again.txt"
    again.write_text(transcript("P01"), encoding="utf-8")
    result = adding.add(opened(full), [again])
    assert [problem.serious for problem in result.problems] == [True]
    assert "p01.txt" not in whole(full)


def test_the_certificate_says_what_was_done_in_two_languages_and_no_words(full):
    erased = withdrawing.withdraw(opened(full), "P01", Wish("decision", "2026-117", delete=True))
    text = erased.certificate.read_text("utf-8")
    assert "2026-117" in text
    assert "P01" in text
    assert "Certificate that records were destroyed" in text
    assert not words_of("P01").found(text)
    told = json.loads(erased.certificate.with_suffix(".json").read_text("utf-8"))
    assert told["clean"]
    assert told["counts"]["codings"] == 9


@pytest.mark.figure("A24")
def test_a_restored_backup_has_lost_the_words_too(full, figure):
    """A24: a backup from before the withdrawal that nobody cleaned, such as one on another disk."""
    old = copied(backups.folders(opened(full))[0], full.parent / "elsewhere")
    withdrawing.withdraw(opened(full), "P01", ALL)
    withdrawing.withdraw(opened(full), "T1", ALL)
    shutil.copyfile(old / "project.db", full / "project.db")
    shutil.copyfile(old / "interviews/respondents.csv", full / "interviews/respondents.csv")
    assert lying(full, words_of("P01"))
    assert withdrawing.reapply(opened(full)).respondents == ("P01", "T1")
    assert lying(full, words_of("P01")) == {}
    assert lying(full, words_of("T1")) == {}
    assert "p01.txt" not in whole(full)
    assert not opened(full).register.usable("P01")
    figure(people=2, hits=0)


def test_nothing_is_begun_beside_a_workbench(full):
    project = opened(full)
    place = serve_place(full / "project.db", "http://127.0.0.1:1", now=project.now)
    try:
        with pytest.raises(ProjectBusy):
            withdrawing.withdraw(project, "P01", ALL)
    finally:
        place.release()
    assert withdrawal_ledger.pending(project.folder) == ()


def test_a_reader_keeps_it_pending_until_it_has_ended(full, monkeypatch):
    monkeypatch.setattr("toolkit.storage.database.engines.BUSY_SECONDS", 0.2)
    with closing(sqlite3.connect(full / "project.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM source").fetchone()
        with pytest.raises(ProjectBusy):
            withdrawing.withdraw(opened(full), "P01", ALL)
    assert [one.respondent for one in withdrawal_ledger.pending(full)] == ["P01"]
    assert not opened(full).register.usable("P01")
    finished = withdrawing.finish_pending(opened(full))
    assert finished[0].erased.clean
    assert withdrawal_ledger.pending(full) == ()
    assert lying(full, words_of("P01")) == {}


def test_the_next_command_finishes_what_was_interrupted_and_says_so(full, spegla, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(erasing, "_backups", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            withdrawing.withdraw(opened(full), "P01", ALL)
    assert lying(full, words_of("P01"))
    said = spegla("status", "-p", full)
    assert "has been finished: P01" in said.err
    assert lying(full, words_of("P01")) == {}
    assert "finished" not in spegla("status", "-p", full).err


def test_strings_are_erased_everywhere(full):
    name = "kitchen table"
    project = opened(full)
    with project.store() as store, store.reading() as connection:
        texts = {each: stored.text(connection, each) for each in stored.names(connection)}
    cuts = {
        each: [Edit(text.index(name), text.index(name) + len(name), "[place]")]
        for each, text in texts.items()
        if name in text
    }
    erased = erasing.erase(project, cuts, delete=True)
    assert erased.clean
    assert "at the [place], three days" in whole(full)["p01.txt"]
    assert lying(full, Marks.of_strings(b"k", [name])) == {}
    with pytest.raises(Refused):
        erasing.erase(opened(full), {"p01.txt": [Edit(0, 0, "x")]})


@pytest.mark.parametrize(
    ("wish", "error"),
    [(Wish("why not"), UsageError), (Wish("decision"), UsageError), (Wish("consent", "12"), UsageError)],
)
def test_a_ground_must_be_one(small, wish, error):
    with pytest.raises(error):
        withdrawing.withdraw(opened(small), "P01", wish)


def test_nobody_and_somebody_who_is_gone_are_refused(small):
    with pytest.raises(NotFound):
        withdrawing.withdraw(opened(small), "X99", Wish())
    withdrawing.withdraw(opened(small), "P03", ALL)
    with pytest.raises(Refused):
        withdrawing.withdraw(opened(small), "P03", ALL)


def test_the_digests_that_stay_hold_no_words_and_are_few(small):
    withdrawing.withdraw(opened(small), "P03", ALL)
    errand = withdrawal_ledger.errands(small)[0]
    marks = withdrawal_ledger.read_marks(small, errand)
    assert 0 < len(marks) <= 2000
    kept = (small / "withdrawals" / errand.marks).read_text("utf-8")
    assert not words_of("P03").found(kept)


def test_for_somebody_who_is_there_verify_tells_where_the_words_lie(small):
    verified = withdrawing.verify(opened(small), "P03")
    ((errand, found),) = verified.found
    assert errand.number == 0
    assert {path.name for path in found} == {"project.db", "p03.txt", "codings.csv"}


def test_a_question_that_the_person_says_over_again_stays_in_the_guide_and_in_what_others_wrote(small, tmp_path):
    """Also in a backup that has a source in which it is said, and that is gone here by now."""
    asked = "How did it come about that you ever began with this whole thing in that long winter?"
    own = "My cousin drove me to the old mill by the river on the very first morning."
    guide = small / "interviews" / "guides" / "participants.yaml"
    guide.parent.mkdir(exist_ok=True)
    question = f"  - key: way_in\n    area: preconditions\n    text: {asked}\n"
    guide.write_text(f"group: participants\nlanguage: en\nquestions:\n{question}", "utf-8")
    (tmp_path / "again.txt").write_text(f"I: Well?\n\nP01: You asked me: {asked} {own}\n", "utf-8")
    adding.add(opened(small), [tmp_path / "again.txt"])
    memos.add(opened(small), f"We ask: {asked} And: {own}", "needs", hand=Hand("KL", "memo-on-a-code"))
    folder = backups.before(opened(small), "merge").folder
    sources.remove(opened(small), "again.txt")
    erased = withdrawing.withdraw(opened(small), "P01", Wish())
    assert not [name for name in erased.left if "guides" in name]
    assert asked in guide.read_text("utf-8")
    with closing(sqlite3.connect(folder / "project.db")) as backup:
        (text,) = backup.execute("SELECT text FROM memo").fetchone()
    assert asked.rstrip("?") in text
    assert own.rstrip(".") not in text
