"""Obstacles in the system, and their owners."""
