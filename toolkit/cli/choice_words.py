"""What may stand as the value of an option: its keys, and what the screens call them in the language of messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from toolkit.domain.texts.worded_keys import meant

# Where the titles of an option's keys stand, by the option's name or the enumeration that it takes.
_TITLES = {
    "--phase": ("toolkit.services.projects.names", "PHASE_TITLES"),
    "--valence": ("toolkit.services.claims.claim_names", "VALENCE_WORDS"),
    "Stance": ("toolkit.services.claims.claim_names", "STANCES"),
    "Outcome": ("toolkit.domain.reflection.learning", "OUTCOMES"),
    "Loop": ("toolkit.domain.reflection.learning", "LOOPS"),
    "toolkit.domain.reflection.learning.Status": ("toolkit.domain.reflection.learning", "STATUSES"),
    "toolkit.domain.reflection.obstacles.Level": ("toolkit.services.obstacles.obstacle_names", "LEVELS"),
    "PartnerKind": ("toolkit.cli.partners", "KIND_NAMES"),
    "Effect": ("toolkit.cli.ties", "EFFECT_NAMES"),
}


def titles(param: Any) -> Mapping[str, str]:  # noqa: ANN401 (Typer's own class)
    """The titles of a parameter's keys as message ids; empty for one whose values have none."""
    told = str(getattr(getattr(param, "type_descriptor", None), "annotation", ""))
    kind = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    name, module = getattr(kind, "__name__", ""), getattr(kind, "__module__", "")
    keys = (*getattr(param, "opts", ()), f"{module}.{name}", name)
    place = next((_TITLES[key] for key in keys if key in _TITLES), None)
    if place is None or (name not in ("str", "list") and not told.startswith("<enum")):
        return {}
    found: Mapping[str, str] = getattr(import_module(place[0]), place[1])
    return {str(key): title for key, title in found.items()}


def accepting(param: Any) -> None:  # noqa: ANN401
    """Let a parameter take titles beside keys."""
    before: Callable[..., Any] = param.process_value
    if getattr(param, "takes_titles", False):
        return

    def process_value(ctx: Any, value: Any) -> Any:  # noqa: ANN401
        return before(ctx, _keys(param, value))

    param.process_value, param.takes_titles = process_value, True


def _keys(param: Any, value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, list | tuple):
        return type(value)(_keys(param, one) for one in value)
    if not isinstance(value, str) or not value:
        return value
    return meant(value, titles(param)) or value
