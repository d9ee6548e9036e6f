"""The list of partners: each deed is done once, names keep apart, and what is refused leaves the list as it was."""

from datetime import UTC, date, datetime

import pytest

from tests.services.reading_desk import hand as fresh
from toolkit.domain.networks.partners import Alias, Partner, PartnerKind
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.services.material.hands import Hand
from toolkit.services.network import partners
from toolkit.services.projects import steps
from toolkit.services.projects.project import init

NOW = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)
PERSON, ORGANISATION, MEASURE = PartnerKind


def hand(command=""):
    return fresh("KL") if not command else Hand("KL", command)


@pytest.fixture
def project(tmp_path):
    return init(tmp_path / "project", language="sv", now=NOW)


@pytest.fixture
def listed(project):
    """Försäkringskassan, called FK too, and läkaren."""
    partners.add(project, "Försäkringskassan", ORGANISATION, hand=hand())
    partners.alias(project, "Försäkringskassan", Alias("FK"), hand=hand())
    partners.add(project, "läkaren", PERSON, hand=hand())
    return project


def names(project):
    return {one.name: tuple(each.name for each in one.names) for one in partners.partners(project)}


def test_a_partner_is_added_under_the_name_as_it_can_be_read(project):
    one = partners.add(project, " Fo\u0308rsa\u0308kringskassan\n i  Å\x07 ", ORGANISATION, hand=hand())
    assert (one.name, one.kind, one.names) == ("Försäkringskassan i Å", ORGANISATION, ())
    assert partners.partners(project) == (one,)
    assert partners.add(project, "å" * partners.LONGEST, MEASURE, hand=hand()).name == "å" * 120


def test_partners_are_found_by_name_alias_and_any_capitals(listed):
    every = partners.partners(listed)
    assert partners.named(every, "försäkringskassan").name == "Försäkringskassan"
    assert partners.named(every, " fk ").name == "Försäkringskassan"
    with pytest.raises(NotFound) as refused:
        partners.named(every, "FKA")
    assert refused.value.hint == "Do you mean “FK”? See the partners and their names with: spegla partners"


BEFORE = {"Försäkringskassan": ("FK",), "läkaren": ()}


@pytest.mark.parametrize(
    ("deed", "error", "said"),
    [
        (lambda p: partners.add(p, "fk", MEASURE, hand=hand()), Refused, "There is a partner of this name already."),
        (lambda p: partners.add(p, "LÄKAREN", MEASURE, hand=hand()), Refused, "already"),
        (lambda p: partners.add(p, " \x07\n", MEASURE, hand=hand()), Refused, "The partner has no name."),
        (lambda p: partners.add(p, "x" * 121, MEASURE, hand=hand()), Refused, "at most 120"),
        (lambda p: partners.add(p, "Kuratorn", MEASURE, hand=Hand("", "x")), UsageError, "Nobody is named"),
        (lambda p: partners.rename(p, "läkaren", "fk", hand=hand()), Refused, "already"),
        (lambda p: partners.rename(p, "läkaren", "", hand=hand()), Refused, "no name"),
        (lambda p: partners.rename(p, "ingen", "någon", hand=hand()), NotFound, "no such partner"),
        (lambda p: partners.alias(p, "läkaren", Alias("Fk"), hand=hand()), Refused, "at the same time"),
        (lambda p: partners.alias(p, "läkaren", Alias(" "), hand=hand()), Refused, "no name"),
        (
            lambda p: partners.alias(p, "läkaren", Alias("dr", date(2025, 1, 2), date(2025, 1, 1)), hand=hand()),
            Refused,
            "end before it begins",
        ),
        (lambda p: partners.unalias(p, "läkaren", "FK", hand=hand()), NotFound, "no such other name"),
        (lambda p: partners.unalias(p, "läkaren", "läkaren", hand=hand()), NotFound, "no such other name"),
        (lambda p: partners.set_kind(p, "ingen", PERSON, hand=hand()), NotFound, "no such partner"),
        (lambda p: partners.merge(p, "FK", "försäkringskassan", hand=hand()), Refused, "same partner already"),
        (lambda p: partners.merge(p, "läkaren", "ingen", hand=hand()), NotFound, "no such partner"),
        (lambda p: partners.remove(p, "ingen", hand=hand()), NotFound, "no such partner"),
    ],
)
def test_what_is_refused_says_why_and_leaves_the_list(listed, deed, error, said):
    with pytest.raises(error, match=said):
        deed(listed)
    assert names(listed) == BEFORE


def test_a_name_may_begin_on_the_day_after_another_partner_s_ended_and_not_on_that_day(listed):
    last = date(2019, 12, 31)
    partners.alias(listed, "läkaren", Alias("kliniken", until=last), hand=hand())
    with pytest.raises(Refused):
        partners.alias(listed, "FK", Alias("Kliniken", since=last), hand=hand())
    partners.alias(listed, "FK", Alias("Kliniken", since=date(2020, 1, 1)), hand=hand())
    assert names(listed) == {"Försäkringskassan": ("FK", "Kliniken"), "läkaren": ("kliniken",)}
    with pytest.raises(NotFound):  # two have had it, on different days
        partners.named(partners.partners(listed), "kliniken")


def test_an_alias_said_again_is_the_new_one_and_can_be_taken_away(listed):
    dated = Alias("fk", since=date(2005, 1, 1), common=True)
    assert partners.alias(listed, "FK", dated, hand=hand()).names == (dated,)
    assert partners.unalias(listed, "försäkringskassan", " FK", hand=hand()).names == ()


def test_an_alias_that_is_the_own_name_dates_it(listed):
    one = partners.alias(listed, "läkaren", Alias("läkaren", since=date(2024, 1, 1)), hand=hand())
    assert one.on(date(2023, 12, 31)) == ()
    assert [each.name for each in one.on(date(2024, 1, 1))] == ["läkaren"]


def test_a_new_name_of_today_leaves_the_old_one_with_its_last_day(listed):
    last = date(2025, 6, 30)
    one = partners.rename(listed, "FK", "Kassan", until=last, hand=hand())
    assert (one.name, set(one.names)) == ("Kassan", {Alias("FK"), Alias("Försäkringskassan", until=last)})
    back = partners.rename(listed, "Kassan", "Försäkringskassan", hand=hand())
    assert (back.name, set(back.names)) == ("Försäkringskassan", {Alias("FK"), Alias("Kassan")})
    steps.undo(listed, coder="KL")
    assert partners.named(partners.partners(listed), "Kassan").names == one.names


def test_other_capitals_are_a_name_of_their_own_and_no_alias(listed):
    one = partners.rename(listed, "läkaren", "Läkaren", hand=hand())
    assert (one.name, one.names) == ("Läkaren", ())


def test_what_a_partner_is_can_be_said_anew_and_nothing_is_taken_down_when_it_is_that(listed):
    assert partners.set_kind(listed, "läkaren", MEASURE, hand=hand()).kind is MEASURE
    same = partners.set_kind(listed, "läkaren", MEASURE, hand=hand())
    steps.undo(listed, coder="KL")
    assert (same.kind, partners.named(partners.partners(listed), "läkaren").kind) == (MEASURE, PERSON)


def test_two_made_one_have_every_name_once(listed):
    partners.alias(listed, "läkaren", Alias("doktorn"), hand=hand())
    done = partners.merge(listed, "läkaren", "FK", hand=hand())
    assert (done.partner.name, done.partner.kind, done.ties) == ("Försäkringskassan", ORGANISATION, 0)
    assert names(listed) == {"Försäkringskassan": ("FK", "läkaren", "doktorn")}
    steps.undo(listed, coder="KL")
    assert names(listed) == {"Försäkringskassan": ("FK",), "läkaren": ("doktorn",)}


def test_each_deed_sent_again_is_the_same_one(project):
    first = partners.add(project, "Kassan", ORGANISATION, hand=hand("add"))
    assert partners.add(project, "Kassan", ORGANISATION, hand=hand("add")) == first
    named = partners.alias(project, "Kassan", Alias("FK"), hand=hand("alias"))
    assert partners.alias(project, "Kassan", Alias("FK"), hand=hand("alias")) == named
    called = partners.rename(project, "Kassan", "FK Nord", hand=hand("rename"))
    assert partners.rename(project, "Kassan", "FK Nord", hand=hand("rename")) == called
    partners.add(project, "läkaren", PERSON, hand=hand("doctor"))
    merged = partners.merge(project, "läkaren", "FK Nord", hand=hand("merge"))
    assert partners.merge(project, "läkaren", "FK Nord", hand=hand("merge")) == merged
    gone = partners.remove(project, "FK Nord", hand=hand("remove"))
    assert gone == merged.partner
    assert partners.remove(project, "FK Nord", hand=hand("remove")).id == gone.id
    assert partners.partners(project) == ()


def test_of_a_list_only_names_that_nobody_has_are_taken_and_all_in_one_step(listed):
    chosen = [
        Partner(0, "fk", ORGANISATION),
        Partner(0, "Vården", ORGANISATION, (Alias("läkaren"), Alias("sjukvården"))),
        Partner(0, "Kommunen", ORGANISATION),
    ]
    once = hand("take")
    taken = partners.take(listed, chosen, hand=once)
    assert [(one.name, [each.name for each in one.names]) for one in taken] == [
        ("Kommunen", []),
        ("Vården", ["sjukvården"]),
    ]
    assert partners.take(listed, chosen, hand=once) == ()
    assert partners.take(listed, chosen, hand=hand()) == ()
    assert len(partners.partners(listed)) == 4
    steps.undo(listed, coder="KL")
    assert names(listed) == BEFORE


def test_the_list_to_start_from_is_that_of_the_language_spoken(project):
    offered = partners.offered("sv")
    assert {one.name for one in offered} != {one.name for one in partners.offered("en")}
    assert partners.partners(project) == ()
    wanted = offered[0].name.upper()
    with pytest.raises(NotFound, match="no such"):
        partners.start(project, [wanted, "no such"], hand=hand())
    assert partners.partners(project) == ()
    assert [one.name for one in partners.start(project, [wanted], hand=hand())] == [offered[0].name]
    assert partners.start(project, [], hand=hand()) == ()
    rest = partners.start(project, hand=hand())
    assert len(rest) == len(offered) - 1
    with project.store() as store, store.reading() as connection:
        assert partners.within(connection) == partners.partners(project)
