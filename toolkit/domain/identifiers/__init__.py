"""What tells who people are: found, grouped, taken out, and the disclosure gate."""
