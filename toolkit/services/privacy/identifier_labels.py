"""A source with names masked, and the labels before its turns: whose words they are is still known afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

from toolkit.domain.identifiers.identifier_groups import NAMES, Group
from toolkit.domain.sources.revisions import Edit
from toolkit.domain.sources.sources import ASKING, RawTurn, Role, Source, Turn
from toolkit.domain.sources.turn_edits import Correction, edited
from toolkit.services.privacy.identifier_elsewhere import instead
from toolkit.services.projects.project import Project

MASK = "mask"


def masked(project: Project, name: str, edits: Sequence[Edit], groups: Sequence[Group]) -> Correction:
    """The source with these edits, and with its speakers' labels masked as its text is.

    A person of the register is labelled with the pseudonym and the interviewer with a sign, so that consent and roles
    go on to hold; others who would get the same bracket are numbered.
    """
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        source = sources.get(connection, name)
    made = edited(source, edits, verb=MASK)
    labels = _labels(project, source, groups)
    return replace(made, turns=tuple(_relabelled(turn, labels) for turn in made.turns)) if labels else made


def _labels(project: Project, source: Source, groups: Sequence[Group]) -> dict[str, str]:
    """The labels that change, each with the new one."""
    speakers = {turn.label: turn for turn in source.turns if turn.label}
    found: dict[str, str] = {}
    for label, turn in speakers.items():
        new = _label(label, groups)
        if new != label:
            found[label] = _known(project, turn) or _free(new, {*speakers, *found.values()})
    return found


def _known(project: Project, turn: Turn) -> str:
    """The label by which a speaker who is known is known again; empty for others."""
    if turn.role is Role.INTERVIEWER:
        return ASKING
    person = project.register.find(turn.respondent) if turn.respondent else None
    return person.id if person else ""


def _free(label: str, taken: set[str]) -> str:
    tries = (label if number == 1 else f"{label} {number}" for number in count(1))
    return next(one for one in tries if one not in taken)


def _label(label: str, groups: Sequence[Group]) -> str:
    """The label with the names in it masked, as its text is."""
    for group in sorted((one for one in groups if one.kind in NAMES), key=lambda one: -len(one.key)):
        for form in group.forms:
            stands_in = instead(form, group).replace("\\", r"\\")
            label = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", stands_in, label)
    return label


def _relabelled(turn: RawTurn, labels: Mapping[str, str]) -> RawTurn:
    return replace(turn, label=labels.get(turn.label, turn.label)) if turn.label else turn
