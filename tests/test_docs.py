"""The documents say what the program does: its commands exist, the reference is up to date, links lead somewhere."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
import typer

from tests.conftest import INTERVIEWS, REPOSITORY, copy_sample
from toolkit.cli.app import app

DOCS = REPOSITORY / "docs"
PAGES = [
    REPOSITORY / "README.md",
    REPOSITORY / "LÄSMIG.md",
    REPOSITORY / "CHANGELOG.md",
    INTERVIEWS / "README.md",
    *sorted(DOCS.glob("*.md")),
    *sorted((DOCS / "extending").glob("*.md")),
]
BLOCK = re.compile(r"^```(sh|bat)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(spegla(?: [^`]*)?)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
KEYS = tomllib.loads((REPOSITORY / "scripts" / "json_keys.toml").read_text("utf-8"))


def lines_of(page: Path) -> list[str]:
    """The lines of the page's command blocks."""
    return [line for _, block in BLOCK.findall(page.read_text("utf-8")) for line in block.splitlines()]


def commands_of(page: Path) -> list[str]:
    """The calls of spegla in a page: whole lines of its blocks, and those between backquotes."""
    text = page.read_text("utf-8")
    written = [line for line in lines_of(page) if line.split(" ")[0] == "spegla"]
    spoken = [call for call in INLINE.findall(text) if "COMMAND" not in call and "KOMMANDO" not in call]
    return [*written, *(call for call in spoken if not page.name.startswith("reference") and "`" not in call)]


@cache
def program():
    """The command tree; made once, for it takes a third of a second."""
    return typer.main.get_command(app)


def parsed(call: str) -> None:
    """Let the command line read the call without running it; an unknown command or option is an error."""
    command, words = program(), shlex.split(call)[1:]
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    if words and words[0][0] != "-" and hasattr(command, "commands"):
        raise LookupError(call)
    bare = not words or words[0] in ("--help", "--version")
    if not bare or not any(parameter.required for parameter in command.params):
        command.make_context("spegla", [] if bare else words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_call_in_the_documents_is_one_the_program_takes(page):
    for call in commands_of(page):
        parsed(call)


def test_a_call_that_the_program_does_not_take_is_found():
    with pytest.raises(typer.TyperException):
        parsed("spegla draft --colour red")
    with pytest.raises(LookupError):
        parsed("spegla dance")


def test_the_reference_is_up_to_date():
    script = [sys.executable, REPOSITORY / "scripts" / "reference.py", "--check"]
    done = subprocess.run(script, check=False, capture_output=True, text=True, cwd=REPOSITORY)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page):
    for link in LINK.findall(page.read_text("utf-8")):
        target, _, place = link.partition("#")
        file = page.parent / target if target else page
        assert file.exists(), link
        assert not place or place in headings(file), link


def headings(page: Path) -> set[str]:
    """The names by which a page's headings are linked to."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_quantity_words_of_the_method_are_those_of_the_program():
    from toolkit.domain.quantities.quantities import DEFAULT_SCALE

    table = (DOCS / "method.md").read_text("utf-8").partition("## Quantity words")[2].partition("\n## ")[0]
    for language in ("sv", "en"):
        words = [word.word for rule in DEFAULT_SCALE.rules for word in rule.words[language]]
        assert [word for word in words if word not in table] == []


TWINS = [
    (english if english.exists() else DOCS / f"{swedish.name.removesuffix('.sv.md')}.md", swedish)
    for swedish in sorted(DOCS.glob("*.sv.md"))
    if swedish.name != "reference.sv.md"
    for english in [DOCS / swedish.name.replace(".sv.", ".en.")]
]


def shape(page: Path) -> tuple[list[str], list[int], list[str]]:
    """A page without its words: the levels of its headings, the columns of each row of its tables, its blocks."""
    text = page.read_text("utf-8")
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    rows = [line.count("|") for line in prose.splitlines() if line.startswith("|")]
    return re.findall(r"^(#+) ", prose, re.MULTILINE), rows, re.findall(r"^```(\w+)", text, re.MULTILINE)


def bones(line: str) -> list[str]:
    """A command line without what is the reader's own: the command and the options."""
    command, words = program(), shlex.split(line)
    found = []
    for word in words[1:]:
        if word in getattr(command, "commands", {}):
            command = command.commands[word]
            found.append(word)
    return [words[0], *found, *(word for word in words if word.startswith("-") and word != "--language")]


@pytest.mark.parametrize(("english", "swedish"), TWINS, ids=[swedish.stem for _, swedish in TWINS])
def test_a_page_in_swedish_runs_the_commands_that_it_runs_in_english(english, swedish):
    assert [*map(bones, lines_of(swedish))] == [*map(bones, lines_of(english))]


@pytest.mark.parametrize(("english", "swedish"), TWINS, ids=[swedish.stem for _, swedish in TWINS])
def test_a_page_in_swedish_has_what_it_has_in_english(english, swedish):
    assert shape(swedish) == shape(english)


def figures(page: Path) -> list[list[str]]:
    """The numbers of each section's prose, sorted: decimals with a point, thousands together."""
    prose = re.sub(r"^```.*?^```|\]\([^)]*\)|`[^`]*`", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    thousands = "[ \u00a0\u202f]" if page.name.endswith(".sv.md") else ","
    prose = re.sub(rf"(?<=\d){thousands}(?=\d{{3}}(?!\d))", "", prose)
    parts = re.split(r"^#+ .*$", prose, flags=re.MULTILINE)
    return [sorted(re.findall(r"\d+(?:\.\d+)?", part.replace(",", "."))) for part in parts]


@pytest.mark.parametrize("name", ["how-to", "method", "reliability"])
def test_a_page_in_swedish_has_the_figures_that_it_has_in_english(name):
    assert figures(DOCS / f"{name}.sv.md") == figures(DOCS / f"{name}.md")


@pytest.mark.parametrize("page", ["how-to.md", "how-to.sv.md"])
def test_the_page_on_outlines_names_every_part(page):
    from toolkit.reporting.chapters.compose import PARTS

    text = (DOCS / page).read_text("utf-8")
    assert [part for part in PARTS if f"`{part}`" not in text] == []


def test_no_page_names_this_machine_or_a_package_index():
    for page in PAGES:
        found = re.findall(r"/(?:work|tmp|root|opt)/|pypi|files\.pythonhosted", page.read_text("utf-8"))
        assert found == [], page.name


def paths(value, known, before=""):
    """The key paths of a JSON document; where `known` has "path.*" the keys under it are names of the project's own."""
    if isinstance(value, dict):
        for key, inner in value.items():
            open_ended = f"{before}.*".removeprefix(".") in known
            yield from paths(inner, known, f"{before}.{'*' if open_ended else key}".removeprefix("."))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for inner in value:
            yield from paths(inner, known, f"{before}[]")
    else:
        yield before


def documented(words, document):
    """Check the keys of a command's document: none that the reference lacks, none of the first level missing."""
    found, known = set(paths(document, KEYS[words])), set(KEYS[words])
    assert {
        path for path in found if path not in known and not any(key.startswith(f"{path}[") for key in known)
    } == set()
    empty = {path for path in known if any(path.startswith((f"{one}[", f"{one}.")) for one in found)}
    assert known - found - empty == set()
    return document


@pytest.mark.slow
def test_the_json_of_every_command_has_the_keys_that_the_reference_says(spegla, tmp_path):
    folder, inside = tmp_path / "project", ("-p", tmp_path / "project", "--json")
    documented("init", spegla("init", folder, "--language", "sv", "--json").json)
    copy_sample(folder)
    files = [folder / "interviews" / name for name in ("a1.txt", "d01.txt")]
    documented("add", spegla("add", *files, *inside).json)
    documented("suggest", spegla("suggest", *inside).json)
    codings = folder / "interviews" / "codings" / "coder_a.csv"
    documented("codings import", spegla("codings", "import", codings, *inside).json)
    documented("status", spegla("status", *inside).json)
    documented("sources", spegla("sources", *inside).json)
    documented("scheme", spegla("scheme", *inside).json)
    documented("codings list", spegla("codings", "list", *inside).json)
    documented("codings matrix", spegla("codings", "matrix", *inside).json)
    documented("codings export", spegla("codings", "export", folder / "out.csv", *inside).json)
    themes = documented("themes", spegla("themes", *inside).json)["themes"]
    first = themes[0]["id"]
    documented("themes rename", spegla("themes", "rename", "--coder", "KL", first, "Namn", *inside).json)
    documented("themes merge", spegla("themes", "merge", "--coder", "KL", first, "--name", "Annat namn", *inside).json)
    documented("draft", spegla("draft", "--format", "md", *inside).json)
    documented("sources remove", spegla("sources", "remove", "d01.txt", "--yes", *inside).json)
    assert set(spegla("status", "-p", tmp_path, "--json").json) == {"error", "hint"}


# The results that the tutorial prints: they are those of whoever follows it.
FIGURES = re.compile(r"^(?:Resultat: \d.*|  \[[a-z]+-[a-z]+-[0-9a-f]{6}\].*)$", re.MULTILINE)


@pytest.mark.slow
def test_the_demonstration_s_json_has_the_keys_that_the_reference_says(spegla, tmp_path):
    documented("demo", spegla("demo", tmp_path / "demo", "--json").json)


def test_both_tutorials_run_the_same_commands():
    names = {"my-evaluation": "min-utvardering", "answers.csv": "svar.csv", "THEME-ID": "TEMA-ID"}
    names["report.docx"] = "rapport.docx"
    swedish = [shlex.split(line) for line in lines_of(DOCS / "tutorial.sv.md")]
    english = [shlex.split(line.removesuffix(" --language en")) for line in lines_of(DOCS / "tutorial.en.md")]
    assert [[names.get(word, word) for word in words] for words in english] == swedish


@pytest.mark.slow
def test_the_commands_of_the_tutorial_run_in_order(spegla, tmp_path, monkeypatch):
    """A reader's hands between the commands: copy the sample, take a theme's id from the screen, save the report."""

    def run(*words):
        monkeypatch.chdir(here)
        answer = spegla(*words)
        assert answer.code == 0, (words, answer.err)
        said.extend(answer.out.splitlines())
        return answer

    here, theme, said = tmp_path, "", list[str]()
    for line in lines_of(DOCS / "tutorial.sv.md"):
        name, *words = shlex.split(line)
        if name == "cd":
            here = here / words[0]
            copy_sample(here)
            shutil.copy(REPOSITORY / "report.toml", here)
        elif "TEMA-ID" in words:
            theme = theme or run("themes", "--json").json["themes"][0]["id"]
            run(*(theme if word == "TEMA-ID" else word for word in words))
        elif words[0] not in ("demo", "serve"):
            run(*words)
        if words[:3] == ["draft", "--outline", "full"]:
            (full,) = here.glob("utkast/*-full-*.docx")
            shutil.copy(full, here / "rapport.docx")
    (before,) = here.glob("rapport (*.docx")
    assert before.read_bytes() != (here / "rapport.docx").read_bytes()
    printed = FIGURES.findall((DOCS / "tutorial.sv.md").read_text("utf-8"))
    assert len(printed) > 2
    assert set(printed) <= set(said)


BEFORE = {"draft --from-suggestions": ["suggest"], "themes": ["codings", "import", "interviews/codings/coder_a.csv"]}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "marks", "report"),
    [("README.md", ("THEME-ID", "OTHER-ID"), "report"), ("LÄSMIG.md", ("TEMA-ID", "ANNAT-ID"), "rapport")],
)
def test_the_commands_of_the_first_page_run_in_order(page, marks, report, spegla, tmp_path, monkeypatch):
    """A reader's hands: transcripts, register and initials put in place, proposals asked for, coded, ids read."""

    def run(*words):
        answer = spegla(*words)
        assert answer.code == 0, (words, answer.err)
        return answer

    def ids():
        found = run("themes", "--json").json["themes"]
        near = [one["id"] for one in found if (one["group"], one["area"]) == (found[0]["group"], found[0]["area"])]
        return dict(zip(marks, near, strict=False))

    calls = [shlex.split(line)[1:] for line in lines_of(REPOSITORY / page) if line.startswith("spegla ")]
    init, *calls = calls[next(at for at, words in enumerate(calls) if words[0] == "init") :]
    monkeypatch.chdir(tmp_path)
    run(*init)
    here = tmp_path / init[1]
    monkeypatch.chdir(here)
    shutil.copytree(INTERVIEWS, here / "interviews", dirs_exist_ok=True)
    settings = (here / "project.toml").read_text("utf-8")
    (here / "project.toml").write_text(settings.replace('coder = ""', 'coder = "KL"'), "utf-8")
    for words in (words for words in calls if words[0] != "serve"):
        run(*BEFORE.get(" ".join(words), ["status"]))
        known = ids() if set(marks) & set(words) else {}
        run(*(known.get(word, word) for word in words))
        if words == ["draft", "--outline", "full"]:
            (full,) = here.glob("*/*-full-*.docx")
            shutil.copy(full, here / f"{report}.docx")
    assert len(list(here.glob(f"{report} (*.docx"))) == 1
