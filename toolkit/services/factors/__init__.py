"""The team's own lists of factors."""
