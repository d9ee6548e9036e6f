"""Quotes: which words are printed, and how."""
