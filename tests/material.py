# ruff: noqa: E501 (what people say stands on one line)
"""A small invented English project that is counted by hand: ten participants, three of a team, twenty-eight answers.

P07 has withdrawn, P05 and P06 may not be quoted, P08's consent is not recorded. The words that must never be
found hold SEVENSECRET, SIXSECRET and FIVESECRET. Nobody asked P09 and P10 about learning.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

NEEDS = "What did you need most help with when you came here?"
PLAN = "How was the plan for your weeks made?"
LEARN = "What have you learned that you would do differently next time?"
ASKED = {"needs": NEEDS, "solutions": PLAN, "learning": LEARN}
TODAY = "2025-10-20"

GUIDE = f"""group: participants
language: en
questions:
  - {{key: needs, area: needs, phase: before, text: "{NEEDS}"}}
  - {{key: plan, area: solutions, phase: during, text: "{PLAN}"}}
  - {{key: learn, area: learning, phase: after, text: "{LEARN}"}}
"""
REGISTER = """id,group,organisation,consent,consent_until,quote,labels,age
P01,participants,,given,2027-12-31,yes,,31
P02,participants,,given,2027-12-31,yes,,32
P03,participants,,given,2027-12-31,yes,,33
P04,participants,,given,2027-12-31,yes,,34
P05,participants,,given,2027-12-31,no,,35
P06,participants,,given,2027-12-31,no,,36
P07,participants,,withdrawn,,,,37
P08,participants,,,,,,38
P09,participants,,given,2027-12-31,yes,,39
P10,participants,,given,2027-12-31,yes,MB,40
T1,team,Office,given,2027-12-31,yes,,50
T2,team,Office,given,2027-12-31,yes,,51
T3,team,College,given,2027-12-31,yes,,52
"""


@dataclass(frozen=True)
class Said:
    """What one person said, and the codes that coder KL gave it."""

    person: str
    area: str
    words: str
    codes: tuple[str, ...]


def _said(person: str, area: str, codes: str, words: str) -> Said:
    return Said(person, area, words, tuple(codes.split()))


SAID = (
    _said("P01", "needs", "needs/work valence/hinders phase/before", "The bus was the worst of it, it goes twice a day from our village and the last bus home leaves before the shift has ended."),
    _said("P02", "needs", "needs/work valence/hinders phase/before", "I needed a bus card and somebody who could read the timetable with me, because the bus to the workplace never came when they said."),
    _said("P03", "needs", "needs/work valence/promotes phase/before", "For me the bus was no trouble at all, I like to sit on the bus and wake up slowly before the working day begins."),
    _said("P04", "needs", "needs/work valence/hinders phase/before", "Without a driving licence you stand there, the bus is late every morning and then the supervisor believes that you do not care."),
    _said("P05", "needs", "needs/health valence/hinders phase/before", "FIVESECRET I could not sleep, I lay awake every night with my thoughts and in the morning the doctor only said that sleep would come by itself."),
    _said("P06", "needs", "needs/health valence/hinders phase/before", "SIXSECRET my sleep was gone and the doctor gave me tablets, and nobody asked how a person works after three nights without any sleep."),
    _said("P07", "needs", "needs/health valence/hinders phase/before", "SEVENSECRET I was afraid of the doctor and I could not sleep, and all of that I told them in confidence in that little room upstairs."),
    _said("P08", "needs", "needs/health valence/hinders phase/before", "My sleep was the thing, I slept two hours a night and the doctor had a waiting list that was longer than the winter itself."),
    _said("P09", "needs", "needs/health valence/promotes phase/before", "I got to see a doctor the same week and then the sleep came back, and with sleep you can carry nearly anything at all."),
    _said("P01", "solutions", "solutions/plan_pace valence/promotes phase/during", "We made the plan at the kitchen table, three days to begin with, and I could say stop whenever I wanted without anyone sighing."),
    _said("P02", "solutions", "solutions/plan_pace valence/promotes phase/during", "Three days a week was what I managed in the beginning, and she wrote it down in the plan just as I had said it."),
    _said("P03", "solutions", "solutions/plan_pace valence/promotes phase/during", "The plan was mine, that was new for me, I was asked first and then the others were allowed to say what they thought."),
    _said("P04", "solutions", "solutions/plan_pace valence/hinders phase/during", "They had a plan ready before I came in through the door, five days a week, and I nodded because everyone else was nodding."),
    _said("P05", "solutions", "solutions/plan_pace valence/promotes phase/during", "FIVESECRET it was good to have the plan on a paper on the fridge, so that my children could see what I was doing on which days."),
    _said("P06", "solutions", "solutions/plan_pace valence/promotes phase/during", "SIXSECRET we changed the plan four times and every time it came a little closer to what I could really manage in a week."),
    _said("P07", "solutions", "solutions/plan_pace valence/promotes phase/during", "SEVENSECRET the plan was made with me and not about me, and I still have the paper that we wrote it on in a drawer."),
    _said("P01", "learning", "learning/insight valence/promotes phase/after", "I have learned to ask straight away, earlier I waited for weeks and then it had grown into something I could not lift alone."),
    _said("P02", "learning", "learning/proposals valence/proposes phase/after", "Next time I would want to meet the workplace before anything is decided, you ought to be allowed to try it for a day."),
    _said("P07", "learning", "learning/insight valence/promotes phase/after", "SEVENSECRET I have learned never to tell anything again to people who write while you are still speaking, that is what I learned."),
    _said("T1", "needs", "needs/mapping valence/hinders phase/before", "We asked about work first for a long time, and it took us a year to see that nobody can answer that before the rent is paid."),
    _said("T2", "needs", "needs/mapping valence/promotes phase/before", "What helps is to walk a while together, then people say what they need without our having to put the question to them at all."),
)  # fmt: skip
CODER = "KL"
BASIS = 'law.legal_basis = "6.1 e"\n'


def transcript(person: str) -> str:
    """The interview with one participant, each question before its answer."""
    asked = {one.area: one.words for one in SAID if one.person == person}
    lines = [f"Interview {person}", "Date: 2025-03-11", "Method: individual", ""]
    for area, question in ASKED.items():
        if area == "learning" and person in ("P09", "P10"):
            continue
        answer = asked.get(area, "Well, I do not really know what to say about that one.")
        lines += [f"I: {question}", f"{'MB' if person == 'P10' else person}: {answer}", "I: Mm.", ""]
    return "\n".join(lines)


def focus_group() -> str:
    """The group interview with the team: three speakers, the interviewer, and all at once."""
    first, second = (one.words for one in SAID if one.person in ("T1", "T2"))
    return (
        "Focus group\nDate: 2025-06-03\nMethod: focus group\n\n"
        f"I: What do people need when they come to you?\nT1: {first}\nSeveral: [laughter]\n"
        f"T2: {second}\nT3: I agree with what was said there.\nI: Thank you.\nT1: Thanks.\n"
    )


def codings_table(said: Iterable[Said] = SAID, *, coder: str | None = None) -> str:
    """The codings as CSV that leaves the places to the quotes."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("source", "start", "end", "quote", "code", *(("coder",) if coder else ())))
    for one in said:
        source = "team.txt" if one.person.startswith("T") else f"{one.person.lower()}.txt"
        for code in one.codes:
            writer.writerow((source, "", "", one.words, code, *((coder,) if coder else ())))
    return out.getvalue()


def write_material(folder: Path) -> list[Path]:
    """Put register, guide, transcripts and the table of codings into a project folder; gives the transcripts."""
    interviews = folder / "interviews"
    (interviews / "guides").mkdir(parents=True, exist_ok=True)
    (interviews / "respondents.csv").write_text(REGISTER, encoding="utf-8")
    (interviews / "guides" / "participants.yaml").write_text(GUIDE, encoding="utf-8")
    people = [f"P{number:02}" for number in range(1, 11)]
    files = [(interviews / f"{person.lower()}.txt", transcript(person)) for person in people]
    files.append((interviews / "team.txt", focus_group()))
    for path, text in files:
        path.write_text(text, encoding="utf-8")
    (folder / "codings.csv").write_text(codings_table(), encoding="utf-8")
    return [path for path, _ in files]


def make_project(folder: Path, run: Callable[[list[str]], int], *, coded: bool = True) -> Path:
    """Make the small project with the command line `run`; `coded`: with the codings of KL."""
    assert run(["init", str(folder), "--language", "en"]) == 0
    settings = folder / "project.toml"
    settings.write_text(f"{BASIS}{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    files = write_material(folder)
    assert run(["add", *map(str, files), "-p", str(folder)]) == 0
    if coded:
        assert run(["codings", "import", str(folder / "codings.csv"), "--coder", CODER, "-p", str(folder)]) == 0
    return folder
