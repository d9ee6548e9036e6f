"""What came of the reflection sessions: what was recognised, what was objected to and answered, what was agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from toolkit.domain.claims.claims import Standing
from toolkit.domain.reflection.learning import Commitment, Held, Outcome, Told
from toolkit.domain.reflection.reflection import Sort
from toolkit.domain.reports.report import Block, Bullets, Heading, Paragraph, Sentence, Table
from toolkit.reporting.chapters.basis import Basis
from toolkit.reporting.chapters.chapter import counted
from toolkit.reporting.material.wording import Wording, capitalised

Of = tuple[int | None, str | None]  # the claim or theme that something was said of
COUNTED = (Sort.RECOGNISED, Sort.OBJECTION, Sort.ADDITION, Sort.OTHER)


def blocks(basis: Basis) -> Iterator[Block]:
    """What was said of the findings, and what came of it; nothing where no session was held.

    No word of a response is printed: how many there were, and what an evaluator answered. Words are quoted where they
    were coded, as those present agreed.
    """
    held = basis.material.held
    if not held:
        return
    say = basis.wording.say
    yield Heading(1, say("reflection.title"), "team-response")
    yield Paragraph((Sentence(_lead(held, basis.wording)), Sentence(say("reflection.responses"))))
    told = [one for each in held for one in each.told]
    yield from _recognised(told, basis)
    yield from _objections([one for one in told if one.sort is Sort.OBJECTION], basis)
    yield from _changed(told, basis)
    yield from _agreed([one for each in held for one in each.agreed], basis.wording)


def _lead(held: tuple[Held, ...], wording: Wording) -> str:
    number = counted(wording, "reflection.sessions", len(held))
    return wording.say("reflection.lead", sessions=number, day=day(held[-1].session.day, wording))


def day(written: str, wording: Wording) -> str:
    """A stored day as a table shows it; as it was written where it is none."""

    try:
        return wording.short_day(date.fromisoformat(written))
    except ValueError:
        return written


def _recognised(told: Iterable[Told], basis: Basis) -> Iterator[Block]:
    counts: dict[Of, Counter[Sort]] = {}
    for one in told:
        of = (one.response.claim, one.response.theme)
        sort = one.sort if one.sort in COUNTED else Sort.OTHER  # an idea, a factor, something to do
        if any(of) or sort is not Sort.OTHER:
            counts.setdefault(of, Counter())[sort] += 1
    if counts:
        yield Heading(2, basis.wording.say("reflection.looked_title"), "team-response-findings")
        if any(_standing(claim, basis) for claim, _ in counts):
            yield Paragraph((Sentence(basis.wording.say("reflection.as_now")),))
        yield Bullets(tuple(_counts(of, own, basis) for of, own in counts.items()))


def _counts(of: Of, own: Counter[Sort], basis: Basis) -> Sentence:
    wording = basis.wording
    items = [counted(wording, f"reflection.{sort}", own[sort]) for sort in COUNTED if own[sort]]
    name, evidence = _named(of, basis)
    return Sentence(wording.say("reflection.counts", finding=name, counts=wording.listed(items)), evidence)


def _named(of: Of, basis: Basis) -> tuple[str, tuple[str, ...]]:
    """What a claim or theme is called, and the evidence of what that says."""
    claim, theme = of
    wording = basis.wording
    standing = _standing(claim, basis)
    told = basis.writer().short(standing) if standing else ()
    if told:
        return wording.quoted(told[0].text.rstrip(".")), told[0].evidence
    if claim is not None:
        return wording.say("reflection.claim", id=claim), ()
    found = next((each for each in basis.found if each.theme.id == theme), None)
    if found:
        return wording.say("reflection.theme", theme=wording.quoted(found.theme.name)), found.evidence()
    return wording.say("reflection.gone" if theme else "reflection.whole"), ()


def _standing(claim: int | None, basis: Basis) -> Standing | None:
    return next((each for each in basis.material.claims if each.claim.id == claim), None) if claim else None


def _objections(told: list[Told], basis: Basis) -> Iterator[Block]:
    if told:
        yield Heading(2, basis.wording.say("reflection.objections_title"), "team-response-objections")
        yield Bullets(tuple(_objection(one, basis) for one in told))


def _objection(one: Told, basis: Basis) -> Sentence:
    name, evidence = _named((one.response.claim, one.response.theme), basis)
    wording = basis.wording
    if one.answer is None:
        return Sentence(wording.say("reflection.waiting", finding=name), evidence)
    reason = capitalised(one.answer.reason.strip())
    ended = reason if reason.endswith((".", "!", "?", "…")) else f"{reason}."
    return Sentence(wording.say(f"reflection.outcome_{one.answer.outcome}", finding=name, reason=ended), evidence)


def _changed(told: Iterable[Told], basis: Basis) -> Iterator[Block]:
    """The claims that read as they do because somebody objected, as the material bears them now."""
    changing = (Outcome.CLAIM, Outcome.STANCE)
    ids = dict.fromkeys(one.answer.claim for one in told if one.answer and one.answer.outcome in changing)
    standings = [found for each in ids if (found := _standing(each, basis))]
    writer = basis.writer()
    whole = [(each, (*writer.short(each), *writer.otherwise(each, basis.groups_in(each)))) for each in standings]
    written = [(each, sentences) for each, sentences in whole if sentences]
    if written:
        yield Heading(2, basis.wording.say("reflection.changed_title"), "team-response-changed")
        yield Paragraph((Sentence(basis.wording.say("reflection.changed_lead")),))
        yield from (Paragraph(sentences, finding=f"claim-{each.claim.id}") for each, sentences in written)


def _agreed(agreed: list[Commitment], wording: Wording) -> Iterator[Block]:
    if agreed:
        yield Heading(2, wording.say("reflection.agreed_title"), "team-response-agreed")
        yield table(agreed, wording, "table-agreed")


def table(agreed: Iterable[Commitment], wording: Wording, anchor: str, caption: str = "agreed_caption") -> Table:
    """What was agreed: what, who, until when, what became of it."""
    say = wording.say
    header = tuple(say(f"reflection.column_{name}") for name in ("what", "owner", "due", "status"))
    rows = tuple(
        (one.text, one.owner or say("terms.none"), day(one.due, wording) or say("terms.none"), _status(one, wording))
        for one in agreed
    )
    return Table(say(f"reflection.{caption}"), header, rows, anchor)


def _status(one: Commitment, wording: Wording) -> str:
    status = wording.say(f"reflection.status_{one.status}")
    return ": ".join(chain([status], [one.outcome] if one.outcome else []))
