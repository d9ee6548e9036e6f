"""The report as a tree of blocks, in which every sentence, table cell and quote knows the evidence it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from toolkit.domain.quotes.quotes import Quote
from toolkit.domain.texts.text import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: its id ("c12" coding, "s34" suggestion), where it stands, its words and codes.

    `kind` names what the source is where nobody says it ("observation").
    """

    id: str
    source: str
    span: Span
    quote: str
    respondent: str
    codes: tuple[str, ...]
    machine: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a sentence says in numbers: `k` of the `n` persons asked in `group` ("" = across groups)."""

    k: int
    n: int
    group: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the draft.

    `evidence` are ids in `Report.evidence`; empty only for sentences that claim nothing of the material. `count` is
    shown beside it for the evaluator ("7 av 10"), and `stated` says the same as numbers. `machine` says that it rests
    on suggestions no person has looked at. `claim` is the id of the claim that an evaluator wrote, if it is one.
    `words` are a person's that stand within it, `quote` says where they stand in the material.
    """

    text: str
    evidence: tuple[str, ...] = ()
    count: str = ""
    machine: bool = False
    stated: Stated | None = None
    claim: int | None = None
    words: str = ""
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1–3. `anchor` is unique in the report, `number` is "4.2", "Appendix 1" or empty."""

    level: int
    text: str
    anchor: str
    number: str = ""

    @property
    def full(self) -> str:
        """The text with its number before it: "4.2 Material", "Appendix 1. Partners"."""
        if not self.number:
            return self.text
        return f"{self.number}. {self.text}" if self.number[0].isalpha() else f"{self.number} {self.text}"


class Reference(str):
    """A cell that names a part of the report: a text as any other, and the `anchor` of that part's heading."""

    __slots__ = ("anchor",)
    anchor: str

    @classmethod
    def to(cls, anchor: str, text: str) -> Reference:
        """The reference to the heading with this anchor, shown as `text`."""
        made = cls(text)
        made.anchor = anchor
        return made


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences, after a run-in heading if there is one. `finding` names the finding the paragraph states ("f7").

    Where that is a claim, `theme` names the finding whose run-in heading it stands under.
    """

    sentences: tuple[Sentence, ...]
    run_in: str = ""
    finding: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    """A quote as printed (without quotation marks), the evidence it is taken from, the group it is attributed to.

    `group` is empty where the chapter or section is that group's own. `finding` is that of the paragraph it stands
    under; `why` says why it was chosen (typical, deviating, strong). `quote` is where the words stand with the edits
    made, `entry` its number in the ledger of quotes.
    """

    text: str
    evidence: tuple[str, ...]
    group: str
    why: str = ""
    finding: str = ""
    entry: int | None = None
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row. Cells are texts; the first column is a row heading. `note` stands below."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    anchor: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's data: counts of rows × columns, drawn as a stacked bar per row with a part per column.

    `panels` names for each row the panel that it is drawn in, rows of a panel in sequence; without, there is one panel.
    `alt` says in words what it shows, `axis` names what is counted.
    """

    caption: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    alt: str
    anchor: str
    axis: str = ""
    panels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences, numbered if `ordered`."""

    items: tuple[Sentence, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Words to the evaluator that stand out (a first draft from suggestions, what is missing).

    `inner` ones are for nobody else: they are not in what is handed out.
    """

    text: str
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """A place in square brackets and italics that the evaluator fills with words of their own."""

    text: str


Block: TypeAlias = Heading | Paragraph | QuoteBlock | Table | Figure | Bullets | Notice | Prompt


@dataclass(frozen=True, slots=True)
class Report:
    """A draft: title page facts, blocks in order, and the evidence that the blocks name.

    `day` is the day it was made on; `quotes` are those printed elsewhere than in quote blocks, `claims` the texts of
    the claims it could tell. An evidence whose `quote` is empty comes from someone who may not be quoted. `brief` is
    one of few pages: without a title page of its own and without contents.
    """

    title: str
    subtitle: str
    language: str
    blocks: tuple[Block, ...]
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    day: date | None = None
    quotes: tuple[Quote, ...] = ()
    claims: Mapping[int, str] = field(default_factory=dict)
    brief: bool = False
