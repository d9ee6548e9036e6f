"""Answers to suggestions: each is kept, makes a coding where it says yes, and does not come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.domain.codings.codings import Decision
from toolkit.domain.codings.segments import belongs
from toolkit.domain.codings.undecided import Undecided
from toolkit.domain.texts.text import Span
from toolkit.errors import ConflictError, UsageError
from toolkit.messages import N_
from toolkit.services.coding.coding import Changed, Ground, Marked, done_before, ground, in_use
from toolkit.services.material import transcripts
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.domain.codings.schemes import Scheme
    from toolkit.storage.database.steps import Step
    from toolkit.storage.projects.store import Connection
    from toolkit.storage.suggesting.undecided import Asker

POOL = 240  # most doubtful segments, among which codes, interviews and wordings are mixed
ORDERS = {"text": "text", "instructive": "uncertain", "certain": "certain"}  # and by what the store sorts them
ALIKE = 0.5  # share of the shorter's words from which two passages say the same
LONG = 4  # letters, from which a word tells passages apart


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
    from toolkit.services.projects.steps import stepping

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
    from toolkit.storage.suggesting import undecided

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
    from toolkit.storage.suggesting import undecided

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
    """What a round of suggestions goes through: the order, perhaps one source, the segment it stands at, how many.

    `leave` is a source to go on from: in the most instructive order nothing of it is taken while others have any.
    """

    order: str = "text"
    source_id: int | None = None
    after: int | None = None
    limit: int = 10
    leave: int | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """The next segments to decide, and how many there are in all."""

    left: int
    mark: int
    segments: tuple[Undecided, ...]


def asker(project: Project, coder: str) -> Asker:
    """For whom open suggestions are found: this coder, the codes in use, without the words of those who withdrew."""
    from toolkit.storage.suggesting.undecided import Asker

    scheme = project.scheme_file
    heirs = ((path, scheme.resolve(path)) for path, code in scheme.codes.items() if code.retired)
    merged = tuple((path, heir.path) for path, heir in heirs if heir is not None)
    return Asker(coder, tuple(code.path for code in scheme.active()), project.withheld, merged)


def queue(project: Project, wanted: Round, *, coder: str) -> Queue:
    """The next suggestions that the coder has not decided, by segment; those put off come last."""
    from toolkit.storage.database import journal
    from toolkit.storage.suggesting import undecided

    if wanted.order not in ORDERS:
        raise UsageError(N_("There is no such order."))
    instructive = wanted.order == "instructive"
    with project.store() as store, store.reading() as connection:
        after = undecided.place_of(connection, wanted.after) if wanted.after is not None else None
        many = max(POOL if instructive else 0, wanted.limit)
        sought = undecided.Wanted(ORDERS[wanted.order], wanted.source_id, after, many)
        found, left = undecided.first(connection, asker(project, coder), sought)
        pool = _pool(connection, found, wanted, coder) if instructive else None
        mark = journal.last(connection)
    return Queue(left, mark, tuple(mixed(pool, wanted.limit) if pool else found[: wanted.limit]))


@dataclass(slots=True)
class Pool:
    """Segments to choose from, with their words, and how often each code and source was answered or chosen."""

    segments: Sequence[Undecided]
    words: Mapping[int, frozenset[str]]
    codes: Counter[str]
    sources: Counter[int] = field(default_factory=Counter)


def _pool(connection: Connection, found: Sequence[Undecided], wanted: Round, coder: str) -> Pool:
    from toolkit.storage.suggesting import undecided

    texts = undecided.texts(connection, [one.id for one in found])
    words = {
        key: frozenset(word for word in text.casefold().split() if len(word) >= LONG) for key, text in texts.items()
    }
    others = [one for one in found if one.source_id != wanted.leave]
    return Pool(others or found, words, Counter(undecided.answered(connection, coder)))


def mixed(pool: Pool, wanted: int) -> list[Undecided]:
    """Those of the pool that teach most: not what was said before, nor one interview or one code only, but doubtful.

    Of passages that say nothing already chosen, those of codes answered least come first, then those of interviews
    asked about least, then scores nearest to a half.
    """
    chosen: list[Undecided] = []
    rest = {one.id: one for one in pool.segments}
    alike: set[int] = set()
    while rest and len(chosen) < wanted:
        best = min(rest.values(), key=lambda one: _rank(pool, one, said=one.id in alike))
        del rest[best.id]
        pool.codes[_doubtful(best)[1]] += 1
        pool.sources[best.source_id] += 1
        alike |= {one for one in rest if _say_the_same(pool.words[best.id], pool.words[one])}
        chosen.append(best)
    return chosen


def _rank(pool: Pool, one: Undecided, *, said: bool) -> tuple[bool, bool, int, int, tuple[float, str]]:
    doubt = _doubtful(one)
    answered = pool.codes[doubt[1]].bit_length()  # 0, 1, 2–3, 4–7 …: the size counts, not each single answer
    return one.skipped, said, answered, pool.sources[one.source_id], doubt


def _say_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and len(one & other) >= ALIKE * min(len(one), len(other))


def _doubtful(one: Undecided) -> tuple[float, str]:
    """How far the most doubtful of the segment's suggestions is from a half, and its code."""
    return min((abs(each.score - 0.5), each.code) for each in one.suggestions)
