"""Themes: found, named, merged, and kept through later rounds."""
