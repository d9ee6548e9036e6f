"""Which themes a report calls by their code: the machine's name is made of words, and nobody of them may be quoted."""

from __future__ import annotations

from toolkit.domain.themes.themes import Theme
from toolkit.services.projects.project import Project


def is_told_by_code(project: Project, theme: Theme) -> bool:
    """Whether the machine's name of the theme can only hold words of people who may not be quoted."""
    return not theme.named and not any(map(project.register.quotable, theme.spread))
