"""For whom something is told: the audience by its name, whose words it may hear, and on what legal basis."""

from __future__ import annotations

from toolkit.domain.sources.audiences import Audience
from toolkit.domain.sources.consents import Purpose
from toolkit.domain.texts.worded_keys import wrong_key
from toolkit.errors import NotFound, Refused
from toolkit.messages import N_
from toolkit.services.projects.project import Project

AUDIENCES = {
    "external": N_("Readers outside"),
    "team": N_("The team"),
    "steering": N_("The steering group"),
    "network": N_("The network"),
    "participants": N_("The participants"),
    "employers": N_("The employers"),
}


def audience(project: Project, key: str) -> Audience:
    """The audience of this name; NotFound says which there are."""
    known = project.settings.audiences
    if key not in known:
        raise NotFound(N_("There is no audience {key}."), key=key, **wrong_key(key, known, AUDIENCES))
    return known[key]


def told(project: Project, key: str | None) -> Project:
    """The project as it may be told to an audience: to insiders without those who do not allow feedback to them."""
    chosen = project.settings.audiences.get(key or "")
    return project.asking(Purpose.FEEDBACK) if chosen and chosen.insiders else project


def refuse_without_basis(project: Project, chosen: Audience) -> None:
    """Refused for readers outside when project.toml does not say on what legal basis the words are used."""
    if not chosen.insiders and not project.settings.law.legal_basis:
        raise Refused(
            N_("project.toml names no legal basis, so nothing is let out to {audience}."),
            hint=N_('Write it under [law] in project.toml, for example: legal_basis = "6.1 e"'),
            audience=chosen.key,
        )
