"""Reports: composed, written, read back, checked, and let out through the disclosure gate."""
