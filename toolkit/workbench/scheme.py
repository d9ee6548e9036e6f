"""The screen Scheme: the code tree, all about one code, and edits that are told before they are done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from toolkit.domain.codings.scheme_edits import Add, Merge, Move, Rename, Retire, Split, TakeBack, Wish, beside
from toolkit.domain.codings.schemes import AREA
from toolkit.errors import Refused, UsageError
from toolkit.messages import N_, written_language
from toolkit.services.coding import recoding, scheme_editing, scheme_views
from toolkit.services.coding.scheme_views import Node, Tree
from toolkit.workbench.pages import Coder, OpenProject, changeable, page

router = APIRouter()
Text = Annotated[str, Field(max_length=8000)]
Path_ = Annotated[str, Field(max_length=400)]
Command = Annotated[str, Field(min_length=8, max_length=64)]
KEYS = 9  # targets that a number key sorts to


class Wished(BaseModel):
    """What is wished of the scheme: `what`, of which code, and what that needs."""

    model_config = ConfigDict(extra="forbid")

    what: Literal["add", "rename", "move", "merge", "split", "retire", "back"]
    code: Path_
    to: Path_ = ""
    title: Text = ""
    definition: Text = ""
    includes: Text = ""
    excludes: Text = ""
    titles: Text = ""

    def wish(self) -> Wish:
        """The wish as the services take it; texts are in the page's language."""
        language = written_language()
        made: dict[str, Wish] = {
            "add": Add(self.code, {language: self.title}, {language: self.definition}),
            "rename": Rename(
                self.code, language, self.title, self.definition, _lines(self.includes), _lines(self.excludes)
            ),
            "move": Move(self.code, self.to),
            "merge": Merge(self.code, self.to),
            "split": Split(self.code, tuple({language: line} for line in _lines(self.titles))),
            "retire": Retire(self.code),
            "back": TakeBack(self.code),
        }
        return made[self.what]


class Change(Wished):
    """A wish to be fulfilled: the scheme as its author saw it, and a name for the change."""

    seen: Annotated[str, Field(max_length=64)]
    command: Command


class Seen(BaseModel):
    """A coding as it was seen."""

    id: int
    revision: int


class Recoded(BaseModel):
    """Codings to be given another code."""

    codings: Annotated[list[Seen], Field(min_length=1, max_length=5000)]
    code: Path_
    command: Command


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@router.get("/scheme")
def scheme(request: Request, project: OpenProject) -> Response:
    """The code tree."""
    return page(request, "scheme.html", tree=scheme_views.tree(project), node=None)


@router.get("/scheme/{key}")
def code(request: Request, project: OpenProject, key: str) -> Response:
    """The code tree with one code opened; back to the tree alone when the code is not there any more."""
    tree = scheme_views.tree(project)
    if key not in tree.nodes:
        return RedirectResponse("/scheme", status_code=303)
    node = tree.nodes[key]
    return page(
        request,
        "scheme.html",
        tree=tree,
        node=node,
        detail=scheme_views.detail(project, node.code.path),
        heir=_heir(tree, node),
        goals=_goals(tree, node),
    )


def _heir(tree: Tree, node: Node) -> Node | None:
    return tree.nodes.get(scheme_views.key(node.code.merged_into)) if node.code.merged_into else None


def _goals(tree: Tree, node: Node) -> list[Node]:
    """The codes that this one can be merged into: those in use in its facet, but for itself and those under it."""
    path = f"{node.code.path}/"
    return [
        one
        for one in tree.nodes.values()
        if one.code.facet == node.code.facet and not one.code.retired and not f"{one.code.path}/".startswith(path)
    ]


@router.get("/scheme/{key}/sort")
def sort(request: Request, project: OpenProject, coder: Coder, key: str, new: str = "") -> Response:
    """The coder's codings of one code, to be sorted to others; first to those whose short names are in `new`."""
    tree = scheme_views.tree(project)
    if key not in tree.nodes:
        return RedirectResponse("/scheme", status_code=303)
    node = tree.nodes[key]
    own, others = scheme_views.sortable(project, node.code.path, coder)
    return page(
        request,
        "scheme_sort.html",
        tree=tree,
        node=node,
        codings=own,
        others=others,
        targets=_targets(tree, node, new.split("-")),
    )


def _targets(tree: Tree, node: Node, new: Sequence[str]) -> list[Node]:
    """Where codings can be sorted to: first the new codes, then those beside the code, then the rest of its facet."""
    home = beside(node.code)
    goals = [one for one in tree.nodes.values() if one.code.facet == node.code.facet and not one.code.retired]
    goals = [one for one in goals if one.code.path != node.code.path]
    return sorted(goals, key=lambda one: (one.key not in new, (one.code.parent or one.code.facet) != home))


@router.post("/api/scheme/preview")
def preview(request: Request, project: OpenProject, wished: Wished) -> dict[str, Any]:
    """What the wish will do, in sentences; nothing is changed."""
    changeable(request)
    return {"sentences": scheme_editing.effects(project, wished.wish())}


@router.post("/api/scheme/change")
def change(request: Request, project: OpenProject, coder: Coder, wanted: Change) -> dict[str, Any]:
    """Fulfil the wish, and say where to go on."""
    changeable(request)
    _named(coder)
    if wanted.what == "add" and wanted.code == AREA:
        raise Refused(N_("The question areas are six; put the code under one of them."))
    done = scheme_editing.edit(project, wanted.wish(), coder=coder, command=wanted.command, seen=wanted.seen)
    here = wanted.to if wanted.what == "merge" else wanted.code
    if wanted.what in ("add", "move") and done.new:
        here = done.new[0]
    end = f"/sort?new={'-'.join(map(scheme_views.key, done.new))}" if wanted.what == "split" else ""
    return {"go": f"/scheme/{scheme_views.key(here)}{end}", "new": list(done.new)}


@router.post("/api/scheme/recode")
def recode(request: Request, project: OpenProject, coder: Coder, wanted: Recoded) -> dict[str, Any]:
    """Give codings of the coder's own another code."""
    changeable(request)
    _named(coder)
    seen = [(one.id, one.revision) for one in wanted.codings]
    return {"n": recoding.recode(project, seen, wanted.code, coder=coder, command=wanted.command)}


def _named(coder: str) -> None:
    if not coder:
        raise UsageError(N_("Nobody is named as coder."), hint=N_("Say at the top of the page who is coding."))
