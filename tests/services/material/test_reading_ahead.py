"""The next thing is made while one is used; order, errors, an early end are as if each were made when asked for."""

import threading
from contextlib import closing

import pytest

from toolkit import messages
from toolkit.services.material.reading_ahead import ahead


def nothing():
    pass


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_all_come_in_order_with_what_was_made_of_each(count):
    assert [(one, made()) for one, made in ahead(range(count), str, stop=nothing)] == [
        (one, str(one)) for one in range(count)
    ]


def test_the_next_is_made_while_one_is_used():
    made = [threading.Event() for _ in range(3)]

    def make(number):
        made[number].set()
        return number

    for one, found in ahead(range(3), make, stop=nothing):
        assert found() == one
        assert one == 2 or made[one + 1].wait(10)


def test_no_more_than_one_is_made_ahead():
    made = []
    for one, found in ahead(range(9), lambda number: made.append(number) or number, stop=nothing):
        found()
        assert len(made) <= one + 2


def test_an_error_comes_where_it_belongs_and_the_others_come_too():
    seen = []
    for one, found in ahead([1, 0, 2], lambda number: 6 // number, stop=nothing):
        try:
            seen.append(found())
        except ZeroDivisionError:
            seen.append(one)
    assert seen == [6, 0, 3]


def test_an_early_end_stops_what_is_being_made():
    going, stopped = threading.Event(), threading.Event()

    def make(number):
        if number:
            going.set()
            assert stopped.wait(10)

    with closing(ahead(range(5), make, stop=stopped.set)) as each:
        next(each)
        assert going.wait(10)
        assert not stopped.is_set()
    assert stopped.is_set()


def test_at_the_last_nothing_is_stopped():
    def stop():
        raise AssertionError

    assert len(list(ahead("ab", str, stop=stop))) == 2


def test_the_language_of_the_screen_is_that_of_whoever_asks():
    messages.use_language("sv")
    assert [made() for _, made in ahead([1], lambda _: messages.current_language(), stop=nothing)] == ["sv"]
