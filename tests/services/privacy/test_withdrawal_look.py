"""What a withdrawal would take away, told before anything is done, and counted by hand."""

import json
import shutil
from dataclasses import replace

import pytest

from tests.material import SAID
from tests.services import themes_found
from tests.services.quoting import NEEDS, entered
from tests.services.registers_told import NOW, told
from tests.services.withdrawn import said_by
from tests.storage.material import at
from tests.storage.withdrawn import put_theme
from toolkit.domain.identifiers.remains import Marks
from toolkit.domain.reports.changed_sentences import Why
from toolkit.domain.texts.short_texts import Where
from toolkit.errors import NotFound
from toolkit.services.coding import memos
from toolkit.services.material import adding
from toolkit.services.material.hands import Hand
from toolkit.services.privacy import certificates, named_by_others, withdrawal_look, withdrawing
from toolkit.services.privacy.named_by_others import Elsewhere, Mention
from toolkit.services.privacy.withdrawal_look import Touched
from toolkit.services.privacy.withdrawing import Wish
from toolkit.services.projects import withdrawal_ledger
from toolkit.services.projects.project import open_project
from toolkit.services.projects.withdrawal_ledger import WITHDRAW, Errand
from toolkit.services.reports import drafts
from toolkit.storage.erasing import erasing_looks
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import memo


@pytest.fixture(scope="module")
def drafted(small_coded, tmp_path_factory):
    """The project with themes, a draft and a quote of P01; not to be changed."""
    folder = shutil.copytree(
        themes_found.once(tmp_path_factory, small_coded), tmp_path_factory.mktemp("looked") / "small"
    )
    project = open_project(folder, now=NOW)
    entered(project, "it goes twice a day")
    drafts.draft(project, drafts.Wanted(formats=("md",)))
    return open_project(folder, now=NOW)


@pytest.fixture(scope="module")
def p01(drafted):
    return withdrawal_look.look(drafted, "p01", Wish())


def test_of_somebody_who_alone_speaks_the_whole_source_goes(p01):
    assert (p01.respondent, p01.sources, p01.parts, p01.unplaced) == ("P01", ("p01.txt",), (), 0)
    assert p01.turns == 3
    assert p01.codings == {"KL": sum(len(one.codes) for one in SAID if one.person == "P01")} == {"KL": 9}
    assert {name: p01.counts[name] for name in ("sources", "turns", "codings")} == {
        "sources": 1,
        "turns": 3,
        "codings": 9,
    }
    assert (p01.claims, p01.packs, p01.shown, p01.mentions, p01.codes) == ((), (), (), (), ())
    assert not p01.again


def test_themes_are_named_with_how_many_of_their_passages_go(p01, drafted):
    assert [(own, every) for _, own, every in p01.themes] == [(1, 8), (1, 6), (1, 2)]
    team = withdrawal_look.look(drafted, "T1", Wish())
    assert [(own, every) for _, own, every in team.themes] == [(1, 2)]
    assert (team.sources, team.parts, team.turns, team.codings) == ((), ("team.txt",), 2, {"KL": 3})


def test_every_quote_of_the_person_in_the_ledger_is_told(p01, drafted):
    assert len(p01.quotes) >= 1
    others = withdrawal_look.look(drafted, "P10", Wish())
    assert (others.quotes, others.codings, others.themes) == ((), {}, ())
    assert others.sentences == ()  # nothing rests on what P10 says


def test_sentences_that_would_read_otherwise_are_told_apart_from_those_that_rest_on_less(p01):
    assert p01.sentences
    assert all(Why.WITHDRAWN in one.why for one in p01.sentences)
    assert len(p01.other) + p01.same == len(p01.sentences)
    assert all(one.told() != one.told_now() for one in p01.other)
    assert not any(NEEDS["P01"] in one.told_now() for one in p01.sentences)
    assert Touched("P01").other == ()
    assert Touched("P01").same == 0


def test_files_with_the_words_are_told_by_whether_they_would_go(p01, drafted):
    draft = next(path.name for path in (drafted.folder / "drafts").glob("*.md"))
    assert p01.files["interviews/p01.txt"] is True
    assert p01.files["codings.csv"] is False  # somebody's own file
    assert set(p01.files) <= {"interviews/p01.txt", "codings.csv", f"drafts/{draft}"}
    more = withdrawal_look.look(drafted, "P01", Wish(delete=True))
    assert more.files["codings.csv"] is True
    assert {name for name, goes in p01.files.items() if goes} <= {name for name, goes in more.files.items() if goes}
    assert list(more.files) == sorted(more.files)


def test_looking_changes_nothing_and_begins_nothing(drafted):
    def state():
        with drafted.store() as store:
            return store.mark(), sorted(path.name for path in drafted.folder.rglob("*") if path.is_file())

    before = state()
    withdrawal_look.look(drafted, "P02", Wish(delete=True))
    assert state() == before
    assert withdrawal_ledger.pending(drafted.folder) == ()
    assert drafted.register.usable("P02")


@pytest.mark.parametrize("name", ["X99", "", "I"])
def test_nobody_of_that_name_is_told(drafted, name):
    with pytest.raises(NotFound):
        withdrawal_look.look(drafted, name, Wish())


def test_a_withdrawal_that_was_begun_and_not_finished_is_told(drafted, tmp_path):
    folder = shutil.copytree(drafted.folder, tmp_path / "small")
    new = Errand(WITHDRAW, "P01", "consent", "", "")
    begun = withdrawal_ledger.begin(folder, new, Marks.of(b"k" * 16, [NEEDS["P01"]], ()), now=NOW)
    project = open_project(folder, now=NOW)
    assert withdrawal_look.look(project, "P01", Wish()).again
    assert not withdrawal_look.look(project, "P02", Wish()).again
    withdrawal_ledger.end(folder, begun, {}, left=0, now=NOW)
    assert not withdrawal_look.look(project, "P01", Wish()).again


def test_others_who_name_or_repeat_the_person_are_listed_for_somebody_to_look_at(small, tmp_path):
    repeated = "We asked about work first for a long time, and it took us a year to see that nobody can answer."
    (tmp_path / "group.txt").write_text(
        f"I: Well?\nT1: {repeated}\nT2: It is as Berit said.\nT3: {repeated}\nT2: Nothing of that.\n", "utf-8"
    )
    adding.add(told(small, T1={"labels": "Berit"}), [tmp_path / "group.txt"])
    found = withdrawal_look.look(open_project(small, now=NOW), "T1", Wish())
    here = {(one.turn, one.named) for one in found.mentions if one.source == "group.txt"}
    with open_project(small, now=NOW).store() as store, store.reading() as connection:
        from toolkit.storage.sources import sources

        text = sources.get(connection, "group.txt")
    numbers = {turn.span.of(text.text): turn.number for turn in text.turns if turn.respondent != "T1"}
    assert here == {(numbers["It is as Berit said."], True), (numbers[repeated], False)}


def test_a_code_called_in_words_that_only_the_person_uses_is_told(small, tmp_path):
    (tmp_path / "more.txt").write_text("I: Well?\nP03: I eat twice a day.\n", "utf-8")
    adding.add(open_project(small, now=NOW), [tmp_path / "more.txt"])
    project = open_project(small, now=NOW)
    scheme = project.scheme_file
    titles = {
        "own": {"en": "Kitchen  Table", "sv": "Något annat"},
        "one_word": {"en": "kitchen"},  # is anybody's
        "said_by_others": {"en": "twice a day"},
        "said_by_nobody": {"en": "kitchen chairs"},
        "either": {"en": "twice a day", "sv": "the kitchen table"},
    }
    new = {
        f"needs/{name}": replace(scheme.codes["needs/work"], path=f"needs/{name}", title=title)
        for name, title in titles.items()
    }
    project.__dict__["scheme_file"] = replace(scheme, codes={**scheme.codes, **new})
    assert withdrawal_look.look(project, "P01", Wish()).codes == ("needs/own",)
    assert withdrawal_look.look(project, "P02", Wish()).codes == ()


def test_before_a_draft_and_where_nothing_would_be_left_no_sentences_are_told(small):
    project = open_project(small, now=NOW)
    found = withdrawal_look.look(project, "P01", Wish())
    assert (found.sentences, found.themes, found.backups) == ((), (), ())


def test_other_sources_and_short_texts_that_name_the_person_are_listed_too(small, tmp_path):
    (tmp_path / "other.txt").write_text("I: Who?\nT2: Nobody but Berit knew.\nT3: Berits bike, and berit.\n", "utf-8")
    (tmp_path / "own.txt").write_text("I: Well?\nT1: We went there every day.\n", "utf-8")
    project = told(small, T1={"labels": "Berit; KB"})
    adding.add(project, [tmp_path / "other.txt", tmp_path / "own.txt"])
    project = open_project(small, now=NOW)
    for text in ("Berit is wrong there.", "Ask berit.", "The KB of it."):
        memos.add(project, text, "needs/health", hand=Hand("KL", text))
    found = withdrawal_look.look(project, "T1", Wish())
    assert [(one.source, one.named) for one in found.mentions] == [("other.txt", True)]
    assert found.elsewhere.counts == {Where.MEMO: 1}


def test_the_certificate_tells_the_figures_and_the_places_that_the_look_told(small, tmp_path):
    (tmp_path / "group.txt").write_text(
        "I: Well?\nT1: We went by bike there every day.\nT2: It is as Berit said.\nT3: Ask Berit.\n", "utf-8"
    )
    adding.add(told(small, T1={"labels": "Berit"}), [tmp_path / "group.txt"])
    project = open_project(small, now=NOW)
    entered(project, "twice a day")
    memos.add(project, "Berit is wrong there.", "needs/health", hand=Hand("KL", "a"))
    with project.store(write=True) as store, store.writing("fill", now=NOW) as change:
        place = {"source_id": sources.id_of(change.connection, "team.txt"), "start": None, "end": None}
        change.connection.execute(memo.insert(), place | {"text": "Berit again.", "author": "KL", "time": NOW})
    before = withdrawal_look.look(open_project(small, now=NOW), "T1", Wish())
    done = withdrawing.withdraw(open_project(small, now=NOW), "T1", Wish())
    assert done.taken == before.counts
    assert done.mentions == before.mentions == (Mention("group.txt", 3, True), Mention("group.txt", 4, True))
    assert done.elsewhere == before.elsewhere == Elsewhere({Where.MEMO: 2})
    assert (done.backups, len(done.files)) == (before.cleaned_backups, sum(before.files.values()))
    assert set(done.left) == {name for name, goes in before.files.items() if not goes}
    text = done.certificate.read_text("utf-8")
    for language in ("sv", "en"):
        with certificates.speaking(language):
            gone = [*certificates.counted(before.counts, backups=done.backups, files=len(done.files))]
            assert "\n".join(gone) in text
            assert "\n".join(named_by_others.told(before.mentions, before.elsewhere)) in text
    record = json.loads(done.certificate.with_suffix(".json").read_text("utf-8"))
    assert record["counts"] == before.counts
    assert record["elsewhere"] == {"memo": 2}


def test_a_theme_that_the_machine_called_by_the_person_s_words_is_told_with_its_name_then(small, tmp_path):
    own, other = "We went by bike there every day.", "Others said so."
    (tmp_path / "group.txt").write_text(f"I: Well?\nT1: {own}\nT2: {other}\n", "utf-8")
    adding.add(open_project(small, now=NOW), [tmp_path / "group.txt"])
    with open_project(small, now=NOW).store(write=True) as store, store.writing("fill", now=NOW) as change:
        key = sources.id_of(change.connection, "group.txt")
        passages = [at(change.connection, key, own), at(change.connection, key, other)]
        put_theme(change.connection, "t", passages, name="bike", words=["bike", "said"])
    assert withdrawal_look.look(open_project(small, now=NOW), "T1", Wish()).renamed == (("bike", "said"),)
    withdrawing.withdraw(open_project(small, now=NOW), "T1", Wish())
    with open_project(small, now=NOW).store() as store, store.reading() as connection:
        assert erasing_looks.names(connection) == {"t": "said"}


def test_a_scheme_that_loses_the_words_is_told_apart_from_files_that_keep_them(small):
    path = next((small / "coding_schemes").glob("*.yaml"))
    path.write_text(f"{path.read_text('utf-8')}\n# For example: {said_by('P01')}\n", "utf-8")
    found = withdrawal_look.look(open_project(small, now=NOW), "P01", Wish())
    name = path.relative_to(small).as_posix()
    assert (found.cut, name in found.files) == ((name,), False)
