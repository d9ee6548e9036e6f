"""The project folder: made, opened, and asked for its settings, scheme, guides, register and store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from toolkit.domain.codings.schemes import AREA, PHASE, Scheme
from toolkit.domain.sources.cases import Register
from toolkit.domain.sources.consents import Purpose
from toolkit.domain.sources.guides import Guide
from toolkit.domain.sources.projects import ProjectSettings
from toolkit.errors import NotAProject, Problem, Refused
from toolkit.messages import N_
from toolkit.resources import guide_files, places, project_files, registers, report_files, scheme_files
from toolkit.resources.written import read_bytes
from toolkit.services.projects import leftovers
from toolkit.services.projects.files import make_folder, write_file

if TYPE_CHECKING:
    from toolkit.storage.database.lock import OwnerLock
    from toolkit.storage.projects.store import Store

OF_THE_DAY = ("register", "withheld")
"""What holds for one day and one purpose."""
SETTINGS, DATABASE, REGISTER = "project.toml", "project.db", "respondents.csv"
CONSENT_TEXTS, CONSENT_TEXT_FILES = "consent_texts", (".txt", ".md", ".docx")
FOLDERS = ("coding_schemes", "interviews", "interviews/guides", "templates")
IGNORED = """# Spegla: the material is about people. It never goes into version control.
interviews/
project.db*
project.before-*
backups/
withdrawals*
access.jsonl*
*.db
drafts/
utkast/
packs/
underlag/
draft-*
utkast-*
*.csv
*.jsonl
*.docx
*.odt
*.otr
*.pdf
*.rtf
*.srt
*.tsv
*.vtt
*.xlsx
*.qdpx
*.qdc
*.zip
*.spegla-key
identifiers.salt
.*.part
!templates/*.docx
"""


@dataclass(frozen=True)
class Project:
    """A project folder and what its files say; each file is read once, when first asked for.

    Where `standing` is given, it gives the one store that all threads of a workbench share. `viewer` is the coder for
    whose eyes it is read, empty for nobody in particular: what a blind coder may not see is then not there. `purpose`
    is what words are wanted for beside analysis: the words of those who do not allow it are then not there.
    """

    folder: Path
    now: datetime
    standing: Callable[[], Store] | None = field(default=None, compare=False, repr=False)
    viewer: str = field(default="", compare=False)
    purpose: Purpose = field(default=Purpose.INTERVIEW, compare=False)

    @property
    def today(self) -> date:
        """The day where this computer is, by which consents begin and end."""
        return self.now.astimezone().date()

    def again(
        self,
        now: datetime,
        standing: Callable[[], Store] | None = None,
        *,
        viewer: str = "",
        purpose: Purpose | None = None,
    ) -> Project:
        """The same project at another moment or for other eyes; what its files say is not read again."""
        fresh = Project(self.folder, now, standing, viewer, purpose or self.purpose)
        same = (fresh.today, fresh.purpose) == (self.today, self.purpose)
        own = {each.name for each in fields(Project)}
        passing = own if same else own.union(OF_THE_DAY)
        fresh.__dict__.update({name: value for name, value in self.__dict__.copy().items() if name not in passing})
        return fresh

    def asking(self, purpose: Purpose) -> Project:
        """The project as it may be used for a purpose."""
        same = purpose is self.purpose
        return self if same else self.again(self.now, self.standing, viewer=self.viewer, purpose=purpose)

    @cached_property
    def settings(self) -> ProjectSettings:
        """What project.toml says."""
        return project_files.read_project(self.folder / SETTINGS)

    @property
    def language(self) -> str:
        """The language of the report."""
        return self.settings.language

    @property
    def spoken(self) -> str:
        """The language of the interviews."""
        return self.settings.spoken or self.settings.language

    @cached_property
    def register(self) -> Register:
        """The respondents, with what may be used today."""
        return self._registered[0].on(self.today, self.purpose)

    @cached_property
    def withheld(self) -> tuple[str, ...]:
        """The names and labels of those whose words may not be used today: they are shown nowhere."""
        return tuple(name for one in self.register.withheld for name in (one.id, *one.labels))

    @property
    def register_problems(self) -> tuple[Problem, ...]:
        """What is doubtful in the register."""
        return self._registered[1]

    @cached_property
    def _registered(self) -> tuple[Register, tuple[Problem, ...]]:
        path = self.folder / "interviews" / REGISTER
        return registers.read_register(path, groups=self.settings.groups)

    @cached_property
    def scheme_path(self) -> Path:
        """The scheme's file: the project's own, else the packaged one."""
        return places.find(self.folder, "coding_schemes", self.settings.scheme)

    @cached_property
    def scheme_file(self) -> Scheme:
        """The scheme as its file says; its version in use is told by `services.schemes.current`."""
        path = self.scheme_path
        return _scheme(_File(path.name, read_bytes(path), path))

    def forget_scheme(self) -> None:
        """Read the scheme's file again when it is next asked for."""
        for name in ("scheme_path", "scheme_file"):
            self.__dict__.pop(name, None)

    @cached_property
    def guides(self) -> Mapping[str, Guide]:
        """The question guides by actor group."""
        folder = self.folder / "interviews" / "guides"
        files = tuple(_File(path.name, read_bytes(path), path) for path in guide_files.paths(folder))
        if not files:
            return {}
        areas = frozenset(code.path for code in self.scheme_file.active(AREA, top=True))
        phases = frozenset(code.path.removeprefix(f"{PHASE}/") for code in self.scheme_file.active(PHASE))
        return _guides(files, areas, phases)

    def store(self, *, write: bool = False) -> Store:
        """Open the project's database; the caller closes it, which does nothing to a standing one.

        What is read is what the viewer may see, except to `write`: work that is kept rests on everything.
        """
        from toolkit.storage.projects.blinded import Blinded
        from toolkit.storage.projects.store import Store

        standing = self.standing
        if not standing:
            leftovers.clear(self.folder, now=self.now)
        whole = standing() if standing else Store.open(self.folder / DATABASE, now=self.now, write=write)
        return Blinded(whole, self.viewer) if self.viewer and not write else whole


def open_project(folder: Path, *, now: datetime) -> Project:
    """The project in `folder`; NotAProject when it holds none."""
    if not (folder / SETTINGS).is_file():
        if (folder / DATABASE).is_file():
            raise NotAProject(
                N_("{file} is missing in {folder}, where there is a project's database."),
                hint=N_("Put the file back, from the newest folder in backups for instance."),
                file=SETTINGS,
                folder=folder,
            )
        raise NotAProject(
            N_("{folder} holds no Spegla project."),
            hint=N_("Go to the project's folder, name it with --project, or make a new one: spegla init FOLDER"),
            folder=folder.resolve(),
        )
    return Project(folder.resolve(), now)


def take_workbench_place(folder: Path, address: str, now: datetime) -> OwnerLock:
    """Be the one workbench of the project in `folder` until `release`; ProjectBusy says where another one runs.

    `address` is shown to whoever comes second; it holds no secret.
    """
    from toolkit.storage.database.lock import serve_place

    leftovers.clear(folder, now=now)
    return serve_place(folder.resolve() / DATABASE, address, now=now)


def init(folder: Path, *, language: str, now: datetime) -> Project:
    """Make a project in `folder`, which may exist but not hold a project; nothing there is overwritten."""
    if folder.exists() and not folder.is_dir():
        raise Refused(N_("{folder} is a file, not a folder."), hint=N_("Choose another name."), folder=folder)
    if (folder / SETTINGS).exists():
        raise Refused(
            N_("{folder} already holds a project."),
            hint=N_("Go on with it: spegla status --project {folder}"),
            folder=folder,
        )
    for name in FOLDERS:
        make_folder(folder / name)
    keep_out_of_git(folder / ".gitignore")
    _write_new(folder / "interviews" / REGISTER, registers.register_text(language))
    _copy_scheme(folder)
    project = Project(folder.resolve(), now)
    if not (folder / DATABASE).exists():
        _create_store(project)
    _write_new(folder / report_files.REPORT, report_files.report_text(language))
    _write_new(folder / SETTINGS, project_files.project_text(folder.resolve().name, language))
    return project


@dataclass(frozen=True, slots=True)
class _File:
    """A file of settings; the same content under the same name says the same, wherever it stands."""

    name: str
    content: bytes
    path: Path = field(compare=False)


@lru_cache(maxsize=4)  # reading this YAML takes nearly a second
def _scheme(file: _File) -> Scheme:
    return scheme_files.read_scheme(file.path)


@lru_cache(maxsize=4)  # as with the scheme: tens of milliseconds a file
def _guides(files: tuple[_File, ...], areas: frozenset[str], phases: frozenset[str]) -> Mapping[str, Guide]:
    return guide_files.read_guides(files[0].path.parent, areas=areas, phases=phases or None)


def scheme_of(name: str, content: str) -> Scheme:
    """The scheme that a file of this name and content is; BadSetting as for one that is there."""
    data = content.encode()
    with TemporaryDirectory(prefix="spegla-") as folder:
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return _scheme(_File(path.name, data, path))


def _create_store(project: Project) -> None:
    from toolkit.storage.projects.store import Store

    Store.create(project.folder / DATABASE, now=project.now).close()


def _copy_scheme(folder: Path) -> None:
    for path in sorted(places.packaged("coding_schemes").iterdir()):
        if path.suffix in (".yaml", ".json"):
            _write_new(folder / "coding_schemes" / path.name, path.read_text(encoding="utf-8"))


def keep_out_of_git(path: Path) -> None:
    """Name the material in .gitignore, after what a file that is there already says."""
    before = path.read_text(encoding="utf-8", errors="surrogateescape") if path.is_file() else ""
    if IGNORED not in before:
        ended = f"{before.rstrip()}\n\n" if before.strip() else ""
        write_file(path, (ended + IGNORED).encode("utf-8", "surrogateescape"))


def _write_new(path: Path, text: str) -> None:
    if not path.exists():
        write_file(path, text.encode())


def fingerprint(*parts: object) -> str:
    """A short name for what these values say together; equal values give equal names."""
    return hashlib.sha256("\x1f".join(map(repr, parts)).encode()).hexdigest()[:16]
