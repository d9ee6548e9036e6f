"""Speakers: which label is the interviewer, which respondent each other label is, and what could not be placed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from toolkit.domain.cases import Register
from toolkit.domain.sources import RawTurn, Role, Transcript, Turn
from toolkit.errors import Problem
from toolkit.messages import N_

_INTERVIEWER_WORDS = (
    "i int interv intervjuare intervjuaren interviewer utvärderare utvärderaren evaluator moderator samtalsledare"
    " facilitator m mod q question fråga frågare forskare researcher"
)
_INTERVIEWER = frozenset(_INTERVIEWER_WORDS.split())
_RESPONDENT_WORDS = (
    "r ip resp respondent respondenten participant deltagare deltagaren informant informanten intervjuperson"
    " intervjupersonen interviewee svar answer"
)
_RESPONDENT = frozenset(_RESPONDENT_WORDS.split())
_SEVERAL_WORDS = "flera alla several all group gruppen everyone everybody"
_SEVERAL = frozenset(_SEVERAL_WORDS.split())
_NOBODY = frozenset(("okänd", "okänd talare", "unknown", "unknown speaker", "oidentifierad"))
_COUNTED = re.compile(r"(.+?)[ _.\-]*\d{1,3}")
_VOICE = re.compile(r"(?:speaker|talare|person|röst|voice)[ _]?\d{1,3}")
_ASKING = 0.2  # the share of turns with a question from which a label may be taken as the interviewer's
_EARLY = 4  # and it must speak within so many turns


def printed_role(label: str) -> Role | None:
    """The role that a label says by itself ("Intervjuare", "R", "Deltagare 2", "Flera"); None for a name."""
    folded = label.casefold().strip().rstrip("?")
    if folded in _SEVERAL:
        return Role.SEVERAL
    if folded in _NOBODY:
        return Role.UNKNOWN
    if _VOICE.fullmatch(folded):
        return Role.RESPONDENT
    return _role_word(folded)


def _role_word(folded: str) -> Role | None:
    counted = _COUNTED.fullmatch(folded)
    word = counted[1] if counted and len(counted[1]) > 1 else folded
    if word in _INTERVIEWER or re.fullmatch(r"i\d", folded):
        return Role.INTERVIEWER
    return Role.RESPONDENT if word in _RESPONDENT else None


def speaker_pairs(facts: Mapping[str, str]) -> dict[str, str]:
    """The labels that `facts["speakers"]` explains ("SA=D10, KL=interviewer"), casefolded, with what each means."""
    parts = (part.partition("=") for part in facts.get("speakers", "").split(","))
    return {label.strip().casefold(): who.strip() or label.strip() for label, _, who in parts if label.strip()}


def known_labels(facts: Mapping[str, str]) -> frozenset[str]:
    """The labels, casefolded, that the facts of a transcript name as speakers."""
    named = ",".join(facts.get(key, "") for key in ("respondent", "interviewer"))
    return frozenset(speaker_pairs(facts)) | frozenset(
        part.strip().casefold() for part in named.split(",") if part.strip()
    )


@dataclass(frozen=True, slots=True)
class _Place:
    role: Role
    respondent: str | None = None


_ASKS = _Place(Role.INTERVIEWER)


@dataclass(frozen=True, slots=True)
class _Setting:
    name: str
    facts: Mapping[str, str]
    register: Register
    interviewers: frozenset[str]

    def person(self, pseudonym: str) -> _Place:
        found = self.register.find(pseudonym)
        return _Place(Role.RESPONDENT, found.id if found else pseudonym)

    def expected(self) -> str | None:
        """The respondent that the facts, or else the file's name, give for the whole file; None when they give none."""
        named = [part.strip() for part in self.facts.get("respondent", "").split(",") if part.strip()]
        if named:
            return named[0] if len(named) == 1 else None
        stem = PurePath(self.name).stem
        candidates = (stem, *re.split(r"[\W_]+", stem))
        found = dict.fromkeys(each.id for part in candidates if part and (each := self.register.find(part)))
        return next(iter(found)) if len(found) == 1 else None


def placed(
    transcript: Transcript, *, name: str, register: Register, interviewers: Sequence[str] = ()
) -> tuple[tuple[Turn, ...], tuple[Problem, ...]]:
    """Number the turns from 1 and say of each who spoke; `name` is the file's, `interviewers` the project's labels.

    The problems are notes: a label taken as the interviewer's, speakers that the register lacks.
    """
    setting = _Setting(name, transcript.facts, register, _interviewers(transcript.facts, interviewers))
    counts = Counter(turn.label for turn in transcript.turns if turn.label)
    certain = _certain(counts, setting)
    open_labels = [label for label in counts if label not in certain]
    spoken = {label: certain.get(label, _Place(Role.UNKNOWN)) for label in counts}
    guess, notes = _guessed_interviewer(transcript, open_labels, spoken, name)
    places = spoken | dict.fromkeys(guess, _ASKS)
    places |= _rest([label for label in open_labels if label not in guess], places, setting)
    turns = tuple(_turn(number, raw, places) for number, raw in enumerate(transcript.turns, 1))
    return turns, (*notes, *_strangers(places, setting))


def _interviewers(facts: Mapping[str, str], others: Iterable[str]) -> frozenset[str]:
    named = (*facts.get("interviewer", "").split(","), *others)
    return frozenset(label.strip().casefold() for label in named if label.strip())


def _turn(number: int, raw: RawTurn, places: Mapping[str, _Place]) -> Turn:
    place = places[raw.label] if raw.label else _Place(Role.UNKNOWN)
    return Turn(number, raw.span, place.role, raw.label, place.respondent, raw.time)


def _certain(labels: Iterable[str], setting: _Setting) -> dict[str, _Place]:
    pairs = speaker_pairs(setting.facts)
    found = {label: _certain_place(label, pairs, setting) for label in labels}
    return {label: place for label, place in found.items() if place}


def _certain_place(label: str, pairs: Mapping[str, str], setting: _Setting) -> _Place | None:
    registered = setting.register.find(label)
    if registered:
        return _Place(Role.RESPONDENT, registered.id)
    if who := pairs.get(label.casefold()):
        return _ASKS if printed_role(who) is Role.INTERVIEWER else setting.person(who)
    role = Role.INTERVIEWER if label.casefold() in setting.interviewers else printed_role(label)
    return None if role in (None, Role.RESPONDENT) else _Place(role)


def _guessed_interviewer(
    transcript: Transcript, labels: Sequence[str], spoken: Mapping[str, _Place], name: str
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The open label that asks, when none is known to; a note unless the other label says that it answers."""
    if not labels or len(spoken) == 1 or _ASKS in spoken.values():
        return (), ()
    generic = [label for label in labels if printed_role(label) is Role.RESPONDENT]
    others = [label for label in labels if label not in generic]
    if len(generic) == 1 and others:
        often = Counter(turn.label for turn in transcript.turns)
        return (max(others, key=lambda label: often[label]),), ()
    asking = _asking(transcript, others or labels)
    if asking is None:
        message = N_("No interviewer was found: every turn is taken as a respondent's.")
        hint = N_("Name the interviewer's label in the file's first lines (Interviewer: KL) or in project.toml.")
        return (), (Problem(name, message, hint, serious=False),)
    message = N_("The speaker {label} asks most questions and is taken as the interviewer.")
    hint = N_("If that is wrong, name the interviewer in the file's first lines (Interviewer: KL).")
    return (asking,), (Problem(name, message, hint, {"label": asking}, serious=False),)


def _asking(transcript: Transcript, labels: Sequence[str]) -> str | None:
    early = {turn.label for turn in transcript.turns[:_EARLY]}
    shares = {label: _share_of_questions(transcript, label) for label in labels if label in early}
    best = max(shares, key=lambda label: shares[label], default=None)
    return best if best is not None and shares[best] >= _ASKING else None


def _share_of_questions(transcript: Transcript, label: str) -> float:
    asked = [transcript.text[turn.span.end - 1] == "?" for turn in transcript.turns if turn.label == label]
    return sum(asked) / len(asked)


def _rest(labels: Sequence[str], places: Mapping[str, _Place], setting: _Setting) -> dict[str, _Place]:
    if not labels:
        return {}
    expected = setting.expected()
    generic = [label for label in labels if printed_role(label) is Role.RESPONDENT]
    alone = len(labels) == 1 and not any(place.respondent for place in places.values())
    stem = PurePath(setting.name).stem.upper()
    names = {label: f"{stem} {label}" for label in generic}  # "Deltagare 1" of two files are two persons
    if len(generic) == 1:
        names = {generic[0]: expected or stem}
    elif alone and expected and setting.register.find(expected):
        names = {labels[0]: expected}
    return {label: setting.person(names.get(label, label)) for label in labels}


def _strangers(places: Mapping[str, _Place], setting: _Setting) -> tuple[Problem, ...]:
    message = N_("The speaker {label} is not in respondents.csv.")
    hint = N_("Add a line for this person to respondents.csv, or correct the label in the file.")
    lacking = dict.fromkeys(
        place.respondent
        for place in places.values()
        if place.respondent and place.respondent not in setting.register.respondents
    )
    return tuple(Problem(setting.name, message, hint, {"label": label}, serious=False) for label in lacking)
