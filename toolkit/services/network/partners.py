"""The list of partners: added, given other names, merged, taken away, each as one step; and a list to start from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from toolkit.domain.networks import partners as naming
from toolkit.domain.networks.partners import Alias, Partner, PartnerKind, merged, same
from toolkit.domain.texts.close_words import closest
from toolkit.domain.texts.text import readable
from toolkit.errors import NotFound, Refused
from toolkit.messages import N_
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.database.steps import Step
    from toolkit.storage.projects.store import Connection

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Merged:
    """A partner that took another's names over, and how many ties came along."""

    partner: Partner
    ties: int


def partners(project: Project) -> tuple[Partner, ...]:
    """All partners in order of name."""
    from toolkit.storage.findings import partners as stored

    with project.store() as store, store.reading() as connection:
        return stored.partners(connection)


def named(every: Sequence[Partner], name: str) -> Partner:
    """The partner of this name, or of this alias when only one has it; NotFound else."""
    one = naming.found(every, name)
    if one is None:
        near = closest(name, [*(each.name for each in every), *(other.name for each in every for other in each.names)])
        see = N_("See the partners and their names with: spegla partners")
        meant = N_("Do you mean “{near}”? See the partners and their names with: spegla partners")
        raise NotFound(N_("There is no such partner."), hint=meant if near else see, near=near)
    return one


def add(project: Project, name: str, kind: PartnerKind, *, hand: Hand) -> Partner:
    """Add a partner; one that is there under this name or alias is refused."""
    from toolkit.storage.findings import partners as stored

    words = _name(name)

    def deed(step: Step, every: tuple[Partner, ...]) -> int:
        _free(every, words)
        return stored.add(step, words, kind, ())

    return _act(project, hand, "add partner", deed)


def alias(project: Project, name: str, other: Alias, *, hand: Hand) -> Partner:
    """Give a partner one more name, or a name it has other days; an alias that is its own name dates that."""
    from toolkit.storage.findings import partners as stored

    new = replace(other, name=_name(other.name))
    if new.since and new.until and new.until < new.since:
        raise Refused(N_("The name would end before it begins."), hint=N_("Look at --since and --until."))

    def deed(step: Step, every: tuple[Partner, ...]) -> int:
        one = named(every, name)
        _apart(every, one, new)
        kept = tuple(each for each in one.names if same(each.name) != same(new.name))
        stored.change(step, one, {"names": (*kept, new)})
        return one.id

    return _act(project, hand, "name partner", deed)


def unalias(project: Project, name: str, other: str, *, hand: Hand) -> Partner:
    """Take a name from a partner; NotFound when it has no such alias."""
    from toolkit.storage.findings import partners as stored

    def deed(step: Step, every: tuple[Partner, ...]) -> int:
        one = named(every, name)
        kept = tuple(each for each in one.names if same(each.name) != same(other))
        if len(kept) == len(one.names):
            raise NotFound(N_("The partner has no such other name."))
        stored.change(step, one, {"names": kept})
        return one.id

    return _act(project, hand, "name partner", deed)


def rename(project: Project, name: str, new: str, *, until: date | None = None, hand: Hand) -> Partner:
    """Give a partner another name of today; the old one stays as an alias, until a day if one is told."""
    from toolkit.storage.findings import partners as stored

    words = _name(new)

    def deed(step: Step, every: tuple[Partner, ...]) -> int:
        one = named(every, name)
        _free([each for each in every if each.id != one.id], words)
        old = [each for each in one.every() if same(each.name) == same(one.name) and same(words) != same(one.name)]
        kept = [each for each in one.names if same(each.name) not in (same(one.name), same(words))]
        aliases = (*kept, *(replace(each, until=until or each.until) for each in old))
        stored.change(step, one, {"name": words, "names": aliases})
        return one.id

    return _act(project, hand, "rename partner", deed)


def set_kind(project: Project, name: str, kind: PartnerKind, *, hand: Hand) -> Partner:
    """Say what a partner is."""
    from toolkit.storage.findings import partners as stored

    def deed(step: Step, every: tuple[Partner, ...]) -> int:
        one = named(every, name)
        if one.kind is not kind:
            stored.change(step, one, {"kind": kind.value})
        return one.id

    return _act(project, hand, "kind of partner", deed)


def merge(project: Project, away: str, into: str, *, hand: Hand) -> Merged:
    """Make two partners one: names and ties of the first go to the second; a tie that both have is one."""
    from toolkit.storage.findings import partners as stored

    refuse_blind(project)
    moved = 0

    def deed(step: Step, every: tuple[Partner, ...]) -> int:
        nonlocal moved
        one, other = named(every, away), named(every, into)
        if one.id == other.id:
            raise Refused(N_("These are the same partner already."))
        names = merged(other, one)
        moved = stored.moved(step, one, other)
        stored.change(step, other, {"names": names})
        return other.id

    return Merged(_act(project, hand, "merge partners", deed), moved)


def remove(project: Project, name: str, *, with_ties: bool = False, hand: Hand) -> Partner:
    """Take a partner off the list; Refused while it has ties, unless these are to go too. Gives it as it was.

    Sent again, nothing is known of it but its number.
    """
    from toolkit.storage.findings import partners as stored

    refuse_blind(project)
    gone: list[Partner] = []

    def deed(step: Step, every: tuple[Partner, ...]) -> int:
        one = named(every, name)
        ties = stored.used(step.connection).get(one.id, 0)
        if ties and not with_ties:
            raise Refused(
                N_("Passages tell of this partner ({n}), so it was left."),
                hint=N_("Merge it into another, or remove it with its passages' marks: --with-ties"),
                n=ties,
            )
        stored.remove(step, one)
        gone.append(one)
        return one.id

    found = _act(project, hand, "remove partner", deed)
    return gone[0] if gone else found


def offered(language: str) -> tuple[Partner, ...]:
    """The list to start from in a language; nothing of it is in a project until it is taken."""
    from toolkit.resources import partner_lists

    return partner_lists.offered(language)


def start(project: Project, names: Sequence[str] | None = None, *, hand: Hand) -> tuple[Partner, ...]:
    """Take the list to start from, or those of it that are named, into the project in one step; give those added.

    Names that a partner here has already are left out. NotFound for a name that the list does not have.
    """
    every = {same(one.name): one for one in offered(project.spoken)}
    chosen = [one for key, one in every.items() if names is None or key in map(same, names)]
    if unknown := [one for one in names or () if same(one) not in every]:
        raise NotFound(
            N_("The list to start from has no {names}."),
            hint=N_("See it: spegla partners start --look"),
            names=", ".join(unknown),
        )
    return take(project, chosen, hand=hand)


def take(project: Project, chosen: Sequence[Partner], *, hand: Hand) -> tuple[Partner, ...]:
    """Take partners with their names into the project in one step; give those added.

    Names that a partner here has already are left out.
    """
    from toolkit.storage.findings import partners as stored

    hand.check()
    new: list[str] = []
    with (
        project.store(write=True) as store,
        steps.stepping(store, "start partners", project, coder=hand.coder, command=hand.command) as step,
    ):
        taken = _taken(stored.partners(step.connection))
        for one in () if step.repeated else chosen:
            if same(one.name) not in taken:
                aliases = [each for each in one.names if same(each.name) not in taken]
                stored.add(step, one.name, one.kind, aliases)
                new.append(one.name)
        every = stored.partners(step.connection)
    return tuple(one for one in every if one.name in new)


def _taken(every: Sequence[Partner]) -> set[str]:
    return {same(name.name) for one in every for name in one.every()}


def _act(project: Project, hand: Hand, verb: str, deed: Callable[[Step, tuple[Partner, ...]], int]) -> Partner:
    """One step on the list; give the partner that it was about, as it is then or, when it went, was."""
    from toolkit.storage.findings import partners as stored

    hand.check()
    with (
        project.store(write=True) as store,
        steps.stepping(store, verb, project, coder=hand.coder, command=hand.command) as step,
    ):
        before = stored.partners(step.connection)
        key = _about(step) if step.repeated else deed(step, before)
        now = stored.partners(step.connection)
    return next((one for one in (*now, *before) if one.id == key), _nobody(key))


def _about(step: Step) -> int:
    """The partner that a step taken before was about; of a merge the one that is left, which it changed last."""
    from toolkit.storage.database.rows import PARTNER

    return int(next(reversed(step.rows(PARTNER)), 0))


def _nobody(key: int) -> Partner:
    return Partner(key, "", PartnerKind.ORGANISATION)


def _name(text: str) -> str:
    words = readable(text)
    if not words:
        raise Refused(N_("The partner has no name."), hint=N_("Write what people call it."))
    if len(words) > LONGEST:
        raise Refused(N_("The name is too long (at most {n} characters)."), n=LONGEST)
    return words


def _free(every: Sequence[Partner], name: str) -> None:
    if same(name) in _taken(every):
        raise Refused(
            N_("There is a partner of this name already."), hint=N_("See the partners and their names: spegla partners")
        )


def _apart(every: Sequence[Partner], one: Partner, new: Alias) -> None:
    """Refuse a name that another partner has on the same days: a place found by it would be nobody's for certain."""
    for other in every:
        for each in other.every() if other.id != one.id else ():
            if same(each.name) == same(new.name) and _meet(each, new):
                raise Refused(
                    N_("Another partner has this name at the same time."),
                    hint=N_("Merge the two, or say when each had it: --since, --until"),
                )


def _meet(one: Alias, other: Alias) -> bool:
    ends_before = one.until and other.since and one.until < other.since
    begins_after = one.since and other.until and other.until < one.since
    return not (ends_before or begins_after)


def within(connection: Connection) -> tuple[Partner, ...]:
    """All partners, within a reading."""
    from toolkit.storage.findings import partners as stored

    return stored.partners(connection)
