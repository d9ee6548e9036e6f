"""oTranscribe files (`.otr`): JSON whose text is HTML, with the time of the recording wherever the typist put it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from toolkit.domain.sources.sources import Transcript
from toolkit.errors import BadFile
from toolkit.importers.json_text import read_json
from toolkit.importers.markup import shown_lines
from toolkit.importers.turns import split_turns
from toolkit.messages import N_

_STAMP = re.compile(
    r"<span\b(?=[^<>]*\bclass\s*=\s*[\"']?timestamp)(?P<attributes>[^<>]*)>(?P<shown>[^<>]{0,40})</span>", re.IGNORECASE
)
_SECONDS = re.compile(r"\bdata-timestamp\s*=\s*[\"']?\s*(\d{1,6}(?:\.\d{1,20})?)")
_CLOCK = re.compile(r"(?:\d{1,3}:)?\d{1,2}:\d{2}")


class OtrImporter:
    """Reads `.otr`; a time at the beginning or the end of a turn is that turn's."""

    suffixes: ClassVar[Sequence[str]] = (".otr",)

    def read(self, data: bytes, name: str, *, known: frozenset[str] = frozenset()) -> Transcript:
        """Read the bytes of the file called `name`; raise BadFile for anything that holds no turns.

        Times stand as [00:01:12] in the text. The name of the recording is not read: it may name a person.
        """
        document = read_json(data, name)
        page = document.get("text") if isinstance(document, Mapping) else None
        if not isinstance(page, str):
            raise BadFile(
                N_("{name} is not a file of oTranscribe: it holds no text."),
                hint=N_("Export the transcript from oTranscribe again."),
                name=name,
            )
        shown = shown_lines(_STAMP.sub(_printed, page), name)
        split = split_turns(shown.text, known=known, bold=shown.bold)
        split.refuse_silence(name)
        counts = {"paragraphs": shown.paragraphs, "characters": len(shown.text), "hidden": shown.hidden}
        return Transcript(shown.text, split.turns, {**split.facts, "encoding": "utf-8"}, counts, split.notes(name))


def _printed(stamp: re.Match[str]) -> str:
    """The time of a stamp as it stands in the text, by the recording's own seconds where they are given."""
    if exact := _SECONDS.search(stamp["attributes"]):
        minutes, second = divmod(math.floor(float(exact[1])), 60)
        return f"[{minutes // 60:02}:{minutes % 60:02}:{second:02}]"
    shown = _CLOCK.search(stamp["shown"])
    return f"[{shown[0]}]" if shown else ""
