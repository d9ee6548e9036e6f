"""Files that a person writes: read as UTF-8, validated, and every error told with file, line and column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Generic, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from toolkit.domain.texts.text import normalise
from toolkit.errors import BadFile, BadSetting, NotFound
from toolkit.messages import N_
from toolkit.resources.expectations import UNKNOWN, Loc, in_words, place_of, refusal

Position: TypeAlias = tuple[int, int]
Places: TypeAlias = Callable[[Loc], Position | None]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
LanguageKey = Literal["sv", "en"]
Titles = Annotated[dict[LanguageKey, Text], Field(min_length=1)]

LARGEST = 5 * 1024 * 1024
MEND = N_("Correct it there in a text editor; each backup holds the file as it was then: spegla backup list")
_LAST = (1_000_000_000, 0)


class Setting(BaseModel):
    """A group of settings: types as written, no unknown keys."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _known(cls, data: object) -> object:
        """Refuse an unknown key in words that say which keys there are."""
        unknown = [key for key in data if key not in cls.model_fields] if isinstance(data, dict) else []
        if unknown:
            raise refusal(UNKNOWN, key=unknown[0], known=", ".join(cls.model_fields))
        return data


Model = TypeVar("Model", bound=Setting)


@dataclass(frozen=True, slots=True)
class Written(Generic[Model]):
    """What a file says, and where each value stands in it (`position` gives line and column from 1, None if unsure)."""

    value: Model
    file: str
    position: Places

    def wrong(self, loc: Loc, message: str, *, hint: str = "", **values: object) -> BadSetting:
        """The error for the value at `loc`; `message` is a message id with a `{place}`."""
        return bad_setting(self.file, self.position(loc), message, hint=hint, **values)


def bad_setting(file: str, position: Position | None, message: str, *, hint: str = "", **values: object) -> BadSetting:
    """The error at a place: `file`, `file:line` (column 0: the whole line), or `file:line:column`."""
    hint = hint or MEND
    line, column = position or (0, 0)
    place = ":".join((file, *(str(number) for number in (line, column) if number)))
    return BadSetting(message, hint=hint, place=place, file=file, line=line, column=column, **values)


def validated(model: type[Model], data: object, *, file: str, position: Places) -> Written[Model]:
    """`data` as the model; BadSetting for the first thing in the file that is not as it should be."""
    try:
        return Written(model.model_validate(data), file, position)
    except ValidationError as error:
        found = [(position(place_of(each)), each) for each in error.errors(include_url=False, include_input=False)]
    where, first = min(found, key=lambda each: each[0] or _LAST)
    message, values = in_words(first)
    raise bad_setting(file, where, message, **values)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that a person writes; NotFound or BadFile in words when they cannot be had."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile(N_("{file} is larger than 5 MB: it cannot be what it should be."), file=path.name)
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound(
            N_("There is no file {file}."), hint=N_("Check the name and the folder."), file=path.name
        ) from None
    except OSError:
        raise BadFile(
            N_("{file} could not be read."),
            hint=N_("Check that it is a file, and who may read it; close the program that has it open."),
            file=path.name,
        ) from None


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, normalised as all texts are; BadSetting names the line when it is not UTF-8."""
    data = read_bytes(path)
    if data and not data.strip(b"\0"):
        raise BadFile(
            N_("{file} holds nothing but zeros, as files do that a computer was saving when it lost power."),
            hint=N_("Each backup holds the file as it was then: spegla backup list"),
            file=path.name,
        )
    try:
        return normalise(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        position = (data.count(b"\n", 0, error.start) + 1, error.start - data.rfind(b"\n", 0, error.start))
    raise bad_setting(
        path.name,
        position,
        N_("{place}: a letter cannot be read, the file is not saved as UTF-8."),
        hint=N_("Open it in an editor and save it with the encoding UTF-8."),
    )
