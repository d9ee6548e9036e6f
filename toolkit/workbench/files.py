"""Files to and from the browser: sent under a name that every browser reads, read up to a limit."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

from fastapi import UploadFile
from fastapi.responses import Response

from toolkit.errors import BadFile
from toolkit.messages import N_
from toolkit.services.projects.files import LARGEST

MEDIA = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".jsonl": "application/x-ndjson",
}
ANYTHING = "application/octet-stream"
SPLIT = N_("Split it, or save it as text.")
NO_PICTURES = N_("Take pictures out of it, and try again.")


def download(name: str, data: bytes) -> Response:
    """A file to save under `name`; of a name with other letters than English ones there is a plain form beside it."""
    plain = "".join(one if one.isascii() and (one.isalnum() or one in " .-_") else "-" for one in name)
    called = f'attachment; filename="{plain}"'
    if plain != name:
        called += f"; filename*=UTF-8''{quote(name, safe='')}"
    kind = MEDIA.get(PurePath(name).suffix, ANYTHING)
    return Response(data, media_type=kind, headers={"Content-Disposition": called})


def uploaded(file: UploadFile, *, hint: str) -> bytes:
    """What the file holds; BadFile with `hint` when it is too large to be read."""
    data = file.file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise BadFile(N_("The file is larger than 100 MB."), hint=hint)
    return data
