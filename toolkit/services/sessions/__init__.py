"""Reflection sessions, what was said at them, and what came of it."""
