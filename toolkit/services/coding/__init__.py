"""Codes, codings and passages: the scheme, coding by hand, finding, counting."""
