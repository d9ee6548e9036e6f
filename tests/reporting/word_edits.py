"""Edits of a Word file as people make them, written into its XML as Word does."""

import io
import zipfile
from copy import deepcopy

from lxml import etree

from toolkit.reporting.word.word_grafting import made, w
from toolkit.reporting.word.word_paragraphs import child

TYPES = "[Content_Types].xml"


class Edits:
    """A Word file being edited; `data` is the file as it then is."""

    def __init__(self, data):
        self.parts = dict(_parts(data))
        self.document = etree.fromstring(self.parts["word/document.xml"])
        self.body = child(self.document, "body")

    @property
    def data(self):
        self.parts["word/document.xml"] = etree.tostring(
            self.document, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name, content in self.parts.items():
                new.writestr(name, content)
        return out.getvalue()

    def marked(self, name):
        """The paragraph with the bookmark of this name."""
        start = next(each for each in self.body.iter(w("bookmarkStart")) if each.get(w("name")) == name)
        return next(up for up in start.iterancestors() if up.tag == w("p"))

    def saying(self, words):
        """The paragraph that holds these words."""
        return next(each for each in self.body.iter(w("p")) if words in text_of(each))

    def typed(self, paragraph, old, new):
        """Other words in a paragraph, split over runs as Word splits what is typed."""
        text = next(each for each in paragraph.iter(w("t")) if old in (each.text or ""))
        run = text.getparent()
        before, after = text.text.split(old, 1)
        for piece in (after, new):
            copy = deepcopy(run)
            child(copy, "t").text = piece
            child(copy, "t").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.addnext(copy)
        text.text = before
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def tracked(self, paragraph, old, new, *, author="Eva"):
        """The same with tracked changes."""
        self.typed(paragraph, old, new)
        run = next(each for each in paragraph.iter(w("r")) if text_of(each) == new)
        inserted = made("ins", id="9001", author=author, date="2026-11-20T10:00:00Z")
        run.addprevious(inserted)
        inserted.append(run)
        gone = made("del", id="9002", author=author, date="2026-11-20T10:00:00Z")
        lost = made("r")
        lost.append(made("delText", old))
        gone.append(lost)
        inserted.addprevious(gone)

    def written(self, text, *, after):
        """A paragraph of one's own after another one."""
        paragraph, run = made("p"), made("r")
        run.append(made("t", text))
        paragraph.append(run)
        after.addnext(paragraph)
        return paragraph

    def emptied(self, paragraph):
        for each in [*paragraph.iter(w("r"))]:
            each.getparent().remove(each)

    def retyped(self, paragraph, text):
        """All of a paragraph typed over, which loses its bookmarks."""
        for each in list(paragraph):
            if each.tag != w("pPr"):
                paragraph.remove(each)
        run = made("r")
        run.append(made("t", text))
        paragraph.append(run)

    def deleted(self, element):
        element.getparent().remove(element)

    def copied(self, element, *, after):
        copy = deepcopy(element)
        after.addnext(copy)
        return copy

    def commented(self, paragraph, text, *, author="Eva", id_="7001"):
        """A comment by a colleague on a whole paragraph."""
        comments = etree.fromstring(self.parts["word/comments.xml"])
        comment, inside, run = made("comment", id=id_, author=author, initials="E"), made("p"), made("r")
        run.append(made("t", text))
        inside.append(run)
        comment.append(inside)
        comments.append(comment)
        self.parts["word/comments.xml"] = etree.tostring(comments, xml_declaration=True, encoding="UTF-8")
        paragraph.insert(1 if child(paragraph, "pPr") is not None else 0, made("commentRangeStart", id=id_))
        paragraph.append(made("commentRangeEnd", id=id_))
        run = made("r")
        run.append(made("commentReference", id=id_))
        paragraph.append(run)

    def tracking(self):
        """Track changes, switched on."""
        settings = etree.fromstring(self.parts["word/settings.xml"])
        settings.insert(0, made("trackRevisions"))
        self.parts["word/settings.xml"] = etree.tostring(settings, xml_declaration=True, encoding="UTF-8")


def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        for name in container.namelist():
            yield name, container.read(name)


def text_of(element):
    return "".join(each.text or "" for each in element.iter(w("t")))


def canonical(element):
    """The XML of an element, the same however its file is written."""
    return etree.tostring(element, method="c14n", exclusive=True)


def comments_of(data):
    """Author and text of all comments in a file."""
    root = etree.fromstring(dict(_parts(data))["word/comments.xml"])
    return [(each.get(w("author")), text_of(each)) for each in root]
