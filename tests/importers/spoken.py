"""What was said in a text, by whom: for tests of turns and labels."""

from textwrap import dedent

from toolkit.importers.turns import split_turns


def said(text, **options):
    """Label and words of each turn."""
    text = dedent(text).lstrip("\n")
    return [(turn.label, turn.span.of(text)) for turn in split_turns(text, **options).turns]


def times(text):
    """The time of each turn in seconds."""
    return [turn.time for turn in split_turns(dedent(text).lstrip("\n")).turns]
