"""How far the work is: a turn counts as coded when somebody coded in it, and nobody withheld is counted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from toolkit.services.projects import progress
from toolkit.services.projects.progress import Share, Step
from toolkit.services.projects.project import open_project
from toolkit.storage.suggesting import progress as stored


@pytest.fixture
def now():
    return datetime(2025, 10, 20, 9, tzinfo=UTC)


def overview(folder, now):
    return progress.overview(open_project(folder, now=now))


def test_words_are_coded_or_untouched_and_add_up(small, now):
    seen = overview(small, now)
    assert seen.coders == {"KL": 63}
    assert seen.total == sum((one.share for one in seen.sources), Share())
    assert seen.total == sum((one.share for one in seen.groups), Share())
    assert seen.total.words == seen.total.coded + seen.total.suggested + seen.total.untouched
    assert 0 < seen.total.coded <= seen.total.words


def test_whoever_withdrew_is_neither_counted_nor_named(small, now):
    seen = overview(small, now)
    assert "P07" not in {who for one in seen.sources for who in one.respondents}
    assert len(seen.sources) == 11
    assert [one.people for one in seen.groups] == [9, 3]


def test_suggestions_count_where_nobody_has_coded(suggested, now):
    seen = overview(suggested, now)
    assert seen.total.coded == 0
    assert 0 < seen.total.suggested <= seen.total.words


def test_the_next_step_follows_the_work(spegla, tmp_path, small, suggested, now):
    spegla("init", tmp_path / "new", "--language", "en")
    assert overview(tmp_path / "new", now).next_step is Step.REGISTER
    register = tmp_path / "new" / "interviews" / "respondents.csv"
    register.write_text("id;group\nP01;participants\n")
    assert overview(tmp_path / "new", now).next_step is Step.ADD
    assert overview(small, now).next_step is Step.SUGGEST
    assert overview(suggested, now).next_step is Step.CODE
    spegla("suggest", "-p", small)
    assert overview(small, now).next_step is Step.THEMES


@pytest.mark.parametrize(("coded", "step"), [(899, Step.GO_ON), (900, Step.DEEPEN)])
def test_where_nearly_all_is_coded_the_next_step_is_what_it_means(small_coded, now, coded, step):
    project = open_project(small_coded, now=now)
    with project.store() as store, store.reading() as connection:
        made = replace(stored.made(connection), suggested_sources=12, codings=9, themes=3, drafts=1)
    assert progress._next_step(project, 12, made, Share(1000, coded)) is step


def test_whole_per_cent_is_all_or_nothing_only_when_it_is():
    assert [Share(1000, n).percent(n) for n in (0, 1, 500, 999, 1000)] == [0, 1, 50, 99, 100]
    assert Share().percent(0) == 0
