"""Values and rules of learning evaluation; the standard library only."""
