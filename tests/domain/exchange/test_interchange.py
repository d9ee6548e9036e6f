"""What an exchange could not carry is told with how much and where; each program gets a form that it reads."""

from __future__ import annotations

from toolkit.domain.exchange.interchange import FORMS, ExchangedCode, ExchangedSource, Form, Loss, Peer, Unit, UnitFound
from toolkit.messages import N_


def test_a_loss_tells_how_many_and_where() -> None:
    loss = Loss("codes", N_("“{where}” is left out: {n}."), 3, "Åby")
    assert loss.sentence == "“Åby” is left out: 3."
    assert Loss("codes", "{n}").sentence == "1"


def test_every_program_has_a_form_and_the_plain_one_is_exact() -> None:
    assert set(FORMS) == set(Peer)
    assert FORMS[Peer.ANY] == Form(Unit.CODE_POINTS, "\n", mark=False, unique_names=False)


def test_only_nvivo_counts_otherwise_than_in_code_points() -> None:
    assert [peer for peer, form in FORMS.items() if form.unit is not Unit.CODE_POINTS] == [Peer.NVIVO]
    nvivo = FORMS[Peer.NVIVO]
    assert (nvivo.line_end, nvivo.mark) == ("\r\n", True)
    assert [peer for peer, form in FORMS.items() if not form.unique_names] == [Peer.ANY]


def test_the_bytes_of_a_source_are_neither_compared_nor_shown() -> None:
    one, other = (ExchangedSource("g", "a", "text", original=data) for data in (b"hemligt", b""))
    assert one == other
    assert "hemligt" not in repr(one)


def test_a_code_can_be_coded_with_and_stands_at_the_top_unless_it_is_said() -> None:
    code = ExchangedCode("g", "Hälsa")
    assert (code.codable, code.parent) == (True, None)


def test_where_all_units_agree_a_line_end_counts_once_and_no_mark_stands_before_the_text() -> None:
    found = UnitFound(Unit.CODE_POINTS)
    assert (found.line_ends, found.mark, found.by) == (1, 0, "same")
    assert (found.checked, found.selections) == (0, 0)
