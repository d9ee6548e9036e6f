"""The method annex: material, who was asked what, coding and analysis, quantity words, consents and limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import PurePath

from toolkit.domain.quantities.quantities import Rule
from toolkit.domain.reports.report import Block, Bullets, Heading, Notice, Paragraph, Sentence, Table
from toolkit.domain.sources.cases import Respondent
from toolkit.domain.sources.consents import ConsentStatus
from toolkit.reporting.chapters import records
from toolkit.reporting.material.findings import Finding
from toolkit.reporting.material.material import Material, SourceFact
from toolkit.reporting.material.prose import area_title
from toolkit.reporting.material.wording import Wording, capitalised, uncapitalised

LISTED = 60
"""Above this many sources the material table is one row per method and group."""


def blocks(material: Material, found: Sequence[Finding], wording: Wording) -> Iterator[Block]:
    """The blocks of the annex. What is not recorded is said to be missing, never guessed."""
    yield Heading(1, wording.say("method.title"), "method")
    yield Heading(2, wording.say("method.material_title"), "method-material")
    yield Paragraph(tuple(Sentence(text) for text in _about(material, wording)))
    yield _people(material, wording)
    yield _listed(material, wording) if len(material.talks) <= LISTED else _by_method(material, wording)
    yield Heading(2, wording.say("method.asked_title"), "method-asked")
    yield _asked(material, wording)
    yield Heading(2, wording.say("method.coding_title"), "method-coding")
    yield Paragraph(tuple(Sentence(text) for text in coding(material, found, wording)))
    yield _runs(material, wording) if material.runs else Notice(wording.say("method.no_runs"))
    yield Heading(2, wording.say("method.quantity_title"), "method-quantity")
    yield legend(material, wording)
    yield Heading(2, wording.say("method.consent_title"), "method-consent")
    yield Paragraph(tuple(Sentence(text) for text in consents(material, wording)))
    yield Heading(2, wording.say("method.limits_title"), "method-limits")
    yield Bullets(tuple(Sentence(text) for text in _limits(material, found, wording)))


def _many(wording: Wording, path: str, number: int) -> str:
    return str(wording.at(f"{path}_one" if number == 1 else f"{path}_many")).format(number=wording.number(number))


def _about(material: Material, wording: Wording) -> Iterator[str]:
    sources = material.talks
    yield wording.say(
        "method.material",
        sources=_many(wording, "method.talk", len(sources)),
        words=wording.figure(sum(source.words for source in sources)),
    )
    yield from days_told(material, wording)
    yield from records.counts(material, wording)


def days_told(material: Material, wording: Wording) -> Iterator[str]:
    """Sentences on the first and the last day, and on how many sources have no date."""
    sources = material.talks
    days = sorted(source.day for source in sources if source.day)
    if days and days[0] == days[-1]:
        yield wording.say("method.period_one", first=wording.day(days[0]))
    elif days:
        path = "method.period" if len(days) == len(sources) else "method.period_dated"
        yield wording.say(path, first=wording.day(days[0]), last=wording.day(days[-1]))
    if len(days) < len(sources):
        undated = len(sources) - len(days)
        path = "method.undated_one" if undated == 1 else "method.undated_many"
        yield wording.say(path, number=wording.number(undated), total=wording.number(len(sources)))


def method_of(source: SourceFact, wording: Wording) -> str:
    """The method that is recorded of a conversation; where none is, what it is: an interview or a focus group."""
    return source.method.strip() or wording.say(f"method.{source.kind}")


def _people(material: Material, wording: Wording) -> Table:
    rows = []
    for group, people in material.people.items():
        coded = sum(material.passages_of[person] > 0 for person in people)
        places = len({name for person in people if (name := material.person(person).organisation)})
        rows.append((wording.group(group), str(len(people)), str(coded), str(places or wording.at("terms.none"))))
    everyone = material.group_of
    total = (str(len(everyone)), str(sum(material.passages_of[person] > 0 for person in everyone)), "")
    rows.append((str(wording.at("terms.all")), *total))
    caption = wording.say("method.people_caption_survey" if material.surveyed else "method.people_caption")
    return Table(caption, tuple(wording.at("method.people_header")), tuple(rows), "table-people")


def _groups_in(source: SourceFact, material: Material, wording: Wording) -> str:
    groups = dict.fromkeys(material.group_of[each] for each in source.respondents if each in material.group_of)
    return ", ".join(wording.group(group) for group in groups) or str(wording.at("terms.missing"))


def _listed(material: Material, wording: Wording) -> Table:
    missing = str(wording.at("terms.none"))
    rows = tuple(
        (
            PurePath(source.name).stem,
            wording.short_day(source.day) if source.day else missing,
            method_of(source, wording),
            _groups_in(source, material, wording),
            wording.figure(source.words),
            missing if source.minutes is None else str(source.minutes),
        )
        for source in sorted(material.talks, key=lambda each: each.name)
    )
    header = tuple(wording.at("method.material_header"))
    note = wording.say("method.material_note") if any(missing in row for row in rows) else ""
    return Table(wording.say("method.material_caption"), header, rows, "table-material", note)


def _by_method(material: Material, wording: Wording) -> Table:
    missing = str(wording.at("terms.missing"))
    cells: dict[tuple[str, str], list[SourceFact]] = {}
    for source in material.talks:
        cells.setdefault((method_of(source, wording), _groups_in(source, material, wording)), []).append(source)
    rows = []
    for (method, groups), inside in sorted(cells.items()):
        days = sorted(source.day for source in inside if source.day)
        period = wording.span(days[0], days[-1]) if days else missing
        rows.append((method, groups, str(len(inside)), wording.figure(sum(each.words for each in inside)), period))
    header = tuple(wording.at("method.grouped_header"))
    return Table(wording.say("method.material_caption_grouped"), header, tuple(rows), "table-material")


def _asked(material: Material, wording: Wording) -> Table:
    cell = str(wording.at("method.asked_cell"))
    rows = tuple(
        (
            area_title(area, material, wording),
            *(
                cell.format(k=material.counts.reached.at(area, group), n=len(people))
                for group, people in material.people.items()
            ),
        )
        for area in material.areas
    )
    header = (str(wording.at("terms.areas")), *(wording.group(group) for group in material.people))
    return Table(wording.say("method.asked_caption"), header, rows, "table-asked", _asked_note(material, wording))


def _asked_note(material: Material, wording: Wording) -> str:
    note = wording.say("method.asked_note")
    unguided = [uncapitalised(wording.group(group)) for group in material.people if group in material.unguided]
    return f"{note} {wording.say('method.asked_unguided', groups=wording.listed(unguided))}" if unguided else note


def coding(material: Material, found: Sequence[Finding], wording: Wording) -> Iterator[str]:
    """Sentences on the scheme, what the machine coded, and how many passages and themes the analysis holds."""
    titles = material.scheme.title
    title = titles.get(wording.language) or next(iter(titles.values()), material.scheme.key)
    yield wording.say("method.scheme", scheme=title, version=material.scheme.version)
    if any(each.machine for each in material.usable.values()):
        yield str(wording.at("sentences.machine")["many" if material.machine else "some"][0])
    themed = {each.key for finding in found for each in finding.passages}
    yield wording.say(
        "method.themes" if len(themed) < len(material.usable) else "method.themes_all",
        passages=wording.figure(len(material.usable)),
        themed=wording.figure(len(themed)),
        themes=wording.figure(len(found)),
        left=wording.number(len(material.usable) - len(themed)),
    )
    for name, number in (("aside", material.aside), ("loose", material.loose), ("unsorted", material.unsorted)):
        if number:
            yield capitalised(_many(wording, f"method.{name}", number))


def _runs(material: Material, wording: Wording) -> Table:
    none = str(wording.at("terms.none"))
    rows = tuple(
        (
            str(wording.at("method").get(f"run_{run.name}", run.name)),
            run.version.rpartition("/")[2],
            ", ".join(f"{key} = {value}" for key, value in run.parameters.items()) or none,
            none if run.seed is None else str(run.seed),
        )
        for run in material.runs
    )
    return Table(wording.say("method.runs_caption"), tuple(wording.at("method.runs_header")), rows, "table-runs")


def legend(material: Material, wording: Wording) -> Table:
    """The quantity words with what each admits."""
    rules = [rule for rule in reversed(material.scale.rules) if rule.words.get(wording.language)]
    rows = tuple(
        (", ".join(each.word for each in rule.words[wording.language]), _condition(rule, wording)) for rule in rules
    )
    note = wording.say("method.quantity_note")
    header = tuple(wording.at("method.quantity_header"))
    return Table(wording.say("method.quantity_caption"), header, rows, "table-quantity", note)


def _condition(rule: Rule, wording: Wording) -> str:
    """What a rule admits, in words made from its bounds."""
    bounds = [_share(rule, wording), _count(rule, wording)]
    if rule.people > 1:
        bounds.append(wording.say("legend.people", number=rule.people))
    if rule.vague:
        bounds.append(wording.say("legend.vague"))
    return "; ".join(bound for bound in bounds if bound)


def _share(rule: Rule, wording: Wording) -> str:
    def bare(share: Fraction) -> str:
        return f"{float(share * 100):g}".replace(".", str(wording.at("numbers.decimal")))

    def percent(share: Fraction) -> str:
        return str(wording.at("numbers.percent")).format(number=bare(share))

    if rule.all_but is not None:
        return wording.say("legend.all_but", share=percent(rule.all_but))
    if rule.low == 1:
        return wording.say("legend.all_of")
    if rule.low and rule.high < 1:
        return wording.say("legend.share_between", low=bare(rule.low), high=percent(rule.high))
    if rule.low:
        return wording.say("legend.share_over" if rule.over else "legend.share_at_least", low=percent(rule.low))
    return wording.say("legend.share_at_most", high=percent(rule.high)) if rule.high < 1 else ""


def _count(rule: Rule, wording: Wording) -> str:
    if rule.most == 0:
        return wording.say("legend.count_zero")
    if rule.most is not None and rule.most == rule.least:
        path = "legend.count_exact" if rule.most == 1 else "legend.count_exact_many"
        return wording.say(path, number=wording.number(rule.most)).lower()
    if rule.most is not None:
        return wording.say("legend.count_between", low=rule.least, high=rule.most)
    return wording.say("legend.count_at_least", low=wording.number(rule.least)) if rule.least > 1 else ""


def consents(material: Material, wording: Wording) -> Iterator[str]:
    """Sentences on how many have consented to what."""
    people = [*material.respondents.values()]
    unknown = material.group_of.keys() - material.respondents.keys() - material.unnamed
    people += [Respondent(each) for each in sorted(unknown)]
    counts = {key: number for key, number in _consent_counts(people, material).items() if number}
    yield wording.say("method.consent", people=_many(wording, "introduction.person", len(people)))
    unquoted = counts.pop("unquoted", 0)
    told = [wording.at(f"method.consent_{key}").format(number=wording.number(n)) for key, n in counts.items()]
    if told:
        yield capitalised(f"{wording.listed(told)}.")
    if "refused" in counts:
        yield wording.say("method.consent_refused_rule")
    taken = material.group_of.keys() - material.unnamed
    if len(taken) < len(people):
        yield wording.say("method.consent_taken", number=wording.number(len(taken)))
    if material.unnamed:
        yield _many(wording, "method.consent_survey", len(material.unnamed))
    if unquoted:
        yield wording.say("method.consent_unquoted", number=wording.number(unquoted))
    yield wording.say("method.consent_rule")


def _consent_counts(people: Sequence[Respondent], material: Material) -> dict[str, int]:
    """How many of these consented, are not recorded and are out, all told; how many of those in may not be quoted."""
    usable = [each for each in people if material.register.usable(each.id)]
    return {
        "given": sum(each.consent.status is ConsentStatus.GIVEN for each in usable),
        "missing": sum(each.consent.status is ConsentStatus.NOT_RECORDED for each in usable),
        "refused": len(people) - len(usable),
        "unquoted": sum(not material.register.quotable(each.id) for each in usable),
    }


def _limits(material: Material, found: Sequence[Finding], wording: Wording) -> Iterator[str]:
    yield from wording.at("method.limits")
    yield from counted_limits(material, found, wording)


def counted_limits(material: Material, found: Sequence[Finding], wording: Wording) -> Iterator[str]:
    """Limits that can be counted: themes that one person carries, and what the registers lack."""
    alone = sum(each.tally.raised == 1 for each in found)
    if alone:
        total = wording.number(len(found))
        path = "method.limit_one_theme" if alone == 1 else "method.limit_one_voice"
        yield wording.say(path, number=wording.number(alone), total=total)
    missing = Counter(
        dates=sum(source.day is None for source in material.talks),
        methods=sum(not method_of(source, wording) for source in material.talks),
        groups=sum(not group for group in material.group_of.values()),
    )
    told = [_many(wording, f"method.missing_{key}", number) for key, number in missing.items() if number]
    if told:
        yield wording.say("method.limit_missing", what=wording.listed(told))
