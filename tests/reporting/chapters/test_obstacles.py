"""Obstacles by level and priority with what bears each out today; earlier proposals with what became of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reporting.based import WHOLE, basis, claimed, plain, plainly, sentences
from toolkit.domain.reflection.obstacles import Done, Level, Obstacle, Status
from toolkit.domain.reflection.proposals import Earlier, Followed, Promise, Proposal
from toolkit.domain.reports.report import Bullets, Heading, Stated, Table
from toolkit.reporting.chapters.obstacles import blocks

DAY = date(2025, 6, 1)


def obstacle(id_, text="Väntetiden är lång.", level=Level.ORGANISATION, **facts):
    return Obstacle(text, level, id=id_, position=id_, **facts)


@pytest.fixture(name="told")
def _told(invented, wording_of):
    def make(*obstacles, before=None, claims=(), outline=WHOLE, **changes):
        material = replace(claimed(invented(), *claims), obstacles=obstacles, proposals_before=before, **changes)
        return list(blocks(basis(material, wording_of("sv"), outline)))

    return make


def under(found, anchor):
    """The blocks from the heading with this anchor to the next heading."""
    inside, own = False, []
    for block in found:
        if isinstance(block, Heading):
            inside = block.anchor == anchor
        elif inside:
            own.append(block)
    return own


def test_with_nothing_to_tell_the_part_is_left_out_unless_it_is_the_whole_report(told):
    assert told() == []
    alone = told(outline=replace(WHOLE, parts=("obstacles",)))
    assert plainly(alone) == ["# Systemhinder", "! Inga hinder har skrivits in i registret."]


def test_each_level_has_its_table_in_order_of_priority(told):
    found = told(
        obstacle(3, "C"),
        obstacle(
            1, "A", Level.SOCIETY, owner="Regionen", forum="Styrgruppen", lifted="2025-03-04", status=Status.LIFTED
        ),
        obstacle(2, "B."),
    )
    assert [each.text for each in found if isinstance(each, Heading)] == [
        "Systemhinder",
        "Inom och mellan organisationer",
        "1. B",
        "2. C",
        "Omgivande samhälle",
        "1. A",
    ]
    assert [each.level for each in found if isinstance(each, Heading)] == [1, 2, 3, 3, 2, 3]
    organisation, society = (each for each in found if isinstance(each, Table))
    assert organisation.rows == (
        ("1. B.", "uppgift saknas", "inte lyft", "öppet"),
        ("2. C", "uppgift saknas", "inte lyft", "öppet"),
    )
    assert society.rows == (("1. A", "Regionen", "Styrgruppen, 4 mars 2025", "lyft"),)
    assert (organisation.anchor, society.anchor) == ("table-obstacles-organisation", "table-obstacles-society")


def test_an_obstacle_that_nothing_bears_out_today_says_so(told):
    found = told(obstacle(1, claims=(9,), themes=("borta",), passages=("d01.txt:1-2",)))
    assert plainly(under(found, "obstacle-1")) == ["Ingenting i materialet stöder hindret i dag."]


def test_claims_themes_and_passages_bear_it_out_with_their_counts_and_evidence(told, invented):
    keys = {each.evidence[0]: key for key, each in invented().passages.items()}
    found = told(
        obstacle(1, claims=(1,), themes=("t1", "t4"), passages=(keys["c3"], keys["c13"], keys["c6"], keys["c3"])),
        claims=[("{vem} väntar", {"participants": "aaaasss"}, {"themes": ["t1"]})],
    )
    (block, *_) = under(found, "obstacle-1")
    claim, hinders, raised, own = block.sentences
    assert (claim.claim, claim.count) == (1, "4 av 7")
    assert (hinders.count, hinders.evidence) == ("4 av 6", ("c1", "c2", "c4", "c5"))
    assert hinders.text == "Temat ”Väntan på besked” beskrivs som ett hinder av majoriteten av deltagarna."
    assert (raised.count, raised.stated) == ("2 av 2", Stated(2, 2, "employers"))
    assert raised.text == "Temat ”Någon att ringa” tas upp av båda arbetsgivarna."
    assert (own.text, own.evidence) == ("Två ställen i materialet är lagda till hindret.", ("c3", "c13"))


def test_one_chosen_passage_is_told_in_the_singular(told, invented):
    key = next(key for key, each in invented().passages.items() if each.evidence[0] == "c3")
    (block,) = under(told(obstacle(1, passages=(key,))), "obstacle-1")
    assert plain(block) == "Ett ställe i materialet är lagt till hindret."


def test_what_was_done_stands_in_order_and_then_what_changed(told):
    steps = (Done("2025-03-04", "Togs upp."), Done("2025-04-01", "Inget kan göras", answer=True))
    (_, happened) = under(told(obstacle(1, steps=steps, change="Brevet skrevs om.")), "obstacle-1")
    assert isinstance(happened, Bullets)
    assert plain(happened) == [
        "4 mars 2025: Togs upp.",
        "Svar 1 april 2025: Inget kan göras.",
        "Förändring: Brevet skrevs om.",
    ]


@pytest.mark.parametrize(("lifted", "later"), [("2025-03-10", 1), ("2025-03-11", 0), ("2025-03-12", 0), ("", 0)])
def test_passages_said_after_it_was_lifted_are_counted(told, invented, lifted, later):
    """All were said on 11 March 2025, but for D05's, whose day nobody wrote down."""
    keys = tuple(key for key, each in invented().passages.items() if each.evidence[0] in ("c3", "c12"))
    found = sentences(under(told(obstacle(1, passages=keys, forum="S", lifted=lifted)), "obstacle-1"))
    assert [each.evidence for each in found if "efter att" in each.text] == [("c3",)] * later


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (("c3",), "Stället är ur ett samtal som fördes efter att hindret lyftes."),
        (("c2", "c3"), "Båda ställena är ur samtal som fördes efter att hindret lyftes."),
        (("c1", "c2", "c3"), "Alla tre ställena är ur samtal som fördes efter att hindret lyftes."),
        (("c1", "c2", "c12"), "Två av ställena är ur samtal som fördes efter att hindret lyftes."),
    ],
)
def test_when_all_that_shows_it_was_said_later_no_part_of_it_is_spoken_of(told, invented, ids, said):
    keys = tuple(key for key, each in invented().passages.items() if each.evidence[0] in ids)
    found = under(told(obstacle(1, passages=keys, forum="S", lifted="2025-03-10")), "obstacle-1")
    assert sentences(found)[-1].text == said


def test_those_who_name_both_sides_of_a_theme_are_told_beside_those_whom_it_hinders(told, invented):
    both = frozenset(("valence/hinders", "valence/promotes"))
    passages = {
        key: replace(each, codes=both) if each.evidence[0] in ("c1", "c2") else each
        for key, each in invented().passages.items()
    }
    (block, *_) = under(told(obstacle(1, themes=("t1",)), passages=passages), "obstacle-1")
    assert block.sentences[0].text.endswith("av ett par av deltagarna; det finns också de som nämner båda sidorna.")


def earlier(*followed, left_out=0):
    return Earlier(DAY, followed, left_out)


def proposal(text="Skriv enklare brev."):
    return Proposal(**{**PROPOSAL, "text": text})


PROPOSAL = {"text": "", "k": 3, "n": 7, "group": "participants", "evidence": ("c1", "c2")}


def test_each_earlier_proposal_stands_with_what_became_of_it(told):
    followed = Followed(proposal(), (2,), (Promise("Ny mall.", "done"), Promise("Kurs", "okänd")), reworded=True)
    gone = Followed(proposal("B"), gone=True)
    nothing = Followed(proposal("C"))
    found = told(obstacle(1, "A"), obstacle(2, "B", status=Status.LIFTED), before=earlier(followed, gone, nothing))
    lead, items = under(found, "obstacles-before")
    assert "1 juni 2025" in plain(lead)
    assert plain(items) == [
        "Skriv enklare brev: upptaget som hinder 2 på nivån inom och mellan organisationer, lyft; "
        "överenskommet: Ny mall (gjort); överenskommet: Kurs (okänd); påståendet har formulerats om.",
        "B: påståendet har tagits bort.",
        "C: uppgift saknas.",
    ]
    assert (items.items[0].evidence, items.items[0].stated) == (("c1", "c2"), Stated(3, 7, "participants"))


def test_proposals_of_which_nothing_is_known_are_told_only_beside_obstacles(told):
    unknown = earlier(Followed(proposal()))
    assert told(before=unknown) == []
    assert under(told(obstacle(1), before=unknown), "obstacles-before")
    assert plainly(told(before=earlier(Followed(proposal(), gone=True))))[:2] == [
        "# Systemhinder",
        "! Inga hinder har skrivits in i registret.",
    ]


@pytest.mark.parametrize(
    ("left_out", "said"), [(0, ""), (1, "Ett förslag tas inte upp här"), (3, "Sammanlagt tre förslag")]
)
def test_proposals_that_may_not_be_told_any_more_are_counted(told, left_out, said):
    lead = plain(under(told(obstacle(1), before=earlier(left_out=left_out)), "obstacles-before")[0])
    assert said in lead
    assert ("tas inte upp" in lead) is bool(left_out)
