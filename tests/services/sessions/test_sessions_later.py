"""What becomes of a session later: its source's masks are followed, its pack was shown, names are put right."""

from datetime import date

import pytest

from tests.services.met import ADDED, NOW, OBJECTED, RECOGNISED, at, hand, held
from tests.services.sessions.test_sessions import pack, withdraw
from toolkit.domain.identifiers.identifier_groups import Decision
from toolkit.errors import ConflictError, NotFound, Refused
from toolkit.services.material import sources
from toolkit.services.packs import packs
from toolkit.services.privacy import identifier_deeds, identifiers
from toolkit.services.projects import steps
from toolkit.services.sessions import learning_log, responses, sessions


def texts(folder, session):
    return [one.text for one in sessions.view(at(folder), session.id).responses]


def test_a_mask_decided_since_holds_on_the_session_s_pages_and_in_the_log(small):
    session = held(small, ("recognise", "Ring 070-123 45 67 then."), ("add", ADDED))
    project = at(small)
    scanned = identifiers.scan(project)
    number = next(one for one in scanned.groups if "070" in one.key)
    decided = identifier_deeds.decide(project, [number], Decision.MASK, "phone", hand=hand("m"))
    identifier_deeds.mask(project, identifier_deeds.plan(project, scanned, decided), hand=hand("n"))
    assert texts(small, session) == ["Ring [phone] then.", ADDED]
    told = learning_log.log(at(small)).held[0].told
    assert [one.response.text for one in told] == ["Ring [phone] then.", ADDED]


def test_where_turns_were_joined_only_what_the_source_still_says_is_shown(small):
    from toolkit.storage.sources import sources as stored
    from toolkit.storage.tables.schema import turn

    session = held(small, ("recognise", RECOGNISED), ("add", ADDED), ("differently", OBJECTED))
    with at(small).store(write=True) as store, store.writing("test", now=NOW) as change:
        source = stored.by_id(change.connection, session.source)
        last = source.turns[-1].number
        own = (turn.c.source_id == session.source, turn.c.number == last)
        change.connection.execute(turn.delete().where(*own))
        words = "UPDATE source SET text = replace(text, 'buses', 'trams') WHERE id = ?"
        change.connection.exec_driver_sql(words, (session.source,))
    changed = "[Changed in the session’s source]"
    assert texts(small, session) == [changed, changed, ADDED]


def test_a_meeting_held_with_a_pack_shows_it_once(small):
    project = at(small)
    kept = pack(project, "team", "f" * 64)
    session = held(small, ("recognise", RECOGNISED), pack=kept, day="2025-10-18")
    told = packs.packs(project)[0].shown
    assert [(one.day, one.meeting, one.digest, one.coder) for one in told] == [
        (date(2025, 10, 18), "Team day", "f" * 64, "KL")
    ]
    sessions.close(project, session.id, hand=hand())
    assert packs.packs(project)[0].shown == told
    held(small, title="Planned", pack=kept, day="2025-11-03")
    assert [one.day for one in packs.packs(project)[0].shown] == [date(2025, 10, 18), date(2025, 10, 20)]


def test_a_showing_that_somebody_wrote_down_is_the_same_one(small):
    project = at(small)
    kept = pack(project, "team", "f" * 64)
    packs.shown(project, kept, date(2025, 10, 20), "", hand=hand())
    held(small, ("recognise", RECOGNISED), pack=kept)
    assert len(packs.packs(project)[0].shown) == 1


def named(folder, **wish):
    session = held(folder, ("differently", OBJECTED, {} if "anonymous" in wish else {"who": "T1"}), close=False, **wish)
    return session, sessions.view(at(folder), session.id).responses[0]


def test_who_said_it_is_put_right_and_undone(small):
    session, one = named(small)
    project = at(small)
    changed = responses.name(project, one.id, " the  manager ", seen=one.revision, hand=hand("w"))
    assert changed.who == "the manager"
    with pytest.raises(ConflictError):
        responses.name(project, one.id, "T2", seen=one.revision, hand=hand("x"))
    assert steps.undo(project, coder="KL").verb == "name response"
    now = sessions.view(project, session.id).responses[0]
    assert now.who == "T1"
    assert responses.name(project, one.id, "", seen=now.revision, hand=hand("y")).who == ""
    sessions.close(project, session.id, hand=hand())
    with pytest.raises(Refused):
        responses.name(project, one.id, "T1", seen=now.revision + 1, hand=hand("z"))


def test_no_name_is_put_to_an_anonymous_session_or_of_who_does_not_allow_feedback(small):
    _, one = named(small, anonymous=True)
    with pytest.raises(Refused):
        responses.name(at(small), one.id, "T1", seen=one.revision, hand=hand("a"))
    _, other = named(small, title="By name")
    withdraw(small)
    sources.place(at(small))
    with pytest.raises(Refused):
        responses.name(at(small), other.id, "P01", seen=other.revision, hand=hand("b"))


def test_what_a_withdrawn_person_said_is_given_to_nobody_else(small):
    session = held(small, ("differently", OBJECTED, {"who": "P01"}), close=False)
    one = sessions.view(at(small), session.id).responses[0]
    withdraw(small)
    with pytest.raises(NotFound):
        responses.name(at(small), one.id, "T1", seen=one.revision, hand=hand("c"))
