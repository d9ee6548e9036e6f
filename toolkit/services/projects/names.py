"""What groups are called on screens, in the language of messages or as the project says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.domain.codings.segments import RECORDS
from toolkit.messages import N_, current_language, tr

if TYPE_CHECKING:
    from toolkit.services.projects.project import Project

GROUP_TITLES = {
    "participants": N_("Participants"),
    "referrers": N_("Referrers"),
    "team": N_("Team"),
    "employers": N_("Employers"),
    "steering": N_("Steering group"),
    "partners": N_("Partners"),
}
PHASE_TITLES = {"before": N_("Before"), "during": N_("During"), "ending": N_("Ending"), "after": N_("After")}


def group(project: Project, key: str | None) -> str:
    """The title of a group; "no group" for respondents without one, a title of its own for what nobody says."""
    if not key:
        return tr("No group")
    if key == RECORDS:
        return tr("Observations and documents")
    own = project.settings.groups.get(key, {})
    return own.get(current_language()) or next(iter(own.values()), "") or tr(GROUP_TITLES.get(key, key))


def groups(project: Project) -> dict[str, str]:
    """The titles of the project's groups, by their keys."""
    return {key: group(project, key) for key in project.settings.groups}
