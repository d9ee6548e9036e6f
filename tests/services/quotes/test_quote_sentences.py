"""What the ledger's keys are called: every key has words of its own in both languages, and JSON has every fact."""

import json
from datetime import UTC, datetime

import pytest

from toolkit import messages
from toolkit.domain.quotes.quote_edits import Edit, EditKind
from toolkit.domain.quotes.quote_ledger import Bar, Entry, Unquoted, Use
from toolkit.domain.quotes.quotes import Why
from toolkit.domain.texts.text import Span
from toolkit.services.quotes.quote_sentences import BAR, EDITS, UNQUOTED, USE, WHY, record

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
TABLES = ((WHY, Why), (USE, Use), (BAR, Bar), (UNQUOTED, Unquoted), (EDITS, EditKind))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("table", "keys"), TABLES, ids=["why", "use", "bar", "unquoted", "edits"])
def test_every_key_has_words_of_its_own(table, keys, language):
    messages.use_language(language)
    said = [messages.tr(words) for words in table.values()]
    assert set(table) == set(keys)
    assert len(set(said)) == len(said)
    assert all(said)
    if language == "sv":
        assert not set(said) & set(table.values())


def entry(**more):
    edits = (Edit(EditKind.MASK, Span(12, 16), "[handledaren]"), Edit(EditKind.OMIT, Span(20, 25), ""))
    facts = {"spoken": "Å 👩 said", "printed": "[Å] said", "respondent": "P01", "group": "participants"}
    return Entry(3, 1, "å.txt", Span(10, 30), edits, why=Why.STRONG, use=Use.NEVER, at=NOW, **{**facts, **more})


def test_a_record_tells_what_is_printed_and_decided_and_never_the_words_as_they_were_said():
    found = record(entry(theme="d1", claim=4, machine=True, coder="KL", bar=Bar.NO_QUOTE))
    assert found == {
        "id": 3,
        "source": "å.txt",
        "start": 10,
        "end": 30,
        "respondent": "P01",
        "group": "participants",
        "printed": "[Å] said",
        "edits": [
            {"kind": "mask", "start": 12, "end": 16, "text": "[handledaren]"},
            {"kind": "omit", "start": 20, "end": 25, "text": ""},
        ],
        "why": "strong",
        "use": "never",
        "theme": "d1",
        "claim": 4,
        "machine": True,
        "coder": "KL",
        "usable": False,
        "barred": "no_quote",
    }
    assert "👩" not in json.dumps(found, ensure_ascii=False)


@pytest.mark.parametrize(
    ("use", "bar", "usable"),
    [(Use.WANTED, None, True), (Use.ALLOWED, None, True), (Use.NEVER, None, False), (Use.WANTED, Bar.CHANGED, False)],
)
def test_what_has_no_theme_claim_or_bar_is_null_and_usable_is_as_the_ledger_has_it(use, bar, usable):
    one = Entry(1, 1, "a.txt", Span(0, 4), (), "word", "word", "P01", "", Why.TYPICAL, use, NOW, bar=bar)
    found = record(one)
    assert (found["theme"], found["claim"], found["edits"]) == (None, None, [])
    assert (found["usable"], found["barred"]) == (usable, bar and bar.value)
