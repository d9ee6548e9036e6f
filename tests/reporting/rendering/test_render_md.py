from toolkit.domain.reports.report import Figure, Heading, Notice, Paragraph, Report, Sentence, Table
from toolkit.reporting.chapters.compose import compose
from toolkit.reporting.rendering.render_md import MarkdownRenderer, plain


def test_the_draft_is_readable_text_with_counts_and_evidence(invented, outline_of, wording_of):
    report = compose(invented(), outline=outline_of("perspectives"), wording=wording_of("sv"))
    text = MarkdownRenderer().render(report, resources={}).decode()
    assert text.startswith("# Vävstolen\n\n*Utkast till resultatkapitel, 20 oktober 2025*\n")
    assert "**Väntan på besked.** Flertalet deltagare tar upp temat (5 av 6). <sub>c1, c2, c3, c4, c5</sub>" in text
    assert "\n> *”Det ringde någon i januari" in text
    assert "| Förförståelse och förutsättningar | 6 av 7 | 2 av 2 |" in text
    assert "HEMLIGT" not in text


def test_marks_of_markdown_in_a_text_stay_text():
    assert plain("*a* _b_ [c](d) `e` <f> | # g &lt;") == r"\*a\* \_b\_ \[c\](d) \`e\` \<f\> \| \# g \&lt;"
    assert (plain("1. först"), plain("- sen"), plain("1.5 år")) == (r"1\. först", r"\- sen", "1.5 år")
    assert plain("rad\n\nrad") == "rad rad"


def test_every_kind_of_block_is_written():
    blocks = (
        Heading(2, "H|", "h"),
        Paragraph((Sentence("A."),)),
        Notice("N"),
        Table("C", ("a", "b"), (("1", "x|y"),), "t", "note"),
        Figure("F", ("r",), ("c",), ((2,),), "alt", "f"),
    )
    text = MarkdownRenderer().render(Report("T", "s", "en", blocks), resources={}).decode()
    assert "### H\\|" in text
    assert r"| 1 | x\|y |" in text
    assert "**Figure 1. F**" in text
