"""What of a document is not in its text: changes, comments, notes, hidden passages and other documents, by number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.errors import Problem
from toolkit.messages import N_

KINDS = ("insertions", "deletions", "comments", "footnotes", "hidden", "embedded", "text_boxes", "paragraphs")


def left_out(found: Mapping[str, int], name: str) -> Iterator[Problem]:
    """What of a document was left out of the text, by number."""
    counts = {kind: found.get(kind, 0) for kind in KINDS}
    changes = N_(
        "Tracked changes are read as accepted. Insertions, in the text: {insertions}. Deletions, left out: {deletions}."
    )
    said = (
        (changes, counts["insertions"] + counts["deletions"]),
        (N_("Comments, not part of the text: {comments}."), counts["comments"]),
        (N_("Footnotes and endnotes, not part of the text: {footnotes}."), counts["footnotes"]),
        (N_("Hidden passages, not part of the text: {hidden}."), counts["hidden"]),
        (N_("Embedded documents, not read: {embedded}."), counts["embedded"]),
    )
    for message, count in said:
        if count:
            yield Problem(name, message, "", dict[str, object](counts), serious=False)
