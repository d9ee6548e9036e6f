"""YAML files: read with positions, dates as texts, no key twice, and validated with a model."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scalarbool import ScalarBoolean

from toolkit.errors import BadSetting
from toolkit.messages import N_
from toolkit.resources.expectations import KEY, Loc
from toolkit.resources.written import Model, Position, Written, bad_setting, read_text, validated
from toolkit.resources.yaml_plain import Unusual, read_plain

STARRED = N_("{place}: a text that begins with * or & must stand in quotation marks.")
TWICE = N_("{place}: the same name stands twice here; keep one of them.")
COLON = N_("{place}: a text with a colon in it must stand in quotation marks.")
TAB = N_("{place}: a tab stands where blanks should; indent with blanks.")
NOT_YAML = N_("{place}: this is not valid YAML; check the indentation, colons and quotation marks here and just above.")
UNREADABLE = N_("{place}: a character stands here that no text may hold.")
TOO_DEEP = N_("{place}: the lists and names are nested too deeply.")
MAPPING_EXPECTED = N_("{place}: the file must hold names with values, such as “key: value”.")
_SCALARS: tuple[tuple[type, Callable[[Any], object]], ...] = (
    (bool, bool),
    (ScalarBoolean, bool),
    (str, str),
    (int, int),
    (float, float),
)


class _DatesAsTexts(RoundTripConstructor):
    """Reads `2025-03-01` as it is written: a wrong date would otherwise raise an error without a line."""


def _as_written(_: _DatesAsTexts, node: ScalarNode) -> str:
    return str(node.value)


_DatesAsTexts.add_constructor("tag:yaml.org,2002:timestamp", _as_written)


class _NoAliases(Composer):
    """Refuses aliases: nobody needs them here, and a few lines of them can stand for gigabytes."""

    def __init__(self, loader: YAML | None = None) -> None:
        super().__init__(loader)
        self.warn_double_anchors = False  # without aliases it does not matter that two have the same name

    def compose_node(self, parent: object, index: object) -> object:
        if self.parser.check_event(AliasEvent):
            raise ComposerError("while composing an alias", problem_mark=self.parser.peek_event().start_mark)
        return super().compose_node(parent, index)


def read_yaml(path: Path, model: type[Model]) -> Written[Model]:
    """What the file says, as `model`; BadSetting names file, line and column of the first thing that is wrong."""
    text = read_text(path)
    tree = cache(lambda: editable(text, path.name))
    try:
        plain = read_plain(text)
    except Unusual:
        plain = _plain(tree())
    if not isinstance(plain, dict):
        raise bad_setting(path.name, (1, 1), MAPPING_EXPECTED)
    return validated(model, plain, file=path.name, position=lambda loc: _position(tree(), loc))


def editable(text: str, file: str) -> CommentedMap:
    """The tree of a text, with its comments and positions, for the caller to change."""
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.Constructor, yaml.Composer = _DatesAsTexts, _NoAliases
    try:
        tree: CommentedMap = yaml.load(text)  # what is another tree is refused before anybody edits it
    except ReaderError as error:
        raise bad_setting(file, _counted(text, error.position), UNREADABLE) from None
    except YAMLError as error:
        raise _syntax(error, text, file) from None
    except RecursionError:
        raise bad_setting(file, None, TOO_DEEP) from None
    except (TypeError, ValueError):  # a list as a key, or a tag such as `!!int x`: ruamel gives no place
        raise bad_setting(file, None, NOT_YAML) from None
    return tree


def _syntax(error: YAMLError, text: str, file: str) -> BadSetting:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    if not isinstance(error, MarkedYAMLError) or mark is None:
        return bad_setting(file, None, NOT_YAML)
    return bad_setting(file, (mark.line + 1, mark.column + 1), _reason(error, text[mark.index : mark.index + 1]))


def _reason(error: MarkedYAMLError, character: str) -> str:
    context, problem = error.context or "", error.problem or ""
    if isinstance(error, DuplicateKeyError):
        return TWICE
    if "alias" in context or "anchor" in context:
        return STARRED
    if "mapping values are not allowed" in problem:
        return COLON
    return TAB if character == "\t" else NOT_YAML


def _counted(text: str, index: int) -> Position:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _plain(node: object) -> object:
    if isinstance(node, CommentedMap):
        return {_plain(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    make = next((make for kind, make in _SCALARS if isinstance(node, kind)), None)
    return make(node) if make else node


def _position(tree: CommentedMap, loc: Loc) -> Position:
    node: object = tree
    line, column = tree.lc.line, tree.lc.col
    for step in loc:
        found = _step(node, step, key=loc[-1] == KEY and loc[-2] == step)
        if found is None:
            break
        (line, column), node = found
    return line + 1, column + 1


def _step(node: object, step: int | str, *, key: bool) -> tuple[Position, object] | None:
    if isinstance(node, CommentedMap) and step in node:
        return node.lc.key(step) if key else node.lc.value(step), node[step]
    if isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
        return node.lc.item(step), node[step]
    return None
