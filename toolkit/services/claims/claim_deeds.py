"""What a person does with claims: each deed one step that can be undone, none on what was not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.domain.claims.claims import VOICED, Claim, Judged, Standing
from toolkit.domain.texts.text import readable
from toolkit.domain.texts.worded_keys import wrong_key
from toolkit.domain.themes import theme_board
from toolkit.domain.themes.theme_board import Decided
from toolkit.errors import ConflictError, NotFound, Refused
from toolkit.messages import N_
from toolkit.services.claims import claims, questions
from toolkit.services.claims.claims import Ground
from toolkit.services.material import sources
from toolkit.services.material.hands import Hand
from toolkit.services.projects import names, steps
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.themes.no_theme import no_theme

if TYPE_CHECKING:
    from toolkit.storage.database.steps import Step
    from toolkit.storage.projects.store import Store

LONGEST, LONGEST_REASON = 600, 2000
SIDES = ("promotes", "hinders", "proposes")


def write(project: Project, wanted: Claim, hand: Hand) -> int:
    """Write a claim, the last of all; give its id. A theme that it rests on keeps its passages from now on."""
    from toolkit.storage.findings import claims as stored

    def deed(step: Step, ground: Ground) -> int:
        return stored.write(step, _ready(step, ground, wanted))

    checked(wanted)
    return _act(project, hand, "write claim", deed, check=lambda ground: _check(project, ground, wanted, Claim("")))


def change(project: Project, wanted: Claim, hand: Hand) -> None:
    """Give a claim this content; ConflictError when it is not at the revision given."""
    from toolkit.storage.findings import claims as stored

    def deed(step: Step, ground: Ground) -> int:
        stored.change(step, _ready(step, ground, wanted))
        return wanted.id or 0

    checked(wanted)
    before = claim_of(project, wanted.id or 0)
    _act(project, hand, "change claim", deed, check=lambda ground: _check(project, ground, wanted, before))


def rewrite(project: Project, claim_id: int, wanted: Claim, seen: tuple[int, tuple[str, ...]], hand: Hand) -> None:
    """Give a claim other words, themes and questions; `seen` is its revision, and which own passages stay."""
    revision, kept = seen
    before = claim_of(project, claim_id)
    passages = tuple(key for key in before.passages if key in kept)
    change(project, replace(wanted, id=claim_id, revision=revision, passages=passages), hand)


def _without(there: Sequence[str], gone: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in there if one not in gone)


def claim_of(project: Project, claim_id: int) -> Claim:
    """The claim as it is stored; NotFound when there is none."""
    from toolkit.storage.findings import claims as stored

    with project.store() as store, store.reading() as connection:
        return stored.by_id(connection, claim_id)


def judged_at(project: Project, claim_id: int, respondent: str) -> int:
    """The revision of what was judged of this person; 0 when nobody judged it."""
    from toolkit.storage.findings import claims as stored

    with project.store() as store, store.reading() as connection:
        known = stored.judged(connection).get(claim_id, ())
    return next((one.revision for one in known if one.respondent == respondent), 0)


def remove(project: Project, claim_id: int, revision: int, hand: Hand) -> None:
    """Remove a claim and what was judged of it; ConflictError when somebody changed it since."""
    from toolkit.storage.findings import claims as stored

    def deed(step: Step, _: Ground) -> int:
        stored.remove(step, claim_id, revision)
        return claim_id

    _act(project, hand, "remove claim", deed)


def reorder(project: Project, order: Sequence[int], hand: Hand) -> None:
    """Put all claims in this order; ConflictError when they are not the claims there are."""
    from toolkit.storage.findings import claims as stored

    def deed(step: Step, _: Ground) -> int:
        if sorted(order) != sorted(one.id or 0 for one in stored.each(step.connection)):
            raise ConflictError(
                N_("The claims have changed since you saw them. Nothing was changed."),
                hint=N_("Look at them as they are now, then do it again if it is still needed."),
            )
        stored.place(step, order)
        return 0

    _act(project, hand, "order claims", deed)


def judge(project: Project, wanted: Judged, hand: Hand) -> None:
    """Decide where a person stands; it wins over what the codings say, and needs a reason where it differs from that.

    `wanted.revision` is 0 where nobody has judged it yet. Without passages a stance rests on all that the person has
    in the claim; silence is judged of exactly those, so that new words bring it up again.
    """

    def deed(step: Step, ground: Ground) -> int:
        judge_within(step, ground, wanted)
        return wanted.claim

    _act(project, hand, "judge stance", deed)


def judge_within(step: Step, ground: Ground, wanted: Judged) -> None:
    """The same within a step under way."""
    from toolkit.storage.findings import claims as stored

    claim = stored.by_id(step.connection, wanted.claim)
    stored.judge(step, _grounded(ground, claim, wanted))


def take_back(project: Project, claim_id: int, respondent: str, revision: int, hand: Hand) -> None:
    """Take a judgement back: what the codings say counts again."""
    from toolkit.storage.database.rows import STANCE
    from toolkit.storage.findings import claims as stored

    def deed(step: Step, _: Ground) -> int:
        known = stored.stance_id(step.connection, claim_id, respondent)
        if known is None:
            raise NotFound(N_("Nobody has decided where this person stands."), hint=N_("Load the page again."))
        step.delete(STANCE, known, revision=revision)
        return claim_id

    _act(project, hand, "take stance back", deed)


def _grounded(ground: Ground, claim: Claim, wanted: Judged) -> Judged:
    """The judgement with the passages it rests on; Refused for a person outside the claim or a stance without words."""
    groups = (claim.group,) if claim.group else tuple(ground.people)
    if not any(wanted.respondent in ground.people.get(group, ()) for group in groups):
        raise NotFound(
            N_("This person is not among those whom the claim speaks of."),
            hint=N_("See who is with: spegla claims show {id}"),
            id=claim.id or 0,
        )
    own = [one.key for one in ground.passages_of(claim) if one.respondent == wanted.respondent]
    given = _given(ground, wanted)
    if wanted.stance in VOICED and not given and not own:
        raise Refused(
            N_("A stance rests on the person's words, and none of them stand in this claim."),
            hint=N_("Choose passages of this person that say it."),
        )
    _check_reason(ground.standing(claim), wanted)
    kept = tuple(given) if wanted.stance in VOICED else tuple(dict.fromkeys((*own, *given)))
    return replace(wanted, passages=kept, reason=readable(wanted.reason)[:LONGEST_REASON])


def _check_reason(now: Standing, wanted: Judged) -> None:
    if now.proposed[wanted.respondent] is not wanted.stance and not wanted.reason.strip():
        raise Refused(N_("A stance needs a reason."), hint=N_("Say in a few words why the person stands there."))


def _given(ground: Ground, wanted: Judged) -> list[str]:
    found = []
    for key in wanted.passages:
        now = ground.places.now(_place(key))
        said = [each for each in now if ground.findings.passages[each].respondent == wanted.respondent]
        if not said:
            raise _no_passage()
        found += said
    return list(dict.fromkeys(found))


def _place(key: str) -> str:
    from toolkit.domain.codings.segments import place_of

    try:
        place_of(key)
    except ValueError:
        raise _no_passage() from None
    return key


def _no_passage() -> NotFound:
    return NotFound(
        N_("There is no such coded passage of this person."), hint=N_("Code it first, or choose another passage.")
    )


def checked(wanted: Claim) -> None:
    """Refused for a claim that says nothing, or too much."""
    if not readable(wanted.text):
        raise Refused(N_("The claim needs a sentence."), hint=N_("Say in one sentence what the material shows."))
    if len(wanted.text) > LONGEST:
        raise Refused(N_("The claim is too long."), hint=N_("One claim, one sentence."))
    if wanted.valence not in (None, *SIDES):
        raise Refused(N_("A claim is for what promotes, what hinders or what is proposed, or for neither."))


def _check(project: Project, ground: Ground, wanted: Claim, before: Claim) -> None:
    """NotFound for a group, area or question that there is not and that the claim did not have before."""
    if wanted.group not in {"", before.group, *project.settings.groups, *ground.people}:
        wrong = wrong_key(wanted.group, project.settings.groups, names.groups(project))
        raise NotFound(N_("There is no group {group}."), group=wanted.group, **wrong)
    area = wanted.area if wanted.area != before.area else None
    if area and ground.findings.scheme.area_of(area) != area:
        raise NotFound(N_("There is no area {area}."), hint=N_("See the codes with: spegla scheme"), area=area)
    questions.check(project, _without(wanted.questions, before.questions))


def _ready(step: Step, ground: Ground, wanted: Claim) -> Claim:
    """The claim in the area of its themes, which keep their passages from now on.

    NotFound for a theme or passage that is new to the claim and not there.
    """
    from toolkit.storage.findings import claims as stored

    before = stored.by_id(step.connection, wanted.id) if wanted.id else Claim("")
    for theme in set(wanted.themes) - set(before.themes) - ground.themes.keys():
        raise no_theme(theme, {key: one.name for key, one in ground.themes.items()})
    for key in set(wanted.passages) - set(before.passages):
        if not ground.places.now(_place(key)) and not stored.voiceless(step.connection, [key]):
            raise _no_passage()
    pin(step, ground, wanted.themes)
    return replace(wanted, text=readable(wanted.text), area=ground.area_of(wanted))


def pin(step: Step, ground: Ground, ids: Iterable[str]) -> None:
    """Make the machine's themes among these decisions, so that they keep their ids and passages in every later run."""
    from toolkit.storage.findings import themes as stored

    decided = {one.id for one in stored.decisions(step.connection)}
    new = [ground.themes[one] for one in ids if one in ground.themes and one not in decided]
    if new:
        stored.decide(step, Decided(tuple(theme_board.as_decided(theme) for theme in new)))


def _act(
    project: Project,
    hand: Hand,
    verb: str,
    deed: Callable[[Step, Ground], int],
    *,
    check: Callable[[Ground], None] | None = None,
) -> int:
    """Do it within one step, on the themes and passages as they are stored at that moment."""
    refuse_blind(project)
    hand.check()
    sources.place(project)
    with project.store(write=True) as store:
        ground = claims.ground_of(project, store)
        if check is not None:
            check(ground)
        return _stepped(project, store, hand, verb, lambda step: deed(step, ground))


def _stepped(project: Project, store: Store, hand: Hand, verb: str, deed: Callable[[Step], int]) -> int:
    from toolkit.storage.database.rows import CLAIM

    with steps.stepping(store, verb, project, coder=hand.coder, command=hand.command) as step:
        if step.repeated:
            return next((int(row) for row in step.rows(CLAIM)), 0)
        return deed(step)
