"""The short texts of a project beside its sources: memos, names of themes, claims, responses, and where names stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toolkit.domain.texts.text import Span
from toolkit.messages import N_

Path = tuple[str | int, ...]  # the column, and within a list or a table the way to the text


class Where(StrEnum):
    """Where else than in the text of a source."""

    MEMO = "memo"
    FILE = "file"
    FACTS = "facts"
    CODE = "code"
    THEME = "theme"
    CLAIM = "claim"
    STANCE = "stance"
    SETTLEMENT = "settlement"
    QUOTE = "quote"
    SESSION = "session"
    RESPONSE = "response"
    ANSWER = "answer"
    COMMITMENT = "commitment"
    OBSTACLE = "obstacle"
    PARTNER = "partner"
    GATE = "gate"
    SETTINGS = "settings"
    GUIDE = "guide"
    PACK = "pack"
    DRAFT = "draft"


WHERE_TITLES = {
    Where.MEMO: N_("in a memo"),
    Where.FILE: N_("in a file's name"),
    Where.FACTS: N_("at the head of a source"),
    Where.CODE: N_("in the words of a code"),
    Where.THEME: N_("in a theme’s name"),
    Where.CLAIM: N_("in a claim"),
    Where.STANCE: N_("in the reason for a stance"),
    Where.SETTLEMENT: N_("in the reason for a settlement"),
    Where.QUOTE: N_("in the bracket of a quote"),
    Where.SESSION: N_("at the head of a reflection session"),
    Where.RESPONSE: N_("in a response at a session"),
    Where.ANSWER: N_("in the answer to an objection"),
    Where.COMMITMENT: N_("in something that was agreed"),
    Where.OBSTACLE: N_("in an obstacle"),
    Where.PARTNER: N_("in the list of partners"),
    Where.GATE: N_("in an answer at the disclosure check"),
    Where.SETTINGS: N_("in the project’s settings"),
    Where.GUIDE: N_("in a question guide"),
    Where.PACK: N_("in a feedback pack that was made before"),
    Where.DRAFT: N_("in a draft that was made before"),
}
RECORDS = (Where.PACK, Where.DRAFT)  # what was made for others before stays as it was


@dataclass(frozen=True, slots=True)
class Short:
    """A text that is no source's: where, the number to tell it by, its row, and the way to it within the row.

    `source_id` and `span` say what it is on, `who` whose it is, as far as the row has them. `changeable`: other words
    can be put there.
    """

    where: Where
    number: int
    table: str
    row: int | str
    path: Path
    text: str
    source_id: int | None = None
    span: Span | None = None
    who: str = ""
    changeable: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a finding stands in such a text."""

    text: Short
    start: int
    end: int
