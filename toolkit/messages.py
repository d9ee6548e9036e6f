"""Texts for people, in Swedish and English: message ids are English, catalogues stand in `toolkit/locale`."""

from __future__ import annotations

import gettext
import os
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("sv", "en")
DOMAIN = "spegla"
LOCALE_FOLDER = Path(__file__).parent / "locale"
_language: ContextVar[str] = ContextVar("language", default="en")


def N_(message: str) -> str:
    """Mark a message for translation without translating it."""
    return message


def use_language(language: str) -> None:
    """Make `language` ("sv" or "en") the language of messages in this context."""
    _language.set(language if language in LANGUAGES else "en")


def current_language() -> str:
    """The language of messages in this context."""
    return _language.get()


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
