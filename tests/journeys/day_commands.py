"""The deeds of the command line: what an evaluator does there in a day, and what each should leave."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

from tests.journeys.day import Day, Deed, everything
from tests.journeys.day_kept import Change, Things, held, moved
from tests.material import SAID, Said

Maker = Callable[[Day], Deed | None]
TALK = """Interview P{n}
Date: 2025-03-12

I: How did you come here?
P{n}: We waited 😀 at stop number {n} for the blue tram number {n}, and nobody ever came by to pick us up.
I: Where do we find you?
P{n}: Ring me up on 070-123 45 {two:02}, after supper.
"""
MASKED = re.compile(r"070-123 45 \d\d")
STANDS_IN = "[telephone number]"
WITHDRAWN = "P07"
HITS = ("bus", "sleep", "doctor", "plan", "learned", "weeks")
CODES = ("actors", "learning/insight", "needs/work", "solutions", "valence/hinders")
MADE = ("source", "coding", "memo", "claim", "verdict", "response")


def place(day: Day, one: Said) -> tuple[str, int, int, str]:
    """The source, start, end and words of an answer of the material."""
    name = "team.txt" if one.person.startswith("T") else f"{one.person.lower()}.txt"
    start = day.model.source(name).index(one.words)
    return name, start, start + len(one.words), one.words


def talk(day: Day) -> Path:
    """A new interview in a folder beside the project."""
    number = 100 + day.next()
    text = TALK.format(n=number, two=number % 100)
    path = day.outside / f"p{number}.txt"
    path.write_text(text, "utf-8")
    day.ears.learn([text])
    return path


def add(day: Day) -> Deed:
    """Read a new interview in."""
    path = talk(day)
    return Deed(("add", str(path)), Change((("source", path.name, path.read_text("utf-8")),)))


def find(day: Day) -> Deed:
    """Give every sentence with a word a code."""
    word, code = day.chance.choice(HITS), day.chance.choice(CODES)
    heard = [one for one in SAID if re.search(rf"\b{word}\b", one.words, re.IGNORECASE) and one.person != WITHDRAWN]
    comes = tuple(("coding", *place(day, one), code, "KL") for one in heard)
    return Deed(("find", word, "--code", code, "--coder", "KL", "--yes"), Change(comes))


def coded(day: Day) -> Deed:
    """Take in a table of codings by somebody else."""
    some = day.chance.sample([one for one in SAID if one.person != WITHDRAWN], 4)
    path = day.outside / f"codings{day.next()}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [(place(day, one)[0], "", "", one.words, code) for one in some for code in one.codes]
        csv.writer(file).writerows([("source", "start", "end", "quote", "code"), *rows])
    comes = tuple(("coding", *place(day, one), code, "B") for one in some for code in one.codes)
    return Deed(("codings", "import", str(path), "--coder", "B"), Change(comes))


def claim(day: Day) -> Deed | None:
    """Write a claim on a theme."""
    found = theme(day)
    text = f"{{who}} miss the tram number {day.next()}."
    options = ("--theme", found or "", "--coder", "KL")
    return Deed(("claims", "add", text, *options), Change((("claim", text, "KL"),))) if found else None


def theme(day: Day) -> str:
    """A theme that stands; empty where there is none yet."""
    themes = sorted(one["id"] for one in day.ask("themes")["themes"]) if any(day.model.of("coding")) else []
    return str(day.chance.choice(themes)) if themes else ""


def mask(day: Day) -> Deed | None:
    """Put a bracket in the place of every telephone number."""
    texts = {name: str(text) for name, text in day.model.of("source")}
    new = [(name, MASKED.sub(STANDS_IN, text)) for name, text in sorted(texts.items()) if MASKED.search(text)]
    if len(new) != 1:  # a source is one revision: with several, some may be masked and others not
        return None
    day.last = None
    return Deed(("privacy", "mask", "phone", "--coder", "KL"), moved(texts, new))


def draft(day: Day) -> Deed:
    """Write a draft."""
    outline = day.chance.choice(("perspectives", "areas", "full"))
    formats = [part for kind in day.chance.choice((("docx", "md"), ("md",), ("html",))) for part in ("--format", kind)]
    return Deed(("draft", "--outline", outline, *formats), writes=True)


def word_file(day: Day) -> str:
    """A Word file that was drafted today; empty where there is none."""
    found = sorted(name for name in day.model.files if name.endswith(".docx") and "(" not in name)
    return str(day.project / day.chance.choice(found)) if found else ""


def into(day: Day) -> Deed | None:
    """Put the new results into a draft in Word."""
    path = word_file(day)
    return Deed(("draft", "--into", path)) if path else None


def check(day: Day) -> Deed | None:
    """Read a draft back."""
    path = word_file(day)
    return Deed(("check", path), finds=True) if path else None


def backup(_day: Day) -> Deed:
    """Make a backup; what it holds is noted by `noted`."""
    return Deed(("backup",))


def restore(day: Day) -> Deed | None:
    """Put the project back to a backup of today."""
    if not day.model.backups or day.window:
        return None
    name = day.chance.choice(sorted(day.model.backups))
    then = day.model.backups[name]
    day.last = None
    return Deed(("restore", name, "--yes"), Change(tuple((then - day.model.things).elements()),
                                                   tuple((day.model.things - then).elements())))  # fmt: skip


def merge(day: Day) -> Deed:
    """Take in what another evaluator did in a copy."""
    copy = day.outside / "copy"
    day.last = None
    return Deed(("merge", str(copy)), Change(tuple(one for one in everything(held(copy), MADE) if new(day, one))))


def new(day: Day, one: tuple[object, ...]) -> bool:
    """Whether a thing of a copy is not in the project: a source goes by its name, for its text may be masked here."""
    return not day.model.things[one] and not (
        one[0] == "source" and one[1] in {name for name, _ in day.model.of("source")}
    )


def export(day: Day) -> Deed:
    """Write all there is to a file."""
    kind = day.chance.choice((("export", "all", "tables.xlsx"), ("export", "project", "whole.zip"),
                              ("exchange", "export", "out.qdpx"), ("codings", "export", "codings.csv")))  # fmt: skip
    return Deed((*kind[:2], str(day.outside / f"{day.next()}{kind[2]}")))


def plain(*arguments: str) -> Maker:
    """A command that changes nothing that people made."""
    return lambda _day: Deed(arguments)


def examined(*arguments: str) -> Maker:
    """An examination that changes nothing and may find something."""
    return lambda _day: Deed(arguments, finds=True)


READING = (plain("status"), examined("doctor"), plain("agreement"), plain("sources"), examined("privacy", "scan"),
           plain("coders"), plain("codings", "list"), export, draft, check)  # fmt: skip
WORKING = (add, add, find, find, coded, claim, claim, mask, draft, draft, into, backup, backup, restore, merge,
           plain("suggest"), plain("themes"))  # fmt: skip
WRITING = (add, find, coded, claim, mask, draft, into, backup, restore, merge, plain("suggest"), plain("themes"),
           export)  # fmt: skip


def chosen(day: Day, among: tuple[Maker, ...]) -> Deed:
    """A deed that can be done now."""
    while True:
        made = day.chance.choice(among)(day)
        if made:
            return made


def noted(day: Day, deed: Deed) -> None:
    """Keep in mind what a backup that was acknowledged holds, and which files a restore left."""
    if deed.name == "backup":
        day.model.backups[day.said()["backup"]["name"]] = Things(day.model.things)
    if deed.name == "restore":
        day.model.files = {name for name in day.model.files if (day.project / name).exists()}
