"""Feedback packs, reflection sessions, and what came of them."""
