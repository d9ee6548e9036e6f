"""Tables and project files for other programs."""
