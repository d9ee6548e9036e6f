"""The learning log: sessions in order with what was said, and nothing of who does not allow it or did not agree."""

from __future__ import annotations

from datetime import date

import pytest

from tests.services.met import ADDED, NOW, OBJECTED, RECOGNISED, at, hand, held
from toolkit.domain.reflection.reflection import Agreed
from toolkit.errors import NotFound, Refused
from toolkit.services.comparing import assignments
from toolkit.services.sessions import commitments, learning_log
from toolkit.services.sessions.commitments import Wanted


def texts(folder):
    return [one.response.text for each in learning_log.log(at(folder)).held for one in each.told]


def withdraw(folder, person, what="withdrawn"):
    register = folder / "interviews" / "respondents.csv"
    lines = register.read_text("utf-8").splitlines()
    changed = [line.replace(",given,", f",{what},") if line.startswith(f"{person},") else line for line in lines]
    register.write_text("\n".join(changed) + "\n", "utf-8")


def test_a_project_without_sessions_has_an_empty_log(small_coded):
    found = learning_log.log(at(small_coded))
    assert (found.held, found.open, found.overdue, found.today) == ((), [], [], date(2025, 10, 20))


def test_sessions_stand_in_order_of_their_days_with_what_was_said(small):
    held(small, ("recognise", RECOGNISED), title="Later", day="2025-10-12")
    held(small, ("differently", OBJECTED), title="Earlier", day="2025-10-02")
    found = learning_log.log(at(small))
    assert [one.session.title for one in found.held] == ["Earlier", "Later"]
    assert [one.response.text for one in found.open] == [OBJECTED]
    assert texts(small) == [OBJECTED, RECOGNISED]


def test_a_response_is_found_by_its_number_and_one_that_is_not_there_is_told(small):
    held(small, ("recognise", RECOGNISED), ("add", ADDED))
    found = learning_log.log(at(small))
    told = found.held[0].told[1]
    assert found.of(told.response.id) == told
    with pytest.raises(NotFound, match="no response 99") as refused:
        found.of(99)
    assert "spegla reflect log" in refused.value.hint


def test_what_somebody_said_who_does_not_allow_it_is_not_there_and_cannot_be_named(small):
    session = held(small, ("recognise", RECOGNISED, {"who": "T1"}), ("add", ADDED, {"who": "T2"}), present=("T1", "T2"))
    wanted = Wanted("Ask the bus company.", owner="T1", due="2025-10-01")
    commitments.agree(at(small), session.id, wanted, hand=hand("agree"))
    before = learning_log.log(at(small))
    gone = next(one.response.id for one in before.held[0].told if one.response.text == RECOGNISED)
    assert [one.owner for one in before.overdue] == ["T1"]
    withdraw(small, "T1")
    after = learning_log.log(at(small))
    assert [one.response.text for one in after.held[0].told] == [ADDED]
    assert after.held[0].session.present == ("T2",)
    assert [(one.text, one.owner) for one in after.held[0].agreed] == [("Ask the bus company.", "")]
    with pytest.raises(NotFound):
        after.of(gone)
    assert "T1" not in repr(after)


def test_only_closed_sessions_are_reported_and_words_only_where_those_present_agreed(small):
    held(small, ("recognise", RECOGNISED), title="Agreed", agreed=Agreed(report=True), day="2025-10-01")
    held(small, ("recognise", ADDED), title="Not agreed", agreed=Agreed(report=False), day="2025-10-02")
    held(small, ("recognise", OBJECTED), title="Open", agreed=Agreed(report=True), day="2025-10-03", close=False)
    project = at(small)
    with project.store() as store, store.reading() as connection:
        told = learning_log.reported(project, connection)
    assert [(one.session.title, [each.response.text for each in one.told]) for one in told] == [
        ("Agreed", [RECOGNISED]),
        ("Not agreed", []),
    ]


@pytest.mark.parametrize(
    ("who", "named"),
    [("", True), ("Somebody else", True), ("P01", True), ("p01", True), ("P07", False), ("p07", False)],
)
def test_everybody_may_be_named_but_who_does_not_allow_what_it_is_for(small_coded, who, named):
    assert learning_log.usable(at(small_coded), who) is named


def test_whether_any_session_was_held_is_known_without_reading_it(small):
    def any_held():
        with at(small).store() as store, store.reading() as connection:
            return learning_log.any_held(connection)

    assert not any_held()
    held(small, close=False)
    assert any_held()


def test_who_codes_blind_has_no_log(small):
    project = at(small)
    assignments.assign(project, "MS", ["p01.txt"])
    with pytest.raises(Refused):
        learning_log.log(project.again(NOW, viewer="MS"))
