"""Suggestions: scores of the scheme, moved by judgements, made probabilities, and how far they hold."""
