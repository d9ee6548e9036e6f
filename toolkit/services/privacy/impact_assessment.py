"""An impact assessment (GDPR art. 35) begun from the project: a section for each letter a–d of article 35(7).

It tells what is recorded and what the program finds today. What only people can judge stands there as missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from toolkit.domain.codings.segments import RECORDS
from toolkit.domain.identifiers.identifier_groups import TITLES
from toolkit.messages import N_, ntr, tr
from toolkit.services.privacy import consents, identifiers, processing_register, retention
from toolkit.services.privacy.processing_register import Entry, Section
from toolkit.services.projects import names
from toolkit.services.projects.project import Project
from toolkit.services.safety import doctor
from toolkit.services.safety.doctor import Level

Progress = identifiers.Progress
TITLE = N_("Impact assessment (GDPR, article 35)")


def assessment(project: Project, *, progress: Progress | None = None) -> list[Section]:
    """The sections, in the current language."""
    register = {one.letter: one.entries for one in processing_register.register(project)}
    made = (
        ("a", tr("The processing and its purposes"), _processing(register)),
        ("b", tr("Whether it is necessary and in proportion"), _necessity(project, register)),
        ("c", tr("Risks to people, as the project shows them today"), _risks(project, progress)),
        ("d", tr("Measures, and what is left to decide"), _measures(register)),
    )
    return [Section(letter, title, tuple(entries)) for letter, title, entries in made]


def write(project: Project, path: Path, *, force: bool = False, progress: Progress | None = None) -> list[Section]:
    """Write it as .docx or .xlsx, in the project's language."""
    made = partial(assessment, project, progress=progress)
    return processing_register.written(project, path, made, title=TITLE, force=force)


def _processing(register: dict[str, tuple[Entry, ...]]) -> Iterator[Entry]:
    """Who is responsible, the purposes, the people and data, recipients and countries: as the register says."""
    basis = _bases()
    yield from (one for letter in "abcde" for one in register[letter] if one.what not in basis)


def _bases() -> tuple[str, ...]:
    return tr("Legal basis (art. 6)"), tr("Ground for sensitive data (art. 9)"), tr("Impact assessment (art. 35)")


def _necessity(project: Project, register: dict[str, tuple[Entry, ...]]) -> Iterator[Entry]:
    from toolkit.storage.sources import consent_texts

    yield from (one for one in register["b"] if one.what in _bases()[:2])
    with project.store() as store, store.reading() as connection:
        texts = [one.version for one in consent_texts.each(connection)]
    yield Entry(tr("What people were told: consent texts"), ", ".join(texts), "spegla privacy consent")
    yield Entry(
        tr("No more than needed"),
        tr("pseudonyms in texts and reports; names and numbers are looked for, and masked or erased"),
    )
    yield from register["f"]
    yield Entry(
        tr("Rights of people"),
        tr("a copy of all that is kept, restriction, and withdrawal with a certificate: spegla privacy"),
    )
    yield Entry(tr("Why it cannot be done with less"), "", _by_hand())
    yield Entry(tr("What those concerned think (art. 35.9)"), "", _by_hand())


def _by_hand() -> str:
    return tr("write it in by hand")


def _risks(project: Project, progress: Progress | None) -> Iterator[Entry]:
    yield from _of_names(project, progress)
    yield from _of_groups(project)
    yield from _of_consent(project)
    found = [one for one in doctor.examine(project) if one.level is not Level.WELL and one.check != "permissions"]
    told = "; ".join(one.sentence for one in found)
    yield Entry(tr("Loss, and others who read"), told or tr("spegla doctor finds nothing wrong"))
    yield Entry(tr("How likely and how grave for people"), "", _by_hand())


def _of_names(project: Project, progress: Progress | None) -> Iterator[Entry]:
    """What the scan finds and nobody has decided on: counts by kind, and no words."""
    scanned = identifiers.scan(project, progress=progress, storing=False)
    kinds = Counter(tr(TITLES[group.kind]) for group in scanned.open)
    told = "; ".join(f"{kind}: {count}" for kind, count in kinds.items())
    yield Entry(tr("Somebody is recognised: names and numbers not settled"), told or tr("none so far"))
    yield Entry(
        tr("Texts in which names are hard to find"),
        ntr("{n} source is written without capitals", "{n} sources are written without capitals", len(scanned.hard))
        if scanned.hard
        else tr("none so far"),
    )


def _of_groups(project: Project) -> Iterator[Entry]:
    """Groups of so few that what is told of them may be told of one."""
    least = min((one.k for one in project.settings.audiences.values()), default=0)
    people = Counter(one.group for one in project.register.respondents.values() if one.group != RECORDS)
    few = [f"{names.group(project, group)}: {count}" for group, count in people.items() if group and count < least]
    what = tr("Somebody is recognised: groups of fewer than {k}", k=least)
    yield Entry(what, "; ".join(few) or tr("none so far"))


def _of_consent(project: Project) -> Iterator[Entry]:
    everyone = consents.standings(project)
    closed, soon = [one for one in everyone if one.closed], sum(one.ends_soon for one in everyone)
    told = (
        ntr("{n} person’s words may not be used", "{n} people’s words may not be used", len(closed)),
        ntr("{n} consent ends soon", "{n} consents end soon", soon),
        ntr("{n} coding lies on such words", "{n} codings lie on such words", sum(one.codings for one in closed)),
    )
    yield Entry(tr("Words are used that may not be"), "; ".join(told))
    due = [one.sentence for one in retention.due(project) if not one.respondent]
    yield Entry(tr("Documents are kept too long"), "; ".join(due) or tr("none so far"))


def _measures(register: dict[str, tuple[Entry, ...]]) -> Iterator[Entry]:
    yield from register["g"]
    yield Entry(
        tr("Files from others"),
        tr("are read in a process of their own with limits, and cannot write, start programs or reach a network"),
    )
    yield Entry(
        tr("Consent"), tr("each use is asked about by person, purpose and day; what has ended is shown nowhere")
    )
    yield Entry(tr("What the data protection officer advises (art. 35.2)"), "", _by_hand())
    yield Entry(tr("Whether the authority must be asked first (art. 36)"), "", _by_hand())
    yield Entry(tr("Who decided, and when"), "", _by_hand())
