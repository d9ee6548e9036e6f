"""The files that a person writes (schemes, guides, settings, register) and the files that come with the package."""
