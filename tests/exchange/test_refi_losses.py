"""What an exchange could not carry is counted by kind and place, and told in both languages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import messages
from toolkit.domain.exchange.interchange import Loss
from toolkit.exchange.refi_losses import MESSAGES, Ledger


def test_losses_are_told_in_the_order_in_which_they_were_first_met():
    ledger = Ledger()
    assert ledger.losses() == ()
    for kind, n, where in (
        ("graph", 1, ""),
        ("encoding", 2, "UTF-16"),
        ("graph", 3, ""),
        ("link", 0, ""),
        ("encoding", 1, "x"),
    ):
        ledger.add(kind, n, where=where)
    assert ledger.losses() == (
        Loss("graph", MESSAGES["graph"], 4),
        Loss("encoding", MESSAGES["encoding"], 2, "UTF-16"),
        Loss("encoding", MESSAGES["encoding"], 1, "x"),
    )
    assert ledger.losses()[0].sentence == "Graphs are not kept: 4."


@given(st.lists(st.tuples(st.sampled_from(sorted(MESSAGES)), st.integers(0, 5), st.sampled_from(["", "a"]))))
def test_nothing_that_was_counted_goes_missing(counted):
    ledger = Ledger()
    for kind, n, where in counted:
        ledger.add(kind, n, where=where)
    for kind in MESSAGES:
        told = sum(loss.n for loss in ledger.losses() if loss.kind == kind)
        assert told == sum(n for name, n, _ in counted if name == kind)
    assert all(loss.n for loss in ledger.losses())


@pytest.mark.parametrize("kind", MESSAGES)
def test_every_kind_has_its_sentence_in_both_languages(kind):
    loss = Loss(kind, MESSAGES[kind], 7, "d01.txt")
    english = loss.sentence
    messages.use_language("sv")
    assert loss.sentence != english
    for sentence in (english, loss.sentence):
        assert not re.search(r"[{}]", sentence)
        assert ("7" in sentence) or ("d01.txt" in sentence)


def test_no_two_kinds_say_the_same():
    assert len(set(MESSAGES.values())) == len(MESSAGES)
