"""The ledger of withdrawals: what was begun and done, in ids, digests and counts; beside it keyed digests of words.

It lies in the project's folder, outside the backups, and is carried out again in whatever is restored.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from toolkit.domain.identifiers.remains import Marks
from toolkit.errors import DamagedProject, Refused
from toolkit.messages import N_
from toolkit.services.projects.files import make_folder, write_file

LEDGER, FOLDER = "withdrawals.jsonl", "withdrawals"
PENDING = Path(FOLDER, "pending")  # an empty file: that it is there can be seen at no cost
WITHDRAW, ERASE = "withdraw", "erase"
_KEY = 16  # bytes


@dataclass(frozen=True, slots=True)
class Errand:
    """A withdrawal, or an erasing of strings, as the ledger has it; `number` is that of its first line.

    `sources` are the digests of originals that were wholly the person's, `parts` of those that others speak in too.
    `marks` names the file with the digests of words; `delete` says that files in the folder that hold words may go.
    """

    act: str
    respondent: str
    ground: str
    decision: str
    marks: str
    sources: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    delete: bool = False
    number: int = 0
    at: str = ""
    done: str = ""
    left: int = 0


def errands(folder: Path) -> list[Errand]:
    """All that the ledger of a project's folder has, the oldest first; those that are not done have no `done`."""
    path = folder / LEDGER
    if not path.is_file():
        return []
    from toolkit.storage.database.chained_file import lines

    found: dict[int, Errand] = {}
    for line in lines(path):
        if line.get("state") == "begun":
            found[line["number"]] = _begun(line)
        elif line.get("state") == "done" and line.get("errand") in found:
            found[line["errand"]] = replace(found[line["errand"]], done=line["at"], left=int(line.get("left", 0)))
    return list(found.values())


def pending(folder: Path) -> tuple[Errand, ...]:
    """The withdrawals and erasings that were begun and not finished."""
    return tuple(one for one in errands(folder) if not one.done)


def _begun(line: Mapping[str, object]) -> Errand:
    act, respondent, ground, decision, marks, at = (
        str(line.get(name, "")) for name in ("act", "respondent", "ground", "decision", "marks", "at")
    )
    sources, parts = (tuple(map(str, _list(line.get(name)))) for name in ("sources", "parts"))
    number = int(str(line.get("number", 0)))
    return Errand(act, respondent, ground, decision, marks, sources, parts, bool(line.get("delete")), number, at)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def begin(folder: Path, new: Errand, marks: Marks, *, now: datetime) -> Errand:
    """Write down what is to be gone before anything is taken away: from here on it will be, whatever happens."""
    from toolkit.storage.database.chained_file import append

    named = replace(new, marks=f"{secrets.token_hex(8)}.json")
    write_marks(folder, named, marks)
    (folder / PENDING).touch()
    line = {
        **{name: getattr(named, name) for name in ("act", "respondent", "ground", "decision", "marks")},
        **{name: list(getattr(named, name)) for name in ("sources", "parts")},
        "delete": int(named.delete),
        "state": "begun",
    }
    number = append(folder / LEDGER, line, now)
    return replace(named, number=number, at=now.isoformat())


def end(folder: Path, errand: Errand, counts: Mapping[str, int], *, left: int, now: datetime) -> None:
    """Write down that it is done; `left` counts files that still hold words."""
    from toolkit.storage.database.chained_file import append

    told = {"state": "done", "errand": errand.number, "left": left, "counts": dict(counts)}
    append(folder / LEDGER, told, now)
    settled(folder)


def settled(folder: Path) -> None:
    """Take the sign away that something is pending, when nothing is."""
    if all(one.done for one in errands(folder)):
        (folder / PENDING).unlink(missing_ok=True)


def key(folder: Path) -> bytes:
    """The key of this project's digests, the same for all, so that one look finds all."""
    for errand in errands(folder):
        marks = read_marks(folder, errand)
        if marks is not None:
            return marks.key
    return secrets.token_bytes(_KEY)


def write_marks(folder: Path, errand: Errand, marks: Marks) -> None:
    """Keep the digests of what is to be gone."""
    from toolkit.storage.database.synced import sync_file, sync_folder

    make_folder(folder / FOLDER)
    (folder / FOLDER).chmod(0o700)
    runs = {str(length): [f"{run:016x}" for run in sorted(found)] for length, found in marks.runs.items()}
    told = {"key": marks.key.hex(), "runs": runs, "names": [f"{name:016x}" for name in sorted(marks.names)]}
    path = folder / FOLDER / errand.marks
    write_file(path, json.dumps(told).encode())
    sync_file(path)
    sync_folder(path.parent)


def read_marks(folder: Path, errand: Errand) -> Marks | None:
    """The digests that were kept; None when their file is gone or cannot be read."""
    try:
        told = json.loads((folder / FOLDER / errand.marks).read_bytes())
        runs = {int(length): frozenset(int(run, 16) for run in found) for length, found in told["runs"].items()}
        return Marks(bytes.fromhex(told["key"]), runs, frozenset(int(name, 16) for name in told["names"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def needed_marks(folder: Path, errand: Errand) -> Marks:
    """The digests that were kept; DamagedProject when they are gone."""
    marks = read_marks(folder, errand)
    if marks is None:
        raise DamagedProject(
            N_("The digests of withdrawal {number} cannot be read."),
            hint=N_("Put the folder withdrawals back from a copy of the project, and do the same again."),
            number=errand.number,
        )
    return marks


def removed(folder: Path) -> frozenset[str]:
    """The digests of files that were removed with a person, or words of one: they do not come in again."""
    return frozenset(sha for each in errands(folder) for sha in (*each.sources, *each.parts))


def refuse_removed(gone: frozenset[str], sha256: str) -> None:
    """Refuse a file whose words were removed from the project."""
    if sha256 in gone:
        raise Refused(
            N_("This file was removed because somebody in it has withdrawn; it is not taken in again."),
            hint=N_("Delete the file, or take the person's words out of it first."),
        )


def copied(folder: Path, to: Path) -> None:
    """Take the ledger along to another folder of the project's, over what is there."""
    for name in (LEDGER, f"{LEDGER}.head"):
        if (folder / name).is_file():
            shutil.copy2(folder / name, to / name)
    if (folder / FOLDER).is_dir():
        shutil.copytree(folder / FOLDER, to / FOLDER, dirs_exist_ok=True)
