"""Spegla: a learning-evaluation toolkit."""
