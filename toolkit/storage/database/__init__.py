"""One database file: opened, locked, changed in steps that are journalled, versioned and backed up."""
