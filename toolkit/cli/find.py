"""`spegla find`: words or a pattern over all material, hits in context, and coding what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import hand_of, open_for
from toolkit.cli.options import HERE, Json, Language, OfGroup, OfPhase, ProjectFolder, Yes
from toolkit.errors import UsageError
from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.services.coding.coding_hits import Plan
    from toolkit.services.coding.finding import Found, Line
    from toolkit.services.projects.project import Project

SHOWN = 50
NEAR = 15
CONTEXT = 8
WIDE = 44  # columns before a hit
PUNCTUATION = (",", ".", "?", "!", ":", ";")
QUOTES = '"“”„«»'


Words = Annotated[
    list[str] | None,
    typer.Argument(metavar=tr("WORDS"), help=tr("Words that stand near each other; one in quotes is a phrase.")),
]
Inflected = Annotated[bool, typer.Option("--inflected", help=tr("Other forms of the words too."))]
Inside = Annotated[bool, typer.Option("--inside", help=tr("Also inside longer words."))]
Near = Annotated[
    int, typer.Option("--near", metavar="N", min=0, max=1000, help=tr("How many words may lie between those found."))
]
Fitting = Annotated[
    str, typer.Option("--regex", metavar=tr("PATTERN"), help=tr("Find what fits this pattern, instead of words."))
]
Coded = Annotated[
    str, typer.Option("--coded", metavar=tr("CODE"), help=tr("Only words coded so, or with a code under it."))
]
Without = Annotated[str, typer.Option("--without", metavar=tr("CODE"), help=tr("Only words not coded so."))]
CodedBy = Annotated[str, typer.Option("--coded-by", metavar=tr("NAME"), help=tr("Only this coder's codings count."))]
Speaker = Annotated[str, typer.Option("--speaker", metavar=tr("WHO"), help=tr("Only this respondent."))]
OfSource = Annotated[str, typer.Option("--source", metavar=tr("SOURCE"), help=tr("Only this source."))]
Everyone = Annotated[bool, typer.Option("--everyone", help=tr("Also what interviewers say."))]
Context = Annotated[
    int, typer.Option("--context", metavar="N", min=0, max=100, help=tr("How many words to show on either side."))
]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=0, help=tr("How many hits to show."))]
GivenCodes = Annotated[
    list[str] | None,
    typer.Option("--code", metavar=tr("CODE"), help=tr("Give this code to the sentence of every hit.")),
]
Hand = Annotated[str, typer.Option("--coder", metavar=tr("NAME"), help=tr("Who codes."))]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("find", help=tr("Find words in all the material, see them where they are said, and code them."))(find)


def find(
    words: Words = None,
    inflected: Inflected = False,
    inside: Inside = False,
    near: Near = NEAR,
    pattern: Fitting = "",
    group: OfGroup = "",
    phase: OfPhase = "",
    coded: Coded = "",
    without: Without = "",
    coded_by: CodedBy = "",
    speaker: Speaker = "",
    source: OfSource = "",
    everyone: Everyone = False,
    context: Context = CONTEXT,
    limit: Limit = SHOWN,
    code: GivenCodes = None,
    coder: Hand = "",
    yes: Yes = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Find words in all the material."""
    from toolkit.domain.codings.searches import Pattern, asked
    from toolkit.services.coding import finding

    if bool(words) == bool(pattern):
        raise UsageError(N_("Give either words or --regex."), hint=N_("For example: spegla find kontakt --inflected"))
    opened = open_for(project, coder)
    limits = finding.Limits(
        group=group,
        phase=phase,
        code=coded,
        without=without,
        coder=coded_by,
        speaker=speaker,
        source_id=finding.source_number(opened, source) if source else None,
        everyone=everyone,
        inflected=inflected,
    )
    finding.check(opened, limits, codes=code or ())
    query = Pattern(pattern) if pattern else asked(_typed(words or ()), inside=inside, near=near)
    found = finding.find(opened, query, limits)
    shown = finding.lines(opened, found.part(0, limit), context=context)
    _tell(opened, found, shown, codes=code or (), who=(coder, yes, json_wanted))


def _tell(
    project: Project, found: Found, shown: Sequence[Line], *, codes: Sequence[str], who: tuple[str, bool, bool]
) -> None:
    """Tell what was found, and code it where codes are given."""
    *_, json_wanted = who
    if not json_wanted:
        output.told(_lines(project, found, shown))
    document = _document(project, found, shown)
    if codes and found.count:
        document["coded"] = _code(project, found, codes, who)
    if json_wanted:
        output.answer(document, (), json_wanted=True)


def _typed(words: Sequence[str]) -> str:
    """The words as they are typed on a page: the shell has taken the quotation marks off a phrase."""
    return " ".join(f'"{one}"' if " " in one.strip() and not set(one) & set(QUOTES) else one for one in words)


def _lines(project: Project, found: Found, shown: Sequence[Line]) -> Iterator[str]:
    from toolkit.services.coding.choices import choices

    if not found.count:
        yield tr("Nothing is found.")
        if not choices(project).sources:
            yield tr("There are no interviews in the project yet.")
        return
    yield ", ".join(
        (
            ntr("{n} hit", "{n} hits", found.count),
            ntr("in {n} source", "in {n} sources", len(found.by_source)),
            ntr("said by {n} person", "said by {n} people", found.people),
        )
    )
    forms = sorted({form for own in found.forms.values() for form in own})
    if len(forms) > 1:
        yield tr("Forms found: {forms}", forms=", ".join(forms))
    yield from _by_group(project, found)
    for source, own in groupby(shown, key=lambda line: line.hit.source):
        yield ""
        yield source
        yield from map(_line, own)
    if found.count > len(shown) > 0:
        yield ""
        yield tr("{shown} of {all} are shown.", shown=len(shown), all=found.count)


def _by_group(project: Project, found: Found) -> Iterator[str]:
    from toolkit.services.projects import names

    counts = found.by_group
    if len(counts) > 1:
        yield ", ".join(f"{names.group(project, key)} {n}" for key, n in counts.most_common())


def _line(line: Line) -> str:
    before, words, after = _cut(line)
    start = before if len(before) <= WIDE else f"…{before[1 - WIDE :]}"
    gap = "" if after[:1] in PUNCTUATION else " "
    return f"  {start:>{WIDE}} [{words}]{gap}{after}  ({line.hit.respondent or tr('nobody known')})"


def _cut(line: Line) -> tuple[str, str, str]:
    """What stands before a hit, the hit from its first word to its last, and what stands after, each on one line."""
    marked = [at for at, (_, found) in enumerate(line.pieces) if found]
    first, last = (marked[0], marked[-1] + 1) if marked else (0, 0)
    texts = [text for text, _ in line.pieces]
    before, words, after = ("".join(texts[part]) for part in (slice(first), slice(first, last), slice(last, None)))
    return " ".join(before.split()), " ".join(words.split()), " ".join(after.split())


def _document(project: Project, found: Found, shown: Sequence[Line]) -> dict[str, object]:
    from toolkit.services.projects import names

    return {
        "hits": found.count,
        "people": found.people,
        "sources": [{"source": found.name(key), "hits": n} for key, n in found.by_source.items()],
        "groups": [
            {"group": key or None, "title": names.group(project, key), "hits": n} for key, n in found.by_group.items()
        ],
        "forms": {word: list(forms) for word, forms in found.forms.items()},
        "shown": [_record(line) for line in shown],
        "coded": None,
    }


def _record(line: Line) -> dict[str, object]:
    hit = line.hit
    before, words, after = _cut(line)
    return {
        "source": hit.source,
        "turn": hit.turn,
        "start": hit.span.start,
        "end": hit.span.end,
        "respondent": hit.respondent,
        "group": hit.group,
        "before": before,
        "words": words,
        "after": after,
        "codes": list(line.codes),
    }


def _code(project: Project, found: Found, codes: Sequence[str], who: tuple[str, bool, bool]) -> dict[str, object]:
    """Say what would be coded, ask, and code it."""
    from toolkit.services.coding import coding_hits

    coder, yes, quiet = who
    hand = hand_of(project, coder, hint=N_("Say whose codings they are: --coder NAME"))
    plan = coding_hits.planned(project, found, codes, coder=hand.coder)
    if not quiet:
        output.say("")
        for line in _planned(plan):
            output.say(line)
    if not plan.new:
        return _coded(plan, 0)
    output.confirmed(ntr("Make {n} coding?", "Make {n} codings?", plan.new), yes=yes, json_wanted=quiet)
    made = len(coding_hits.carry_out(project, plan, hand=hand).codings)
    if not quiet:
        output.say(ntr("{n} coding made, in one step.", "{n} codings made, in one step.", made))
        output.say(tr("To take them back: spegla undo --coder {coder}", coder=hand.coder))
    return _coded(plan, made)


def _planned(plan: Plan) -> Iterator[str]:
    passages = ntr("{n} sentence", "{n} sentences", plan.passages)
    people = ntr("of {n} person", "of {n} people", plan.people)
    yield tr(
        "Would be coded {codes}: {passages} {people}.", codes=", ".join(plan.codes), passages=passages, people=people
    )
    if plan.known:
        yield ntr("{n} of the codings is there already.", "{n} of the codings are there already.", plan.known)
    if plan.unheard:
        yield ntr(
            "{n} hit is in words of an interviewer or of nobody known, and is not coded.",
            "{n} hits are in words of interviewers or of nobody known, and are not coded.",
            plan.unheard,
        )


def _coded(plan: Plan, made: int) -> dict[str, object]:
    return {
        "codes": list(plan.codes),
        "passages": plan.passages,
        "people": plan.people,
        "known": plan.known,
        "unheard": plan.unheard,
        "made": made,
    }
