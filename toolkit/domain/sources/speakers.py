"""Speakers: which label is the interviewer, which respondent each other label is, and what could not be placed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from toolkit.domain.sources.cases import Register, Respondent
from toolkit.domain.sources.consents import Purpose
from toolkit.domain.sources.source_kinds import nobody_speaks
from toolkit.domain.sources.sources import ANONYMOUS, ASKING, SURVEY, RawTurn, Role, Transcript, Turn
from toolkit.domain.sources.speaker_labels import folded, joins, like_an_id, parted
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
_COMMA, _EQUALS, _SIGN, _ESCAPED = re.compile(r"(?<!\\),"), re.compile(r"(?<!\\)="), re.compile(r"([,=])"), r"\\\1"
NOBODY = "-"  # stands for the turns without a label where a person says who speaks
_ANSWER = re.compile(r"svar \d+")
_ANYBODYS = _RESPONDENT | {NOBODY}
SPEECHLESS = "\x00"  # among known labels: the text has no speakers, and is read as one turn
_ASKING = 0.2  # the share of turns with a question from which a label may be taken as the interviewer's
_EARLY = 4  # and it must speak within so many turns
_TOLD_APART = 3  # more people who are not in the register are told in one note
_MOST_TOLD = 12  # of whom so many are named


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
    """The labels that `facts["speakers"]` explains ("SA=D10, KL=interviewer"), casefolded, with what each means.

    A comma or an equals sign that belongs to a label has a backslash before it.
    """
    parts = ([*map(_bare, _EQUALS.split(part, maxsplit=1)), ""] for part in _COMMA.split(facts.get("speakers", "")))
    return {label.casefold(): who or label for label, who, *_ in parts if label}


def paired(pairs: Mapping[str, str]) -> str:
    """The pairs as `facts["speakers"]` holds them."""
    return ", ".join(f"{_SIGN.sub(_ESCAPED, label)}={_SIGN.sub(_ESCAPED, who)}" for label, who in pairs.items())


def _bare(part: str) -> str:
    return part.strip().replace("\\,", ",").replace("\\=", "=")


def known_labels(facts: Mapping[str, str]) -> frozenset[str]:
    """The labels, casefolded, that the facts of a text name as speakers; SPEECHLESS where they say there are none."""
    named = ",".join(facts.get(key, "") for key in ("respondent", "interviewer"))
    none = {SPEECHLESS} if nobody_speaks(facts) else set()
    return frozenset(speaker_pairs(facts)) | none.union(
        part.strip().casefold() for part in named.split(",") if part.strip()
    )


@dataclass(frozen=True, slots=True)
class _Place:
    role: Role
    respondent: str | None = None


_ASKS, _UNPLACED = _Place(Role.INTERVIEWER), _Place(Role.UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Setting:
    name: str
    facts: Mapping[str, str]
    register: Register
    interviewers: frozenset[str]
    unsure: frozenset[str] = frozenset()

    def find(self, label: str) -> Respondent | None:
        """The respondent whose label this is; None for a label whose person the file leaves open."""
        return None if folded(label) in self.unsure else self.register.find(label)

    def register_labels(self) -> frozenset[str]:
        """The folded ids and labels of the register."""
        people = self.register.respondents.values()
        return frozenset(folded(label) for one in people for label in (one.id, *one.labels))

    def person(self, pseudonym: str) -> _Place:
        found = self.find(pseudonym)
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
    transcript: Transcript,
    *,
    name: str,
    register: Register,
    interviewers: Sequence[str] = (),
    decided: Mapping[str, str] | None = None,
) -> tuple[tuple[Turn, ...], tuple[Problem, ...]]:
    """Number the turns from 1 and say of each who spoke; `name` is the file's, `interviewers` the project's labels.

    `decided` says of labels (casefolded; NOBODY for none) who speaks, and wins over all else. The problems are notes: a
    label taken as the interviewer's, speakers that the register lacks.
    """
    counts = Counter(turn.label for turn in transcript.turns if turn.label)
    unsure = _half_registered(counts, register, speaker_pairs(transcript.facts) | dict(decided or {}))
    asking = _interviewers(transcript.facts, interviewers)
    setting = _Setting(name, transcript.facts, register, asking, frozenset(map(folded, unsure)))
    sure = _decided_places((*counts, NOBODY), decided or {}, setting)
    of_survey = SURVEY in transcript.facts
    places, notes = _answerers(counts, setting) if of_survey else _found(transcript, counts, sure, setting)
    places = {**places, **sure}
    turns = tuple(_turn(number, raw, places) for number, raw in enumerate(transcript.turns, 1))
    return turns, (*notes, *(() if of_survey else _unsure_notes(unsure, name)), *_strangers(places, setting))


def _answerers(counts: Iterable[str], setting: _Setting) -> tuple[dict[str, _Place], tuple[Problem, ...]]:
    return {label: _answering(label, setting) for label in counts}, ()


def _found(
    transcript: Transcript, counts: Iterable[str], sure: Mapping[str, _Place], setting: _Setting
) -> tuple[dict[str, _Place], tuple[Problem, ...]]:
    """The place of each label, and a note on a guess."""
    certain = {**_certain(counts, setting), **{label: place for label, place in sure.items() if label != NOBODY}}
    open_labels = [label for label in counts if label not in certain]
    spoken = {label: certain.get(label, _Place(Role.UNKNOWN)) for label in counts}
    guess, notes = _guessed_interviewer(transcript, open_labels, spoken, setting.name)
    places = spoken | dict.fromkeys(guess, _ASKS)
    places |= _rest([label for label in open_labels if label not in guess], places, setting)
    return places, notes


def _decided_places(labels: Iterable[str], decided: Mapping[str, str], setting: _Setting) -> dict[str, _Place]:
    """The places of those labels of which a person said who speaks: a role ("interviewer", "okänd") or somebody."""
    told = {label: who for label in labels if (who := decided.get(label.casefold()))}
    return {label: _told_place(label, who, setting) for label, who in told.items()}


def _told_place(label: str, who: str, setting: _Setting) -> _Place:
    role = printed_role(who)
    if role in (Role.INTERVIEWER, Role.SEVERAL, Role.UNKNOWN):
        return _Place(role)
    if who.casefold() in _RESPONDENT:
        return _Place(
            Role.RESPONDENT, setting.expected() or f"{PurePath(setting.name).stem.upper()} {label}".strip(" -")
        )
    found = setting.register.find(who)
    return _Place(Role.RESPONDENT, found.id if found else who)


def _answering(label: str, setting: _Setting) -> _Place:
    """Who a survey's label is. Answers of nobody known are a person's each, of this file alone."""
    if label == ASKING:
        return _ASKS
    if setting.facts[SURVEY] == ANONYMOUS or _ANSWER.fullmatch(folded(label)):
        return _Place(Role.RESPONDENT, f"{PurePath(setting.name).stem.upper()} {label}")
    found = setting.register.find(label)
    return _Place(Role.RESPONDENT, found.id if found else label)


def _half_registered(labels: Iterable[str], register: Register, pairs: Mapping[str, str]) -> tuple[str, ...]:
    """The registered labels that may be any respondent's ("R1") in a file where others of their series are strangers.

    Whoever may not be quoted is never among them: doubt must not set those words free.
    """
    series: dict[str, list[str]] = {}
    for label in labels:
        if (kind := _series(label)) and not _explained(label, pairs):
            series.setdefault(kind, []).append(label)
    mixed = (each for each in series.values() if not all(map(register.find, each)))
    return tuple(label for each in mixed for label in each if _free(register.find(label), register.today))


def _explained(label: str, pairs: Mapping[str, str]) -> str | None:
    """What the file says that the label means; None when it only lists it among those present."""
    who = pairs.get(label.casefold())
    return None if who is None or folded(who) == folded(label) else who


def _series(label: str) -> str | None:
    """The word of a label that any respondent may have, with a number ("r" of "R1"); None for others."""
    counted = _COUNTED.fullmatch(folded(label))
    return counted[1] if counted and counted[1] in _RESPONDENT else None


def _free(respondent: Respondent | None, today: date | None) -> bool:
    return respondent is not None and respondent.consent.allows(Purpose.QUOTE, today)


def in_doubt(respondent: Respondent, today: date | None) -> bool:
    """Whether a label of the respondent may be anybody's ("R1") and the consent is such that `placed` may doubt it."""
    return _free(respondent, today) and any(map(_series, (respondent.id, *respondent.labels)))


def _unsure_notes(labels: Sequence[str], name: str) -> tuple[Problem, ...]:
    message = N_("{label} is in respondents.csv, but others of its series here are not: nobody is taken for {label}.")
    hint = N_("Add the others to respondents.csv, or say in the file's front matter who it is (speakers: {{R1: D05}}).")
    return tuple(Problem(name, message, hint, {"label": label}, serious=False) for label in labels)


def _interviewers(facts: Mapping[str, str], others: Iterable[str]) -> frozenset[str]:
    named = (*facts.get("interviewer", "").split(","), *others)
    return frozenset(label.strip().casefold() for label in named if label.strip())


def _turn(number: int, raw: RawTurn, places: Mapping[str, _Place]) -> Turn:
    place = places[raw.label] if raw.label else places.get(NOBODY, _UNPLACED)
    return Turn(number, raw.span, place.role, raw.label, place.respondent, raw.time)


def _certain(labels: Iterable[str], setting: _Setting) -> dict[str, _Place]:
    pairs = speaker_pairs(setting.facts)
    speakers = frozenset(map(folded, labels)) | setting.register_labels()
    found = {label: _certain_place(label, pairs, setting) or _joint_place(label, speakers) for label in labels}
    return {label: place for label, place in found.items() if place}


def _joint_place(label: str, speakers: Collection[str]) -> _Place | None:
    return _Place(Role.SEVERAL) if joins(label, speakers) else None


def _certain_place(label: str, pairs: Mapping[str, str], setting: _Setting) -> _Place | None:
    """The place of the label as written, else without its aside, else that of whom the aside names."""
    base, tail = parted(label)
    for one in dict.fromkeys((label, base)):
        if place := _named_place(one, pairs, setting):
            return place
    named = tail and (setting.find(tail) or tail.casefold() in pairs or tail.casefold() in setting.interviewers)
    return _named_place(tail, pairs, setting) if named else None


def _named_place(label: str, pairs: Mapping[str, str], setting: _Setting) -> _Place | None:
    registered = setting.find(label)
    if registered:
        return _Place(Role.RESPONDENT, registered.id)
    if who := _explained(label, pairs):
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
    generic = [label for label in labels if printed_role(parted(label)[0]) is Role.RESPONDENT]
    alone = len(labels) == 1 and not any(place.respondent for place in places.values())
    stem = PurePath(setting.name).stem.upper()
    # "Deltagare 1" of two files are two persons, and so are "Anna" and an "R1" that nobody is taken for
    own = [label for label in labels if label in generic or not like_an_id(label) or _of_unsure_series(label, setting)]
    names = {label: f"{stem} {label}" for label in own}
    if len(generic) == 1:
        names[generic[0]] = expected or stem
    elif alone and expected and setting.register.find(expected):
        names = {labels[0]: expected}
    return {label: setting.person(names.get(label, label)) for label in labels}


def _of_unsure_series(label: str, setting: _Setting) -> bool:
    return _series(label) in {_series(each) for each in setting.unsure}


def _strangers(places: Mapping[str, _Place], setting: _Setting) -> tuple[Problem, ...]:
    lacking: dict[str, str] = {}
    for label, place in places.items():
        who = place.respondent
        answer = who and SURVEY in setting.facts and _ANSWER.search(folded(who))
        if who and who not in setting.register.respondents and not answer:
            named_here = who.startswith(PurePath(setting.name).stem.upper()) and folded(label) not in _ANYBODYS
            lacking.setdefault(who, label if named_here else who)
    return tuple(_unlisted(setting.name, lacking))


def _unlisted(name: str, people: Mapping[str, str]) -> Iterator[Problem]:
    """The notes on people who are not in the register, by their labels: one for each, or one for all where many."""
    if len(people) > _TOLD_APART:
        labels = list(people.values())
        shown = ", ".join(labels[:_MOST_TOLD]) + (" …" if len(labels) > _MOST_TOLD else "")
        message = N_("{n} speakers are not in respondents.csv: {labels}.")
        hint = N_(
            "Add a line for each of them to respondents.csv. If somebody has a line, write the label in its column of "
            "labels, or correct it in the file."
        )
        yield Problem(name, message, hint, {"n": len(labels), "labels": shown}, serious=False)
        return
    plain = N_("The speaker {label} is not in respondents.csv.")
    renamed = N_("The speaker {label} is not in respondents.csv, and is called {person} until then.")
    hint = N_(
        "Add a line for this person to respondents.csv. If there is one, write the label in its column of labels, or "
        "correct it in the file."
    )
    for person, label in people.items():
        message, values = (plain, {}) if person == label else (renamed, {"person": person})
        yield Problem(name, message, hint, {"label": label, **values}, serious=False)
