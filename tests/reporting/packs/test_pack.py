"""A pack for its readers: what we see with counts, what is uncertain, where groups part; nobody can be pointed out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.reporting.based import plainly, sentences
from tests.reporting.packed import EMPLOYERS, packable, plan
from toolkit.domain.claims.claims import VOICED, Position, Stance
from toolkit.domain.reports.report import Bullets, Heading, Paragraph, QuoteBlock
from toolkit.domain.sources.audiences import Audience
from toolkit.domain.sources.cases import Respondent
from toolkit.domain.sources.consents import Consent, ConsentStatus
from toolkit.reporting.packs.pack import compose


@pytest.fixture(name="pack")
def _pack(invented, wording_of):
    def make(*claims, audience=None, language="sv", machine=False, wish=None, **changes):
        material = packable(invented(machine=machine), *claims, **changes)
        asked = plan(audience, **(wish or {})) if audience else plan(**(wish or {}))
        return compose(material, plan=asked, wording=wording_of(language))

    return make


def part(report, kind):
    """What stands under one heading."""
    inside, own = False, []
    for block in report.blocks:
        if isinstance(block, Heading):
            inside = block.anchor == f"pack-{kind}"
        elif inside:
            own.append(block)
    return own


def told(report, kind):
    return [each.text for each in sentences(part(report, kind))]


def test_the_sections_stand_in_the_order_in_which_a_group_takes_them_in(pack):
    headings = [block.anchor for block in pack().blocks if isinstance(block, Heading)]
    assert headings == ["pack-see", "pack-uncertain", "pack-differ", "pack-missing", "pack-question"]


def test_the_front_says_for_whom_and_from_which_day_it_is(pack):
    report = pack()
    assert report.title == "Vävstolen: det vi ser hittills"
    assert report.subtitle == "Underlag för samtal med styrgruppen, 20 oktober 2025"
    assert (report.brief, report.day.isoformat(), report.notices) == (True, "2025-10-20", ())
    assert pack(wish={"title": "Våren"}).title == "Våren"


def test_findings_are_told_with_counts_and_their_evidence_is_in_the_pack(pack):
    report = pack()
    counted = [(each.stated.k, each.stated.n) for each in sentences(part(report, "see")) if each.stated]
    assert counted == [(3, 6), (2, 6), (4, 7)]
    every = [id_ for each in sentences(report.blocks) for id_ in each.evidence]
    every += [id_ for block in report.blocks if isinstance(block, QuoteBlock) for id_ in block.evidence]
    assert set(every) <= set(report.evidence)


def test_a_single_voice_and_a_group_of_two_are_not_told_of_at_all(pack):
    report = pack(wish={"claims": (1, 2, 3, 4)})
    everything = repr(report.blocks)
    assert "övar" not in everything
    assert "kan ringa" not in everything
    assert "c12" not in everything
    assert "så få samtal" in " ".join(told(report, "missing"))


def test_what_a_group_of_readers_said_counts_nowhere_where_they_would_know_each_other(pack):
    """For the steering group five of nine are silent on point 2; among employers three of seven participants are."""
    assert any("Punkt 2: minst hälften" in text for text in told(pack(), "uncertain"))
    among = pack(audience=EMPLOYERS)
    assert not any("minst hälften" in text for text in told(among, "uncertain"))
    assert not any("arbetsgivare" in text for text in told(among, "uncertain"))
    assert any("Ni är få, och ni känner varandra" in text for text in told(among, "missing"))
    assert not any("Ni är få" in text for text in told(pack(), "missing"))


def test_small_groups_and_groups_without_a_guide_are_told_of_as_uncertain(pack):
    assert "Vi har talat med få arbetsgivare. Bilden kan ändras när fler kommer till tals." in told(pack(), "uncertain")
    unguided = pack(unguided=frozenset({"participants"}))
    assert len(told(unguided, "uncertain")) == len(told(pack(), "uncertain")) + 1


@pytest.mark.parametrize(
    ("stances", "parted"), [("aaaccss", True), ("aaacsss", False), ("acccsss", False), ("aacqsss", True)]
)
def test_experiences_part_within_a_group_when_two_stand_on_each_side(pack, stances, parted):
    report = pack(("{vem} väntar", {"participants": stances}, {"themes": ["t1"]}))
    assert any("inom samma grupp" in text for text in told(report, "differ")) is parted


BIG = {"participants": "aaaaass"}


@pytest.mark.parametrize(
    ("employers", "said"),
    [("cc", False), ("ss", False)],
)
def test_a_group_of_two_is_never_set_against_another(pack, employers, said):
    report = pack(("{vem} väntar", {**BIG, "employers": employers}, {"themes": ["t1"]}))
    assert any("arbetsgivare" in text for text in told(report, "differ")) is said


@pytest.mark.parametrize(
    ("stance", "parted"), [(Stance.CONTRADICTS, 1), (Stance.DID_NOT_RAISE, 1), (Stance.AFFIRMS, 0)]
)
def test_a_group_of_three_that_says_otherwise_or_nothing_is_set_beside_the_one_that_bears_it_out(
    invented, wording_of, stance, parted
):
    material = packable(invented(), ("{vem} väntar", {**BIG, "employers": "ss"}, {"themes": ["t1"]}))
    standing = material.standings[0]
    employers = tuple(Position(who, stance, ("c13",) * (stance in VOICED)) for who in ("A1", "A2", "A3"))
    other = replace(standing, positions={**standing.positions, "employers": employers})
    report = compose(replace(material, standings=(other,)), plan=plan(), wording=wording_of("sv"))
    found = [each for each in sentences(part(report, "differ")) if each.claim]
    assert len(found) == parted
    assert all("arbetsgivare" in each.text and "deltagare" in each.text for each in found)


def test_what_is_missing_names_groups_not_heard_areas_not_asked_and_questions_without_an_answer(pack):
    missing = told(pack(), "missing")
    assert missing[0].startswith("Vi har ännu inte talat med remittenter, teammedlemmar")
    assert "Frågan ”Varför?” har vi ännu inget svar på." in missing
    assert not any("”Hur?”" in text for text in missing)
    everybody = {f"D{n:02}": frozenset({"preconditions", "solutions"}) for n in range(1, 8)}
    unasked = told(pack(asked=everybody), "missing")
    nobody, participants, employers = (text.lower() for text in unasked[1:4])
    assert "behovsdefinition" in nobody
    assert "uppföljning" in nobody
    assert [part for part in ("förförståelse", "prioriterade", "aktörer", "behov") if part in employers] == [
        "förförståelse",
        "prioriterade",
    ]
    assert [part for part in ("förförståelse", "prioriterade", "aktörer", "behov") if part in participants] == [
        "aktörer"
    ]


def test_the_evaluators_own_questions_stand_in_place_of_the_programs(pack):
    own = pack(wish={"questions": ("Vad nu?", "Och sen?")})
    assert plainly(part(own, "question")) == [["Vad nu?", "Och sen?"]]
    assert part(pack(wish={"questions": ()}), "question") == []
    usual = part(pack(), "question")
    assert isinstance(usual[-1], Bullets)
    assert usual[-1].ordered


def test_a_pack_on_suggestions_says_so(pack):
    assert len(pack(machine=True).notices) == 1
    assert any("Punkt" in text for text in told(pack(machine=True), "uncertain"))


def emptied(material, why):
    """The material as it is when nothing can be told of it for this reason."""
    if why == "nobody":
        no = Consent(ConsentStatus.REFUSED)
        refused = {person: replace(each, consent=no) for person, each in material.respondents.items()}
        return replace(material, respondents=refused)
    return replace(material, themes=(), standings=()) if why == "nothing" else replace(material, themes=())


@pytest.mark.parametrize("why", ["nobody", "nothing", "hidden"])
def test_without_a_finding_it_says_why_and_asks_nothing_of_findings(invented, wording_of, why):
    one_voice = packable(invented(machine=True), ("{vem} övar", {"participants": "ssssass"}, {"themes": ["t3"]}))
    report = compose(emptied(one_voice, why), plan=plan(), wording=wording_of("sv"))
    assert told(report, "see") == [wording_of("sv").say(f"pack.nothing.{why}")]
    assert part(report, "differ") == []
    assert not any("siffrorna" in each.text or each.evidence for each in sentences(report.blocks))
    assert report.notices == ()
    assert told(report, "question") == [
        wording_of("sv").say(f"pack.questions.double.{which}") for which in ("matter", "stop", "else")
    ]


def test_a_pack_on_suggestions_does_not_say_that_anybody_has_coded(pack):
    assert "ingen har granskat" in told_first(pack(machine=True))
    assert "kodats" in told_first(pack())


def told_first(report):
    return " ".join(each.text for each in report.blocks[0].sentences)


def test_words_that_may_not_be_quoted_stand_nowhere(pack):
    for audience in (None, EMPLOYERS):
        for language in ("sv", "en"):
            report = pack(audience=audience, language=language, wish={"claims": (1, 2, 3, 4), "themes": ("t1", "t2")})
            assert "HEMLIGT" not in repr(report)
            assert "D08" not in repr(report)


def test_the_same_wish_gives_the_same_pack(pack):
    assert pack() == pack()
    assert replace(pack(), title="x") != pack()


def standing_with(invented, stances):
    """A material with one claim, on which so many employers stand so beside the participants."""
    material = packable(invented(), ("{vem} väntar", {**BIG, "employers": "ss"}, {"themes": ["t1"]}))
    (standing,) = material.standings
    names = [f"A{at}" for at in range(1, len(stances) + 1)]
    placed = tuple(Position(who, one, ("c13",) * (one in VOICED)) for who, one in zip(names, stances, strict=True))
    known = {who: Respondent(who, "employers") for who in names} | dict(material.respondents)
    return replace(
        material,
        standings=(replace(standing, positions={**standing.positions, "employers": placed}),),
        respondents=known,
        asked={**material.asked, **dict.fromkeys(names, frozenset({"actors"}))},
    )


@pytest.mark.parametrize(
    ("stances", "silent"),
    [
        ("aaasss-", True),
        ("aaaasss", False),
        ("as-----", False),
        ("asss---", False),
        ("aass---", True),
        ("aas----", False),
    ],
)
def test_silence_is_uncertain_from_half_of_three_people_on(pack, stances, silent):
    report = pack(("{vem} väntar", {"participants": stances}, {"themes": ["t1"]}))
    assert any("minst hälften" in text for text in told(report, "uncertain")) is silent


@pytest.mark.parametrize(
    ("others", "parted"),
    [
        ("ccc", "mer blandad"),
        ("qqq", "mer blandad"),
        ("cca", "mer blandad"),
        ("css", None),  # a single voice against is not told of by its group
        ("sss", "men inte av"),
        ("cc", None),  # two were asked
        ("aaa", None),
    ],
)
def test_groups_part_where_three_were_asked_and_more_than_one_says_otherwise(invented, wording_of, others, parted):
    letters = {"a": Stance.AFFIRMS, "c": Stance.CONTRADICTS, "q": Stance.QUALIFIES, "s": Stance.DID_NOT_RAISE}
    material = standing_with(invented, [letters[one] for one in others])
    report = compose(material, plan=plan(), wording=wording_of("sv"))
    found = [each.text for each in sentences(part(report, "differ")) if each.claim]
    assert len(found) == bool(parted)
    assert all(str(parted) in text for text in found)


def test_groups_that_do_not_speak_of_a_matter_are_told_apart_with_or(invented, wording_of):
    material = standing_with(invented, [Stance.DID_NOT_RAISE] * 3)
    (standing,) = material.standings
    silent = {**standing.positions, "steering": standing.positions["employers"]}
    report = compose(
        replace(material, standings=(replace(standing, positions=silent),)), plan=plan(), wording=wording_of("sv")
    )
    (text,) = [each.text for each in sentences(part(report, "differ")) if each.claim]
    assert "men inte av arbetsgivare eller styrgruppsledamöter, som också" in text


@pytest.mark.parametrize(("people", "few"), [(4, True), (5, False)])
def test_a_group_of_fewer_than_five_is_few(invented, wording_of, people, few):
    material = standing_with(invented, [Stance.AFFIRMS] * people)
    report = compose(material, plan=plan(), wording=wording_of("sv"))
    assert any("få arbetsgivare" in text for text in told(report, "uncertain")) is few


def test_a_pack_on_which_some_findings_are_unseen_says_so_in_other_words(invented, wording_of):
    material = packable(invented())
    first, *others = material.standings
    some = replace(material, standings=(replace(first, machine=True), *others))
    report = compose(some, plan=plan(), wording=wording_of("sv"))
    assert report.notices == (wording_of("sv").say("notices.some_machine"),)
    assert [text for text in told(report, "uncertain") if "maskinens" in text] == [
        wording_of("sv").say("pack.machine_points.one", points="1")
    ]
    whole = compose(replace(some, machine=True), plan=plan(), wording=wording_of("sv"))
    assert whole.notices == (wording_of("sv").say("notices.machine"),)


def test_where_every_finding_has_its_quote_nothing_is_said_of_those_without(pack):
    unquoted = "Där citat saknas"
    one = ("{vem} väntar", {"participants": "aaaasss"}, {"themes": ["t1"]})
    assert not any(unquoted in text for text in told(pack(one), "missing"))
    bare = ("{vem} väntar", {"participants": "sssssaa"}, {"themes": ["t1"]})
    assert any(unquoted in text for text in told(pack(bare), "missing"))


def test_where_nothing_parts_it_says_so(pack):
    report = pack(("{vem} väntar", {"participants": "aaaaaaa"}, {"themes": ["t1"]}))
    assert told(report, "differ") == [
        "I de här punkterna går bilderna inte tydligt isär. Det kan också bero på vilka vi har talat med."
    ]
    assert not any("minst hälften" in text for text in told(report, "uncertain"))


def test_what_is_uncertain_or_parts_rests_on_the_evidence_of_its_claims(pack):
    report = pack(("{vem} väntar", {"participants": "aaccsss"}, {"themes": ["t1"]}))
    (within,) = (each for each in sentences(part(report, "differ")) if "inom samma grupp" in each.text)
    assert within.evidence
    assert set(within.evidence) == {"c1", "c2", "c3"}


def test_areas_that_a_group_was_not_asked_of_are_named_three_at_most(pack):
    asked = {f"D{n:02}": frozenset({"preconditions", "needs", "solutions", "actors", "followup"}) for n in range(1, 8)}
    (employers,) = [text for text in told(pack(asked=asked), "missing") if text.startswith("Vi har inte frågat arbets")]
    assert employers.count("”") == 6
    assert "uppföljning" not in employers.lower()


AS_GIVEN = "Names of themes, claims and quotes stand in the language in which they were written or said."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("När det dröjer ringer {vem}", r"När det dröjer ringer [\w ]+ deltagar\w+ \(5 av 7\)\."),
        ("{vem} väntar", r"[\w ]+ deltagar\w+ väntar \(5 av 7\)\."),
        ("{who} {wait/waits}", r"(Most|The majority of the) participants wait \(5 of 7\)\."),
        ("Väntan är lång", r"Väntan är lång\. [A-z ]+ participants( say)? \(5 of 7\)\."),
    ],
)
def test_a_claim_in_another_language_than_the_pack_is_one_sentence_in_its_own(invented, wording_of, text, told):
    material = packable(invented(), (text, BIG, {"themes": ["t1"]}), spoken="sv")
    english = replace(plan(), own=wording_of("sv"))
    report = compose(material, plan=english, wording=wording_of("en"))
    said = " ".join(each.text for each in report.blocks[2].sentences)
    assert re.fullmatch(told, said)
    assert report.blocks[0].sentences[-1].text == AS_GIVEN
    assert AS_GIVEN not in repr(compose(material, plan=plan(), wording=wording_of("sv")))


def test_the_readers_own_several_are_told_of_in_the_language_of_the_claim(invented, wording_of):
    seven = Audience("participants", k=7, insiders=("participants",))
    material = packable(invented(), ("När det dröjer ringer {vem}", {"participants": "aaaasss"}, {"themes": ["t1"]}))
    report = compose(material, plan=replace(plan(seven), own=wording_of("sv")), wording=wording_of("en"))
    assert [each.text for each in report.blocks[2].sentences] == ["När det dröjer ringer flera av er deltagare."]


def test_groups_are_called_as_the_project_calls_them_in_the_language_of_each_sentence(invented, wording_of):
    named = {"participants": {"plural": "vävare", "definite": "vävarna"}}
    material = packable(invented(), ("{vem} väntar", BIG, {"themes": ["t1"]}), ("Det dröjer", BIG, {"themes": ["t2"]}))
    english = replace(plan(claims=(1, 2)), own=wording_of("sv"))
    report = compose(replace(material, group_names=named), plan=english, wording=wording_of("en"))
    first, second = (repr(block) for block in part(report, "see") if isinstance(block, Paragraph))
    assert "vävare väntar (5 av 7)" in first
    assert all(words in second for words in ("participants", "(5 of 7)"))
    assert "väva" not in second
