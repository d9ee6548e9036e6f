"""Counts and figures over arrays: cross tables, agreement between coders, networks."""
