"""A report as a Word file, read back and joined with what people wrote in it."""
