"""Quantity words, and the counts that are too small to print."""
