"""The demonstration: the invented sample as a project, and the main job run on it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toolkit.errors import Refused
from toolkit.messages import N_, tr
from toolkit.resources import places
from toolkit.resources.report_files import REPORT
from toolkit.services.coding import codings
from toolkit.services.projects.files import make_folder
from toolkit.services.projects.project import SETTINGS, Project, init, open_project
from toolkit.services.reports import drafts
from toolkit.services.sample import (
    sample_claims,
    sample_conversations,
    sample_looking,
    sample_partners,
    sample_reflection,
)
from toolkit.services.suggesting import suggestions
from toolkit.services.themes import themes

CODER = "A"
SPOKEN = 'language = "sv"'  # how the sample's settings name the language of its interviews


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demonstration left behind."""

    project: Path
    word: Path
    html: Path
    sources: int
    codings: int
    themes: int


def demo(folder: Path, *, language: str, now: datetime, tell: Callable[[str], None]) -> DemoResult:
    """Make the sample project in `folder` and go from transcripts to a draft; `tell` is given each step as a line."""
    if folder.exists() and not (folder.is_dir() and _empty(folder)):
        raise Refused(
            N_("{folder} exists and is not empty."),
            hint=N_("Remove it if an earlier demo left it, or name another folder: spegla demo OTHER-FOLDER"),
            folder=folder,
        )
    clock = _Clock(tell)
    project = _sample(folder, language=language, now=now)
    interviews = project.folder / "interviews"
    added = sample_conversations.add(project, interviews)
    clock.told(tr("{n} invented interviews read", n=len(added.added)))
    imported = codings.import_codings(project, interviews / "codings" / "coder_a.csv", coder=CODER)
    clock.told(tr("{n} codings by coder A read", n=imported.added))
    named = sample_claims.sort(project, interviews, coder=CODER)
    clock.told(tr("{n} themes named by coder A read", n=named))
    found = themes.themes(project)
    clock.told(tr("{n} themes proposed", n=len(found.shown)))
    looked = sample_looking.through(project, interviews, coder=CODER)
    clock.told(
        tr(
            "{n} machine-named themes looked through by coder A, {left} left as they are",
            n=looked.before,
            left=looked.left,
        )
    )
    claimed = sample_claims.write(project, interviews, coder=CODER)
    clock.told(tr("{n} claims by coder A read", n=claimed))
    _reflect(project, interviews, clock)
    suggested = suggestions.suggest(project)
    clock.told(tr("{n} suggestions for {segments} passages", n=suggested.suggestions, segments=suggested.segments))
    result = drafts.draft(project, drafts.Wanted(formats=("docx", "html")))
    clock.told(tr("a draft with {n} findings written", n=len(result.findings)))
    word, html = (next(file for file in result.files if file.suffix == suffix) for suffix in (".docx", ".html"))
    return DemoResult(project.folder, word, html, len(added.added), imported.added, looked.themes)


def _reflect(project: Project, interviews: Path, clock: _Clock) -> None:
    """Take in what the sample has beside interviews and claims: with whom, the sessions, the obstacles."""
    told = sample_partners.mark(project, interviews, coder=CODER)
    clock.told(tr("{n} ties marked by coder A read", n=told))
    said = sample_reflection.hold(project, interviews, coder=CODER)
    clock.told(tr("two reflection sessions with {n} responses held", n=said))
    met = sample_reflection.meet(project, interviews, coder=CODER)
    clock.told(tr("{n} obstacles in the system read", n=met))


def _empty(folder: Path) -> bool:
    return next(folder.iterdir(), None) is None


class _Clock:
    """Tells each finished step with the seconds it took."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.tell, self.last = tell, time.monotonic()

    def told(self, step: str) -> None:
        now = time.monotonic()
        self.tell(f"  {step} ({now - self.last:.0f} s)")
        self.last = now


def _sample(folder: Path, *, language: str, now: datetime) -> Project:
    interviews = places.packaged("interviews")
    make_folder(folder)
    shutil.copytree(interviews, folder / "interviews", dirs_exist_ok=True)
    init(folder, language=language, now=now)
    settings = sample_claims.in_language(
        (interviews.parent / SETTINGS).read_text(encoding="utf-8"), interviews, language
    )
    (folder / SETTINGS).write_text(
        settings.replace(SPOKEN, f'language = "{language}"\ninterview_{SPOKEN}', 1), encoding="utf-8"
    )
    facts = REPORT if language == "sv" else f"report.{language}.toml"
    shutil.copyfile(interviews.parent / facts, folder / REPORT)
    return open_project(folder, now=now)
