"""`spegla suggest --report`: how far suggestions can be trusted, what is unfound, and which interview to take next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.cli import output
from toolkit.messages import decimal, ntr, tr

if TYPE_CHECKING:
    from toolkit.domain.reports.trust import Bin, Calibration, Comparison, Estimate, NoFigure, Remaining, Trust
    from toolkit.services.projects.project import Project
    from toolkit.services.suggesting.suggestion_report import CodeReport, Report
    from toolkit.services.suggesting.work_order import NextInterview

FIRST = 5  # interviews named as the next
BAR = 20


def told(project: Project, *, json_wanted: bool) -> None:
    """Reckon the figures if need be, and tell them."""
    from toolkit.services.suggesting import suggestion_report
    from toolkit.services.suggesting.work_order import next_interviews

    with output.progress(tr("Measuring"), json_wanted=json_wanted) as progress:
        found = suggestion_report.report(project, progress=progress)
    ahead = next_interviews(project, coder=_coder(project))
    figures = _figures(found) if found.trust.read else _none(project)
    lines = [*_reflexive(project), *figures, *_next(ahead)]
    output.answer(_document(found, ahead), lines, json_wanted=json_wanted)


def _reflexive(project: Project) -> list[str]:
    """What a team that reckons no figures of its own is told of these."""
    from toolkit.services.suggesting.suggestion_report import REFLEXIVE

    return [tr(REFLEXIVE), ""] if project.settings.reflexive else []


def _coder(project: Project) -> str:
    """Who is working: the one whom project.toml names, else the only one who has coded."""
    from toolkit.services.projects.progress import coders

    everyone = coders(project)
    return project.settings.coder or (everyone[0] if len(everyone) == 1 else "")


def _document(found: Report, ahead: Sequence[NextInterview]) -> dict[str, object]:
    trust = found.trust
    return {
        "read": trust.read,
        "unread": trust.unread,
        "passages": trust.quality.segments,
        "respondents": trust.quality.respondents,
        "codes": [_code(one) for one in found.codes],
        "calibration": _calibration(trust.quality.calibration),
        "comparisons": trust.comparisons,
        "next": [
            {"source": one.name, "passages": one.segments, "doubtful": one.doubtful, "because": one.because}
            for one in ahead
        ],
    }


def _code(one: CodeReport) -> dict[str, object]:
    quality = one.quality
    return {
        "code": one.code.path,
        "title": one.title,
        "facet": one.code.facet,
        "judged": quality.judged,
        "positives": quality.positives,
        "respondents": quality.respondents,
        "shown": quality.shown,
        "right": quality.right,
        **_estimate("precision", quality.precision, quality.why_no_precision),
        **_estimate("recall", quality.recall, quality.why),
        "brier": quality.brier,
        "ece": quality.ece,
        "unfound": _remaining(one.unfound.by_model),
        "unfound_by_sampling": _remaining(one.unfound.by_sampling),
        "roads_disagree": one.unfound.disagree,
    }


def _estimate(name: str, one: Estimate | None, why: NoFigure) -> dict[str, object]:
    value, low, high = (one.value, one.low, one.high) if one else (None, None, None)
    return {name: value, f"{name}_low": low, f"{name}_high": high, f"{name}_reason": _reason(why)}


def _reason(why: NoFigure) -> str | None:
    from toolkit.services.suggesting.suggestion_report import REASONS

    return tr(REASONS[why]) if why else None


def _remaining(one: Remaining) -> dict[str, object]:
    return {
        "found": one.found,
        "expected": one.expected,
        "low": one.low,
        "high": one.high,
        "share": one.share,
        "share_low": one.share_low,
        "share_high": one.share_high,
        "reason": _reason(one.why),
    }


def _calibration(one: Calibration | None) -> dict[str, object] | None:
    if one is None:
        return None
    curve = [
        {"from": each.low, "to": each.high, "score": each.score, "right": each.right.value}
        | {"low": each.right.low, "high": each.right.high, "n": each.right.n}
        for each in one.bins
    ]
    return {
        "n": one.n,
        "ece": one.ece,
        "shown_ece": one.shown_ece,
        "brier": one.brier,
        "base": one.base,
        "curve": curve,
    }


def _none(project: Project) -> Iterator[str]:
    """Why there are no figures, and what would give some."""
    from toolkit.services.projects.progress import coders
    from toolkit.services.suggesting.suggestion_report import nothing_measured

    yield nothing_measured(project)
    yield tr(
        "Code some interviews of different groups from beginning to end; "
        "ten passages of a code, said by three people, are enough for a figure."
    )
    if coders(project):
        yield "  → " + tr("See whose words may be used: spegla privacy consent")


def _figures(found: Report) -> Iterator[str]:
    yield from _head(found.trust)
    for facet in dict.fromkeys(one.facet for one in found.codes):
        yield from ("", facet)
        header = (tr("Code"), tr("Coded"), tr("People"), tr("Holds, %"), tr("Found, %"), tr("Left to find, %"))
        yield from output.table(header, [_row(one) for one in found.codes if one.facet == facet])
    yield from _legend(found)
    if found.trust.quality.calibration:
        yield from _curve(found.trust.quality.calibration)
    yield from _compared(found.trust.comparisons)


def _head(trust: Trust) -> Iterator[str]:
    measured = (
        ntr("{n} passage", "{n} passages", trust.quality.segments),
        ntr("{n} person", "{n} people", trust.quality.respondents),
        ntr("{n} interview read", "{n} interviews read", trust.read),
        ntr("{n} not read", "{n} not read", trust.unread),
    )
    yield ", ".join(measured)
    yield tr("Measured on people whose interviews the machine had not learned from. In brackets: 95 % intervals.")


def _row(one: CodeReport) -> tuple[str, ...]:
    quality, left = one.quality, one.unfound.by_model
    return (
        ("  " if one.code.parent else "") + one.title,
        str(quality.positives),
        str(quality.respondents),
        _share(quality.precision, quality.why_no_precision),
        _share(quality.recall, quality.why),
        _between(left.share, left.share_low, left.share_high, left.why) + (" !" if one.unfound.disagree else ""),
    )


def _share(one: Estimate | None, why: NoFigure) -> str:
    value, low, high = (one.value, one.low, one.high) if one else (None, None, None)
    return _between(value, low, high, why)


def _between(value: float | None, low: float | None, high: float | None, why: NoFigure) -> str:
    if value is None or low is None or high is None:
        from toolkit.services.suggesting.suggestion_report import SHORT

        return tr(SHORT[why]) if why else "–"
    return f"{value * 100:.0f} ({low * 100:.0f}–{high * 100:.0f})"


def _legend(found: Report) -> Iterator[str]:
    yield ""
    yield tr("Holds: of a hundred suggestions of the code, how many a person agrees with.")
    yield tr("Found: of a hundred passages that carry the code, how many the machine suggests it for.")
    yield tr("Left to find: the share of all passages with the code that is expected in interviews not read.")
    yield tr("Too few: fewer than 10 passages with the code, or 3 people who say it; then there is no figure.")
    if any(one.unfound.disagree for one in found.codes):
        yield tr("!: by sampling alone another share is expected; read another interview before you stop.")


def _curve(one: Calibration) -> Iterator[str]:
    yield ""
    yield tr("Is a score what it says? Of all passages with such a score, so many carry the code:")
    header = (tr("Score, %"), tr("Carry the code, %"), tr("Judgements"), "")
    yield from output.table(header, [_bin(each) for each in one.bins])
    gap = tr("Mean distance from the score: {all}; among suggestions shown: {shown}.")
    shown = "–" if one.shown_ece is None else decimal(one.shown_ece, 3)
    yield gap.format(all=decimal(one.ece, 3), shown=shown)
    brier = tr("Brier score: {value}; it would be {base} if each code had one score everywhere.")
    yield brier.format(value=decimal(one.brier, 3), base=decimal(one.base, 3))


def _bin(each: Bin) -> tuple[str, ...]:
    right = each.right
    share = f"{right.value * 100:.0f} ({right.low * 100:.0f}–{right.high * 100:.0f})"
    return f"{each.low * 100:.0f}–{each.high * 100:.0f}", share, str(right.n), "█" * round(right.value * BAR)


def _compared(found: Sequence[Comparison]) -> Iterator[str]:
    if found:
        yield ""
        header = (tr("Way of reading the words"), tr("Mean average precision"), tr("Gain"), tr("Used"))
        rows = [
            (
                one.name or tr("Spegla alone"),
                decimal(one.precision, 3),
                _gain(one),
                tr("yes") if one.used else tr("no"),
            )
            for one in found
        ]
        yield from output.table(header, rows)


def _gain(one: Comparison) -> str:
    return f"{decimal(one.gain, 3)} ({decimal(one.low, 3)}; {decimal(one.high, 3)})"


def _next(ahead: Sequence[NextInterview]) -> Iterator[str]:
    if ahead:
        yield ""
        yield tr("To learn most, code these next:")
        yield from (f"  {one.name}: {one.because}" for one in ahead[:FIRST])
