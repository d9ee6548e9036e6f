"""Whoever withdraws takes along what was said at sessions under the name, and the name; the others' words stay."""

from tests.services.met import ADDED, OBJECTED, RECOGNISED, at, coded, hand, held
from tests.services.withdrawn import lying, marks_of, opened, said_by
from toolkit.domain.reflection.learning import Outcome
from toolkit.domain.reflection.reflection import Agreed
from toolkit.services.material import sources
from toolkit.services.privacy import withdrawal_look, withdrawing
from toolkit.services.privacy.withdrawing import Wish
from toolkit.services.sessions import commitments, learning_log, objections
from toolkit.services.sessions.commitments import Wanted
from toolkit.services.sessions.objections import Reply
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources as stored


def said(folder):
    return [one.response.text for each in learning_log.log(at(folder)).held for one in each.told]


def met(folder, **more):
    return held(
        folder,
        ("recognise", RECOGNISED),
        ("differently", OBJECTED, {"who": "T1", "claim": None}),
        ("add", ADDED, {"who": "the manager"}),
        present=("T1", "the manager"),
        **more,
    )


def test_a_withdrawal_takes_responses_presence_ownership_and_answers(small):
    session = met(small)
    coded(small, session.source, OBJECTED, "needs/health")
    number = learning_log.log(at(small)).open[0].response.id
    objections.answer(at(small), number, Reply(Outcome.ANSWERED, f"Said: {OBJECTED}"), hand=hand("a"))
    commitments.agree(at(small), session.id, Wanted("Ask about nights.", "T1"), hand=hand("b"))
    marks = marks_of(OBJECTED)
    assert lying(small, marks)["project.db"]
    assert withdrawal_look.look(opened(small), "T1", Wish()).counts["responses"] == 1
    erased = withdrawing.withdraw(opened(small), "T1", Wish(delete=True))
    assert erased.clean
    assert lying(small, marks) == {}
    assert (erased.counts["responses"], erased.counts["present"]) == (1, 2)
    found = learning_log.log(at(small)).held[0]
    assert said(small) == [RECOGNISED, ADDED]
    assert found.session.present == ("the manager",)
    assert found.agreed[0].owner == ""
    with Store.open(small / "project.db", now=opened(small).now) as store, store.reading() as connection:
        assert store.check() == []
        text = stored.by_id(connection, session.source).text
    assert "T1" not in text
    assert ADDED in text


def test_placing_anew_after_a_withdrawal_makes_no_evidence_of_silence(small):
    session = met(small)
    withdrawing.withdraw(opened(small), "T1", Wish(delete=True))
    register = small / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8") + "P11,participants,,given,2027-12-31,yes,,41\n", encoding="utf-8")
    sources.place(opened(small))
    with opened(small).store() as store, store.reading() as connection:
        whole = stored.by_id(connection, session.source)
    assert [turn.role.value for turn in whole.turns if turn.span.of(whole.text) == "[…]"] == ["unknown"]
    assert said(small) == [RECOGNISED, ADDED]


def test_what_was_said_at_a_session_that_is_no_source_goes_too(small):
    met(small, agreed=Agreed(report=False))
    marks = marks_of(OBJECTED)
    assert lying(small, marks)["project.db"]
    assert withdrawing.withdraw(opened(small), "T1", Wish(delete=True)).clean
    assert lying(small, marks) == {}
    assert said(small) == [RECOGNISED, ADDED]


def test_who_repeats_an_interview_loses_the_words_and_who_says_the_same_keeps_them(small):
    interviewed = said_by("T1")
    held(
        small,
        ("recognise", f"As we heard: {interviewed}"),
        ("differently", OBJECTED, {"who": "T1", "claim": None}),
        ("add", f"Yes. {OBJECTED}", {"who": "the manager"}),
        present=("T1", "the manager"),
        agreed=Agreed(report=False),
    )
    withdrawing.withdraw(opened(small), "T1", Wish(delete=True))
    assert lying(small, marks_of(interviewed)) == {}
    assert said(small) == ["As we heard: (…).", f"Yes. {OBJECTED}"]
