"""What a setting should have been, in our words: every finding of pydantic names the key and never the value."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import pytest
from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from toolkit import messages
from toolkit.messages import tr
from toolkit.resources.expectations import (
    KEY,
    NOT_ALLOWED,
    UNKNOWN,
    WORDS,
    in_words,
    named,
    place_of,
    refusal,
)
from toolkit.resources.written import Key, LanguageKey, Setting, Text

SECRET = "hemligt"


class Thing(Setting):
    key: Key = "a"
    name: Text = "x"
    on: bool = True
    number: int = 1
    weight: float = Field(1.0, gt=0, allow_inf_nan=False)
    least: int = Field(3, ge=2)
    day: date | None = None
    kind: Literal["a", "b"] = "a"
    listed: list[str] = Field(["x"], min_length=1)
    titles: dict[LanguageKey, str] = Field({})
    inner: Inner | None = None


class Inner(Setting):
    must: str


Thing.model_rebuild()


def errors(data: dict[str, Any]) -> list[ErrorDetails]:
    with pytest.raises(ValidationError) as caught:
        Thing.model_validate(data)
    return caught.value.errors(include_url=False, include_input=False)


def said(data: dict[str, Any]) -> str:
    message, values = in_words(errors(data)[0])
    return tr(message, place="x.toml:3", **values)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": 3}, "“name” must be a text; put it in quotation marks."),
        ({"name": "  "}, "“name” must not be empty."),
        ({"key": "Åby"}, "“key” must begin with a letter a–z and hold only a–z, 0–9, _ and -."),
        ({"on": "ja"}, "“on” must be true or false."),
        ({"number": "3"}, "“number” must be a whole number."),
        ({"weight": "3"}, "“weight” must be a number."),
        ({"weight": float("inf")}, "“weight” must be a number."),
        ({"weight": 0.0}, "“weight” must be more than 0.0."),
        ({"least": 1}, "“least” must be at least 2."),
        ({"day": SECRET}, "“day” must be a date such as 2026-12-31, without quotation marks."),
        ({"kind": SECRET}, "“kind” must be one of a, b."),
        ({"listed": "x"}, "“listed” must be a list."),
        ({"listed": []}, "“listed” must have at least one entry."),
        ({"listed": ["a", 3]}, "“listed” must be a text; put it in quotation marks."),
        ({"titles": SECRET}, "“titles” must hold names with values."),
        ({"titles": {"de": "x"}}, "“de” is not known here. These are: sv, en."),
        ({"inner": SECRET}, "“inner” must hold names with values."),
        ({"inner": {}}, "“must” is missing."),
        ({"inner": {"must": "a", "extra": SECRET}}, "“extra” is not known here. These are: must."),
    ],
)
def test_what_is_wrong_is_said_by_its_key(data: dict[str, Any], sentence: str) -> None:
    assert said(data) == f"x.toml:3: {sentence}"
    assert SECRET not in said(data)


def test_a_finding_without_words_of_its_own_is_not_allowed() -> None:
    error: Any = {"type": "never_heard_of", "loc": ("name",), "msg": SECRET}
    message, values = in_words(error)
    assert message == NOT_ALLOWED
    assert tr(message, place="x", **values) == "x: the value of “name” is not allowed here."


def test_every_sentence_is_there_in_swedish() -> None:
    messages.use_language("sv")
    for message in {*WORDS.values(), UNKNOWN, NOT_ALLOWED}:
        assert tr(message) != message
        assert "{place}" in tr(message)
        assert "{key}" in tr(message)


@pytest.mark.parametrize(
    ("loc", "name"),
    [(("groups", "team"), "team"), (("things", 3), "things"), (("titles", "de", KEY), "de"), ((3,), ""), ((), "")],
)
def test_the_innermost_name_is_told(loc: tuple[int | str, ...], name: str) -> None:
    assert named(loc) == name


def test_an_unknown_key_stands_where_the_key_stands() -> None:
    [error] = errors({"inner": {"must": "a", "extra": 1}})
    assert place_of(error) == ("inner", "extra", KEY)
    [error] = errors({"number": "3"})
    assert place_of(error) == ("number",)


def test_a_validator_refuses_in_its_own_words() -> None:
    made = refusal("{place}: “{key}” must be at least {bound}.", bound=7)
    error: Any = {"type": made.type, "loc": ("least",), "ctx": made.context}
    message, values = in_words(error)
    assert tr(message, place="x", **values) == "x: “least” must be at least 7."
    assert place_of(error) == ("least",)
