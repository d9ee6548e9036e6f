"""Partners that the machine finds named in a source: proposed with what it rests on, counted when a person says yes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.networks.partner_finding import Form, Mention, mentions, time_of
from toolkit.domain.networks.partners import Effect, Partner, Time
from toolkit.domain.sources.sources import Turn
from toolkit.domain.texts.days import day_in
from toolkit.domain.texts.text import Span
from toolkit.messages import N_, tr
from toolkit.services.material import sources, transcripts, word_index
from toolkit.services.material.transcripts import Transcribed
from toolkit.services.network import ties
from toolkit.services.network.ties import HEARD, Passage
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.findings.partners import Held

BEFORE = "before"  # the phase in which a contact is one of before
FORMS = {
    Form.WORD: N_("“{word}” is one of its names"),
    Form.FORM: N_("“{word}” is a form of its name {name}"),
    Form.COMPOUND: N_("“{word}” has its name {name} within it"),
}
EFFECTS = {
    Effect.HELPS: N_("the passage is coded as promoting"),
    Effect.HINDERS: N_("the passage is coded as hindering"),
    Effect.BOTH: N_("the passage is coded as promoting and as hindering"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A partner named at `word` in the sentence at `span`, what a tie would say, why; `doubtful`: perhaps not it."""

    source: int
    span: Span
    word: Span
    partner: int
    name: str
    need: str
    phase: str
    effect: Effect
    time: Time
    because: tuple[str, ...]
    doubtful: bool

    @property
    def key(self) -> str:
        """A short name for it on a page: it stands as long as words and partner do."""
        return f"{self.span.start}-{self.span.end}-{self.partner}"


def proposals(project: Project, source_id: int) -> tuple[Proposal, ...]:
    """What is proposed in a source, in order; nothing of what anybody whom the viewer sees has said yes or no to."""
    from toolkit.storage.findings import partners as stored
    from toolkit.storage.sources import searching

    sources.place(project)
    with project.store() as store, store.reading() as connection:
        source = transcripts.transcript(project, connection, source_id)
        partners = stored.partners(connection)
        held = stored.held(connection, source_id=source_id)
        coded = searching.codings(connection, [source_id]).get(source_id, [])
        turns = searching.turns(connection, source_id)
    found = list(_mentions(project, source, partners)) if partners else []
    spans = word_index.standing(project).shelf.sentences_round([(source_id, *_edges(one)) for one in found])
    made: dict[tuple[Span, int], Proposal] = {}
    for one, edges in zip(found, spans, strict=True):
        span = Span(*edges)
        if (span, one.partner.id) not in made and not _decided(held, span, one):
            passage = ties.passage_of(project.scheme_file, coded, turns, span)
            made[span, one.partner.id] = _proposal(project, source, one, passage)
    return tuple(made.values())


def _edges(one: Mention) -> tuple[int, int]:
    return one.span.start, one.span.end


def _mentions(project: Project, source: Transcribed, partners: Sequence[Partner]) -> Iterator[Mention]:
    text, hidden = source.source.text, transcripts.withheld(project, source.turns)
    day = day_in(source.source.facts.get("date", ""))
    spoken = [turn for turn in source.turns if turn.role in HEARD and turn.number not in hidden]
    for one in mentions(text, partners, day=day, language=project.spoken):
        if _inside(spoken, one.span):
            yield one


def _inside(turns: Sequence[Turn], span: Span) -> bool:
    return any(turn.span.contains(span) for turn in turns)


def _decided(held: Sequence[Held], span: Span, one: Mention) -> bool:
    """Whether a person has said yes or no to the partner in words that lie on these."""
    return any(each.partner == one.partner.id and each.span.shared(span) for each in held)


def _proposal(project: Project, source: Transcribed, one: Mention, passage: Passage) -> Proposal:
    words = passage.span.of(source.source.text)
    said = time_of(words, project.spoken)
    time = said if said is not Time.UNSAID else _of_phase(passage.phase)
    because = tuple(_because(source, one, passage, said))
    place = (source.head.id, passage.span, one.span, one.partner.id, one.partner.name)
    return Proposal(*place, passage.need, passage.phase, passage.effect, time, because, one.doubtful)


def _of_phase(phase: str) -> Time:
    if not phase:
        return Time.UNSAID
    return Time.BEFORE if phase == BEFORE else Time.NOW


def _because(source: Transcribed, one: Mention, passage: Passage, said: Time) -> Iterator[str]:
    word = one.span.of(source.source.text)
    yield tr(FORMS[one.form], word=word, name=one.alias.name)
    if one.alias.common:
        yield tr("the word means other things too")
    if one.outdated:
        yield tr("the name did not hold on the day of the interview")
    if passage.effect in EFFECTS:
        yield tr(EFFECTS[passage.effect])
    if said is not Time.UNSAID:
        yield tr("words beside it say when")
    elif passage.phase:
        yield tr("the phase says when")
