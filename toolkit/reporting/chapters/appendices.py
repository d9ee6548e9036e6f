"""Appendices from the registers: the team's tools, the important partners, the documents, the literature."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.reports.report import Block, Heading, Paragraph, Sentence
from toolkit.domain.texts.alphabet import alphabetical
from toolkit.reporting.chapters import method_annex, network
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.numbering import to
from toolkit.reporting.material.recorded import cell, points, table, unrecorded
from toolkit.reporting.material.wording import Wording


def tools(material: Material, wording: Wording) -> Iterator[Block]:
    """The team's tools: what each is for, when it is used and by whom."""
    yield Heading(1, wording.say("frame.tools.title"), "tools")
    rows = [(each.name, each.purpose, each.when, each.who) for each in material.facts.tools]
    if rows:
        yield table(wording.say("frame.tools.caption"), wording.at("frame.tools.header"), rows, anchor="table-tools")
    yield from unrecorded(material.facts, "tools", wording)


def partners(material: Material, wording: Wording, *, told: bool = False) -> Iterator[Block]:
    """The partners as they were on the day the register says; `told`: the network is a part of the same report."""
    facts = material.facts
    yield Heading(1, wording.say("frame.partners.title"), "partners")
    rows = [(each.name, each.role, each.since, each.contact) for each in facts.partners]
    if rows:
        day = wording.short_day(facts.partners_as_of) if facts.partners_as_of else ""
        note = wording.say("frame.partners.as_of", day=day) if day else wording.say("frame.partners.undated")
        header = wording.at("frame.partners.header")
        yield table(wording.say("frame.partners.caption"), header, rows, anchor="table-partners", note=note)
    found = network.found(material, wording)
    if found and told:
        yield Paragraph((Sentence(wording.say("network.found.told", network=to("network"))),))
    elif found:
        note = " ".join((wording.say("network.found.note"), *method_annex.days_told(material, wording)))
        header = wording.at("network.found.header")
        yield table(wording.say("network.found.caption"), header, found, anchor="table-partners-found", note=note)
    yield from unrecorded(facts, "partners", wording)


def documents(material: Material, wording: Wording) -> Iterator[Block]:
    """The documents that the evaluation builds on, with dates and register numbers."""
    yield Heading(1, wording.say("frame.documents.title"), "documents")
    rows = [
        (each.title, wording.short_day(each.day) if each.day else cell("", wording), each.dnr)
        for each in material.facts.documents
    ]
    if rows:
        header = wording.at("frame.documents.header")
        yield table(wording.say("frame.documents.caption"), header, rows, anchor="table-documents")
    yield from unrecorded(material.facts, "documents", wording)


def literature(material: Material, wording: Wording) -> Iterator[Block]:
    """The literature that the report refers to, by name."""
    yield Heading(1, wording.say("frame.literature.title"), "literature")
    titles = sorted(material.facts.literature, key=alphabetical)
    yield from points(titles) if titles else (Paragraph((Sentence(wording.say("frame.literature.none")),)),)
