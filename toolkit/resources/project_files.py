"""project.toml: read with errors that name the line, and the commented one that a new project gets."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from toolkit.domain.codings.segments import RECORDS
from toolkit.domain.sources.audiences import KNOWN, LEAST, USUAL, Audience
from toolkit.domain.sources.cases import GROUPS
from toolkit.domain.sources.law import DOCUMENTS, Law
from toolkit.domain.sources.projects import EvaluationQuestion, ProjectSettings
from toolkit.errors import BadSetting
from toolkit.messages import N_
from toolkit.resources.project_texts import TEXTS
from toolkit.resources.toml_places import places
from toolkit.resources.written import Key, LanguageKey, Setting, Text, Written, bad_setting, read_text, validated

NOT_TOML = N_("{place}: this cannot be read; check quotation marks, brackets and commas here and just above.")
UNQUOTED = N_("{place}: a value cannot be read; a text must stand in quotation marks.")
TWICE = N_("{place}: the same name stands twice; keep one of them.")
BACKSLASH = N_("{place}: a backslash must be doubled, or the text put between ' and '.")
TOO_DEEP = N_("{place}: the lists are nested too deeply.")
QUESTION_TWICE = N_("{place}: two evaluation questions have the key “{key}”.")
RESERVED = N_("{place}: “{group}” is what Spegla calls observations and documents; give the group another key.")
NO_GROUP = N_("{place}: there is no actor group “{group}”. There are: {known}.")
_REASONS = (
    ("Invalid value", UNQUOTED),
    ("Cannot overwrite", TWICE),
    ("Cannot declare", TWICE),
    ("Unescaped '\\'", BACKSLASH),
    ("Invalid hex", BACKSLASH),
)
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_VALUE = re.compile(r"""=[ \t]*(?:"[^"]*"|'[^']*')""")
OWN = ""  # stands for the project's language where a label is written as a bare text


def _by_language(value: object) -> object:
    return {OWN: value} if isinstance(value, str) and value else value or {}


def _question(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


def _titled(value: object) -> object:
    listed = isinstance(value, list) and all(isinstance(key, str) for key in value)
    return {key: {} for key in value} if listed else value  # type: ignore[attr-defined]


Label: TypeAlias = Annotated[dict[LanguageKey | Literal[""], Text], BeforeValidator(_by_language)]
Labels: TypeAlias = dict[Key, Label]


class QuestionEntry(Setting):
    """An evaluation question; the key is made when none is written."""

    text: Text
    key: Key | None = None


class Machine(Setting):
    """Models on this computer that suggestions may use."""

    spacy_model: str = ""
    sentence_model: str = ""


class AudienceEntry(Setting):
    """For whom a report is let out; what is not written is as usual."""

    k: int | None = Field(None, ge=2, le=100)
    insiders: list[Key] | None = None
    known: list[Text] | None = None


class LawEntry(Setting):
    """On what the words of people are used."""

    legal_basis: str = ""
    art9_ground: str = ""
    dpia_ref: str = ""
    is_research: bool = False
    ethics_ref: str = ""
    ethics_date: date | None = None
    controller: str = ""
    dpo: str = ""
    recipients: str = ""
    third_countries: str = ""


class RetentionEntry(Setting):
    """The last day that each kind of document may be kept."""

    audio: date | None = None
    transcripts: date | None = None
    key: date | None = None
    project: date | None = None


class ProjectFile(Setting):
    """What may stand in project.toml."""

    name: Text
    language: LanguageKey = "sv"
    interview_language: LanguageKey | None = None
    description: str = ""
    evaluation_questions: list[Annotated[QuestionEntry, BeforeValidator(_question)]] = Field([])
    groups: Annotated[Labels, BeforeValidator(_titled)] = Field({})
    phases: Labels = Field({})
    group_phases: dict[Key, Labels] = Field({})
    quantities: list[dict[str, Any]] = Field([])
    outline: Text = "perspectives"
    interviewers: list[Text] = Field([])
    scheme: Text = "six_areas.yaml"
    coder: str = ""
    mode: Literal["measured", "reflexive"] = "measured"
    machine: Machine = Field(default_factory=Machine)
    omission: Literal["(...)", "[…]"] = "(...)"
    audiences: dict[Key, AudienceEntry] = Field({})
    law: LawEntry = LawEntry()
    retention: RetentionEntry = RetentionEntry()


def read_project(path: Path) -> ProjectSettings:
    """The settings in a project.toml; BadSetting names the file, and line and column where they are sure."""
    text = read_text(path)
    data = parsed(text, path.name)
    written = validated(ProjectFile, data, file=path.name, position=places(text))
    _check_questions(written)
    settings = _settings(written.value)
    if RECORDS in settings.groups:
        raise written.wrong(("groups", RECORDS), RESERVED, group=RECORDS)
    for group in settings.group_phases:
        if group not in settings.groups:
            raise written.wrong(("group_phases", group), NO_GROUP, group=group, known=", ".join(settings.groups))
    for key, entry in written.value.audiences.items():
        for group in entry.insiders or ():
            if group not in settings.groups:
                named = ("audiences", key, "insiders")
                raise written.wrong(named, NO_GROUP, group=group, known=", ".join(settings.groups))
    return settings


def parsed(text: str, file: str) -> dict[str, Any]:
    """What a TOML text says; BadSetting names line and column where it cannot be read."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error), text, file) from None
    except RecursionError:
        raise bad_setting(file, None, TOO_DEEP) from None


def _syntax(said: str, text: str, file: str) -> BadSetting:
    reason = next((message for start, message in _REASONS if said.startswith(start)), NOT_TOML)
    at = _AT.search(said)
    end = (text.count("\n") + 1, len(text) - text.rfind("\n"))
    return bad_setting(file, (int(at[1]), int(at[2])) if at else end, reason)


def _check_questions(written: Written[ProjectFile]) -> None:
    seen: set[str] = set()
    for number, question in enumerate(_questions(written.value)):
        if question.key in seen:
            raise written.wrong(("evaluation_questions", number, "key"), QUESTION_TWICE, key=question.key)
        seen.add(question.key)


def _questions(file: ProjectFile) -> list[EvaluationQuestion]:
    numbered = enumerate(file.evaluation_questions, start=1)
    return [EvaluationQuestion(question.key or f"q{number}", question.text) for number, question in numbered]


def _settings(file: ProjectFile) -> ProjectSettings:
    return ProjectSettings(
        name=file.name,
        language=file.language,
        spoken=file.interview_language or "",
        description=file.description.strip(),
        evaluation_questions=tuple(_questions(file)),
        groups=_labels(file.groups, file.language) or {group: {} for group in GROUPS},
        phases=_labels(file.phases, file.language),
        group_phases={group: _labels(labels, file.language) for group, labels in file.group_phases.items()},
        quantities=tuple(file.quantities),
        outline=file.outline,
        interviewers=tuple(file.interviewers),
        scheme=file.scheme,
        coder=file.coder.strip(),
        reflexive=file.mode == "reflexive",
        spacy_model=file.machine.spacy_model.strip(),
        sentence_model=file.machine.sentence_model.strip(),
        omission=file.omission,
        audiences={**USUAL, **{key: _audience(key, entry) for key, entry in file.audiences.items()}},
        law=_law(file.law, file.retention),
    )


def _audience(key: str, entry: AudienceEntry) -> Audience:
    usual = USUAL.get(key, Audience(key))
    insiders = usual.insiders if entry.insiders is None else tuple(entry.insiders)
    known = (KNOWN if insiders else ()) if entry.known is None else tuple(entry.known)
    return Audience(key, LEAST if entry.k is None else entry.k, insiders, known)


def _law(law: LawEntry, retention: RetentionEntry) -> Law:
    return Law(
        legal_basis=law.legal_basis.strip(),
        art9_ground=law.art9_ground.strip(),
        dpia_ref=law.dpia_ref.strip(),
        is_research=law.is_research,
        ethics_ref=law.ethics_ref.strip(),
        ethics_date=law.ethics_date,
        controller=law.controller.strip(),
        dpo=law.dpo.strip(),
        recipients=law.recipients.strip(),
        third_countries=law.third_countries.strip(),
        retention={kind: day for kind in DOCUMENTS if (day := getattr(retention, kind)) is not None},
    )


def _labels(labels: Mapping[str, Mapping[Any, str]], language: str) -> dict[str, Mapping[str, str]]:
    return {key: {(said or language): title for said, title in titles.items()} for key, titles in labels.items()}


def project_text(name: str, language: str) -> str:
    """The commented project.toml of a new project called `name`, in Swedish or English."""
    return TEXTS[language if language in TEXTS else "en"].replace("@name@", _quoted(name))


def in_language(text: str, language: str) -> str:
    """The text of a project.toml with another language of the report; the interviews stay in the one they are in."""
    data = parsed(text, "project.toml")
    before = data.get("language", ProjectFile.model_fields["language"].default)
    if before == language:
        return text
    lines, at = text.splitlines(keepends=True), places(text)(("language",))
    new = [] if "interview_language" in data else [f'interview_language = "{before}"\n']
    if at is None:
        new.append(f'language = "{language}"\n')
    else:
        lines[at[0] - 1] = _VALUE.sub(f'= "{language}"', lines[at[0] - 1], count=1)
    return "".join((*new, *lines))


def _quoted(text: str) -> str:
    """`text` as a TOML string: JSON's escapes are TOML's, but TOML also escapes DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
