"""A drafted report read back: nothing is held against it as it is, and whatever is changed in it is found."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from toolkit.domain.report_rules.all_rules import checked
from toolkit.domain.report_rules.found import Kind
from toolkit.domain.report_rules.quantity_phrases import NUMBER
from toolkit.domain.report_rules.sentences import figures, folded, uncounted
from toolkit.domain.report_rules.stated import told
from toolkit.services.projects.project import open_project
from toolkit.services.reports import checking, report_basis, word_reports

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LETTERS = "abcdefghijklmnoprstuvåäö"


class Drafted:
    """The sample with a draft, the draft read back, and what it is checked against."""

    def __init__(self, folder, file):
        self.folder, self.file = folder, file
        self.project = open_project(folder, now=datetime.now(UTC))
        self.written = word_reports.read(file.read_bytes(), file.name)
        draft = word_reports.draft_of(self.project, self.written)
        with self.project.store() as store:
            self.basis = report_basis.basis(self.project, store, self.written, draft=draft)
        self.judge = checking._Judging(self.project).verdicts

    def check(self, changes=(), *, only=()):
        texts = dict(changes)
        paragraphs = tuple(
            replace(each, text=texts[at], digest="") if at in texts else each
            for at, each in enumerate(self.written.paragraphs)
        )
        return checked(replace(self.written, paragraphs=paragraphs), self.basis, self.judge, only=only)


@pytest.fixture(scope="module")
def drafted(sample, tmp_path_factory):
    from tests.conftest import run

    folder = tmp_path_factory.mktemp("checking") / "project"
    shutil.copytree(sample, folder)
    assert run(["draft", "-p", str(folder), "--format", "docx"]) == 0
    return Drafted(folder, next((folder / "utkast").glob("*.docx")))


def serious(found):
    return [each for each in found if each.serious]


def test_nothing_is_held_against_a_draft_as_it_is(drafted):
    found = drafted.check()
    assert [(each.kind, each.words) for each in serious(found)] == []
    assert {each.kind for each in found} <= {Kind.LEFTOVER, Kind.QUESTION}
    whole = checking.check_file(drafted.project, drafted.file)
    assert whole.serious == 0
    assert whole.draft == 1
    assert whole.quotes > 100
    assert whole.skipped == ()


def test_a_thousand_quotes_with_one_other_letter_are_all_found(drafted):
    chance = random.Random(5)
    quotes = [at for at, each in enumerate(drafted.written.paragraphs) if each.style == "Quote"]
    assert len(quotes) > 100
    done = 0
    while done < 1000:
        changes = {at: one_letter(drafted.written.paragraphs[at].text, chance) for at in quotes}
        found = drafted.check(changes, only=[Kind.QUOTE])
        assert {each.paragraph for each in serious(found)} == set(quotes)
        done += len(changes)


def one_letter(text, chance):
    """The text with one letter of its quoted words changed, taken out or put in."""
    end = text.rindex("”")
    place = chance.choice([at for at in range(1, end) if text[at].isalpha()])
    sign = chance.choice([each for each in LETTERS if each != text[place].lower()])
    other = chance.choice([sign, "", text[place] + sign])
    return text[:place] + other + text[place + 1 :]


def test_two_hundred_other_quantity_words_and_figures_are_all_found(drafted):
    chance = random.Random(6)
    done = words = 0
    while done < 400:
        changes = {}
        for at, each in enumerate(drafted.written.paragraphs):
            if each.style.startswith(("TOC", "Quote", "Heading", "Title", "Spegla Notice", "Spegla Prompt")):
                continue
            other = other_figure(each.text, chance) if chance.random() < 0.5 else other_word(drafted, each, chance)
            if other:
                changes[at] = other
                words += not figures(each.text, "sv") or each.cell is None
        found = drafted.check(changes)
        assert set(changes) - {each.paragraph for each in serious(found)} == set()
        done += len(changes)
    assert words > 200


def other_figure(text, chance):
    """The text with one of its numbers changed."""
    plain = re.sub(r"”[^”]*”", lambda one: "”" + "·" * (len(one.group()) - 2) + "”", text.replace("\u00a0", " "))
    there = figures(plain, "sv")
    if not there:
        return None
    one = chance.choice(there)
    value = int(one.value)
    return text[: one.start] + str(value + chance.choice([1, 2, 3])) + text[one.end :]


def other_word(drafted, paragraph, chance):
    """The text with one of its quantity words changed to one that the count does not carry."""
    mark = next(iter(paragraph.marks), None)
    current = drafted.basis.current.get(mark)
    if current is None:
        return None
    for sentence in chance.sample(told(current), len(told(current))):
        phrases = [
            each
            for each in drafted.basis.grammar.phrases(sentence.text)
            if each.people and each.key != NUMBER and sentence.stated
        ]
        plain = uncounted(folded(paragraph.text))[0]
        if len(phrases) == 1 and sentence.text in plain:
            wrong = [
                rule.words["sv"][0].word
                for rule in drafted.basis.scale.rules
                if rule.key != "one" and not any(rule.admits(one.k, one.n) for one in sentence.stated)
            ]
            phrase = phrases[0]
            word = chance.choice(wrong)
            new = f"{word} deltagare" if phrase.group is None else word + phrase.text[len(first_word(phrase)) :]
            return plain.replace(sentence.text, sentence.text.replace(phrase.text, new, 1), 1)
    return None


def first_word(phrase):
    two = ("nästan samtliga", "nästintill samtliga", "ett par", "ett fåtal", "ett antal", "ett flertal", "de flesta",
           "nära hälften", "en överväldigande majoritet")  # fmt: skip
    lowered = phrase.text.lower()
    return next((each for each in two if lowered.startswith(each)), lowered.split()[0])
