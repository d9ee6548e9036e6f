"""Plug-ins: importers and renderers found by file suffix; the built-in ones come by the same door (entry points)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Generic, TypeVar, cast

from toolkit.domain.exchange.ports import Importer, Renderer
from toolkit.errors import NotFound, SpeglaError
from toolkit.messages import N_

IMPORTERS, RENDERERS = "toolkit.importers", "toolkit.renderers"
OURS = "spegla"
Plugin = TypeVar("Plugin")


class _NoPlugin(NotFound, KeyError):
    """No plug-in has the suffix; a KeyError too, so that `in` and `get` work as in any mapping."""


class Plugins(Mapping[str, Plugin], Generic[Plugin]):
    """Plug-ins of one kind by suffix (".docx"; "docx" and "DOCX" find the same).

    A suffix is looked for in one plug-in after another, those named like the suffix first, then the built-in ones, and
    no more are loaded than it takes: reading a text file loads no Word library. Counting or listing loads them all.
    """

    def __init__(self, kind: str, suffixes: Callable[[Plugin], tuple[str, ...]]) -> None:
        self._kind = kind
        self._suffixes = suffixes
        self._waiting = sorted(entry_points(group=kind), key=lambda entry: (distribution(entry) != OURS, entry.name))
        self._loaded: dict[str, Plugin] = {}

    def __getitem__(self, suffix: str) -> Plugin:
        wanted = _dotted(suffix)
        for entry in sorted(self._waiting, key=lambda entry: _dotted(entry.name) != wanted):
            if wanted in self._loaded:
                break
            self._load(entry)
        if wanted in self._loaded:
            return self._loaded[wanted]
        raise _NoPlugin(
            N_("Files that end in {suffix} are not known."),
            hint=N_("These are: {existing}"),
            suffix=suffix,
            existing=", ".join(self._loaded) or "–",
        )

    def __iter__(self) -> Iterator[str]:
        for entry in tuple(self._waiting):
            self._load(entry)
        return iter(self._loaded)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _load(self, entry: EntryPoint) -> None:
        plugin, suffixes = self._made(entry)
        self._waiting.remove(entry)
        for suffix in suffixes:
            self._loaded.setdefault(_dotted(suffix), plugin)

    def _made(self, entry: EntryPoint) -> tuple[Plugin, tuple[str, ...]]:
        try:
            plugin = cast("Plugin", entry.load()())
            return plugin, self._suffixes(plugin)
        except Exception as error:  # code of others may raise anything; it is told as theirs
            raise SpeglaError(
                N_("The plug-in {plugin} of the package {package} does not work ({kind} in {group})."),
                hint=N_("Install {package} again, or remove it."),
                plugin=entry.name,
                package=distribution(entry),
                kind=type(error).__name__,
                group=self._kind,
            ) from error


def importers() -> Plugins[Importer]:
    """The importers by suffix (".txt"); a suffix that none reads raises NotFound, which says which exist."""
    return Plugins(IMPORTERS, _read_suffixes)


def renderers() -> Plugins[Renderer]:
    """The renderers by suffix (".docx"); a suffix that none writes raises NotFound, which says which exist."""
    return Plugins(RENDERERS, _written_suffix)


def importer(suffix: str) -> Importer:
    """The importer that reads files with this suffix; NotFound says which suffixes exist."""
    return importers()[suffix]


def renderer(suffix: str) -> Renderer:
    """The renderer that writes files with this suffix; NotFound says which suffixes exist."""
    return renderers()[suffix]


def distribution(entry: EntryPoint) -> str:
    """The name of the installed package that a plug-in comes from."""
    return entry.dist.name if entry.dist else entry.module.partition(".")[0]


def _read_suffixes(plugin: Importer) -> tuple[str, ...]:
    if not callable(plugin.read):
        raise TypeError("read must be a method")
    return tuple(plugin.suffixes)


def _written_suffix(plugin: Renderer) -> tuple[str, ...]:
    if not callable(plugin.render):
        raise TypeError("render must be a method")
    return (plugin.suffix,)


def _dotted(suffix: str) -> str:
    return "." + suffix.lower().removeprefix(".")
