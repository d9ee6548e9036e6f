"""Text, words and days, whatever they are about."""
