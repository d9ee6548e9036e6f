"""Texts for people: message ids are English, and each folder of `toolkit/locale` holds one more language."""

from __future__ import annotations

import gettext
import os
from contextvars import ContextVar
from functools import cache
from pathlib import Path

DOMAIN = "spegla"
LOCALE_FOLDER = Path(__file__).parent / "locale"
LANGUAGES = (*sorted(path.parents[1].name for path in LOCALE_FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")), "en")
"""The languages of screens and messages."""
WRITTEN = ("sv", "en")
"""Those in which interviews are understood, and schemes, registers and reports are written."""
_language: ContextVar[str] = ContextVar("language", default="en")


def N_(message: str) -> str:
    """Mark a message for translation without translating it."""
    return message


def use_language(language: str) -> None:
    """Make `language` (one of LANGUAGES, else English) the language of messages in this context."""
    _language.set(language if language in LANGUAGES else "en")


def current_language() -> str:
    """The language of messages in this context."""
    return _language.get()


def written_language() -> str:
    """The current language where texts of a project can be written in it, else English."""
    return current_language() if current_language() in WRITTEN else "en"


def language_names() -> dict[str, str]:
    """What each language of screens is called in itself."""
    return {one: catalogue(one).info().get("x-language-name", one) for one in LANGUAGES[:-1]} | {"en": "English"}


def decimal_comma() -> bool:
    """Whether a comma, and not a point, stands before decimals in the current language."""
    return catalogue(current_language()).info().get("x-decimal-sign") == ","


def decimal(value: float, digits: int | None = 2) -> str:
    """A number with so many decimals (None: as many as it has), as the reader's language writes it; what rounds to
    nothing has no sign."""
    text = f"{value:g}" if digits is None else f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.removeprefix("-")
    text = text.replace("-", "−")
    return text.replace(".", ",") if decimal_comma() else text


def language_of_environment() -> str:
    """The language that SPEGLA_LANGUAGE or the locale variables ask for; English when they ask for neither."""
    for name in ("SPEGLA_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = os.environ.get(name, "")[:2].lower()
        if wanted in LANGUAGES:
            return wanted
    return "en"


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The compiled catalogue of one language."""
    return gettext.translation(DOMAIN, LOCALE_FOLDER, languages=[language], fallback=True)


def tr(message: str, /, **values: object) -> str:
    """`message` in the current language with its `{places}` filled."""
    text = catalogue(current_language()).gettext(message) if message else ""
    return text.format(**values) if values else text


def ntr(singular: str, plural: str, n: int, /, **values: object) -> str:
    """The singular or plural form for `n` in the current language; `{n}` is filled with n, or with what `n=` says."""
    text = catalogue(current_language()).ngettext(singular, plural, n)
    return text.format(**{"n": n, **values})
