"""The printed pieces that the disclosure gate looks at: what a sentence counts, and what is whose quote."""

import pytest

from tests.material import SAID
from tests.services.met import NOW
from tests.services.quoting import entered, entries
from toolkit.domain.quotes.quote_edits import EditKind
from toolkit.domain.quotes.quotes import Quote
from toolkit.domain.reports.printed import Form
from toolkit.domain.reports.report import Heading, Paragraph, QuoteBlock, Report, Sentence, Stated
from toolkit.domain.reports.report_blocks import short
from toolkit.domain.reports.written_report import Cell, Mark, WrittenParagraph, WrittenReport
from toolkit.domain.texts.text import Span
from toolkit.services.material import sources
from toolkit.services.projects.project import open_project
from toolkit.services.quotes.quote_entering import Change
from toolkit.services.reports import disclosure_pieces
from toolkit.services.reports.draft_records import wordless

BUS = next(one.words for one in SAID if one.person == "P01")
PLAN = next(one.words for one in SAID if one.person == "P04" and one.area == "solutions")
NOBODYS = "Nothing of this was ever uttered anywhere"


@pytest.fixture(scope="module")
def project(small_coded):
    found = open_project(small_coded, now=NOW)
    sources.place(found)
    return found


@pytest.fixture(scope="module")
def composed(project):
    """The pieces of a composed report of these blocks under a heading on the participants."""

    def call(*blocks):
        whole = Report("R", "Draft", "en", (Heading(1, "Results", "group-participants"), *blocks))
        return disclosure_pieces.of_report(project, whole)[1:]

    return call


@pytest.fixture(scope="module")
def written(project):
    """The pieces of a Word file of these paragraphs; `stated` is what its draft counted."""

    def call(*paragraphs, stated=None, notes=()):
        made = tuple(WrittenParagraph(one) if isinstance(one, str) else one for one in paragraphs)
        return disclosure_pieces.of_file(project, WrittenReport("r.docx", made, notes=notes), stated or {})

    return call


def head(text, level=1, **more):
    return WrittenParagraph(text, style=f"Heading {level}", level=level, **more)


def cell(text, row, column, table=1, heading="Results"):
    return WrittenParagraph(text, cell=Cell(table, row, column), heading=heading)


SENTENCES = [
    ("One participant was content.", ("participants", 1, None)),
    ("One of the two supervisors was content.", ("team", 1, None)),
    ("One of our participants was content.", ("participants", 1, None)),
    ("Two of the nine participants were content.", ("participants", None, None)),
    ("One team member was content.", ("team", 1, None)),
    ("One steering group member was content.", ("steering", 1, None)),
    ("One bus one participant took.", ("participants", 1, None)),
    ("One of the participants was content (1 of 9).", ("participants", 1, 9)),
    ("It was a support (1 of 7).", ("participants", 1, 7)),
    ("It was a support (1\u00a0of\u00a07).", ("participants", 1, 7)),
    ("It was a support (2 of 7).", ("participants", None, None)),
    ("One of the other team members says so.", ("team", 1, None)),
    ("One day the bus was late.", ("participants", None, None)),
    ("One bus was late, and one participant waited.", ("participants", 1, None)),
    ("One person was content.", ("participants", 1, None)),
    ("Everyone was content.", ("participants", None, None)),
    ("One young participant was content.", ("participants", 1, None)),
    ("One of the younger participants was content.", ("participants", 1, None)),
    ("One very young and unemployed participant was content.", ("participants", 1, None)),
    ("The only supervisor was content.", ("team", 1, None)),
    ("A plan that one woman made.", ("participants", 1, None)),
    ("One plan participants had was old.", ("participants", None, None)),
    ("One third of the buses were late.", ("participants", None, None)),
]


@pytest.mark.parametrize(("text", "told"), SENTENCES, ids=lambda one: str(one)[:30])
def test_a_sentence_about_one_person_counts_one_in_a_report_and_in_a_file(composed, written, text, told):
    (drafted,) = composed(Paragraph((Sentence(text),)))
    (_, read) = written(head("Participants"), text)
    for piece in (drafted, read):
        assert (piece.group, piece.k, piece.n) == told
        assert (piece.form, piece.text.replace("\u00a0", " ")) == (Form.SENTENCE, text.replace("\u00a0", " "))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("En deltagare var nöjd.", ("participants", 1)),
        ("En av de andra programdeltagarna var nöjd.", ("participants", 1)),
        ("Ett stöd för en enda handledare.", ("team", 1)),
        ("En av de nio deltagarna var nöjd.", ("participants", 1)),
        ("En av våra deltagare var nöjd.", ("participants", 1)),
        ("En plan för deltagarna fanns.", ("participants", None)),
        ("En ung deltagare var nöjd.", ("participants", 1)),
        ("En av de yngre deltagarna var nöjd.", ("participants", 1)),
        ("En av de två unga kvinnliga deltagarna var nöjd.", ("participants", 1)),
        ("En kvinnlig handledare var nöjd.", ("team", 1)),
        ("Det gäller en nyanländ och ensamstående kvinna.", ("participants", 1)),
        ("En 25-årig deltagare var nöjd.", ("participants", 1)),
        ("Den enda deltagaren var nöjd.", ("participants", 1)),
        ("En viktig sak deltagarna nämner är tiden.", ("participants", None)),
        ("En månad deltagarna minns är maj.", ("participants", None)),
        ("En stor del av deltagarna var nöjda.", ("participants", None)),
        ("En gemensam plan deltagarna kan följa.", ("participants", None)),
        ("En rad deltagare var nöjda.", ("participants", None)),
        ("Det var ett stöd (1 av 9).", ("participants", 1)),
    ],
)
def test_swedish_says_one_person_in_its_own_words(project, text, told):
    blocks = (Heading(1, "Resultat", "group-participants"), Paragraph((Sentence(text),)))
    piece = disclosure_pieces.of_report(project, Report("R", "Utkast", "sv", blocks))[1]
    assert (piece.group, piece.k) == told


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Two participants were content.", "participants"),
        ("Most participants were content.", "participants"),
        ("Two team members agree.", "team"),
        ("Several participants were content.", ""),
        ("Some participants were content.", ""),
        ("Two buses were late.", ""),
        ("Two people were content.", ""),
        ("The plan was theirs.", ""),
    ],
)
def test_a_sentence_that_says_closely_how_many_of_a_group_is_counted(composed, written, text, counted):
    (drafted,) = composed(Paragraph((Sentence(text),)))
    (_, read) = written(head("Results"), text)
    assert (drafted.counted, drafted.k, read.counted, read.k) == (counted, None, counted, None)


def test_what_a_drafted_sentence_states_stands_whatever_its_words_say(composed):
    one = Sentence("One participant was content.", stated=Stated(4, 9, "participants"))
    (piece,) = composed(Paragraph((one,)))
    assert (piece.k, piece.n, piece.counted) == (4, 9, "participants")


def test_the_only_one_of_a_kind_is_told_in_names_and_in_counted_sentences_but_not_in_what_people_say(composed, written):
    told = Sentence("Most trust the only coach.", stated=Stated(5, 8, "participants"))
    said = f"The only supervisor told: “{BUS}”"
    name, counted, own, quote = composed(Paragraph((told, Sentence(said)), run_in="The only woman there"))
    assert [each.sole for each in (name, counted, own, quote)] == [
        "The only woman", "the only coach", "The only supervisor", "",
    ]  # fmt: skip
    heading, sentence = written(head("The only woman there"), "Most trust the only coach.")
    assert (heading.sole, sentence.sole) == ("The only woman", "the only coach")


def test_a_run_in_name_can_count_too(composed, written):
    name, _ = composed(Paragraph((Sentence("It was so."),), run_in="Two participants without a bus"))
    (title,) = written(head("Two participants without a bus"))
    assert (name.form, name.counted) == (Form.NAME, "participants")
    assert (title.form, title.text) == (Form.NAME, "Two participants without a bus")


def test_a_quote_within_a_sentence_is_a_piece_of_its_own_with_whoever_says_it(composed, written):
    text = f"They say “{BUS}” and leave."
    for sentence, quote in (composed(Paragraph((Sentence(text),))), written(head("Participants"), text)[1:]):
        assert sentence.text == "They say “…” and leave."
        assert (quote.form, quote.text, quote.who, quote.source) == (Form.QUOTE, BUS, "P01", "p01.txt")
        assert (quote.group, quote.place) == ("participants", f"{sentence.place}.q0")


def test_two_quotes_of_one_sentence_are_told_apart_and_have_no_count(composed):
    text = f"One participant says “{BUS}”, another “{PLAN}” (1 of 9)."
    sentence, first, second = composed(Paragraph((Sentence(text),)))
    assert sentence.text == "One participant says “…”, another “…” (1 of 9)."
    assert (sentence.k, sentence.n) == (1, 9)
    assert [(one.place, one.who, one.k, one.n) for one in (first, second)] == [
        ("1.0.q0", "P01", None, None),
        ("1.0.q1", "P04", None, None),
    ]


def test_fewer_words_than_four_are_a_term_and_words_that_nobody_says_are_a_name(composed):
    term, claimed, name = composed(
        Paragraph((Sentence("They speak of “the last bus”."), Sentence("They call it “the very long way home”.")))
    )
    assert term.text == "They speak of “the last bus”."
    assert (claimed.text, name.form, name.text, name.who) == (
        "They call it “…”.",
        Form.NAME,
        "the very long way home",
        "",
    )


def test_four_words_of_somebody_are_a_quote(composed):
    _, quote = composed(Paragraph((Sentence("They say “it goes twice a day from our village”."),)))
    assert (quote.form, quote.who) == (Form.QUOTE, "P01")


def test_a_quote_of_a_block_keeps_whom_the_draft_says(composed):
    quote = Quote("p04.txt", Span(294, 416), (), "P04", ())
    known, unknown = composed(QuoteBlock(BUS, (), "participant", quote=quote), QuoteBlock(NOBODYS, (), "team member"))
    assert (known.form, known.who, known.source, known.group) == (Form.QUOTE, "P04", "p04.txt", "participants")
    assert (unknown.form, unknown.who, unknown.group) == (Form.QUOTE, "", "team")


@pytest.mark.parametrize(
    ("printed", "who", "form"),
    [
        (BUS, "P01", Form.QUOTE),
        (BUS.replace("twice a day", "three times each day"), "P01", Form.QUOTE),
        (NOBODYS, "", Form.QUOTE),
    ],
    ids=["word for word", "nearly", "by nobody"],
)
def test_a_quote_by_itself_is_of_whoever_said_it_or_nearly_so(written, printed, who, form):
    (piece,) = written(WrittenParagraph(f"“{printed}”", style="Quote"))
    assert (piece.text, piece.who, piece.form) == (printed, who, form)


def test_words_within_a_sentence_that_are_only_near_to_somebodys_are_no_quote(composed):
    _, name = composed(Paragraph((Sentence(f"They say “{BUS.replace('twice a day', 'three times each day')}”."),)))
    assert (name.form, name.who) == (Form.NAME, "")


def test_words_that_somebody_quotes_within_a_quote_stay_in_it(composed):
    said = "He told me “you can come back on Monday” and left."
    (piece,) = composed(QuoteBlock(said, (), "participant"))
    assert (piece.form, piece.text) == (Form.QUOTE, said)


def test_a_quote_of_the_ledger_is_known_by_its_number_and_edits(small):
    project = open_project(small, now=NOW)
    number = entered(project, BUS, Change(EditKind.MASK, "our village", "the village"))
    (entry,) = entries(project).values()
    printed = BUS.replace("our village", "[the village]")
    whole = Report("R", "Draft", "en", (QuoteBlock(printed, (), "participant"),))
    (piece,) = disclosure_pieces.of_report(project, whole)
    assert (piece.text, piece.who, piece.entry, piece.quote) == (printed, "P01", number, entry.quote())


@pytest.mark.parametrize(
    ("behind", "group", "label"),
    [
        ("", "participants", ""),
        (" (team member)", "team", ""),
        (" – team member T1", "team", "T1"),
        (" (MB)", "participants", "MB"),
        (" (XX)", "participants", ""),
        (" (supervisor)", "team", ""),
        (" (driver)", "participants", ""),
    ],
)
def test_what_stands_behind_a_quote_says_of_whom_it_is(written, behind, group, label):
    _, piece = written(head("Participants"), WrittenParagraph(f"“{BUS}”{behind}", style="Intense Quote"))
    assert (piece.text, piece.group, piece.label) == (BUS, group, label)


def test_of_several_words_between_marks_the_longest_are_the_quote(written):
    (piece,) = written(WrittenParagraph(f"“Well”: “{BUS}”", style="Quote"))
    assert piece.text == BUS


def test_a_quote_without_marks_is_all_of_its_paragraph(written):
    (piece,) = written(WrittenParagraph(BUS, style="Block Text"))
    assert (piece.text, piece.who) == (BUS, "P01")


@pytest.mark.parametrize("style", ["TOC 1", "toc heading", "Spegla Notice"])
def test_contents_and_the_programs_own_notes_are_no_pieces(written, style):
    assert written(WrittenParagraph("One participant was content.", style=style)) == []


def test_of_a_prompt_what_was_typed_over_it_or_after_it_is_a_piece(written):
    asked, said = "[The evaluator's view: what does it mean?]", "One participant was content."
    texts = (asked, said, f"{asked} {said}")
    pieces = written(*(WrittenParagraph(text, style="Spegla Prompt") for text in texts))
    assert [(one.place, one.text, one.k) for one in pieces] == [("1.0", said, 1), ("2.0", said, 1)]


def test_headings_tell_of_whom_the_text_below_them_is(written):
    pieces = written(
        head("1 Participants"), "It was good.",
        head("1.1 Before", 2), "It was cold.",
        head("Beside the point", 3), "It was far.",
        head("1.2 After", 2), "It was warm.",
        head("Conclusions"), "It was so.",
    )  # fmt: skip
    assert [(one.heading, one.group, one.phase) for one in pieces if one.form is Form.SENTENCE] == [
        ("1 Participants", "participants", ""),
        ("1.1 Before", "participants", "before"),
        ("Beside the point", "participants", "before"),
        ("1.2 After", "participants", "after"),
        ("Conclusions", "", ""),
    ]
    assert [one.text for one in pieces if one.form is Form.NAME][:2] == ["1 Participants", "1.1 Before"]


def test_a_level_that_is_left_out_takes_from_the_heading_above(written):
    pieces = written(head("Participants"), head("Beside", 3), "It was far.", head("Team"), head("Again", 2), "So.")
    assert [one.group for one in pieces if one.form is Form.SENTENCE] == ["participants", "team"]


@pytest.mark.parametrize(
    ("anchor", "group", "phase"),
    [
        ("group-team", "team", ""),
        ("group-team-phase-after", "team", "after"),
        ("area-needs-group-team", "team", ""),
        ("area-nothing-group-team", "participants", ""),
    ],
)
def test_a_drafted_heading_is_known_by_its_mark_whatever_somebody_calls_it(written, anchor, group, phase):
    marks = (Mark("other", 0), Mark(short(f"h-{anchor}"), 0))
    pieces = written(head("Participants"), head("Called anew", 2, marks=marks), "It was good.")
    assert (pieces[-1].group, pieces[-1].phase) == (group, phase)


def test_a_sentence_as_it_was_drafted_counts_what_the_draft_says(written):
    text = "Five of them describe it as something that helps (5 of 9)."
    known = wordless("Five of them describe it as something that helps.")
    block = WrittenParagraph(f"It is told. {text}", marks=(Mark("b0", 0), Mark("b1", 0)))
    for key, told in (
        ("b1", ("f-1", "team", 5, 9, "team")),
        ("b2", ("", "", None, None, "participants")),
    ):
        kept = {(key, known): ("f-1", "team", 5, 9), (key, known.rstrip(".")): ("f-1", "team", 5, 9)}
        for words in (known, "Five of them describe it as something that helps ."):
            kept[key, words] = ("f-1", "team", 5, 9)
        piece = written(head("Participants"), block, stated=kept)[-1]
        assert (piece.about, piece.counted, piece.k, piece.n, piece.group) == told


def test_sentences_are_parted_but_never_within_a_quote(written):
    quote = "The bus was the worst of it. It goes twice a day"
    pieces = written(f"They wait. They say: “{quote}” and laugh. They wait.")
    assert [(one.place, one.text) for one in pieces if one.form is Form.SENTENCE] == [
        ("0.0", "They wait."),
        ("0.1", "They say: “…” and laugh."),
        ("0.2", "They wait."),
    ]


def test_notes_are_read_after_the_text(written):
    pieces = written("It was good.", notes=(WrittenParagraph("One participant was not."),))
    assert [(one.place, one.text, one.k) for one in pieces] == [
        ("0.0", "It was good.", None),
        ("1.0", "One participant was not.", 1),
    ]


def test_a_table_is_a_piece_of_its_rows_and_its_cells_with_words_are_captions(written):
    pieces = written(
        "Table 1. Who came",
        cell("Part", 1, 1), cell("Came", 1, 2), cell("North", 2, 1), cell("8", 2, 2), cell("and more", 2, 2),
        cell("9", 3, 2), "Between", cell("x", 1, 1, table=2, heading="Other"),
    )  # fmt: skip
    assert [one.text for one in pieces if one.form is Form.CAPTION] == ["Part", "Came", "North", "and more", "x"]
    first, second = (one for one in pieces if one.form is Form.TABLE)
    assert first.cells == (("Part", "Came"), ("North", "8 and more"), ("", "9"))
    assert (first.place, first.text, first.heading) == ("table1.table", "Table 1. Who came", "Results")
    assert (second.text, second.heading, second.cells) == ("Between", "Other", (("x",),))


def test_a_quote_in_a_cell_is_looked_for_as_any_other(written):
    caption, quote, _ = written(cell(f"“{BUS}”", 1, 1))
    assert (caption.text, quote.who) == ("“…”", "P01")
