"""Word files as zip containers: some parts written anew, all others byte for byte as they were."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from toolkit.errors import BadFile
from toolkit.messages import N_

LARGEST = 400 * 1024 * 1024  # all parts together, unpacked
_CHUNK = 1 << 20


def rewritten(container: zipfile.ZipFile, changed: Mapping[str, bytes], *, name: str) -> bytes:
    """The file with these parts in the place of its own, and those it had not at the end."""
    result = BytesIO()
    room = LARGEST
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for info in container.infolist():
            kept = zipfile.ZipInfo(info.filename, info.date_time)
            kept.compress_type, kept.external_attr = zipfile.ZIP_DEFLATED, info.external_attr
            if info.filename in changed:
                new.writestr(kept, changed[info.filename])
            else:
                room -= _copied(container, info, new, kept, name)
                if room < 0:
                    raise _too_large(name)
        for path, data in changed.items():
            if path not in container.NameToInfo:
                new.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _copied(
    container: zipfile.ZipFile, info: zipfile.ZipInfo, new: zipfile.ZipFile, kept: zipfile.ZipInfo, name: str
) -> int:
    size = 0
    with container.open(info) as source, new.open(kept, "w", force_zip64=False) as target:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > LARGEST:
                raise _too_large(name)
            target.write(chunk)
    return size


def _too_large(name: str) -> BadFile:
    return BadFile(
        N_("{name} is refused: unpacked, it is far larger than a report can be."),
        hint=N_("Open it in Word, make its pictures smaller, and save it under a new name."),
        name=name,
    )
