"""Exchanged projects made for tests: empty, minimal, full, and random ones for properties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from hypothesis import strategies as st

from toolkit.domain.exchange.interchange import (
    ORIGIN,
    Exchanged,
    ExchangedCase,
    ExchangedCode,
    ExchangedCoding,
    ExchangedMemo,
    ExchangedSet,
    ExchangedSource,
    Selection,
    User,
)
from toolkit.domain.texts.text import Span, normalise
from toolkit.exchange.refi_values import cleaned

FAMILY = "👨‍👩‍👧‍👦"
AT = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)


def guid(n: int) -> str:
    return str(UUID(int=n + (4 << 76)))


EMPTY = Exchanged(name="Tomt", origin=ORIGIN)
MINIMAL = Exchanged(
    name="Minst",
    origin=ORIGIN,
    codes=(ExchangedCode(guid(1), "Samverkan"),),
    sources=(ExchangedSource(guid(2), "d01", "I: Hej\nA: Hej"),),
)
TEXT = f"I: Hur går det?\nA: Bra 😀, tack {FAMILY} & familjen <nästan> alltid.\n\tB: Å nej\n"
FULL = Exchanged(
    name='Hela "projektet" & mer',
    origin=ORIGIN,
    users=(User(guid(10), "Åsa"), User(guid(11), "Per")),
    codes=(
        ExchangedCode(guid(20), "Område", definition="Allt om\narbetet.", codable=False),
        ExchangedCode(guid(21), "Samverkan", guid(20), "Att <göra> ihop.", "#12ab9F"),
        ExchangedCode(guid(22), "Samverkan", guid(21), color="#fff"),
        ExchangedCode(guid(23), "a::b.c > d"),
    ),
    sources=(
        ExchangedSource(
            guid(30),
            "d01 😀.docx",
            TEXT,
            selections=(
                Selection(
                    guid(40),
                    Span(TEXT.index("Bra"), TEXT.index("alltid")),
                    (ExchangedCoding(guid(50), guid(21), guid(10), AT), ExchangedCoding(guid(51), guid(22), guid(11))),
                    (ExchangedMemo(guid(60), "Tänk på\ndet här.", "Minne", guid(10), AT),),
                    guid(10),
                    AT,
                ),
                Selection(guid(41), Span(TEXT.index("Å nej"), len(TEXT))),
            ),
            codings=(ExchangedCoding(guid(52), guid(23), None, None),),
            memos=(ExchangedMemo(guid(61), "Om hela samtalet"),),
            variables={"Längd": "45", "Ort": "Umeå & Luleå"},
            description="Första samtalet",
        ),
        ExchangedSource(guid(31), "d01 😀.docx", ""),
    ),
    cases=(
        ExchangedCase(
            guid(70),
            "D01",
            {"Längd": "", "Med": "true", "Vikt": "-3.25", "Dag": "2026-03-04", "När": "2026-03-04T10:00:00Z"},
            (guid(30),),
            (guid(41),),
            (guid(23),),
            "En deltagare",
        ),
        ExchangedCase(guid(71), "D02"),
    ),
    sets=(ExchangedSet(guid(80), "Alla", (guid(21),), (guid(30), guid(31)), "Utom några"), ExchangedSet(guid(81), "∅")),
    memos=(ExchangedMemo(guid(62), "Fristående", at=AT),),
    code_memos={guid(21): (ExchangedMemo(guid(63), "Gränsen mot …"),)},
    kinds={
        "Längd": "Integer",
        "Ort": "Text",
        "Med": "Boolean",
        "Vikt": "Float",
        "Dag": "Date",
        "När": "DateTime",
        "Oanvänd": "Text",
    },
    description="Vad projektet\när till för.",
)

_PIECES = st.sampled_from(
    (
        *("a", "Å", "a\u030a", "e\u0301\u0323", "ö", "한", "\u1112\u1161\u11ab", "\u0344", "ord "),
        *(" ", "\t", "\n", "\r\n", "\r", "\x0c", "\x85", "\u2028", "\u00ad", "\ufeff"),
        *("😀", FAMILY, "🇸🇪", "&<>\"'", "]]>", "…", "\ufffd"),
    )
)
TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=4)), max_size=30).map("".join)
_KEPT = TEXTS.map(normalise)
# names and memos stand in attributes and files; a name may not hold what XML cannot
NAMES = TEXTS.map(lambda text: cleaned(normalise(text))).filter(lambda text: bool(text.strip()))
_WORDS = NAMES.map(lambda text: normalise(text.strip()).strip()).filter(lambda text: text == normalise(text).strip())
_TIMES = st.one_of(
    st.none(),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),
    st.datetimes(
        datetime(1990, 1, 1),
        datetime(2100, 1, 1),
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=2))]),
    ),
)
_VALUES = {
    "Text": TEXTS.map(cleaned),
    "Boolean": st.sampled_from(["", "true", "false", "0", "1"]),
    "Integer": st.integers().map(str),
    "Float": st.decimals(allow_nan=False, allow_infinity=False, places=3).map(lambda each: f"{each:f}"),
    "Date": st.dates().map(str),
    "DateTime": st.datetimes().map(lambda at: at.isoformat()),
}


@st.composite
def projects(draw: st.DrawFn) -> Exchanged:
    """A random project that a file can hold whole."""
    numbers = iter(range(1, 10**6))
    new = lambda: guid(next(numbers))  # noqa: E731
    users = tuple(User(new(), draw(NAMES)) for _ in range(draw(st.integers(0, 2))))
    user = st.sampled_from([None, *(each.guid for each in users)])
    codes = _tree(draw, new)
    kinds = {draw(NAMES) + str(n): draw(st.sampled_from(sorted(_VALUES))) for n in range(draw(st.integers(0, 3)))}

    def memos() -> tuple[ExchangedMemo, ...]:
        count = draw(st.sampled_from([0, 0, 1, 2]))
        return tuple(
            ExchangedMemo(new(), draw(_KEPT.filter(str.strip)), draw(NAMES), draw(user), draw(_TIMES))
            for _ in range(count)
        )

    def codings() -> tuple[ExchangedCoding, ...]:
        chosen = draw(st.lists(st.sampled_from([each.guid for each in codes]), max_size=3)) if codes else []
        return tuple(ExchangedCoding(new(), code, draw(user), draw(_TIMES)) for code in chosen)

    def variables() -> dict[str, str]:
        return {name: draw(_VALUES[kind]) for name, kind in kinds.items() if draw(st.booleans())}

    def source() -> ExchangedSource:
        text = draw(_KEPT)
        selections = []
        for _ in range(draw(st.integers(0, 4)) if text else 0):
            start = draw(st.integers(0, len(text) - 1))
            span = Span(start, draw(st.integers(start + 1, len(text))))
            selections.append(Selection(new(), span, codings(), memos(), draw(user), draw(_TIMES)))
        words = draw(st.one_of(st.just(""), _WORDS))
        return ExchangedSource(new(), draw(NAMES), text, tuple(selections), codings(), memos(), variables(), words)

    sources = tuple(source() for _ in range(draw(st.integers(0, 3))))

    def some(things: tuple) -> tuple[str, ...]:
        return tuple(each.guid for each in things if draw(st.booleans()))

    within = tuple(each for one in sources for each in one.selections)
    cases = tuple(
        ExchangedCase(new(), draw(NAMES), variables(), some(sources), some(within), some(codes), draw(_WORDS))
        for _ in range(draw(st.integers(0, 2)))
    )
    sets = tuple(ExchangedSet(new(), draw(NAMES), some(codes), some(sources)) for _ in range(draw(st.integers(0, 2))))
    on_codes = {each.guid: held for each in codes if (held := memos())}
    return Exchanged(
        name=draw(NAMES),
        origin=ORIGIN,
        users=users,
        codes=codes,
        sources=sources,
        cases=cases,
        sets=sets,
        memos=memos(),
        code_memos=on_codes,
        kinds=kinds,
        description=draw(st.one_of(st.just(""), _WORDS)),
    )


def _tree(draw: st.DrawFn, new) -> tuple[ExchangedCode, ...]:
    codes: list[ExchangedCode] = []
    line: list[str] = []  # the branch that leads to the code made last
    for _ in range(draw(st.integers(0, 5))):
        line = line[: draw(st.integers(0, len(line)))]
        color = draw(st.sampled_from(["", "#fff", "#00Aa11"]))
        words = draw(st.one_of(st.just(""), _WORDS))
        codes.append(ExchangedCode(new(), draw(NAMES), line[-1] if line else None, words, color, draw(st.booleans())))
        line.append(codes[-1].guid)
    return tuple(codes)
