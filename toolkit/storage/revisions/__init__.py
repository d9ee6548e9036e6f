"""What becomes of every row with a span when a text changes, and all rows out of a database and back."""
