"""Floor 1: bare spaCy tokenisation of every file in a folder."""

from __future__ import annotations

import sys
from pathlib import Path

import spacy

language = spacy.blank("sv")
tokens = 0
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    text = path.read_text(encoding="utf-8")
    tokens += sum(len(language.make_doc(turn)) for turn in text.split("\n\n") if turn)
print(tokens)
