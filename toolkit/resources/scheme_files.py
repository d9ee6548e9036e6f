"""Coding schemes: read from YAML, checked as a whole, compared with an earlier version, described for editors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from toolkit.domain.codings.schemes import AREA, Code, Cue, Facet, Scheme
from toolkit.messages import N_, tr
from toolkit.resources.expectations import Loc, refusal
from toolkit.resources.written import Key, LanguageKey, Setting, Text, Titles, Written
from toolkit.resources.yaml_files import read_yaml

_CUE_WORD = re.compile(r"\*?[^\W_](?:[^\W_]|[-'’:.])*\*?")
LONGEST_CUE = 5
SHORTEST_STARRED = 2

CUE_FORM = N_("{place}: the cue “{cue}” must be 1–5 words in lower case, each with * at most at its beginning and end.")
CUE_SHORT = N_("{place}: the cue “{cue}” has a * beside a single letter; it would be found nearly everywhere.")
TWICE = N_("{place}: the code “{code}” stands twice.")
FACET_TWICE = N_("{place}: the facet “{facet}” stands twice.")
NO_AREA = N_("{place}: the facet “area” is missing; it holds the question areas.")
FACET_NAME = N_("{place}: a question area may not have the key of a facet (“{code}”).")
NO_HEIR = N_("{place}: there is no code “{code}” to merge into. Write its whole path, such as needs/health.")
OTHER_FACET = N_("{place}: “{code}” belongs to another facet; a code is merged into one of its own.")
CIRCLE = N_("{place}: the merges go round in a circle by way of “{code}”.")


def _cue(text: str) -> str:
    words = text.split(" ")
    if len(words) > LONGEST_CUE or text != text.lower() or not all(map(_CUE_WORD.fullmatch, words)):
        raise refusal(CUE_FORM, cue=text)
    if any("*" in word and len(word.strip("*")) < SHORTEST_STARRED for word in words):
        raise refusal(CUE_SHORT, cue=text)
    return text


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


class CueEntry(Setting):
    """A word or phrase that suggests the code: a text, or a text with a weight."""

    cue: Annotated[Text, AfterValidator(_cue)] = Field(
        description="1–5 words in lower case; * at the beginning or end of a word stands for any letters."
    )
    weight: float = Field(1.0, gt=0, description="How strongly the cue speaks for the code; 1 is usual.")

    @model_validator(mode="before")
    @classmethod
    def _written_as_text(cls, data: object) -> object:
        """Take a bare text as a cue of weight 1."""
        return {"cue": data} if isinstance(data, str) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Both ways of writing a cue, for editors."""
        return {"anyOf": [{"type": "string"}, handler.resolve_ref_schema(handler(core))]}


TextList = Annotated[list[Text], BeforeValidator(_listed, json_schema_input_type=Text | list[Text])]
TextLists = dict[LanguageKey, TextList]


class CodeEntry(Setting):
    """A code with its texts in each language, its cues and the codes under it."""

    key: Key = Field(description="The stable name; never changed once codings use it.")
    number: int | None = Field(None, ge=1, description="The number printed before the title.")
    title: Titles = Field(description="The title by language.")
    definition: dict[LanguageKey, Text] = Field({}, description="What the code means.")
    includes: TextLists = Field({}, description="What belongs to the code.")
    excludes: TextLists = Field({}, description="What does not belong to it, and where it belongs instead.")
    examples: TextLists = Field({}, description="Invented examples, never quotes from the material.")
    cues: dict[LanguageKey, list[CueEntry]] = Field({}, description="Words and phrases that suggest the code.")
    retired: bool = Field(default=False, description="The code is no longer used for new codings.")
    merged_into: Text | None = Field(None, description="The path of the code that took over; implies retired.")
    codes: list[CodeEntry] = Field([], description="The codes under this one.")


class FacetEntry(Setting):
    """A facet: an independent question asked of each passage."""

    key: Key = Field(description="The stable name; “area” for the question areas.")
    title: Titles = Field(description="The title by language.")
    description: dict[LanguageKey, Text] = Field({}, description="What the facet asks of a passage.")
    multiple: bool = Field(default=True, description="Whether a passage may have several of the facet's codes.")
    codes: list[CodeEntry] = Field(min_length=1, description="The codes, in the order in which they are shown.")


class SchemeFile(Setting):
    """A coding scheme for Spegla."""

    key: Key = Field(description="The scheme's stable name.")
    version: int = Field(ge=1, description="Raised at each change that affects coding.")
    title: Titles = Field(description="The title by language.")
    description: dict[LanguageKey, Text] = Field({}, description="What the scheme is for.")
    facets: list[FacetEntry] = Field(min_length=1, description="The facets; one of them is “area”.")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A code of the file with its path, its facet and where it stands."""

    path: str
    facet: str
    loc: Loc
    entry: CodeEntry


def read_scheme(path: Path) -> Scheme:
    """The scheme in a YAML file; BadSetting names file, line and column of the first thing that is wrong."""
    written = read_yaml(path, SchemeFile)
    placed = list(_placed(written.value.facets))
    _check_facets(written)
    _check_unique(written, placed)
    _check_merges(written, {each.path: each for each in placed})
    file = written.value
    return Scheme(
        key=file.key,
        version=file.version,
        title=_texts(file.title),
        facets=tuple(Facet(facet.key, _texts(facet.title), facet.multiple) for facet in file.facets),
        codes={each.path: _code(each) for each in placed},
    )


def _placed(facets: Iterable[FacetEntry]) -> Iterator[_Placed]:
    for number, facet in enumerate(facets):
        above = "" if facet.key == AREA else facet.key
        yield from _below(facet.codes, ("facets", number), facet=facet.key, above=above)


def _below(codes: Iterable[CodeEntry], loc: Loc, *, facet: str, above: str) -> Iterator[_Placed]:
    for number, entry in enumerate(codes):
        path = f"{above}/{entry.key}" if above else entry.key
        here: Loc = (*loc, "codes", number)
        yield _Placed(path, facet, here, entry)
        yield from _below(entry.codes, here, facet=facet, above=path)


def _check_facets(written: Written[SchemeFile]) -> None:
    keys = [facet.key for facet in written.value.facets]
    for number, key in enumerate(keys):
        if key in keys[:number]:
            raise written.wrong(("facets", number, "key"), FACET_TWICE, facet=key)
    if AREA not in keys:
        raise written.wrong(("facets",), NO_AREA)
    for number, code in enumerate(written.value.facets[keys.index(AREA)].codes):
        if code.key in keys:
            raise written.wrong(("facets", keys.index(AREA), "codes", number, "key"), FACET_NAME, code=code.key)


def _check_unique(written: Written[SchemeFile], placed: Iterable[_Placed]) -> None:
    seen: set[str] = set()
    for each in placed:
        if each.path in seen:
            raise written.wrong((*each.loc, "key"), TWICE, code=each.path)
        seen.add(each.path)


def _check_merges(written: Written[SchemeFile], by_path: Mapping[str, _Placed]) -> None:
    for each in by_path.values():
        heir = each.entry.merged_into
        if heir is None:
            continue
        loc = (*each.loc, "merged_into")
        if heir not in by_path:
            raise written.wrong(loc, NO_HEIR, code=heir)
        if by_path[heir].facet != each.facet:
            raise written.wrong(loc, OTHER_FACET, code=heir)
        if _in_circle(each.path, by_path):
            raise written.wrong(loc, CIRCLE, code=heir)


def _in_circle(path: str, by_path: Mapping[str, _Placed]) -> bool:
    seen, here = {path}, by_path[path].entry.merged_into
    while here is not None and here in by_path:
        if here in seen:
            return here == path
        seen.add(here)
        here = by_path[here].entry.merged_into
    return False


def _code(placed: _Placed) -> Code:
    entry = placed.entry
    return Code(
        path=placed.path,
        facet=placed.facet,
        title=_texts(entry.title),
        definition=_texts(entry.definition),
        includes=_tuples(entry.includes),
        excludes=_tuples(entry.excludes),
        examples=_tuples(entry.examples),
        cues={language: tuple(Cue(one.cue, one.weight) for one in cues) for language, cues in entry.cues.items()},
        number=entry.number,
        retired=entry.retired or entry.merged_into is not None,
        merged_into=entry.merged_into,
    )


def _texts(by_language: Mapping[LanguageKey, str]) -> dict[str, str]:
    return dict[str, str](by_language.items())


def _tuples(lists: Mapping[LanguageKey, list[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(texts) for language, texts in lists.items()}


def changed(old: Scheme, new: Scheme) -> list[str]:
    """What became of the codes, a sentence each in the current language: added, retired, merged, back in use, removed.

    Whether a removed code may go is for those to judge who know the codings.
    """
    lines = [_change(old.codes.get(path), code) for path, code in new.codes.items()]
    removed = [tr(N_("removed: {code}"), code=path) for path in old.codes if path not in new.codes]
    return [line for line in lines if line] + removed


def _change(old: Code | None, new: Code) -> str:
    if old is None:
        return tr(N_("added: {code}"), code=new.path)
    if new.merged_into and new.merged_into != old.merged_into:
        return tr(N_("merged: {code} into {heir}"), code=new.path, heir=new.merged_into)
    if new.retired and not old.retired:
        return tr(N_("retired: {code}"), code=new.path)
    if old.retired and not new.retired:
        return tr(N_("back in use: {code}"), code=new.path)
    return ""


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a scheme file, for editors: completion, help texts and early warnings."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **SchemeFile.model_json_schema()}
