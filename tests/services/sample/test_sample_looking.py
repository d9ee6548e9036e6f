"""What coder A decided of the sample after the machine's proposal is a step of its own, on passages that are there."""

import pytest

from tests.conftest import INTERVIEWS
from tests.services.conftest import CLAIMED
from toolkit.domain.codings.segments import place_of
from toolkit.services.projects.project import open_project
from toolkit.services.sample import sample_claims, sample_looking
from toolkit.services.themes import themes
from toolkit.storage.database import steps

ROWS = sample_claims.rows(INTERVIEWS / sample_looking.LOOKED_THROUGH)


@pytest.fixture
def sample(claimed_once):
    return open_project(claimed_once, now=CLAIMED)


@pytest.mark.slow
def test_the_themes_that_are_told_bear_names_of_a_person_but_for_three(sample):
    with sample.store() as store:
        found, current = themes.as_kept(sample, store)
    assert current
    told = [theme for theme in found.themes if theme.told]
    assert sum(not theme.named for theme in told) == 3
    names = [theme.name for theme in told if theme.named]
    assert len(names) == len(set(names)), "a claim names its theme"


@pytest.mark.slow
def test_each_passage_stands_where_the_file_puts_it(sample):
    with sample.store() as store:
        found, _ = themes.as_kept(sample, store)
    home = {(theme.area, key): theme for theme in found.themes for key in theme.passages}
    for row in ROWS:
        theme = home[row["area"], f"{row['source']}:{row['start']}-{row['end']}"]
        if row["theme"]:
            assert (theme.name, theme.named, theme.group) == (row["theme"], True, row["group"])
        else:
            assert theme.aside


@pytest.mark.slow
def test_it_is_a_step_of_its_own_beside_what_was_sorted_without_the_machine(sample):
    with sample.store() as store, store.reading() as connection:
        verbs = [step.verb for step in steps.taken(connection, "A", now=CLAIMED)]
    assert verbs.count("theme split") == 1
    assert verbs.count("theme move") == 1


def test_the_quotes_in_the_file_are_the_words_at_the_places():
    for row in ROWS:
        _, span = place_of(f"{row['source']}:{row['start']}-{row['end']}")
        assert len(row["quote"]) == span.end - span.start
