from dataclasses import replace

import pytest

from tests.reporting.claimed import PARTICIPANTS, standing
from toolkit.domain.claims.claims import ClaimKind
from toolkit.domain.reports.report import Stated
from toolkit.reporting.material.claims_text import ClaimWriter
from toolkit.reporting.material.wording import Turns

WAIT = "{vem} beskriver väntan som det svåraste"


@pytest.fixture(name="writer")
def _writer(invented, wording_of):
    def make(language="sv"):
        words = wording_of(language)
        return ClaimWriter(invented(), words, Turns(words))

    return make


def test_a_claim_is_told_with_its_word_the_voices_against_it_and_those_not_asked(writer, invented):
    one = standing(invented(), 1, WAIT, {"participants": "aac-qaa"}, themes=["t1"])
    told = writer().in_group(one, "participants")
    assert [(each.text, each.count) for each in told] == [
        ("Flertalet deltagare beskriver väntan som det svåraste.", "4 av 6"),
        ("En av de övriga har en annan erfarenhet.", "1 av 6"),
        ("Ytterligare en ser saken från båda håll.", "1 av 6"),
        (
            "En deltagare fick inga frågor inom området ”Förförståelse och förutsättningar”, tar inte heller upp just "
            "detta och räknas därför inte med här.",
            "1 av 7",
        ),
    ]
    assert told[0].stated == Stated(4, 6, "participants")
    assert {each.claim for each in told} == {1}
    assert set(told[0].evidence) == {"c1", "c2", "c4", "c5"}
    assert told[1].evidence == ("c3",)


def test_that_all_say_so_is_told_where_somebody_could_have_said_otherwise(writer, invented):
    """By a claim without a side codings contradict nothing: there it takes somebody's judgement of each."""
    every = standing(invented(), 1, WAIT, {"participants": "aaaaaaa"}, themes=["t1"])
    assert len(writer().in_group(every, "participants")) == 1
    judged = replace(every, decided=frozenset(PARTICIPANTS))
    sided = replace(every, claim=replace(every.claim, valence="hinders"))
    for one in (judged, sided):
        assert writer().in_group(one, "participants")[1].text == "Någon avvikande röst finns inte bland de sju."


def test_what_is_proposed_or_needed_is_not_said_to_be_uncontradicted(writer, invented):
    one = standing(invented(), 1, "{vem} vill ha besked", {"participants": "aaaaaaa"}, kind=ClaimKind.PROPOSAL)
    assert [each.text for each in writer().in_group(one, "participants")] == ["Samtliga deltagare vill ha besked."]


def test_a_claim_without_a_place_for_the_word_is_followed_by_who_says_it(writer, invented):
    one = standing(invented(), 1, "Väntan var det svåraste", {"participants": "aaasaas"}, themes=["t1"])
    told = writer().in_group(one, "participants")
    assert [(each.text, each.count) for each in told[:2]] == [
        ("Väntan var det svåraste.", ""),
        ("Det säger flertalet deltagare.", "5 av 7"),
    ]


def test_a_claim_that_nobody_bears_out_is_not_told(writer, invented):
    one = standing(invented(), 1, WAIT, {"participants": "ccsssss"}, themes=["t1"])
    assert writer().in_group(one, "participants") == ()
    assert writer().short(one) == ()
    assert writer().item(one, ["participants"]) is None


def test_across_groups_those_that_carry_it_are_named_together_and_the_others_after(writer, invented):
    one = standing(invented(), 1, WAIT, {"participants": "aaaaass", "employers": "aa"}, themes=["t1", "t4"])
    assert [(each.text, each.count) for each in writer().short(one)] == [
        (
            "Både flertalet deltagare och båda arbetsgivarna beskriver väntan som det svåraste.",
            "deltagare 5 av 7, arbetsgivare 2 av 2",
        )
    ]
    few = standing(invented(), 1, WAIT, {"participants": "aasssss", "employers": "aa"}, themes=["t1", "t4"])
    first, second = writer().short(few)
    assert first.text.startswith("Båda arbetsgivarna beskriver")
    assert second.text == "Detsamma säger ett par deltagare."
    assert second.stated == Stated(2, 7, "participants")
    assert first.evidence == ("c13", "c14")


@pytest.mark.parametrize("kind", [ClaimKind.NEED, ClaimKind.PROPOSAL])
def test_a_need_or_a_proposal_is_said_by_others_and_is_no_experience_of_theirs(writer, invented, kind):
    stances = {"participants": "aasssss", "employers": "aa"}
    claims = (standing(invented(), n, "{vem} vill ha besked", stances, themes=["t1"], kind=kind) for n in range(1, 9))
    told = {writer().short(one)[-1].text.partition(" ett")[0] for one in claims}
    assert told == {"Detsamma säger", "Så säger också"}


def test_all_of_those_asked_are_not_all_of_a_group_of_whom_some_were_not_asked(writer, invented):
    one = standing(invented(), 1, WAIT, {"participants": "aaaaaa-", "employers": "a-"}, themes=["t1"])
    assert writer().in_group(one, "participants")[0].text == "Sex deltagare beskriver väntan som det svåraste."
    assert writer().in_group(one, "employers")[0].text == "En arbetsgivare beskriver väntan som det svåraste."


def test_english_verbs_agree_with_one_person_or_several(writer, invented):
    text = "{who} {describe/describes} a long wait"
    many = standing(invented(), 1, text, {"participants": "aaaasss"}, themes=["t1"])
    single = standing(invented(), 1, text, {"participants": "asssscs"}, themes=["t1"])
    assert writer("en").in_group(many, "participants")[0].text == "Most participants describe a long wait."
    told = writer("en").in_group(single, "participants")
    assert told[0].text == "One participant describes a long wait."
    assert told[1].text == "One of the others has a different experience."


def test_a_claim_on_suggestions_says_so(writer, invented):
    one = replace(standing(invented(), 1, WAIT, {"participants": "aaaaaaa"}, themes=["t1"]), machine=True)
    told = writer().in_group(one, "participants")
    assert told[-1].text == "Maskinellt förslag, ingen har granskat kodningen."
    assert all(each.machine for each in told)


def kinds(writer, one, group="participants"):
    """What is told of a claim after its first sentence, by its count."""
    return [
        (each.text.split()[0], each.stated and (each.stated.k, each.stated.n)) for each in writer.in_group(one, group)
    ][1:]


@pytest.mark.parametrize(
    ("stances", "told"),
    [
        ("aaaaass", []),  # two of seven silent: less than a third
        ("aaaass-", [(2, 6)]),  # two of six
        ("aaaasss", [(3, 7)]),
        ("asssss-", []),  # of a single voice it is told that it is one
    ],
)
def test_silence_is_told_where_a_third_of_those_asked_kept_it(writer, invented, stances, told):
    one = standing(invented(), 1, "{vem} vill ha besked", {"participants": stances}, kind=ClaimKind.NEED)
    assert [stated for _, stated in kinds(writer(), one) if stated] == told


@pytest.mark.parametrize(
    ("stances", "united"),
    [
        ("aaa----", "Någon avvikande röst finns inte bland de tre."),
        ("aaas---", None),  # silence is no voice
        ("aa-----", None),  # two are too few to say that nobody sees it otherwise
        ("aaac---", None),
        ("aaaq---", None),
    ],
)
def test_that_nobody_sees_it_otherwise_is_told_of_three_at_least_who_all_say_so(writer, invented, stances, united):
    one = standing(invented(), 1, WAIT, {"participants": stances}, valence="hinders", themes=["t1"])
    texts = [each.text for each in writer().in_group(one, "participants")]
    assert (united in texts) if united else not any("avvikande" in text or "eniga" in text for text in texts[2:])
    assert [each.stated.k for each in writer().in_group(one, "participants") if each.text == united] == [0] * bool(
        united
    )


def test_what_was_told_of_silence_and_of_those_not_asked_is_not_told_again(writer, invented):
    making = writer()
    first = standing(
        invented(), 1, "{vem} vill ha besked", {"participants": "aaass--"}, themes=["t1"], kind=ClaimKind.NEED
    )
    again = standing(
        invented(), 2, "{vem} vill ha svar", {"participants": "aaass--"}, themes=["t1"], kind=ClaimKind.NEED
    )
    other = standing(
        invented(), 3, "{vem} vill ha lön", {"participants": "aaass--"}, themes=["t2"], kind=ClaimKind.NEED
    )
    assert [stated for _, stated in kinds(making, first)] == [(2, 5), (2, 7)]
    assert kinds(making, again) == []
    assert [stated for _, stated in kinds(making, other)] == [
        (2, 5),
        (2, 7),
    ]  # silent on another theme, in another area


def test_of_a_claim_in_no_area_nobody_is_said_not_to_have_been_asked(writer, invented):
    one = standing(invented(), 1, "{vem} vill ha besked", {"participants": "aaaaaa-"}, kind=ClaimKind.NEED)
    assert kinds(writer(), one) == []
    placed = replace(one, claim=replace(one.claim, area="needs"))
    (told,) = writer().in_group(placed, "participants")[1:]
    assert "Behovsdefinition" in told.text


def test_a_list_tells_a_claim_in_one_sentence_with_those_who_see_it_otherwise_in_brackets(writer, invented):
    one = standing(invented(), 1, WAIT, {"participants": "aaaaqqs", "employers": "ac"}, themes=["t1", "t4"])
    item = writer().item(one, ["participants", "employers"])
    assert item.text == (
        "Både flertalet deltagare och en arbetsgivare beskriver väntan som det svåraste (bilderna går isär)."
    )
    assert (item.count, item.stated) == ("deltagare 4 av 7, arbetsgivare 1 av 2", Stated(5, 9, ""))
    bare = standing(invented(), 1, "Väntan är lång", {"participants": "aaaasss", "employers": "cc"}, themes=["t1"])
    plain = writer().item(bare, ["participants", "employers"])
    assert plain.text == "Väntan är lång (bilderna går isär)."
    one_other = standing(invented(), 1, "Väntan är lång", {"participants": "aaaaacs"}, themes=["t1"])
    assert writer().item(one_other, ["participants"]).text == "Väntan är lång (alla ger inte samma bild)."
    assert plain.stated == Stated(4, 7, "participants")


def test_who_sees_it_otherwise_is_told_by_stance_and_group(writer, invented):
    one = standing(invented(), 1, WAIT, {"participants": "aaaccqs", "employers": "cq"}, themes=["t1", "t4"])
    told = writer().otherwise(one, ["participants", "employers"])
    assert [(each.stated.k, each.stated.n, each.count) for each in told] == [
        (3, 9, "deltagare 2 av 7, arbetsgivare 1 av 2"),
        (2, 9, "deltagare 1 av 7, arbetsgivare 1 av 2"),
    ]
    assert [each.stated.group for each in writer().otherwise(one, ["employers"])] == ["employers", "employers"]


@pytest.mark.parametrize(
    ("participants", "together"),
    [("aaaass-", True), ("aaasss-", True), ("aassss-", False)],  # half of those asked carry it
)
def test_a_group_carries_a_claim_where_half_of_those_asked_say_so(writer, invented, participants, together):
    one = standing(invented(), 1, WAIT, {"participants": participants, "employers": "aa"}, themes=["t1", "t4"])
    assert len(writer().short(one)) == (1 if together else 2)
    alone = standing(invented(), 1, WAIT, {"participants": "asssss-", "employers": "ss"}, themes=["t1", "t4"])
    (only,) = writer().short(alone)
    assert only.stated == Stated(1, 6, "participants")


def test_whoever_deviates_in_a_group_that_was_told_of_is_another_one(writer, invented):
    one = standing(invented(), 1, WAIT, {"participants": "aaacsss", "employers": "cs"}, themes=["t1", "t4"])
    (told,) = writer().otherwise(one, ["participants", "employers"])
    assert told.text == "Både en annan deltagare och en arbetsgivare har en annan erfarenhet."


def test_a_claim_has_the_same_word_for_a_count_however_much_was_written_before(writer, invented):
    one = standing(invented(), 4, WAIT, {"participants": "aaaacss"}, themes=["t1"])
    writing = writer()
    assert len({writing.in_group(one, "participants")[0].text for _ in range(5)}) == 1


def test_others_who_say_the_same_are_told_one_after_another_in_other_words(writer, invented):
    one = standing(invented(), 1, WAIT, {"participants": "aaaaass", "employers": "aa"}, themes=["t1", "t4"])
    told = [writer().same(one, group, after=at) for at, group in enumerate(("participants", "employers"))]
    assert [each.text for each in told] == [
        "Detsamma säger flertalet deltagare.",
        "Samma erfarenhet har båda arbetsgivarna.",
    ]
    assert [each.stated for each in told] == [Stated(5, 7, "participants"), Stated(2, 2, "employers")]
