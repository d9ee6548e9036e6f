"""Findings of a pack: which are told and under what name, and what readers who know each other may hear of them."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.reporting.packed import EMPLOYERS, STEERING, packable, plan
from toolkit.domain.claims.claims import ClaimKind, Position, Stance
from toolkit.domain.reports.report import Paragraph, QuoteBlock, Sentence
from toolkit.domain.sources.audiences import Audience
from toolkit.domain.sources.cases import Respondent
from toolkit.reporting.material.findings import findings
from toolkit.reporting.packs.pack_findings import MOST, MOST_QUOTES, PackWriter, Told, _together, counted, named

AMONG_SEVEN = Audience("participants", k=7, insiders=("participants",))
"""Participants among themselves: seven are too few where eight must fit."""


@pytest.fixture(name="writer")
def _writer(invented, wording_of):
    def make(*claims, audience=STEERING, machine=False, material=None, **wish):
        own = packable(invented(machine=machine), *claims) if material is None else material
        return PackWriter(own, named(wording_of("sv"), own), findings(own), plan(audience, **wish))

    return make


def claim(text, stances="aaaasss", **facts):
    return text, {"participants": stances}, {"themes": ["t1"], **facts}


def ids(told):
    return [each.standing.claim.id if each.standing else each.finding.theme.id for each in told]


def texts(writer):
    return [each.text for told in writer.chosen() for each in writer.sentences(told)]


def told(*names):
    return [Told(0, name) for name in names]


def test_findings_of_one_name_stand_beside_each_other_and_no_heading_comes_twice():
    ordered = _together(told("Bus", "", "Money", "Bus", "Sleep", "Money", ""))
    assert [each.name for each in ordered] == ["Bus", "Bus", "", "Money", "Money", "Sleep", ""]
    writer = SimpleNamespace(_say=lambda path, name: f"{name}: {path}")
    numbered = list(PackWriter._numbered(writer, ordered))
    assert [each.name for each in numbered] == ["Bus", "Bus: again", "", "Money", "Money: again", "Sleep", ""]
    assert [each.number for each in numbered] == [1, 2, 3, 4, 5, 6, 7]


def test_without_a_wish_one_claim_of_each_kind_area_and_group_is_told_in_the_evaluators_order(writer):
    every = [
        claim("Ett {vem}", "aassss-", area="needs"),
        claim("Två {vem}", "aaaasss", area="needs"),  # of the same kind, area and group: more say so
        claim("Tre {vem}", "aassss-", area="learning"),
        claim("Fyra {vem}", "aasssss", area="needs", kind=ClaimKind.NEED),
        claim("Fem {vem}", "assssss", area="actors"),  # a single voice is not told of
    ]
    assert ids(writer(*every).chosen()) == [2, 3, 4]
    assert writer(*every).silent == ()


def test_of_many_claims_a_need_and_a_proposal_come_before_what_most_say(writer):
    areas = ("preconditions", "needs", "solutions", "actors", "followup", "learning")
    every = [claim(f"{at} {{vem}}", "aaaaaas", area=area) for at, area in enumerate(areas)]
    every += [
        claim("6 {vem}", "aaaaass", area="actors", kind=ClaimKind.NEED),
        claim("7 {vem}", "aasssss", area="needs", kind=ClaimKind.NEED),
        claim("8 {vem}", "aasssss", area="actors", kind=ClaimKind.PROPOSAL),
    ]
    told = ids(writer(*every).chosen())
    assert len(told) == MOST
    assert told == [1, 2, 3, 4, 5, 7, 9]


def test_without_claims_themes_are_told(writer, invented):
    bare = replace(packable(invented()), standings=())
    assert ids(writer(material=bare).chosen()) == ["t2", "t1"]


def test_a_wish_for_a_theme_brings_its_claims_and_for_one_without_claims_the_theme(writer):
    one = claim("Ett {vem}")
    assert ids(writer(one, themes=("t1", "t2")).chosen()) == [1, "t2"]
    assert ids(writer(one, claims=(1,)).chosen()) == [1]
    assert ids(writer(one, themes=("t2",)).chosen()) == ["t2"]


def test_what_was_asked_for_and_may_not_be_heard_is_kept_apart(writer):
    asked = writer(claim("Ett {vem}", "asssss-"), claim("Två {vem}"), claims=(1, 2), themes=("t3",))
    assert ids(asked.chosen()) == [2]
    assert ids(asked.silent) == [1, "t3"]


@pytest.mark.parametrize(
    ("audience", "facts", "name"),
    [
        (STEERING, {"themes": ["t1"]}, "Väntan på besked"),
        (STEERING, {"themes": ["t2", "t1"]}, "Tre dagar i veckan är lagom"),
        (AMONG_SEVEN, {"themes": ["t1"]}, "Förförståelse och förutsättningar"),  # their own words may name a theme
        (AMONG_SEVEN, {"themes": ["t1"], "area": "needs"}, "Behovsdefinition"),
        (AMONG_SEVEN, {"themes": ["t1", "t4"]}, "Någon att ringa"),  # that of others names nobody here
        (STEERING, {"themes": [], "area": "needs"}, "Behovsdefinition"),
        (STEERING, {"themes": []}, ""),
    ],
)
def test_a_claim_has_the_name_of_a_theme_unless_the_readers_own_words_name_it(writer, audience, facts, name):
    told = writer(("{vem} väntar", {"participants": "aaaasss"}, facts), audience=audience, claims=(1,)).chosen()
    assert [each.name for each in told] == [name]


def test_a_theme_of_the_readers_own_goes_by_its_area(writer):
    wish = {"themes": ("t2",)}
    assert [each.name for each in writer(claim("x {vem}"), **wish).chosen()] == ["Tre dagar i veckan är lagom"]
    own = writer(claim("x {vem}"), audience=AMONG_SEVEN, **wish).chosen()
    assert [each.name for each in own] == ["Prioriterade lösningsalternativ"]


@pytest.mark.parametrize(
    ("stances", "told"),
    [
        ("aasssss", []),  # two of them: each would know of the other
        ("aaassss", ["Flera av er deltagare väntar."]),
        ("aaaaass", ["Flera av er deltagare väntar."]),
        ("aaaaaas", []),  # the one who does not would know of all others
        ("aaaaaaa", []),
    ],
)
def test_readers_who_know_each_other_hear_of_several_only_and_never_a_figure(writer, stances, told):
    assert texts(writer(claim("{vem} väntar", stances), audience=AMONG_SEVEN, claims=(1,))) == told


@pytest.mark.parametrize(
    ("stances", "told"),
    [
        ("aaaasss", ["Flertalet deltagare ringer (4 av 7).", "Det säger också flera av er arbetsgivare."]),
        ("assssss", ["Flera av er arbetsgivare ringer."]),
    ],
)
def test_beside_others_the_readers_own_say_so_too_without_a_figure(writer, invented, stances, told):
    material = packable(invented(), ("{vem} ringer", {"participants": stances, "employers": "aa"}, {"themes": ["t1"]}))
    (standing,) = material.standings
    names = [f"A{at}" for at in range(1, 6)]
    five = tuple(Position(who, Stance.AFFIRMS if at < 3 else Stance.DID_NOT_RAISE) for at, who in enumerate(names))
    material = replace(
        material,
        standings=(replace(standing, positions={**standing.positions, "employers": five}),),
        respondents={**material.respondents, **{who: Respondent(who, "employers") for who in names}},
        asked={**material.asked, **dict.fromkeys(names, frozenset({"actors"}))},
    )
    assert texts(writer(material=material, audience=EMPLOYERS, claims=(1,))) == told


def test_a_claim_without_a_place_says_who_in_a_sentence_of_its_own(writer):
    told = texts(writer(claim("Väntan är lång", "aaassss"), audience=AMONG_SEVEN, claims=(1,)))
    assert told == ["Väntan är lång. Det säger flera av er deltagare."]


@pytest.mark.parametrize(
    ("stances", "counts"),
    [
        ("aa-----", []),  # of two people asked, two are everyone
        ("aas----", [(2, 3)]),
        ("ass----", []),
        ("aaaaaaa", [(7, 7)]),
    ],
)
def test_others_hear_of_a_group_in_figures_from_two_of_three_on(writer, stances, counts):
    asked = writer(claim("{vem} väntar", stances), claims=(1,))
    told = [each for one in asked.chosen() for each in asked.sentences(one)]
    assert [(each.stated.k, each.stated.n) for each in told if each.stated] == counts
    assert all(f"({k} av {n})" in each.text for each, (k, n) in zip(told, counts, strict=True))


@pytest.mark.parametrize(
    ("stances", "others"),
    [
        ("aaaasss", []),
        ("aaaccss", [(2, 7)]),
        ("aaaqqss", [(2, 7)]),
        ("aaacsss", [None]),  # a single voice: that there is one, no figure
        ("aaacqss", [None]),  # one of each is said once
        ("aaaccqs", [(2, 7), None]),
    ],
)
def test_who_sees_it_otherwise_is_told_in_figures_from_two_on_and_else_that_somebody_does(writer, stances, others):
    asked = writer(claim("{vem} väntar", stances), claims=(1,))
    (told,) = asked.chosen()
    _, *rest = asked.sentences(told)
    assert [each.stated and (each.stated.k, each.stated.n) for each in rest] == others
    assert all("Det finns också de" in each.text for each in rest if each.stated is None)


def test_what_the_readers_own_see_otherwise_is_not_told_them(writer):
    stances = {"participants": "aaaaccs", "employers": "as"}
    among = Audience("participants", k=7, insiders=("participants",))
    assert texts(writer(("{vem} väntar", stances, {"themes": ["t1"]}), audience=among, claims=(1,))) == [
        "Flera av er deltagare väntar."
    ]


def test_the_group_that_bears_a_claim_most_is_told_first(writer, invented):
    material = packable(
        invented(), ("{vem} ringer", {"participants": "aaassss", "employers": "aa"}, {"themes": ["t1"]})
    )
    (standing,) = material.standings
    three = (*standing.positions["employers"], replace(standing.positions["employers"][0], respondent="A3"))
    more = replace(standing, positions={**standing.positions, "employers": three})
    asked = writer(material=replace(material, standings=(more,)), claims=(1,))
    told = [each.stated for one in asked.chosen() for each in asked.sentences(one)]
    assert [(each.group, each.k, each.n) for each in told] == [("employers", 3, 3), ("participants", 3, 7)]


def test_a_theme_is_told_with_its_sides_from_two_people_on(writer):
    asked = writer(claim("x {vem}"), themes=("t2",))
    (told,) = asked.chosen()
    assert [(each.stated.k, each.stated.n) for each in asked.sentences(told)] == [(5, 7), (4, 7)]
    own = writer(claim("x {vem}"), audience=AMONG_SEVEN, themes=("t2",))
    assert texts(own) == ["Flera av er deltagare tar upp det här."]


def test_what_rests_on_suggestions_alone_says_so_beside_the_finding(writer):
    asked = writer(claim("x {vem}"), machine=True, themes=("t2",))
    assert [each.machine for each in asked.sentences(asked.chosen()[0])] == [True, True, True]
    assert "maskinens förslag" in texts(asked)[-1]
    assert not any("maskinens förslag" in text for text in texts(writer(claim("x {vem}"), themes=("t2",))))


def quotes(writer):
    return [each for each in writer.blocks(writer.chosen()) if isinstance(each, QuoteBlock)]


@pytest.mark.parametrize(("k", "quoted"), [(7, True), (8, False)])
def test_words_are_quoted_where_as_many_as_must_fit_may_have_said_them(writer, k, quoted):
    asked = writer(claim("{vem} väntar"), audience=Audience("external", k=k), claims=(1,))
    assert bool(quotes(asked)) is quoted


def test_the_readers_own_words_are_never_quoted_to_them(writer):
    assert quotes(writer(claim("{vem} väntar"), audience=AMONG_SEVEN, claims=(1,))) == []
    assert quotes(writer(claim("x {vem}"), audience=AMONG_SEVEN, themes=("t2",))) == []


def test_a_quote_is_of_somebody_who_bears_the_claim_out_and_is_told_with_the_group(writer):
    asked = writer(claim("{vem} väntar", "caassss"), claims=(1,))
    (quote,) = quotes(asked)
    assert quote.group == "deltagare"
    assert quote.quote.respondent in {"D02", "D03"}
    assert quote.finding == "claim-1"
    assert quotes(writer(claim("{vem} väntar", "cssssaa"), claims=(1,))) == []  # D06 and D07 may not be quoted


def test_a_passage_that_is_barred_is_not_quoted(writer):
    asked = writer(claim("{vem} väntar"), claims=(1,))
    asked.quoted.update(asked.material.passages)
    assert quotes(asked) == []


def test_a_pack_holds_four_quotes_at_most(writer):
    asked = writer(claim("{vem} väntar"), claims=(1,))
    told = asked.chosen()
    asked.quotes = MOST_QUOTES - 1
    assert len([each for each in asked.blocks(told) if isinstance(each, QuoteBlock)]) == 1
    assert asked.quotes == MOST_QUOTES
    assert [type(each) for each in asked.blocks(told)] == [Paragraph]


def test_a_finding_stands_under_its_number_and_name_and_names_its_theme(writer):
    asked = writer(claim("{vem} väntar"), ("{vem} ser", {"participants": "aasssss"}, {}), claims=(1, 2))
    first, second = (each for each in asked.blocks(asked.chosen()) if isinstance(each, Paragraph))
    assert (first.run_in, first.finding, first.theme) == ("1. Väntan på besked", "claim-1", "f-t1")
    assert (second.run_in, second.finding, second.theme) == ("2.", "claim-2", "")


@pytest.mark.parametrize(
    ("text", "count", "shown"),
    [
        ("Flertalet väntar.", "5 av 7", "Flertalet väntar (5 av 7)."),
        ("Väntar flertalet?", "5 av 7", "Väntar flertalet? (5 av 7)"),
        ("Flertalet väntar.", "", "Flertalet väntar."),
    ],
)
def test_a_pack_tells_its_counts_among_the_words(text, count, shown):
    told = counted(Sentence(text, ("c1",), count))
    assert (told.text, told.count, told.evidence) == (shown, "", ("c1",))


def test_employers_among_themselves_hear_nothing_of_their_own_two(writer):
    asked = writer(("{vem} kan ringa", {"employers": "aa"}, {"themes": ["t4"]}), audience=EMPLOYERS, claims=(1,))
    assert asked.chosen() == []
    assert [each.standing.tally_of("employers").affirms for each in asked.silent] == [2]
    assert Stance.AFFIRMS in {each.stance for each in asked.silent[0].standing.positions["employers"]}
