"""How far the suggestions can be trusted, code by code, and what is still to be found: measured once for a state."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from toolkit.analysis.engines import LEARNED, RULES
from toolkit.domain.codings.schemes import Code, Scheme
from toolkit.domain.reports.trust import CodeQuality, Comparison, NoFigure, Trust, Unfound
from toolkit.messages import N_, current_language, tr
from toolkit.services.coding import schemes
from toolkit.services.coding.judgements import judged_sources
from toolkit.services.coding.schemes import SchemeInUse
from toolkit.services.material import sources
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.progress import coders
from toolkit.services.projects.project import Project, fingerprint
from toolkit.services.suggesting import judged_segments, teaching
from toolkit.services.suggesting.judged_segments import Drawn
from toolkit.services.suggesting.written_figures import trust_of

if TYPE_CHECKING:
    from toolkit.analysis.suggesting.encoders import Encoder
    from toolkit.storage.projects.store import Connection, Store

Progress = Callable[[int, int], None]
RUN, VERSION = "trust", "trust/1"
SEED = 1
SAMPLED = 60  # interviews nobody has coded that are scored for what is unfound; more are taken to be like them
SHORT = {  # what stands in a cell without a figure
    NoFigure.FEW_CODINGS: N_("too few"),
    NoFigure.FEW_PEOPLE: N_("too few people"),
    NoFigure.HARDLY_SUGGESTED: N_("hardly suggested"),
    NoFigure.FEW_READ: N_("too few read"),
    NoFigure.ALL_READ: N_("all read"),
}
REFLEXIVE = N_(
    "The project works reflexively. These figures are about the machine, whose suggestions are held against what was "
    "coded: they compare no coders, and say nothing of anybody's coding."
)
NOBODY = N_("Nobody has coded yet, so there is nothing to measure the suggestions against.")
NONE_COUNTS = N_(
    "There are codings, but no interview that is coded through and may be used just now: "
    "there is nothing to measure the suggestions against."
)
REASONS = {
    NoFigure.FEW_CODINGS: N_("Too few codings: a figure needs at least ten."),
    NoFigure.FEW_PEOPLE: N_("Too few people: a figure needs at least three who say it."),
    NoFigure.HARDLY_SUGGESTED: N_("Hardly ever suggested: a figure needs at least five suggestions."),
    NoFigure.FEW_READ: N_("Too few people's interviews have been read: at least five are needed."),
    NoFigure.ALL_READ: N_("Every interview has been read."),
}


@dataclass(frozen=True, slots=True)
class CodeReport:
    """One code with what is known of its suggestions, and of what is unfound; `area` is the one it lies in."""

    code: Code
    title: str
    facet: str
    area: str | None
    quality: CodeQuality
    unfound: Unfound


@dataclass(frozen=True, slots=True)
class Report:
    """The figures, the codes in the scheme's order, when they were reckoned, and whether the project is still so."""

    trust: Trust
    codes: tuple[CodeReport, ...]
    at: datetime
    is_current: bool


def report(project: Project, *, progress: Progress | None = None) -> Report:
    """The figures for the project as it stands: those kept when nothing they rest on has changed, else reckoned anew.

    Refused as long as the viewer codes blind.
    """
    refuse_blind(project)
    sources.place(project)
    known = kept(project)
    return known if known is not None and known.is_current else _reckoned(project, progress)


def nothing_measured(project: Project) -> str:
    """Why there is nothing to measure against, where no interview has been read."""
    return tr(NONE_COUNTS if coders(project) else NOBODY)


def kept(project: Project) -> Report | None:
    """The figures last reckoned; None when there are none. Refused as long as the viewer codes blind."""
    from toolkit.storage.suggesting import runs

    refuse_blind(project)
    with project.store() as store:
        used = schemes.current(project, store)
        with store.reading() as connection:
            run = runs.latest(connection, RUN)
            now = _made_from(project, connection, used)
    if run is None or run.version != VERSION:
        return None
    trust = trust_of(run.parameters)
    return Report(trust, _codes(trust, used.scheme), run.at, run.fingerprint == now)


def _codes(trust: Trust, scheme: Scheme) -> tuple[CodeReport, ...]:
    language = current_language()
    facets = {one.key: one.title.get(language) or next(iter(one.title.values()), one.key) for one in scheme.facets}
    pairs = zip(trust.quality.codes, trust.unfound, strict=True)
    found = ((scheme.codes.get(quality.code), quality, unfound) for quality, unfound in pairs)
    return tuple(
        CodeReport(
            code=code,
            title=code.titled(language),
            facet=facets.get(code.facet, code.facet),
            area=scheme.area_of(code.path),
            quality=quality,
            unfound=unfound,
        )
        for code, quality, unfound in found
        if code is not None
    )


def _made_from(project: Project, connection: Connection, used: SchemeInUse) -> str:
    """Names all that the figures rest on."""
    from toolkit.storage.codings import codings
    from toolkit.storage.sources import sources as stored

    withheld = sorted(one for one in project.register.respondents if not project.register.usable(one))
    models = (project.settings.spacy_model, project.settings.sentence_model)
    judged = (codings.digest(connection), stored.names(connection), withheld)
    return fingerprint(VERSION, RULES, LEARNED, used.sha256, sources.placing(project), models, judged)


def _reckoned(project: Project, progress: Progress | None) -> Report:
    from toolkit.storage.suggesting import runs

    with project.store() as store:
        used = schemes.current(project, store)
        with store.reading() as connection:
            now = _made_from(project, connection, used)
        material = _material(project, store, used, progress)
    trust = _trust(project, material, progress)
    with project.store(write=True) as store:
        schemes.record(project, store, used)
        new = runs.Run(
            RUN, VERSION, cast("Mapping[str, object]", asdict(trust)), project.now, now, used.scheme.version, SEED
        )
        with store.writing("trust", now=project.now, codes=len(trust.quality.codes)) as change:
            runs.forget(change.connection, RUN)
            runs.record(change.connection, new)
    return Report(trust, _codes(trust, used.scheme), project.now, is_current=True)


@dataclass(frozen=True, slots=True)
class _Material:
    """Segments of what is judged and of some that is not; `share` is how much of the unjudged words is known of.

    `judged` are the sources in which anything is judged.
    """

    scheme: Scheme
    judged: frozenset[str]
    drawn: Drawn
    share: float
    interviews: int
    comparisons: tuple[Comparison, ...]
    encoder: Encoder | None


def _material(project: Project, store: Store, used: SchemeInUse, progress: Progress | None) -> _Material:
    with store.reading() as connection:
        judged = judged_sources(connection, used.scheme)
        words = _words(project, connection)
        others = _sample(sorted(set(words) - judged))
        drawn = judged_segments.drawn(project, connection, used.scheme, (judged & set(words)) | set(others))
    every = sum(n for name, n in words.items() if name not in judged)
    share = sum(words[name] for name in others) / every if every else 1.0
    found, encoder = teaching.models_compared(project, store, used.scheme, progress=progress)
    comparisons = tuple(
        Comparison(one.name, one.precision, one.gain, one.low, one.high, used=one.used) for one in found
    )
    return _Material(used.scheme, judged, drawn, share, len(words), comparisons, encoder)


def _words(project: Project, connection: Connection) -> dict[str, int]:
    """The words of usable respondents by source; sources without any are left out."""
    from toolkit.storage.suggesting import progress

    withheld = [one for one in project.register.respondents if not project.register.usable(one)]
    found: dict[str, int] = {}
    for row in progress.by_voice(connection, withheld):
        found[row.name] = found.get(row.name, 0) + row.words
    return {name: n for name, n in found.items() if n}


def _sample(names: Sequence[str]) -> list[str]:
    return sorted(random.Random(SEED).sample(names, min(SAMPLED, len(names))))  # noqa: S311 (no secret)


def _trust(project: Project, material: _Material, progress: Progress | None) -> Trust:
    from toolkit.analysis.suggesting.held_out import held_out
    from toolkit.analysis.suggesting.quality import coded_through, quality, within
    from toolkit.analysis.suggesting.stopping import Seen, unfound
    from toolkit.analysis.texts.language import language

    pieces, counts, own = material.drawn.pieces, material.drawn.counts, material.drawn.judged
    labels = own.labels(pieces)
    found = held_out(
        pieces,
        labels,
        own.rejected(pieces),
        scheme=material.scheme,
        language=language(project.spoken),
        seed=SEED,
        progress=progress,
        encoder=material.encoder,
    )
    read = coded_through(counts.sizes, counts.bearing)
    outside = counts.outside(material.judged)
    seen = Seen(pieces, labels, read, material.judged, material.share, unjudged=outside, codes=counts.codes)
    return Trust(
        read=len(read),
        unread=material.interviews - len(read),
        quality=quality(within(found, pieces, read), seed=SEED),
        unfound=unfound(found, seen, seed=SEED),
        comparisons=material.comparisons,
    )
