"""The project's salt: without it the table of decisions says nothing of names.

It lies in the project folder, beside the database and not in it. Whoever has both can guess short names by trying.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from toolkit.errors import BadFile, NotSaved
from toolkit.messages import N_
from toolkit.services.projects.project import Project, keep_out_of_git

SALT = "identifiers.salt"
_BYTES = 32


def digests(project: Project, *, storing: bool = True) -> Callable[[str], str]:
    """What gives a string the name under which what was decided of it is kept.

    Unless `storing`, a project without a salt is given one that lasts no longer than what is returned.
    """
    path = project.folder / SALT
    salt = _salt(path) if storing or path.exists() else secrets.token_bytes(_BYTES)

    def digest(key: str) -> str:
        return hmac.new(salt, key.encode(), hashlib.sha256).hexdigest()

    return digest


def _salt(path: Path) -> bytes:
    """The salt, made at the first scan; BadFile when the file holds something else."""
    try:
        content = path.read_text(encoding="ascii") if path.is_file() else _made(path)
        salt = bytes.fromhex(content.strip())
    except (OSError, ValueError):
        salt = b""
    if len(salt) != _BYTES:
        raise BadFile(
            N_("{file} cannot be read: it holds the salt of what was decided of names."),
            hint=N_("Restore it from a backup. Without it every name is asked about again: move the file away."),
            file=path.name,
        )
    return salt


def _made(path: Path) -> str:
    content = secrets.token_hex(_BYTES)
    try:
        keep_out_of_git(path.parent / ".gitignore")
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process has made it in the meantime
        return path.read_text(encoding="ascii")
    except OSError:
        raise NotSaved(
            N_("{file} cannot be written in the project's folder."), hint=N_("Check who may write there."), file=SALT
        ) from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(content)
    return content
