"""The certificate of a withdrawal or erasing, in Swedish and English: what was done, when, on what ground; no words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import SpeglaError
from toolkit.messages import N_, current_language, ntr, tr, use_language
from toolkit.services.privacy import named_by_others
from toolkit.services.projects.files import make_folder, write_file
from toolkit.services.projects.project import Project
from toolkit.services.projects.withdrawal_ledger import ERASE, FOLDER

if TYPE_CHECKING:
    from toolkit.domain.reflection.packs import Pack
    from toolkit.services.privacy.erasing import Erased

DECISION = "decision"
GROUNDS = {  # why it was done, as people read it
    "consent": N_("consent withdrawn"),
    DECISION: N_("decision {number} to destroy records"),
    "working-material": N_("working material that was cleared"),
    "": N_("not stated"),
}
COUNTED = {  # by what the journal calls it
    "sources": N_("sources removed"),
    "parts": N_("sources in which words were replaced"),
    "turns": N_("turns"),
    "places": N_("places"),
    "codings": N_("codings"),
    "verdicts": N_("answers to suggestions"),
    "settlements": N_("settled passages"),
    "memos": N_("memos"),
    "suggestions": N_("suggestions, also others' in sources in which words were replaced"),
    "ties": N_("marks of partners"),
    "quotes": N_("quotes in the ledger"),
    "pieces": N_("quotes in feedback packs"),
    "stances": N_("stances that were decided"),
    "sentences": N_("sentences of earlier drafts, blanked because they rest on nothing else"),
    "responses": N_("responses at reflection sessions"),
    "present": N_("names of somebody present, or who saw to something agreed"),
}
PLACES = (
    N_("the project's database with its free pages: texts, originals, revisions, codings, memos, suggestions, themes,"),
    N_("  claims, quotes, drafts, answers, undo, what was learned, indexes, statistics"),
    N_("scheme, register, drafts and copies of the transcripts in the project's folder, temporary files"),
    N_("every backup in the folder backups"),
)
KEY = N_("the key that tells who a pseudonym is, which lies outside the project: take the line away there")
KEY_DONE = N_("copies of the key that tells who a pseudonym is; in the key itself the line was taken away as well")
BEYOND = (
    N_("reports and files that were sent, printed or copied to other places; mail; archives"),
    N_("backups of the computer or the server; the version history of synced folders and of version control"),
    N_("blocks of a disk that were freed but not yet written over: disk encryption protects them"),
    KEY,
    N_("words in fewer than five at a time, and what others tell of the person in words of their own"),
)


def write(project: Project, erased: Erased) -> Path:
    """Write the certificate as text and JSON; give the text's path."""
    folder = project.folder / FOLDER
    make_folder(folder)
    path = _free(folder, f"{project.now.date().isoformat()}-{_plain(erased) or erased.errand.number}")
    sections = [_in("sv", project, erased), _in("en", project, erased)]
    write_file(path.with_suffix(".json"), json.dumps(record(project, erased), ensure_ascii=False, indent=1).encode())
    write_file(path, "\n\n".join(sections).encode())
    return path


def key_taken(path: Path) -> None:
    """Say on a certificate that was written that the person's line was taken out of the key, too."""
    text = path.read_text(encoding="utf-8")
    for language in ("sv", "en"):
        with speaking(language):
            text = text.replace(tr(KEY), tr(KEY_DONE))
    write_file(path, text.encode())
    beside = path.with_suffix(".json")
    said = json.loads(beside.read_bytes()) | {"key": "removed"}
    write_file(beside, json.dumps(said, ensure_ascii=False, indent=1).encode())


def record(project: Project, erased: Erased) -> dict[str, object]:
    """What the certificate says, for programs."""
    errand = erased.errand
    return {
        "number": errand.number,
        "act": errand.act,
        "respondent": errand.respondent,
        "ground": errand.ground,
        "decision": errand.decision,
        "begun": errand.at,
        "done": project.now.isoformat(),
        "counts": erased.taken,
        "shown": [
            {"pack": pack.id, "audience": pack.audience, "day": one.day.isoformat(), "meeting": one.meeting}
            for pack in shown(project, erased)
            for one in pack.shown
        ],
        **named_by_others.record(erased.mentions, erased.elsewhere),
        "backups": erased.backups,
        "files_looked_into": erased.looked,
        "files_deleted": len(erased.files),
        "files_with_words": len(erased.left),
        "files_not_read": len(erased.unread),
        "backups_not_cleaned": len(erased.unclean),
        "clean": erased.clean,
    }


def shown(project: Project, erased: Erased) -> tuple[Pack, ...]:
    """The feedback packs that rested on the words and had been shown to somebody."""
    from toolkit.storage.sessions import packs

    with project.store() as store, store.reading() as connection:
        return tuple(each for each in packs.packs(connection) if each.id in erased.packs)


def _plain(erased: Erased) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "", erased.errand.respondent)


def _free(folder: Path, name: str) -> Path:
    number, path = 1, folder / f"{name}.txt"
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}.txt"
    return path


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say what is told inside in this language."""
    before = current_language()
    use_language(language)
    try:
        yield
    finally:
        use_language(before)


def _in(language: str, project: Project, erased: Erased) -> str:
    with speaking(language):
        return "\n".join(lines(project, erased)) + "\n"


def lines(project: Project, erased: Erased) -> Iterator[str]:
    """The certificate in the current language."""
    from toolkit.services.reports.disclosure_view import readers

    errand = erased.errand
    yield title(erased)
    yield ""
    yield tr("Project: {name}", name=_name(project))
    yield tr("Number in the ledger: {number}", number=errand.number)
    if errand.respondent:
        yield tr("Person: {respondent}", respondent=errand.respondent)
    yield tr("Ground: {ground}", ground=ground(errand.ground, errand.decision))
    yield tr("Begun: {begun}. Done: {done}.", begun=errand.at[:19], done=project.now.isoformat()[:19])
    yield ""
    yield tr("Taken out:")
    yield from counted(erased.counts, backups=erased.backups, files=len(erased.files))
    yield ""
    for pack in shown(project, erased):
        for one in pack.shown:
            yield tr(
                "Shown before: feedback pack {id} to {audience}, {day}. {meeting}",
                id=pack.id,
                audience=readers(pack.audience),
                day=one.day.isoformat(),
                meeting=one.meeting,
            ).strip()
    yield tr("Places:")
    yield from (f"  {tr(place)}" for place in PLACES)
    yield ""
    yield from result(erased)
    yield ""
    others = [*named_by_others.told(erased.mentions, erased.elsewhere)]
    yield from [*others, ""] if others else ()
    yield tr("What this program cannot reach:")
    yield from (f"  {tr(place)}" for place in BEYOND)


def counted(counts: Mapping[str, int], *, backups: int, files: int) -> Iterator[str]:
    """How much of what is taken out, in the same words before it is done and on the certificate."""
    told = [f"  {tr(title)}: {counts[name]}" for name, title in COUNTED.items() if counts.get(name)]
    nothing = tr("nothing was left to take out")
    yield from told or [f"  {nothing}"]
    swept = sum(count for name, count in counts.items() if "." in name)
    if swept:
        yield "  " + ntr("{n} other text that repeated the words", "{n} other texts that repeated the words", swept)
    yield "  " + ntr("{n} backup cleaned", "{n} backups cleaned", backups)
    yield "  " + ntr("{n} file deleted", "{n} files deleted", files)


def title(erased: Erased) -> str:
    """What the certificate is called: where a decision to destroy records was taken, as authorities call it."""
    if erased.errand.ground == DECISION:
        return tr("Certificate that records were destroyed")
    return tr("Certificate of erased words") if erased.errand.act == ERASE else tr("Certificate of withdrawal")


def ground(name: str, decision: str) -> str:
    """The ground in words."""
    return tr(GROUNDS.get(name, GROUNDS[""]), number=decision)


def result(erased: Erased) -> Iterator[str]:
    """What looking through the project's folder afterwards gave."""
    yield ntr("Looked through afterwards: {n} file.", "Looked through afterwards: {n} files.", erased.looked)
    if erased.clean:
        yield tr("  No runs of five words that only this material had were found in any file.")
    else:
        yield "  " + ntr("{n} file still holds words.", "{n} files still hold words.", len(erased.left))
    if erased.unclean:
        count = len(erased.unclean)
        yield "  " + ntr("{n} backup could not be cleaned.", "{n} backups could not be cleaned.", count)
    if erased.unread:
        count = len(erased.unread)
        yield "  " + ntr("{n} file could not be looked into whole.", "{n} files could not be looked into whole.", count)


def _name(project: Project) -> str:
    try:
        return project.settings.name
    except SpeglaError:
        return ""
