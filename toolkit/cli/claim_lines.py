"""Claims as lines for people and as records for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.cli import output
from toolkit.domain.claims.claims import Stance
from toolkit.messages import ntr, tr
from toolkit.services.claims.claim_names import KINDS, RAISING, SIDES, STANCES, place
from toolkit.services.projects import names

if TYPE_CHECKING:
    from toolkit.domain.claims.claims import Claim, Matrix, Position, Standing
    from toolkit.services.claims.claim_sentences import Speech, Told
    from toolkit.services.claims.claims import Claims, Ground
    from toolkit.services.projects.project import Project

NONE = "–"


def record(project: Project, one: Standing, speech: Speech) -> dict[str, object]:
    """A claim with its counts in each group."""
    from toolkit.services.claims.claim_sentences import typed

    claim, by_hand = one.claim, typed(project, speech, one)
    return {
        "id": claim.id,
        "text": claim.text,
        "kind": claim.kind.value,
        "group": claim.group,
        "area": claim.area,
        "valence": claim.valence,
        "themes": claim.themes,
        "questions": claim.questions,
        "groups": [counts(one, speech.of(one, group)) for group in one.positions],
        "decided": sorted(one.decided),
        "to_look_at_again": sorted(one.look_again),
        "lost_themes": one.lost,
        "not_judged": sorted(one.raising),
        "typed_word": by_hand.values["words"] if by_hand else None,
        "unknown_speakers": one.unknown,
        "machine": one.machine,
    }


def counts(one: Standing, told: Told) -> dict[str, object]:
    """A group's counts and words."""
    tally = one.tally_of(told.group) if told.group in one.positions else one.together()
    return {
        "group": told.group,
        "k": told.k,
        "n": told.n,
        "who": told.who,
        "sentence": told.sentence,
        "admissible": told.admissible,
        **{stance.value: getattr(tally, stance.value) for stance in Stance},
    }


def lines(project: Project, found: Claims, speech: Speech) -> list[str]:
    """All claims, each with its words and counts."""
    if not found.standings:
        return [
            tr("No claim is written yet."),
            tr(
                'Write one: spegla claims add "{place} …" --theme THEME (see spegla themes for their ids)',
                place=place(),
            ),
        ]
    made: list[str] = []
    for one in found.standings:
        made += [*short(project, one, speech), ""]
    for each in found.questions:
        if not each.answered:
            made.append(tr("Unanswered: {question}", question=each.question.text))
    return made


def short(project: Project, one: Standing, speech: Speech) -> Iterator[str]:
    """A claim in some lines."""
    from toolkit.services.claims.claim_sentences import typed

    claim = one.claim
    group = names.group(project, claim.group) if claim.group else tr("across groups")
    yield f"[{claim.id}] {claim.text}"
    yield f"    {tr(KINDS[claim.kind])} · {group}" + (f" · {', '.join(claim.questions)}" if claim.questions else "")
    for key in one.positions:
        told = speech.of(one, key)
        title = "" if key == claim.group else f"{names.group(project, key)}: "
        yield f"    {title}{stands(told)}"
    yield from notes(one)
    by_hand = typed(project, speech, one)
    if by_hand:
        yield f"    ! {by_hand.sentence}"
        yield f"      → {by_hand.next_step}"


def stands(told: Told) -> str:
    """The sentence with its count; that nobody affirms it where nobody does."""
    if not told.n:
        return tr("nobody was asked")
    count = tr("{k} of {n}", k=told.k, n=told.n)
    if not told.k:
        return f"{tr('Nobody of those asked affirms it.')} ({count})"
    return f"{told.sentence if told.stated else told.who} ({count})"


def notes(one: Standing) -> Iterator[str]:
    """What an evaluator should look at."""
    if one.doubtful:
        who = ", ".join(sorted(one.doubtful))
        yield "    ! " + tr("to look at again, what it rested on is no longer so: {who}", who=who)
    if one.questioned:
        who = ", ".join(sorted(one.questioned))
        yield "    ! " + tr("to look at again, something coded since says otherwise: {who}", who=who)
    if one.lost:
        yield "    ! " + tr("themes that are no longer there: {ids}", ids=", ".join(one.lost))
    yield from _raising(one)
    if one.unknown:
        told = ntr("{n} passage by unknown speakers", "{n} passages by unknown speakers", one.unknown)
        yield f"    · {told}"
    if one.machine:
        yield "    · " + tr("rests on the machine's suggestions alone")


def _raising(one: Standing) -> Iterator[str]:
    """That people count as affirming who have only raised the matter, and what to do about it."""
    if one.raising:
        told = tr(RAISING, n=len(one.raising), all=one.together().affirms)
        hint = tr(
            "Read what they say: spegla claims show {id}. Then say where each stands: spegla claims stance {id} "
            "RESPONDENT STANCE",
            id=one.claim.id or 0,
        )
        yield from (f"    ! {told}", f"      → {hint}")


def whole(project: Project, one: Standing, speech: Speech, ground: Ground) -> Iterator[str]:
    """A claim with everyone's stance and words."""
    yield from short(project, one, speech)
    yield "    " + tr("Words that would be true: {words}", words=", ".join(speech.of(one).admissible) or NONE)
    for group, positions in one.positions.items():
        yield from ("", names.group(project, group))
        for stance in Stance:
            for position in positions:
                if position.stance is stance:
                    yield from _position(one, position, ground)


def _position(one: Standing, position: Position, ground: Ground) -> Iterator[str]:
    how = tr("decided") if position.respondent in one.decided else ""
    how = tr("raises it, not judged") if position.respondent in one.raising else how
    yield f"  {position.respondent}: {tr(STANCES[position.stance])}" + (f" · {how}" if how else "")
    for words in said(position, ground):
        yield f"      {output.quoted(words)}"


def said(position: Position, ground: Ground) -> Iterator[str]:
    """The words that a position rests on."""
    wanted = set(position.evidence)
    for passage in ground.findings.passages.values():
        if passage.respondent == position.respondent and wanted.intersection(passage.evidence):
            yield passage.text


def position_records(one: Standing, ground: Ground) -> Iterator[dict[str, object]]:
    """Where everyone stands, for JSON."""
    for group, positions in one.positions.items():
        for each in positions:
            yield {
                "respondent": each.respondent,
                "group": group,
                "stance": each.stance.value,
                "proposed": one.proposed[each.respondent].value,
                "decided": each.respondent in one.decided,
                "to_look_at_again": each.respondent in one.look_again,
                "evidence": each.evidence,
                "words": list(said(each, ground)),
            }


def matrix_record(found: Matrix) -> dict[str, object]:
    """The matrix for JSON."""
    return {
        "groups": found.groups,
        "rows": [
            {
                "claim": row.standing.claim.id,
                "text": row.standing.claim.text,
                "cells": [
                    {"group": group, "side": cell.side.value, "k": cell.k, "n": cell.n}
                    for group, cell in row.cells.items()
                ],
                "shared": row.shared,
                "only": row.one_sided,
            }
            for row in found.rows
        ],
        "pairs": [{"claims": [pair.first.id, pair.second.id], "area": pair.area} for pair in found.pairs],
    }


def matrix_lines(project: Project, found: Matrix) -> Iterator[str]:
    """The matrix as a table, and what may be compared."""
    if not found.rows:
        yield tr("No claim is written yet.")
        return
    header = (tr("Claim"), *(names.group(project, group) for group in found.groups))
    rows = [
        (
            f"[{row.standing.claim.id}]",
            *(
                f"{tr(SIDES[cell.side])} {cell.k}/{cell.n}" if (cell := row.cells.get(group)) else ""
                for group in found.groups
            ),
        )
        for row in found.rows
    ]
    yield from output.table(header, rows)
    for row in found.one_sided:
        group = names.group(project, row.one_sided)
        yield tr("Only one side raises it: [{id}] {group}", id=row.standing.claim.id or 0, group=group)
    for _, every in found.comparable:
        yield tr("Could be compared: {claims}", claims=" ".join(f"[{one.id}]" for one in every))


def question_lines(found: Claims) -> Iterator[str]:
    """Each question with the claims that answer it, and what to do where one is missing."""
    for each in found.questions:
        yield f"{each.question.key}: {each.question.text}"
        yield from [claim_line(one) for one in each.claims] or ["  " + tr("unanswered")]
    if not found.questions:
        yield tr("The project has no evaluation questions yet.")
        yield tr("Write them into project.toml, at evaluation_questions: take away the # and put your own there.")
    if found.loose:
        yield tr("Claims that answer no question:")
        yield from map(claim_line, found.loose)
    unanswered = next((each.question.key for each in found.questions if not each.answered), "")
    if found.loose:
        command = f"spegla claims change {found.loose[0].id} --question {unanswered or tr('KEY')}"
        yield tr("Say which question it answers: {command}", command=command)
    elif unanswered:
        yield tr("Write one: spegla claims add TEXT --question {key}", key=unanswered)


def claim_line(one: Claim) -> str:
    """A claim in one line."""
    return f"  [{one.id}] {one.text}"
