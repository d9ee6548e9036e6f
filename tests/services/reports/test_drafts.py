"""A draft says what the codings say: counts that can be counted again, evidence that exists, no withheld words."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.material import SAID, codings_table
from tests.outputs import of_nobody_else, runs, text_of, words, written

FORMATS = ("--format", "docx", "--format", "html", "--format", "md")
NEVER_ASKED = {"learning": {"P09", "P10"}}
PEOPLE = {
    "participants": {f"P{number:02}" for number in range(1, 11)} - {"P07"},
    "team": {"T1", "T2", "T3"},
}
ADMISSIBLE = {  # the method's table, written down once more
    "all": lambda k, n: k == n >= 3,
    "nearly all": lambda k, n: n >= 8 and 0 < n - k <= max(1, n // 10),
    "the great majority": lambda k, n: n >= 10 and Fraction(k, n) >= Fraction(8, 10),
    "most": lambda k, n: 2 * k > n,
    "the majority": lambda k, n: 2 * k > n,
    "half": lambda k, n: n >= 6 and Fraction(45, 100) <= Fraction(k, n) <= Fraction(55, 100),
    "nearly half": lambda k, n: n >= 6 and Fraction(40, 100) <= Fraction(k, n) <= Fraction(50, 100),
    "several": lambda k, n: n >= 6 and k >= 3 and 2 * k <= n,
    "some": lambda k, n: n >= 6 and k >= 2 and Fraction(k, n) <= Fraction(35, 100),
    "a few": lambda k, n: n >= 6 and 2 <= k <= 4,
    "a couple": lambda k, n: k == 2,
    "one": lambda k, n: k == 1,
}
NOUNS = r"(?:participants?|team members?)"


@pytest.fixture
def drafted(spegla):
    """Draft a project; gives the answer's JSON and the folder of the files."""

    def call(folder, *options):
        answer = spegla("draft", *options, "-p", folder, "--json")
        assert answer.code == 0, answer.err
        return answer.json

    return call


def ids(folder, table):
    with closing(sqlite3.connect(folder / "project.db")) as database:
        return {f"{table[0]}{key}" for (key,) in database.execute(f"SELECT id FROM {table}")}


def test_every_finding_rests_on_codings_that_exist(drafted, small):
    answer = drafted(small, *FORMATS)
    assert answer["findings"]
    named = {key for evidence in answer["findings"].values() for key in evidence}
    assert all(answer["findings"].values())
    assert named <= ids(small, "coding")
    assert answer["quotes"] > 0


def test_the_evidence_of_a_finding_stands_in_every_format(drafted, small):
    answer = drafted(small, *FORMATS)
    for name, text in written(small / "drafts").items():
        for evidence in answer["findings"].values():
            assert evidence[0] in text, name


def test_a_draft_that_a_person_may_have_edited_is_never_written_over(drafted, small):
    (first,) = drafted(small, "--format", "md")["files"]
    Path(first).write_text("My own words.", "utf-8")
    both = drafted(small, "--format", "md", "--format", "html")["files"]
    assert first not in both
    assert {re.search(r"(-2)?\.\w+$", path)[1] for path in both} == {"-2"}
    assert Path(first).read_text("utf-8") == "My own words."


def test_drafts_go_where_they_are_asked_to(drafted, small, tmp_path):
    files = drafted(small, "--format", "md", "--out", tmp_path / "a" / "b")["files"]
    assert [str(path) for path in (tmp_path / "a" / "b").iterdir()] == files


def test_both_outlines_tell_the_same_findings(drafted, small):
    perspectives = drafted(small, "--format", "md")
    areas = drafted(small, "--format", "md", "--outline", "areas")
    assert perspectives["findings"] == areas["findings"]
    assert "perspectives" in perspectives["files"][0]
    assert "areas" in areas["files"][0]


@pytest.mark.parametrize("options", [(), ("--from-suggestions",), ("--outline", "areas")])
def test_nobody_is_quoted_who_does_not_allow_it(drafted, small, options):
    drafted(small, *FORMATS, *options)
    texts = written(small / "drafts")
    assert len(texts) == 3
    for person in ("P05", "P06", "P07"):
        theirs = [one.words for one in SAID if one.person == person]
        secret = of_nobody_else(theirs, [one.words for one in SAID if one.person != person])
        assert secret
        for name, text in texts.items():
            assert not secret & runs(text), (person, name)
    assert "sevensecret" not in "".join(texts.values()).casefold()
    assert "fivesecret" not in "".join(texts.values()).casefold()
    assert "sixsecret" not in "".join(texts.values()).casefold()


def test_whoever_is_quoted_said_so_and_nobody_is_named(drafted, small):
    drafted(small, "--format", "md")
    text = next((small / "drafts").glob("*.md")).read_text("utf-8")
    quotes = re.findall(r"^> \*“(.+?)”\*", text, re.MULTILINE)
    said = [one.words for one in SAID if one.person not in ("P05", "P06", "P07")]
    assert len(quotes) >= 4
    assert all(any(quote in words for words in said) for quote in quotes)
    body = text.partition("## Evidence")[0]
    assert not re.search(r"\b[PT]\d{1,2}\b", body)


def findings_in(text):
    """The paragraph of each theme in a Markdown draft, by the theme's name."""
    return dict(re.findall(r"^\*\*(.+?)\.\*\* (.+)$", text, re.MULTILINE))


@pytest.fixture
def counted(spegla, small):
    """For each theme, by name: everyone who raises it, by valence, and everyone asked, counted from the codings."""
    valences = {}
    for row in spegla("codings", "list", "-p", small, "--json").json["codings"]:
        if row["code"].startswith("valence/"):
            key = f"{row['source']}:{row['start']}-{row['end']}"
            valences.setdefault(key, set()).add(row["code"].partition("/")[2])
    speaker = {one.words: one.person for one in SAID}
    found = {}
    for theme in spegla("themes", "-p", small, "--json").json["themes"]:
        sides = {}
        for key in theme["passages"]:
            source, _, span = key.rpartition(":")
            start, end = map(int, span.split("-"))
            person = speaker[(small / "interviews" / source).read_text("utf-8")[start:end]]
            sides.setdefault(person, set()).update(valences.get(key, ()))
        group = PEOPLE[theme["group"]]
        found[theme["name"]] = (sides, group - NEVER_ASKED.get(theme["area"], set()) | set(sides), group)
    return found


def possible(sides, asked, group):
    """Every count that a sentence on the theme may state."""

    def those(*wanted):
        return sum(side & {"promotes", "hinders"} == set(wanted) for side in sides.values())

    kinds = [len(sides), those("promotes"), those("hinders"), those("promotes", "hinders")]
    kinds += [sum("proposes" in side for side in sides.values()), len(asked) - len(sides)]
    kinds += [sum(bool(side & {kind}) for side in sides.values()) for kind in ("promotes", "hinders")]
    return {(k, len(asked)) for k in kinds} | {(len(group - asked), len(group))}


def test_counts_and_quantity_words_are_those_of_the_codings(drafted, small, counted):
    drafted(small, "--format", "md")
    text = next((small / "drafts").glob("*.md")).read_text("utf-8")
    paragraphs = findings_in(text)
    assert paragraphs.keys() == counted.keys()
    known = "|".join(sorted(ADMISSIBLE, key=len, reverse=True))
    seen = 0
    for name, (sides, asked, group) in counted.items():
        sentences = re.split(r"</sub>\s*|(?<=\)\.)\s+", paragraphs[name])
        stated = [tuple(map(int, pair)) for pair in re.findall(r"\((\d+) of (\d+)\)", paragraphs[name])]
        assert (len(sides), len(asked)) in stated, name
        assert set(stated) <= possible(sides, asked, group), name
        for sentence in sentences:
            count = re.search(r"\((\d+) of (\d+)\)", sentence)
            pattern = rf"\b({known})\b(?: of)?(?: the)? {NOUNS}"
            for word in re.findall(pattern, sentence, re.IGNORECASE) if count else ():
                seen += 1
                assert ADMISSIBLE[word.casefold()](int(count[1]), int(count[2])), sentence
    assert seen >= len(counted)


def test_the_table_of_areas_and_groups_counts_people_and_passages(drafted, small):
    drafted(small, "--format", "md")
    text = next((small / "drafts").glob("*.md")).read_text("utf-8")
    coded = [one for one in SAID if one.person != "P07"]
    for area, title in (("needs", "Definition of needs"), ("learning", "Learning and unlearning")):
        for column, start in ((1, "P"), (2, "T")):
            own = [one for one in coded if one.area == area and one.person.startswith(start)]
            cell = f"{len({one.person for one in own})} ({len(own)})" if own else "–"
            row = re.search(rf"^\| {title} \|(.+)\|$", text, re.MULTILINE)[1].split("|")
            assert row[column - 1].strip() == cell


def test_who_was_never_asked_is_told_and_not_counted(drafted, small):
    drafted(small, "--format", "md")
    text = next((small / "drafts").glob("*.md")).read_text("utf-8")
    assert "(2 of 9)" in next(p for p in findings_in(text).values() if "of 7)" in p)
    assert re.search(r"\| Learning and unlearning \| 7 of 9 \|", text)


def test_a_first_draft_from_suggestions_says_so_on_the_title_page_and_at_each_finding(drafted, suggested):
    answer = drafted(suggested, *FORMATS, "--from-suggestions")
    assert answer["from_suggestions"] is True
    named = {key for evidence in answer["findings"].values() for key in evidence}
    assert named <= ids(suggested, "suggestion")
    for name, text in written(suggested / "drafts").items():
        assert "First draft from machine proposals" in text, name
    text = next((suggested / "drafts").glob("*.md")).read_text("utf-8")
    paragraphs = findings_in(text)
    assert len(paragraphs) == len(answer["findings"])
    assert all("nobody has looked at" in paragraph for paragraph in paragraphs.values())


def test_a_draft_from_suggestions_leaves_the_themes_that_people_made(spegla, drafted, small):
    before = spegla("themes", "-p", small, "--json").json
    drafted(small, "--format", "md", "--from-suggestions")
    assert spegla("status", "-p", small, "--json").json["themes"] == len(before["themes"])
    assert spegla("themes", "-p", small, "--json").json == before


def test_without_codings_the_first_look_is_offered(spegla, suggested):
    answer = spegla("draft", "-p", suggested)
    assert answer.code == 1
    assert "--from-suggestions" in answer.err


def test_an_unknown_outline_or_format_is_told_with_those_there_are(spegla, small):
    outline = spegla("draft", "--outline", "nonsense", "-p", small)
    assert (outline.code, "perspectives" in outline.err) == (1, True)
    form = spegla("draft", "--format", "pdf", "-p", small)
    assert (form.code, "docx" in form.err) == (1, True)
    assert not (small / "drafts").exists()


@pytest.mark.parametrize("where", ["project.toml", "project.toml/below"])
def test_a_folder_that_cannot_be_written_is_told(spegla, small, where):
    answer = spegla("draft", "--format", "md", "--out", small / where, "-p", small)
    assert answer.code == 1
    assert "could not be written" in answer.err


def test_the_word_file_is_whole(drafted, small):
    drafted(small, "--format", "docx")
    (path,) = (small / "drafts").iterdir()
    text = text_of(path)
    assert "The participants’ experiences" in text
    assert len(runs(text) & set().union(*(runs(one.words) for one in SAID))) > 20


@pytest.mark.parametrize("person", ["P05", "P06"])
def test_a_theme_of_somebody_who_may_not_be_quoted_is_told_without_the_words(spegla, drafted, suggested, person):
    alone = [one for one in SAID if one.person == person]
    (suggested / "k.csv").write_text(codings_table(alone), "utf-8")
    spegla("codings", "import", suggested / "k.csv", "--coder", "A", "-p", suggested)
    answer = drafted(suggested, "--format", "md", "--format", "html")
    assert (len(answer["findings"]), answer["quotes"]) == (2, 0)
    said = {word for one in alone for word in words(one.words) if len(word) > 5}
    known = words(spegla("scheme", "-p", suggested, "--json").out)
    text = next((suggested / "drafts").glob("*.md")).read_text("utf-8")
    told = words(" ".join(f"{heading} {body}" for heading, body in findings_in(text).items()))
    assert not said.intersection(told).difference(known)


def test_own_phases_groups_and_questions_stand_in_the_draft(drafted, small):
    (small / "project.toml").write_text(
        'name = "The Loom"\nlanguage = "en"\nevaluation_questions = ["Does the bus come?"]\n'
        '[groups]\nparticipants = "Weavers"\nteam = "Masters"\n[phases]\nbefore = "At the door"\n',
        "utf-8",
    )
    drafted(small, "--format", "md")
    text = next((small / "drafts").glob("*.md")).read_text("utf-8")
    assert text.startswith("# The Loom")
    assert "Does the bus come?" in text
    assert "### At the door" in text
    assert "Weavers" in text


def test_coders_who_disagree_make_nobody_of_two_minds_and_are_told(spegla, small):
    other = [replace(SAID[0], codes=("needs/work", "valence/promotes"))]
    (small / "b.csv").write_text(codings_table(other), "utf-8")
    spegla("codings", "import", small / "b.csv", "--coder", "B", "-p", small)
    answer = spegla("draft", "--format", "md", "-p", small, "--json")
    (note,) = answer.json["problems"]
    assert (note["serious"], note["message"]) == (
        False,
        "Coders disagree on what promotes and what hinders (passages: 1).",
    )
