"""Claims, stances and the team's own factors."""
