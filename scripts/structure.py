"""Figures of the code of toolkit/ (sizes, complexity, cycles, tests, a drawing), written into docs/architecture.md.

Run from the repository: PYTHONPATH=. .venv/bin/python scripts/structure.py [--check]
A function's lines are counted from `def` to its last line, docstring and signature too. Complexity is McCabe's, and the
lint bar the rules of pyproject.toml, both as ruff counts them, with the places where a rule is silenced counted too.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "toolkit"
PAGE = REPOSITORY / "docs" / "architecture.md"
BEGIN, END = "<!-- structure: begin -->", "<!-- structure: end -->"
BLANKET = re.compile(r"#\s*type:\s*ignore(?!\[)")
UNSEEN = {"python-multipart"}  # Starlette reads forms with it; nobody imports it by name
TOO_COMPLEX = re.compile(r"\((\d+) > 0\)")
Graph = Mapping[str, Iterable[str]]


def modules() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name."""
    return {_dotted(path): ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def _dotted(path: Path) -> str:
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(trees: Mapping[str, ast.Module], *, inner: bool) -> dict[str, set[str]]:
    """Which modules of the package each one imports when it is loaded; with `inner` also within functions."""
    return {
        name: {_known(each, trees) for each in _named(tree, inner=inner)} - {name, ""} for name, tree in trees.items()
    }


def _named(tree: ast.AST, *, inner: bool) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif not _skipped(node, inner=inner):
            yield from _named(node, inner=inner)


def _skipped(node: ast.AST, *, inner: bool) -> bool:
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return True
    return not inner and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))


def _known(name: str, trees: Mapping[str, ast.Module]) -> str:
    while name and name not in trees:
        name = name.rpartition(".")[0]
    return name


def in_cycles(graph: Graph) -> int:
    """How many modules stand in a ring of imports."""
    at = {name: number for number, name in enumerate(graph)}
    edges = [(at[name], at[other]) for name, others in graph.items() for other in others]
    rows, columns = zip(*edges, strict=True)
    matrix = csr_array((np.ones(len(edges)), (rows, columns)), shape=(len(at), len(at)))
    _, groups = connected_components(matrix, directed=True, connection="strong")
    sizes = np.bincount(groups)
    return int(sizes[sizes > 1].sum())


def functions(trees: Mapping[str, ast.Module]) -> dict[str, int]:
    """The lines of every function and method by its place."""
    found = {}
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found[f"{name}:{node.name}:{node.lineno}"] = (node.end_lineno or node.lineno) - node.lineno + 1
    return found


def ruff(*options: str) -> list[dict[str, object]]:
    """What ruff finds in the package, the silenced findings too."""
    command = [sys.executable, "-m", "ruff", "check", "--ignore-noqa", "--exit-zero", "--output-format", "json"]
    done = subprocess.run(  # noqa: S603 - nothing of it comes from outside
        [*command, *options, PACKAGE], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout))


def complexities() -> list[int]:
    """The complexity of every function."""
    found = ruff("--select", "C901", "--config", "lint.mccabe.max-complexity=0")
    return [int(match[1]) for each in found if (match := TOO_COMPLEX.search(str(each["message"])))]


def lines(folder: Path) -> int:
    """The lines of a folder's Python files that are not empty."""
    return sum(bool(line.strip()) for path in folder.rglob("*.py") for line in path.read_text("utf-8").splitlines())


def unused(trees: Mapping[str, ast.Module]) -> list[str]:
    """The dependencies that no module imports."""
    told = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    wanted = {re.split(r"[^\w.-]", each)[0].lower().replace("_", "-") for each in told}
    named = {name.partition(".")[0] for tree in trees.values() for name in _named(tree, inner=True)}
    given = packages_distributions()
    have = {each.lower().replace("_", "-") for name in named for each in given.get(name, ())}
    return sorted(wanted - have - UNSEEN)


def figures() -> list[tuple[str, str, str]]:
    """Each figure: what it is, its aim, what it is now."""
    trees = modules()
    sizes = [len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")]
    spans, ways = sorted(functions(trees).values()), complexities()
    code, tests = lines(PACKAGE), lines(REPOSITORY / "tests")
    blanket = sum(len(BLANKET.findall(path.read_text("utf-8"))) for path in PACKAGE.rglob("*.py"))
    return [
        ("modules", "", f"{len(trees)}"),
        ("lines of code that are not empty", "", f"{code:,}"),
        ("longest module, lines", "≤ 400", f"{max(sizes)}"),
        ("functions", "", f"{len(spans):,}"),
        ("lines of a function: half of them, nine of ten, the longest", "p90 ≤ 20, none over 60", _spread(spans)),
        ("complexity of a function: the highest", "≤ 8", f"{max(ways)}"),
        ("findings of the lint bar per 1,000 lines, silenced ones too", "≤ 0.5", f"{1000 * len(ruff()) / code:.2f}"),
        ("`type: ignore` without a code", "0", f"{blanket}"),
        ("modules in a ring of imports when loaded", "0", f"{in_cycles(imports(trees, inner=False))}"),
        ("the same, imports within functions counted", "0", f"{in_cycles(imports(trees, inner=True))}"),
        ("lines of tests to lines of code", "≥ 1", f"{tests / code:.2f}"),
        ("dependencies that nothing imports", "none", ", ".join(unused(trees)) or "none"),
    ]


def _spread(spans: list[int]) -> str:
    return ", ".join(f"{spans[min(len(spans) - 1, int(len(spans) * part))]}" for part in (0.5, 0.9, 1.0))


def drawing() -> list[str]:
    """The packages and how many of one's modules import one of another's, as a Mermaid drawing."""
    trees = modules()
    pairs: Counter[tuple[str, str]] = Counter()
    for name, others in imports(trees, inner=True).items():
        for home in {_package(other) for other in others} - {_package(name), ""}:
            pairs[_package(name), home] += 1
    arrows = [f"  {one} -->|{count}| {other}" for (one, other), count in sorted(pairs.items()) if one]
    return ["```mermaid", "flowchart TD", *arrows, "```"]


def _package(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 2 else ""  # noqa: PLR2004 - toolkit.package.module


def section() -> str:
    """What stands between the marks of the page."""
    rows = [f"| {what} | {aim} | {now} |" for what, aim, now in figures()]
    return "\n".join(["| Figure | Aim | Now |", "|---|---|---|", *rows, "", *drawing()])


def main() -> int:
    """Write the section; with --check only say whether it is up to date."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    made = f"{before}{BEGIN}\n{section()}\n{END}{after}"
    if "--check" in sys.argv:
        return int(made != page)
    PAGE.write_text(made, encoding="utf-8")
    sys.stdout.write(f"{section()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
