"""Places that wait for words are told, as notes, each paragraph once."""

from __future__ import annotations

import pytest

from tests.domain.report_rules.written import found, page, styled
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.found import Kind
from toolkit.domain.report_rules.leftovers import leftovers
from toolkit.domain.reports.written_report import Mark

NOTICE = "A notice of the draft still stands here."
PROMPT = "Nobody has answered this prompt of the draft."
BESIDE = "The prompt of the draft still stands beside what you wrote."
MISSING = "Something is missing here."


@pytest.mark.parametrize(
    ("text", "style", "said"),
    [
        ("Allt är skrivet.", "Normal", None),
        ("Första utkastet.", "Spegla Notice", NOTICE),
        ("[Skriv något.]", "Spegla Prompt", PROMPT),
        ("Vi ser att [handledaren] bär mycket.", "Spegla Prompt", None),
        ("[handledaren] bär mycket.", "Spegla Prompt", None),
        ("[Vad mer behöver vi veta?] Hur det går sedan.", "Spegla Prompt", BESIDE),
        ("Hur det går sedan. [Utvärderarens svar]", "Spegla Prompt", BESIDE),
        ("Startdatum: uppgift saknas.", "Spegla Prompt", MISSING),
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


def test_a_prompt_without_brackets_waits_until_it_is_typed_over() -> None:
    mark = Mark("p", 1)
    basis = Basis("sv", drafted=(Drafted("Vad betyder det?", mark, prompt=True),))
    asked, typed = (styled(text, "Spegla Prompt", mark) for text in ("Vad betyder det?", "Att tiden räcker."))
    assert found(leftovers, asked, basis=basis) == [(0, PROMPT, False)]
    assert found(leftovers, typed, basis=basis) == []


def test_in_a_quote_nothing_waits() -> None:
    assert found(leftovers, styled("Jag vet inte ???", "Quote"), "Hon sa ”uppgift saknas”.") == []


def test_every_note_says_what_to_do() -> None:
    told = list(leftovers(page(styled("x", "Spegla Notice"), styled("[y]", "Spegla Prompt"), "uppgift saknas")))
    assert [each.kind for each in told] == [Kind.LEFTOVER] * 3
    assert len({each.next_step for each in told}) == 3
    assert all(each.next_step for each in told)


def test_a_drafted_note_that_says_what_a_dash_means_is_no_gap_and_one_that_was_changed_is() -> None:
    mark = Mark("t", 5)
    basis = Basis("sv", drafted=(Drafted("– betyder att uppgift saknas.", mark),))
    drafted = styled("– betyder att uppgift saknas.", "Spegla Table Note", mark)
    changed = styled("– betyder att ålder är ???", "Spegla Table Note", mark)
    assert found(leftovers, drafted, basis=basis) == []
    assert found(leftovers, changed, basis=basis) == [(0, MISSING, False)]
