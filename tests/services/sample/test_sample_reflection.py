"""The sample's sessions, obstacles and partners go in through the ordinary services, each on words that are there."""

import csv
import shutil
import tomllib

import pytest

from tests.conftest import INTERVIEWS
from tests.made_once import made_once
from tests.services.conftest import CLAIMED
from toolkit.domain.claims.claims import Stance
from toolkit.domain.reflection.learning import Outcome, Status
from toolkit.domain.reflection.obstacles import Level
from toolkit.services.claims import claims
from toolkit.services.network import network, ties
from toolkit.services.obstacles import obstacles
from toolkit.services.packs import packs
from toolkit.services.projects.project import open_project
from toolkit.services.sample import sample_partners, sample_reflection
from toolkit.services.sessions import follow_up, learning_log
from toolkit.services.themes import themes
from toolkit.storage.sources import sources

REFLECTION = INTERVIEWS / "reflection"


@pytest.fixture(scope="session")
def held_once(claimed_once, tmp_path_factory):
    """The sample with its partners, obstacles and two sessions; not to be changed."""

    def make(folder):
        project = open_project(shutil.copytree(claimed_once, folder), now=CLAIMED)
        interviews = project.folder / "interviews"
        sample_partners.mark(project, interviews, coder="A")
        sample_reflection.hold(project, interviews, coder="A")
        sample_reflection.meet(project, interviews, coder="A")

    return made_once(tmp_path_factory, "held", make)


@pytest.fixture
def held(held_once):
    return open_project(held_once, now=CLAIMED)


def words_in_two_languages(value):
    """Every pair of texts in what a file says."""
    if isinstance(value, dict):
        if value.keys() & {"sv", "en"}:
            yield value
        else:
            for each in value.values():
                yield from words_in_two_languages(each)
    elif isinstance(value, list):
        for each in value:
            yield from words_in_two_languages(each)


@pytest.mark.parametrize("name", ["sessions", "obstacles"])
def test_whatever_a_report_may_print_is_said_in_both_languages(name):
    pairs = list(words_in_two_languages(tomllib.loads((REFLECTION / f"{name}.toml").read_text("utf-8"))))
    assert len(pairs) > 10
    for pair in pairs:
        assert pair.keys() == {"sv", "en"}
        assert all(text.strip() for text in pair.values())


def test_the_words_of_each_tie_and_obstacle_stand_once_in_their_interview(sample):
    with (REFLECTION / "ties.csv").open(encoding="utf-8", newline="") as file:
        wanted = [(row["source"], row["words"]) for row in csv.DictReader(file)]
    for row in tomllib.loads((REFLECTION / "obstacles.toml").read_text("utf-8"))["obstacle"]:
        wanted += [*row["passages"], *row.get("changed", ())]
    with open_project(sample, now=CLAIMED).store() as store, store.reading() as connection:
        texts = {source.name: source.text for source in sources.each(connection)}
    for name, words in wanted:
        assert texts[name].count(words) == 1, (name, words)


@pytest.mark.slow
def test_the_sessions_are_held_on_a_pack_and_something_comes_of_them(held):
    team, steering = learning_log.log(held).held
    assert [(one.session.day, len(one.told), len(one.agreed)) for one in (team, steering)] == [
        ("2025-06-18", 13, 3),
        ("2025-09-23", 10, 2),
    ]
    assert packs.pack(held, team.session.pack).pack.shown
    answers = {each.answer and each.answer.outcome for each in team.told if each.sort == "objection"}
    assert answers == {Outcome.STANCE, Outcome.ANSWERED, None}
    assert {one.status for one in (*team.agreed, *steering.agreed)} == {Status.OPEN, Status.DONE, Status.DROPPED}
    assert sum(each.response.dots for each in steering.told) == 12
    standing = claims.claims(held).of(22)
    stances = {each.respondent: each.stance for each in standing.positions["team"]}
    assert stances["T2"] is Stance.QUALIFIES


@pytest.mark.slow
def test_the_session_s_coded_words_stand_in_a_named_theme_and_nothing_is_told_as_new(held):
    with held.store() as store:
        found, current = themes.as_kept(held, store)
    assert current
    telling = [theme.name for theme in found.themes if "2025-06-18" in " ".join(theme.passages)]
    assert telling == ["Färgerna som teamet inte är överens om"]
    since = follow_up.since(held)
    assert (since.new_interviews, since.changed_claims) == ((), ())


@pytest.mark.slow
def test_obstacles_on_three_levels_are_borne_out(held):
    every = obstacles.grounded(held)
    assert {one.obstacle.level for one in every} == set(Level)
    assert len(every) == 6
    assert not [one for one in every if one.bare or one.lost]


@pytest.mark.slow
def test_team_and_participants_each_tell_of_partners_that_the_other_does_not(held):
    told = ties.ties(held)
    assert len(told) == 99
    assert not {"D04"} & {one.respondent for one in told}
    seen = network.seen(held).network
    assert seen.gap("participants", "team").missing
    assert seen.gap("team", "participants").missing
