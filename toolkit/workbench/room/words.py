"""What the room's page says: given to its script with the page, so that it needs nothing of the workbench."""

from __future__ import annotations

from toolkit.messages import tr


def words() -> dict[str, str]:
    """The page's sentences in the room's language, by the names that its script knows."""
    return {
        "about_all": tr("The whole"),
        "about_one": tr("Finding {n}"),
        "again": tr("Write another answer if you want to."),
        "begins": tr("Welcome. It begins soon."),
        "away": tr("No contact with the meeting's computer. What you write is kept here and sent as soon as there is."),
        "closed": tr("Thank you. The session is closed."),
        "closed_lost": tr("It closed before this was sent. Say it to whoever leads the meeting:"),
        "closed_more": tr("Nothing is left on this device. You can close the page."),
        "dots_left": tr("Dots left: {n}"),
        "dots_less": tr("Take a dot from number {n}"),
        "dots_more": tr("Give number {n} a dot"),
        "dots_none": tr("Nothing has been let through to the wall yet. It comes here by itself."),
        "kept": tr("Kept on this device, not yet sent: {n}"),
        "left_signs": tr("Signs left: {n}"),
        "sent": tr("Sent from this device: {n}"),
        "taken": tr("Thank you, it has arrived."),
        "too_long": tr("This is too long for one answer. Part it into several."),
    }
