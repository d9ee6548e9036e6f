"""Generated interviews of a given size, made from the sample's sentences with some words of their own."""

from __future__ import annotations

import random
import re
from pathlib import Path

GROUPS = ("participants", "referrers", "team", "employers", "steering", "partners")
SAMPLE = Path(__file__).parents[1] / "interviews"
LABEL = re.compile(r"^(?:\[[\d:]+\] )?(?:\*\*)?([A-ZÅÄÖ][\wÅÄÖåäö]{0,12})(?:\*\*)?:(?:\*\*)?\s+(.*)$")
SENTENCE = re.compile(r"[^.?!]+[.?!]+")


def sentences(suffixes: tuple[str, ...] = (".txt", ".md")) -> tuple[list[str], list[str]]:
    """The sample's sentences: the interviewer's and the respondents'."""
    asked: list[str] = []
    answered: list[str] = []
    for path in sorted(SAMPLE.iterdir()):
        if path.suffix not in suffixes:
            continue
        for line in _text(path).splitlines():
            match = LABEL.match(line.strip())
            if match:
                into = asked if match.group(1) in ("I", "KL", "Intervjuare") else answered
                into.extend(piece.strip() for piece in SENTENCE.findall(match.group(2)) if piece.count(" ") > 1)
    return asked, answered


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return path.read_text(encoding="cp1252")


def interview(number: int, words: int, asked: list[str], answered: list[str]) -> str:
    """An interview of about `words` words; the same number gives the same text."""
    draw = random.Random(number)
    vocabulary = [word for sentence in answered for word in re.findall(r"[a-zåäö]{4,}", sentence)]
    turns, length = [], 0
    while length < words:
        question = draw.choice(asked)
        answer = " ".join(_varied(draw.choice(answered), vocabulary, draw) for _ in range(draw.randint(1, 12)))
        turns += [f"I: {question}", f"P{number:04d}: {answer}"]
        length += len(question.split()) + len(answer.split())
    return "\n\n".join(turns) + "\n"


def _varied(sentence: str, vocabulary: list[str], draw: random.Random) -> str:
    words = sentence.split()
    if draw.random() < 0.3:
        words[draw.randrange(len(words))] = draw.choice(vocabulary) + draw.choice(vocabulary)
    return " ".join(words)


def write(folder: Path, count: int, words: int) -> None:
    """Write `count` interviews and their register into `folder`."""
    asked, answered = sentences()
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["id;group;consent;quote"]
    for number in range(count):
        (folder / f"p{number:04d}.txt").write_text(interview(number, words, asked, answered), encoding="utf-8")
        lines.append(f"P{number:04d};{GROUPS[number % len(GROUPS)]};given;yes")
    (folder / "respondents.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
