"""Styles of the Word draft: read by name from the user's `styles.docx`, created where they are missing."""

from __future__ import annotations

from collections.abc import Callable

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from toolkit.reporting.word.word_parts import element

NOTICE, PROMPT, COUNT, RUN_IN, CELL, NOTE = (
    "Spegla Notice",
    "Spegla Prompt",
    "Spegla Count",
    "Spegla Run-in",
    "Spegla Table",
    "Spegla Table Note",
)
# Both stand on every office machine, and LibreOffice has fonts of the same widths for them.
_BODY, _HEADING = "Times New Roman", "Arial"
_INK, _GREY, _BLUE = RGBColor(0x1B, 0x1F, 0x24), RGBColor(0x5A, 0x62, 0x6B), RGBColor(0x1D, 0x4E, 0x79)
Build = Callable[[Document, ParagraphStyle], None]
_HEADINGS = {1: (18, 24, 8), 2: (14, 16, 4), 3: (12, 12, 3)}


def prepare(document: Document, language: str, *, own: bool) -> None:
    """Set the language of all text and make sure that every style of the draft exists.

    With `own` (the user's styles.docx) styles that exist are left as they are.
    """
    _language(document, language)
    if not own:
        _page(document)
        _restyle(document)
    for name, kind, build in _OURS:
        if name not in document.styles:
            style = document.styles.add_style(name, kind)
            build(document, style)


def _language(document: Document, language: str) -> None:
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    properties = None if defaults is None else defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if properties is None:
        properties = document.styles["Normal"].element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("lang", val=language, eastAsia=language, bidi="ar-SA"))


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.3)


def _restyle(document: Document) -> None:
    styles = document.styles
    normal = styles["Normal"]
    font(normal, _BODY, 11.5)
    spaced(normal, after=7, lines=1.2)
    normal.paragraph_format.widow_control = True
    for level, (size, before, after) in _HEADINGS.items():
        heading = styles[f"Heading {level}"]
        font(heading, _HEADING, size, bold=True, colour=_BLUE)
        spaced(heading, before=before, after=after, lines=1.05)
        heading.paragraph_format.keep_with_next = True
    font(styles["Title"], _HEADING, 28, bold=True, colour=_BLUE)
    spaced(styles["Title"], before=90, after=6, lines=1.0)
    for border in styles["Title"].element.pPr.findall(qn("w:pBdr")):
        styles["Title"].element.pPr.remove(border)
    font(styles["Subtitle"], _HEADING, 14, colour=_GREY, italic=False)
    spaced(styles["Subtitle"], after=22, lines=1.1)
    font(styles["Caption"], _HEADING, 9.5, bold=True, colour=_INK)
    spaced(styles["Caption"], before=10, after=4, lines=1.05)
    font(styles["Quote"], _BODY, 11.5, italic=True, colour=_INK)
    spaced(styles["Quote"], before=1, after=8, lines=1.15)
    styles["Quote"].paragraph_format.keep_together = True
    styles["Quote"].paragraph_format.left_indent = Cm(1)
    styles["Quote"].paragraph_format.right_indent = Cm(0.6)
    font(styles["Footer"], _HEADING, 9, colour=_GREY)
    font(styles["TOC Heading"], _HEADING, 14, bold=True, colour=_BLUE)
    for name in ("List Bullet", "List Number"):
        spaced(styles[name], after=4, lines=1.15)


def font(
    style: ParagraphStyle,
    name: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: RGBColor = _INK,
) -> None:
    """Set a style's font by name, taking away the theme fonts that would win over it."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)
    style.font.size = Pt(size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = colour
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)


def spaced(style: ParagraphStyle, *, before: float = 0, after: float = 0, lines: float = 1.15) -> None:
    """Set a paragraph style's distances (points) and line height."""
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    layout.line_spacing = lines


def _shaded(style: ParagraphStyle, fill: str, bar: str) -> None:
    """A coloured ground and a bar at the left, in the order that the schema asks for."""
    properties = style.element.get_or_add_pPr()
    borders = element("pBdr")
    borders.append(element("left", val="single", sz="24", space="8", color=bar))
    ground = element("shd", val="clear", color="auto", fill=fill)
    spacing = properties.find(qn("w:spacing"))
    at = len(properties) if spacing is None else list(properties).index(spacing)
    properties.insert(at, ground)
    properties.insert(at, borders)


def _notice(document: Document, style: ParagraphStyle) -> None:
    style.base_style = document.styles["Normal"]
    font(style, _HEADING, 10)
    spaced(style, before=0, after=6, lines=1.15)
    style.paragraph_format.left_indent = Cm(0.4)
    _shaded(style, "FFF4DC", "D9912B")


def _prompt(document: Document, style: ParagraphStyle) -> None:
    style.base_style = document.styles["Normal"]
    font(style, _BODY, 11.5, italic=True, colour=_GREY)
    spaced(style, before=4, after=12, lines=1.15)


def _count(_document: Document, style: CharacterStyle) -> None:
    style.font.size = Pt(9)
    style.font.color.rgb = _GREY


def _run_in(_document: Document, style: CharacterStyle) -> None:
    style.font.bold = True


def _cell(document: Document, style: ParagraphStyle) -> None:
    style.base_style = document.styles["Normal"]
    font(style, _HEADING, 9)
    spaced(style, before=2, after=2, lines=1.05)


def _note(document: Document, style: ParagraphStyle) -> None:
    style.base_style = document.styles["Normal"]
    font(style, _HEADING, 8.5, colour=_GREY)
    spaced(style, before=4, after=14, lines=1.1)


def _contents(level: int) -> Build:
    def build(document: Document, style: ParagraphStyle) -> None:
        style.base_style = document.styles["Normal"]
        font(style, _HEADING, 10.5 if level == 1 else 9.5, bold=level == 1, colour=_INK if level == 1 else _GREY)
        spaced(style, before=3 if level == 1 else 0, after=0, lines=1.05)
        style.paragraph_format.left_indent = Cm(0.6 * (level - 1))

    return build


def _heading(level: int) -> Build:
    def build(document: Document, style: ParagraphStyle) -> None:
        style.base_style = document.styles["Normal"]
        style.font.bold = True
        style.paragraph_format.keep_with_next = True
        style.element.get_or_add_pPr().append(element("outlineLvl", val=str(level - 1)))

    return build


def _plain(document: Document, style: ParagraphStyle) -> None:
    style.base_style = document.styles["Normal"]


def _italic(document: Document, style: ParagraphStyle) -> None:
    style.base_style = document.styles["Normal"]
    style.font.italic = True


_PARAGRAPH, _CHARACTER = WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER
_OURS = (
    *((f"Heading {level}", _PARAGRAPH, _heading(level)) for level in (1, 2, 3)),
    *((f"TOC {level}", _PARAGRAPH, _contents(level)) for level in (1, 2)),
    *((name, _PARAGRAPH, _plain) for name in ("Title", "Subtitle", "Caption", "TOC Heading")),
    *((name, _PARAGRAPH, _plain) for name in ("List Bullet", "List Number", "Footer")),
    ("Quote", _PARAGRAPH, _italic),
    (NOTICE, _PARAGRAPH, _notice),
    (PROMPT, _PARAGRAPH, _prompt),
    (CELL, _PARAGRAPH, _cell),
    (NOTE, _PARAGRAPH, _note),
    (COUNT, _CHARACTER, _count),
    (RUN_IN, _CHARACTER, _run_in),
)
