"""What the next session starts with: of the same audience, open or told of since, and what is new since it began."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.services.met import ADDED, NOW, OBJECTED, at, hand, held
from tests.services.two_sides import in_database
from toolkit.domain.reflection.learning import Loop, Outcome, Status
from toolkit.messages import tr, use_language
from toolkit.services.sessions import commitments, objections
from toolkit.services.sessions.commitments import Wanted
from toolkit.services.sessions.follow_up import QUESTIONS, ChangedClaim, Since, since

LATER = NOW + timedelta(days=20)


def later(folder, **wish):
    """A session held twenty days later."""
    return held(folder, title="Next", now=LATER, close=False, **wish)


def agree(folder, session, text="Ask the bus company.", due="2025-11-01", owner=""):
    return commitments.agree(at(folder), session.id, Wanted(text, owner=owner, due=due), hand=hand(f"agree {text}"))


def test_before_the_first_session_there_is_nothing_to_say(small):
    assert since(at(small)) == Since(None)
    first = held(small, title="First")
    assert since(at(small), first.id) == Since(None)
    assert (Since(None).day, Since(None).late, Since(None).overdue(date(2026, 1, 1))) == ("", False, [])


def test_only_earlier_sessions_of_the_same_audience_are_followed_but_for_a_session_of_today_all(small):
    first = held(small, title="Team", audience="team")
    held(small, title="Board", audience="steering")
    now = later(small, audience="team")
    assert since(at(small, LATER), now.id).before.title == "Team"
    other = held(small, title="Other", now=LATER, audience="network", close=False)
    assert since(at(small, LATER), other.id).before is None
    assert since(at(small, LATER)).before.id == other.id
    assert first.id


def test_what_is_open_or_was_agreed_the_last_time_is_brought_up_and_what_was_done_before_is_not(small):
    first = held(small, title="First", day="2025-10-01")
    done, open_one = agree(small, first, "Done long ago."), agree(small, first, "Still open.")
    commitments.follow(at(small), done.id, Status.DONE, "It was done.", hand=hand("follow"))
    second = held(small, title="Second", day="2025-10-10")
    last = agree(small, second, "Agreed the last time.")
    commitments.follow(at(small), last.id, Status.DONE, "At once.", hand=hand("follow last"))
    now = later(small)
    told = {one.text for one in since(at(small, LATER), now.id).agreed}
    assert told >= {"Still open.", "Agreed the last time."}
    assert open_one.text in told


def test_what_is_overdue_is_what_should_be_done_by_now(small):
    first = held(small)
    agree(small, first, "Soon.", due="2025-11-08")
    agree(small, first, "Late.", due="2025-11-01")
    agree(small, first, "Whenever.", due="")
    found = since(at(small, LATER))
    assert [one.text for one in found.overdue(date(2025, 11, 8))] == ["Late."]
    assert [one.text for one in found.overdue(date(2025, 11, 1))] == []


def test_objections_are_told_when_they_were_answered(small):
    held(small, ("differently", OBJECTED), ("differently", ADDED))
    assert since(at(small, LATER)).answered == ()
    from toolkit.services.sessions import learning_log

    first = learning_log.log(at(small)).open[0]
    reply = objections.Reply(Outcome.ANSWERED, "We asked.")
    objections.answer(at(small), first.response.id, reply, hand=hand("reply"))
    (told,) = since(at(small, LATER)).answered
    assert (told.response.text, told.answer.reason) == (OBJECTED, "We asked.")


def test_new_interviews_are_counted_by_group_from_the_moment_the_session_began(small):
    before = (NOW - timedelta(days=1)).isoformat(timespec="microseconds")
    in_database(small, f"UPDATE source SET added = '{before}'")
    held(small)
    assert since(at(small, LATER)).new_interviews == ()
    after = (NOW + timedelta(days=1)).isoformat(timespec="microseconds")
    in_database(
        small, f"UPDATE source SET added = '{after}' WHERE name IN ('p01.txt', 'p02.txt', 'p07.txt', 'team.txt')"
    )
    found = since(at(small, LATER))
    assert sorted(found.new_interviews) == [("Participants", 2), ("Team", 1)]
    exactly = NOW.isoformat(timespec="microseconds")
    in_database(small, f"UPDATE source SET added = '{exactly}' WHERE name = 'p03.txt'")
    assert dict(since(at(small, LATER)).new_interviews)["Participants"] == 3


def test_the_session_itself_is_no_new_interview(small):
    in_database(small, "UPDATE source SET added = '2025-01-01T00:00:00.000000+00:00'")
    held(small, ("add", ADDED))
    assert since(at(small, LATER)).new_interviews == ()


@pytest.mark.parametrize(("day", "late"), [("2025-10-20", False), ("2025-10-12", True), ("2025-10-25", False)])
def test_what_is_new_is_counted_from_the_later_of_its_day_and_when_it_was_written_down(small, day, late):
    held(small, day=day)
    found = since(at(small, LATER))
    assert found.day == max(day, NOW.astimezone().date().isoformat())
    assert found.late is late


def write_claim(folder, key, at_):
    values = f"{key}, 'Most ride {key}.', 'finding', 'participants', 'needs', '[]', '[]', {key}, 'KL', '{at_}', 1"
    columns = 'id, text, kind, "group", area, themes, questions, position, coder, at, revision'
    in_database(folder, f"INSERT INTO claim ({columns}) VALUES ({values})")


def test_claims_that_were_written_since_are_told_without_a_sentence_where_no_pack_tells_them(small):
    write_claim(small, 1, (NOW - timedelta(days=1)).isoformat(timespec="microseconds"))
    write_claim(small, 2, (NOW + timedelta(days=1)).isoformat(timespec="microseconds"))
    held(small)
    assert since(at(small, LATER)).changed_claims == (ChangedClaim(2, "Most ride 2."),)


def test_before_any_draft_no_theme_is_new(small):
    held(small)
    assert since(at(small, LATER)).new_themes == ()


def test_both_loops_ask_their_question_in_both_languages():
    assert set(QUESTIONS) == set(Loop)
    english = [tr(one) for one in QUESTIONS.values()]
    use_language("sv")
    assert not set(english) & {tr(one) for one in QUESTIONS.values()}
