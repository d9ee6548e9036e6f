"""Themes, their board, and what becomes of them."""
