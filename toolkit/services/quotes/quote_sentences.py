"""What the ledger's keys are called in words: why a quote was chosen, what was decided, why somebody is not quoted."""

from __future__ import annotations

from toolkit.domain.quotes.quote_edits import EditKind
from toolkit.domain.quotes.quote_ledger import Bar, Entry, Unquoted, Use
from toolkit.domain.quotes.quotes import Why
from toolkit.messages import N_

WHY = {
    Why.TYPICAL: N_("typical"),
    Why.DEVIATING: N_("deviating voice"),
    Why.QUALIFYING: N_("sees both sides"),
    Why.STRONG: N_("strong words"),
}
USE = {Use.WANTED: N_("wanted"), Use.ALLOWED: N_("allowed"), Use.NEVER: N_("never")}
BAR = {
    Bar.WITHDRAWN: N_("consent withdrawn"),
    Bar.REFUSED: N_("consent refused"),
    Bar.EXPIRED: N_("consent expired"),
    Bar.RESTRICTED: N_("may not be used"),
    Bar.NO_QUOTE: N_("does not want to be quoted"),
    Bar.CHANGED: N_("other words stand there now"),
    Bar.NOBODY: N_("no respondent could be placed"),
}
UNQUOTED = {
    Unquoted.NO_CONSENT: N_("may not be quoted"),
    Unquoted.NOT_CODED: N_("nothing is coded"),
    Unquoted.NOTHING_FITS: N_("no passage can stand as a quote"),
    Unquoted.NOT_CHOSEN: N_("not chosen"),
}
EDITS = {
    EditKind.MASK: N_("masked"),
    EditKind.CLARIFY: N_("clarified"),
    EditKind.REFER: N_("said what is meant"),
    EditKind.OMIT: N_("left out"),
    EditKind.REMARK: N_("remark taken out"),
    EditKind.CASE: N_("first letter"),
    EditKind.PUNCTUATION: N_("mark"),
}


def record(entry: Entry) -> dict[str, object]:
    """An entry of the ledger for a JSON document."""
    return {
        "id": entry.id,
        "source": entry.source,
        "start": entry.span.start,
        "end": entry.span.end,
        "respondent": entry.respondent,
        "group": entry.group,
        "printed": entry.printed,
        "edits": [
            {"kind": each.kind.value, "start": each.span.start, "end": each.span.end, "text": each.text}
            for each in entry.edits
        ],
        "why": entry.why.value,
        "use": entry.use.value,
        "theme": entry.theme or None,
        "claim": entry.claim,
        "machine": entry.machine,
        "coder": entry.coder,
        "usable": entry.usable,
        "barred": entry.bar.value if entry.bar else None,
    }
