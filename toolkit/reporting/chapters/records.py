"""Records in text: what observations and documents hold of a theme or claim, told beside people and never as people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolkit.domain.claims.claims import Standing
from toolkit.domain.codings.segments import Passage
from toolkit.domain.reports.report import Block, Heading, Paragraph, Sentence
from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.themes.themes import Theme
from toolkit.reporting.chapters.chapter import counted
from toolkit.reporting.material.material import Material, SourceFact
from toolkit.reporting.material.wording import Wording

HOUR = 60


def blocks(material: Material, wording: Wording) -> Iterator[Block]:
    """The themes of the material that nobody says, each with where it stands; nothing without any."""
    if not material.record_themes:
        return
    yield Heading(1, wording.say("records.title"), "records")
    yield Paragraph((Sentence(wording.say("records.lead")),))
    for theme in material.record_themes:
        yield Paragraph((_theme(theme, material, wording),), run_in=theme.name, finding=f"f-{theme.id}")


def beside(standing: Standing, material: Material, wording: Wording) -> list[Sentence]:
    """One sentence on where else a claim's matter stands, if it does."""
    own = [material.records[key] for key in standing.records if key in material.records]
    if not own:
        return []
    text = wording.say("records.beside", where=_where(own, material, wording))
    return [Sentence(text, _evidence(own), machine=all(one.machine for one in own), claim=standing.claim.id)]


def _theme(theme: Theme, material: Material, wording: Wording) -> Sentence:
    own = [material.records[key] for key in theme.passages if key in material.records]
    text = wording.say("records.theme", where=_where(own, material, wording))
    return Sentence(text, _evidence(own), machine=all(one.machine for one in own))


def _where(passages: Sequence[Passage], material: Material, wording: Wording) -> str:
    """In how many sources of each kind: "i anteckningar från två observationer och i ett dokument"."""
    names = dict.fromkeys(one.source for one in passages)
    by_kind = {kind: sum(material.kind_of.get(name) is kind for name in names) for kind in Kind}
    return wording.listed(counted(wording, f"records.in_{kind}", n) for kind, n in by_kind.items() if n)


def _evidence(passages: Iterable[Passage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for one in passages for id_ in one.evidence))


def counts(material: Material, wording: Wording) -> Iterator[str]:
    """The sentences of a method chapter on material beside conversations; none where there is none."""
    said = {kind: own for kind, own in material.beside.items() if kind.rules.counts_people}
    if said:
        yield wording.say("records.also", items=_listed(said, wording))
        yield from _answered(material, wording)
    unsaid = {kind: own for kind, own in material.beside.items() if kind not in said}
    if unsaid:
        yield wording.say("records.also_more" if said else "records.also", items=_listed(unsaid, wording))
    yield from _observed(material.beside.get(Kind.OBSERVATION, ()), wording)
    if any(kind.rules.record for kind in unsaid):
        yield wording.say("records.no_people")
    closed = (kind for kind in material.beside if kind is not Kind.REFLECTION)
    if any(kind.rules.record and not kind.rules.quotable for kind in closed):
        yield wording.say("records.unquoted")


def _listed(beside: Mapping[Kind, Sequence[SourceFact]], wording: Wording) -> str:
    return wording.listed(counted(wording, f"records.count_{kind}", len(own)) for kind, own in beside.items())


def _answered(material: Material, wording: Wording) -> Iterator[str]:
    """How many people answered surveys, and that whoever did so without a pseudonym may stand twice."""
    surveys = material.beside.get(Kind.SURVEY, ())
    people = {person for source in surveys for person in source.respondents if person in material.group_of}
    if not people:
        return
    path = "records.survey_people_one" if len(people) == 1 else "records.survey_people_many"
    path = path if len(surveys) == 1 else "records.surveys_people"
    yield wording.say(path, number=wording.number(len(people)))
    if material.unnamed:
        yield wording.say("records.survey_unnamed")


def _observed(notes: Sequence[SourceFact], wording: Wording) -> Iterator[str]:
    """Between which days it was observed and for how long, as far as it is recorded."""
    days = sorted(one.day for one in notes if one.day)
    if days and days[0] == days[-1]:
        yield wording.say("records.observed_day", day=wording.day(days[0]))
    elif days:
        yield wording.say("records.observed_days", first=wording.day(days[0]), last=wording.day(days[-1]))
    known = [one.minutes for one in notes if one.minutes is not None]
    if known:
        hours = f"{sum(known) / HOUR:.1f}".removesuffix(".0").replace(".", str(wording.at("numbers.decimal")))
        path = "records.observed_hours" if len(known) == len(notes) else "records.observed_hours_some"
        yield wording.say(path, hours=hours, known=wording.number(len(known)), total=wording.number(len(notes)))
