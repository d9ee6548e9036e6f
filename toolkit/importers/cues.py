"""Cues: timed pieces of speech from a recorder, joined into turns and set out as the text that a person reads."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from toolkit.domain.sources.sources import RawTurn, Transcript
from toolkit.domain.sources.speaker_labels import folded
from toolkit.domain.texts.text import Span, normalise
from toolkit.errors import BadFile, Problem
from toolkit.importers.decoding import check_runs, check_size
from toolkit.importers.turns import split_turns
from toolkit.messages import N_

PAUSE = 2.0  # seconds between two cues of nobody after which another may be speaking
LONGEST = 60.0  # seconds of nobody's speech under one time
_BLANKS = re.compile(r"[ \t\n\v\f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TIMING = re.compile(r"\s*(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?\s*")
_ENDED = re.compile(r"[.?!…][\"”’»)\]]*\Z")
_SIXTY = 60
# what speech recognition is known to write into silence; kept, and pointed out
_INVENTED = re.compile(
    r"(?:thank(?:s| you) for watching|tack (?:för|till) (?:att (?:du|ni) tittade?|er som tittade?)"
    r"|(?:undertext(?:er|ning)?|text(?:ning|at)|subtitles?|captions?)\b.{0,40}(?:amara|btistudios|av|by)\b.{0,60}"
    r"|transcribed by https?://\S+|prenumerera(?: på kanalen)?|please subscribe.{0,40})[.!]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece of speech: who is said to speak, from when to when in seconds, and the words as written."""

    text: str
    start: float | None = None
    end: float | None = None
    speaker: str | None = None


def clean(raw: str) -> str:
    """The words on one line: broken lines joined, letters composed, what is no character shown as U+FFFD."""
    return _BLANKS.sub(" ", normalise(_SURROGATE.sub("\ufffd", raw))).strip("\ufeff\u200b").strip()


def clock(stamp: str) -> float | None:
    """The seconds that "01:02:03,450" or "02:03.450" means; None for what is no time."""
    found = _TIMING.fullmatch(stamp)
    if not found or int(found[2]) >= _SIXTY or int(found[3]) >= _SIXTY:
        return None
    hours, minutes, whole = (int(part or 0) for part in found.groups()[:3])
    return hours * 3600 + minutes * 60 + whole + float(f"0.{found[4] or 0}")


def transcript_of(
    cues: Sequence[Cue],
    name: str,
    *,
    known: frozenset[str],
    facts: Mapping[str, str] | None = None,
    notes: Sequence[Problem] = (),
) -> Transcript:
    """The transcript of the cues in the file's order; BadFile when nothing is said in them.

    Consecutive cues of one speaker are one turn. Where the cues name nobody, "Anna: …" at their beginning does, by the
    rules for text files. Cues of nobody are one turn up to the end of a sentence, a pause or
    a minute. `counts` holds the cues.
    """
    spoken = [replace(cue, text=words) for cue in cues if (words := clean(cue.text))]
    if not spoken:
        raise BadFile(
            N_("{name} holds no spoken words."),
            hint=N_("Check that the right file was chosen, and that the recording was transcribed to its end."),
            name=name,
        )
    check_size(sum(len(cue.text) for cue in spoken), len(spoken), name)
    doubtful = 0
    if not any(cue.speaker for cue in spoken):
        spoken, doubtful = _with_labels(spoken, known)
    text, turns = _set_out(list(_turns(spoken)))
    check_runs(text, name)
    counts = {"paragraphs": len(turns), "characters": len(text), "cues": len(spoken)}
    told = (*notes, *_doubts(spoken, name, doubtful))
    return Transcript(text, turns, dict(facts or {}), counts, told)


def _with_labels(cues: Sequence[Cue], known: frozenset[str]) -> tuple[list[Cue], int]:
    """The cues with the labels at their beginning as speakers, and how many begin like a speaker and were not taken.

    A cue without a label goes on with who spoke before. After a doubtful one nobody speaks until the next label: doubt
    must not put words into somebody's mouth.
    """
    begins = list(accumulate((len(cue.text) + 1 for cue in cues), initial=0))
    split = split_turns("\n".join(cue.text for cue in cues), known=known)
    first = {bisect_right(begins, turn.span.start) - 1: turn for turn in reversed(split.turns)}
    doubtful = {line - 1 for line in split.doubtful}
    found: list[Cue] = []
    speaker = None
    for index, cue in enumerate(cues):
        if _is_label_alone(cue, first.get(index + 1)):
            continue
        turn = first.get(index)
        speaker = turn.label if turn else None if index in doubtful else speaker
        words = cue.text[turn.span.start - begins[index] :] if turn else cue.text
        found.append(replace(cue, text=words.strip(), speaker=speaker))
    return found, len(doubtful)


def _is_label_alone(cue: Cue, following: RawTurn | None) -> bool:
    """Whether the cue holds nothing but the label of the turn that begins in the next one."""
    return bool(following and following.label and folded(cue.text.rstrip(": ")) == folded(following.label))


def _turns(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    turn: list[Cue] = []
    for cue in cues:
        if turn and not _goes_on(turn, cue):
            yield turn
            turn = []
        turn.append(cue)
    yield turn


def _goes_on(turn: Sequence[Cue], cue: Cue) -> bool:
    first, last = turn[0], turn[-1]
    if last.speaker or cue.speaker:
        return last.speaker == cue.speaker
    if _ENDED.search(last.text):
        return False
    if cue.start is None:
        return True
    paused = last.end is not None and cue.start - last.end >= PAUSE
    long = first.start is not None and cue.start - first.start >= LONGEST
    return not (paused or long)


def _set_out(turns: Sequence[Sequence[Cue]]) -> tuple[str, tuple[RawTurn, ...]]:
    """The text, a paragraph for each turn with time and speaker before the words, and the turns in it."""
    paragraphs, found, at = list[str](), list[RawTurn](), 0
    for cues in turns:
        first = cues[0]
        words = " ".join(cue.text for cue in cues)
        head = f"[{_shown(first.start)}] " if first.start is not None else ""
        head += f"{first.speaker}: " if first.speaker else ""
        found.append(RawTurn(Span(at + len(head), at + len(head) + len(words)), first.speaker, first.start))
        paragraphs.append(head + words)
        at += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs) + "\n", tuple(found)


def _shown(seconds: float) -> str:
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"


def _doubts(cues: Sequence[Cue], name: str, doubtful: int) -> Iterator[Problem]:
    untimed = sum(cue.start is None for cue in cues)
    backwards = sum(cue.start is not None and cue.end is not None and cue.end < cue.start for cue in cues)
    invented = sum(bool(_INVENTED.fullmatch(cue.text)) for cue in cues)
    unnamed = sum(cue.speaker is None for cue in cues)
    told = (
        (N_("Pieces of speech whose time cannot be read: {count}. Their words are kept."), "", untimed),
        (N_("Pieces of speech that end before they begin: {count}. Nothing was changed."), "", backwards),
        (
            N_("Lines that speech recognition is known to invent where nobody speaks: {count}. They are kept."),
            N_("Listen to these places, and take the lines out of the file if nobody says them."),
            invented,
        ),
        (
            N_("Pieces of speech that begin like a new speaker but were taken as nobody's: {count}."),
            N_("If it is a speaker, add the name to respondents.csv as a label, and add the file again."),
            doubtful,
        ),
        (
            N_("Pieces of speech without a speaker: {count}. They are kept, and are nobody's words."),
            N_("Write the speaker before the words in the file, such as D01: or Anna:, and add it again."),
            unnamed,
        ),
    )
    for message, hint, count in told:
        if count:
            yield Problem(name, message, hint, {"count": count}, serious=False)
