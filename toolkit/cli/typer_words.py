"""What Typer says, in the language of messages: Typer asks gettext for some of its words, the others are put here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from toolkit.cli import choice_words
from toolkit.cli.output import heard
from toolkit.domain.texts.worded_keys import listed, nearest
from toolkit.errors import UsageError
from toolkit.messages import N_, tr

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter, Parameter

ASKED_BY_TYPER = (
    N_("Arguments"),
    N_("Commands"),
    N_("Options"),
    N_("default: {default}"),
    N_("required"),
)
PLAIN_IN_TYPER = (
    N_("COMMAND [ARGS]..."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
    N_("Show this message and exit."),
    N_("[OPTIONS]"),
)
PRINTING = ("help", "show_completion")  # options that say something by Typer's own hand
NO_OPTION = N_("There is no option {name} here.")
NO_COMMAND = N_("There is no command {name}.")
MISSING = N_("{name} is missing.")
# As Typer says it, and as we do; the first that fits is taken.
WRONG_CALLS = (
    (r"No such option: (?P<name>\S+)(?: \(Possible options: (?P<guess>.+)\))?", NO_OPTION),
    (r"No such command '(?P<name>.*?)'(?:\.|\. Did you mean (?P<guess>.+)\?)", NO_COMMAND),
    (r"Missing (?:argument|option) '(?P<name>.+)'\.(?s:.*)", MISSING),
    (r"Missing command\.", N_("The command is missing.")),
    (r"Got unexpected extra argument\(s\) \((?P<name>.*)\)", N_("This is more than the command takes: {name}")),
    (r"Option '(?P<name>.+)' requires an argument\.", N_("{name} needs a value after it.")),
    (r"Option '(?P<name>.+)' does not take a value\.", N_("{name} takes no value.")),
    (
        r"Invalid value for '(?P<name>.+)': (?:Value error, )?'(?P<value>.*)' is not one of (?P<guess>.+)\.",
        N_("{name} cannot be “{value}”."),
    ),
    (
        r"Invalid value for '(?P<name>.+)': Input should be a valid integer, .+",
        N_("{name} must be a whole number."),
    ),
    (
        r"Invalid value for '(?P<name>.+)': Input should be greater than or equal to (?P<least>\S+)",
        N_("{name} must be at least {least}."),
    ),
    (
        r"Invalid value for '(?P<name>.+)': Input should be less than or equal to (?P<most>\S+)",
        N_("{name} must be at most {most}."),
    ),
    (r"Invalid value for '(?P<name>.+)': .+ is a file\.", N_("{name} must be a folder; this is a file.")),
)


class SpokenCommand(TyperCommand):
    """A command whose help is wholly in the language of messages."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """The parameters, Typer's own with their help translated."""
        return list(_spoken(super().get_params(ctx)))

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """The parts of the usage line."""
        return _pieces(super().collect_usage_pieces(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write arguments and options."""
        _write_params(self, ctx, formatter)


class SpokenGroup(TyperGroup):
    """A group of commands whose help is wholly in the language of messages."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """The parameters, Typer's own with their help translated."""
        return list(_spoken(super().get_params(ctx)))

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """The parts of the usage line."""
        return _pieces(super().collect_usage_pieces(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write commands and options."""
        self.format_commands(ctx, formatter)
        _write_params(self, ctx, formatter)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands, each with all it says of itself."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, command.help or "") for name, command in commands if command and not command.hidden]
        with formatter.section(tr("Commands")):
            formatter.write_dl(rows)


def speak(app: typer.Typer) -> None:
    """Give every command and group of the program, registered so far, help in the language of messages."""
    app.info.cls = SpokenGroup
    for command in app.registered_commands:
        command.cls = SpokenCommand
    for group in app.registered_groups:
        if group.typer_instance:
            speak(group.typer_instance)


def wrong_call(error: typer.TyperException, called: str) -> UsageError | None:
    """Our error for what Typer found wrong in a call of the command `called`; None for what has no words of ours."""
    said = error.format_message()
    context = getattr(error, "ctx", None)
    command = context.command_path if context else called
    for pattern, message in WRONG_CALLS:
        found = re.fullmatch(pattern, said)
        if found:
            values = {name: value.replace("'", "") for name, value in found.groupdict().items() if value}
            hint = N_("Possible: {guess}") if "guess" in values else N_("For help: {command} --help")
            titles = choice_words.titles(getattr(error, "param", None))
            if "value" in values and titles:
                keys = values["guess"].split(", ")
                near = nearest(values["value"], keys, titles)
                hint = N_("Do you mean {near}? Possible: {guess}") if near else hint
                values |= {"guess": listed(keys, titles), "near": near}
            return UsageError(message, hint=hint, command=command, **values)
    return None


def called(app: typer.Typer, arguments: Iterable[str]) -> str:
    """The name, as it is typed, of the command that these arguments call."""
    names, command = ["spegla"], typer.main.get_command(app)
    for argument in arguments:
        inner = getattr(command, "commands", {}).get(argument)
        if inner is not None:
            names.append(argument)
            command = inner
    return " ".join(names)


def _spoken(params: Iterable[Parameter]) -> Iterable[Parameter]:
    for param in params:
        own = getattr(param, "help", None)
        if own in PLAIN_IN_TYPER:
            param.help = tr(own)  # type: ignore[attr-defined]
            if param.name in PRINTING:
                param.callback = _printing(param.callback)
        choice_words.accepting(param)
        yield param


def _printing(callback: Callable[..., Any] | None) -> Callable[..., Any] | None:
    """The same; a disk that does not take what it prints is told as it is for what we print."""
    return heard()(callback) if callback else None


def _pieces(pieces: Iterable[str]) -> list[str]:
    return [tr(piece) if piece in PLAIN_IN_TYPER else re.sub("[{}]", "", piece) for piece in pieces]


def _write_usage(command: TyperCommand | TyperGroup, ctx: Context, formatter: HelpFormatter) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    prefix = tr("Usage:")
    formatter.write_usage(ctx.command_path, pieces, prefix=f"{prefix} ")


def _write_params(command: TyperCommand | TyperGroup, ctx: Context, formatter: HelpFormatter) -> None:
    records = [(param, param.get_help_record(ctx)) for param in command.get_params(ctx)]
    arguments = [(param.metavar or param.name, record[1]) for param, record in records if record and _named(param)]
    options = [record for param, record in records if record and not _named(param)]
    for title, rows in ((tr("Arguments"), arguments), (tr("Options"), options)):
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


def _named(param: Parameter) -> bool:
    return param.param_type_name == "argument"
