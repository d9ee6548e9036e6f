"""`spegla add`: transcripts into the project, looked at first and corrected before they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output, page_cleaning
from toolkit.cli.deciding import hand_of, open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder
from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.sources.sources import Role
from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.services.material.adding import AddResult
    from toolkit.services.material.file_views import FileSeen, Voice
    from toolkit.services.material.hands import Hand
    from toolkit.services.material.surveys import ClosedQuestion
    from toolkit.services.projects.project import Project

WHO_CLEANS = N_('Say once for all who corrects texts: coder = "NAME" in project.toml')
ROLES: Mapping[Role, str] = {
    Role.RESPONDENT: N_("respondent"),
    Role.INTERVIEWER: N_("interviewer"),
    Role.SEVERAL: N_("several at once"),
    Role.UNKNOWN: N_("not recognised"),
    Role.RECORD: N_("notes, nobody's speech"),
}
COUNTED: Mapping[str, str] = {
    "paragraphs": N_("paragraphs"),
    "characters": N_("characters"),
    "cues": N_("captions with a time"),
    "footnotes": N_("footnotes"),
    "comments": N_("comments"),
    "insertions": N_("insertions"),
    "deletions": N_("deletions"),
    "hidden": N_("hidden passages"),
    "text_boxes": N_("text boxes"),
    "embedded": N_("embedded documents"),
    "pages": N_("pages"),
    "answers": N_("rows"),
    "open": N_("open questions"),
    "closed": N_("closed questions"),
    "left_out": N_("columns left out"),
}
COLUMNS: Mapping[str, str] = {
    "id": N_("who answered"),
    "group": N_("group"),
    "open": N_("open answers"),
    "closed": N_("closed answers"),
    "leave": N_("not taken in"),
    "empty": N_("empty"),
}
MOST_VOICES = 20
MOST_NAMED = 6  # in a cell of a table
Speaker = Annotated[
    list[str] | None,
    typer.Option(
        "--speaker",
        metavar=tr("LABEL=WHO"),
        help=tr("Who speaks under a label: SA=D10, KL=interviewer, Anna=unknown. May be given several times."),
        show_default=False,
    ),
]
Respondent = Annotated[
    str | None, typer.Option("--respondent", metavar="ID", help=tr("Whose interview it is."), show_default=False)
]
Interviewer = Annotated[
    str | None,
    typer.Option("--interviewer", metavar=tr("LABEL"), help=tr("The interviewer's label."), show_default=False),
]
Day = Annotated[
    str | None, typer.Option("--date", metavar=tr("DATE"), help=tr("When it was: 2025-03-31."), show_default=False)
]


Files = Annotated[
    list[Path],
    typer.Argument(
        metavar=tr("FILES"),
        help=tr(
            "Transcripts (.docx .odt .rtf .pdf .txt .md .html, .vtt .srt .json from recorders,"
            " .otr from oTranscribe), tables of survey answers (.csv .xlsx), or folders with such files."
        ),
    ),
]
Preview = Annotated[
    bool, typer.Option("--preview", "--dry-run", help=tr("Show what would be taken from the files, and store nothing."))
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar=tr("ENCODING"),
        help=tr("How the letters of a text file are written, for example windows-1252 or utf-8-twice."),
        show_default=False,
    ),
]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar=tr("COLUMNS"),
        help=tr("What a table's columns hold: A=id, B=group, C=open, D=closed, E=leave."),
        show_default=False,
    ),
]
OfKind = Annotated[Kind | None, typer.Option("--kind", help=tr("Which kind of material it is."), show_default=False)]
Clean = Annotated[
    bool, typer.Option("--clean", help=tr("Clean what was read from printed pages (PDF); it can be taken back."))
]


def register_add(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("add", help=tr("Read transcripts into the project."))(add)


def add(
    files: Files,
    project: ProjectFolder = HERE,
    preview: Preview = False,
    speaker: Speaker = None,
    respondent: Respondent = None,
    interviewer: Interviewer = None,
    day: Day = None,
    encoding: Encoding = None,
    columns: Columns = None,
    kind: OfKind = None,
    clean: Clean = False,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Read transcripts into the project."""
    from toolkit.services.material import adding, corrections

    opened = open_whole(project)
    decided = {
        "speakers": corrections.told(speaker or ()),
        "respondent": respondent or "",
        "interviewer": interviewer or "",
        "date": day or "",
        "encoding": encoding or "",
        "columns": columns or "",
        "kind": kind.value if kind else "",
    }
    if preview:
        result = adding.look(opened, files, decided=decided)
        output.answer(_look_record(result), _look_lines(result), json_wanted=json_wanted)
    else:
        hand = hand_of(opened, "", hint=WHO_CLEANS) if clean else None
        with output.progress(tr("Reading"), json_wanted=json_wanted) as progress:
            result = adding.add(opened, files, progress=progress, decided=decided)
        _tell_added(opened, result, hand, json_wanted=json_wanted)
    output.problems(result.problems, json_wanted=json_wanted)
    if result.failed:
        raise typer.Exit(1)


def _tell_added(project: Project, result: AddResult, cleaning: Hand | None, *, json_wanted: bool) -> None:
    """Tell what was added, cleaned first where that is wanted."""
    cleaned: list[dict[str, object]] = []
    if cleaning:
        names = [one.name for one in result.added]
        cleaned = page_cleaning.cleaned(project, names, hand=cleaning, json_wanted=json_wanted)
    document = {"added": result.added, **_others(result), "cleaned": cleaned}
    output.answer(document, _added(result), json_wanted=json_wanted)


def _others(result: AddResult) -> dict[str, object]:
    """What is told of the files besides what was taken from them."""
    return {
        "known": [{"file": file, "source": source} for file, source in result.known],
        "not_in_register": sorted(result.not_in_register),
        "problems": output.problem_records(result.problems),
    }


def _look_record(result: AddResult) -> dict[str, object]:
    files = [
        {
            "file": one.file,
            "name": one.name,
            "encoding": one.encoding,
            "kind": one.kind.value,
            "respondent": one.respondent,
            "date": one.date,
            "speakers": [voice_record(each) for each in one.voices],
            "doubts": one.doubts,
            "counts": dict(one.counts),
            "columns": one.columns,
            "closed": [answer_record(each) for each in one.closed],
        }
        for one in result.seen
    ]
    return {"files": files, **_others(result)}


def voice_record(voice: Voice) -> dict[str, object]:
    """A speaker as a record of a JSON document."""
    return {
        "label": voice.label,
        "role": voice.role.value,
        "respondent": voice.respondent,
        "turns": voice.turns,
        "words": voice.words,
    }


def voice_lines(voices: tuple[Voice, ...]) -> Iterator[str]:
    """The lines of a table of speakers."""
    header = (tr("Speaker in the file"), tr("Role"), tr("Person"), tr("Turns"), tr("Words"))
    rows = [
        (one.label or "–", tr(ROLES[one.role]), one.respondent or "–", one.turns, one.words)
        for one in voices[:MOST_VOICES]
    ]
    yield from output.table(header, rows)
    if len(voices) > MOST_VOICES:
        yield tr("… and {n} more", n=len(voices) - MOST_VOICES)


def _look_lines(result: AddResult) -> Iterator[str]:
    for one in result.seen:
        yield from _seen_lines(one)
        yield ""
    yield ntr("{n} file can be added.", "{n} files can be added.", len(result.seen)) + " " + tr("Nothing was stored.")
    yield from _known(result)


def _seen_lines(one: FileSeen) -> Iterator[str]:
    from toolkit.services.material.file_views import DOUBTS

    told = (one.name, tr(one.kind.rules.title), one.encoding, one.date)
    yield " · ".join(each for each in told if each)
    counts = [f"{tr(COUNTED[key])} {n}" for key, n in one.counts.items() if n and key in COUNTED]
    yield ", ".join(counts)
    yield from voice_lines(one.voices)
    if one.doubts:
        yield tr("Lines to look at:")
        rows = [(str(each.line), tr(DOUBTS.get(each.kind, "")), each.text) for each in one.doubts]
        yield from output.table((tr("Line"), tr("What it is"), tr("Its beginning")), rows)
    if one.columns:
        rows = [(each.letter, _taken_as(each.kind), each.title) for each in one.columns]
        yield from output.table((tr("Column"), tr("Taken as"), tr("Title")), rows)
    yield from answer_lines(one.closed)


def _taken_as(kind: str) -> str:
    """What a column is taken as: the word for --columns, and what it means."""
    meant = tr(COLUMNS[kind]) if kind in COLUMNS else ""
    return f"{kind} ({meant})" if meant and meant != kind else kind


def answer_lines(questions: Iterable[ClosedQuestion]) -> Iterator[str]:
    """A line for each closed question: how often each answer was given."""
    for question in questions:
        counts = [f"{value}: {n}" for value, n in question.counts]
        others = [tr("answers that few gave: {n}", n=question.others)] if question.others else []
        yield f"{question.title} – {', '.join([*counts, *others])}"


def answer_record(question: ClosedQuestion) -> dict[str, object]:
    """A closed question as a record of a JSON document."""
    return {
        "title": question.title,
        "answered": question.answered,
        "counts": [{"answer": answer, "n": n} for answer, n in question.counts],
        "others": question.others,
    }


def _added(result: AddResult) -> list[str]:
    header = (
        tr("Source"),
        tr("Turns"),
        tr("Words"),
        tr("by respondents"),
        tr("Respondents"),
        tr("Questions of the guide"),
    )
    rows = [
        (one.name, one.turns, one.words, one.respondent_words, people(one.respondents), one.questions)
        for one in result.added
    ]
    lines = list(output.table(header, rows)) if rows else []
    lines.append(ntr("{n} source added.", "{n} sources added.", len(result.added)))
    return [*lines, *_known(result)]


def _known(result: AddResult) -> Iterator[str]:
    yield from (tr("{file} is in the project already, as {source}.", file=f, source=s) for f, s in result.known)
    if result.failed:
        yield ntr("{n} file was left out, see below.", "{n} files were left out, see below.", len(result.failed))


def people(respondents: tuple[str, ...]) -> str:
    """The people who speak in a source, or how many where they are many."""
    if len(respondents) > MOST_NAMED:
        return ntr("{n} person", "{n} people", len(respondents))
    return ", ".join(respondents)
