"""The basis of the parts that look at results as a whole, on the small invented material with claims."""

from __future__ import annotations

from dataclasses import replace

from tests.reporting.claimed import standing
from toolkit.domain.reports.report import Bullets, Heading, Notice, Paragraph, Prompt, Sentence, Table
from toolkit.reporting.chapters.basis import Basis
from toolkit.reporting.material.findings import findings
from toolkit.reporting.material.outline import Outline

WHOLE = Outline("own", ("chapters",), ("group", "phase"))
WAIT = "{vem} beskriver väntan som det svåraste"


def claimed(material, *claims):
    """The material with these claims, each (text, stances by group, facts)."""
    made = tuple(standing(material, at, text, stances, **facts) for at, (text, stances, facts) in enumerate(claims, 1))
    return replace(material, standings=made)


def basis(material, wording, outline=WHOLE):
    """What its parts are written from; every claim and theme is told."""
    found = findings(material)
    return Basis(material, outline, wording, found, list(material.claims), found)


def plain(block):
    """What a block says: its kind's first letter and its texts."""
    match block:
        case Heading():
            told = f"{'#' * block.level} {block.text}"
        case Paragraph():
            told = f"{block.run_in}: " * bool(block.run_in) + " ".join(each.text for each in block.sentences)
        case Bullets():
            told = [each.text for each in block.items]
        case Notice():
            told = f"! {block.text}"
        case Prompt():
            told = block.text
        case Table():
            told = block.rows
        case _:
            told = block
    return told


def plainly(blocks):
    """What blocks say, one after another."""
    return [plain(block) for block in blocks]


def sentences(blocks) -> list[Sentence]:
    """Every sentence of the blocks, those of lists too."""
    made = list(blocks)
    return [
        each
        for block in made
        for each in (block.sentences if isinstance(block, Paragraph) else getattr(block, "items", ()))
    ]
