"""Tables of survey answers: what is a passage of whom, what is left out, and that nobody unknown can be traced."""

from __future__ import annotations

import random
import re

import pytest

from tests.importers.survey_samples import EXCEL, FORMS, NAMED, SAMPLES, excel
from toolkit import plugins
from toolkit.errors import BadFile
from toolkit.importers.columns import Kind, kind_of
from toolkit.importers.tabular import TabularImporter

READ = TabularImporter().read


def said(transcript):
    return [(turn.label, turn.span.of(transcript.text)) for turn in transcript.turns]


def test_the_importer_conforms(check_importer):
    check_importer(TabularImporter(), SAMPLES)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_it_is_found_by_suffix(suffix):
    assert isinstance(plugins.importer(suffix), TabularImporter)


@pytest.mark.parametrize("name", ["enkät8.csv", "enkät16.csv", "flikar.tsv"])
def test_encoding_and_separator_change_nothing(name):
    assert said(READ(SAMPLES[name], name)) == said(READ(SAMPLES["enkät.csv"], "enkät.csv"))


def test_each_open_answer_follows_its_question():
    read = READ(NAMED.encode(), "n.csv")
    assert said(read) == [
        ("I", "Vad hände sedan?"),
        ("D01", "Jag började jobba i köket efter sommaren, på halvtid."),
        ("I", "Vad hände sedan?"),
        ("D02", "Inget särskilt hände faktiskt på hela våren."),
    ]
    assert read.facts["survey"] == "named"


def test_line_breaks_and_decimal_commas_in_cells_are_kept():
    read = READ(FORMS.encode(), "f.csv")
    assert any("men\nibland" in words for _, words in said(read))
    assert b"4,5" in read.kept


def test_anonymous_answers_have_no_stamp_no_number_and_an_order_of_their_own():
    read = READ(FORMS.encode(), "f.csv")
    assert read.facts["survey"] == "anonymous"
    assert {label for label, _ in said(read)} == {"I", "Svar 1", "Svar 2", "Svar 3"}
    for gone in (b"10:11:12", b"2025-03", b"anonymous;", b"ID;", b"Starttid"):
        assert gone not in read.kept
    assert "Starttid" in next(note.sentence for note in read.notes if "not taken in" in note.sentence)


def test_the_order_of_the_rows_in_the_file_leaves_no_trace():
    head, *rows = re.split(r"\n(?=\d;)", FORMS.rstrip("\n"))
    kept = {READ(FORMS.encode(), "f.csv").kept}
    for seed in range(5):
        mixed = list(rows)
        random.Random(seed).shuffle(mixed)
        kept.add(READ("\n".join([head, *mixed]).encode(), "f.csv").kept)
    assert len(kept) == 1


def test_the_same_answer_stands_elsewhere_in_another_survey():
    rows = [f"Jag tycker att nummer {n} var ganska bra för mig." for n in range(40)]
    one = READ("\n".join(["Vad tycker du?", *rows]).encode(), "a.csv")
    other = READ("\n".join(["Vad tycker du?", *rows, "Ett enda svar till som är nytt här."]).encode(), "a.csv")
    order = [words for label, words in said(one) if label != "I"]
    again = [words for label, words in said(other) if label != "I" and words in set(order)]
    assert set(order) == set(again)
    assert order != again


def test_what_is_kept_reads_as_the_file_did():
    for name, data in SAMPLES.items():
        read = READ(data, name)
        again = READ(read.kept, name)
        assert (again.text, again.turns, again.kept) == (read.text, read.turns, read.kept)


def test_dates_of_excel_are_dates_and_times_are_left_out():
    read = READ(EXCEL, "e.xlsx")
    assert b"2025-03-01" in read.kept
    assert b"10:11" not in read.kept
    assert b";3.5\n" in read.kept


def test_a_person_chooses_what_the_columns_are():
    read = READ(FORMS.encode(), "f.csv", settings={"columns": "A=id, H=open, I=leave"})
    assert read.facts["survey"] == "named"
    assert ("1", "Vidarsjö") in said(read)
    assert not any("Mer tid" in words for _, words in said(read))


@pytest.mark.parametrize(
    ("title", "values", "kind"),
    [
        ("Id", ["D01", "D02"], Kind.ID),
        ("ID", ["1", "2", "3"], Kind.LEAVE),
        ("Respondent", ["Anna Berg", "Bo Ek", "Cia Dahl"], Kind.LEAVE),
        ("Kontakt?", ["a@b.se", "c.d@e.se"], Kind.LEAVE),
        ("Nummer", ["19121212-1212", "20000101-2384"], Kind.LEAVE),
        ("IP-adress", ["10.0.0.1"], Kind.LEAVE),
        ("x", ["10.1.2.3", "10.1.2.4"], Kind.LEAVE),
        ("När?", ["2025-01-02 10:11:12", "2025-01-03 09:00:01"], Kind.LEAVE),
        ("Grupp", ["deltagare", "team"], Kind.GROUP),
        ("Betyg", ["1", "3,5", "−2"], Kind.CLOSED),
        ("Nöjd?", ["Ja", "Nej", "Ja", "Ja"], Kind.CLOSED),
        ("Vilka?", ["A;B", "B", "A", "A;B", "B;A", "A"], Kind.CLOSED),
        ("Hur?", ["Det gick bra till slut.", "Jag vet inte riktigt."], Kind.OPEN),
        ("Hur?", ["Ring mig på 070-123 45 67 så berättar jag mer om det.", "Det var bra."], Kind.OPEN),
        ("Tom", [], Kind.EMPTY),
    ],
)
def test_columns_are_told_apart(title, values, kind):
    assert kind_of(title, values, frozenset()) is kind


def test_numbers_are_ids_where_the_project_knows_them():
    assert kind_of("Id", ["1001", "1002"], frozenset({"1001", "1002"})) is Kind.ID


def test_a_single_question_is_not_parted_at_its_commas():
    read = READ("Vad, tycker du, om det?\nJag tycker, faktiskt, att det är bra.\n".encode(), "a.csv")
    assert said(read)[1][1] == "Jag tycker, faktiskt, att det är bra."


def test_second_header_rows_of_survey_programs_are_no_answers():
    keyed = (
        'Q1,Q2\n"Hur gick det?","Varför blev det så?"\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n'
        "Det gick bra till slut för mig.,Jag fick mycket hjälp av alla.\n"
    )
    assert said(READ(keyed.encode(), "q.csv"))[0] == ("I", "Hur gick det?")
    monkey = (
        "Hur gick det?;Varför blev det så?\nOpen-Ended Response;Open-Ended Response\n"
        "Det gick bra till slut för mig.;Tack vare alla som hjälpte mig.\n"
    )
    assert len(said(READ(monkey.encode(), "m.csv"))) == 4


def test_a_table_of_speaker_and_text_is_a_transcript():
    table = "Tid;Talare;Text\n00:00:01;I;Hur gick det?\n00:00:05;D01;Det gick bra.\n"
    read = READ(table.encode(), "t.csv")
    assert [(turn.label, turn.time) for turn in read.turns] == [("I", 1.0), ("D01", 5.0)]
    assert "survey" not in read.facts


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("source,start,end,quote,code\na.txt,1,2,x,y\n", "spegla codings import"),
        ("id;group;consent;quote\nD01;team;yes;yes\n", "interviews/respondents.csv"),
        ("claim,respondent,stance\n1,D01,affirms\n", "spegla init"),
        ("Betyg;Kommun\n1;Vidarsjö\n2;Vidarsjö\n", "--columns"),
        ("Hur gick det?;Varför?\n", "--columns"),
    ],
)
def test_what_is_no_survey_is_refused_with_the_way_on(table, told):
    with pytest.raises(BadFile) as caught:
        READ(table.encode(), "x.csv")
    assert told in caught.value.hint


def test_old_and_locked_excel_files_are_refused_in_words():
    with pytest.raises(BadFile, match=r"old kind"):
        READ(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.xlsx")
    with pytest.raises(BadFile) as caught:
        READ(b"PK\x03\x04" + b"\0" * 40, "x.xlsx")
    assert "Word" not in caught.value.sentence + caught.value.hint


def test_hostile_cells_are_only_text():
    read = READ(
        excel(
            ("Vad hände?",),
            ("=cmd|' /C calc'!A1 och sedan hände inget mer.",),
            ("_x0000_ <script>alert(1)</script> sa han till oss",),
        ),
        "x.xlsx",
    )
    assert any("<script>" in words for _, words in said(read))
    assert "\x00" not in read.text


def test_broken_tables_are_read_soundly_or_refused_in_words(sound):
    dice = random.Random(7)
    for name, data in SAMPLES.items():
        for _ in range(60):
            raw = bytearray(data)
            for _ in range(dice.randint(1, 6)):
                raw[dice.randrange(len(raw))] = dice.randrange(256)
            told = read_or_refused(bytes(raw), name)
            if told is None:
                continue
            sound(told)


def read_or_refused(data, name):
    """The transcript; None when the file was refused in words that name it."""
    try:
        return READ(data, name)
    except BadFile as error:
        said = (error.sentence, error.hint)
    assert name in said[0]
    assert said[1]
    return None


@pytest.mark.parametrize(
    "data",
    [
        "spegla-survey;1\nopen\nFråga\n  Ett \x01 svar som är oskött.  \n",
        "spegla-survey;1\nid;open\n;\nI;Ett svar.\n;\n",
        "spegla-survey;1\nopen\nFråga\n" + "x " * 70_000 + "\n",
        "spegla-survey;1\nbomb\nFråga\nx\n",
        "spegla-survey;1\n",
    ],
)
def test_a_file_that_only_says_it_was_stored_is_read_soundly_or_refused(sound, data):
    told = read_or_refused(data.encode(), "x.csv")
    if told is not None:
        sound(told)
