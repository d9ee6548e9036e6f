"""A project's own template makes the page of plain data and nothing else; what is wrong is told with its line."""

import json

import pytest

from toolkit.domain.reports.report import Figure, Heading, Paragraph, Report, Sentence, Table
from toolkit.errors import BadSetting
from toolkit.reporting.chapters.compose import compose
from toolkit.reporting.rendering.html_view import page_view
from toolkit.reporting.rendering.render_html import BODY, HtmlRenderer

REPORT = Report("Title & more", "sub", "en", (Heading(1, "One <b>", "one"), Paragraph((Sentence("Said\x00."),))))


def page(template, report=REPORT):
    return HtmlRenderer().render(report, resources={BODY.name: template.encode()}).decode()


def fault(template):
    with pytest.raises(BadSetting) as caught:
        page(template)
    assert caught.value.hint
    return caught.value.sentence


def test_the_usual_template_as_a_projects_own_gives_the_same_page(invented, outline_of, wording_of):
    report = compose(invented(), outline=outline_of("perspectives"), wording=wording_of("sv"))
    usual = HtmlRenderer().render(report, resources={})
    assert HtmlRenderer().render(report, resources={BODY.name: BODY.read_bytes()}) == usual


def test_a_projects_own_template_makes_the_body_and_the_program_the_head():
    html = page("<main>{% for block in blocks %}[{{ block.kind }}]{% endfor %} {{ title }}</main>")
    head, _, body = html.partition("<body>")
    assert "default-src 'none'" in head
    assert "<style>" in head
    assert body.strip() == "<main>[heading][paragraph] Title &amp; more</main>\n</body>\n</html>"


@pytest.mark.parametrize(
    "expression",
    [
        "{{ blocks[0].text }}",
        "{% set x = blocks[0].text %}{{ x }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(blocks[0].text) }}",
        "{{ '%s' | format(blocks[0].text) }}",
        "{{ [blocks[0].text] | join }}",
        "{% set x %}{{ blocks[0].text }}{% endset %}{{ x }}",
    ],
)
def test_a_text_cannot_get_into_the_page_unescaped(expression):
    html = page(expression)
    assert "One &lt;b&gt;" in html
    assert "One <b>" not in html


def test_the_template_is_given_plain_data_only(invented, outline_of, wording_of):
    def check(value):
        assert type(value) in (dict, list, str, int, bool, type(None))
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            check(inner)

    for outline in ("perspectives", "areas"):
        view = page_view(compose(invented(), outline=outline_of(outline), wording=wording_of("sv")))
        check(view)
        assert json.loads(json.dumps(view)) == view


def test_every_text_is_made_visible_before_the_template_sees_it():
    blocks = (
        Table("a\x00", ("b\x01",), (("c\x02",),), "d\x03", "e\x04"),
        Figure("f\x05", ("g\x06",), ("h\x07",), ((1,),), "", "i", panels=("j\x08",)),
    )
    view = json.dumps(page_view(Report("k\x0b", "l\x0c", "sv\x0e", blocks, notices=("m\x0f",))))
    assert "\\u000" not in view


@pytest.mark.parametrize(
    ("template", "place", "what"),
    [
        ("a\n{{ title | safe }}", ":2", "safe"),
        ("a\n\n{% filter safe %}{{ title }}{% endfilter %}", ":3", "safe"),
        ("{% autoescape false %}{{ title }}{% endautoescape %}", ":1", "autoescape"),
        ("\n{% autoescape true %}{{ title }}{% endautoescape %}", ":2", "autoescape"),
        ("{% if false %}\n{{ title | safe }}{% endif %}", ":2", "safe"),
        ("\n{% include 'project.toml' %}", ":2", "other files"),
        ("{% extends 'x' %}", ":1", "other files"),
        ("{% import 'x' as y %}", ":1", "other files"),
        ("{% from 'x' import y %}", ":1", "other files"),
        ("a\nb\n{% for x in %}", ":3", "not a valid template"),
        ("a\n{{ title | nonsense }}", ":2", "nonsense"),
        ("a\n{% if title %}", ":2", "endif"),
        ("a\n{{ titel }}", ":2", "titel"),
        ("a\n{% for b in blocks %}\n{{ b.txet }}{% endfor %}", ":3", "txet"),
        ("a\n{{ [title] | map('safe') | join }}", ":2", "cannot be worked out"),
        ("a\n{{ 1 / 0 }}", ":2", "cannot be worked out"),
        ("a\n{{ range(1000000) | list }}", ":2", "cannot be worked out"),
        ("a\n<script>alert(1)</script>", ":2", "<script>"),
        ("<p>\n\n<META http-equiv=refresh content='0;url=https://example.org/'>", ":3", "<meta>"),
        ("<{{ 'script' }}>", "", "<script>"),
        ("<style>p {}</style>", ":1", "<style>"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(template, place, what):
    sentence = fault(template)
    assert sentence.startswith(f"{BODY.name}{place}:")
    assert what in sentence


def test_a_template_in_other_letters_is_told_with_its_line():
    with pytest.raises(BadSetting, match=r"report\.html\.j2:2: .*UTF-8"):
        HtmlRenderer().render(REPORT, resources={BODY.name: "a\nå".encode("latin-1")})


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title | attr('__class__') }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ self.__init__ }}",
        "{{ '{0.__class__}'.format(title) }}",
        "{{ [title] | map('attr', '__class__') | list }}",
        "{{ blocks.append(1) }}",
        "{{ blocks[0].update(text='x') }}",
        "{{ words.clear() }}",
    ],
)
def test_known_ways_out_of_the_sandbox_are_closed(attack):
    fault(attack)


def test_no_words_of_the_material_get_into_a_refusal():
    secret = Report("SECRET words", "s", "en", ())
    for template in ("{{ words[title] }}", "{{ {}[title] }}", "{{ title.nothing }}", "{{ [1].index(title) }}"):
        with pytest.raises(BadSetting) as caught:
            page(template, secret)
        assert "SECRET" not in caught.value.sentence + repr(caught.value.values)
