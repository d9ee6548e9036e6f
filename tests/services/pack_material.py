# ruff: noqa: E501 (what people say stands on one line)
"""An invented project for packs: eight participants and a team of four who know each other, with planted quotes."""

import csv
import io
from datetime import UTC, datetime

from tests.conftest import run
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, 9, tzinfo=UTC)
HAND = Hand("KL", "packing")
QUESTION = "What was the beginning like?"
BUS = "needs/work valence/hinders phase/before"
SAID = {
    "P1": "The bus was the worst of it, and then the welder came by in her own car and drove us home every evening.",
    "P2": "The bus never came when they said, and Berit stood there in the rain with us and counted the minutes aloud.",
    "P3": "Without a driving licence you stand there, the bus is late every morning and nobody believes that you tried.",
    "P4": "I walked when the bus was full, an hour each way along the main road, and came in wet before the day began.",
    "P5": "There was a bus at six and a bus at nine, and the work began at seven, so that was how it all started.",
    "P6": "HELDBACK the bus cost more than I had left in the week, and I did not want to say that to anybody there.",
    "P7": "GONEAWAY the bus was full of people who looked at me, and I got off two stops early every single morning.",
    "P8": "The bus takes so long that the children were asleep when I left and asleep again when I came back home.",
    "T1": "TEAMWORDS we see that the bus decides everything, whoever misses it at seven has lost the whole of that day.",
    "T2": "TEAMWORDS I have asked the municipality about the bus three times, and there is still no answer in my drawer.",
    "T3": "TEAMWORDS the bus is what people talk about first, long before they talk about work or sleep or money at all.",
    "T4": "TEAMWORDS to my mind the bus is an excuse now and then, and I have said so aloud in this very room as well.",
}
ALL = "interview, quote, feedback, archive"


def register():
    """Who is who: P6 does not allow feedback to insiders, P7 has withdrawn; the team's roles are each one's own."""
    roles = {"T1": "welder", "T2": "counsellor", "T3": "teacher", "T4": "planner"}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("id", "group", "consent", "consent_until", "consent_scope", "quote", "labels", "role"))
    for person in SAID:
        group = "team" if person[0] == "T" else "participants"
        consent = "withdrawn" if person == "P7" else "given"
        scope = "interview, quote, archive" if person == "P6" else ALL
        label = "Berit" if person == "T2" else ""
        writer.writerow((person, group, consent, "2027-12-31", scope, "yes", label, roles.get(person, "")))
    return out.getvalue()


def made(folder):
    """The project, with codings and with one claim that everybody's words bear out."""
    assert run(["init", str(folder), "--language", "en"]) == 0
    settings = folder / "project.toml"
    settings.write_text(f'law.legal_basis = "6.1 e"\n{settings.read_text(encoding="utf-8")}', encoding="utf-8")
    (folder / "interviews" / "respondents.csv").write_text(register(), encoding="utf-8")
    codings = io.StringIO()
    writer = csv.writer(codings)
    writer.writerow(("source", "start", "end", "quote", "code"))
    for person, words in SAID.items():
        path = folder / "interviews" / f"{person.lower()}.txt"
        path.write_text(f"Interview {person}\nDate: 2025-03-11\n\nI: {QUESTION}\n{person}: {words}\n", encoding="utf-8")
        for code in BUS.split():
            writer.writerow((path.name, "", "", words, code))
    (folder / "codings.csv").write_text(codings.getvalue(), encoding="utf-8")
    assert run(["add", *map(str, sorted((folder / "interviews").glob("*.txt"))), "-p", str(folder)]) == 0
    assert run(["codings", "import", str(folder / "codings.csv"), "--coder", "KL", "-p", str(folder)]) == 0
    (folder / "codings.csv").unlink()
    assert run(["themes", "-p", str(folder)]) == 0
    claim(folder, "{who} {tell/tells} of a bus that does not fit the day")
    return folder


def claim(folder, text):
    """Write a claim on every theme of the project."""
    from toolkit.services.themes import themes

    found = themes.themes(open_project(folder, now=NOW))
    named = [part for one in found.shown for part in ("--theme", one.theme.id)]
    assert run(["claims", "add", text, *named, "--group", "all", "--coder", "KL", "-p", str(folder)]) == 0
