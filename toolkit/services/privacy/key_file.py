"""The key of who is who: pseudonym ↔ name and contact, in an encrypted file of its own outside the project's folder."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from toolkit.errors import BadFile, ConflictError, NotFound, NotSaved, Refused
from toolkit.messages import N_

MAGIC = b"SPEGLA-KEY-1\n"
ENDING = ".spegla-key"
COST, LARGEST_COST = 16, 20  # scrypt's n as a power of two: 64 MB and a quarter of a second; more is not obeyed
BLOCK, LANES, LENGTH = 8, 1, 32
SALT, NONCE = 16, 12
HEAD = len(MAGIC) + 1 + SALT + NONCE
PAGE = 4096  # what is encrypted is filled up to pages, so that the file's size does not tell how many people there are
SHORTEST = 12
LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One person: the pseudonym, the name, how to reach the person, and what else only the key may say."""

    id: str
    name: str = ""
    contact: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """An opened key: its rows by pseudonym without regard to case, and the sum of the file they were read from."""

    path: Path
    rows: Mapping[str, Row] = field(default_factory=dict)
    seen: str = ""

    def get(self, respondent: str) -> Row:
        """The row of a person; NotFound when the key has none."""
        row = self.rows.get(respondent.casefold())
        if row is None:
            raise NotFound(
                N_("The key has no line for {respondent}."),
                hint=N_("See who is in it: spegla privacy key list"),
                respondent=respondent,
            )
        return row

    def having(self, row: Row) -> KeyFile:
        """The key with this row, in the place of an earlier one of the same pseudonym."""
        return KeyFile(self.path, {**self.rows, row.id.casefold(): row}, self.seen)

    def lacking(self, respondent: str) -> KeyFile:
        """The key without a person's row; NotFound when it has none."""
        gone = self.get(respondent)
        kept = {key: row for key, row in self.rows.items() if row is not gone}
        return KeyFile(self.path, kept, self.seen)


def usual_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Where this system's programs keep what is one user's own."""
    home = Path.home()
    if platform == "win32":
        above = environment.get("APPDATA") or str(home / "AppData" / "Roaming")
    elif platform == "darwin":
        above = str(home / "Library" / "Application Support")
    else:
        above = environment.get("XDG_CONFIG_HOME") or str(home / ".config")
    return Path(above) / "spegla" / "keys"


def new(path: Path, phrase: str, *, project: Path) -> KeyFile:
    """Make an empty key; Refused where a file is already, inside the project, or with a short pass phrase."""
    refuse_inside(path, project)
    if path.exists():
        raise Refused(N_("There is a key already: {file}"), hint=N_("It is left as it is."), file=path)
    check_phrase(phrase)
    return save(KeyFile(path), phrase)


def refuse_inside(path: Path, project: Path) -> None:
    """Refused for a key in the project's folder: it would be copied, backed up and sent along with the project."""
    if path.resolve().is_relative_to(project.resolve()):
        raise Refused(
            N_("The key must not lie in the project's folder."),
            hint=N_("Leave --key out for the usual place, or name a file in another folder that only you may read."),
        )


def check_phrase(phrase: str) -> None:
    """Refused for a pass phrase that is soon guessed."""
    if len(_plain(phrase)) < SHORTEST:
        raise Refused(
            N_("The pass phrase is too short: at least {n} signs."),
            hint=N_("Take four or five words that do not belong together. It cannot be recovered when it is lost."),
            n=SHORTEST,
        )


def read(path: Path, phrase: str, *, project: Path) -> KeyFile:
    """Open a key; NotFound when there is none, Refused for a wrong pass phrase."""
    refuse_inside(path, project)
    data = _bytes(path)
    said = json.loads(_opened(data, phrase))
    rows = [Row(*(str(one.get(name, "")) for name in ("id", "name", "contact", "note"))) for one in said["people"]]
    return KeyFile(path, {row.id.casefold(): row for row in rows}, _sum(data))


def save(key: KeyFile, phrase: str) -> KeyFile:
    """Write the whole key anew under a fresh salt; ConflictError when the file is no longer the one that was read."""
    now = _sum(key.path.read_bytes()) if key.path.exists() else ""
    if now != key.seen:
        raise ConflictError(
            N_("The key was changed by somebody else meanwhile, and is left as it is."), hint=N_("Do it once more.")
        )
    said = json.dumps({"people": [asdict(row) for row in key.rows.values()]}, ensure_ascii=False).encode()
    data = _closed(said + b" " * (-len(said) % PAGE), phrase)
    _write(key.path, data)
    return KeyFile(key.path, key.rows, _sum(data))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise _not_ours()
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound(
            N_("There is no key here: {file}"), hint=N_("Make one: spegla privacy key new"), file=path
        ) from None
    except OSError:
        raise BadFile(N_("The key cannot be read: {file}"), hint=N_("Check who may read it."), file=path) from None


def _closed(data: bytes, phrase: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    head = MAGIC + bytes([COST]) + salt + nonce
    return head + AESGCM(_secret(phrase, salt, COST)).encrypt(nonce, data, head)


def _opened(data: bytes, phrase: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not data.startswith(MAGIC) or len(data) <= HEAD:
        raise _not_ours()
    head, at = data[:HEAD], len(MAGIC) + 1
    cost, salt, nonce = head[at - 1], head[at : at + SALT], head[at + SALT :]
    if not 1 <= cost <= LARGEST_COST:
        raise _not_ours()
    try:
        return AESGCM(_secret(phrase, salt, cost)).decrypt(nonce, data[HEAD:], head)
    except InvalidTag:
        raise Refused(
            N_("The pass phrase is not right, or the key was damaged."),
            hint=N_("Try again. Without the pass phrase nobody can open the key, the makers of Spegla included."),
        ) from None


def _secret(phrase: str, salt: bytes, cost: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=LENGTH, n=1 << cost, r=BLOCK, p=LANES).derive(_plain(phrase).encode())


def _plain(phrase: str) -> str:
    """The same signs whichever keyboard they come from."""
    return unicodedata.normalize("NFC", phrase.strip())


def _not_ours() -> BadFile:
    return BadFile(N_("The file is no key of Spegla's."), hint=N_("Name the file that `spegla privacy key new` made."))


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Put the whole file in the place of the old one; only its owner may read it."""
    from toolkit.storage.database import synced

    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.touch(mode=0o600)
        beside.write_bytes(data)
        synced.sync_file(beside)
        beside.replace(path)
        synced.sync_folder(path.parent)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise NotSaved(
            N_("The key could not be written: {file}"),
            hint=N_("Check the folder and the space on the disk."),
            file=path,
        ) from None
