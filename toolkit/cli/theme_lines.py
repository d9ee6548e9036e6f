"""Themes as lines at the terminal: each with what is known of it, and before and after."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.domain.themes.themes import Hold, Theme, unstructured
from toolkit.messages import decimal, ntr, tr

if TYPE_CHECKING:
    from toolkit.domain.themes.theme_waves import ThemeWaves
    from toolkit.services.themes.themes import Shown, ThemeView


def listed(found: ThemeView) -> list[str]:
    """All themes, by group and area."""
    lines: list[str] = []
    for _, cell in groupby(found.shown, key=lambda one: (one.theme.group, one.theme.area)):
        own = list(cell)
        lines += ["", f"{own[0].group_title} · {own[0].area_title}"]
        if unstructured(one.theme for one in own):
            lines.append("  " + tr("No stable structure as finely parted as this."))
        for shown in own:
            lines.append(f"  [{shown.theme.id}] {shown.theme.name}")
            lines.append(f"      {', '.join(_marks(shown))}; {', '.join(shown.theme.words)}")
    names = tr("The names are proposals. Change one with: spegla themes rename THEME NAME")
    return [*lines, "", names]


def _marks(shown: Shown) -> Iterator[str]:
    theme = shown.theme
    yield ntr("{n} passage", "{n} passages", len(theme.passages))
    yield ntr("{n} respondent", "{n} respondents", len(theme.people))
    if theme.one_voice:
        yield tr("one voice")
    if theme.stability is not None:
        yield tr("stability {n}", n=decimal(theme.stability))
    if held := _hold(theme):
        yield held
    if shown.new:
        yield ntr("{n} new", "{n} new", len(shown.new))
    if shown.by_code:
        yield tr("called by its code in reports, as none of them may be quoted")
    yield from _decided(theme)


def _decided(theme: Theme) -> Iterator[str]:
    if theme.pile:
        yield tr("not yet sorted")
    if theme.named:
        yield tr("named by you")
    if theme.aside:
        yield tr("set aside")


def _hold(theme: Theme) -> str:
    if theme.hold is Hold.STABLE:
        return tr("stable")
    if theme.hold is Hold.UNSURE:
        return tr("unsure")
    return tr("no more than chance") if theme.hold is Hold.CHANCE else ""


def waves(one: ThemeWaves) -> list[str]:
    """A theme before and after."""
    before = tr("before: {k} of {n}", k=one.raised_before, n=one.heard_before)
    after = tr("after: {k} of {n}", k=one.raised_after, n=one.heard_after)
    new = tr("new people: {n}; people heard only before: {m}", n=len(one.only_after), m=len(one.only_before))
    return [f"[{one.theme.id}] {one.theme.name}", f"  {before}; {after}", f"  {new}", f"  {_changed(one)}", ""]


def _changed(one: ThemeWaves) -> str:
    if not one.comparable:
        return tr("Too few were heard both times for a change to be told.")
    return tr(
        "heard both times: {n}; of them raised it both times: {on}, only after: {began}, only before: {ceased}, "
        "turned: {turned}",
        n=len(one.both),
        on=len(one.went_on),
        began=len(one.began),
        ceased=len(one.ceased),
        turned=len(one.turned),
    )
