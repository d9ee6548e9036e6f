"""Claims as sentences: the quantity word is what the stances of the group bear, in the project's words."""

import re

import pytest

from tests.services.met import NOW
from toolkit.domain.claims.claims import Claim, Position, Stance, Standing, Tally
from toolkit.services.claims.claim_sentences import speech
from toolkit.services.projects.project import init, open_project

GROUPS = 'groups = { neighbours = { sv = "Grannar", en = "Neighbours" } }'


@pytest.fixture(scope="module")
def english(small_coded):
    return speech(open_project(small_coded, now=NOW))


@pytest.fixture(scope="module")
def swedish(tmp_path_factory):
    return speech(init(tmp_path_factory.mktemp("sv") / "projekt", language="sv", now=NOW))


@pytest.mark.parametrize(
    ("counts", "rule", "sentence"),
    [
        (Tally(affirms=8), "all", "All participants like it."),
        (Tally(affirms=1, did_not_raise=8), "one", "One participant likes it."),
        (Tally(affirms=6, contradicts=3), "most", "Most participants like it."),
        (Tally(affirms=6, contradicts=3, not_asked=90), "most", "Most participants like it."),
    ],
)
def test_the_word_comes_from_how_many_of_those_asked_affirm(english, counts, rule, sentence):
    told = english.told("{who} {like/likes} it", "participants", counts)
    assert (told.k, told.n) == (counts.affirms, counts.affirms + counts.contradicts + counts.did_not_raise)
    assert (told.sentence, told.rule, told.stated) == (sentence, rule, True)
    assert told.who in sentence[:1].lower() + sentence[1:]


def test_the_two_who_qualify_are_asked_but_do_not_affirm(english):
    told = english.told("{who} agree", "participants", Tally(affirms=3, qualifies=2, contradicts=1))
    assert (told.k, told.n) == (3, 6)


def test_nobody_asked_gets_no_word_and_no_sentence(english):
    told = english.told("{who} agree", "participants", Tally(not_asked=4))
    assert (told.k, told.n, told.who, told.rule, told.sentence, told.admissible) == (0, 0, "", "", "", ())


def test_where_nobody_affirms_there_is_no_sentence_but_a_word(english):
    told = english.told("{who} agree", "participants", Tally(contradicts=5))
    assert told.sentence == ""
    assert told.who
    assert told.n == 5


def test_a_text_without_a_place_says_no_quantity(english):
    told = english.told("The bus is late", "participants", Tally(affirms=3, contradicts=6))
    assert not told.stated
    assert told.sentence == "The bus is late."


def test_swedish_has_words_of_its_own(swedish):
    told = swedish.told("{vem} väntar på bussen", "participants", Tally(affirms=10, did_not_raise=0))
    assert told.sentence in ("Samtliga deltagare väntar på bussen.", "Alla deltagare väntar på bussen.")
    assert {"samtliga", "alla"} & set(told.admissible)


def _standing(group=""):
    def who(*ids):
        return tuple(Position(one, Stance.AFFIRMS) for one in ids)

    positions = {"participants": (*who("P1", "P2", "P3"), Position("P4", Stance.CONTRADICTS)), "team": who("T1")}
    return Standing(Claim("{who} agree", group), positions, ())


def test_a_group_of_its_own_wins_over_the_claim_s_and_without_any_all_are_together(english):
    assert [(told.k, told.n) for told in (english.of(_standing(), "team"), english.of(_standing()))] == [(1, 1), (4, 5)]
    own = english.of(_standing("participants"))
    assert (own.group, own.k, own.n) == ("participants", 3, 4)
    assert english.of(_standing("participants"), "team").n == 1
    assert english.of(_standing(), "employers").n == 0


def test_the_project_s_own_wording_and_groups_are_used(small):
    settings = small / "project.toml"
    text = settings.read_text("utf-8")
    settings.write_text(re.sub(r"(?m)^groups = .*$", GROUPS, text), "utf-8")
    own = speech(open_project(small, now=NOW))
    assert own.wording.group("neighbours") == "Neighbours"
