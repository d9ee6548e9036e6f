"""What an evaluator should know of a pack before it is let out, each with what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.reports.printed import Form
from toolkit.domain.reports.report import Report
from toolkit.messages import N_, tr
from toolkit.services.packs.pack_making import MOST_PAGES, Made, pages

EMPTY = {
    "nobody": N_(
        "No finding: nobody whose words these readers may hear has taken part. Add interviews, or see who allows "
        "feedback: spegla privacy consent"
    ),
    "nothing": N_("No finding: there are no themes or claims yet. Code, then find themes: spegla themes"),
    "hidden": N_(
        "No finding: of every claim and theme too few speak, or only those who sit among the readers and would be "
        "known. Choose other readers, or wait until more people have been interviewed."
    ),
}


def notes(made: Made, report: Report) -> Iterator[str]:
    """The notes of a pack; `report` is the pack as the gate lets it be seen."""
    passed_over, chosen = made.passed_over, made.looked.audience
    if made.empty:
        yield tr(EMPTY[made.empty])
    elif made.as_given:
        yield tr(
            "The pack is in another language than the material: themes, claims and quotes stand as they were written "
            "or said. Translate them in the file before it is shown."
        )
    quotes = [piece for piece in made.looked.pieces if piece.form is Form.QUOTE]
    if any(chosen.knows(piece.group) for piece in quotes):
        yield tr(
            "Those in the room know each other: read each quote as they would, and leave out what they would place."
        )
    yield from (each.sentence for each in made.left)
    if passed_over:
        yield tr("Quotes passed over because they would point somebody out: {n}.", n=passed_over)
    if pages(report) > MOST_PAGES:
        yield tr("The pack is long: choose fewer themes or claims, so that it can be read before a meeting.")
