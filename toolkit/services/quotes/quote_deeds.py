"""What a person does with quotes: enter one, edit it, want it or bar it, remove it; each deed a step to be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.domain.quotes.quote_edits import Edit, faults, printed
from toolkit.domain.quotes.quote_ledger import Bar, Use, barred_by
from toolkit.domain.quotes.quotes import Quote, Why
from toolkit.domain.sources.source_kinds import kind_of
from toolkit.domain.sources.source_kinds import unquoted as never_quoted
from toolkit.domain.sources.sources import Role
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.messages import N_
from toolkit.services.material import sources, transcripts
from toolkit.services.material.hands import Hand
from toolkit.services.material.transcripts import Transcribed
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.projects.steps import stepping
from toolkit.services.themes.no_theme import no_theme

if TYPE_CHECKING:
    from toolkit.storage.database.steps import Step
    from toolkit.storage.findings.quotes import QuoteRow
    from toolkit.storage.projects.store import Connection

LONGEST = 2000  # letters
KIND = "quote"
REASONS = {
    Bar.EXPIRED: N_("The consent of this person does not hold today, so the words may not be used."),
    Bar.RESTRICTED: N_("These are the words of somebody whose words may not be used."),
    Bar.NO_QUOTE: N_("This person does not want to be quoted."),
    Bar.WITHDRAWN: N_("These are the words of somebody whose words may not be used."),
    Bar.REFUSED: N_("These are the words of somebody whose words may not be used."),
    Bar.NOBODY: N_("A quote is of one respondent's words, within one turn."),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quote that somebody enters: where it stands, the edits, why and what for, and what is decided of it."""

    source_id: int
    span: Span
    edits: tuple[Edit, ...] = ()
    why: Why = Why.TYPICAL
    use: Use = Use.WANTED
    theme: str = ""
    claim: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be changed of an entry; None leaves it as it is. `revision` is the one that was seen."""

    revision: int | None = None
    span: Span | None = None
    edits: tuple[Edit, ...] | None = None
    use: Use | None = None
    why: Why | None = None
    theme: str | None = None


def add(project: Project, wanted: Wanted, *, hand: Hand) -> int:
    """Enter a quote and give its number; one of the same words and edits that is there already is decided anew."""
    check(project, hand)
    with (
        project.store(write=True) as store,
        stepping(store, "quote add", project, coder=hand.coder, command=hand.command) as step,
    ):
        if step.repeated:
            return int(step.rows(KIND)[0])
        return _put(project, step, wanted)


def _put(project: Project, step: Step, wanted: Wanted) -> int:
    from toolkit.storage.findings import quotes

    _check_shown(project, step.connection, wanted)
    values = _values(project, step.connection, _with_theme(project, step.connection, wanted))
    there = quotes.known(step.connection, wanted.source_id, wanted.span, wanted.edits)
    if there is None:
        return int(step.insert(KIND, {**values, **_by(project, step), "use": wanted.use.value}))
    step.update(KIND, there, {**values, **_by(project, step), "use": wanted.use.value})
    return there


def _with_theme(project: Project, connection: Connection, wanted: Wanted) -> Wanted:
    """With the theme that the words belong to, where nobody says of what the quote is."""
    from toolkit.services.quotes import quote_balance

    if wanted.theme or wanted.claim is not None:
        return wanted
    return replace(wanted, theme=quote_balance.theme_of(project, connection, wanted.source_id, wanted.span))


def decide(project: Project, quote_id: int, decision: Decision, *, hand: Hand) -> None:
    """Change an entry. ConflictError when it is gone, or was changed since that revision was seen."""
    from toolkit.storage.findings import quotes

    check(project, hand)
    with (
        project.store(write=True) as store,
        stepping(store, "quote change", project, coder=hand.coder, command=hand.command) as step,
    ):
        if not step.repeated:
            row = quotes.one(step.connection, quote_id)
            changed = {**_decided(project, step, row, decision), **_by(project, step)}
            step.update(KIND, quote_id, changed, revision=decision.revision)


def _decided(project: Project, step: Step, row: QuoteRow, decision: Decision) -> dict[str, object]:
    """The columns that a decision changes. To bar words is always allowed, whatever stands there now."""
    wanted = _as_decided(row, decision)
    _check_shown(project, step.connection, replace(wanted, theme=decision.theme or "", claim=None))
    if decision.edits is None and decision.span is None and wanted.use is not Use.WANTED:
        return {"use": wanted.use.value, "why": wanted.why.value, "theme": wanted.theme or None}
    return {**_values(project, step.connection, wanted), "use": wanted.use.value}


def _as_decided(row: QuoteRow, decision: Decision) -> Wanted:
    return Wanted(
        row.source_id,
        decision.span or row.span,
        row.edits if decision.edits is None else decision.edits,
        decision.why or row.why,
        decision.use or row.use,
        (row.theme or "") if decision.theme is None else decision.theme,
        row.claim,
    )


def remove(project: Project, quote_id: int, *, revision: int | None = None, hand: Hand) -> None:
    """Take an entry out of the ledger. ConflictError when it is gone, or was changed since that revision was seen."""
    check(project, hand)
    with (
        project.store(write=True) as store,
        stepping(store, "quote remove", project, coder=hand.coder, command=hand.command) as step,
    ):
        if not step.repeated:
            step.delete(KIND, quote_id, revision=revision)


def check(project: Project, hand: Hand) -> None:
    """Refuse whoever is nobody or has interviews left to code blind; place the speakers as the register says now."""
    hand.check()
    refuse_blind(project)
    sources.place(project)


def _by(project: Project, step: Step) -> dict[str, object]:
    return {"machine": False, "coder": step.coder, "at": project.now}


def _values(project: Project, connection: Connection, wanted: Wanted) -> dict[str, object]:
    """The row of what is wanted; Refused when the words may not be printed."""
    from toolkit.storage.findings import quotes

    at = transcripts.transcript(project, connection, wanted.source_id)
    respondent = speaker(project, at, wanted.span)
    _check_consent(project, respondent)
    if never_quoted(kind_of(at.source.facts), at.source.facts):
        raise Refused(
            N_("Those present at this session did not agree to be quoted."), hint=N_("Tell of it in other words.")
        )
    quote = Quote(at.head.name, wanted.span, wanted.edits, respondent, (), wanted.why, wanted.theme, wanted.claim)
    return quotes.values(quote, replayed(at.source.text, wanted.span, wanted.edits), wanted.source_id)


def speaker(project: Project, at: Transcribed, span: Span) -> str:
    """Whose words stand at the span; Refused when it is not one respondent's, or of somebody who withdrew."""
    touched = at.touched(span)
    if transcripts.withheld(project, touched):
        raise Refused(REASONS[Bar.WITHDRAWN])
    alone = len(touched) == 1 and touched[0].span.contains(span) and touched[0].role is Role.RESPONDENT
    found = touched[0].respondent if alone else None
    if found is None:
        raise Refused(REASONS[Bar.NOBODY], hint=N_("Choose words of a single answer."))
    return found


def _check_consent(project: Project, respondent: str) -> None:
    bar = barred_by(project.register.get(respondent).consent, project.today)
    if bar is not None:
        raise Refused(REASONS[bar], hint=N_("Consent is recorded in interviews/respondents.csv."))


def _check_shown(project: Project, connection: Connection, wanted: Wanted) -> None:
    """NotFound for a claim or theme that there is not."""
    from toolkit.services.quotes import quote_balance
    from toolkit.storage.findings import claims

    if wanted.claim is not None and all(one.id != wanted.claim for one in claims.each(connection)):
        raise NotFound(
            N_("There is no claim {id}."),
            hint=N_("See the claims and their numbers with: spegla claims"),
            id=wanted.claim,
        )
    known = quote_balance.titles(project, connection) if wanted.theme else {}
    if wanted.theme and wanted.theme not in known:
        raise no_theme(wanted.theme, known)


def replayed(text: str, span: Span, edits: Sequence[Edit]) -> str:
    """The quote as printed; UsageError for an edit that may not be made."""
    if faults(text, span, edits):
        raise UsageError(
            N_("A quote may only be masked, clarified, shortened, and changed in its marks and first letters."),
            hint=N_("Choose whole words; say in brackets what stands in for them."),
        )
    try:
        words = printed(text, span, edits)
    except ValueError:
        raise UsageError(
            N_("Two changes of the quote lie over each other."), hint=N_("Take one of them away.")
        ) from None
    if not any(letter.isalnum() for letter in words) or len(words) > LONGEST:
        raise UsageError(N_("A quote has between one word and {n} letters."), n=LONGEST)
    return words
