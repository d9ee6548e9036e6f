"""The store: everything that is kept of a project, in one SQLite file; SQL lives only here."""
