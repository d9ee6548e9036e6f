"""Variables of cases and sources for an exchanged file: their types, and values that fit them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from toolkit.domain.exchange.interchange import Exchanged
from toolkit.exchange.refi_pen import Pen
from toolkit.exchange.refi_values import made_guid

_PATTERNS = {
    "Boolean": re.compile(r"true|false|0|1"),
    "Integer": re.compile(r"[+-]?[0-9]+"),
    "Float": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    "Date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "DateTime": re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-]\d\d:\d\d)?"
    ),
}


class Variables:
    """The variables that a project declares or uses, each with the type that all its values fit."""

    def __init__(self, project: Exchanged, pen: Pen) -> None:
        self._pen = pen
        self.kinds = {name: kind if kind in _PATTERNS else "Text" for name, kind in project.kinds.items()}
        misfits = set[str]()
        for values in (*(case.variables for case in project.cases), *(source.variables for source in project.sources)):
            for name, value in values.items():
                if not fits(value, self.kinds.setdefault(name, "Text")):
                    misfits.add(name)
        pen.ledger.add("variable_as_text", len(misfits))
        self.kinds |= dict.fromkeys(misfits, "Text")

    def declared(self) -> str:
        """The list of variables."""
        lines = "".join(self._variable(name, kind) for name, kind in self.kinds.items())
        return f"<Variables>\n{lines}</Variables>\n" if lines else ""

    def _variable(self, name: str, kind: str) -> str:
        words = self._pen.attribute(name)
        return f'<Variable guid="{made_guid("variable", name)}" name="{words}" typeOfVariable="{kind}"/>\n'

    def values(self, values: Mapping[str, str]) -> str:
        """The values of one case or source."""
        return "".join(self._value(name, value) for name, value in values.items())

    def _value(self, name: str, value: str) -> str:
        kind = self.kinds[name]
        held = f"<{kind}Value>{self._pen.text(value)}</{kind}Value>" if value else ""
        return f'<VariableValue><VariableRef targetGUID="{made_guid("variable", name)}"/>{held}</VariableValue>'


def fits(value: str, kind: str) -> bool:
    """Whether the schema takes a value for its type; an empty one stands for none."""
    if not value or kind == "Text":
        return True
    return bool(_PATTERNS[kind].fullmatch(value)) and _real(value, kind)


def _real(value: str, kind: str) -> bool:
    if kind not in ("Date", "DateTime"):
        return True
    try:
        (date if kind == "Date" else datetime).fromisoformat(value)
    except ValueError:
        return False
    return True
