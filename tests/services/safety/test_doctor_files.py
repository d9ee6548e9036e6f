"""Torn files: each told once with what to do, nothing told of what is whole, and nothing changed by looking."""

import os

import pytest

from tests.services.met import NOW
from tests.services.two_sides import in_database
from toolkit.services.material import word_index
from toolkit.services.projects.project import open_project
from toolkit.services.safety import doctor_files

NEWEST = "Take it from the newest backup"


def told(folder):
    return [(check, message.format(**values), hint) for check, message, hint, values in doctor_files.torn(at(folder))]


def at(folder):
    return open_project(folder, now=NOW)


def test_of_a_whole_project_nothing_is_told(small_coded):
    project = at(small_coded)
    assert list(doctor_files.torn(project)) == []
    assert doctor_files.left_over(project) == []


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\0" * 512, b"id,group\nP01,\0\0\0\0"])
@pytest.mark.parametrize("name", ["project.toml", "interviews/respondents.csv"])
def test_a_file_with_nothing_or_with_nul_in_it_may_be_torn(small, name, data):
    (small / name).write_bytes(data)
    [(check, sentence, hint), *_] = [one for one in told(small) if one[1].startswith(f"{name} holds")]
    assert check == "files"
    assert "power cut" in sentence
    assert hint.startswith(NEWEST)


def test_words_of_two_bytes_each_are_not_torn(small):
    register = small / "interviews" / "respondents.csv"
    register.write_bytes(register.read_text("utf-8").encode("utf-16"))
    assert not any("power cut" in sentence for _, sentence, _ in told(small))


@pytest.mark.parametrize("name", ["project.toml", "interviews/respondents.csv"])
def test_a_file_that_is_needed_and_gone_is_told(small, name):
    project = at(small)
    (small / name).unlink()
    found = [(message.format(**values), hint) for _, message, hint, values in doctor_files.torn(project)]
    assert any(sentence == f"{name} is missing." and hint.startswith(NEWEST) for sentence, hint in found)


def test_a_file_that_cannot_be_read_is_told_with_its_own_words(small):
    (small / "project.toml").write_text('name = "x"\nname = "y"\n', "utf-8")
    assert any("same name stands twice" in sentence for _, sentence, _ in told(small))


def test_a_report_s_facts_are_looked_at_only_where_there_are_any(small):
    from toolkit.resources import report_files

    path = small / report_files.REPORT
    path.unlink(missing_ok=True)
    assert told(small) == []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\0" * 20)
    assert [sentence for _, sentence, _ in told(small)] == [
        f"{report_files.REPORT} holds nothing that can be read: a power cut may have torn it."
    ]


def test_what_commands_left_behind_is_found_in_order(small):
    left = [".report.docx.part", "interviews/.p01.txt.part", "project.db.new", "project.db.new-journal"]
    for name in left:
        (small / name).write_bytes(b"x")
    (small / "mine.part").write_bytes(b"x")
    assert doctor_files.left_over(at(small)) == sorted(small / name for name in left)


def test_words_that_do_not_fit_their_packed_form_are_told_by_the_source_s_name(small):
    project = at(small)
    word_index.standing(project)
    assert list(doctor_files.other_words(project)) == []
    in_database(small, "UPDATE source SET text = replace(text, 'bus', 'car') WHERE name = 'p01.txt'")
    in_database(
        small,
        "UPDATE source_index SET words = x'00' WHERE source_id = (SELECT id FROM source WHERE name = 'p02.txt')",
        "UPDATE source_index SET fingerprint = 'older', words = x'00'"
        " WHERE source_id = (SELECT id FROM source WHERE name = 'p03.txt')",
    )
    assert list(doctor_files.other_words(at(small))) == ["p01.txt", "p02.txt"]


def test_who_holds_the_lock_is_told_by_number(small):
    project = at(small)
    (small / "project.db.lock").unlink(missing_ok=True)
    assert doctor_files.lock(project) == ("Nobody works in the project just now.", {})
    (small / "project.db.lock").write_text('{"pid": 999999, "since": "2020-01-01T00:00:00+00:00"}', "utf-8")
    message, values = doctor_files.lock(project)
    assert message.startswith("Nobody works in the project just now; the lock file")
    assert values == {"pid": 999999}
    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        message, values = doctor_files.lock(project)
        change.idle = True
    assert message == "Process {pid} works in the project just now."
    assert values == {"pid": os.getpid()}
