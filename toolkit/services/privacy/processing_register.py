"""The register of processing (GDPR art. 30) filled from the project: a section for each letter a–g of the article.

What the project does not say stands there as missing, with the place where it is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from toolkit.domain.codings.segments import RECORDS
from toolkit.domain.sources.consents import ConsentStatus
from toolkit.errors import UsageError
from toolkit.messages import N_, ntr, tr
from toolkit.services.privacy.certificates import speaking
from toolkit.services.privacy.own_documents import Document
from toolkit.services.privacy.retention import DOCUMENTS
from toolkit.services.projects import access_log, backups, names
from toolkit.services.projects.files import refuse_existing, write_file
from toolkit.services.projects.project import Project
from toolkit.services.reports import disclosure_view
from toolkit.services.safety import surroundings

FORMATS = (".docx", ".xlsx")
TITLE = N_("Register of processing (GDPR, article 30)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: what, and what is recorded; `told` is empty where the project does not say it, and `where` says where."""

    what: str
    told: str
    where: str = ""

    @property
    def shown(self) -> str:
        """What stands in the register."""
        return self.told or (tr("not recorded: {where}", where=self.where) if self.where else tr("not recorded"))


@dataclass(frozen=True, slots=True)
class Section:
    """What a letter of article 30(1) asks for."""

    letter: str
    title: str
    entries: tuple[Entry, ...]


def register(project: Project) -> list[Section]:
    """The sections, in the current language."""
    made = (
        ("a", tr("Controller and data protection officer"), _controller(project)),
        ("b", tr("Purposes"), _purposes(project)),
        ("c", tr("Categories of people and of personal data"), _categories(project)),
        ("d", tr("Recipients"), _recipients(project)),
        ("e", tr("Transfers to third countries"), _transfers(project)),
        ("f", tr("Time limits for erasure"), _limits(project)),
        ("g", tr("Security measures"), _measures(project)),
    )
    return [Section(letter, title, tuple(entries)) for letter, title, entries in made]


def write(project: Project, path: Path, *, force: bool = False) -> list[Section]:
    """Write the register as .docx or .xlsx, in the project's language."""
    return written(project, path, partial(register, project), title=TITLE, force=force)


def written(
    project: Project, path: Path, made: Callable[[], list[Section]], *, title: str, force: bool = False
) -> list[Section]:
    """Write sections that are made when the language is the project's, as .docx or .xlsx."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UsageError(N_("The register is written as .docx or .xlsx, not {suffix}."), suffix=suffix or path.name)
    refuse_existing(path, force=force)
    with speaking(project.language):
        sections = made()
        write_file(path, _docx(project, sections, tr(title)) if suffix == ".docx" else _xlsx(project, sections))
    return sections


def _controller(project: Project) -> Iterator[Entry]:
    law = project.settings.law
    yield Entry(tr("Controller"), law.controller, "project.toml, [law] controller")
    yield Entry(tr("Data protection officer"), law.dpo, "project.toml, [law] dpo")
    yield Entry(tr("Those who interview"), ", ".join(project.settings.interviewers), "project.toml, interviewers")


def _purposes(project: Project) -> Iterator[Entry]:
    settings, law = project.settings, project.settings.law
    yield Entry(tr("Evaluation"), settings.name)
    yield Entry(tr("What is evaluated"), settings.description, "project.toml, description")
    questions = "; ".join(one.text for one in settings.evaluation_questions)
    yield Entry(tr("Evaluation questions"), questions, "project.toml, evaluation_questions")
    yield Entry(tr("Legal basis (art. 6)"), law.legal_basis, "project.toml, [law] legal_basis")
    yield Entry(tr("Ground for sensitive data (art. 9)"), law.art9_ground, "project.toml, [law] art9_ground")
    yield Entry(tr("Impact assessment (art. 35)"), law.dpia_ref, "project.toml, [law] dpia_ref")
    ethics = " ".join(filter(None, (law.ethics_ref, str(law.ethics_date or ""))))
    yield Entry(tr("Research"), tr("yes") if law.is_research else tr("no"))
    if law.is_research:
        yield Entry(tr("Ethical approval"), ethics, "project.toml, [law] ethics_ref, ethics_date")


def _categories(project: Project) -> Iterator[Entry]:
    from toolkit.storage.sources import sources

    people = project.register.respondents.values()
    groups = Counter(one.group for one in people)
    told = [f"{names.group(project, group)}: {count}" for group, count in groups.items() if group != RECORDS]
    yield Entry(tr("People"), "; ".join(told), "interviews/respondents.csv")
    with project.store() as store, store.reading() as connection:
        material = sources.overview(connection)
    kinds = Counter(tr(one.kind.rules.title) for one in material)
    yield Entry(tr("Material"), "; ".join(f"{kind}: {count}" for kind, count in kinds.items()))
    columns = dict.fromkeys(name for one in people for name, value in one.variables.items() if value)
    yield Entry(
        tr("Personal data"),
        "; ".join((tr("what people say, under pseudonyms"), tr("group, organisation and consent"), *columns)),
    )
    yield Entry(
        tr("Sensitive data (art. 9)"),
        tr("may occur in what people say (health and social circumstances); names and numbers are masked or erased"),
    )
    statuses = Counter(one.consent.status for one in people)
    yield Entry(tr("Consent"), _statuses(statuses), "interviews/respondents.csv")


def _statuses(statuses: Counter[ConsentStatus]) -> str:
    from toolkit.services.privacy.consents import STATUSES

    return "; ".join(f"{tr(STATUSES[status])}: {count}" for status, count in statuses.items())


def _recipients(project: Project) -> Iterator[Entry]:
    from toolkit.storage.codings import codings
    from toolkit.storage.findings import drafts

    with project.store() as store, store.reading() as connection:
        released = drafts.released(connection)
        coders = len(codings.coders(connection))
    yield Entry(tr("Recipients"), project.settings.law.recipients, "project.toml, [law] recipients")
    yield Entry(tr("Those who code"), ntr("{n} person", "{n} people", coders))
    let_out = Counter(one.audience or "" for one in released)
    told = "; ".join(
        f"{disclosure_view.title(key)}: {count} ({max(one.at for one in released if one.audience == key):%Y-%m-%d})"
        for key, count in let_out.items()
    )
    yield Entry(tr("Reports let out"), told or tr("none so far"))
    left = Counter(str(line.get("verb")) for line in access_log.lines(project))
    out = [f"{tr(access_log.VERBS[verb])}: {left[verb]}" for verb in ("export", "exchange", "archive") if left[verb]]
    yield Entry(tr("Exports, by the access log"), "; ".join(out) or tr("none so far"))


def _transfers(project: Project) -> Iterator[Entry]:
    yield Entry(tr("Third countries"), project.settings.law.third_countries, "project.toml, [law] third_countries")
    yield Entry(tr("The program"), tr("sends nothing: it opens no connection and runs on this computer alone"))


def _limits(project: Project) -> Iterator[Entry]:
    retention = project.settings.law.retention
    for kind, title in DOCUMENTS.items():
        day = retention.get(kind)
        yield Entry(tr(title), tr("until {date}", date=day) if day else "", f"project.toml, [retention] {kind}")
    yield Entry(
        tr("Whoever withdraws"),
        tr("is taken out of the project and its backups at once; a certificate is written"),
    )


def _measures(project: Project) -> Iterator[Entry]:
    yield Entry(
        tr("Pseudonyms"),
        tr("the project holds pseudonyms; the key lies apart, encrypted (scrypt, AES-GCM), outside the project"),
    )
    lax = surroundings.open_to_others(project.folder)
    told = (
        ntr("{n} file or folder is open to others", "{n} files and folders are open to others", len(lax))
        if lax
        else tr("only one user may read the folder")
    )
    yield Entry(tr("Permissions"), told)
    encrypted = surroundings.encrypted(project.folder)
    yield Entry(tr("Encrypted disk"), tr("yes") if encrypted else "", tr("see spegla doctor, and write it in by hand"))
    yield Entry(tr("Access log"), tr("who opened what, with chained sums and without words"))
    yield Entry(tr("Workbench"), tr("on this computer only, behind a start code; nothing leaves it"))
    age = backups.age(project)
    yield Entry(
        tr("Backups"),
        "" if age is None else ntr("the newest is {n} day old", "the newest is {n} days old", age.days),
        "spegla backup",
    )
    yield Entry(tr("Before a report is let out"), tr("small groups and names are looked for, and a person decides"))


def rows(sections: Iterable[Section]) -> Iterator[tuple[str, str, str, str]]:
    """Letter, title, what and what is recorded."""
    for section in sections:
        yield from ((section.letter, section.title, one.what, one.shown) for one in section.entries)


def _docx(project: Project, sections: Iterable[Section], title: str) -> bytes:
    document = Document(title, project.settings.name, project.language, project.today)
    document.line(tr("As of {date}. Look through it, and write in what is missing.", date=project.today))
    for section in sections:
        document.heading(f"{section.letter}) {section.title}")
        cells = ((one.what, one.shown) for one in section.entries)
        document.table(section.title, (tr("What"), tr("Recorded")), cells)
    return document.docx()


def _xlsx(project: Project, sections: Iterable[Section]) -> bytes:
    from toolkit.exchange import xlsx
    from toolkit.exchange.tables import Table

    table = Table("article 30", ("letter", "section", "what", "recorded"), tuple(rows(sections)))
    return xlsx.write([table], now=project.now)[0]
