"""What a command says: lines for people, or one JSON document."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

import typer

from toolkit.errors import NotSaved, Problem, Refused, SpeglaError, UsageError
from toolkit.messages import N_, tr

MOST_PROBLEMS = 25
YES = ("y", "yes", "j", "ja")


def say(text: str = "") -> None:
    """A line for the person at the terminal."""
    _put(f"{text}\n")


def _put(text: str) -> None:
    with heard():
        sys.stdout.write(text)


def all_out() -> None:
    """Let everything that was said leave the program, while a fault of the place it goes to can still be told."""
    with heard():
        sys.stdout.flush()


@contextmanager
def heard() -> Iterator[None]:
    """NotSaved when the disk does not take what is said; a reader who has left is another matter."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError:
        _into_nothing()
        raise NotSaved(
            N_("The answer could not be written where it was sent: the disk is full, or cannot be written."),
            hint=N_("What was done before is saved. Make room, or leave out “> file” and read the answer here."),
        ) from None


def _into_nothing() -> None:
    """Let go what is buffered, which would fail once more when Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def answer(document: Mapping[str, object], lines: Iterable[str], *, json_wanted: bool) -> None:
    """The result of a command: the document as JSON, or the lines."""
    if json_wanted:
        _put(json.dumps(document, ensure_ascii=False, indent=1, default=plain) + "\n")
    else:
        for line in lines:
            say(line)


def told(lines: Iterable[str]) -> None:
    """Say lines; where the reader leaves before the last (`| head`), what is said later goes to standard error."""
    try:
        for line in lines:
            say(line)
        sys.stdout.flush()
    except BrokenPipeError:
        _into_nothing()
        sys.stdout = sys.stderr


def failed(error: SpeglaError, *, json_wanted: bool) -> int:
    """Tell an error: its sentence and the next step; with --json also as a document. Returns the exit code."""
    if json_wanted:
        say(json.dumps({"error": error.sentence, "hint": error.hint}, ensure_ascii=False, indent=1))
    with suppress(OSError):  # nobody hears it: the exit code still tells
        sys.stderr.write(f"{error.sentence}\n")
        if error.hint:
            sys.stderr.write(f"  → {error.hint}\n")
    return error.exit_code


def agreed(question: str) -> bool:
    """Whether the person at the terminal says yes, in any language of ours; only asking is the same as no."""
    choices = tr("[y/N]")
    answer = typer.prompt(f"{question} {choices}", default="", show_default=False, err=True)
    return str(answer).strip().casefold() in YES


def confirmed(question: str, *, yes: bool = False, json_wanted: bool = False) -> None:
    """Ask before something is done, unless `yes` was said with the command.

    Refused, with nothing done, on any other answer or none; UsageError with --json, where nothing is asked.
    """
    if yes:
        return
    if json_wanted:
        raise UsageError(N_("With --json nothing is asked."), hint=N_("Say it with --yes, or look first."))
    with suppress(typer.Abort):
        if agreed(question):
            return
    raise Refused(N_("Nothing was done."), hint=N_("With --yes it is done without asking."))


def problems(found: Sequence[Problem], *, json_wanted: bool) -> None:
    """Tell what went wrong in a batch, serious things first; silent when the document tells it."""
    if json_wanted:
        return
    ordered = sorted(found, key=lambda problem: not problem.serious)
    for problem in ordered[:MOST_PROBLEMS]:
        mark = "✗" if problem.serious else "·"
        sys.stderr.write(f"{mark} {_placed(problem)}\n")
        if problem.next_step:
            sys.stderr.write(f"    → {problem.next_step}\n")
    if len(ordered) > MOST_PROBLEMS:
        more = tr("… and {n} more; --json lists them all.", n=len(ordered) - MOST_PROBLEMS)
        sys.stderr.write(f"{more}\n")


def _placed(problem: Problem) -> str:
    sentence = problem.sentence
    return sentence if problem.where in sentence else f"{problem.where}: {sentence}"


def problem_records(found: Iterable[Problem]) -> list[dict[str, object]]:
    """The problems as records of a JSON document."""
    return [
        {"where": one.where, "message": one.sentence, "hint": one.next_step, "serious": one.serious} for one in found
    ]


def plain(value: object) -> object:
    """A value of ours as something JSON can hold."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


@contextmanager
def progress(title: str, *, json_wanted: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on standard error; none when that is no terminal or JSON is wanted."""
    if json_wanted or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Lines of a plain table, columns as wide as they need."""
    texts = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[column]) for row in texts) for column in range(len(header))]
    for number, row in enumerate(texts):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if number == 0:
            yield "  ".join("─" * width for width in widths)


def quoted(words: str) -> str:
    """Somebody's words between quotation marks, as the reader's language writes them."""
    return tr("“{words}”", words=words)


def stream_list(key: str, records: Iterable[Mapping[str, object]]) -> None:
    """`{key: [records]}` as one JSON document, written as the records come: a large project does not fit in memory."""
    _put(f'{{"{key}": [')
    for number, record in enumerate(records):
        _put(("," if number else "") + "\n" + json.dumps(record, ensure_ascii=False, default=plain))
    _put("\n]}\n")
