"""The disclosure gate over whole projects: planted people are found, answers carried out, and what is clean passes."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document

from tests.conftest import run
from toolkit.domain.identifiers.gate import Answer, Kind
from toolkit.errors import BadFile, BadSetting, NotFound, Refused, UsageError
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import open_project
from toolkit.services.reports import disclosure, disclosure_answers
from toolkit.services.reports.disclosure_answers import Given
from toolkit.services.reports.drafts import Wanted, draft

NOW = datetime(2025, 10, 20, 9, tzinfo=UTC)
HAND = Hand("KL", "answering")
PLACES, AGES = ("Northmill", "Eastfield", "Westwood", "Hillside"), ("31", "47", "52")
FILLER = ("they", "asked", "me", "how", "it", "was", "and", "it")


def people(chance):
    """Sixty invented people: fifty-six participants, and four employers with a workplace each."""
    found = {}
    for n in range(60):
        group = "employers" if n >= 56 else "participants"
        place = PLACES[n - 56] if n >= 56 else chance.choice(PLACES)
        found[f"R{n:02}"] = {"group": group, "organisation": place, "age": chance.choice(AGES)}
    return found


def words_of(person, own, chance):
    """What somebody says: ordinary words, and now and then the workplace or the age."""
    told = [name for name in ("organisation", "age") if chance.random() < 0.5]
    says = {"organisation": f"over at {own['organisation']}", "age": f"being {own['age']} years old"}
    salt = " ".join("very" for _ in range(int(person[1:]) % 7))
    return " ".join([*FILLER[: chance.randint(3, 8)], salt, *(says[name] for name in told), "so", "it", "goes"]), told


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A project of sixty people with planted combinations: folder, people, and what each says and gives away."""
    chance = random.Random(7)
    folder = tmp_path_factory.mktemp("town") / "project"
    assert run(["init", str(folder), "--language", "en"]) == 0
    everyone = people(chance)
    register = io.StringIO()
    writer = csv.writer(register)
    writer.writerow(("id", "group", "organisation", "consent", "consent_until", "quote", "labels", "age"))
    said = {}
    for person, own in everyone.items():
        said[person] = words_of(person, own, chance)
        writer.writerow((person, own["group"], own["organisation"], "given", "2027-12-31", "yes", "", own["age"]))
        words = f"Well. No {person[1:]}x {said[person][0]}."
        text = f"Interview {person}\nDate: 2025-03-11\n\nI: How was it?\n{person}: {words}\n"
        (folder / "interviews" / f"{person}.txt").write_text(text, encoding="utf-8")
    (folder / "interviews" / "respondents.csv").write_text(register.getvalue(), encoding="utf-8")
    assert run(["add", *map(str, sorted((folder / "interviews").glob("R*.txt"))), "-p", str(folder)]) == 0
    return folder, everyone, said


def document(lines):
    """A Word file of headings and quotes."""
    made = Document()
    for style, text in lines:
        made.add_paragraph(text, style=style)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.figure("A28")
def test_all_combinations_planted_in_sixty_people_are_found_and_no_others(town, figure):
    folder, everyone, said = town
    project = open_project(folder, now=NOW)
    lines, expected = [], {}
    for group, title in (("participants", "Participants"), ("employers", "Employers")):
        lines.append(("Heading 1", title))
        for person, own in everyone.items():
            if own["group"] == group:
                words, told = said[person]
                lines.append(("Quote", f"“No {person[1:]}x {words}.”"))
                names = ("group", *told)
                fitting = sum(all(other[name] == own[name] for name in names) for other in everyone.values())
                if fitting < 5:
                    expected[person] = fitting
    looked = disclosure.look_bytes(project, "external", "report.docx", document(lines))
    assert len([piece for piece in looked.pieces if piece.who]) == 60
    found = {}
    for risk in looked.verdict.risks:
        if risk.kind in (Kind.COMBINATION, Kind.LONG_QUOTE):
            found[risk.people[0]] = min(risk.candidates, found.get(risk.people[0], 60))
    assert found == expected
    assert len(expected) > 4
    figure(small_cells=len(expected), small_cells_found=len(found))


def test_a_clean_report_passes(town):
    project = open_project(town[0], now=NOW)
    lines = [("Heading 1", "Participants"), ("Normal", "Most of the participants are content. The plan was theirs.")]
    assert disclosure.look_bytes(project, "external", "report.docx", document(lines)).verdict.risks == ()


def test_what_evaluators_write_is_looked_at_too(town):
    project = open_project(town[0], now=NOW)
    lines = [
        ("Heading 1", "Participants"),
        ("Normal", "One participant was content. Call 070-123 45 67, case no KS 2023/145. R05 told us so."),
    ]
    looked = disclosure.look_bytes(project, "external", "report.docx", document(lines))
    assert sorted(risk.kind for risk in looked.verdict.risks) == ["identifier"] * 3 + ["one_person"]


def test_only_known_audiences_and_word_files(town):
    project = open_project(town[0], now=NOW)
    with pytest.raises(NotFound):
        disclosure.look_bytes(project, "nobody", "report.docx", b"")
    with pytest.raises(BadFile):
        disclosure.look_bytes(project, "external", "report.pdf", b"")


@pytest.fixture
def project(small):
    assert run(["themes", "-p", str(small)]) == 0
    return open_project(small, now=NOW)


def answered(project, given, *keys, audience="external"):
    return disclosure_answers.answer(project, disclosure.look(project, audience), keys, given, hand=HAND)


def kept(project, audience="external"):
    """Keep all that is found."""
    while left := disclosure.look(project, audience).verdict.open:
        answered(project, Given(Answer.KEEP, "agreed"), *(risk.key for risk in left), audience=audience)


def test_a_draft_is_let_out_only_when_everything_is_answered(project):
    with pytest.raises(Refused) as refused:
        draft(project, Wanted(formats=("docx",), audience="external"))
    assert "Sentences about one person" in refused.value.sentence
    assert not (project.folder / "drafts").exists()
    kept(project)
    made = draft(project, Wanted(formats=("docx", "html", "md"), audience="external"))
    texts = [path.read_text(encoding="utf-8") for path in made.files if path.suffix != ".docx"]
    word = Document(str(made.files[0]))
    assert "Checked on 20 October 2025" in "\n".join(each.text for each in word.paragraphs)
    for text in (*texts, "\n".join(each.text for each in word.paragraphs)):
        assert not any(f"P{n:02}" in text for n in range(1, 11))
        assert not any(secret in text for secret in ("FIVESECRET", "SIXSECRET", "SEVENSECRET"))
    assert not list(word.comments)
    assert disclosure.look_file(project, "external", made.files[0]).verdict.open == ()


def test_a_working_draft_needs_no_answers(project):
    assert draft(project, Wanted(formats=("docx",))).files


def test_a_difference_from_a_report_that_was_let_out_is_found(project):
    kept(project)
    draft(project, Wanted(formats=("docx",), audience="external"))
    assert disclosure.look(project, "external").verdict.open == ()
    with project.store(write=True) as store, store.writing("codings remove", now=NOW) as change:
        change.connection.exec_driver_sql(
            "DELETE FROM coding WHERE code = 'needs/work'"
            " AND source_id IN (SELECT id FROM source WHERE name = 'p04.txt')"
        )
    assert run(["themes", "-p", str(project.folder)]) == 0
    again = disclosure.look(open_project(project.folder, now=NOW), "external")
    assert Kind.DIFFERENCE in {risk.kind for risk in again.verdict.open}


def test_answers_are_of_words_and_hold_no_longer_when_these_change(project):
    first = disclosure.look(project, "external").verdict.open[0]
    answered(project, Given(Answer.KEEP, "agreed"), first.key)
    looked = disclosure.look(project, "external")
    assert looked.verdict.kept(looked.find(first.key))
    register = project.folder / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text(encoding="utf-8").replace("T3,team,College,given", "T3,team,College,refused"),
        encoding="utf-8",
    )
    assert disclosure.look(project, "team").verdict.answers == {}


def test_to_keep_needs_a_reason_and_an_unknown_key_is_refused(project):
    first = disclosure.look(project, "external").verdict.open[0]
    with pytest.raises(UsageError):
        answered(project, Given(Answer.KEEP), first.key)
    with pytest.raises(NotFound):
        answered(project, Given(Answer.KEEP, "agreed"), "0" * 64)
    assert disclosure.look(project, "external").verdict.answers == {}


def test_what_is_left_out_is_gone_from_the_draft(project):
    found = disclosure.look(project, "external")
    one = next(risk for risk in found.verdict.open if risk.kind is Kind.ONE_PERSON)
    told = answered(project, Given(Answer.OMIT), one.key)
    assert told[0].told == "It is left out of what is let out to them."
    after = disclosure.look(project, "external")
    assert one.key not in {risk.key for risk in after.verdict.risks}
    assert not any(one.words == piece.text for piece in after.pieces)
    assert disclosure_answers.take_back(project, "external", [one.key[:12]], hand=HAND) == 1
    assert one.key in {risk.key for risk in disclosure.look(project, "external").verdict.open}


def test_a_quote_that_is_left_out_is_never_printed_again_and_one_that_is_masked_is_wanted(project):
    found = disclosure.look(project, "external")
    quote = next(risk for risk in found.verdict.open if risk.kind is Kind.LONG_QUOTE)
    assert answered(project, Given(Answer.OMIT), quote.key)[0].told == "1 quote is never printed again."
    after = disclosure.look(project, "external")
    assert quote.words not in [piece.text for piece in after.pieces]


def test_words_are_masked_where_a_quote_says_them(project):
    register = project.folder / "interviews" / "respondents.csv"
    told = register.read_text(encoding="utf-8")
    register.write_text(told.replace("2027-12-31,yes,,34", "2027-12-31,yes,Three,34"), encoding="utf-8")
    named = open_project(project.folder, now=NOW)
    found = disclosure.look(named, "external")
    [name] = [risk for risk in found.verdict.open if risk.kind is Kind.IDENTIFIER]
    assert name.leak == "Three"
    given = Given(Answer.MASK, stand_in="Some")
    assert answered(named, given, name.key)[0].told.endswith("masked in the ledger.")
    after = disclosure.look(named, "external")
    assert Kind.IDENTIFIER not in {risk.kind for risk in after.verdict.risks}
    assert any(piece.text.startswith("[Some] days a week was what I managed") for piece in after.pieces)


def test_audiences_are_read_and_insiders_must_be_groups(project):
    settings = project.folder / "project.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        f'{text}\n[audiences.team]\nk = 3\n[audiences.board]\ninsiders = ["steering"]\n', encoding="utf-8"
    )
    known = open_project(project.folder, now=NOW).settings.audiences
    assert (known["team"].k, known["team"].insiders, known["board"].known) == (3, ("team",), ("organisation",))
    settings.write_text(f'{text}\n[audiences.team]\ninsiders = ["nobody"]\n', encoding="utf-8")
    with pytest.raises(BadSetting):
        _ = open_project(project.folder, now=NOW).settings


def test_the_command_lists_answers_and_says_what_is_left(project, spegla):
    folder = str(project.folder)
    first = spegla("disclose", "--json", "-p", folder)
    assert first.code == 1
    assert first.json["open"] == len(first.json["findings"]) > 0
    assert not any("people" in each for each in first.json["findings"])
    kinds = sorted({each["kind"] for each in first.json["findings"]})
    assert spegla("disclose", "answer", *kinds, "keep", "--reason", "agreed", "--coder", "KL", "-p", folder).code == 0
    assert spegla("disclose", "-p", folder).code == 0
    assert spegla("draft", "--audience", "external", "--format", "html", "-p", folder).code == 0
    journal = json.dumps(tables(project))
    assert "agreed" not in journal


def tables(project):
    with project.store() as store, store.reading() as connection:
        return [list(map(str, row)) for row in connection.exec_driver_sql("SELECT * FROM journal")]
