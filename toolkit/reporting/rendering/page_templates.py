"""Templates for the HTML draft: rendered in a sandbox, given plain data, every fault told with file and line.

A template may come from somebody else, and the page holds what people said in confidence. So a template sees no object
of ours and no other file, cannot leave a text unescaped, and its page may hold nothing that runs or fetches. There is
no limit on time: a template that never ends is stopped as any command is.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Environment, StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from toolkit.errors import BadSetting
from toolkit.messages import N_

KEPT_GLOBALS = ("dict", "namespace", "range")
DROPPED_FILTERS = ("attr", "pprint", "safe")
OTHER_FILES = (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)
UNSAFE_TAG = re.compile(r"<(script|style|meta|link|base|iframe|frame|frameset|object|embed|form)\b", re.IGNORECASE)
FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What an expression in a template may raise when it is rendered."""


def render(source: bytes, view: Mapping[str, object], *, name: str) -> str:
    """The HTML that a project's own template makes of JSON-like data; BadSetting says where in `name` the fault is."""
    text = _decoded(source, name)
    template = _checked(text, name)
    try:
        made = template.render(view)
    except FAULTS as error:
        raise _fault(error, text, name) from None
    unsafe = UNSAFE_TAG.search(made)
    if unsafe:
        tag = unsafe.group(1).lower()
        at = re.search(rf"<{tag}\b", text, re.IGNORECASE)
        raise BadSetting(
            N_("{place}: the page may not hold <{tag}>."),
            hint=N_("A draft runs nothing and fetches nothing; how it looks is said in report.css."),
            place=_place(name, text.count("\n", 0, at.start()) + 1 if at else None),
            tag=tag,
        )
    return made


@lru_cache(maxsize=4)
def trusted(source: str) -> Template:
    """A template of our own, compiled; it may use `safe`."""
    rules = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return rules.from_string(source)


def _sandbox() -> ImmutableSandboxedEnvironment:
    rules = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=None
    )
    rules.globals = {key: rules.globals[key] for key in KEPT_GLOBALS}
    for key in DROPPED_FILTERS:
        del rules.filters[key]
    return rules


@lru_cache(maxsize=4)
def _checked(text: str, name: str) -> Template:
    rules = _sandbox()
    try:
        tree = rules.parse(text, name, name)
        _refuse(tree, name)
        return Template.from_code(rules, rules.compile(tree, name, name), rules.globals)
    except TemplateSyntaxError as error:
        raise BadSetting(
            N_("{place}: this is not a valid template: {detail}"),
            hint=N_("See the documentation of Jinja for how templates are written."),
            place=_place(name, error.lineno),
            detail=error.message or "",
        ) from None
    except RecursionError:
        raise BadSetting(N_("{place}: the template is nested too deeply."), place=name) from None


def _refuse(tree: nodes.Template, name: str) -> None:
    """Refuse what would leave a text unescaped or read another file."""
    unescaped = [each for each in tree.find_all(nodes.Filter) if each.name == "safe"]
    blocks = list(tree.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)))
    for found, what in ((unescaped, "safe"), (blocks, "autoescape")):
        if found:
            raise BadSetting(
                N_("{place}: a template may not use “{what}”."),
                hint=N_("Take it away: every text is made safe for the page by itself."),
                place=_place(name, found[0].lineno),
                what=what,
            )
    for other in tree.find_all(OTHER_FILES):
        raise BadSetting(
            N_("{place}: a template may not use other files."),
            hint=N_("Write everything in the one template; macros work."),
            place=_place(name, other.lineno),
        )


def _decoded(source: bytes, name: str) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSetting(
            N_("{place}: a letter cannot be read, the file is not saved as UTF-8."),
            hint=N_("Open it in an editor and save it with the encoding UTF-8."),
            place=_place(name, source.count(b"\n", 0, error.start) + 1),
        ) from None


def _fault(error: BaseException, text: str, name: str) -> BadSetting:
    """The fault in words and its place; of Jinja's own text only names that stand in the template: no data is told."""
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == name]
    place = _place(name, lines[-1] if lines else None)
    if isinstance(error, UndefinedError):
        named = [each for each in re.findall(r"'(\w+)'", error.message or "") if re.search(rf"\b{each}\b", text)]
        return BadSetting(
            N_("{place}: the page has nothing called “{what}”."),
            hint=N_("What the page has is listed in docs/how-to.md."),
            place=place,
            what=named[-1] if named else "?",
        )
    return BadSetting(
        N_("{place}: this cannot be worked out ({kind})."),
        hint=N_("Look at that line, or take the template away to have the usual page."),
        place=place,
        kind=type(error).__name__,
    )


def _place(name: str, line: int | None) -> str:
    return f"{name}:{line}" if line else name
