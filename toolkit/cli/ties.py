"""`spegla network mark` and `unmark`: with whom, said of a passage; `propose`: what the machine finds named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import Coder, hand_of, open_for
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, SourceName
from toolkit.cli.partners import Name
from toolkit.domain.networks.partners import Effect, Tie, Time
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, UsageError
from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.services.network.tie_proposals import Proposal
    from toolkit.services.projects.project import Project

EFFECT_NAMES = {Effect.HELPS: N_("helps"), Effect.HINDERS: N_("hinders"), Effect.BOTH: N_("helps and hinders")}
TIME_NAMES = {Time.BEFORE: N_("before"), Time.NOW: N_("now")}
Place = Annotated[
    str, typer.Argument(metavar=tr("START-END"), help=tr("Where the words stand, as spegla find --json tells it."))
]


def register_ties(group: typer.Typer) -> None:
    """Add the commands to `spegla network`."""
    group.command("mark", help=tr("Say of a passage with whom: a partner, for which need, to what effect."))(mark)
    group.command("unmark", help=tr("Take back what you said of a passage and a partner."))(unmark)
    group.command("propose", help=tr("Show which partners the machine finds named in a source, and why."))(propose)


def mark(
    source: SourceName,
    place: Place,
    partner: Name,
    need: Annotated[str, typer.Option("--need", metavar=tr("CODE"), help=tr("A code of needs."))] = "",
    effect: Annotated[Effect, typer.Option("--effect", help=tr("What it did for the need."))] = Effect.UNSAID,
    time: Annotated[Time, typer.Option("--time", help=tr("Whether the contact was before or is now."))] = Time.UNSAID,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Say of a passage with whom."""
    from toolkit.services.network import partners, ties

    at = open_for(project, coder)
    every = partners.partners(at)
    told = ties.Told(partners.named(every, partner).id, need, effect, time)
    key = _source(at, source)
    done = ties.mark(at, (key, _span(place)), told, hand=hand_of(at, coder))
    names = {one.id: one.name for one in every}
    found = [one for one in ties.of_source(at, key) if one.id == done.tie]
    document = {"ties": [_record(one, source, names) for one in found]}
    output.answer(document, [_line(one, names) for one in found], json_wanted=json_wanted)


def unmark(
    source: SourceName,
    place: Place,
    partner: Name,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take back what one said of a passage and a partner."""
    from toolkit.services.network import partners, ties

    at = open_for(project, coder)
    hand, span = hand_of(at, coder), _span(place)
    wanted = partners.named(partners.partners(at), partner).id
    found = [one for one in ties.of_source(at, _source(at, source)) if (one.span, one.partner) == (span, wanted)]
    own = [one for one in found if one.coder == hand.coder]
    if not own:
        raise NotFound(N_("You have not marked this partner there."), hint=N_("Name the place just as it was marked."))
    ties.unmark(at, own[0].id, own[0].revision, hand=hand)
    output.answer({"removed": 1}, [tr("Taken back.")], json_wanted=json_wanted)


def propose(
    source: SourceName, project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None
) -> None:
    """Show which partners the machine finds named in a source; nothing is counted before a person says yes."""
    from toolkit.services.network import tie_proposals

    at = open_for(project)
    found = tie_proposals.proposals(at, _source(at, source))
    document = {"proposals": [_proposal(one, source) for one in found]}
    output.answer(document, list(_proposed(found)), json_wanted=json_wanted)


def _source(project: Project, name: str) -> int:
    from toolkit.services.network import ties

    return ties.source_number(project, name)


def _span(place: str) -> Span:
    start, dash, end = place.partition("-")
    if dash and start.isdecimal() and end.isdecimal() and int(start) < int(end):
        return Span(int(start), int(end))
    raise UsageError(N_("This is not a place in the text."), hint=N_("Write start and end as numbers: 120-164"))


def _proposed(found: Sequence[Proposal]) -> Iterator[str]:
    if not found:
        yield tr("The machine proposes no partner here.")
    for one in found:
        doubt = f" ({tr('uncertain')})" if one.doubtful else ""
        yield f"{one.span.start}-{one.span.end}  {one.name}{doubt}"
        yield f"    {'; '.join(one.because)}"
    if found:
        yield ntr(
            "{n} proposal. Nothing is counted before a person says yes.",
            "{n} proposals. Nothing is counted before a person says yes.",
            len(found),
        )


def _line(one: Tie, names: Mapping[int, str]) -> str:
    said = [
        names[one.partner],
        tr(EFFECT_NAMES[one.effect]) if one.effect in EFFECT_NAMES else "",
        tr(TIME_NAMES[one.time]) if one.time in TIME_NAMES else "",
        one.need,
        one.phase,
    ]
    return f"{one.start}-{one.end}  {' · '.join(filter(None, said))}"


def _record(one: Tie, source: str, names: Mapping[int, str]) -> dict[str, object]:
    place = {"id": one.id, "source": source, "start": one.start, "end": one.end, "partner": names[one.partner]}
    said = {"need": one.need, "phase": one.phase, "effect": one.effect.value, "time": one.time.value}
    return {**place, "respondent": one.respondent, **said, "coder": one.coder}


def _proposal(one: Proposal, source: str) -> dict[str, object]:
    place = {"source": source, "start": one.span.start, "end": one.span.end, "partner": one.name}
    said = {"need": one.need, "phase": one.phase, "effect": one.effect.value, "time": one.time.value}
    return {**place, **said, "because": list(one.because), "uncertain": one.doubtful}
