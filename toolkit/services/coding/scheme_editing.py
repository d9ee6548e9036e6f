"""The coding scheme edited: what an edit will do is told first, each is a step, and nothing coded is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.domain.codings import scheme_edits as edits
from toolkit.domain.codings.scheme_edits import Add, Merge, Move, Rename, Retire, Split, TakeBack, Wish
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.texts.text import normalise
from toolkit.errors import ConflictError, NotFound, Refused
from toolkit.messages import N_, current_language, ntr, tr, written_language
from toolkit.services.coding import schemes
from toolkit.services.coding.schemes import SchemeInUse
from toolkit.services.projects import steps
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.database.steps import Step
    from toolkit.storage.projects.store import Store

VERBS: dict[type, str] = {
    Add: "add code",
    Rename: "rename code",
    Move: "move code",
    Merge: "merge codes",
    Split: "split code",
    Retire: "retire code",
    TakeBack: "take code back",
}
TITLE, TEXT, ITEMS = 200, 4000, 40  # the longest title and definition, the most lines of what belongs
editing = threading.Lock()  # one edit at a time: the second starts from what the first has written


@dataclass(frozen=True, slots=True)
class Edited:
    """The scheme after an edit, the fingerprint of its file, and the paths of the codes that are new."""

    scheme: Scheme
    sha256: str
    new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sharpened:
    """A new definition of a code in the current language, and the one that its author saw."""

    definition: str
    was: str


def edit(project: Project, wish: Wish, *, coder: str, command: str, seen: str | None = None) -> Edited:
    """Fulfil the wish in the scheme's file as one step; ConflictError when `seen` is not the file's fingerprint now."""
    wish = tidy(wish)
    with editing, project.store(write=True) as store:
        if steps.known(store, command):
            return _found_again(project, store, wish)
        made = _made(project, store, wish, seen)
        with steps.stepping(store, VERBS[type(wish)], project, coder=coder, command=command) as step:
            write_in(step, project, made)
    project.forget_scheme()
    return Edited(made.after.scheme, made.after.sha256, made.new)


def adding(project: Project, store: Store, parent: str, titles: Mapping[str, str]) -> Made:
    """A new code under `parent` made ready, to be written in a step of the caller, who holds `editing`."""
    return _made(project, store, tidy(Add(parent, titles, {})), None)


def sharpening(project: Project, store: Store, path: str, wanted: Sharpened) -> Made | None:
    """A code's new definition made ready, to be written in a step of the caller, who holds `editing`.

    None when it says what the code says already; ConflictError when somebody has changed the definition since.
    """
    language = written_language()
    code = edits.known(schemes.current(project, store).scheme, path)
    now = code.definition.get(language, "")
    if _line(wanted.definition, TEXT) in ("", now):
        return None
    if _line(wanted.was, TEXT) != _line(now, TEXT):
        raise _conflict()
    lists = code.includes.get(language, ()), code.excludes.get(language, ())
    title = code.title.get(language) or code.titled(language)
    return _made(project, store, tidy(Rename(path, language, title, wanted.definition, *lists)), None)


def write_in(step: Step, project: Project, made: Made, *, reason: str = "") -> None:
    """Write an edit that was made ready, with its author and reason kept beside the scheme's new version."""
    _record(step, project, made, reason)
    step.file(path_kind="scheme", before=made.before.content, after=made.after.content)


def tidy(wish: Wish) -> Wish:
    """The wish with its texts as they are kept: composed letters, no line breaks in titles, no control characters."""
    if isinstance(wish, Add):
        return replace(wish, title=_titles(wish.title), definition=_each(wish.definition))
    if isinstance(wish, Split):
        named = tuple(kept for each in wish.titles if (kept := _titles(each)))
        if not named:
            raise Refused(N_("Name at least one new code."))
        return replace(wish, titles=named)
    if isinstance(wish, Rename):
        title, told = _line(wish.title, TITLE), _line(wish.definition, TEXT)
        includes, excludes = _lines(wish.includes), _lines(wish.excludes)
        return replace(wish, title=title, definition=told, includes=includes, excludes=excludes)
    return wish


def _titles(title: Mapping[str, str]) -> dict[str, str]:
    return {language: kept for language, text in title.items() if (kept := _line(text, TITLE))}


def _each(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: kept for language, text in texts.items() if (kept := _line(text, TEXT))}


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(kept for text in texts[:ITEMS] if (kept := _line(text, TEXT)))


def _line(text: str, longest: int) -> str:
    kept = "".join(sign if sign.isprintable() or sign.isspace() else "" for sign in normalise(text))
    return " ".join(kept.split())[:longest].strip()


@dataclass(frozen=True, slots=True)
class Made:
    """An edit made ready outside the transaction: the scheme's file before and after, and the new paths."""

    before: SchemeInUse
    after: SchemeInUse
    new: tuple[str, ...]


def _made(project: Project, store: Store, wish: Wish, seen: str | None) -> Made:
    from toolkit.resources import scheme_writing

    project.forget_scheme()
    before = schemes.current(project, store)
    if seen is not None and seen != before.sha256:
        raise _conflict()
    edits.check(before.scheme, wish)
    with store.reading() as connection:
        version = schemes.next_version(project, connection, before.scheme)
    content, new = scheme_writing.edited(before.content, before.scheme, wish, version=version)
    return Made(before, schemes.changed(project, content), new)


def _conflict() -> ConflictError:
    return ConflictError(
        N_("The scheme has been changed since you saw it; nothing was done."),
        hint=N_("Look at it as it is now, and do it again if it still should be done."),
    )


def _record(step: Step, project: Project, made: Made, reason: str) -> None:
    from toolkit.storage.suggesting import runs

    for used, author, why in ((made.before, None, None), (made.after, step.coder or None, reason.strip() or None)):
        if used.new:
            version = runs.SchemeVersion(used.scheme.version, used.sha256, used.content, project.now, author, why)
            runs.record_scheme(step.connection, version)


def _found_again(project: Project, store: Store, wish: Wish) -> Edited:
    """What an edit gave that was done already under the same command."""
    used = schemes.current(project, store)
    titles = [wish.title] if isinstance(wish, Add) else wish.titles if isinstance(wish, Split) else ()
    wanted = {text for title in titles for text in title.values()}
    new = tuple(code.path for code in used.scheme.active() if wanted & set(code.title.values()))
    if wanted and not new:
        raise NotFound(N_("The code was made, and is gone again since."))
    return Edited(used.scheme, used.sha256, new)


def effects(project: Project, wish: Wish) -> list[str]:
    """What fulfilling the wish will do, a sentence each; Refused, with the reason, when it cannot be fulfilled."""
    from toolkit.storage.codings import scheme_use

    wish = tidy(wish)
    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        edits.check(scheme, wish)
        paths = [] if isinstance(wish, Add) else [wish.path]
        if isinstance(wish, Move | Merge | Retire):
            paths += [code.path for code in edits.under(scheme, wish.path)]
        paths += [old for old, code in scheme.codes.items() if code.retired and _heir(scheme, old) in paths]
        with store.reading() as connection:
            made = scheme_use.by_coder(connection, paths)
    return list(_told(scheme, wish, _counted(made)))


def _heir(scheme: Scheme, path: str) -> str:
    code = scheme.resolve(path)
    return code.path if code else ""


def _counted(made: Mapping[str, int]) -> str:
    """How many codings of how many coders: “12 codings of 2 coders”."""
    codings = ntr("{n} coding", "{n} codings", sum(made.values()))
    return tr("{codings} by {coders}", codings=codings, coders=ntr("{n} coder", "{n} coders", len(made)))


def _told(scheme: Scheme, wish: Wish, counted: str) -> Iterator[str]:
    language = current_language()
    if isinstance(wish, Add):
        above = _place_title(scheme, wish.parent, language)
        yield tr("A new code is put under “{parent}”. Nothing that is coded changes.", parent=above)
        return
    title = scheme.codes[wish.path].titled(language)
    if isinstance(wish, Rename):
        yield tr("{counted} stay with the code; only its words change.", counted=counted)
        yield tr("Suggestions are made anew with the new words when next asked for.")
    elif isinstance(wish, Split):
        above = _place_title(scheme, edits.beside(scheme.codes[wish.path]), language)
        yield tr("New codes are put under “{parent}”: {n}.", parent=above, n=len(wish.titles))
        yield tr("{counted} stay with “{code}” until you have sorted them.", counted=counted, code=title)
    elif isinstance(wish, TakeBack):
        yield tr("{counted} count as “{code}” again.", counted=counted, code=title)
    else:
        yield from _told_of_leaving(scheme, wish, counted)


def _told_of_leaving(scheme: Scheme, wish: Move | Merge | Retire, counted: str) -> Iterator[str]:
    language = current_language()
    title, n = scheme.codes[wish.path].titled(language), len(edits.under(scheme, wish.path))
    if isinstance(wish, Move):
        above = _place_title(scheme, wish.under, language)
        yield tr("{counted} will count as “{code}” under “{parent}”.", counted=counted, code=title, parent=above)
    elif isinstance(wish, Merge):
        yield tr("{counted} will count as “{code}”.", counted=counted, code=_place_title(scheme, wish.into, language))
    else:
        yield tr("{counted} are kept, but count nowhere while the code is retired.", counted=counted)
    if n and isinstance(wish, Retire):
        yield ntr("{n} code under it is retired as well.", "{n} codes under it are retired as well.", n)
    elif n:
        yield ntr("{n} code under it moves along.", "{n} codes under it move along.", n)
    yield tr("Nothing coded is changed or lost; suggestions and themes are made anew when next asked for.")


def _place_title(scheme: Scheme, place: str, language: str) -> str:
    """The title of a code or of a facet."""
    if place in scheme.codes:
        return scheme.codes[place].titled(language)
    facet = next(one for one in scheme.facets if one.key == place)
    return facet.title.get(language) or next(iter(facet.title.values()), place)
