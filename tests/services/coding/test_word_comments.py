"""Codings made in Word: by #code in comments, on the right words, by the right person, refused in words."""

import io
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime

import pytest

from tests.importers.commented import begin, comment, end, marked, paragraph, run
from toolkit.domain.texts.text import Span
from toolkit.errors import BadFile, NotFound, Refused
from toolkit.exchange import word_writing
from toolkit.exchange.word_writing import Comment
from toolkit.services.coding import codings
from toolkit.services.projects.project import open_project

NOW = datetime(2026, 1, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


@pytest.fixture
def text(project):
    return text_of(project, "p01.txt")


def text_of(project, name):
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        return sources.text(connection, name)


def memos_of(project):
    from toolkit.storage.codings import memos

    with project.store() as store, store.reading() as connection:
        return [(one.text, one.author, one.source) for one in memos.each(connection)]


def on(text, words, said, author="MS"):
    at = text.index(words)
    return Comment(Span(at, at + len(words)), author, NOW, tuple(said.split("\n")))


def given(project, coder):
    return {(one.quote, one.code) for one in codings.listed(project, coder=coder)[0]}


def take(project, text, *comments, name="p01.docx", coder=None):
    return codings.import_data(project, name, word_writing.write(text, comments), coder=coder)


def test_comments_become_codings_and_memos(project, text):
    result = take(
        project,
        text,
        on(text, "the worst of it", "#Work and occupation #valence/hinders\nAsk about the timetable."),
        on(text, "worst", "#HEALTH", author="KL"),
        on(text, "a day from our village", "#before"),
    )
    assert (result.added, result.memos, result.problems) == (4, 1, [])
    assert given(project, "MS") == {
        ("the worst of it", "needs/work"),
        ("the worst of it", "valence/hinders"),
        ("a day from our village", "phase/before"),
    }
    assert ("worst", "needs/health") in given(project, "KL")
    assert memos_of(project) == [("Ask about the timetable.", "MS", "p01.txt")]


def test_the_same_file_twice_adds_nothing(project, text):
    said = on(text, "the worst of it", "#needs/work mind this")
    take(project, text, said)
    again = take(project, text, said)
    assert (again.added, again.known, again.memos) == (0, 1, 0)


def test_the_coder_named_is_the_coder(project, text):
    take(project, text, on(text, "the worst of it", "#needs/work"), coder="AB")
    assert given(project, "AB")
    assert not given(project, "MS")


def test_a_look_stores_nothing(project, text):
    data = word_writing.write(text, [on(text, "the worst of it", "#needs/work hm")])
    seen = codings.import_data(project, "p01.docx", data, keep=False)
    assert (seen.added, seen.memos) == (1, 1)
    assert not given(project, "MS")


def test_an_unknown_code_is_told_with_the_nearest(project, text):
    result = take(project, text, on(text, "the worst of it", "#needs/wrok #needs/work"), on(text, "bus", "no code"))
    assert result.added == 1
    told = {one.sentence: one.next_step for one in result.problems}
    assert told["Comment 2: the scheme has no code needs/wrok."].startswith("Do you mean: #needs/work")
    assert "Comments without a #code, left as they are: 1" in told


def test_a_text_edited_in_word_is_the_same_source(project, text):
    edited = "My own title\n" + text.replace("twice a day", "three times a day").replace("I:", "Interviewer:")
    result = take(
        project,
        edited,
        on(edited, "the worst of it", "#needs/work"),
        on(edited, "it goes three times a day from our village", "#needs/work"),
    )
    assert result.added == 2
    assert result.moved == 1
    assert ("it goes twice a day from our village", "needs/work") in given(project, "MS")


def test_a_comment_on_no_words_takes_the_answer_without_its_label(project, text):
    lines = text.split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("P01:"))
    body = [paragraph(run(line), end(1) if number == at else "") for number, line in enumerate(lines)]
    result = codings.import_data(project, "x.docx", packed(marked(body, [comment(1, "#needs/work", author="MS")])))
    assert result.added == 1
    assert [one.serious for one in result.problems] == [False]
    assert given(project, "MS") == {(lines[at].removeprefix("P01: "), "needs/work")}


def packed(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return stream.getvalue()


def test_no_source_no_comments_no_word_file(project, text):
    with pytest.raises(Refused, match="no source in the project"):
        take(
            project,
            "Something else that nobody has said in any interview at all.",
            Comment(Span(0, 4), "MS", NOW, ("#work",)),
        )
    with pytest.raises(BadFile, match="holds no comments"):
        take(project, text)
    with pytest.raises(BadFile, match="not a Word file"):
        codings.import_data(project, "x.docx", b"hello")
    both = text + "\n" + text_of(project, "p02.txt")
    with pytest.raises(Refused, match="could be that of several"):
        take(project, both, on(both, "the worst of it", "#work"))


def test_errors_hold_no_words(project, text):
    secret = "XSECRETX"
    body = [paragraph(begin(1), run(secret), end(1)), *(paragraph(run(line)) for line in text.split("\n"))]
    result = codings.import_data(project, "x.docx", packed(marked(body, [comment(1, f"#work {secret}")])))
    assert [one.sentence for one in result.failed] == ["The words of comment 1 stand nowhere in p01.txt."]
    assert secret not in "".join(one.sentence + one.next_step for one in result.problems)


def test_there_and_back(project, small, tmp_path, spegla):
    file = tmp_path / "p01.docx"
    before = {(one.source, one.span, one.code, one.coder) for one in codings.listed(project, source="p01.txt")[0]}
    written, _ = codings.export_codings(project, file, source="p01.txt")
    assert written == len(before)
    assert codings.import_codings(project, file).known == len(before)
    assert spegla("codings", "export", tmp_path / "x.docx", "-p", small).code == 2
    with pytest.raises(NotFound):
        codings.export_codings(project, tmp_path / "other.docx", source="p99.txt")


def test_a_source_of_somebody_who_withdrew_is_not_written(project, tmp_path):
    with pytest.raises(Refused, match="may not be used"):
        codings.export_codings(project, tmp_path / "p07.docx", source="p07.txt")
    assert not list(tmp_path.glob("*.docx"))


@pytest.mark.slow
def test_after_a_round_trip_through_libreoffice(project, text, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    file = tmp_path / "one" / "p01.docx"
    file.parent.mkdir()
    comments = [
        on(text, "the worst of it, it goes", "#needs/work\nmind this"),
        on(text, "worst", "#health", author="KL"),
        on(text, "it goes twice a day", "#valence/hinders"),
        on(text, text[text.index("and the last bus") : text.index("We made the plan") + 11], "#before"),
    ]
    file.write_bytes(word_writing.write(text, comments))
    for place, kind in ((file, "odt"), (tmp_path / "two" / "p01.odt", "docx")):
        command = [office, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(tmp_path / "two"), str(place)], check=True, capture_output=True)
    result = codings.import_codings(project, tmp_path / "two" / "p01.docx")
    assert (result.added, result.memos, result.moved, result.failed) == (4, 1, 0, [])
    quoted = {quote for quote, _ in given(project, "MS")}
    assert quoted == {one.span.of(text) for one in comments if one.author == "MS"}
    assert memos_of(project) == [("mind this", "MS", "p01.txt")]
