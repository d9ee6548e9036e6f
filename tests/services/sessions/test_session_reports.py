"""A draft after a session: what the team made of it, and the log; no word of a response that may not be quoted."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.services.met import ADDED, NOW, OBJECTED, RECOGNISED, at, coded, hand, held
from toolkit.domain.claims.claims import Claim
from toolkit.domain.reflection.learning import Loop, Outcome, Status
from toolkit.domain.reflection.reflection import Agreed
from toolkit.errors import Refused
from toolkit.services.claims import claim_deeds, claims
from toolkit.services.quotes import quote_deeds
from toolkit.services.reports import drafts
from toolkit.services.reports.drafts import Wanted as Draft
from toolkit.services.sessions import commitments, learning_log, objections
from toolkit.services.sessions.commitments import Wanted
from toolkit.services.sessions.objections import Reply
from toolkit.services.themes import themes
from toolkit.storage.tables import schema_reflection

LATER = NOW + timedelta(hours=2)


def claimed(folder):
    themes.themes(at(folder))
    ground = claims.claims(at(folder)).ground
    theme = next(one for one in ground.themes.values() if one.group == "participants")
    return claim_deeds.write(
        at(folder), Claim("{who} {say/says} that the bus is the worst.", themes=(theme.id,)), hand("claim")
    )


def written(folder, outline="full", when=LATER):
    made = drafts.draft(at(folder, when), Draft(outline=outline, formats=("md", "html")))
    return made.files[0].read_text("utf-8")


def test_the_report_says_what_the_team_made_of_it(small):
    claim = claimed(small)
    session = held(
        small,
        ("recognise", RECOGNISED, {"claim": claim}),
        ("recognise", RECOGNISED + " Yes.", {"claim": claim}),
        ("differently", OBJECTED, {"who": "T1", "claim": claim}),
        ("add", ADDED),
    )
    commitments.agree(at(small), session.id, Wanted("Ask about nights.", "the manager", "2025-11-01"), hand=hand("a"))
    double = commitments.agree(at(small), session.id, Wanted("Drop the form.", loop=Loop.DOUBLE), hand=hand("b"))
    commitments.follow(at(small), double.id, Status.DONE, "It is gone.", hand=hand("f"))
    before = written(small)
    assert "What came of the reflection sessions" in before
    assert "two responses recognise it" in before
    assert "one response sees it differently" in before
    assert "waits for an answer" in before
    assert "the bus is the worst" in before
    assert "Ask about nights." in before
    assert "It is gone." in before
    assert "Learning log" in before
    for words in (RECOGNISED, OBJECTED, ADDED):
        assert words not in before
    number = learning_log.log(at(small)).open[0].response.id
    changed = replace(claim_deeds.claim_of(at(small), claim), text="{who} {say/says} that bus and nights are worst.")
    claim_deeds.change(at(small, LATER), changed, hand("x"))
    objections.answer(at(small, LATER), number, Reply(Outcome.CLAIM, "Nights were added"), hand=hand("ans"))
    after = written(small, when=LATER + timedelta(hours=1))
    assert "the claim was changed. Nights were added." in after
    assert "Findings that changed" in after
    assert "bus and nights are worst" in after
    assert "bus is the worst" not in after


def test_what_was_said_of_a_theme_that_is_gone_is_not_said_of_the_whole(small):
    claimed(small)
    theme = next(iter(claims.claims(at(small)).ground.themes))
    held(small, ("recognise", RECOGNISED), ("differently", OBJECTED, {"theme": theme}))
    with at(small).store(write=True) as store, store.writing("sorted anew", now=NOW) as change:
        of_theme = schema_reflection.response.c.theme == theme
        change.connection.execute(update(schema_reflection.response).where(of_theme).values(theme="t-gone"))
    said = written(small)
    assert "A finding that is no longer there: one response sees it differently" in said
    assert "The findings as a whole: one response recognises it" in said


def test_without_a_session_nothing_of_it_is_in_a_report(small):
    claimed(small)
    for outline in ("full", "partial"):
        said = written(small, outline)
        assert "What came of the reflection sessions" not in said
        assert "Learning log" not in said


def test_what_was_not_agreed_to_is_told_as_nothing(small):
    claim = claimed(small)
    held(small, ("differently", OBJECTED, {"claim": claim}), agreed=Agreed(report=False))
    said = written(small, "partial")
    assert "What came of the reflection sessions" in said
    assert "sees it differently" not in said


@pytest.mark.parametrize("agreed", [False, True])
def test_words_are_quoted_only_as_those_present_agreed(small, agreed):
    session = held(small, ("add", OBJECTED, {"who": "T1"}), agreed=Agreed(quote=agreed))
    coded(small, session.source, OBJECTED, "needs/health", "valence/hinders")
    themes.themes(at(small))
    report = written(small, "areas")
    assert (OBJECTED.rstrip(".") in report) is agreed
    from toolkit.domain.texts.text import Span

    start = learning_log.log(at(small)).held[0].told[0].response.start
    wanted = quote_deeds.Wanted(session.source, Span(start, start + len(OBJECTED)))
    if agreed:
        assert quote_deeds.add(at(small), wanted, hand=hand("q"))
    else:
        with pytest.raises(Refused, match="did not agree"):
            quote_deeds.add(at(small), wanted, hand=hand("q"))
