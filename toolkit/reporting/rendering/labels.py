"""The few words that renderers add by themselves, in both languages."""

from __future__ import annotations

LABELS = {
    "sv": {
        "contents": "Innehåll",
        "table": "Tabell",
        "figure": "Figur",
        "evidence": "Underlag",
        "evidence_lead": "Vad varje iakttagelse vilar på. Arbetsmaterial: tas bort innan rapporten lämnas vidare.",
        "unquotable": "Ordalydelsen visas inte: personen får inte citeras.",
        "sentence": "Underlag för mening {numbers}",
        "more": "och {number} till",
        "page": "s. {number}",
        "proposal": "Nytt underlag {day}. Texten här är ändrad för hand och står kvar. Så här skulle den lyda nu:",
        "gone": "Nytt underlag {day}: det som stycket säger finns inte längre i utkastet. Texten står kvar.",
        "back": "Till texten",
        "others": "Övriga ställen",
        "typical": "typisk",
        "deviating": "avvikande",
        "qualifying": "nyanserande",
        "deviating_voice": "avvikande röst",
        "qualifying_voice": "ser båda sidorna",
        "strong": "stark formulering",
        "machine": "maskinellt förslag",
        "notice": "Till utvärderaren",
        "open": "”",
        "close": "”",
        "locale": "sv-SE",
    },
    "en": {
        "contents": "Contents",
        "table": "Table",
        "figure": "Figure",
        "evidence": "Evidence",
        "evidence_lead": "What each finding rests on. Working material: take it out before you hand the report on.",
        "unquotable": "The words are not shown: this person may not be quoted.",
        "sentence": "Evidence for sentence {numbers}",
        "more": "and {number} more",
        "page": "p. {number}",
        "proposal": "New material {day}. The text here was edited by hand and stays. It would now read:",
        "gone": "New material {day}: what this paragraph says is no longer in the draft. The text stays.",
        "back": "Back to the text",
        "others": "Other passages",
        "typical": "typical",
        "deviating": "deviating",
        "qualifying": "qualifying",
        "deviating_voice": "deviating voice",
        "qualifying_voice": "sees both sides",
        "strong": "strong wording",
        "machine": "machine proposal",
        "notice": "To the evaluator",
        "open": "“",
        "close": "”",
        "locale": "en-GB",
    },
}


def labels(language: str) -> dict[str, str]:
    """The renderers' words in a language; English for one that has none."""
    return LABELS.get(language, LABELS["en"])
