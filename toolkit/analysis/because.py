"""Why something is suggested, as a sentence in the project's language; of the transcript it holds single words only."""

from __future__ import annotations

from collections.abc import Sequence

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


def sentence(
    language: str,
    *,
    cues: Sequence[str] = (),
    asked: str = "",
    phase: bool = False,
    described: Sequence[str] = (),
    learned: Sequence[str] | None = None,
    beside: bool = False,
) -> str:
    """One sentence of the reasons given, the weightiest first.

    `cues`, `described` and `learned` are words of the passage, `asked` is the title of the area, or `phase`, that was asked about. `learned` of None means
    that nothing was learned; when it is empty the whole passage is what is alike.
    """
    forms = _SENTENCES[language if language in _SENTENCES else "en"]
    reasons = []
    if learned is not None:
        reasons.append(forms["learned"].format(words=_listed(learned, forms)) if learned else forms["pattern"])
    if cues:
        reasons.append(forms["cues" if len(cues) > 1 else "cue"].format(words=_listed(cues, forms)))
    if asked:
        reasons.append(forms["phase" if phase else "asked"].format(title=asked.lower() if phase else asked))
    if described:
        reasons.append(forms["described"].format(words=_listed(described, forms)))
    if beside or not reasons:
        reasons.append(forms["beside"])
    text = "; ".join(reasons)
    return f"{text[0].upper()}{text[1:]}."


def _listed(words: Sequence[str], forms: dict[str, str]) -> str:
    quoted = [f"{forms['open']}{word}{forms['shut']}" for word in words]
    return forms["and"].join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
