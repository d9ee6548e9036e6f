"""Data to and from other programs."""
