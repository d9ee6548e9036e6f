"""What a pack was asked to tell and does not: what is no longer there, and what its readers may not hear of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.domain.reflection.packs import Wish
from toolkit.domain.themes.themes import Theme
from toolkit.errors import NotFound, Refused
from toolkit.messages import N_, tr
from toolkit.services.claims import claim_names
from toolkit.services.projects.project import Project
from toolkit.services.themes import themes
from toolkit.services.themes.no_theme import no_theme

if TYPE_CHECKING:
    from toolkit.reporting.material.material import Material
    from toolkit.reporting.packs.pack_left import Left
    from toolkit.storage.projects.store import Store

SORTED = N_("It is no longer there: the themes were sorted anew, or its passages are gone.")
ASIDE = N_("It was set aside, and nothing set aside is told.")
REMOVED = N_("It was removed.")
WHY = {
    "nobody": N_("Nobody whose words these readers may hear speaks for it."),
    "close": N_("Those who speak for it sit among the readers and are so few that they would be known."),
    "few": N_(
        "Too few speak for it: a pack counts at least two people, of a group in which at least three were asked."
    ),
}


@dataclass(frozen=True, slots=True)
class Lost:
    """A claim or a theme that a pack was asked to tell and does not; `why` is a sentence, `name` may be unknown."""

    why: str
    claim: int | None = None
    theme: str | None = None
    name: str = ""

    @property
    def sentence(self) -> str:
        """What is not told, and why, in one line."""
        if self.claim is not None:
            if not self.name:
                return tr("Claim {n} is not told. {why}", n=self.claim, why=self.why)
            return tr("Claim {n}, “{text}”, is not told. {why}", n=self.claim, text=self.name, why=self.why)
        return tr("The theme “{name}” is not told. {why}", name=self.name or self.theme, why=self.why)


def named_themes(project: Project, store: Store, wish: Wish, material: Material) -> dict[str, Theme]:
    """The themes of the wish that there are, those of people whom the readers may not hear among them."""
    told = {theme.id: theme for theme in material.themes}
    if not all(one in told for one in wish.themes):
        told.update((theme.id, theme) for theme in themes.as_kept(project, store)[0].themes)
    return {one: told[one] for one in wish.themes if one in told}


def gone(wish: Wish, material: Material, known: Mapping[str, Theme]) -> tuple[Lost, ...]:
    """What the wish names and there is none of any more; `known` are the themes of it that there are."""
    claims = {each.claim.id for each in material.standings}
    lost = (Lost(tr(REMOVED), claim=one) for one in wish.claims if one not in claims)
    return (*lost, *_themes(wish, known))


def _themes(wish: Wish, every: Mapping[str, Theme]) -> Iterator[Lost]:
    for one in wish.themes:
        known = every.get(one)
        if known is None or known.pile:
            yield Lost(tr(SORTED), theme=one)
        elif known.aside:
            yield Lost(tr(ASIDE), theme=one, name=known.name)


def refuse(lost: Iterable[Lost]) -> None:
    """NotFound for the first of what is gone."""
    for one in lost:
        if one.claim is not None:
            raise NotFound(
                N_("There is no claim {id}."),
                hint=N_("See the claims and their numbers with: spegla claims"),
                id=one.claim,
            )
        raise no_theme(one.theme or "", {})


def refuse_to_let_out(lost: Iterable[Lost]) -> None:
    """Refused while a pack in preparation names what is gone: nobody has said what it shall be without it."""
    if any(True for _ in lost):
        raise Refused(
            N_("This pack was to tell of something that is no longer there."),
            hint=N_("Take it out of the pack on the pack's page, then let the pack out."),
        )


def told(left: Iterable[Left], lost: Iterable[Lost], material: Material, titles: Mapping[str, str]) -> tuple[Lost, ...]:
    """What is left out for the readers' sake, in words for the evaluator."""
    known = {(one.claim, one.theme) for one in lost}
    texts = {each.claim.id: claim_names.short(each.claim.text).removesuffix(".") for each in material.standings}
    return tuple(
        Lost(tr(WHY[one.why.value]), one.claim, one.theme, texts.get(one.claim, "") or titles.get(one.theme or "", ""))
        for one in left
        if (one.claim, one.theme) not in known
    )


def named(lost: Iterable[Lost], names: Mapping[str, str]) -> tuple[Lost, ...]:
    """The same, themes that are gone by what they were called when the pack was prepared."""
    return tuple(replace(one, name=one.name or names.get(one.theme or "", "")) for one in lost)


def without(wish: Wish, *, claim: int | None = None, theme: str | None = None) -> Wish:
    """The wish without this claim or theme; Refused when nothing would be left of what somebody chose."""
    themes_left = tuple(each for each in wish.themes if each != theme)
    claims_left = tuple(each for each in wish.claims if each != claim)
    if (themes_left, claims_left) == (wish.themes, wish.claims):
        raise NotFound(N_("The pack does not name this."), hint=N_("Load the page again."))
    if not (themes_left or claims_left):
        raise Refused(
            N_("Nothing would be left that somebody chose for this pack."),
            hint=N_("Drop this pack, and prepare another."),
        )
    return replace(wish, themes=themes_left, claims=claims_left)
