"""What is kept of a draft: its generated paragraphs as they stand in Word, each sentence with its grounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.domain.codings.succession import renamed_blocks, successors
from toolkit.domain.report_rules.quotations import HIDDEN, marked
from toolkit.domain.report_rules.quoted import TERM
from toolkit.domain.report_rules.sentences import tokens
from toolkit.domain.reports.report import Bullets, Figure, Heading, Paragraph, QuoteBlock, Report, Sentence, Table
from toolkit.domain.reports.report_blocks import Keyed, digest, keyed
from toolkit.domain.reports.written_report import Mark
from toolkit.services.projects.project import Project
from toolkit.services.reports import word_reports

if TYPE_CHECKING:
    from toolkit.storage.findings.drafts import BlockRow, SentenceRow
    from toolkit.storage.projects.store import Connection


@dataclass(frozen=True, slots=True)
class Written:
    """A draft to be kept: its outline, its files' names, and its generated paragraphs where there is a Word file.

    `gone` are the paragraphs of blocks that it no longer has, but a person's file does. `audience` is for whom it was
    let out, None for a working draft.
    """

    report: Report
    outline: str
    files: tuple[str, ...]
    paragraphs: tuple[tuple[Mark, str], ...] = ()
    gone: tuple[tuple[Mark, str], ...] = ()
    findings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    audience: str | None = None


def of_files(files: Mapping[Path, bytes]) -> tuple[tuple[Mark, str], ...]:
    """The generated paragraphs as they stand in the Word file among a draft's files; none without one."""
    words = [data for path, data in files.items() if path.suffix == ".docx"]
    return read_paragraphs(word_reports.own(words[0])) if words else ()


def read_paragraphs(file: word_reports.OwnFile) -> tuple[tuple[Mark, str], ...]:
    """The generated paragraphs of a file that was rendered, with the digests of their texts."""
    from toolkit.reporting.word.read_docx import read_report

    return tuple((mark, one.digest) for one in read_report(file).paragraphs for mark in one.marks)


def record(project: Project, connection: Connection, new: Written) -> int:
    """Keep a draft with all it rests on; gives its id."""
    from toolkit.storage.findings import drafts

    id_ = drafts.record(connection, drafts.Draft(project.now, new.outline, new.files, new.findings, new.audience))
    drafts.record_blocks(connection, id_, block_rows(new))
    drafts.record_sentences(connection, id_, list(sentence_rows(new.report)))
    return id_


def block_rows(new: Written) -> Iterator[BlockRow]:
    """The rows of a draft's generated paragraphs."""
    from toolkit.storage.findings.drafts import NO_MORE, BlockRow

    kinds = {one.key: one.kind for one in keyed(new.report)}
    places: dict[str, int] = {}
    for mark, told in new.paragraphs:
        place = places.setdefault(mark.block, len(places))
        yield BlockRow(mark.block, mark.number, place, kinds.get(mark.block, mark.block), told)
    for mark, told in new.gone:
        yield BlockRow(mark.block, mark.number, NO_MORE, "gone", told)


def renamed(before: Sequence[SentenceRow], now: Sequence[SentenceRow]) -> tuple[dict[str, str], dict[str, str]]:
    """The old findings with those that go on from them under another id, and the keys of their blocks likewise."""
    going_on = successors(_grounds(before), _grounds(now))
    then, today = ([(row.finding, str(row.facts.get("kind")), row.block) for row in rows] for rows in (before, now))
    return going_on, renamed_blocks(then, today, going_on)


def _grounds(rows: Iterable[SentenceRow]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.finding.startswith("f"):
            found.setdefault(row.finding, set()).update(row.evidence)
    return {finding: frozenset(ids) for finding, ids in found.items()}


def sentence_rows(report: Report) -> Iterator[SentenceRow]:
    """The rows of a draft's sentences, quotes, tables and figures, in its order."""
    from toolkit.storage.findings.drafts import SentenceRow

    heading = ""
    position = 0
    for one in keyed(report):
        if isinstance(one.block, Heading):
            heading = one.block.text
        for piece in _pieces(one, report):
            position += 1
            yield SentenceRow(position, one.key, heading, **piece)


def _pieces(one: Keyed, report: Report) -> Iterable[dict[str, Any]]:
    block = one.block
    if isinstance(block, Paragraph):
        name = [_told(block.run_in, "name", finding=block.finding)] if block.run_in else []
        return [*name, *(_sentence(each, report, block.finding) for each in block.sentences)]
    if isinstance(block, Bullets):
        return [_sentence(each, report) for each in block.items]
    if isinstance(block, QuoteBlock):
        return [_quote(block, report)]
    if isinstance(block, Table):
        cells = "\n".join(" | ".join(row) for row in (block.header, *block.rows, (block.note,)))
        return [_told(block.caption, "table", whole=f"{block.caption}\n{cells}")]
    if isinstance(block, Figure):
        return [_told(block.caption, "figure", whole=f"{block.caption}\n{block.rows}\n{block.values}")]
    return [_told(block.text, one.kind)]


def _told(text: str, kind: str, *, whole: str = "", finding: str = "") -> dict[str, Any]:
    return {"text": text, "digest": digest(whole or text), "finding": finding, "facts": {"kind": kind}}


def _sentence(sentence: Sentence, report: Report, finding: str = "") -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": "sentence"}
    if sentence.stated is not None:
        facts |= {"k": sentence.stated.k, "n": sentence.stated.n, "group": sentence.stated.group}
    if sentence.claim is not None:
        facts |= {"claim": sentence.claim, "claimed": digest(report.claims.get(sentence.claim, ""))[:16]}
    if sentence.count:
        facts["count"] = sentence.count
    if sentence.words:
        facts["quotes"] = True
    return {
        "text": _bare(sentence),
        "digest": digest(sentence.text),
        "finding": finding,
        "facts": facts,
        "evidence": sentence.evidence,
        "quote": sentence.quote.entry if sentence.quote else None,
    }


def _bare(sentence: Sentence) -> str:
    """The sentence without a person's words in it, which go with their source; a wording may have raised the first."""
    text = sentence.text
    for words in (sentence.words, sentence.words[1:]):
        text = text.replace(words, "…") if words else text
    return text


def wordless(text: str) -> str:
    """The text, as long as it was, with the words of quotes in it out of sight: only the ledger keeps people's words.

    Terms between quotation marks are no quotes.
    """
    for each in marked(text).quotations:
        if len(tokens(each.text)) > TERM:
            text = text[: each.start] + HIDDEN * (each.end - each.start) + text[each.end :]
    return text


def _quote(block: QuoteBlock, report: Report) -> dict[str, Any]:
    known = next((report.evidence[each] for each in block.evidence if each in report.evidence), None)
    return {
        "text": "",
        "digest": digest(block.text),
        "finding": block.finding,
        "facts": {"kind": "quote", "why": block.why},
        "evidence": block.evidence,
        "quote": block.entry,
        "source": None if known is None else known.source,
    }
