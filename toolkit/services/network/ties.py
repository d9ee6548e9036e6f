"""Ties: with whom, marked at a passage; each marked, changed and taken away as one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from toolkit.domain.codings.schemes import PHASE, PHASES, VALENCE, Scheme
from toolkit.domain.codings.segments import belongs
from toolkit.domain.networks.partners import Effect, Tie, Time
from toolkit.domain.sources.consents import Purpose
from toolkit.domain.sources.sources import Role
from toolkit.domain.texts.text import Span, trimmed
from toolkit.errors import ConflictError, NotFound, Refused, UsageError
from toolkit.messages import N_
from toolkit.services.coding import coding
from toolkit.services.coding.coding import Ground, Marked
from toolkit.services.material import sources, transcripts
from toolkit.services.material.hands import Hand, text_changed
from toolkit.services.network import partners
from toolkit.services.projects import steps
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.database.steps import Step
    from toolkit.storage.projects.store import Connection
    from toolkit.storage.sources.searching import CodingRow, TurnRow

NEEDS = "needs"  # the area whose codes are needs
HEARD = (Role.RESPONDENT, Role.RECORD)


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of a tie. `phase` None: as the codings of the passage, else the question answered, say it."""

    partner: int
    need: str = ""
    effect: Effect = Effect.UNSAID
    time: Time = Time.UNSAID
    phase: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a step left: the number of the tie it was about, if one stands, and whether it was done before."""

    source: int
    tie: int | None
    repeated: bool = False


def ties(project: Project, *, purpose: Purpose = Purpose.INTERVIEW) -> tuple[Tie, ...]:
    """All ties that the viewer may see, of people whose words may be used for the purpose today.

    Who tells of it is who speaks there as speakers are placed now. Words of notes and documents are nobody's; those
    about somebody whose words may not be used are left out too.
    """
    sources.place(project)
    asked = project.asking(purpose)
    with asked.store() as store, store.reading() as connection:
        return within(asked, connection)


def counts(project: Project) -> dict[int, int]:
    """How many ties that the viewer may see each partner has, of people who may be used today."""
    found: dict[int, int] = {}
    for one in ties(project):
        found[one.partner] = found.get(one.partner, 0) + 1
    return found


def within(project: Project, connection: Connection) -> tuple[Tie, ...]:
    """The same within a reading, of a project whose speakers are placed."""
    from toolkit.storage.findings import partners as stored
    from toolkit.storage.sources import searching

    found = stored.ties(connection)
    turns = {key: searching.turns(connection, key) for key in dict.fromkeys(one.source for one in found)}
    return tuple(_usable(project, found, turns))


def of_source(project: Project, source_id: int) -> tuple[Tie, ...]:
    """The ties of one source, as `ties` gives them."""
    return tuple(one for one in _read(project, source_id))


def _read(project: Project, source_id: int) -> Iterable[Tie]:
    from toolkit.storage.findings import partners as stored
    from toolkit.storage.sources import searching

    sources.place(project)
    with project.store() as store, store.reading() as connection:
        found = stored.ties(connection, source_id=source_id)
        turns = {source_id: searching.turns(connection, source_id)} if found else {}
    return _usable(project, found, turns)


def _usable(project: Project, found: Iterable[Tie], turns: Mapping[int, Sequence[TurnRow]]) -> Iterable[Tie]:
    hidden = {name.casefold() for name in project.withheld}
    for one in found:
        touched = [turn for turn in turns[one.source] if turn.start < one.end and one.start < turn.end]
        if any(_names(turn) & hidden for turn in touched):
            continue
        who = next((turn.respondent for turn in touched if turn.role == Role.RESPONDENT and turn.respondent), "")
        if not who or project.register.usable(who):
            yield replace(one, respondent=who, need=_need_today(project.scheme_file, one.need))


def _need_today(scheme: Scheme, path: str) -> str:
    """The code that a need was merged into, if it was."""
    code = scheme.resolve(path)
    return code.path if code else path


def _names(turn: TurnRow) -> set[str]:
    labels = (turn.respondent, None if turn.role == Role.INTERVIEWER else turn.label)
    return {label.casefold().strip() for label in labels if label}


@dataclass(frozen=True)
class Passage:
    """What is coded on a passage, and which phase was asked about: what a tie there is likely to say."""

    scheme: Scheme
    span: Span
    codings: Sequence[CodingRow]
    asked_phase: str

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes in use of the codings that count for the passage."""
        here = (one.code for one in self.codings if belongs(self.span, Span(one.start, one.end)))
        return frozenset(code.path for path in here if (code := self.scheme.resolve(path)) is not None)

    @property
    def needs(self) -> tuple[str, ...]:
        """The needs coded here."""
        return tuple(sorted(path for path in self.codes if self.scheme.area_of(path) == NEEDS))

    @property
    def need(self) -> str:
        """The one need coded here; empty when there is none, or several."""
        deeper = [path for path in self.needs if path != NEEDS] or list(self.needs)
        return deeper[0] if len(deeper) == 1 else ""

    @property
    def effect(self) -> Effect:
        """What the valence coded here says."""
        helps, hinders = (f"{VALENCE}/{one}" in self.codes for one in ("promotes", "hinders"))
        if helps and hinders:
            return Effect.BOTH
        return Effect.HELPS if helps else Effect.HINDERS if hinders else Effect.UNSAID

    @property
    def phase(self) -> str:
        """The phase coded here, else that of the question; empty when neither says one."""
        coded = [one for one in PHASES if f"{PHASE}/{one}" in self.codes]
        return coded[0] if len(coded) == 1 else "" if coded else self.asked_phase


def mark(project: Project, marked: Marked | tuple[int, Span], told: Told, *, hand: Hand) -> Change:
    """Say with whom, of marked words; said again of the same words and partner by the same person it is changed."""
    source_id = marked.source_id if isinstance(marked, Marked) else marked[0]
    return mark_all(project, source_id, [(marked, told)], hand=hand)


def mark_all(
    project: Project, source_id: int, every: Sequence[tuple[Marked | tuple[int, Span], Told]], *, hand: Hand
) -> Change:
    """Say with whom of several marked words of one source in one step; give the first of these ties."""
    with project.store(write=True) as store:
        at = coding.ground(project, store, source_id, hand)
        spans = [_span(at, marked) for marked, _ in every]
        people = [_speaker(at, span) for span in spans]
        for _, told in every:
            _check_need(at.scheme, told.need)
        with steps.stepping(store, "mark partner", project, coder=hand.coder, command=hand.command) as step:
            if step.repeated:
                return Change(source_id, _first(step), repeated=True)
            _check_text(step, at)
            rows = [
                _values(step, at, span, told) | {"respondent": who}
                for span, who, (_, told) in zip(spans, people, every, strict=True)
            ]
            kept = [_keep(step, at, span, values) for span, values in zip(spans, rows, strict=True)]
            return Change(source_id, kept[0] if kept else None)


def _keep(step: Step, at: Ground, span: Span, values: Mapping[str, Any]) -> int:
    """Keep a tie, over what its coder said of the same words and partner; give its number."""
    from toolkit.storage.database.rows import TIE

    source_id, coder = at.source.head.id, at.hand.coder
    known = _own(step.connection, source_id, span, values["partner_id"], coder)
    if known is None:
        place = {"source_id": source_id, "start": span.start, "end": span.end, "coder": coder}
        return int(step.insert(TIE, {**place, **values}))
    step.update(TIE, known[0], dict(values), revision=known[1])
    return known[0]


def unmark(project: Project, tie_id: int, revision: int | None = None, *, hand: Hand) -> Change:
    """Take one's own tie away; ConflictError when it is gone or another by now, Refused for a colleague's."""
    from toolkit.storage.database.rows import TIE
    from toolkit.storage.findings import partners as stored

    hand.check()
    with (
        project.store(write=True) as store,
        steps.stepping(store, "unmark partner", project, coder=hand.coder, command=hand.command) as step,
    ):
        if step.repeated:
            return Change(0, None, repeated=True)
        one = stored.by_ids(step.connection, [tie_id]).get(tie_id)
        if one is None:
            raise ConflictError(N_("This mark has been removed meanwhile."), hint=N_("Look at what is there now."))
        if one.coder != hand.coder:
            raise Refused(N_("This is a colleague's mark, which only the colleague removes."))
        step.delete(TIE, tie_id, revision=revision)
        return Change(one.source, None)


def decline(project: Project, source_id: int, span: Span, partner: int, *, hand: Hand) -> Change:
    """Say no to a partner proposed at these words: it is not proposed again there."""
    from toolkit.storage.database.rows import TIE
    from toolkit.storage.findings.partners import DECLINED

    with project.store(write=True) as store:
        at = coding.ground(project, store, source_id, hand)
        whole = _span(at, (source_id, span))
        who = _speaker(at, whole)
        with steps.stepping(store, "decline partner", project, coder=hand.coder, command=hand.command) as step:
            if step.repeated or _own(step.connection, source_id, whole, partner, hand.coder) is not None:
                return Change(source_id, None, repeated=step.repeated)
            _check_text(step, at)
            values = _values(step, at, whole, Told(partner, phase="")) | {"respondent": who, "effect": DECLINED}
            place = {"source_id": source_id, "start": whole.start, "end": whole.end, "coder": hand.coder}
            step.insert(TIE, {**place, **values})
            return Change(source_id, None)


def passage(project: Project, source_id: int, span: Span) -> Passage:
    """What lies on these words, as the project's viewer may see it."""
    with project.store() as store, store.reading() as connection:
        return passage_in(project, connection, source_id, span)


def passage_in(project: Project, connection: Connection, source_id: int, span: Span) -> Passage:
    """What lies on these words, within a reading."""
    from toolkit.storage.sources import searching

    coded = searching.codings(connection, [source_id]).get(source_id, [])
    return passage_of(project.scheme_file, coded, searching.turns(connection, source_id), span)


def passage_of(scheme: Scheme, coded: Sequence[CodingRow], turns: Sequence[TurnRow], span: Span) -> Passage:
    """What lies on these words, of the codings and turns of their source."""
    here = [one for one in coded if one.start < span.end and span.start < one.end]
    phase = next((turn.phase for turn in turns if turn.start < span.end and span.start < turn.end and turn.phase), "")
    return Passage(scheme, span, here, phase or "")


def _span(at: Ground, marked: Marked | tuple[int, Span]) -> Span:
    if isinstance(marked, Marked):
        span = at.source.span(marked.start, marked.end)
    else:
        text, wanted = at.source.source.text, marked[1]
        inside = trimmed(text, wanted.start, wanted.end) if wanted.end <= len(text) else None
        if inside is None or not at.source.touched(inside):
            raise Refused(N_("There are no words at this place."))
        span = inside
    transcripts.check_words(at.project, at.source, span)
    return span


def _speaker(at: Ground, span: Span) -> str:
    """Who tells of it: the one respondent whose words are marked; empty for notes and documents."""
    heard = [turn for turn in at.source.touched(span) if turn.role in HEARD]
    people = {turn.respondent or "" if turn.role is Role.RESPONDENT else "" for turn in heard}
    if len(people) != 1:
        raise Refused(
            N_("A partner is marked in the words of one person."), hint=N_("Mark words that one respondent says.")
        )
    return people.pop()


def _check_need(scheme: Scheme, need: str) -> None:
    if not need:
        return
    if scheme.area_of(coding.in_use(scheme, need).path) != NEEDS:
        raise Refused(
            N_("A need is a code of the area that defines needs."), hint=N_("See the codes with: spegla scheme")
        )


def _check_text(step: Step, at: Ground) -> None:
    from toolkit.storage.sources import reading

    if reading.head(step.connection, at.source.head.id).text != at.source.head.text:
        raise text_changed()


def _values(step: Step, at: Ground, span: Span, told: Told) -> dict[str, Any]:
    if not any(one.id == told.partner for one in partners.within(step.connection)):
        raise NotFound(
            N_("There is no such partner."), hint=N_("See the partners and their names with: spegla partners")
        )
    phase = told.phase
    if phase is None:
        phase = passage_in(at.project, step.connection, at.source.head.id, span).phase
    if phase and phase not in PHASES:
        raise UsageError(N_("There is no such phase."))
    said = {"need": told.need, "phase": phase, "effect": told.effect.value, "time": told.time.value}
    return {"partner_id": told.partner, **said, "at": step.now}


def _own(connection: Connection, source_id: int, span: Span, partner: int, coder: str) -> tuple[int, int] | None:
    """Id and revision of what the coder said of these words and this partner, a no too."""
    from toolkit.storage.findings import partners as stored

    for one in stored.held(connection, source_id=source_id, partner_id=partner):
        if one.span == span and one.coder == coder:
            return one.id, one.revision
    return None


def _first(step: Step) -> int | None:
    from toolkit.storage.database.rows import TIE

    return next((int(row) for row in step.rows(TIE)), None)


def source_number(project: Project, name: str) -> int:
    """The number of the source with this name; NotFound when there is none."""
    from toolkit.storage.sources import sources as stored

    with project.store() as store, store.reading() as connection:
        return stored.id_of(connection, name)
