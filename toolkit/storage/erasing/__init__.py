"""Somebody's words taken out of a database, wherever they lie."""
