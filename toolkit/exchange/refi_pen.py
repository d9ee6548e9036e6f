"""Pieces of XML for exchanged projects: escaped words, identities, times; signs that XML may not hold are counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from toolkit.domain.exchange.interchange import Form, Unit
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_units import UTF16_MARK
from toolkit.exchange.refi_values import GUID, ILLEGAL, made_guid, own_guid, time_text

__all__ = ["UTF16_MARK", "Pen"]
_ODD = re.compile('[&<>"\r\n\t\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
_IN_TEXT = {"\n": "\n", "\t": "\t", '"': '"'}


class Pen:
    """Writes pieces of XML in one form."""

    def __init__(self, form: Form, ledger: Ledger) -> None:
        self.form, self.ledger = form, ledger

    @staticmethod
    def guid(raw: str) -> str:
        """An identity as the schema wants it; the same one for the same words."""
        return raw if GUID.fullmatch(raw) else own_guid(raw) or made_guid("own")

    def attribute(self, text: str) -> str:
        """`text` as it may stand between quotation marks; line ends and tabs survive."""
        if not _ODD.search(text):
            return text
        self._count(text)
        return _ODD.sub(lambda match: _ESCAPES.get(match.group(), "\ufffd"), text)

    def text(self, text: str) -> str:
        """`text` as it may stand between tags."""
        if not _ODD.search(text):
            return text
        self._count(text)
        return _ODD.sub(lambda match: _IN_TEXT.get(match.group()) or _ESCAPES.get(match.group(), "\ufffd"), text)

    def element(self, name: str, text: str) -> str:
        """An element with words; nothing without words."""
        return f"<{name}>{self.text(text)}</{name}>" if text else ""

    def made(self, user: str | None, at: datetime | None, users: Mapping[str, str]) -> str:
        """The attributes that say who made something and when; with a time even where none is known."""
        return f'{self.user(user, users)} creationDateTime="{time_text(at)}"'

    def user(self, user: str | None, users: Mapping[str, str]) -> str:
        """The attribute that says who made something; nothing when that is not known (counted)."""
        if user is None:
            return ""
        if user not in users:
            self.ledger.add("unknown_user")
            return ""
        return f' creatingUser="{users[user]}"'

    def references(self, name: str, guids: Iterable[str]) -> str:
        """Elements that each point to one thing."""
        return "".join(f'<{name} targetGUID="{self.guid(guid)}"/>' for guid in guids)

    def file(self, text: str) -> bytes:
        """The bytes of a text file."""
        whole = text if self.form.line_end == "\n" else text.replace("\n", self.form.line_end)
        try:
            data = whole.encode()
        except UnicodeEncodeError:
            self._count(re.sub("[^\ud800-\udfff]", "", whole))
            data = re.sub("[\ud800-\udfff]", "\ufffd", whole).encode()
        return b"\xef\xbb\xbf" + data if self.form.mark else data

    def counted(self, text: str) -> list[int]:
        """Where signs stand in `text` that count one more in the file than in ours, in order."""
        ends = self.form.line_end != "\n"
        if not ends and self.form.unit is Unit.CODE_POINTS:
            return []
        pattern = ("\n" if ends else "") + ("\U00010000-\U0010ffff" if self.form.unit is Unit.UTF16 else "")
        return [match.start() for match in re.finditer(f"[{pattern}]", text)]

    def _count(self, text: str) -> None:
        self.ledger.add("illegal_characters", len(ILLEGAL.findall(text)))
