"""Typer's own words, marked so that the catalogue holds them; Typer looks them up itself."""

from __future__ import annotations

from toolkit.messages import N_

TYPER_WORDS = (
    N_("Aborted!"),
    N_("Arguments"),
    N_("Commands"),
    N_("Error"),
    N_("Missing command."),
    N_("No such command {name!r}."),
    N_("Options"),
    N_("default: {default}"),
    N_("env var: {var}"),
    N_("required"),
)
