"""What themes' words are learned from."""

from __future__ import annotations

from datetime import UTC, datetime

from toolkit.services.projects.project import open_project
from toolkit.services.themes import theme_talk

NOW = datetime(2025, 10, 20, tzinfo=UTC)


def answers(folder):
    project = open_project(folder, now=NOW)
    with project.store() as store:
        return theme_talk.answers(project, store)


def test_every_answer_stands_behind_its_question(small):
    found = answers(small)

    assert found == sorted(set(found))
    assert all("\n" in text for text in found)


def test_a_long_answer_is_read_in_pieces_each_with_the_question(small, monkeypatch):
    before = answers(small)
    monkeypatch.setattr(theme_talk, "PIECE", 40)
    pieces = answers(small)

    assert len(pieces) > len(before)
    assert {text.split("\n")[0] for text in pieces} == {text.split("\n")[0] for text in before}


def test_nothing_is_learned_from_somebody_who_withdrew(small):
    assert any("FIVESECRET" in text for text in answers(small))

    register = small / "interviews" / "respondents.csv"
    lines = register.read_text("utf-8").splitlines()
    told = [line.replace("given", "withdrawn") if line.startswith("P05") else line for line in lines]
    register.write_text("\n".join(told) + "\n", "utf-8")
    after = answers(small)

    assert told != lines
    assert after
    assert not any("FIVESECRET" in text for text in after)


def test_of_much_talk_only_some_is_read_and_the_same_each_time(small, monkeypatch):
    whole = answers(small)
    monkeypatch.setattr(theme_talk, "CHARACTERS", 100)

    assert answers(small) == answers(small)
    assert 0 < len(answers(small)) < len(whole)


def test_what_was_kept_is_not_used_when_somebody_has_withdrawn(small):
    before = open_project(small, now=NOW)
    with before.store() as store:
        kept = theme_talk.meanings(before, store)
    register = small / "interviews" / "respondents.csv"
    lines = register.read_text("utf-8").splitlines()
    told = [line.replace("given", "withdrawn") if line.startswith("P05") else line for line in lines]
    register.write_text("\n".join(told) + "\n", "utf-8")
    after = open_project(small, now=NOW)
    with after.store() as store:
        found = theme_talk.meanings(after, store)

    assert found is not kept
    assert found is not None
    assert not any("fivesecret" in lemma for lemma in found.lemmas)


def test_meanings_are_none_where_nobody_has_answered(tmp_path, spegla):
    spegla("init", tmp_path / "empty", "--language", "en")
    project = open_project(tmp_path / "empty", now=NOW)
    with project.store() as store:
        assert theme_talk.meanings(project, store) is None


def test_meanings_are_kept_for_the_next_asking(small):
    project = open_project(small, now=NOW)
    with project.store() as store:
        assert theme_talk.meanings(project, store) is theme_talk.meanings(project, store)
