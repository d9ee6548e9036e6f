import re
from html.parser import HTMLParser

import pytest

from toolkit.domain.reports.report import Evidence, Figure, Heading, Paragraph, QuoteBlock, Report, Sentence, Table
from toolkit.domain.texts.text import Span
from toolkit.reporting.chapters.compose import compose
from toolkit.reporting.rendering.palette import FILLS, contrast
from toolkit.reporting.rendering.render_html import STYLE, HtmlRenderer

VOID = {"meta", "br", "hr", "img", "link", "input", "rect"}


class Page(HTMLParser):
    """Collects ids, links, tags and text, and checks that tags are closed in order."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.tags, self.texts, self.open = [], [], [], [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if "href" in found else []
        assert not any(name.startswith("on") or name == "style" for name in found)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(name="html", scope="module")
def _html(invented, outline_of, wording_of):
    report = compose(invented(), outline=outline_of("perspectives"), wording=wording_of("sv"))
    return HtmlRenderer().render(report, resources={}).decode()


def test_every_id_is_unique_and_every_link_leads_somewhere(html):
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    assert {link for link in page.links if not link.startswith("#")} == set()
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_sentences_link_to_the_passages_and_these_back_to_the_finding(html):
    assert re.search(
        r'tar upp temat <span class="count">\(5\u00a0av\u00a06\)</span>\.<sup class="ev"><a href="#u-f-t1-1"', html
    )
    assert '<a href="#f-t1" aria-label="Till texten">↑</a>' in html
    assert "c3 · d03.txt:1000–1103" in html


def test_a_sentence_about_several_findings_names_their_lists(html):
    assert re.search(r'försvårar\.<sup class="ev"><a href="#u-f-t1" title="[^"]+">T1–2</a></sup>', html)
    assert re.search(r'<h3 id="u-f-t1">T1\. Väntan på besked', html)


def test_a_sentence_without_a_finding_links_to_the_list_that_holds_what_it_rests_on():
    evidence = {id_: Evidence(id_, "d01.txt", Span(0, 4), "Bra.", "D01", ()) for id_ in ("c1", "c2")}
    blocks = (
        Paragraph((Sentence("One.", ("c1",)),), run_in="Bus", finding="f-t1"),
        Paragraph((Sentence("Two.", ("c1",)), Sentence("Three.", ("c2",)))),
    )
    page = Page(HtmlRenderer().render(Report("T", "s", "en", blocks, evidence), resources={}).decode())
    assert [link for link in page.links if link.startswith("#u-")] == ["#u-f-t1-1", "#u-f-t1-1", "#u-others-1"]
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_each_part_of_a_bar_is_told_in_words_too(html):
    assert 'aria-label="Främjar 1, Försvårar 4"' in html


def test_nothing_is_fetched_or_run(html):
    page = Page(html)
    assert not {"script", "link", "iframe", "img"} & set(page.tags)
    assert "default-src 'none'" in html
    assert "http:" not in html
    assert "https:" not in html


def test_words_that_may_not_be_quoted_are_withheld_in_the_evidence_too(html):
    assert "HEMLIGT" not in html
    assert "Ordalydelsen visas inte: personen får inte citeras." in html


def test_all_text_is_escaped():
    evil = '<script>alert("1")</script>&amp;\x00'
    blocks = (
        Heading(1, evil, evil),
        Paragraph((Sentence(evil, ("c1",)),), run_in=evil, finding=evil),
        QuoteBlock(evil, ("c1",), evil, finding=evil),
        Table(evil, (evil,), ((evil,),), evil, evil),
        Figure(evil, (evil,), (evil,), ((3,),), evil, evil + "2"),
    )
    html = HtmlRenderer().render(Report(evil, evil, "sv", blocks, notices=(evil,)), resources={}).decode()
    page = Page(html)
    assert "script" not in page.tags
    assert '<script>alert("1")</script>&amp;␀' in page.texts


@pytest.mark.parametrize(
    ("ids", "brief", "linked"),
    [((), True, []), ((), False, ["#h"]), (("c1",), True, ["#underlag"]), (("c1",), False, ["#h", "#underlag"])],
)
def test_contents_and_a_section_of_evidence_stand_only_where_there_is_anything_in_them(ids, brief, linked):
    blocks = (Heading(1, "H", "h"), Paragraph((Sentence("Ja.", ids),), finding="f1"))
    evidence = {"c1": Evidence("c1", "d01.txt", Span(3, 9), "Ord.", "D01", ())}
    html = HtmlRenderer().render(Report("T", "s", "sv", blocks, evidence, brief=brief), resources={}).decode()
    assert re.findall(r'<li><a href="([^"]+)">', html) == linked
    assert ("<nav" in html) is bool(linked)
    assert ('id="underlag"' in html) is bool(ids)


def test_numbers_chapters_and_short_contents_are_marked_for_the_look():
    blocks = (Heading(1, "H", "h"), Table("C", ("Vad", "Antal"), (("a", "2"),), "t"))
    html = HtmlRenderer().render(Report("T", "s", "sv", blocks), resources={}).decode()
    assert '<th scope="col">Vad</th><th scope="col" class="number">Antal</th>' in html
    assert '<th scope="row">a</th><td class="number">2</td>' in html
    assert '<nav aria-label="Innehåll" class="short">' in html
    long = (
        HtmlRenderer()
        .render(Report("T", "s", "sv", tuple(Heading(1, "H", f"h{n}") for n in range(21))), resources={})
        .decode()
    )
    assert '<h2 id="h0" class="page">' in long
    assert '<nav aria-label="Innehåll">' in long


def look():
    """The colours of the page's look by name: on a light ground, and on a dark one."""
    light, dark = re.findall(r":root \{(.*?)\}", STYLE.read_text("utf-8"), re.DOTALL)
    told = [dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]+)", each)) for each in (light, dark)]
    return [{name: whole_colour(colour) for name, colour in each.items()} for each in (told[0], {**told[0], **told[1]})]


def whole_colour(colour):
    return colour if len(colour) == 7 else "#" + "".join(sign * 2 for sign in colour[1:])


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_every_text_is_read_easily_on_its_ground_and_bars_have_the_colours_of_all_figures(mode):
    colours = look()[mode]
    pairs = [(text, "ground") for text in ("ink", "soft", "head", "link")]
    pairs += [("link", "panel"), ("head", "panel"), ("ink", "notice")]
    assert {
        pair: contrast(*(colours[name] for name in pair))
        for pair in pairs
        if contrast(*(colours[name] for name in pair)) < 4.5
    } == {}
    bars = [colours["bar" + (str(n) if n else "")] for n in range(len(FILLS))]
    assert bars == [fill.lower() for fill in FILLS]


def test_a_projects_own_look_is_used_and_allowed_by_the_policy():
    html = HtmlRenderer().render(Report("T", "s", "sv", ()), resources={"report.css": b"p { color: red; }"}).decode()
    assert "<style>p { color: red; }</style>" in html
    assert re.search(r"style-src 'sha256-[A-Za-z0-9+/]{43}='", html)
