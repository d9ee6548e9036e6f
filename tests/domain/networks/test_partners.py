"""Names of partners over time, and where a text names them."""

from datetime import date

import pytest

from toolkit.domain.networks.partner_finding import Form, form_of, mentions, time_of
from toolkit.domain.networks.partners import Alias, Partner, PartnerKind, Time, found, merged
from toolkit.resources.partner_lists import offered

LAST = date(2018, 12, 31)
REGION = Partner(
    1, "Regionen", PartnerKind.ORGANISATION, (Alias("Regionen", common=True), Alias("landstinget", until=LAST))
)
AF = Partner(2, "Arbetsförmedlingen", PartnerKind.ORGANISATION, (Alias("Af"),))


def test_the_name_of_the_day():
    assert REGION.called(date(2018, 5, 1)) == "landstinget"
    assert REGION.called(date(2019, 1, 1)) == "Regionen"
    assert REGION.called(None) == "Regionen"
    assert AF.called(date(1999, 1, 1)) == "Arbetsförmedlingen"


def test_names_hold_from_their_first_day_to_their_last():
    alias = Alias("x", date(2019, 1, 1), date(2019, 12, 31))
    assert [alias.holds(day) for day in (date(2018, 12, 31), date(2019, 1, 1), date(2019, 12, 31))] == [
        False,
        True,
        True,
    ]
    assert not alias.holds(date(2020, 1, 1))
    assert alias.holds(None)
    assert Alias.read(alias.stored()) == alias
    assert Alias.read({"name": "Å"}) == Alias("Å")


def test_a_partner_is_found_by_name_before_alias_and_never_by_one_of_two():
    other = Partner(3, "Af", PartnerKind.MEASURE)
    assert found([AF, REGION], "af") is AF
    assert found([AF, other], "AF") is other
    assert found([AF, Partner(4, "Y", PartnerKind.PERSON, (Alias("Af"),))], "af") is None


def test_merging_keeps_all_names_once():
    names = merged(AF, Partner(5, "AF-kontoret", PartnerKind.ORGANISATION, (Alias("af"), Alias("jobbhuset"))))
    assert [one.name for one in names] == ["Af", "AF-kontoret", "jobbhuset"]


@pytest.mark.parametrize(
    ("word", "name", "form"),
    [
        ("af", "af", Form.WORD),
        ("af:s", "af", Form.FORM),
        ("af-handläggaren", "af", Form.COMPOUND),
        ("afton", "af", None),
        ("arbetsförmedlingens", "arbetsförmedlingen", Form.FORM),
        ("arbetsförmedlingskontoret", "arbetsförmedlingen", Form.COMPOUND),
        ("vårdcentralsläkaren", "vårdcentralen", Form.COMPOUND),
        ("försäkringskassans", "försäkringskassan", Form.FORM),
        ("socialtjänstinsats", "socialtjänsten", Form.COMPOUND),
        ("kommunikation", "kommunen", None),
        ("kommunala", "kommunen", None),
        ("papper", "pappa", None),
        ("mammografi", "mamma", None),
        ("arbetsgivarn", "arbetsgivare", Form.FORM),
        ("coacherna", "coach", Form.FORM),
    ],
)
def test_swedish_words_that_hold_a_name(word, name, form):
    assert form_of(word, name, "sv") is form


def test_english_knows_plurals_and_no_compounds():
    assert form_of("doctors", "doctor", "en") is Form.FORM
    assert form_of("parenthood", "parent", "en") is None


def test_mentions_have_their_places_and_the_surest_name():
    text = "Jag ringde Af:s växel. Sen fk och vårdcentralsläkaren, och god man."
    partners = (*offered("sv"),)
    names = [(one.span.of(text), one.partner.name) for one in mentions(text, partners, day=None, language="sv")]
    assert names == [
        ("Af:s", "Arbetsförmedlingen"),
        ("fk", "Försäkringskassan"),
        ("vårdcentralsläkaren", "vårdcentralen"),
        ("god man", "god man"),
    ]


def test_a_name_outside_its_days_is_doubtful_unless_it_was_another_s():
    text = "Landstinget skrev."
    (now,) = mentions(text, [REGION], day=date(2025, 1, 1), language="sv")
    (then,) = mentions(text, [REGION], day=date(2018, 1, 1), language="sv")
    assert (now.doubtful, now.outdated) == (True, True)
    assert not then.doubtful
    heir = Partner(9, "Museet", PartnerKind.ORGANISATION, (Alias("landstinget", date(2019, 1, 1)),))
    assert [one.partner for one in mentions(text, [REGION, heir], day=date(2025, 1, 1), language="sv")] == [heir]
    assert [one.partner for one in mentions(text, [REGION, heir], day=date(2018, 1, 1), language="sv")] == [REGION]


def test_a_common_word_is_doubtful():
    (one,) = mentions("Hela regionen var vacker.", [REGION], day=None, language="sv")
    assert one.doubtful


def test_words_say_when():
    assert time_of("Förut hade jag kontakt.", "sv") is Time.BEFORE
    assert time_of("Nu ringer de.", "sv") is Time.NOW
    assert time_of("Förut ringde de, nu skriver de.", "sv") is Time.UNSAID
    assert time_of("They write nowadays.", "en") is Time.NOW


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_lists_to_start_from_have_each_name_once(language):
    names = [alias.name.casefold() for one in offered(language) for alias in one.every()]
    assert len(names) == len(set(names))
    assert len(offered(language)) >= 20
