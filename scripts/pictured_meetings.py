"""Makes a copy of the demonstration for pictures: a pack for the team, a meeting going on, factors linked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from toolkit.services.material.hands import Hand
from toolkit.services.packs import packs
from toolkit.services.packs.packs import Wish as PackWish
from toolkit.services.projects.project import Project, open_project
from toolkit.services.sessions import responses, sessions
from toolkit.services.sessions.responses import Said

CODER = "A"
FACTORS = """Framgångsfaktorer:
Att coachen följer med de första dagarna
Att teamet träffar alla remittenter varje termin

Misslyckandefaktorer:
Att ingen tar över när tiden är slut
"""
NOTED = (
    "Det stämmer, men det har blivit bättre sedan i våras.",
    "Vi märker det först när någon slutar svara.",
    "Remittenterna får ingenting skriftligt av oss.",
)


@dataclass(frozen=True, slots=True)
class Made:
    """The copy, and the numbers of its pack and of the meeting that goes on."""

    folder: Path
    pack: int
    session: int


def reflected(folder: Path, spegla: Callable[..., None]) -> Made:
    """A copy of the project in which all of it is there."""
    copy = Path(shutil.copytree(folder, folder.parent / "reflected"))
    factors = folder.parent / "faktorer.txt"
    factors.write_text(FACTORS, encoding="utf-8")
    spegla("add", factors, "--kind", "factors", "-p", copy)
    spegla("factors", "link", factors.name, "1", "--claim", "7", "--coder", CODER, "-p", copy)
    spegla("factors", "link", factors.name, "2", "--unsupported", "--coder", CODER, "-p", copy)
    project = open_project(copy, now=datetime.now(UTC))
    made = packs.write(project, PackWish("team"), hand=Hand(CODER, "pack"))
    return Made(copy, made.id, _opened(project, made.id))


def _opened(project: Project, pack: int) -> int:
    """A meeting on the pack, with what was said of its fourth finding."""
    wish = sessions.Wish("recognise", "team", "Höstmöte", pack=pack)
    opened = sessions.open_session(project, wish, hand=Hand(CODER, "open"))
    of = sessions.view(project, opened.id).findings[3]
    for place, text in enumerate(NOTED):
        said = Said("recognise", text, claim=of.claim, theme=of.theme, command=f"noted-{place}")
        responses.respond(project, opened.id, said, hand=Hand(CODER, f"noted-{place}"))
    return opened.id
