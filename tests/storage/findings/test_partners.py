"""Partners and the passages that tell of them; a no to a proposal is kept as one, and is never a tie."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.storage.material import NOW, place, put, put_source
from toolkit.domain.networks.partners import Alias, Effect, Partner, PartnerKind, Time
from toolkit.errors import ConflictError
from toolkit.storage.database import steps
from toolkit.storage.findings import partners
from toolkit.storage.findings.partners import DECLINED, Held, Kept
from toolkit.storage.tables.schema_reflection import tie


@pytest.fixture
def key(connection):
    return put_source(connection)


@pytest.fixture
def step(connection):
    return steps.begin(connection, "partner", coder="KL", command="c1", now=NOW)


def told(connection, key, partner, said, *, effect="helps", coder="A"):
    """A passage that tells of a partner; gives its number."""
    span = place(connection, key, said)
    row = {"respondent": "D01", "need": "needs/health", "phase": "during", "effect": effect, "time": "now"}
    where = {"source_id": key, "start": span.start, "end": span.end, "partner_id": partner}
    return put(connection, tie, **where, **row, coder=coder, at=NOW)


def test_partners_come_back_in_order_of_name_with_their_other_names(connection, step):
    names = (Alias("FK", date(2020, 1, 1), date(2025, 12, 31)), Alias("Kassan", common=True))
    kinds = PartnerKind
    made = {
        name: partners.add(step, name, kind, aliases)
        for name, kind, aliases in (
            ("vården", kinds.ORGANISATION, ()),
            ("Försäkringskassan", kinds.ORGANISATION, names),
            ("Arbetsträning", kinds.MEASURE, ()),
        )
    }
    assert partners.partners(connection) == (
        Partner(made["Arbetsträning"], "Arbetsträning", kinds.MEASURE),
        Partner(made["Försäkringskassan"], "Försäkringskassan", kinds.ORGANISATION, names),
        Partner(made["vården"], "vården", kinds.ORGANISATION),
    )
    other = Partner(0, "Chefen", kinds.PERSON, names)
    number = partners.put_partner(connection, other, coder="B", at=NOW)
    assert replace(other, id=number) in partners.partners(connection)


def test_a_partner_is_changed_as_it_was_seen(connection, step):
    number = partners.add(step, "FK", PartnerKind.ORGANISATION, ())
    (seen,) = partners.partners(connection)
    partners.change(step, seen, {"name": "Kassan", "names": (Alias("FK"),)})
    assert partners.partners(connection) == (Partner(number, "Kassan", PartnerKind.ORGANISATION, (Alias("FK"),), 2),)
    with pytest.raises(ConflictError):
        partners.change(step, seen, {"name": "X"})


@pytest.fixture
def two(connection, step):
    return [partners.add(step, name, PartnerKind.ORGANISATION, ()) for name in ("Af", "Fk")]


def test_a_no_is_held_and_moved_but_is_no_tie(connection, key, two):
    af, fk = two
    later = told(connection, key, af, "lyssnade")
    first = told(connection, key, fk, "rädd", effect="hinders", coder="B")
    no = told(connection, key, af, "lång tid", effect=DECLINED)
    found = partners.ties(connection)
    assert [one.id for one in found] == [first, later]
    one = found[0]
    assert (one.source, one.partner, one.respondent, one.need, one.phase) == (key, fk, "D01", "needs/health", "during")
    assert (one.effect, one.time, one.coder, one.at, one.revision) == (Effect.HINDERS, Time.NOW, "B", NOW, 1)
    assert one.start == place(connection, key, "rädd").start
    assert [each.id for each in partners.ties(connection, partner_id=af)] == [later]
    assert [each.id for each in partners.ties(connection, source_id=key, partner_id=fk)] == [first]
    assert partners.ties(connection, source_id=key + 1) == ()
    assert partners.by_ids(connection, [first, no, 99]) == {first: one}
    assert partners.used(connection) == {af: 1, fk: 1}
    assert partners.held(connection, partner_id=af) == (
        Held(later, place(connection, key, "lyssnade"), af, "A", declined=False, revision=1),
        Held(no, place(connection, key, "lång tid"), af, "A", declined=True, revision=1),
    )
    assert [each.id for each in partners.held(connection)] == [first, later, no]
    assert partners.held(connection, source_id=key + 1) == ()
    kept = {each.id: each for each in partners.kept(connection)}
    span = place(connection, key, "lång tid")
    assert kept[no] == Kept(no, "d01.txt", span, af, "A", "D01", "needs/health", "during", DECLINED, "now", NOW, 1)
    assert list(kept) == [first, later, no]


def test_rows_of_a_partner_are_told_by_place_and_coder(connection, key, two):
    af, _ = two
    one, no = told(connection, key, af, "rädd"), told(connection, key, af, "rädd", effect=DECLINED, coder="B")
    span = place(connection, key, "rädd")
    assert partners.places(connection, af) == {
        (key, span.start, span.end, "A"): (one, 1, False),
        (key, span.start, span.end, "B"): (no, 1, True),
    }


def test_a_partner_goes_with_its_ties_and_all_can_come_back(connection, key, two):
    af, fk = two
    rows = [told(connection, key, af, "rädd"), told(connection, key, af, "lyssnade", effect=DECLINED)]
    stays = told(connection, key, fk, "rädd")
    second = steps.begin(connection, "remove", coder="KL", command="c2", now=NOW)
    partners.remove(second, partners.partners(connection)[0])
    assert [one.id for one in partners.held(connection)] == [stays]
    assert [one.id for one in partners.partners(connection)] == [fk]
    steps.reverse(connection, steps.last(connection, "KL", now=NOW, undone=False), command="u", now=NOW)
    assert sorted(one.id for one in partners.held(connection)) == sorted([*rows, stays])
    assert [one.id for one in partners.partners(connection)] == [af, fk]


@pytest.mark.parametrize(
    ("away", "into", "left", "count"),
    [
        ("helps", None, "helps", 1),
        (DECLINED, None, DECLINED, 0),
        ("helps", "hinders", "hinders", 0),  # the other's own
        ("helps", DECLINED, "helps", 1),  # a tie before a no
        (DECLINED, "helps", "helps", 0),
        (DECLINED, DECLINED, DECLINED, 0),
    ],
)
def test_where_two_partners_become_one_a_place_has_one_row_of_each_coder(connection, key, two, away, into, left, count):  # noqa: PLR0913, PLR0917
    af, fk = two
    told(connection, key, af, "rädd", effect=away)
    if into:
        told(connection, key, fk, "rädd", effect=into)
    elsewhere = told(connection, key, fk, "lyssnade", coder="B")
    first, second = partners.partners(connection)
    merging = steps.begin(connection, "merge", coder="KL", command="c2", now=NOW)
    assert partners.moved(merging, first, second) == count
    rows = {(one.partner, one.effect) for one in partners.kept(connection) if one.id != elsewhere}
    assert rows == {(fk, left)}
    assert [one.id for one in partners.partners(connection)] == [fk]


def test_another_copys_row_is_put_and_changed_with_a_revision_of_its_own(connection, key, two):
    values = {
        "source_id": key,
        "start": 3,
        "end": 9,
        "partner_id": two[0],
        "respondent": "D01",
        "need": "",
        "phase": "",
    }
    partners.put_tie(connection, {**values, "effect": "helps", "time": "now", "coder": "A", "at": NOW, "revision": 5})
    (row,) = partners.kept(connection)
    partners.change_tie(connection, row.id, {"effect": DECLINED, "revision": 2})
    assert partners.kept(connection) == (replace(row, effect=DECLINED, revision=6),)
