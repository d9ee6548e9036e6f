"""Files that people name: read whole, written whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from toolkit.errors import BadFile, NotSaved, Refused
from toolkit.messages import N_

LARGEST = 100 * 1024 * 1024


def read_file(path: Path) -> bytes:
    """The bytes of a file a person named; BadFile in words when they cannot be had."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile(N_("The file is larger than 100 MB."), hint=N_("Split it, or save it as text."))
        return path.read_bytes()
    except FileNotFoundError:
        raise BadFile(N_("There is no such file."), hint=N_("Check the name and the folder.")) from None
    except IsADirectoryError:
        raise BadFile(N_("It is a folder, not a file.")) from None
    except PermissionError:
        raise BadFile(
            N_("The file may not be read."), hint=N_("Check who may read it, or close the program that has it open.")
        ) from None
    except OSError:
        raise BadFile(
            N_("The file could not be read from the disk."), hint=N_("Copy the file from where it came, and try again.")
        ) from None


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; NotSaved in words when that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise NotSaved(
            N_("The folder {folder} cannot be made."),
            hint=N_("Check the folder above it and its permissions, or choose another place."),
            folder=folder,
        ) from None


def refuse_existing(path: Path, *, force: bool) -> None:
    """Refuse to write over a file that is there already, unless that is asked for."""
    if path.exists() and not force:
        raise Refused(
            N_("{file} is there already; it is left as it is."),
            hint=N_("Give another name, or write over it with --force."),
            file=path.name,
        )


def write_file(path: Path, data: bytes) -> None:
    """Write a whole file or none: beside its place first, then moved there; NotSaved in words when that cannot be."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise NotSaved(
            N_("{file} could not be written."),
            hint=N_("Close it if it is open in another program, check the folder and the space on the disk."),
            file=path.name,
        ) from None


def take_away(path: Path) -> None:
    """Take a file away that was written just now, if it is there."""
    with suppress(OSError):
        path.unlink()
