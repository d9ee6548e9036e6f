"""Answers to suggestions: each is kept, makes a coding where it says yes, and does not come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.codings import Decision
from toolkit.domain.segments import belongs
from toolkit.domain.text import Span
from toolkit.domain.undecided import Undecided
from toolkit.errors import ConflictError, UsageError
from toolkit.messages import N_
from toolkit.services import transcripts
from toolkit.services.coding import Changed, Ground, Hand, Marked, done_before, ground, in_use
from toolkit.services.project import Project

if TYPE_CHECKING:
    from toolkit.domain.schemes import Scheme
    from toolkit.storage.steps import Step
    from toolkit.storage.store import Connection
    from toolkit.storage.undecided import Asker

POOL = 60  # segments among which codes are mixed when the most uncertain come first
ORDERS = ("text", "uncertain", "certain")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to the suggestion of this number; `marked` and `code` name it where it has been made anew meanwhile.

    `corrections` are the right codes, where the decision is CORRECTED.
    """

    suggestion: int
    decision: Decision
    corrections: tuple[str, ...] = ()
    marked: Marked | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class _Proposal:
    span: Span
    code: str
    answer: Answer


def answer(project: Project, answers: Sequence[Answer], *, hand: Hand) -> Changed:
    """Keep the answers, which are all about one source, and code what they say yes to, in one step.

    ConflictError for a suggestion that is there no more, or that this coder has answered otherwise.
    """
    from toolkit.services.steps import stepping

    hand.check()
    with project.store(write=True) as store:
        if done := done_before(project, store, hand):
            return done
        with store.reading() as connection:
            source_id, found = _proposals(project, connection, answers)
        at = ground(project, store, source_id, hand)
        for proposal in found:
            _check(at, proposal)
        spans = [proposal.span for proposal in found]
        changed = Changed("answer", source_id, spans=spans, source=at.source)
        with stepping(store, changed.verb, project, coder=hand.coder, command=hand.command) as step:
            for proposal in () if changed.again(step) else found:
                _keep(step, at, proposal, changed)
    return changed


def _proposals(project: Project, connection: Connection, answers: Sequence[Answer]) -> tuple[int, list[_Proposal]]:
    """The source's number, and span and code of what each answer is about."""
    from toolkit.storage import undecided

    stored = undecided.by_id(connection, [one.suggestion for one in answers])
    sources: set[int] = set()
    found: list[_Proposal] = []
    for one in answers:
        if one.suggestion in stored:
            source_id, suggestion = stored[one.suggestion]
            found.append(_Proposal(suggestion.span, suggestion.code, one))
        elif one.marked is not None and one.code:
            source_id = one.marked.source_id
            source = transcripts.transcript(project, connection, source_id)
            found.append(_Proposal(source.span(one.marked.start, one.marked.end), one.code, one))
        else:
            raise _gone()
        sources.add(source_id)
    if len(sources) != 1:
        raise UsageError(N_("Suggestions are answered in one source at a time."))
    return sources.pop(), found


def _gone() -> ConflictError:
    return ConflictError(
        N_("This suggestion is there no more: the suggestions have been made anew."),
        hint=N_("Go on with those that are there now."),
    )


def _check(at: Ground, proposal: _Proposal) -> None:
    transcripts.check_words(at.project, at.source, proposal.span)
    right = bool(proposal.answer.corrections)
    if (proposal.answer.decision is Decision.CORRECTED) != right:
        raise UsageError(N_("A correction names the right code."), hint=N_("Choose the code that fits."))
    for path in _said_yes(at.scheme, proposal):
        in_use(at.scheme, path)


def _said_yes(scheme: Scheme, proposal: _Proposal) -> tuple[str, ...]:
    """The codes that the answer gives the words."""
    if proposal.answer.decision is Decision.ACCEPTED:
        meant = scheme.resolve(proposal.code)
        return (meant.path if meant else proposal.code,)
    return proposal.answer.corrections


def _keep(step: Step, at: Ground, proposal: _Proposal, changed: Changed) -> None:
    from toolkit.storage import undecided

    decision, coder = proposal.answer.decision, at.hand.coder
    before = undecided.verdicts_on(step.connection, at.source.head.id, proposal.span, coder)
    known = {Decision(said) for code, said, span in before if code == proposal.code and belongs(proposal.span, span)}
    final = known - {Decision.SKIPPED}
    if final and decision not in final:
        raise ConflictError(N_("You have answered this suggestion already."), hint=N_("Look at what is there now."))
    if not final:
        step.insert("verdict", _row(at, proposal))
    for path in _said_yes(at.scheme, proposal):
        at.put(step, proposal.span, path, changed)


def _row(at: Ground, proposal: _Proposal) -> dict[str, object]:
    return {
        "source_id": at.source.head.id,
        "start": proposal.span.start,
        "end": proposal.span.end,
        "code": proposal.code,
        "decision": proposal.answer.decision.value,
        "coder": at.hand.coder,
        "time": at.project.now,
    }


@dataclass(frozen=True, slots=True)
class Round:
    """What a round of suggestions goes through: the order, perhaps one source, the segment it stands at, how many."""

    order: str = "text"
    source_id: int | None = None
    after: int | None = None
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Queue:
    """The next segments to decide, and how many there are in all."""

    left: int
    mark: int
    segments: tuple[Undecided, ...]


def asker(project: Project, coder: str) -> Asker:
    """For whom open suggestions are found: this coder, the codes in use, without the words of those who withdrew."""
    from toolkit.storage.undecided import Asker

    scheme = project.scheme_file
    heirs = ((path, scheme.resolve(path)) for path, code in scheme.codes.items() if code.retired)
    merged = tuple((path, heir.path) for path, heir in heirs if heir is not None)
    return Asker(coder, tuple(code.path for code in scheme.active()), project.withheld, merged)


def queue(project: Project, wanted: Round, *, coder: str) -> Queue:
    """The next suggestions that the coder has not decided, by segment; those put off come last."""
    from toolkit.storage import journal, undecided

    if wanted.order not in ORDERS:
        raise UsageError(N_("There is no such order."))
    with project.store() as store, store.reading() as connection:
        after = undecided.place_of(connection, wanted.after) if wanted.after is not None else None
        many = POOL if wanted.order == "uncertain" else wanted.limit
        sought = undecided.Wanted(wanted.order, wanted.source_id, after, max(many, wanted.limit))
        found, left = undecided.first(connection, asker(project, coder), sought)
        times = undecided.answered(connection, coder) if wanted.order == "uncertain" else {}
        mark = journal.last(connection)
    chosen = mixed(found, Counter(times), wanted.limit) if wanted.order == "uncertain" else found
    return Queue(left, mark, tuple(chosen))


def mixed(pool: Sequence[Undecided], times: Counter[str], wanted: int) -> list[Undecided]:
    """Those of the pool that teach most: codes that were answered least first, then scores nearest to a half."""
    chosen: list[Undecided] = []
    times, rest = Counter(times), list(pool)
    while rest and len(chosen) < wanted:
        best = min(rest, key=lambda one: (one.skipped, times[_doubtful(one)[1]], _doubtful(one)))
        times[_doubtful(best)[1]] += 1
        chosen.append(best)
        rest.remove(best)
    return chosen


def _doubtful(one: Undecided) -> tuple[float, str]:
    """How far the most doubtful of the segment's suggestions is from a half, and its code."""
    return min((abs(each.score - 0.5), each.code) for each in one.suggestions)
