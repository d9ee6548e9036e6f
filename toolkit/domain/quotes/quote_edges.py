"""Where words are torn out of something: how much a text loses as a quote by how it begins and ends."""

from __future__ import annotations

import re

_LEANS_BACK = re.compile(
    r"(?:och|men|så|sen|sedan|fast|å|mm|eller|däremot|därför|dessutom|annars|"
    r"and|but|so|then|because|or|nor|however|therefore|otherwise|besides)\b|"
    r"(?:jo|jaa?|nä|nej|nja|yes|no|well)(?:[,.!]| (?:men|du)\b)|(?:inte|int) (?:då|alls)\b|"
    r"för (?:jag|vi|man|det|de|dom|då|hon|han|att|annars|om|när)\b",
    re.I,
)
_POINTS_BACK = re.compile(
    r"(?:hon|han|de|dom|den|henne|honom|där|då|hans|hennes|deras|she|he|they|it|her|him|there|their)\b|"
    r"det (?:där|sista|ena|andra|senare)\b|det (?:gör|kan|vill|får|har|är|blir) det\b[^.!?]{0,15}[.!?]|"
    r"(?:med|till|av|från|genom|with|to|from|by)\b[^.!?]{0,25}[.!?]|(?:i|på|över|in|on|at)\b[^.!?]{0,14}[.!?]",
    re.I,
)
_ANSWERS = re.compile(r"(?:att|that)\b[^.!?]{0,60}[.!?]", re.I)
_CUT_SHORT = re.compile(
    r"(?:[–—-]|\.{3}|…)\W*$|[,;:]$|"
    r"\b(?:och|å|men|att|eller|samt|som|eftersom|and|but|or|because|if|the)[.,]?$",
    re.I,
)
_BROKEN_OFF = re.compile(
    r"[.!?]\s(?:\w+(?: \w+)?\?|[^.!?]*\w|(?:(?!\b(?:det|den|dem|dom|som|vad|vem)\b)[^.!?])*\bför\.?)$", re.I
)
_LAST_WORD, _LAST_SENTENCE = 20, 300  # letters at the end in which each is looked for


def torn(text: str) -> float:
    """How much a text loses as a quote by its edges, 0 where it stands by itself.

    It loses by beginning in mid-story ("Men …", "Eller …", "Ja, …", a lower-case letter), with somebody the reader has
    not met ("Hon …") or with the answer to a question not seen ("Till sista maj.", less by "Att de kom."); and by
    breaking off, at a bare "Ryggen?" or "… ska verka för." too.
    """
    edges = (_leans_back(text), bool(_POINTS_BACK.match(text)), _breaks_off(text))
    return 0.6 * sum(edges) + 0.3 * bool(_ANSWERS.match(text))


def _leans_back(text: str) -> bool:
    return text[:1].islower() or text[:1] in "–—-" or _LEANS_BACK.match(text) is not None


def _breaks_off(text: str) -> bool:
    tails = ((_CUT_SHORT, _LAST_WORD), (_BROKEN_OFF, _LAST_SENTENCE))
    return any(pattern.search(text, max(0, len(text) - letters)) for pattern, letters in tails)
