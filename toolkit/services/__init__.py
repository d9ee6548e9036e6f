"""Use cases: the only place where store, analysis and files meet."""
