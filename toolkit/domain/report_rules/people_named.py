"""The rule of people: nobody of the register is named, least of all who has withdrawn or refused consent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.domain.report_rules.found import WITHHELD, Found, Kind, shortened
from toolkit.domain.report_rules.page import Page
from toolkit.messages import N_

_SHORTEST = 2
_ID = re.compile(r"[A-ZÅÄÖ]{1,3}\d{1,3}")
_NUMBERED = re.compile(r"^\W*(R\d{1,2})\b[.:)]")


def people_named(page: Page) -> Iterator[Found]:
    """Pseudonyms and names of the register in the text; of those who withdrew also in drafted text."""
    names = sorted((each for each in page.basis.people if len(each) >= _SHORTEST), key=len, reverse=True)
    if not names:
        return
    pattern = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, names))})(?![\w-]|\.\w)")
    numbered = {found[1] for line in page.read() if (found := _NUMBERED.match(line.text))}
    for line in page.read():
        for name in dict.fromkeys(pattern.findall(line.text)):
            # "A4" in somebody's speech is paper, and R1 may be the report's own first recommendation.
            if _ID.fullmatch(name) and (not pattern.search(line.prose) or name in numbered):
                continue
            withdrawn = page.basis.people[name]
            if withdrawn or not line.untouched:
                yield person_named(line.at, line.text, name, withdrawn=withdrawn)


def person_named(at: int, text: str, name: str, *, withdrawn: bool) -> Found:
    """What is said of somebody of the register who is named; who withdrew is not named again."""
    if withdrawn:
        message = N_("Somebody whose words may not be used is named here.")
        return Found(Kind.PEOPLE, at, WITHHELD, message, N_("Take out all that is told of this person."))
    message = N_("“{name}” is a pseudonym or name of the register.")
    hint = N_("Say the group instead: a pseudonym leads to the person in a small place.")
    return Found(Kind.PEOPLE, at, shortened(text, around=text.find(name)), message, hint, {"name": name})
