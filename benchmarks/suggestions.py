"""Suggestions for question areas against coder A's codings of the sample, in folds of whole respondents.

    python -m benchmarks.suggestions [--json] [--coder A]

No way of suggesting has seen the respondent it is measured on. Intervals are 95 %, over bootstrapped respondents.
The sample is invented, and whoever wrote the scheme's cues knew what such interviews are about: read differences,
not levels.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from toolkit.analysis.evaluation import Evaluation, Measure, evaluated
from toolkit.analysis.language import Language
from toolkit.analysis.segmenting import segments
from toolkit.analysis.suggesting import judged
from toolkit.domain.codings import Coding
from toolkit.domain.schemes import Scheme
from toolkit.domain.segments import Segment

CODER = "A"
SEED = 1


def sample(coder: str) -> tuple[list[Segment], list[Coding], Scheme]:
    """The sample's segments, one coder's codings and the scheme, made by the tool itself in a folder of its own."""
    from toolkit.resources.places import packaged
    from toolkit.services import adding, codings, project, schemes
    from toolkit.storage import codings as stored_codings
    from toolkit.storage import sources as stored_sources

    with tempfile.TemporaryDirectory() as folder:
        made = project.init(Path(folder) / "sample", language="sv", now=datetime.now(UTC))
        _take_over(packaged("interviews"), made.folder)
        opened = project.open_project(made.folder, now=datetime.now(UTC))
        adding.add(opened, [opened.folder / "interviews"])
        file = opened.folder / "interviews" / "codings" / f"coder_{coder.lower()}.csv"
        codings.import_codings(opened, file, coder=coder)
        store = opened.store()
        try:
            scheme = schemes.current(opened, store).scheme
            people = [one for one in opened.register.respondents.values() if one.consent.usable()]
            groups = {one.id: one.group for one in people}
            with store.reading() as connection:
                texts = list(stored_sources.each(connection, stored_sources.names(connection)))
                coded = list(stored_codings.each(connection))
        finally:
            store.close()
    speech = Language("sv")
    pieces = [piece for text in texts for piece in segments(text, speech, groups=groups) if piece.respondent in groups]
    return pieces, coded, scheme


def _take_over(interviews: Path, folder: Path) -> None:
    shutil.copytree(interviews, folder / "interviews", dirs_exist_ok=True)
    settings = interviews.parent / "project.toml"
    if settings.exists():
        shutil.copy(settings, folder / "project.toml")


def table(found: Evaluation) -> str:
    """The figures as a table for `docs/method.md`."""
    areas = list(found.prevalence)
    lines = [
        f"{found.segments} passages of {found.respondents} respondents, {found.coded} of them coded with an area.",
        "",
        "| way | mean average precision | macro F1 | first is right | gain on cues |",
        "|---|---|---|---|---|",
        *(
            f"| {one.method} | {_shown(one.precision)} | {_shown(one.f1)} | {one.first:.2f} | {_shown(one.gain)} |"
            for one in found.results
        ),
        "",
        f"| average precision / F1 | {' | '.join(areas)} |",
        f"|---|{'---|' * len(areas)}",
        f"| share coded | {' | '.join(f'{found.prevalence[area]:.2f}' for area in areas)} |",
        *(
            f"| {one.method} | {' | '.join('{:.2f} / {:.2f}'.format(*one.areas[area]) for area in areas)} |"
            for one in found.results
        ),
    ]
    return "\n".join(lines)


def _shown(measure: Measure) -> str:
    return f"{measure.value:.2f} [{measure.low:.2f}, {measure.high:.2f}]"


def main(arguments: Sequence[str]) -> int:
    """Print the figures as a table, or as JSON with --json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coder", default=CODER)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    pieces, coded, scheme = sample(wanted.coder)
    found = evaluated(pieces, judged(pieces, coded), scheme=scheme, language=Language("sv"), seed=SEED)
    print(json.dumps(asdict(found), ensure_ascii=False, indent=1) if wanted.json else table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
