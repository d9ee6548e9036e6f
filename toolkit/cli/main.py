"""The entry point: the language is chosen before anything is said, and every error becomes a sentence."""

from __future__ import annotations

import gc
import gettext
import os
import signal
import sys
import tomllib
from io import TextIOWrapper
from pathlib import Path

from toolkit import messages
from toolkit.errors import Refused, SpeglaError
from toolkit.messages import N_

PENDING = Path("withdrawals", "pending")  # is there while a withdrawal is begun and not finished
INTERRUPTED = 130  # what Typer makes of a Ctrl-C
SELDOM = (20_000, 20, 20)  # garbage is sought: as often as Python does, it took a tenth of the time of a large project


def main() -> None:
    """Run the command and leave with its exit code: 0 done, 1 refused or something found, 2 wrong call."""
    gc.set_threshold(*SELDOM)
    os.umask(0o077)  # what is made is its owner's alone; Windows has its own way and only keeps files writable
    _never_mute(json_wanted="--json" in sys.argv)
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command began; within it Typer makes 130 of it
        code = INTERRUPTED
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what was asked for is done; leaving takes a moment
    sys.exit(code)


def _never_mute(*, json_wanted: bool) -> None:
    """Let no letter that the terminal's encoding lacks end the program; JSON is UTF-8 wherever it goes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if json_wanted else None, errors="backslashreplace")


def run(arguments: list[str]) -> int:
    """Run the command with these arguments; returns the exit code."""
    _speak(_wanted_language(arguments))
    from toolkit.cli import output

    try:
        _finish(arguments)
        code = _called(arguments)
        output.all_out()
    except SpeglaError as error:
        return output.failed(error, json_wanted="--json" in arguments)
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return code


def _finish(arguments: list[str]) -> None:
    """Finish what an interrupted withdrawal left to do in the project, before anything else is done in it."""
    folder = Path(_folder(arguments))
    if not (folder / PENDING).exists() or "--help" in arguments:
        return
    from toolkit.cli.privacy_withdrawing import finished_lines

    for line in finished_lines(folder):
        sys.stderr.write(f"{line}\n")


def _called(arguments: list[str]) -> int:
    import typer

    from toolkit.cli.app import app
    from toolkit.cli.typer_words import called, wrong_call

    try:
        code = app(arguments, prog_name="spegla", standalone_mode=False)
    except SystemExit as leaving:
        code = leaving.code
    except typer.Abort:
        raise Refused(N_("Nothing was done.")) from None
    except typer.TyperException as error:
        ours = wrong_call(error, called(app, arguments))
        if ours:
            raise ours from None
        sys.stderr.write(f"{error.format_message()}\n")
        return error.exit_code
    if code == INTERRUPTED:
        hint = N_("What was finished is saved; run the same command to go on.")
        raise Refused(N_("Interrupted."), hint=hint)
    return code if isinstance(code, int) else 0


def _speak(language: str) -> None:
    messages.use_language(language)
    # Typer takes its own headings from gettext's default domain when it is imported.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(messages.DOMAIN, str(messages.LOCALE_FOLDER))
    gettext.textdomain(messages.DOMAIN)


def _wanted_language(arguments: list[str]) -> str:
    asked = _option(arguments, "--language")
    if asked in messages.LANGUAGES:
        return asked
    return _language_of_project(Path(_folder(arguments))) or messages.language_of_environment()


def _folder(arguments: list[str]) -> str:
    return _option(arguments, "--project") or _option(arguments, "-p") or "."


def _option(arguments: list[str], name: str) -> str:
    for position, argument in enumerate(arguments):
        if argument == name and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
        if len(name) == len("-p") < len(argument) and argument.startswith(name):
            return argument.removeprefix(name)
    return ""


def _language_of_project(folder: Path) -> str:
    try:
        settings = tomllib.loads((folder / "project.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    language = settings.get("language")
    return language if language in messages.LANGUAGES else ""


if __name__ == "__main__":
    main()
