"""What was done with each block of a Word file, in words and as a record: places and counts, none of its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.reporting.word.merge_docx import Merged, Told
    from toolkit.services.reports.into_word import IntoResult

DONE = (
    "replaced",
    "same",
    "filled",
    "proposed",
    "edited",
    "deleted",
    "new",
    "unplaced",
    "gone",
    "taken",
    "moved",
    "duplicated",
)
SAID: Mapping[str, Callable[[int], str]] = {
    "replaced": lambda n: ntr("{n} block has new text.", "{n} blocks have new text.", n),
    "same": lambda n: ntr("{n} block says the same as before.", "{n} blocks say the same as before.", n),
    "filled": lambda n: ntr(
        "{n} place for own words is filled in, and stays as you wrote it.",
        "{n} places for own words are filled in, and stay as you wrote them.",
        n,
    ),
    "proposed": lambda n: ntr(
        "{n} block was edited by hand and stays; the new text is in a comment.",
        "{n} blocks were edited by hand and stay; the new text is in comments.",
        n,
    ),
    "edited": lambda n: ntr(
        "{n} block was edited by hand; there is nothing new to say of it.",
        "{n} blocks were edited by hand; there is nothing new to say of them.",
        n,
    ),
    "deleted": lambda n: ntr(
        "{n} block was deleted by hand and stays deleted.", "{n} blocks were deleted by hand and stay deleted.", n
    ),
    "new": lambda n: ntr("{n} block is new.", "{n} blocks are new.", n),
    "unplaced": lambda n: ntr(
        "{n} new block was left out: its section was deleted by hand.",
        "{n} new blocks were left out: their sections were deleted by hand.",
        n,
    ),
    "gone": lambda n: ntr(
        "{n} block is no longer in the draft; it is kept, with a comment.",
        "{n} blocks are no longer in the draft; they are kept, with comments.",
        n,
    ),
    "taken": lambda n: ntr(
        "{n} block was taken out: it may not be used any more.",
        "{n} blocks were taken out: they may not be used any more.",
        n,
    ),
    "moved": lambda n: ntr(
        "{n} block was moved by hand and stays there.", "{n} blocks were moved by hand and stay there.", n
    ),
    "duplicated": lambda n: ntr(
        "{n} block stands there twice; the first one counts.",
        "{n} blocks stand there twice; the first ones count.",
        n,
    ),
    "own": lambda n: ntr(
        "{n} paragraph of your own was left as it is.", "{n} paragraphs of your own were left as they are.", n
    ),
}
PLACES = {
    "proposed": N_("Edited, with a new proposal"),
    "deleted": N_("Deleted"),
    "new": N_("New"),
    "unplaced": N_("Left out"),
    "gone": N_("No longer in the draft"),
    "taken": N_("Taken out"),
    "duplicated": N_("Twice"),
}


def counts(merged: Merged) -> Mapping[str, int]:
    """How many blocks each thing was done with, and how many paragraphs are people's own."""
    return {name: len(getattr(merged, name)) for name in DONE} | {"own": merged.own}


def lines(result: IntoResult) -> Iterator[str]:
    """What was done, as lines to read: the counts, and where the evaluator should look."""
    merged = result.merged
    yield tr("Written into {file}.", file=result.name) if result.kept else tr("Nothing is written: only looked at.")
    if result.kept:
        yield tr("The file as it was is kept: {file}", file=result.kept.name)
    for name, n in counts(merged).items():
        if n:
            yield f"  {told(name, n)}"
    for name, words in PLACES.items():
        for each in getattr(merged, name):
            yield f"    {tr(words)}: {place(each)}"
    if merged.headings:
        yield tr("Headings have changed: update the contents list in Word.")


def told(name: str, n: int) -> str:
    """How many blocks something was done with, in words."""
    return SAID[name](n)


def place(each: Told) -> str:
    """Where a block stands, by its heading and number; none of its words."""
    if not each.paragraph:
        return each.heading or tr("the title page")
    return tr("{heading}, paragraph {n}", heading=each.heading or tr("the title page"), n=each.paragraph)


def record(result: IntoResult) -> dict[str, object]:
    """What was done as a document for JSON."""
    blocks = [
        {
            "done": name,
            "block": each.block,
            "heading": each.heading,
            "chapter": each.chapter,
            "paragraph": each.paragraph,
        }
        for name in DONE
        if name != "same"
        for each in getattr(result.merged, name)
    ]
    return {
        "file": result.name,
        "kept": result.kept.name if result.kept else None,
        "written": result.kept is not None,
        "draft": result.of,
        "outline": result.outline,
        "counts": counts(result.merged),
        "blocks": blocks,
        "headings": result.merged.headings,
        "problems": [
            {"where": one.where, "message": one.sentence, "hint": one.next_step, "serious": one.serious}
            for one in result.problems
        ],
    }
