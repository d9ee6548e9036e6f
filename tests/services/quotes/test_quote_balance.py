"""Whose voices the report carries: shares of words and quotes, why somebody is not quoted, and each quote's context."""

import shutil

import pytest

from tests.material import SAID
from tests.services.quoting import NEEDS, entered, entries, placed
from tests.services.registers_told import NOW, told
from toolkit.domain.quotes.quote_ledger import Ledger, Unquoted, Use
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound
from toolkit.services.material import adding
from toolkit.services.projects.project import open_project
from toolkit.services.quotes import quote_balance
from toolkit.services.quotes.quote_balance import CONTEXT, Shown
from toolkit.services.themes import themes


@pytest.fixture(scope="module")
def quoted(small_coded, tmp_path_factory):
    """A project with themes and no draft: two quotes of P01, one of T2, one of P02 that is never to be printed, and one
    of T3 (never, too) that nobody has coded."""
    folder = shutil.copytree(small_coded, tmp_path_factory.mktemp("balanced") / "small")
    project = open_project(folder, now=NOW)
    theme = next(one.theme.id for one in themes.themes(project).shown if "P01" in one.theme.people)
    entered(project, "The bus was the worst of it", theme=theme)
    entered(project, "it goes twice a day")
    entered(project, NEEDS["T2"], person="T2")
    entered(project, "I needed a bus card", person="P02", use=Use.NEVER)
    entered(project, "I agree with what was said there", person="T3", use=Use.NEVER)
    return project, theme


def words_of(person):
    """How many words somebody says in the interviews, as people count them: apostrophes and hyphens part none."""
    own = [one.words for one in SAID if one.person == person]
    asked = {"needs", "solutions", "learning"} if not person.startswith("T") else set()
    rest = asked - {one.area for one in SAID if one.person == person}
    own += ["Well, I do not really know what to say about that one."] * len(rest)
    own += {"T1": ["Thanks."], "T3": ["I agree with what was said there."]}.get(person, [])
    return sum(len(one.split()) for one in own)


def test_shares_are_of_the_words_of_all_who_may_be_heard_and_of_the_quotes_that_may_be_printed(quoted):
    found = quote_balance.balance(quoted[0])
    by_name = {one.name: one for one in found.people}
    heard = ["P01", "P02", "P03", "P04", "P05", "P06", "P08", "P09", "P10", "T1", "T2", "T3"]
    assert [one.name for one in found.people] == heard  # by group and name; P07 has withdrawn
    assert {who: by_name[who].words for who in ("P01", "P02", "T1", "T3")} == {
        who: words_of(who) for who in ("P01", "P02", "T1", "T3")
    }
    total = sum(one.words for one in found.people)
    assert by_name["P01"].of_words == pytest.approx(words_of("P01") / total)
    assert {who: one.quotes for who, one in by_name.items() if one.quotes} == {"P01": 2, "T2": 1}
    assert by_name["P01"].of_quotes == pytest.approx(2 / 3)
    assert (found.quotes, found.most, found.of_draft) == (3, 2, False)
    assert {one.name: (one.quotes, one.words) for one in found.groups} == {
        "participants": (2, sum(by_name[who].words for who in heard[:9])),
        "team": (1, sum(by_name[who].words for who in heard[9:])),
    }


def test_why_somebody_is_not_quoted_is_told_of_nobody_who_is(quoted):
    found = {one.name: one.unquoted for one in quote_balance.balance(quoted[0]).people}
    assert (found["P01"], found["T2"]) == (None, None)
    assert {who for who, why in found.items() if why is Unquoted.NO_CONSENT} == {"P05", "P06"}
    assert {who for who, why in found.items() if why is Unquoted.NOT_CODED} == {"P10", "T3"}
    assert found["P02"] is Unquoted.NOT_CHOSEN  # what is never to be printed is no quote


def test_of_short_words_that_are_coded_no_quote_can_be_made(small, tmp_path):
    (tmp_path / "b.csv").write_text("source,quote,code\nteam.txt,I agree,needs/work\n", "utf-8")
    from toolkit.services.coding import codings

    project = open_project(small, now=NOW)
    codings.import_codings(project, tmp_path / "b.csv", coder="MS")
    found = {one.name: one.unquoted for one in quote_balance.balance(project).people}
    assert found["T3"] is Unquoted.NOTHING_FITS


def test_quotes_are_listed_under_their_themes_by_title_and_those_of_none_last(quoted):
    project, theme = quoted
    shown = quote_balance.shown(project)
    (other,) = shown.by_theme().keys() - {theme, ""}
    assert {key: [one.printed for one in own] for key, own in shown.by_theme().items()} == {
        theme: ["The bus was the worst of it", "it goes twice a day", "I needed a bus card"],
        other: [NEEDS["T2"]],
        "": ["I agree with what was said there"],
    }
    assert list(shown.by_theme()) == [*sorted((theme, other), key=shown.titles.get), ""]
    assert quote_balance.balance(project).by_theme == {theme: 2, other: 1}
    assert [one.printed for one in shown.printed] == ["The bus was the worst of it", "it goes twice a day", NEEDS["T2"]]
    assert (shown.drafted, shown.in_draft) == (None, frozenset())


def test_a_theme_that_does_not_stand_any_more_is_none_and_titles_are_in_order_without_capitals(quoted):
    (one, *_) = entries(quoted[0]).values()
    ledger = Ledger((one,))
    assert list(Shown(ledger, {"x": "Other"}).by_theme()) == [""]
    assert Shown(ledger, {}, in_draft=frozenset({one.id + 1})).printed == ()
    assert Shown(ledger, {}, in_draft=frozenset({one.id})).printed == (one,)
    assert Shown(Ledger(())).by_theme() == {}


def test_somebody_s_quotes_come_with_the_words_round_them_from_their_own_turn_alone(quoted):
    project, theme = quoted
    first, second = quote_balance.of_person(project, "P01")
    assert (first.before, first.after) == ("", NEEDS["P01"].removeprefix("The bus was the worst of it"))
    assert first.title == quote_balance.shown(project).titles[theme]
    assert (second.before, second.title, second.in_draft) == ("The bus was the worst of it, ", first.title, False)
    assert quote_balance.of_person(project, "P02") == []  # the only one is barred
    assert quote_balance.of_person(project, "P09") == []


def test_long_contexts_are_cut_at_words_with_a_mark(small, tmp_path):
    before, after = "innan " * 80, " efteråt" * 80
    (tmp_path / "long.txt").write_text(f"I: Well?\nP01: {before}kärnan{after}\n", "utf-8")
    adding.add(open_project(small, now=NOW), [tmp_path / "long.txt"])
    project = open_project(small, now=NOW)
    from toolkit.services.material.hands import Hand
    from toolkit.services.quotes import quote_entering

    quote_entering.enter(project, quote_entering.Entering("long.txt", "kärnan"), hand=Hand("KL", "k"))
    (one,) = quote_balance.of_person(project, "P01")
    assert one.before.startswith("… innan")
    assert one.after.endswith("efteråt …")
    assert set(one.before.removeprefix("… ").split()) == {"innan"}
    assert set(one.after.removesuffix(" …").split()) == {"efteråt"}
    assert max(len(one.before), len(one.after)) <= CONTEXT + 2


@pytest.mark.parametrize("name", ["P07", "p01", "I", "", "X99"])
def test_nobody_who_speaks_no_more_or_never_did_is_told_of(quoted, name):
    with pytest.raises(NotFound) as refused:
        quote_balance.of_person(quoted[0], name)
    assert refused.value.sentence == f"Nobody called {name} speaks in the interviews."
    assert refused.value.hint == "See them with: spegla quotes stats"


def test_whose_consent_has_ended_is_in_no_share(small):
    before = open_project(small, now=NOW)
    entered(before, "it goes twice a day")
    entered(before, NEEDS["P09"], person="P09")
    project = told(small, P01={"consent_until": "2025-10-19"})
    found = quote_balance.balance(project)
    assert "P01" not in {one.name for one in found.people}
    assert (found.quotes, found.most) == (1, 1)
    assert sum(one.of_words for one in found.people) == pytest.approx(1)
    assert placed(project, NEEDS["P09"], "P09")


def test_words_belong_to_the_theme_they_stand_in_where_that_is_one_alone(quoted):
    project, theme = quoted
    source, span = placed(project, "The bus was the worst of it")
    other, _ = placed(project, NEEDS["T2"], "T2")
    with project.store() as store, store.reading() as connection:
        assert quote_balance.theme_of(project, connection, source, span) == theme
        assert quote_balance.theme_of(project, connection, other, Span(0, 2)) == ""
        assert quote_balance.theme_of(project, connection, source, Span(0, 2)) == ""


def test_before_there_are_themes_a_quote_is_of_none(small):
    project = open_project(small, now=NOW)
    number = entered(project, "The bus was the worst of it")
    assert entries(project)[number].theme == ""
