"""Brackets put for names beside the sources: in memos, names of themes, claims, the scheme; one step to be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.domain.codings import scheme_edits
from toolkit.domain.codings.scheme_edits import Rename
from toolkit.domain.identifiers.identifier_groups import NAMES, Group, genitive
from toolkit.domain.texts.short_texts import RECORDS, Short, Where
from toolkit.errors import ConflictError
from toolkit.messages import N_, tr
from toolkit.services.coding import scheme_editing, schemes
from toolkit.services.coding.scheme_editing import Made
from toolkit.services.coding.schemes import SchemeInUse
from toolkit.services.material.hands import Hand
from toolkit.services.privacy.identifier_places import Head
from toolkit.services.projects import steps
from toolkit.services.projects.blinding import for_eyes, refuse_blind
from toolkit.services.projects.project import Project, scheme_of

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Store

VERB = "mask elsewhere"
_WHO = ("who", "present", "owner")  # where a person stands by name, and the pseudonym says who it is
_CODE = "code"


@dataclass(frozen=True, slots=True)
class Beside:
    """Where names stand beside the sources, each text counted once: what can be changed with the mask, what a person
    changes by hand, and what was made for others before and stays as it was; `heads` are the heads of sources."""

    changeable: Mapping[Where, int] = field(default_factory=dict)
    by_hand: Mapping[Where, int] = field(default_factory=dict)
    before: Mapping[Where, int] = field(default_factory=dict)
    heads: tuple[Head, ...] = ()

    @property
    def every(self) -> dict[Where, int]:
        """All of them together."""
        return {**Counter(self.changeable) + Counter(self.by_hand) + Counter(self.before)}

    def at_heads(self) -> Iterator[str]:
        """Where the names still stand at the heads of sources, and what takes them away from there."""
        for head in self.heads:
            yield tr(
                "Still at the head of a source: {head}. A mask does not reach that; erasing does, for good: {command}",
                head=head.told(),
                command=f"spegla privacy erase {tr('KEY')}",
            )

    def left(self) -> Beside:
        """What is left when all that can be changed is changed."""
        return replace(self, changeable={})


def stands(groups: Iterable[Group]) -> Beside:
    """Where these names stand beside the sources; nothing is changed."""
    changeable, by_hand, before = Counter[Where](), Counter[Where](), Counter[Where]()
    seen = {(one.text.where, one.text.number, one.text.changeable) for group in groups for one in group.spots}
    for where, _, can_change in seen:
        (before if where in RECORDS else changeable if can_change else by_hand)[where] += 1
    return Beside(dict(changeable), dict(by_hand), dict(before))


def put(project: Project, groups: Sequence[Group], *, hand: Hand) -> int:
    """Put the brackets there, all in one step, or nothing; give how many texts are others now.

    ConflictError when a text is another than was looked through.
    """
    wanted = dict(_wanted(project, groups))
    if not wanted:
        return 0
    from toolkit.storage.sources import identifier_texts

    refuse_blind(for_eyes(project, hand.coder))
    hand.check()
    with scheme_editing.editing, project.store(write=True) as store:
        made = _scheme(project, store, {one: new for one, new in wanted.items() if one.table == _CODE})
        with steps.stepping(store, VERB, project, coder=hand.coder, command=_command(hand)) as step:
            if step.repeated:
                return 0
            for short, text in wanted.items():
                if short.table != _CODE:
                    identifier_texts.put(step, short, text)
            if made is not None:
                scheme_editing.write_in(step, project, made)
    project.forget_scheme()
    return len(wanted)


def take_back(project: Project, *, hand: Hand) -> bool:
    """Take back the last that was put there, while it is the last that this person did; else leave it."""
    last = next((one for one in steps.history(project, hand.coder) if not one.undone), None)
    if last is None or last.verb != VERB:
        return False
    steps.undo(project, coder=hand.coder, command=_command(hand))
    project.forget_scheme()
    return True


def _command(hand: Hand) -> str:
    return f"{hand.command}-beside" if hand.command else ""


def _wanted(project: Project, groups: Sequence[Group]) -> Iterator[tuple[Short, str]]:
    """The texts that change, each with what it becomes."""
    spots: dict[Short, list[tuple[int, int, Group]]] = {}
    for group in groups:
        for spot in group.spots:
            if spot.text.changeable:
                spots.setdefault(spot.text, []).append((spot.start, spot.end, group))
    for short, found in spots.items():
        text = short.text
        for start, end, group in sorted(found, key=lambda one: -one[0]):
            text = text[:start] + instead(text[start:end], group) + text[end:]
        yield short, _person(project, short) or text


def _person(project: Project, short: Short) -> str:
    """The pseudonym where a text is nothing but somebody's name, so that it is still known whose words they are."""
    person = project.register.find(short.text) if short.path[0] in _WHO else None
    return person.id if person else ""


def instead(form: str, group: Group) -> str:
    """What stands in for a form of the name, with its genitive."""
    ending = genitive(form, group.key) if group.kind in NAMES else ""
    return f"{group.decided.replacement if group.decided else ''}{ending}"


def _scheme(project: Project, store: Store, texts: Mapping[Short, str]) -> Made | None:
    """The scheme with other words for its codes made ready; None when none changes."""
    if not texts:
        return None
    from toolkit.resources import scheme_writing

    project.forget_scheme()
    before = schemes.current(project, store)
    with store.reading() as connection:
        version = schemes.next_version(project, connection, before.scheme)
    content, scheme = before.content, before.scheme
    for wish in _renamings(before, texts):
        scheme_edits.check(scheme, wish)
        content, _ = scheme_writing.edited(content, scheme, wish, version=version)
        scheme = scheme_of(project.scheme_path.name, content)
    return Made(before, schemes.changed(project, content), ())


def _renamings(before: SchemeInUse, texts: Mapping[Short, str]) -> Iterator[Rename]:
    """A wish for each code and language whose words change."""
    for path, language in dict.fromkeys((str(one.row), str(one.path[1])) for one in texts):
        code = before.scheme.codes[path]
        own = {one.path: (one.text, new) for one, new in texts.items() if (one.row, one.path[1]) == (path, language)}
        lists = {
            name: tuple(_new(own, (name, language, at), text) for at, text in enumerate(lines.get(language, ())))
            for name, lines in (("includes", code.includes), ("excludes", code.excludes))
        }
        title = _new(own, ("title", language), code.title.get(language, ""))
        told = _new(own, ("definition", language), code.definition.get(language, ""))
        yield Rename(path, language, title or code.titled(language), told, lists["includes"], lists["excludes"])


def _new(texts: Mapping[tuple[str | int, ...], tuple[str, str]], path: tuple[str | int, ...], stands: str) -> str:
    was, new = texts.get(path, (stands, stands))
    if was != stands:
        raise ConflictError(
            N_("The scheme has been changed since you saw it; nothing was done."),
            hint=N_("Look at it as it is now, and do it again if it still should be done."),
        )
    return new
