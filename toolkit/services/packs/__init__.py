"""Packs: partial results for those whom they concern."""
