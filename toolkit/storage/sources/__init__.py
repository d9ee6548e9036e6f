"""Sources: their texts, turns, settings and words, and what was decided of names in them."""
