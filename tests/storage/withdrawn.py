"""A project in which P07 speaks alone in one source and with the team in another, and is to be taken out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from tests.storage.material import NOW, at, put, put_coding, put_segment, put_source, put_suggestion
from toolkit.domain.identifiers.remains import Marks
from toolkit.storage.tables.schema import METADATA, run, theme, theme_passage
from toolkit.storage.tables.schema_reports import draft, draft_sentence, quote

KEY = b"a key of tests"
ALONE = "Jag sov inte en enda natt den vintern."
SECRET = "SJUHEMLIG jag grät i köket varje kväll."
FIRST, LAST = "Vi frågade henne om hyran först.", "Då bytte vi ordning på frågorna."
GROUP = (("I", None, "Vad behövs?"), ("T1", "T1", FIRST), ("Karin", "P07", SECRET), ("T1", "T1", LAST))
GROUP_AFTER = f"grupp.txt\nI: Vad behövs?\nT1: {FIRST}\n[…]\nT1: {LAST}\n"
OTHER = "Bussen går två gånger om dagen."


def marks() -> Marks:
    """What P07 says and no other, and the labels that P07 is called by."""
    return Marks.of(KEY, [ALONE, SECRET], [FIRST, LAST, OTHER], names=["P07", "Karin"])


@dataclass(frozen=True)
class Spoken:
    """The numbers of the three sources."""

    alone: int
    group: int
    other: int


def spoken(connection: Connection) -> Spoken:
    """P07 alone, P07 with the team, and P01."""
    alone = put_source(connection, "ensam.txt", (("I", None, "Hur mår du?"), ("Karin", "P07", ALONE)))
    group = put_source(connection, "grupp.txt", GROUP, present="Karin, T1", method="focus group")
    other = put_source(connection, "buss.txt", (("P01", "P01", OTHER),))
    return Spoken(alone, group, other)


def put_theme(connection: Connection, key: str, passages: list[dict[str, int]], **more: Any) -> None:
    """Keep a theme with these passages; without a name of its own it is called by its id."""
    of = put(connection, run, at=NOW, name="themes", version="1", parameters={}, fingerprint="f")
    usual = {"area": "needs", "group": "team", "name": key, "named": False, "words": [], "spread": {}, "machine": False}
    put(connection, theme, id=key, run_id=of, **{**usual, "position": 1, **more})
    for rank, one in enumerate(passages):
        put(connection, theme_passage, theme_id=key, rank=rank, **one)


def put_quote(connection: Connection, source_id: int, words: str, respondent: str) -> int:
    """Put a quote into the ledger; give its number."""
    own = {"edits": [], "printed": words, "why": "typical", "use": "allowed", "machine": True, "coder": "A", "at": NOW}
    return put(connection, quote, **at(connection, source_id, words), respondent=respondent, **own)


def put_sentences(connection: Connection, *evidence: list[str], audience: str | None = None) -> int:
    """Keep a draft with a sentence on each of these lists of evidence; give its number."""
    name = [f"{audience or 'draft'}.docx"]
    key = put(connection, draft, at=NOW, outline="full", files=name, findings={}, audience=audience)
    for position, ids in enumerate(evidence):
        own = {"block": "b", "chapter": "Needs", "text": f"Sentence {position}", "digest": "d", "finding": ""}
        put(connection, draft_sentence, draft_id=key, position=position, facts={}, evidence=ids, **own)
    return key


def judged(connection: Connection, where: Spoken) -> dict[str, int]:
    """A coding on what each says, and a suggestion on what P07 says with the team, by whose they are."""
    piece = put_segment(connection, where.group, SECRET, "P07", 2)
    return {
        "alone": put_coding(connection, where.alone, ALONE),
        "secret": put_coding(connection, where.group, SECRET),
        "first": put_coding(connection, where.group, FIRST, coder="B"),
        "last": put_coding(connection, where.group, LAST),
        "other": put_coding(connection, where.other, OTHER),
        "suggested": put_suggestion(connection, piece),
    }


def everything(connection: Connection) -> str:
    """All that all tables hold, as one text."""
    return "\n".join(str(row) for table in METADATA.sorted_tables for row in connection.execute(table.select()))
