"""What a pack was asked to tell and does not: named to the evaluator with the reason, and never chosen for anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from toolkit.domain.claims.claims import Claim, Standing
from toolkit.domain.codings.matrices import AreaCounts, Matrix
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.reflection.packs import Wish
from toolkit.domain.themes.themes import Theme
from toolkit.errors import NotFound, Refused
from toolkit.messages import tr, use_language
from toolkit.reporting.material.material import Material
from toolkit.reporting.packs.pack_left import Left, Why
from toolkit.services.packs import pack_lost
from toolkit.services.packs.pack_lost import ASIDE, REMOVED, SORTED, WHY, Lost


def theme(id_, name="Bussen", **more):
    return Theme(id_, "needs", "participants", name, (), (), {}, **more)


def material(*themes, claims=()):
    nothing = Matrix((), (), ())
    standings = tuple(Standing(Claim(text, id=number), {}, ()) for number, text in claims)
    scheme, counts = Scheme("s", 1, {}, (), {}), AreaCounts(nothing, nothing, nothing)
    made = Material("", themes, {}, {}, {}, (), scheme, date(2026, 3, 1), counts)
    return replace(made, standings=standings)


@pytest.mark.parametrize(
    ("lost", "sentence"),
    [
        (Lost("It was removed.", claim=3), "Claim 3 is not told. It was removed."),
        (Lost("It went.", claim=3, name="… åker buss"), "Claim 3, “… åker buss”, is not told. It went."),
        (Lost("It went.", theme="t1", name="Bussen"), "The theme “Bussen” is not told. It went."),
        (Lost("It went.", theme="t1"), "The theme “t1” is not told. It went."),
    ],
)
def test_what_is_not_told_is_said_in_one_line_with_the_reason(lost, sentence):
    assert lost.sentence == sentence


def test_every_reason_there_is_has_a_sentence_in_both_languages():
    assert set(WHY) == {one.value for one in Why}
    texts = [*WHY.values(), SORTED, ASIDE, REMOVED]
    english = [tr(one) for one in texts]
    assert len(set(english)) == len(texts)
    use_language("sv")
    assert not set(english) & {tr(one) for one in texts}


def test_claims_that_were_removed_and_themes_that_are_gone_are_lost_in_the_order_of_the_wish():
    wish = Wish("team", themes=("gone", "here", "pile", "aside"), claims=(2, 1, 3))
    known = {
        "here": theme("here"),
        "pile": theme("pile", "Rest", pile=True),
        "aside": theme("aside", "Lönen", aside=True),
    }
    lost = pack_lost.gone(wish, material(claims=[(1, "a")]), known)
    assert lost == (
        Lost(tr(REMOVED), claim=2),
        Lost(tr(REMOVED), claim=3),
        Lost(tr(SORTED), theme="gone"),
        Lost(tr(SORTED), theme="pile"),
        Lost(tr(ASIDE), theme="aside", name="Lönen"),
    )


def test_where_everything_is_there_nothing_is_lost():
    known = {"t": theme("t")}
    assert pack_lost.gone(Wish("team", themes=("t",), claims=(1,)), material(claims=[(1, "a")]), known) == ()
    assert pack_lost.gone(Wish("team"), material(), {}) == ()


@pytest.mark.parametrize(
    ("lost", "sentence"),
    [
        ([Lost("w", theme="t1"), Lost("w", claim=4)], "There is no theme t1."),
        ([Lost("w", claim=4), Lost("w", theme="t1")], "There is no claim 4."),
    ],
)
def test_a_wish_for_what_is_not_there_is_refused_by_the_first_of_it(lost, sentence):
    with pytest.raises(NotFound) as refused:
        pack_lost.refuse(lost)
    assert refused.value.sentence == sentence
    assert "spegla" in refused.value.hint
    pack_lost.refuse([])


def test_a_pack_that_names_what_is_gone_is_not_let_out():
    with pytest.raises(Refused) as refused:
        pack_lost.refuse_to_let_out(iter([Lost("w", theme="secret", name="SECRET")]))
    assert "SECRET" not in str(refused.value)
    assert "Take it out" in refused.value.hint
    pack_lost.refuse_to_let_out(())


def test_what_is_left_out_for_the_readers_sake_is_told_by_name_and_once():
    left = [
        Left(Why.FEW, claim=1),
        Left(Why.CLOSE, theme="t1"),
        Left(Why.NOBODY, claim=2),
        Left(Why.NOBODY, theme="t2"),
    ]
    lost = [Lost("w", claim=2)]
    found = pack_lost.told(left, lost, material(claims=[(1, "{vem} åker buss."), (2, "b")]), {"t1": "Bussen"})
    assert found == (
        Lost(tr(WHY["few"]), claim=1, name="… åker buss"),
        Lost(tr(WHY["close"]), theme="t1", name="Bussen"),
        Lost(tr(WHY["nobody"]), theme="t2"),
    )


def test_a_claim_whose_text_is_not_at_hand_is_told_by_its_number():
    (one,) = pack_lost.told([Left(Why.NOBODY, claim=9)], [], material(), {})
    assert one.sentence.startswith("Claim 9 is not told. Nobody")


def test_a_theme_that_is_gone_is_called_what_it_was_called():
    lost = (Lost("w", theme="t1"), Lost("w", theme="t2", name="Own"), Lost("w", claim=1))
    named = pack_lost.named(lost, {"t1": "Bussen", "t2": "Other"})
    assert [one.name for one in named] == ["Bussen", "Own", ""]


WISH = Wish("team", themes=("t1", "t2"), claims=(1,), title="Å", questions=("Why?",))


@pytest.mark.parametrize(
    ("out", "themes", "claims"),
    [({"theme": "t1"}, ("t2",), (1,)), ({"claim": 1}, ("t1", "t2"), ()), ({"theme": "t2", "claim": 1}, ("t1",), ())],
)
def test_one_thing_is_taken_out_and_the_rest_of_the_wish_stands(out, themes, claims):
    assert pack_lost.without(WISH, **out) == replace(WISH, themes=themes, claims=claims)


@pytest.mark.parametrize("out", [{"theme": "t3"}, {"claim": 2}, {}])
def test_what_the_pack_does_not_name_cannot_be_taken_out(out):
    with pytest.raises(NotFound, match="does not name this"):
        pack_lost.without(WISH, **out)


@pytest.mark.parametrize("out", [{"theme": "t1"}, {"claim": 1}])
def test_the_last_thing_chosen_is_never_taken_out_since_the_program_would_then_choose(out):
    wish = Wish("team", themes=("t1",) if "theme" in out else (), claims=(1,) if "claim" in out else ())
    with pytest.raises(Refused, match="Nothing would be left"):
        pack_lost.without(wish, **out)


def test_themes_that_the_report_tells_are_taken_from_it_in_the_order_of_the_wish(small_coded):
    from tests.services.stepped import NOW
    from toolkit.services.projects.project import open_project

    project = open_project(small_coded, now=NOW)
    told = material(theme("a", "A"), theme("b", "B"), theme("c", "C"))
    with project.store() as store:
        found = pack_lost.named_themes(project, store, Wish("team", themes=("c", "a")), told)
    assert [(key, one.name) for key, one in found.items()] == [("c", "C"), ("a", "A")]
