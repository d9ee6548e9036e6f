"""Transcripts enter once, counted and told; who speaks follows the register, also when it changes later."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.material import REGISTER, SAID, transcript
from toolkit.services.material import sources
from toolkit.services.projects.project import open_project
from toolkit.services.projects.standing import StandingStore
from toolkit.storage.database import journal

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ONE = "I: How did you come here?\nP01: By bus.\nI: And then?\nP01: I walked the last bit.\n"


@pytest.fixture
def empty(spegla, tmp_path):
    folder = tmp_path / "project"
    spegla("init", folder, "--language", "en")
    return folder


def put(folder, name, text, encoding="utf-8"):
    path = folder / "interviews" / name
    path.write_text(text, encoding=encoding, newline="")
    return path


def test_turns_words_speakers_and_respondents_are_counted(spegla, empty):
    (source,) = spegla("add", put(empty, "p01.txt", ONE), "-p", empty, "--json").json["added"]
    assert {key: source[key] for key in ("name", "turns", "words", "respondent_words")} == {
        "name": "p01.txt", "turns": 4, "words": 14, "respondent_words": 7,
    }  # fmt: skip
    assert source["speakers"] == ["I", "P01"]
    assert source["respondents"] == ["P01"]


def test_whoever_is_not_in_the_register_is_told_once(spegla, empty):
    answer = spegla("add", put(empty, "p01.txt", ONE), "-p", empty, "--json")
    assert answer.code == 0
    assert answer.json["not_in_register"] == ["P01"]
    assert [problem["serious"] for problem in answer.json["problems"]] == [False]


def test_the_same_file_again_and_under_another_name_is_recognised(spegla, empty):
    path = put(empty, "p01.txt", ONE)
    spegla("add", path, "-p", empty)
    again = spegla("add", path, put(empty, "copy.txt", ONE), "-p", empty, "--json")
    assert again.code == 0
    assert again.json["added"] == []
    assert again.json["known"] == [{"file": "p01.txt", "source": "p01.txt"}, {"file": "copy.txt", "source": "p01.txt"}]


def test_the_same_file_twice_in_one_call_is_taken_once(spegla, empty):
    path = put(empty, "p01.txt", ONE)
    answer = spegla("add", path, path, "-p", empty, "--json")
    assert [source["name"] for source in answer.json["added"]] == ["p01.txt"]
    assert len(answer.json["known"]) == 1


def test_another_content_under_a_known_name_gets_a_name_of_its_own(spegla, empty, tmp_path):
    spegla("add", put(empty, "p01.txt", ONE), "-p", empty)
    other = tmp_path / "P01.txt"
    other.write_text(ONE.replace("bus", "train"), "utf-8")
    answer = spegla("add", other, "-p", empty, "--json")
    assert [source["name"] for source in answer.json["added"]] == ["P01 (2).txt"]
    assert [source["name"] for source in spegla("sources", "-p", empty, "--json").json["sources"]] == [
        "P01 (2).txt",
        "p01.txt",
    ]


def test_front_matter_gives_facts_and_speakers(spegla, empty):
    (empty / "interviews" / "respondents.csv").write_text("id;group\nP10;participants\n", "utf-8")
    text = "---\ndate: 2025-03-13\nmethod: walk\nminutes: 40\nspeakers:\n  MB: P10\n  KL: interviewer\n---\n"
    spegla("add", put(empty, "walk.md", f"{text}KL: Where are we?\nMB: By the river.\n"), "-p", empty)
    (source,) = spegla("sources", "-p", empty, "--json").json["sources"]
    assert source["respondents"] == ["P10"]
    facts = source["facts"]
    assert (facts["date"], facts["method"], facts["minutes"]) == ("2025-03-13", "walk", "40")
    assert source["respondent_words"] == 3


def test_a_file_in_which_only_the_interviewer_was_found_is_told(spegla, empty):
    text = "I: How was it?\nka: It was as it was, and I said so.\nI: Thanks.\nka: Yes.\n"
    answer = spegla("add", put(empty, "talk.txt", text), "-p", empty, "--json")
    (problem,) = answer.json["problems"]
    assert (answer.code, problem["serious"]) == (0, False)
    assert "talk.txt" in problem["message"]


def test_a_group_interview_has_several_respondents(spegla, small):
    rows = {source["name"]: source for source in spegla("sources", "-p", small, "--json").json["sources"]}
    assert rows["team.txt"]["respondents"] == ["T1", "T2", "T3"]
    assert rows["team.txt"]["turns"] == 7
    said = [one.words for one in SAID if one.person.startswith("T")]
    spoken = len(" ".join((*said, "I agree with what was said there.", "Thanks.")).split())
    assert rows["team.txt"]["respondent_words"] == spoken


def test_questions_are_matched_to_the_guide(spegla, small):
    rows = spegla("add", *sorted((small / "interviews").glob("p*.txt")), "-p", small, "--json").json
    assert rows["added"] == []
    with closing(sqlite3.connect(small / "project.db")) as database:
        put_ = dict(
            database.execute(
                "SELECT name, group_concat(DISTINCT question) FROM turn JOIN source ON source.id = source_id "
                "WHERE role = 'respondent' AND question IS NOT NULL GROUP BY name"
            )
        )
    assert set(put_["p01.txt"].split(",")) == {"needs", "plan", "learn"}
    assert set(put_["p09.txt"].split(",")) == {"needs", "plan"}


def withheld_everywhere(spegla, folder, token):
    """Everything that any command and any draft says, in which `token` must not stand."""
    said = [
        spegla("codings", "list", "-p", folder, "--json").out,
        spegla("suggest", "-p", folder, "--json", "--table", folder / "table.csv").out,
        spegla("themes", "-p", folder, "--json").out,
        spegla("status", "-p", folder).out,
    ]
    for suffix in ("csv", "jsonl"):
        assert spegla("codings", "export", folder / f"out.{suffix}", "-p", folder).code == 0
    formats = ("--format", "md", "--format", "html")
    assert spegla("draft", *formats, "-p", folder).code == 0
    assert spegla("draft", "--from-suggestions", *formats, "-p", folder).code == 0
    said.append(spegla("themes", "--from-suggestions", "-p", folder, "--json").out)
    written = [folder / "table.csv", folder / "out.csv", folder / "out.jsonl", *(folder / "drafts").iterdir()]
    said += [path.read_text("utf-8-sig") for path in written]
    return [text for text in said if token.casefold() in text.casefold()]


def test_withdrawn_words_come_back_nowhere(spegla, small):
    assert withheld_everywhere(spegla, small, "sevensecret") == []


def test_consent_withdrawn_later_takes_the_words_away_everywhere(spegla, small):
    spegla("suggest", "-p", small)
    spegla("themes", "-p", small)
    register = REGISTER.replace("P04,participants,,given,2027-12-31,yes", "P04,participants,,withdrawn,,")
    (small / "interviews" / "respondents.csv").write_text(register, "utf-8")
    assert withheld_everywhere(spegla, small, "believes that you do not care") == []


def test_a_label_that_turns_out_to_be_somebody_who_withdrew_is_withheld_at_once(spegla, empty):
    secret = "I never want these words to be found by anyone in any of the papers that you print."
    path = put(empty, "talk.txt", f"I: How was it?\nKa: {secret}\nI: Thanks.\nKa: Yes.\n")
    spegla("add", path, "-p", empty)
    (empty / "codings.csv").write_text(f'source,quote,code\ntalk.txt,"{secret}",needs\n', "utf-8")
    spegla("codings", "import", empty / "codings.csv", "--coder", "KL", "-p", empty)
    assert len(spegla("codings", "list", "-p", empty, "--json").json["codings"]) == 1
    for row in ("kA;participants;withdrawn;", "D7;participants;withdrawn;KA"):
        (empty / "interviews" / "respondents.csv").write_text(f"id;group;consent;labels\n{row}\n", "utf-8")
        assert spegla("codings", "list", "-p", empty, "--json").json["codings"] == []


def test_a_changed_register_places_the_speakers_anew(spegla, empty):
    spegla("add", put(empty, "talk.txt", transcript("P10")), "-p", empty)
    assert spegla("sources", "-p", empty, "--json").json["sources"][0]["respondents"] == ["MB"]
    (empty / "interviews" / "respondents.csv").write_text("id;group;labels\nP10;participants;MB\n", "utf-8")
    spegla("suggest", "-p", empty)
    assert spegla("sources", "-p", empty, "--json").json["sources"][0]["respondents"] == ["P10"]
    segments = spegla("suggest", "-p", empty, "--json").json["segments"]
    assert {(one["respondent"], one["group"]) for one in segments} == {("P10", "participants")}


def test_what_others_placed_meanwhile_is_not_placed_again(small):
    register = small / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P01,participants", "P01,team"))
    one, other = (open_project(small, now=NOW) for _ in range(2))
    standing = StandingStore(small, lambda: NOW)
    projects = [replace(each, standing=standing) for each in (one, other)]
    before, started = placings(standing), threading.Barrier(2)

    def look(project):
        started.wait()
        sources.place(project)

    with ThreadPoolExecutor(2) as both:
        list(both.map(look, projects))
    assert placings(standing) == before + 1
    standing.close()


def placings(standing):
    with standing().reading() as connection:
        return sum(entry.verb == "placing" for entry in journal.entries(connection))


def test_themes_from_suggestions_follow_a_changed_register(spegla, suggested):
    register = REGISTER.replace("P01,participants", "P01,team")
    (suggested / "interviews" / "respondents.csv").write_text(register, "utf-8")
    themes = spegla("themes", "--from-suggestions", "-p", suggested, "--json").json["themes"]
    assert {theme["group"] for theme in themes if "P01" in theme["respondents"]} == {"team"}


def test_a_removed_source_takes_all_that_was_coded_in_it(spegla, small):
    answer = spegla("sources", "remove", "p01.txt", "--yes", "-p", small, "--json")
    assert (answer.code, answer.json) == (0, {"removed": "p01.txt", "codings": 9})
    assert "p01.txt" not in {row["source"] for row in spegla("codings", "list", "-p", small, "--json").json["codings"]}
    assert spegla("sources", "remove", "p01.txt", "--yes", "-p", small).code == 1


GROUP = (
    "Moderator: How was it?\nAnna: It was good for all of us here.\nBo: I agree with what was said.\n"
    "Cilla: This is the sevensecret that I told.\nAnna: Yes.\nModerator: Thanks.\n"
)


def enrol(folder, *rows):
    (folder / "interviews" / "respondents.csv").write_text("\n".join(("id;labels;consent", *rows, "")), "utf-8")


def voices(spegla, folder):
    return [source["respondents"] for source in spegla("sources", "-p", folder, "--json").json["sources"]]


def speakers_of(folder, token):
    """Whose turns hold the token."""
    said = 'substr(text, start + 1, "end" - start)'
    query = f"SELECT respondent FROM turn JOIN source ON source.id = source_id WHERE {said} LIKE ?"
    with closing(sqlite3.connect(folder / "project.db")) as database:
        return [row[0] for row in database.execute(query, (f"%{token}%",))]


def test_people_of_the_register_are_found_though_they_speak_once(spegla, empty):
    enrol(empty, "T01;Anna;given", "T02;Bo;given", "T03;Cilla;withdrawn")
    spegla("add", put(empty, "group.txt", GROUP), "-p", empty)
    assert voices(spegla, empty) == [["T01", "T02", "T03"]]
    assert speakers_of(empty, "sevensecret") == ["T03"]


def test_a_label_registered_later_cuts_the_turns_anew_and_keeps_the_positions(spegla, empty):
    spegla("add", put(empty, "group.txt", GROUP), "-p", empty)
    assert voices(spegla, empty) == [["GROUP Anna"]]
    quote = "It was good for all of us here."
    (empty / "codings.csv").write_text(f'source,quote,code\ngroup.txt,"{quote}",needs\n', "utf-8")
    spegla("codings", "import", empty / "codings.csv", "--coder", "KL", "-p", empty)
    enrol(empty, "T01;Anna;given", "T02;Bo;given", "T03;Cilla;withdrawn")
    assert voices(spegla, empty) == [["T01", "T02", "T03"]]
    assert [coding["quote"] for coding in spegla("codings", "list", "-p", empty, "--json").json["codings"]] == [quote]
    assert speakers_of(empty, "sevensecret") == ["T03"]


def test_the_list_of_sources_follows_the_register_at_once(spegla, empty):
    spegla("add", put(empty, "talk.txt", transcript("P10")), "-p", empty)
    enrol(empty, "P10;MB;withdrawn")
    (source,) = spegla("sources", "-p", empty, "--json").json["sources"]
    assert (source["respondents"], source["withheld"]) == (["P10"], ["P10"])


def test_an_edited_file_added_again_is_told_to_stand_beside_the_older_one(spegla, empty):
    path = put(empty, "p01.txt", ONE)
    spegla("add", path, "-p", empty)
    path.write_text(ONE.replace("bus", "train"), "utf-8")
    answer = spegla("add", path, "-p", empty, "--json")
    (told,) = [one for one in answer.json["problems"] if "beside" in one["message"]]
    assert (answer.code, told["serious"]) == (0, False)
    assert "p01.txt" in told["message"]
    assert "p01 (2).txt" in told["message"]
    assert "spegla sources remove p01.txt" in told["hint"]


def test_an_importer_that_knows_no_labels_is_called_without_them():
    class Older:
        suffixes = (".old",)

        def read(self, data, name):
            return name

    class Newer(Older):
        def read(self, data, name, *, known=frozenset()):
            return known

    assert sources._read(Older(), b"", "x.old", known=frozenset({"i"})) == "x.old"
    assert sources._read(Newer(), b"", "x.old", known=frozenset({"i"})) == {"i"}


@pytest.mark.parametrize(
    ("date", "told"), [("3 april 2026", []), ("våren 2026", ["talk.txt: “våren 2026” could not be read as a date."])]
)
def test_a_date_that_cannot_be_read_is_told(small_coded, date, told):
    data = f"Datum: {date}\n\nI: Hur var det?\nD01: Det var bra.".encode()
    importer = sources.importing_apart.importers()[".txt"]
    notes = sources.source_of(open_project(small_coded, now=NOW), importer, data, name="talk.txt").notes
    assert [note.sentence for note in notes if "date" in note.sentence] == told
