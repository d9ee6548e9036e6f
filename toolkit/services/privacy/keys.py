"""What is done with a project's key: found, made, lines put, read and taken away; each use stands in the access log.

Only the command line comes here (a contract in pyproject.toml): whatever writes files for others has no way to a name.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from pathlib import Path

from toolkit.errors import Refused
from toolkit.messages import N_
from toolkit.services.privacy import certificates, key_file
from toolkit.services.privacy.key_file import KeyFile, Row
from toolkit.services.projects import access_log
from toolkit.services.projects.project import Project

LONGEST = 500
Ask = Callable[[], str]


def path_of(project: Project, named: Path | None = None) -> Path:
    """Where the key lies: at the place that is named, else at the usual one, the same for all copies of a project."""
    from toolkit.storage.database import journal

    if named is not None:
        return named.expanduser()
    with project.store() as store, store.reading() as connection:
        mark = hashlib.sha256(journal.first(connection).encode()).hexdigest()[:20]
    return key_file.usual_folder() / f"{mark}{key_file.ENDING}"


def new(project: Project, path: Path, phrase: str) -> KeyFile:
    """Make an empty key."""
    made = key_file.new(path, phrase, project=project.folder)
    access_log.note(project, "key", file=path.name)
    return made


def opened(project: Project, path: Path, phrase: str, *, respondent: str = "") -> KeyFile:
    """Open the key; that it was opened, and for whom, stands in the access log."""
    key = key_file.read(path, phrase, project=project.folder)
    access_log.note(project, "key", respondent=respondent or None, file=path.name)
    return key


def put(project: Project, path: Path, phrase: str, row: Row) -> tuple[KeyFile, bool]:
    """Put a line into the key, over an earlier one of the same pseudonym; whether the register knows the pseudonym."""
    key, *told = (_spaced(one) for one in (row.id, row.name, row.contact, row.note))
    if not key or any(len(one) > LONGEST or not one.isprintable() for one in (key, *told)):
        raise Refused(N_("A line of the key is text on one line, at most {n} signs."), n=LONGEST)
    person = project.register.find(key)
    known = Row(person.id if person else key, *told)
    before = opened(project, path, phrase, respondent=known.id)
    return key_file.save(before.having(known), phrase), person is not None


def _spaced(text: str) -> str:
    """The text with plain spaces in place of no-break and narrow ones, as texts that are pasted have them."""
    return "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in text).strip(" ")


def remove(project: Project, path: Path, phrase: str, respondent: str) -> KeyFile:
    """Take a person's line out of the key for good."""
    key = opened(project, path, phrase, respondent=respondent)
    return key_file.save(key.lacking(respondent), phrase)


def taken(project: Project, path: Path, phrase: str, respondent: str, certificate: Path | None) -> bool:
    """Take the line of somebody who has withdrawn out of the key, say so on the certificate; whether it was there."""
    key = key_file.read(path, phrase, project=project.folder)
    if respondent.casefold() not in key.rows:
        return False
    remove(project, path, phrase, respondent)
    if certificate is not None:
        certificates.key_taken(certificate)
    return True


def rephrased(project: Project, path: Path, phrase: str, fresh: str) -> KeyFile:
    """Encrypt the key under another pass phrase."""
    key_file.check_phrase(fresh)
    return key_file.save(opened(project, path, phrase), fresh)
