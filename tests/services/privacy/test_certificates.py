"""Certificates: two languages, what was done and what could not be, never a word; one is never written over another."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from toolkit import messages
from toolkit.domain.reflection.packs import PackFile, Showing, Wish
from toolkit.services.privacy import certificates
from toolkit.services.privacy.erasing import Erased
from toolkit.services.projects.project import init
from toolkit.services.projects.withdrawal_ledger import ERASE, WITHDRAW, Errand

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
ERRAND = Errand(WITHDRAW, "P07", "consent", "", "m.json", number=4, at="2026-03-01T12:29:00+00:00")
DONE = Erased(
    ERRAND,
    {"sources": 1, "turns": 12, "codings": 0, "memo.text": 2, "draft_sentence.text": 3, "unheard of": 9},
    backups=2,
    files=("copies/p07.txt",),
    looked=40,
)


@pytest.fixture
def project(tmp_path):
    return init(tmp_path / "project", language="en", now=NOW)


def told(project, erased, language="en"):
    with certificates.speaking(language):
        return list(certificates.lines(project, erased))


def test_both_languages_stand_in_one_file_and_the_facts_beside_it(project):
    path = certificates.write(project, DONE)
    assert path.name == "2026-03-01-P07.txt"
    text = path.read_text("utf-8")
    swedish, english = text.split("Certificate of withdrawal")
    assert "P07" in swedish
    assert "samtycke" in swedish
    assert "consent withdrawn" in english
    assert messages.current_language() == "en"
    record = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert (record["number"], record["act"], record["respondent"], record["ground"]) == (
        4,
        "withdraw",
        "P07",
        "consent",
    )
    assert (record["begun"], record["done"]) == ("2026-03-01T12:29:00+00:00", "2026-03-01T12:30:00+00:00")
    assert (record["backups"], record["files_looked_into"], record["files_deleted"]) == (2, 40, 1)
    assert (record["files_with_words"], record["files_not_read"], record["backups_not_cleaned"]) == (0, 0, 0)
    assert record["clean"] is True


def test_no_certificate_is_written_over_another(project):
    names = [certificates.write(project, DONE).name for _ in range(3)]
    assert names == ["2026-03-01-P07.txt", "2026-03-01-P07-2.txt", "2026-03-01-P07-3.txt"]
    assert len(list((project.folder / "withdrawals").glob("*.json"))) == 3


@pytest.mark.parametrize(
    ("respondent", "name"),
    [
        ("", "2026-03-01-4.txt"),
        ("../../P 07", "2026-03-01-P07.txt"),
        ("Åsa", "2026-03-01-sa.txt"),
        ("Ö", "2026-03-01-4.txt"),
    ],
)
def test_the_file_s_name_is_plain_and_stays_in_its_folder(project, respondent, name):
    path = certificates.write(project, replace(DONE, errand=replace(ERRAND, respondent=respondent)))
    assert path == project.folder / "withdrawals" / name


@pytest.mark.parametrize(
    ("errand", "english"),
    [
        (ERRAND, "Certificate of withdrawal"),
        (replace(ERRAND, act=ERASE), "Certificate of erased words"),
        (replace(ERRAND, ground="decision"), "Certificate that records were destroyed"),
        (replace(ERRAND, act=ERASE, ground="decision"), "Certificate that records were destroyed"),
    ],
)
def test_it_is_called_by_what_was_done(errand, english):
    own = replace(DONE, errand=errand)
    assert certificates.title(own) == english
    with certificates.speaking("sv"):
        assert certificates.title(own) != english


@pytest.mark.parametrize(
    ("name", "decision", "words"),
    [
        ("consent", "", "consent withdrawn"),
        ("decision", "Dnr 2026/117", "decision Dnr 2026/117 to destroy records"),
        ("working-material", "", "working material that was cleared"),
        ("", "", "not stated"),
        ("something older", "", "not stated"),
    ],
)
def test_the_ground_is_said_in_words(name, decision, words):
    assert certificates.ground(name, decision) == words


def test_what_was_taken_out_is_counted_by_kind_and_the_rest_together(project):
    lines = told(project, DONE)
    assert lines[lines.index("Taken out:") + 1 : lines.index("Places:") - 1] == [
        "  sources removed: 1",
        "  turns: 12",
        "  5 other texts that repeated the words",
        "  2 backups cleaned",
        "  1 file deleted",
    ]


def test_where_nothing_was_left_it_says_so(project):
    lines = told(project, Erased(ERRAND, {"codings": 0}))
    assert lines[lines.index("Taken out:") + 1] == "  nothing was left to take out"


def test_a_project_whose_settings_cannot_be_read_gets_its_certificate_all_the_same(project):
    (project.folder / "project.toml").write_text("name = ", "utf-8")
    project.__dict__.pop("settings", None)
    assert "Project: " in told(project, DONE)


def test_the_result_is_clean_only_where_nothing_is_left_anywhere():
    clean = list(certificates.result(DONE))
    assert clean[0] == "Looked through afterwards: 40 files."
    assert len(clean) == 2
    assert "No runs of five words" in clean[1]
    left = list(certificates.result(replace(DONE, left={"a.txt": 3, "b.txt": 1}, looked=1)))
    assert left == ["Looked through afterwards: 1 file.", "  2 files still hold words."]
    backup = list(certificates.result(replace(DONE, unclean=("b1",))))
    assert backup[1:] == ["  0 files still hold words.", "  1 backup could not be cleaned."]
    unread = list(certificates.result(replace(DONE, unread=("x.zip", "y.zip"))))
    assert "No runs of five words" in unread[1]
    assert unread[2] == "  2 files could not be looked into whole."


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_key_stays_named_as_out_of_reach_until_its_line_was_taken(project, language):
    path = certificates.write(project, DONE)
    with certificates.speaking(language):
        before, after = messages.tr(certificates.KEY), messages.tr(certificates.KEY_DONE)
    assert before in path.read_text("utf-8")
    certificates.key_taken(path)
    text = path.read_text("utf-8")
    assert after in text
    assert before not in text
    record = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert record["key"] == "removed"
    assert record["number"] == 4


def test_packs_that_had_been_shown_are_told_with_day_and_meeting(project):
    from toolkit.storage.sessions import packs

    with project.store(write=True) as store, store.writing("pack", now=NOW) as change:
        for number in (1, 2):
            made = packs.put(change.connection, Wish("team", title=f"Pack {number}"), coder="KL", at=NOW)
            before = packs.one(change.connection, made)
            after = replace(before, digest="d" * 64, files=(PackFile("p.docx", "s"),))
            packs.let_out(change.connection, before, after)
            shown = Showing(date(2026, 2, 3), "Höstmötet", "d" * 64, "KL")
            packs.show(change.connection, packs.one(change.connection, made), [shown])
    erased = replace(DONE, counts={"turns": 1, "pack 2": 1})
    assert [one.id for one in certificates.shown(project, erased)] == [2]
    assert "Shown before: feedback pack 2 to the team, 2026-02-03. Höstmötet" in told(project, erased)
    record = certificates.record(project, erased)
    assert record["shown"] == [{"pack": 2, "audience": "team", "day": "2026-02-03", "meeting": "Höstmötet"}]
    assert record["counts"] == {"turns": 1}
    assert not any("pack 1" in line for line in told(project, erased))


def test_another_language_is_spoken_inside_only_also_when_something_fails():
    inside = []

    def fail():
        with certificates.speaking("sv"):
            inside.append(messages.current_language())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert inside == ["sv"]
    assert messages.current_language() == "en"
