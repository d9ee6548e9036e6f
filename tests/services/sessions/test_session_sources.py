"""A closed session is a source: a turn for each response, in the area of learning, under what those present agreed."""

import pytest

from tests.services.met import ADDED, NOW, OBJECTED, RECOGNISED, at, hand, held
from toolkit.domain.reflection.reflection import Agreed
from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.sources.sources import Role
from toolkit.services.material import source_kinds, sources
from toolkit.services.sessions import session_sources, sessions
from toolkit.storage.sources import sources as stored

SAID = (("recognise", RECOGNISED, {"who": "T1"}), ("differently", OBJECTED, {"who": "the manager"}), ("add", ADDED))


def of(folder, source_id):
    with at(folder).store() as store, store.reading() as connection:
        return stored.by_id(connection, source_id)


def test_every_response_is_a_turn_under_its_steps_question(small):
    session = held(small, *SAID)
    found = of(small, session.source)
    assert found.name == "2025-10-20 Team day.txt"
    said = [(turn.role, turn.respondent, turn.area) for turn in found.turns]
    asks, nobody = (Role.INTERVIEWER, None, "learning"), (Role.RECORD, None, "learning")
    assert said == [asks, (Role.RESPONDENT, "T1", "learning"), asks, nobody, asks, nobody]
    answers = [turn.span.of(found.text) for turn in found.turns if turn.role is not Role.INTERVIEWER]
    assert answers == [RECOGNISED, OBJECTED, ADDED]
    assert "Where do you recognise yourselves?" in found.text


def test_responses_know_where_they_stand(small):
    session = held(small, *SAID)
    text = of(small, session.source).text
    places = [(one.start, one.end) for one in sessions.view(at(small), session.id).responses]
    assert [text[start:end] for start, end in places] == [RECOGNISED, OBJECTED, ADDED]


def test_placing_it_anew_changes_nothing(small):
    session = held(small, *SAID)
    before = of(small, session.source)
    register = small / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8") + "P11,participants,,given,2027-12-31,yes,,41\n", encoding="utf-8")
    sources.place(at(small))
    assert of(small, session.source) == before


def test_it_is_a_kind_of_its_own_that_counts_nobody_unknown(small):
    session = held(small, *SAID, anonymous=False)
    name = of(small, session.source).name
    assert source_kinds.of_names(at(small))[name] is Kind.REFLECTION
    view = next(one for one in sources.overview(at(small)) if one.name == name)
    assert view.respondents == ("T1",)


def test_nobody_is_silent_on_what_a_session_did_not_ask(small):
    from toolkit.services.coding import passages, schemes

    def asked():
        project = at(small)
        with project.store() as store, store.reading() as connection:
            return passages.asked_areas(project, connection, schemes.current(project, store).scheme)

    before = asked()
    held(small, ("recognise", RECOGNISED, {"who": "P09"}))
    assert asked() == before


@pytest.mark.parametrize("said", [(), (("recognise", RECOGNISED),)])
def test_nothing_is_made_of_nothing_or_against_what_was_agreed(small, said):
    agreed = Agreed(report=not said)
    assert held(small, *said, agreed=agreed).source is None


def test_making_it_again_gives_the_same_source(small):
    session = held(small, *SAID)
    again = session_sources.make(at(small), session, sessions.view(at(small), session.id).responses, hand=hand())
    assert again == session.source
    assert sessions.close(at(small), session.id, hand=hand()).source == session.source


def test_two_sessions_that_say_the_same_are_two_sources(small):
    first, second = (
        held(small, ("add", ADDED), title="Team day", format="recognise", day=NOW.date().isoformat())
        if n == 0
        else held(small, ("add", ADDED), title="Team day ")
        for n in range(2)
    )
    assert first.source != second.source
