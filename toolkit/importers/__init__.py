"""Importers: each reads one kind of file to a Transcript."""
