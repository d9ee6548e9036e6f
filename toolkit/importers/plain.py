"""Plain text and Markdown files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from toolkit.domain.sources.sources import Transcript
from toolkit.domain.sources.speakers import known_labels
from toolkit.importers.chat import chat_turns
from toolkit.importers.decoding import check_runs, decode, doubts
from toolkit.importers.front_matter import front_matter
from toolkit.importers.split import Split
from toolkit.importers.turns import split_turns


class PlainImporter:
    """Reads `.txt` and `.md`; the text is the whole file, so that positions are those a person sees in it."""

    suffixes: ClassVar[Sequence[str]] = (".txt", ".md")

    def read(self, data: bytes, name: str, *, known: frozenset[str] = frozenset()) -> Transcript:
        """Read the bytes of the file called `name`; raise BadFile for anything that holds no turns.

        `known` are labels that surely are speakers.
        `facts["encoding"]` is the encoding that was used; `counts` holds paragraphs (lines with text) and characters.
        """
        decoded = decode(data, name)
        check_runs(decoded.text, name)
        facts, start = front_matter(decoded.text, name)
        chat = chat_turns(decoded.text, start)
        labels = known | known_labels(facts)
        split = Split(chat, {}) if chat else split_turns(decoded.text, known=labels, start=start)
        split.refuse_silence(name)
        paragraphs = sum(1 for line in decoded.text.split("\n") if line.strip())
        return Transcript(
            decoded.text,
            split.turns,
            {**split.facts, **facts, "encoding": decoded.encoding},
            {"paragraphs": paragraphs, "characters": len(decoded.text)},
            (*doubts(decoded, name), *split.notes(name)),
        )
