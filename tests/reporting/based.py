"""The basis of the parts that look at results as a whole, on the small invented material with claims."""

from __future__ import annotations

from dataclasses import replace

from tests.reporting.claimed import standing
from toolkit.domain.report import Bullets, Heading, Notice, Paragraph, Prompt, Sentence, Table
from toolkit.reporting.basis import Basis
from toolkit.reporting.findings import findings
from toolkit.reporting.outline import Outline

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
            return f"{'#' * block.level} {block.text}"
        case Paragraph():
            told = " ".join(each.text for each in block.sentences)
            return f"{block.run_in}: {told}" if block.run_in else told
        case Bullets():
            return [each.text for each in block.items]
        case Notice():
            return f"! {block.text}"
        case Prompt():
            return block.text
        case Table():
            return block.rows
    return block


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
