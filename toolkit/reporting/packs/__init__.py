"""Feedback packs: what a group hears, what is left out, and what it is asked."""
