"""Suggestions against coder A's codings of the sample, in folds of whole respondents.

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
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from toolkit.analysis.suggesting.choosing import Choice
from toolkit.analysis.suggesting.evaluation import Evaluation, Measure, calibration_errors, evaluated
from toolkit.analysis.suggesting.held_out import HeldOut, held_out
from toolkit.analysis.suggesting.learning import families
from toolkit.analysis.suggesting.suggesting import judged
from toolkit.analysis.texts.language import Language
from toolkit.analysis.texts.segmenting import segments
from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.schemes import AREA, Scheme
from toolkit.domain.codings.segments import Segment

CODER = "A"
SEED = 1


def sample(coder: str) -> tuple[list[Segment], list[Coding], Scheme]:
    """The sample's segments, one coder's codings and the scheme, made by the tool itself in a folder of its own."""
    from toolkit.resources.places import packaged
    from toolkit.services.coding import codings, schemes
    from toolkit.services.material import adding
    from toolkit.services.projects import project
    from toolkit.storage.codings import codings as stored_codings
    from toolkit.storage.sources import sources as stored_sources

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
            people = [one for one in opened.register.respondents.values() if opened.register.usable(one.id)]
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


def table(found: Evaluation, every: Sequence[Facet]) -> str:
    """The figures as tables for `docs/method.md`."""
    areas = list(found.prevalence)
    lines = [
        f"{found.segments} passages of {found.respondents} respondents, {found.coded} of them coded with an area.",
        "",
        "| way | mean average precision | first is right | found by three | calibration error | gain on cues |",
        "|---|---|---|---|---|---|",
        *(
            f"| {one.way} | {_shown(one.precision)} | {_shown(one.first)} | {_shown(one.three)} "
            f"| {_shown(one.calibration)} | {_shown(one.gain)} |"
            for one in found.results
        ),
        "",
        f"| average precision | {' | '.join(areas)} |",
        f"|---|{'---|' * len(areas)}",
        f"| share coded | {' | '.join(f'{found.prevalence[area]:.2f}' for area in areas)} |",
        *(f"| {one.way} | {' | '.join(f'{one.areas[area]:.2f}' for area in areas)} |" for one in found.results),
        "",
        "| codes | shown from | right of those shown | found of the coder's | passages with one | calibration error |",
        "|---|---|---|---|---|---|",
        *(
            f"| {one.name} | {one.threshold:.2f} | {one.right:.2f} | {one.found:.2f} | {one.covered:.2f} "
            f"| {one.calibration:.3f} |"
            for one in every
        ),
    ]
    return "\n".join(lines)


def _shown(measure: Measure | None) -> str:
    return f"{measure.value:.2f} [{measure.low:.2f}, {measure.high:.2f}]" if measure else ""


@dataclass(frozen=True, slots=True)
class Facet:
    """Codes of one kind as they are shown to respondents' passages that nothing was learned from.

    `right` is the share of the shown that the coder gave, `found` the share of the coder's that is shown, `covered`
    the share of passages with at least one shown.
    """

    name: str
    threshold: float
    right: float
    found: float
    covered: float
    calibration: float


def facets(out: HeldOut, scheme: Scheme) -> list[Facet]:
    """The kinds of codes, and the areas at other thresholds."""
    codes = [scheme.codes[path] for path in out.codes]
    kinds = families(codes)
    enough = Choice(scheme, codes).enough(frozenset(range(len(codes))))
    found = []
    for kind in dict.fromkeys(kinds):
        places = [place for place, other in enumerate(kinds) if other == kind]
        bar = float(enough[places[0]])
        found.append(_facet(kind, bar, out, places, out.shown[:, places]))
        others = (0.4, 0.5, 0.7, 0.8) if kind == AREA else ()
        found += [_facet(kind, other, out, places, out.scores[:, places] >= other) for other in others]
    return found


def _facet(kind: str, bar: float, out: HeldOut, places: list[int], shown: NDArray[np.bool_]) -> Facet:
    known = out.known[:, places]
    truth, shown = out.truth[:, places] & known, shown & known
    each = known.all(axis=1)
    return Facet(
        name=kind if not kind.endswith("/") else f"under an {kind[:-1]}",
        threshold=bar,
        right=float((truth & shown).sum() / max(shown.sum(), 1)),
        found=float((truth & shown).sum() / max(truth.sum(), 1)),
        covered=float(shown.any(axis=1).mean()),
        calibration=_calibration(truth[each], out.scores[each][:, places].astype(float)),
    )


def _calibration(truth: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    return float(calibration_errors(truth, scores, np.ones((1, len(truth))))[0])


def main(arguments: Sequence[str]) -> int:
    """Print the figures as tables, or as JSON with --json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coder", default=CODER)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    pieces, coded, scheme = sample(wanted.coder)
    labels, speech = judged(pieces, coded), Language("sv")
    found = evaluated(pieces, labels, scheme=scheme, language=speech, seed=SEED)
    every = facets(held_out(pieces, labels, {}, scheme=scheme, language=speech, seed=SEED), scheme)
    both = {**asdict(found), "facets": [asdict(one) for one in every]}
    print(json.dumps(both, ensure_ascii=False, indent=1) if wanted.json else table(found, every))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
