"""A6: a hundred thousand deeds in any order, held against a model that knows no database: never a difference."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from ruamel.yaml import YAML

from tests.reliability.model import Coded, Model, Text
from toolkit.domain.codings.scheme_edits import Add, Merge, Rename, Retire, TakeBack, Wish
from toolkit.domain.sources.revisions import Edit
from toolkit.domain.sources.sources import Role
from toolkit.errors import ConflictError, NotFound, Refused
from toolkit.services.coding import coding, scheme_editing
from toolkit.services.coding.coding import Alteration, Marked
from toolkit.services.material import revising
from toolkit.services.material.hands import Hand
from toolkit.services.material.transcripts import Place
from toolkit.services.privacy import withdrawing
from toolkit.services.projects import steps
from toolkit.services.projects.project import Project, open_project
from toolkit.services.projects.standing import StandingStore
from toolkit.storage.codings import codings
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CODER = "MM"
SOURCES = ("p01.txt", "p02.txt", "p03.txt", "p09.txt")
FIXED = ("needs/work", "needs/health", "learning/insight", "solutions")
WORDS = ("ord", "😀", "👩‍⚕️", "längre-än-förut", "é", "två ord", "x", "🇸🇪.")
WITHDRAWN_AFTER = 25  # deeds: so that a withdrawal, which takes a hundred times as long, meets something
PER_RUN = 100
numbers = st.integers(0, 10_000)


class Deeds(RuleBasedStateMachine):
    """What a person does, on a project of its own for each run: in the workbench, in every fourth run outside it."""

    origin: Path
    done = mismatches = 0

    def __init__(self) -> None:
        super().__init__()
        self.work = Path(tempfile.mkdtemp(prefix="spegla-model-"))
        self.project: Project = open_project(Path(shutil.copytree(self.origin, self.work / "project")), now=NOW)
        self.here = self.number = 0
        self.again: tuple[Marked, list[str], Hand] | None = None

    @initialize(workbench=st.sampled_from((True, True, True, False)))
    def read(self, workbench: bool) -> None:
        """Read the texts once; from here on the model goes its own way."""
        if workbench:
            self.in_workbench()
        with self.project.store() as store, store.reading() as connection:
            self.ids = dict(sources.ids(connection))
            found = {name: sources.get(connection, name) for name in SOURCES}
        self.model = Model(
            {
                name: Text.of(
                    one.text, {t.number: (t.span.start, t.span.end) for t in one.turns if t.role is Role.RESPONDENT}
                )
                for name, one in found.items()
            }
        )

    def in_workbench(self) -> None:
        """Have the project open all the time, as the workbench does."""
        folder = self.project.folder
        self.project = Project(folder, NOW, StandingStore(folder, lambda: NOW))

    def leave_workbench(self) -> bool:
        """Close the workbench; say whether there was one."""
        standing, self.project = self.project.standing, open_project(self.project.folder, now=NOW)
        if standing:
            standing.close()
        return standing is not None

    def hand(self) -> Hand:
        """A command of its own for each deed."""
        self.number += 1
        return Hand(CODER, f"command {self.number}")

    def drawn(self, source: int, turn: int, first: int, length: int, code: int) -> Coded:
        """Tokens of one turn, and a code in use."""
        name = sorted(self.model.texts)[source % len(self.model.texts)]
        turns = sorted(self.model.texts[name].codable.items())
        tokens = turns[turn % len(turns)][1]
        start = first % len(tokens)
        codes = [*FIXED, *sorted(one for one, used in self.model.codes.items() if used)]
        return Coded(name, tokens[start], tokens[min(start + length, len(tokens) - 1)], codes[code % len(codes)])

    def places(self, one: Coded) -> tuple[Place, Place]:
        """The tokens as the browser counts."""
        text = self.model.texts[one.source]
        number, tokens = next((number, some) for number, some in text.codable.items() if one.first in some)
        turn, (start, end) = text.place(tokens[0], tokens[0])[0], text.place(one.first, one.last)
        return tuple(Place(number, len(text.whole[turn:at].encode("utf-16-le")) // 2) for at in (start, end))  # type: ignore[return-value]

    def own(self, number: int) -> int:
        """One of the codings there are."""
        return sorted(self.model.codings)[number % len(self.model.codings)]

    def revision(self, number: int) -> int:
        """The revision that a window would have seen."""
        with self.project.store() as store, store.reading() as connection:
            return codings.by_ids(connection, [number])[0].revision

    @rule(source=numbers, turn=numbers, first=numbers, length=st.integers(0, 12), code=numbers)
    def code(self, source: int, turn: int, first: int, length: int, code: int) -> None:
        """Code some words."""
        wanted = self.drawn(source, turn, first, length, code)
        marked, hand = Marked(self.ids[wanted.source], *self.places(wanted)), self.hand()
        changed = coding.code(self.project, marked, [wanted.code], hand=hand)
        if self.model.same(wanted) is None:
            self.model.step({changed.codings[0]: (None, wanted)})
            self.again = marked, [wanted.code], hand
        else:
            assert changed.codings == [self.model.same(wanted)]

    @precondition(lambda self: self.again and self.model.steps and not self.model.steps[-1].undone)
    @rule()
    def send_again(self) -> None:
        """The last coding sent once more under its command changes nothing, as long as its step is known."""
        assert self.again
        marked, codes, hand = self.again
        last = self.model.steps[-1]
        if any(pair[0] is None for pair in last.codings.values()) and last.sources == {self.source_of(marked)}:
            with self.project.store() as store:
                known = steps.known(store, hand.command)
            if known:
                assert coding.code(self.project, marked, codes, hand=hand).repeated

    def source_of(self, marked: Marked) -> str:
        """The name of a source."""
        return next(name for name, number in self.ids.items() if number == marked.source_id)

    @precondition(lambda self: self.model.codings)
    @rule(which=numbers, turn=numbers, first=numbers, length=st.integers(0, 12), code=numbers)
    def move(self, which: int, turn: int, first: int, length: int, code: int) -> None:
        """Give a coding another extent and another code."""
        number = self.own(which)
        old = self.model.codings[number]
        wanted = self.drawn(sorted(self.model.texts).index(old.source), turn, first, length, code)
        start, end = self.places(wanted)
        same = self.model.same(wanted)
        coding.change(
            self.project, number, Alteration(self.revision(number), start, end, wanted.code), hand=self.hand()
        )
        stays = None if same is not None and same != number else wanted
        self.model.step({number: (old, stays)})

    @precondition(lambda self: self.model.codings)
    @rule(which=numbers)
    def delete(self, which: int) -> None:
        """Remove a coding."""
        number = self.own(which)
        coding.remove(self.project, {number: self.revision(number)}, hand=self.hand())
        self.model.step({number: (self.model.codings[number], None)})

    @precondition(lambda self: self.model.codings)
    @rule(which=numbers)
    def delete_stale(self, which: int) -> None:
        """A window that saw an older coding is refused."""
        number = self.own(which)
        with pytest.raises(ConflictError):
            coding.remove(self.project, {number: self.revision(number) + 1}, hand=self.hand())

    def edit(self, wish: Wish) -> tuple[str, ...]:
        """Edit the scheme; give the paths of new codes."""
        return scheme_editing.edit(self.project, wish, coder=CODER, command=self.hand().command).new

    @precondition(lambda self: len(self.model.codes) < 12)
    @rule()
    def add_code(self) -> None:
        """A new code."""
        (path,) = self.edit(Add("needs", {"en": f"Code {self.number}"}))
        self.model.step({}, {path: (None, True)})

    @precondition(lambda self: any(self.model.codes.values()))
    @rule(which=numbers, how=st.sampled_from(["merge", "retire", "rename"]))
    def edit_scheme(self, which: int, how: str) -> None:
        """Merge a code into another, take it out of use, or give it another name."""
        path = sorted(one for one, used in self.model.codes.items() if used)[which % sum(self.model.codes.values())]
        if how == "rename":
            self.edit(Rename(path, "en", f"Renamed {self.number}"))
            self.model.step({}, {path: (True, True)})
            return
        self.edit(Merge(path, "needs/work") if how == "merge" else Retire(path))
        self.model.step({}, {path: (True, False)})
        wanted = self.drawn(0, 0, 0, 1, 0)
        marked = Marked(self.ids[wanted.source], *self.places(wanted))
        with pytest.raises(Refused):
            coding.code(self.project, marked, [path], hand=self.hand())

    @precondition(lambda self: not all(self.model.codes.values()))
    @rule(which=numbers)
    def take_code_back(self, which: int) -> None:
        """Use a retired code again."""
        retired = sorted(one for one, used in self.model.codes.items() if not used)
        path = retired[which % len(retired)]
        self.edit(TakeBack(path))
        self.model.step({}, {path: (False, True)})

    @rule()
    def undo(self) -> None:
        """Undo the last step, if there is one and nothing speaks against it."""
        self.reverse(undone=False)

    @rule()
    def redo(self) -> None:
        """Do again what was undone."""
        self.reverse(undone=True)

    def reverse(self, *, undone: bool) -> None:
        """Undo or redo, as the model says that it must go."""
        deed, target = (steps.redo if undone else steps.undo), self.model.target(undone=undone)
        if target is None:
            with pytest.raises(NotFound):
                deed(self.project, coder=CODER, command=self.hand().command)
        elif self.model.takes_used(target):
            with pytest.raises(ConflictError):
                deed(self.project, coder=CODER, command=self.hand().command)
        else:
            deed(self.project, coder=CODER, command=self.hand().command)
            self.model.reverse(target)

    @rule(source=numbers, token=numbers, words=st.sampled_from(WORDS))
    def revise(self, source: int, token: int, words: str) -> None:
        """Correct a word: codings go with their words."""
        name = sorted(self.model.texts)[source % len(self.model.texts)]
        text = self.model.texts[name]
        tokens = [at for some in text.codable.values() for at in some]
        at = tokens[token % len(tokens)]
        if text.tokens[at] == words:
            return
        start, end = text.place(at, at)
        revising.revise(self.project, name, [Edit(start, end, words)], verb="correct", hand=self.hand())
        text.revisions.append((at, text.tokens[at]))
        text.tokens[at] = words
        self.model.forget(name)

    @rule(source=numbers)
    def take_revision_back(self, source: int) -> None:
        """Take back the newest revision of a source."""
        name = sorted(self.model.texts)[source % len(self.model.texts)]
        text = self.model.texts[name]
        if not text.revisions:
            with pytest.raises(NotFound):
                revising.undo(self.project, name, hand=self.hand())
            return
        revising.undo(self.project, name, hand=self.hand())
        at, before = text.revisions.pop()
        text.tokens[at] = before
        self.model.forget(name)

    @precondition(lambda self: self.here > WITHDRAWN_AFTER and len(self.model.texts) == len(SOURCES))
    @rule(which=numbers)
    def withdraw(self, which: int) -> None:
        """Somebody withdraws: the interview and all that is coded in it go."""
        name = SOURCES[which % len(SOURCES)]
        was_in_workbench = self.leave_workbench()
        withdrawing.withdraw(self.project, name.removesuffix(".txt").upper(), withdrawing.Wish(delete=True))
        self.project = open_project(self.project.folder, now=NOW)
        if was_in_workbench:
            self.in_workbench()
        self.model.withdraw(name)

    @invariant()
    def the_same(self) -> None:
        """What is stored is what the model says."""
        Deeds.done += 1
        self.here += 1
        with self.project.store() as store, store.reading() as connection:
            stored = {
                one.id: (one.source, one.span.start, one.span.end, one.quote, one.code)
                for one in codings.each(connection, coder=CODER)
            }
            texts = {name: sources.text(connection, name) for name in sources.names(connection) if name in SOURCES}
        assert texts == {name: one.whole for name, one in self.model.texts.items()}
        assert stored == self.model.wanted()
        self.project.forget_scheme()
        codes = self.project.scheme_file.codes
        made = {path for path in codes if any("ode" in t or "enamed" in t for t in codes[path].title.values())}
        assert {path: not codes[path].retired for path in self.model.codes if path in codes} == self.model.codes
        assert self.model.codes.keys() <= made

    def teardown(self) -> None:
        """The database is whole at the end."""
        self.leave_workbench()
        with Store.open(self.project.folder / "project.db", now=NOW) as store:
            assert store.check() == []
        shutil.rmtree(self.work)


@pytest.fixture(scope="module")
def slim(small_coded, tmp_path_factory):
    """The project with a scheme of its own codes, titles only: reading and writing the file takes most of the time."""
    folder = Path(shutil.copytree(small_coded, tmp_path_factory.mktemp("slim") / "project"))
    (path,) = (folder / "coding_schemes").glob("six_areas.yaml")
    yaml = YAML()
    told = yaml.load(path)
    for facet in told["facets"]:
        bare(facet, coded_in(folder))
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(told, file)
    return folder


def coded_in(folder) -> set[str]:
    """The keys on the paths of the codes that are used, by the project's codings and by the deeds."""
    with Store.open(folder / "project.db", now=NOW) as store, store.reading() as connection:
        used = {one.code for one in codings.each(connection)}
    return {key for path in used.union(FIXED) for key in path.split("/")}


def bare(one, kept) -> None:
    """Leave keys, titles and the kept ones of what hangs below."""
    for key in {"definition", "includes", "excludes", "examples", "cues"} & one.keys():
        del one[key]
    for code in one.get("codes", ()):
        bare(code, kept)
    if any(code["key"] in kept for code in one.get("codes", ())):
        one["codes"][:] = [code for code in one["codes"] if code["key"] in kept]


@pytest.mark.figure("A6")
@pytest.mark.parametrize("wanted", [200, pytest.param(100_000, marks=pytest.mark.soak)])
def test_any_order_of_deeds_gives_what_the_model_says(slim, wanted, figure):
    Deeds.origin, Deeds.done = slim, 0
    run_state_machine_as_test(
        Deeds,
        settings=settings(
            max_examples=wanted * 3 // (2 * PER_RUN) + 2,  # runs are a fifth shorter on the whole
            stateful_step_count=PER_RUN,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    figure(steps=Deeds.done, mismatches=0)
    assert Deeds.done >= wanted
