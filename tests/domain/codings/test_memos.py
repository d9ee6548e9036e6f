"""A memo is on a passage, a source or a code, and never on two of them or on none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from toolkit.domain.codings.memos import Memo
from toolkit.domain.texts.text import Span

AT = datetime(2026, 3, 1, tzinfo=UTC)
SPAN = Span(0, 4)


@pytest.mark.parametrize(
    "where",
    [{"source": "d01.txt"}, {"source": "d01.txt", "span": SPAN}, {"code": "needs"}, {"source": "", "span": SPAN}],
)
def test_a_memo_hangs_on_one_thing(where: dict[str, object]) -> None:
    memo = Memo("Obs.", "KL", AT, **where)  # type: ignore[arg-type]
    assert memo.revision == 1


@pytest.mark.parametrize(
    "where",
    [{}, {"span": SPAN}, {"source": "d01.txt", "code": "needs"}, {"span": SPAN, "code": "needs"},
     {"source": "d01.txt", "span": SPAN, "code": "needs"}],
)  # fmt: skip
def test_a_memo_on_nothing_or_on_two_things_is_refused(where: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="a memo is on"):
        Memo("Obs.", "KL", AT, **where)  # type: ignore[arg-type]
