"""From themes, stances and quotes to a report, and from a report to files; no database, no analysis."""
