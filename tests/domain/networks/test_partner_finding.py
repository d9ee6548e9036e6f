"""Where a text names partners: never inside another word, once at each place, and by the name that is surest."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.networks.partner_finding import Form, Mention, form_of, mentions, stem_of, time_of
from toolkit.domain.networks.partners import Alias, Partner, PartnerKind, Time

AF = Partner(1, "Arbetsförmedlingen", PartnerKind.ORGANISATION, (Alias("Af"),))
CARE = Partner(2, "vårdcentralen", PartnerKind.ORGANISATION)
GUARDIAN = Partner(3, "god man", PartnerKind.PERSON)
OTHER = Partner(4, "Af ungdom", PartnerKind.MEASURE)
HEAD = Partner(5, "chefen", PartnerKind.PERSON, (Alias("chefen", common=True),))
EVERY = (AF, CARE, GUARDIAN, OTHER, HEAD)


def told(text: str, *, language: str = "sv", day: date | None = None) -> list[tuple[str, int, Form]]:
    found = mentions(text, EVERY, day=day, language=language)
    return [(one.span.of(text), one.partner.id, one.form) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Jag ringde Af.", [("Af", 1, Form.WORD)]),
        ("Jag ringde AF:S växel.", [("AF:S", 1, Form.FORM)]),
        ("En Af-handläggare kom.", [("Af-handläggare", 1, Form.COMPOUND)]),
        ("Afton och haft.", []),
        ("Af:xyz", []),
        ("På arbetsförmedlingens kontor", [("arbetsförmedlingens", 1, Form.FORM)]),
        ("Arbets\u00adförmedlingen", [("Arbets\u00adförmedlingen", 1, Form.WORD)]),
        ("en vårdcentralsläkare", [("vårdcentralsläkare", 2, Form.COMPOUND)]),
        ("hela vårdcentraler", [("vårdcentraler", 2, Form.FORM)]),
        ("min God  man kom", [("God  man", 3, Form.WORD)]),
        ("min god mans ord", []),  # "man" is too short to be known in other forms
        ("god och man", []),
        ("god    man", []),  # too far apart for one name
        ("gode man", []),
        ("Af ungdom hjälpte", [("Af ungdom", 4, Form.WORD)]),
        ("Af och vårdcentralen", [("Af", 1, Form.WORD), ("vårdcentralen", 2, Form.WORD)]),
        ("chefen sa nej", [("chefen", 5, Form.WORD)]),
    ],
)
def test_the_places_that_name_a_partner(text: str, expected: list[tuple[str, int, Form]]) -> None:
    assert told(text) == expected


def test_a_word_that_means_other_things_too_is_doubtful() -> None:
    [one] = mentions("chefen", EVERY, day=None, language="sv")
    [sure] = mentions("Af", EVERY, day=None, language="sv")
    assert (one.doubtful, sure.doubtful) == (True, False)
    assert Mention(AF, Alias("Af"), sure.span, Form.WORD, outdated=True).doubtful


@pytest.mark.parametrize(
    ("token", "name", "language", "form"),
    [
        ("af", "af", "sv", Form.WORD),
        ("afs", "af", "sv", None),
        ("af:s", "af", "en", Form.FORM),
        ("fk-läkare", "fk", "sv", Form.COMPOUND),
        ("kuratorerna", "kurator", "sv", Form.FORM),
        ("kuratorn", "kurator", "sv", Form.FORM),
        ("skolkuratorn", "kurator", "sv", Form.COMPOUND),
        ("mammas", "mamma", "sv", Form.FORM),
        ("mammografi", "mamma", "sv", None),
        ("mammor", "mamma", "sv", Form.FORM),
        ("handledarens", "handledare", "sv", Form.FORM),
        ("parents", "parent", "en", Form.FORM),
        ("parent's", "parent", "en", Form.FORM),
        ("grandparent", "parent", "en", None),
    ],
)
def test_how_a_word_holds_a_name(token: str, name: str, language: str, form: Form | None) -> None:
    assert form_of(token, name, language) is form


@pytest.mark.parametrize(
    ("name", "language", "stem"),
    [
        ("vårdcentralen", "sv", "vårdcentral"),
        ("handledare", "sv", "handledar"),
        ("kommunen", "sv", "kommun"),
        ("mamma", "sv", "mamm"),
        ("chefen", "sv", "chef"),
        ("sonen", "sv", "sonen"),  # three letters are too few to know it by
        ("doctors", "en", "doctors"),
    ],
)
def test_the_name_without_its_ending(name: str, language: str, stem: str) -> None:
    assert stem_of(name, language) == stem


@pytest.mark.parametrize(
    ("words", "language", "time"),
    [
        ("Förut ringde de.", "sv", Time.BEFORE),
        ("NU ringer de.", "sv", Time.NOW),
        ("Tidigare, men inte nu.", "sv", Time.UNSAID),
        ("Inuti", "sv", Time.UNSAID),
        ("", "sv", Time.UNSAID),
        ("Formerly so.", "en", Time.BEFORE),
        ("Still so.", "fi", Time.NOW),
    ],
)
def test_what_words_say_of_when(words: str, language: str, time: Time) -> None:
    assert time_of(words, language) is time


def test_on_a_day_a_name_is_its_owners_of_that_day() -> None:
    old = Partner(6, "Landstinget", PartnerKind.ORGANISATION, (Alias("vården", until=date(2018, 12, 31)),))
    new = Partner(7, "Regionen", PartnerKind.ORGANISATION, (Alias("vården", since=date(2019, 1, 1)),))
    for day, owner in ((date(2018, 1, 1), old), (date(2020, 1, 1), new)):
        [one] = mentions("vården", (old, new), day=day, language="sv")
        assert (one.partner, one.outdated) == (owner, False)
    [gone] = mentions("vården", (old,), day=date(2020, 1, 1), language="sv")
    assert gone.outdated


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(["Af", "ungdom", " ", "-", "god", "man", "vårdcentralen", "chef", ":s", "🙂"]), max_size=12
    )
)
def test_mentions_stand_in_order_and_share_no_words(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = mentions(text, EVERY, day=None, language="sv")
    edges = [edge for one in found for edge in (one.span.start, one.span.end)]
    assert edges == sorted(edges)
    assert all(one.span.end <= len(text) for one in found)
