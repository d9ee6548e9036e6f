"""The screen Quotes: the ledger by theme, one quote edited word by word, how a person is quoted, and the balance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from toolkit.domain.quotes.quote_edits import LONGEST_BRACKET, Edit, EditKind
from toolkit.domain.quotes.quote_ledger import Use
from toolkit.domain.quotes.quotes import Why
from toolkit.domain.texts.alphabet import alphabetical
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, UsageError
from toolkit.messages import N_, tr
from toolkit.services.material.hands import Hand
from toolkit.services.projects import blinding, names
from toolkit.services.projects.project import Project
from toolkit.services.quotes import quote_balance, quote_deeds, quote_editor
from toolkit.services.quotes.quote_editor import Editing
from toolkit.services.quotes.quote_sentences import BAR, EDITS, UNQUOTED, USE, WHY
from toolkit.workbench.coders import Repeatable
from toolkit.workbench.pages import Coder, OpenProject, changeable, page

router = APIRouter()
Number = Annotated[int, Field(ge=0, lt=2**53)]
MOST_EDITS = 60


class MadeEdit(BaseModel):
    """An edit of words of the source."""

    kind: EditKind
    start: Number
    end: Number
    text: str = Field("", max_length=LONGEST_BRACKET)


class Drafted(BaseModel):
    """A quote as somebody is making it."""

    source: Number
    start: Number
    end: Number
    edits: Annotated[list[MadeEdit], Field(max_length=MOST_EDITS)] = []

    def span(self) -> Span:
        """Where it stands."""
        return _span(self.start, self.end)

    def made(self) -> tuple[Edit, ...]:
        """Its edits."""
        found = (Edit(one.kind, _span(one.start, one.end), one.text.strip()) for one in self.edits)
        return tuple(sorted(found, key=lambda edit: edit.span))


class Kept(Drafted, Repeatable):
    """A quote to be kept: `id` and `revision` are those of the entry that was seen, if it is one."""

    id: Number | None = None
    revision: Number | None = None
    use: Use
    why: Why
    theme: str = Field("", max_length=120)


class Decided(Repeatable):
    """What is decided of an entry that was seen."""

    revision: Number
    use: Use


class Gone(Repeatable):
    """An entry that is to be taken out, as it was seen."""

    revision: Number


def _span(start: int, end: int) -> Span:
    if start >= end:
        raise UsageError(N_("There are no words at {start}–{end}."), start=start, end=end)
    return Span(start, end)


@router.get("/quotes")
def ledger(request: Request, project: OpenProject) -> HTMLResponse:
    """The ledger by theme."""
    if blinding.blindness(project):
        return page(request, "quotes.html", shown=None)
    return page(request, "quotes.html", shown=quote_balance.shown(project), groups=_groups(project), **_words(project))


@router.get("/quotes/balance")
def balance(request: Request, project: OpenProject) -> HTMLResponse:
    """Who is quoted how much."""
    if blinding.blindness(project):
        return page(request, "quotes.html", shown=None)
    found = quote_balance.balance(project)
    entries = {entry.respondent: entry.id for entry in quote_balance.shown(project).ledger.usable}
    widest = max((max(one.of_words, one.of_quotes) for one in (*found.people, *found.groups)), default=1) or 1
    return page(
        request,
        "quotes_balance.html",
        found=found,
        groups=_groups(project),
        entries=entries,
        widest=widest,
        unquoted=UNQUOTED,
    )


@router.get("/quotes/new")
def begin(
    request: Request,
    project: OpenProject,
    source: Annotated[int, Query(ge=0, lt=2**53)],
    start: Annotated[int, Query(ge=0, lt=2**53)],
    end: Annotated[int, Query(ge=0, lt=2**53)],
) -> HTMLResponse:
    """Words that are to be quoted."""
    return _editor(request, project, quote_editor.of_words(project, source, _span(start, end)))


@router.get("/quotes/{quote_id}")
def edit(request: Request, project: OpenProject, quote_id: int) -> HTMLResponse:
    """One quote."""
    return _editor(request, project, quote_editor.of_entry(project, quote_id))


@router.get("/quotes/{quote_id}/person")
def person(request: Request, project: OpenProject, quote_id: int) -> HTMLResponse:
    """How the person whose words these are is quoted."""
    entry = quote_balance.shown(project).ledger.by_id.get(quote_id)
    if entry is None:
        raise NotFound(N_("There is no quote {id}."), hint=N_("It may have been taken out."), id=quote_id)
    found = quote_balance.of_person(project, entry.respondent)
    return page(
        request, "quotes_person.html", who=entry.respondent, found=found, groups=_groups(project), **_words(project)
    )


def _editor(request: Request, project: Project, found: Editing) -> HTMLResponse:
    shown = quote_balance.shown(project)
    themes = sorted(shown.titles.items(), key=lambda one: alphabetical(one[1]))
    return page(
        request,
        "quote.html",
        found=found,
        themes=themes,
        groups=_groups(project),
        omission=project.settings.omission,
        state=_state(found, project.settings.omission),
        **_words(project),
    )


def _state(found: Editing, omission: str) -> dict[str, object]:
    """What the page's script works on."""
    return {
        "id": found.entry.id if found.entry else None,
        "revision": found.entry.revision if found.entry else None,
        "source": found.source_id,
        "start": found.span.start,
        "end": found.span.end,
        "edits": _edits(found.edits),
        "pieces": [{"start": one.start, "end": one.end, "word": one.is_word} for one in found.pieces],
        "omission": "" if omission == "(...)" else omission,
        "names": {kind.value: tr(word) for kind, word in EDITS.items()},
    }


def _edits(edits: Iterable[Edit]) -> list[dict[str, object]]:
    return [{"kind": one.kind.value, "start": one.span.start, "end": one.span.end, "text": one.text} for one in edits]


def _words(project: Project) -> dict[str, Any]:
    marks = "“”" if project.language == "en" else "””"
    return {"marks": marks, "why_words": WHY, "use_words": USE, "bar_words": BAR, "uses": list(Use), "whys": list(Why)}


def _groups(project: Project) -> dict[str, str]:
    return {key: names.group(project, key) for key in (*project.settings.groups, "")}


@router.post("/api/quotes/preview")
def preview(project: OpenProject, drafted: Drafted) -> dict[str, object]:
    """How the quote would be printed."""
    words, edits = quote_editor.preview(project, drafted.source, drafted.span(), drafted.made())
    return {"printed": words, "edits": _edits(edits)}


@router.post("/api/quotes")
def keep(request: Request, project: OpenProject, coder: Coder, kept: Kept) -> dict[str, int]:
    """Enter a quote, or change the entry that was seen."""
    changeable(request)
    hand, span, edits = Hand(coder, kept.command), kept.span(), kept.made()
    if kept.id is None:
        wanted = quote_deeds.Wanted(kept.source, span, edits, kept.why, kept.use, kept.theme)
        return {"id": quote_deeds.add(project, wanted, hand=hand)}
    decision = quote_deeds.Decision(kept.revision, span, edits, kept.use, kept.why, kept.theme)
    quote_deeds.decide(project, kept.id, decision, hand=hand)
    return {"id": kept.id}


@router.post("/api/quotes/{quote_id}/use")
def use(request: Request, project: OpenProject, coder: Coder, quote_id: int, decided: Decided) -> dict[str, object]:
    """Decide whether a quote is to be printed."""
    changeable(request)
    decision = quote_deeds.Decision(decided.revision, use=decided.use)
    quote_deeds.decide(project, quote_id, decision, hand=Hand(coder, decided.command))
    return {"use": decided.use.value, "revision": decided.revision + 1}


@router.post("/api/quotes/{quote_id}/remove")
def remove(request: Request, project: OpenProject, coder: Coder, quote_id: int, gone: Gone) -> dict[str, int]:
    """Take a quote out of the ledger."""
    changeable(request)
    quote_deeds.remove(project, quote_id, revision=gone.revision, hand=Hand(coder, gone.command))
    return {"removed": quote_id}
