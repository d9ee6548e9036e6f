"""The chapters that open a full report: why it was written and for whom, and what programme it is about."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.reports.report import Block, Heading, Paragraph, Sentence
from toolkit.domain.reports.report_facts import Commission, Programme
from toolkit.reporting.chapters.chapter import counted
from toolkit.reporting.material import numbering
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.recorded import cell, paragraph, points, section, sentences, table, unrecorded
from toolkit.reporting.material.wording import Wording


def background(material: Material, wording: Wording) -> Iterator[Block]:
    """What the programme is, who asked for the evaluation and why, what the report builds on."""
    facts, say = material.facts, wording.say
    commission, about = facts.commission, facts.programme.about or material.description
    yield Heading(1, say("frame.background.title"), "background")
    yield from paragraph(about)
    yield from paragraph(commission.task, *_asked_for(commission, wording))
    people = counted(wording, "introduction.person", len(material.group_of))
    sources = counted(wording, "introduction.source", len(material.usable_sources))
    method = numbering.to("method_chapter", "method")
    told = [say("frame.background.material", sources=sources, people=people, method=method)]
    if facts.goals or facts.instruments or facts.results:
        told.append(say("frame.background.results", results=numbering.to("results_numbers")))
    yield Paragraph(tuple(Sentence(each) for each in told))
    yield from unrecorded(facts, "background", wording)


def _asked_for(commission: Commission, wording: Wording) -> Iterator[str]:
    if commission.commissioner:
        yield wording.say("frame.background.commissioner", commissioner=commission.commissioner)
    if commission.reader:
        yield wording.say("frame.background.reader", reader=commission.reader)
    yield commission.funding


def programme(material: Material, wording: Wording) -> Iterator[Block]:
    """The programme's owner, place and time, its preconditions, team, ways of working and goals."""
    facts, say = material.facts, wording.say
    about = facts.programme
    yield Heading(1, say("frame.programme.title"), "programme")
    yield from paragraph(about.target_group)
    yield from _in_brief(about, wording)
    for name, texts in (("preconditions", about.preconditions), ("frames", about.frames)):
        heading = Heading(2, say(f"frame.programme.{name}"), f"programme-{name}")
        yield from section(heading, points(texts))
        if name == "preconditions":
            yield from section(Heading(2, say("frame.programme.team"), "programme-team"), _team(about, wording))
    yield from section(Heading(2, say("frame.programme.goals"), "programme-goals"), _goals(material, wording))
    yield from unrecorded(facts, "programme", wording)


def _in_brief(about: Programme, wording: Wording) -> Iterator[Block]:
    told = {name: getattr(about, name) for name in ("owner", "place", "period")}
    if any(told.values()):
        rows = ((wording.say(f"frame.programme.{name}"), cell(text, wording)) for name, text in told.items())
        header = wording.at("frame.programme.header")
        yield table(wording.say("frame.programme.caption"), header, rows, anchor="table-programme")


def _team(about: Programme, wording: Wording) -> Iterator[Block]:
    if about.team:
        none = str(wording.at("terms.none"))
        rows = (
            (role.role, none if role.number is None else str(role.number), role.profession, role.employer)
            for role in about.team
        )
        header = wording.at("frame.programme.team_header")
        yield table(wording.say("frame.programme.team_caption"), header, rows, anchor="table-team")


def _goals(material: Material, wording: Wording) -> Iterator[Block]:
    goals = material.facts.goals
    if goals:
        yield Paragraph(sentences(counted(wording, "frame.programme.goals_lead", len(goals))))
        yield from points(goal.text for goal in goals)
        if any(goal.target is not None for goal in goals):
            yield Paragraph(
                (Sentence(wording.say("frame.programme.goals_later", results=numbering.to("results_numbers"))),)
            )
