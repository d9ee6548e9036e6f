"""Who spoke: labels placed by register, facts and what they say by themselves."""

import pytest

from toolkit.domain.sources.cases import Register, Respondent
from toolkit.domain.sources.consents import Consent, ConsentStatus
from toolkit.domain.sources.sources import RawTurn, Role, Transcript
from toolkit.domain.sources.speakers import known_labels, placed, printed_role, speaker_pairs
from toolkit.domain.texts.text import Span

REGISTER = Register.of(
    [
        Respondent("D01", "participants"),
        Respondent("D10", "participants", labels=("Maja",)),
        Respondent("T1"),
        Respondent("T2"),
    ]
)


def transcript(talk, **facts):
    """A transcript of "label: words" lines."""
    text, turns = "", []
    for line in talk.split("\n"):
        label, _, words = line.partition(": ")
        text += f"{line}\n"
        end = len(text) - 1
        turns.append(RawTurn(Span(end - len(words), end), label or None, float(len(turns))))
    return Transcript(text, tuple(turns), facts)


def who(talk, name="x1.txt", register=REGISTER, interviewers=(), **facts):
    turns, problems = placed(transcript(talk, **facts), name=name, register=register, interviewers=interviewers)
    return {turn.label: turn.respondent or turn.role.value for turn in turns}, [problem.values for problem in problems]


def test_a_label_that_the_register_has_is_that_respondent_without_regard_to_case():
    assert who("I: Hej?\nd01: Hej.\nMAJA: Jo.") == ({"I": "interviewer", "d01": "D01", "MAJA": "D10"}, [])


@pytest.mark.parametrize(
    "label",
    [
        "I",
        "Int",
        "INTERVJUARE",
        "Intervjuare 1",
        "Interviewer",
        "Utvärderare",
        "Moderator",
        "M",
        "M?",
        "Q",
        "Fråga",
        "I2",
    ],
)
def test_labels_that_interviewers_have_are_context(label):
    assert who(f"{label}: Hej\nD01: Hej.")[0] == {label: "interviewer", "D01": "D01"}


@pytest.mark.parametrize("label", ["Flera", "Alla", "Several", "ALL", "Group"])
def test_several_people_at_once_are_no_person(label):
    assert who(f"I: Hej?\nT1: Jo.\n{label}: [skratt]")[0][label] == "several"


@pytest.mark.parametrize("label", ["Okänd", "Unknown Speaker"])
def test_a_speaker_that_nobody_knew_stays_unknown(label):
    assert who(f"I: Hej?\nT1: Jo.\n{label}: Mm") == ({"I": "interviewer", "T1": "T1", label: "unknown"}, [])


def test_a_turn_without_label_is_unknown():
    turns, _ = placed(transcript("I: Hej?\n: Mm\nT1: Jo"), name="x.txt", register=REGISTER)
    assert [(turn.number, turn.role, turn.time) for turn in turns] == [
        (1, Role.INTERVIEWER, 0.0),
        (2, Role.UNKNOWN, 1.0),
        (3, Role.RESPONDENT, 2.0),
    ]


def test_the_facts_and_the_project_name_interviewers():
    assert who("KL: Hej.\nD01: Hej.", interviewer="KL, Bo")[0]["KL"] == "interviewer"
    assert who("KL: Hej.\nD01: Hej.", interviewers=["kl"])[0]["KL"] == "interviewer"


def test_the_facts_explain_speakers():
    talk = "KL: Hej?\nSA: Hej.\nMO: Mm.\nT2: Jo."
    found, problems = who(talk, speakers="SA=d10, KL=interviewer, MO=D99, T2")
    assert found == {"KL": "interviewer", "SA": "D10", "MO": "D99", "T2": "T2"}
    assert problems == [{"label": "D99"}]
    assert speaker_pairs({"speakers": "SA=D10, T2,"}) == {"sa": "D10", "t2": "T2"}
    assert known_labels({"speakers": "SA=D10", "respondent": "D10", "interviewer": "KL, "}) == {"sa", "d10", "kl"}


@pytest.mark.parametrize(
    "label", ["R", "IP", "Respondent", "Participant", "Deltagare", "Informant", "Intervjuperson", "Speaker 2"]
)
def test_a_label_for_any_respondent_is_the_one_of_the_facts_or_the_file(label):
    talk = f"I: Hej?\n{label}: Hej."
    assert who(talk, "x.txt", respondent="d10") == ({"I": "interviewer", label: "D10"}, [])
    assert who(talk, "d01.txt") == ({"I": "interviewer", label: "D01"}, [])
    assert who(talk, "intervju_D01_2025-03-11.docx") == ({"I": "interviewer", label: "D01"}, [])
    told = {"label": label, "person": "P7"} if label[-1] == "2" else {"label": "P7"}
    assert who(talk, "p7.txt") == ({"I": "interviewer", label: "P7"}, [told])
    assert who(talk, "x.txt", respondent="D55") == ({"I": "interviewer", label: "D55"}, [{"label": "D55"}])


def test_initials_are_the_respondent_that_the_facts_or_the_file_name():
    talk = "KL: Hej?\nMB: Hej."
    assert who(talk, "x.txt", interviewer="KL", respondent="D10")[0]["MB"] == "D10"
    assert who(talk, "d10.txt", interviewer="KL")[0]["MB"] == "D10"
    assert who(talk, "x.txt", interviewer="KL") == ({"KL": "interviewer", "MB": "MB"}, [{"label": "MB"}])
    assert who(talk, "x.txt", interviewer="KL", respondent="D55")[0]["MB"] == "MB"


def test_a_second_name_beside_a_registered_respondent_is_a_person_of_its_own():
    assert who("I: Hej?\nD01: Hej.\nMB: Jo.", "d10.txt")[0] == {"I": "interviewer", "D01": "D01", "MB": "MB"}


def test_numbered_labels_for_any_respondent_are_persons_of_their_file():
    talk = "I: Hej?\nDeltagare 1: Hej.\nDeltagare 2: Jo."
    assert who(talk, "fg1.txt")[0] == {
        "I": "interviewer",
        "Deltagare 1": "FG1 Deltagare 1",
        "Deltagare 2": "FG1 Deltagare 2",
    }


def test_beside_a_label_for_any_respondent_the_other_one_asks():
    assert who("Dan: Okay.\nParticipant: Okay.", "P1.txt") == (
        {"Dan": "interviewer", "Participant": "P1"},
        [{"label": "P1"}],
    )


def test_without_a_known_interviewer_the_one_who_asks_is_taken_and_told():
    talk = "Eva: Hur är det?\nD01: Bra. Och du?\nEva: Bra. Var bor du?\nD01: Norrby.\nD01: Ja.\nD01: Jo."
    assert who(talk) == ({"Eva": "interviewer", "D01": "D01"}, [{"label": "Eva"}])
    diarised = "SPEAKER_00: Hur är det?\nSPEAKER_01: Bra.\nSPEAKER_00: Säkert?\nSPEAKER_01: Ja."
    assert who(diarised, "d01.txt") == ({"SPEAKER_00": "interviewer", "SPEAKER_01": "D01"}, [{"label": "SPEAKER_00"}])


def test_without_anyone_who_asks_no_interviewer_is_taken_and_that_is_told():
    found, problems = who("Eva: Hej.\nBo: Hej.\nEva: Mm.\nBo: Jo.")
    assert found == {"Eva": "X1 Eva", "Bo": "X1 Bo"}
    assert problems == [{}, {"label": "Eva", "person": "X1 Eva"}, {"label": "Bo", "person": "X1 Bo"}]


def test_a_file_with_one_speaker_has_no_interviewer():
    assert who("Maja: Hur ska jag säga?\nMaja: Jo.") == ({"Maja": "D10"}, [])


def test_registered_respondents_are_never_taken_for_the_interviewer():
    assert who("T1: Hej?\nT2: Hej.\nT1: Va?") == ({"T1": "T1", "T2": "T2"}, [])


def test_every_problem_is_a_note_with_a_sentence_and_a_next_step():
    _, problems = placed(transcript("Eva: Hur?\nBo: Så.\nEva: Jaså?"), name="x.txt", register=REGISTER)
    assert len(problems) == 2
    for problem in problems:
        assert not problem.serious
        assert problem.where == "x.txt"
        assert problem.sentence
        assert problem.next_step
    assert problems[1].sentence == "The speaker Bo is not in respondents.csv, and is called X Bo until then."


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("R1", None),
        ("T4", None),
        ("MB", None),
        ("Åsa", None),
        ("Deltagare 12", Role.RESPONDENT),
        ("IP1", Role.RESPONDENT),
    ],
)
def test_a_pseudonym_says_no_role_by_itself(label, role):
    assert printed_role(label) is role


def test_a_first_name_that_the_register_lacks_is_a_person_of_its_file():
    talk = "I: Hej?\nAnna: Hej.\nD77: Jo."
    assert who(talk, "fg1.txt")[0] == {"I": "interviewer", "Anna": "FG1 Anna", "D77": "D77"}
    assert who(talk, "fg2.txt")[0]["Anna"] == "FG2 Anna"
    assert who(talk, "fg2.txt", register=Register.of([Respondent("Anna")]))[0]["Anna"] == "Anna"


def test_r1_is_nobody_of_the_register_where_r2_is_not_in_it():
    register = Register.of([Respondent("R1", "referrers")])
    talk = "I: Hej?\nR1: Hej.\nR2: Jo."
    found, problems = who(talk, "fg1.txt", register=register)
    assert found == {"I": "interviewer", "R1": "FG1 R1", "R2": "FG1 R2"}
    strangers = [{"label": label, "person": f"FG1 {label}"} for label in ("R1", "R2")]
    assert problems == [{"label": "R1"}, *strangers]
    assert who("I: Hej?\nR1: Hej.\nT4: Jo.", "fg1.txt", register=register)[0]["R1"] == "R1"
    assert who(talk, "fg1.txt", register=register, speakers="R1=D01, R2=D02")[0]["R2"] == "D02"


@pytest.mark.parametrize("consent", [Consent(ConsentStatus.WITHDRAWN), Consent(ConsentStatus.GIVEN, quote=False)])
def test_doubt_about_r1_frees_no_words_that_may_not_be_quoted(consent):
    register = Register.of([Respondent("R1", consent=consent)])
    assert who("I: Hej?\nR1: Hej.\nR2: Jo.", "fg1.txt", register=register)[0]["R1"] == "R1"


@pytest.mark.parametrize("label", ["Maja och T1", "T1 + T2", "T1/T2", "T1, T2 och Maja", "T1 & Maja (i kör)"])
def test_a_label_of_several_persons_is_several(label):
    assert who(f"I: Hej?\nT1: Jo.\nT2: Ja.\n{label}: Precis!")[0][label] == "several"


def test_an_aside_does_not_hide_the_person():
    talk = "I: Hej?\nd01 (suckar): Jo.\nDeltagare (Maja): Ja.\nIntervjuaren (D01): Va?\nFlera [skratt]: Ja."
    assert who(talk)[0] == {
        "I": "interviewer",
        "d01 (suckar)": "D01",
        "Deltagare (Maja)": "D10",
        "Intervjuaren (D01)": "interviewer",
        "Flera [skratt]": "several",
    }


def test_those_listed_as_present_are_persons_of_their_file_all_the_same():
    talk = "I: Hej?\nDeltagare 1: Hej.\nAnna: Jo."
    found, _ = who(talk, "fg1.txt", speakers="Deltagare 1, Anna")
    assert found == {"I": "interviewer", "Deltagare 1": "FG1", "Anna": "FG1 Anna"}
