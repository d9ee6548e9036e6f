"""Sources, who speaks in them, what was allowed, and their revisions."""
