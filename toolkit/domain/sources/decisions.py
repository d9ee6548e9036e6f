"""What a person decided of a file when it was taken in, and how that is laid over what the file says of itself."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.domain.sources.source_kinds import KIND, Kind
from toolkit.domain.sources.speakers import paired, speaker_pairs
from toolkit.domain.texts.days import day_given
from toolkit.errors import UsageError
from toolkit.messages import N_

SPEAKERS = "speakers"
TAKEN_BACK = "?"  # as what a speaker means: as the file says, whatever was decided before
READING = ("encoding", "columns", "cleaned")  # how the bytes are read; they are no facts of the source


def laid_over(facts: Mapping[str, str], decided: Mapping[str, str]) -> dict[str, str]:
    """The file's facts with what a person decided in their place; of speakers only those that were named."""
    told = {**facts, **{key: value for key, value in decided.items() if key not in READING and value}}
    if decided.get(SPEAKERS):
        own = {key: who for key, who in speaker_pairs(facts).items() if key not in speaker_pairs(decided)}
        told[SPEAKERS] = ", ".join(filter(None, (paired(own), decided[SPEAKERS])))
    return told


def changed(decided: Mapping[str, str], changes: Mapping[str, str]) -> dict[str, str]:
    """What is decided after these changes: speakers are added to those named before, an empty text takes back."""
    after = {key: value for key, value in {**decided, **changes}.items() if value}
    if changes.get(SPEAKERS):
        pairs = speaker_pairs(decided) | speaker_pairs(changes)
        after[SPEAKERS] = paired({label: who for label, who in pairs.items() if who != TAKEN_BACK})
    return {key: value for key, value in after.items() if value}


def checked(decided: Mapping[str, str], *, alone: bool = True) -> dict[str, str]:
    """What was decided, without what is empty; UsageError for what cannot be. `alone`: it is of a single file."""
    told = {key: value.strip() for key, value in decided.items() if value.strip()}
    if told.get("date"):
        day_given(told["date"])
    kinds = [kind.value for kind in Kind]
    if told.get(KIND, kinds[0]) not in kinds:
        raise UsageError(
            N_("There is no such kind of material."), hint=N_("These are: {existing}"), existing=", ".join(kinds)
        )
    if told.get("respondent") and not alone:
        raise UsageError(
            N_("A respondent can be named for one file only, and these are several."),
            hint=N_("Add that file alone, or name the speakers: --speaker LABEL=D10"),
        )
    return told
