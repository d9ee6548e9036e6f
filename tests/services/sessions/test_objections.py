"""Objections: answered with a reason, by a changed claim or a changed stance, each in a step; else open still."""

from __future__ import annotations

import pytest

from tests.services.met import NOW, OBJECTED, RECOGNISED, at, hand, held
from tests.services.two_sides import in_database
from toolkit.domain.claims.claims import Stance
from toolkit.domain.reflection.learning import Outcome
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.messages import tr, use_language
from toolkit.services.comparing import assignments
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.sessions import learning_log, objections
from toolkit.services.sessions.objections import LONGEST, STANCES, Reply, answer, withdraw

WHY = Reply(Outcome.ANSWERED, "We asked the others too.")


def claim(folder, when="2025-10-01T09:00:00.000000+00:00"):
    values = f"1, 'Most ride.', 'finding', 'participants', 'needs', '[]', '[]', 1, 'KL', '{when}', 1"
    columns = 'id, text, kind, "group", area, themes, questions, position, coder, at, revision'
    in_database(folder, f"INSERT INTO claim ({columns}) VALUES ({values})")


@pytest.fixture
def folder(small):
    claim(small)
    return small


def objection(folder, **more):
    """The number of an objection at a closed session."""
    session = held(folder, ("recognise", RECOGNISED), ("differently", OBJECTED, more))
    told = learning_log.log(at(folder)).held[-1].told
    assert session.id == told[0].session.id
    return next(one.response.id for one in told if one.response.text == OBJECTED)


def waiting(folder):
    return [one.response.id for one in learning_log.log(at(folder)).open]


def test_a_reason_closes_an_objection_and_is_kept_as_it_was_given(folder):
    number = objection(folder)
    assert waiting(folder) == [number]
    found = answer(at(folder), number, Reply(Outcome.ANSWERED, "  We  asked å 👩 "), hand=hand("reply"))
    assert (found.response, found.outcome, found.reason, found.claim) == (
        number,
        Outcome.ANSWERED,
        "We asked å 👩",
        None,
    )
    assert (found.coder, found.at) == ("KL", NOW)
    assert waiting(folder) == []


def test_what_it_concerns_is_kept_with_the_answer_or_what_the_answer_names(folder):
    number = objection(folder, claim=1)
    assert answer(at(folder), number, WHY, hand=hand("reply")).claim == 1


def test_another_answer_takes_the_first_one_s_place_and_undo_brings_it_back(folder):
    number = objection(folder)
    answer(at(folder), number, WHY, hand=hand("one"))
    second = answer(at(folder), number, Reply(Outcome.ANSWERED, "Other."), hand=hand("two"))
    assert (second.reason, second.revision) == ("Other.", 2)
    steps.undo(at(folder), coder="KL")
    assert learning_log.log(at(folder)).of(number).answer.reason == WHY.reason


def test_an_answer_that_is_taken_back_leaves_the_objection_open(folder):
    number = objection(folder)
    answer(at(folder), number, WHY, hand=hand("reply"))
    withdraw(at(folder), number, hand=hand("back"))
    assert waiting(folder) == [number]
    withdraw(at(folder), number, hand=hand("again"))
    assert waiting(folder) == [number]


def test_the_same_command_answers_once(folder):
    number = objection(folder)
    first = answer(at(folder), number, WHY, hand=hand("once"))
    assert answer(at(folder), number, Reply(Outcome.ANSWERED, "Other."), hand=hand("once")) == first


def test_a_claim_that_was_changed_since_answers_and_one_that_was_not_does_not(folder):
    number = objection(folder, claim=1)
    wanted = Reply(Outcome.CLAIM, "It is told otherwise.")
    with pytest.raises(Refused, match="Nobody has changed claim 1") as refused:
        answer(at(folder), number, wanted, hand=hand("early"))
    assert "spegla claims change 1" in refused.value.hint
    in_database(folder, "UPDATE claim SET at = '2025-10-21T09:00:00.000000+00:00', revision = 2")
    assert answer(at(folder), number, wanted, hand=hand("late")).claim == 1
    assert waiting(folder) == []


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (Reply(Outcome.ANSWERED, ""), "needs a reason"),
        (Reply(Outcome.ANSWERED, " \n"), "needs a reason"),
        (Reply(Outcome.CLAIM, "Because."), "concerns no claim"),
        (Reply(Outcome.STANCE, "Because.", stance=Stance.AFFIRMS), "concerns no claim"),
        (Reply(Outcome.STANCE, "Because.", claim=1), "Say where the person stands"),
        (Reply(Outcome.STANCE, "Because.", claim=1, stance=Stance.AFFIRMS), "anonymously"),
    ],
)
def test_an_answer_that_says_too_little_is_refused_and_the_objection_waits(folder, reply, sentence):
    number = objection(folder)
    with pytest.raises(Refused, match=sentence) as refused:
        answer(at(folder), number, reply, hand=hand("reply"))
    assert refused.value.hint
    assert OBJECTED not in str(refused.value)
    assert waiting(folder) == [number]


def test_a_claim_that_is_not_there_changes_nothing(folder):
    number = objection(folder)
    with pytest.raises(NotFound):
        answer(at(folder), number, Reply(Outcome.CLAIM, "Because.", claim=9), hand=hand("reply"))
    assert waiting(folder) == [number]


def test_a_stance_rests_on_coded_words_of_a_person_of_the_register(folder):
    number = objection(folder, claim=1, who="P01")
    with pytest.raises(Refused, match="not coded") as refused:
        answer(at(folder), number, Reply(Outcome.STANCE, "Because.", stance=Stance.CONTRADICTS), hand=hand("reply"))
    assert "Code it" in refused.value.hint
    assert waiting(folder) == [number]


def test_only_objections_of_closed_sessions_are_answered(folder):
    held(folder, ("recognise", RECOGNISED), ("differently", OBJECTED), title="Open", close=False)
    first, second = (one.response.id for one in learning_log.log(at(folder)).held[-1].told)
    with pytest.raises(Refused, match="is no objection"):
        answer(at(folder), first, WHY, hand=hand("first"))
    with pytest.raises(Refused, match="still open") as refused:
        answer(at(folder), second, WHY, hand=hand("second"))
    assert "spegla reflect close" in refused.value.hint
    with pytest.raises(NotFound):
        answer(at(folder), 99, WHY, hand=hand("none"))


def test_a_reason_is_kept_up_to_its_longest(folder):
    number = objection(folder)
    assert len(answer(at(folder), number, Reply(Outcome.ANSWERED, "x" * 3000), hand=hand("long")).reason) == LONGEST


def test_nobody_and_who_codes_blind_are_refused(folder):
    number = objection(folder)
    assignments.assign(at(folder), "MS", ["p01.txt"])
    blind = at(folder).again(NOW, viewer="MS")
    for deed in (
        lambda: answer(blind, number, WHY, hand=Hand("MS", "blind")),
        lambda: withdraw(blind, number, hand=Hand("MS", "blind")),
        lambda: answer(at(folder), number, WHY, hand=Hand("", "nobody")),
        lambda: withdraw(at(folder), number, hand=Hand("", "nobody")),
    ):
        with pytest.raises((Refused, UsageError)):
            deed()
    assert waiting(folder) == [number]


def test_stances_that_may_be_taken_have_names_in_both_languages():
    english = [tr(one) for one in STANCES.values()]
    use_language("sv")
    assert not set(english) & {tr(one) for one in STANCES.values()}
    assert Stance.AFFIRMS in STANCES
    assert objections.STANCES is STANCES
