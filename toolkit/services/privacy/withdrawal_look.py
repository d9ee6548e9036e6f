"""What a withdrawal would take away and touch, said before anything is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.domain.identifiers.remains import Marks, plain
from toolkit.domain.reports.changed_sentences import Why
from toolkit.domain.sources.cases import Register, Respondent
from toolkit.domain.sources.consents import Consent, ConsentStatus
from toolkit.errors import SpeglaError
from toolkit.services.material import sources
from toolkit.services.privacy import deep_scan, erasing, erasing_files, named_by_others
from toolkit.services.privacy.deep_scan import Progress
from toolkit.services.privacy.erasing_files import schemes_cut
from toolkit.services.privacy.named_by_others import Elsewhere, Mention
from toolkit.services.privacy.withdrawing import Wish, known, marks_of
from toolkit.services.projects import backups, withdrawal_ledger
from toolkit.services.projects.project import Project
from toolkit.services.projects.withdrawal_ledger import WITHDRAW, Errand
from toolkit.services.reports import changed_sentences
from toolkit.services.reports.changed_sentences import ChangedSentence

if TYPE_CHECKING:
    from toolkit.storage.erasing.erasing import Voiced
    from toolkit.storage.projects.store import Connection, Store


@dataclass(frozen=True, slots=True)
class Touched:
    """What would go and what it touches: counts by kind, codings by coder, theme names, claims, sentences, files.

    `counts` are those that the certificate tells afterwards: reckoned by doing it in a copy that is not kept. `renamed`
    are themes that the machine called by the person's words, and what they are called then.
    `files` are those in the folder that hold the person's words, by whether the program would delete them, without the
    scheme's that are `cut`: they lose the words and stay. `codes` are those whose names may be the person's own words;
    `elsewhere` the other texts that name the person. `packs` are files that were let out, `shown` to which audiences
    packs among them were shown, on which day, at which meeting.
    `again`: a withdrawal was begun and not finished.
    """

    respondent: str
    sources: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    unplaced: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    codings: Mapping[str, int] = field(default_factory=dict)
    themes: tuple[tuple[str, int, int], ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    claims: tuple[int, ...] = ()
    quotes: tuple[int, ...] = ()
    sentences: tuple[ChangedSentence, ...] = ()
    packs: tuple[str, ...] = ()
    shown: tuple[tuple[str, str, str], ...] = ()
    mentions: tuple[Mention, ...] = ()
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    codes: tuple[str, ...] = ()
    files: Mapping[str, bool] = field(default_factory=dict)
    cut: tuple[str, ...] = ()
    backups: tuple[str, ...] = ()
    again: bool = False

    @property
    def turns(self) -> int:
        """How many turns go."""
        return self.counts.get("turns", 0)

    @property
    def cleaned_backups(self) -> int:
        """How many backups are cleaned: one is made first."""
        return len(self.backups) + 1

    @property
    def other(self) -> tuple[ChangedSentence, ...]:
        """The sentences that would read otherwise, or not be there."""
        return tuple(one for one in self.sentences if one.told() != one.told_now())

    @property
    def same(self) -> int:
        """How many sentences would read as they do, and rest on less."""
        return len(self.sentences) - len(self.other)


def look(project: Project, respondent: str, wish: Wish, *, progress: Progress | None = None) -> Touched:
    """What `withdraw` would do for this person; nothing is changed."""
    from toolkit.storage.erasing import erasing_looks as looks
    from toolkit.storage.sessions import packs as stored_packs

    sources.place(project)
    who = known(project, respondent)
    with project.store() as store:
        with store.reading() as connection:
            marks, where = marks_of(project, connection, who)
            evidence = looks.evidence(connection, where)
            touched = _stored(connection, who, marks, where)
            errand = Errand(WITHDRAW, who, wish.ground, wish.decision, "", delete=wish.delete)
            touched = _rehearsed(project, connection, errand, marks, touched)
            resting = stored_packs.resting(connection, [one.sha256 for one in where])
            packs = (*looks.packs(connection, evidence), *(one.name for each in resting for one in each.files))
            shown = tuple((each.audience, one.day.isoformat(), one.meeting) for each in resting for one in each.shown)
        sentences = _sentences(project, store, who)
    files = _files(project, marks, where, wish, progress)
    cut = {path.relative_to(project.folder).as_posix() for path, _ in schemes_cut(project.folder, marks)}
    return replace(
        touched,
        sentences=sentences,
        packs=packs,
        shown=shown,
        codes=tuple(_short_names(project, where)),
        files={name: goes for name, goes in files.items() if name not in cut},
        cut=tuple(sorted(cut)),
        backups=tuple(one.name for one in backups.folders(project)),
        again=any(not one.done and one.respondent == who for one in withdrawal_ledger.errands(project.folder)),
    )


def _rehearsed(project: Project, connection: Connection, errand: Errand, marks: Marks, touched: Touched) -> Touched:
    """The same, with what carrying the errand out counts in the database, and how it would be there then."""
    from toolkit.storage.erasing import erasing_looks as looks
    from toolkit.storage.erasing.erased_copies import rehearsing

    names = looks.names(connection)
    with rehearsing(connection) as copy:
        whole = erasing.completed(copy, errand, marks, asked=erasing.guides(project))
        counts = erasing.taken(erasing.deed(copy, errand, whole))
        renamed = [(names[key], name) for key, name in looks.names(copy).items() if names[key] != name]
        beside = named_by_others.elsewhere(project, copy, whole)
    return replace(touched, counts=counts, elsewhere=beside, renamed=tuple(renamed))


def _stored(connection: Connection, who: str, marks: Marks, where: list[Voiced]) -> Touched:
    from toolkit.storage.erasing import erasing_looks as looks

    coders = looks.coders(connection, where)
    return Touched(
        who,
        tuple(one.name for one in where if one.whole),
        tuple(one.name for one in where if not one.whole),
        sum(one.unplaced for one in where if one.whole),
        codings=dict(sorted(coders.items())),
        themes=looks.themes(connection, where),
        claims=looks.claims(connection, who, where),
        quotes=looks.quotes(connection, where),
        mentions=named_by_others.mentions(connection, marks, where),
    )


def _sentences(project: Project, store: Store, who: str) -> tuple[ChangedSentence, ...]:
    """The sentences of the last draft that would no longer hold, with what the draft would say; none before one."""
    without = replace(project)
    people = {**project.register.respondents, who: _gone(project.register, who)}
    without.__dict__["register"] = replace(project.register, respondents=people)
    try:
        found = changed_sentences.compared(without, store)
    except SpeglaError:  # nothing is left to draft from; what hinders is told when a draft is asked for
        return ()
    return tuple(one for one in found.sentences if Why.WITHDRAWN in one.why) if found else ()


def _gone(register: Register, who: str) -> Respondent:
    person = register.get(who)
    return replace(person, id=who, consent=Consent(ConsentStatus.WITHDRAWN))


def _short_names(project: Project, where: list[Voiced]) -> Iterable[str]:
    """The paths of codes whose names stand in what the person says, and are too short to be told from chance."""
    from toolkit.storage.erasing import erasing

    with project.store() as store, store.reading() as connection:
        said = [f" {' '.join(plain(text))} " for text in erasing.said(connection, where)]
        others = [f" {' '.join(plain(text))} " for text in erasing.said_by_others(connection, where)]
    for code in project.scheme_file.codes.values():
        titles = [" ".join(plain(title)) for title in code.title.values()]
        own = [title for title in titles if title.count(" ") and any(f" {title} " in text for text in said)]
        if own and not any(f" {title} " in text for title in own for text in others):
            yield code.path


def _files(
    project: Project, marks: Marks, where: list[Voiced], wish: Wish, progress: Progress | None
) -> dict[str, bool]:
    """The files outside backups and database that hold the person's words, by whether they would be deleted."""
    scan = deep_scan.scan(list(erasing_files.files(project)), marks, progress=progress)
    own = tuple(one.sha256 for one in where if one.whole)
    errand = Errand(WITHDRAW, "", wish.ground, wish.decision, "", own, delete=wish.delete)
    return {
        path.relative_to(project.folder).as_posix(): erasing_files.would_go(project, path, errand)
        for path in sorted({*scan.of(marks), *erasing_files.copies(project, errand)})
    }
