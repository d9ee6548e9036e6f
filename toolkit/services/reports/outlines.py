"""The outlines that a report may follow: the project's own and those that came with Spegla, and what each is called."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath

from toolkit.domain.texts.worded_keys import meant, wrong_key
from toolkit.errors import NotFound
from toolkit.messages import N_, tr
from toolkit.resources import places
from toolkit.services.projects.project import Project

TITLES = {
    "perspectives": N_("By perspective"),
    "areas": N_("By question area"),
    "questions": N_("By evaluation question"),
    "partial": N_("Short partial report"),
    "full": N_("Full report"),
    "obstacles": N_("Obstacles in the system"),
}


def title(name: str) -> str:
    """What an outline is called in the language of messages; one's own by its name."""
    return tr(TITLES[name]) if name in TITLES else name


def names(project: Project) -> list[str]:
    """The names of the outlines that there are, the project's own and those that came with Spegla."""
    folders = (project.folder / "templates", places.packaged("templates"))
    found = {path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.toml")}
    return sorted(name for name in found if not name.startswith("wording."))


def file_of(project: Project, written: str) -> Path:
    """The file of the outline that was named by its name, its file or its title; NotFound says which there are."""
    known = names(project)
    titles: Mapping[str, str] = {name: TITLES.get(name, "") for name in known}
    key = meant(PurePath(written).name.removesuffix(".toml"), titles)
    if not key:
        raise NotFound(N_("There is no outline called {name}."), name=written, **wrong_key(written, known, titles))
    return places.find(project.folder, "templates", f"{key}.toml")
