"""A project in which every text that people write is an attempt to run a script or to break the page."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.material import CODER, REGISTER, SAID, codings_table, write_material

REPOSITORY = Path(__file__).parents[2]
LONG = "a" * 5_000
PAYLOADS = (
    "<img src=x onerror=window.__hit=1>",
    "\"><script>window.__hit=2</script>",
    "{{7*7}}${7*7}#{7*7}{% raw %}",
    "javascript:window.__hit=3//",
    "</script><script>window.__hit=4</script>",
    "<svg onload=window.__hit=5><animate onbegin=window.__hit=5>",
    "&lt;b&gt;&#60;i&#62;&amp;amp;",
    "\u202eevil\u2066\u202c\u2069\u200f",
    "' onfocus=window.__hit=6 autofocus tabindex=1 x='",
    "`${window.__hit=7}`\\u003cscript\\u003e",
    "<iframe srcdoc='<script>parent.__hit=8</script>'><base href=//evil.example/>",
    "<style>*{display:none}</style><link rel=stylesheet href=//evil.example/x.css>",
    "<a href=//evil.example/ hx-get=/start/problems hx-trigger=load>x</a><!--",
    "]]><math><mtext></form><form action=//evil.example/><input name=q>",
)  # fmt: skip
HOSTILE_CODER = '"><img src=x onerror=window.__hit=9>'
NO_SLASH = [one for one in PAYLOADS if not set("/\\\u202e") & set(one)]
NO_MARKS = str.maketrans({"/": "∕", ";": "¸", ",": "‚", "|": "¦"})  # signs that a register reads as separators


def payloads() -> Iterator[str]:
    """One payload after the other, for ever; each with a number, so that no two texts are the same."""
    for number, text in enumerate(cycle(PAYLOADS)):
        yield f"{text} n{number}"


def make_hostile_project(folder: Path, run: Callable[[list[str]], int]) -> Path:
    """Make the project with the command line `run`: two coders, suggestions, themes, memos and settlements."""
    assert run(["init", str(folder), "--language", "en"]) == 0
    write_material(folder)
    next_one = payloads()
    _settings(folder, next_one)
    _scheme(folder, next_one)
    _templates(folder, next_one)
    _guides(folder, next_one)
    _register(folder, next_one)
    names = _transcripts(folder, next_one)
    assert run(["add", *(str(folder / "interviews" / name) for name in names.values()), "-p", str(folder)]) == 0
    for coder, kept in ((CODER, SAID), (HOSTILE_CODER, SAID[::2])):
        table = folder / "codings.csv"
        table.write_text(_coded(codings_table(kept), names), encoding="utf-8")
        assert run(["codings", "import", str(table), "--coder", coder, "-p", str(folder)]) == 0
    assert run(["suggest", "-p", str(folder)]) == 0
    assert run(["themes", "-p", str(folder)]) == 0
    _written_into(folder, next_one)
    return folder


def _settings(folder: Path, texts: Iterator[str]) -> None:
    groups = ("participants", "team", "employers")
    lines = [
        f"name = {json.dumps(next(texts))}",
        'language = "en"',
        f"description = {json.dumps(f'{next(texts)} {LONG}')}",
        f"evaluation_questions = [{json.dumps(next(texts))}, {json.dumps(next(texts))}]",
        "[groups]",
        *(f"{group} = {json.dumps(next(texts))}" for group in groups),
        "[phases]",
        *(f"{phase} = {json.dumps(next(texts))}" for phase in ("before", "during", "ending", "after")),
    ]
    (folder / "project.toml").write_text("\n".join(lines), encoding="utf-8")


def _scheme(folder: Path, texts: Iterator[str]) -> None:
    scheme = YAML(typ="safe").load(REPOSITORY / "coding_schemes" / "six_areas.yaml")
    scheme["title"] = {"en": next(texts)}
    for facet in scheme["facets"]:
        facet["title"] = {"en": next(texts)}
        for code in facet["codes"]:
            _code(code, texts)
    (folder / "coding_schemes" / "six_areas.yaml").write_text(json.dumps(scheme, ensure_ascii=True), encoding="utf-8")


def _code(code: dict[str, Any], texts: Iterator[str]) -> None:
    code["title"] = {"en": next(texts)}
    code["definition"] = {"en": f"{next(texts)} {LONG if code.get('number') == 2 else ''}"}
    for name in ("includes", "excludes", "examples"):
        code[name] = {"en": [next(texts), next(texts)]}
    for child in code.get("codes", ()):
        _code(child, texts)


def _templates(folder: Path, texts: Iterator[str]) -> None:
    """An own outline with a hostile name, and own wording with hostile titles and sentences."""
    shipped = REPOSITORY / "templates"
    shutil.copy(shipped / "perspectives.toml", folder / "templates" / f"{NO_SLASH[0]}.toml")
    wording = (shipped / "wording.en.toml").read_text(encoding="utf-8").splitlines()
    for at, line in enumerate(wording):
        if line.startswith(("name = ", "chapter = ", "needs = ", "open = ")) or line.strip() == '"{who} raise this.",':
            wording[at] = line.rstrip('",') + f" {next(texts)}".replace("\\", "").replace('"', "”").replace("{", "(").replace("}", ")") + ('",' if line.endswith(",") else '"')  # fmt: skip # noqa: E501
    (folder / "templates" / "wording.en.toml").write_text("\n".join(wording), encoding="utf-8")


def _guides(folder: Path, texts: Iterator[str]) -> None:
    questions = (("needs", "before"), ("solutions", "during"), ("learning", "after"))
    guide = {
        "group": "participants",
        "language": "en",
        "questions": [{"key": area, "area": area, "phase": phase, "text": next(texts)} for area, phase in questions],
    }
    (folder / "interviews" / "guides" / "participants.yaml").write_text(json.dumps(guide), encoding="utf-8")


def _register(folder: Path, texts: Iterator[str]) -> None:
    """Each pseudonym and each value of a variable is hostile; the speakers' labels in the files stay plain."""
    rows = list(csv.reader(io.StringIO(REGISTER)))
    head, out = rows[0], io.StringIO()
    writer = csv.writer(out, delimiter="\t")
    writer.writerow([*head, "hue", f"{next(texts)}".translate(NO_MARKS)])
    for row in rows[1:]:
        values = dict(zip(head, row, strict=True))
        values["labels"] = values["id"] if not values["labels"] else f"{values['id']},{values['labels']}"
        values["id"] = next(texts).translate(NO_MARKS)
        values["organisation"] = next(texts)
        writer.writerow([*values.values(), next(texts), next(texts)])
    (folder / "interviews" / "respondents.csv").write_text(out.getvalue(), encoding="utf-8")


def _transcripts(folder: Path, texts: Iterator[str]) -> dict[str, str]:
    """The material's files under hostile names, their words in hostile company; gives new names by old."""
    renamed = {}
    for number, path in enumerate(sorted((folder / "interviews").glob("*.txt"))):
        facts, spoken = path.read_text(encoding="utf-8").split("\n\n", 1)
        long = LONG[:400] if number == 3 else ""
        lines = [f"{line} {next(texts)} {long}".rstrip() if ": " in line else line for line in spoken.splitlines()]
        name = f"{number:02} {NO_SLASH[number % len(NO_SLASH)]}.txt"
        head = facts.replace("individual", next(texts)).replace("Method: focus group", f"Method: {next(texts)}")
        (path.parent / name).write_text(f"{head}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
        path.unlink()
        renamed[path.name] = name
    return renamed


def _coded(table: str, names: dict[str, str]) -> str:
    rows = list(csv.DictReader(io.StringIO(table)))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    for row in rows:
        writer.writerow({**row, "source": names[row["source"]]})
    return out.getvalue()


def _written_into(folder: Path, texts: Iterator[str]) -> None:
    """What the workbench itself would refuse or make plain: put into the store as if it had got there another way."""
    at = "2026-01-01 10:00:00.000000"
    with closing(sqlite3.connect(folder / "project.db")) as store, store:
        for (row,) in store.execute("SELECT rowid FROM turn").fetchall():
            store.execute("UPDATE turn SET label = ? WHERE rowid = ?", (next(texts), row))
        for (theme,) in store.execute("SELECT id FROM theme").fetchall():
            words = json.dumps([next(texts), next(texts)])
            store.execute("UPDATE theme SET name = ?, words = ? WHERE id = ?", (next(texts), words, theme))
        for (row,) in store.execute("SELECT id FROM suggestion").fetchall():
            store.execute("UPDATE suggestion SET because = ? WHERE id = ?", (next(texts), row))
        for source, facts in store.execute("SELECT id, facts FROM source").fetchall():
            told = {**json.loads(facts), next(texts): f"{next(texts)} {LONG}"}
            store.execute("UPDATE source SET facts = ? WHERE id = ?", (json.dumps(told), source))
        places = store.execute(
            "SELECT source_id, start, end, quote, code FROM coding WHERE coder = ? ORDER BY id", (HOSTILE_CODER,)
        ).fetchall()
        for source, start, end, quote, code in places[::3]:
            for place in ((source, start, end, None), (source, None, None, None), (None, None, None, code)):
                store.execute(
                    "INSERT INTO memo (source_id, start, end, code, text, author, time) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (*place, f"{next(texts)}\n{next(texts)}", HOSTILE_CODER, at),
                )
            store.execute(
                "INSERT INTO settlement (source_id, start, end, quote, code, applies, reason, coder, time)"
                " VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)",
                (source, start, end, quote, code, next(texts), HOSTILE_CODER, at),
            )
