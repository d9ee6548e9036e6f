"""No sentence stands as it was drafted while what it rests on has changed since."""

from __future__ import annotations

import pytest

from tests.domain.report_rules.written import cell, found, page
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.changed_evidence import changed_evidence
from toolkit.domain.report_rules.found import Kind
from toolkit.domain.reports.report import Stated
from toolkit.domain.reports.written_report import Mark, WrittenParagraph

MARK = Mark("f1", 1)
TEXT = "Flera deltagare väntade (3 av 7). Någon fick hjälp."
BARE = "Flera deltagare väntade."


def drafted(k: int = 3, mark: Mark | None = MARK, finding: str = "f1", **more: object) -> Drafted:
    text = TEXT.replace("3 av 7", f"{k} av 7")
    return Drafted(text, mark, finding, ((BARE, Stated(k, 7, "participants")),), **more)  # type: ignore[arg-type]


def told(text: str, basis: Basis, marks: tuple[Mark, ...] = (MARK,)) -> list[tuple[int | None, str, bool]]:
    return found(changed_evidence, WrittenParagraph(text, marks=marks), basis=basis)


def basis(then: Drafted, *now: Drafted, changed: dict[tuple[str, str], str] | None = None) -> Basis:
    return Basis("sv", drafted=(then,), current={each.mark: each for each in now if each.mark}, changed=changed or {})


NO_LONGER = "The draft counted 3 of 7 here; it no longer does."


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ((drafted(3),), []),
        ((drafted(4),), [(0, NO_LONGER, True)]),
        ((drafted(4, Mark("f2", 1)),), [(0, NO_LONGER, True)]),  # the finding is gone
        ((), []),  # nothing is known of today
    ],
)
def test_a_sentence_whose_count_is_another_today_is_told(
    now: tuple[Drafted, ...], expected: list[tuple[int | None, str, bool]]
) -> None:
    assert told(TEXT, basis(drafted(), *now)) == expected
    assert told(TEXT.replace(" (3 av 7)", ""), basis(drafted(), *now)) == expected


def test_a_sentence_that_somebody_wrote_anew_is_no_longer_the_drafts() -> None:
    assert told(TEXT.replace("väntade", "fick vänta länge"), basis(drafted(), drafted(4))) == []


def test_a_paragraph_that_states_no_finding_and_is_gone_today_is_left_alone() -> None:
    assert told(TEXT, basis(drafted(finding=""), drafted(4, Mark("f2", 1)))) == []


def test_a_paragraph_without_a_mark_is_known_by_its_words_and_has_no_today() -> None:
    assert told(TEXT, basis(drafted(mark=None), drafted(4)), marks=()) == []


def test_why_a_sentence_changed_is_said_where_it_is_known() -> None:
    known = basis(drafted(), drafted(3), changed={("f1", BARE): "två kodningar är borta"})
    assert told(TEXT, known) == [(0, "What this sentence rests on has changed: två kodningar är borta.", True)]
    [one] = changed_evidence(page(WrittenParagraph(TEXT, marks=(MARK,)), basis=known))
    assert (one.kind, one.words) == (Kind.EVIDENCE, BARE)
    assert "spegla draft --into" in one.next_step


def test_quotes_cells_and_a_persons_own_text_rest_on_nothing_that_changes() -> None:
    quote = basis(drafted(quote=True), drafted(4))
    assert told(TEXT, quote) == []
    assert found(changed_evidence, cell(TEXT), basis=basis(drafted(mark=None), drafted(4))) == []
    assert told("Helt egna ord om något annat.", basis(drafted(), drafted(4)), marks=()) == []
