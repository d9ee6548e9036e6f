"""Reflection sessions of an invented team, made of few words: what was said of what, and what was agreed."""

from __future__ import annotations

from datetime import UTC, datetime

from toolkit.domain.reflection.learning import Answer, Commitment, Held, Loop, Outcome, Status, Told
from toolkit.domain.reflection.reflection import Agreed, Response, Session, Sort, State

NOW = datetime(2026, 3, 2, tzinfo=UTC)
STEPS = {Sort.RECOGNISED: "recognise", Sort.OBJECTION: "differently", Sort.ADDITION: "add"}


def session(number, day="2026-03-02", title="", form="recognise"):
    return Session(number, title or f"Möte {number}", day, "team", form, State.CLOSED, False, (), Agreed(), None, None,
                   "KL", NOW, 1)  # fmt: skip


def said(sort, claim=None, theme=None, *, number=1, **answered):
    """What was said of a claim or theme; with `outcome`, `reason` and `changed` what an evaluator answered."""
    step = STEPS.get(sort, "borta")
    told = Response(1, number, step, "HEMLIGT", "", claim, theme, "", "", False, None, None, "KL", NOW, 1)
    outcome, reason = answered.get("outcome"), answered.get("reason", "skäl")
    answer = Answer(1, 1, outcome, reason, answered.get("changed"), "KL", NOW, 1) if outcome else None
    return Told(told, session(number), answer)


def agreed(text="Ring upp", owner="", due="", status=Status.OPEN, outcome="", loop=Loop.SINGLE):
    return Commitment(1, 1, None, text, owner, due, status, outcome, loop, None, None, None, "KL", NOW, 1)


def held(number=1, told=(), promised=(), **facts):
    return Held(session(number, **facts), tuple(told), tuple(promised))


__all__ = ["Loop", "Outcome", "Sort", "Status", "agreed", "held", "said", "session"]
