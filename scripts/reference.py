"""Writes docs/reference.md and reference.sv.md from the program itself: every command with its arguments and options.

    python scripts/reference.py            write both
    python scripts/reference.py --check    exit with 1 when one of them is not what would be written

The program knows its commands and options; what the JSON keys mean stands in scripts/json_keys.toml, in English only.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from toolkit import messages

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
KEYS = HERE / "json_keys.toml"
SHARED = {"project", "json_wanted", "language"}


@dataclass(frozen=True)
class Page:
    """The reference in one language: its file, what stands first, and the words of its tables."""

    file: Path
    head: str
    argument: str
    option: str
    meaning: str
    call: str
    without: str


ENGLISH = """\
# Reference

*[På svenska](reference.sv.md).*

<!-- Made by scripts/reference.py from the program itself. Do not edit: run it anew. -->

Every command of `spegla`, with its arguments and options. In the terminal, `spegla --help` and `spegla COMMAND --help`
say the same, in Swedish or English.

## What all commands share

| option | meaning |
|---|---|
| `--project FOLDER`, `-p FOLDER` | the project's folder; without it, the folder you stand in |
| `--language sv`, `--language en` | the language of messages; see below what decides without it |
| `--json` | one JSON document on standard output and nothing else; a refusal is then `{"error": …, "hint": …}` |
| `--help`, `-h` | help on the command |

`spegla --version` prints the version. `spegla` alone says what to do next.

Without `--language`, messages are in the project's language; outside a project `SPEGLA_LANGUAGE` decides, then the
language of the computer, and English when it is neither Swedish nor English.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | refused, or something was found that you must look at (a file or a row was left out) |
| 2 | the call is wrong: an unknown command or option, or something missing |

Positions (`start`, `end`) count characters (Unicode code points) from 0 in the text as it was stored; `end` is the
first that does not belong.
"""
SWEDISH = """\
# Alla kommandon

*[In English](reference.md), och där också vad JSON-dokumenten innehåller.*

<!-- Made by scripts/reference.py from the program itself. Do not edit: run it anew. -->

Varje kommando i `spegla`, med argument och tillval. I terminalen säger `spegla --help` och `spegla KOMMANDO --help`
samma sak.

## Gemensamt för alla kommandon

| tillval | betydelse |
|---|---|
| `--project MAPP`, `-p MAPP` | projektets mapp; utan det mappen du står i |
| `--language sv`, `--language en` | språket i meddelandena; vad som avgör utan det, se nedan |
| `--json` | ett JSON-dokument och ingenting annat, för den som bygger vidare; ett nej är då `{"error": …, "hint": …}` |
| `--help`, `-h` | hjälp om kommandot |

`spegla --version` skriver ut versionen. `spegla` ensamt säger vad du kan göra härnäst.

Utan `--language` är meddelandena på projektets språk. Utanför ett projekt avgör `SPEGLA_LANGUAGE`, sedan datorns
språk; är det varken svenska eller engelska blir det engelska.

| slutkod | betydelse |
|---|---|
| 0 | gjort |
| 1 | Spegla sade nej, eller så hittades något som du behöver titta på (en fil eller en rad hoppades över) |
| 2 | kommandot är felskrivet: ett okänt kommando eller tillval, eller något som saknas |

Positioner i text (`start`, `end`) räknas i tecken (Unicodes kodpunkter) från 0 i texten så som den sparades; `end` är
det första tecknet som inte hör dit.
"""
PAGES = {
    "en": Page(DOCS / "reference.md", ENGLISH, "argument", "option", "meaning", "[options]", " Without it: {}."),
    "sv": Page(DOCS / "reference.sv.md", SWEDISH, "argument", "tillval", "betydelse", "[tillval]", " Annars: {}."),
}


def program(language: str) -> Any:  # noqa: ANN401 - Typer's own command classes are private
    """The program's command tree, with its texts in a language: that of the first call, for they are made once."""
    messages.use_language(language)
    import typer

    from toolkit.cli.app import app

    return typer.main.get_command(app)


def commands(tree: Any, before: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Every command that can be called, by its words ("codings import")."""
    for name, command in tree.commands.items():
        words = f"{before} {name}".strip()
        inner = getattr(command, "commands", None)
        if any(parameter.name == "json_wanted" for parameter in command.params):
            yield words, command
        if inner:
            yield from commands(command, words)


def keys() -> dict[str, dict[str, str]]:
    """The JSON keys of each command with their meaning."""
    return tomllib.loads(KEYS.read_text(encoding="utf-8"))


def reference(language: str) -> str:
    """The whole document."""
    meanings = keys() if language == "en" else {}
    page = PAGES[language]
    parts = [page.head]
    for words, command in commands(program(language)):
        parts.append("\n".join([*_section(page, words, command), *_keys_of(words, meanings)]))
    return "\n".join(parts)


def _keys_of(words: str, meanings: dict[str, dict[str, str]]) -> Iterator[str]:
    """The JSON keys of the command, and where an option of its own gives another document, those."""
    own = meanings.get(words)
    if own is not None:
        yield "With `--json`" + (", a list:\n" if any(key.startswith("[]") for key in own) else ":\n")
        yield from _table(("key", "meaning"), [(f"`{key}`", meaning) for key, meaning in own.items()])
        yield from _with_options(words, meanings)


def _with_options(words: str, meanings: dict[str, dict[str, str]]) -> Iterator[str]:
    """The JSON keys of the command where an option of its own gives another document."""
    for call, own in meanings.items():
        if call.startswith(f"{words} --"):
            yield f"With `{call.removeprefix(words).strip()} --json`:\n"
            yield from _table(("key", "meaning"), [(f"`{key}`", meaning) for key, meaning in own.items()])


def _section(page: Page, words: str, command: Any) -> Iterator[str]:  # noqa: ANN401
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option" and _own(each, words)]
    yield f"## spegla {words}\n"
    yield f"{command.help}\n"
    yield f"```text\nspegla {' '.join([words, *map(_in_call, arguments)])} {page.call}\n```\n"
    if arguments:
        rows = [(f"`{_name(each)}`", _meaning(page, each)) for each in arguments]
        yield from _table((page.argument, page.meaning), rows)
    if options:
        yield from _table((page.option, page.meaning), [(_spelled(each), _meaning(page, each)) for each in options])


def _own(option: Any, words: str) -> bool:  # noqa: ANN401
    """Whether the option is the command's own and none of those that all share."""
    if option.name == "help":
        return False
    return option.name not in SHARED or (words in ("init", "demo") and option.name != "json_wanted")


def _in_call(argument: Any) -> str:  # noqa: ANN401
    name = _name(argument)
    name += "…" if argument.nargs != 1 and "…" not in name else ""
    return name if argument.required or name[0] == "[" else f"[{name}]"


def _name(argument: Any) -> str:  # noqa: ANN401
    return str(argument.metavar or argument.name.upper())


def _spelled(option: Any) -> str:  # noqa: ANN401
    value = "" if option.is_flag else f" {_choices(option) or option.metavar or option.name.upper()}"
    return ", ".join(f"`{each}{value}`" for each in option.opts)


def _choices(option: Any) -> str:  # noqa: ANN401
    kind = option.type_descriptor.annotation
    return "|".join(str(each.value) for each in kind) if isinstance(kind, type) and issubclass(kind, Enum) else ""


def _meaning(page: Page, parameter: Any) -> str:  # noqa: ANN401
    shown = parameter.show_default if isinstance(parameter.show_default, str) else ""
    if not shown and parameter.param_type_name == "argument" and parameter.default:
        shown = str(parameter.default)
    return f"{parameter.help or ''}{page.without.format(shown) if shown else ''}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def main(arguments: Sequence[str]) -> int:
    """Write the reference, or with --check compare it; returns the exit code."""
    if "--in" not in arguments:
        calls = [[sys.executable, __file__, "--in", language, *arguments] for language in PAGES]
        return max(subprocess.run(call, check=False).returncode for call in calls)  # noqa: S603 - ourselves
    language = arguments[arguments.index("--in") + 1]
    file, wanted = PAGES[language].file, reference(language)
    if "--check" in arguments:
        same = file.is_file() and file.read_text(encoding="utf-8") == wanted
        if not same:
            sys.stderr.write(f"docs/{file.name} is not up to date: run python scripts/reference.py\n")
        return 0 if same else 1
    file.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
