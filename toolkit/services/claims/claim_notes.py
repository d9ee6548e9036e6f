"""What in the claims an evaluator should look at: questions without any, stances whose ground is gone, lost themes."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.claims.claim_words import has_place
from toolkit.domain.claims.claims import Standing
from toolkit.errors import Problem
from toolkit.messages import N_
from toolkit.services.claims.claim_sentences import speech, typed
from toolkit.services.claims.claims import Claims, claims
from toolkit.services.projects.blinding import blindness
from toolkit.services.projects.project import SETTINGS, Project


def notes(project: Project) -> tuple[Problem, ...]:
    """The notes; none where nobody has written a claim, or for who codes blind."""
    if not _written(project) or blindness(project):
        return ()
    found = claims(project)
    open_ones = (
        Problem(
            SETTINGS,
            N_("The evaluation question {key} has no claim that answers it."),
            N_("Write one: spegla claims add TEXT --question {key}"),
            {"key": each.question.key},
            serious=False,
        )
        for each in found.questions
        if not each.answered
    )
    own = (one for each in found.standings for one in _of(project, each))
    return (*open_ones, *own, *_raised(project, found), *_typed(project, found))


def _written(project: Project) -> bool:
    from toolkit.storage.findings import claims as stored

    with project.store() as store, store.reading() as connection:
        return stored.any_written(connection)


def _raised(project: Project, found: Claims) -> Iterator[Problem]:
    """One note for all claims that people count as affirming though nobody has said so."""
    ids = [one.claim.id or 0 for one in found.standings if one.raising]
    if ids:
        yield Problem(
            project.settings.name,
            N_("Claims in which people count as affirming because they raise the matter, judged by nobody: {n}."),
            N_("Begin here: spegla claims show {id}"),
            {"n": len(ids), "id": ids[0]},
            serious=False,
        )


def _typed(project: Project, found: Claims) -> Iterator[Problem]:
    unplaced = [one for one in found.standings if not has_place(one.claim.text)]
    spoken = speech(project) if unplaced else None
    every = (typed(project, spoken, one) for one in unplaced if spoken is not None)
    return (one for one in every if one is not None)


def _of(project: Project, one: Standing) -> Iterator[Problem]:
    values: dict[str, object] = {"id": one.claim.id or 0, "n": len(one.doubtful)}
    hint = N_("Look at it again: spegla claims show {id}")
    if one.doubtful:
        message = N_("Claim {id}: what was decided rested on passages that are no longer so (people: {n}).")
        yield Problem(project.settings.name, message, hint, values, serious=False)
    if one.questioned:
        message = N_("Claim {id}: people who were judged have said something else since (people: {n}).")
        yield Problem(project.settings.name, message, hint, {**values, "n": len(one.questioned)}, serious=False)
    if one.lost:
        message = N_("Claim {id} rested on a theme that is no longer there.")
        yield Problem(project.settings.name, message, hint, values, serious=False)
