"""Why something is suggested, as a sentence in the project's language; of the transcript it holds single words only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SENTENCES = {
    "sv": {
        "cue": "känner igen ordet {words}",
        "cues": "känner igen orden {words}",
        "asked": "frågan gällde {title}",
        "phase": "frågan gällde fasen {title}",
        "described": "{words} finns i beskrivningen av koden",
        "learned": "{words} hör i era kodningar ofta till koden",
        "pattern": "liknar det som ni har kodat så",
        "beside": "avsnittet intill pekar åt samma håll",
        "and": " och ",
        "open": "”",
        "shut": "”",
    },
    "en": {
        "cue": "recognises the word {words}",
        "cues": "recognises the words {words}",
        "asked": "the question was about {title}",
        "phase": "the question was about the phase {title}",
        "described": "{words} stand in the description of the code",
        "learned": "{words} often go with this code in your codings",
        "pattern": "is like what you have coded so",
        "beside": "the passage beside points the same way",
        "and": " and ",
        "open": "“",
        "shut": "”",
    },
}


@dataclass(frozen=True, slots=True)
class Reasons:
    """What speaks for a code.

    `cues`, `described` and `learned` are words of the passage, `asked` is the title of the area (or phase, if
    `phase`) that the question was about. `learned` of None means that nothing was learned; empty, that the whole
    passage is what is alike.
    """

    cues: Sequence[str] = ()
    asked: str = ""
    phase: bool = False
    described: Sequence[str] = ()
    learned: Sequence[str] | None = None
    beside: bool = False


def sentence(language: str, reasons: Reasons) -> str:
    """One sentence of the reasons, the weightiest first, in `language` ("sv", else English)."""
    forms = _SENTENCES[language if language in _SENTENCES else "en"]
    told = []
    if reasons.learned is not None:
        told.append(_with(forms["learned"], reasons.learned, forms) if reasons.learned else forms["pattern"])
    if reasons.cues:
        told.append(_with(forms["cues" if len(reasons.cues) > 1 else "cue"], reasons.cues, forms))
    if reasons.asked:
        told.append(_asked(reasons, forms))
    if reasons.described:
        told.append(_with(forms["described"], reasons.described, forms))
    if reasons.beside or not told:
        told.append(forms["beside"])
    text = "; ".join(told)
    return f"{text[0].upper()}{text[1:]}."


def _asked(reasons: Reasons, forms: dict[str, str]) -> str:
    if reasons.phase:
        return forms["phase"].format(title=reasons.asked.lower())
    return forms["asked"].format(title=reasons.asked)


def _with(form: str, words: Sequence[str], forms: dict[str, str]) -> str:
    return form.format(words=_listed(words, forms))


def _listed(words: Sequence[str], forms: dict[str, str]) -> str:
    quoted = [f"{forms['open']}{word}{forms['shut']}" for word in words]
    return forms["and"].join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
