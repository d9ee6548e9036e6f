"""Where schemes, samples and templates stand: the project's own first, then the packaged ones."""

from __future__ import annotations

from pathlib import Path, PurePath

from toolkit.errors import NotFound
from toolkit.messages import N_

KINDS = ("coding_schemes", "interviews", "templates")
PACKAGE = Path(__file__).parents[1]


def packaged(kind: str) -> Path:
    """The folder of this kind ("coding_schemes", "interviews", "templates") that came with Spegla.

    In a wheel it is `toolkit/data/<kind>`, in a checkout the repository's own top folder. NotFound when neither exists.
    """
    for folder in (PACKAGE / "data" / kind, PACKAGE.parent / kind):
        if kind in KINDS and folder.is_dir():
            return folder
    raise NotFound(
        N_("The folder {kind} that comes with Spegla is missing."), hint=N_("Install Spegla again."), kind=kind
    )


def find(project_folder: Path, kind: str, name: str) -> Path:
    """The file `name` of this kind: the project's own, else the packaged one; NotFound says which exist."""
    inside = _stays_inside(name)
    own = project_folder / kind
    if inside and (own / name).is_file():  # first of all: a coding that is saved asks for the scheme, twice
        return own / name
    folders = (own, packaged(kind))
    if inside and (folders[1] / name).is_file():
        return folders[1] / name
    raise NotFound(
        N_("There is no {name} in {kind}."),
        hint=N_("These exist: {existing}"),
        name=name,
        kind=kind,
        existing=", ".join(_existing(folders, PurePath(name).suffix)) or "–",
    )


def _stays_inside(name: str) -> bool:
    path = PurePath(name)
    return not path.is_absolute() and ".." not in path.parts


def _existing(folders: tuple[Path, ...], suffix: str) -> list[str]:
    paths = (path for folder in folders if folder.is_dir() for path in folder.iterdir() if path.is_file())
    return sorted({path.name for path in paths if not path.name.startswith(".") and suffix in ("", path.suffix)})
