"""Places that wait for words are told, as notes, each paragraph once."""

from __future__ import annotations

import pytest

from tests.domain.report_rules.written import found, page, styled
from toolkit.domain.report_rules.found import Kind
from toolkit.domain.report_rules.leftovers import leftovers

NOTICE = "A notice of the draft still stands here."
PROMPT = "Nobody has answered this prompt of the draft."
MISSING = "Something is missing here."


@pytest.mark.parametrize(
    ("text", "style", "said"),
    [
        ("Allt är skrivet.", "Normal", None),
        ("Första utkastet.", "Spegla Notice", NOTICE),
        ("Skriv något.", "Spegla Prompt", PROMPT),
        ("[Utvärderarens tolkning: vad betyder detta?]", "Normal", PROMPT),
        ("[Beskriv verksamheten]", "Normal", PROMPT),
        ("Se [skriv mer här] nedan.", "Normal", PROMPT),
        ("Se [TODO] nedan.", "Normal", PROMPT),
        ("[handläggaren]", "Normal", PROMPT),  # a line that is nothing but a bracket of twelve signs or more
        ("[läkaren]", "Normal", None),
        ("Hon kom med [handledaren] dit.", "Normal", None),
        ("Startdatum: uppgift saknas.", "Normal", MISSING),
        ("Uppgifter saknas om ålder.", "Normal", MISSING),
        ("Age: not recorded.", "Normal", MISSING),
        ("Antal: ???", "Normal", MISSING),
        ("Antal: xxx st.", "Normal", MISSING),
        ("Lorem ipsum dolor.", "Normal", MISSING),
        ("Vad menar du??", "Normal", None),
        ("uppgift saknas [skriv]", "Normal", PROMPT),
    ],
)
def test_a_place_that_waits_for_words_is_a_note(text: str, style: str, said: str | None) -> None:
    assert found(leftovers, styled(text, style)) == ([(0, said, False)] if said else [])


def test_in_a_quote_nothing_waits() -> None:
    assert found(leftovers, styled("Jag vet inte ???", "Quote"), "Hon sa ”uppgift saknas”.") == []


def test_every_note_says_what_to_do() -> None:
    told = list(leftovers(page(styled("x", "Spegla Notice"), styled("y", "Spegla Prompt"), "uppgift saknas")))
    assert [each.kind for each in told] == [Kind.LEFTOVER] * 3
    assert len({each.next_step for each in told}) == 3
    assert all(each.next_step for each in told)
