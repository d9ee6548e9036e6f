"""Quotes: edits, ledger, comparison."""
