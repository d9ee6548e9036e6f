"""What a written report is checked against, gathered from the project: its draft, counts, names, people, questions."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from toolkit.domain.claims.claim_words import filled, has_place
from toolkit.domain.codings.schemes import AREA
from toolkit.domain.quantities.quantities import QuantityScale, scale_from
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.counted_things import totals
from toolkit.domain.report_rules.quantity_phrases import Grammar
from toolkit.domain.report_rules.quotations import marked
from toolkit.domain.report_rules.sentences import figures, folded
from toolkit.domain.report_rules.typed_words import stated_of
from toolkit.domain.reports.report import Bullets, Paragraph, Prompt, QuoteBlock, Report, Sentence, Stated
from toolkit.domain.reports.report_blocks import keyed
from toolkit.domain.reports.written_report import Mark, WrittenParagraph, WrittenReport
from toolkit.domain.sources.source_kinds import TALK
from toolkit.domain.texts.head_nouns import ANYBODY, HeadNouns
from toolkit.errors import Refused
from toolkit.resources import places
from toolkit.services.claims import claim_sentences, claims
from toolkit.services.projects import audiences
from toolkit.services.projects.project import SETTINGS, Project
from toolkit.services.reports import composing, word_reports
from toolkit.services.themes import themes

if TYPE_CHECKING:
    from toolkit.reporting.material.wording import Wording
    from toolkit.services.themes.themes import Findings
    from toolkit.storage.findings.drafts import BlockRow, SentenceRow
    from toolkit.storage.projects.store import Store

NAMED = 8
"""Letters of a theme's name from which on a sentence that holds it is taken to speak of the theme."""


def basis(project: Project, store: Store, written: WrittenReport, *, draft: int | None) -> Basis:
    """What the report is checked against; `draft` is the draft it was made from, None where it is of none."""
    wording = _wording(project, project.language)
    nouns = claim_sentences.nouns(project, wording)
    plain = Basis(
        project.language,
        nouns=nouns,
        scale=_scale(project),
        people=_people(project, nouns),
        questions=tuple(folded(each.text) for each in project.settings.evaluation_questions),
        group_titles={group: wording.group(group) for group in project.settings.groups},
    )
    try:
        found, _ = themes.as_kept(project, store)
    except Refused:  # nothing coded yet: the report is another's, and what needs findings is left out
        sizes, bases = _people_counts(project, store, {})
        return dataclasses.replace(plain, sizes=sizes, bases=bases)
    return _with_draft(project, store, plain, (found, written, draft))


def _with_draft(
    project: Project, store: Store, plain: Basis, made: tuple[Findings, WrittenReport, int | None]
) -> Basis:
    found, written, draft = made
    outline, audience = _made_as(project, store, draft)
    report, _ = composing.composed(audiences.told(project, audience), store, found, outline)
    groups = {theme.id: theme.group for theme in found.themes}
    current = _as_written(report, groups)
    facts = _facts(current)
    sizes, bases = _people_counts(project, store, facts)
    return dataclasses.replace(
        plain,
        drafted=tuple(_as_drafted(store, draft, written, current)),
        current={each.mark: each for each in current if each.mark is not None},
        facts=facts,
        typed=_typed(project, store, found),
        themes=_themes(found, report),
        terms=frozenset(_terms(project, found, current)),
        values=frozenset(_values(project)),
        counts=_counts(project, store, found, current, plain.language),
        sizes=sizes,
        bases=bases,
    )


def grammar(project: Project, language: str = "") -> Grammar:
    """What finds the quantity phrases of the project's reports, in its language or another."""
    language = language or project.language
    return Grammar(claim_sentences.nouns(project, _wording(project, language), language), _scale(project))


def wording(project: Project, language: str = "") -> Wording:
    """The words of the project's reports in its language, or another, with its own titles of groups."""
    return _wording(project, language or project.language)


def _wording(project: Project, language: str) -> Wording:
    from toolkit.reporting.material.wording import read_wording

    path = places.find(project.folder, "templates", f"wording.{language}.toml")
    titles = {key: own.get(language) for key, own in project.settings.groups.items()}
    names = {key: {"name": title} for key, title in titles.items() if title}
    usual = places.packaged("templates") / path.name
    return read_wording(path.read_bytes(), name=path.name, group_names=names, usual=usual.read_bytes())


def _scale(project: Project) -> QuantityScale:
    settings = project.settings
    return scale_from(settings.quantities, project.language, where=SETTINGS) if settings.quantities else QuantityScale()


def _people(project: Project, nouns: HeadNouns) -> dict[str, bool]:
    """The pseudonyms and names of the register that are no words of the language; True: their words are withheld."""
    return {
        name: not project.register.usable(one.id)
        for one in project.register.respondents.values()
        for name in (one.id, *one.labels)
        if re.search(r"[A-ZÅÄÖ0-9]", name[:1]) and nouns.group_of(name) is None
    }


def _made_as(project: Project, store: Store, draft: int | None) -> tuple[str, str | None]:
    """The outline of a draft, and for whom it was let out."""
    from toolkit.storage.findings import drafts as kept

    if draft is not None:
        with store.reading() as connection:
            row = kept.one(connection, draft)
        if row is not None:
            return row.outline, row.audience
    return project.settings.outline, None


def _as_written(report: Report, groups: Mapping[str, str]) -> list[Drafted]:
    """The paragraphs that a draft of the report has, with their marks, and what their sentences state."""
    from toolkit.reporting.word.read_docx import read_report
    from toolkit.reporting.word.render_docx import DocxRenderer

    read = read_report(word_reports.own(DocxRenderer(bare=True).render(report, resources={})))
    blocks = {each.key: each.block for each in keyed(report)}
    found = []
    for each in read.paragraphs:
        mark = each.marks[0] if each.marks else None
        block = blocks.get(mark.block) if mark else None
        text = folded(each.text)
        if not text or each.style.upper().startswith("TOC"):
            continue
        finding = getattr(block, "finding", "")
        found.append(
            Drafted(
                text,
                mark,
                finding,
                tuple(_stated(block, groups.get(finding, ANYBODY))),
                quote=isinstance(block, QuoteBlock),
                prompt=isinstance(block, Prompt),
                digest=each.digest,
            )
        )
    return found


def _stated(block: object, group: str) -> Iterator[tuple[str, Stated | None]]:
    sentences: tuple[Sentence, ...] = ()
    if isinstance(block, Paragraph):
        sentences = block.sentences
    elif isinstance(block, Bullets):
        sentences = block.items
    for each in sentences:
        yield each.text, each.stated or _counted(each.count, group)


def _counted(count: str, group: str) -> Stated | None:
    match [int(each.value) for each in figures(count, "")]:
        case [k, n] if k <= n:
            return Stated(k, n, group)
    return None


def _as_drafted(
    store: Store, draft: int | None, written: WrittenReport, current: Iterable[Drafted]
) -> Iterator[Drafted]:
    """The draft as it was made: as it would be now, but for paragraphs that were another text then."""
    from toolkit.storage.findings import drafts as kept

    rows: list[BlockRow] = []
    sentences: list[SentenceRow] = []
    quoted: frozenset[str] = frozenset()
    if draft is not None:
        with store.reading() as connection:
            rows, sentences = kept.blocks(connection, draft), kept.sentences(connection, draft)
            quoted = kept.quoting(connection)
    old = {Mark(row.block, row.number): row.digest for row in rows}
    there = {mark: each for each in written.paragraphs for mark in each.marks}
    told: dict[str, list[SentenceRow]] = defaultdict(list)
    for row in sentences:
        told[row.block].append(row)
    gone = quoted.difference(told)
    for each in current:
        then = old.pop(each.mark, None) if each.mark else None
        if each.mark is None or then is None or then == each.digest:
            yield each
        else:
            erased = each.mark.block in gone
            yield _then(dataclasses.replace(each, erased=erased), then, there.get(each.mark), told[each.mark.block])
    for mark, then in old.items():
        if mark in there:
            empty = Drafted("", mark, quote=mark.block in gone, erased=mark.block in gone)
            yield _then(empty, then, there[mark], told[mark.block])


def _then(each: Drafted, then: str, there: WrittenParagraph | None, rows: list[SentenceRow]) -> Drafted:
    """A paragraph as it was drafted: untouched in the file, else put together from the sentences that were kept."""
    stated = tuple((row.text, _of_row(row)) for row in rows)
    finding = each.finding or next((row.finding for row in rows), "")
    each = dataclasses.replace(each, digest=then, finding=finding, stated=stated or each.stated)
    if there is not None and there.digest == then:
        return dataclasses.replace(each, text=folded(there.text))
    kept = folded(" ".join(row.text for row in rows))
    return dataclasses.replace(each, text=kept or each.text)


def _of_row(row: SentenceRow) -> Stated | None:
    k, n = row.facts.get("k"), row.facts.get("n")
    return Stated(k, n, str(row.facts.get("group", ANYBODY))) if isinstance(k, int) and isinstance(n, int) else None


def _facts(current: Iterable[Drafted]) -> dict[str, tuple[Stated, ...]]:
    found: dict[str, dict[Stated, None]] = defaultdict(dict)
    for each in current:
        if each.finding:
            found[each.finding].update(dict.fromkeys(one for _, one in each.stated if one is not None))
    return {finding: tuple(stated) for finding, stated in found.items()}


def _typed(project: Project, store: Store, found: Findings) -> dict[str, tuple[Stated, ...]]:
    every = claims.standings(project, store, found)
    return {filled(one.claim.text, ""): stated_of(one) for one in every if not has_place(one.claim.text)}


def _themes(found: Findings, report: Report) -> dict[str, str]:
    """The findings by the names of their themes, where a name is long enough to be known again in a sentence."""
    told = {block.finding for block in report.blocks if isinstance(block, Paragraph) and block.finding}
    named = {folded(theme.name).casefold(): theme.id for theme in found.themes if len(theme.name) >= NAMED}
    return {name: key for name, key in named.items() if key in told and " " in name}


def _terms(project: Project, found: Findings, current: Iterable[Drafted]) -> Iterator[str]:
    """What may stand between quotation marks without being a quote: names of themes, areas, questions, the project."""
    scheme, language = found.scheme, project.language
    names = [theme.name for theme in found.themes]
    names += [code.titled(language) for code in scheme.codes.values()]
    names += [each.text for each in project.settings.evaluation_questions] + [project.settings.name]
    names += [
        each.text for one in current if not one.quote for each in marked(one.text).quotations if each.text.strip()
    ]
    for name in names:
        yield folded(name).strip(" .,;:!?").casefold()


def _people_counts(
    project: Project, store: Store, facts: Mapping[str, tuple[Stated, ...]]
) -> tuple[dict[str, int], dict[str, frozenset[int]]]:
    """How many took part by group, and every n that a share of a group's people has."""
    from toolkit.storage.sources import sources

    with store.reading() as connection:
        spoke = {person for row in sources.overview(connection) for person in row.respondents}
    groups = Counter(
        project.register.get(person).group or ANYBODY for person in spoke if project.register.usable(person)
    )
    sizes = {**groups, ANYBODY: groups.total()}
    bases: dict[str, set[int]] = {group: {size} for group, size in sizes.items()}
    for one in (each for stated in facts.values() for each in stated):
        bases.setdefault(one.group, set()).add(one.n)
    bases[ANYBODY] = set().union(*bases.values())
    return sizes, {group: frozenset(each) for group, each in bases.items()}


def _counts(
    project: Project, store: Store, found: Findings, current: Iterable[Drafted], language: str
) -> dict[str, frozenset[int]]:
    """How many of what there are, by kind: counted in the data, and as the draft says."""
    from toolkit.storage.sources import sources

    counts: dict[str, set[int]] = defaultdict(set)
    for each in current:
        for kind, value in totals(each.text, language):
            counts[kind].add(value)
    with store.reading() as connection:
        spoken = [row for row in sources.overview(connection) if row.kind.rules.counts_people]
    usable = [row for row in spoken if not row.respondents or any(map(project.register.usable, row.respondents))]
    talks = [row for row in usable if row.kind in TALK]
    speakers = Counter(person for row in usable for person in row.respondents)
    people = {person for person in speakers if project.register.usable(person)}
    by_group = Counter(project.register.get(person).group for person in people)
    interviews = Counter(group for row in talks for group in {project.register.get(p).group for p in row.respondents})
    shown = [theme for theme in found.themes if theme.told]
    counts["interviews"] |= {len(talks), *interviews.values()}
    counts["sources"] |= {len(usable), len(talks)}
    counts["people"] |= {len(people), *by_group.values()}
    counts["questions"].add(len(project.settings.evaluation_questions))
    counts["areas"].add(len(list(found.scheme.active(AREA, top=True))))
    counts["themes"] |= {len(shown), *Counter(theme.group for theme in shown).values()}
    return {kind: frozenset(values) for kind, values in counts.items()}


def _values(project: Project) -> Iterator[Fraction]:
    """Every number of report.toml: those in figures, those in its texts, and the shares that its fractions give."""
    from toolkit.resources.report_files import read_report_facts

    path = project.folder / "report.toml"
    if not path.is_file():
        return
    for value in _walked(read_report_facts(path)):
        if isinstance(value, str):
            yield from (each.value for each in figures(value, project.language))
        else:
            yield Fraction(str(value))


def _walked(value: object) -> Iterator[str | int | float]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float | str) and not hasattr(value, "value"):
        yield value
    elif dataclasses.is_dataclass(value):
        share = getattr(value, "share", None)
        if isinstance(share, Fraction):
            yield from (round(float(share)), round(float(share), 1))
        for field in dataclasses.fields(value):
            yield from _walked(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _walked(each)
