"""The chapter on purpose, questions, methods and material of a full report, written from the registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from toolkit.domain.reports.report import Block, Bullets, Heading, Notice, Paragraph, Sentence, Table
from toolkit.domain.reports.report_facts import Evaluator, Recruitment, Work
from toolkit.domain.texts.alphabet import alphabetical
from toolkit.reporting.chapters import method_annex, records
from toolkit.reporting.chapters.chapter import counted
from toolkit.reporting.material import people_facts
from toolkit.reporting.material.findings import Finding
from toolkit.reporting.material.material import Material, SourceFact
from toolkit.reporting.material.prose import area_title
from toolkit.reporting.material.recorded import ended, paragraph, section, sentences, table, unrecorded
from toolkit.reporting.material.wording import Wording, uncapitalised

HOUR = 60


def blocks(material: Material, found: Sequence[Finding], wording: Wording) -> Iterator[Block]:
    """The chapter; what is not recorded is told once at its end, and nothing is guessed."""
    chapter = _Chapter(material, found, wording)
    yield Heading(1, wording.say("frame.method.title"), "method_chapter")
    for name, inside in (
        ("purpose", chapter.purpose()),
        ("evaluators", chapter.evaluators()),
        ("methods", chapter.methods()),
        ("people", chapter.people()),
        ("coding", chapter.coding()),
        ("quantity", chapter.quantity()),
        ("quotes", chapter.quotes()),
        ("consent", chapter.consent()),
        ("limits", chapter.limits()),
    ):
        yield from section(Heading(2, wording.say(f"frame.method.{name}_title"), f"method_chapter-{name}"), inside)
    yield from unrecorded(material.facts, "method_chapter", wording, told=True)


@dataclass(frozen=True, slots=True)
class _Chapter:
    """What the chapter is written from; a method for each section."""

    material: Material
    found: Sequence[Finding]
    wording: Wording

    def _say(self, name: str, /, **values: object) -> str:
        return self.wording.say(f"frame.method.{name}", **values)

    def purpose(self) -> Iterator[Block]:
        """Purpose, time, approach, the numbered evaluation questions and question areas, and with whom."""
        told = self.material.facts.evaluation
        period = self._say("period", period=told.period.strip().rstrip(".")) if told.period else ""
        yield from paragraph(told.purpose, period, told.approach, told.feedback)
        questions = self.material.questions
        if questions:
            yield Paragraph((Sentence(counted(self.wording, "frame.method.questions", len(questions))),))
            yield Bullets(tuple(Sentence(question) for question in questions), ordered=True)
        else:
            yield Notice(self._say("no_questions"))
        areas = [area_title(area, self.material, self.wording) for area in self.material.areas]
        if areas:
            yield Paragraph((Sentence(counted(self.wording, "frame.method.areas", len(areas))),))
            yield Bullets(tuple(Sentence(area) for area in areas), ordered=True)
            if self.material.with_whom:
                yield Paragraph((Sentence(self._say("with_whom")),))

    def evaluators(self) -> Iterator[Block]:
        """Who evaluated, what they did, how they stand to the programme, what they took with them."""
        told = self.material.facts.evaluation
        persons = [self._evaluator(each) for each in told.evaluators]
        yield from paragraph(*persons, told.introduced, told.assumptions)

    def _evaluator(self, one: Evaluator) -> str:
        facts = ", ".join(each.strip() for each in (one.profession, one.post) if each.strip())
        did = [each.strip().rstrip(".") for each in (one.did, one.experience, one.relation) if each.strip()]
        done = self.wording.listed(did or [self._say("evaluator_did")])
        return self._say("evaluator" if facts else "evaluator_bare", name=one.name, facts=facts, did=done)

    def methods(self) -> Iterator[Block]:
        """How many conversations, by which methods, between which days, how long, how they were held and kept."""
        sources, told = self.material.talks, self.material.facts.evaluation
        words = self.wording.figure(sum(source.words for source in sources))
        number = counted(self.wording, "method.talk", len(sources))
        yield Paragraph(
            sentences(self._say("sources", sources=number, words=words), *self._days(), *self._durations(sources))
        )
        yield self._by_method(sources)
        yield from paragraph(*records.counts(self.material, self.wording))
        saturation = "" if self.material.facts.work.reflexive else told.saturation
        kept = (told.recorded, told.notes, told.transcribed, told.returned, saturation)
        yield from paragraph(*self._guides(), told.setting, told.present, told.repeated, *kept)

    def _days(self) -> Iterator[str]:
        """The sentences of the annex on the first and last day, and on what is undated."""
        return method_annex.days_told(self.material, self.wording)

    def _durations(self, sources: Sequence[SourceFact]) -> Iterator[str]:
        known = sorted(source.minutes for source in sources if source.minutes is not None)
        if not known:
            yield self._say("durations_none")
            return
        if len(known) == 1:
            yield self._say("durations_one", low=known[0], total=self.wording.number(len(sources)))
            return
        path = "durations" if len(known) == len(sources) else "durations_some"
        yield self._say(
            path,
            low=known[0],
            high=known[-1],
            median=f"{median(known):g}".replace(".", str(self.wording.at("numbers.decimal"))),
            sum=self._time(sum(known)),
            known=self.wording.number(len(known)),
            total=self.wording.number(len(sources)),
        )

    def _time(self, minutes: int) -> str:
        hours, rest = divmod(minutes, HOUR)
        path = "hours" if hours and rest else "hours_even" if hours else "minutes"
        if hours == 1 and rest:
            path = "hours_one"
        return str(self.wording.at(f"frame.method.{path}")).format(hours=self.wording.number(hours), minutes=rest)

    def _by_method(self, sources: Sequence[SourceFact]) -> Table:
        cells: dict[str, list[SourceFact]] = {}
        for source in sources:
            cells.setdefault(method_annex.method_of(source, self.wording), []).append(source)
        ranked = sorted(cells.items(), key=lambda each: (-len(each[1]), alphabetical(each[0])))
        rows = [(method, str(len(inside)), str(self._persons(inside)), self._span(inside)) for method, inside in ranked]
        header = self.wording.at("frame.method.methods_header")
        return table(self._say("methods_caption"), header, rows, anchor="table-methods")

    def _persons(self, sources: Iterable[SourceFact]) -> int:
        spoke = {person for source in sources for person in source.respondents}
        return sum(map(self.material.register.usable, spoke))

    def _span(self, sources: Iterable[SourceFact]) -> str:
        days = sorted(source.day for source in sources if source.day)
        return self.wording.span(days[0], days[-1]) if days else str(self.wording.at("terms.missing"))

    def _guides(self) -> Iterator[str]:
        groups = [group for group in self.material.people if group in self.material.unguided]
        if not groups:
            yield self._say("guides_all")
        elif len(groups) == len(self.material.people):
            yield self._say("guides_none")
        else:
            named = self.wording.listed(uncapitalised(self.wording.group(group)) for group in groups)
            yield self._say("guides_some", groups=named)

    def people(self) -> Iterator[Block]:
        """How they were chosen and asked, who they are, who did not take part."""
        told = self.material.facts.recruitment
        yield from paragraph(told.chosen, told.how, told.referred, *self._declined(told))
        yield people_facts.people_table(self.material, self.wording)
        described = tuple(people_facts.described(self.material, self.wording))
        if described:
            yield Paragraph(described)

    def _declined(self, told: Recruitment) -> Iterator[str]:
        if told.asked is not None:
            yield self._say("asked", number=self.wording.number(told.asked))
        if told.declined is None:
            return
        total = sum(each.number for each in told.declined)
        if not total:
            yield self._say("declined_none")
            return
        item = str(self.wording.at("frame.method.declined_item"))
        given = [(each.number, each.reason.strip().rstrip(".")) for each in told.declined if each.reason.strip()]
        reasons = [item.format(number=self.wording.number(number), reason=reason) for number, reason in given]
        number = self.wording.number(total)
        if len(reasons) < len(told.declined):
            yield self._say("declined_one" if total == 1 else "declined_many", number=number)
        elif total == 1:
            yield self._say("declined_one_why", reason=given[0][1])
        else:
            yield self._say("declined_many_why", number=number, reasons=self.wording.listed(reasons))

    def coding(self) -> Iterator[Block]:
        """The scheme, the coders, their agreement where it is measured, and the machine's part."""
        work = self.material.facts.work
        texts = [*method_annex.coding(self.material, self.found, self.wording)]
        if work.coders:
            texts.append(counted(self.wording, "frame.method.coders", work.coders))
        texts += [*self._together(work), *self._machine(work)]
        if work.program:
            texts.append(self._say("program", version=work.program))
        yield Paragraph(sentences(*texts))

    def _together(self, work: Work) -> Iterator[str]:
        if work.reflexive:
            yield self._say("reflexive")
            return
        if work.double:
            number = self.wording.number
            yield self._say("double", double=number(work.double), total=number(work.double_of))
        if work.agreement:
            item, decimal = str(self.wording.at("frame.method.agreement_item")), str(self.wording.at("numbers.decimal"))
            items = [
                item.format(alpha=f"{each.alpha:.2f}".replace(".", decimal), facet=uncapitalised(each.facet))
                for each in work.agreement
            ]
            yield self._say("agreement", items=self.wording.listed(items))
        elif work.coders:
            yield self._say("no_agreement")

    def _machine(self, work: Work) -> Iterator[str]:
        answered = work.accepted + work.corrected + work.rejected
        if not work.suggestions and not answered:
            yield self._say("no_suggestions")
        elif not answered:
            yield self._say("suggestions_unread", number=self.wording.figure(work.suggestions))
        else:
            figure = self.wording.figure
            counts = {"accepted": work.accepted, "corrected": work.corrected, "rejected": work.rejected}
            items = [
                str(self.wording.at(f"frame.method.suggestions_{name}")).format(number=figure(n))
                for name, n in counts.items()
                if n
            ]
            yield self._say("suggestions", answered=figure(answered), items=self.wording.listed(items))
        if self.found:
            named, total = sum(each.theme.named for each in self.found), len(self.found)
            path = {1: "named_one", 0: "named_none", total: "named_all"}.get(named, "named")
            yield self._say(path, number=self.wording.number(named), total=self.wording.number(total))

    def quantity(self) -> Iterator[Block]:
        """The legend of quantity words."""
        yield Paragraph((Sentence(self._say("quantity_lead")),))
        yield method_annex.legend(self.material, self.wording)

    def quotes(self) -> Iterator[Block]:
        """How quotes are edited, attributed and chosen."""
        yield Paragraph(sentences(*self.wording.at("frame.method.quotes")))

    def consent(self) -> Iterator[Block]:
        """What people agreed to, how many did, and whether the work was reviewed."""
        told, ethics = self.material.facts.consent, self.material.facts.ethics
        version = self._say("version", version=told.version.strip().rstrip(".")) if told.version else ""
        dnr = self._say("dnr", dnr=ethics.dnr.strip().rstrip(".")) if ethics.dnr else ""
        yield from paragraph(told.how, version, told.scope)
        yield Paragraph(sentences(*method_annex.consents(self.material, self.wording)))
        yield from paragraph(ethics.decision, dnr)

    def limits(self) -> Iterator[Block]:
        """What the material cannot carry, in the evaluator's words and by count."""
        own = [ended(text) for text in self.material.facts.evaluation.limits]
        usual = [str(text) for text in self.wording.at("frame.method.limits")]
        counted_limits = method_annex.counted_limits(self.material, self.found, self.wording)
        yield Bullets(sentences(*own, *usual, *counted_limits))
