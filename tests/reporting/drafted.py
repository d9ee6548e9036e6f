"""A small report, put into a Word file that people have edited, and what is read from it afterwards."""

from dataclasses import replace
from datetime import date
from functools import cache

from toolkit.domain.reports.report import (
    Bullets,
    Evidence,
    Figure,
    Heading,
    Paragraph,
    Prompt,
    QuoteBlock,
    Report,
    Sentence,
    Table,
)
from toolkit.domain.reports.report_blocks import keyed
from toolkit.domain.reports.written_blocks import Kept
from toolkit.domain.texts.text import Span
from toolkit.reporting.word.merge_docx import Was, merged
from toolkit.reporting.word.read_docx import read_report
from toolkit.reporting.word.render_docx import DocxRenderer
from toolkit.reporting.word.word_files import rewritten
from toolkit.services.reports import word_reports

DAY = date(2026, 11, 22)


def said(text, *ids, count=""):
    return Sentence(text, ids, count)


BLOCKS = (
    Heading(1, "Deltagarnas erfarenheter", "participants"),
    Paragraph((said("Kapitlet bygger på samtal med nio deltagare."),)),
    Heading(2, "Inför", "participants-before"),
    Paragraph((said("Nästan alla väntade länge på besked.", "c1", "c2", count="8 av 9"),), "Väntan", "f-wait"),
    QuoteBlock("Jag väntade i fyra månader.", ("c1",), "", "typical", "f-wait"),
    QuoteBlock("Det gick fort för mig.", ("c2",), "", "deviating", "f-wait"),
    Paragraph((said("Några fick hjälp av en släkting.", "c3", count="3 av 9"),), "Släkten", "f-kin"),
    Prompt("[Utvärderarens tolkning: vad betyder det här?]"),
    Heading(2, "Under tiden", "participants-during"),
    Paragraph((said("De flesta beskriver coachen som ett stöd.", "c4", count="6 av 9"),), "Coachen", "f-coach"),
    Bullets((said("Främjar: coachen.", "c4"), said("Försvårar: väntan.", "c1"))),
    Table("Personer", ("Perspektiv", "Antal"), (("Deltagare", "9"), ("Team", "4")), "people", "Alla är medräknade."),
    Figure("Teman", ("Deltagare",), ("Arbete", "Språk"), ((3, 4),), "Deltagare: arbete 3, språk 4.", "themes"),
)  # fmt: skip
EVIDENCE = {
    f"c{n}": Evidence(f"c{n}", "d01.txt", Span(n * 10, n * 10 + 5), "ord", "D01", ("needs",)) for n in range(1, 8)
}
FIRST = Report("Vävstolen", "Utkast, 1 november 2026", "sv", BLOCKS, EVIDENCE, ("Detta är ett utkast.",), DAY)
KEYS = {getattr(one.block, "text", "") or getattr(one.block, "run_in", ""): one.key for one in keyed(FIRST)}
WAIT, KIN, COACH = KEYS["Väntan"], KEYS["Släkten"], KEYS["Coachen"]


def rendered(report):
    return _first() if report is FIRST else DocxRenderer().render(report, resources={})


@cache
def _first():
    return DocxRenderer().render(FIRST, resources={})


def was_of(report, *, gone=()):
    found = {}
    for one in read_report(word_reports.own(rendered(report))).paragraphs:
        for mark in one.marks:
            found.setdefault(mark.block, {})[mark.number] = one
    return Was(
        {
            key: Kept({n: one.digest for n, one in ps.items()}, {n: one.text for n, one in ps.items()})
            for key, ps in found.items()
        },
        frozenset(gone),
    )


def put_into(data, report, was=None):
    """The merge, and the whole file after it."""
    file = word_reports.foreign(data, "rapport.docx")
    done = merged(file, word_reports.own(rendered(report)), was or was_of(FIRST), language="sv", day=DAY)
    return done, rewritten(file.container, done.parts, name="rapport.docx")


def changed(*, blocks=BLOCKS, **texts):
    """The report with other blocks; texts by finding."""
    made = tuple(
        replace(block, sentences=(replace(block.sentences[0], text=texts[key]),))
        if isinstance(block, Paragraph) and (key := block.finding.removeprefix("f-")) in texts
        else block
        for block in blocks
    )
    return replace(FIRST, blocks=made)


def blocks_of(told):
    return [each.block for each in told]


def texts(data):
    return [one.text for one in word_reports.read(data, "x.docx").paragraphs]
