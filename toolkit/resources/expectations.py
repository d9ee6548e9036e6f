"""What a setting should have been, in words: pydantic's findings without its own text and without input values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from pydantic_core import ErrorDetails, PydanticCustomError

from toolkit.messages import N_

Loc: TypeAlias = tuple[int | str, ...]
KEY = "[key]"  # pydantic's own last step when a mapping's key, not its value, is wrong

TEXT = N_("{place}: “{key}” must be a text; put it in quotation marks.")
MAPPING = N_("{place}: “{key}” must hold names with values.")
NUMBER = N_("{place}: “{key}” must be a number.")
AT_LEAST = N_("{place}: “{key}” must be at least {bound}.")
KEY_FORM = N_("{place}: “{key}” must begin with a letter a–z and hold only a–z, 0–9, _ and -.")
UNKNOWN = N_("{place}: “{key}” is not known here. These are: {known}.")
NOT_ALLOWED = N_("{place}: the value of “{key}” is not allowed here.")
WORDS: Mapping[str, str] = {
    "missing": N_("{place}: “{key}” is missing."),
    "string_type": TEXT,
    "string_too_short": N_("{place}: “{key}” must not be empty."),
    "string_pattern_mismatch": KEY_FORM,
    "list_type": N_("{place}: “{key}” must be a list."),
    "dict_type": MAPPING,
    "model_type": MAPPING,
    "too_short": N_("{place}: “{key}” must have at least one entry."),
    "bool_type": N_("{place}: “{key}” must be true or false."),
    "int_type": N_("{place}: “{key}” must be a whole number."),
    "float_type": NUMBER,
    "date_type": N_("{place}: “{key}” must be a date such as 2026-12-31, without quotation marks."),
    "finite_number": NUMBER,
    "greater_than": N_("{place}: “{key}” must be more than {bound}."),
    "greater_than_equal": AT_LEAST,
    "literal_error": N_("{place}: “{key}” must be one of {expected}."),
}
_REFUSAL = "setting"


def refusal(message: str, **values: object) -> PydanticCustomError:
    """An error that a validator raises, in our own words: `message` is a message id with a `{place}`."""
    return PydanticCustomError(_REFUSAL, "refused", {"message": message, "values": values})


def in_words(error: ErrorDetails) -> tuple[str, dict[str, Any]]:
    """The message id and its values (all but `place`) for one finding of pydantic."""
    context: dict[str, Any] = error.get("ctx") or {}
    key = named(error["loc"])
    if error["type"] == _REFUSAL:
        return context["message"], {"key": key, **context["values"]}
    if error["type"] == "literal_error" and error["loc"][-1] == KEY:
        return UNKNOWN, {"key": key, "known": _choices(context)}
    values = {"key": key, "bound": context.get("ge", context.get("gt")), "expected": _choices(context)}
    return WORDS.get(error["type"], NOT_ALLOWED), values


def place_of(error: ErrorDetails) -> Loc:
    """Where in the file the finding belongs; an unknown key belongs to the key itself."""
    context: dict[str, Any] = error.get("ctx") or {}
    values: dict[str, Any] = context.get("values") or {}
    if error["type"] == _REFUSAL and values.get("known"):
        return (*error["loc"], values["key"], KEY)
    return error["loc"]


def named(loc: Loc) -> str:
    """The innermost name on the way to a value; the numbers of list entries are no names."""
    return next((step for step in reversed(loc) if isinstance(step, str) and step != KEY), "")


def _choices(context: Mapping[str, Any]) -> str:
    return ", ".join(re.findall(r"'([^']*)'", str(context.get("expected", ""))))
